"""The card of one option: the same slots in the same order for every option."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pathways.content.records import Day, Id, Record, Source, Text

__all__ = ["Card"]


class Said(Text):
    """A statement in two voices with its sources; without a source only if it says that nobody knows."""

    sources: list[Source] = []
    nobody_knows: bool = False

    @model_validator(mode="after")
    def _read_somewhere(self) -> Said:
        if not self.sources and not self.nobody_knows:
            raise ValueError('has no source; cite one ("id | place"), or set nobody_knows: true and say so')
        return self


class Facts(Record):
    """The practical side in short phrases."""

    where: Text
    visits: Text
    time: Text
    escort: Text
    driving: Text
    work: Text


class Questions(Record):
    """The ten questions, in their fixed order."""

    risks: Said
    notice: Said
    how_long: Said
    insurance: Said
    cost: Said
    good_candidate: Said
    poor_candidate: Said
    trials: Said
    long_run: Said
    where: Said


class Feature(Said):
    """How the option stands for someone who cares a lot about one domain."""

    fit: Literal["favors", "mixed", "against", "unknown"]


class Features(Record):
    """One feature per domain of the contract's section 6."""

    chance_of_benefit: Feature
    speed: Feature
    how_it_is_given: Feature
    side_effects: Feature
    weight: Feature
    sexual_function: Feature
    sleep_and_alertness: Feature
    memory_and_thinking: Feature
    work_and_driving: Feature
    visits_and_time: Feature
    cost_and_coverage: Feature
    lasting_benefit: Feature
    track_record: Feature


class Member(Said):
    """What differs for one member of a class."""

    id: Id


class Planned(Said):
    """Something announced for after the content date."""

    date: str


class Card(Record):
    """Everything a person can read about one option."""

    id: Id
    checked: Day
    what_it_is: Said
    how_it_works: Said
    day_in_the_life: Said
    facts: Facts
    facts_sources: list[Source] = []
    benefits: Annotated[list[Said], Field(min_length=1)]
    harms: Annotated[list[Said], Field(min_length=1)]
    questions: Questions
    not_known: Said
    features: Features
    members_differ: list[Member] = []
    planned: list[Planned] = []
