"""The table of estimates: one row each, every cell filled, read as text and checked before anybody counts with it."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from pathlib import Path

from pathways.content.problems import Problem, closest

__all__ = ["COLUMNS", "read_evidence"]

COLUMNS = (
    "id",
    "option",
    "comparator",
    "who",
    "n",
    "failed_before",
    "outcome",
    "measure",
    "at_weeks",
    "option_of_100",
    "comparator_of_100",
    "effect",
    "effect_kind",
    "low",
    "high",
    "certainty",
    "design",
    "source",
    "place",
    "checked",
    "note",
)
_WORDS = {
    "outcome": ("response", "remission", "relapse", "stopped", "harm", "score_change", "other"),
    "effect_kind": ("odds_ratio", "risk_ratio", "hazard_ratio", "mean_difference", "risk_difference", "smd", "not_reported"),
    "certainty": ("high", "moderate", "low", "very_low", "not_graded"),
    "design": ("rct", "open_label", "registry", "meta_analysis", "cohort", "label"),
}
_DAY = re.compile(r"20\d\d-[01]\d-[0-3]\d\Z")
_NUMBERS = ("n", "at_weeks", "option_of_100", "comparator_of_100", "effect", "low", "high")


def read_evidence(path: Path) -> tuple[list[tuple[int, dict]], list[Problem]]:
    """Return line and row (as text) of every estimate, and every fault of the table. A missing file is an empty table."""
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], []
    except OSError as fault:
        return [], [Problem(name, 0, f"cannot be opened ({fault.strerror}).", "Put the file back.")]
    except UnicodeDecodeError as fault:
        return [], [Problem(name, 0, f"is not UTF-8 text (byte {fault.start}).", "Save it as CSV, UTF-8.")]
    rows, problems, seen, line = [], [], set(), 1
    reader = csv.DictReader(text.splitlines(), strict=True)
    try:
        if tuple(reader.fieldnames or ()) != COLUMNS:
            return [], [Problem(name, 1, "has other columns than it must have.", f"The first line must be: {','.join(COLUMNS)}")]
        for row in reader:
            problems.extend(Problem(name, reader.line_num, f"{row['id']!r}: {fault}", mend) for fault, mend in _faults(row, seen))
            seen.add(row["id"])
            rows.append((reader.line_num, row))
            line = reader.line_num
    except csv.Error as fault:  # the row that began on the line after the last good one
        problems.append(Problem(name, line + 1, f"cannot be read: {fault}.", "Look at the double quotes in this row."))
    return rows, problems


def _faults(row: dict, seen: set[str]) -> Iterator[tuple[str, str]]:
    if None in row or None in row.values():
        yield "has too many or too few cells.", "Put text with a comma in double quotes."
        return
    if row["id"] in seen:
        yield "the id stands twice.", "Give one of the rows another id."
    for column, value in row.items():
        if not value.strip() and column != "note":
            yield f"the cell {column!r} is empty.", "Write not_reported where the source says nothing."
    for column, words in _WORDS.items():
        if row[column] not in words:
            yield f"{column} is {row[column]!r}.", closest(row[column], words) or f"Allowed: {', '.join(words)}."
    for column in _NUMBERS:
        if row[column] != "not_reported" and _number(row[column]) is None:
            yield f"{column} is {row[column]!r}, which is not a number.", "Write a number, or not_reported."
    for column in ("option_of_100", "comparator_of_100"):
        number = _number(row[column])
        if number is not None and not 0 <= number <= 100:
            yield f"{column} is {row[column]}, which is not between 0 and 100.", "Write how many of 100 people."
    low, high, effect = (_number(row[c]) for c in ("low", "high", "effect"))
    if low is not None and high is not None and not low <= (effect if effect is not None else low) <= high:
        yield (
            f"low {row['low']}, effect {row['effect']} and high {row['high']} are not in that order.",
            "Look at the source again.",
        )
    if not _DAY.match(row["checked"]):
        yield f"checked is {row['checked']!r}, which is not a day.", "Write a day like 2026-11-23."


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
