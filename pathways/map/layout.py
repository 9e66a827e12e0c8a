"""Where everything stands on the map. dot decides order and height; the nine bands are folded into three rows here.

The layout depends on the road alone, never on a person and never on the fonts of a machine: only marks change.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from pathways.content.library import cache_folder
from pathways.map.dot import BOX_HEIGHT, BOX_WIDTH, COLUMN, layout_dot
from pathways.map.lanes import bundles_of, gutter_order, margin_order
from pathways.map.plan import BANDS_A_ROW, Plan, plan_of

__all__ = ["LANE", "Frame", "Layout", "Strip", "layout_of"]

HEAD = 46  # from the top of a band to its first box: the band's title
FOOT = 24  # below the last box of a row
FOOT_LANE = 11  # more foot for each line that runs along it
STRIP = 26  # a strip under each row, for what leaves from everywhere
LANE = 10  # distance of parallel lines
GAP = 24  # least distance of bands
SIDE = 15  # from the edge of a band to its boxes
WORD = 28  # room for a word on a line
EDGE = 6  # around the whole
INSET = 30  # rows below the first begin further in: lanes come in on the left


class Frame(NamedTuple):
    """One band's place: left edge, top, width, foot of its row, and the foot of its own last box."""

    x: float
    y: float
    width: float
    foot: float
    deepest: float


class Strip(NamedTuple):
    """The place of a strip under a row."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Layout:
    """The middle of every box, bands, strips, the first lane above each row, the lanes on the right; in px at full size."""

    at: Mapping[str, tuple[float, float]]
    frames: tuple[Frame, ...]
    strips: tuple[Strip, ...]
    gutters: tuple[float, ...]
    margin: tuple[float, ...]
    width: float
    height: float


def layout_of(pathway: Any) -> Layout:
    """Return the layout of a pathway: kept in memory, and what dot found out also on disk."""
    return _folded(plan_of(pathway))


@lru_cache(maxsize=4)
def _folded(plan: Plan) -> Layout:
    heights = _heights(layout_dot(plan), plan)
    rows = -(-len(plan.bands) // BANDS_A_ROW)
    deep = [max((heights[n] for n, c in plan.cells.items() if c.band // BANDS_A_ROW == r), default=0) for r in range(rows)]
    margin_lanes = margin_order(plan)
    x, widths = _across(plan, rows, len(margin_lanes))
    last = min(BANDS_A_ROW, len(plan.bands)) - 1
    first_lane = x[last] + widths[last] - 16 - LANE * (len(margin_lanes) - 1)
    margin = tuple(first_lane + LANE * k for k in range(len(margin_lanes)))
    passing = [m for m, b in zip(margin, margin_lanes, strict=True) if b.row > 1]
    top, y, frames, strips, gutters = [], 0.0, [], [], []
    for r in range(rows):
        coming = len(gutter_order(plan, r)) if r else 0
        gutters.append(y + 8)
        y += LANE * coming + 6 if coming else 0
        along = sum(b.side in ("left", "between") for b in bundles_of(plan) if plan.cells[b.start].band // BANDS_A_ROW == r)
        foot = y + HEAD + deep[r] + BOX_HEIGHT + FOOT + FOOT_LANE * along
        top.append(y)
        bands = range(r * BANDS_A_ROW, min((r + 1) * BANDS_A_ROW, len(plan.bands)))
        for band in bands:
            own = max((heights[n] for n, c in plan.cells.items() if c.band == band), default=0)
            frames.append(Frame(x[band], y, widths[band], foot, y + HEAD + own + BOX_HEIGHT))
        end = x[bands[-1]]  # a strip keeps clear of the lines that run down on the right
        right = end - GAP if plan.columns[bands[-1]] == 1 else min([*passing, end + widths[bands[-1]] + LANE]) - LANE
        strips.append(Strip(4, foot + 8, right - 4, STRIP))
        y = foot + 8 + STRIP + 8
    at = {
        n: (x[c.band] + COLUMN * c.column + COLUMN / 2, top[c.band // BANDS_A_ROW] + HEAD + BOX_HEIGHT / 2 + heights[n])
        for n, c in plan.cells.items()
    }
    width = max(margin[-1] + 16 if margin else 0, *(f.x + f.width for f in frames))
    return Layout(MappingProxyType(at), tuple(frames), tuple(strips), tuple(gutters), margin, width + EDGE, y + EDGE)


def _across(plan: Plan, rows: int, lanes: int) -> tuple[list[float], list[float]]:
    """Return left edge and width of every band. One without a right column keeps room for words and lanes."""
    alone = SIDE + BOX_WIDTH + WORD + LANE * max(lanes - 1, 0) + 16
    widths = [COLUMN * c if c > 1 else alone for c in plan.columns]
    first = widths[:BANDS_A_ROW]
    whole = sum(first) + GAP * (len(first) - 1)
    inner = whole - 16 - LANE * sum(b.row > 1 for b in margin_order(plan)) - 4
    x: list[float] = []
    for r in range(rows):
        row = widths[r * BANDS_A_ROW : (r + 1) * BANDS_A_ROW]
        start = INSET if r else 0
        gap = GAP if r == 0 or len(row) == 1 else max(GAP, (inner - start - sum(row)) / (len(row) - 1))
        x += [round(start + sum(row[:i]) + gap * i) for i in range(len(row))]
    return x, widths


def _heights(dot: str, plan: Plan) -> dict[str, float]:
    """Return how far below the first row dot puts each box. The result is kept on disk under the hash of the DOT text."""
    cache = cache_folder() / f"layout-{hashlib.sha256(dot.encode()).hexdigest()[:32]}.json"
    try:
        found = json.loads(cache.read_bytes())
        if found.keys() == plan.cells.keys():
            return found
    except (OSError, ValueError, AttributeError):
        pass
    import pygraphviz  # noqa: PLC0415  loaded only when there is something to lay out

    graph = pygraphviz.AGraph(string=dot)
    for item in (*graph.nodes(), *graph.edges()):  # boxes have fixed sizes: without words dot reads no font and no fontconfig
        item.attr["label"] = item.attr["xlabel"] = ""
    graph.layout("dot")
    y = {str(n): float(n.attr["pos"].split(",")[1]) for n in graph.nodes() if not n.startswith("column_")}
    found = {n: round(max(y.values()) - y[n]) for n in plan.cells}
    _keep(cache, found)
    return found


def _keep(cache: Any, found: dict[str, float]) -> None:
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(found, file)
        os.replace(name, cache)
    except OSError:
        pass  # a cache that cannot be written costs time, never an answer
