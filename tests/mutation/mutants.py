# ruff: noqa: E501, PLR0912
"""Mutants of the content: one small wrong edit each, made on the raw content before its rules are spread.

Every site of every kind of edit is listed; a run draws from the list with a fixed seed. What a mutant is caught by is looked at in
this order, and stops at the first: the content checks, the quick part of the proofs, the registers and the vignettes (those
that speak of the edited option first).
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

import test_p1_one_position as p1
import test_p2_emergency as p2
import z3
from judging import (
    Row,
    Vignette,
    base_case,
    judge_expectations,
    judge_row,
    judge_spot,
    registered_faults,
    rows,
    spots,
    vignettes,
)
from proof_logic import Formulas, Prover

from pathways.content import checks
from pathways.content.compiler import collect
from pathways.content.frozen import freeze
from pathways.content.library import data_folder
from pathways.content.rules import spread_rules
from pathways.engine.case import check_case
from pathways.engine.position import Pathway, find_position, make_pathway

PHASES = ("first_line", "optimise", "second_line", "trd_options", "maintenance", "relapse_after_response")


class Mutant(NamedTuple):
    """One edit: what kind, where, and how (`how` is read by `_edit`)."""

    kind: str
    path: tuple
    how: Any = None

    def __str__(self) -> str:
        return f"{self.kind} {'.'.join(map(str, self.path))}" + (f" -> {self.how}" if self.how is not None else "")


# ---------------------------------------------------------------- where an edit can be made


def every_mutant(raw: dict) -> list[Mutant]:
    """Return every mutant, in a fixed order."""
    found: list[Mutant] = []
    for option, record in raw["options"].items():
        road = record["road"]
        for i, way in enumerate(road["next"]):
            found.append(Mutant("drop a way", ("options", option, "road", "next", i)))
            found.append(Mutant("swap a target", ("options", option, "road", "next", i, "at"), _other_phase(way["at"])))
            found += _conditions(way["when"], ("options", option, "road", "next", i, "when"))
        for i, closed in enumerate(road["not_indicated"]):
            found.append(Mutant("drop a not_indicated", ("options", option, "road", "not_indicated", i)))
            found += _conditions(closed["when"], ("options", option, "road", "not_indicated", i, "when"))
        if record["rescue"] is not None:
            found.append(Mutant("drop a rescue", ("options", option, "rescue")))
        found += _rules(record["rules"], ("options", option, "rules"))
    for name, record in raw["rule_sets"].items():
        found += _rules(record["rules"], ("rule_sets", name, "rules"))
    for kind in ("triggers", "gates"):
        for name, record in raw[kind].items():
            found.append(Mutant(f"drop a {kind[:-1]}", (kind, name)))
            found += _conditions(record["when"], (kind, name, "when"))
            if kind == "triggers":
                found.append(
                    Mutant("swap a level", (kind, name, "level"), "same_day" if record["level"] == "emergency" else "emergency")
                )
            elif record["effect"] != "not_indicated":
                found.append(
                    Mutant(
                        "swap an effect", (kind, name, "effect"), "caution" if record["effect"] == "ruled_out" else "ruled_out"
                    )
                )
    for name, record in raw["derived"].items():
        if name.startswith("staging"):  # shown beside the position; another test reads it
            continue
        for i, value in enumerate(record["first"]):
            found.append(Mutant("drop a value", ("derived", name, "first", i)))
            found += _conditions(value["when"], ("derived", name, "first", i, "when"))
    for i, decision in enumerate(raw["road"]["decisions"]):
        for j, branch in enumerate(decision["branches"]):
            found.append(Mutant("drop a branch", ("road", "decisions", i, "branches", j)))
            others = [b["go"] for b in decision["branches"] if b["go"] != branch["go"]]
            found.append(Mutant("swap a target", ("road", "decisions", i, "branches", j, "go"), others[0]))
    return found


def _other_phase(at: list[str]) -> list[str]:
    return [next(p for p in PHASES if p not in at)] if at != ["everywhere"] else ["maintenance"]


def _rules(rules: list, path: tuple) -> Iterator[Mutant]:
    for i, rule in enumerate(rules):
        here = (*path, i)
        if rule["effect"] == "ruled_out":
            yield Mutant("drop a contraindication", here)
        yield Mutant("swap an effect", (*here, "effect"), "caution" if rule["effect"] == "ruled_out" else "ruled_out")
        yield from _conditions(rule["when"], (*here, "when"), rule["effect"] == "ruled_out")


def _conditions(when: Any, path: tuple, closes: bool = True) -> Iterator[Mutant]:
    """Edits inside a condition: drop a conjunct, drop a `not`, shift or turn a threshold, turn a yes or no."""
    if when is None:
        return
    for joint in ("all", "any"):
        if joint in when:
            for i, part in enumerate(when[joint]):
                if len(when[joint]) > 1:
                    yield Mutant("drop a conjunct" if joint == "all" else "drop a disjunct", (*path, joint, i))
                yield from _conditions(part, (*path, joint, i), closes)
            return
    if "not" in when:
        yield Mutant("drop a not", path)
        yield from _conditions(when["not"], (*path, "not"), closes)
        return
    for bound in ("at_least", "at_most", "above", "below"):
        if when.get(bound) is not None:
            yield Mutant("shift a threshold", (*path, bound), when[bound] + (1 if bound in ("at_least", "above") else -1))
            turned = {"at_least": "below", "below": "at_least", "at_most": "above", "above": "at_most"}[bound]
            if sum(when.get(b) is not None for b in ("at_least", "at_most", "above", "below")) == 1:
                yield Mutant("turn a threshold", (*path, bound), turned)
    if when.get("within_weeks"):
        yield Mutant("shift a threshold", (*path, "within_weeks"), when["within_weeks"] - 1)
    if when.get("is") in ([True], [False]):
        yield Mutant("turn a yes or no", (*path, "is"), [not when["is"][0]])


def edited(raw: dict, mutant: Mutant) -> dict:
    """Return the content with one edit; only what lies on the way to it is copied."""
    content = dict(raw)
    at: Any = content
    for step in mutant.path[:-1]:
        at[step] = copy.copy(at[step])
        at = at[step]
    last = mutant.path[-1]
    if mutant.kind == "drop a not":
        at[last] = at[last]["not"]
    elif mutant.kind == "turn a threshold":
        at[mutant.how] = at.pop(last)
    elif mutant.how is not None:
        at[last] = mutant.how
    elif mutant.kind == "drop a rescue":
        at[last] = None
    else:
        del at[last]
    return content


# ---------------------------------------------------------------- who catches it


class Bench:
    """The unharmed content and everything that can be worked out once."""

    def __init__(self) -> None:
        self.raw, problems = collect(data_folder())
        assert not problems, problems[:5]
        self.spread = spread_rules(self.raw)
        self.frozen = freeze(self.spread)
        self.pathway = make_pathway(self.frozen)
        content = self.pathway.content
        self.rows = [(row, check_case(base_case(row.answers), content)) for row in rows()]
        self.vignettes = [(v, check_case(v.case, content)) for v in vignettes()]
        self.spots = [(s, check_case(s.case, content)) for s in spots()]
        self.base = check_case(base_case(), content)
        # what fails on the unharmed content (its own tests say so) would catch every mutant for nothing
        base = find_position(self.pathway, self.base)
        self.rows = [(r, c) for r, c in self.rows if not judge_row(self.pathway, r, base, c)]
        self.spots = [(s, c) for s, c in self.spots if not judge_spot(self.pathway, s, c)]
        self.vignettes = [
            (v, c) for v, c in self.vignettes if not judge_expectations(self.pathway, find_position(self.pathway, c), v.expect)
        ]
        self.known = {*registered_faults(self.pathway), *p1.faults(self.pathway), *p2.faults(self.pathway)}
        self.by_option: dict[str, list[tuple[Row, Any]]] = {}
        for row, case in self.rows:
            self.by_option.setdefault(row.option, []).append((row, case))

    def pathway_of(self, mutant: Mutant) -> tuple[dict, Pathway, list[str]]:
        """Return the edited content, its pathway, and the options whose records changed."""
        content = edited(self.raw, mutant)
        spread = spread_rules(content)
        changed = [
            o
            for o, record in spread["options"].items()
            if record is not self.spread["options"][o] and record != self.spread["options"][o]
        ]
        kind = mutant.path[0]
        frozen = type(self.frozen)(
            {
                **self.frozen,
                "options": type(self.frozen)(
                    {o: freeze(spread["options"][o]) if o in changed else self.frozen["options"][o] for o in spread["options"]}
                ),
                **({kind: freeze(content[kind])} if kind != "options" else {}),
            }
        )
        return content, make_pathway(frozen), changed

    def caught_by(self, mutant: Mutant) -> str | None:
        """Return who catches a mutant first, or None: it survives."""
        if mutant.path[0] in ("road", "derived", "triggers") and (faults := checks.check(edited(self.raw, mutant), {})):
            return f"check: {faults[0].what[:60]}"
        try:
            _, pathway, changed = self.pathway_of(mutant)
            if mutant.path[0] in ("road", "derived") and (found := self._new("p1", p1.faults(pathway))):
                return found
            return self._judged(pathway, changed, mutant)
        except (LookupError, ValueError) as fault:
            return f"raises {type(fault).__name__}"

    def _judged(self, pathway: Pathway, changed: list[str], mutant: Mutant) -> str | None:
        first = list(dict.fromkeys([*changed, *(p for o in changed if (p := self.raw["options"][o]["parent"]))]))
        about_rules = mutant.path[0] == "rule_sets" or "rules" in mutant.path
        alone = mutant.path[0] == "options"  # such an edit changes one option (and its class) and nothing else
        base = find_position(pathway, self.base)
        steps = [
            lambda: self._rows(pathway, [pair for option in first for pair in self.by_option.get(option, ())], base),
            lambda: self._registered(pathway),
            lambda: self._spots(pathway),
        ]
        steps = [*(steps if about_rules else reversed(steps)), lambda: self._vignettes(pathway, set(first), alone)]
        if not alone and not about_rules:
            rest = sorted({row.option for row, _ in self.rows} - set(first))
            steps.append(lambda: self._rows(pathway, [pair for option in rest for pair in self.by_option[option]], base))
        if not about_rules and (not alone or "rescue" in mutant.path or "next" in mutant.path):
            steps.append(lambda: self._new("p2", p2.faults(pathway)))
        return next((who for step in steps if (who := step()) is not None), None)

    @staticmethod
    def _rows(pathway: Pathway, pairs: list, base: Any) -> str | None:
        return next((f"row {row.id}" for row, case in pairs if judge_row(pathway, row, base, case)), None)

    def changes_nothing(self, mutant: Mutant) -> bool:
        """Prove that no summary tells the edited content from the unharmed one: then there is nothing to catch."""
        try:
            _, pathway, changed = self.pathway_of(mutant)
        except (LookupError, ValueError):
            return False
        one = Prover(self.pathway, beside=(pathway.content,))
        two = Prover.__new__(Prover)
        two.__dict__.update(one.__dict__)
        two.formulas = Formulas(pathway, one.formulas.logic, beside=(self.pathway.content,))
        pairs = []
        if mutant.path[0] != "options":
            pairs += [(one.formulas.at[s], two.formulas.at[s]) for s in one.formulas.at] + list(
                zip(one.formulas.urgency.values(), two.formulas.urgency.values(), strict=True)
            )
        names = changed if mutant.path[0] in ("options", "rule_sets", "gates") else list(self.raw["options"])
        for number, row in enumerate(self.pathway.tables.options):
            if row.id in names:
                a, b = one.formulas.own[number], two.formulas.own[number]
                pairs += [
                    (a.offered, b.offered),
                    (a.withheld, b.withheld),
                    *((a.standing[w], b.standing[w]) for w in a.standing),
                    *((a.safety[w], b.safety[w]) for w in a.safety),
                ]
        differ = [a != b for a, b in pairs if not a.eq(b)]
        return not differ or one.find(z3.Or(differ)) is None

    def _new(self, who: str, faults: list[str]) -> str | None:
        return next((f"{who}: {f[:60]}" for f in faults if f not in self.known), None)

    def _registered(self, pathway: Pathway) -> str | None:
        return self._new("register", registered_faults(pathway))

    def _spots(self, pathway: Pathway) -> str | None:
        return next((f"place {spot.name[:60]}" for spot, case in self.spots if judge_spot(pathway, spot, case)), None)

    def _vignettes(self, pathway: Pathway, first: set[str], alone: bool) -> str | None:
        for vignette, case in sorted(self.vignettes, key=lambda pair: not first & _named(pair[0])):
            if alone and not first & _named(vignette) and "complete" not in vignette.expect:
                continue
            if judge_expectations(pathway, find_position(pathway, case), vignette.expect):
                return f"vignette {vignette.name[:60]}"
        return None


def _named(vignette: Vignette) -> set[str]:
    expect = vignette.expect
    return {
        *expect.get("offered", ()),
        *expect.get("not_offered", ()),
        *expect.get("withheld", ()),
        *expect.get("safety", {}),
        *expect.get("standing", {}),
        *expect.get("reasons", {}),
    }


def drawn(raw: dict, count: int, seed: int) -> list[Mutant]:
    """Return `count` mutants, each kind by its share but at least five of each."""
    all_ = every_mutant(raw)
    dice = random.Random(seed)
    by: dict[str, list[Mutant]] = {}
    for mutant in all_:
        by.setdefault(mutant.kind, []).append(mutant)
    out: list[Mutant] = []
    for kind in sorted(by):
        out += dice.sample(by[kind], min(5, len(by[kind])))
    chosen = {str(m) for m in out}
    rest = [m for m in all_ if str(m) not in chosen]
    return out + dice.sample(rest, count - len(out))
