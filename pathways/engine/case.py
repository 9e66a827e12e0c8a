"""The case file (contract section 1): checked against what the content allows; nothing is guessed, nothing is lost."""

from __future__ import annotations

import datetime
import json
import math
import re
from pathlib import Path
from typing import Any

from pathways.content.frozen import Frozen, freeze
from pathways.content.problems import ContentError, closest
from pathways.engine.problems import CaseError

__all__ = ["MOST_BYTES", "MOST_TRIALS", "CaseError", "check_case", "empty_case", "parse_case", "read_case"]

FORMAT = 1
MOST_BYTES = 1_000_000
MOST_TRIALS = 200
_MOST_ENTRIES, _MOST_LETTERS = 500, 4000
_KEYS = ("format", "pathway", "asked_on", "answering", "country", "answers", "trials", "clinician_review", "decided")
_TRIAL: dict[str, tuple] = {
    "treatment": ("text",), "dose_mg": ("number", 0, 10000), "weeks": ("number", 0, 3000), "sessions": ("whole", 0, 2000), "details": ("text",),
    "adherence": ("word", "good", "poor", "unknown"), "percent_better": ("number", -100, 100),
    "outcome": ("word", "none", "partial", "response", "remission", "relapsed", "intolerant", "too_early", "unknown"),
    "stopped_because": ("word", "no_benefit", "side_effects", "other", "unknown"), "stopped_weeks_ago": ("number", 0, 5000),
    "ongoing": ("yes_no",), "role": ("word", "monotherapy", "augmentation", "psychotherapy", "device", "procedure"),
    "episode": ("word", "current", "previous", "unknown"),
}
_REVIEW = {"of": ("text",), "by": ("text",), "on": ("day",), "note": ("text",), "value": ("any",)}
_DECIDED = {"what": ("text",), "look_again_on": ("day",), "watch": ("text",), "note": ("text",)}
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def empty_case() -> Frozen:
    """Return a case in which nothing has been asked."""
    return freeze({"format": FORMAT})


def read_case(path: Path, content: Any) -> Frozen:
    """Return the checked case of a file (JSON or YAML). Raises CaseError with one clear message."""
    name = path.name
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise CaseError(name, f"cannot be opened ({fault.strerror or 'no such file'}).") from None
    return parse_case(raw, content, name)


def parse_case(raw: bytes | str, content: Any, name: str = "the file") -> Frozen:
    """Return the checked case of bytes or text (JSON or YAML 1.2, UTF-8, at most 1 MB). Raises CaseError."""
    if len(raw) > MOST_BYTES:
        raise CaseError(name, f"is larger than {MOST_BYTES // 1_000_000} MB.", "A case file is a few kilobytes; look whether this is the right file.")
    if isinstance(raw, bytes):
        try:
            raw = raw.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise CaseError(name, f"is not UTF-8 text (byte {fault.start}).", "Save it as UTF-8.") from None
    lines: dict = {}
    if raw.lstrip()[:1] == "{":
        try:
            return check_case(json.loads(raw, object_pairs_hook=_no_twins), content, name)
        except json.JSONDecodeError as fault:
            if not _looks_like_flow_yaml(raw):
                raise CaseError(f"{name}, line {fault.lineno}", f"is not valid JSON: {fault.msg}.") from None
        except RecursionError:
            raise CaseError(name, "is nested too deeply.") from None
        except CaseError:
            raise
        except ValueError:  # a number of thousands of digits
            raise CaseError(name, "holds a number that is far too long.") from None
    from pathways.content.reader import read_yaml_text  # noqa: PLC0415  only YAML files need it

    try:
        values, lines = read_yaml_text(raw, name)
    except ContentError as fault:
        problem = fault.problems[0]
        raise CaseError(f"{problem.file}, line {problem.line}" if problem.line else problem.file, problem.what, problem.mend) from None
    except RecursionError:
        raise CaseError(name, "is nested too deeply.") from None
    return check_case(values, content, name, lines)


def _looks_like_flow_yaml(raw: str) -> bool:
    return '"' not in raw.split(":", 1)[0]


