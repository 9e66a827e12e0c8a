"""Short pages in plain words, each with sources; links lead from a page to options and questions, and back."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.views.about import about_html
from pathways.views.blocks import Leaf, fold
from pathways.views.charts import draw
from pathways.views.scales import scales_html
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show"]

_MORE = (("guidelines", "guidelines"), ("evidence", "evidence"), ("sources", "sources"), ("self_audit", "audit"))


def show(session: Session) -> None:
    """Draw one page, or the list of all."""
    leaf = Leaf(session, "understand")
    page = session.content["pages"].get(session.params.get("page"))
    if page is None:
        _all(session, leaf)
    else:
        _one(session, leaf, page)


def _all(session: Session, leaf: Leaf) -> None:
    section_heading(leaf.word("understand.title"), leaf.word("understand.lead"))
    tiles = "".join(
        f'<button type="button" class="pw-tile" data-go="page:{p["id"]}"><b>{escape(leaf.read(p["title"]))}</b><span>'
        f"{escape(leaf.read(p['summary']))}</span></button>"
        for p in _in_order(session.content)
    )
    more = "".join(
        f'<button type="button" class="pw-link" data-go="view:{view}">{leaf.html("understand." + word)}</button>'
        for view, word in _MORE
    )
    terms = "".join(
        f"<dt>{escape(t['term'])}</dt><dd>{escape(t['plain'])}</dd>"
        for t in sorted(session.content["glossary"].values(), key=lambda t: t["term"].lower())
    )
    words = fold(leaf.html("understand.words"), f'<dl class="pw-terms">{terms}</dl>', opened=bool(session.params.get("term")))
    draw(
        f'<div class="pw-page"><div class="pw-tiles">{tiles}</div><p class="pw-links">{more}</p>{words}'
        f"{about_html(leaf, folded=True)}</div>",
        key="understand_all",
        on_go=lambda to: _go(session, to),
    )


def _in_order(content: Any) -> list[Any]:
    """Return the pages in reading order; a page that the order does not name comes last."""
    order = {page: i for i, page in enumerate(content["card_words"]["understand"]["order"])}
    return sorted(content["pages"].values(), key=lambda p: order.get(p["id"], len(order)))


def _one(session: Session, leaf: Leaf, page: Any) -> None:
    question = session.params.get("back")
    with st.container(horizontal=True, key="understand_ways"):
        if question in session.content["questions"]:
            word = leaf.word("understand.to_question")
            st.button(
                word,
                key="understand_question",
                icon=":material/arrow_back:",
                on_click=session.go,
                args=("walk",),
                kwargs={"q": question},
            )
        st.button(
            leaf.word("understand.all"),
            key="understand_back",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=session.go,
            args=("understand",),
        )
    parts = "".join(
        f"<section><h2>{escape(leaf.read(s['heading']))}</h2>{_paragraphs(leaf, s)}</section>" for s in page["sections"]
    )
    parts += scales_html(leaf) if page["shows"] == "instruments" else ""
    links = _links(leaf, "helps_options", "card", page["helps_options"], leaf.name_of)
    links += _links(
        leaf,
        "helps_questions",
        "question",
        page["helps_questions"],
        lambda q: escape(leaf.read(leaf.content["questions"][q]["ask"])),
    )
    checked = (
        f'<p class="pw-tiny pw-soft">{leaf.html("common.last_checked", date=page["checked"])}</p>' if page["checked"] else ""
    )
    short = f'<p class="pw-note"><b>{leaf.html("understand.short")}</b> {escape(leaf.read(page["summary"]))}</p>'
    draw(
        f'<div class="pw-page pw-reading"><h1>{escape(leaf.read(page["title"]))}</h1>{short}{parts}{links}{checked}</div>',
        leaf.foot(),
        key="understand_page",
        on_go=lambda to: _go(session, to),
    )


def _paragraphs(leaf: Leaf, section: Any) -> str:
    blocks = [b for b in leaf.read(section["text"]).split("\n\n") if b.strip()]
    return "".join(
        f"<p>{leaf.noted(leaf.explained(b), section['sources'] if i == len(blocks) - 1 else ())}</p>"
        for i, b in enumerate(blocks)
    )


def _links(leaf: Leaf, word: str, kind: str, keys: Any, name: Any) -> str:
    links = "".join(f'<button type="button" class="pw-link" data-go="{kind}:{k}">{name(k)}</button>' for k in keys)
    return f'<section><h2>{leaf.html("understand." + word)}</h2><p class="pw-links">{links}</p></section>' if links else ""


def _go(session: Session, to: str) -> None:
    kind, _, key = to.partition(":")
    if kind == "page" and key in session.content["pages"]:
        session.go("understand", page=key)
    elif kind == "card" and key in session.content["cards"]:
        session.go("card", option=key, back="understand")
    elif kind == "question" and key in session.content["questions"]:
        session.go("walk", q=key)
    elif kind == "view" and key in dict(_MORE):
        session.go(key)
