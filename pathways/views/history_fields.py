"""The fields of one trial: every change goes into the case at once, so that the verdict beside it is always the present one."""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st

__all__ = ["Row", "more_fields", "trial_fields"]

_OUTCOMES = ("none", "partial", "response", "remission", "relapsed", "intolerant", "too_early", "unknown")
_ROLES = ("monotherapy", "augmentation", "psychotherapy", "device", "procedure")
_BECAUSE = ("no_benefit", "side_effects", "other", "unknown")
_BY_SESSIONS = ("psychotherapy", "device", "procedure")


class Row(NamedTuple):
    """One trial of the form: its place in the list, its facts, and the lasting name of its fields."""

    form: Any
    at: int
    raw: Any
    name: str

    def key(self, fact: str) -> str:
        """Return the key of one field."""
        return f"{self.name}_{fact}"

    def say(self, word: str) -> str:
        """Return a word of the form."""
        return self.form.session.say(f"history.{word}")

    def keep(self, fact: str) -> None:
        """Take over what a field holds."""
        self.form.edit(self.at, **{fact: st.session_state[self.key(fact)]})


def trial_fields(row: Row, trial: Any) -> None:
    """Draw the fields that decide: dose or sessions, weeks, how it was taken, how it went, whether it runs, and when."""
    session, name = row.form.session, row.name
    with st.container(horizontal=True, key=f"fields_{name}", gap="small", vertical_alignment="bottom"):
        if (row.raw.get("role") or trial.role) in _BY_SESSIONS:
            _number(row, "sessions", whole=True)
        else:
            _number(row, "dose_mg", label="dose")
        _number(row, "weeks")
        _choice(row, "adherence", ("good", "poor", "unknown"))
    _pills(row, "outcome", _OUTCOMES)
    with st.container(horizontal=True, key=f"fields2_{name}", gap="small"):
        _pills(row, "ongoing", (True, False), lambda v: session.say("ask.yes" if v else "ask.no"))
        _pills(row, "episode", ("current", "previous", "unknown"))


def more_fields(row: Row) -> None:
    """Draw what is rarely needed, and the buttons to move or delete."""
    form, at, raw, name = row
    last = len(form.ids) - 1
    with st.expander(row.say("more"), key=f"more_{name}", on_change="rerun") as expander:
        if not expander.open:
            return
        with st.container(horizontal=True, key=f"fields3_{name}", gap="small", vertical_alignment="bottom"):
            _choice(row, "role", _ROLES)
            _number(row, "percent_better", label="percent")
            _choice(row, "stopped_because", _BECAUSE)
            _number(row, "stopped_weeks_ago")
        key = f"{name}_details"
        st.text_input(
            row.say("details"),
            value=raw.get("details") or "",
            key=key,
            max_chars=500,
            autocomplete="off",
            on_change=lambda: form.edit(at, details=st.session_state[key].strip() or None),
        )
        with st.container(horizontal=True, key=f"moving_{name}", gap="small"):
            st.button(
                row.say("up"),
                key=f"{name}_up",
                icon=":material/arrow_upward:",
                disabled=at == 0,
                on_click=form.move,
                args=(at, -1),
            )
            st.button(
                row.say("down"),
                key=f"{name}_down",
                icon=":material/arrow_downward:",
                disabled=at == last,
                on_click=form.move,
                args=(at, 1),
            )
            st.button(row.say("delete"), key=f"{name}_delete", icon=":material/delete:", on_click=form.delete, args=(at,))


def _number(row: Row, fact: str, *, label: str = "", whole: bool = False) -> None:
    key, now = row.key(fact), row.raw.get(fact)
    known = isinstance(now, int | float) and not isinstance(now, bool)
    kind = int if whole else float

    def changed() -> None:
        value = st.session_state[key]
        row.form.edit(row.at, **{fact: int(value) if value is not None and value == int(value) else value})

    st.session_state.setdefault(key, kind(now) if known else None)  # given as the value it could not be cleared again
    st.number_input(
        row.say(label or fact),
        value=None,
        key=key,
        step=kind(1),
        format="%d" if whole else "%g",
        placeholder=row.say("gap"),
        width=190,
        on_change=changed,
    )


def _choice(row: Row, fact: str, values: tuple) -> None:
    now = row.raw.get(fact)
    st.selectbox(
        row.say(fact),
        values,
        index=values.index(now) if now in values else None,
        key=row.key(fact),
        width=220,
        placeholder=row.say("gap"),
        format_func=lambda v: row.say(f"{fact}_{v}"),
        on_change=row.keep,
        args=(fact,),
    )


def _pills(row: Row, fact: str, values: tuple, say: Any = None) -> None:
    now = row.raw.get(fact)
    st.pills(
        row.say(fact),
        values,
        default=now if now in values else None,
        key=row.key(fact),
        format_func=say or (lambda v: row.say(f"{fact}_{v}")),
        on_change=row.keep,
        args=(fact,),
    )
