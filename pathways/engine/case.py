"""The case file (contract section 1): checked against what the content allows; nothing is guessed, nothing is lost."""

from __future__ import annotations

import datetime
import math
import re
from pathlib import Path
from typing import Any

from pathways.content.frozen import Frozen, freeze
from pathways.content.problems import closest
from pathways.engine.case_text import MOST_BYTES, read_bytes, values_of, visible
from pathways.engine.problems import CaseError

__all__ = ["MOST_BYTES", "MOST_TRIALS", "CaseError", "check_case", "empty_case", "parse_case", "read_case"]

FORMAT = 1
MOST_TRIALS = 200
_MOST_ENTRIES, _MOST_LETTERS, _LONGEST_NAME, _DEEPEST = 500, 4000, 200, 30
_TOP = {
    "format": ("any",),
    "pathway": ("any",),
    "asked_on": ("day",),
    "answering": ("any",),
    "country": ("any",),
    "answers": ("any",),
    "trials": ("any",),
    "clinician_review": ("any",),
    "decided": ("any",),
}
_PATHWAY = {"edition": ("text",), "version": ("text",), "position": ("text",), "offered": ("texts",)}
_TRIAL: dict[str, tuple] = {
    "treatment": ("name",),
    "dose_mg": ("number", 0, 10000),
    "weeks": ("number", 0, 3000),
    "sessions": ("whole", 0, 2000),
    "details": ("text",),
    "adherence": ("word", "good", "poor", "unknown"),
    "percent_better": ("number", -100, 100),
    "outcome": ("word", "none", "partial", "response", "remission", "relapsed", "intolerant", "too_early", "unknown"),
    "stopped_because": ("word", "no_benefit", "side_effects", "other", "unknown"),
    "stopped_weeks_ago": ("number", 0, 5000),
    "ongoing": ("yes_no",),
    "role": ("word", "monotherapy", "augmentation", "psychotherapy", "device", "procedure"),
    "episode": ("word", "current", "previous", "unknown"),
}
_RECENT = {"name": ("name",), "stopped_weeks_ago": ("number", 0, 5000)}
_REVIEW = {"of": ("name",), "by": ("name",), "on": ("day",), "note": ("text",), "value": ("any",)}
_DECIDED = {"what": ("text",), "look_again_on": ("day",), "watch": ("text",), "note": ("text",)}
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_HALF = re.compile("[\ud800-\udfff]")  # half of a character: no file and no screen can hold it


def empty_case() -> Frozen:
    """Return a case in which nothing has been asked."""
    return freeze({"format": FORMAT})


def read_case(path: Path, content: Any) -> Frozen:
    """Return the checked case of a file (JSON or YAML). Raises CaseError with one clear message."""
    return parse_case(read_bytes(path), content, visible(path.name))


def parse_case(raw: bytes | str, content: Any, name: str = "the file") -> Frozen:
    """Return the checked case of bytes or text (JSON or YAML 1.2, UTF-8, at most 1 MB). Raises CaseError."""
    values, lines = values_of(raw, name)
    return check_case(values, content, name, lines)


def check_case(values: Any, content: Any, name: str = "the case", lines: dict | None = None) -> Frozen:
    """Return the case as a frozen value when every part of it is allowed. Raises CaseError for the first fault."""
    return _Check(content, name, lines or {}).case(values)


