"""The corner points of every line, and where its word stands. Lines run between boxes and bands, never across them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from pathways.map.dot import BOX_HEIGHT, BOX_WIDTH, ROW
from pathways.map.lanes import Bundle, bundles_of, gutter_order, margin_order, row_of
from pathways.map.layout import LANE, Layout, layout_of
from pathways.map.plan import Line, Plan, plan_of

__all__ = ["Route", "routes_of"]

Point = tuple[float, float]
_TRUNK = 11  # from a trunk to the boxes it leads to: room for an arrow head
_TRUNKS = 8  # distance of trunks in the same space between columns
_UNDER = 7.5  # a line between two boxes: clear of the stack above and of the sign below
_FOOT = 18  # from the last box of a row to the line along the foot
_ENTRY = 40  # from a lane beside a band to its left column: room for a word on the line
_BACK = 15  # from the right edge of a box to a trunk that comes back from the next band
_STACK = 5  # a group's second sheet reaches this far
_HALF_W, _HALF_H = BOX_WIDTH / 2, BOX_HEIGHT / 2


class Route(NamedTuple):
    """One line's corner points and its word: text, place, and whether the text ends there."""

    line: Line
    points: tuple[Point, ...]
    word: tuple[str, float, float, str] | None


def routes_of(pathway: Any) -> Mapping[tuple[str, str], Route]:
    """Return the route of every line, by its two ends."""
    return _routes(plan_of(pathway), layout_of(pathway))


@lru_cache(maxsize=4)
def _routes(plan: Plan, layout: Layout) -> Mapping[tuple[str, str], Route]:
    router = _Router(plan, layout)
    return MappingProxyType({(line.start, line.end): router.route(line) for line in plan.lines})


