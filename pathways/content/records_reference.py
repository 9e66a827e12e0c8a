"""Records around the road: the edition and its review, crisis lines, what guidelines say of one step, scales."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pathways.content.records import Day, Id, Phase, Record, Source, Text, Words

__all__ = ["Crisis", "Disagreement", "Edition", "Instrument"]


class Review(Record):
    """A clinician who has read this content, and when."""

    name: Words
    date: Day
    role: Words | None = None
    of: Words | None = Field(None, description="What was read; left out: all of it.")


class IntendedUse(Record):
    """What this is for and not for: one text, shown in the app, the README and every export."""

    sentence: Text
    for_: Text = Field(alias="for")
    how: Text
    excluded: Text
    does_not: Text
    based_on: Text
    limits: Text
    data: Text
    position: Text
    contact: Text


class Edition(Record):
    """Which edition and version this is, who has reviewed it, and what it is for."""

    id: Id
    version: Words
    language: Words
    content_date: Day
    reviewed_by: list[Review]
    not_reviewed: Text
    intended_use: IntendedUse
    sources: list[Source] = []


class Emergency(Record):
    """The emergency number of a country."""

    call: Words
    how: Text
    hours: Words | None = None
    confirmed: bool
    sources: list[Source] = Field(min_length=1)


class Line(Record):
    """One line of help; at least one of call, text or web."""

    name: Words
    how: Text
    call: Words | None = None
    text: Words | None = None
    web: Words | None = None
    hours: Words | None = None
    confirmed: bool
    sources: list[Source] = Field(min_length=1)


class Country(Record):
    """Help in one country."""

    id: Words
    name: Text
    emergency: Emergency
    lines: list[Line] = Field(min_length=1)
    support_lines: list[Line] = []


class CrisisPage(Record):
    """The words of the page that takes over the screen at an emergency."""

    title: Text
    sentence: Text
    banner: Text
    same_day: Text
    passive: Text
    while_you_wait: list[Text]
    cannot: Text
    other_emergency: Text
    way_back_clinician: Text
    way_back_mistake: Text
    leave: Text
    sources: list[Source]


class Prompt(Record):
    """One step of a safety plan."""

    id: Id
    ask: Text


class SafetyPlan(Record):
    """A short plan to fill in on a calmer day."""

    title: Text
    intro: Text
    prompts: list[Prompt]
    sources: list[Source]


class Crisis(Record):
    """Crisis lines per country and the words of the crisis page."""

    checked: Day
    checked_how: Text
    show: Text
    countries: list[Country]
    page: CrisisPage
    safety_plan: SafetyPlan


class Cell(Record):
    """What one guideline says of one step."""

    body: Words
    year: Annotated[int, Field(ge=1990, le=2100)]
    position: Literal[
        "first_line", "second_line", "third_line", "recommended", "weak_for", "against", "other", "not_addressed", "not_verified"
    ]
    grade: Words | None = None
    says: Text
    sources: list[Source] = []


class Disagreement(Record):
    """One step or option, and what each guideline says of it."""

    id: Id
    topic: Text
    options: list[Id] = []
    steps: list[Phase] = []
    bodies_differ: bool | None = None
    cells: list[Cell] = Field(min_length=1)


class Band(Record):
    """Scores that mean the same."""

    name: Id
    from_: int = Field(alias="from")
    to: int


class Span(Record):
    """The lowest and the highest score."""

    from_: int = Field(alias="from")
    to: int


class SafetyItem(Record):
    """The item that asks about danger, and the score from which it does."""

    number: int
    at_least: int


class Accuracy(Record):
    """How often a form is right: of 100 people who have the thing, and of 100 who do not, how many score positive."""

    finds: Text
    positive: Text
    who: Text
    of_100_with: int = Field(ge=0, le=100)
    of_100_without: int = Field(ge=0, le=100)
    note: Text | None = None
    sources: list[Source] = Field(min_length=1)


class Instrument(Record):
    """A scale: its bands, what it is for and not for, how often it is right."""

    id: Id
    use_in_app: Literal["score", "mention"]
    names: Text
    what: Text
    use_for: Text
    not_for: Text
    range: Span | None = None
    bands: list[Band] = []
    bands_note: Text | None = None
    safety_item: SafetyItem | None = None
    adequacy: Text | None = None
    accuracy: list[Accuracy] = []
    licence: Text
    sources: list[Source] = Field(min_length=1)
