"""The engine's conditions, walk and offers written a second time as formulas over a finite summary.

The summary: per answer one class of values (cut at every threshold that stands in the content), unasked and unknown among
them; per condition, medicine name, allergy and trial fact one truth value. A formula is built by a *logic*: `Z3` gives
solver terms (for all summaries), `Bits` evaluates the same formula on many given summaries at once (a property test holds
the formulas equal to the engine with it).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from proof_conditions import Code
from proof_walk import Walk

from pathways.content.leaves import leaves


class Shape(NamedTuple):
    """One option for one person."""

    standing: dict[str, Any]
    safety: dict[str, Any]
    offered: Any
    withheld: Any
    declined: Any
    find_out: Any


class Formulas(Walk):
    """Every formula of one pathway in one logic, each built once."""

    def lifted(self, when: Any) -> Any:
        names = set()
        for leaf in leaves(when):
            names.update(leaf.get("condition") or (), leaf.get("taking") or (), [leaf["answer"]] if leaf.get("answer") else ())
        return self.logic.any(*(self.review(n) for n in sorted(names)))

    @cached_property
    def own(self) -> list[Shape]:
        """Every option by itself (a class as if it had no members)."""
        return [self._own(n, o) for n, o in enumerate(self.content["options"].values())]

    def _own(self, number: int, option: Any) -> Shape:
        g, road = self.logic, option["road"]
        closes = [
            (self.rule_code(r["when"], number), self.lifted(r["when"]), r["when"])
            for r in option["rules"]
            if r["effect"] == "ruled_out"
        ]
        warns = [(self.rule_code(r["when"], number), r["when"]) for r in option["rules"] if r["effect"] == "caution"]
        ruled_out = g.any(*(g.all(c.yes, g.no(lifted)) for c, lifted, _ in closes))
        missing = g.any(*(g.any(c.unasked, c.unknown) for c, _, _ in closes))
        caution = g.any(
            *(g.all(c.yes, lifted) for c, lifted, _ in closes), *(g.any(c.yes, self._find(c, when)) for c, when in warns)
        )
        safety = {
            "ruled_out": ruled_out,
            "needs_answer": g.all(g.no(ruled_out), missing),
            "caution": g.all(g.no(ruled_out), g.no(missing), caution),
            "clear": g.all(g.no(ruled_out), g.no(missing), g.no(caution)),
        }
        find = [self._find(c, when) for c, _, when in closes]
        no_place = [self.code(n["when"]) for n in road["not_indicated"]]
        not_indicated = g.any(*(c.yes for c in no_place))
        tried = (
            g.false if option["trial_role"] == "care" else g.all(self.asked, g.var("tried", option["id"]))
        )  # help is never used up
        ways = []
        for state, holds in self.at.items():
            phase = self.pathway.graph.nodes[state]["record"]["phase"]
            here = [self.code(w["when"]).yes for w in road["next"] if phase in w["at"] or "everywhere" in w["at"]]
            if here:
                ways.append(g.all(holds, g.any(*here)))
        next_ = g.any(*ways)
        earlier = g.any(*(h for s, h in self.at.items() if self.pathway.graph.nodes[s]["record"]["phase"] in road["earlier_at"]))
        standing, left = {}, g.true
        for word, holds in (
            ("not_indicated", not_indicated),
            ("tried", tried),
            ("research_only", g.true if road["research_only"] else g.false),
            ("next", next_),
            ("earlier", earlier),
            ("later", g.true),
        ):
            standing[word] = g.all(left, holds)
            left = g.all(left, g.no(holds))
        find_out = g.any(g.all(standing["next"], g.any(*(c.unknown for c in no_place))), g.all(g.no(ruled_out), g.any(*find)))
        rescue = option["rescue"]
        withheld = g.all(
            self.urgency["emergency"],
            g.false if rescue == "always" else g.true if rescue is None else g.no(self.code(rescue).yes),
        )
        declined = g.all(
            self.answer("declines", "known"),
            g.any(*(g.var("member", "declines", n) for n in sorted(self.tables.options[number].declined_by))),
        )
        bars = g.any(*(self._bar(c, lifted, when) for c, lifted, when in closes))
        offered = g.all(
            g.no(not_indicated),
            g.no(g.any(*(c.unknown for c in no_place))),
            g.no(tried),
            g.no(g.true if road["research_only"] else g.false),
            next_,
            g.no(bars),
            g.no(withheld),
            g.no(declined),
        )
        return Shape(standing, safety, offered, withheld, declined, find_out)

    def _bar(self, code: Code, lifted: Any, when: Any) -> Any:
        """A closing rule holds unreviewed, or nobody knows; written so that what it names stands on one side only where it can."""
        g, find = self.logic, self._find(code, when)
        if lifted is not g.false:
            return g.any(g.all(code.yes, g.no(lifted)), find)
        if "taking" not in when:
            return self._yes_or_unknown(when)
        opens = g.any(self.now_open[1], self.before_open[1] if when.get("within_weeks") else g.false)
        return g.any(code.yes, opens, g.all(g.no(code.told_unasked), code.told_unknown))

    def _yes_or_unknown(self, when: Any) -> Any:
        g = self.logic
        if "all" in when:
            return g.all(*(self._yes_or_unknown(p) for p in when["all"]))
        if "any" in when:
            parts = [self.code(p) for p in when["any"]]
            return g.any(
                *(p.yes for p in parts),
                g.all(g.no(g.any(*(p.unasked for p in parts))), g.any(*(self._yes_or_unknown(p) for p in when["any"]))),
            )
        if "not" in when:
            inner = self.code(when["not"])
            return g.all(g.no(inner.yes), g.no(inner.unasked if inner.told_unasked is None else inner.told_unasked))
        code = self.code(when)
        return g.any(code.yes, code.unknown if code.told_unknown is None else g.all(g.no(code.told_unasked), code.told_unknown))

    def _find(self, code: Code, when: Any) -> Any:
        """Asked, and nobody knows. For a medicine the lists are looked at one by one: one may be unknown while another is unasked."""
        if "taking" not in when:
            return code.unknown
        g = self.logic
        opens = g.any(self.now_open[1], self.before_open[1] if when.get("within_weeks") else g.false)
        return g.all(g.no(code.yes), g.any(code.unknown, opens))

    @cached_property
    def shapes(self) -> list[Shape]:
        """Every option as listed: a class is read off its members (contract section 3)."""
        g, out = self.logic, list(self.own)
        safe_order, stand_order = (
            ("clear", "caution", "needs_answer", "ruled_out"),
            ("next", "tried", "earlier", "later", "research_only", "not_indicated"),
        )
        for number, row in enumerate(self.tables.options):
            if not row.members:
                continue
            own = out[number]
            pool = [out[m] for m in row.members] + ([own] if row.itself else [])
            offered = g.any(*(m.offered for m in pool))
            safety, standing = {}, {}
            left_offered = left_all = g.true
            for word in safe_order:
                best = g.any(*(g.all(m.offered, m.safety[word]) for m in pool))
                any_ = g.any(*(m.safety[word] for m in pool))
                safety[word] = g.any(g.all(offered, left_offered, best), g.all(g.no(offered), left_all, any_))
                left_offered, left_all = g.all(left_offered, g.no(best)), g.all(left_all, g.no(any_))
            left = g.no(offered)
            for word in stand_order:
                any_ = g.any(*(m.standing[word] for m in pool))
                standing[word] = g.any(offered if word == "next" else g.false, g.all(left, any_))
                left = g.all(left, g.no(any_))
            withheld = own.withheld if row.itself else g.all(*(m.withheld for m in pool))
            out[number] = Shape(standing, safety, offered, withheld, own.declined, g.all(*(m.find_out for m in pool)))
        return out
