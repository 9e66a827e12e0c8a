"""Property 5: a fact named in an option's own closing rules never makes that option offered; outside the rescue set, more danger
never opens an option; adding a contraindication, a medicine or an allergy never adds an offer.

Two summaries that differ in one answer only are compared, over all summaries (solver, per option): where the second holds
the named fact, more danger, one more condition, medicine or allergy, it offers nothing that the first does not. Whether an
antidepressant runs is held fixed: an add-on is opened by taking one (contract section 3). The exceptions are listed, each with its
reason. By the engine, the same for each medicine, condition and allergy of the content in each context.
"""

import pytest
import z3

from judging import position_of
from pathways.content.conditions import leaves
from proof_cases import CONTEXTS, broken, key_with, laid_over
from proof_logic import STATES, Prover, _fits, leaf_word, told
from test_p2_emergency import RESCUE

LADDERS = {  # answer -> steps of rising danger
    "suicidality": ["none", "passive", "active", "active_plan"], "suicide_attempt_within_3_months": [False, True], "past_suicide_attempt": [False, True],
    "harm_to_others": [False, True], "being_harmed": [False, True], "psychosis": [False, True], "catatonia": [False, True],
    "refusing_food_and_fluids": [False, True], "eating_very_little": [False, True], "confusion_or_new_neurological_signs": [False, True],
    "serotonin_toxicity_signs": [False, True], "risk_to_infant": [False, True], "mania_now": [False, True],
    "other_medicine_reaction": ["none", "maoi_headache"], "mania_history": ["none", "suspected", "mania"],
}
# What danger or illness may open besides the rescue set: steps of care about that very thing.
CARE_OPENS = {
    "medical_workup": "an open cause is a reason to look", "medication_review": "a medicine or a reaction to it is a reason to review",
    "substance_use_treatment": "withdrawal and use are treated there", "perinatal_care": "care for a birth", "child_and_adolescent_care": "care for teens",
    "check_adherence": "a care step", "no_new_treatment": "a care step",
}


def _swap(prover, formula, pairs):
    return prover.swapped(formula, pairs) if pairs else formula


def _vars(formula) -> set[str]:
    seen, names, front = set(), set(), [formula]
    while front:
        term = front.pop()
        if term.get_id() in seen:
            continue
        seen.add(term.get_id())
        if term.num_args() == 0 and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            names.add(term.decl().name())
        front.extend(term.children())
    return names


def added(prover, names) -> list[tuple[list, list]]:
    """Return, per condition, medicine and allergy among the variables, the replacements of the summary without and with it."""
    f, g = prover.formulas, prover.formulas.logic
    out = []
    mentioned = {name for name in list(g.names) if "|".join(map(str, name)) in names}
    medicines = {n[-1] for n in mentioned if n[0] == "now"} | {n[2] for n in mentioned if n[0] == "now_but"}
    for name in sorted(mentioned, key=str):
        if name[:2] == ("member", "medical_conditions"):
            known = prover.answer_set("medical_conditions", "known")
            out.append((name, [(g.names[name], g.false), *known], [(g.names[name], g.true), *known]))
        elif name[0] == "allergy":
            known = prover.answer_set("allergies", "known")
            out.append((name, [(g.names[name], g.false), *known], [(g.names[name], g.true), *known]))
    for medicine in sorted(medicines):
        vars_ = [g.names[n] for n in mentioned if n in (("now", medicine),) or (n[0] == "now_but" and n[2] == medicine)]
        known = prover.answer_set("current_medications", "known")
        out.append((("now", medicine), [*((v, g.false) for v in vars_), *known], [*((v, g.true) for v in vars_), *known]))
    for name in sorted(mentioned, key=str):
        if name[0] in ("stop", "stop_but"):
            longer = [(g.names[n], g.true) for n in mentioned if n[:-1] == name[:-1] and n[-1] >= name[-1]]
            none = [(g.names[n], g.false) for n in mentioned if n[:-1] == name[:-1]]
            known = prover.answer_set("recent_medications", "known")
            out.append((name, [*none, *known], [*none, *longer][::-1] and [*longer, *[p for p in none if all(p[0] is not q[0] for q in longer)], *known]))
    return out


