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
_KINDS = {"view": "page", "domain": "page"}  # what a person calls them


def show(session: Session) -> None:
    """Draw the box and what it found; the text stays when the person comes back."""
    leaf = Leaf(session, "search")
    section_heading(leaf.word("search.title"), leaf.word("search.lead"))
    st.session_state.setdefault("search_text", session.params.get("text") or st.session_state.get(_KEPT, ""))
    text = st.text_input(leaf.word("search.box"), key="search_text", placeholder=leaf.word("search.hint"), max_chars=80)
    st.session_state[_KEPT] = text
    hits = search(session.content, text, voice=session.voice)
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
    kind = leaf.html(f"search.{_KINDS.get(hit.kind, hit.kind)}")
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
    if hit.kind == "view":
        return _view(leaf, hit.id)
    if hit.kind == "domain":
        domain = next(d for d in content["contract"]["domains"] if d["id"] == hit.id)
        return leaf.read(domain["names"]), " · ".join(_view(leaf, "matters"))
    if hit.kind == "option":
        return leaf.read(content["options"][hit.id]["names"]), leaf.read(content["options"][hit.id]["what"])
    if hit.kind == "page":
        return leaf.read(content["pages"][hit.id]["title"]), leaf.read(content["pages"][hit.id]["summary"])
    if hit.kind == "question":
        return leaf.read(content["questions"][hit.id]["ask"]), leaf.read(content["questions"][hit.id]["why"])
    return content["glossary"][hit.id]["term"], content["glossary"][hit.id]["plain"]


def _view(leaf: Leaf, view: str) -> tuple[str, str]:
    """Return the name of a view and what it is for."""
    screen = leaf.content["screen"]
    if view == "crisis":
        return leaf.read(screen["crisis"]["title"]), leaf.read(leaf.content["crisis"]["page"]["banner"])
    lead = screen.get(view, {}).get("lead") or leaf.content["card_words"].get(view, {}).get("lead")
    return leaf.read(screen["tabs"][view]), leaf.read(lead) if lead else ""


def _go(session: Session, to: str) -> None:
    kind, _, key = to.partition(":")
    if kind == "option" and key in session.content["cards"]:
        session.go("card", option=key, back="search")
    elif kind == "page" and key in session.content["pages"]:
        session.go("understand", page=key)
    elif kind == "question" and key in session.content["questions"]:
        session.go("walk", q=key)
    elif kind == "domain":
        session.go("matters")
    elif (kind, key) == ("view", "crisis"):
        session.open_crisis()
    elif kind == "view" and key in session.content["screen"]["tabs"]:
        session.go(key)
