"""Position is a pure function of (pathway, case): the whole answer for one person, and the pathway it is read from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pathways.content.graph import build_graph
from pathways.content.library import load_content
from pathways.engine.history import History, read_history
from pathways.engine.medicines import read_medicines
from pathways.engine.offers import Offer, judge_options
from pathways.engine.questions import questions_left
from pathways.engine.summary import Summary, effective_answers
from pathways.engine.tables import Tables, build_tables
from pathways.engine.trials import named_trials, with_minimums
from pathways.engine.truth import YES
from pathways.engine.walk import Place, find_place, find_urgency

__all__ = ["Pathway", "Position", "find_position", "load_pathway", "make_pathway", "summarize"]


class Pathway(NamedTuple):
    """One version of the content, its graph and its compiled tables. Read only; one is shared by everybody."""

    content: Any
    graph: Any
    tables: Tables


class Position(NamedTuple):
    """Where one person stands, what comes next, and why."""

    urgency: str
    triggers: tuple[Any, ...]
    reviewed: tuple[Any, ...]
    settled: bool
    complete: bool
    place: Place
    questions: tuple[str, ...]
    history: History
    options: tuple[Offer, ...]
    notices: tuple[Any, ...]
    unrecognised: tuple[str, ...]
    summary: Summary
    reviews: dict[str, Any]


def make_pathway(content: Any) -> Pathway:
    """Return the pathway of checked content."""
    graph = build_graph(content)
    return Pathway(content, graph, build_tables(content, graph))


@lru_cache(maxsize=4)
def load_pathway(folder: Path | None = None) -> Pathway:
    """Return the pathway of a content folder (default: the shipped one). Raises ContentError."""
    return make_pathway(load_content(folder))


def summarize(pathway: Pathway, case: Any) -> tuple[Summary, dict[str, Any]]:
    """Return the finite summary of a case, and the clinician's reviews that still hold."""
    tables = pathway.tables
    given = case.get("answers") or {}
    reviews = {r["of"]: r for r in case.get("clinician_review") or () if _holds(r, given)}
    answers = effective_answers(given, tables.implied)
    summary = Summary(tables, answers, frozenset(reviews))
    trials = named_trials(case.get("trials"), tables)
    summary.medicines = read_medicines(answers, trials, tables.book, tables.groups)
    summary.history = History(False)
    summary.history = read_history(with_minimums(trials, tables, summary), tables.families)
    return summary, reviews


def _holds(review: Any, answers: Any) -> bool:
    """A review that names the answer it saw expires when that answer has changed."""
    return "value" not in review or review["value"] == answers.get(review["of"])


def find_position(pathway: Pathway, case: Any) -> Position:
    """Return the whole answer for a checked case. The same input always gives the same answer."""
    tables = pathway.tables
    summary, reviews = summarize(pathway, case)
    urgency, triggers, reviewed = find_urgency(tables, summary)
    place = find_place(tables, summary)
    options = judge_options(tables, summary, place, reviews)
    questions = tuple(questions_left(tables, summary, place, options))
    notices = tuple(n for n, test in tables.notices if test.of(summary) == YES)
    return Position(
        urgency,
        triggers,
        reviewed,
        place.settled,
        not questions,
        place,
        questions,
        summary.history,
        options,
        notices,
        summary.medicines.unrecognised,
        summary,
        reviews,
    )
