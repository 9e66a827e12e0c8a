"""What the proofs share: a solver over all summaries, a sample of cases, the raw content to break on purpose."""

import pytest
from casegen import Maker, dice_cases
from proof_solver import Prover

from pathways.content.compiler import collect
from pathways.content.library import data_folder
from pathways.engine.case import check_case
from pathways.engine.position import find_position


@pytest.fixture(scope="session")
def prover(pathway):
    return Prover(pathway)


@pytest.fixture(scope="session")
def maker(pathway):
    return Maker(pathway)


@pytest.fixture(scope="session")
def sample(pathway):
    """Pairs of case and position, 1,500 of them, always the same."""
    cases = [check_case(c, pathway.content) for c in dice_cases(pathway, 1500)]
    return [(c, find_position(pathway, c)) for c in cases]


@pytest.fixture(scope="session")
def raw():
    """The shipped content before its rules are spread."""
    content, problems = collect(data_folder())
    assert not problems, problems[:5]
    return content
