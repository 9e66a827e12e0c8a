"""One person's marks on the map: what each node wears, its word, its reason. Map, list and pictures all read this one object."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from pathways.map.plan import VOICES, Cell, plan_of

__all__ = ["OPEN", "Mark", "Marks", "fill", "marks_of"]

Text = Mapping[str, str]
OPEN = frozenset({"open", "care", "needs"})
# A group wears its best member's mark. What is open comes first, then what was used, then what merely stands elsewhere.
_BEST = {
    m: i
    for i, m in enumerate(
        ("open", "care", "needs", "path", "helped", "nohelp", "nottol", "none", "earlier", "later", "closed", "research")
    )
}
_QUIET = _BEST["none"]
# What was used marks the first box on the road that holds it, and those the place leads to; not each later one.
_USED = frozenset({"path", "helped", "nohelp", "nottol"})
_OF_PLACE = frozenset({"later", "earlier", "research", "helped", "nohelp", "nottol"})
_SIDE_WORDS = frozenset({"on_it_now", "not_a_fair_try"})
_TRIED = {
    "did_not_help": ("nohelp", None),
    "side_effects": ("nottol", None),
    "helped_in_part": ("helped", "helped_in_part"),
    "helped": ("helped", None),
    "came_back": ("helped", "came_back"),
}
# The mark of an option that is not `tried`, and its closer word. The first that fits counts.
_FIRST_MATCH = (
    (lambda o: o.safety == "ruled_out", "closed", None),
    (lambda o: o.standing == "research_only", "research", None),
    (lambda o: o.tried and o.tried[-1] == "on_it_now", "path", "on_it_now"),
    (lambda o: o.standing == "not_indicated", "closed", "not_indicated"),
    (lambda o: o.offered and o.safety == "clear", "open", None),
    (lambda o: o.offered and o.safety == "caution", "care", None),
    (lambda o: o.offered, "needs", None),
    (lambda o: o.withheld, "none", "withheld"),
    (lambda o: o.declined, "none", "declined"),
    (lambda o: o.standing == "next" and o.find_out_first, "needs", "find_out_first"),
    (lambda o: o.standing == "next", "closed", None),
)


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
    out = {}
    for voice, sentence in text.items():
        for name, value in values.items():
            sentence = sentence.replace("{" + name + "}", value[voice] if isinstance(value, Mapping) else str(value))  # noqa: PLW2901
        out[voice] = sentence
    return out


def marks_of(pathway: Any, position: Any | None) -> Marks:
    """Return the marks of a position; without one every node is quiet."""
    plan, words = plan_of(pathway), _words(pathway.content)
    if position is None:
        return Marks(None, MappingProxyType({c.id: words.quiet(c) for c in plan.cells.values()}), (), ())
    here = position.place.state
    reach, boxes = plan.reach[here], _Boxes(plan.cells[here], position.options, words)
    walked = tuple(pairwise((*(node for node, _ in position.place.path), here)))
    answer = {a: plan.answers.get((a, b)) for a, b in walked}
    nodes = {}
    for cell in plan.cells.values():
        if cell.kind == "box":
            nodes[cell.id] = boxes.mark(cell, cell.id in reach)
        elif cell.id == here:
            nodes[cell.id] = Mark(cell.id, cell.kind, "here", words.mark["here"], cell.there)
        elif cell.id in answer:
            nodes[cell.id] = Mark(cell.id, cell.kind, "path", words.mark["path"], cell.says or cell.there, answer[cell.id])
        else:
            nodes[cell.id] = words.quiet(cell)
    return Marks(here, MappingProxyType(nodes), walked, tuple((here, n) for n in reach if nodes[n].mark in OPEN))


class _Boxes:
    """Marks the boxes for one person; an option that several boxes hold is judged once."""

    def __init__(self, here: Cell, offers: tuple[Any, ...], words: _Words):
        self.here, self.words = here, words
        self.options = {o.id: _option(o, words) for o in offers}

    def mark(self, cell: Cell, reached: bool) -> Mark:
        """A box wears its best member's mark. One that no line from the place reaches is quiet where that would mislead."""
        best, lowest, open_, size = None, len(_BEST), 0, len(cell.kinds)
        members = tuple([self.options[o] for o in cell.options])
        for mark, counted in zip(members, cell.counted, strict=True):
            if counted:
                open_ += mark.mark in OPEN
                hidden = not reached and (mark.mark in OPEN or (mark.mark in _USED and mark.node not in cell.first))
                rank = _QUIET if hidden else _BEST[mark.mark]
                if rank < lowest:
                    best, lowest = mark, rank
        alone = size == 1
        if lowest == _QUIET or (not reached and self._misleads(best, cell)):
            aside = alone and best.word is self.words.closer["declined"]  # that help comes first is said once, not on each box
            word = best.word if aside else self.words.inside.get(size)
            return Mark(cell.id, "box", "none", word, best.reason if alone else None, members=members)
        count = (open_, size) if best.mark in OPEN and not alone else None
        named = None if best.mark == "open" else self.words.named(cell, best)  # of several that are open none stands out
        reason = best.reason if alone else named
        return Mark(cell.id, "box", best.mark, best.word, reason, None, count, members)

    def _misleads(self, best: Mark, cell: Cell) -> bool:
        """No place, where nobody asked; "further along" in a band before the place, "not used yet" in one after it."""
        if best.word is self.words.closer["not_indicated"]:
            return True
        return (best.mark == "later" and cell.band <= self.here.band) or (best.mark == "earlier" and cell.band >= self.here.band)


