# ruff: noqa: PLR0911, PLR0912
"""The two logics a formula is built in: solver terms for all summaries, masks for many given ones."""

from __future__ import annotations

import math
from typing import Any

import z3

from pathways.engine.history import TRIED
from pathways.engine.truth import UNASKED

STATES = ("unasked", "unknown", "not_applicable")


class Z3:
    """Formulas as solver terms."""

    def __init__(self) -> None:
        self.true, self.false = z3.BoolVal(True), z3.BoolVal(False)
        self.names: dict[tuple, Any] = {}

    def var(self, *name: Any) -> Any:
        if name not in self.names:
            self.names[name] = z3.Bool("|".join(map(str, name)))
        return self.names[name]

    def no(self, x: Any) -> Any:
        return self.false if x is self.true else self.true if x is self.false else x.arg(0) if z3.is_not(x) else z3.Not(x)

    def all(self, *xs: Any) -> Any:
        kept = [x for x in xs if x is not self.true]
        if any(x is self.false for x in kept):
            return self.false
        return self.true if not kept else kept[0] if len(kept) == 1 else z3.And(kept)

    def any(self, *xs: Any) -> Any:
        kept = [x for x in xs if x is not self.false]
        if any(x is self.true for x in kept):
            return self.true
        return self.false if not kept else kept[0] if len(kept) == 1 else z3.Or(kept)


class Bits:
    """Formulas as masks: bit i is the truth in the i-th given summary."""

    def __init__(self, subjects: list[tuple[Any, Any]]) -> None:
        self.subjects, self.names = subjects, {}
        self.true, self.false = (1 << len(subjects)) - 1, 0

    def var(self, *name: Any) -> int:
        if name not in self.names:
            self.names[name] = sum(
                1 << i for i, (summary, reviews) in enumerate(self.subjects) if concrete(name, summary, reviews)
            )
        return self.names[name]

    def no(self, x: int) -> int:
        return self.true & ~x

    def all(self, *xs: int) -> int:
        out = self.true
        for x in xs:
            out &= x
        return out

    def any(self, *xs: int) -> int:
        out = 0
        for x in xs:
            out |= x
        return out


def concrete(name: tuple, s: Any, reviews: Any) -> bool:
    """Return the truth of one variable in an engine summary."""
    kind, *rest = name
    if kind == "answer":
        key, cls = rest
        value = s.answers.get(key)
        if value is None or value in ("unknown", "not_applicable"):
            return cls == ("unasked" if value is None else value)
        if isinstance(value, tuple) or key in ("values",):
            return cls == "known"
        if isinstance(cls, tuple):
            return not isinstance(value, bool) and cls[0] <= math.floor(value) <= cls[1]
        return cls not in STATES and cls != "known" and type(cls) is type(value) and cls == value
    if kind == "member":
        value = s.answers.get(rest[0])
        return isinstance(value, tuple) and rest[1] in value
    medicines, history = s.medicines, s.history
    if kind == "now":
        return rest[0] in medicines.now
    if kind == "maybe":
        return rest[0] in medicines.maybe_now
    if kind == "when":
        return rest[0] in medicines.stopped_when
    if kind == "stop":
        return medicines.stopped.get(rest[0], math.inf) < rest[1]
    if kind == "lost":  # something in this list was not recognised
        opens = dict(medicines.open_now + medicines.open_before)
        if rest[0] == "allergies":
            return s.answers.get("allergies") not in (None, "unknown") and medicines.open_allergies == 3
        told = history.asked if rest[0] == "trials" else isinstance(s.answers.get(rest[0]), tuple)
        return told and opens.get("trials" if rest[0] == "trials" else f"answers.{rest[0]}") == 3
    if kind == "allergy":
        return rest[0] in medicines.allergies
    if kind == "asked":
        return history.asked
    if kind == "trials_unasked":
        return not history.asked and history.state == UNASKED
    if kind in ("now_but", "maybe_but", "when_but", "stop_but"):  # the same without one medicine
        others = medicines.without(rest[0])
        if kind == "stop_but":
            return others.stopped.get(rest[1], math.inf) < rest[2]
        return rest[1] in {"now_but": others.now, "maybe_but": others.maybe_now, "when_but": others.stopped_when}[kind]
    if kind == "named":
        return rest[0] in medicines.ids
    if kind == "helped":
        return rest[0] in history.helped
    if kind == "fair":
        return rest[0] in history.fair
    if kind == "maybe_fair":
        return rest[0] in history.maybe_fair
    if kind == "tried":
        last = [w for w in history.tried.get(rest[0], ()) if w not in ("on_it_now", "not_a_fair_try")]
        return bool(last) and last[-1] in TRIED
    if kind == "reviewed":
        return rest[0] in reviews
    if kind == "fact":
        fact, cls = rest
        value = {"adequate_trials": history.adequate, "possible_adequate_trials": history.possible}.get(fact)
        if value is None:
            value = s._antidepressant_running() if fact == "antidepressant_running" else history.facts.get(fact)
        if isinstance(cls, tuple):
            return isinstance(value, int | float) and not isinstance(value, bool) and cls[0] <= math.floor(value) <= cls[1]
        return type(cls) is type(value) and cls == value
    raise KeyError(name)
