"""The app's one style sheet: tokens and rules of app.css, those of the map, and the signs of the option states as masks."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from pathways.map.component import art_css

__all__ = ["icon", "sheet"]

_HERE = Path(__file__).parent
_MORE = ("cards.css", "print.css")  # further sheets: of single views, and for paper
_SYMBOL = re.compile(r'<symbol id="(\w+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)


@st.cache_resource(show_spinner=False)
def sheet() -> str:
    """Return the sheet as one style element; the same bytes on every run, so that it goes over the wire once."""
    css = (_HERE / "app.css").read_text(encoding="utf-8")
    for name in _MORE:
        if (_HERE / name).exists():
            css += (_HERE / name).read_text(encoding="utf-8")
    return f"<style>{art_css()}\n{css}\n{_signs((_HERE / 'signs.svg').read_text(encoding='utf-8'))}</style>"


@st.cache_resource(show_spinner=False)
def icon() -> str:
    """Return the page's icon (a named one would be fetched from another host)."""
    return (_HERE / "icon.svg").read_text(encoding="utf-8")


def _signs(svg: str) -> str:
    rules = []
    for name, box, body in _SYMBOL.findall(svg):
        glyph = (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="#000" stroke-width="2"'
                f' stroke-linecap="round" '
                f'stroke-linejoin="round">{body.strip()}</svg>'
            )
            .replace("currentColor", "#000")
            .replace("var(--knock,#fff)", "none")
        )
        rules.append(
            f'.pw-{name},.pw-sign-{name}{{--sign:url("data:image/svg+xml,{quote(glyph, safe=" =:/()")}")}}'.replace("'", "%27")
        )
    return "\n".join(rules)
