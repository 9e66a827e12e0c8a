"""The treatment history: one card per trial, its fields left and its verdict right, and the tally beside them."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.engine.answer import verdict_words
from pathways.engine.problems import CaseError
from pathways.views.asking_medicines import known_names, nearest
from pathways.views.history_fields import Row, more_fields, trial_fields
from pathways.views.labels import chip, md, source_notes
from pathways.views.session import Session, thaw
from pathways.views.shell import section_heading

__all__ = ["show"]

_SIGN = {
    "adequate_no_benefit": "nohelp",
    "adequate_partial_benefit": "helped",
    "same_medicine_again": "nohelp",
    "intolerant": "nottol",
    "worked": "helped",
    "worked_then_relapsed": "helped",
    "too_early": "path",
    "borderline": "needs",
    "unknown_facts": "needs",
    "unrecognised": "needs",
}


class Form:
    """The trials of the case with a lasting number each, so that fields keep their trial when it moves."""

    def __init__(self, session: Session):
        self.session = session
        known = st.session_state.get("trial_ids")
        if known is None or known[0] != session.epoch or len(known[1]) != len(session.trials):
            known = (session.epoch, [self._new() for _ in session.trials])
            st.session_state["trial_ids"] = known
        self.ids: list[int] = known[1]

    def _new(self) -> int:
        st.session_state["trial_count"] = st.session_state.get("trial_count", 0) + 1
        return st.session_state["trial_count"]

    def _put(self, trials: list[dict], ids: list[int]) -> None:
        """Keep a changed list; a fault is told and nothing changes."""
        try:
            self.session.set_trials(trials)
        except CaseError as fault:
            st.session_state["trial_fault"] = str(fault)
            return
        st.session_state.pop("trial_fault", None)
        st.session_state["trial_ids"] = (self.session.epoch, ids)

    @property
    def rows(self) -> list[dict]:
        """The trials as plain values."""
        return [thaw(t) for t in self.session.trials]

    def add(self, text: str) -> None:
        """Add a trial at the end."""
        number = self._new()
        self._put([*self.rows, {"treatment": text}], [*self.ids, number])
        self.session.point_to(f"trial_t{number}")

    def edit(self, at: int, **values: Any) -> None:
        """Change facts of one trial; None takes a fact away."""
        rows = self.rows
        rows[at] = {k: v for k, v in (rows[at] | values).items() if v is not None}
        self._put(rows, self.ids)

    def move(self, at: int, by: int) -> None:
        """Move one trial up or down."""
        rows, ids, to = self.rows, list(self.ids), at + by
        if not (0 <= at < len(rows) and 0 <= to < len(rows)):
            return  # a second click on a button that has moved
        rows[at], rows[to], ids[at], ids[to] = rows[to], rows[at], ids[to], ids[at]
        self._put(rows, ids)

    def delete(self, at: int) -> None:
        """Take one trial away, and remember it for one way back."""
        rows = self.rows
        if at >= len(rows):
            return
        st.session_state["trial_gone"] = (at, rows[at])
        self._put(rows[:at] + rows[at + 1 :], self.ids[:at] + self.ids[at + 1 :])

    def undo(self) -> None:
        """Put the last deleted trial back."""
        at, trial = st.session_state.pop("trial_gone", (0, None))
        if trial is None:
            return
        number = self._new()
        self._put([*self.rows[:at], trial, *self.rows[at:]], [*self.ids[:at], number, *self.ids[at:]])
        self.session.point_to(f"trial_t{number}")


def show(session: Session) -> None:
    """Draw the form."""
    form, say = Form(session), session.say
    section_heading(say("history.title"), say("history.lead"))
    with st.container(key="history", horizontal=True, gap="medium"):
        with st.container(key="trials"):
            history = session.position.history
            for at, raw in enumerate(session.trials):
                _card(form, at, raw, history.trials[at], history.verdicts[at])
            if st.session_state.get("trial_fault"):
                st.html(f'<p class="pw-fault" role="alert">{escape(st.session_state["trial_fault"])}</p>')
            _gone(form)
            _adding(form)
        with st.container(key="card_tally"):
            _tally(session)


def _card(form: Form, at: int, raw: Any, trial: Any, verdict: Any) -> None:
    session, name = form.session, f"t{form.ids[at]}"
    with st.container(key=f"trial_{name}", horizontal=True, gap=None):
        with st.container(key=f"facts_{name}"):
            known = _known_as(session, trial)
            st.html(
                f'<div class="pw-trialname"><h2>{escape(_title(raw["treatment"]))}</h2>'
                f'<span class="{"pw-care" if trial.unrecognised else "pw-soft"}">'
                f"{escape(known)}</span></div>"
            )
            if trial.unrecognised:
                nearest(session, raw["treatment"], lambda text: form.edit(at, treatment=text), name)
            row = Row(form, at, raw, name)
            trial_fields(row, trial)
            more_fields(row)
        with st.container(key=f"verdict_{name}"):
            words = verdict_words(session.pathway, trial, verdict)
            sources = source_notes(session, words["sources"])
            st.html(
                f"{chip(_SIGN.get(verdict.id, 'later'), session.read(words['word']))}"
                f'<p class="pw-small">{escape(session.read(words["text"]))}</p>'
                f'<p class="pw-small pw-soft"><b>{escape(session.say("history.changes"))}:'
                f"</b> {escape(session.read(words['changes']))}</p>"
                f"<details><summary>{escape(session.say('walk.source_list'))}</summary>{sources}</details>"
            )


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _known_as(session: Session, trial: Any) -> str:
    if trial.unrecognised:
        return session.say("history.not_known")
    names = [m.replace("_", " ") for m in trial.medicines] or (
        [session.content["options"][trial.option]["names"][session.voice]] if trial.option else []
    )
    told = ", ".join(names)
    return "" if told.lower() == trial.treatment.strip().lower() else told


def _gone(form: Form) -> None:
    gone = st.session_state.get("trial_gone")
    if gone:
        name = gone[1]["treatment"]
        with st.container(horizontal=True, vertical_alignment="center", key="gone"):
            st.html(
                f'<p class="pw-soft" role="status">{escape(form.session.say("history.deleted", name=name))}</p>', width="content"
            )
            st.button(form.session.say("history.undo", name=md(name)), key="undo", type="tertiary", on_click=form.undo)


def _adding(form: Form) -> None:
    session = form.session
    turn = f"add_{st.session_state.get('trial_count', 0)}_{session.epoch}"

    def add() -> None:
        text = (st.session_state.get(turn) or "").strip()
        if text:
            form.add(text)

    with st.container(key="card_adding"):
        st.html(f'<h2 class="pw-h2">{escape(session.say("history.add"))}</h2>')
        st.selectbox(
            session.say("history.name"),
            known_names(session, "options"),
            index=None,
            key=turn,
            accept_new_options=True,
            on_change=add,
            placeholder=session.say("history.add_hint"),
        )
        if not session.trials:
            if session.case.get("trials") == ():
                st.html(f'<p class="pw-soft">{escape(session.say("history.none_set"))}</p>')
            else:
                st.button(session.say("history.none"), key="no_trials", on_click=session.set_trials, args=([],))


def _tally(session: Session) -> None:
    say, history = session.say, session.position.history
    rows = [
        ("fair", history.adequate, "fair_note"),
        ("may", history.possible - history.adequate, "may_note"),
        ("side", history.facts.get("intolerances", 0) if history.asked else 0, ""),
    ]
    list_ = "".join(
        f"<dt>{escape(say('history.' + k))}</dt><dd><b>{n}</b><span>{escape(say('history.' + note)) if note else ''}</span></dd>"
        for k, n, note in rows
    )
    if session.trials:
        st.html(f'<h2 class="pw-h3">{escape(say("history.tally"))}</h2><dl class="pw-tally">{list_}</dl>')
    else:
        st.html(
            f'<h2 class="pw-h3">{escape(say("history.tally"))}</h2><p class="pw-soft pw-small">{escape(say("history.empty"))}</p>'
        )
    if history.asked and session.trials:
        missing = sorted({m for v in history.verdicts if v.counts == "possible" for m in v.missing})
        names = [session.read(session.content["wording"]["trial_facts"][m]) for m in missing]
        word = {True: "trd_true", False: "trd_false", None: "trd_open"}[history.trd]
        st.html(f'<p class="pw-small">{escape(say(f"history.{word}", missing=", ".join(names)))}</p>')
    st.html(
        f'<details class="pw-more"><summary>{escape(say("history.remember"))}</summary>'
        f"<p>{escape(say('history.remember_text'))}</p></details>"
    )
    st.button(say("history.done"), key="history_done", type="primary", width="stretch", on_click=_done, args=(session,))


def _done(session: Session) -> None:
    session.go("walk" if session.position.questions and not session.position.settled else "position")
