"""Property 5: a fact named in an option's own closing rules never makes that option offered; outside the rescue set, more danger
never opens an option; adding a contraindication, a medicine or an allergy never adds an offer.

Two summaries that differ in one answer only are compared, over all summaries and per option: where the second holds the named
fact, more danger, one more condition, medicine or allergy, it offers nothing that the first does not. Held fixed: whether an
antidepressant runs (an add-on is opened by taking one, contract section 3), and that no clinician has reviewed what is new. The
exceptions are listed in `danger.py`, each with its reason, and the three steps of the argument stand there.
By the engine, the same for each medicine, condition and allergy of the content, and for each step of danger in each context.
"""

import pytest
from basecase import position_of
from danger import CARE_OPENS, INDICATED, LADDERS, Steps, addition_faults, danger_faults, named_faults, signed
from proof_cases import CONTEXTS, broken, key_with, laid_over
from test_p2_emergency import RESCUE

from pathways.content.leaves import leaves


@pytest.fixture(scope="module")
def steps(pathway):
    return Steps(pathway)


def test_facts_of_closing_rules_never_open(steps):
    found = named_faults(steps)
    assert not found


def test_more_danger_opens_nothing(steps):
    found = danger_faults(steps)
    assert not found


def test_adding_illness_medicine_or_allergy_opens_nothing(steps):
    found = addition_faults(steps)
    assert not found


def engine_faults(pathway, contexts=("two_one_runs", "first_step"), every=3, medicines=()) -> list[str]:
    """Each condition, and one in `every` medicines and allergies of the content, added in some contexts."""
    found, content = [], pathway.content
    for number, name in enumerate(contexts):
        case = CONTEXTS[name]
        first = position_of(pathway, case)
        before, runs = {o.id for o in first.options if o.offered}, first.summary.fact("antidepressant_running")
        some = medicines or list(content["medicines"])[number::every]
        more = [({"medical_conditions": [c]}, c) for c in content["conditions"]]
        more += [({"current_medications": [m]}, m) for m in some] + [({"allergies": [m]}, m) for m in some]
        for answers, what in more:
            position = position_of(pathway, laid_over(case, answers))
            if position.summary.fact("antidepressant_running") != runs:
                continue
            opens = (
                {o.id for o in position.options if o.offered and (o.id, what) not in INDICATED}
                - before
                - set(CARE_OPENS)
                - set(RESCUE)
            )
            if opens:
                found.append(f"{answers} at {name} opens {sorted(opens)}")
    return found


def test_the_engine_agrees_one_by_one(pathway):
    found = engine_faults(pathway)
    assert not found


@pytest.mark.parametrize("key", LADDERS)
def test_the_engine_agrees_on_danger(pathway, key):
    for name, case in CONTEXTS.items():
        ladder = LADDERS[key]
        offered = [{o.id for o in position_of(pathway, key_with(case, key, v)).options if o.offered} for v in ladder]
        for low, high, less, more in zip(ladder, ladder[1:], offered, offered[1:], strict=False):
            opens = more - less - set(RESCUE) - set(CARE_OPENS)
            assert not opens, f"{key} {low} -> {high} at {name} opens {sorted(opens)}"


def _way(**how):
    return {"when": None, "because": {"plain": "x", "clinician": "x"}, "sources": [], "checked": None, **how}


def test_seeded_fault_danger_opens(raw):
    def change(content):
        content["options"]["esketamine"]["road"]["next"].append(
            _way(at=["everywhere"], when={"answer": "suicidality", "is": ["active"]})
        )

    assert any("esketamine" in f for f in danger_faults(Steps(broken(raw, change), only=("esketamine",))))


def test_seeded_fault_a_named_fact_opens(raw):
    def change(content):
        rule = dict(next(r for o in content["options"].values() for r in o["rules"] if r["effect"] == "ruled_out"))
        rule["when"] = {"all": [{"condition": ["migraine"]}, {"answer": "age", "below": 30}]}
        content["options"]["vns"]["rules"].append(rule)
        content["options"]["vns"]["road"]["next"].append(_way(at=["first_line"], when={"condition": ["migraine"]}))

    assert any(f.startswith("vns") for f in named_faults(Steps(broken(raw, change), only=("vns",))))


def test_seeded_fault_a_medicine_opens(raw):
    def change(content):
        content["options"]["lamotrigine"]["road"]["next"].append(_way(at=["first_line"], when={"taking": ["lithium"]}))

    pathway = broken(raw, change)
    assert any("lamotrigine" in f for f in engine_faults(pathway, contexts=("first_step",), medicines=("lithium",)))
    assert any("lamotrigine" in f for f in addition_faults(Steps(pathway, only=("lamotrigine",))))


def test_every_leaf_is_signed(pathway):
    for option in pathway.content["options"].values():
        for rule in option["rules"]:
            assert len(list(signed(rule["when"]))) == len(leaves(rule["when"]))
