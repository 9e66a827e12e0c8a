"""Contract section 7: a verdict per trial, both sides of every line."""

import pytest
from trial_history import FAIR, history

from pathways.engine.case import check_case
from pathways.engine.position import find_position
from pathways.engine.truth import YES, compile_test


def verdict(pathway, answers=None, **trial):
    return history(pathway, {**FAIR, **trial}, **(answers or {})).verdicts[0]


VERDICTS = [
    ({}, "adequate_no_benefit", "certain"),
    ({"outcome": "partial"}, "adequate_partial_benefit", "certain"),
    # outcome
    ({"outcome": "response"}, "worked", "no"),
    ({"outcome": "remission"}, "worked", "no"),
    ({"outcome": "relapsed"}, "worked_then_relapsed", "no"),
    ({"outcome": "intolerant"}, "intolerant", "no"),
    ({"outcome": "too_early"}, "too_early", "no"),
    ({"outcome": "unknown"}, "unknown_facts", "possible"),
    ({"outcome": None}, "unknown_facts", "possible"),
    # percent better stands in where no outcome is told
    ({"outcome": None, "percent_better": 24}, "adequate_no_benefit", "certain"),
    ({"outcome": None, "percent_better": 25}, "adequate_partial_benefit", "certain"),
    ({"outcome": None, "percent_better": 49}, "adequate_partial_benefit", "certain"),
    ({"outcome": None, "percent_better": 50}, "worked", "no"),
    ({"outcome": "unknown", "percent_better": 0}, "adequate_no_benefit", "certain"),
    ({"outcome": None, "percent_better": -20}, "adequate_no_benefit", "certain"),
    ({"outcome": "none", "percent_better": 60}, "adequate_no_benefit", "certain"),
    # weeks: under 4, 4 to under 6, 6
    ({"weeks": 3.9}, "too_short", "no"),
    ({"weeks": 4}, "borderline", "possible"),
    ({"weeks": 5.9}, "borderline", "possible"),
    ({"weeks": 6}, "adequate_no_benefit", "certain"),
    ({"weeks": None}, "unknown_facts", "possible"),
    ({"weeks": "unknown"}, "unknown_facts", "possible"),
    ({"weeks": 0}, "too_short", "no"),
    # dose: one minimum (sertraline 50), two (bupropion 150 to 300)
    ({"dose_mg": 49}, "dose_too_low", "no"),
    ({"dose_mg": 50}, "adequate_no_benefit", "certain"),
    ({"dose_mg": None}, "unknown_facts", "possible"),
    ({"dose_mg": "unknown"}, "unknown_facts", "possible"),
    ({"dose_mg": 0}, "dose_too_low", "no"),
    # taken well
    ({"adherence": "poor"}, "not_taken_as_planned", "no"),
    ({"adherence": "unknown"}, "unknown_facts", "possible"),
    ({"adherence": None}, "unknown_facts", "possible"),
    # episode
    ({"episode": "previous"}, "other_episode", "no"),
    ({"episode": "unknown"}, "unknown_facts", "possible"),
    ({"episode": None}, "unknown_facts", "possible"),
    # what is not an antidepressant trial
    ({"role": "augmentation"}, "not_counted", "no"),
    ({"treatment": "cbt", "role": "psychotherapy"}, "not_counted", "no"),
    ({"treatment": "ECT", "role": None}, "not_counted", "no"),
    ({"treatment": "tms"}, "not_counted", "no"),
    ({"treatment": "lithium"}, "not_counted", "no"),
    ({"treatment": "Spravato"}, "not_counted", "no"),
    ({"treatment": "aripiprazole", "role": "augmentation"}, "not_counted", "no"),
    ({"treatment": "a small white pill"}, "unrecognised", "no"),
    ({"treatment": "ibuprofen"}, "not_counted", "no"),
    # the first of several faults counts, the most telling first
    ({"outcome": "intolerant", "dose_mg": 25, "weeks": 1}, "intolerant", "no"),
    ({"dose_mg": 25, "weeks": 1, "adherence": "poor"}, "dose_too_low", "no"),
    ({"weeks": 1, "adherence": "poor"}, "too_short", "no"),
    ({"outcome": "response", "weeks": 1}, "worked", "no"),
    ({"episode": "previous", "outcome": "none", "weeks": 1}, "other_episode", "no"),
    ({"dose_mg": 25, "weeks": None}, "dose_too_low", "no"),
    ({"weeks": 3, "dose_mg": None}, "too_short", "no"),
    ({"adherence": "poor", "outcome": "unknown"}, "not_taken_as_planned", "no"),
    # an ongoing trial that meets all this counts
    ({"ongoing": True}, "adequate_no_benefit", "certain"),
    ({"ongoing": None}, "adequate_no_benefit", "certain"),
]