def _option(offer: Any, words: _Words) -> Mark:
    """The mark of one option. First match wins: tried, ruled_out, research_only, on it now, not_indicated, then standing and safety."""
    last = next((w for w in reversed(offer.tried) if w not in _SIDE_WORDS), None)
    if offer.standing == "tried":
        mark, closer = _TRIED.get(last, ("nohelp", None))
    else:
        mark, closer = next(((m, c) for fits, m, c in _FIRST_MATCH if fits(offer)), (offer.standing, None))
        if mark == offer.standing and last in _TRIED:  # it once helped: it follows the phase, and the map still remembers
            mark, closer = _TRIED[last]
    reason = _reason(offer, mark, closer)
    if offer.standing == "tried" and offer.safety == "ruled_out":
        closing = next(r.text for r in offer.reasons if r.effect == "ruled_out")
        closed = fill(words.closer["also_closed"], reason=closing)
        reason = {v: f"{reason[v]} {closed[v]}" for v in VOICES}
    return Mark(offer.id, "option", mark, words.closer[closer] if closer else words.mark.get(mark), reason)


def _reason(offer: Any, mark: str, closer: str | None) -> Text | None:
    """The first reason that speaks for the mark: a closing rule, else what is said of place or history, else the first of all."""
    reasons = offer.reasons
    if mark == "closed" and closer is None:
        return next((r.text for r in reasons if r.effect == "ruled_out"), reasons[0].text)
    if mark in _OF_PLACE or closer == "not_indicated":
        return next((r.text for r in reasons if r.kind in ("evidence", "licence")), reasons[0].text)
    return reasons[0].text if reasons else None


class _Words:
    """The words of the map, looked up once per content."""

    def __init__(self, content: Any):
        record = content["map"]
        self.mark = {m["id"]: m["word"] for m in record["marks"]}
        self.closer = record["closer"]
        self.names = {o: r["names"] for o, r in content["options"].items()}
        self.inside = {n: fill(self.closer["inside"], all=n) for n in range(2, len(self.names) + 1)}

    def quiet(self, cell: Cell) -> Mark:
        """Return the mark of a node that nothing is said of: a group still says how many are inside."""
        return Mark(cell.id, cell.kind, "none", self.inside.get(len(cell.kinds)), cell.says)

    def named(self, cell: Cell, member: Mark) -> Text:
        """Return a member's reason that says whose it is, unless the group has the same name."""
        names = self.names[member.node]
        return {v: member.reason[v] if names[v] == cell.name else f"{names[v]}: {member.reason[v]}" for v in VOICES}


@lru_cache(maxsize=4)
def _words(content: Any) -> _Words:
    return _Words(content)
