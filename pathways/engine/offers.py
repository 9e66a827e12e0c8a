"""Standing, safety and reasons of every option, in the contract's order (contract section 3)."""

from __future__ import annotations

from typing import Any, NamedTuple

from pathways.engine.history import TRIED
from pathways.engine.reasons import Reason, word_reason
from pathways.engine.summary import Summary
from pathways.engine.tables import OptionRow, RuleHit, Tables
from pathways.engine.truth import NO, UNASKED, UNKNOWN, YES
from pathways.engine.walk import Place

__all__ = ["Offer", "judge_options"]

_PLACE = frozenset({"evidence", "licence"})
_HELD = frozenset({"safety_gate", "out_of_scope", "confirm_diagnosis"})
_BEST_STANDING = {s: i for i, s in enumerate(("next", "tried", "earlier", "later", "research_only", "not_indicated"))}
_BEST_SAFETY = {s: i for i, s in enumerate(("clear", "caution", "needs_answer", "ruled_out"))}


class Offer(NamedTuple):
    """One option as it stands for one person. `open_keys`: unasked keys that can still change it."""

    id: str
    group: str
    parent: str | None
    standing: str
    safety: str
    offered: bool
    withheld: bool
    declined: bool
    find_out_first: bool
    tried: tuple[str, ...]
    reasons: tuple[Reason, ...]
    open_keys: frozenset[str]


def judge_options(tables: Tables, summary: Summary, place: Place, reviews: dict[str, Any]) -> tuple[Offer, ...]:
    """Return every option with its standing, its safety and the reasons for both."""
    safety = _Safety(tables, summary, reviews).result
    emergency = summary.fact("urgency") == "emergency"
    declines = summary.answers.get("declines")
    declined = frozenset(declines) if isinstance(declines, tuple) else frozenset()
    rows = tables.options
    ways = tables.ways.get(place.state, {})
    tried = summary.history.tried
    offers: list[Offer] = []
    for number, row in enumerate(rows):
        words = tried.get(row.id, ())
        standing, find_out, reasons, keys = _standing(tables, summary, place, row, ways.get(number, ()), words)
        safe, unknown, safety_reasons, safety_keys = safety[number]
        withheld = emergency and not (row.rescue is not None and row.rescue.of(summary) == YES)
        refused = not declined.isdisjoint(row.declined_by)
        if safety_reasons:
            reasons = safety_reasons + reasons
        find_out = find_out or unknown
        offered = standing == "next" and safe != "ruled_out" and not (withheld or refused or find_out)
        if withheld or refused:
            extra = ([tables.withheld] if withheld else []) + ([tables.declined] if refused else [])
            reasons = extra + reasons
        if row.access:
            reasons = reasons + [reason for test, reason in row.access if test.of(summary) == YES]
        if len(reasons) > 1:
            reasons = {r.text["clinician"]: r for r in reversed(reasons)}  # one answer can open several rules with the same words
            reasons = list(reversed(reasons.values()))
        offers.append(
            Offer(
                row.id,
                row.group,
                rows[row.parent].id if row.parent is not None else None,
                standing,
                safe,
                offered,
                withheld,
                refused,
                find_out,
                words,
                tuple(reasons),
                keys | safety_keys if keys else safety_keys,
            )
        )
    for number, row in enumerate(rows):
        if row.members:
            offers[number] = _class(tables, row, offers[number], [offers[m] for m in row.members])
    return tuple(offers)


