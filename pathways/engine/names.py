"""Free text to medicines: generic and brand names with doses, and the nearest names of what was not recognised."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

__all__ = ["Book", "Found", "light", "normal"]

_DOSE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mg|milligrams?|mcg|micrograms?|µg|ug|g)\b", re.IGNORECASE)
_FORMS = re.compile(
    r"\b(xr|xl|er|sr|cr|la|dr|cd|odt|hcl|hbr|hydrochloride|hydrobromide|oxalate|maleate|tablets?|caps?|capsules?|pills?|tabs?|liquid|"
    r"solution|oral|patch|spray|nasal|iv|injection|infusion|daily|twice|once|a|per|day|each|every|night|morning|evening|bedtime|at|in|the|"
    r"bid|tid|qd|qhs|prn|as|needed|extended|release|weekly|week|low|dose|mg|mcg|ml|units?|x)\b", re.IGNORECASE)
_LIST = re.compile(r"[;/+,&]|\band\b|\bwith\b", re.IGNORECASE)
_MG = {"g": 1000.0, "m": 1.0, "u": 0.001, "µ": 0.001}


class Found(NamedTuple):
    """What a free text stands for: an id, and the dose in mg if one is written."""

    id: str
    dose_mg: float | None


def light(text: str) -> str:
    """Return the words of a name without case, dose or punctuation; the form stays.

    >>> light("Selegiline patch, 6 mg")
    'selegiline patch'
    """
    text = _DOSE.sub(" ", text.lower().replace("_", " ").replace("’", "'"))
    return " ".join(re.sub(r"[^a-z0-9'+ ]+", " ", text.replace("-", " ")).split())


def normal(text: str) -> str:
    """Return the words of a name without case, dose, form or punctuation.

    >>> normal("Effexor XR 150 mg daily")
    'effexor'
    """
    words = _FORMS.sub(" ", re.sub(r"\b\d+(?:[.,]\d+)?\b", " ", light(text)))
    return " ".join(words.split())


def dose_of(text: str) -> float | None:
    """Return the dose written in a text, in mg, or None.

    >>> dose_of("liothyronine 25 mcg")
    0.025
    """
    found = _DOSE.search(text)
    if not found:
        return None
    unit = found[2].lower()
    return float(found[1].replace(",", ".")) * (_MG["u"] if unit.startswith(("mc", "mic")) else _MG[unit[0]])


class Book:
    """All names that content knows, and what each stands for."""

    def __init__(self, content: Any):
        meds = [(name, m["id"]) for m in content["medicines"].values() for name in (m["id"], *m["names"], *m["brands"])]
        options = list(content["options"].values())
        names = [(o["id"], o["id"]) for o in options]
        names += [(name, o["id"]) for o in options for name in (*o["names"].values(), *o["also_called"])]
        self.medicines = _index(meds)
        written = {light(name) for name, _ in names}
        own = {o["id"]: (o["medicine"],) if isinstance(o["medicine"], str) else o["medicine"] or () for o in options}
        self.treatments = {name: option for name, option in _index(names).items()  # shortened to another medicine's name it would be a guess
                           if name in written or name not in self.medicines or self.medicines[name] in own[option]}
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
        """Return up to `most` known names near to a text, the nearest first."""
        words = normal(text) or text.lower()
        names = list(dict.fromkeys([*self.medicines, *self.treatments]))
        found = process.extract(words, names, scorer=fuzz.ratio, limit=most, score_cutoff=70)
        return [name for name, _, _ in found]

    def _look_up_medicine(self, text: str) -> Found | None:
        words = normal(text)
        known = self.medicines.get(light(text)) or self.medicines.get(words)
        if known is None and words:
            known = self._inside(words)
        return Found(known, dose_of(text)) if known else None

    def _inside(self, words: str) -> str | None:
        """A name followed or led by words that are no medicine ("generic sertraline for mood"); two names are not guessed."""
        parts = words.split()
        hits: dict[str, int] = {}
        for size in (3, 2, 1):
            for start in range(len(parts) - size + 1):
                name = " ".join(parts[start:start + size])
                if name in self.medicines and len(name) > 3:
                    hits.setdefault(self.medicines[name], size)
            if hits:
                break
        return next(iter(hits)) if len(hits) == 1 else None

    def _look_up_treatment(self, text: str) -> str | None:
        return self.treatments.get(light(text)) or self.treatments.get(normal(text))


def _index(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Names as written come first, names without their form fill the gaps, so that "selegiline" is not the patch."""
    index: dict[str, str] = {}
    for shorten in (light, normal):
        for name, meaning in pairs:
            if shorten(name):
                index.setdefault(shorten(name), meaning)
    return index
