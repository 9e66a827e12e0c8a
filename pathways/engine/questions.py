"""The one next question that matters most: danger first, and never one whose answer cannot change anything."""

from __future__ import annotations

from collections.abc import Iterable

from pathways.engine.offers import Offer
from pathways.engine.summary import Summary
from pathways.engine.tables import QuestionRow, Tables
from pathways.engine.truth import UNASKED
from pathways.engine.walk import Place

__all__ = ["is_asked", "questions_left"]

_RANK = {"none": 0, "same_day": 1, "emergency": 2}


def is_asked(row: QuestionRow, summary: Summary) -> bool:
    """Return whether a question has an answer, given or implied by other answers."""
    return all(summary.history.state != UNASKED if k == "trials" else summary.answers.get(k) is not None for k in row.keys)


def questions_left(tables: Tables, summary: Summary, place: Place, offers: Iterable[Offer]) -> list[str]:
    """Return the ids of every question that can still change the place, the urgency or an option, in the order of asking."""
    now = _RANK[summary.fact("urgency")]
    keys = {
        *place.open_keys,
        "answers.declines",
        "answers.constraints",
    }  # wishes and access change `declined` and the reasons; asked last
    for trigger, test, _, reads in tables.triggers:
        if _RANK[trigger["level"]] > now and test.of(summary) == UNASKED:
            keys.update(test.keys(summary, UNASKED) or reads)
    for offer in offers:
        keys |= offer.open_keys
    _add_what_settles(tables, summary, keys)
    return [row.id for row in tables.questions if not keys.isdisjoint(row.full_keys) and not is_asked(row, summary)]


def _add_what_settles(tables: Tables, summary: Summary, keys: set[str]) -> None:
    """Add the questions that could make an open one needless: whether somebody can be pregnant is asked after the sex."""
    front = set(keys)
    while front:
        found = {
            key
            for own, test, _ in tables.implied
            if test is not None
            and f"answers.{own[0]}" in front
            and summary.answers.get(own[0]) is None
            and test.of(summary) == UNASKED
            for key in test.keys(summary, UNASKED)
        }
        front = found - keys
        keys |= front
