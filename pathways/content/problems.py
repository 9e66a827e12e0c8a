"""How a mistake in the content, or in a case file, is told to the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

__all__ = ["ContentError", "Problem", "closest"]


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: the place, the fault, and the mend."""

    file: str
    line: int
    what: str
    mend: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.what}" + (f" {self.mend}" if self.mend else "")


class ContentError(Exception):
    """Every problem found in one reading of the content; never only the first."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def closest(word: object, allowed: Iterable[object], *, least: int = 55) -> str:
    """Return ``Did you mean 'x'?`` for the nearest allowed word, or an empty string when none is near.

    Letters that are missing, wrong or swapped count first; a word that is a part of a longer one comes after.

    >>> closest("prefer", ["prefers", "severity"])
    "Did you mean 'prefers'?"
    >>> closest("etc", ["ecot_as", "ect"])
    "Did you mean 'ect'?"
    """
    words = sorted({str(a) for a in allowed})
    found = process.extractOne(str(word), words, scorer=OSA.normalized_similarity, processor=_id_like, score_cutoff=least / 100)
    found = found or process.extractOne(str(word), words, scorer=fuzz.WRatio, processor=_id_like, score_cutoff=max(least, 85))
    return f"Did you mean {found[0]!r}?" if found else ""


def _id_like(word: str) -> str:
    return word.strip().lower().replace(" ", "_").replace("-", "_")
