"""Everything that is not open now: what closes it, what would open it, and the source. Each part is drawn when it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from pathways.engine.offers import Offer
from pathways.views.labels import badge, md, name_of, source_notes, state_of, state_word
from pathways.views.session import Session

__all__ = ["part_of", "show", "why"]

LONG = 8  # rows of a part before it is broken up
PARTS = ("closed", "tried", "waits", "wished", "later", "research", "no_place")


def part_of(offer: Offer) -> str:
    """Return the part of the ledger an option stands in."""
    state = state_of(offer)
    if offer.standing == "tried":
        return "tried"
    if offer.declined:
        return "wished"
    return {"closed": "closed", "research": "research", "not_indicated": "no_place", "later": "later", "earlier": "later"}.get(
        state, "waits"
    )


def show(session: Session) -> None:
    """Draw the parts, closed; a person's screen hides what is withheld at an emergency."""
    parts: dict[str, list[Offer]] = {p: [] for p in PARTS}
    for offer in session.position.options:
        if not offer.offered and not offer.withheld:
            parts[part_of(offer)].append(offer)
    st.html(
        f'<div class="pw-head pw-ledgerhead"><h2>{escape(session.say("ledger.title"))}</h2>'
        f'<p class="pw-soft">{escape(session.say("ledger.lead"))}</p></div>'
    )
    for part, offers in parts.items():
        if offers:
            key, name = f"ledger_{part}", f"{session.say(f'ledger.{part}')} ({len(offers)})"
            st.session_state.setdefault(key, session.opened.get(key, False))
            expander = st.expander(name, key=key, on_change=_keep, args=(session, key))
            if expander.open:
                with expander, st.container(key=f"ledger_rows_{part}", gap=None):
                    _rows(session, part, offers)


def _keep(session: Session, key: str) -> None:
    session.opened[key] = bool(st.session_state[key])


def _rows(session: Session, part: str, offers: list[Offer]) -> None:
    """The options of a part; a long part is broken up by the kinds of treatment."""
    names = {g["id"]: g["names"] for g in session.content["contract"]["groups"]}
    last = ""
    for offer in offers:
        if len(offers) > LONG and offer.group != last:
            st.html(f'<h3 class="pw-ledgroup">{escape(session.read(names[offer.group]))}</h3>')
        last = offer.group
        _row(session, part, offer)


def _row(session: Session, part: str, offer: Offer) -> None:
    with st.container(key=f"led_{offer.id}", gap=None):
        st.button(
            md(name_of(session, offer.id)),
            key=f"ledger_{offer.id}",
            type="tertiary",
            on_click=session.open_option,
            args=(offer.id,),
        )
        first = offer.reasons[0] if offer.reasons else None
        opens = (
            session.read(first.opens_if) if first and first.opens_if else session.say("ledger.stays") if part == "closed" else ""
        )
        opened = (
            f'<div><span class="pw-th">{escape(session.say("ledger.opens"))}</span>{escape(opens)}</div>'
            if opens
            else "<div></div>"
        )
        asked = session.say("ledger.why" if part == "closed" else "ledger.why_not_now")
        sources = source_notes(session, (s for r in offer.reasons for s in r.sources))
        notes = (
            f"<details><summary>{escape(session.say('ledger.source_list'))}</summary>{sources}</details>"
            if sources
            else f'<span class="pw-soft">{escape(session.say("ledger.no_source"))}</span>'
        )
        st.html(
            f'<div class="pw-led"><p class="pw-standing">{badge(state_of(offer))}<b>{escape(state_word(session, offer))}</b></p>'
            f'<div><span class="pw-th">{escape(asked)}</span>{why(session, offer)}</div>'
            f"{opened}<div>{notes}</div></div>"
        )


def why(session: Session, offer: Offer, most: int = 2) -> str:
    """Return the first reasons of an option as HTML, of a closed one those that close it; further ones stand on its card."""
    closing = [r for r in offer.reasons if r.effect == "ruled_out"] if state_of(offer) == "closed" else []
    return _texts(session, (closing or offer.reasons)[:most])


def _texts(session: Session, reasons: Iterable) -> str:
    out = []
    for reason in reasons:
        doubt = "" if reason.confirmed else f' <span class="pw-soft">{escape(session.say("position.not_confirmed"))}</span>'
        out.append(f"<span class='pw-because'>{escape(session.read(reason.text))}{doubt}</span>")
    return " ".join(out)
