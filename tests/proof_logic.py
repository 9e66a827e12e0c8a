# ruff: noqa: E501, I001, PLC0415, PLR0911, PLR0912, PLR0913
"""The engine's conditions, walk and offers written a second time as formulas over a finite summary.

The summary: per answer one class of values (cut at every threshold that stands in the content), unasked and unknown among
them; per condition, medicine name, allergy and trial fact one truth value. A formula is built by a *logic*: `Z3` gives
solver terms (for all summaries), `Bits` evaluates the same formula on many given summaries at once (a property test holds
the formulas equal to the engine with it).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from functools import cached_property
from typing import Any, NamedTuple

import z3

from pathways.content.domains import FACT_VALUES
from pathways.content.leaves import leaves
from pathways.engine.history import TRIED
from pathways.engine.truth import UNASKED
import itertools

STATES = ("unasked", "unknown", "not_applicable")
WORDS = ("condition", "taking", "allergic_to", "helped_by", "fair_try_of")


# ---------------------------------------------------------------- logics


class Z3:
    """Formulas as solver terms."""

    def __init__(self) -> None:
        self.true, self.false = z3.BoolVal(True), z3.BoolVal(False)
        self.names: dict[tuple, Any] = {}

    def var(self, *name: Any) -> Any:
        if name not in self.names:
            self.names[name] = z3.Bool("|".join(map(str, name)))
        return self.names[name]

    def no(self, x: Any) -> Any:
        return self.false if x is self.true else self.true if x is self.false else x.arg(0) if z3.is_not(x) else z3.Not(x)

    def all(self, *xs: Any) -> Any:
        kept = [x for x in xs if x is not self.true]
        if any(x is self.false for x in kept):
            return self.false
        return self.true if not kept else kept[0] if len(kept) == 1 else z3.And(kept)

    def any(self, *xs: Any) -> Any:
        kept = [x for x in xs if x is not self.false]
        if any(x is self.true for x in kept):
            return self.true
        return self.false if not kept else kept[0] if len(kept) == 1 else z3.Or(kept)


class Bits:
    """Formulas as masks: bit i is the truth in the i-th given summary."""

    def __init__(self, subjects: list[tuple[Any, Any]]) -> None:
        self.subjects, self.names = subjects, {}
        self.true, self.false = (1 << len(subjects)) - 1, 0

    def var(self, *name: Any) -> int:
        if name not in self.names:
            self.names[name] = sum(
                1 << i for i, (summary, reviews) in enumerate(self.subjects) if concrete(name, summary, reviews)
            )
        return self.names[name]

    def no(self, x: int) -> int:
        return self.true & ~x

    def all(self, *xs: int) -> int:
        out = self.true
        for x in xs:
            out &= x
        return out

    def any(self, *xs: int) -> int:
        out = 0
        for x in xs:
            out |= x
        return out


def concrete(name: tuple, s: Any, reviews: Any) -> bool:
    """Return the truth of one variable in an engine summary."""
    kind, *rest = name
    if kind == "answer":
        key, cls = rest
        value = s.answers.get(key)
        if value is None or value in ("unknown", "not_applicable"):
            return cls == ("unasked" if value is None else value)
        if isinstance(value, tuple) or key in ("values",):
            return cls == "known"
        if isinstance(cls, tuple):
            return not isinstance(value, bool) and cls[0] <= math.floor(value) <= cls[1]
        return cls not in STATES and cls != "known" and type(cls) is type(value) and cls == value
    if kind == "member":
        value = s.answers.get(rest[0])
        return isinstance(value, tuple) and rest[1] in value
    medicines, history = s.medicines, s.history
    if kind == "now":
        return rest[0] in medicines.now
    if kind == "maybe":
        return rest[0] in medicines.maybe_now
    if kind == "when":
        return rest[0] in medicines.stopped_when
    if kind == "stop":
        return medicines.stopped.get(rest[0], math.inf) < rest[1]
    if kind == "lost":  # something in this list was not recognised
        opens = dict(medicines.open_now + medicines.open_before)
        if rest[0] == "allergies":
            return s.answers.get("allergies") not in (None, "unknown") and medicines.open_allergies == 3
        told = history.asked if rest[0] == "trials" else isinstance(s.answers.get(rest[0]), tuple)
        return told and opens.get("trials" if rest[0] == "trials" else f"answers.{rest[0]}") == 3
    if kind == "allergy":
        return rest[0] in medicines.allergies
    if kind == "asked":
        return history.asked
    if kind == "trials_unasked":
        return not history.asked and history.state == UNASKED
    if kind in ("now_but", "maybe_but", "when_but", "stop_but"):  # the same without one medicine
        others = medicines.without(rest[0])
        if kind == "stop_but":
            return others.stopped.get(rest[1], math.inf) < rest[2]
        return rest[1] in {"now_but": others.now, "maybe_but": others.maybe_now, "when_but": others.stopped_when}[kind]
    if kind == "named":
        return rest[0] in medicines.ids
    if kind == "helped":
        return rest[0] in history.helped
    if kind == "fair":
        return rest[0] in history.fair
    if kind == "maybe_fair":
        return rest[0] in history.maybe_fair
    if kind == "tried":
        last = [w for w in history.tried.get(rest[0], ()) if w not in ("on_it_now", "not_a_fair_try")]
        return bool(last) and last[-1] in TRIED
    if kind == "reviewed":
        return rest[0] in reviews
    if kind == "fact":
        fact, cls = rest
        value = {"adequate_trials": history.adequate, "possible_adequate_trials": history.possible}.get(fact)
        if value is None:
            value = s._antidepressant_running() if fact == "antidepressant_running" else history.facts.get(fact)
        if isinstance(cls, tuple):
            return isinstance(value, int | float) and not isinstance(value, bool) and cls[0] <= math.floor(value) <= cls[1]
        return type(cls) is type(value) and cls == value
    raise KeyError(name)


# ---------------------------------------------------------------- the formulas


class Code(NamedTuple):
    """A condition's four values, of which exactly one holds (`unknown` is what the others leave)."""

    yes: Any
    no: Any
    unasked: Any
    unknown: Any
    told_unknown: Any = None  # `unknown` before `yes` and `unasked` take precedence
    told_unasked: Any = None


