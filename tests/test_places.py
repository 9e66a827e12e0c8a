"""Places on the road: what is next there, what has no place (drafted from the engine, reviewed against the decision table and the contract)."""

import pytest
from places import judge_spot, spots


@pytest.mark.parametrize("spot", spots(), ids=lambda s: s.name.replace("/", " "))
def test_place(pathway, spot):
    found = judge_spot(pathway, spot)
    assert not found, f"{spot.name} ({spot.source}): " + "; ".join(found)


def test_every_position_is_a_place(pathway):
    states = {n for n, d in pathway.graph.nodes(data=True) if d["kind"] == "state" and d["record"]["phase"]}
    told = {s.position for s in spots()}
    assert states - told <= {"danger_questions", "reaction_now"}  # unasked questions, and a review: vignettes stand there


def test_names_are_told_once():
    names = [s.name for s in spots()]
    assert len(names) == len(set(names))
