"""Colours and type as `tokens.css` names them: the one place where they stand, for the app, the map and the pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

__all__ = ["THEMES", "asset", "families", "resolved", "token", "tokens"]

THEMES = ("light", "dark")
_HERE = Path(__file__).parent


@lru_cache(maxsize=16)
def asset(name: str) -> str:
    """Return the text of a file beside this one."""
    return (_HERE / name).read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def tokens(theme: str = "light") -> Mapping[str, str]:
    """Return every token of a theme; the dark one repeats what it does not change."""
    css = re.sub(r"/\*.*?\*/", "", asset("tokens.css"), flags=re.S)
    blocks = dict(re.findall(r"([^{}]+)\{([^}]*)\}", css))
    found: dict[str, str] = {}
    for selector, body in blocks.items():
        if "dark" not in selector or theme == "dark":
            found |= {k: v.strip() for k, v in re.findall(r"--([a-z0-9-]+):\s*([^;]+);", body)}
    return MappingProxyType(found)


def token(name: str, theme: str = "light") -> str:
    """Return one token's value."""
    return tokens(theme)[name]


@lru_cache(maxsize=8)
def resolved(css: str, theme: str) -> str:
    """Return a stylesheet with its variables filled in: what draws pictures outside a browser knows no variables."""
    values = tokens(theme)
    return re.sub(r"var\(--([a-z0-9-]+)(?:,[^)]*)?\)", lambda m: values[m[1]], css)


@lru_cache(maxsize=4)
def families(content: Any) -> Mapping[str, str]:
    """Return the family of colour of every mark."""
    return MappingProxyType({m["id"]: m["family"] for m in content["map"]["marks"]})
