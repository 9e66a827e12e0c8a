"""The search box: options, brands, words, questions and pages, found in spite of typing errors."""

from __future__ import annotations

from html import escape

import streamlit as st

from pathways.engine.search import Hit, search
from pathways.views.blocks import Leaf
from pathways.views.charts import draw
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show"]

_KEPT = "search_kept"


def show(session: Session) -> None:
    """Draw the box and what it found; the text stays when the person comes back."""
    leaf = Leaf(session, "search")
    section_heading(leaf.word("search.title"), leaf.word("search.lead"))
    st.session_state.setdefault("search_text", session.params.get("text") or st.session_state.get(_KEPT, ""))
    text = st.text_input(leaf.word("search.box"), key="search_text", placeholder=leaf.word("search.hint"), max_chars=80)
    st.session_state[_KEPT] = text
    hits = search(session.content, text)
    if hits:
        items = "".join(_hit(leaf, hit) for hit in hits)
        draw(f'<div class="pw-page"><ul class="pw-hits">{items}</ul></div>', key="search_hits", on_go=lambda to: _go(session, to))
    elif len(text.strip()) > 1:
        link = f'<button type="button" class="pw-link" data-go="view:understand">{leaf.html("search.to_pages")}</button>'
        draw(
            f'<div class="pw-page"><p class="pw-empty" role="status">{leaf.html("search.nothing", text=text)}</p>'
            f'<p class="pw-links">{link}</p></div>',
            key="search_nothing",
            on_go=lambda to: _go(session, to),
        )


def _hit(leaf: Leaf, hit: Hit) -> str:
    name, below = _named(leaf, hit)
    kind = leaf.html(f"search.{hit.kind}")
    by = (
        ""
        if hit.matched.lower() in (name + below).lower()
        else f'<span class="pw-soft">{leaf.html("search.near", matched=hit.matched)}</span>'
    )
    inner = f'<span class="pw-kind">{kind}</span><b>{escape(name)}</b> {by}<span>{escape(below)}</span>'
    if hit.kind == "word":
        return f'<li><div class="pw-hit">{inner}</div></li>'
    return f'<li><button type="button" class="pw-hit" data-go="{hit.kind}:{escape(hit.id, quote=True)}">{inner}</button></li>'


def _named(leaf: Leaf, hit: Hit) -> tuple[str, str]:
    content = leaf.content
    if hit.kind == "option":
        return leaf.read(content["options"][hit.id]["names"]), leaf.read(content["options"][hit.id]["what"])
    if hit.kind == "page":
        return leaf.read(content["pages"][hit.id]["title"]), leaf.read(content["pages"][hit.id]["summary"])
    if hit.kind == "question":
        return leaf.read(content["questions"][hit.id]["ask"]), leaf.read(content["questions"][hit.id]["why"])
    return content["glossary"][hit.id]["term"], content["glossary"][hit.id]["plain"]


def _go(session: Session, to: str) -> None:
    kind, _, key = to.partition(":")
    if kind == "option" and key in session.content["cards"]:
        session.go("card", option=key, back="search")
    elif kind == "page" and key in session.content["pages"]:
        session.go("understand", page=key)
    elif kind == "question" and key in session.content["questions"]:
        session.go("walk", q=key)
    elif kind == "view" and key == "understand":
        session.go(key)
