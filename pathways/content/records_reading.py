"""Records that people read: the contract, sources, verdicts, recommendations, pages, words of the screen."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from pathways.content.records import Day, Id, Record, Source, Text, Words

__all__ = [
    "AuditItem",
    "CardWords",
    "Contract",
    "ExampleCase",
    "MapWords",
    "Page",
    "Recommendation",
    "Screen",
    "SearchWords",
    "SourceRecord",
    "Staging",
    "Term",
    "Topic",
    "Verdict",
    "Wording",
]

Target = Annotated[str, StringConstraints(pattern=r"^[a-z]+:[a-z][a-z0-9_]*$")]  # kind:id


class Named(Record):
    """An id with its name in two voices."""

    id: Id
    names: Text


class Group(Named):
    """One group of options, in the contract's order."""

    options: list[Id]


class Declinable(Named):
    """Something a person may decline as a whole."""

    groups: list[Id]
    options: list[Id]


class Verdict(Record):
    """What can be said of one trial."""

    id: Id
    counts: Literal["certain", "possible", "no"]
    word: Text
    text: Text
    changes: Text
    sources: list[Source] = Field(min_length=1)


class Counting(Record):
    """When a trial counts (contract section 7), and what an improvement in percent means."""

    least_weeks: float
    sure_weeks: float
    partial_percent: float
    response_percent: float


class Contract(Record):
    """The public ids and their order."""

    groups: list[Group]
    domains: list[Named]
    card_questions: list[Named]
    countries: list[Words]
    answering: list[Id]
    conditions: list[Id]
    declines: list[Declinable]
    settling: list[Id]
    counting: Counting


class Open(Record):
    """A record whose further keys are checked elsewhere."""

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True)


class SourceRecord(Record):
    """Where a statement comes from: one per document, cited by id everywhere else."""

    id: str = Field(pattern=r"^[A-Za-z0-9_.-]+$")
    kind: Words
    title: Words
    cite: Words
    published: str | None = None
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    seen_as: Literal["full", "abstract", "excerpt", "not_seen"]
    read_on: Day
    note: str | None = None


class Wording(Open):
    """The catalogue of the screen's own words."""


class Screen(Record):
    """The words of the app's screens: section -> name -> the same words in two voices."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, dict[str, Text]]


class CardWords(Open):
    """The screen's words of cards, evidence, comparison, wishes, guidelines, pages, search and self-audit."""


class AuditItem(Record):
    """One item of an outside yardstick, how far it is met, where, and what shows it."""

    id: Id
    instrument: Literal["ipdas_qualifying", "ipdas_certifying", "ipdas_quality", "pemat_understand", "pemat_act", "cdc_index"]
    number: Words
    item: Text
    status: Literal["met", "partly", "not_met"]
    where: Text
    test: str | None = Field(None, pattern=r"^tests/[a-z_/]+\.py::test_[a-z0-9_]+$")


class ShortText(Record):
    """Words that stand inside a box of the map."""

    plain: str = Field(min_length=1, max_length=20)
    clinician: str = Field(min_length=1, max_length=20)


class MapMark(Record):
    """One mark of the map: its family of colour and its word."""

    id: Literal["here", "path", "open", "care", "needs", "helped", "nohelp", "nottol", "closed", "later", "earlier", "research"]
    family: Literal["you", "open", "care", "tried", "quiet"]
    word: ShortText


class MapCloser(Record):
    """Closer words for some marks; words in braces are filled in."""

    on_it_now: ShortText
    helped_in_part: ShortText
    came_back: ShortText
    not_indicated: ShortText
    find_out_first: ShortText
    declined: ShortText
    withheld: ShortText
    inside: Text
    count: Text
    also_closed: Text


class MapStrip(Record):
    """What leaves from everywhere, or leads back from everywhere: words under a row instead of lines."""

    from_: Text = Field(alias="from")
    to: Text


class MapTwin(Record):
    """The words of the same map as a list."""

    answer: Text
    kinds: dict[Literal["state", "decision", "box", "link"], Text]
    nobody: Text


class MapWords(Record):
    """The words of the map."""

    title: Text
    alt: dict[Literal["nobody", "here"], Text]
    zoom: dict[Literal["next", "whole", "choose"], Text]
    keys: Text
    marks: list[MapMark] = Field(min_length=12, max_length=12)
    closer: MapCloser
    strips: list[MapStrip] = Field(min_length=3, max_length=3)
    legend: dict[Literal["heading", "shapes"], Text]
    print: dict[Literal["version", "crisis"], Text]
    twin: MapTwin


class Recommendation(Record):
    """What one guideline says, in our words."""

    id: Id
    says: Text
    body: Words
    grade: str | None = None
    sources: list[Source] = Field(min_length=1)
    checked: Day


class Staging(Open):
    """A staging model: how it is computed, or why it is not."""

    id: Id


class Term(Record):
    """A hard word, explained."""

    id: Id
    term: Words
    also: list[Words] = []
    plain: Words
    sources: list[Source] = []


class Saying(Record):
    """What people say every day, and where it leads; `first` puts it above everything else."""

    say: list[Words] = Field(min_length=1)
    find: list[Target] = Field(min_length=1)
    first: bool = False


class Homes(Record):
    """Where a medicine that is no option, and a condition, lead."""

    medicines: Target
    conditions: Target


class SearchWords(Record):
    """Everyday words of the search: those that say nothing, those that mean the same, and where they lead."""

    skip: list[Words]
    alike: list[list[Words]]
    homes: Homes
    sayings: list[Saying] = Field(min_length=1)


class Section(Record):
    """One part of a page."""

    heading: Text
    text: Text
    sources: list[Source] = []


class Page(Record):
    """A short page that explains one thing."""

    id: Id
    title: Text
    summary: Text
    sections: list[Section] = Field(min_length=1)
    covers: list[Id] = []
    helps_questions: list[Id] = []
    helps_options: list[Id] = []
    shows: Literal["instruments"] | None = None
    checked: Day | None = None


class Topic(Record):
    """A topic that must have a place in the app."""

    id: Id
    topic: Words
    answered_by: str | list[str]


class ExampleCase(Record):
    """A case to try without typing, or to teach with."""

    id: Id
    name: Text
    story: Text
    source: Words
    case: dict[str, Any]
