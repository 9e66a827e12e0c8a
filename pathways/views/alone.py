"""A part of a page that runs alone: a click inside it redraws only this part, as long as the rest would not change."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pathways.views.arrive import point_only
from pathways.views.session import Session

__all__ = ["alone"]


def alone(session: Session, name: str, draw: Callable[[], None]) -> None:
    """Draw a part by `draw`; a click in it that opens another page or changes the case or the voice redraws the whole page."""
    drawn = _page(session)

    @st.fragment(key=f"alone_{name}")
    def part() -> None:
        if _page(session) != drawn:
            st.rerun()
        draw()
        point_only(session, name)

    part()


def _page(session: Session) -> tuple:
    return session.view, dict(session.params), id(session.case), session.voice
