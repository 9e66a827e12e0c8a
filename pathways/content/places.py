"""Where each record stands, so that a fault found across files still names file, line and id."""

from __future__ import annotations

from typing import Any, NamedTuple

from pathways.content.problems import Problem

__all__ = ["Place", "Places"]


class Place(NamedTuple):
    """The file of a record, the line of every part of that file, and the record's path in it."""

    file: str
    lines: dict[tuple, int]
    at: tuple


class Places:
    """The place of every record by (kind, id)."""

    def __init__(self, places: dict[tuple, Place]):
        self._places = places

    def problem(self, kind: str, key: Any, what: str, mend: str = "", near: tuple = (), who: Any = None) -> Problem:
        """Return a problem of one record; `near` is the path of the fault inside it, `who` another id to name."""
        name, lines, at = self._places.get((kind, key), Place(f"data ({kind})", {}, ()))
        path = (*at, *near)
        line = next((lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines), 0)
        who = who or key
        return Problem(name, line, f"{who!r}: {what}" if who else what, mend)
