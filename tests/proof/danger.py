"""The argument that more danger, illness or medicine opens nothing, in three steps.

1. a change leaves the person at the same place, or leads to a place that holds everything back (solver, over all walks);
2. at a holding place none of these options is offered at all (solver; an option that can be is asked about with its walk);
3. at the same place the change opens nothing: in the option's formula it stands on the closing side only (structure), else
   the solver is asked.
"""

import itertools

from proof_classes import _fits, leaf_word
from proof_logic import STATES
from proof_solver import Prover, polarity, told
from test_p2_emergency import RESCUE

HOLDING = {"safety_gate", "out_of_scope", "confirm_diagnosis"}
LADDERS = {  # answer -> steps of rising danger
    "suicidality": ["none", "passive", "active", "active_plan"],
    "suicide_attempt_within_3_months": [False, True],
    "past_suicide_attempt": [False, True],
    "harm_to_others": [False, True],
    "being_harmed": [False, True],
    "psychosis": [False, True],
    "catatonia": [False, True],
    "refusing_food_and_fluids": [False, True],
    "eating_very_little": [False, True],
    "confusion_or_new_neurological_signs": [False, True],
    "serotonin_toxicity_signs": [False, True],
    "risk_to_infant": [False, True],
    "mania_now": [False, True],
    "other_medicine_reaction": ["none", "maoi_headache"],
    "mania_history": ["none", "suspected", "mania"],
    "substance_use": ["none", "in_remission", "current", "withdrawal"],
}
# What danger or illness may open besides the rescue set: steps of care about that very thing.
CARE_OPENS = {
    "medical_workup": "an open cause is a reason to look",
    "medication_review": "a medicine, or a reaction to one, is a reason to review",
    "substance_use_treatment": "use and withdrawal are treated there",
    "perinatal_care": "care around a birth",
    "child_and_adolescent_care": "care for teens",
}
# An illness that is an indication, not a contraindication.
INDICATED = {("dbt", "personality_disorder"), ("mbt", "personality_disorder")}


class Steps:
    """The three steps of the argument for one pathway."""

    def __init__(self, pathway, only=()):
        self.pathway, self.only = pathway, only  # `only`: look at these options alone
        self.place = Prover(pathway, free_places=True, known=True, reviewed=False)  # step 2 and 3: anywhere
        self.walk = Prover(pathway, known=True, reviewed=False)  # step 1: with the walk
        self.tables = pathway.tables
        self.signs, self._kept, self.read = {}, {}, None
        states = {
            s: n["record"]["phase"] in HOLDING
            for s, n in pathway.graph.nodes(data=True)
            if n["kind"] == "state" and n["record"]["phase"]
        }
        self.open_states = [s for s, held in states.items() if not held]
        g = self.place.formulas.logic
        self.held = g.any(*(h for s, h in self.place.formulas.at.items() if states[s]))

    def options(self):
        for number, row in enumerate(self.tables.options):
            if (
                (not row.members or row.itself)
                and row.id not in RESCUE
                and row.id not in CARE_OPENS
                and (not self.only or row.id in self.only)
            ):
                yield number, row.id

    def opened(self, number, changes):
        """Return the changes that make an option offered which was not."""
        shape = self.place.formulas.own[number]
        if number not in self.signs:
            held = self.place.find(shape.offered, self.held) is not None
            self.signs[number] = (*polarity(shape.offered), held)
        helps, hinders, held = self.signs[number]
        found = []
        for name, raised, lowered in changes:
            if held or not self.keeps_place(name, raised, lowered):
                wrong = self.ask(self.walk, number, raised, lowered)
            elif helps.isdisjoint(_names(raised)) and hinders.isdisjoint(_names(lowered)):
                continue
            else:
                wrong = self.ask(self.place, number, raised, lowered)
            if wrong is not None:
                found.append(f"{name} ({told(wrong)})")
        return found

    def ask(self, prover, number, raised, lowered):
        """Ask the solver for a summary in which the change opens the option."""
        g, offered = prover.formulas.logic, prover.formulas.own[number].offered
        low = (
            [(g.var(*v), g.false) for v in raised] + [(g.var(*v), g.true) for v in lowered] + self.others(prover, raised, lowered)
        )
        high = (
            [(g.var(*v), g.true) for v in raised] + [(g.var(*v), g.false) for v in lowered] + self.others(prover, raised, lowered)
        )
        return prover.find(prover.swapped(offered, high), g.no(prover.swapped(offered, low)))

    @staticmethod
    def others(prover, raised, lowered):
        """An answer that changes has no other value before or after."""
        f, g = prover.formulas, prover.formulas.logic
        keys = {v[1] for v in (*raised, *lowered) if v[0] == "answer"}
        return [
            (f.answer(k, c), g.false)
            for k in keys
            for c in f.classes[k]
            if ("answer", k, c) not in raised and ("answer", k, c) not in lowered
        ]

    def keeps_place(self, name, raised, lowered) -> bool:
        """Step 1: whoever stands at an open place after the change stood there before."""
        if name not in self._kept:
            at = self.walk.formulas.at
            if self.read is None:  # every variable that the walk to an open place reads
                self.read = set().union(*(signs for state in self.open_states for signs in polarity(at[state])))
            if not self.read & (_names(raised) | _names(lowered)):
                self._kept[name] = True
            else:
                g = self.walk.formulas.logic
                fixed = self.others(self.walk, raised, lowered)
                low = [(g.var(*v), g.false) for v in raised] + [(g.var(*v), g.true) for v in lowered] + fixed
                high = [(g.var(*v), g.true) for v in raised] + [(g.var(*v), g.false) for v in lowered] + fixed
                moved = g.any(
                    *(g.all(self.walk.swapped(at[s], high), g.no(self.walk.swapped(at[s], low))) for s in self.open_states)
                )
                self._kept[name] = self.walk.find(moved) is None
        return self._kept[name]

    def additions(self, number=None):
        """One more condition, medicine or allergy: name, variables raised, variables lowered."""
        self.place.formulas.own  # noqa: B018  every variable has a name now
        names = list(self.place.formulas.logic.names)
        out = [(n, [n], []) for n in names if n[:2] == ("member", "medical_conditions") or n[0] == "allergy"]
        for medicine in dict.fromkeys(n[1] if n[0] == "now" else n[2] for n in names if n[0] in ("now", "now_but")):
            out.append(
                (("now", medicine), [n for n in names if n == ("now", medicine) or (n[0] == "now_but" and n[2] == medicine)], [])
            )
        for name in [n for n in names if n[0] in ("stop", "stop_but")]:
            longer = [n for n in names if n[0] in ("stop", "stop_but") and n[-2] == name[-2] and n[-1] >= name[-1]]
            out.append((("stop", *name[-2:]), longer, []))
        return list({n: (n, r, low) for n, r, low in out}.values())