class Shape(NamedTuple):
    """One option for one person."""

    standing: dict[str, Any]
    safety: dict[str, Any]
    offered: Any
    withheld: Any
    declined: Any
    find_out: Any


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


class Formulas:
    """Every formula of one pathway in one logic, each built once."""

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
        self.codes: dict[str, Code] = {}
        self._collect_classes((self.content, *beside))

    # -- classes of values

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

    # -- conditions

    def code(self, when: Any) -> Code:
        """Return the four values of a condition."""
        if when is None:
            return self._four(self.logic.true, self.logic.false, self.logic.false)
        name = json.dumps(when, sort_keys=True, default=list)
        if name not in self.codes:
            self.codes[name] = self._code(when)
        return self.codes[name]

    def _four(self, yes: Any, unasked: Any, unknown: Any) -> Code:
        """The first that holds of yes, unasked, unknown; else no."""
        g = self.logic
        no = g.all(g.no(yes), g.no(unasked), g.no(unknown))
        return Code(yes, no, g.all(g.no(yes), unasked), g.all(g.no(yes), g.no(unasked), unknown), unknown, unasked)

    def _code(self, when: Any) -> Code:
        g = self.logic
        if "all" in when or "any" in when:
            parts = [self.code(p) for p in when.get("all") or when.get("any")]
            if "any" in when:
                return self._four(
                    g.any(*(p.yes for p in parts)), g.any(*(p.unasked for p in parts)), g.any(*(p.unknown for p in parts))
                )._replace(told_unknown=None, told_unasked=None)
            no = self._four(g.any(*(p.no for p in parts)), g.any(*(p.unasked for p in parts)), g.any(*(p.unknown for p in parts)))
            return Code(no.no, no.yes, no.unasked, no.unknown)
        if "not" in when:
            inner = self.code(when["not"])
            return Code(inner.no, inner.yes, inner.unasked, inner.unknown)
        word = leaf_word(when)
        return getattr(self, f"_leaf_{word}")(when)

    def _leaf_answer(self, when: Any) -> Code:
        key, told = when["answer"], {v for v in when.get("is") or () if v in ("unasked", "unknown")}
        only = bool(when.get("is")) and told == set(when["is"])
        g, ind = self.logic, {c: self.answer(when["answer"], c) for c in self.classes[when["answer"]]}
        if self.content["answers"][key]["kind"] == "set" and when.get("has"):
            yes = g.all(ind["known"], g.any(*(g.var("member", key, m) for m in when["has"])))
            return self._four(yes, ind["unasked"], ind["unknown"])
        yes = g.any(*(ind[c] for c in ind if c not in STATES and c != "known" and _fits(when, c)), *(ind[c] for c in told))
        return self._four(yes, g.false if only else ind["unasked"], g.false if only else ind["unknown"])

    def _leaf_condition(self, when: Any) -> Code:
        g, state = self.logic, {c: self.answer("medical_conditions", c) for c in self.classes["medical_conditions"]}
        have = g.any(*(g.var("member", "medical_conditions", c) for c in when["condition"]))
        return self._four(g.all(state["known"], have), state["unasked"], state["unknown"])

    @cached_property
    def now_open(self) -> tuple[Any, Any]:
        g = self.logic
        return (
            g.any(self.answer("current_medications", "unasked"), self.no_trials[0]),
            g.any(
                self.answer("current_medications", "unknown"),
                self.no_trials[1],
                g.all(self.answer("current_medications", "known"), g.var("lost", "current_medications")),
                g.all(self.asked, g.var("lost", "trials")),
            ),
        )

    @cached_property
    def before_open(self) -> tuple[Any, Any]:
        g = self.logic
        return (
            self.answer("recent_medications", "unasked"),
            g.any(
                self.answer("recent_medications", "unknown"),
                g.all(self.answer("recent_medications", "known"), g.var("lost", "recent_medications")),
            ),
        )

    def _leaf_taking(self, when: Any, but: str | None = None) -> Code:
        """`but`: as if this medicine were not named anywhere."""
        g, names, weeks = self.logic, when["taking"], when.get("within_weeks") or 0

        def var(kind: str, name: str, *more: Any) -> Any:
            return g.var(kind, name, *more) if but is None else g.var(f"{kind}_but", but, name, *more)

        yes = [var("now", n) for n in names]
        unasked, unknown = [self.now_open[0]], [self.now_open[1], *(var("maybe", n) for n in names)]
        if weeks:
            yes += [var("stop", n, weeks) for n in names]
            unasked.append(self.before_open[0])
            unknown += [self.before_open[1], *(var("when", n) for n in names)]
        return self._four(g.any(*yes), g.any(*unasked), g.any(*unknown))

    def rule_code(self, when: Any, number: int) -> Code:
        """A rule of one option: its own medicine's groups are no reason against going on with it (its own name is)."""
        own = self.tables.own_medicine[number]
        if "taking" not in when or not own or own in when["taking"]:
            return self.code(when)
        g, named, with_, but = self.logic, self.logic.var("named", own), self.code(when), self._leaf_taking(when, own)
        return Code(*(g.any(g.all(named, b), g.all(g.no(named), w)) for w, b in zip(with_, but, strict=True)))

    def _leaf_allergic_to(self, when: Any) -> Code:
        g = self.logic
        yes = g.any(*(g.var("allergy", n) for n in when["allergic_to"]))
        unknown = g.any(self.answer("allergies", "unknown"), g.all(self.answer("allergies", "known"), g.var("lost", "allergies")))
        return self._four(yes, self.answer("allergies", "unasked"), unknown)

    def _leaf_helped_by(self, when: Any) -> Code:
        g = self.logic
        return self._four(g.all(self.asked, g.any(*(g.var("helped", o) for o in when["helped_by"]))), *self.no_trials)

    def _leaf_fair_try_of(self, when: Any) -> Code:
        g, names = self.logic, when["fair_try_of"]
        yes = g.all(self.asked, g.any(*(g.var("fair", o) for o in names)))
        return self._four(yes, self.no_trials[0], g.any(self.no_trials[1], *(g.var("maybe_fair", o) for o in names)))

    def _leaf_fact(self, when: Any) -> Code:
        g, name = self.logic, when["fact"]
        if name in self.tables.derived:
            values, unasked = self.possible(name)
            yes = g.any(*(v for value, v in values if self._fact_code(when, value) == 1))
            no = g.any(*(v for value, v in values if self._fact_code(when, value) == 0))
            never_asked = g.any(*(v for value, v in values if self._fact_code(when, value) == 2))
            nobody_knows = g.any(*(v for value, v in values if self._fact_code(when, value) == 3))
            parts = (yes, no, never_asked, nobody_knows)
            alone = [g.all(p, *(g.no(q) for j, q in enumerate(parts) if j != i)) for i, p in enumerate(parts)]
            mixed = g.no(g.any(*alone))
            return Code(alone[0], alone[1], g.any(alone[2], g.all(mixed, unasked)), g.any(alone[3], g.all(mixed, g.no(unasked))))
        ways: dict[int, list] = {0: [], 1: [], 2: [], 3: []}
        for value, holds in self.fact_values(name):
            ways[self._fact_code(when, value)].append(holds)
        no, yes, unasked, unknown = (g.any(*ways[n]) for n in range(4))
        return Code(yes, no, unasked, unknown)

    @staticmethod
    def _fact_code(when: Any, value: Any) -> int:
        told = set(when.get("is") or ())
        if value == "unasked":
            return 1 if "unasked" in told else 2
        if value == "unknown":
            return 1 if "unknown" in told else 3
        return 0 if value == "not_applicable" else int(_fits(when, value))

    def fact_values(self, name: str) -> list[tuple[Any, Any]]:
        """Return every value a fact of the engine can have, and when it has it; exactly one holds."""
        g = self.logic
        if name == "urgency":
            return [(w, self.urgency[w]) for w in ("none", "same_day", "emergency")]
        if name == "phase":
            by: dict[str, list] = defaultdict(list)
            for state, holds in self.at.items():
                by[self.pathway.graph.nodes[state]["record"]["phase"]].append(holds)
            return [(p, g.any(*hs)) for p, hs in by.items()]
        if name == "open_cause":
            code = self._leaf_condition({"condition": sorted(self.tables.open_causes)})
            return [(True, code.yes), (False, code.no), ("unasked", code.unasked), ("unknown", code.unknown)]
        if name == "episodes":
            return [(c, self.answer("number_of_episodes", c)) for c in self.classes["number_of_episodes"]]
        if name == "antidepressant_running":
            return [(c, self.fact(name, c)) for c in self.fact_classes[name]]
        if name == "trd":
            sure = g.any(*(self.fact("adequate_trials", c) for c in self.fact_classes["adequate_trials"] if c[0] >= 2))
            may = g.any(
                *(self.fact("possible_adequate_trials", c) for c in self.fact_classes["possible_adequate_trials"] if c[0] >= 2)
            )
            return [
                ("unasked", self.no_trials[0]),
                (True, g.all(self.asked, sure)),
                (False, g.all(self.asked, g.no(may))),
                ("unknown", g.any(self.no_trials[1], g.all(self.asked, g.no(sure), may))),
            ]
        return [
            ("unasked", self.no_trials[0]),
            ("unknown", self.no_trials[1]),
            *((c, g.all(self.asked, self.fact(name, c))) for c in self.fact_classes[name]),
        ]

    def possible(self, name: str) -> tuple[list[tuple[Any, Any]], Any]:
        """Return the values a derived fact can still take, and whether unasked answers leave it open."""
        g, out, open_, before = self.logic, [], [], self.logic.true
        for value, code in self._rows(name):
            out.append((value, g.all(before, g.no(code.no))))
            open_.append(g.all(before, code.unasked))
            before = g.all(before, g.no(code.yes))
        out.append((self.tables.derived[name].otherwise, before))
        return out, g.any(*open_)

    def _rows(self, name: str):
        for value in self.content["derived"][name]["first"]:
            yield value["value"], self.code(value["when"])

    def derived_value(self, name: str) -> list[tuple[Any, Any]]:
        """Return when a derived fact has each value (as the walk reads it)."""
        g, out, before = self.logic, [], self.logic.true
        for value, code in self._rows(name):
            out.append((value, g.all(before, code.yes)))
            before = g.all(before, g.no(code.yes))
        out.append((self.tables.derived[name].otherwise, before))
        return out

    # -- urgency and the walk

    @cached_property
    def urgency(self) -> dict[str, Any]:
        g, high, some = self.logic, [], []
        for trigger in self.content["triggers"].values():
            yes = self.code(trigger["when"]).yes
            some.append(yes)
            if trigger["level"] == "emergency":
                high.append(g.all(yes, g.no(g.all(*(self.review(n) for n in trigger["of"])))))
        emergency, any_ = g.any(*high), g.any(*some)
        return {"emergency": emergency, "same_day": g.all(g.no(emergency), any_), "none": g.no(any_)}

    def decision_values(self, decision: Any) -> list[tuple[Any, Any]]:
        if decision["answer"]:
            return [(c, self.answer(decision["answer"], c)) for c in self.classes[decision["answer"]]]
        if decision["fact"] in self.tables.derived:
            return self.derived_value(decision["fact"])
        return self.fact_values(decision["fact"])

    @cached_property
    def reach(self) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
        """Return when a walk passes each node, and when it takes each branch (the walk has no loops: p1)."""
        import networkx as nx

        g, graph = self.logic, self.pathway.graph
        go = nx.DiGraph([(a, b) for a, b, d in graph.edges(data=True) if d["kind"] == "go"])
        passes: dict[str, list] = defaultdict(list)
        passes[graph.graph["start"]].append(g.true)
        branch: dict[tuple[str, str], Any] = {}
        nodes = {}
        for node in nx.topological_sort(go):
            here = nodes[node] = g.any(*passes[node])
            data = graph.nodes[node]
            if data["kind"] == "state":
                if data["record"]["go"] and not data["record"]["phase"]:
                    passes[data["record"]["go"]].append(here)
                continue
            values = self.decision_values(data["record"])
            for way in data["record"]["branches"]:
                holds = g.any(*(h for v, h in values if v in way["when"]))
                taken = g.all(here, holds)
                branch[(node, way["go"])] = g.any(branch.get((node, way["go"]), g.false), taken)
                passes[way["go"]].append(taken)
        return nodes, branch

    @cached_property
    def at(self) -> dict[str, Any]:
        """Return when a person stands at each position."""
        if self.free_places:
            return {
                n: self.logic.var("at", n)
                for n, d in self.pathway.graph.nodes(data=True)
                if d["kind"] == "state" and d["record"]["phase"]
            }
        return {
            n: h
            for n, h in self.reach[0].items()
            if self.pathway.graph.nodes[n]["kind"] == "state" and self.pathway.graph.nodes[n]["record"]["phase"]
        }

    # -- options

    def review(self, name: str) -> Any:
        return self.logic.var("reviewed", name) if self.reviewed else self.logic.false

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