def danger_steps(prover):
    """Return, per step of a ladder, the replacements below and above."""
    out = []
    for key, steps in LADDERS.items():
        for low, high in zip(steps, steps[1:], strict=False):
            out.append(((key, low, high), prover.answer_set(key, low), prover.answer_set(key, high)))
    return out


def opened(prover, shape, changes) -> list[str]:
    """Return the changes that make an option offered that was not, over all summaries."""
    g = prover.formulas.logic
    pairs = [(name, g.all(_swap(prover, shape.offered, more), g.no(_swap(prover, shape.offered, less)))) for name, less, more in changes]
    prover.formulas.logic.any(*(p for _, p in pairs))
    if not pairs or prover.find(g.any(*(p for _, p in pairs))) is None:
        return []
    return [f"{name} ({told(wrong)})" for name, p in pairs if (wrong := prover.find(p)) is not None]


def _own(prover):
    f = prover.formulas
    return [(row.id, shape) for row, shape in zip(f.tables.options, f.own, strict=True) if not row.members or row.itself]


def danger_faults(prover) -> list[str]:
    """More danger opens nothing outside the rescue set."""
    return [f"{option}: {f}" for option, shape in _own(prover) if option not in RESCUE and option not in CARE_OPENS for f in opened(prover, shape, danger_steps(prover))]


def addition_faults(prover) -> list[str]:
    """One more condition, medicine or allergy opens nothing."""
    return [f"{option}: {f}" for option, shape in _own(prover) if option not in RESCUE and option not in CARE_OPENS
            for f in opened(prover, shape, added(prover, _vars(shape.offered)))]


def named_faults(prover) -> list[str]:
    """A fact named in an option's own closing rules never makes it offered."""
    f = prover.formulas
    found = []
    for number, option in enumerate(f.content["options"].values()):
        if f.tables.options[number].members:
            continue
        shape, changes, mentioned = f.own[number], [], _vars(f.own[number].offered)
        names = {("member", "medical_conditions"): set(), "now": set(), "allergy": set()}
        seen = set()
        for rule in option["rules"]:
            if rule["effect"] != "ruled_out":
                continue
            for leaf, positive in signed(rule["when"]):
                word = leaf_word(leaf)
                if word == "condition":
                    names[("member", "medical_conditions")].update(leaf["condition"])
                elif word == "taking":
                    names["now"].update(leaf["taking"])
                elif word == "allergic_to":
                    names["allergy"].update(leaf["allergic_to"])
                elif word == "answer" and str((leaf, positive)) not in seen and not leaf.get("has"):
                    seen.add(str((leaf, positive)))
                    changes += answer_changes(prover, leaf, positive)
        keep = {"member": names[("member", "medical_conditions")], "now": names["now"], "stop": names["now"], "allergy": names["allergy"]}
        changes += [c for c in added(prover, mentioned) if _named_in(c[0], keep)]
        found += [f"{option['id']}: {w}" for w in opened(prover, shape, changes)]
    return found


def _named_in(name, keep) -> bool:
    if name[0] == "member":
        return name[2] in keep["member"]
    if name[0] == "stop_but":
        return name[2] in keep["stop"]
    return name[1] in keep[name[0]]


def signed(when, positive=True):
    """Yield each leaf and whether it helps the condition to hold by holding."""
    if "not" in when:
        yield from signed(when["not"], not positive)
    elif "all" in when or "any" in when:
        for part in when.get("all") or when.get("any"):
            yield from signed(part, positive)
    else:
        yield when, positive


def answer_changes(prover, leaf, positive):
    """Return the changes of one answer from a value that does not fit the leaf to one that does."""
    key = leaf["answer"]
    values = [c for c in prover.formulas.classes[key] if c not in STATES and c != "known"]
    fits = [c for c in values if _fits(leaf, c)]
    not_ = [c for c in values if not _fits(leaf, c)]
    if not positive:
        fits, not_ = not_, fits
    return [((key, b, a), prover.answer_set(key, b), prover.answer_set(key, a)) for a in fits for b in not_]


