"""What stands under a picture that leaves the app: the key of signs, crisis help, what the map is for, who has reviewed it."""

from __future__ import annotations

import textwrap
from html import escape
from typing import Any

from pathways.map.marks import fill

__all__ = ["foot_height", "foot_svg"]

_ROW, _COLUMNS, _LINE = 30, 6, 19
_LETTERS = 200  # a line of the foot: as wide as the map at 13 px


def foot_height(content: Any, voice: str, country: str | None) -> float:
    """Return how much room the foot takes."""
    return 2 * _ROW + 34 + _LINE * len(_said(content, voice, country))


def foot_svg(content: Any, voice: str, country: str | None, top: float, width: float) -> str:
    """Return the foot as SVG, below `top`."""
    wide, out = (width - 20) / _COLUMNS, ""
    for number, mark in enumerate(content["map"]["marks"]):
        row, column = divmod(number, _COLUMNS)
        x, y = 22 + column * wide, top + 16 + row * _ROW
        out += f'<use href="#pw-b-{mark["id"]}" x="{x:g}" y="{y:g}"/>'
        out += f'<text x="{x + 19:g}" y="{y + 4.5:g}">{escape(mark["word"][voice])}</text>'
    for number, (text, css) in enumerate(_said(content, voice, country)):
        out += f'<text class="{css}" x="10" y="{top + 2 * _ROW + 22 + number * _LINE:g}">{escape(text)}</text>'
    return f"<g>{out}</g>"


def _said(content: Any, voice: str, country: str | None) -> list[tuple[str, str]]:
    """Every line of the foot and how it is painted: draft and crisis help first, then what the map is for, then its shapes."""
    edition, words = content["edition"], content["map"]["print"]
    draft = [] if edition["reviewed_by"] else [edition["not_reviewed"][voice]]
    version = fill(words["version"], version=edition["version"], date=edition["content_date"])[voice]
    lines = [(" ".join([*draft, version]), "strong"), (_crisis(content, voice, country), "strong")]
    for text in (edition["intended_use"]["sentence"][voice], content["map"]["legend"]["shapes"][voice]):
        lines += [(line, "legend") for line in textwrap.wrap(text, _LETTERS)]
    return [line for line in lines if line[0]]


def _crisis(content: Any, voice: str, country: str | None) -> str:
    """The first numbers of a country; where we have none, nothing is guessed."""
    wanted = country or content["edition"]["id"].upper()
    record = next((c for c in content["crisis"]["countries"] if c["id"] == wanted), None)
    if record is None:
        return ""
    line = next((x for x in record["lines"] if x.get("call")), None)
    told = f"{line['name']}: {line['call']}." if line else ""
    return fill(content["map"]["print"]["crisis"], emergency=record["emergency"]["call"], line=told)[voice].strip()