# ---------------------------------------------------------------- what holds of every summary


def laws(f: Formulas) -> list[tuple[str, Any]]:
    """Return what the facts of one history have to do with each other (a test holds the engine to it): the fact it speaks of, the law."""
    g = f.logic
    out = []
    for sure in f.fact_classes["adequate_trials"]:
        for may in f.fact_classes["possible_adequate_trials"]:
            if may[1] < sure[0]:
                out.append(
                    (
                        "adequate_trials",
                        g.no(g.all(f.asked, f.fact("adequate_trials", sure), f.fact("possible_adequate_trials", may))),
                    )
                )
    told = g.all(g.no(f.answer("current_medications", "unasked")), g.no(f.no_trials[0]))
    out.append(("antidepressant_running", g.no(g.all(f.fact("antidepressant_running", "unasked"), told))))
    helps = g.all(f.asked, f.fact("running_helps_in_part", True))
    # what helps in part and is no antidepressant has room to improve
    out.append(
        ("running_helps_in_part", g.any(g.no(helps), f.fact("running_has_room", True), f.fact("antidepressant_running", True)))
    )
    out.append(
        ("running_has_room", g.any(g.no(g.all(f.asked, f.fact("running_has_room", True))), f.fact("running_helps_in_part", True)))
    )
    for row in f.tables.options:
        if not row.members:  # a fair try that failed leaves the option tried, unless it helped at another time
            out.append(
                (
                    ("fair", row.id),
                    g.any(g.no(g.all(f.asked, g.var("fair", row.id))), g.var("tried", row.id), g.var("helped", row.id)),
                )
            )
    weeks = g.any(*(f.fact("weeks_running", c) for c in f.fact_classes["weeks_running"] if c != "not_applicable"))
    out.append(("weeks_running", g.any(g.no(g.all(f.asked, weeks)), f.fact("antidepressant_running", True))))
    return out


