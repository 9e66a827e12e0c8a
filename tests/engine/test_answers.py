"""What answers imply, and that an implied answer is never asked for."""

import pytest

from pathways.engine.case import check_case
from pathways.engine.position import find_position
from pathways.engine.summary import effective_answers
from pathways.engine.truth import NOT_APPLICABLE


def effective(pathway, **answers):
    return find_position(pathway, check_case({"format": 1, "answers": answers}, pathway.content)).summary.answers


@pytest.mark.parametrize(
    ("told", "key", "implied"),
    [
        ({"sex": "male"}, "pregnancy", "none"),
        ({"sex": "male"}, "breast_feeding", False),
        ({"sex": "male"}, "risk_to_infant", False),
        ({"sex": "male"}, "gestation_weeks", NOT_APPLICABLE),
        ({"sex": "male"}, "weeks_postpartum", NOT_APPLICABLE),
        ({"pregnancy": "none"}, "gestation_weeks", NOT_APPLICABLE),
        ({"pregnancy": "postpartum"}, "gestation_weeks", NOT_APPLICABLE),
        ({"pregnancy": "pregnant"}, "weeks_postpartum", NOT_APPLICABLE),
        ({"pregnancy": "none"}, "risk_to_infant", False),
        ({"mania_history": "none"}, "mania_now", False),
        ({"substance_use": "none"}, "substances", ()),
        ({"refusing_food_and_fluids": True}, "eating_very_little", True),
        ({"suicidality": "active"}, "phq9_item9", NOT_APPLICABLE),
    ],
)
def test_implied(pathway, told, key, implied):
    """A settled question takes the answer that others imply; nobody is asked for it."""
    answers = effective(pathway, **told)
    assert answers[key] == implied
    assert key not in find_position(pathway, check_case({"format": 1, "answers": told}, pathway.content)).questions


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ({"sex": "female"}, "pregnancy"),
        ({"sex": "other"}, "pregnancy"),
        ({"sex": "unknown"}, "pregnancy"),
        ({}, "pregnancy"),
        ({"pregnancy": "pregnant"}, "gestation_weeks"),
        ({"pregnancy": "unknown"}, "gestation_weeks"),
        ({"mania_history": "suspected"}, "mania_now"),
        ({"mania_history": "unknown"}, "mania_now"),
        ({"substance_use": "in_remission"}, "substances"),
        ({"refusing_food_and_fluids": False}, "eating_very_little"),
        ({"suicidality": "none"}, "phq9_item9"),
    ],
)
def test_not_implied(pathway, told, key):
    """Unknown and unasked settle nothing."""
    assert key not in effective(pathway, **told)


def test_what_is_told_wins_over_what_is_implied(pathway):
    assert effective(pathway, sex="male", pregnancy="pregnant")["pregnancy"] == "pregnant"
    assert effective(pathway, mania_history="none", mania_now=True)["mania_now"] is True
    assert effective(pathway, sex="male", pregnancy="unknown")["pregnancy"] == "unknown"


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({}, True),
        ({"phq9": 12}, False),
        ({"hamd17": 20}, False),
        ({"madrs": 9}, False),
        ({"severity": "mild"}, False),
        ({"phq9": "unknown"}, False),
        ({"severity": "unknown"}, False),
        ({"phq9": "unknown", "severity": "severe"}, False),
    ],
)
def test_one_score_answers_the_question_of_severity(pathway, told, asked):
    """A score or a word, whichever is at hand; `unknown` is an answer too."""
    position = find_position(pathway, check_case({"format": 1, "answers": told}, pathway.content))
    assert ("severity" in position.questions) == asked
    for key in ("phq9", "hamd17", "madrs", "severity"):
        assert (position.summary.answers.get(key) is None) == asked


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        ({"phq9": 4}, "remission"),
        ({"phq9": 5}, "mild"),
        ({"phq9": 9}, "mild"),
        ({"phq9": 10}, "moderate"),
        ({"phq9": 19}, "moderate"),
        ({"phq9": 20}, "severe"),
        ({"phq9": 27}, "severe"),
        ({"phq9": 12, "severity": "severe"}, "moderate"),
        ({"phq9": 3, "severity": "severe"}, "remission"),
        ({"severity": "severe"}, "severe"),
        ({"hamd17": 7}, "remission"),
        ({"madrs": 10}, "remission"),
        ({"phq9": "unknown", "severity": "mild"}, "mild"),
        ({"phq9": 15, "hamd17": 5}, "moderate"),
        ({"severity": "remission", "hamd17": 8}, "not_in_remission"),
        ({}, "unknown"),
        ({"severity": "unknown"}, "unknown"),
    ],
)
def test_severity_now(pathway, told, severity):
    """A score counts before a word; the lines of contract section 1."""
    assert (
        find_position(pathway, check_case({"format": 1, "answers": told}, pathway.content)).summary.fact("severity_now")
        == severity
    )


def test_answers_given_are_never_changed(pathway):
    given = {"sex": "male", "phq9": 12}
    effective_answers(given, pathway.tables.implied)
    assert given == {"sex": "male", "phq9": 12}


def test_effective_answers_are_settled_at_once(pathway):
    """Filling in once is enough: filling in again changes nothing."""
    for told in (
        {},
        {"sex": "male"},
        {"phq9": 3},
        {"mania_history": "none", "substance_use": "none", "sex": "male", "suicidality": "active"},
    ):
        once = effective_answers(dict(told), pathway.tables.implied)
        assert effective_answers(once, pathway.tables.implied) == once
