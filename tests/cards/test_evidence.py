"""The evidence: one denominator a table, both arms, a source behind every number, no ratio alone, never 1 in X."""

import re

import pandas as pd
import pytest

from pathways.engine.evidence import (
    all_evidence,
    direction,
    gaps,
    headline,
    of_10_000,
    of_100,
    on_a_scale,
    only_direction,
    option_evidence,
    rare_gaps,
    rows_by_kind,
    whole,
)
from pathways.views.charts import caveat
from pathways.views.evidence_table import tables

# of the dossiers: each must have at least one verified row that names it in its id, note or source
STUDIES = (
    "star",
    "pigott|reanaly",
    "transform",
    "sustain",
    "escape",
    "ascertain",
    "vast",
    "optimum",
    "pax",
    "threed|blumberger-2018",
    "saint",
    "elekt",
    "ect_.*relapse|relapse.*ect",
    "comp005|comp-005",
    "comp006|comp-006",
    "recover",
    "cobalt",
)
ONE_IN = re.compile(r"(?<![\d.,])(?:(?:1|one) (?:in|out of) (?:every )?\d|1 of (?!100\b|10,000\b)\d)", re.IGNORECASE)


@pytest.fixture(scope="module")
def table(content):
    return all_evidence(content)


@pytest.mark.parametrize("study", STUDIES)
def test_every_study_of_the_dossiers_has_a_row(table, study):
    text = table["id"] + " " + table["source"] + " " + table["note"] + " " + table["who"] + " " + table["measure"]

    assert text.str.contains(study, case=False, regex=True).any()


def test_rows_stand_in_the_order_of_their_ids_and_each_once(table):
    assert list(table["id"]) == sorted(set(table["id"]))


def test_every_number_has_a_source_that_somebody_has_read(table, content):
    unread = [r.id for r in table.itertuples() if content["sources"][r.source]["seen_as"] == "not_seen"]

    assert unread == []


def test_counts_are_of_100_people_and_rare_harms_of_10_000(content):
    for option in content["options"]:
        frame = option_evidence(content, option)
        common, rare = of_100(frame), of_10_000(frame)

        assert set(common["id"]).isdisjoint(rare["id"])
        assert common["option_of_100"].between(0, 100).all()
        assert rare["option_of_10_000"].lt(100).all()


def test_a_ratio_never_stands_alone_it_is_told_as_a_direction(content, table):
    told = only_direction(table)

    assert set(told["direction"]) <= {"more", "fewer", "no_clear_difference"}
    assert set(told["id"]).isdisjoint(on_a_scale(table)["id"])


@pytest.mark.parametrize(
    ("ratio", "low", "high", "says"),
    [
        (1.25, 1.14, 1.37, "more"),
        (0.39, 0.27, 0.57, "fewer"),
        (1.1, 0.9, 1.3, "no_clear_difference"),
        (0.88, float("nan"), float("nan"), "fewer"),
    ],
)
def test_a_direction_looks_at_the_interval(ratio, low, high, says):
    assert direction(ratio, low, high) == says


def test_a_member_shows_the_rows_of_its_class_as_such(content, table):
    member = next(o for o in content["options"].values() if o["parent"] and (table["option"] == o["parent"]).any())
    frame = option_evidence(content, member["id"])

    assert frame.loc[frame["option"] == member["parent"], "of_group"].all()
    assert not frame.loc[frame["option"] == member["id"], "of_group"].any()


def test_the_picture_prefers_both_arms(content):
    for option in content["cards"]:
        for good in (True, False):
            arms = headline(content, option, good=good)
            frame = of_100(option_evidence(content, option))
            frame = frame[frame["outcome"].isin(("remission", "response") if good else ("stopped", "harm")) & ~frame["of_group"]]
            if arms and not arms.of_group and frame["comparator_of_100"].notna().any():
                assert arms.without is not None, option


def test_no_text_says_one_in_x(content, table):
    cells = [c for column in ("measure", "who", "note") for c in table[column]]
    texts = [t for card in content["cards"].values() for t in _texts(card)]

    assert [t for t in cells + texts if ONE_IN.search(t)] == []


def _texts(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def test_people_are_whole():
    assert [whole(v) for v in (52.4, 52.5, 0.4, 99.6)] == [52, 53, 0, 100]


def test_an_empty_table_has_its_columns(content):
    frame = option_evidence(content, "specialist_referral")

    assert isinstance(of_100(frame), pd.DataFrame)


RATIO = re.compile(r"\b(?:RR|OR|HR|IRR) ?=? ?\d|odds ratio|risk ratio|hazard ratio|times as likely")
BOTH_ARMS = re.compile(r"\d%? (?:\w+ )*v \d+(?:\.\d+)?(?:%| per 10,000)|%.{0,60} v .{0,40}%")


def test_no_text_gives_a_relative_risk_alone_or_a_number_needed_to_treat(content):
    kinds = ("cards", "pages", "options", "recommendations", "disagreements")
    texts = [t for kind in kinds for record in content[kind].values() for t in _texts(record)]

    assert [t for t in texts if RATIO.search(t) and not BOTH_ARMS.search(t)] == []
    assert [t for t in texts if re.search(r"\bNN[TH]\b", t)] == []


@pytest.mark.parametrize("voice", ["plain", "clinician"])
def test_every_row_stands_in_exactly_one_table(content, leaf_of, voice):
    """Nothing that was read is hidden for want of a column: what has no count is told in words."""
    rows = 0
    for option in content["options"]:
        frame = option_evidence(content, option)
        told = [row.id for part in rows_by_kind(content, option) for row in part]

        assert sorted(told) == sorted(frame["id"])
        assert tables(leaf_of(voice), option).count("<tr><td") == len(frame)
        rows += len(frame[~frame["of_group"]])
    assert rows == len(all_evidence(content))


def test_a_difference_without_arms_keeps_its_denominator(table):
    """Rare harms of 10,000, the rest of 100, never both in one table."""
    rare, common = rare_gaps(table), gaps(table)

    assert len(rare) > 0 and set(rare["id"]).isdisjoint(common["id"])
    counted = dict(zip(rare["id"], rare["gap_of_10_000"], strict=True))
    assert counted["ssri_suicidality_18_24"] == 50 and counted["ssri_suicidality_under_18"] == 140  # one harm, one denominator


@pytest.mark.parametrize(
    ("note", "plain", "clinician"),
    [
        ("not significant; n is of the whole network", "This gap may be chance.", "not significant; n is of the whole network"),
        ("open label; certainty: our reading by design and size", "", "open label"),
        ("certainty: our reading by design and size", "", ""),
    ],
)
def test_a_note_that_would_mislead_if_hidden_is_told(leaf_of, note, plain, clinician):
    assert caveat(leaf_of("plain"), note) == plain
    assert caveat(leaf_of("clinician"), note) == clinician


def test_the_picture_of_harms_shows_a_harm(content):
    """Never a relapse that came less often with the option; of harms with the same kind of comparison the most frequent."""
    for option in content["options"]:
        arms = headline(content, option, good=False)
        if arms and arms.outcome == "relapse" and arms.without is not None:
            assert arms.with_option >= arms.without, option
        if arms and arms.outcome == "harm" and arms.comparator.startswith("none") and not arms.of_group:
            frame = of_100(option_evidence(content, option))
            harms = frame[
                frame["outcome"].eq("harm") & ~frame["of_group"] & ~frame["id"].isin(content["card_words"]["not_for_picture"])
            ]
            assert arms.with_option == harms["option_of_100"].max(), option
