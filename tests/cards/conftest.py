"""What the tests of cards share: the shipped content, the pathway, and a person after two fair tries."""

from __future__ import annotations

import pytest

from pathways.engine.case import check_case
from pathways.engine.position import find_position, load_pathway

CASE = {
    "format": 1,
    "answers": {
        "age": 45, "sex": "female", "pregnancy": "none", "breast_feeding": False, "suicidality": "none", "suicide_attempt_within_3_months": False,
        "harm_to_others": False, "psychosis": False, "catatonia": False, "refusing_food_and_fluids": False,
        "confusion_or_new_neurological_signs": False, "serotonin_toxicity_signs": False, "mania_history": "none", "substance_use": "none",
        "medical_workup": "done", "phq9": 18, "episode_weeks": 30, "medical_conditions": [], "current_medications": ["sertraline 100 mg"],
        "recent_medications": [], "allergies": [],
    },
    "trials": [
        {"treatment": name, "dose_mg": 150, "weeks": 10, "adherence": "good", "outcome": "none", "ongoing": name == "sertraline",
         "role": "monotherapy", "episode": "current"} for name in ("venlafaxine", "sertraline")],
}


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
    from types import SimpleNamespace

    from pathways.views.blocks import Leaf

    def of(voice="plain"):
        return Leaf(SimpleNamespace(content=pathway.content, pathway=pathway, voice=voice, answers={}, trials=()), "test")

    return of
