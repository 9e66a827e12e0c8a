"""What a person takes, took and is allergic to: groups, wash-outs on both sides of every line, what stays open."""

import pytest

from pathways.content.leaves import leaves
from pathways.engine.case import check_case
from pathways.engine.position import find_position, summarize
from pathways.engine.truth import NO, UNASKED, UNKNOWN, YES

TOLD = {"current_medications": [], "recent_medications": [], "allergies": []}


def medicines(pathway, answers=None, trials=(), told=TOLD):
    case = {"format": 1, "answers": {**told, **(answers or {})}}
    if trials is not None:
        case["trials"] = list(trials)
    return summarize(pathway, check_case(case, pathway.content))[0].medicines


def taking(found, *names, weeks=0):
    return found.taking(frozenset(names), weeks)


def test_a_medicine_counts_as_itself_and_as_its_groups(pathway):
    found = medicines(pathway, {"current_medications": ["Zoloft 50 mg"]})
    assert (
        taking(found, "sertraline")
        == taking(found, "ssri")
        == taking(found, "serotonergic")
        == taking(found, "maoi", "ssri")
        == YES
    )
    assert taking(found, "maoi") == taking(found, "fluoxetine") == NO


@pytest.mark.parametrize(("ago", "code"), [(0, YES), (1.9, YES), (2, NO), (5, NO)])
def test_wash_out_line(pathway, ago, code):
    """Stopped less than `within_weeks` ago counts; at the line it no longer does; taken now always does."""
    found = medicines(pathway, {"recent_medications": [{"name": "phenelzine", "stopped_weeks_ago": ago}]})
    assert taking(found, "maoi", weeks=2) == code and taking(found, "maoi") == NO


def _wash_outs(pathway):
    """Each (medicine or group, weeks) that some rule of the shipped content asks about."""
    return sorted(
        {
            (name, leaf["within_weeks"])
            for o in pathway.content["options"].values()
            for r in o["rules"]
            for leaf in leaves(r["when"])
            for name in leaf.get("taking", ())
            if leaf.get("within_weeks")
        }
    )


def test_every_wash_out_of_the_content_on_both_sides(pathway):
    """For each rule with a wash-out: just inside it holds, at the line it does not."""
    groups = pathway.tables.groups
    asked = _wash_outs(pathway)
    assert asked
    for name, weeks in asked:
        medicine = next(m for m, names in groups.items() if name in names)
        for ago, code in ((weeks - 0.1, YES), (weeks, NO)):
            found = medicines(pathway, {"recent_medications": [{"name": medicine, "stopped_weeks_ago": ago}]})
            assert taking(found, name, weeks=weeks) == code, (name, weeks, ago)
        unknown = medicines(pathway, {"recent_medications": [{"name": medicine, "stopped_weeks_ago": "unknown"}]})
        assert taking(unknown, name, weeks=weeks) == UNKNOWN


def test_maoi_wash_out_closes_and_opens_an_ssri(pathway):
    """The label's two weeks, seen in the answer: 1.9 weeks closed, 2 weeks not."""
    for ago, closed in ((1.9, True), (2, False)):
        case = {"format": 1, "answers": {**TOLD, "recent_medications": [{"name": "tranylcypromine", "stopped_weeks_ago": ago}]}}
        offers = {o.id: o for o in find_position(pathway, check_case(case, pathway.content)).options}
        assert (offers["sertraline"].safety == "ruled_out") == closed


def test_the_shortest_time_since_a_medicine_counts(pathway):
    """Named twice: the later stop wins; taken now wins over stopped."""
    twice = [{"name": "Nardil", "stopped_weeks_ago": 9}, {"name": "phenelzine", "stopped_weeks_ago": 1}]
    assert taking(medicines(pathway, {"recent_medications": twice}), "maoi", weeks=2) == YES
    both = medicines(
        pathway, {"current_medications": ["phenelzine"], "recent_medications": [{"name": "phenelzine", "stopped_weeks_ago": 30}]}
    )
    assert taking(both, "maoi") == YES


