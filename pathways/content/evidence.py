"""The table of estimates: one row each, every cell filled, read as text and checked before anybody counts with it."""

from __future__ import annotations

import csv
from pathlib import Path

from pathways.content.problems import Problem, closest

__all__ = ["COLUMNS", "read_evidence"]

COLUMNS = ("id", "option", "comparator", "who", "n", "failed_before", "outcome", "measure", "at_weeks", "option_of_100",
           "comparator_of_100", "effect", "effect_kind", "low", "high", "certainty", "design", "source", "place", "checked", "note")
_WORDS = {
    "outcome": ("response", "remission", "relapse", "stopped", "harm", "score_change", "other"),
    "effect_kind": ("odds_ratio", "risk_ratio", "hazard_ratio", "mean_difference", "risk_difference", "smd", "not_reported"),
    "certainty": ("high", "moderate", "low", "very_low", "not_graded"),
    "design": ("rct", "open_label", "registry", "meta_analysis", "cohort", "label"),
}
_NUMBERS = ("n", "at_weeks", "option_of_100", "comparator_of_100", "effect", "low", "high")


def read_evidence(path: Path) -> tuple[list[dict], list[Problem]]:
    """Return the rows as text and every fault of the table. A missing file is an empty table."""
    name = f"data/{path.name}"
    if not path.exists():
        return [], []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Problem(name, 0, "is not UTF-8 text.", "Save it as CSV, UTF-8.")]
    rows, problems, seen = [], [], set()
    reader = csv.DictReader(text.splitlines(), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        return [], [Problem(name, 1, "has other columns than it must have.", f"The first line must be: {','.join(COLUMNS)}")]
    try:
        for row in reader:
            problems.extend(Problem(name, reader.line_num, f"row {row['id']!r}: {fault}", mend) for fault, mend in _faults(row, seen))
            seen.add(row["id"])
            rows.append(row)
    except csv.Error as fault:
        problems.append(Problem(name, reader.line_num, f"cannot be read: {fault}."))
    return rows, problems


def _faults(row: dict, seen: set[str]):
    if None in row or None in row.values():
        yield "has too many or too few cells.", "Put text with a comma in double quotes."
        return
    if row["id"] in seen:
        yield "the id stands twice.", ""
    for column, value in row.items():
        if not str(value).strip() and column != "note":
            yield f"the cell {column!r} is empty.", "Write not_reported where the source says nothing."
    for column, words in _WORDS.items():
        if row[column] not in words:
            yield f"{column} is {row[column]!r}.", closest(row[column], words) or f"Allowed: {', '.join(words)}."
    for column in _NUMBERS:
        if row[column] != "not_reported" and not _is_number(row[column]):
            yield f"{column} is {row[column]!r}, which is not a number.", "Write a number, or not_reported."
    for column in ("option_of_100", "comparator_of_100"):
        if _is_number(row[column]) and not 0 <= float(row[column]) <= 100:
            yield f"{column} is {row[column]}, which is not between 0 and 100.", ""


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
