"""Rules across files: every id exists, every way out is covered, every statement has a source somebody has read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pathways.content.conditions import leaves
from pathways.content.domains import FACT_VALUES, branch_domain
from pathways.content.problems import Problem, closest

__all__ = ["check"]

Places = dict[tuple, tuple[str, dict, tuple]]


class _Places:
    """Where a record stands, for messages."""

    def __init__(self, places: Places):
        self.places = places

    def problem(self, kind: str, key: Any, what: str, mend: str = "", near: tuple = ()) -> Problem:
        """Return a problem of one record; `near` is the path of the fault inside it."""
        name, lines, at = self.places.get((kind, key), (f"data ({kind})", {}, ()))
        path = (*at, *near)
        line = next((lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines), 0)
        return Problem(name, line, f"{key!r}: {what}" if key else what, mend)


def check(content: dict, places: Places) -> list[Problem]:
    """Return every problem that only shows when the files are read together."""
    told = _Places(places)
    problems: list[Problem] = []
    for rule in (_ids_of_the_contract, _names_in_conditions, _sources_exist, _road_holds_together, _texts_keep_the_house_style,
                 _questions_fill_every_key, _cards_match, _references):
        problems.extend(rule(content, told))
    return problems


def _missing(kind: str, key: str, word: str, allowed: Any, what: str) -> tuple[str, str]:
    return f"{what} {word!r} does not exist.", closest(word, allowed) or f"Look in data/{kind}."


def _ids_of_the_contract(content: dict, told: _Places) -> Iterator[Problem]:
    for group in content["contract"]["groups"]:
        for option in group["options"]:
            record = content["options"].get(option)
            if record is None:
                yield told.problem("options", option, "has no file.", f"Add data/options/{group['id']}/{option}.yaml.")
            elif record["group"] != group["id"]:
                yield told.problem("options", option, f"stands in group {record['group']!r}; the contract says {group['id']!r}.", near=("group",))
    known = {o for g in content["contract"]["groups"] for o in g["options"]}
    for option, record in content["options"].items():
        if option not in known:
            yield told.problem("options", option, "is not an option of data/contract.yaml.", closest(option, known), near=("id",))
        if record["parent"] and record["parent"] not in content["options"]:
            yield told.problem("options", option, *_missing("options", option, record["parent"], content["options"], "the parent"), near=("parent",))
        for name in record["include"]:
            if name not in content["rule_sets"]:
                yield told.problem("options", option, *_missing("rules", option, name, content["rule_sets"], "the rule set"), near=("include",))
        for name in _listed(record["medicine"]):
            if name not in content["medicines"]:
                yield told.problem("options", option, *_missing("medicines", option, name, content["medicines"], "the medicine"), near=("medicine",))
    for condition in content["contract"]["conditions"]:
        if condition not in content["conditions"]:
            yield told.problem("conditions", condition, "has no record.", "Add it to data/conditions.yaml.")
    for condition in content["conditions"]:
        if condition not in content["contract"]["conditions"]:
            yield told.problem("conditions", condition, "is not a condition of data/contract.yaml.", closest(condition, content["contract"]["conditions"]))
    for medicine in content["medicines"].values():
        for name in medicine["groups"]:
            if name not in content["groups"]:
                yield told.problem("medicines", medicine["id"], *_missing("medicines/groups.yaml", "", name, content["groups"], "the group"))
        for part in ("antidepressant", "addon"):
            option = (medicine[part] or {}).get("option")
            if option and option not in content["options"]:
                yield told.problem("medicines", medicine["id"], *_missing("options", "", option, content["options"], "the option"))


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [value] if value else []


def _walk(value: Any, path: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """Yield every mapping inside a record with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, (*path, number))


_KINDS = ("options", "rule_sets", "triggers", "derived", "gates", "notices", "medicines", "questions", "conditions", "cards", "pages",
          "recommendations", "disagreements", "instruments", "staging", "glossary")


def _records(content: dict) -> Iterator[tuple[str, Any, dict]]:
    for kind in _KINDS:
        for key, record in content[kind].items():
            yield kind, key, record
    yield "road", None, content["road"]


def _names_in_conditions(content: dict, told: _Places) -> Iterator[Problem]:
    facts = set(content["derived"]) | set(FACT_VALUES)
    taken = set(content["medicines"]) | set(content["groups"])
    for kind, key, record in _records(content):
        for path, mapping in _walk(record):
            when = mapping.get("when")
            if isinstance(when, dict):
                for leaf in leaves(when):
                    for what, word, allowed in _names(leaf, content, facts, taken):
                        if word not in allowed:
                            yield told.problem(kind, key, f"{what} {word!r} does not exist.", closest(word, allowed), near=(*path, "when"))
                    yield from (told.problem(kind, key, fault, near=(*path, "when")) for fault in _compared(leaf, content))