@pytest.mark.parametrize(
    ("trial", "now", "before"),
    [
        ({"ongoing": True}, YES, YES),
        ({"ongoing": False, "stopped_weeks_ago": 1}, NO, YES),
        ({"ongoing": False, "stopped_weeks_ago": 2}, NO, NO),
        ({"ongoing": False}, NO, UNKNOWN),
        ({}, UNKNOWN, UNKNOWN),
        ({"stopped_weeks_ago": 1}, NO, YES),
        ({"stopped_because": "no_benefit"}, NO, UNKNOWN),
        ({"ongoing": "unknown"}, UNKNOWN, UNKNOWN),
    ],
)
def test_trials_are_medicines_too(pathway, trial, now, before):
    """An ongoing trial is taken; a stopped one washes out; one of which nobody told is open."""
    found = medicines(pathway, trials=[{"treatment": "phenelzine", **trial}])
    assert taking(found, "maoi") == now and taking(found, "maoi", weeks=2) == before


@pytest.mark.parametrize(
    ("answers", "trials", "code"),
    [
        ({}, (), NO),
        ({"current_medications": None}, (), UNASKED),
        ({"current_medications": "unknown"}, (), UNKNOWN),
        ({}, None, UNASKED),
        ({"current_medications": ["a small white pill"]}, (), UNKNOWN),
        ({"current_medications": ["zoloft", "a small white pill"]}, (), UNKNOWN),
        ({}, ({"treatment": "a small white pill"},), UNKNOWN),
        ({"current_medications": "unknown"}, None, UNASKED),
    ],
)
def test_what_is_not_known_stays_open(pathway, answers, trials, code):
    """Unasked stays unasked, unknown and unrecognised stay unknown: neither is read as no."""
    told = {k: v for k, v in TOLD.items() if answers.get(k, 0) is not None}
    found = medicines(pathway, {k: v for k, v in answers.items() if v is not None}, trials, told)
    assert taking(found, "maoi") == code


def test_recent_medicines_matter_only_to_a_wash_out(pathway):
    found = medicines(pathway, told={"current_medications": [], "allergies": []})
    assert taking(found, "maoi") == NO and taking(found, "maoi", weeks=2) == UNASKED


@pytest.mark.parametrize(
    ("allergies", "code"),
    [
        ([], NO),
        (["Zoloft"], YES),
        (["a small white pill"], UNKNOWN),
        ("unknown", UNKNOWN),
        (None, UNASKED),
        (["x y z", "sertraline"], YES),
    ],
)
def test_allergies(pathway, allergies, code):
    told = {k: v for k, v in TOLD.items() if k != "allergies"}
    found = medicines(pathway, {} if allergies is None else {"allergies": allergies}, told=told)
    assert found.allergic(frozenset({"sertraline"})) == code and found.allergic(frozenset({"ssri"})) == code


def test_unrecognised_names_are_listed_once_in_order(pathway):
    found = medicines(
        pathway,
        {"current_medications": ["b b", "a a", "b b"], "recent_medications": [{"name": "c c"}], "allergies": ["d d"]},
        [{"treatment": "e e"}],
    )
    assert found.unrecognised == ("b b", "a a", "c c", "e e", "d d")


def test_a_medicine_taken_away_takes_its_groups_with_it(pathway):
    """`without` is how an option is not closed by its own medicine, and still by another of the same group."""
    found = medicines(pathway, {"current_medications": ["citalopram", "haloperidol"]})
    wanted = frozenset({"qt_prolonging"})
    assert found.without("citalopram").taking(wanted, 0) == YES
    alone = medicines(pathway, {"current_medications": ["citalopram"]})
    assert alone.taking(wanted, 0) == YES and alone.without("citalopram").taking(wanted, 0) == NO
