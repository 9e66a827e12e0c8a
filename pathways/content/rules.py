"""Rules spread to the options they speak of: lists split, shared sets and classes inherited, gates added."""

from __future__ import annotations

from pathways.content.leaves import leaves

__all__ = ["fact_key", "reads", "split", "spread_rules"]

_HOLDERS = {"condition": "medical_conditions", "allergic_to": "allergies", "helped_by": "trials", "fair_try_of": "trials"}


def spread_rules(content: dict) -> dict:
    """Return the content with `rules` of every option complete, in the contract's order of options."""
    content = dict(content)
    order = [o for g in content["contract"]["groups"] for o in g["options"]]
    options = {i: dict(content["options"][i]) for i in order}
    for option in options.values():
        parent = content["options"].get(option["parent"] or "")
        own = _own_rules(option, content)
        inherited = _own_rules(parent, content) if parent else []
        told = {r["fact"] for r in own}
        option["rules"] = _without_twins(own + [r for r in inherited if r["fact"] not in told])
    for gate in content["gates"].values():
        for option in options.values():
            if _closed_by(gate, option):
                _add_gate(gate, option, content)
    content["options"] = options
    return content


def _own_rules(option: dict, content: dict) -> list[dict]:
    rules = list(option["rules"])
    for name in option["include"]:
        rules.extend(content["rule_sets"][name]["rules"])
    return [part for rule in rules for part in split(rule, content)]


def _without_twins(rules: list[dict]) -> list[dict]:
    """Keep the first of rules that say the same about the same fact (an option and its class may include one set)."""
    seen: dict[tuple, dict] = {}
    for rule in rules:
        seen.setdefault((rule["fact"], rule["effect"], str(rule["when"])), rule)
    return list(seen.values())


def split(rule: dict, content: dict) -> list[dict]:
    """Return one rule per entry of a listed condition, medicine or answer, with `{what}` filled in."""
    when = rule["when"]
    for word in ("condition", "taking", "allergic_to"):
        if word in when:
            if word == "taking" and "{what}" in rule["text"]["plain"] + rule["text"]["clinician"]:
                rule = rule | {"says": rule["text"]}
            return [_filled(rule | {"when": when | {word: [name]}}, _name(word, name, content), content) for name in when[word]]
    values = when.get("is") if "answer" in when else None
    if values and len(values) > 1 and not {"unknown", "unasked"} & set(map(str, values)):
        return [_filled(rule | {"when": when | {"is": [value]}}, None, content) for value in values]
    first = next((leaf for leaf in leaves(when) for word in ("condition", "taking", "allergic_to") if word in leaf), None)
    what = None
    if first:
        word = next(w for w in ("condition", "taking", "allergic_to") if w in first)
        names = [_name(word, n, content) for n in first[word]]
        what = {voice: " or ".join(n[voice] for n in names) for voice in ("plain", "clinician")}
    return [_filled(rule, what, content)]


def _name(word: str, name: str, content: dict) -> dict[str, str]:
    if word == "condition":
        return content["conditions"][name]["names"]
    if name in content["groups"]:
        return content["groups"][name]["names"]
    words = content["medicines"][name]["names"]
    spoken = words[0] if words and words[0].replace(" ", "_").replace("-", "_").lower() == name else name.replace("_", " ")
    return {"plain": spoken, "clinician": spoken}


def _filled(rule: dict, what: dict | None, content: dict) -> dict:
    def fill(text: dict | None) -> dict | None:
        filled = {v: s.replace("{what}", what[v] if what else "this") for v, s in text.items()} if text else {}
        return {v: s[:1].upper() + s[1:] for v, s in filled.items()} or None

    return rule | {
        "text": fill(rule["text"]),
        "opens_if": fill(rule["opens_if"]),
        "fact": fact_key(rule["when"]),
        "reads": reads(rule["when"], content),
    }


def fact_key(when: dict) -> str:
    """Return what a rule speaks of, so that a member's rule can replace its class's about the same fact.

    >>> fact_key({"answer": "age", "below": 25}) == fact_key({"answer": "age", "at_least": 65})
    False
    """
    for joint in ("all", "any"):
        if joint in when:
            return f"{joint}({','.join(sorted(fact_key(p) for p in when[joint]))})"
    if "not" in when:
        return f"not({fact_key(when['not'])})"
    for word in ("condition", "taking", "allergic_to", "helped_by", "fair_try_of"):
        if word in when:
            return f"{word}.{'+'.join(sorted(when[word]))}"
    subject = f"answer.{when['answer']}" if when.get("answer") else f"fact.{when['fact']}"
    if when.get("is") is not None:
        return f"{subject}={'+'.join(sorted(map(str, when['is'])))}"
    if when.get("has") is not None:
        return f"{subject}~{'+'.join(sorted(when['has']))}"
    low = when.get("at_least") is not None or when.get("above") is not None
    high = when.get("at_most") is not None or when.get("below") is not None
    return subject + (">" if low else "") + ("<" if high else "")


def reads(when: dict | None, content: dict, _inside: tuple = ()) -> list[str]:
    """Return the case-file keys a condition reads, as `answers.<key>` or `trials`, each once, in reading order."""
    found: list[str] = []
    for leaf in leaves(when):
        if leaf.get("answer"):
            keys = [f"answers.{leaf['answer']}"]
        elif leaf.get("fact"):
            derived = content["derived"].get(leaf["fact"])
            keys = ["trials"] if derived is None else []
            if derived and leaf["fact"] not in _inside:
                for value in derived["first"]:
                    keys += reads(value["when"], content, (*_inside, leaf["fact"]))
        elif "taking" in leaf:
            keys = [
                "answers.current_medications",
                *(["answers.recent_medications"] if leaf.get("within_weeks") else []),
                "trials",
            ]
        else:
            holder = _HOLDERS[next(w for w in _HOLDERS if w in leaf)]
            keys = [holder if holder == "trials" else f"answers.{holder}"]
        found += [k for k in keys if k not in found]
    return found


def _closed_by(gate: dict, option: dict) -> bool:
    named = option["id"] in gate["options"] or option["group"] in gate["groups"]
    return named and option["id"] not in gate["but_not"]


def _add_gate(gate: dict, option: dict, content: dict) -> None:
    rule = {k: gate[k] for k in ("when", "text", "opens_if", "confirmed", "sources", "checked")}
    if gate["effect"] == "not_indicated":
        road = dict(option["road"])
        road["not_indicated"] = [rule | {"kind": gate["kind"]}, *road["not_indicated"]]
        option["road"] = road
        return
    option["rules"] = [_filled(rule | {"effect": gate["effect"]}, None, content), *option["rules"]]
