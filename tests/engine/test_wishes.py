"""Wishes are said and undone, access never closes, and what matters to a person changes no offer."""

import pytest
from offering import classes_of, offers


@pytest.mark.parametrize("wish", ["medication", "procedures", "anaesthesia"])
def test_a_declined_kind_is_declined_and_nothing_else_changes(pathway, wish):
    """Standing and safety never read a wish; `declined` is set, said and undone by taking the wish back."""
    record = next(d for d in pathway.content["contract"]["declines"] if d["id"] == wish)
    before, after = offers(pathway), offers(pathway, {"declines": [wish]})
    for name, option in pathway.content["options"].items():
        meant = option["group"] in record["groups"] or name in record["options"] or option["parent"] in record["options"]
        assert after[name].declined == meant, name
        assert (
            (after[name].standing, after[name].safety, after[name].tried)
            == (before[name].standing, before[name].safety, before[name].tried)
            or not meant
            or name in classes_of(pathway)
        )
        assert not (meant and after[name].offered)
        if meant:
            assert any(r.kind == "wish" for r in after[name].reasons)
        else:
            assert after[name] == before[name] or name in classes_of(pathway)


def test_one_declined_option_and_its_class(pathway):
    """Declining a class declines its members; declining a member leaves the class."""
    trials = []
    found = offers(pathway, {"declines": ["ssri"]}, trials)
    assert all(found[m].declined and not found[m].offered for m in classes_of(pathway)["ssri"]) and not found["ssri"].offered
    found = offers(pathway, {"declines": ["sertraline"]}, trials)
    assert found["sertraline"].declined and not found["ssri"].declined and found["ssri"].offered


def test_access_never_closes(pathway):
    """No escort, no money, no time, far away: a reason of kind access, and the option stays as open as before."""
    constraints = pathway.content["answers"]["constraints"]["values"]
    said = set()
    for trials in ([], None):
        before = offers(pathway, None, trials)
        for one in [*([c] for c in constraints), list(constraints), "unknown"]:
            after = offers(pathway, {"constraints": one}, trials)
            for name in before:
                b, a = before[name], after[name]
                assert (b.standing, b.safety, b.offered, b.withheld, b.declined, b.find_out_first) == (
                    a.standing,
                    a.safety,
                    a.offered,
                    a.withheld,
                    a.declined,
                    a.find_out_first,
                ), (name, one)
                added = [r for r in a.reasons if r not in b.reasons]
                assert all(r.kind == "access" for r in added) and all(r in a.reasons for r in b.reasons), (name, one)
                said |= {one[0] for r in added if isinstance(one, list) and len(one) == 1}
    assert said == set(constraints), f"no option says anything about {set(constraints) - said}"


def test_values_change_nothing(pathway):
    """What matters to a person is weighed elsewhere; it opens and closes nothing."""
    heavy = {d["id"]: 10 for d in pathway.content["contract"]["domains"]}
    assert list(offers(pathway).values()) == list(offers(pathway, {"values": heavy}).values())
