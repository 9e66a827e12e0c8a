"""Save a case as a file, open one, or look at an example. A fault in a file is told in one message and nothing is lost."""

from __future__ import annotations

from html import escape

import streamlit as st

from pathways.engine.case import check_case, empty_case, parse_case
from pathways.engine.problems import CaseError
from pathways.views import device
from pathways.views.case_files import case_file, open_case
from pathways.views.paper import print_button
from pathways.views.session import Session, thaw, today
from pathways.views.shell import section_heading

__all__ = ["show"]


def show(session: Session) -> None:
    """Draw the view."""
    section_heading(session.say("save.title"), session.say("save.lead"))
    with st.container(key="saving", horizontal=True, gap="medium"):
        with st.container(key="card_save"):
            _save(session)
        with st.container(key="card_file"):
            _open_file(session)
    _examples(session)


def _save(session: Session) -> None:
    say = session.say
    version = session.content["edition"]["version"]
    what = say("save.what", answers=len(session.answers), trials=len(session.trials), version=version)
    st.html(f'<h2 class="pw-h2">{escape(say("save.save"))}</h2><p class="pw-soft">{escape(what)}</p>')
    pathway, case, position = (
        session.pathway,
        session.case,
        session.position,
    )  # a file is written outside the run, where no session is known
    with st.container(horizontal=True, key="downloads"):
        for kind, mime in (("json", "application/json"), ("yaml", "application/yaml")):
            st.download_button(
                say(f"save.{kind}"),
                lambda kind=kind: case_file(pathway, case, position, kind),
                f"pathways-case.{kind}",
                mime,
                key=f"save_{kind}",
                icon=":material/download:",
                on_click="ignore",
                type="primary" if kind == "json" else "secondary",
            )
    print_button(session, "print_save")
    device.choice(session)
    _save_map(session)
    if session.answers or session.trials:
        st.button(say("save.clear"), key="clear_case", type="tertiary", on_click=_start_over, args=(session,))


def _save_map(session: Session) -> None:
    from pathways.map.export import diagram_bytes  # noqa: PLC0415  drawing is loaded only here

    st.html(f'<h3 class="pw-h3">{escape(session.say("save.map"))}</h3>')
    pathway, position = session.pathway, session.position
    with st.container(horizontal=True, key="map_downloads"):
        for kind, mime in (
            ("png", "image/png"),
            ("pdf", "application/pdf"),
            ("svg", "image/svg+xml"),
            ("dot", "text/vnd.graphviz"),
        ):
            st.download_button(
                session.say(f"save.map_{kind}"),
                lambda kind=kind: diagram_bytes(pathway, position, kind),
                f"pathways-map.{kind}",
                mime,
                key=f"map_{kind}",
                on_click="ignore",
                help=None,
            )


def _start_over(session: Session) -> None:
    session.open_case(empty_case())
    session.go("start")


def _open_file(session: Session) -> None:
    say = session.say
    st.html(f'<h2 class="pw-h2">{escape(say("save.open"))}</h2><p class="pw-soft">{escape(say("save.replaces"))}</p>')
    # any kind is taken, so that a phone lists every file and a foreign one gets our own words
    file = st.file_uploader(say("save.open_hint"), key=f"upload_{session.epoch}")
    if file is not None:
        try:
            case = parse_case(file.getvalue(), session.content, file.name)
        except CaseError as fault:
            st.html(f'<div class="pw-fault" role="alert"><b>{escape(say("save.fault"))}</b> {escape(str(fault))}</div>')
            return
        open_case(session, case)
        st.rerun()


def _examples(session: Session) -> None:
    section_heading(session.say("save.examples"), session.say("save.examples_text"), level=2)
    with st.container(key="examples", horizontal=True, gap="small"):
        for example in session.content["cases"].values():
            with st.container(key=f"card_example_{example['id']}"):
                st.html(
                    f'<h3 class="pw-h3">{escape(session.read(example["name"]))}</h3>'
                    f'<p class="pw-small">{escape(session.read(example["story"]))}</p>'
                )
                with st.container(horizontal=True, key=f"keys_{example['id']}", gap="small"):
                    st.button(
                        session.say("save.example"),
                        key=f"example_{example['id']}",
                        on_click=_example,
                        args=(session, example["id"]),
                        icon=":material/person:",
                    )
                    st.button(
                        session.say("save.try_first"),
                        key=f"try_{example['id']}",
                        type="tertiary",
                        on_click=_example,
                        args=(session, example["id"], "decided"),
                    )


def _example(session: Session, id_: str, view: str = "position") -> None:
    case = thaw(session.content["cases"][id_]["case"])
    session.open_case(check_case(case | {"asked_on": today()}, session.content), example=id_)
    session.go(view)
