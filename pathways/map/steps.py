"""Where the arrow keys lead from each node: along the lines, and down the column."""

from __future__ import annotations

from collections.abc import Mapping

from pathways.map.layout import Layout
from pathways.map.plan import Cell, Plan

__all__ = ["steps_of"]


def steps_of(plan: Plan, layout: Layout) -> dict[str, Mapping[str, str]]:
    """Return, per node, the node that each arrow key leads to. Every node can be reached from every other."""
    columns: dict[tuple[int, int], list[Cell]] = {}
    for cell in plan.cells.values():
        columns.setdefault((cell.band, cell.column), []).append(cell)
    groups = list(columns.values())
    out = {}
    for number, group in enumerate(groups):
        after = groups[number + 1] if number + 1 < len(groups) else None
        before = groups[number - 1] if number else None
        inside = {c.id for c in group}
        for i, cell in enumerate(group):
            ahead = next((x.end for x in plan.lines if x.start == cell.id and x.end not in inside), None)
            behind = next((x.start for x in plan.lines if x.end == cell.id and x.start not in inside), None)
            ways = {
                "right": ahead or (after and _nearest(layout, cell.id, after)),
                "left": behind or (before and _nearest(layout, cell.id, before)),
                "down": group[i + 1].id if i + 1 < len(group) else after and after[0].id,
                "up": group[i - 1].id if i else before and before[-1].id,
            }
            out[cell.id] = {key: node for key, node in ways.items() if node}
    return out


def _nearest(layout: Layout, node: str, column: list[Cell]) -> str:
    return min((c.id for c in column), key=lambda n: abs(layout.at[n][1] - layout.at[node][1]))