class Prover:
    """A solver that knows what every summary has in common: one class per answer and fact, counts in order."""

    def __init__(self, pathway: Any, **how: Any) -> None:
        self.formulas = Formulas(pathway, Z3(), **how)
        self.solver = z3.SolverFor("QF_FD")
        self._known: set = set()
        self._axioms: list = []

    def _learn(self) -> None:
        """Add the axioms of every variable that came up since the last question."""
        f, g = self.formulas, self.formulas.logic
        for name in list(g.names):
            if name in self._known:
                continue
            self._known.add(name)
            if name[0] == "answer" and ("group", *name[:2]) not in self._known:
                self._known.add(("group", *name[:2]))
                self._one([f.answer(name[1], c) for c in f.classes[name[1]]])
                self._score(name[1])
            if name[0] == "fact" and ("group", *name[:2]) not in self._known:
                self._known.add(("group", *name[:2]))
                self._one([f.fact(name[1], c) for c in f.fact_classes[name[1]]])
                self.solver.add(*(law for about, law in self._laws() if about == name[1]))
            if name[0] == "at" and "places" not in self._known:
                self._known.add("places")
                self._one(list(f.at.values()))
            if name[0] == "fair":
                self.solver.add(*(law for about, law in self._laws() if about == ("fair", name[1])))
            if name[0] in ("stop", "stop_but"):
                for weeks in sorted(f.weeks):
                    if weeks > name[-1]:
                        self.solver.add(z3.Implies(g.names[name], g.var(*name[:-1], weeks)))
            if name[0].endswith("_but"):
                kind, own, what, *more = name
                with_ = g.var(kind.removesuffix("_but"), what, *more)
                surer = {"now_but": (), "stop_but": ("now",), "maybe_but": ("now",), "when_but": ("now",)}[kind]
                self.solver.add(z3.Implies(g.names[name], g.any(with_, *(g.var(k, what) for k in surer))))
                self.solver.add(z3.Implies(z3.Not(g.var("named", own)), g.names[name] == with_))
        if set(g.names) - self._known:
            self._learn()

    def _laws(self) -> list[tuple[Any, Any]]:
        if not self._axioms:
            self._axioms = laws(self.formulas)
        return self._axioms

    def _score(self, key: str) -> None:
        """Of the answers that one question takes: one that is known makes the others not applicable, and all or none were asked."""
        f, g = self.formulas, self.formulas.logic
        for question in f.content["questions"].values():
            keys = question["sets"]
            if isinstance(keys, str) or key not in keys:
                continue
            known = {k: g.no(g.any(*(f.answer(k, c) for c in STATES if c in f.classes[k]))) for k in keys}
            some = g.any(*known.values())
            for other in keys:
                self.solver.add(z3.Implies(some, z3.Not(z3.Or(f.answer(other, "unasked"), f.answer(other, "unknown")))))
                self.solver.add(z3.Implies(f.answer(other, "not_applicable"), some))
                self.solver.add(f.answer(other, "unasked") == f.answer(keys[0], "unasked"))

    def _one(self, vars_: list) -> None:
        self.solver.add(z3.PbEq([(v, 1) for v in vars_], 1))

    def find(self, *claims: Any) -> dict | None:
        """Return a summary in which all claims hold, as the variables that are true in it; None when there is none (a proof)."""
        self._learn()
        claim = self.formulas.logic.all(*claims)
        if claim is self.formulas.logic.false:
            return None
        if self.solver.check(claim) == z3.unsat:
            return None
        model = self.solver.model()
        return {name: True for name, var in self.formulas.logic.names.items() if z3.is_true(model.eval(var))}

    def swapped(self, formula: Any, pairs: list[tuple[Any, Any]]) -> Any:
        """Return a formula with variables replaced."""
        return z3.substitute(formula, *pairs)

    def answer_set(self, key: str, cls: Any) -> list[tuple[Any, Any]]:
        """The replacements that give an answer one class."""
        f, g = self.formulas, self.formulas.logic
        return [(f.answer(key, c), g.true if c == cls else g.false) for c in f.classes[key]]


