# ruff: noqa: PLC0415
"""Random case files over every key of the contract: unasked, unknown, free-text medicines, odd trials, reviews.

One generator for two sources of chance: `Dice` (a seeded random number, for bulk) and hypothesis (which shrinks).
"""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

DANGER = (
    "suicidality",
    "suicide_attempt_within_3_months",
    "harm_to_others",
    "psychosis",
    "catatonia",
    "refusing_food_and_fluids",
    "confusion_or_new_neurological_signs",
    "serotonin_toxicity_signs",
)
_JUNK = ("linezolyde", "a small white pill", "???", "vitamin q", "Sertralin 50")
_OUTCOMES = ("none", "partial", "response", "remission", "relapsed", "intolerant", "too_early", "unknown")


class Dice:
    """Chance from a seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def pick(self, values: Any) -> Any:
        return self.random.choice(values)

    def chance(self, of_ten: int) -> bool:
        return self.random.randrange(10) < of_ten

    def count(self, most: int) -> int:
        return self.random.randint(0, most)


class Drawn:
    """Chance from hypothesis."""

    def __init__(self, draw: Any):
        self.draw = draw

    def pick(self, values: Any) -> Any:
        return self.draw(st.sampled_from(list(values)))

    def chance(self, of_ten: int) -> bool:
        return self.draw(st.integers(0, 9)) < of_ten

    def count(self, most: int) -> int:
        return self.draw(st.integers(0, most))


class Maker:
    """Makes cases for one pathway; the edges of its numbers are those that stand in the content."""

    def __init__(self, pathway: Any):
        from proof_formulas import Formulas
        from proof_logic import Bits

        content = self.content = pathway.content
        self.pathway = pathway
        self.answers = content["answers"]
        classes = Formulas(pathway, Bits([])).classes
        self.numbers = {
            k: sorted({e for c in classes[k] if isinstance(c, tuple) for e in c})
            for k, a in self.answers.items()
            if a["kind"] == "whole_number"
        }
        self.conditions = list(content["conditions"])
        self.options = list(content["options"])
        names = [(m["id"], *m["names"], *m["brands"]) for m in content["medicines"].values()]
        self.medicines = sorted({n for group in names for n in group})
        self.antidepressants = sorted(m["id"] for m in content["medicines"].values() if m["antidepressant"])
        ruled = {n for o in content["options"].values() for r in o["rules"] for n in r["when"].get("taking") or ()}
        self.in_rules = sorted(m["id"] for m in content["medicines"].values() if {m["id"], *m["groups"]} & ruled)
        self.treatments = [*self.options, *self.antidepressants, *self.antidepressants, *_JUNK[:2]]

    def __repr__(self) -> str:
        return "Maker()"

    # answers

    def value(self, d: Any, key: str) -> Any:
        """One answer that is not unknown."""
        known = self.answers[key]
        kind = known["kind"]
        if kind in ("choice", "yes_no"):
            return d.pick(known["values"])
        if kind == "whole_number":
            return d.pick(self.numbers[key])
        if kind == "text_list":
            return [self.medicine(d) for _ in range(d.count(2))]
        if kind == "recent_medicines":
            return [
                {"name": self.medicine(d), "stopped_weeks_ago": d.pick([0, 1, 1.9, 2, 3, 4.5, 5, 60, "unknown", None])}
                for _ in range(d.count(2))
            ]
        if kind == "values":
            return {d.pick(known["values"]): d.count(10)} if d.chance(5) else {}
        pool = list(known["values"]) or self.conditions
        if known["or_option_ids"]:
            pool = pool * 8 + self.options
        return list(dict.fromkeys(d.pick(pool) for _ in range(d.count(3))))

    def medicine(self, d: Any) -> str:
        name = d.pick(_JUNK) if d.count(19) == 0 else d.pick(self.in_rules if d.chance(6) else self.medicines)
        return f"{name} {d.pick([5, 10, 50, 150])} mg" if d.chance(3) else name

    def answer(self, d: Any, key: str) -> Any:
        return "unknown" if d.chance(1) else self.value(d, key)

    def calm(self, d: Any) -> dict:
        """The quiet answers, so that a walk gets past the danger questions."""
        from basecase import QUIET

        return dict(QUIET)

    def trial(self, d: Any) -> dict:
        raw: dict = {"treatment": d.pick(self.treatments)}
        for key, values in (
            ("dose_mg", [None, 0, 5, 10, 20, 30, 50, 75, 100, 150, 225, 300, "unknown"]),
            ("weeks", [None, 0, 3, 4, 5.5, 6, 8, 26, "unknown"]),
            ("sessions", [None, 5, 30]),
            ("adherence", ["good", "good", "poor", "unknown"]),
            ("percent_better", [None, None, -5, 0, 24, 25, 49, 50, 100]),
            ("outcome", _OUTCOMES),
            ("stopped_because", [None, "no_benefit", "side_effects", "other", "unknown"]),
            ("stopped_weeks_ago", [None, 0, 1, 4, 20, "unknown"]),
            ("ongoing", [True, False, False, "unknown", None]),
            ("role", [None, "monotherapy", "monotherapy", "augmentation", "psychotherapy", "device", "procedure"]),
            ("episode", ["current", "current", "current", "previous", "unknown", None]),
        ):
            if d.chance(9):
                raw[key] = d.pick(values)
        return raw

    def fair_trial(self, d: Any) -> dict:
        """A trial that often counts."""
        return {
            "treatment": d.pick(self.antidepressants),
            "dose_mg": d.pick([150, 200, 300]),
            "weeks": d.pick([6, 8, 12]),
            "adherence": "good",
            "outcome": d.pick(["none", "none", "partial", "response", "relapsed", "intolerant"]),
            "ongoing": d.chance(3),
            "role": "monotherapy",
            "episode": "current",
        }

    def reviews(self, d: Any) -> list[dict]:
        of = [*DANGER, "other_medicine_reaction", *self.conditions[:8], "maoi", "pregnancy"]
        return [{"of": d.pick(of), "by": "Dr. Example", "on": "2026-11-23"} for _ in range(1 + d.count(2))]

    def case(self, d: Any) -> dict:
        """One case: from nothing told to all told, calm or not."""
        case: dict = {"format": 1}
        if d.count(19) == 0:
            return case
        answers = self.calm(d) if d.chance(7) else {}
        few = d.pick([1, 2, 4, 12]) if answers else d.pick([3, 15, len(self.answers)])
        for _ in range(few):
            key = d.pick([k for k in self.answers if k != "trials"])
            if d.count(4) == 0:
                answers.pop(key, None)
            else:
                answers[key] = self.answer(d, key)
        if answers and d.chance(5):
            answers["medical_conditions"] = self.value(d, "medical_conditions")
        case["answers"] = answers
        if d.chance(9):
            case["trials"] = [self.fair_trial(d) if d.chance(6) else self.trial(d) for _ in range(d.count(4))]
        elif d.chance(2):
            case["trials"] = "unknown"
        if d.chance(1):
            case["clinician_review"] = self.reviews(d)
        return case


def dice_cases(pathway: Any, count: int, seed: int = 1) -> list[dict]:
    """Return `count` cases from one seed."""
    maker = Maker(pathway)
    return [maker.case(Dice(seed * 1_000_003 + i)) for i in range(count)]


def cases(maker: Maker) -> st.SearchStrategy[dict]:
    """The strategy of valid cases."""
    return st.composite(lambda draw: maker.case(Drawn(draw)))()