def _standing(tables: Tables, summary: Summary, place: Place, row: OptionRow, ways: tuple, words: tuple[str, ...]):
    """Return standing, whether an unknown answer has to be found out first, reasons, and open keys; the first that fits counts."""
    keys: set[str] = set()
    reasons: list[Reason] = []
    find_out = False
    for test, reason in row.not_indicated:
        code = test.of(summary)
        if code == YES:
            return "not_indicated", False, [reason], frozenset()
        if code != NO:
            asked = test.keys(summary, code)
            find_out |= code == UNKNOWN
            keys.update(asked if code == UNASKED else ())
            reasons += tables.missing("unasked" if code == UNASKED else "unknown", asked)
    last = next((w for w in reversed(words) if w not in ("on_it_now", "not_a_fair_try")), None)
    if last in TRIED and not row.care:  # help in a crisis is never used up
        return "tried", False, [tables.tried[last]], frozenset(keys)
    if row.research:
        return "research_only", False, [row.research], frozenset(keys)
    for way in ways:
        code = way.test.of(summary)
        if code == YES:
            return "next", find_out, [*reasons, way.reason], frozenset(keys)
        if code != NO:
            asked = way.test.keys(summary, code)
            keys.update(asked if code == UNASKED else ())
            reasons += tables.missing("place_unasked" if code == UNASKED else "place_unknown", asked)
    if place.phase in row.earlier_at:
        return "earlier", False, [row.earlier or tables.earlier, *reasons], frozenset(keys)
    held = [tables.held[place.state]] if place.phase in _HELD else []
    return "later", False, [*held, row.later or tables.later, *reasons], frozenset(keys)


def _class(tables: Tables, row: OptionRow, own: Offer, members: list[Offer]) -> Offer:
    """A class is offered when any member is; its safety is that of its best offered member, else of its best (contract section 3)."""
    pool = [*members, own] if row.itself else members
    offered = [m for m in pool if m.offered]
    safety = min((m.safety for m in offered or pool), key=_BEST_SAFETY.__getitem__)
    standing = "next" if offered else min((m.standing for m in pool), key=_BEST_STANDING.__getitem__)
    reasons = own.reasons
    if offered and own.standing != "next":  # a member is a next step where the class by itself is not: say why the member is
        reasons = (*(r for r in own.reasons if r.kind not in _PLACE), *(r for r in offered[0].reasons if r.kind in _PLACE))
    if not offered and (own.offered or safety != own.safety):
        reasons = (*reasons, tables.class_closed)
    if standing == "tried" and own.standing != "tried":
        reasons = (tables.class_tried, *reasons)
    tried = tuple(dict.fromkeys(w for m in pool for w in m.tried)) or own.tried
    return own._replace(
        standing=standing,
        safety=safety,
        offered=bool(offered),
        find_out_first=all(m.find_out_first for m in pool),
        withheld=all(m.withheld for m in pool) if not row.itself else own.withheld,
        tried=tried,
        reasons=reasons,
        open_keys=own.open_keys.union(*(m.open_keys for m in members)),
    )


