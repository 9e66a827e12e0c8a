"""The small message that marks the art for one person: every text once, every node a few numbers."""

from __future__ import annotations

from typing import Any

from pathways.map.marks import Marks
from pathways.map.nodes import Teller
from pathways.map.plan import plan_of
from pathways.map.svg import line_class, view_box

__all__ = ["controller_payload"]

SHOWN, COUNTED = 1, 2  # flags: the first word stands in the box; the second is the count
NO_REASON, OWN_TEXT = -1, -2  # the art itself holds what a question says


def controller_payload(pathway: Any, marks: Marks, voice: str = "plain") -> dict[str, Any]:
    """Return what the controller needs: node -> mark, words, reason, flags (texts by number), lines -> paint, place and view."""
    plan, teller = plan_of(pathway), Teller(pathway.content, voice)
    texts: dict[str, int] = {}
    nodes = {}
    for cell in plan.cells.values():
        mark = marks.nodes[cell.id]
        said = [texts.setdefault(text, len(texts)) for text in teller.said(mark)]
        reason = OWN_TEXT if mark.reason is cell.says else NO_REASON
        if mark.reason and reason == NO_REASON:
            reason = texts.setdefault(mark.reason[voice], len(texts))
        if mark.mark != "none" or said or reason != OWN_TEXT:
            nodes[cell.id] = (mark.mark, said, reason, (SHOWN if mark.shown else 0) | (COUNTED if mark.count else 0))
    lines = {f"{a} {b}": line_class((a, b), marks) for a, b in (*marks.walked, *marks.next)}
    return {
        "here": marks.here,
        "start": plan.start,
        "band": plan.cells[marks.here].band if marks.here else None,
        "voice": voice,
        "view": view_box(pathway, marks.here or plan.start),
        "nodes": nodes,
        "lines": lines,
        "texts": list(texts),
    }