@pytest.mark.parametrize(("trial", "word", "counts"), VERDICTS, ids=[str(t) for t, _, _ in VERDICTS])
def test_verdict(pathway, trial, word, counts):
    found = verdict(pathway, **trial)
    assert (found.id, found.counts) == (word, counts)


def test_every_verdict_of_the_content_is_given_and_no_other(pathway):
    """The ids the engine gives are those that have words; `same_medicine_again` is seen only across trials."""
    assert {w for _, w, _ in VERDICTS} | {"same_medicine_again"} == set(pathway.content["verdicts"])
    counts = {w: c for _, w, c in VERDICTS} | {"same_medicine_again": "no"}
    assert {v["id"]: v["counts"] for v in pathway.content["verdicts"].values()} == counts


def test_missing_facts_are_named(pathway):
    """What is asked for is exactly what is missing."""
    assert verdict(pathway, dose_mg=None, adherence="unknown").missing == ("dose", "adherence")
    assert verdict(pathway, weeks=4).missing == ("weeks",)
    bare = history(pathway, {"treatment": "sertraline"})
    assert bare.verdicts[0].missing == ("dose", "weeks", "adherence", "outcome", "episode")


def _antidepressants(pathway):
    return [m for m in pathway.content["medicines"].values() if m["antidepressant"] and m["antidepressant"]["minimums"]]


def test_every_minimum_dose_on_both_sides(pathway):
    """Below the lowest: too low. Between two published minimums: borderline. At the highest: counts. (No label cap can apply.)"""
    quiet = {"age": 40, "medical_conditions": [], "current_medications": []}
    for medicine in _antidepressants(pathway):
        doses = sorted(d["mg"] for d in medicine["antidepressant"]["minimums"])
        told = {"treatment": medicine["id"].replace("_", " "), "role": "monotherapy"}
        assert verdict(pathway, quiet, **told, dose_mg=doses[0] - 0.01).id == "dose_too_low", medicine["id"]
        assert verdict(pathway, quiet, **told, dose_mg=doses[-1]).id == "adequate_no_benefit", medicine["id"]
        if doses[0] < doses[-1]:
            for dose in (doses[0], doses[-1] - 0.01):
                found = verdict(pathway, quiet, **told, dose_mg=dose)
                assert (found.id, found.missing) == ("borderline", ("dose",)), medicine["id"]


def test_a_label_cap_counts_as_the_minimum(pathway):
    """Citalopram: 20 mg over 60 (label). Above 60 means 61; unknown age leaves it possible."""
    told = {"treatment": "citalopram", "dose_mg": 20}
    for age, capped in ((60, False), (61, True)):
        position = find_position(
            pathway, check_case({"format": 1, "answers": {"age": age}, "trials": [{**FAIR, **told}]}, pathway.content)
        )
        assert (position.history.trials[0].cap is not None) == capped
        assert position.history.verdicts[0].counts == "certain"


def test_every_cap_of_the_content_on_both_sides(pathway):
    """For whom a cap holds, the capped dose counts for certain; just below it is too low."""
    seen = 0
    for medicine in _antidepressants(pathway):
        for cap in medicine["antidepressant"]["caps"]:
            when = cap["when"]
            doses = sorted(d["mg"] for d in medicine["antidepressant"]["minimums"])
            answers = {"age": 40, "medical_conditions": [], "current_medications": []}
            known = (
                {"medical_conditions": [when["condition"][0]]}
                if "condition" in when
                else {"current_medications": [_named(pathway, when["taking"][0])]}
                if "taking" in when
                else {when["answer"]: int(when.get("at_least", when.get("above", 0))) + (1 if "above" in when else 0)}
                if when.get("answer")
                else None
            )
            if known is None or cap["mg"] > doses[-1]:
                continue
            answers |= known
            told = {"treatment": medicine["id"].replace("_", " "), "dose_mg": cap["mg"]}
            case = check_case({"format": 1, "answers": answers, "trials": [{**FAIR, **told}]}, pathway.content)
            position = find_position(pathway, case)
            assert position.history.verdicts[0].counts == "certain", (medicine["id"], cap["mg"], position.history.verdicts[0])
            assert position.history.trials[0].cap is not None
            assert compile_cap(pathway, cap).of(position.summary) == YES
            lower = find_position(
                pathway,
                check_case(
                    {"format": 1, "answers": answers, "trials": [{**FAIR, **told, "dose_mg": min(cap["mg"], doses[0]) - 0.01}]},
                    pathway.content,
                ),
            )
            assert lower.history.verdicts[0].id == "dose_too_low"
            seen += 1
    assert seen >= 5


def compile_cap(pathway, cap):
    return compile_test(cap["when"])


def _named(pathway, name):
    return next(m for m, names in pathway.tables.groups.items() if name in names).replace("_", " ")
