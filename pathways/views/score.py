"""How strong the depression is: a score if there is one, else a word."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pathways.views.labels import md

__all__ = ["score"]

_WORD = "severity"


def score(asking: Any) -> None:
    """Draw the score field (in clinician words: all scales) and the words."""
    session = asking.session
    scales = [k for k in asking.keys if k != _WORD]
    shown = scales if session.voice == "clinician" else scales[:1]
    with st.container(horizontal=True, vertical_alignment="bottom", key=asking.key("scores"), gap="small"):
        for scale in shown:
            now = session.answers.get(scale)
            st.session_state.setdefault(asking.key(scale), now if isinstance(now, int) else None)
            st.number_input(session.say(f"ask.{scale}"), value=None, step=1, key=asking.key(scale), width=240)

        def use() -> None:
            values = {s: v for s in shown if (v := st.session_state.get(asking.key(s))) is not None}
            if values:
                asking.give(**values)
            else:
                asking.fault(session.say("ask.number_first"))

        st.button(session.say("ask.use_score"), key=asking.key("use"), type="primary", on_click=use)
    st.html(f'<p class="pw-soft pw-or">{session.say("ask.or_word")}</p>')
    with st.container(key=asking.key("answers"), gap="small"):
        for choice in asking.question["choices"]:
            on = session.answers.get(_WORD) == choice["value"]
            st.button(
                md(choice["say"][session.voice]),
                key=asking.key(f"word_{choice['value']}{'_on' if on else ''}"),
                width="stretch",
                icon=":material/radio_button_checked:" if on else ":material/radio_button_unchecked:",
                on_click=asking.give,
                kwargs={_WORD: choice["value"]},
            )
        asking.not_sure()
    asking.keys_row()