def _names(leaf: dict, content: dict, facts: set, taken: set) -> Iterator[tuple[str, str, Any]]:
    if leaf.get("answer"):
        yield "the answer", leaf["answer"], content["answers"]
    if leaf.get("fact"):
        yield "the fact", leaf["fact"], facts
    for word, what, allowed in (("condition", "the condition", content["conditions"]), ("taking", "the medicine or group", taken),
                                ("allergic_to", "the medicine or group", taken), ("helped_by", "the option", content["options"]),
                                ("fair_try_of", "the option", content["options"])):
        for name in leaf.get(word) or ():
            yield what, name, allowed


def _compared(leaf: dict, content: dict) -> Iterator[str]:
    """Yield a fault for a value that the answer or fact can never have: such a rule would never fire."""
    if leaf.get("answer") in content["answers"]:
        key = content["answers"][leaf["answer"]]
        allowed = {str(v) for v in key["values"]} | {"unknown", "unasked"}
        for value in leaf.get("is") or ():
            if key["kind"] in ("choice", "yes_no") and _spelled(value) not in {_spelled(v) for v in allowed}:
                yield f"the answer {leaf['answer']!r} is never {value!r}. {closest(value, allowed) or 'Allowed: ' + ', '.join(sorted(allowed)) + '.'}"
        if leaf.get("has") and key["kind"] != "set":
            yield f"the answer {leaf['answer']!r} is not a set: compare it with `is`."
        for value in leaf.get("has") or ():
            if key["kind"] == "set" and key["values"] and value not in key["values"] and not key["or_option_ids"]:
                yield f"the answer {leaf['answer']!r} never holds {value!r}. {closest(value, allowed)}"
    elif leaf.get("fact") and leaf.get("is"):
        allowed = branch_domain(leaf["fact"], None, content)
        for value in leaf["is"]:
            if allowed is not None and _spelled(value) not in {_spelled(a) for a in allowed} | {"unknown", "unasked"}:
                yield f"the fact {leaf['fact']!r} is never {value!r}. {closest(value, allowed) or 'Allowed: ' + ', '.join(map(_spelled, allowed)) + '.'}"


def _spelled(value: Any) -> str:
    return str(value).lower()


def _sources_exist(content: dict, told: _Places) -> Iterator[Problem]:
    sources = content["sources"]
    for kind, key, record in _records(content):
        for path, mapping in _walk(record):
            for name in ("sources", "what_sources", "facts_sources"):
                cited = [str(s).partition(" | ")[0] for s in mapping.get(name) or () if isinstance(s, str)]
                for source in cited:
                    if source not in sources:
                        yield told.problem(kind, key, f"the source {source!r} does not stand in data/sources.yaml.", closest(source, sources, least=80), near=(*path, name))
                if cited and all(sources.get(s, {}).get("seen_as") == "not_seen" for s in cited) and mapping.get("confirmed", True):
                    yield told.problem(kind, key, f"nobody has read {', '.join(cited)}: a statement needs a source that was read.", near=(*path, name))
            if {"effect", "when", "text"} <= set(mapping) and mapping.get("confirmed") and not mapping.get("sources"):
                yield told.problem(kind, key, "a rule without a source.", "Cite one, or say confirmed: false.", near=path)
    for row in content["evidence"]:
        if row["source"] not in sources:
            yield Problem("data/evidence.csv", 0, f"row {row['id']!r}: the source {row['source']!r} does not stand in data/sources.yaml.", closest(row["source"], sources))
        if row["option"] not in content["options"]:
            yield Problem("data/evidence.csv", 0, f"row {row['id']!r}: the option {row['option']!r} does not exist.", closest(row["option"], content["options"]))


def _road_holds_together(content: dict, told: _Places) -> Iterator[Problem]:
    road = content["road"]
    boxed = [*road["states"], *road["decisions"], *road["boxes"], *road["links"]]
    ids = [r["id"] for r in boxed]
    nodes = set(ids)

    def fault(who: str, what: str, mend: str = "") -> Problem:
        return told.problem("road", None, f"{who!r}: {what}", mend, near=())

    for name in sorted({i for i in ids if ids.count(i) > 1} | (nodes & set(content["options"]))):
        yield fault(name, "the id stands twice on the road or among the options.")
    goes = {(s["id"], s["go"]) for s in road["states"] if s["go"]} | {(d["id"], b["go"]) for d in road["decisions"] for b in d["branches"]}
    names = goes | {("start", road["start"])} | {(b["id"], s) for b in (*road["boxes"], *road["links"]) for s in b["from"]}
    names |= {(b["id"], b["then"]) for b in road["boxes"] if b["then"]} | {(link["id"], link["to"]) for link in road["links"] if link["to"]}
    for who, target in sorted(names):
        if target not in nodes:
            yield fault(who, f"goes to {target!r}, which does not exist.", closest(target, nodes))
    for decision in road["decisions"]:
        yield from (fault(decision["id"], what, mend) for what, mend in _branches(decision, content))
    reached, front = set(), {road["start"]}
    while front:
        reached |= front
        front = {b for a, b in goes if a in front} - reached
    for record in (*road["states"], *road["decisions"]):
        if record["id"] not in reached:
            yield fault(record["id"], "no answers lead here.", "Give it a branch, or take it out.")
    shown = {o for b in road["boxes"] for o in b["options"]}
    for option in content["options"]:
        if option not in shown:
            yield fault(option, "stands in no box of the map.", "Add it to a box in data/road/road.yaml.")
    for box in road["boxes"]:
        for option in box["options"]:
            if option not in content["options"]:
                yield fault(box["id"], f"holds {option!r}, which does not exist.", closest(option, content["options"]))
    yield from _boxes_match(content, fault)


