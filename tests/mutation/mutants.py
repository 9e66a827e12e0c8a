"""Mutants of the content: one small wrong edit each, made on the raw content before its rules are spread.

Every site of every kind of edit is listed; a run draws from the list with a fixed seed.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

PHASES = ("first_line", "optimise", "second_line", "trd_options", "maintenance", "relapse_after_response")


class Mutant(NamedTuple):
    """One edit: what kind, where, and how (`how` is read by `edited`)."""

    kind: str
    path: tuple
    how: Any = None

    def __str__(self) -> str:
        return f"{self.kind} {'.'.join(map(str, self.path))}" + (f" -> {self.how}" if self.how is not None else "")


def every_mutant(raw: dict) -> list[Mutant]:
    """Return every mutant, in a fixed order."""
    found: list[Mutant] = []
    for option, record in raw["options"].items():
        road = record["road"]
        for i, way in enumerate(road["next"]):
            found.append(Mutant("drop a way", ("options", option, "road", "next", i)))
            found.append(Mutant("swap a target", ("options", option, "road", "next", i, "at"), _other_phase(way["at"])))
            found += _conditions(way["when"], ("options", option, "road", "next", i, "when"))
        for i, closed in enumerate(road["not_indicated"]):
            found.append(Mutant("drop a not_indicated", ("options", option, "road", "not_indicated", i)))
            found += _conditions(closed["when"], ("options", option, "road", "not_indicated", i, "when"))
        if record["rescue"] is not None:
            found.append(Mutant("drop a rescue", ("options", option, "rescue")))
        found += _rules(record["rules"], ("options", option, "rules"))
    for name, record in raw["rule_sets"].items():
        found += _rules(record["rules"], ("rule_sets", name, "rules"))
    for kind in ("triggers", "gates"):
        for name, record in raw[kind].items():
            found.append(Mutant(f"drop a {kind[:-1]}", (kind, name)))
            found += _conditions(record["when"], (kind, name, "when"))
            if kind == "triggers":
                found.append(
                    Mutant("swap a level", (kind, name, "level"), "same_day" if record["level"] == "emergency" else "emergency")
                )
            elif record["effect"] != "not_indicated":
                found.append(
                    Mutant(
                        "swap an effect", (kind, name, "effect"), "caution" if record["effect"] == "ruled_out" else "ruled_out"
                    )
                )
    for name, record in raw["derived"].items():
        if name.startswith("staging"):  # shown beside the position; another test reads it
            continue
        for i, value in enumerate(record["first"]):
            found.append(Mutant("drop a value", ("derived", name, "first", i)))
            found += _conditions(value["when"], ("derived", name, "first", i, "when"))
    for i, decision in enumerate(raw["road"]["decisions"]):
        for j, branch in enumerate(decision["branches"]):
            found.append(Mutant("drop a branch", ("road", "decisions", i, "branches", j)))
            others = [b["go"] for b in decision["branches"] if b["go"] != branch["go"]]
            found.append(Mutant("swap a target", ("road", "decisions", i, "branches", j, "go"), others[0]))
    return found


def _other_phase(at: list[str]) -> list[str]:
    return [next(p for p in PHASES if p not in at)] if at != ["everywhere"] else ["maintenance"]


def _rules(rules: list, path: tuple) -> Iterator[Mutant]:
    for i, rule in enumerate(rules):
        here = (*path, i)
        if rule["effect"] == "ruled_out":
            yield Mutant("drop a contraindication", here)
        yield Mutant("swap an effect", (*here, "effect"), "caution" if rule["effect"] == "ruled_out" else "ruled_out")
        yield from _conditions(rule["when"], (*here, "when"), rule["effect"] == "ruled_out")


def _conditions(when: Any, path: tuple, closes: bool = True) -> Iterator[Mutant]:
    """Edits inside a condition: drop a conjunct, drop a `not`, shift or turn a threshold, turn a yes or no."""
    if when is None:
        return
    for joint in ("all", "any"):
        if joint in when:
            for i, part in enumerate(when[joint]):
                if len(when[joint]) > 1:
                    yield Mutant("drop a conjunct" if joint == "all" else "drop a disjunct", (*path, joint, i))
                yield from _conditions(part, (*path, joint, i), closes)
            return
    if "not" in when:
        yield Mutant("drop a not", path)
        yield from _conditions(when["not"], (*path, "not"), closes)
        return
    for bound in ("at_least", "at_most", "above", "below"):
        if when.get(bound) is not None:
            yield Mutant("shift a threshold", (*path, bound), when[bound] + (1 if bound in ("at_least", "above") else -1))
            turned = {"at_least": "below", "below": "at_least", "at_most": "above", "above": "at_most"}[bound]
            if sum(when.get(b) is not None for b in ("at_least", "at_most", "above", "below")) == 1:
                yield Mutant("turn a threshold", (*path, bound), turned)
    if when.get("within_weeks"):
        yield Mutant("shift a threshold", (*path, "within_weeks"), when["within_weeks"] - 1)
    if when.get("is") in ([True], [False]):
        yield Mutant("turn a yes or no", (*path, "is"), [not when["is"][0]])


def edited(raw: dict, mutant: Mutant) -> dict:
    """Return the content with one edit; only what lies on the way to it is copied."""
    content = dict(raw)
    at: Any = content
    for step in mutant.path[:-1]:
        at[step] = copy.copy(at[step])
        at = at[step]
    last = mutant.path[-1]
    if mutant.kind == "drop a not":
        at[last] = at[last]["not"]
    elif mutant.kind == "turn a threshold":
        at[mutant.how] = at.pop(last)
    elif mutant.how is not None:
        at[last] = mutant.how
    elif mutant.kind == "drop a rescue":
        at[last] = None
    else:
        del at[last]
    return content


def drawn(raw: dict, count: int, seed: int) -> list[Mutant]:
    """Return `count` mutants, each kind by its share but at least five of each."""
    all_ = every_mutant(raw)
    dice = random.Random(seed)
    by: dict[str, list[Mutant]] = {}
    for mutant in all_:
        by.setdefault(mutant.kind, []).append(mutant)
    out: list[Mutant] = []
    for kind in sorted(by):
        out += dice.sample(by[kind], min(5, len(by[kind])))
    chosen = {str(m) for m in out}
    rest = [m for m in all_ if str(m) not in chosen]
    return out + dice.sample(rest, count - len(out))
