"""Property 2: at emergency only the declared rescue set is offered; the crisis step is one step away from everywhere.

The rescue set and the emergencies are typed here from contract section 3, not read from the content. Over all summaries (solver):
the urgency is emergency exactly when one of the contract's emergencies holds that no clinician has reviewed; then an option
is offered only if it stands in the rescue set and the answer it asks for is there; while anything is urgent crisis care is
offered to everybody who has not declined it. In the graph, crisis care and ECT are next to every position. By the engine: every
emergency in every context.
"""

import pytest
from basecase import QUIET, position_of
from proof_cases import CONTEXTS, broken, key_with
from proof_solver import Prover, told

RESCUE = {  # option -> the answer it asks for
    "crisis_care": None,
    "specialist_referral": None,
    "ect": None,
    "benzodiazepine_challenge": {"answer": "catatonia", "is": [True]},
    "antidepressant_plus_antipsychotic": {"answer": "psychosis", "is": [True]},
    "bipolar_assessment": {"answer": "mania_history", "is": ["suspected"]},
}
EMERGENCIES = [  # what must be so, and the answers of which a review must speak
    ({"answer": "suicidality", "is": ["active_plan"]}, ["suicidality"]),
    ({"answer": "suicide_attempt_within_3_months", "is": [True]}, ["suicide_attempt_within_3_months"]),
    ({"answer": "catatonia", "is": [True]}, ["catatonia"]),
    ({"answer": "refusing_food_and_fluids", "is": [True]}, ["refusing_food_and_fluids"]),
    ({"answer": "serotonin_toxicity_signs", "is": [True]}, ["serotonin_toxicity_signs"]),
    (
        {"answer": "other_medicine_reaction", "is": ["maoi_headache", "lithium_toxicity_signs", "nms_signs", "serious_rash"]},
        ["other_medicine_reaction"],
    ),
    ({"all": [{"answer": "psychosis", "is": [True]}, {"answer": "pregnancy", "is": ["postpartum"]}]}, ["psychosis"]),
    ({"answer": "risk_to_infant", "is": [True]}, ["risk_to_infant"]),
    ({"answer": "confusion_or_new_neurological_signs", "is": [True]}, ["confusion_or_new_neurological_signs"]),
    ({"answer": "harm_to_others", "is": [True]}, ["harm_to_others"]),
]
SAME_DAY = [
    {"answer": "suicidality", "is": ["active"]},
    {"answer": "psychosis", "is": [True]},
    {"answer": "substance_use", "is": ["withdrawal"]},
    {"answer": "eating_very_little", "is": [True]},
    {"answer": "being_harmed", "is": [True]},
    {"answer": "mania_now", "is": [True]},
    {"all": [{"answer": "phq9_item9", "at_least": 1}, {"answer": "suicidality", "is": ["unasked", "unknown"]}]},
]
EMERGENCY_ANSWERS = [
    {"suicidality": "active_plan"},
    {"suicide_attempt_within_3_months": True},
    {"catatonia": True},
    {"refusing_food_and_fluids": True},
    {"serotonin_toxicity_signs": True},
    *({"other_medicine_reaction": r} for r in ("maoi_headache", "lithium_toxicity_signs", "nms_signs", "serious_rash")),
    {"psychosis": True, "pregnancy": "postpartum", "weeks_postpartum": 2},
    {"pregnancy": "postpartum", "risk_to_infant": True},
    {"confusion_or_new_neurological_signs": True},
    {"harm_to_others": True},
]


def faults(pathway) -> list[str]:
    """The engine, every emergency in every context: quick, no solver."""
    found = []
    positions = [n for n, d in pathway.graph.nodes(data=True) if d["kind"] == "state" and d["record"]["phase"]]
    for lane in ("crisis_care", "ect"):
        found += [f"{lane} is not one step from {s}" for s in positions if not pathway.graph.has_edge(s, lane)]
    for name, context in CONTEXTS.items():
        if name == "emergency":
            continue
        for answers in EMERGENCY_ANSWERS:
            case = {k: v for k, v in context.items() if k != "clinician_review"}
            for key, value in answers.items():
                case = key_with(case, key, value)
            position = position_of(pathway, case)
            if position.urgency != "emergency" or position.place.phase != "safety_gate":
                found.append(f"{answers} at {name}: {position.urgency}, {position.place.phase}")
            for offer in position.options:
                rescue = offer.id in RESCUE and _asked_for(RESCUE[offer.id], case["answers"])
                if offer.withheld == rescue and offer.id not in ("ssri",):
                    found.append(f"{answers} at {name}: {offer.id} is {'' if offer.withheld else 'not '}withheld")
                if offer.offered and not rescue:
                    found.append(f"{answers} at {name}: {offer.id} is offered")
                if offer.id == "crisis_care" and not offer.offered:
                    found.append(f"{answers} at {name}: crisis care is not offered")
    return found


