"""Contract section 7 across trials: the counts, repeats, what came back, and how a trial shows on its option."""

import pytest
from trial_history import FAIR, history

from pathways.engine.answer import answer_of
from pathways.engine.case import check_case
from pathways.engine.position import find_position


def counts(pathway, *trials, **answers):
    found = history(pathway, *trials, **answers)
    return found.adequate, found.possible, found.trd


OTHER = {**FAIR, "treatment": "venlafaxine", "dose_mg": 150}
MAYBE = {**FAIR, "treatment": "mirtazapine", "dose_mg": 30, "weeks": 5}


@pytest.mark.parametrize(
    ("trials", "expected"),
    [
        ([], (0, 0, False)),
        ([FAIR], (1, 1, False)),
        ([FAIR, OTHER], (2, 2, True)),
        ([FAIR, MAYBE], (1, 2, None)),
        ([MAYBE], (0, 1, False)),
        ([MAYBE, {**MAYBE, "treatment": "bupropion", "dose_mg": 300}], (0, 2, None)),
        ([FAIR, OTHER, MAYBE], (2, 3, True)),
        ([FAIR, FAIR], (1, 1, False)),
        ([FAIR, {**FAIR, "treatment": "Zoloft"}], (1, 1, False)),
        ([FAIR, {**FAIR, "weeks": 5}], (1, 1, False)),
        ([{**FAIR, "weeks": 5}, FAIR], (1, 1, False)),
        ([FAIR, {**OTHER, "outcome": "intolerant"}], (1, 1, False)),
        ([FAIR, {**OTHER, "outcome": "response"}], (1, 1, False)),
        ([FAIR, {**OTHER, "role": "augmentation"}], (1, 1, False)),
        ([FAIR, {**OTHER, "episode": "previous"}], (1, 1, False)),
        ([FAIR, {**OTHER, "episode": "unknown"}], (1, 2, None)),
        ([FAIR, {"treatment": "ssri"}], (1, 2, None)),
    ],
    ids=lambda v: str(v)[:80],
)
def test_counts(pathway, trials, expected):
    """The certain count, the possible count, and trd: true at two certain, false under two possible, else open."""
    assert counts(pathway, *trials) == expected


def test_a_repeat_is_named_as_such(pathway):
    found = history(pathway, FAIR, {**FAIR, "treatment": "Zoloft 100 mg"})
    assert [v.id for v in found.verdicts] == ["adequate_no_benefit", "same_medicine_again"]


def test_what_is_missing_is_told_when_trd_is_open(pathway):
    """Contract section 7: else null, and what is missing is named and asked."""
    answer = answer_of(
        pathway, find_position(pathway, check_case({"format": 1, "trials": [FAIR, {**OTHER, "dose_mg": None}]}, pathway.content))
    )
    assert answer["history"]["trd"] is None and answer["history"]["missing"] == ["dose"]
    assert "dose" in answer["history"]["trials"][1]["missing"]


def test_unasked_and_unknown_histories_are_not_empty_ones(pathway):
    for trials in (None, "unknown"):
        case = check_case({"format": 1, **({} if trials is None else {"trials": trials})}, pathway.content)
        position = find_position(pathway, case)
        assert position.history.trd is None and position.history.verdicts == ()
        assert ("trials" in position.questions) == (trials is None), "asked once, never again"


@pytest.mark.parametrize(
    ("trials", "back"),
    [
        ([{**FAIR, "outcome": "relapsed"}], True),
        ([FAIR, {**OTHER, "outcome": "relapsed"}], True),
        ([{**OTHER, "outcome": "relapsed"}, FAIR], False),
        ([{**FAIR, "outcome": "response"}], False),
        ([{**FAIR, "outcome": "relapsed"}, {**OTHER, "outcome": "response"}], False),
        ([{**FAIR, "outcome": "relapsed", "episode": "previous"}], False),
        ([{**FAIR, "outcome": "relapsed"}, {**OTHER, "weeks": 2}], True),
        ([{**FAIR, "outcome": "relapsed"}, {**OTHER, "outcome": "intolerant"}], True),
        ([{"treatment": "ect", "outcome": "relapsed", "episode": "current"}], True),
        ([], False),
    ],
    ids=lambda v: str(v)[:60],
)
def test_came_back(pathway, trials, back):
    """The newest good outcome of this episode is later than every adequate failure, and it came back."""
    assert history(pathway, *trials).facts["came_back"] is back


@pytest.mark.parametrize(
    ("trial", "tried"),
    [
        ({}, ("did_not_help",)),
        ({"outcome": "partial"}, ("helped_in_part",)),
        ({"outcome": "intolerant"}, ("side_effects",)),
        ({"outcome": "response"}, ("helped",)),
        ({"outcome": "relapsed"}, ("came_back",)),
        ({"weeks": 3}, ("not_a_fair_try",)),
        ({"weeks": 3, "ongoing": True}, ("on_it_now",)),
        ({"outcome": "too_early"}, ("on_it_now",)),
        ({"episode": "previous"}, ("not_a_fair_try",)),
    ],
)
def test_how_a_trial_shows_on_its_option(pathway, trial, tried):
    assert history(pathway, {**FAIR, **trial}).tried == {"sertraline": tried}


def test_the_order_of_keys_and_the_brand_change_nothing(pathway):
    turned = dict(reversed(FAIR.items()))
    assert (
        history(pathway, FAIR).verdicts
        == history(pathway, turned).verdicts
        == history(pathway, {**FAIR, "treatment": "ZOLOFT 100 mg"}).verdicts
    )
