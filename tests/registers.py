"""What the registers say must be closed, warned of or open, and how one of their rows is judged."""

from __future__ import annotations

import csv
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from basecase import base_case, position_of

from pathways.engine.position import Pathway, Position, find_position

HERE = Path(__file__).parent
REGISTERS = ("must_close.csv", "must_stay_open.csv", "dossier.csv")  # labels; labels; every safety line of the dossiers


class Row(NamedTuple):
    """One row of a register."""

    id: str
    option: str
    answers: dict
    must: str
    source: str
    place: str
    note: str


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """Return every row of both registers."""
    found = []
    for name in REGISTERS:
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            found += [Row(**{**line, "answers": json.loads(line["answers"])}) for line in csv.DictReader(file)]
    return tuple(found)


def judge_row(pathway: Pathway, row: Row, base: Position | None = None, case: Any = None) -> str:
    """Return what is wrong with a row, or an empty string. `base` is the position of the base case and `case` the checked case, if at hand."""
    position = find_position(pathway, case) if case is not None else position_of(pathway, base_case(row.answers))
    number = pathway.tables.index[row.option]
    offer = position.options[number]
    shown = f"standing {offer.standing}, safety {offer.safety}, offered {offer.offered}, phase {position.place.phase}"
    if row.must == "ruled_out":
        return "" if offer.safety == "ruled_out" and not offer.offered else shown
    if row.must == "not_offered":
        return shown if offer.offered else ""
    if row.must == "clear":
        return "" if offer.safety == "clear" else shown
    if row.must == "not_ruled_out":
        return shown if offer.safety == "ruled_out" else ""
    if row.must == "offered_possible":
        return "" if offer.offered else shown
    if row.must in ("caution", "caution_or_closed"):
        if row.must == "caution" and offer.safety != "caution":
            return shown
        if not (offer.safety in ("caution", "ruled_out", "needs_answer") or offer.standing == "not_indicated"):
            return shown
        if not row.answers:
            return ""
        before = (base or position_of(pathway, base_case())).options[number]
        if set(map(_bare, offer.reasons)) <= set(map(_bare, before.reasons)):  # the caution must come from what the row tells
            return f"{shown}; no reason that the base case has not"
        return ""
    return f"unknown word {row.must!r}"


def _bare(reason: Any) -> tuple:
    return reason.kind, reason.effect, reason.text["clinician"]
