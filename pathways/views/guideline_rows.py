"""One row of the guideline comparison as HTML: who says what, how strongly, since when; silence and unread text told apart."""

from __future__ import annotations

from html import escape
from typing import Any

from pathways.views.blocks import Leaf

__all__ = ["differs", "rows_of_option", "rows_of_step", "table_of", "who_is"]

_SILENT = ("not_addressed", "not_verified")
_FOR = {"first_line", "second_line", "third_line", "recommended", "weak_for"}


def rows_of_option(content: Any, option: str) -> list[Any]:
    """Return the rows about one option, or about the class it belongs to."""
    parent = content["options"][option]["parent"]
    return [row for row in content["disagreements"].values() if option in row["options"] or (parent and parent in row["options"])]


def rows_of_step(content: Any, phase: str | None) -> list[Any]:
    """Return the rows about one step of the road; without a step, all of them."""
    return [row for row in content["disagreements"].values() if phase is None or phase in row["steps"]]


def differs(row: Any) -> bool:
    """Say whether bodies pull in different directions: some for it and some not, or among the first here and last there.

    Where they give an order and no verdict, the positions do not show it; the topic then says it itself.
    """
    if row["bodies_differ"] is not None:
        return row["bodies_differ"]
    said = {c["position"] for c in row["cells"]}
    return ("against" in said and bool(said & _FOR)) or {"first_line", "third_line"} <= said


def table_of(leaf: Leaf, row: Any, after: str = "") -> str:
    """Return one topic that opens: bodies that say something as rows, then who says nothing and whom we could not check."""
    said = [c for c in row["cells"] if c["position"] not in _SILENT]
    body = "".join(_line(leaf, cell) for cell in said)
    head = "".join(f'<th scope="col">{leaf.html("guidelines." + c)}</th>' for c in ("col_body", "col_says", "col_grade"))
    table = f'<table class="pw-table pw-guide"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>' if said else ""
    differ = f'<span class="pw-differ">{leaf.html("guidelines.differ")}</span>' if differs(row) else ""
    count = leaf.html("guidelines.count", n=len(said), all=len(row["cells"]))
    return (
        f'<details class="pw-fold pw-topic"><summary><span class="pw-topic-in"><span>{escape(leaf.read(row["topic"]))}'
        f'</span>{differ}<span class="pw-soft pw-small">{count}</span></span></summary>'
        f'<div class="pw-fold-in">{table}{_rest(leaf, row)}{after}</div></details>'
    )


def _line(leaf: Leaf, cell: Any) -> str:
    grade = leaf.html("guidelines.grade", grade=cell["grade"]) if cell["grade"] else leaf.html("guidelines.no_grade")
    below = [who_is(leaf, cell["body"])] if leaf.voice == "plain" else []
    if cell["year"] and str(cell["year"]) not in cell["body"]:
        below.append(leaf.html("guidelines.published", year=cell["year"]))
    soft = f'<br><span class="pw-soft">{"; ".join(b for b in below if b)}</span>' if any(below) else ""
    return (
        f'<tr><th scope="row">{escape(cell["body"])}{soft}</th>'
        f'<td data-l="{leaf.html("guidelines.col_says")}">'
        f"{leaf.noted(leaf.explained(leaf.read(cell['says'])), cell['sources'])}</td>"
        f'<td data-l="{leaf.html("guidelines.col_grade")}"><b>{leaf.html("positions." + cell["position"])}</b><br>'
        f'<span class="pw-soft">{grade}</span></td></tr>'
    )


def who_is(leaf: Leaf, body: str) -> str:
    """Return who stands behind the short name of a body, escaped; nothing where the name says it."""
    return escape(next((b["is"] for b in leaf.content["card_words"]["bodies"] if body.startswith(b["name"])), ""))


def _rest(leaf: Leaf, row: Any) -> str:
    lines = []
    for position, word in (("not_addressed", "silent"), ("not_verified", "unchecked")):
        names = ", ".join(c["body"] for c in row["cells"] if c["position"] == position)
        if names:
            lines.append(f'<p class="pw-small pw-soft pw-{word}">{leaf.html("guidelines." + word, names=names)}</p>')
    return "".join(lines)