def _names(vars_) -> set[str]:
    return {"|".join(map(str, v)) for v in vars_}


def _step(key, low, high):
    return ((key, low, high), [("answer", key, high)], [("answer", key, low)])


def danger_faults(steps) -> list[str]:
    """More danger opens nothing outside the rescue set."""
    changes = [_step(key, low, high) for key, ladder in LADDERS.items() for low, high in itertools.pairwise(ladder)]
    return [f"{option}: {f}" for number, option in steps.options() for f in steps.opened(number, changes)]


def addition_faults(steps) -> list[str]:
    """One more condition, medicine or allergy opens nothing."""
    changes = steps.additions()
    return [
        f"{option}: {f}"
        for number, option in steps.options()
        for f in steps.opened(number, [c for c in changes if (option, c[0][-1]) not in INDICATED])
    ]


def named_faults(steps) -> list[str]:
    """A fact named in an option's own closing rules never makes it offered (the rescue set and the steps of care too)."""
    found, content = [], steps.pathway.content
    additions = steps.additions()
    for number, option in enumerate(content["options"].values()):
        if steps.tables.options[number].members or (steps.only and option["id"] not in steps.only):
            continue
        named, changes = set(), {}
        for rule in option["rules"]:
            for leaf, positive in signed(rule["when"]) if rule["effect"] == "ruled_out" else ():
                word = leaf_word(leaf)
                if word in ("condition", "taking", "allergic_to"):
                    named.update(leaf[word])
                elif word == "answer" and not leaf.get("has"):
                    changes.update((c[0], c) for c in answer_changes(steps.place, leaf, positive))
        changes.update((c[0], c) for c in additions if (c[0][1] if c[0][0] == "stop" else c[0][-1]) in named)
        found += [f"{option['id']}: {w}" for w in steps.opened(number, changes.values())]
    return found


def signed(when, positive=True):
    """Yield each leaf, and whether it helps the condition to hold by holding."""
    if "not" in when:
        yield from signed(when["not"], not positive)
    elif "all" in when or "any" in when:
        for part in when.get("all") or when.get("any"):
            yield from signed(part, positive)
    else:
        yield when, positive


def answer_changes(prover, leaf, positive):
    """Return the changes of one answer from a value that does not fit the leaf to one that does (never from more danger to less)."""
    key, ladder = leaf["answer"], LADDERS.get(leaf["answer"], [])
    values = [c for c in prover.formulas.classes[key] if c not in STATES and c != "known"]
    fits, rest = [c for c in values if _fits(leaf, c)], [c for c in values if not _fits(leaf, c)]
    return [
        _step(key, b, a)
        for a in (fits if positive else rest)
        for b in (rest if positive else fits)
        if not ladder or ladder.index(a if a in ladder else ladder[-1]) >= ladder.index(b if b in ladder else ladder[-1])
    ]
