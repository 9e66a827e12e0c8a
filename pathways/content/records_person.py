"""Records about a person's answers: the keys of a case file, the questions, medicines and medical conditions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pathways.content.conditions import Condition
from pathways.content.records import Day, Id, Record, Source, Text, Words

__all__ = ["AnswerKey", "MedicalCondition", "Medicine", "MedicineGroup", "Question"]


class AnswerKey(Record):
    """One key of `answers` in the case file: what it may hold."""

    key: Id
    kind: Literal["choice", "yes_no", "whole_number", "set", "text_list", "recent_medicines", "values", "trials"]
    values: list[bool | str] = []
    or_option_ids: bool = False
    low: int | None = None
    high: int | None = None
    unit: str | None = None
    label: Text


class Choice(Record):
    """One answer of a question."""

    value: bool | int | str
    say: Text
    hint: Text | None = None


class Implied(Record):
    """When other answers already settle a question, and the answer they imply."""

    when: Condition
    value: bool | int | str | list


class Question(Record):
    """One branch question: what it asks, why, and which keys it fills."""

    id: Id
    section: Literal["safety", "diagnosis", "history", "body", "life"]
    sets: Id | list[Id]
    kind: Literal[
        "choice", "yes_no", "number", "checklist", "medicines", "recent_medicines", "trials", "score", "allergies", "values"
    ]
    careful: bool = False
    ask: Text
    why: Text
    help: Text | None = None
    choices: list[Choice] = []
    not_asked_when: Implied | None = None
    sources: list[Source] = []


class Dose(Record):
    """A published minimum daily dose, in mg (patch: mg per 24 h), and who says so."""

    mg: float = Field(gt=0)
    by: Literal["us_label", "mgh_atrq", "canmat", "other"]
    sources: list[Source]


class MostUsual(Record):
    """The top of the usual daily dose, in mg."""

    mg: float = Field(gt=0)
    sources: list[Source]


class Cap(Record):
    """A label limit for some people: counts as their minimum and their maximum."""

    mg: float = Field(gt=0)
    when: Condition
    text: Text
    sources: list[Source]
    confirmed: bool = True


class Antidepressant(Record):
    """What makes a trial of this medicine an antidepressant trial."""

    option: Id | None = None
    minimums: list[Dose] = []
    usual_max: MostUsual | None = None
    caps: list[Cap] = []


class AddOn(Record):
    """What makes a trial of this medicine, added to an antidepressant, a fair try."""

    option: Id | None = None
    mg: float | None = None
    weeks: float | None = None
    sources: list[Source] = []


class Medicine(Record):
    """One medicine: its names, its groups, and what a fair try of it is."""

    id: Id
    names: list[Words] = []
    brands: list[Words] = []
    groups: list[Id] = []
    any_of: Id | None = None
    could_be: list[Id] = []
    antidepressant: Antidepressant | None = None
    addon: AddOn | None = None


class MedicineGroup(Record):
    """Medicines that one rule can speak of together."""

    id: Id
    names: Text
    what: Text


class MedicalCondition(Record):
    """One condition of the contract's section 4."""

    id: Id
    names: Text
    section: Literal[
        "nervous_system",
        "implants",
        "heart_and_vessels",
        "blood_and_salts",
        "hormones_and_metabolism",
        "liver_kidney_gut",
        "eyes_bladder_lungs_throat",
        "mind",
        "other",
    ]
    help: Text | None = None
    common: bool = False
    open_cause: bool = False
    sources: list[Source] = []
    checked: Day | None = None
