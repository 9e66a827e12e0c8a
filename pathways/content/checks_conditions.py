"""Rules about conditions: every name exists, every comparison can be true, facts stand on firm ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pathways.content.domains import FACT_VALUES, branch_domain
from pathways.content.leaves import leaves
from pathways.content.places import Places
from pathways.content.problems import Problem, closest
from pathways.content.records import PHASES
from pathways.content.walking import conditions_in, listed, records

__all__ = ["CONDITION_RULES", "same", "spelled", "wrong_comparisons"]

_STATES = ("unknown", "unasked")
_BOUNDS = ("at_least", "at_most", "above", "below")
_LATE = {"phase", "urgency"}  # facts that the walk itself finds out


def spelled(value: Any) -> str:
    """Return a value as an editor writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def same(value: Any, other: Any) -> bool:
    """Return whether two values are the same to the engine: true is neither 1 nor "true"."""
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def _in(value: Any, allowed: Any) -> bool:
    return any(same(value, a) for a in allowed)


def _mend(value: Any, allowed: Any) -> str:
    if any(isinstance(a, bool) for a in allowed) and str(value).lower() in ("yes", "no", "true", "false", "on", "off"):
        return "Write true or false, without quotes."
    return closest(spelled(value), map(spelled, allowed)) or f"Allowed: {', '.join(map(spelled, allowed))}."


def _names_exist(content: dict, told: Places) -> Iterator[Problem]:
    taken = {**content["medicines"], **content["groups"]}
    allowed = {
        "answer": ("answer", content["answers"]),
        "fact": ("fact", {**content["derived"], **FACT_VALUES}),
        "condition": ("condition", content["conditions"]),
        "taking": ("medicine or group", taken),
        "allergic_to": ("medicine or group", taken),
        "helped_by": ("option", content["options"]),
        "fair_try_of": ("option", content["options"]),
    }
    for kind, key, record in records(content):
        for path, when in conditions_in(record):
            for leaf in leaves(when):
                for word, (what, known) in allowed.items():
                    for name in listed(leaf.get(word)):
                        if name not in known:
                            yield told.problem(
                                kind,
                                key,
                                f"the {what} {name!r} does not exist.",
                                closest(name, known) or "The ids stand in data/README.md.",
                                near=path,
                            )
                yield from (told.problem(kind, key, what, mend, near=path) for what, mend in wrong_comparisons(leaf, content))


def wrong_comparisons(leaf: dict, content: dict) -> Iterator[tuple[str, str]]:
    """Yield a fault for a comparison that can never be true: such a rule would never fire, and nobody would see it."""
    if leaf.get("answer") in content["answers"]:
        known = content["answers"][leaf["answer"]]
        name, kind = f"the answer {leaf['answer']!r}", known["kind"]
        if kind in ("choice", "yes_no"):
            yield from _one_of(name, leaf, (*known["values"], *_STATES))
        elif kind == "whole_number":
            yield from _number(name, leaf, known["low"], known["high"])
        elif kind == "set" and leaf.get("has"):
            allowed = [*(known["values"] or content["conditions"]), *(content["options"] if known["or_option_ids"] else ())]
            yield from ((f"{name} never holds {v!r}.", _mend(v, allowed)) for v in leaf["has"] if v not in allowed)
        elif not (leaf.get("is") and all(v in _STATES for v in leaf["is"])):
            yield (
                f"{name} is a {kind.replace('_', ' ')}.",
                "Compare it with `has: [...]`." if kind == "set" else "Only `is: unknown` and `is: unasked` fit it.",
            )
    elif leaf.get("fact"):
        name, values = (
            f"the fact {leaf['fact']!r}",
            PHASES if leaf["fact"] == "phase" else branch_domain(leaf["fact"], None, content),
        )
        if values is not None:
            yield from _one_of(name, leaf, (*values, *_STATES))
        elif leaf["fact"] in FACT_VALUES:
            yield from _number(name, leaf, 0, None)


def _one_of(name: str, leaf: dict, allowed: tuple) -> Iterator[tuple[str, str]]:
    if not leaf.get("is"):
        yield f"{name} is a word, not a set or a number.", "Compare it with `is: ...`."
    for value in leaf.get("is") or ():
        if not _in(value, allowed):
            yield f"{name} is never {value!r}.", _mend(value, dict.fromkeys(allowed))


def _number(name: str, leaf: dict, low: int | None, high: int | None) -> Iterator[tuple[str, str]]:
    if leaf.get("has"):
        yield f"{name} is a number.", "Compare it with `is`, or with bounds."
    for value in leaf.get("is") or ():
        if value not in _STATES and (isinstance(value, bool | str) or value < (low or 0) or (high is not None and value > high)):
            yield (
                f"{name} is never {value!r}.",
                f"Write a number from {low or 0}{f' to {high}' if high is not None else ''}, unknown or unasked.",
            )
    if (
        high is not None
        and any(leaf.get(b) is not None for b in _BOUNDS)
        and not any(_holds(leaf, v) for v in range(low or 0, high + 1))
    ):
        yield f"{name} is never inside these bounds.", f"It runs from {low} to {high}."


