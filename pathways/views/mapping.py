"""The map in a view: draws it, and opens what was picked on it."""

from __future__ import annotations

from html import escape

import streamlit as st

from pathways.views.session import Session

__all__ = ["draw"]


def draw(session: Session, *, zoom: str, key: str) -> None:
    """Draw the map (`zoom`: here | whole); a click on an option opens its card, one on a question goes to it."""
    try:
        from pathways.map.component import show_map  # noqa: PLC0415
    except ImportError:
        st.html(f'<p class="pw-soft">{escape(session.say("position.no_map"))}</p>')
        return
    picked = show_map(session.pathway, session.position, zoom=zoom, voice=session.voice, key=key)
    if picked:
        _open(session, picked)


def _open(session: Session, node: str) -> None:
    if node in session.content["options"]:
        session.open_option(node)
        st.rerun()
