"""The road as DOT: once without marks for the layout, once with a person's marks to take away, and the neighbourhood of the place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphviz

from pathways.map.marks import OPEN, Mark, Marks, marks_of
from pathways.map.plan import Cell, Plan, plan_of
from pathways.map.tokens import families, token

__all__ = ["BOX_HEIGHT", "BOX_WIDTH", "COLUMN", "ROW", "dot_of", "focus_dot", "layout_dot"]

COLUMN, ROW = 152, 76            # distance of columns and rows in px; a band of two columns is 304 px, one phone wide
BOX_WIDTH, BOX_HEIGHT = 122, 54  # every box has this size whatever it wears, so that marks change and places never do
_INCH = 72
_SHAPES = {"state": ("box", "rounded"), "decision": ("hexagon", ""), "box": ("box", ""), "link": ("ellipse", "")}
_LINES = {"open": "solid", "care": "solid", "needs": "dashed", "closed": "dashed", "research": "dotted"}


def layout_dot(plan: Plan) -> str:
    """Return the whole road as DOT without words of a person: fixed sizes, one rank per column, order and gaps kept by an invisible chain."""
    return _road(plan, "plain", None, {}).source


def dot_of(pathway: Any, position: Any | None, voice: str = "plain") -> str:
    """Return the whole road as DOT with shapes, labels, colours and a person's marks."""
    marks = marks_of(pathway, position)
    return _road(plan_of(pathway), voice, marks, families(pathway.content)).source


def _road(plan: Plan, voice: str, marks: Marks | None, family: Mapping[str, str]) -> graphviz.Digraph:
    graph = graphviz.Digraph("road", graph_attr={"rankdir": "LR", "newrank": "true", "nodesep": f"{(ROW - BOX_HEIGHT) / _INCH:.4f}",
                                                 "ranksep": f"{(COLUMN - BOX_WIDTH) / _INCH:.4f}"},
                             node_attr={"fixedsize": "true", "width": f"{BOX_WIDTH / _INCH:.4f}", "height": f"{BOX_HEIGHT / _INCH:.4f}",
                                        "fontname": "Source Sans 3, Helvetica, sans-serif", "fontsize": "10"},
                             edge_attr={"color": token("edge"), "arrowsize": "0.6"})
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
                for above, below in zip(chain, chain[1:], strict=False):
                    rank.edge(above, below, style="invis", weight="50")
    for left, right in zip(heads, heads[1:], strict=False):
        graph.edge(left, right, style="invis", weight="100")
    walked, next_ = (frozenset(marks.walked), frozenset(marks.next)) if marks else (frozenset(), frozenset())
    for line in plan.lines:
        graph.edge(line.start, line.end, constraint="false", **({"xlabel": graphviz.escape(line.say)} if line.say else {}),
                   **_edge((line.start, line.end), walked, next_, marks, family))
    return graph


def _node(cell: Cell, mark: Mark | None, voice: str, family: Mapping[str, str]) -> dict[str, str]:
    shape, style = _SHAPES[cell.kind]
    if mark is None:
        return {"label": "", "shape": shape, "style": style}
    lines = [*cell.label, *([_word(mark, voice)] if mark.word else [])]
    colour = family.get(mark.mark)
    look = [s for s in (style, _LINES.get(mark.mark, ""), "filled") if s and s != "solid"]
    label = graphviz.nohtml("\\n".join(graphviz.escape(text) for text in lines))  # a label in angle brackets stays a label
    out = {"label": label, "shape": shape, "style": ",".join(look), "id": cell.id,
           "class": f"{cell.kind} {mark.mark}", "tooltip": graphviz.escape(mark.reason[voice] if mark.reason else cell.name),
           "color": token(colour or "edge"), "fillcolor": token(f"{colour}-tint" if colour else "surface"),
           "fontcolor": token(f"{colour}-text" if colour else "ink-2"), "penwidth": "2" if mark.mark in OPEN or colour == "you" else "1"}
    if mark.mark == "here":
        out |= {"fillcolor": token("you"), "fontcolor": token("on-you"), "peripheries": "2"}
    if mark.mark == "care":
        out["peripheries"] = "2"
    return out


def _word(mark: Mark, voice: str) -> str:
    return f"{mark.word[voice]}, {mark.count[0]}/{mark.count[1]}" if mark.count else mark.word[voice]


def _edge(pair: tuple[str, str], walked: frozenset, next_: frozenset, marks: Marks | None, family: Mapping[str, str]) -> dict[str, str]:
    if pair in walked:
        return {"color": token("you"), "penwidth": "3", "class": "walked"}
    if pair in next_:
        return {"color": token(family[marks.nodes[pair[1]].mark]), "penwidth": "2", "class": "next"}
    return {}


def focus_dot(pathway: Any, position: Any, voice: str = "plain") -> str:
    """Return the neighbourhood of the place as DOT: the step before, the place, and every box its lines lead to."""
    plan, marks, family = plan_of(pathway), marks_of(pathway, position), families(pathway.content)
    graph = graphviz.Digraph("here", graph_attr={"rankdir": "LR", "nodesep": "0.15", "ranksep": "0.5", "bgcolor": "transparent"},
                             node_attr={"fontname": "Source Sans 3, Helvetica, sans-serif", "fontsize": "12", "margin": "0.16,0.08"},
                             edge_attr={"color": token("edge"), "arrowsize": "0.7"})
    before = marks.walked[-1][0] if marks.walked else None
    shown = [n for n in (before, marks.here, *plan.reach[marks.here]) if n]
    for node in shown:
        graph.node(node, **_node(plan.cells[node], marks.nodes[node], voice, family))
    walked, next_ = frozenset(marks.walked), frozenset(marks.next)
    for line in plan.lines:
        if (line.start, line.end) == (before, marks.here) or (line.start == marks.here and line.end in shown):
            graph.edge(line.start, line.end, **_edge((line.start, line.end), walked, next_, marks, family))
    return graph.source
