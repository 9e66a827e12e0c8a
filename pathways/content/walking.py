"""Ways through plain records: every record of the content, and everything inside one with its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pathways.content.kinds import KINDS

__all__ = ["conditions_in", "listed", "records", "walk"]


def listed(value: Any) -> list:
    """Return a value as a list: several stay, one becomes a list of one, none an empty list."""
    return list(value) if isinstance(value, list | tuple) else [value] if value else []


def walk(value: Any, path: tuple = ()) -> Iterator[tuple[tuple, dict]]:
    """Yield every mapping inside a record with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from walk(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, (*path, number))


def records(content: dict) -> Iterator[tuple[str, Any, dict]]:
    """Yield kind, id and value of every record of every file."""
    for kind, _, _, shape in KINDS:
        if shape == "single":
            yield kind, content[kind].get("id"), content[kind]
        else:
            for key, record in content[kind].items():
                yield kind, key, record


def conditions_in(record: dict) -> Iterator[tuple[tuple, dict]]:
    """Yield every condition of a record with its path."""
    for path, mapping in walk(record):
        for word in ("when", "rescue"):
            if isinstance(mapping.get(word), dict):
                yield (*path, word), mapping[word]