class _Check:
    """One reading of one case: knows where it is, so that a message can say it."""

    def __init__(self, content: Any, name: str, lines: dict):
        self.content, self.name, self.lines = content, name, lines

    def fault(self, path: tuple, what: str, mend: str = "") -> CaseError:
        line = next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 0)
        place = ".".join(str(p + 1) if isinstance(p, int) else _cut(visible(str(p))) for p in path)
        where = f"{self.name}, line {line}" if line else self.name
        return CaseError(f"{where}, {place}" if place else where, what, mend)

    def case(self, value: Any) -> Frozen:
        if _depth(value) > _DEEPEST:
            raise self.fault((), "is nested too deeply.", "A case file has a few levels; look whether this is the right file.")
        case, contract = self.record(value, (), _TOP), self.content["contract"]
        if isinstance(case.get("format"), bool) or case.get("format") != FORMAT:
            raise self.fault(("format",), f"must be {FORMAT}, found {_shown(case.get('format'))}.", f"Write `format: {FORMAT}`.")
        for key in ("answering", "country"):
            if case.get(key) is not None:
                self.one(case[key], (key,), ("word", *contract["answering" if key == "answering" else "countries"]))
        if case.get("pathway") is not None:
            self.record(case["pathway"], ("pathway",), _PATHWAY)
        checked = {
            k: v for k, v in case.items() if v is not None or k not in ("answers", "trials", "clinician_review", "decided")
        }
        if "answers" in checked:
            checked["answers"] = self.answers(checked["answers"])
        if "trials" in checked and checked["trials"] != "unknown":
            checked["trials"] = self.listed(checked["trials"], ("trials",), MOST_TRIALS, self.trial)
        if "clinician_review" in checked:
            checked["clinician_review"] = self.listed(
                checked["clinician_review"], ("clinician_review",), _MOST_ENTRIES, self.review
            )
        if "decided" in checked:
            self.record(checked["decided"], ("decided",), _DECIDED)
        return freeze(checked)

    # the parts of a case

    def mapping(self, value: Any, path: tuple, allowed: Any) -> dict:
        if not isinstance(value, dict):
            raise self.fault(path, f"must be a set of keys and values, found {_shown(value)}.", f"Known keys: {_few(allowed)}.")
        for key in value:
            if key not in allowed:
                mend = _near(key, allowed) or f"Known keys: {_few(allowed)}."
                raise self.fault((*path, key), f"the key {_cut(str(key))!r} is not known here.", mend)
        return value

    def listed(self, value: Any, path: tuple, most: int, read: Any) -> list:
        if not isinstance(value, list | tuple):
            raise self.fault(path, f"must be a list, found {_shown(value)}.", "Write [] for none, unknown if nobody knows.")
        if len(value) > most:
            raise self.fault(path, f"holds {len(value)} entries.", f"At most {most} are read.")
        return [read(v, (*path, i)) for i, v in enumerate(value)]

    def record(self, value: Any, path: tuple, keys: dict) -> dict:
        for key, inner in self.mapping(value, path, keys).items():
            if inner is not None:
                self.one(inner, (*path, key), keys[key])
        return value

    def trial(self, value: Any, path: tuple) -> dict:
        trial = self.record(value, path, _TRIAL)
        if trial.get("treatment") is None:
            raise self.fault(path, "a trial needs a treatment.", "Write a medicine, a brand, a class or an option id.")
        return trial

    def recent(self, value: Any, path: tuple) -> dict:
        entry = self.record(value, path, _RECENT)
        if entry.get("name") is None:
            raise self.fault(path, "a recent medicine needs a name.", "Write `name: ...`.")
        return entry

    def review(self, value: Any, path: tuple) -> dict:
        review = self.record(value, path, _REVIEW)
        for key in ("of", "by"):
            if review.get(key) is None:
                raise self.fault(path, f"a clinician's review needs {key!r}.", "Write what was dealt with, and who did.")
        answers = self.content["answers"]
        known = [*answers, *self.content["conditions"], *self.content["medicines"], *self.content["groups"]]
        if review["of"] not in known:
            what = f"{_shown(review['of'])} is not an answer, condition or medicine."
            raise self.fault((*path, "of"), what, _near(review["of"], known) or "Name one by its id.")
        if review.get("value") is None:
            return {k: v for k, v in review.items() if k != "value"}
        if review["of"] not in answers:
            raise self.fault((*path, "value"), f"{review['of']!r} is no answer, so it has no value.", "Leave the value out.")
        return review | {"value": self.answer(review["value"], review["of"], (*path, "value"))}

    def answers(self, value: Any) -> dict:
        known = [k for k, a in self.content["answers"].items() if a["kind"] != "trials"]
        if isinstance(value, dict) and "trials" in value:
            raise self.fault(
                ("answers", "trials"), "does not stand among the answers.", "Put `trials` beside `answers`, not in it."
            )
        return {
            k: self.answer(v, k, ("answers", k)) for k, v in self.mapping(value, ("answers",), known).items() if v is not None
        }

    def answer(self, value: Any, key: str, path: tuple) -> Any:
        """Return one checked answer."""
        known = self.content["answers"][key]
        kind = known["kind"]
        if value == "unknown":
            return value
        if kind in ("yes_no", "choice"):
            self.one(value, path, ("yes_no",) if kind == "yes_no" else ("word", *known["values"], "unknown"))
        elif kind == "whole_number":
            self.one(value, path, ("whole", known["low"], known["high"]))
            return int(value)
        elif kind == "text_list":
            return self.listed(value, path, _MOST_ENTRIES, lambda v, p: self.one(v, p, ("name",)))
        elif kind == "recent_medicines":
            return self.listed(value, path, _MOST_ENTRIES, self.recent)
        elif kind == "values":
            weights = self.mapping(value, path, known["values"])
            number = ("number", known["low"], known["high"])
            return {d: self.one(w, (*path, d), number) for d, w in weights.items() if w is not None}
        elif kind == "set":
            allowed = [
                *(known["values"] or self.content["conditions"]),
                *(self.content["options"] if known["or_option_ids"] else ()),
            ]
            return self.listed(value, path, _MOST_ENTRIES, lambda v, p: self.one(v, p, ("word", *allowed)))
        return value

    # single values

    def one(self, value: Any, path: tuple, kind: tuple) -> Any:
        """Return `value` if it is of `kind`."""
        word, *rest = kind
        if word in ("text", "name"):
            self.text(value, path, _LONGEST_NAME if word == "name" else _MOST_LETTERS, may_be_empty=word == "text")
        elif word == "texts":
            self.listed(value, path, _MOST_ENTRIES, lambda v, p: self.one(v, p, ("name",)))
        elif word == "word":
            if not isinstance(value, str) or value not in rest:
                raise self.fault(path, f"cannot be {_shown(value)}.", _near(value, rest) or f"Allowed: {_few(rest)}.")
        elif word == "yes_no":
            if not isinstance(value, bool) and value != "unknown":
                raise self.fault(
                    path, f"must be true or false, found {_shown(value)}.", "Write true, false or unknown, without quotes."
                )
        elif word in ("number", "whole"):
            self.number(value, path, rest[0], rest[1], whole=word == "whole")
        elif word == "day" and not _is_day(value):
            raise self.fault(path, f"must be a day, found {_shown(value)}.", "Write it like 2026-11-23.")
        return value

    def text(self, value: Any, path: tuple, most: int, *, may_be_empty: bool) -> None:
        if not isinstance(value, str):
            raise self.fault(path, f"must be text, found {_shown(value)}.", "Put it in quotes.")
        if len(value) > most:
            raise self.fault(path, f"is {len(value)} letters long.", f"At most {most} are read.")
        if not may_be_empty and not value.strip():
            raise self.fault(path, "is empty.", "Write a name, or take the entry out.")
        if _HALF.search(value):
            raise self.fault(path, "holds half a character (a surrogate).", "Type it again.")

    def number(self, value: Any, path: tuple, low: float, high: float, *, whole: bool) -> None:
        allowed = f"Allowed: {low} to {high}, or unknown."
        if value == "unknown":
            return
        if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(value, float) and math.isnan(value)):
            raise self.fault(path, f"must be a number, found {_shown(value)}.", allowed)
        if not low <= value <= high:
            raise self.fault(path, f"is {_shown(value)}, out of range.", allowed)
        if whole and value != int(value):
            raise self.fault(path, f"must be a whole number, found {_shown(value)}.", allowed)


def _is_day(value: Any) -> bool:
    text = value.isoformat() if isinstance(value, datetime.date) else value
    if not isinstance(text, str) or not _DAY.match(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _depth(value: Any) -> int:
    """Return how deeply lists and sets are nested in a value, counted no further than one past what is read."""
    depth, level = 0, [value]
    while level and depth <= _DEEPEST:
        level = [
            inner for v in level if isinstance(v, dict | list | tuple) for inner in (v.values() if isinstance(v, dict) else v)
        ]
        depth += 1
    return depth


def _near(value: Any, allowed: Any) -> str:
    return closest(value[:100], allowed) if isinstance(value, str) else ""


def _few(words: Any) -> str:
    words = [str(w) for w in words]
    return ", ".join(words[:20]) + (f" and {len(words) - 20} more (see data/README.md)" if len(words) > 20 else "")


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _shown(value: Any) -> str:
    """Return a value as a message shows it: short, on one line."""
    if isinstance(value, dict):
        return "a set of keys"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) > 10**15:
        return "a very large number"
    return visible(f'"{_cut(value)}"' if isinstance(value, str) else _cut(str(value)))
