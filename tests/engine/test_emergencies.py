"""An emergency withholds all but the rescue set, until a clinician has reviewed each of its answers."""

import pytest
from basecase import base_case
from offering import position

RESCUE = {"crisis_care", "specialist_referral", "ect"}
EMERGENCIES = [
    {"suicidality": "active_plan"},
    {"suicide_attempt_within_3_months": True},
    {"catatonia": True},
    {"refusing_food_and_fluids": True},
    {"serotonin_toxicity_signs": True},
    {"other_medicine_reaction": "nms_signs"},
    {"psychosis": True, "pregnancy": "postpartum"},
    {"pregnancy": "postpartum", "risk_to_infant": True},
    {"confusion_or_new_neurological_signs": True},
    {"harm_to_others": True},
]
SAME_DAY = [
    {"suicidality": "active"},
    {"psychosis": True},
    {"substance_use": "withdrawal"},
    {"eating_very_little": True},
    {"phq9_item9": 1, "suicidality": "unknown"},
    {"being_harmed": True},
    {"mania_now": True, "mania_history": "suspected"},
]


@pytest.mark.parametrize("told", EMERGENCIES, ids=str)
def test_emergency(pathway, told):
    """All but the rescue set is withheld, kept in the list, and says so."""
    each = position(pathway, base_case(told))
    assert each.urgency == "emergency" and each.place.phase == "safety_gate"
    allowed = set(RESCUE)
    allowed |= {"benzodiazepine_challenge"} if told.get("catatonia") else set()
    allowed |= {"antidepressant_plus_antipsychotic"} if told.get("psychosis") else set()
    assert {o.id for o in each.options if not o.withheld} == allowed
    assert {o.id for o in each.options if o.offered} <= allowed and "crisis_care" in {o.id for o in each.options if o.offered}
    assert all(o.reasons for o in each.options if o.withheld)


@pytest.mark.parametrize("told", SAME_DAY, ids=str)
def test_same_day_withholds_nothing_by_itself(pathway, told):
    each = position(pathway, base_case(told))
    assert each.urgency == "same_day" and not any(o.withheld for o in each.options)


@pytest.mark.parametrize(
    "quiet",
    [
        {"suicidality": "passive"},
        {"phq9_item9": 1},
        {"past_suicide_attempt": True},
        {"psychosis_past": True},
        {"mania_history": "suspected"},
    ],
    ids=str,
)
def test_neither(pathway, quiet):
    assert position(pathway, base_case(quiet)).urgency == "none"


def _of(told):
    return [k for k in told if k != "pregnancy" and not (k == "psychosis" and told.get("pregnancy") != "postpartum")]


@pytest.mark.parametrize("told", EMERGENCIES, ids=str)
def test_a_review_lifts_the_withholding(pathway, told):
    """A clinician has dealt with it: the road goes on as same_day, the crisis panel stays first."""
    reviews = [{"of": key, "by": "Dr A", "on": "2026-11-23", "value": told[key]} for key in _of(told)]
    each = position(pathway, {**base_case(told), "clinician_review": reviews})
    assert each.urgency == "same_day" and each.triggers and not any(o.withheld for o in each.options)


@pytest.mark.parametrize("told", EMERGENCIES, ids=str)
def test_a_review_expires_with_the_answer_it_saw(pathway, told):
    """The answer has changed since: the review counts no more. A review of something else never counted."""
    keys = _of(told)
    other = {True: False, "active_plan": "active", "nms_signs": "serious_rash"}
    for reviews in (
        [{"of": key, "by": "Dr A", "value": other[told[key]]} for key in keys],
        [{"of": "ptsd", "by": "Dr A"}],
        [{"of": key, "by": "Dr A", "value": "unknown"} for key in keys],
    ):
        each = position(pathway, {**base_case(told), "clinician_review": reviews})
        assert each.urgency == "emergency" and any(o.withheld for o in each.options), reviews


def test_one_review_of_two_emergencies_is_not_enough(pathway):
    told = {"suicidality": "active_plan", "catatonia": True}
    half = position(pathway, {**base_case(told), "clinician_review": [{"of": "catatonia", "by": "Dr A", "value": True}]})
    assert half.urgency == "emergency"
    whole = position(
        pathway, {**base_case(told), "clinician_review": [{"of": k, "by": "Dr A", "value": v} for k, v in told.items()]}
    )
    assert whole.urgency == "same_day"
