"""Who catches a mutant.

It is looked at in this order, and stops at the first: the content checks, the quick part of the proofs, the registers and the
vignettes (those that speak of the edited option first).
"""

from __future__ import annotations

from typing import Any

import test_p1_one_position as p1
import test_p2_emergency as p2
import z3
from basecase import base_case
from expectations import Vignette, judge_expectations, vignettes
from mutants import Mutant, edited
from places import judge_spot, spots
from proof_formulas import Formulas
from proof_solver import Prover
from registers import Row, judge_row, rows
from unregistered import registered_faults

from pathways.content import checks
from pathways.content.compiler import collect
from pathways.content.frozen import freeze
from pathways.content.library import data_folder
from pathways.content.rules import spread_rules
from pathways.engine.case import check_case
from pathways.engine.position import Pathway, find_position, make_pathway


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
