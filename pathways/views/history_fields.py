"""The fields of one trial: every change goes into the case at once, so that the verdict beside it is always the present one."""

from __future__ import annotations

from typing import Any

import streamlit as st

__all__ = ["more_fields", "trial_fields"]

_OUTCOMES = ("none", "partial", "response", "remission", "relapsed", "intolerant", "too_early", "unknown")
_ROLES = ("monotherapy", "augmentation", "psychotherapy", "device", "procedure")
_BECAUSE = ("no_benefit", "side_effects", "other", "unknown")
_BY_SESSIONS = ("psychotherapy", "device", "procedure")


def trial_fields(form: Any, at: int, raw: Any, trial: Any, name: str) -> None:
    """Draw the fields that decide: dose or sessions, weeks, how it was taken, how it went, whether it runs, and when."""
    session = form.session
    with st.container(horizontal=True, key=f"fields_{name}", gap="small", vertical_alignment="bottom"):
        if (raw.get("role") or trial.role) in _BY_SESSIONS:
            _number(form, at, raw, name, "sessions", whole=True)
        else:
            _number(form, at, raw, name, "dose_mg", label="dose")
        _number(form, at, raw, name, "weeks")
        _choice(form, at, raw, name, "adherence", ("good", "poor", "unknown"))
    _pills(form, at, raw, name, "outcome", _OUTCOMES)
    with st.container(horizontal=True, key=f"fields2_{name}", gap="small"):
        _pills(form, at, raw, name, "ongoing", (True, False), say=lambda v: session.say("ask.yes" if v else "ask.no"))
        _pills(form, at, raw, name, "episode", ("current", "previous", "unknown"))


def more_fields(form: Any, at: int, raw: Any, name: str) -> None:
    """Draw what is rarely needed, and the buttons to move or delete."""
    session, last = form.session, len(form.ids) - 1
    with st.expander(session.say("history.more"), key=f"more_{name}", on_change="rerun") as expander:
        if not expander.open:
            return
        with st.container(horizontal=True, key=f"fields3_{name}", gap="small", vertical_alignment="bottom"):
            _choice(form, at, raw, name, "role", _ROLES)
            _number(form, at, raw, name, "percent_better", label="percent")
            _choice(form, at, raw, name, "stopped_because", _BECAUSE)
            _number(form, at, raw, name, "stopped_weeks_ago")
        key = f"{name}_details"
        st.text_input(
            session.say("history.details"),
            value=raw.get("details") or "",
            key=key,
            max_chars=500,
            on_change=lambda: form.edit(at, details=st.session_state[key].strip() or None),
        )
        with st.container(horizontal=True, key=f"moving_{name}", gap="small"):
            st.button(
                session.say("history.up"),
                key=f"{name}_up",
                icon=":material/arrow_upward:",
                disabled=at == 0,
                on_click=form.move,
                args=(at, -1),
            )
            st.button(
                session.say("history.down"),
                key=f"{name}_down",
                icon=":material/arrow_downward:",
                disabled=at == last,
                on_click=form.move,
                args=(at, 1),
            )
            st.button(
                session.say("history.delete"), key=f"{name}_delete", icon=":material/delete:", on_click=form.delete, args=(at,)
            )


def _number(form: Any, at: int, raw: Any, name: str, fact: str, *, label: str = "", whole: bool = False) -> None:
    key, now = f"{name}_{fact}", raw.get(fact)
    known = isinstance(now, int | float) and not isinstance(now, bool)
    kind = int if whole else float

    def changed() -> None:
        value = st.session_state[key]
        form.edit(at, **{fact: int(value) if value is not None and value == int(value) else value})

    st.session_state.setdefault(key, kind(now) if known else None)  # given as the value it could not be cleared again
    st.number_input(
        form.session.say(f"history.{label or fact}"),
        value=None,
        key=key,
        step=kind(1),
        format="%d" if whole else "%g",
        placeholder=form.session.say("history.gap"),
        width=190,
        on_change=changed,
    )


def _choice(form: Any, at: int, raw: Any, name: str, fact: str, values: tuple) -> None:
    key, now = f"{name}_{fact}", raw.get(fact)
    st.selectbox(
        form.session.say(f"history.{fact}"),
        values,
        index=values.index(now) if now in values else None,
        key=key,
        width=220,
        placeholder=form.session.say("history.gap"),
        format_func=lambda v: form.session.say(f"history.{fact}_{v}"),
        on_change=lambda: form.edit(at, **{fact: st.session_state[key]}),
    )


def _pills(form: Any, at: int, raw: Any, name: str, fact: str, values: tuple, say: Any = None) -> None:
    key, now = f"{name}_{fact}", raw.get(fact)
    st.pills(
        form.session.say(f"history.{fact}"),
        values,
        default=now if now in values else None,
        key=key,
        format_func=say or (lambda v: form.session.say(f"history.{fact}_{v}")),
        on_change=lambda: form.edit(at, **{fact: st.session_state[key]}),
    )
