"""Free text to medicines: generic and brand names with doses, and the nearest names of what was not recognised."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from pathways.content.names import DOSE, light, name_index, normal

__all__ = ["Book", "Found", "light", "normal"]

_LIST = re.compile(r"[;/+,&]|\band\b|\bwith\b", re.IGNORECASE)
_MG = {"g": 1000.0, "m": 1.0, "u": 0.001, "µ": 0.001}


class Found(NamedTuple):
    """What a free text stands for: an id, and the dose in mg if one is written."""

    id: str
    dose_mg: float | None


def dose_of(text: str) -> float | None:
    """Return the dose written in a text, in mg, or None.

    >>> dose_of("liothyronine 25 mcg")
    0.025
    """
    found = DOSE.search(text)
    if not found:
        return None
    unit = found[2].lower()
    return float(found[1].replace(",", ".")) * (_MG["u"] if unit.startswith(("mc", "mic")) else _MG[unit[0]])


class Book:
    """All names that content knows, and what each stands for."""

    def __init__(self, content: Any):
        index = content.get("names") or name_index(content)  # compiled content brings it along
        self.medicines, self.treatments, self.written = index["medicines"], index["treatments"], index["written"]
        self.perhaps = {m["id"]: frozenset(m["perhaps"]) for m in content["medicines"].values() if m.get("perhaps")}
        self.members = {m["id"]: frozenset(m["members"]) for m in content["medicines"].values() if m.get("members")}
        self.class_of = {m["any_of"]: m["id"] for m in content["medicines"].values() if m.get("any_of")}
        self._find_medicine = lru_cache(maxsize=8192)(self._look_up_medicine)
        self._find_treatment = lru_cache(maxsize=8192)(self._look_up_treatment)

    def medicine(self, text: str) -> Found | None:
        """Return the medicine a text names, or None; a misspelling is never guessed."""
        return self._find_medicine(text)

    def medicines_in(self, text: str) -> tuple[Found, ...]:
        """Return the medicines a text names: one, or each part of a list ("a and b", "a/b") when every part is known."""
        whole = self.medicine(text)
        if whole:
            return (whole,)
        parts = [self.medicine(part) for part in _LIST.split(text) if part.strip()]
        return tuple(parts) if len(parts) > 1 and all(parts) else ()

    def treatment(self, text: str) -> str | None:
        """Return the option id that a text names outright (id, name or other name), or None."""
        return self._find_treatment(text)

    def nearest(self, text: str, *, most: int = 3) -> list[str]:
        """Return up to `most` known names near to a text as they are written (a brand with its capital), the nearest first."""
        words = normal(text) or text.lower()
        names = list(dict.fromkeys([*self.medicines, *self.treatments]))
        found = process.extract(words, names, scorer=fuzz.ratio, limit=most, score_cutoff=70)
        return list(dict.fromkeys(self.written[name] for name, _, _ in found))

    def _look_up_medicine(self, text: str) -> Found | None:
        words = normal(text)
        known = self.medicines.get(light(text)) or self.medicines.get(words)
        if known is None and words:
            known = self._inside(words)
        return Found(known, dose_of(text)) if known else None

    def _inside(self, words: str) -> str | None:
        """A name followed or led by words that are no medicine ("generic sertraline for mood"); two names are not guessed.

        A medicine beside its class ("lisinopril blood pressure pill") is that medicine.
        """
        parts = words.split()
        for classes in (False, True):
            hits: dict[str, int] = {}
            for size in (3, 2, 1):
                for start in range(len(parts) - size + 1):
                    name = " ".join(parts[start : start + size])
                    if name in self.medicines and len(name) > 3 and (self.medicines[name] in self.perhaps) is classes:
                        hits.setdefault(self.medicines[name], size)
                if hits:
                    return next(iter(hits)) if len(hits) == 1 else None
        return None

    def _look_up_treatment(self, text: str) -> str | None:
        return self.treatments.get(light(text)) or self.treatments.get(normal(text))
