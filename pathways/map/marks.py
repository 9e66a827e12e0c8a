"""One person's marks on the map: what each node wears, its word, its reason. Map, list and pictures all read this one object."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from pathways.map.plan import VOICES, Cell, plan_of

__all__ = ["OPEN", "Mark", "Marks", "fill", "marks_of"]

Text = Mapping[str, str]
OPEN = frozenset({"open", "care", "needs"})
# A group wears its best member's mark. What is open comes first, then what was used, then what merely stands elsewhere.
_BEST = {m: i for i, m in enumerate(("open", "care", "needs", "path", "helped", "nohelp", "nottol", "none", "earlier", "later", "closed", "research"))}
_TRIED = {"did_not_help": ("nohelp", None), "side_effects": ("nottol", None), "helped_in_part": ("helped", "helped_in_part"),
          "helped": ("helped", None), "came_back": ("helped", "came_back")}
_USED = frozenset({"path", "helped", "nohelp", "nottol"})
_SIDE_WORDS = frozenset({"on_it_now", "not_a_fair_try"})


class Mark(NamedTuple):
    """What one node (or one member of a box) wears. `count`: open members of all, on a box that is open."""

    node: str
    kind: str
    mark: str
    word: Text | None = None
    reason: Text | None = None
    answer: str | None = None
    count: tuple[int, int] | None = None
    members: tuple[Mark, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether the word stands inside the box: steps of care and the place have a third line, the path only its sign."""
        return self.word is not None and (self.kind == "box" or self.mark == "here")


class Marks(NamedTuple):
    """Every node's mark, the place, and the lines that were walked or lead to what is open."""

    here: str | None
    nodes: Mapping[str, Mark]
    walked: tuple[tuple[str, str], ...]
    next: tuple[tuple[str, str], ...]


def fill(text: Text, **values: Any) -> Text:
    """Return a text in both voices with its words in braces filled in; a filling may have two voices itself."""
    out = dict(text)
    for name, value in values.items():
        for voice in out:
            out[voice] = out[voice].replace("{" + name + "}", value[voice] if isinstance(value, Mapping) else str(value))
    return out


def marks_of(pathway: Any, position: Any | None) -> Marks:
    """Return the marks of a position; without one every node is quiet."""
    plan, words = plan_of(pathway), _words(pathway.content)
    if position is None:
        return Marks(None, MappingProxyType({c.id: words.quiet(c) for c in plan.cells.values()}), (), ())
    here = position.place.state
    offers = {o.id: o for o in position.options}
    index: dict[str, Mark] = {}
    reach = plan.reach[here]
    path = dict(position.place.path)
    steps = (*path, here)
    nodes = {}
    for cell in plan.cells.values():
        if cell.kind == "box":
            nodes[cell.id] = _box(cell, cell.id in reach, plan.cells[here], offers, index, words)
        elif cell.id == here:
            nodes[cell.id] = Mark(cell.id, cell.kind, "here", words.mark["here"], cell.says)
        elif cell.id in path:
            nodes[cell.id] = Mark(cell.id, cell.kind, "path", words.mark["path"], cell.says, plan.answers.get((cell.id, steps[steps.index(cell.id) + 1])))
        else:
            nodes[cell.id] = words.quiet(cell)
    walked = tuple(zip(steps, steps[1:], strict=False))
    return Marks(here, MappingProxyType(nodes), walked, tuple((here, n) for n in reach if nodes[n].mark in OPEN))


def _box(cell: Cell, reached: bool, here: Cell, offers: Mapping[str, Any], index: dict[str, Mark], words: _Words) -> Mark:
    """A box wears its best member's mark. One that no line from the place reaches is quiet where that would mislead."""
    members = []
    for option in cell.options:
        mark = index.get(option)
        if mark is None:
            mark = index[option] = _option(offers[option], words)
        members.append(mark)
    counted = [m for m in members if m.node in cell.kinds] if len(cell.kinds) < len(members) else members
    if not reached:  # what was used marks the first box on the road that holds it, and not each later one
        counted = [m if m.mark not in _USED or m.node in cell.first else m._replace(mark="none", word=None) for m in counted]
    best = min(counted, key=_rank if reached else _rank_elsewhere)
    alone = len(counted) == 1
    if best.mark == "none" or (not reached and _misleads(best, cell, here, words)):
        quiet = words.quiet(cell)
        return quiet._replace(word=best.word if alone and best.mark == "none" else quiet.word, reason=best.reason if alone else None, members=tuple(members))
    count = (sum(m.mark in OPEN for m in counted), len(counted)) if best.mark in OPEN and not alone else None
    reason = best.reason if alone else None if best.mark == "open" else words.named(cell, best)  # no open member stands out
    return Mark(cell.id, "box", best.mark, best.word, reason, None, count, tuple(members))