def _no_twins(pairs: list[tuple]) -> dict:
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(k for i, (k, _) in enumerate(pairs) if k in dict(pairs[:i]))
        raise CaseError("the file", f"repeats the key {twice!r}.", "Keep one of them.")
    return values


def check_case(values: Any, content: Any, name: str = "the case", lines: dict | None = None) -> Frozen:
    """Return the case as a frozen value when every part of it is allowed. Raises CaseError for the first fault."""
    return _Check(content, name, lines or {}).case(values)


class _Check:
    """One reading of one case: knows where it is, so that a message can say it."""

    def __init__(self, content: Any, name: str, lines: dict):
        self.content, self.name, self.lines = content, name, lines

    def fault(self, path: tuple, what: str, mend: str = "") -> CaseError:
        line = next((self.lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.lines), 0)
        place = ".".join(str(p + 1) if isinstance(p, int) else p for p in path)
        where = f"{self.name}, line {line}" if line else self.name
        return CaseError(f"{where}, {place}" if place else where, what, mend)

    def mapping(self, value: Any, path: tuple, allowed: Any) -> dict:
        if not isinstance(value, dict):
            raise self.fault(path, f"must be a set of keys and values, found {_shown(value)}.")
        for key in value:
            if key not in allowed:
                raise self.fault((*path, key), f"the key {str(key)[:60]!r} is not known here.", closest(key, allowed) or f"Known keys: {', '.join(allowed)}.")
        return value

    def case(self, value: Any) -> Frozen:
        case = self.mapping(value, (), _KEYS)
        if case.get("format") != FORMAT:
            raise self.fault(("format",), f"must be {FORMAT}, found {_shown(case.get('format'))}.", f"Write `format: {FORMAT}`.")
        answering, countries = self.content["contract"]["answering"], self.content["contract"]["countries"]
        if case.get("answering") is not None:
            self.one(case["answering"], ("answering",), ("word", *answering))
        if case.get("country") is not None:
            self.one(case["country"], ("country",), ("word", *countries))
        if case.get("asked_on") is not None:
            self.one(case["asked_on"], ("asked_on",), ("day",))
        if case.get("pathway") is not None:
            self.mapping(case["pathway"], ("pathway",), ("edition", "version", "position", "offered"))
        checked = dict(case)
        for key in ("answers", "trials", "clinician_review", "decided"):
            if case.get(key) is None:
                checked.pop(key, None)
        if "answers" in checked:
            answers = self.mapping(checked["answers"], ("answers",), self.content["answers"])
            checked["answers"] = {k: self.answer(v, k) for k, v in answers.items() if v is not None}
        if "trials" in checked and checked["trials"] != "unknown":
            checked["trials"] = self.listed(checked["trials"], ("trials",), MOST_TRIALS, self.trial)
        if "clinician_review" in checked:
            checked["clinician_review"] = self.listed(checked["clinician_review"], ("clinician_review",), _MOST_ENTRIES, self.review)
        if "decided" in checked:
            self.record(checked["decided"], ("decided",), _DECIDED)
        return freeze(checked)

    def listed(self, value: Any, path: tuple, most: int, read: Any) -> list:
        if not isinstance(value, list | tuple):
            raise self.fault(path, f"must be a list, found {_shown(value)}.", "Write [] for none.")
        if len(value) > most:
            raise self.fault(path, f"holds {len(value)} entries; at most {most} are read.")
        return [read(v, (*path, i)) for i, v in enumerate(value)]

    def record(self, value: Any, path: tuple, keys: dict) -> dict:
        for key, inner in self.mapping(value, path, keys).items():
            if inner is not None:
                self.one(inner, (*path, key), keys[key])
        return value

    def trial(self, value: Any, path: tuple) -> dict:
        trial = self.record(value, path, _TRIAL)
        if not str(trial.get("treatment") or "").strip():
            raise self.fault(path, "a trial needs a treatment.", "Write a medicine, a brand, a class or an option id.")
        return trial

    def review(self, value: Any, path: tuple) -> dict:
        review = self.record(value, path, _REVIEW)
        for key in ("of", "by"):
            if not str(review.get(key) or "").strip():
                raise self.fault(path, f"a clinician's review needs {key!r}.", "Write what was dealt with, and who did.")
        known = [*self.content["answers"], *self.content["conditions"], *self.content["medicines"], *self.content["groups"]]
        if review["of"] not in known:
            raise self.fault((*path, "of"), f"{review['of'][:60]!r} is not an answer, condition or medicine.", closest(review["of"], known))
        return review

    def one(self, value: Any, path: tuple, kind: tuple) -> None:
        """Raise unless `value` is of `kind`."""
        word, *rest = kind
        if word == "text":
            if not isinstance(value, str):
                raise self.fault(path, f"must be text, found {_shown(value)}.")
            if len(value) > _MOST_LETTERS:
                raise self.fault(path, f"is longer than {_MOST_LETTERS} letters.")
        elif word == "word":
            if value not in rest or isinstance(value, bool):
                raise self.fault(path, f"cannot be {_shown(value)}.", closest(value, rest) or f"Allowed: {', '.join(map(str, rest))}.")
        elif word == "yes_no":
            if not isinstance(value, bool) and value != "unknown":
                raise self.fault(path, f"must be true or false, found {_shown(value)}.")
        elif word in ("number", "whole"):
            self.number(value, path, rest[0], rest[1], whole=word == "whole")
        elif word == "day":
            text = value.isoformat() if isinstance(value, datetime.date) else value
            if not isinstance(text, str) or not _DAY.match(text) or not _is_day(text):
                raise self.fault(path, f"must be a day like 2026-11-23, found {_shown(value)}.")

    def number(self, value: Any, path: tuple, low: float, high: float, *, whole: bool) -> None:
        if value == "unknown":
            return
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.fault(path, f"must be a number, found {_shown(value)}.", f"Allowed: {low} to {high}.")
        if whole and value != int(value):
            raise self.fault(path, f"must be a whole number, found {_shown(value)}.", f"Allowed: {low} to {high}.")
        if not low <= value <= high:
            raise self.fault(path, f"is {_shown(value)}, out of range.", f"Allowed: {low} to {high}.")

    def answer(self, value: Any, key: str) -> Any:
        """Return one checked answer."""
        path, known = ("answers", key), self.content["answers"][key]
        if value == "unknown":
            return value
        kind = known["kind"]
        if kind == "yes_no":
            self.one(value, path, ("yes_no",))
        elif kind == "choice":
            self.one(value, path, ("word", *known["values"], "unknown"))
        elif kind == "whole_number":
            self.number(value, path, known["low"], known["high"], whole=True)
            return int(value)
        elif kind == "text_list":
            return self.listed(value, path, _MOST_ENTRIES, lambda v, p: self.one(v, p, ("text",)) or v)
        elif kind == "recent_medicines":
            return self.listed(value, path, _MOST_ENTRIES, self.recent)
        elif kind == "values":
            for domain, weight in self.mapping(value, path, [d["id"] for d in self.content["contract"]["domains"]]).items():
                self.number(weight, (*path, domain), known["low"], known["high"], whole=False)
        else:
            allowed = list(known["values"]) or list(self.content["conditions"])
            if known["or_option_ids"]:
                allowed += list(self.content["options"])
            return self.listed(value, path, _MOST_ENTRIES, lambda v, p: self.one(v, p, ("word", *allowed)) or v)
        return value

    def recent(self, value: Any, path: tuple) -> dict:
        entry = self.record(value, path, {"name": ("text",), "stopped_weeks_ago": ("number", 0, 5000)})
        if not str(entry.get("name") or "").strip():
            raise self.fault(path, "a recent medicine needs a name.")
        return entry


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, str | int | float | bool | type(None)) else type(value).__name__
    text = {"list": "a list", "tuple": "a list", "dict": "a set of keys", "Frozen": "a set of keys"}.get(text, text)
    return text if len(text) < 60 else text[:57] + "…"
