"""Colours: one set of names and values for the map, the app and the theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pathways.map.tokens import THEMES, resolved, tokens

APP = Path(__file__).parents[2] / "pathways" / "views" / "app.css"


def test_both_themes_have_every_token():
    """The dark theme repeats what it does not change."""
    assert tokens("light").keys() == tokens("dark").keys()
    assert tokens("light")["paper"] != tokens("dark")["paper"]


def test_no_variable_is_left():
    """Filling in leaves no variable, and an unknown one is a fault."""
    for theme in THEMES:
        assert resolved("a { fill: var(--ink); }", theme) == f"a {{ fill: {tokens(theme)['ink']}; }}"
    with pytest.raises(KeyError):
        resolved("a { fill: var(--no-such); }", "light")


@pytest.mark.skipif(not APP.exists(), reason="the app has no stylesheet yet")
def test_the_app_has_the_same_colours():
    """Where the app's stylesheet names a token of the map, the two values are the same."""
    pairs = re.findall(r"--([a-z0-9-]+):\s*light-dark\(([^,]+),\s*([^)]+)\)", APP.read_text(encoding="utf-8"))
    for name, light, dark in pairs:
        if name in tokens("light"):
            ours = (tokens("light")[name].lower(), tokens("dark")[name].lower())
            assert (light.strip().lower(), dark.strip().lower()) == ours, name


def luminance(colour):
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a, b):
    """Contrast of two colours (WCAG 2.2)."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_contrast(theme):
    """Text 4.5 on every ground it stands on, lines and signs 3."""
    t = tokens(theme)
    every = ("paper", "surface", "sunken")
    for text, grounds in {
        "ink": every,
        "ink-2": every,
        "on-you": ("you",),
        "open-text": ("open-tint", "surface"),
        "care-text": ("care-tint", "surface"),
        "tried-text": ("tried-tint",),
        "quiet-text": ("quiet-tint", "surface"),
        "you-text": ("you-tint",),
    }.items():
        for ground in grounds:
            assert contrast(t[text], t[ground]) >= 4.5, (text, ground)
    for line in ("edge", "you", "open", "care", "tried", "quiet"):
        for ground in ("paper", "surface"):
            assert contrast(t[line], t[ground]) >= 3, (line, ground)
