# ruff: noqa: E501
"""The finite summary: per answer and fact one class of values, cut at every threshold that stands in the content."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from functools import cached_property
from typing import Any

from pathways.content.domains import FACT_VALUES
from pathways.content.leaves import leaves

WORDS = ("condition", "taking", "allergic_to", "helped_by", "fair_try_of")


def every_when(content: Any):
    """Yield every condition in the content that the engine compiles."""

    def walk(value: Any):
        if isinstance(value, dict):
            if isinstance(value.get("when"), dict):
                yield value["when"]
            if value.get("rescue") not in (None, "always") and isinstance(value.get("rescue"), dict):
                yield value["rescue"]
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from walk(inner)

    for kind in ("options", "triggers", "derived", "notices", "medicines", "questions"):
        yield from walk(content[kind])


def leaf_word(leaf: Any) -> str:
    return next(w for w in ("answer", "fact", *WORDS) if leaf.get(w) is not None)


class Classes:
    """The classes of one pathway's answers and facts, as variables of one logic."""

    def __init__(
        self,
        pathway: Any,
        logic: Any,
        *,
        free_places: bool = False,
        known: bool = False,
        reviewed: bool = True,
        beside: tuple = (),
    ) -> None:
        """`free_places`: a person may stand anywhere, whatever was answered (for a single step of an argument that does not walk);
        `known`: conditions, medicines and allergies were told; `reviewed`: a clinician may have reviewed something; `beside`: other contents whose thresholds cut the numbers too."""
        self.pathway, self.content, self.tables, self.logic = pathway, pathway.content, pathway.tables, logic
        self.free_places, self.known, self.reviewed = free_places, known, reviewed
        self._collect_classes((self.content, *beside))

    def _collect_classes(self, contents: tuple) -> None:
        cuts: dict[tuple, set] = defaultdict(set)
        members: dict[str, set] = defaultdict(set)
        self.weeks: set[float] = set()
        for when in (w for content in contents for w in every_when(content)):
            for leaf in leaves(when):
                word = leaf_word(leaf)
                if word == "taking" and leaf.get("within_weeks"):
                    self.weeks.add(leaf["within_weeks"])
                if word not in ("answer", "fact"):
                    continue
                name = (word, leaf[word])
                for bound, step in (("at_least", 0), ("below", 0), ("above", 1), ("at_most", 1)):
                    if leaf.get(bound) is not None:
                        cuts[name].add(math.floor(leaf[bound]) + 1 if step else math.ceil(leaf[bound]))
                for value in leaf.get("is") or ():
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        cuts[name] |= {value, value + 1}
                members[leaf[word]].update(leaf.get("has") or ())
        self.members = members
        self.classes: dict[str, tuple] = {}
        several = {k for q in self.content["questions"].values() if not isinstance(q["sets"], str) for k in q["sets"]}
        implied = {
            k: q["not_asked_when"]["value"]
            for q in self.content["questions"].values()
            if q["not_asked_when"]
            for k in ([q["sets"]] if isinstance(q["sets"], str) else q["sets"])
        }
        for key, record in self.content["answers"].items():
            states = ["unasked", "unknown"] + (
                ["not_applicable"] if key in several or implied.get(key) == "not_applicable" else []
            )
            if record["kind"] in ("choice", "yes_no"):
                states += record["values"]
            elif record["kind"] == "whole_number":
                states += _intervals(
                    cuts[("answer", key)] | (cuts[("fact", "episodes")] if key == "number_of_episodes" else set()),
                    record["low"],
                    record["high"],
                )
            else:
                states.append("known")
            self.classes[key] = tuple(states)
        self.fact_classes: dict[str, tuple] = {}
        for fact, values in FACT_VALUES.items():
            if fact in ("urgency", "phase", "trd", "open_cause", "episodes"):
                continue
            if values is None:
                low = _intervals(cuts[("fact", fact)], 0, 3000)
                extra = ("unknown", "not_applicable") if fact == "weeks_running" else ()
                self.fact_classes[fact] = (*low, *extra)
            else:
                extra = ("not_applicable",) if fact == "newest_outcome" else ()
                self.fact_classes[fact] = tuple(v for v in values if v != "unasked" or fact == "antidepressant_running") + extra

    def answer(self, key: str, cls: Any) -> Any:
        if self.known and key in ("medical_conditions", "current_medications", "recent_medications", "allergies"):
            return self.logic.true if cls == "known" else self.logic.false
        return self.logic.var("answer", key, cls)

    def fact(self, name: str, cls: Any) -> Any:
        return self.logic.var("fact", name, cls)

    @cached_property
    def asked(self) -> Any:
        return self.logic.var("asked")

    @cached_property
    def no_trials(self) -> tuple[Any, Any]:
        """The treatment history was not asked for; it was, and nobody knows it."""
        g, unasked = self.logic, self.logic.var("trials_unasked")
        return g.all(g.no(self.asked), unasked), g.all(g.no(self.asked), g.no(unasked))


def _fits(when: Any, cls: Any) -> bool:
    """Whether a class of values fits a comparison (every value of an interval gives the same answer: it is cut at all thresholds)."""
    value = cls[0] if isinstance(cls, tuple) else cls
    if when.get("is") is not None:
        return value in frozenset(when["is"])
    if isinstance(value, str | bool):
        return False
    low, high, over, under = (when.get(k) for k in ("at_least", "at_most", "above", "below"))
    return (
        (low is None or value >= low)
        and (high is None or value <= high)
        and (over is None or value > over)
        and (under is None or value < under)
    )


def _intervals(cuts: Any, low: float, high: float) -> list[tuple]:
    """Return the intervals of whole numbers between cut points."""
    points = sorted({low, *(c for c in cuts if low < c <= high), high + 1})
    return [(a, b - 1) for a, b in itertools.pairwise(points)]
