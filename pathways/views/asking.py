"""One question on the screen: its answers as buttons or fields. Where it stands decides what happens next."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, NamedTuple

import streamlit as st

from pathways.engine.problems import CaseError
from pathways.views import asking_medicines, score
from pathways.views.labels import md
from pathways.views.session import Session, listed

__all__ = ["Asking", "ask"]


class Asking(NamedTuple):
    """A question in its place: `slot` keeps widget keys apart, `then` runs once it is answered.

    `before` and `after` draw what stands beside the Continue button (a way back, a way to stop).
    """

    session: Session
    question: Any
    slot: str
    then: Callable[[], None]
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None

    @property
    def keys(self) -> tuple[str, ...]:
        """The answers it fills."""
        return listed(self.question["sets"])

    @property
    def now(self) -> Any:
        """The answer given so far to its (first) key, or None."""
        return self.session.answers.get(self.keys[0])

    def key(self, name: Any) -> str:
        """Return a widget key of this question in this place."""
        return f"{self.slot}_{self.question['id']}_{name}_{self.session.epoch}"

    def give(self, **values: Any) -> None:
        """Set the answer (the question's other keys are taken away) and go on; a fault is told and nothing changes."""
        try:
            self.session.set_answers(values, [k for k in self.keys if k not in values])
        except CaseError as fault:
            self.fault(self._allowed(next(iter(values))) or str(fault))
            return
        st.session_state.pop("fault", None)
        self.then()

    def _allowed(self, key: str) -> str:
        known = self.session.content["answers"][key]
        return "" if known["low"] is None else self.session.say("ask.range", low=known["low"], high=known["high"])

    def fault(self, text: str) -> None:
        """Say what is missing, under the fields."""
        st.session_state["fault"] = (self.slot, self.question["id"], text)

    def unknown(self) -> None:
        """Answer: asked, and nobody knows."""
        self.give(**{self.keys[1] if self.question["kind"] == "score" else self.keys[0]: "unknown"})

    def not_sure(self) -> None:
        """Draw the button that is always there."""
        key = self.key("unknown_on" if self.now == "unknown" else "unknown")
        st.button(
            self.session.say("walk.not_sure"), key=key, width="stretch", icon=_ring(self.now == "unknown"), on_click=self.unknown
        )

    def keys_row(self, go_on: Callable[[], None] | None = None, label: str = "walk.go_on") -> None:
        """Draw a fault, if there is one, and the row of buttons under the answers."""
        slot, question, text = st.session_state.get("fault") or ("", "", "")
        if (slot, question) == (self.slot, self.question["id"]):
            st.html(f'<p class="pw-fault" role="alert">{escape(text)}</p>')
        with st.container(horizontal=True, key=self.key("keys"), vertical_alignment="center", gap="small"):
            self.before()
            if go_on:
                st.button(self.session.say(label), key=self.key("continue"), type="primary", on_click=go_on)
            self.after()


def ask(asking: Asking) -> None:
    """Draw the answers of a question."""
    kind = asking.question["kind"]
    if kind in ("choice", "yes_no"):
        (_careful if asking.question["careful"] else _tap)(asking)
    else:
        {
            "number": _number,
            "checklist": _checklist,
            "medicines": asking_medicines.medicines,
            "allergies": asking_medicines.medicines,
            "recent_medicines": asking_medicines.recent,
            "score": score.score,
            "trials": _trials,
            "values": _values,
        }[kind](asking)


def _ring(on: bool) -> str:
    return ":material/radio_button_checked:" if on else ":material/radio_button_unchecked:"


def _told(asking: Asking, choice: Any) -> str:
    """Return a choice as a label."""
    hint = f" :small[:gray[{md(choice['hint'][asking.session.voice])}]]" if choice["hint"] else ""
    return md(choice["say"][asking.session.voice]) + hint


def _tap(asking: Asking) -> None:
    """One tap answers."""
    with st.container(key=asking.key("answers"), gap="small"):
        for number, choice in enumerate(asking.question["choices"]):
            on = asking.now == choice["value"] and isinstance(asking.now, bool) == isinstance(choice["value"], bool)
            st.button(
                _told(asking, choice),
                key=asking.key(f"{number}{'_on' if on else ''}"),
                width="stretch",
                icon=_ring(on),
                on_click=asking.give,
                kwargs={asking.keys[0]: choice["value"]},
            )
        asking.not_sure()
    asking.keys_row()


def _careful(asking: Asking) -> None:
    """A wrong tap would cost much: choose, then continue."""
    session, choices = asking.session, {i: c for i, c in enumerate(asking.question["choices"])}
    last = len(choices)
    index = (
        last
        if asking.now == "unknown"
        else next((i for i, c in choices.items() if c["value"] == asking.now and asking.now is not None), None)
    )
    hints = [c["hint"][session.voice] if c["hint"] else "" for c in choices.values()] + [""]
    with st.container(key=asking.key("pick")):
        st.radio(
            session.say("walk.answer"),
            [*choices, last],
            index=index,
            key=asking.key("radio"),
            label_visibility="collapsed",
            format_func=lambda i: session.say("walk.not_sure") if i == last else md(choices[i]["say"][session.voice]),
            captions=[md(h) for h in hints] if any(hints) else None,
            width="stretch",
        )

    def go_on() -> None:
        picked = st.session_state.get(asking.key("radio"))
        if picked is None:
            asking.fault(session.say("walk.pick_first"))
        elif picked == last:
            asking.unknown()
        else:
            asking.give(**{asking.keys[0]: choices[picked]["value"]})

    asking.keys_row(go_on)


def _number(asking: Asking) -> None:
    session, key = asking.session, asking.keys[0]
    unit = session.content["answers"][key]["unit"]
    label = session.say(f"ask.unit_{unit}") if unit in ("years", "weeks") else session.say("ask.number")
    now = asking.now if isinstance(asking.now, int | float) else None
    st.session_state.setdefault(asking.key("number"), now)  # given as the value it could not be cleared again
    st.number_input(label, value=None, step=1, key=asking.key("number"), width=220)

    def go_on() -> None:
        value = st.session_state.get(asking.key("number"))
        if value is None:
            asking.fault(session.say("ask.number_first"))
        else:
            asking.give(**{key: value})

    with st.container(key=asking.key("answers")):
        asking.not_sure()
    asking.keys_row(go_on)


def _checklist(asking: Asking) -> None:
    session, key = asking.session, asking.keys[0]
    choices = {c["value"]: c for c in asking.question["choices"]}
    now = asking.now if isinstance(asking.now, tuple) else ()
    known = session.content["conditions"]
    first = [v for v in choices if len(choices) <= 20 or (v in known and known[v]["common"]) or v in now]
    others = [v for v in choices if v not in first]
    with st.container(key=asking.key("ticks"), gap="small"):
        for value in first:
            st.checkbox(_told(asking, choices[value]), value=value in now, key=asking.key(f"tick_{value}"))
    if others:
        st.multiselect(
            session.say("ask.other"),
            others,
            select_all=False,
            key=asking.key("other"),
            placeholder=session.say("ask.other_hint"),
            format_func=lambda v: _both_names(session, choices[v]),
        )

    def go_on() -> None:
        ticked = [v for v in first if st.session_state.get(asking.key(f"tick_{v}"))] + list(
            st.session_state.get(asking.key("other")) or ()
        )
        kept = [v for v in now if v not in choices]
        if ticked or kept:
            asking.give(**{key: ticked + kept})
        else:
            asking.fault(session.say("ask.tick_first"))

    with st.container(key=asking.key("answers"), gap="small"):
        st.button(
            session.say("ask.none"),
            key=asking.key("none_on" if asking.now == () else "none"),
            width="stretch",
            icon=_ring(asking.now == ()),
            on_click=asking.give,
            kwargs={key: []},
        )
        asking.not_sure()
    asking.keys_row(go_on)


def _both_names(session: Session, choice: Any) -> str:
    """Plain words first, the exact ones behind, so that a search finds either."""
    plain, exact = choice["say"]["plain"], choice["say"]["clinician"]
    return exact if session.voice == "clinician" else plain if plain == exact else f"{plain} ({exact})"


def _trials(asking: Asking) -> None:
    session = asking.session
    with st.container(key=asking.key("answers"), gap="small"):
        st.button(
            session.say("ask.open_history"),
            key=asking.key("open"),
            width="stretch",
            icon=":material/edit_note:",
            on_click=session.go,
            args=("history",),
        )

        def give(value: Any) -> None:
            session.set_trials(value)
            asking.then()

        none_on, unknown_on = session.case.get("trials") == (), session.case.get("trials") == "unknown"
        st.button(
            session.say("ask.no_trials"), key=asking.key("none"), width="stretch", icon=_ring(none_on), on_click=give, args=([],)
        )
        st.button(
            session.say("walk.not_sure"),
            key=asking.key("unknown"),
            width="stretch",
            icon=_ring(unknown_on),
            on_click=give,
            args=("unknown",),
        )
    asking.keys_row()


def _values(asking: Asking) -> None:
    session, now = asking.session, asking.now if isinstance(asking.now, dict) else {}
    domains = [c["value"] for c in asking.question["choices"]]
    blank = session.say("ask.not_rated")
    for choice in asking.question["choices"]:
        value = now.get(choice["value"])
        st.select_slider(
            md(choice["say"][session.voice]),
            [blank, *range(11)],
            value=blank if value is None else int(value),
            key=asking.key(choice["value"]),
        )

    def go_on() -> None:
        rated = {d: v for d in domains if (v := st.session_state.get(asking.key(d))) not in (None, blank)}
        if rated:
            asking.give(**{asking.keys[0]: rated})
        else:
            asking.fault(session.say("ask.rate_first"))

    with st.container(key=asking.key("answers")):
        asking.not_sure()
    asking.keys_row(go_on, "ask.rate_done")
