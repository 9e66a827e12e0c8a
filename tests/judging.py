# ruff: noqa: E501, PLR0911, PLR0912
"""How a register row and a vignette are judged against a pathway. Used by the tests and by the mutation run."""

from __future__ import annotations

import csv
import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pathways.content.reader import read_yaml
from pathways.engine.case import check_case
from pathways.engine.position import Pathway, Position, find_position
from pathways.engine.truth import YES

HERE = Path(__file__).parent
REGISTERS = ("must_close.csv", "must_stay_open.csv", "dossier.csv")  # labels; labels; every safety line of the dossiers

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


class Row(NamedTuple):
    """One row of a register."""

    id: str
    option: str
    answers: dict
    must: str
    source: str
    place: str
    note: str


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """Return every row of both registers."""
    found = []
    for name in REGISTERS:
        with (HERE / name).open(encoding="utf-8", newline="") as file:
            found += [Row(**{**line, "answers": json.loads(line["answers"])}) for line in csv.DictReader(file)]
    return tuple(found)


def position_of(pathway: Pathway, case: dict) -> Position:
    """Return the position of a plain case, checked as a person's file is."""
    return find_position(pathway, check_case(case, pathway.content))


def judge_row(pathway: Pathway, row: Row, base: Position | None = None, case: Any = None) -> str:
    """Return what is wrong with a row, or an empty string. `base` is the position of the base case and `case` the checked case, if at hand."""
    position = find_position(pathway, case) if case is not None else position_of(pathway, base_case(row.answers))
    number = pathway.tables.index[row.option]
    offer = position.options[number]
    shown = f"standing {offer.standing}, safety {offer.safety}, offered {offer.offered}, phase {position.place.phase}"
    if row.must == "ruled_out":
        return "" if offer.safety == "ruled_out" and not offer.offered else shown
    if row.must == "not_offered":
        return shown if offer.offered else ""
    if row.must == "clear":
        return "" if offer.safety == "clear" else shown
    if row.must == "not_ruled_out":
        return shown if offer.safety == "ruled_out" else ""
    if row.must == "offered_possible":
        return "" if offer.offered else shown
    if row.must in ("caution", "caution_or_closed"):
        if row.must == "caution" and offer.safety != "caution":
            return shown
        if not (offer.safety in ("caution", "ruled_out", "needs_answer") or offer.standing == "not_indicated"):
            return shown
        if not row.answers:
            return ""
        before = (base or position_of(pathway, base_case())).options[number]
        if set(map(_bare, offer.reasons)) <= set(map(_bare, before.reasons)):  # the caution must come from what the row tells
            return f"{shown}; no reason that the base case has not"
        return ""
    return f"unknown word {row.must!r}"


def _bare(reason: Any) -> tuple:
    return reason.kind, reason.effect, reason.text["clinician"]


class Vignette(NamedTuple):
    """One vignette: a case file and what must come out."""

    name: str
    source: str
    case: Any
    expect: dict


@lru_cache(maxsize=1)
def vignettes() -> tuple[Vignette, ...]:
    """Return every vignette, file by file."""
    found = []
    for path in sorted((HERE / "vignettes").glob("*.yaml")):
        values, _ = read_yaml(path)
        found += [Vignette(v["name"], v["source"], v["case"], v["expect"]) for v in values]
    return tuple(found)


def judge_vignette(pathway: Pathway, vignette: Vignette) -> list[str]:
    """Return every expectation that is not met, in words."""
    return judge_expectations(pathway, position_of(pathway, vignette.case), vignette.expect)


