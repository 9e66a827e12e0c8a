"""The content compiled once into tables that answer a case in well under a millisecond. Everything here is read only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import networkx as nx

from pathways.content.leaves import leaves
from pathways.content.rules import reads
from pathways.engine.history import TRIED
from pathways.engine.names import Book
from pathways.engine.reasons import Reason, fill, place_reason, rule_reasons, word_reason
from pathways.engine.truth import Test, compile_test

__all__ = ["Tables", "build_tables"]


class RuleHit(NamedTuple):
    """One rule of one option."""

    option: int
    closes: bool
    sure: Reason  # the rule holds
    perhaps: Reason  # asked, nobody knows
    names: frozenset[str]  # what a clinician's review may name to lift it
    wanted: frozenset[str] = frozenset()  # of a rule about medicines: what it asks for, and within how many weeks
    weeks: float = 0
    says: Mapping | None = None  # the text with {what}, where it can name the person's own medicine

    def __hash__(self) -> int:  # one hit is one object: its texts need not be hashed
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


class OptionRow(NamedTuple):
    """What the standing of one option is read from."""

    id: str
    group: str
    parent: int | None
    members: tuple[int, ...]
    itself: bool
    care: bool
    not_indicated: tuple[tuple[Test, Reason], ...]
    research: Reason | None
    earlier_at: frozenset[str]
    later: Reason | None
    earlier: Reason | None
    rescue: Test | None
    access: tuple[tuple[Test, Reason], ...]
    declined_by: frozenset[str]
    closes_on: MappingProxyType  # key -> which of this option's rules about that key could rule it out
    warns_on: frozenset[str]


class DerivedRow(NamedTuple):
    """The values of one derived fact, in order."""

    first: tuple[tuple[Any, Test], ...]
    otherwise: Any
    asks_unasked: tuple[str, ...]  # keys whose being unasked it reads


class QuestionRow(NamedTuple):
    """One question: the keys it fills, and what reads them."""

    id: str
    keys: tuple[str, ...]
    full_keys: tuple[str, ...]


class Way(NamedTuple):
    """One edge from a state to an option."""

    test: Test
    reason: Reason
    keys: tuple[str, ...]


class Tables:
    """The compiled content: see each attribute's use in `walk`, `offers` and `questions`."""

    def __init__(self, content: Any, graph: nx.MultiDiGraph):
        self.content, self.graph = content, graph
        self._test = cache(compile_test)  # equal parts of content are one part, tested once
        self._reasons = cache(lambda rule: rule_reasons(rule, self.words))
        self._reads, self._named = cache(lambda when: tuple(reads(when, content))), cache(_named)
        self.book = Book(content)
        self.words = content["wording"]["reasons"]
        self.derived = {
            d["id"]: DerivedRow(
                tuple((v["value"], self._test(v["when"])) for v in d["first"]),
                d["otherwise"],
                tuple(
                    f"answers.{leaf['answer']}"
                    for v in d["first"]
                    for leaf in leaves(v["when"])
                    if "unasked" in (leaf.get("is") or ())
                ),
            )
            for d in content["derived"].values()
        }
        self.groups = {m["id"]: frozenset((m["id"], *m["groups"])) for m in content["medicines"].values()}
        self.open_causes = frozenset(c["id"] for c in content["conditions"].values() if c["open_cause"])
        doses = {m["id"]: m["antidepressant"] for m in content["medicines"].values() if m["antidepressant"]}
        self.antidepressants = {m: min((d["mg"] for d in dose["minimums"]), default=None) for m, dose in doses.items()}
        self.caps = {m: tuple((c["mg"], self._test(c["when"]), c) for c in dose["caps"]) for m, dose in doses.items()}
        self.triggers = tuple(
            (t, self._test(t["when"]), frozenset(t["of"]), self._reads(t["when"])) for t in content["triggers"].values()
        )
        self.notices = tuple((n, self._test(n["when"])) for n in content["notices"].values())
        self.labels = {f"answers.{k}": a["label"] for k, a in content["answers"].items()} | {
            "trials": content["answers"]["trials"]["label"]
        }
        self.spoken = {m["id"]: m["id"].replace("_", " ") for m in content["medicines"].values()}
        self.own_medicine = tuple(o["medicine"] if isinstance(o["medicine"], str) else "" for o in content["options"].values())
        self.index = {o: i for i, o in enumerate(content["options"])}
        self.options = tuple(self._option(o) for o in content["options"].values())
        self.families = {o["id"]: tuple(x for x in (o["id"], o["parent"]) if x) for o in content["options"].values()}
        self._rules()
        self.ways = self._ways()
        self.questions = tuple(
            QuestionRow(q["id"], k, tuple("trials" if x == "trials" else f"answers.{x}" for x in k))
            for q in content["questions"].values()
            for k in [_listed(q["sets"])]
        )
        self.implied = tuple(
            (
                _listed(q["sets"]),
                self._test(q["not_asked_when"]["when"]) if q["not_asked_when"] else None,
                q["not_asked_when"]["value"] if q["not_asked_when"] else None,
            )
            for q in content["questions"].values()
            if q["not_asked_when"] or len(_listed(q["sets"])) > 1
        )
        self._catalogue()
        self.settling = frozenset("trials" if k == "trials" else f"answers.{k}" for k in content["contract"]["settling"])

    def _catalogue(self) -> None:
        """Reasons that are the same for every option, made once."""
        self.withheld = word_reason(self.words, "withheld", "safety", ("urgency",))
        self.declined = word_reason(self.words, "declined", "wish", ("answers.declines",))
        self.later = word_reason(self.words, "later", "evidence", ("position",))
        self.earlier = word_reason(self.words, "earlier", "evidence", ("position",))
        self.class_closed = word_reason(self.words, "class_closed", "safety", ())
        self.class_tried = word_reason(self.words, "class_tried", "evidence", ("trials",))
        self.tried = {w: word_reason(self.words, w, "evidence", ("trials",)) for w in sorted(TRIED)}
        self.held = {
            s["id"]: word_reason(self.words, "gate_phase", "evidence", ("position",), place=s["title"])
            for s in self.content["road"]["states"]
            if s["phase"]
        }
        self._missing = {
            (word, key): word_reason(self.words, word, "missing_answer", (key,), what=label)
            for word in ("unasked", "unknown", "place_unasked", "place_unknown")
            for key, label in self.labels.items()
        }
        self._caution = {
            key: word_reason(self.words, "caution_unknown", "safety", (key,), rule=label)._replace(effect="caution")
            for key, label in self.labels.items()
        }

    def missing_reason(self, word: str, key: str) -> Reason:
        """Return the reason that one answer is missing (`word` of the catalogue: unasked, unknown, place_...)."""
        return self._missing[(word, key)]

    def missing(self, word: str, keys: tuple[str, ...]) -> list[Reason]:
        """Return one such reason per key."""
        return [self._missing[(word, key)] for key in keys]

    def unknown_caution(self, key: str) -> Reason:
        """Return the reason that a whole answer is unknown and could only call for caution."""
        return self._caution[key]

    def _option(self, option: Any) -> OptionRow:
        road = option["road"]
        members = tuple(self.index[o["id"]] for o in self.content["options"].values() if o["parent"] == option["id"])
        family = {option["id"], option["parent"]} - {None}
        declined = family | {
            d["id"] for d in self.content["contract"]["declines"] if option["group"] in d["groups"] or family & set(d["options"])
        }
        closes: dict[str, list] = {}
        warns = set()
        for rule in option["rules"]:
            for key in rule["reads"]:
                if rule["effect"] == "ruled_out":
                    closes.setdefault(key, []).append(rule)
                else:
                    warns.add(key)
        rescue = option["rescue"]
        return OptionRow(
            option["id"],
            option["group"],
            self.index.get(option["parent"]),
            members,
            option["stands_for_itself"],
            option["trial_role"] == "care",
            tuple((self._test(n["when"]), place_reason(n, n["kind"], self._reads(n["when"]))) for n in road["not_indicated"]),
            place_reason(road["research_only"], "licence", ()) if road["research_only"] else None,
            frozenset(road["earlier_at"]),
            place_reason(road["later_because"], "evidence", ("position",)) if road["later_because"] else None,
            place_reason({"text": road["earlier_because"]}, "evidence", ("position",)) if road["earlier_because"] else None,
            None if rescue is None else self._test(None if rescue == "always" else rescue),
            tuple((self._test(a["when"]), place_reason(a, "access", self._reads(a["when"]))) for a in option["access"]),
            frozenset(declined),
            MappingProxyType({k: tuple(v) for k, v in closes.items()}),
            frozenset(warns),
        )

    def _rules(self) -> None:
        """Index the rules: by condition, by medicine, by allergy; what reads anything else is tested once per distinct condition."""
        self.naming = lru_cache(maxsize=4096)(_naming)
        self.by_condition: dict[str, list[RuleHit]] = {}
        self.by_medicine: dict[str, list[tuple[Test, RuleHit]]] = {}
        self.by_allergy: dict[str, list[RuleHit]] = {}
        general: dict[Any, tuple[Test, list[RuleHit], tuple[str, ...]]] = {}
        self.closed_by_condition, self.closed_by_allergy = set(), set()
        self.closed_by_medicine: dict[int, set[float]] = {}
        self.warned_by: dict[str, set[int]] = {"condition": set(), "allergic_to": set(), "taking": set(), "taking_before": set()}
        for number, option in enumerate(self.content["options"].values()):
            for rule in option["rules"]:
                sure, perhaps = self._reasons(rule)
                hit = RuleHit(number, rule["effect"] == "ruled_out", sure, perhaps, self._named(rule["when"]))
                when = rule["when"]
                if "condition" in when:
                    for name in when["condition"]:
                        self.by_condition.setdefault(name, []).append(hit)
                    self._note(hit, "condition", self.closed_by_condition)
                elif "allergic_to" in when:
                    for name in when["allergic_to"]:
                        self.by_allergy.setdefault(name, []).append(hit)
                    self._note(hit, "allergic_to", self.closed_by_allergy)
                elif "taking" in when:
                    test = self._test(when)
                    hit = hit._replace(
                        wanted=frozenset(when["taking"]), weeks=when.get("within_weeks") or 0, says=rule.get("says")
                    )
                    for name in when["taking"]:
                        self.by_medicine.setdefault(name, []).append((test, hit))
                    if hit.closes:
                        self.closed_by_medicine.setdefault(number, set()).add(when.get("within_weeks") or 0)
                    else:
                        self.warned_by["taking"].add(number)
                        if hit.weeks:
                            self.warned_by["taking_before"].add(number)
                else:
                    general.setdefault(when, (self._test(when), [], tuple(rule["reads"])))[1].append(hit)
        self.general = tuple((test, tuple(hits), keys) for test, hits, keys in general.values())

    def _note(self, hit: RuleHit, word: str, closing: set[int]) -> None:
        (closing if hit.closes else self.warned_by[word]).add(hit.option)

    def _ways(self) -> dict[str, dict[int, tuple[Way, ...]]]:
        """Per state and option: the edges that can make it a next step."""
        ways: dict[str, dict[int, list[Way]]] = {}
        for state, option, data in self.graph.edges(data=True):
            if data["kind"] == "next":
                way = data["way"]
                because = place_reason({"text": way["because"], "sources": way["sources"]}, "evidence", self._reads(way["when"]))
                ways.setdefault(state, {}).setdefault(self.index[option], []).append(
                    Way(self._test(way["when"]), because, self._reads(way["when"]))
                )
        return {s: {o: tuple(w) for o, w in per.items()} for s, per in ways.items()}


def _naming(hit: RuleHit, what: str) -> RuleHit:
    """The same rule, naming a medicine instead of its group."""
    return hit._replace(sure=hit.sure._replace(text=fill(hit.says, what=what)))


def _named(when: Any) -> frozenset[str]:
    """What a clinician's review may name to lift this rule: a condition, a medicine or group, or a single answer."""
    names: set[str] = set()
    for leaf in leaves(when):
        for word in ("condition", "taking"):
            names.update(leaf.get(word) or ())
        if leaf.get("answer"):
            names.add(leaf["answer"])
    return frozenset(names)


def _listed(value: Any) -> tuple:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def build_tables(content: Any, graph: nx.MultiDiGraph) -> Tables:
    """Return the compiled tables of one content version."""
    return Tables(content, graph)