class _Router:
    """Knows which spaces are free and which lane belongs to whom."""

    def __init__(self, plan: Plan, layout: Layout):
        self.plan, self.layout = plan, layout
        self.bundle = {(line.start, line.end): b for b in bundles_of(plan) for line in b.lines}
        self.margin = dict(zip(margin_order(plan), layout.margin, strict=True))
        rows = range(1, len(layout.gutters))
        self.gutter = {b: layout.gutters[r] + LANE * k for r in rows for k, b in enumerate(gutter_order(plan, r))}
        self.entry = self._entries()
        self.sources = {end: frozenset(x.start for x in plan.lines if x.end == end and x.kind != "go") for end in plan.cells}

    def _entries(self) -> dict[tuple[Bundle, int], int]:
        """Number the lanes beside each band: the topmost goal is nearest, so that no lane crosses another's way in."""
        beside: dict[int, dict[Bundle, int]] = {}
        for bundle in bundles_of(self.plan):
            for line in bundle.lines:
                cell = self.plan.cells[line.end]
                rows = beside.setdefault(cell.band, {})
                rows[bundle] = min(cell.row, rows.get(bundle, cell.row))
        return {(bundle, band): k for band, rows in beside.items() for k, bundle in enumerate(sorted(rows, key=rows.__getitem__))}

    def route(self, line: Line) -> Route:
        """Return the route of one line."""
        a, b = self.plan.cells[line.start], self.plan.cells[line.end]
        if (line.start, line.end) in self.bundle:
            points = self._away(line)
        elif a.band == b.band:
            points = self._inside(line)
        elif b.band == a.band + 1 and line.kind == "go":
            points = self._along_the_foot(line)
        elif b.band == a.band - 1:
            points = self._back(line)
        else:
            points = self._beside(line)
        return Route(line, tuple(points), self._word(line, points))

    def _inside(self, line: Line) -> list[Point]:
        """Down the column, or across on the trunk of those who share the goal."""
        (xa, ya), (xb, yb) = self.layout.at[line.start], self.layout.at[line.end]
        if xa == xb:
            return [(xa, ya + _HALF_H), (xb, yb - _HALF_H)]
        right, left = xa + _HALF_W, xb - _HALF_W
        return [(right, ya), (left, yb)] if ya == yb else [(right, ya), (x := self._trunk(line), ya), (x, yb), (left, yb)]

    def _trunk(self, line: Line) -> float:
        """The trunk before a goal. Goals with the same sources share one; the most shared stands nearest."""
        goal = self.plan.cells[line.end]
        x = self.layout.at[line.end][0] - _HALF_W - _TRUNK
        if line.kind == "go":
            return x - 2
        column = [n for n, c in self.plan.cells.items() if (c.band, c.column) == (goal.band, goal.column)]
        sets = sorted({self._near(n) for n in column if not self._straight(n)}, key=lambda s: (-len(s), sorted(s)))
        mine = self._near(line.end)
        return x - _TRUNKS * (sets.index(mine) if mine in sets else 0)

    def _near(self, end: str) -> frozenset[str]:
        return frozenset(n for n in self.sources[end] if self.plan.cells[n].band == self.plan.cells[end].band)

    def _straight(self, end: str) -> bool:
        return all(self.plan.cells[n].row == self.plan.cells[end].row for n in self._near(end))

    def _along_the_foot(self, line: Line) -> list[Point]:
        """Under everything in the band, then up between the bands."""
        (xa, ya), (xb, yb) = self.layout.at[line.start], self.layout.at[line.end]
        row = row_of(self.plan, line.start)
        foot = max(f.deepest for f, c in zip(self.layout.frames, range(99), strict=False) if c // 3 == row) + _FOOT
        x = self.layout.frames[self.plan.cells[line.end].band].x - 16
        last = not any(
            c.band == self.plan.cells[line.start].band and c.column == 0 and c.row > self.plan.cells[line.start].row
            for c in self.plan.cells.values()
        )
        out = [(xa, ya + _HALF_H)] if last else [(xa - _HALF_W, ya), (xa - _HALF_W - 8, ya)]
        return [*out, (out[-1][0], foot), (x, foot), (x, yb), (xb - _HALF_W, yb)]

    def _beside(self, line: Line) -> list[Point]:
        """To a box of another band of the row: between the boxes of the own band, then in below the other band's questions."""
        start = self._between(line.start)
        band = self.plan.cells[line.end].band
        x = self.layout.frames[band].x - 16 - LANE
        return [*start, (x, start[-1][1]), *self._in(line, x, band)]

    def _between(self, node: str) -> list[Point]:
        """Out of a band on the right: between the row of the node and the next one, so that no box is crossed."""
        x, y = self.layout.at[node]
        under = y + _HALF_H + _UNDER
        return [(x + _HALF_W, y), (x + _HALF_W + 12, y), (x + _HALF_W + 12, under)]

    def _in(self, line: Line, x: float, band: int) -> list[Point]:
        """Into a band at the first height where its left column is empty, then on the trunk to the goal."""
        xb, yb = self.layout.at[line.end]
        left = [c.row for c in self.plan.cells.values() if c.band == band and c.column == 0]
        free = next(r for r in range(99) if r not in left and r > min(left, default=-1))
        y = yb + ROW * (free - self.plan.cells[line.end].row)
        trunk = xb - _HALF_W - _TRUNK - _TRUNKS
        return [(x, y), (xb - _HALF_W, yb)] if y == yb else [(x, y), (trunk, y), (trunk, yb), (xb - _HALF_W, yb)]

    def _back(self, line: Line) -> list[Point]:
        """To a box of the band before: under the place, then on a trunk behind that band's boxes."""
        (xa, ya), (xb, yb) = self.layout.at[line.start], self.layout.at[line.end]
        stack = _STACK if len(self.plan.cells[line.end].kinds) > 1 else 0
        under, x = ya + _HALF_H + _BACK, xb + _HALF_W + _BACK + 11
        return [(xa, ya + _HALF_H), (xa, under), (x, under), (x, yb), (xb + _HALF_W + stack, yb)]

    def _away(self, line: Line) -> list[Point]:
        """To another row: down in the bundle's lane, along the gutter above the goal's row, in beside its band."""
        bundle = self.bundle[line.start, line.end]
        (xa, ya), (xb, yb) = self.layout.at[line.start], self.layout.at[line.end]
        band = self.plan.cells[line.end].band
        gutter = self.gutter[bundle]
        entry = xb - _HALF_W - _ENTRY - LANE * self.entry[bundle, band]
        frame = self.layout.frames[self.plan.cells[line.start].band]
        if bundle.side == "down":
            out = [(xa, ya + _HALF_H), (xa, gutter)]
        elif bundle.side == "right":
            out = [(xa + _HALF_W, ya), (self.margin[bundle], ya), (self.margin[bundle], gutter)]
        else:
            out = [(xa - _HALF_W, ya), (frame.x - 6, ya)]
            if bundle.side == "between":
                out = self._between(line.start)
                out.append((frame.x + frame.width + 6, out[-1][1]))
            x, low = out[-1][0], frame.foot - 8
            margin = self.margin.get(bundle)
            out += [(x, gutter)] if margin is None else [(x, low), (margin, low), (margin, gutter)]
        if line.kind == "go":
            return [*out, (entry, gutter), (entry, yb), (xb - _HALF_W, yb)]
        entry = self.layout.frames[band].x - 16 - LANE
        return [*out, (entry, gutter), *self._in(line, entry, band)]

    def _word(self, line: Line, points: list[Point]) -> tuple[str, float, float, str] | None:
        """A word stands where the line begins; lines of one trunk with different words say theirs where they end."""
        if not line.say:
            return None
        bundle = self.bundle.get((line.start, line.end))
        if bundle and len({o.say for o in bundle.lines}) > 1:
            x, y = points[-1]
            return line.say, x - 15, y - 6, "end"
        (x0, y0), (x1, _) = points[0], points[1]
        if x0 == x1:
            return line.say, x0 + 7, y0 + 13.5, "start"
        return (line.say, x0 + 1, y0 - 6, "start") if x1 > x0 else (line.say, x0 - 1, y0 - 6, "end")
