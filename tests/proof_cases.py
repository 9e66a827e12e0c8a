"""One small case for every position of the road, and content broken on purpose."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from basecase import base_case, failed_trial

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
    "well_now": base_case(
        {"phq9": 3, "severity": "remission"}, [failed_trial("sertraline", 100, 30, outcome="remission", **_RUNS)]
    ),
    "came_back": base_case({}, [failed_trial("sertraline", 100, 30, outcome="relapsed", **_RUNS)]),
}

# More places on the road where other options are next: something runs, a severe or mild episode, after a birth.
MORE: dict[str, dict] = {
    "two_one_runs": base_case({}, [_TWO[0], _TWO[1] | _RUNS]),
    "two_severe": base_case({"phq9": 24, "severity": "severe", "features": ["melancholic"]}, [_TWO[0], _TWO[1] | _RUNS]),
    "one_runs": base_case({}, [_ONE[0] | _RUNS | {"dose_mg": 200}]),
    "first_mild": base_case({"phq9": 7, "severity": "mild"}, []),
    "first_after_birth": base_case(
        {"pregnancy": "postpartum", "weeks_postpartum": 6, "risk_to_infant": False, "breast_feeding": False}, []
    ),
    "four_failed": base_case({"features": ["chronic"], "episode_weeks": 150}, [*_THREE, failed_trial("mirtazapine", 45, 8)]),
    "well_after_ect": base_case(
        {"phq9": 3, "severity": "remission"},
        [
            *_TWO,
            {
                "treatment": "ect",
                "sessions": 12,
                "outcome": "remission",
                "ongoing": False,
                "stopped_weeks_ago": 2,
                "role": "procedure",
                "episode": "current",
            },
        ],
    ),
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


# ---------------------------------------------------------------- a condition made to hold

UNASKED = object()  # stands for "take the key out"


def making(when: Any, content: Any, want: bool = True) -> dict | None:
    """Return answers that make a condition hold (or not hold, if `want` is false); None where answers alone cannot."""
    for joint in ("all", "any"):
        if joint in when:
            parts = [making(p, content, want) for p in when[joint]]
            if (joint == "all") != want:  # one is enough
                return next((p for p in parts if p is not None), None)
            out: dict = {}
            for part in parts:
                if part is None or not _join(out, part):
                    return None
            return out
    if "not" in when:
        return making(when["not"], content, not want)
    if when.get("condition"):
        return {"medical_conditions": [when["condition"][0]]} if want else {}
    if when.get("taking"):
        name = _medicine_of(when["taking"][0], content)
        return {"current_medications": [name] if want else []} if name else None
    if when.get("allergic_to"):
        name = _medicine_of(when["allergic_to"][0], content)
        return {"allergies": [name] if want else []} if name else None
    if when.get("answer"):
        return _answer_making(when, content["answers"][when["answer"]], want)
    derived = content["derived"].get(when.get("fact") or "")
    if derived and when.get("is") is not None:
        rows = [v for v in derived["first"] if (v["value"] in when["is"]) == want]
        return next((m for m in (making(r["when"], content) for r in rows) if m is not None), None)
    return None


def _answer_making(when: Any, known: Any, want: bool) -> dict | None:
    key = when["answer"]
    if when.get("has") is not None:
        return {key: [when["has"][0]] if want else []}
    if when.get("is") is not None:
        if want:
            value = when["is"][0]
            return {key: UNASKED if value == "unasked" else value}
        value = next((v for v in known.get("values") or () if v not in when["is"]), None)
        return {key: value} if value is not None else None
    low, high = when.get("at_least"), when.get("at_most")
    low = low if low is not None else when["above"] + 1 if when.get("above") is not None else None
    high = high if high is not None else when["below"] - 1 if when.get("below") is not None else None
    if want:
        return {key: int(low if low is not None else high)}
    outside = low - 1 if low is not None and low - 1 >= known["low"] else high + 1 if high is not None else None
    return {key: int(outside)} if outside is not None else None


def _medicine_of(name: str, content: Any) -> str | None:
    """A medicine that is this name or in this group, in as few other groups as may be."""
    if name in content["medicines"]:
        return name
    found = [m for m in content["medicines"].values() if name in m["groups"]]
    return min(found, key=lambda m: len(m["groups"]))["id"] if found else None


def _join(into: dict, more: dict) -> bool:
    for key, value in more.items():
        if key in into and isinstance(value, list) and isinstance(into[key], list):
            into[key] = [*into[key], *(v for v in value if v not in into[key])]
        elif into.setdefault(key, value) != value:
            return False
    return True


def laid_over(case: dict, answers: dict) -> dict:
    """Return a case with these answers; lists of conditions and medicines are added to."""
    new = dict(case["answers"])
    for key, value in answers.items():
        if value is UNASKED:
            new.pop(key, None)
        elif isinstance(value, list) and isinstance(new.get(key), list):
            new[key] = [*new[key], *(v for v in value if v not in new[key])]
        else:
            new[key] = value
    return {**case, "answers": new}
