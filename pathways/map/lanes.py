"""Which lines leave their row, and in which lane each runs, so that lines of different questions never lie on each other."""

from __future__ import annotations

from typing import NamedTuple

from pathways.map.plan import BANDS_A_ROW, Line, Plan

__all__ = ["Bundle", "bundles_of", "gutter_order", "margin_order", "row_of"]


class Bundle(NamedTuple):
    """Lines that leave one node by one side for one other row: they share a trunk until they part."""

    start: str
    side: str  # left | right | down | between (under its row, between the boxes of the right column)
    row: int  # where it goes
    lines: tuple[Line, ...]


def row_of(plan: Plan, node: str) -> int:
    """Return the row of bands that a node stands in."""
    return plan.cells[node].band // BANDS_A_ROW


def bundles_of(plan: Plan) -> tuple[Bundle, ...]:
    """Return the bundles in the order of the road."""
    found: dict[tuple[str, str, int], list[Line]] = {}
    for line in plan.lines:
        if row_of(plan, line.start) != row_of(plan, line.end):
            found.setdefault((line.start, _side(plan, line), row_of(plan, line.end)), []).append(line)
    order = {n: i for i, n in enumerate(plan.cells)}
    return tuple(Bundle(*key, tuple(lines)) for key, lines in sorted(found.items(), key=lambda item: order[item[0][0]]))


def _side(plan: Plan, line: Line) -> str:
    cell = plan.cells[line.start]
    if line.kind != "go":
        return "between"
    if plan.columns[cell.band] > 1:
        return "left"
    goes_on = any(
        plan.cells[o.end].band in (cell.band, cell.band + 1) and row_of(plan, o.end) == row_of(plan, line.start)
        for o in plan.lines
        if o.start == line.start
    )
    away = {plan.cells[o.end].band for o in plan.lines if o.start == line.start}
    return "down" if not goes_on and len(away) > 1 and plan.cells[line.end].band == min(away) else "right"


def margin_order(plan: Plan) -> tuple[Bundle, ...]:
    """Return the bundles that run down on the right, innermost first: the later on the road, the further in."""
    return tuple(b for b in reversed(bundles_of(plan)) if b.side == "right" or b.row != row_of(plan, b.start) + 1)


def gutter_order(plan: Plan, row: int) -> tuple[Bundle, ...]:
    """Return the bundles that reach `row` through the gutter above it, topmost first; who comes from further in runs higher."""
    margin = margin_order(plan)
    coming = [b for b in bundles_of(plan) if max(b.row, 1) == row]
    return tuple(sorted(coming, key=lambda b: margin.index(b) if b in margin else -1))
