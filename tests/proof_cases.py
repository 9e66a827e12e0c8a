"""One small case for every position of the road, and content broken on purpose."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from judging import base_case, failed_trial
from pathways.content.frozen import freeze
from pathways.content.rules import spread_rules
from pathways.engine.position import Pathway, make_pathway

_ONE = [failed_trial("sertraline", 150, 10)]
_TWO = [*_ONE, failed_trial("venlafaxine", 225, 8)]
_THREE = [*_TWO, failed_trial("bupropion", 300, 8)]
_RUNS = {"ongoing": True, "stopped_because": None, "stopped_weeks_ago": None}
_REVIEWED = [{"of": "serotonin_toxicity_signs", "by": "Dr. Example", "on": "2026-11-23", "note": "seen"}]


def _without(key: str) -> dict:
    case = base_case()
    del case["answers"][key]
    return case


STANDS_AT: dict[str, dict] = {  # position -> a case that stands there
    "emergency": base_case({"suicidality": "active_plan"}),
    "danger_questions": _without("psychosis"),
    "psychosis_now": base_case({"psychosis": True}),
    "withdrawal_now": base_case({"substance_use": "withdrawal", "substances": ["alcohol"]}),
    "reaction_now": base_case({"serotonin_toxicity_signs": True}) | {"clinician_review": _REVIEWED},
    "under_18": base_case({"age": 16}),
    "known_mania": base_case({"mania_history": "mania"}),
    "schizophrenia": base_case({"medical_conditions": ["schizophrenia_spectrum"]}),
    "bipolar_question": base_case({"mania_history": "suspected"}),
    "psychosis_question": base_case({"psychosis": "unknown"}),
    "cause_first": base_case({"medical_workup": "not_done"}, []),
    "first_step": base_case({}, []),
    "fair_try_first": base_case({}, [failed_trial("sertraline", 50, 3, outcome="too_early", **_RUNS)]),
    "helps_in_part": base_case({}, [failed_trial("sertraline", 100, 10, outcome="partial", **_RUNS)]),
    "maybe_fair": base_case({}, [failed_trial("sertraline", 100, 10) | {"adherence": "unknown"}]),
    "one_adequate_trial": base_case({}, _ONE),
    "two_adequate_trials": base_case({}, _TWO),
    "three_adequate_trials": base_case({}, _THREE),
    "well_now": base_case({"phq9": 3, "severity": "remission"}, [failed_trial("sertraline", 100, 30, outcome="remission", **_RUNS)]),
    "came_back": base_case({}, [failed_trial("sertraline", 100, 30, outcome="relapsed", **_RUNS)]),
}

# More places on the road where other options are next: something runs, a severe or mild episode, after a birth.
MORE: dict[str, dict] = {
    "two_one_runs": base_case({}, [_TWO[0], _TWO[1] | _RUNS]),
    "two_severe": base_case({"phq9": 24, "severity": "severe", "features": ["melancholic"]}, [_TWO[0], _TWO[1] | _RUNS]),
    "one_runs": base_case({}, [_ONE[0] | _RUNS | {"dose_mg": 200}]),
    "first_mild": base_case({"phq9": 7, "severity": "mild"}, []),
    "first_after_birth": base_case({"pregnancy": "postpartum", "weeks_postpartum": 6, "risk_to_infant": False, "breast_feeding": False}, []),
    "four_failed": base_case({"features": ["chronic"], "episode_weeks": 150}, [*_THREE, failed_trial("mirtazapine", 45, 8)]),
    "well_after_ect": base_case({"phq9": 3, "severity": "remission"}, [*_TWO, {"treatment": "ect", "sessions": 12, "outcome": "remission", "ongoing": False,
                                                                                "stopped_weeks_ago": 2, "role": "procedure", "episode": "current"}]),
    "young": base_case({"age": 19, "sex": "male"}, _TWO),
    "old": base_case({"age": 78}, _TWO),
}
CONTEXTS = {**STANDS_AT, **MORE}


def broken(raw: dict, change: Callable[[dict], Any]) -> Pathway:
    """Return the pathway of a copy of the raw content after `change`."""
    content = copy.deepcopy(raw)
    change(content)
    return make_pathway(freeze(spread_rules(content)))


def key_without(case: dict, *keys: str) -> dict:
    """Return a case in which these keys were never asked."""
    out = dict(case)
    out["answers"] = {k: v for k, v in case["answers"].items() if k not in keys}
    if "trials" in keys:
        out.pop("trials", None)
    return out


def key_with(case: dict, key: str, value: Any) -> dict:
    """Return a case with one more answer."""
    if key == "trials":
        return {**case, "trials": value}
    return {**case, "answers": {**case["answers"], key: value}}