def _branches(decision: dict, content: dict) -> Iterator[tuple[str, str]]:
    if (decision["answer"] is None) == (decision["fact"] is None):
        yield "must read exactly one of `answer` or `fact`.", ""
        return
    domain = branch_domain(decision["fact"], decision["answer"], content)
    if domain is None:
        yield f"reads {decision['fact'] or decision['answer']!r}, which is not a fact or answer with listed values.", ""
        return
    taken = [_spelled(v) for b in decision["branches"] for v in b["when"]]
    for value in sorted({_spelled(d) for d in domain}):
        if taken.count(value) != 1:
            yield f"the value {value!r} has {taken.count(value)} ways out; it must have exactly one.", ""
    for value in sorted(set(taken) - {_spelled(d) for d in domain}):
        yield f"the value {value!r} never occurs.", closest(value, [_spelled(d) for d in domain])


def _boxes_match(content: dict, fault) -> Iterator[Problem]:
    """The map shows what the graph says: an option that is next at a phase stands in a box of that phase's states."""
    road = content["road"]
    phase = {s["id"]: s["phase"] for s in road["states"]}
    shown = {(phase.get(s), o) for b in road["boxes"] for s in b["from"] for o in b["options"]}
    for option in content["options"].values():
        for way in option["road"]["next"]:
            for at in way["at"]:
                if at != "everywhere" and (at, option["id"]) not in shown:
                    yield fault(option["id"], f"is next at {at}, and no box from there holds it.", "Add it to a box in data/road/road.yaml.")


def _texts_keep_the_house_style(content: dict, told: _Places) -> Iterator[Problem]:
    never = [(re.compile(p["pattern"], re.IGNORECASE), p["why"]) for p in content["wording"]["never_in_plain"]]
    for kind, key, record in _records(content):
        for path, mapping in _walk(record):
            text = mapping.get("plain")
            if isinstance(text, str):
                for pattern, why in never:
                    found = pattern.search(text)
                    if found:
                        yield told.problem(kind, key, f"the plain text says {found.group(0)!r}: {why}", near=(*path, "plain"))


def _questions_fill_every_key(content: dict, told: _Places) -> Iterator[Problem]:
    filled = {k: q["id"] for q in content["questions"].values() for k in _listed(q["sets"])}
    for key in content["answers"]:
        if key not in filled:
            yield told.problem("answers", key, "no question fills it.", "Add a question in data/questions/.")
    for key, question in filled.items():
        if key not in content["answers"]:
            yield told.problem("questions", question, f"fills {key!r}, which is not in data/answers.yaml.", closest(key, content["answers"]))
    for question in content["questions"].values():
        if question["kind"] in ("choice", "yes_no", "checklist") and isinstance(question["sets"], str):
            key = content["answers"].get(question["sets"])
            offered = {_spelled(c["value"]) for c in question["choices"]}
            wanted = {_spelled(v) for v in key["values"]} if key else set()
            if question["kind"] != "checklist" and key and key["kind"] != "whole_number" and offered != wanted:
                yield told.problem("questions", question["id"], f"offers {sorted(offered)}; the answer holds {sorted(wanted)}.", near=("choices",))


def _cards_match(content: dict, told: _Places) -> Iterator[Problem]:
    for option in content["options"]:
        if option not in content["cards"]:
            yield told.problem("cards", option, "has no card.", f"Add data/cards/{content['options'][option]['group']}/{option}.yaml.")
    for card in content["cards"].values():
        if card["id"] not in content["options"]:
            yield told.problem("cards", card["id"], "is a card of no option.", closest(card["id"], content["options"]))
        if len(card["benefits"]) != len(card["harms"]):
            yield told.problem("cards", card["id"], f"{len(card['benefits'])} benefits and {len(card['harms'])} harms: give them equal space.", near=("harms",))


def _references(content: dict, told: _Places) -> Iterator[Problem]:
    for page in content["pages"].values():
        for name, kind in (("helps_questions", "questions"), ("helps_options", "options"), ("covers", "topics")):
            for word in page[name]:
                if word not in content[kind]:
                    yield told.problem("pages", page["id"], *_missing(kind, "", word, content[kind], f"{name}:"), near=(name,))
    for row in content["disagreements"].values():
        for word in row["options"]:
            if word not in content["options"]:
                yield told.problem("disagreements", row["id"], *_missing("options", "", word, content["options"], "the option"))
