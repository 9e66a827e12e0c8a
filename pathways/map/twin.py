"""The map as a nested list, from the same marks: what a screen reader reads, and what a person reads who wants words."""

from __future__ import annotations

import re
from typing import Any

from pathways.map.marks import Mark, Marks, marks_of
from pathways.map.nodes import Teller
from pathways.map.plan import plan_of

__all__ = ["twin_markdown", "twin_of"]


def twin_of(pathway: Any, position: Any | None, voice: str = "plain", marks: Marks | None = None) -> list[dict[str, Any]]:
    """Return the bands in order, each with its nodes in map order, each box with its members; plain values."""
    plan, teller = plan_of(pathway), Teller(pathway.content, voice)
    marks = marks or marks_of(pathway, position)
    names = {o: r["names"][voice] for o, r in pathway.content["options"].items()}
    bands: list[dict[str, Any]] = [{"band": n, "title": title[voice], "nodes": []} for n, title in enumerate(plan.bands)]
    for cell in plan.cells.values():
        mark = marks.nodes[cell.id]
        bands[cell.band]["nodes"].append(
            {
                **_said(mark, cell.name, voice),
                "kind": cell.kind,
                "answer": mark.answer,
                "count": teller.count(mark) or None,
                "ways": [{"answer": answer, "to": goal} for answer, goal in plan.ways[cell.id]],
                "members": [_said(m, names[m.node], voice) for m in mark.members],
            }
        )
    return bands


def _said(mark: Mark, name: str, voice: str) -> dict[str, Any]:
    return {
        "id": mark.node,
        "name": name,
        "mark": mark.mark,
        "word": mark.word[voice] if mark.word else None,
        "reason": mark.reason[voice] if mark.reason else None,
    }


def twin_markdown(pathway: Any, position: Any | None, voice: str = "plain", *, members: bool = True) -> str:
    """Return the nested list as markdown, every text escaped. A person's list leaves out what is withheld, as screens do."""
    record = pathway.content["map"]
    hidden = record["closer"]["withheld"]["plain"] if voice == "plain" else None
    lines: list[str] = []
    for band in twin_of(pathway, position, voice):
        lines += ["", f"### {band['band'] + 1} {_plain(band['title'])}", ""]
        for node in band["nodes"]:
            lines.append(f"- {_line(node, record['twin']['kinds'][node['kind']][voice])}")
            if node["answer"]:
                lines.append(f"    - {_plain(record['twin']['answer'][voice].replace('{answer}', node['answer']))}")
            if members and len(node["members"]) > 1:
                lines += [f"    - {_line(member)}" for member in node["members"] if member["word"] != hidden]
    return "\n".join(lines).strip() + "\n"


def _line(node: dict[str, Any], kind: str = "") -> str:
    said = ", ".join(_plain(text) for text in (node["word"], node.get("count")) if text)
    head = f"{_plain(kind)}: **{_plain(node['name'])}**" if kind else f"**{_plain(node['name'])}**"
    return head + (f" ({said})" if said else "") + (f". {_plain(node['reason'])}" if node["reason"] else "")


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~$])", r"\\\1", text)
