"""What stands around every view: draft notice, name, sections, voice, crisis help and leave now; then the view itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import streamlit as st

from pathways.views import leave
from pathways.views.session import Session
from pathways.views.style import sheet

__all__ = ["country_of", "first_number", "frame", "page", "section_heading"]

TABS = ("walk", "history", "position", "compare", "save")
_DIALED = 14  # letters of a number that fits on a button
ON_PAPER = ("position", "save", "decided")  # views that print the page of the case
MORE = ("answers", "matters", "guidelines", "understand", "search", "decided", "start")


@contextmanager
def page(session: Session) -> Iterator[None]:
    """Draw the shell; the body of the ``with`` draws the view below it."""
    frame(session)
    if session.position.urgency == "same_day" and session.view != "crisis":
        from pathways.views.emergency import same_day_panel  # noqa: PLC0415  it needs the shell's own parts

        same_day_panel(session)
    with st.container(key="view"):
        yield
    from pathways.views import paper  # noqa: PLC0415  it needs the shell's own parts

    if session.view in ON_PAPER:
        paper.paper(session)
    else:
        st.html(f'<p class="pw-onpaper">{escape(paper.help_line(session))}</p>')


def frame(session: Session, *, bare: bool = False) -> None:
    """Draw the style, the draft notice and the top row; `bare` leaves only the name and the way out."""
    st.html(sheet())
    reviewed = session.content["edition"]["reviewed_by"]
    if not reviewed:
        st.html(f'<div class="pw-draft" role="note">{escape(session.say("shell.draft"))}{_example(session)}</div>')
    with st.container(horizontal=True, vertical_alignment="center", key="top", gap="small"):
        brand = '<span class="pw-brand"><span class="pw-logo" aria-hidden="true"></span>Pathways</span>'
        st.html(brand, width="stretch" if bare else "content")
        if not bare:
            _tabs(session)
            _menu(session)
            _voice(session)
        with st.container(horizontal=True, key="help", width="content", gap="small"):
            if not bare:
                st.button(
                    _crisis_label(session),
                    icon=":material/call:",
                    key="crisis",
                    on_click=session.open_crisis,
                )
            leave.button(session)


def _crisis_label(session: Session) -> str:
    """The number stands on the button where there is one short number to dial."""
    number = first_number(session)
    return session.say("shell.crisis", number=number) if len(number) <= _DIALED else session.say("crisis.title")


def _example(session: Session) -> str:
    """That the case is a made-up person, while it is one."""
    if not session.example:
        return ""
    return f' <b class="pw-example">{escape(session.say("shell.example", name=session.read(session.example["name"])))}</b>'


def _tabs(session: Session) -> None:
    with st.container(horizontal=True, key="tabs", gap=None, width="content"):
        for view in TABS:
            st.button(
                session.say(f"tabs.{view}"),
                key=f"go_{view}",
                type="secondary" if _is_on(session, view) else "tertiary",
                on_click=session.go,
                args=(view,),
            )


def _menu(session: Session) -> None:
    """Every page; on a narrow screen it stands for the tabs too."""
    st.menu_button(
        session.say("shell.menu"),
        list(TABS + MORE),
        key="menu",
        type="tertiary",
        format_func=lambda v: session.say(f"tabs.{v}"),
        on_click=_go_picked,
        args=(session,),
    )


def _go_picked(session: Session) -> None:
    if st.session_state.get("menu"):
        session.go(st.session_state["menu"])


def _is_on(session: Session, view: str) -> bool:
    return view == session.view or (view == "position" and session.view == "card")


def _voice(session: Session) -> None:
    def changed() -> None:
        session.set_voice(st.session_state["voice_switch"])

    st.session_state["voice_switch"] = session.voice
    st.segmented_control(
        session.say("shell.voice"),
        ["plain", "clinician"],
        required=True,
        key="voice_switch",
        on_change=changed,
        format_func=lambda v: session.say(f"shell.voice_{v}"),
        label_visibility="collapsed",
    )


def first_number(session: Session) -> str:
    """Return the first number of the person's country: a crisis line, else the emergency number."""
    country = country_of(session)
    return next((line["call"] for line in country["lines"] if line.get("call")), country["emergency"]["call"])


def country_of(session: Session) -> Any:
    """Return the crisis record of the person's country."""
    return next(c for c in session.content["crisis"]["countries"] if c["id"] == session.country)


def section_heading(text: str, lead: str = "", *, level: int = 1) -> None:
    """Draw a heading of the conversation (serif) and one sentence under it."""
    below = f'<p class="pw-lead">{escape(lead)}</p>' if lead else ""
    st.html(f'<div class="pw-head"><h{level}>{escape(text)}</h{level}>{below}</div>')
