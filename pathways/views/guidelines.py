"""Where guidelines differ: the lines side by side for one step of the road, or for one option."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.content.records import PHASES
from pathways.views.blocks import Leaf, fold
from pathways.views.charts import draw
from pathways.views.guideline_rows import differs, rows_of_option, rows_of_step, table_of
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show"]

_NO_ORDER_PAGE = "no_proven_order"
_ORDERED = (
    "safety_gate",
    "out_of_scope",
    "confirm_diagnosis",
    "first_line",
    "optimise",
)  # before the second step there is an order


def show(session: Session) -> None:
    """Draw the lines of the chosen step; the person's own step is chosen first."""
    leaf = Leaf(session, "guidelines")
    section_heading(leaf.word("guidelines.title"), leaf.word("guidelines.lead"))
    option = session.params.get("option")
    if option in session.content["options"]:
        rows, order = rows_of_option(session.content, option), True
        st.html(f'<div class="pw-page"><h2>{leaf.name_of(option)}</h2></div>')
        st.button(
            leaf.word("guidelines.all_steps"), key="guidelines_all", type="tertiary", on_click=session.go, args=("guidelines",)
        )
    else:
        phase = _step(session, leaf)
        rows, order = rows_of_step(session.content, phase), phase not in _ORDERED
    body = _body(leaf, rows, order=order)
    draw(f'<div class="pw-page pw-guides">{body}</div>', leaf.foot(), key="guidelines_rows", on_go=lambda to: _go(session, to))


def _step(session: Session, leaf: Leaf) -> str | None:
    here = session.position.place.phase
    steps = [p for p in PHASES if rows_of_step(session.content, p)]

    def name(phase: str) -> str:
        word = leaf.word(f"steps.{phase}") if phase else leaf.word("guidelines.all_steps")
        return f"{word} · {leaf.word('guidelines.step_here')}" if phase == here else word

    return (
        st.pills(
            leaf.word("guidelines.step"),
            [*steps, ""],
            default=here if here in steps else "",
            key="guidelines_step",
            format_func=name,
        )
        or None
    )


def _body(leaf: Leaf, rows: list[Any], *, order: bool) -> str:
    link = (
        f' <button type="button" class="pw-link" data-go="page:{_NO_ORDER_PAGE}">{leaf.html("guidelines.no_order_page")}</button>'
    )
    note = f'<p class="pw-note">{leaf.html("guidelines.no_order")}{link}</p>' if order else ""
    if not rows:
        return f'{note}<p class="pw-empty">{leaf.html("guidelines.none")}</p>'
    parts = [("topics_apart", [r for r in rows if differs(r)]), ("topics_other", [r for r in rows if not differs(r)])]
    whole = all(part for _, part in parts)  # one kind alone needs no heading
    topics = "".join(
        (f"<h2>{leaf.html('guidelines.' + word, n=len(part))}</h2>" if whole else "")
        + "".join(table_of(leaf, row, _options(leaf, row)) for row in part)
        for word, part in parts
    )
    return f'{note}<p class="pw-soft pw-small">{leaf.html("guidelines.not_addressed_note")}</p>{topics}{_shared(leaf)}'


def _options(leaf: Leaf, row: Any) -> str:
    links = "".join(
        f'<button type="button" class="pw-link" data-go="card:{o}">{leaf.name_of(o)}</button>' for o in row["options"]
    )
    return f'<p class="pw-links pw-small">{links}</p>' if links else ""


def _shared(leaf: Leaf) -> str:
    """The lines that hold at every step: body, grade, date of the look."""
    items = "".join(
        f'<li>{leaf.text(r["says"], r["sources"])} <span class="pw-soft pw-small">{escape(r["body"])}; '
        f"{escape(str(r['grade'])) if r['grade'] else leaf.html('guidelines.no_grade')}; "
        f"{leaf.html('common.last_checked', date=r['checked'])}</span></li>"
        for r in leaf.content["recommendations"].values()
    )
    return fold(leaf.html("guidelines.recommendations"), f'<ul class="pw-lines">{items}</ul>')


def _go(session: Session, to: str) -> None:
    kind, _, key = to.partition(":")
    if kind == "card" and key in session.content["cards"]:
        session.go("card", option=key, back="guidelines")
    elif kind == "page" and key in session.content["pages"]:
        session.go("understand", page=key)
