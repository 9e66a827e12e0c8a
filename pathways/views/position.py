"""Where I am: the place with the facts that led there, what is open, the map, and what is not open and why."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.engine.answer import notices_of, verdict_words
from pathways.engine.offers import Offer
from pathways.views import ledger, mapping
from pathways.views.labels import badge, md, name_of, source_notes, state_of, state_word
from pathways.views.session import Session

__all__ = ["show"]

NOTICES, FACTS = 2, 6
_URGENT = "urgent_"


def show(session: Session) -> None:
    """Draw the view."""
    _changes(session)
    _band(session)
    _notices(session)
    with st.container(key="place", horizontal=True, gap="medium"):
        with st.container(key="card_map_place"):
            st.html(f'<h2 class="pw-h3 pw-maphead">{escape(session.say("position.map"))}</h2>')
            mapping.draw(session, key="place")
        with st.container(key="card_open", gap=None):
            _open_list(session)
    ledger.show(session)
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


def _notices(session: Session) -> None:
    notices = [n for n in notices_of(session.pathway, session.position) if not n["id"].startswith(_URGENT)]
    first = "".join(_notice(session, n) for n in notices[:NOTICES])
    rest = "".join(_notice(session, n) for n in notices[NOTICES:])
    more = (
        f'<details class="pw-more">'
        f"<summary>{escape(session.say('position.more_notices', count=len(notices) - NOTICES))}</summary>{rest}</details>"
        if rest
        else ""
    )
    if first:
        st.html(f'<div class="pw-notices">{first}</div>{more}')
    for name in session.position.unrecognised[:1]:
        st.button(
            session.say("position.change"),
            key="fix_name",
            type="tertiary",
            on_click=session.go,
            args=("answers",),
            kwargs={"edit": _holder(session, name)},
        )


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


def _open_list(session: Session) -> None:
    say, options = session.say, session.position.options
    top = [o for o in options if o.offered and o.parent is None]
    st.html(f'<h2 class="pw-h2 pw-listhead">{escape(say("position.open"))}</h2>')
    if not top:
        st.html(f'<p class="pw-pad">{escape(say("position.nothing"))}</p>')
    for group in session.content["contract"]["groups"]:
        here = [o for o in top if o.group == group["id"]]
        if here:
            st.html(f'<h3 class="pw-optgroup">{escape(session.read(group["names"]))}</h3>')
        for offer in here:
            _option(session, offer, [o for o in options if o.parent == offer.id])
    questions = session.position.questions
    with st.container(key="list_foot", gap=None):
        if questions:
            ask = session.content["questions"][questions[0]]["ask"]
            st.html(
                f'<p><b>{escape(say("position.next_question"))}:</b> {escape(session.read(ask))} <span class="pw-soft">'
                f"{escape(say('position.more_questions', count=len(questions)))}</span></p>"
            )
            st.button(say("position.answer_it"), key="answer_next", on_click=session.go, args=("walk",))
        else:
            st.html(f'<p class="pw-soft">{escape(say("position.complete"))}</p>')
        st.html(f'<p class="pw-soft pw-small">{escape(say("position.order"))}</p>')
        st.button(say("position.compare"), key="to_compare", type="tertiary", on_click=session.go, args=("compare",))
        st.button(say("tabs.guidelines"), key="to_guidelines", type="tertiary", on_click=session.go, args=("guidelines",))


def _option(session: Session, offer: Offer, members: list[Offer]) -> None:
    """One row: the whole row is the button; badge, state word and the reason that matters most stand under the name."""
    state = state_of(offer)
    kinds = session.say("position.kinds", open=sum(m.offered for m in members), all=len(members)) if members else ""
    lead = next(
        (r for r in offer.reasons if r.effect in ("caution", "needs_answer", "unasked", "unknown", "place_unasked", "access")),
        None,
    )
    note = f": {session.read(lead.text)}" if lead and state != "open" else ""
    with st.container(key=f"opt_{state}_{offer.id}", gap=None):
        st.button(
            md(name_of(session, offer.id)),
            key=f"open_{offer.id}",
            type="tertiary",
            width="stretch",
            icon=None,
            on_click=session.open_option,
            args=(offer.id,),
        )
        st.html(
            f'<div class="pw-opt">{badge(state)}<p><b class="pw-t-{state}">{escape(state_word(session, offer))}</b>{escape(note)}'
            f"{' <span class=pw-soft>' + escape(kinds) + '</span>' if kinds else ''}</p></div>"
        )