def _misleads(best: Mark, cell: Cell, here: Cell, words: _Words) -> bool:
    """Open, but not by a line from here; no place, where nobody asked; "further along" in a band before, "not used yet" in one after."""
    if best.mark in OPEN or best.word is words.closer["not_indicated"]:
        return True
    return (best.mark == "later" and cell.band <= here.band) or (best.mark == "earlier" and cell.band >= here.band)


def _rank(mark: Mark) -> int:
    return _BEST[mark.mark]


def _rank_elsewhere(mark: Mark) -> int:
    return _BEST["none"] if mark.mark in OPEN else _BEST[mark.mark]


def _option(offer: Any, words: _Words) -> Mark:
    """First match wins: tried, ruled_out, research_only, not_indicated, then the standing with the safety."""
    mark, closer = _grammar(offer)
    reason = offer.reasons[0].text if offer.reasons else None
    if offer.standing == "tried":
        reason = next((r.text for r in offer.reasons if r.effect in _TRIED or r.effect == "class_tried"), reason)
        closed = next((r.text for r in offer.reasons if r.effect == "ruled_out"), None) if offer.safety == "ruled_out" else None
        if closed:
            reason = _both(reason, fill(words.closer["also_closed"], reason=closed))
    return Mark(offer.id, "option", mark, words.closer[closer] if closer else words.mark.get(mark), reason)


def _grammar(offer: Any) -> tuple[str, str | None]:
    last = next((w for w in reversed(offer.tried) if w not in _SIDE_WORDS), None)
    if offer.standing == "tried":
        return _TRIED.get(last, ("nohelp", None))
    if offer.safety == "ruled_out":
        return "closed", None
    if offer.standing == "research_only":
        return "research", None
    if offer.standing == "not_indicated":
        return "closed", "not_indicated"
    if offer.tried and offer.tried[-1] == "on_it_now":
        return "path", "on_it_now"
    if offer.offered:
        return {"clear": ("open", None), "caution": ("care", None)}.get(offer.safety, ("needs", None))
    if offer.withheld:
        return "none", "withheld"
    if offer.declined:
        return "none", "declined"
    if offer.standing == "next":
        return ("needs", "find_out_first") if offer.find_out_first else ("closed", None)
    if last in _TRIED:  # it once helped: it follows the phase, and the map still remembers
        return _TRIED[last]
    return offer.standing, None


def _both(first: Text, second: Text) -> Text:
    return {v: f"{first[v]} {second[v]}" for v in VOICES}


class _Words:
    """The words of the map, looked up once per content."""

    def __init__(self, content: Any):
        record = content["map"]
        self.mark = {m["id"]: m["word"] for m in record["marks"]}
        self.closer = record["closer"]
        self.names = {o: r["names"] for o, r in content["options"].items()}
        self._inside: dict[int, Text] = {}

    def quiet(self, cell: Cell) -> Mark:
        """Return the mark of a node that nothing is said of: a group still says how many are inside."""
        size = len(cell.kinds)
        if size > 1 and size not in self._inside:
            self._inside[size] = fill(self.closer["inside"], all=size)
        return Mark(cell.id, cell.kind, "none", self._inside[size] if size > 1 else None, cell.says)

    def named(self, cell: Cell, member: Mark) -> Text:
        """Return a member's reason that says whose it is, unless the group has the same name."""
        names = self.names[member.node]
        return {v: member.reason[v] if names[v] == cell.name else f"{names[v]}: {member.reason[v]}" for v in VOICES}


@lru_cache(maxsize=4)
def _words(content: Any) -> _Words:
    return _Words(content)