def test_facts_of_closing_rules_never_open(prover):
    found = named_faults(prover)
    assert not found


def test_more_danger_opens_nothing(prover):
    found = danger_faults(prover)
    assert not found


def test_adding_illness_medicine_or_allergy_opens_nothing(prover):
    found = addition_faults(prover)
    assert not found


def engine_faults(pathway, contexts=("two_one_runs", "first_step"), every=1) -> list[str]:
    """Each condition, medicine and allergy of the content, added in some contexts."""
    found = []
    content = pathway.content
    for name in contexts:
        case = CONTEXTS[name]
        before = {o.id for o in position_of(pathway, case).options if o.offered}
        runs = position_of(pathway, case).summary.fact("antidepressant_running")
        more = [({"medical_conditions": [c]}, c) for c in content["conditions"]]
        more += [({"current_medications": [m]}, m) for m in list(content["medicines"])[::every]]
        more += [({"allergies": [m]}, m) for m in list(content["medicines"])[::every]]
        for answers, what in more:
            position = position_of(pathway, laid_over(case, answers))
            if position.summary.fact("antidepressant_running") != runs:
                continue
            opens = {o.id for o in position.options if o.offered} - before - set(CARE_OPENS) - set(RESCUE)
            if opens:
                found.append(f"{answers} at {name} opens {sorted(opens)}")
    return found


def test_the_engine_agrees_one_by_one(pathway):
    found = engine_faults(pathway)
    assert not found


@pytest.mark.parametrize("key", LADDERS)
def test_the_engine_agrees_on_danger(pathway, key):
    for name, case in CONTEXTS.items():
        steps = [v for v in LADDERS[key]]
        offered = [{o.id for o in position_of(pathway, key_with(case, key, v)).options if o.offered} for v in steps]
        for low, high, less, more in zip(steps, steps[1:], offered, offered[1:], strict=False):
            opens = more - less - set(RESCUE) - set(CARE_OPENS)
            assert not opens, f"{key} {low} -> {high} at {name} opens {sorted(opens)}"


def test_seeded_fault_danger_opens(raw):
    def change(content):
        content["options"]["esketamine"]["road"]["next"].append(
            {"at": ["everywhere"], "when": {"answer": "suicidality", "is": ["active"]}, "because": {"plain": "x", "clinician": "x"}, "sources": [], "checked": None})

    assert any("esketamine" in f for f in danger_faults(Prover(broken(raw, change))))


def test_seeded_fault_a_named_fact_opens(raw):
    def change(content):
        content["options"]["tms"]["rules"].append({**_rule(content), "when": {"condition": ["migraine"]}})
        content["options"]["tms"]["road"]["next"].append(
            {"at": ["first_line"], "when": {"any": [{"condition": ["migraine"]}, {"answer": "age", "at_least": 90}]}, "because": {"plain": "x", "clinician": "x"}, "sources": [], "checked": None})
        content["options"]["tms"]["rules"][-1]["when"] = {"all": [{"condition": ["migraine"]}, {"answer": "age", "below": 30}]}

    assert any(f.startswith("tms") for f in named_faults(Prover(broken(raw, change))))


def test_seeded_fault_a_medicine_opens(raw):
    def change(content):
        content["options"]["lamotrigine"]["road"]["next"].append(
            {"at": ["first_line"], "when": {"taking": ["lithium"]}, "because": {"plain": "x", "clinician": "x"}, "sources": [], "checked": None})

    pathway = broken(raw, change)
    assert any("lamotrigine" in f for f in engine_faults(pathway, contexts=("first_step",)))
    assert any("lamotrigine" in f for f in addition_faults(Prover(pathway)))


def _rule(content):
    rule = next(r for o in content["options"].values() for r in o["rules"] if r["effect"] == "ruled_out")
    return dict(rule)


def test_leaves_are_all_signed(pathway):
    for option in pathway.content["options"].values():
        for rule in option["rules"]:
            assert len(list(signed(rule["when"]))) == len(leaves(rule["when"]))
