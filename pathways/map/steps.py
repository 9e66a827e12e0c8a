"""Where the arrow keys lead from each node: along the lines, and down the column."""

from __future__ import annotations

from collections.abc import Mapping

from pathways.map.layout import Layout
from pathways.map.plan import Plan

__all__ = ["steps_of"]


def steps_of(plan: Plan, layout: Layout) -> dict[str, Mapping[str, str]]:
    """Return, per node, the node that each arrow key leads to. Every node can be reached from every other."""
    order = list(plan.cells.values())
    columns = {}
    for cell in order:
        columns.setdefault((cell.band, cell.column), []).append(cell)
    places = list(columns)
    out = {}
    for cell in order:
        column = columns[cell.band, cell.column]
        i, at = column.index(cell), places.index((cell.band, cell.column))
        ahead = [line.end for line in plan.lines if line.start == cell.id and (plan.cells[line.end].band, plan.cells[line.end].column) != places[at]]
        behind = [line.start for line in plan.lines if line.end == cell.id and (plan.cells[line.start].band, plan.cells[line.start].column) != places[at]]
        right = ahead[0] if ahead else _nearest(layout, cell.id, columns[places[at + 1]]) if at + 1 < len(places) else None
        left = behind[0] if behind else _nearest(layout, cell.id, columns[places[at - 1]]) if at else None
        down = column[i + 1].id if i + 1 < len(column) else columns[places[at + 1]][0].id if at + 1 < len(places) else None
        up = column[i - 1].id if i else columns[places[at - 1]][-1].id if at else None
        out[cell.id] = {k: n for k, n in (("right", right), ("left", left), ("down", down), ("up", up)) if n}
    return out


def _nearest(layout: Layout, node: str, column: list) -> str:
    return min((c.id for c in column), key=lambda n: abs(layout.at[n][1] - layout.at[node][1]))
