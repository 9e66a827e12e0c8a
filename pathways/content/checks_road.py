"""Rules about the road: one way out for every value, no dead end, no circle, and a box for every option."""

from __future__ import annotations

from collections.abc import Iterator

from pathways.content.checks_conditions import same, spelled
from pathways.content.domains import branch_domain
from pathways.content.places import Places
from pathways.content.problems import Problem, closest
from pathways.content.records import PHASES

__all__ = ["ROAD_RULES"]

_PARTS = ("states", "decisions", "boxes", "links")


class _Road:
    """The road with the place of every node in its file."""

    def __init__(self, content: dict, told: Places):
        self.content, self.told, self.road = content, told, content["road"]
        self.ids = [(record["id"], (part, number)) for part in _PARTS for number, record in enumerate(self.road[part])]
        self.where = dict(reversed(self.ids))
        self.goes = {s["id"]: [s["go"]] if s["go"] else [] for s in self.road["states"]} | {
            d["id"]: [b["go"] for b in d["branches"]] for d in self.road["decisions"]
        }

    def fault(self, who: str, what: str, mend: str, *near: str | int) -> Problem:
        return self.told.problem("road", None, what, mend, near=(*self.where.get(who, ()), *near), who=who)


def _targets_exist(content: dict, told: Places) -> Iterator[Problem]:
    road = _Road(content, told)
    names = [name for name, _ in road.ids]
    for name in sorted({n for n in names if names.count(n) > 1} | (set(names) & set(content["options"]))):
        yield road.fault(name, "the id stands twice on the road or among the options.", "Give one of them another id.")
    standing = {s["id"] for s in road.road["states"] if s["phase"]}
    walked, nodes = {*road.goes}, {n for n in names}
    targets = [("start", road.road["start"], walked, ())]
    targets += [(s["id"], s["go"], walked, ("go",)) for s in road.road["states"] if s["go"]]
    targets += [
        (d["id"], b["go"], walked, ("branches", n, "go")) for d in road.road["decisions"] for n, b in enumerate(d["branches"])
    ]
    targets += [(b["id"], s, standing, ("from",)) for b in (*road.road["boxes"], *road.road["links"]) for s in b["from"]]
    targets += [(b["id"], b["then"], walked, ("then",)) for b in road.road["boxes"] if b["then"]]
    targets += [(link["id"], link["to"], walked, ("to",)) for link in road.road["links"] if link["to"]]
    for who, target, allowed, near in targets:
        if target not in nodes:
            yield road.fault(
                who,
                f"names {target!r}, which does not exist.",
                closest(target, allowed) or "Nodes are the ids in data/road/road.yaml.",
                *near,
            )
        elif target not in allowed:
            what = "a state with a phase" if allowed is standing else "a state or a decision"
            yield road.fault(
                who,
                f"names {target!r}, which is not {what}.",
                closest(target, allowed) or "See the templates in data/README.md.",
                *near,
            )


def _walks_end(content: dict, told: Places) -> Iterator[Problem]:
    """A walk reaches every node (what nothing leads to is unreachable, and so is a circle), and ends in a state with a phase."""
    road = _Road(content, told)
    for state in road.road["states"]:
        if bool(state["phase"]) == bool(state["go"]):
            yield road.fault(
                state["id"],
                "needs either a phase (a person can stand here) or `go` (the walk goes on), not both.",
                "Keep one of them.",
            )
    phases = {s["phase"] for s in road.road["states"]}
    for phase in PHASES:
        if phase not in phases:
            yield road.fault("road", f"no state has the phase {phase!r}.", "Add a state for it.", "states")
    nodes = set(road.goes)
    entered = {road.road["start"]}.union(*road.goes.values())
    for name in nodes - entered if entered <= nodes else ():  # a branch to nowhere is told elsewhere
        yield road.fault(name, "no answers lead here.", "Give it a branch, or take it out.")
    free = set(road.goes)
    while loose := {n for n in free if free.isdisjoint(road.goes[n])}:
        free -= loose
    circle = sorted(n for n in free if n in _ahead(road.goes, road.goes[n]))
    if circle:
        yield road.fault(circle[0], f"the walk can go in a circle: {', '.join(circle)}.", "Let a branch go on to a state.")


def _ahead(goes: dict[str, list[str]], front: list[str]) -> set[str]:
    reached: set[str] = set()
    new = set(front)
    while new:
        reached |= new
        new = {b for a in new for b in goes.get(a, ())} - reached
    return reached


def _branches_cover(content: dict, told: Places) -> Iterator[Problem]:
    road = _Road(content, told)
    for decision in road.road["decisions"]:
        name, read = decision["id"], decision["fact"] or decision["answer"]
        if (decision["answer"] is None) == (decision["fact"] is None):
            yield road.fault(name, "must read exactly one of `answer` or `fact`.", "Keep one of them.")
            continue
        domain = branch_domain(decision["fact"], decision["answer"], content)
        if domain is None:
            known = [*content["derived"], *content["answers"]]
            yield road.fault(
                name,
                f"reads {read!r}, which is not a fact or answer with listed values.",
                closest(read, known) or "Facts stand in data/README.md.",
            )
            continue
        taken = [v for b in decision["branches"] for v in b["when"]]
        for value in domain:
            ways = sum(same(value, t) for t in taken)
            if ways != 1:
                yield road.fault(
                    name,
                    f"the value {spelled(value)!r} has {ways} ways out; it must have exactly one.",
                    "Add it to a branch." if ways == 0 else "Keep it in one branch.",
                    "branches",
                )
        for value in taken:
            if not any(same(value, d) for d in domain):
                yield road.fault(
                    name,
                    f"the value {value!r} never occurs.",
                    closest(spelled(value), map(spelled, domain)) or f"Values: {', '.join(map(spelled, domain))}.",
                    "branches",
                )


def _options_have_boxes(content: dict, told: Places) -> Iterator[Problem]:
    """The map shows what the graph says: an option that is next at a phase stands in a box of that phase's states."""
    road = _Road(content, told)
    held = {o for b in road.road["boxes"] for o in b["options"]}
    for box in road.road["boxes"]:
        for option in box["options"]:
            if option not in content["options"]:
                yield road.fault(
                    box["id"],
                    f"holds {option!r}, which does not exist.",
                    closest(option, content["options"]) or "Options stand in data/options/.",
                    "options",
                )
    phase = {s["id"]: s["phase"] for s in road.road["states"]}
    shown = {(phase.get(s), o) for b in road.road["boxes"] for s in b["from"] for o in b["options"]}
    for option in content["options"].values():
        if option["id"] not in held:
            yield told.problem("options", option["id"], "stands in no box of the map.", "Add it to a box in data/road/road.yaml.")
            continue
        for number, way in enumerate(option["road"]["next"]):
            for at in way["at"]:
                if at in phase.values() and (at, option["id"]) not in shown:
                    yield told.problem(
                        "options",
                        option["id"],
                        f"is next at {at}, and no box from there holds it.",
                        "Add it to a box in data/road/road.yaml.",
                        near=("road", "next", number, "at"),
                    )


ROAD_RULES = (_targets_exist, _walks_end, _branches_cover, _options_have_boxes)
