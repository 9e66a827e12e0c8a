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

HERE = Path(__file__).parent
REGISTERS = ("must_close.csv", "must_stay_open.csv", "dossier.csv")  # labels; labels; every safety line of the dossiers

QUIET = {  # every answer of the contract, told, and nothing in the way
    "age": 45, "sex": "female", "pregnancy": "none", "breast_feeding": False, "suicidality": "none",
    "suicide_attempt_within_3_months": False, "past_suicide_attempt": False, "harm_to_others": False, "being_harmed": False,
    "psychosis": False, "psychosis_past": False, "catatonia": False, "refusing_food_and_fluids": False, "eating_very_little": False,
    "confusion_or_new_neurological_signs": False, "serotonin_toxicity_signs": False, "other_medicine_reaction": "none",
    "mania_history": "none", "mania_now": False, "family_history_bipolar": False, "substance_use": "none", "substances": [],
    "medical_workup": "done", "phq9": 15, "phq9_item9": 0, "severity": "moderate", "episode_weeks": 30, "number_of_episodes": 1,
    "features": [], "medical_conditions": [], "current_medications": [], "recent_medications": [], "allergies": [],
    "planned_surgery": False, "declines": [], "constraints": [], "values": {},
}


def failed_trial(treatment: str, dose_mg: float, weeks: float, **more: Any) -> dict:
    """An adequate trial that did not help, stopped 20 weeks ago."""
    return {"treatment": treatment, "dose_mg": dose_mg, "weeks": weeks, "adherence": "good", "outcome": "none", "stopped_because": "no_benefit",
            "stopped_weeks_ago": 20, "ongoing": False, "role": "monotherapy", "episode": "current", **more}


def base_case(answers: dict | None = None, trials: list | None = None) -> dict:
    """The register's base case, with `answers` laid over it."""
    default = [failed_trial("sertraline", 150, 10), failed_trial("venlafaxine", 150, 8)]
    return {"format": 1, "answering": "patient", "country": "US", "answers": {**QUIET, **(answers or {})}, "trials": default if trials is None else trials}


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
        "phase": position.place.phase, "urgency": position.urgency, "settled": position.settled, "complete": position.complete, "trd": history.trd,
        "adequate_trials": history.adequate, "possible_adequate_trials": history.possible, "unrecognised": list(position.unrecognised),
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
                    found.append(f"{option}: must be {key}; standing {found_offer.standing}, safety {found_offer.safety}, "
                                 f"find_out_first {found_offer.find_out_first}, withheld {found_offer.withheld}, declined {found_offer.declined}")
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