def judge_expectations(pathway: Pathway, position: Position, expect: dict) -> list[str]:
    """Return every expectation that a position does not meet."""
    history, offers = position.history, {o.id: o for o in position.options}
    found: list[str] = []

    def same(what: str, got: Any, wanted: Any) -> None:
        if type(got) is not type(wanted) or got != wanted:
            found.append(f"{what}: {got!r}, expected {wanted!r}")

    def offer(option: str) -> Any:
        if option not in offers:
            found.append(f"the option {option!r} does not exist")
        return offers.get(option)

    simple = {
        "phase": position.place.phase,
        "urgency": position.urgency,
        "settled": position.settled,
        "complete": position.complete,
        "trd": history.trd,
        "adequate_trials": history.adequate,
        "possible_adequate_trials": history.possible,
        "unrecognised": list(position.unrecognised),
    }
    for key, wanted in expect.items():
        if key in simple:
            same(key, simple[key], wanted)
        elif key == "position_in":
            if position.place.state not in wanted:
                found.append(f"position: {position.place.state!r}, expected one of {wanted}")
        elif key == "verdicts":
            got: dict[str, list] = {}
            for trial, verdict in zip(history.trials, history.verdicts, strict=True):
                got.setdefault(trial.treatment, []).append(verdict.id)
            for treatment, verdict in wanted.items():
                if verdict not in got.get(treatment, ()):
                    found.append(f"verdict on {treatment}: {got.get(treatment)}, expected {verdict!r}")
        elif key in ("offered", "not_offered", "withheld"):
            for option in wanted:
                found_offer = offer(option)
                if found_offer and getattr(found_offer, "withheld" if key == "withheld" else "offered") != (key != "not_offered"):
                    found.append(
                        f"{option}: must be {key}; standing {found_offer.standing}, safety {found_offer.safety}, "
                        f"find_out_first {found_offer.find_out_first}, withheld {found_offer.withheld}, declined {found_offer.declined}"
                    )
        elif key in ("standing", "safety"):
            for option, word in wanted.items():
                found_offer = offer(option)
                if found_offer:
                    got_word = getattr(found_offer, key)
                    if got_word not in (word if isinstance(word, list) else [word]):
                        found.append(f"{key} of {option}: {got_word}, expected {word}")
        elif key == "reasons":
            for option, kinds in wanted.items():
                found_offer = offer(option)
                missing = set(kinds) - {r.kind for r in found_offer.reasons} if found_offer else set()
                if missing:
                    found.append(f"reasons of {option}: no {', '.join(sorted(missing))}")
        elif key == "notices":
            shown = {n["id"] for n in position.notices} | {f"urgent_{t['id']}" for t in position.triggers}
            found += [f"the notice {n!r} is not shown" for n in wanted if n not in shown]
        elif key == "next_question_in":
            first = position.questions[0] if position.questions else None
            if first not in wanted:
                found.append(f"next question: {first!r}, expected one of {wanted}")
        else:
            found.append(f"the expectation {key!r} is not known")
    return found


class Spot(NamedTuple):
    """A place on the road (complete lists), or a part of one (`lists` holds next_has, next_has_not and no_place_has only)."""

    name: str
    source: str
    case: dict
    position: str | None
    lists: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def spots() -> tuple[Spot, ...]:
    """Return every place and part of places.yaml, with its words written out and `like` followed."""
    values, _ = read_yaml(HERE / "places.yaml")
    words, found = values["words"], {}

    def written(names: list | None) -> frozenset[str]:
        return frozenset(option for name in names or () for option in words.get(name, (name,)))

    for place in values["places"]:
        lists = {}
        for key in ("next", "no_place"):
            told = written(place[key]) if key in place else found[place["like"]].lists[key]
            lists[key] = (told | written(place.get(f"{key}_plus"))) - written(place.get(f"{key}_minus"))
        found[place["name"]] = Spot(place["name"], place["source"], _spot_case(place), place["position"], lists)
    parts = [
        Spot(
            p["name"],
            p["source"],
            _spot_case(p),
            None,
            {k: written(p.get(k)) for k in ("next_has", "next_has_not", "no_place_has")},
        )
        for p in values["parts"]
    ]
    return (*found.values(), *parts)


def _spot_case(place: dict) -> dict:
    case = base_case(place.get("answers"), place["trials"])
    return case | (
        {"clinician_review": [{"of": place["reviewed"], "by": "Dr. Example", "on": "2026-11-23"}]} if "reviewed" in place else {}
    )


def judge_spot(pathway: Pathway, spot: Spot, case: Any = None) -> list[str]:
    """Return every option that stands elsewhere than a place says."""
    position = find_position(pathway, case) if case is not None else position_of(pathway, spot.case)
    by = {word: {o.id for o in position.options if o.standing == word} for word in ("next", "not_indicated")}
    if spot.position is None:
        found = [f"{o} must be next" for o in sorted(spot.lists["next_has"] - by["next"])]
        found += [f"{o} must not be next" for o in sorted(spot.lists["next_has_not"] & by["next"])]
        found += [f"{o} must have no place" for o in sorted(spot.lists["no_place_has"] - by["not_indicated"])]
        return found + class_faults(pathway, position)
    found = [] if position.place.state == spot.position else [f"position {position.place.state}, expected {spot.position}"]
    for key, word in (("next", "next"), ("no_place", "not_indicated")):
        found += [f"{o} must be {word}" for o in sorted(spot.lists[key] - by[word])] + [
            f"{o} must not be {word}" for o in sorted(by[word] - spot.lists[key])
        ]
    return found + class_faults(pathway, position)


def class_faults(pathway: Pathway, position: Position) -> list[str]:
    """A class has a way where, and only where, one of its members has: else its reasons speak of another place."""
    ways, found = pathway.tables.ways.get(position.place.state, {}), []

    def holds(number: int) -> bool:
        return any(way.test.of(position.summary) == YES for way in ways.get(number, ()))

    for number, row in enumerate(pathway.tables.options):
        if row.members and holds(number) != any(holds(m) for m in row.members):
            found.append(f"the class {row.id} {'has' if holds(number) else 'has not'} a way here, unlike its members")
    return found


# ---------------------------------------------------------------- the registers read the other way round

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
