"""A null is the same as left out, and an empty list is an answer."""

from pathways.engine.answer import answer_of
from pathways.engine.case import check_case
from pathways.engine.position import find_position


def test_null_is_the_same_as_left_out(pathway):
    """A null never counts as an answer, wherever it stands."""
    content = pathway.content
    full = {
        "format": 1,
        "asked_on": None,
        "answering": None,
        "country": None,
        "answers": {k: None for k in content["answers"] if k != "trials"},
        "trials": None,
        "clinician_review": None,
        "decided": None,
        "pathway": None,
    }
    empty = find_position(pathway, check_case({"format": 1}, content))
    assert answer_of(pathway, find_position(pathway, check_case(full, content))) == answer_of(pathway, empty)
    assert answer_of(pathway, find_position(pathway, check_case({"format": 1, "answers": None}, content))) == answer_of(
        pathway, empty
    )
    trial = {"treatment": "sertraline", "dose_mg": 150, "weeks": 10, "adherence": "good", "outcome": "none"}
    keys = ("sessions", "details", "percent_better", "stopped_because", "stopped_weeks_ago", "ongoing", "role", "episode")
    short, long = ({"format": 1, "trials": [t]} for t in (trial, {**trial, **dict.fromkeys(keys)}))
    assert answer_of(pathway, find_position(pathway, check_case(short, content))) == answer_of(
        pathway, find_position(pathway, check_case(long, content))
    )
    assert (
        "value"
        not in check_case({"format": 1, "clinician_review": [{"of": "psychosis", "by": "Dr A", "value": None}]}, content)[
            "clinician_review"
        ][0]
    )
    assert check_case({"format": 1, "answers": {"values": {"speed": None, "weight": 3}}}, content)["answers"]["values"] == {
        "weight": 3
    }


def test_empty_list_is_an_answer_and_left_out_is_none(pathway):
    """`[]` = asked, none: it is kept, and it closes the question."""
    for key in ("medical_conditions", "current_medications", "recent_medications", "allergies"):
        told_none = find_position(pathway, check_case({"format": 1, "answers": {key: []}}, pathway.content))
        assert key not in told_none.questions
        assert key in find_position(pathway, check_case({"format": 1}, pathway.content)).questions
