"""The proofs on a made-up pathway whose answers can be read off the page."""

import pytest
import test_p1_one_position as p1
from basecase import position_of
from proof_solver import Prover

CASE = {
    "format": 1,
    "answers": {
        "age": 40,
        "alarm": False,
        "fine": False,
        "medical_conditions": [],
        "current_medications": [],
        "recent_medications": [],
        "allergies": [],
        "declines": [],
        "constraints": [],
    },
    "trials": [],
}
TRIED = [
    {
        "treatment": "Glim",
        "dose_mg": 10,
        "weeks": 8,
        "adherence": "good",
        "outcome": "none",
        "ongoing": False,
        "episode": "current",
    }
]


def standing(pathway, **changes):
    case = {
        **CASE,
        "answers": {**CASE["answers"], **{k: v for k, v in changes.items() if k != "trials"}},
        "trials": changes.get("trials", []),
    }
    position = position_of(pathway, case)
    return position.place.state, {o.id: (o.standing, o.safety, o.offered) for o in position.options}


@pytest.mark.parametrize(
    ("changes", "state", "option", "expected"),
    [
        ({}, "start_here", "syrup", ("next", "clear", True)),
        ({}, "start_here", "lamp", ("later", "clear", False)),
        ({"trials": TRIED}, "go_on", "lamp", ("next", "clear", True)),
        ({"trials": TRIED}, "go_on", "syrup", ("tried", "clear", False)),
        ({"medical_conditions": ["hiccups"]}, "start_here", "syrup", ("next", "ruled_out", False)),
        ({"medical_conditions": "unknown"}, "start_here", "syrup", ("next", "needs_answer", False)),
        ({"age": 70}, "start_here", "syrup", ("next", "caution", True)),
        ({"age": 17, "trials": TRIED}, "go_on", "lamp", ("not_indicated", "clear", False)),
        ({"alarm": True}, "help_first", "help", ("next", "clear", True)),
        ({"fine": True}, "fine", "syrup", ("later", "clear", False)),
        ({"declines": ["medication"]}, "start_here", "syrup", ("next", "clear", False)),
    ],
)
def test_what_can_be_read_off_the_page(tiny_pathway, changes, state, option, expected):
    place, options = standing(tiny_pathway, **changes)
    assert (place, options[option]) == (state, expected)


def test_the_proofs_hold(tiny_pathway):
    found = p1.faults(tiny_pathway)
    assert not found
    prover = Prover(tiny_pathway)
    assert not p1.never_reached(prover)
    assert all(prover.find(shape.offered) is not None for shape in prover.formulas.shapes)
