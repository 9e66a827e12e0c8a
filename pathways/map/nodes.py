"""One node of the map as SVG: its outline, its label, the parts that its mark shows, its sign."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

from pathways.map.dot import BOX_HEIGHT, BOX_WIDTH
from pathways.map.marks import Mark, fill
from pathways.map.plan import Cell
from pathways.map.shapes import outline, words
from pathways.map.tokens import families

__all__ = ["LIFT", "Teller", "draw_node"]

LIFT = "translate(0 -6.5)"  # a label moves up by half a line when a state word stands below it
_CHIP = 52  # width of the count on the upper edge of a group
_HALF_W, _HALF_H = BOX_WIDTH / 2, BOX_HEIGHT / 2


class Teller(NamedTuple):
    """Says in one voice what a mark says."""

    content: Any
    voice: str

    def count(self, mark: Mark) -> str:
        """Return how many inside a group are open, or nothing."""
        if not mark.count:
            return ""
        return fill(self.content["map"]["closer"]["count"], open=mark.count[0], all=mark.count[1])[self.voice]

    def said(self, mark: Mark) -> list[str]:
        """Return what is said of a node beside its name: state word, count of a group, answer of a question."""
        said = [mark.word[self.voice]] if mark.word else []
        said += [self.count(mark)] if mark.count else []
        return said + ([fill(self.content["map"]["twin"]["answer"], answer=mark.answer)[self.voice]] if mark.answer else [])

    def label(self, cell: Cell, mark: Mark) -> str:
        """Return what a screen reader says of a node: name, state word, count or answer, and the reason."""
        said = ", ".join(self.said(mark))
        head = f"{cell.name}: {said}" if said else cell.name
        return f"{head}. {mark.reason[self.voice]}" if mark.reason else head


def draw_node(cell: Cell, at: tuple[float, float], attributes: str, teller: Teller, mark: Mark | None = None) -> str:
    """Return one node; without a mark every part that a mark could show is there, unseen."""
    x, y = at
    wears = mark.mark if mark else "none"
    group = len(cell.kinds) > 1
    css = f"n k-{cell.kind} m-{wears} f-{families(teller.content).get(wears, 'none')}" + (" some" if mark and mark.count else "")
    parts = [f'<g transform="translate(4 4)">{outline(cell.kind, x, y)}</g>'] if group else []
    parts += [outline(cell.kind, x, y, 5, "ring")] if cell.kind == "state" else []
    parts += [outline(cell.kind, x, y), *(_box_parts(x, y) if cell.kind == "box" else ())]
    parts += [_text(cell, at, mark.word[teller.voice] if mark and mark.shown else "")]
    parts += [_count(x, y, teller.count(mark) if mark else "")] if group else []
    corner = 3 if cell.kind == "decision" else 1
    sign = f'<use class="sign" href="#pw-b-{wears}" x="{x - _HALF_W + corner:g}" y="{y - _HALF_H + 1:g}"/>'
    return f'<g class="{css}" {attributes}>{"".join(parts)}{sign}</g>'


def _box_parts(x: float, y: float) -> tuple[str, str]:
    """The thick left edge of what was tried, the second line of what is open with care."""
    left, top = x - _HALF_W, y - _HALF_H
    size = f'width="{BOX_WIDTH - 7}" height="{BOX_HEIGHT - 7}"'
    return (
        f'<path class="bar" d="M{left + 2.5:g} {top + 2:g}V{y + _HALF_H - 2:g}"/>',
        f'<rect class="inner" x="{left + 3.5:g}" y="{top + 3.5:g}" {size} rx="1.5"/>',
    )


def _text(cell: Cell, at: tuple[float, float], word: str) -> str:
    label, word_y = words(cell.label, *at)
    lift = f' transform="{LIFT}"' if word else ""
    return f'<g class="t"{lift}>{label}</g><text class="word" x="{at[0]:g}" y="{word_y:g}">{escape(word)}</text>'


def _count(x: float, y: float, told: str) -> str:
    right, top = x + _HALF_W, y - _HALF_H
    return (
        f'<g class="count"><rect x="{right - _CHIP - 2:g}" y="{top - 13:g}" width="{_CHIP}" height="16" rx="8"/>'
        f'<text x="{right - _CHIP / 2 - 2:g}" y="{top - 0.8:g}">{escape(told)}</text></g>'
    )