class _Safety:
    """The safety of every option for one person, gathered from the rules that fire."""

    def __init__(self, tables: Tables, summary: Summary, reviews: dict[str, Any]):
        self.tables, self.summary, self.reviews = tables, summary, reviews
        count = len(tables.options)
        self.closed: list[list] = [[] for _ in range(count)]
        self.warned: list[list] = [[] for _ in range(count)]
        self.missing: list[dict[tuple[str, str], None]] = [{} for _ in range(count)]
        self.asks: list[set] = [set() for _ in range(count)]
        self.warn_asks: list[set] = [set() for _ in range(count)]
        self._conditions()
        self._allergies()
        self._medicines()
        for test, hits, _ in tables.general:
            code = test.of(summary)
            if code == YES:
                for hit in hits:
                    self._hit(hit)
            elif code != NO:
                keys = test.keys(summary, code)
                for hit in hits:
                    self._open(hit, code, keys)
        self.result = [self._sum(i) for i in range(count)]

    def _hit(self, hit: RuleHit) -> None:
        if not hit.closes:
            self.warned[hit.option].append(hit.sure)
            return
        review = next((self.reviews[n] for n in hit.names if n in self.reviews), None)
        if review is None:
            self.closed[hit.option].append(hit.sure)
        else:
            text = word_reason(
                self.tables.words,
                "reviewed",
                "safety",
                hit.sure.because,
                by=review["by"],
                on=review.get("on") or "",
                rule=hit.sure.text,
            )
            self.warned[hit.option].append(
                text._replace(effect="caution", sources=hit.sure.sources, confirmed=hit.sure.confirmed)
            )

    def _naming(self, hit: RuleHit, own: str) -> RuleHit:
        """The same rule, naming the person's own medicine instead of its group."""
        meant = [m for m in self.summary.medicines.named(hit.wanted, hit.weeks) if m != own or own in hit.wanted]
        if not hit.says or not meant:
            return hit
        return self.tables.naming(hit, " and ".join(self.tables.spoken[m] for m in meant))

    def _open(self, hit: RuleHit, code: int, keys: tuple[str, ...]) -> None:
        if hit.closes:
            word = "unasked" if code == UNASKED else "unknown"
            self.missing[hit.option].update(((word, key), None) for key in keys)
            if code == UNASKED:
                self.asks[hit.option].update(keys)
        elif code == UNKNOWN:
            self.warned[hit.option].append(hit.perhaps)
        else:
            self.warn_asks[hit.option].update(keys)

    def _whole(self, key: str, code: int, closing: Any, warning: Any) -> None:
        """Every rule about one key is open, because the whole answer is unasked or unknown."""
        word = "unasked" if code == UNASKED else "unknown"
        for number in closing:
            self.missing[number][(word, key)] = None
            if code == UNASKED:
                self.asks[number].add(key)
        for number in warning:
            if code == UNASKED:
                self.warn_asks[number].add(key)
            elif number not in closing:
                self.warned[number].append(self.tables.unknown_caution(key))

    def _conditions(self) -> None:
        tables, have = self.tables, self.summary.answers.get("medical_conditions")
        if isinstance(have, tuple):
            for name in sorted(have):
                for hit in tables.by_condition.get(name, ()):
                    self._hit(hit)
        else:
            self._whole(
                "answers.medical_conditions",
                UNASKED if have is None else UNKNOWN,
                tables.closed_by_condition,
                tables.warned_by["condition"],
            )

    def _allergies(self) -> None:
        tables, medicines = self.tables, self.summary.medicines
        for name in sorted(medicines.allergies):
            for hit in tables.by_allergy.get(name, ()):
                self._hit(hit)
        if medicines.open_allergies != NO:
            self._whole("answers.allergies", medicines.open_allergies, tables.closed_by_allergy, tables.warned_by["allergic_to"])

    def _medicines(self) -> None:
        tables, summary = self.tables, self.summary
        medicines = summary.medicines
        names = medicines.now.union(medicines.stopped, medicines.maybe_now, medicines.stopped_when)
        seen = set()
        for name in sorted(names):
            for test, hit in tables.by_medicine.get(name, ()):
                if id(hit) in seen:
                    continue
                seen.add(id(hit))
                code = test.of(summary)
                own = tables.own_medicine[hit.option]
                if (
                    code != NO and own in medicines.ids and own not in hit.wanted
                ):  # its own group is no reason against going on with it
                    code = _without(medicines, own, hit.wanted, hit.weeks)
                if code == YES:
                    self._hit(self._naming(hit, own))
                elif code == UNKNOWN:
                    self._open(hit, UNKNOWN, test.keys(summary, UNKNOWN))
        for key, code in medicines.open_now:
            self._whole(key, code, tables.closed_by_medicine, tables.warned_by["taking"])
        for key, code in medicines.open_before:
            washed = [n for n, weeks in tables.closed_by_medicine.items() if max(weeks) > 0]
            self._whole(key, code, washed, tables.warned_by["taking_before"])

    def _sum(self, i: int) -> tuple[str, bool, list[Reason], frozenset[str]]:
        closed, warned, missing = self.closed[i], self.warned[i], self.missing[i]
        if closed:
            return "ruled_out", False, closed + warned, _NONE
        if missing:
            reasons = [self.tables.missing_reason(word, key) for word, key in missing]
            return (
                "needs_answer",
                any(word == "unknown" for word, _ in missing),
                reasons + warned,
                frozenset(self.asks[i] | self.warn_asks[i]),
            )
        if warned:
            return "caution", False, warned, _NONE
        return "clear", False, [], frozenset(self.warn_asks[i]) if self.warn_asks[i] else _NONE


def _without(medicines: Any, own: str, wanted: frozenset[str], weeks: float) -> int:
    return medicines.without(own).taking(wanted, weeks)


_NONE: frozenset[str] = frozenset()
