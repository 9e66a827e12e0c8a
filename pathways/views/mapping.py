"""The map in a view: draws it, and tells what was picked on it in words below, with the options inside a box as buttons."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.engine.offers import Offer
from pathways.map.component import show_map
from pathways.views.labels import badge, md, name_of, source_notes, state_of, state_word
from pathways.views.session import Session, listed

__all__ = ["draw"]


def draw(session: Session, *, key: str) -> None:
    """Draw the map; an option picked on it opens its card, anything else is told below the map."""
    picked = show_map(session.pathway, session.position, voice=session.voice, key=key)
    if picked in session.content["options"]:
        session.open_option(picked)
        st.rerun()
    if picked:
        st.session_state["map_pick"] = picked
        session.point_to(f"mapdetail_{key}")
    node = st.session_state.get("map_pick")
    if node in session.pathway.graph.nodes:
        _detail(session, node, key)


def _detail(session: Session, node: str, key: str) -> None:
    data = session.pathway.graph.nodes[node]
    record = data["record"]
    with st.container(key=f"mapdetail_{key}", gap="small"):
        title, text = record.get("title") or record.get("ask") or record.get("names"), record.get("text")
        st.html(
            f'<div role="status"><h3>{escape(session.read(title) if title else " ".join(record["label"]))}</h3>'
            f"{f'<p>{escape(session.read(text))}</p>' if text else ''}{source_notes(session, record.get('sources') or ())}</div>"
        )
        if data["box"]:
            _inside(session, record, key)
        question = _question(session, record)
        with st.container(horizontal=True, key=f"mapkeys_{key}"):
            if question:
                st.button(
                    session.say("position.change"),
                    key=f"mapask_{key}",
                    on_click=session.go,
                    args=("walk",),
                    kwargs={"q": question},
                )
            st.button(
                session.say("answers.close"),
                key=f"mapclose_{key}",
                type="tertiary",
                on_click=_close,
                args=(session, key),
            )


def _close(session: Session, key: str) -> None:
    st.session_state.pop("map_pick", None)
    session.point_to({"walk": "card_map"}.get(key, "card_map_place"))


def _reason(session: Session, offer: Offer) -> str:
    """Why an option is not plainly open, and what would open it."""
    state = state_of(offer)
    lead = next((r for r in offer.reasons if r.effect == "ruled_out"), None) if state == "closed" else None
    lead = lead or next(iter(offer.reasons), None)
    if lead is None or state == "open":
        return ""
    opens = f" {session.say('ledger.opens')}: {session.read(lead.opens_if)}" if lead.opens_if and state == "closed" else ""
    return f'<p class="pw-small pw-soft pw-inwhy">{escape(session.read(lead.text) + opens)}</p>'


def _inside(session: Session, box: Any, key: str) -> None:
    """The options of a box, each with its state."""
    wanted = set(box["options"])
    for offer in session.position.options:
        if offer.id in wanted and not (offer.withheld and session.voice == "plain"):
            with st.container(horizontal=True, vertical_alignment="center", key=f"inside_{key}_{offer.id}"):
                st.button(
                    md(name_of(session, offer.id)),
                    key=f"in_{key}_{offer.id}",
                    type="tertiary",
                    on_click=session.open_option,
                    args=(offer.id,),
                )
                st.html(f'<p class="pw-small">{badge(state_of(offer))} {escape(state_word(session, offer))}</p>', width="content")
            if why := _reason(session, offer):
                st.html(why)


def _question(session: Session, record: Any) -> str | None:
    """The question whose answer a decision of the road reads, if it reads one directly."""
    key = record.get("answer")
    return next((q["id"] for q in session.content["questions"].values() if key in listed(q["sets"])), None) if key else None
