"""Lists of medicines: rows that grow one by one, what each name is recognised as, and near names for a misspelling."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from pathways.views.labels import md
from pathways.views.session import Session

__all__ = ["known_names", "medicines", "nearest", "recent", "recognised"]


@st.cache_resource(show_spinner=False)
def _names(_pathway: Any, kinds: tuple[str, ...]) -> tuple[str, ...]:
    content = _pathway.content
    names: dict[str, None] = {}
    for medicine in content["medicines"].values():
        for name in (*medicine["names"], *medicine["brands"]):
            names.setdefault(name)
    if "options" in kinds:
        for option in content["options"].values():
            if not option["medicine"] and option["group"] != "care_step":
                names.setdefault(option["names"]["plain"])
    return tuple(sorted(names, key=str.casefold))


def known_names(session: Session, *kinds: str) -> tuple[str, ...]:
    """Return all names of medicines (with ``options``: of other treatments too) that a field can suggest."""
    return _names(session.pathway, kinds)


def recognised(session: Session, text: str) -> str:
    """Return what a medicine is recognised as, in words; empty when it is not."""
    found = session.pathway.tables.book.medicine(text)
    if found is None:
        return ""
    name = found.id.replace("_", " ")
    dose = " " + session.say("ask.dose_read", dose=f"{found.dose_mg:g}") if found.dose_mg is not None else ""
    return session.say("ask.known_as", name=name) + dose


def nearest(session: Session, text: str, replace: Callable[[str], None], key: str) -> None:
    """Draw the near names of a text that is not recognised, as buttons."""
    with st.container(horizontal=True, key=f"near_{key}", gap="small"):
        for name in session.pathway.tables.book.nearest(text):
            st.button(session.say("ask.did_you_mean", name=md(name)), key=f"{key}_{name}", on_click=replace, args=(name,))


def medicines(asking: Any) -> None:
    """A list of names as typed (medicines taken, or allergies)."""
    _listing(
        asking,
        lambda entry: entry,
        lambda text, _: text,
        none="ask.no_allergies" if asking.question["kind"] == "allergies" else "ask.no_medicines",
    )


def recent(asking: Any) -> None:
    """A list of names with the weeks since the last one."""

    def build(text: str, weeks: Any) -> dict[str, Any]:
        return {"name": text, "stopped_weeks_ago": weeks if weeks is not None else "unknown"}

    _listing(asking, lambda entry: entry["name"], build, none="ask.no_recent", weeks=True)


def _listing(asking: Any, name_of: Callable, build: Callable, *, none: str, weeks: bool = False) -> None:
    session, key = asking.session, asking.keys[0]
    rows = list(asking.now) if isinstance(asking.now, tuple) else []

    def put(entries: list) -> None:
        """Keep the list while the person goes on with it; an emptied list is unasked again."""
        st.session_state.pop("fault", None)
        if entries:
            session.set_answer(key, entries)
            session.go(session.view, **{**session.params, "q": asking.question["id"]})
        else:
            session.remove_answer(key)

    for number, entry in enumerate(rows):

        def change(text: str | None, at: int = number) -> None:
            put([*rows[:at], *([_renamed(rows[at], text)] if text else []), *rows[at + 1 :]])

        _row(asking, number, entry, name_of(entry), change)
    turn = len(rows)

    def add() -> None:
        text = (st.session_state.get(asking.key(f"name{turn}")) or "").strip()
        if text:
            put([*rows, build(text, st.session_state.get(asking.key(f"weeks{turn}")))])
        else:
            asking.fault(session.say("ask.name_first"))

    with st.container(key=asking.key("adding"), horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            session.say("ask.medicine"),
            known_names(session),
            index=None,
            key=asking.key(f"name{turn}"),
            accept_new_options=True,
            placeholder=session.say("ask.medicine_hint"),
            on_change=None if weeks else add,
        )
        if weeks:
            st.number_input(
                session.say("ask.weeks_ago"), min_value=0, value=None, step=1, key=asking.key(f"weeks{turn}"), width=190
            )
        st.button(session.say("ask.add"), key=asking.key("add"), icon=":material/add:", on_click=add)
    if not rows:
        with st.container(key=asking.key("answers"), gap="small"):
            on = asking.now == ()
            st.button(
                session.say(none),
                key=asking.key("none_on" if on else "none"),
                width="stretch",
                on_click=asking.give,
                kwargs={key: []},
                icon=":material/radio_button_checked:" if on else ":material/radio_button_unchecked:",
            )
            asking.not_sure()
    asking.keys_row(asking.then if rows else None, "ask.list_done")


def _renamed(entry: Any, text: str) -> Any:
    return text if isinstance(entry, str) else {**entry, "name": text}


def _row(asking: Any, number: int, entry: Any, text: str, change: Callable[[str | None], None]) -> None:
    """Draw one medicine; `change` gives it another name, or takes it away when the name is None."""
    session, known = asking.session, recognised(asking.session, text)
    said = known or session.say("ask.not_known")
    if not isinstance(entry, str):
        weeks = entry.get("stopped_weeks_ago")
        when = (
            session.say("ask.weeks_short", weeks=f"{weeks:g}")
            if isinstance(weeks, int | float)
            else session.say("ask.weeks_unknown")
        )
        said = f"{when}. {said}"
    with st.container(key=asking.key(f"card_row{number}")):
        with st.container(horizontal=True, vertical_alignment="center", key=asking.key(f"rowline{number}")):
            st.html(
                f'<p class="pw-row"><b>{escape(text)}</b> '
                f'<span class="{"pw-soft" if known else "pw-care"}">{escape(said)}</span></p>'
            )
            st.button(
                session.say("ask.remove"),
                key=asking.key(f"remove{number}"),
                type="tertiary",
                icon=":material/close:",
                help=None,
                on_click=change,
                args=(None,),
            )
        if not known:
            nearest(session, text, change, asking.key(f"near{number}"))
