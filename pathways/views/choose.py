"""Which view is shown: an emergency takes over the whole screen, whatever was open."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import streamlit as st

from pathways.views.arrive import arrive
from pathways.views.device import remember
from pathways.views.session import Session
from pathways.views.shell import page

__all__ = ["VIEWS", "show"]

VIEWS = {
    "start": "start",
    "walk": "walk",
    "history": "history",
    "position": "position",
    "answers": "answers_list",
    "decided": "decided",
    "save": "save_open",
    "card": "card",
    "compare": "compare",
    "matters": "matters",
    "guidelines": "guidelines",
    "understand": "understand",
    "search": "search",
    "evidence": "evidence_table",
    "sources": "sources",
    "self_audit": "self_audit",
}


def show(session: Session) -> None:
    """Draw the view that the session stands at."""
    danger = session.position.urgency == "emergency"
    if danger or session.view == "crisis":
        _view("emergency")(session)
    else:
        with page(session):
            _view(VIEWS.get(session.view, "start"))(session)
    with st.container(key="arrive_place"):
        arrive(session, danger)
        remember(session)


def _view(name: str) -> Callable[[Session], None]:
    return importlib.import_module(f"pathways.views.{name}").show
