"""Everything by which the search finds something: names, headings and texts, each with what it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

__all__ = ["FIRST_TEXT", "HEADING", "NAME", "TEXT", "VOICES", "Place", "Row", "rows_of"]

VOICES = ("plain", "clinician")
_ASIDE = re.compile(r"\(([^)]*)\)")


class Place(NamedTuple):
    """Where words stand: the least score there, how much more if nothing else stands beside them, and how much of what was typed
    has to be there (by weight)."""

    least: float
    more: float
    needs: float


NAME, HEADING, FIRST_TEXT, TEXT = Place(72, 26, 0.6), Place(60, 20, 0.6), Place(50, 6, 0.85), Place(42, 6, 0.85)


class Row(NamedTuple):
    """One text (in one or two voices) by which something is found."""

    place: Place
    kind: str
    id: str
    written: str | Mapping[str, str]


def rows_of(content: Any) -> Iterator[Row]:
    """Yield everything by which something is found. What asks about danger is found by data/words/search.yaml alone."""
    homes = {name: place.split(":") for name, place in content["search"]["homes"].items()}
    quiet = {q["id"] for q in content["questions"].values() if q["careful"] or q["section"] == "safety"}
    taken: set[str] = set()
    for key, option in content["options"].items():
        names = [*option["names"].values(), key.replace("_", " "), *option["also_called"]]
        asides = [part for name in names for part in (*_ASIDE.findall(name), _ASIDE.sub("", name))]
        yield from (Row(NAME, "option", key, name) for name in (*names, *asides) if name)
        medicines = _listed(option["medicine"])
        for medicine in medicines:
            record = content["medicines"].get(medicine) or {"names": (), "brands": ()}
            taken.add(medicine)
            names = (medicine.replace("_", " "), *record["names"], *record["brands"])
            yield from (Row(NAME if len(medicines) == 1 else HEADING, "option", key, name) for name in names)
        yield Row(FIRST_TEXT, "option", key, option["what"])
        yield from (Row(TEXT, "option", key, text) for text in _texts((option["licence_for"], option["payers"])))
    for key, card in content["cards"].items():
        for name, part in card.items():
            yield from (Row(FIRST_TEXT if name == "what_it_is" else TEXT, "option", key, text) for text in _texts(part))
    for key, page in content["pages"].items():
        yield from (Row(HEADING, "page", key, title) for title in page["title"].values())
        yield Row(FIRST_TEXT, "page", key, page["summary"])
        for section in page["sections"]:
            yield from (Row(HEADING, "page", key, heading) for heading in section["heading"].values())
            yield Row(TEXT, "page", key, section["text"])
    for topic in content["topics"].values():
        for place in _listed(topic["answered_by"]):
            kind, _, key = place.partition(":")
            if key not in quiet:
                yield Row(HEADING, "option" if kind == "card" else kind, key, topic["topic"])
    for key, question in content["questions"].items():
        if key not in quiet:
            yield from (Row(HEADING, "question", key, text) for text in question["ask"].values())
            yield from (Row(TEXT, "question", key, text) for text in _texts((question["why"], question["choices"])))
    asked = content["card_words"]["search"]["ten_questions_page"]
    yield from (Row(HEADING, "page", asked, t) for q in content["contract"]["card_questions"] for t in q["names"].values())
    yield from (Row(NAME, "domain", d["id"], t) for d in content["contract"]["domains"] for t in d["names"].values())
    for key, term in content["glossary"].items():
        yield from (Row(NAME, "word", key, name) for name in (term["term"], *term["also"]))
        yield Row(FIRST_TEXT, "word", key, term["plain"])
    for key, medicine in content["medicines"].items():
        if key not in taken:
            names = (key.replace("_", " "), *medicine["names"], *medicine["brands"])
            yield from (Row(HEADING, *homes["medicines"], name) for name in names)
    for condition in content["conditions"].values():
        yield from (Row(HEADING, *homes["conditions"], name) for name in condition["names"].values())
        yield Row(TEXT, *homes["conditions"], condition["help"])


def _texts(value: Any) -> Iterator[Mapping[str, str]]:
    """Yield every text in two voices inside a value."""
    if isinstance(value, Mapping) and "plain" in value:
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(inner)


def _listed(value: Any) -> tuple:
    return tuple(value) if isinstance(value, list | tuple) else (value,) if value else ()
