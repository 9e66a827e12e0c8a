"""Links from a question to the pages that help with it (apart from the pages, which need the charts)."""

from __future__ import annotations

import streamlit as st

from pathways.views.labels import md
from pathways.views.session import Session

__all__ = ["page_links"]


def page_links(session: Session, question: str) -> None:
    """Draw links to the pages that help with one question; nothing where there are none."""
    pages = [p for p in session.content["pages"].values() if question in p["helps_questions"]]
    if not pages:
        return
    with st.container(horizontal=True, key="question_pages", gap="small"):
        for page in pages:
            st.button(
                md(session.read(page["title"])),
                key=f"read_{page['id']}",
                type="tertiary",
                icon=":material/menu_book:",
                on_click=session.go,
                args=("understand",),
                kwargs={"page": page["id"], "back": question},
            )
