"""The map to take away: SVG with everything inside, PNG and tagged PDF through typst, DOT for other programs."""

from __future__ import annotations

import importlib
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pathways.map.dot import dot_of
from pathways.map.svg import alt_text, static_svg

__all__ = ["KINDS", "diagram_bytes", "write_diagram"]

Kind = Literal["svg", "png", "pdf", "dot"]
KINDS = ("svg", "png", "pdf", "dot")
# packages that hold the fonts of the screen; without them the machine's fonts serve, or typst's own
_FONTS = ("fontpkg_source_sans_3", "fontpkg_source_serif_4")
_PPI = 144
_PAGE = """#set document(title: sys.inputs.title, date: none)
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#set text(lang: sys.inputs.lang)
#image(bytes(sys.inputs.picture), format: "svg", width: 100%, alt: sys.inputs.alt)
"""


def write_diagram(pathway: Any, position: Any | None, target: Path, voice: str = "plain", country: str | None = None) -> None:
    """Write the map to a .svg, .png, .pdf or .dot file, whole or not at all. Raises OSError if it cannot be written."""
    target = Path(target)
    whole = diagram_bytes(pathway, position, target.suffix.lstrip("."), voice, country)
    part = target.with_name(f".{target.name}.part{os.getpid()}")
    try:
        part.write_bytes(whole)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def diagram_bytes(pathway: Any, position: Any | None, kind: Kind, voice: str = "plain", country: str | None = None) -> bytes:
    """Return the map as a file of the wanted kind. Raises ValueError for another kind."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of picture: {', '.join(KINDS)}")
    if kind == "dot":
        return dot_of(pathway, position, voice).encode()
    picture = static_svg(pathway, position, voice, country=country)
    if kind == "svg":
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + picture.encode()
    return _printed(pathway, position, voice, picture, kind)


def _printed(pathway: Any, position: Any | None, voice: str, picture: str, kind: str) -> bytes:
    import typst  # noqa: PLC0415  loaded only for a picture

    width, height = (float(v) for v in re.search(r'width="([\d.]+)" height="([\d.]+)"', picture).groups())
    # typst's SVG reader takes weight 400 for "none set" and draws a variable font at its thinnest: say it once more, outright
    picture = re.sub(r"font-weight: (\d+)", r"font-weight: \1; font-variation-settings: 'wght' \1", picture)
    inputs = {
        "title": pathway.content["map"]["title"][voice],
        "lang": pathway.content["edition"]["language"],
        "picture": picture,
        "alt": alt_text(pathway, position, voice),
    }
    page = _PAGE.format(width=round(width * 0.75, 2), height=round(height * 0.75, 2)).encode()  # a px is 0.75 pt
    more = {"ppi": _PPI} if kind == "png" else {"pdf_standards": ["ua-1"]}
    return typst.compile(page, format=kind, font_paths=_fonts(), sys_inputs=inputs, **more)


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst  # noqa: PLC0415

    folders = []
    for package in _FONTS:
        try:
            folders.append(str(importlib.import_module(package).ROOT / "files"))
        except (ImportError, AttributeError):
            continue
    return typst.Fonts(font_paths=folders, include_system_fonts=not folders)
