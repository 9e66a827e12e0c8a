"""The map in the app: constant art, sent once, and a small controller that marks it. A click or Enter gives back the node."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from html import escape
from typing import Any, Literal, NamedTuple

import streamlit as st

from pathways.map.marks import marks_of
from pathways.map.payload import controller_payload
from pathways.map.plan import VOICES, plan_of
from pathways.map.svg import art_svg
from pathways.map.tokens import asset, families

__all__ = ["art_css", "art_html", "get_parts", "show_map"]

Zoom = Literal["next", "whole"]


class Parts(NamedTuple):
    art: Any
    controller: Any


def show_map(pathway: Any, position: Any | None, *, zoom: Zoom = "next", voice: str = "plain", key: str) -> str | None:
    """Draw the map and return the node a person picked in this run, else None. `key`: letters, digits and underscores."""
    parts = get_parts(pathway)
    scope = f"{key}_map"
    data = controller_payload(pathway, marks_of(pathway, position), voice)
    data |= {"zoom": zoom, "theme": st.context.theme.type, "scope": f"st-key-{scope}"}
    with st.container(key=scope):
        parts.art(key=f"{key}_art")
        picked = parts.controller(key=f"{key}_controller", data=data, on_picked_change=lambda: None).picked
    return picked if picked in plan_of(pathway).cells else None  # a browser may send anything


@lru_cache(maxsize=4)
def get_parts(pathway: Any) -> Parts:
    """Return the two parts of the map, known to Streamlit: the art and what marks it. They are the same for everybody."""
    html = art_html(pathway)
    name = f"pathways_map_{hashlib.sha256(html.encode()).hexdigest()[:10]}"
    component = st.components.v2.component
    # Styles are not isolated: the controller has to reach the art, and the page holds its rules, each scoped to the map (a
    # sheet that came and went with the map would restyle the whole page each time).
    return Parts(
        component(f"{name}_art", html=html, isolate_styles=False),
        component(f"{name}_controller", html="<span></span>", js=asset("map.js"), isolate_styles=False),
    )


def art_css() -> str:
    """Return the stylesheet of the art, its tokens scoped to the map: the page that shows a map holds it."""
    tokens = asset("tokens.css").replace(":root", ".pw-map").replace('[data-theme="dark"]', '.pw-map[data-theme="dark"]')
    return tokens + asset("map.css") + asset("live.css")


def art_html(pathway: Any) -> str:
    """Return the art with its buttons, the line that is read out, the hint and the key of signs: the same for everybody."""
    words = pathway.content["map"]
    choose = escape(words["zoom"]["choose"]["plain"], quote=True)
    buttons = "".join(
        f'<button type="button" data-zoom="{zoom}" aria-pressed="false">{_both(words["zoom"][zoom])}</button>'
        for zoom in ("next", "whole")
    )
    sign = '<svg viewBox="-14 -14 28 28" aria-hidden="true"><use href="#pw-b-{}"/></svg>'
    signs = "".join(f"<li>{sign.format(mark['id'])}{_both(mark['word'])}</li>" for mark in words["marks"])
    key = f"<summary>{_both(words['legend']['heading'])}</summary><ul>{signs}</ul><p>{_both(words['legend']['shapes'])}</p>"
    colours = escape(json.dumps(dict(families(pathway.content))), quote=True)
    return "".join(
        (
            f'<div class="pw-map" data-voice="plain" data-zoom="next" data-families="{colours}">',
            f'<div class="pwm-bar"><div role="group" aria-label="{choose}">{buttons}</div></div>',
            f'<div class="pwm-box">{art_svg(pathway)}</div>',
            f'<p class="pwm-say" role="status" aria-live="polite"><span class="pwm-hint">{_both(words["keys"])}</span></p>',
            '<div class="pwm-tip" aria-hidden="true" hidden></div>',
            f'<details class="pwm-key">{key}</details></div>',
        )
    )


def _both(text: Any) -> str:
    """Both voices; the stylesheet shows the one that is chosen."""
    if text["plain"] == text["clinician"]:
        return escape(text["plain"])
    return "".join(f'<span class="v-{v}">{escape(text[v])}</span>' for v in VOICES)
