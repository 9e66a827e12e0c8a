# ruff: noqa: E501
"""Three registers typed from labels and dossiers by somebody who did not look at the content: what must close,
what must stay open, and every safety line of the medicine and procedure dossiers (with the lines a medicine inherits from its class)."""

import pytest
from basecase import base_case, position_of
from registers import REGISTERS, judge_row, rows
from unregistered import registered_faults

MUST = {"clear", "ruled_out", "caution", "caution_or_closed", "not_offered", "not_ruled_out", "offered_possible"}


@pytest.fixture(scope="module")
def base(pathway):
    return position_of(pathway, base_case())


@pytest.mark.parametrize("row", rows(), ids=lambda r: f"{r.id}-{r.option}")
def test_register(pathway, base, row):
    fault = judge_row(pathway, row, base)
    assert not fault, f"{row.option} with {row.answers} must be {row.must} ({row.source}: {row.place}): {fault}"


def test_the_registers_are_whole():
    ids = [r.id for r in rows()]
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert len(ids) >= 2000, f"rows went missing from {REGISTERS}"
    assert {r.must for r in rows()} == MUST
    assert all(r.source for r in rows()), "a row without a source"


def test_the_base_case_is_quiet(pathway, base):
    """Else a row could pass for another reason than the one it names."""
    assert base.urgency == "none" and base.place.phase == "trd_options" and base.history.adequate == 2 and base.complete, (
        base.questions
    )
    assert not base.unrecognised
    closed = {o.id for o in base.options if o.safety == "ruled_out"}
    assert not closed, f"closed in the base case: {closed}"


def test_the_content_does_nothing_that_no_row_tells(pathway):
    """Read the other way round: a quiet person is warned of nothing, ages are cut where the contract says, and what a single thing closes stands in a row."""
    found = registered_faults(pathway)
    assert not found
