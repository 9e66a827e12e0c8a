"""The pieces the map is drawn from: outlines, signs, rounded lines, arrow heads. Text in, SVG out; every text is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from pathways.map.dot import BOX_HEIGHT, BOX_WIDTH
from pathways.map.tokens import asset

__all__ = ["LINE", "badge_defs", "outline", "path_data", "tip_defs", "words"]

LINE, WORD_LINE = 14.5, 13  # distance of lines of text in a box
_CUT = 13  # the corner of a hexagon
_RADIUS = {"state": 16, "box": 3, "link": BOX_HEIGHT / 2}


def outline(kind: str, x: float, y: float, grow: float = 0, css: str = "box") -> str:
    """Return the outline of a node: rounded box, hexagon, rectangle or oval, all of one size."""
    w, h = BOX_WIDTH + 2 * grow, BOX_HEIGHT + 2 * grow
    left, top = x - w / 2, y - h / 2
    if kind == "decision":
        in_left, in_right = left + _CUT, left + w - _CUT
        return (
            f'<path class="{css}" d="M{in_left:g} {top:g}H{in_right:g}L{left + w:g} {y:g}L{in_right:g} {top + h:g}'
            f'H{in_left:g}L{left:g} {y:g}Z"/>'
        )
    return f'<rect class="{css}" x="{left:g}" y="{top:g}" width="{w:g}" height="{h:g}" rx="{_RADIUS[kind] + grow:g}"/>'


def path_data(points: Sequence[tuple[float, float]], radius: float = 6) -> str:
    """Return a line through corner points with its corners rounded."""
    corners = [p for i, p in enumerate(points) if i in (0, len(points) - 1) or not _straight(points[i - 1], p, points[i + 1])]
    d = f"M{corners[0][0]:g} {corners[0][1]:g}"
    for (x0, y0), (x1, y1), (x2, y2) in zip(corners, corners[1:], corners[2:], strict=False):
        a, b = max(abs(x1 - x0) + abs(y1 - y0), 0.1), max(abs(x2 - x1) + abs(y2 - y1), 0.1)
        k, m = min(radius, a / 2) / a, min(radius, b / 2) / b
        d += f"L{x1 - (x1 - x0) * k:g} {y1 - (y1 - y0) * k:g}Q{x1:g} {y1:g} {x1 + (x2 - x1) * m:g} {y1 + (y2 - y1) * m:g}"
    return d + f"L{corners[-1][0]:g} {corners[-1][1]:g}"


def _straight(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]


def words(label: Sequence[str], x: float, y: float) -> tuple[str, float]:
    """Return a label around the middle of its box, and where a further line goes when the label has moved up for it."""
    first = y - LINE * len(label) / 2 + 11
    spans = "".join(f'<tspan x="{x:g}" y="{first + LINE * i:g}">{escape(text)}</tspan>' for i, text in enumerate(label))
    return f'<text class="name">{spans}</text>', first + LINE * len(label) - 0.5 - WORD_LINE / 2


@lru_cache(maxsize=1)
def badge_defs() -> str:
    """Return the sign of every mark on the shape of its family, to be placed around a point."""
    glyphs = dict(re.findall(r'<symbol id="(\w+)" viewBox="0 0 16 16">(.*?)</symbol>', asset("signs.svg")))
    disc, small, ring = (f'<circle r="{r}"/>' for r in (10.5, 8, 9.5))
    triangle = '<path d="M0 -13L13 9H-13Z" stroke-linejoin="round"/>'
    square = '<rect x="-10" y="-10" width="20" height="20" rx="4"/>'
    shapes = {
        "here": ("you", disc, 14, 0),
        "path": ("you", small, 11, 0),
        "open": ("open", disc, 14, 0),
        "care": ("care", triangle, 12, 1.5),
        "needs": ("needs", disc, 14, 0),
        **{m: ("tried", square, 14, 0) for m in ("helped", "nohelp", "nottol")},
        **{m: ("quiet", ring, 14, 0) for m in ("closed", "later", "earlier", "research")},
    }
    out = '<g id="pw-b-none"/>'
    for mark, (family, shape, size, down) in shapes.items():
        glyph = re.sub(r'fill="var\(--knock[^"]*"\s*stroke="none"', 'class="pwm-knock"', glyphs[mark])
        place = f"translate({-size / 2:g} {down - size / 2:g}) scale({size / 16:g})"  # a glyph stands on a grid of 16
        pen = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
        out += f'<g id="pw-b-{mark}" class="pwm-badge pwm-b-{family}">{shape}<g transform="{place}" {pen}>{glyph}</g></g>'
    return out


def tip_defs() -> str:
    """Return the arrow heads."""
    sizes = {"quiet": 7, "open": 9, "care": 9, "strip": 8}
    head = 'viewBox="0 0 8 8" refX="7" refY="4" orient="auto" markerUnits="userSpaceOnUse"'
    return "".join(
        f'<marker id="pw-tip-{kind}" {head} markerWidth="{size}" markerHeight="{size}">'
        f'<path class="t-{kind}" d="M0 .5L8 4L0 7.5Z"/></marker>'
        for kind, size in sizes.items()
    )