def _asked_for(when, answers) -> bool:
    return when is None or answers.get(when["answer"]) in when["is"]


def test_every_emergency_in_every_context(pathway):
    found = faults(pathway)
    assert not found


@pytest.mark.parametrize(
    "answers",
    [
        {"suicidality": "active"},
        {"psychosis": True},
        {"substance_use": "withdrawal"},
        {"eating_very_little": True},
        {"suicidality": "unknown", "phq9_item9": 1},
        {"being_harmed": True},
        {"mania_now": True},
    ],
)
def test_same_day_withholds_nothing(pathway, answers):
    for name, context in CONTEXTS.items():
        if name in ("emergency", "first_after_birth"):
            continue
        position = position_of(pathway, {**context, "answers": {**context["answers"], **answers}})
        assert position.urgency == "same_day", name
        assert not any(o.withheld for o in position.options), name
        assert next(o for o in position.options if o.id == "crisis_care").offered, name


def urgency_faults(prover) -> list[str]:
    """Over all summaries: the urgency is what the contract says."""
    f, g = prover.formulas, prover.formulas.logic
    emergency = g.any(*(g.all(f.code(when).yes, g.no(g.all(*(g.var("reviewed", n) for n in of)))) for when, of in EMERGENCIES))
    some = g.any(*(f.code(when).yes for when, _ in EMERGENCIES), *(f.code(when).yes for when in SAME_DAY))
    found = []
    for word, holds in (("emergency", emergency), ("same_day", g.all(g.no(emergency), some)), ("none", g.no(some))):
        wrong = prover.find(f.urgency[word] != holds)
        if wrong is not None:
            found.append(f"urgency {word}: {told(wrong)}")
    return found


def offer_faults(prover) -> list[str]:
    """Over all summaries: what is offered at emergency."""
    f, g = prover.formulas, prover.formulas.logic
    found = []
    for row, shape in zip(f.tables.options, f.shapes, strict=True):
        rescued = f.code(RESCUE[row.id]).yes if row.id in RESCUE else g.false
        wrong = prover.find(f.urgency["emergency"], shape.offered, g.no(rescued))
        if wrong is not None:
            found.append(f"{row.id}: {told(wrong)}")
        wrong = prover.find(f.urgency["emergency"], rescued, shape.withheld)
        if wrong is not None:
            found.append(f"{row.id} is withheld: {told(wrong)}")
    crisis = f.shapes[f.tables.index["crisis_care"]]
    wrong = prover.find(g.no(f.urgency["none"]), g.no(crisis.offered), g.no(crisis.declined))
    if wrong is not None:
        found.append(f"crisis care is not offered: {told(wrong)}")
    return found


def test_urgency_is_the_contracts(prover):
    found = urgency_faults(prover)
    assert not found


def test_only_the_rescue_set_for_every_summary(prover):
    found = offer_faults(prover)
    assert not found


def test_the_quiet_case_is_quiet(pathway):
    assert position_of(pathway, {"format": 1, "answers": QUIET, "trials": []}).urgency == "none"


def test_seeded_fault_another_option_in_the_rescue_set(raw):
    pathway = broken(raw, lambda c: c["options"]["esketamine"].update(rescue="always"))
    assert any("esketamine" in f for f in faults(pathway))


def test_seeded_fault_over_all_summaries(raw):
    def change(content):
        content["options"]["perinatal_care"]["rescue"] = "always"

    assert any("perinatal_care" in f for f in offer_faults(Prover(broken(raw, change))))


def test_seeded_fault_an_emergency_is_missing(raw):
    pathway = broken(raw, lambda c: c["triggers"].pop("catatonia"))
    assert any("catatonia" in f for f in faults(pathway))
    assert urgency_faults(Prover(pathway))


def test_seeded_fault_crisis_care_is_far(raw):
    def change(content):
        content["options"]["crisis_care"]["road"]["next"][0]["at"] = ["safety_gate"]

    assert any("one step" in f for f in faults(broken(raw, change)))
