"""Conditions compiled to tests over a summary, in four values: no, yes, not asked yet, asked and nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

__all__ = ["NO", "NOT_APPLICABLE", "UNASKED", "UNKNOWN", "YES", "Test", "compile_test"]

NO, YES, UNASKED, UNKNOWN = 0, 1, 2, 3
NOT_APPLICABLE = "not_applicable"  # an answer that other answers make meaningless: every comparison with it is no


class Test(NamedTuple):
    """A compiled condition.

    ``of(summary)`` gives NO, YES, UNASKED or UNKNOWN; ``keys(summary, code)`` names the case-file keys that stand in
    the way while the condition is UNASKED (or UNKNOWN).
    """

    __test__ = False  # not a test case for pytest

    of: Callable[..., int]
    keys: Callable[..., tuple[str, ...]]


def compile_test(when: Mapping | None) -> Test:
    """Return the test of one condition; no condition always holds."""
    if when is None:
        return Test(lambda s: YES, lambda s, code: ())
    for joint in ("all", "any"):
        if joint in when:
            return _joint([compile_test(part) for part in when[joint]], NO if joint == "all" else YES)
    if "not" in when:
        inner = compile_test(when["not"])
        turned = (YES, NO, UNASKED, UNKNOWN)
        return Test(lambda s: turned[inner.of(s)], inner.keys)
    leaf = next(word for word in _LEAVES if when.get(word) is not None)
    return _LEAVES[leaf](when)


def _joint(parts: list[Test], decides: int) -> Test:
    """All (decided by the first NO) or any (decided by the first YES); else unasked before unknown."""
    tests = [p.of for p in parts]
    other = YES if decides == NO else NO

    def of(s):
        open_ = other
        for test in tests:
            code = test(s)
            if code == decides:
                return decides
            if code > YES and open_ != UNASKED:
                open_ = code
        return open_

    def keys(s, code):
        return tuple(dict.fromkeys(k for p in parts if p.of(s) == code for k in p.keys(s, code)))

    return Test(of, keys)


def _compare(when: Mapping) -> Callable[[object], bool]:
    if when.get("is") is not None:
        allowed = frozenset(when["is"])
        return lambda v: v in allowed
    if when.get("has") is not None:
        wanted = frozenset(when["has"])
        return lambda v: not wanted.isdisjoint(v)
    low, high, over, under = (when.get(k) for k in ("at_least", "at_most", "above", "below"))

    def within(v):
        return (
            (low is None or v >= low)
            and (high is None or v <= high)
            and (over is None or v > over)
            and (under is None or v < under)
        )

    return within


def _answer(when: Mapping) -> Test:
    key, fits, asked = when["answer"], _compare(when), set(when.get("is") or ())
    names = (f"answers.{key}",)
    only_state = bool(asked) and asked <= {"unknown", "unasked"}  # asks whether it is known, so it always has an answer
    unasked = YES if "unasked" in asked else NO if only_state else UNASKED
    unknown = YES if "unknown" in asked else NO if only_state else UNKNOWN

    def of(s):
        value = s.answers.get(key)
        if value is None:
            return unasked
        if value == "unknown":
            return unknown
        return NO if value == NOT_APPLICABLE else int(fits(value))

    return Test(of, lambda s, code: names)


def _fact(when: Mapping) -> Test:
    name, fits, asked = when["fact"], _compare(when), set(when.get("is") or ())
    states = {
        "unasked": YES if "unasked" in asked else UNASKED,
        "unknown": YES if "unknown" in asked else UNKNOWN,
        NOT_APPLICABLE: NO,
    }

    def code(value):
        return states[value] if isinstance(value, str) and value in states else int(fits(value))

    def of(s):
        if name not in s.tables.derived:
            return code(s.fact(name))
        values, open_ = s.possible(name)  # a derived fact counts as known only when every value it can still take agrees
        codes = {code(v) for v in values}
        return codes.pop() if len(codes) == 1 else open_

    return Test(of, lambda s, code: s.fact_keys(name, code))


def _condition(when: Mapping) -> Test:
    wanted = frozenset(when["condition"])

    def of(s):
        have = s.answers.get("medical_conditions")
        if have is None:
            return UNASKED
        return UNKNOWN if have == "unknown" else int(not wanted.isdisjoint(have))

    return Test(of, lambda s, code: ("answers.medical_conditions",))


def _taking(when: Mapping) -> Test:
    wanted, weeks = frozenset(when["taking"]), when.get("within_weeks") or 0
    return Test(lambda s: s.medicines.taking(wanted, weeks), lambda s, code: s.medicines.keys(wanted, weeks, code))


def _allergic(when: Mapping) -> Test:
    wanted = frozenset(when["allergic_to"])
    return Test(lambda s: s.medicines.allergic(wanted), lambda s, code: ("answers.allergies",))


def _history(word: str) -> Callable[[Mapping], Test]:
    def build(when: Mapping) -> Test:
        wanted = frozenset(when[word])
        return Test(lambda s: getattr(s.history, word)(wanted), lambda s, code: ("trials",))

    return build


_LEAVES: dict[str, Callable[[Mapping], Test]] = {
    "answer": _answer,
    "fact": _fact,
    "condition": _condition,
    "taking": _taking,
    "allergic_to": _allergic,
    "helped_by": _history("helped_by"),
    "fair_try_of": _history("fair_try_of"),
}
