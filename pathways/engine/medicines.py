"""What a person takes, took and is allergic to, as sets of medicines and groups that rules can ask about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pathways.engine.names import Book
from pathways.engine.truth import NO, UNASKED, UNKNOWN, YES

__all__ = ["Medicines", "read_medicines"]

_CURRENT, _RECENT, _TRIALS = "answers.current_medications", "answers.recent_medications", "trials"


class Medicines(NamedTuple):
    """Medicines and their groups: taken now, stopped (least weeks ago), perhaps taken, stopped nobody knows when."""

    now: frozenset[str]
    stopped: dict[str, float]
    maybe_now: frozenset[str]
    stopped_when: frozenset[str]
    open_now: tuple[tuple[str, int], ...]     # keys that could still name a medicine taken now, and UNASKED or UNKNOWN
    open_before: tuple[tuple[str, int], ...]  # keys that could still name one that was stopped
    allergies: frozenset[str]
    open_allergies: int
    unrecognised: tuple[str, ...]

    def taking(self, wanted: frozenset[str], weeks: float) -> int:
        """Return whether one of `wanted` is taken now, or was stopped less than `weeks` ago."""
        if not wanted.isdisjoint(self.now):
            return YES
        code = NO
        if not wanted.isdisjoint(self.maybe_now):
            code = UNKNOWN
        opens = self.open_now
        if weeks:
            if any(name in self.stopped and self.stopped[name] < weeks for name in wanted):
                return YES
            if not wanted.isdisjoint(self.stopped_when):
                code = UNKNOWN
            opens = opens + self.open_before
        for _, state in opens:
            if state == UNASKED:
                return UNASKED
            code = UNKNOWN
        return code

    def keys(self, wanted: frozenset[str], weeks: float, code: int) -> tuple[str, ...]:
        """Return the keys that leave `taking` open in the way of `code`."""
        opens = self.open_now + (self.open_before if weeks else ())
        found = [key for key, state in opens if state == code]
        if code == UNKNOWN:
            if not wanted.isdisjoint(self.maybe_now) or (weeks and not wanted.isdisjoint(self.stopped_when)):
                found.append(_TRIALS)
        return tuple(dict.fromkeys(found))

    def allergic(self, wanted: frozenset[str]) -> int:
        """Return whether there is an allergy to one of `wanted`."""
        return YES if not wanted.isdisjoint(self.allergies) else self.open_allergies


def read_medicines(answers: dict, trials: tuple | None, book: Book, groups: dict[str, frozenset[str]]) -> Medicines:
    """Return the medicines of a case; `groups` maps a medicine to itself and its groups."""
    now: set[str] = set()
    stopped: dict[str, float] = {}
    maybe, whenever, unrecognised = set(), set(), []

    def names(text: str, unknown: list[str]) -> frozenset[str]:
        found = book.medicine(text)
        if found is None:
            unknown.append(text)
            return frozenset()
        return groups[found.id]

    def stop(names_: Iterable[str], weeks: float | None) -> None:
        for name in names_:
            if weeks is None:
                whenever.add(name)
            else:
                stopped[name] = min(weeks, stopped.get(name, weeks))

    current, recent = answers.get("current_medications"), answers.get("recent_medications")
    for text in current if isinstance(current, tuple) else ():
        now |= names(text, unrecognised)
    before: list[str] = []
    for entry in recent if isinstance(recent, tuple) else ():
        weeks = entry.get("stopped_weeks_ago")
        stop(names(entry["name"], before), weeks if weeks != "unknown" else None)
    lost: list[str] = []
    for trial in trials or ():
        if trial.unrecognised:
            lost.append(trial.treatment)
        taken = _taken(trial, groups)
        if trial.running is True:
            now |= taken
        elif trial.running is None:
            maybe |= taken
        if trial.running is not True:
            stop(taken, trial.stopped_weeks_ago)
    foreign: list[str] = []
    allergic: set[str] = set()
    stated = answers.get("allergies")
    for text in stated if isinstance(stated, tuple) else ():
        allergic |= names(text, foreign)
    return Medicines(
        frozenset(now), {n: w for n, w in stopped.items() if n not in now}, frozenset(maybe - now), frozenset(whenever - now),
        _open(_CURRENT, current, unrecognised) + _open(_TRIALS, trials, lost), _open(_RECENT, recent, before),
        frozenset(allergic), UNASKED if stated is None else UNKNOWN if stated == "unknown" or foreign else NO,
        tuple(dict.fromkeys([*unrecognised, *before, *lost, *foreign])))


def _open(key: str, value: Any, unrecognised: list[str]) -> tuple[tuple[str, int], ...]:
    if value is None:
        return ((key, UNASKED),)
    return ((key, UNKNOWN),) if value == "unknown" or unrecognised else ()


def _taken(trial: Any, groups: dict[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(groups[m] for m in trial.medicines)) if trial.medicines else frozenset()