def _holds(leaf: dict, value: float) -> bool:
    low, high, over, under = (leaf.get(b) for b in _BOUNDS)
    return not (
        (low is not None and value < low)
        or (high is not None and value > high)
        or (over is not None and value <= over)
        or (under is not None and value >= under)
    )


def _facts_in(when: dict, content: dict, seen: tuple = ()) -> Iterator[tuple]:
    """Yield the way from one fact to the next for every fact that a condition reads, however far down."""
    for leaf in leaves(when):
        name = leaf.get("fact")
        if name:
            yield (*seen, name)
            if name in content["derived"] and name not in seen:
                for value in content["derived"][name]["first"]:
                    yield from _facts_in(value["when"], content, (*seen, name))


def _facts_are_known_in_time(content: dict, told: Places) -> Iterator[Problem]:
    """No fact may read itself, or something that the walk finds out only later."""
    for name, record in content["derived"].items():
        ways = {way for value in record["first"] for way in _facts_in(value["when"], content, (name,))}
        for way in sorted(ways):
            if way[-1] == name:
                yield told.problem(
                    "derived", name, f"reads itself ({' -> '.join(way)}).", "Take one of these steps out.", near=("first",)
                )
    early = [("triggers", t["id"], ("when",), t["when"], _LATE) for t in content["triggers"].values()]
    for number, decision in enumerate(content["road"]["decisions"]):
        if decision["fact"] in content["derived"]:
            early.append(("road", None, ("decisions", number), {"fact": decision["fact"]}, {"phase"}))
    for medicine in content["medicines"].values():
        caps = (medicine["antidepressant"] or {}).get("caps") or ()
        early += [
            ("medicines", medicine["id"], ("antidepressant", "caps", n), c["when"], {*FACT_VALUES} - {"open_cause", "episodes"})
            for n, c in enumerate(caps)
        ]
    for kind, key, path, when, late in early:
        for way in _facts_in(when, content):
            if way[-1] in late:
                yield told.problem(
                    kind,
                    key,
                    f"reads the fact {way[-1]!r}, which is not known yet at that point.",
                    "Read an answer instead.",
                    near=path,
                )


def _bands_tile(content: dict, told: Places) -> Iterator[Problem]:
    """No value falls between the bands of a derived fact; with the bands of a scale, each falls in exactly one."""
    for name, record in content["derived"].items():
        bounds: dict[str, list[dict]] = {}
        for value in record["first"]:
            for leaf in leaves(value["when"]):
                if leaf.get("answer") in content["answers"] and any(leaf.get(b) is not None for b in _BOUNDS):
                    bounds.setdefault(leaf["answer"], []).append(leaf)
        for answer, cuts in bounds.items():
            known = content["answers"][answer]
            if len(cuts) > 1 and known["kind"] == "whole_number":
                yield from (
                    told.problem(
                        "derived", name, f"{answer} {v} falls in no band.", "Move the bounds so that they meet.", near=("first",)
                    )
                    for v, n in _off(
                        [any(_holds(c, v) for c in cuts) for v in range(known["low"], known["high"] + 1)], known["low"]
                    )
                )
    for name, scale in content["instruments"].items():
        bands, span = scale.get("bands") or [], scale.get("range")
        if len(bands) > 1 and span:
            yield from (
                told.problem(
                    "instruments",
                    name,
                    f"the score {v} falls in {n} bands; it must fall in exactly one.",
                    "Move the bounds so that they meet.",
                    near=("bands",),
                )
                for v, n in _off(
                    [sum(b["from"] <= v <= b["to"] for b in bands) for v in range(span["from"], span["to"] + 1)], span["from"]
                )
            )


def _off(counts: list[int], low: int) -> list[tuple[int, int]]:
    """Return value and count where the count is not one, the first of each run."""
    return [(low + i, n) for i, n in enumerate(counts) if n != 1 and (i == 0 or counts[i - 1] != n)]


def _implied_answers_fit(content: dict, told: Places) -> Iterator[Problem]:
    """`not_asked_when` is read before medicines and history: it asks for answers alone, and implies what the key can hold."""
    for question in content["questions"].values():
        implied = question["not_asked_when"]
        key = content["answers"].get(listed(question["sets"])[0])
        if not implied or not key:
            continue
        for leaf in leaves(implied["when"]):
            if not leaf.get("answer") and "condition" not in leaf:
                yield told.problem(
                    "questions",
                    question["id"],
                    "not_asked_when may only ask for answers and conditions.",
                    "Use `answer` or `condition`.",
                    near=("not_asked_when",),
                )
        values = [*key["values"], "not_applicable"]
        wrong = [
            v
            for v in (implied["value"] if isinstance(implied["value"], list) else [implied["value"]])
            if not _in(v, values) and key["kind"] != "whole_number"
        ]
        for value in wrong:
            yield told.problem(
                "questions",
                question["id"],
                f"implies {value!r}, which {key['key']!r} never holds.",
                _mend(value, values),
                near=("not_asked_when", "value"),
            )


CONDITION_RULES = (_names_exist, _facts_are_known_in_time, _bands_tile, _implied_answers_fit)
