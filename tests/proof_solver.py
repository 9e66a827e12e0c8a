"""A solver over all summaries: it finds one in which the claims hold, or proves that there is none."""

from __future__ import annotations

from typing import Any

import z3
from proof_formulas import Formulas
from proof_logic import STATES, Z3


def laws(f: Formulas) -> list[tuple[str, Any]]:
    """Return what the facts of one history have to do with each other (a test holds the engine to it): the fact it speaks of, the law."""
    g = f.logic
    out = []
    for sure in f.fact_classes["adequate_trials"]:
        for may in f.fact_classes["possible_adequate_trials"]:
            if may[1] < sure[0]:
                out.append(
                    (
                        "adequate_trials",
                        g.no(g.all(f.asked, f.fact("adequate_trials", sure), f.fact("possible_adequate_trials", may))),
                    )
                )
    told = g.all(g.no(f.answer("current_medications", "unasked")), g.no(f.no_trials[0]))
    out.append(("antidepressant_running", g.no(g.all(f.fact("antidepressant_running", "unasked"), told))))
    helps = g.all(f.asked, f.fact("running_helps_in_part", True))
    # what helps in part and is no antidepressant has room to improve
    out.append(
        ("running_helps_in_part", g.any(g.no(helps), f.fact("running_has_room", True), f.fact("antidepressant_running", True)))
    )
    out.append(
        ("running_has_room", g.any(g.no(g.all(f.asked, f.fact("running_has_room", True))), f.fact("running_helps_in_part", True)))
    )
    for row in f.tables.options:
        if not row.members:  # a fair try that failed leaves the option tried, unless it helped at another time
            out.append(
                (
                    ("fair", row.id),
                    g.any(g.no(g.all(f.asked, g.var("fair", row.id))), g.var("tried", row.id), g.var("helped", row.id)),
                )
            )
    weeks = g.any(*(f.fact("weeks_running", c) for c in f.fact_classes["weeks_running"] if c != "not_applicable"))
    out.append(("weeks_running", g.any(g.no(g.all(f.asked, weeks)), f.fact("antidepressant_running", True))))
    return out


class Prover:
    """A solver that knows what every summary has in common: one class per answer and fact, counts in order."""

    def __init__(self, pathway: Any, **how: Any) -> None:
        self.formulas = Formulas(pathway, Z3(), **how)
        self.solver = z3.SolverFor("QF_FD")
        self._known: set = set()
        self._axioms: list = []

    def _learn(self) -> None:
        """Add the axioms of every variable that came up since the last question."""
        f, g = self.formulas, self.formulas.logic
        for name in list(g.names):
            if name in self._known:
                continue
            self._known.add(name)
            if name[0] == "answer" and ("group", *name[:2]) not in self._known:
                self._known.add(("group", *name[:2]))
                self._one([f.answer(name[1], c) for c in f.classes[name[1]]])
                self._score(name[1])
            if name[0] == "fact" and ("group", *name[:2]) not in self._known:
                self._known.add(("group", *name[:2]))
                self._one([f.fact(name[1], c) for c in f.fact_classes[name[1]]])
                self.solver.add(*(law for about, law in self._laws() if about == name[1]))
            if name[0] == "at" and "places" not in self._known:
                self._known.add("places")
                self._one(list(f.at.values()))
            if name[0] == "fair":
                self.solver.add(*(law for about, law in self._laws() if about == ("fair", name[1])))
            if name[0] in ("stop", "stop_but"):
                for weeks in sorted(f.weeks):
                    if weeks > name[-1]:
                        self.solver.add(z3.Implies(g.names[name], g.var(*name[:-1], weeks)))
            if name[0].endswith("_but"):
                kind, own, what, *more = name
                with_ = g.var(kind.removesuffix("_but"), what, *more)
                surer = {"now_but": (), "stop_but": ("now",), "maybe_but": ("now",), "when_but": ("now",)}[kind]
                self.solver.add(z3.Implies(g.names[name], g.any(with_, *(g.var(k, what) for k in surer))))
                self.solver.add(z3.Implies(z3.Not(g.var("named", own)), g.names[name] == with_))
        if set(g.names) - self._known:
            self._learn()

    def _laws(self) -> list[tuple[Any, Any]]:
        if not self._axioms:
            self._axioms = laws(self.formulas)
        return self._axioms

    def _score(self, key: str) -> None:
        """Of the answers that one question takes: one that is known makes the others not applicable, and all or none were asked."""
        f, g = self.formulas, self.formulas.logic
        for question in f.content["questions"].values():
            keys = question["sets"]
            if isinstance(keys, str) or key not in keys:
                continue
            known = {k: g.no(g.any(*(f.answer(k, c) for c in STATES if c in f.classes[k]))) for k in keys}
            some = g.any(*known.values())
            for other in keys:
                self.solver.add(z3.Implies(some, z3.Not(z3.Or(f.answer(other, "unasked"), f.answer(other, "unknown")))))
                self.solver.add(z3.Implies(f.answer(other, "not_applicable"), some))
                self.solver.add(f.answer(other, "unasked") == f.answer(keys[0], "unasked"))

    def _one(self, vars_: list) -> None:
        self.solver.add(z3.PbEq([(v, 1) for v in vars_], 1))

    def find(self, *claims: Any) -> dict | None:
        """Return a summary in which all claims hold, as the variables that are true in it; None when there is none (a proof)."""
        self._learn()
        claim = self.formulas.logic.all(*claims)
        if claim is self.formulas.logic.false:
            return None
        if self.solver.check(claim) == z3.unsat:
            return None
        model = self.solver.model()
        return {name: True for name, var in self.formulas.logic.names.items() if z3.is_true(model.eval(var))}

    def swapped(self, formula: Any, pairs: list[tuple[Any, Any]]) -> Any:
        """Return a formula with variables replaced."""
        return z3.substitute(formula, *pairs)

    def answer_set(self, key: str, cls: Any) -> list[tuple[Any, Any]]:
        """The replacements that give an answer one class."""
        f, g = self.formulas, self.formulas.logic
        return [(f.answer(key, c), g.true if c == cls else g.false) for c in f.classes[key]]


def told(model: dict | None, most: int = 12) -> str:
    """Say a counterexample in a line."""
    if model is None:
        return "none"
    names = [n for n in model if n[0] not in ("answer",) or n[2] not in ("unasked",)]
    return ", ".join(":".join(map(str, n)) for n in names[:most])


def polarity(formula: Any) -> tuple[set[str], set[str]]:
    """Return the variables that help a formula to be true by being true, and those that help by being false.

    A variable in the second set alone can go from false to true without making a false formula true: that is a proof.
    """
    signs: tuple[set[str], set[str]] = (set(), set())
    seen, front = set(), [(formula, 0)]
    while front:
        term, sign = front.pop()
        if (term.get_id(), sign) in seen:
            continue
        seen.add((term.get_id(), sign))
        kind = term.decl().kind()
        if kind == z3.Z3_OP_NOT:
            front.append((term.arg(0), 1 - sign))
        elif kind in (z3.Z3_OP_AND, z3.Z3_OP_OR):
            front.extend((child, sign) for child in term.children())
        elif kind == z3.Z3_OP_UNINTERPRETED and term.num_args() == 0:
            signs[sign].add(term.decl().name())
        elif kind not in (z3.Z3_OP_TRUE, z3.Z3_OP_FALSE):
            raise ValueError(f"polarity of {term.decl().name()}")
    return signs
