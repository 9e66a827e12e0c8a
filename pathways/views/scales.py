"""The scales and forms that the app names: what each shows, what it does not, and how often it is right."""

from __future__ import annotations

from html import escape
from typing import Any

from pathways.views.blocks import Leaf, fold

__all__ = ["scales_html"]


def scales_html(leaf: Leaf) -> str:
    """Return one fold for every instrument of the content; those with figures on how often they are right come first."""
    scales = sorted(leaf.content["instruments"].values(), key=lambda s: not s["accuracy"])
    return f"<section><h2>{leaf.html('scales.title')}</h2>{''.join(_scale(leaf, s) for s in scales)}</section>"


def _scale(leaf: Leaf, scale: Any) -> str:
    lines = [leaf.noted(leaf.explained(leaf.read(scale["what"])), scale["sources"])]
    lines += [_line(leaf, name, scale[name]) for name in ("use_for", "not_for")]
    lines += [_rate(leaf, rate) for rate in scale["accuracy"]] or [leaf.html("scales.unknown")]
    lines += [leaf.explained(leaf.read(scale[name])) for name in ("bands_note", "adequacy") if scale[name]]
    lines.append(_line(leaf, "licence", scale["licence"]))
    said = "".join(f"<p>{line}</p>" for line in lines)
    return fold(escape(leaf.read(scale["names"])), said, opened=bool(scale["accuracy"]))


def _line(leaf: Leaf, name: str, text: Any) -> str:
    return f"<b>{leaf.html('scales.' + name)}</b> {leaf.explained(leaf.read(text))}"


def _rate(leaf: Leaf, rate: Any) -> str:
    hit, alarm = rate["of_100_with"], rate["of_100_without"]
    lines = [
        f"<b>{leaf.html('scales.finds', finds=leaf.read(rate['finds']))}</b>",
        leaf.html("scales.with_it", hit=hit, missed=100 - hit, positive=leaf.read(rate["positive"])),
        leaf.html("scales.without_it", alarm=alarm, cleared=100 - alarm),
        leaf.html("scales.who", who=leaf.read(rate["who"])),
    ]
    if rate["note"]:
        lines.append(escape(leaf.read(rate["note"])))
    return leaf.noted(" ".join(lines), rate["sources"])
