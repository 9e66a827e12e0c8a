"""The registers read the other way round: what the content warns of or closes must stand in a row."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from basecase import base_case, position_of
from registers import rows

from pathways.content.reader import read_yaml
from pathways.engine.position import Pathway

HERE = Path(__file__).parent

SINGLE = [  # one thing told, all else quiet
    {"pregnancy": "pregnant", "gestation_weeks": 12},
    {"pregnancy": "planning"},
    {"pregnancy": "postpartum", "weeks_postpartum": 12, "breast_feeding": True, "risk_to_infant": False},
    {"breast_feeding": True},
    {"planned_surgery": True},
    {"psychosis_past": True},
    {"past_suicide_attempt": True},
    {"family_history_bipolar": True},
    {"age": 24},
    {"age": 65},
    {"age": 61},
    {"substance_use": "current", "substances": ["alcohol"]},
    {"substance_use": "current", "substances": ["opioids"]},
    {"substance_use": "current", "substances": ["stimulants"]},
    {"substance_use": "current", "substances": ["sedatives"]},
    {"substance_use": "withdrawal", "substances": ["alcohol"]},
    {"substance_use": "in_remission", "substances": ["alcohol"]},
    {"psychosis": True},
    {"suicidality": "active"},
    {"mania_history": "suspected"},
    {"phq9": 24, "severity": "severe"},
]
QUIET_PEOPLE = [
    {},
    {"sex": "male"},
    {"age": 26},
    {"age": 60},
    {"age": 35, "sex": "male"},
    {"phq9": 7, "severity": "mild"},
    {"phq9": 24, "severity": "severe"},
]
AGE_BANDS = [
    (18, 24),
    (26, 60),
    (61, 64),
    (65, 90),
]  # contract section 4: up to 24, above 60, 65 and up; 25: NICE reviews 18 to 25 sooner
AT_25 = {"optimise_dose", "extend_duration"}
AGE_EXTRA = {("deep_tms", 24)}  # cleared for 22 and over: rows of its own


@lru_cache(maxsize=1)
def warned() -> tuple[tuple[str, dict, dict[str, frozenset[str]]], ...]:
    """Return the complete lists of warned.yaml: name, answers, and the options of each safety word."""
    values, _ = read_yaml(HERE / "warned.yaml")
    return tuple(
        (w["name"], w["answers"], {word: frozenset(w[word]) for word in ("ruled_out", "needs_answer", "caution")})
        for w in values["warned"]
    )


def registered_faults(pathway: Pathway) -> list[str]:
    """What the content does that no register row tells: a quiet person warned, an age band cut elsewhere, an option closed without a row."""
    found, base = [], position_of(pathway, base_case())
    for answers in QUIET_PEOPLE:
        position = position_of(pathway, base_case(answers))
        found += [f"{o.id} is {o.safety} for a quiet person {answers}" for o in position.options if o.safety != "clear"]
    for low, high in AGE_BANDS:
        one, two = ({o.id: _warnings(o) for o in position_of(pathway, base_case({"age": a})).options} for a in (low, high))
        found += [f"{o} differs between ages {low} and {high}" for o in one if one[o] != two[o] and (o, high) not in AGE_EXTRA]
    for age, near in ((25, 26), (17, 16)):
        one, two = ({o.id: _warnings(o) for o in position_of(pathway, base_case({"age": a})).options} for a in (age, near))
        found += [f"{o} differs between ages {age} and {near}" for o in one if one[o] != two[o] and o not in AT_25]
    for name, answers, lists in warned():
        offers = [
            o
            for o in position_of(pathway, base_case(answers)).options
            if not pathway.tables.options[pathway.tables.index[o.id]].members
        ]
        for word, wanted in lists.items():
            got = {o.id for o in offers if o.safety == word}
            found += [f"{name}: {o} must be {word}" for o in sorted(wanted - got)] + [
                f"{name}: {o} must not be {word}" for o in sorted(got - wanted)
            ]
    closed, medicines = _registered(pathway)
    singles = [{"medical_conditions": [c]} for c in pathway.content["conditions"]] + SINGLE
    for answers in singles:
        for offer in position_of(pathway, base_case(answers)).options:
            if (
                offer.safety == "ruled_out"
                and not pathway.tables.options[pathway.tables.index[offer.id]].members
                and (offer.id, _key(answers)) not in closed
            ):
                found.append(f"{offer.id} is closed by {answers} and no row says so")
    groups = pathway.tables.groups
    for medicine in _representatives(pathway):
        for offer in position_of(pathway, base_case({"current_medications": [medicine]})).options:
            if offer.safety != "ruled_out" or pathway.tables.options[pathway.tables.index[offer.id]].members:
                continue
            if not any(groups[medicine] & groups[m] for m in medicines.get(offer.id, ())):
                found.append(f"{offer.id} is closed by {medicine} and no row tells of such a medicine")
    return found if base.place.phase == "trd_options" else [*found, "the base case stands elsewhere"]


def _warnings(offer: Any) -> tuple:
    return offer.safety, sorted(r.text["clinician"] for r in offer.reasons if r.kind == "safety")


def _key(answers: dict) -> str:
    return json.dumps(answers, sort_keys=True)


def _registered(pathway: Pathway) -> tuple[set, dict[str, set]]:
    closed = {(r.option, _key(r.answers)) for r in rows() if r.must == "ruled_out"}
    medicines: dict[str, set] = {}
    for row in rows():
        if row.must == "ruled_out" and set(row.answers) == {"current_medications"}:
            for text in row.answers["current_medications"]:
                found = pathway.tables.book.medicine(text)
                medicines.setdefault(row.option, set()).update([found.id] if found else ())
    return closed, medicines


def _representatives(pathway: Pathway) -> list[str]:
    """One medicine for each set of names that rules speak of."""
    by: dict[frozenset, str] = {}
    named = {n for o in pathway.content["options"].values() for r in o["rules"] for n in r["when"].get("taking") or ()}
    for medicine in pathway.content["medicines"].values():
        by.setdefault(frozenset({medicine["id"], *medicine["groups"]} & named), medicine["id"])
    return list(by.values())
