"""Rules about ids: everything that one record names in another exists, and what the contract lists has a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pathways.content.checks_conditions import same, spelled
from pathways.content.places import Places
from pathways.content.problems import Problem, closest
from pathways.content.walking import listed

__all__ = ["NAME_RULES"]

_HOMES = {
    "options": "data/options/",
    "rule_sets": "data/rules/",
    "medicines": "data/medicines/",
    "groups": "data/medicines/groups.yaml",
    "questions": "data/questions/",
    "answers": "data/answers.yaml",
    "topics": "data/pages/topics.yaml",
    "pages": "data/pages/",
    "conditions": "data/conditions.yaml",
    "cards": "data/cards/",
    "glossary": "data/words/glossary.yaml",
    "domains": "data/contract.yaml",
    "views": "data/words/screen.yaml, tabs",
}
_WHAT = {
    "options": "the option",
    "rule_sets": "the rule set",
    "medicines": "the medicine",
    "groups": "the group",
    "questions": "the question",
    "answers": "the answer",
    "topics": "the topic",
    "pages": "the page",
    "conditions": "the condition",
    "cards": "the card",
    "glossary": "the word",
    "domains": "the domain",
    "views": "the view",
}


def _exist(content: dict, told: Places, kind: str, key: Any, names: Any, target: str, *near: Any) -> Iterator[Problem]:
    """Yield a problem for each of `names` that is no id of `target`."""
    for name in listed(names):
        if name not in content[target]:
            mend = closest(name, content[target]) or f"The ids stand in {_HOMES[target]}."
            yield told.problem(kind, key, f"{_WHAT[target]} {name!r} does not exist.", mend, near=near)


def _contract(content: dict, told: Places) -> Iterator[Problem]:
    known = {o: g["id"] for g in content["contract"]["groups"] for o in g["options"]}
    for option, group in known.items():
        record = content["options"].get(option)
        if record is None:
            yield told.problem(
                "contract", None, "has no file.", f"Add data/options/{group}/{option}.yaml.", near=("groups",), who=option
            )
        elif record["group"] != group:
            yield told.problem(
                "options",
                option,
                f"stands in group {record['group']!r}; the contract says {group!r}.",
                f"Write group: {group}.",
                near=("group",),
            )
    for option in content["options"]:
        if option not in known:
            yield told.problem(
                "options",
                option,
                "is not an option of data/contract.yaml.",
                closest(option, known) or "Add it to its group there.",
                near=("id",),
            )
    listed_conditions = content["contract"]["conditions"]
    for condition in listed_conditions:
        if condition not in content["conditions"]:
            yield told.problem(
                "contract", None, "has no record.", "Add it to data/conditions.yaml.", near=("conditions",), who=condition
            )
    for condition in content["conditions"]:
        if condition not in listed_conditions:
            yield told.problem(
                "conditions",
                condition,
                "is not a condition of data/contract.yaml.",
                closest(condition, listed_conditions) or "Add it there.",
                near=("id",),
            )
    for number, decline in enumerate(content["contract"]["declines"]):
        yield from _exist(content, told, "contract", None, decline["options"], "options", "declines", number)
        yield from _groups(content, told, "contract", None, decline["groups"], "declines", number)
    yield from _exist(content, told, "contract", None, content["contract"]["settling"], "answers", "settling")


def _groups(content: dict, told: Places, kind: str, key: Any, names: list, *near: Any) -> Iterator[Problem]:
    allowed = [g["id"] for g in content["contract"]["groups"]]
    for name in names:
        if name not in allowed:
            yield told.problem(
                kind,
                key,
                f"the group of options {name!r} does not exist.",
                closest(name, allowed) or f"Groups: {', '.join(allowed)}.",
                near=near,
            )


def _options(content: dict, told: Places) -> Iterator[Problem]:
    for option, record in content["options"].items():
        yield from _exist(content, told, "options", option, record["parent"], "options", "parent")
        if (content["options"].get(record["parent"]) or {}).get("parent"):
            yield told.problem(
                "options",
                option,
                f"its parent {record['parent']!r} has a parent itself.",
                "A class has no class above it.",
                near=("parent",),
            )
        yield from _exist(content, told, "options", option, record["include"], "rule_sets", "include")
        yield from _exist(content, told, "options", option, record["medicine"], "medicines", "medicine")
    for gate, record in content["gates"].items():
        for name in ("options", "but_not"):
            yield from _exist(content, told, "gates", gate, record[name], "options", name)
        yield from _groups(content, told, "gates", gate, record["groups"], "groups")
    for trigger, record in content["triggers"].items():
        yield from _exist(content, told, "triggers", trigger, record["of"], "answers", "of")


def _medicines(content: dict, told: Places) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for medicine, record in content["medicines"].items():
        for name in (medicine, *record["names"], *record["brands"]):
            owner = owners.setdefault(" ".join(name.lower().replace("_", " ").replace("-", " ").split()), medicine)
            if owner != medicine:
                mend = "A name means one medicine: take it out of one of them."
                yield told.problem("medicines", medicine, f"the name {name!r} also stands in {owner!r}.", mend)
        yield from _exist(content, told, "medicines", medicine, record["groups"], "groups", "groups")
        yield from _exist(content, told, "medicines", medicine, record["any_of"], "groups", "any_of")
        for name in record["could_be"]:
            if name not in content["groups"]:
                yield from _exist(content, told, "medicines", medicine, name, "medicines", "could_be")
        for part in ("antidepressant", "addon"):
            yield from _exist(content, told, "medicines", medicine, (record[part] or {}).get("option"), "options", part, "option")


def _questions(content: dict, told: Places) -> Iterator[Problem]:
    filled: dict[str, str] = {}
    for question, record in content["questions"].items():
        for key in listed(record["sets"]):
            yield from _exist(content, told, "questions", question, key, "answers", "sets")
            if key in filled:
                yield told.problem(
                    "questions",
                    question,
                    f"fills {key!r}, which {filled[key]!r} fills already.",
                    "One question fills a key.",
                    near=("sets",),
                )
            filled.setdefault(key, question)
        key = content["answers"].get(record["sets"]) if isinstance(record["sets"], str) else None
        if key and key["values"] and record["kind"] in ("choice", "yes_no", "checklist"):
            offered = [c["value"] for c in record["choices"]]
            for value in key["values"]:
                if not any(same(value, o) for o in offered):
                    yield told.problem(
                        "questions",
                        question,
                        f"offers no choice for {spelled(value)!r}.",
                        f"Add a choice with value: {spelled(value)}.",
                        near=("choices",),
                    )
            for number, value in enumerate(offered):
                if not any(same(value, v) for v in key["values"]):
                    mend = (
                        closest(spelled(value), map(spelled, key["values"]))
                        or f"Values: {', '.join(map(spelled, key['values']))}."
                    )
                    yield told.problem(
                        "questions",
                        question,
                        f"offers {value!r}, which {record['sets']!r} never holds.",
                        mend,
                        near=("choices", number, "value"),
                    )
    for key in content["answers"]:
        if key not in filled:
            yield told.problem("answers", key, "no question fills it.", "Add a question in data/questions/.")


def _cards(content: dict, told: Places) -> Iterator[Problem]:
    for option, record in content["options"].items():
        if option not in content["cards"]:
            yield told.problem("options", option, "has no card.", f"Add data/cards/{record['group']}/{option}.yaml.")
    for card, record in content["cards"].items():
        yield from _exist(content, told, "cards", card, card, "options", "id")
        for number, member in enumerate(record["members_differ"]):
            yield from _exist(content, told, "cards", card, member["id"], "options", "members_differ", number, "id")
        if len(record["benefits"]) != len(record["harms"]):
            yield told.problem(
                "cards",
                card,
                f"{len(record['benefits'])} benefits and {len(record['harms'])} harms.",
                "Give them equal space: as many of one as of the other.",
                near=("harms",),
            )


def _pages(content: dict, told: Places) -> Iterator[Problem]:
    for page, record in content["pages"].items():
        for name, kind in (("helps_questions", "questions"), ("helps_options", "options"), ("covers", "topics")):
            yield from _exist(content, told, "pages", page, record[name], kind, name)
    homes = {"page": "pages", "card": "cards", "option": "options", "question": "questions"}
    for topic, record in content["topics"].items():
        yield from _lead(content, told, "topics", topic, record["answered_by"], homes, "answered_by")
    for row, record in content["disagreements"].items():
        yield from _exist(content, told, "disagreements", row, record["options"], "options", "options")
    for row in content["evidence"]:
        yield from _exist(content, told, "evidence", row["id"], row["option"], "options")


def _lead(content: dict, told: Places, kind: str, key: Any, places: Any, homes: dict, *near: Any) -> Iterator[Problem]:
    """Yield a problem for each of `places` ("kind:id") that leads nowhere; `homes` names the content of each kind."""
    for place in listed(places):
        where, _, name = place.partition(":")
        if where not in homes:
            mend = f'Write "kind:id" with a kind of: {", ".join(homes)}.'
            yield told.problem(kind, key, f"{place!r} names no place.", mend, near=near)
        else:
            yield from _exist(content, told, kind, key, name, homes[where], *near)


def _search(content: dict, told: Places) -> Iterator[Problem]:
    """Everyday words lead to what exists, and each is said once."""
    known = content | {
        "views": {*content["screen"].get("tabs", ()), "crisis"},
        "domains": {d["id"] for d in content["contract"]["domains"]},
    }
    homes = {
        "page": "pages",
        "option": "cards",
        "question": "questions",
        "word": "glossary",
        "domain": "domains",
        "view": "views",
    }
    for name, place in content["search"]["homes"].items():
        yield from _lead(known, told, "search", None, place, homes, "homes", name)
    said: set[str] = set()
    for number, saying in enumerate(content["search"]["sayings"]):
        yield from _lead(known, told, "search", None, saying["find"], homes, "sayings", number, "find")
        for words in saying["say"]:
            if words.lower() in said:
                near = ("sayings", number, "say")
                yield told.problem("search", None, "is said twice.", "Keep one of them.", near=near, who=words)
            said.add(words.lower())


def _crisis(content: dict, told: Places) -> Iterator[Problem]:
    """Every country of the contract has its crisis lines, and every line can be reached."""
    known = [c["id"] for c in content["crisis"]["countries"]]
    for country in content["contract"]["countries"]:
        if country not in known:
            yield told.problem(
                "crisis", None, "has no crisis lines.", "Add the country to data/crisis.yaml.", near=("countries",), who=country
            )
    for number, country in enumerate(content["crisis"]["countries"]):
        near = ("countries", number)
        if country["id"] not in content["contract"]["countries"] or known.count(country["id"]) > 1:
            what = "stands twice, or is not a country of data/contract.yaml."
            yield told.problem(
                "crisis",
                None,
                what,
                closest(country["id"], content["contract"]["countries"]) or "Add it there.",
                near=near,
                who=country["id"],
            )
        for part in ("lines", "support_lines"):
            for place, line in enumerate(country[part]):
                if not (line["call"] or line["text"] or line["web"]):
                    yield told.problem(
                        "crisis",
                        None,
                        "has no way to reach it.",
                        "Give `call`, `text` or `web`.",
                        near=(*near, part, place),
                        who=line["name"],
                    )


NAME_RULES = (_contract, _options, _medicines, _questions, _cards, _pages, _search, _crisis)
