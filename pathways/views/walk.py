"""The walk: one question at a time, why it is asked, and a way back to every earlier answer."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.views import mapping
from pathways.views.answer_words import label_of, value_words
from pathways.views.asking import Asking, ask
from pathways.views.labels import source_notes
from pathways.views.page_links import page_links
from pathways.views.session import Session, listed
from pathways.views.shell import section_heading

__all__ = ["answered", "show"]

LAST_SHOWN = 5


def answered(session: Session) -> list[str]:
    """Return the questions this person has answered, in the order of asking."""
    have = session.case.get("trials") is not None
    return [
        row.id
        for row in session.pathway.tables.questions
        if any(have if k == "trials" else session.answers.get(k) is not None for k in row.keys)
    ]


def deciding(session: Session) -> int:
    """Return how many questions left can still change the place."""
    place = session.position.place
    left = set(session.position.questions)
    return sum(row.id in left and not place.open_keys.isdisjoint(row.full_keys) for row in session.pathway.tables.questions)


def show(session: Session) -> None:
    """Draw the question that is due, or the one gone back to."""
    question = session.content["questions"].get(session.params.get("q") or _due(session))
    left, right = st.columns([54, 64], gap="large")
    with left, st.container(key="question"):
        if question is None:
            _done(session)
        else:
            _question(session, question)
    with right:
        with st.container(key="wide_map"), st.container(key="card_map"):
            st.html(f'<h2 class="pw-h3 pw-maphead">{escape(session.say("walk.here_next"))}</h2>')
            mapping.draw(session, key="walk")
        with st.container(key="phone_only"):
            st.button(
                session.say("walk.show_map"),
                key="to_map",
                icon=":material/map:",
                width="stretch",
                on_click=session.go,
                args=("position",),
            )
        _so_far(session)


def _due(session: Session) -> str | None:
    return next(iter(session.position.questions), None)


def _question(session: Session, question: Any) -> None:
    going_back = question["id"] != _due(session)
    _progress(session, going_back)
    say, read = session.say, session.read
    st.html(
        f'<div class="pw-head"><h1>{escape(read(question["ask"]))}</h1>'
        f'<p class="pw-soft">{escape(say("walk.why"))} {escape(read(question["why"]))}</p>'
        f"{_last_time(session, question)}</div>"
    )
    before = _before(session, question["id"])

    def back() -> None:
        if before:
            st.button(
                say("walk.back"),
                key="walk_back",
                icon=":material/arrow_back:",
                on_click=session.go,
                args=("walk",),
                kwargs={"q": before},
            )

    def others() -> None:
        if going_back:
            st.button(say("walk.keep"), key="walk_keep", on_click=_forward, args=(session, question["id"]))
        st.button(say("walk.stop"), key="walk_stop", type="tertiary", on_click=session.go, args=("position",))

    ask(Asking(session, question, "walk", lambda: _forward(session, question["id"]), back, others))
    more = f"<p>{escape(read(question['help']))}</p>" if question["help"] else ""
    notes = source_notes(session, question["sources"])
    if more or notes:
        st.html(f'<details class="pw-more"><summary>{escape(say("walk.help"))}</summary>{more}{notes}</details>')
    page_links(session, question["id"])
    st.html(f'<p class="pw-soft pw-small">{escape(say("walk.kept"))}</p>')


def _progress(session: Session, going_back: bool) -> None:
    done, left, rest = len(answered(session)), deciding(session), len(session.position.questions)
    if going_back:
        text = session.say("walk.changing")
    elif session.position.settled:
        text = session.say("walk.progress_more", left=rest)
    else:
        text = session.say("walk.progress", n=done + 1, left=left)
    share = done / max(1, done + (rest if session.position.settled else left))
    stage = session.content["road"]["bands"][session.pathway.graph.nodes[session.position.place.state]["record"]["band"]][
        session.voice
    ]
    st.html(
        f'<div class="pw-progress"><span>{escape(stage)}</span><span>{escape(text)}</span></div>'
        f'<div class="pw-bar" role="presentation"><i style="width:{share:.0%}"></i></div>'
    )
    again = st.session_state.get("last_time")
    if again and not going_back and not session.danger_keys.isdisjoint(again):
        st.html(f'<p class="pw-note">{escape(session.say("walk.again"))}</p>')


def _last_time(session: Session, question: Any) -> str:
    """What was answered on the other day, for a danger question that is asked again."""
    before = st.session_state.get("last_time") or {}
    keys = [k for k in listed(question["sets"]) if k in before and k not in session.answers]
    if not keys:
        return ""
    says = {(isinstance(c["value"], bool), c["value"]): session.read(c["say"]) for c in question["choices"]}
    words = [
        says.get((isinstance(before[k], bool), before[k]), "") if not isinstance(before[k], tuple | dict) else "" for k in keys
    ]
    return f'<p class="pw-soft pw-small">{escape(session.say("walk.last_time", answer=words[0]))}</p>' if words[0] else ""


def _before(session: Session, question: str) -> str | None:
    """Return the question answered before this one."""
    done = answered(session)
    order = [row.id for row in session.pathway.tables.questions]
    earlier = [q for q in done if order.index(q) < order.index(question)]
    return earlier[-1] if earlier else None


def _forward(session: Session, question: str) -> None:
    """Go on: after a question gone back to, the next answered one; else the one that is due."""
    after = answered(session)
    due = _due(session)
    order = [row.id for row in session.pathway.tables.questions]
    later = [q for q in after if order.index(q) > order.index(question)]
    stepping = bool(session.params.get("q")) and later and (due is None or order.index(later[0]) < order.index(due))
    session.go("walk", **({"q": later[0]} if stepping else {}))


def _done(session: Session) -> None:
    section_heading(session.say("walk.done"), session.say("walk.done_text"))
    with st.container(horizontal=True, key="keys"):
        done = answered(session)
        if done:
            st.button(
                session.say("walk.back"),
                key="walk_back",
                icon=":material/arrow_back:",
                on_click=session.go,
                args=("walk",),
                kwargs={"q": done[-1]},
            )
        st.button(session.say("walk.see_place"), key="walk_place", type="primary", on_click=session.go, args=("position",))


def _so_far(session: Session) -> None:
    done = answered(session)
    if not done:
        return
    with st.container(key="so_far", gap="small"):
        rows = "".join(
            f"<li><span>{escape(label_of(session, session.content['questions'][q]))}</span>"
            f"<b>{escape(value_words(session, session.content['questions'][q]))}</b></li>"
            for q in done[-LAST_SHOWN:][::-1]
        )
        st.html(
            f'<p class="pw-soft pw-small">{escape(session.say("walk.so_far", count=len(done)))}</p>'
            f'<ul class="pw-sofar">{rows}</ul>'
        )
        st.button(session.say("walk.see_all"), key="see_all", type="tertiary", on_click=session.go, args=("answers",))
