"""The road as DOT: without marks for the layout, with a person's marks to take away, and the neighbourhood of the place."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import graphviz

from pathways.map.marks import OPEN, Mark, Marks, marks_of
from pathways.map.plan import Cell, Plan, plan_of
from pathways.map.tokens import families, token

__all__ = ["BOX_HEIGHT", "BOX_WIDTH", "COLUMN", "ROW", "dot_of", "focus_dot", "layout_dot"]

COLUMN, ROW = 152, 76  # distance of columns and rows in px; a band of two columns is 304 px, one phone wide
BOX_WIDTH, BOX_HEIGHT = 122, 54  # every box has this size whatever it wears, so that marks change and places never do
_FONT = {"fontname": "Source Sans 3, Helvetica, sans-serif"}
_QUIET_LINE = {"color": token("edge"), "arrowsize": "0.6"}
_SHAPES = {"state": ("box", "rounded"), "decision": ("hexagon", ""), "box": ("box", ""), "link": ("ellipse", "")}
_LINES = {"open": "solid", "care": "solid", "needs": "dashed", "closed": "dashed", "research": "dotted"}


def layout_dot(plan: Plan) -> str:
    """Return the whole road as DOT without a person: fixed sizes, one rank per column, order kept by an invisible chain."""
    return _road(plan, "plain", None, {}).source


def dot_of(pathway: Any, position: Any | None, voice: str = "plain") -> str:
    """Return the whole road as DOT with shapes, labels, colours and a person's marks."""
    marks = marks_of(pathway, position)
    return _road(plan_of(pathway), voice, marks, families(pathway.content)).source


def _road(plan: Plan, voice: str, marks: Marks | None, family: Mapping[str, str]) -> graphviz.Digraph:
    gaps = {"nodesep": _inches(ROW - BOX_HEIGHT), "ranksep": _inches(COLUMN - BOX_WIDTH)}
    size = {"fixedsize": "true", "width": _inches(BOX_WIDTH), "height": _inches(BOX_HEIGHT)}
    graph = graphviz.Digraph(
        "road",
        graph_attr={"rankdir": "LR", "newrank": "true", **gaps},
        node_attr={**size, **_FONT, "fontsize": "10"},
        edge_attr={**_FONT, "fontsize": "9", "fontcolor": token("ink-2"), **_QUIET_LINE},
    )
    heads = []
    for band, title in enumerate(plan.bands):
        for column in range(plan.columns[band]):
            heads.append(head := f"column_{band}_{column}")
            group = [c for c in plan.cells.values() if (c.band, c.column) == (band, column)]
            by_row = {c.row: c for c in group}
            with graph.subgraph(graph_attr={"rank": "same"}) as rank:
                label = graphviz.escape(f"{band + 1} {title[voice]}") if marks and not column else ""
                rank.node(head, label=label, shape="plaintext", height="0.3", tooltip=" ")
                chain = [head]
                for row in range(max(by_row, default=-1) + 1):
                    cell = by_row.get(row)
                    chain.append(cell.id if cell else f"gap_{band}_{column}_{row}")
                    if cell:
                        rank.node(cell.id, **_node(cell, marks and marks.nodes[cell.id], voice, family))
                    else:
                        rank.node(chain[-1], label="", style="invis")
                for above, below in pairwise(chain):
                    rank.edge(above, below, style="invis", weight="50")
    for left, right in pairwise(heads):
        graph.edge(left, right, style="invis", weight="100")
    for line in plan.lines:
        said = {"xlabel": graphviz.escape(line.say)} if line.say else {}
        graph.edge(line.start, line.end, constraint="false", **said, **_edge((line.start, line.end), marks, family))
    return graph


def _inches(px: float) -> str:
    return f"{px / 72:.4f}"


def _node(cell: Cell, mark: Mark | None, voice: str, family: Mapping[str, str]) -> dict[str, str]:
    shape, style = _SHAPES[cell.kind]
    if mark is None:
        return {"label": "", "shape": shape, "style": style}
    lines = [*cell.label, *([_word(mark, voice)] if mark.word else [])]
    colour = family.get(mark.mark)
    look = [s for s in (style, _LINES.get(mark.mark, ""), "filled") if s and s != "solid"]
    label = graphviz.nohtml("\\n".join(graphviz.escape(text) for text in lines))  # a label in angle brackets stays a label
    out = {
        "label": label,
        "shape": shape,
        "style": ",".join(look),
        "id": cell.id,
        "class": f"{cell.kind} {mark.mark}",
        "tooltip": graphviz.escape(mark.reason[voice] if mark.reason else cell.name),
        "color": token(colour or "edge"),
        "fillcolor": token(f"{colour}-tint" if colour else "surface"),
        "fontcolor": token(f"{colour}-text" if colour else "ink-2"),
        "penwidth": "2" if mark.mark in OPEN or colour == "you" else "1",
    }
    if mark.mark == "here":
        out |= {"fillcolor": token("you"), "fontcolor": token("on-you"), "peripheries": "2"}
    if mark.mark == "care":
        out["peripheries"] = "2"
    return out


def _word(mark: Mark, voice: str) -> str:
    return f"{mark.word[voice]}, {mark.count[0]}/{mark.count[1]}" if mark.count else mark.word[voice]


def _edge(pair: tuple[str, str], marks: Marks | None, family: Mapping[str, str]) -> dict[str, str]:
    if marks and pair in marks.walked:
        return {"color": token("you"), "penwidth": "3", "class": "walked"}
    if marks and pair in marks.next:
        return {"color": token(family[marks.nodes[pair[1]].mark]), "penwidth": "2", "class": "next"}
    return {}


def focus_dot(pathway: Any, position: Any, voice: str = "plain") -> str:
    """Return the neighbourhood of the place as DOT: the step before, the place, and every box its lines lead to."""
    plan, marks, family = plan_of(pathway), marks_of(pathway, position), families(pathway.content)
    graph = graphviz.Digraph(
        "here",
        graph_attr={"rankdir": "LR", "nodesep": "0.15", "ranksep": "0.5", "bgcolor": "transparent"},
        node_attr={**_FONT, "fontsize": "12", "margin": "0.16,0.08"},
        edge_attr=_QUIET_LINE,
    )
    before = marks.walked[-1][0] if marks.walked else None
    shown = [n for n in (before, marks.here, *plan.reach[marks.here]) if n]
    for node in shown:
        graph.node(node, **_node(plan.cells[node], marks.nodes[node], voice, family))
    for line in plan.lines:
        if (line.start, line.end) == (before, marks.here) or (line.start == marks.here and line.end in shown):
            graph.edge(line.start, line.end, **_edge((line.start, line.end), marks, family))
    return graph.source
