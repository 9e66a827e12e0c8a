"""From the start to the one state where a person stands; how urgent it is; and what could still change the place."""

from __future__ import annotations

from typing import Any, NamedTuple

from pathways.engine.summary import Summary
from pathways.engine.tables import Tables
from pathways.engine.truth import UNASKED, YES

__all__ = ["Place", "find_place", "find_urgency"]


class Place(NamedTuple):
    """Where the walk ended, the steps that led there, and every unasked key that could lead elsewhere."""

    state: str
    phase: str
    path: tuple[tuple[str, Any], ...]
    open_keys: frozenset[str]
    settled: bool


def find_urgency(tables: Tables, summary: Summary) -> tuple[str, tuple[Any, ...], tuple[Any, ...]]:
    """Return the urgency, the triggers that hold, and the emergencies that a clinician has reviewed.

    A reviewed emergency counts as same_day: the crisis panel stays first, nothing is withheld for it any more.
    """
    held = [(t, of) for t, test, of, _ in tables.triggers if test.of(summary) == YES]
    reviewed = tuple(t for t, of in held if t["level"] == "emergency" and of <= summary.reviewed)
    levels = {"same_day" if t in reviewed else t["level"] for t, _ in held}
    urgency = "emergency" if "emergency" in levels else "same_day" if levels else "none"
    summary.tell("urgency", urgency)
    return urgency, tuple(t for t, _ in held), reviewed


def find_place(tables: Tables, summary: Summary) -> Place:
    """Walk the graph and return the place. Raises LookupError if the content leaves a value without a way out."""
    state, path = _follow(tables, summary)
    phase = tables.graph.nodes[state]["record"]["phase"]
    summary.tell("phase", phase)
    keys, ends = _still_possible(tables, summary, None)
    settling_keys, settling_ends = (
        _still_possible(tables, summary, tables.settling) if keys & tables.settling else (frozenset(), {phase})
    )
    return Place(state, phase, path, keys if len(ends) > 1 else settling_keys, len(settling_ends) == 1)


def _value(record: Any, summary: Summary) -> Any:
    if record["answer"]:
        return summary.answers.get(record["answer"], "unasked")
    return summary.fact(record["fact"])


def _follow(tables: Tables, summary: Summary) -> tuple[str, tuple]:
    graph, node, path = tables.graph, tables.graph.graph["start"], []
    while True:
        data = graph.nodes[node]
        if data["kind"] == "state":
            if data["record"]["phase"]:
                return node, tuple(path)
            path.append((node, None))
            node = data["record"]["go"]
            continue
        value = _value(data["record"], summary)
        path.append((node, value))
        node = next((b["go"] for b in data["record"]["branches"] if value in b["when"]), None)
        if node is None:
            raise LookupError(f"decision {path[-1][0]!r} has no way out for {value!r}")


def _still_possible(tables: Tables, summary: Summary, only: frozenset[str] | None) -> tuple[frozenset[str], set[str]]:
    """Return the unasked keys met on every walk still possible (when `only` these keys get answers), and the phases they end in."""
    graph, keys, ends, seen = tables.graph, set(), set(), set()
    front = [graph.graph["start"]]
    while front:
        node = front.pop()
        if node in seen:
            continue
        seen.add(node)
        data = graph.nodes[node]
        if data["kind"] == "state":
            if data["record"]["phase"]:
                ends.add(data["record"]["phase"])
            else:
                front.append(data["record"]["go"])
            continue
        values, asks = _values(tables, summary, data["record"])
        if only is not None and only.isdisjoint(asks):
            values, asks = {_value(data["record"], summary)}, ()
        keys.update(asks)
        front += [b["go"] for b in data["record"]["branches"] if not values.isdisjoint(b["when"])]
    return frozenset(keys), ends


def _values(tables: Tables, summary: Summary, record: Any) -> tuple[set, tuple[str, ...]]:
    """The values a decision can still read once everything unasked is asked, and the keys that leave it open."""
    name = record["fact"]
    if record["answer"]:
        value = summary.answers.get(record["answer"])
        key = tables.content["answers"][record["answer"]]
        return ({value}, ()) if value is not None else ({*key["values"], "unknown"}, (f"answers.{record['answer']}",))
    if name == "urgency":
        now = summary.fact("urgency")
        higher = {"none": ("same_day", "emergency"), "same_day": ("emergency",), "emergency": ()}[now]
        opens = [
            (t["level"], test.keys(summary, UNASKED))
            for t, test, _, _ in tables.triggers
            if t["level"] in higher and test.of(summary) == UNASKED
        ]
        return {now, *(level for level, _ in opens)}, tuple(k for _, ks in opens for k in ks)
    if name in tables.derived:
        values, open_ = summary.possible(name)
        now, row = summary.fact(name), tables.derived[name]
        unasked = tuple(k for k in row.asks_unasked if summary.answers.get(k.removeprefix("answers.")) is None)
        if unasked:
            return {*(v for v, _ in row.first), row.otherwise}, unasked
        return ({*values, now}, summary.fact_keys(name, UNASKED)) if open_ == UNASKED else ({now}, ())
    value = summary.fact(name)
    if value == "unasked":
        return {True, False, "unknown", "unasked"}, summary.fact_keys(name, UNASKED)
    return {value}, ()
