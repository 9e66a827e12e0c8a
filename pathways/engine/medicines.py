"""What a person takes, took and is allergic to, as sets of medicines and groups that rules can ask about."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from pathways.engine.names import Book
from pathways.engine.truth import NO, UNASKED, UNKNOWN, YES

__all__ = ["Medicines", "read_medicines"]

_CURRENT, _RECENT, _TRIALS = "answers.current_medications", "answers.recent_medications", "trials"
_SOME = "some of "  # before the id of a class: what only some of its members are


class Medicines(NamedTuple):
    """Medicines and their groups: taken now, stopped (least weeks ago), perhaps taken, stopped nobody knows when."""

    now: frozenset[str]
    stopped: dict[str, float]
    maybe_now: dict[str, str]  # name -> the key that leaves it open
    stopped_when: dict[str, str]
    open_now: tuple[tuple[str, int], ...]  # keys that could still name a medicine taken now, and UNASKED or UNKNOWN
    open_before: tuple[tuple[str, int], ...]  # keys that could still name one that was stopped
    allergies: frozenset[str]
    open_allergies: int
    unrecognised: tuple[str, ...]
    ids: frozenset[str]  # every medicine named, by id
    without: Any = None  # id -> the same without that medicine
    named: Any = None  # wanted names, weeks -> ids of the medicines that are meant

    def taking(self, wanted: frozenset[str], weeks: float) -> int:
        """Return whether one of `wanted` is taken now, or was stopped less than `weeks` ago."""
        if not wanted.isdisjoint(self.now):
            return YES
        code = NO
        if not wanted.isdisjoint(self.maybe_now.keys()):
            code = UNKNOWN
        opens = self.open_now
        if weeks:
            if any(name in self.stopped and self.stopped[name] < weeks for name in wanted):
                return YES
            if not wanted.isdisjoint(self.stopped_when.keys()):
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
            found += [key for name, key in self.maybe_now.items() if name in wanted]
            found += [key for name, key in self.stopped_when.items() if weeks and name in wanted]
        return tuple(dict.fromkeys(found))

    def allergic(self, wanted: frozenset[str]) -> int:
        """Return whether there is an allergy to one of `wanted`."""
        return YES if not wanted.isdisjoint(self.allergies) else self.open_allergies


class _Entry(NamedTuple):
    """One medicine named: taken now, perhaps, or stopped so many weeks ago (None: nobody knows when).

    A name for several (a class) counts twice: what all of them share as told, and what only some of them are as perhaps.
    """

    id: str
    state: str
    weeks: float | None = None
    key: str = _TRIALS


def read_medicines(answers: dict, trials: tuple | str | None, book: Book, groups: dict[str, frozenset[str]]) -> Medicines:
    """Return the medicines of a case; `groups` maps a medicine to itself and its groups."""
    entries: list[_Entry] = []
    unrecognised: list[str] = []
    before: list[str] = []
    lost: list[str] = []
    foreign: list[str] = []
    current, recent, stated = (answers.get(k) for k in ("current_medications", "recent_medications", "allergies"))
    for text in current if isinstance(current, tuple) else ():
        found = book.medicines_in(text)
        (
            entries.extend(e for f in found for e in _entries(book, f.id, "now", None, _CURRENT))
            if found
            else unrecognised.append(text)
        )
    for entry in recent if isinstance(recent, tuple) else ():
        found, weeks = book.medicines_in(entry["name"]), entry.get("stopped_weeks_ago")
        weeks = weeks if weeks != "unknown" else None
        (
            entries.extend(e for f in found for e in _entries(book, f.id, "stopped", weeks, _RECENT))
            if found
            else before.append(entry["name"])
        )
    for trial in trials if isinstance(trials, tuple) else ():
        if trial.unrecognised:
            lost.append(trial.treatment)
        for name in trial.medicines or [book.class_of[o] for o in (trial.option,) if o in book.class_of]:
            if trial.running is not True:
                entries.extend(_entries(book, name, "stopped", trial.stopped_weeks_ago, _TRIALS))
            if trial.running is not False:
                entries.extend(_entries(book, name, "now" if trial.running else "maybe", None, _TRIALS))
    allergic: set[str] = set()
    for text in stated if isinstance(stated, tuple) else ():
        found = book.medicines_in(text)
        (allergic.update(*(groups[f.id] | book.members.get(f.id, frozenset()) for f in found)) if found else foreign.append(text))
    ids = frozenset(e.id for e in entries if not e.id.startswith(_SOME))
    if len(ids) < len({e.id for e in entries}):
        groups = {**groups, **{_SOME + name: names for name, names in book.perhaps.items()}}
    rest = (
        _open(_CURRENT, current, unrecognised) + _open(_TRIALS, trials, lost),
        _open(_RECENT, recent, before),
        frozenset(allergic),
        UNASKED if stated is None else UNKNOWN if stated == "unknown" or foreign else NO,
        tuple(dict.fromkeys([*unrecognised, *before, *lost, *foreign])),
        ids,
    )

    @lru_cache(maxsize=64)
    def without(name: str) -> Medicines:
        return Medicines(*_sets([e for e in entries if e.id != name], groups), *rest)

    @lru_cache(maxsize=512)
    def named(wanted: frozenset[str], weeks: float) -> tuple[str, ...]:
        meant = (
            e.id
            for e in entries
            if e.id in ids
            and e.id not in book.perhaps
            and not wanted.isdisjoint(groups[e.id])
            and (e.state == "now" or (e.state == "stopped" and e.weeks is not None and e.weeks < weeks))
        )
        return tuple(dict.fromkeys(meant))

    return Medicines(*_sets(entries, groups), *rest, without, named)


def _entries(book: Book, name: str, state: str, weeks: float | None, key: str) -> list[_Entry]:
    """One medicine, or a class: then also what only some of its members are, perhaps (and stopped nobody knows when)."""
    found = [_Entry(name, state, weeks, key)]
    if name in book.perhaps:
        found.append(_Entry(_SOME + name, "stopped" if state == "stopped" else "maybe", None, key))
    return found


def _sets(entries: list[_Entry], groups: dict[str, frozenset[str]]) -> tuple:
    """Taken now, stopped with the least weeks, perhaps taken, stopped nobody knows when: each name and group once, the surest state first."""
    now: set[str] = set()
    maybe: dict[str, str] = {}
    whenever: dict[str, str] = {}
    stopped: dict[str, float] = {}
    for entry in entries:
        names = groups[entry.id]
        if entry.state == "now":
            now |= names
        elif entry.state == "maybe":
            maybe |= dict.fromkeys(sorted(names), entry.key)
        elif entry.weeks is None:
            whenever |= dict.fromkeys(sorted(names), entry.key)
        else:
            for name in names:
                stopped[name] = min(entry.weeks, stopped.get(name, entry.weeks))

    def left(found: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in found.items() if name not in now}

    return frozenset(now), left(stopped), left(maybe), left(whenever)


def _open(key: str, value: Any, unrecognised: list[str]) -> tuple[tuple[str, int], ...]:
    if value is None:
        return ((key, UNASKED),)
    return ((key, UNKNOWN),) if value == "unknown" or unrecognised else ()
