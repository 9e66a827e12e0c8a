"""All sources: what each is, when it was published, how it was read and when."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.views.blocks import Leaf, fold
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show"]

_SHOWN = 60  # the rest is found by typing


def show(session: Session) -> None:
    """Draw the sources that match what is typed, in the order of their titles."""
    leaf = Leaf(session, "sources")
    section_heading(leaf.word("sources.title"), leaf.word("sources.lead"))
    typed = st.text_input(leaf.word("sources.find"), key="sources_find", max_chars=80).strip().lower()
    every = session.content["sources"]
    found = sorted(
        (s for s in every.values() if typed in f"{s['id']} {s['title']} {s['cite']}".lower()), key=lambda s: s["title"].lower()
    )
    rows = "".join(_row(leaf, s) for s in found[:_SHOWN])
    word = "sources.count_more" if len(found) > _SHOWN else "sources.count"
    count = leaf.html(word, n=min(len(found), _SHOWN), all=len(every))
    listed = f'<ul class="pw-lines">{rows}</ul>' if rows else f'<p class="pw-empty">{leaf.html("sources.nothing")}</p>'
    st.html(
        f'<div class="pw-page">{fold(leaf.html("sources.chosen"), "<p>" + leaf.html("sources.chosen_text") + "</p>")}'
        f'<p class="pw-soft pw-small" role="status">{count}</p>{listed}</div>'
    )


def _row(leaf: Leaf, source: Any) -> str:
    title = escape(source["title"])
    if (source["url"] or "").startswith("http"):
        title = f'<a href="{escape(source["url"], quote=True)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    return (
        f'<li>{title}<br><span class="pw-soft pw-small">{escape(source["cite"])} · '
        f"{leaf.html('common.seen_' + source['seen_as'])}, "
        f"{leaf.html('common.read_on', date=source['read_on'])}</span></li>"
    )