def told(model: dict | None, most: int = 12) -> str:
    """Say a counterexample in a line."""
    if model is None:
        return "none"
    names = [n for n in model if n[0] not in ("answer",) or n[2] not in ("unasked",)]
    return ", ".join(":".join(map(str, n)) for n in names[:most])


def polarity(formula: Any) -> tuple[set[str], set[str]]:
    """Return the variables that help a formula to be true by being true, and those that help by being false.

    A variable in the second set alone can go from false to true without making a false formula true: that is a proof.
    """
    signs: tuple[set[str], set[str]] = (set(), set())
    seen, front = set(), [(formula, 0)]
    while front:
        term, sign = front.pop()
        if (term.get_id(), sign) in seen:
            continue
        seen.add((term.get_id(), sign))
        kind = term.decl().kind()
        if kind == z3.Z3_OP_NOT:
            front.append((term.arg(0), 1 - sign))
        elif kind in (z3.Z3_OP_AND, z3.Z3_OP_OR):
            front.extend((child, sign) for child in term.children())
        elif kind == z3.Z3_OP_UNINTERPRETED and term.num_args() == 0:
            signs[sign].add(term.decl().name())
        elif kind not in (z3.Z3_OP_TRUE, z3.Z3_OP_FALSE):
            raise ValueError(f"polarity of {term.decl().name()}")
    return signs
