"""What stands on the screen while the content cannot be used: every mistake with its place, for the person who can mend it."""

from __future__ import annotations

from html import escape

import streamlit as st

from pathways.content.problems import ContentError

__all__ = ["show"]


def show(fault: ContentError) -> None:
    """Draw the list. The words stand here, since those of the content cannot be read."""
    items = "".join(f"<li>{escape(str(problem))}</li>" for problem in fault.problems)
    st.html(
        "<h1>Pathways cannot start</h1><p>Its content has mistakes, so it shows nothing rather than something wrong. "
        "Once they are mended, load this page again. The command <code>pathways check</code> lists the same.</p>"
        f"<ul>{items}</ul><p>In danger now in the US? Call or text <b>988</b>, or call <b>911</b>.</p>"
    )
