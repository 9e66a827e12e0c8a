"""The base case of the registers: every answer told, nothing in the way, two fair tries that did not help."""

from __future__ import annotations

from typing import Any

from pathways.engine.case import check_case
from pathways.engine.position import Pathway, Position, find_position

QUIET = {  # every answer of the contract, told, and nothing in the way
    "age": 45,
    "sex": "female",
    "pregnancy": "none",
    "breast_feeding": False,
    "suicidality": "none",
    "suicide_attempt_within_3_months": False,
    "past_suicide_attempt": False,
    "harm_to_others": False,
    "being_harmed": False,
    "psychosis": False,
    "psychosis_past": False,
    "catatonia": False,
    "refusing_food_and_fluids": False,
    "eating_very_little": False,
    "confusion_or_new_neurological_signs": False,
    "serotonin_toxicity_signs": False,
    "other_medicine_reaction": "none",
    "mania_history": "none",
    "mania_now": False,
    "family_history_bipolar": False,
    "substance_use": "none",
    "substances": [],
    "medical_workup": "done",
    "phq9": 15,
    "phq9_item9": 0,
    "severity": "moderate",
    "episode_weeks": 30,
    "number_of_episodes": 1,
    "features": [],
    "medical_conditions": [],
    "current_medications": [],
    "recent_medications": [],
    "allergies": [],
    "planned_surgery": False,
    "declines": [],
    "constraints": [],
    "values": {},
}


def failed_trial(treatment: str, dose_mg: float, weeks: float, **more: Any) -> dict:
    """An adequate trial that did not help, stopped 20 weeks ago."""
    return {
        "treatment": treatment,
        "dose_mg": dose_mg,
        "weeks": weeks,
        "adherence": "good",
        "outcome": "none",
        "stopped_because": "no_benefit",
        "stopped_weeks_ago": 20,
        "ongoing": False,
        "role": "monotherapy",
        "episode": "current",
        **more,
    }


def base_case(answers: dict | None = None, trials: list | None = None) -> dict:
    """The register's base case, with `answers` laid over it."""
    default = [failed_trial("sertraline", 150, 10), failed_trial("venlafaxine", 150, 8)]
    return {
        "format": 1,
        "answering": "patient",
        "country": "US",
        "answers": {**QUIET, **(answers or {})},
        "trials": default if trials is None else trials,
    }


def position_of(pathway: Pathway, case: dict) -> Position:
    """Return the position of a plain case, checked as a person's file is."""
    return find_position(pathway, check_case(case, pathway.content))
