"""Positions to draw: every vignette, and a few made here."""

from __future__ import annotations

from pathlib import Path

import pytest
from basecase import base_case, failed_trial, position_of

from pathways.content.reader import read_yaml
from pathways.engine.case import check_case
from pathways.engine.position import find_position

VIGNETTES = Path(__file__).parents[1] / "vignettes"
RUNNING = {"ongoing": True, "stopped_because": None, "stopped_weeks_ago": None}
SERTRALINE, VENLAFAXINE = failed_trial("sertraline", 150, 10), failed_trial("venlafaxine", 150, 8)
CASES = {
    "empty": {"format": 1},
    "emergency": base_case({"suicidality": "active_plan"}),
    "two fair tries, some closed": base_case({"medical_conditions": ["cochlear_implant", "seizure_disorder"]}),
    "three fair tries": base_case(trials=[SERTRALINE, VENLAFAXINE, failed_trial("bupropion", 300, 8)]),
    "well": base_case({"phq9": 2, "severity": "remission"}, [{**SERTRALINE, **RUNNING, "outcome": "remission"}]),
    "one fair try": base_case(trials=[SERTRALINE]),
    "helps in part": base_case(trials=[{**failed_trial("sertraline", 100, 8), **RUNNING, "outcome": "partial"}]),
    "too early": base_case(trials=[{**failed_trial("sertraline", 100, 2), **RUNNING, "outcome": "too_early"}]),
    "not tolerated": base_case(trials=[{**failed_trial("sertraline", 100, 2), "outcome": "intolerant"}]),
    "first steps": base_case(trials=[]),
    "came back": base_case(trials=[SERTRALINE, {**VENLAFAXINE, "outcome": "relapsed"}]),
    "perhaps bipolar": base_case({"mania_history": "suspected"}),
    "declines medicine": base_case({"declines": ["medication"]}),
}


@pytest.fixture(scope="session")
def positions(pathway):
    """Name -> position, for the cases made here."""
    return {name: position_of(pathway, case) for name, case in CASES.items()}


@pytest.fixture(scope="session")
def many_positions(pathway, positions):
    """The cases made here, and every vignette."""
    found = dict(positions)
    for file in sorted(VIGNETTES.glob("*.yaml")):
        for vignette in read_yaml(file, file.name)[0]:
            found[vignette["name"]] = find_position(pathway, check_case(vignette["case"], pathway.content))
    return found
