"""What the tests of cards share: the shipped content, the pathway, and a person after two fair tries."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from after_two_tries import CASE

from pathways.engine.case import check_case
from pathways.engine.position import find_position, load_pathway
from pathways.views.blocks import Leaf


@pytest.fixture(scope="session")
def pathway():
    return load_pathway()


@pytest.fixture(scope="session")
def content(pathway):
    return pathway.content


@pytest.fixture(scope="session")
def person(pathway):
    """Return a function: answers on top of the case after two fair tries -> position."""

    def of(**answers):
        return find_position(pathway, check_case({**CASE, "answers": {**CASE["answers"], **answers}}, pathway.content))

    return of


@pytest.fixture
def leaf_of(pathway):
    """Return a function: voice -> a leaf over the shipped content, without a browser."""

    def of(voice="plain"):
        return Leaf(SimpleNamespace(content=pathway.content, pathway=pathway, voice=voice, answers={}, trials=()), "test")

    return of
