"""What was decided together: the step, when to look again, what to watch. It goes into the case and its file."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show"]

_MOST = 2000


def show(session: Session) -> None:
    """Draw the form."""
    now, say = session.case.get("decided") or {}, session.say
    section_heading(say("decided.title"), say("decided.lead"))
    if session.example:
        _teaching(session)
    with st.container(key="card_decided", width=760):
        key = f"decided_{{}}_{session.epoch}".format
        st.text_area(
            say("decided.what"),
            value=now.get("what") or "",
            key=key("what"),
            placeholder=say("decided.what_hint"),
            max_chars=_MOST,
            height=100,
        )
        st.date_input(say("decided.when"), value=_day(now.get("look_again_on")), key=key("when"), format="YYYY-MM-DD", width=240)
        st.text_area(
            say("decided.watch"),
            value=now.get("watch") or "",
            key=key("watch"),
            placeholder=say("decided.watch_hint"),
            max_chars=_MOST,
            height=100,
        )
        st.text_area(say("decided.note"), value=now.get("note") or "", key=key("note"), max_chars=_MOST, height=80)

        def keep() -> None:
            day = st.session_state[key("when")]
            given = {
                "what": st.session_state[key("what")],
                "look_again_on": day.isoformat() if day else "",
                "watch": st.session_state[key("watch")],
                "note": st.session_state[key("note")],
            }
            session.set_top(decided={k: v.strip() for k, v in given.items() if v and v.strip()} or None)

        with st.container(horizontal=True, vertical_alignment="center", key="decided_keys"):
            st.button(say("decided.keep"), key="decided_keep", type="primary", on_click=keep)
            if now:
                st.button(say("decided.save"), key="decided_save", on_click=session.go, args=("save",))
                st.button(say("decided.clear"), key="decided_clear", type="tertiary", on_click=_clear, args=(session,))
        if now:
            st.html(f'<p class="pw-note" role="status">{escape(say("decided.kept"))}</p>')


def _teaching(session: Session) -> None:
    """An example to work through: commit to a step and a reason, then see what the road says."""
    with st.container(key="teaching", width=760, gap="small"):
        st.html(
            f'<div class="pw-note"><b>{escape(session.read(session.example["name"]))}.</b> '
            f"{escape(session.read(session.example['story']))}"
            f"<p>{escape(session.say('decided.teaching'))}</p></div>"
        )
        if session.case.get("decided"):
            st.button(
                session.say("decided.compare"), key="teaching_look", type="primary", on_click=session.go, args=("position",)
            )


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _clear(session: Session) -> None:
    session.set_top(decided=None)
    for name in list(st.session_state):
        if str(name).startswith("decided_") and str(name).endswith(f"_{session.epoch}"):
            del st.session_state[name]
