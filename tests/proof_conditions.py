"""Every condition as four formulas, of which exactly one holds: yes, no, unasked, unknown."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cached_property
from typing import Any, NamedTuple

from proof_classes import Classes, _fits, leaf_word
from proof_logic import STATES


class Code(NamedTuple):
    """A condition's four values, of which exactly one holds (`unknown` is what the others leave)."""

    yes: Any
    no: Any
    unasked: Any
    unknown: Any
    told_unknown: Any = None  # `unknown` before `yes` and `unasked` take precedence
    told_unasked: Any = None


class Conditions(Classes):
    """The conditions of one pathway, each built once (`urgency` and `at`, which some facts read, are the walk's)."""

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.codes: dict[str, Code] = {}

    def code(self, when: Any) -> Code:
        """Return the four values of a condition."""
        if when is None:
            return self._four(self.logic.true, self.logic.false, self.logic.false)
        name = json.dumps(when, sort_keys=True, default=list)
        if name not in self.codes:
            self.codes[name] = self._code(when)
        return self.codes[name]

    def _four(self, yes: Any, unasked: Any, unknown: Any) -> Code:
        """The first that holds of yes, unasked, unknown; else no."""
        g = self.logic
        no = g.all(g.no(yes), g.no(unasked), g.no(unknown))
        return Code(yes, no, g.all(g.no(yes), unasked), g.all(g.no(yes), g.no(unasked), unknown), unknown, unasked)

    def _code(self, when: Any) -> Code:
        g = self.logic
        if "all" in when or "any" in when:
            parts = [self.code(p) for p in when.get("all") or when.get("any")]
            if "any" in when:
                return self._four(
                    g.any(*(p.yes for p in parts)), g.any(*(p.unasked for p in parts)), g.any(*(p.unknown for p in parts))
                )._replace(told_unknown=None, told_unasked=None)
            no = self._four(g.any(*(p.no for p in parts)), g.any(*(p.unasked for p in parts)), g.any(*(p.unknown for p in parts)))
            return Code(no.no, no.yes, no.unasked, no.unknown)
        if "not" in when:
            inner = self.code(when["not"])
            return Code(inner.no, inner.yes, inner.unasked, inner.unknown)
        word = leaf_word(when)
        return getattr(self, f"_leaf_{word}")(when)

    def _leaf_answer(self, when: Any) -> Code:
        key, told = when["answer"], {v for v in when.get("is") or () if v in ("unasked", "unknown")}
        only = bool(when.get("is")) and told == set(when["is"])
        g, ind = self.logic, {c: self.answer(when["answer"], c) for c in self.classes[when["answer"]]}
        if self.content["answers"][key]["kind"] == "set" and when.get("has"):
            yes = g.all(ind["known"], g.any(*(g.var("member", key, m) for m in when["has"])))
            return self._four(yes, ind["unasked"], ind["unknown"])
        yes = g.any(*(ind[c] for c in ind if c not in STATES and c != "known" and _fits(when, c)), *(ind[c] for c in told))
        return self._four(yes, g.false if only else ind["unasked"], g.false if only else ind["unknown"])

    def _leaf_condition(self, when: Any) -> Code:
        g, state = self.logic, {c: self.answer("medical_conditions", c) for c in self.classes["medical_conditions"]}
        have = g.any(*(g.var("member", "medical_conditions", c) for c in when["condition"]))
        return self._four(g.all(state["known"], have), state["unasked"], state["unknown"])

    @cached_property
    def now_open(self) -> tuple[Any, Any]:
        g = self.logic
        return (
            g.any(self.answer("current_medications", "unasked"), self.no_trials[0]),
            g.any(
                self.answer("current_medications", "unknown"),
                self.no_trials[1],
                g.all(self.answer("current_medications", "known"), g.var("lost", "current_medications")),
                g.all(self.asked, g.var("lost", "trials")),
            ),
        )

    @cached_property
    def before_open(self) -> tuple[Any, Any]:
        g = self.logic
        return (
            self.answer("recent_medications", "unasked"),
            g.any(
                self.answer("recent_medications", "unknown"),
                g.all(self.answer("recent_medications", "known"), g.var("lost", "recent_medications")),
            ),
        )

    def _leaf_taking(self, when: Any, but: str | None = None) -> Code:
        """`but`: as if this medicine were not named anywhere."""
        g, names, weeks = self.logic, when["taking"], when.get("within_weeks") or 0

        def var(kind: str, name: str, *more: Any) -> Any:
            return g.var(kind, name, *more) if but is None else g.var(f"{kind}_but", but, name, *more)

        yes = [var("now", n) for n in names]
        unasked, unknown = [self.now_open[0]], [self.now_open[1], *(var("maybe", n) for n in names)]
        if weeks:
            yes += [var("stop", n, weeks) for n in names]
            unasked.append(self.before_open[0])
            unknown += [self.before_open[1], *(var("when", n) for n in names)]
        return self._four(g.any(*yes), g.any(*unasked), g.any(*unknown))

    def rule_code(self, when: Any, number: int) -> Code:
        """A rule of one option: its own medicine's groups are no reason against going on with it (its own name is)."""
        own = self.tables.own_medicine[number]
        if "taking" not in when or not own or own in when["taking"]:
            return self.code(when)
        g, named, with_, but = self.logic, self.logic.var("named", own), self.code(when), self._leaf_taking(when, own)
        return Code(*(g.any(g.all(named, b), g.all(g.no(named), w)) for w, b in zip(with_, but, strict=True)))

    def _leaf_allergic_to(self, when: Any) -> Code:
        g = self.logic
        yes = g.any(*(g.var("allergy", n) for n in when["allergic_to"]))
        unknown = g.any(self.answer("allergies", "unknown"), g.all(self.answer("allergies", "known"), g.var("lost", "allergies")))
        return self._four(yes, self.answer("allergies", "unasked"), unknown)

    def _leaf_helped_by(self, when: Any) -> Code:
        g = self.logic
        return self._four(g.all(self.asked, g.any(*(g.var("helped", o) for o in when["helped_by"]))), *self.no_trials)

    def _leaf_fair_try_of(self, when: Any) -> Code:
        g, names = self.logic, when["fair_try_of"]
        yes = g.all(self.asked, g.any(*(g.var("fair", o) for o in names)))
        return self._four(yes, self.no_trials[0], g.any(self.no_trials[1], *(g.var("maybe_fair", o) for o in names)))

    def _leaf_fact(self, when: Any) -> Code:
        g, name = self.logic, when["fact"]
        if name in self.tables.derived:
            values, unasked = self.possible(name)
            yes = g.any(*(v for value, v in values if self._fact_code(when, value) == 1))
            no = g.any(*(v for value, v in values if self._fact_code(when, value) == 0))
            never_asked = g.any(*(v for value, v in values if self._fact_code(when, value) == 2))
            nobody_knows = g.any(*(v for value, v in values if self._fact_code(when, value) == 3))
            parts = (yes, no, never_asked, nobody_knows)
            alone = [g.all(p, *(g.no(q) for j, q in enumerate(parts) if j != i)) for i, p in enumerate(parts)]
            mixed = g.no(g.any(*alone))
            return Code(alone[0], alone[1], g.any(alone[2], g.all(mixed, unasked)), g.any(alone[3], g.all(mixed, g.no(unasked))))
        ways: dict[int, list] = {0: [], 1: [], 2: [], 3: []}
        for value, holds in self.fact_values(name):
            ways[self._fact_code(when, value)].append(holds)
        no, yes, unasked, unknown = (g.any(*ways[n]) for n in range(4))
        return Code(yes, no, unasked, unknown)

    @staticmethod
    def _fact_code(when: Any, value: Any) -> int:
        told = set(when.get("is") or ())
        if value == "unasked":
            return 1 if "unasked" in told else 2
        if value == "unknown":
            return 1 if "unknown" in told else 3
        return 0 if value == "not_applicable" else int(_fits(when, value))

    def fact_values(self, name: str) -> list[tuple[Any, Any]]:
        """Return every value a fact of the engine can have, and when it has it; exactly one holds."""
        g = self.logic
        if name == "urgency":
            return [(w, self.urgency[w]) for w in ("none", "same_day", "emergency")]
        if name == "phase":
            by: dict[str, list] = defaultdict(list)
            for state, holds in self.at.items():
                by[self.pathway.graph.nodes[state]["record"]["phase"]].append(holds)
            return [(p, g.any(*hs)) for p, hs in by.items()]
        if name == "open_cause":
            code = self._leaf_condition({"condition": sorted(self.tables.open_causes)})
            return [(True, code.yes), (False, code.no), ("unasked", code.unasked), ("unknown", code.unknown)]
        if name == "episodes":
            return [(c, self.answer("number_of_episodes", c)) for c in self.classes["number_of_episodes"]]
        if name == "antidepressant_running":
            return [(c, self.fact(name, c)) for c in self.fact_classes[name]]
        if name == "trd":
            sure = g.any(*(self.fact("adequate_trials", c) for c in self.fact_classes["adequate_trials"] if c[0] >= 2))
            may = g.any(
                *(self.fact("possible_adequate_trials", c) for c in self.fact_classes["possible_adequate_trials"] if c[0] >= 2)
            )
            return [
                ("unasked", self.no_trials[0]),
                (True, g.all(self.asked, sure)),
                (False, g.all(self.asked, g.no(may))),
                ("unknown", g.any(self.no_trials[1], g.all(self.asked, g.no(sure), may))),
            ]
        return [
            ("unasked", self.no_trials[0]),
            ("unknown", self.no_trials[1]),
            *((c, g.all(self.asked, self.fact(name, c))) for c in self.fact_classes[name]),
        ]

    def possible(self, name: str) -> tuple[list[tuple[Any, Any]], Any]:
        """Return the values a derived fact can still take, and whether unasked answers leave it open."""
        g, out, open_, before = self.logic, [], [], self.logic.true
        for value, code in self._rows(name):
            out.append((value, g.all(before, g.no(code.no))))
            open_.append(g.all(before, code.unasked))
            before = g.all(before, g.no(code.yes))
        out.append((self.tables.derived[name].otherwise, before))
        return out, g.any(*open_)

    def _rows(self, name: str):
        for value in self.content["derived"][name]["first"]:
            yield value["value"], self.code(value["when"])

    def derived_value(self, name: str) -> list[tuple[Any, Any]]:
        """Return when a derived fact has each value (as the walk reads it)."""
        g, out, before = self.logic, [], self.logic.true
        for value, code in self._rows(name):
            out.append((value, g.all(before, code.yes)))
            before = g.all(before, g.no(code.yes))
        out.append((self.tables.derived[name].otherwise, before))
        return out
