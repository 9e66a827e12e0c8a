"""Where I am: the place with the facts that led there, what is open, the map, and what is not open and why."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.engine.answer import notices_of, verdict_words
from pathways.views import ledger, mapping
from pathways.views.alone import alone
from pathways.views.labels import badge, source_notes
from pathways.views.open_list import open_list
from pathways.views.paper import print_button
from pathways.views.session import Session

__all__ = ["show"]

NOTICES, FACTS = 2, 6
_URGENT, _UNREAD = "urgent_", "unrecognised_medicine"


def show(session: Session) -> None:
    """Draw the view."""
    _changes(session)
    _band(session)
    _next_step(session)
    _unread(session)
    _notices(session, careful=True)
    with st.container(key="place", horizontal=True, gap="medium"):
        with st.container(key="card_map_place"):
            st.html(f'<h2 class="pw-h3 pw-maphead">{escape(session.say("position.map"))}</h2>')
            alone(session, "map", lambda: mapping.draw(session, key="place"))
        with st.container(key="card_open", gap=None):
            open_list(session)
    _notices(session, careful=False)
    alone(session, "ledger", lambda: ledger.show(session))
    with st.container(horizontal=True, key="onward"):
        for view, word in (("matters", "matters"), ("decided", "decided"), ("save", "save")):
            st.button(session.say(f"position.{word}"), key=f"onward_{view}", on_click=session.go, args=(view,))


def _changes(session: Session) -> None:
    """What has changed since an opened file was saved."""
    told = st.session_state.get("changes")
    if told:
        st.html(f'<div class="pw-note" role="status">{"".join(f"<p>{escape(t)}</p>" for t in told)}</div>')
        st.button(
            session.say("save.dismiss"), key="dismiss", type="tertiary", on_click=lambda: st.session_state.pop("changes", None)
        )


def _band(session: Session) -> None:
    position, say = session.position, session.say
    state = session.pathway.graph.nodes[position.place.state]["record"]
    facts = "".join(f"<li>{escape(f)}</li>" for f in _facts(session)) or f"<li>{escape(say('position.facts_none'))}</li>"
    with st.container(key="band", gap=None):
        st.html(
            f'<div class="pw-where"><div><p class="pw-eyebrow">{badge("here")}{escape(say("position.here"))}</p>'
            f"<h1>{escape(session.read(state['title']))}</h1>"
            f"<p>{escape(session.read(state['text']))}</p></div><ul>{facts}</ul></div>"
        )
        with st.container(horizontal=True, key="band_links"):
            st.button(say("position.change"), key="band_change", type="tertiary", on_click=session.go, args=("answers",))
            st.html(
                f'<details class="pw-onband"><summary>{escape(say("position.why"))}'
                f"</summary>{_path(session)}{source_notes(session, state['sources'])}</details>"
            )


def _facts(session: Session) -> list[str]:
    """The treatments with their verdicts, newest last; they are what the place mostly rests on."""
    history = session.position.history
    pairs = list(zip(history.trials, history.verdicts, strict=True))[-FACTS:]
    return [
        f"{t.treatment[:1].upper()}{t.treatment[1:]}: {session.read(verdict_words(session.pathway, t, v)['word'])}"
        for t, v in pairs
    ]


def _path(session: Session) -> str:
    """The steps of the walk as a list: each question of the road, and the way taken."""
    nodes, steps = session.pathway.graph.nodes, []
    for node, value in session.position.place.path:
        record = nodes[node]["record"]
        if nodes[node]["kind"] == "decision":
            said = next((b["say"] for b in record["branches"] if value in b["when"]), "")
            steps.append(f"<li>{escape(session.read(record['ask']))} <b>{escape(str(said))}</b></li>")
    return f"<p><b>{escape(session.say('position.steps'))}</b></p><ol>{''.join(steps)}</ol>"


def _next_step(session: Session) -> None:
    """What to do now, in one sentence with one main button."""
    say, questions = session.say, session.position.questions
    if questions:
        ask = session.read(session.content["questions"][questions[0]]["ask"])
        lead = say("position.next_sharpen" if session.position.settled else "position.next_place", count=len(questions))
        told = f'{escape(lead)} <span class="pw-soft">{escape(say("position.next_question"))}: {escape(ask)}</span>'
    else:
        told = escape(say("position.complete"))
    with st.container(key="next_step", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="pw-next"><h2 class="pw-h3">{escape(say("position.next"))}</h2><p>{told}</p></div>')
        with st.container(horizontal=True, key="next_keys", vertical_alignment="center", gap="small", width="content"):
            if questions:
                st.button(say("position.answer_it"), key="answer_next", type="primary", on_click=session.go, args=("walk",))
            st.button(
                say("position.matters"),
                key="next_matters",
                type="secondary" if questions else "primary",
                on_click=session.go,
                args=("matters",),
            )
            print_button(session, "print_next")


def _unread(session: Session) -> None:
    """Each name that is not recognised, with the way to mend it: it could hide a danger."""
    told = [n for n in notices_of(session.pathway, session.position) if n["id"] == _UNREAD]
    for number, (name, notice) in enumerate(zip(session.position.unrecognised, told, strict=True)):
        with st.container(key=f"unread_{number}", horizontal=True, vertical_alignment="center"):
            st.html(f"<p>{escape(notice['text' if session.voice == 'plain' else 'clinician'])}</p>")
            holder = _holder(session, name)
            st.button(
                session.say("position.fix_name"),
                key=f"fix_name_{number}",
                on_click=session.go,
                args=("history",) if holder == "trials" else ("answers",),
                kwargs={} if holder == "trials" else {"edit": holder},
            )


def _notices(session: Session, *, careful: bool) -> None:
    """What calls for care stands above the list; the rest below it. At most two stand open, the others behind one line."""
    told = notices_of(session.pathway, session.position)
    notices = [n for n in told if not n["id"].startswith(_URGENT) and n["id"] != _UNREAD]
    first = [n for n in notices if n["level"] != "info"][:NOTICES]
    if not careful:
        others = [n for n in notices if n not in first]
        first, rest = others[: NOTICES - len(first)], others[NOTICES - len(first) :]
    html = f'<div class="pw-notices">{"".join(_notice(session, n) for n in first)}</div>' if first else ""
    if not careful and rest:
        html += (
            f'<details class="pw-more"><summary>{escape(session.say("position.more_notices", count=len(rest)))}</summary>'
            f"{''.join(_notice(session, n) for n in rest)}</details>"
        )
    if html:
        st.html(html)


def _holder(session: Session, name: str) -> str:
    """The question whose answer holds a name that is not recognised."""
    for question in session.content["questions"].values():
        value = session.answers.get(question["sets"]) if isinstance(question["sets"], str) else None
        if isinstance(value, tuple) and any(name in (v, v.get("name") if isinstance(v, dict) else None) for v in value):
            return question["id"]
    return "trials"


def _notice(session: Session, notice: dict[str, Any]) -> str:
    care = " pw-note-care" if notice["level"] != "info" else ""
    text = notice["text" if session.voice == "plain" else "clinician"]
    doubt = "" if notice["confirmed"] else f' <span class="pw-soft">{escape(session.say("position.not_confirmed"))}</span>'
    sources = source_notes(session, notice["sources"])
    notes = f"<details><summary>{escape(session.say('position.source_list'))}</summary>{sources}</details>" if sources else ""
    return f'<div class="pw-note{care}"><p>{escape(text)}{doubt}</p>{notes}</div>'
