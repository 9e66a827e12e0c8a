"""What matters to me: it groups open options and explains; it never opens, sorts or picks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.engine.matters import MOST, clean, fit_of, group_of, groups_of, weigh

DOMAINS = ("chance", "speed", "cost")


def features(**fits):
    return {d: {"fit": fits.get(d, "mixed")} for d in DOMAINS}


def test_weights_group_open_options(content, person):
    position = person()
    fits = weigh(content, position.options, {"work_and_driving": 9, "weight": 7})

    assert {f.group for f in fits} <= {"fits_well", "mixed", "against"}
    assert any(f.group == "fits_well" for f in fits)


def test_a_closed_option_is_never_weighed_whatever_the_weights(content, person):
    for answers in (
        {},
        {"medical_conditions": ["cochlear_implant"]},
        {"declines": ["medication"]},
        {"suicidality": "active_plan"},
    ):
        position = person(**answers)
        offered = [o.id for o in position.options if o.offered]

        for weight in (0, 1, MOST):
            fits = weigh(content, position.options, {d["id"]: weight for d in content["contract"]["domains"]})
            assert [f.option for f in fits] == offered  # the order of the list, and nothing else


def test_weights_never_change_the_position(pathway, person):
    plain, weighed = person(), person(values={"chance_of_benefit": 10, "speed": 10})

    assert [(o.id, o.offered, o.safety, o.standing) for o in plain.options] == [
        (o.id, o.offered, o.safety, o.standing) for o in weighed.options
    ]


def test_without_weights_nothing_is_grouped(content, person):
    assert {f.group for f in weigh(content, person().options, None)} == {None}


@pytest.mark.parametrize(
    ("fits", "weights", "group"),
    [
        ({"chance": "favors"}, {"chance": 5}, "fits_well"),
        ({"chance": "against"}, {"chance": 5}, "against"),
        ({"chance": "favors", "cost": "against"}, {"chance": 5, "cost": 5}, "mixed"),
        ({"chance": "favors"}, {"chance": 1, "speed": 2}, "mixed"),  # exactly a third stays in the middle
        ({"chance": "favors"}, {"chance": 1.0, "speed": 1}, "fits_well"),  # just above a third
        ({"chance": "unknown"}, {"chance": 9}, "mixed"),  # what nobody knows counts for neither side
    ],
)
def test_the_line_is_a_third_of_all_weights(fits, weights, group):
    assert group_of(features(**fits), weights) == group


def test_the_tipping_point_names_the_smallest_change():
    fit = fit_of("x", features(chance="favors", cost="against"), {"chance": 8, "cost": 3}, DOMAINS)

    assert (fit.group, fit.tip.domain, fit.tip.weight, fit.tip.to) == ("fits_well", "cost", 4, "mixed")


def test_no_single_weight_moves_an_option_that_everything_favors():
    favored = {d: {"fit": "favors"} for d in DOMAINS}

    assert fit_of("x", favored, {"chance": 3}, DOMAINS).tip is None


@given(
    st.dictionaries(st.sampled_from(DOMAINS), st.integers(0, MOST), min_size=1),
    st.lists(st.sampled_from(["favors", "mixed", "against", "unknown"]), min_size=3, max_size=3),
)
def test_a_tip_is_true_and_minimal(weights, fits):
    record = {d: {"fit": f} for d, f in zip(DOMAINS, fits, strict=True)}
    fit = fit_of("x", record, weights, DOMAINS)
    moves = [
        abs(w - weights.get(d, 0))
        for d in DOMAINS
        for w in range(MOST + 1)
        if fit.group and group_of(record, {**weights, d: w}) not in (None, fit.group)
    ]

    assert (fit.tip is None) == (not moves)
    if fit.tip:
        assert group_of(record, {**weights, fit.tip.domain: fit.tip.weight}) == fit.tip.to != fit.group
        assert abs(fit.tip.weight - fit.tip.now) == min(moves)


def test_what_is_no_weight_is_left_out():
    assert clean({"chance": 11, "speed": True, "cost": 3, "other": 5, "x": "7"}, DOMAINS) == {"cost": 3}


def test_groups_keep_the_order_of_the_list(content, person):
    fits = weigh(content, person().options, {"weight": 5})
    order = [f.option for f in fits]

    for group in groups_of(fits).values():
        assert [f.option for f in group] == sorted((f.option for f in group), key=order.index)


def test_the_grouping_rule_is_told_in_words(content):
    for voice in ("plain", "clinician"):
        assert "third" in content["card_words"]["matters"]["how_text"][voice]


def test_what_speaks_for_or_against_an_option_has_a_source(content):
    """Where nothing was read or nobody knows, a feature speaks for neither side."""
    for card in content["cards"].values():
        for domain, feature in card["features"].items():
            if feature["fit"] in ("favors", "against"):
                assert feature["sources"] and not feature["nobody_knows"], (card["id"], domain)
