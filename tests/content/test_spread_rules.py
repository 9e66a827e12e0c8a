"""Rules spread at compile time: lists split, sets and classes inherited, own rules before the class's, gates added."""

import pytest

from pathways.content.compiler import collect, compile_content
from pathways.content.library import data_folder
from pathways.content.rules import fact_key, reads, spread_rules

VOICES = ("plain", "clinician")


def text(words):
    return dict.fromkeys(VOICES, words)


def rule(when, effect="ruled_out", say="Not with {what}."):
    return {"effect": effect, "when": when, "text": text(say), "opens_if": None, "confirmed": True, "sources": []}


def option(name, parent=None, rules=(), include=()):
    return {
        "id": name,
        "group": "g",
        "parent": parent,
        "rules": list(rules),
        "include": list(include),
        "road": {"next": [], "not_indicated": [], "earlier_at": [], "later_because": None},
    }


@pytest.fixture
def tiny():
    """A class with one member, one set of rules, two conditions and one medicine group."""
    return {
        "contract": {"groups": [{"id": "g", "options": ["klass", "member", "alone"]}]},
        "conditions": {"wet": {"names": text("wet feet")}, "cold": {"names": text("cold hands")}},
        "medicines": {"drug_a": {"names": ["Drug A salt"]}, "drug_b": {"names": []}},
        "groups": {"drugs": {"names": text("drugs of a kind")}},
        "derived": {},
        "gates": {},
        "rule_sets": {"set": {"rules": [rule({"condition": ["cold"]}, "caution")]}},
        "options": {
            "member": option("member", "klass", [rule({"condition": ["wet"]}, "caution", "Own.")]),
            "klass": option("klass", None, [rule({"condition": ["wet", "cold"]})], ["set"]),
            "alone": option("alone"),
        },
    }


def told(content, name):
    return [(r["fact"], r["effect"], r["text"]["plain"]) for r in spread_rules(content)["options"][name]["rules"]]


def test_options_come_in_the_order_of_the_contract(tiny):
    assert list(spread_rules(tiny)["options"]) == ["klass", "member", "alone"]


def test_a_list_becomes_one_rule_each_with_the_name_filled_in(tiny):
    assert told(tiny, "klass") == [
        ("condition.wet", "ruled_out", "Not with wet feet."),
        ("condition.cold", "ruled_out", "Not with cold hands."),
        ("condition.cold", "caution", "Not with cold hands."),
    ]


def test_a_member_inherits_and_its_own_rule_replaces_the_class_rule_on_the_same_fact(tiny):
    assert told(tiny, "member") == [
        ("condition.wet", "caution", "Own."),
        ("condition.cold", "ruled_out", "Not with cold hands."),
        ("condition.cold", "caution", "Not with cold hands."),
    ]


def test_a_set_included_by_class_and_member_counts_once(tiny):
    tiny["options"]["member"]["include"] = ["set"]
    assert [f for f, e, _ in told(tiny, "member")].count("condition.cold") == 1


def test_a_gate_closes_its_group_but_not_the_spared(tiny):
    tiny["gates"] = {
        "gate": rule({"answer": "age", "below": 18}, "ruled_out", "Adults.")
        | {"id": "gate", "kind": "licence", "groups": ["g"], "options": [], "but_not": ["alone"], "checked": None}
    }
    assert told(tiny, "klass")[0] == ("answer.age<", "ruled_out", "Adults.") and told(tiny, "alone") == []


def test_a_gate_of_place_goes_before_the_options_own(tiny):
    gate = rule({"condition": ["wet"]}, "not_indicated") | {
        "id": "gate",
        "kind": "licence",
        "groups": [],
        "options": ["alone"],
        "but_not": [],
        "checked": None,
    }
    tiny["gates"] = {"gate": gate}
    tiny["options"]["alone"]["road"]["not_indicated"] = [{"kind": "evidence"}]
    spread = spread_rules(tiny)["options"]["alone"]
    assert [n["kind"] for n in spread["road"]["not_indicated"]] == ["licence", "evidence"] and spread["rules"] == []
    assert tiny["options"]["alone"]["road"]["not_indicated"] == [{"kind": "evidence"}], (
        "the content it was made from stays as it was"
    )


@pytest.mark.parametrize(
    ("when", "key"),
    [
        ({"condition": ["b", "a"]}, "condition.a+b"),
        ({"answer": "age", "below": 25}, "answer.age<"),
        ({"answer": "age", "at_least": 65}, "answer.age>"),
        ({"answer": "age", "at_least": 18, "at_most": 24}, "answer.age><"),
        ({"answer": "sex", "is": ["male"]}, "answer.sex=male"),
        ({"answer": "constraints", "has": ["cost"]}, "answer.constraints~cost"),
        ({"not": {"fact": "trd", "is": [True]}}, "not(fact.trd=True)"),
        ({"all": [{"condition": ["b"]}, {"condition": ["a"]}]}, "all(condition.a,condition.b)"),
    ],
)
def test_fact_key(when, key):
    assert fact_key(when) == key


def test_reads_names_every_key_once(tiny):
    tiny["derived"] = {
        "d": {"first": [{"value": True, "when": {"all": [{"answer": "age", "below": 5}, {"fact": "d", "is": [True]}]}}]}
    }
    when = {
        "any": [
            {"condition": ["wet"]},
            {"condition": ["cold"]},
            {"taking": ["drugs"], "within_weeks": 2},
            {"allergic_to": ["drugs"]},
            {"fact": "d", "is": [True]},
            {"fact": "trd", "is": [True]},
            {"helped_by": ["alone"]},
        ]
    }
    assert reads(when, tiny) == [
        "answers.medical_conditions",
        "answers.current_medications",
        "answers.recent_medications",
        "trials",
        "answers.allergies",
        "answers.age",
    ]


# the shipped content


def test_no_brace_is_left_in_a_shipped_rule():
    """`{what}` is filled in everywhere, in both voices."""
    for name, record in compile_content(data_folder())["options"].items():
        for each in (*record["rules"], *record["access"], *record["road"]["not_indicated"]):
            for part in ("text", "opens_if"):
                for voice, words in (each[part] or {}).items():
                    assert "{" not in words or part == "access", (name, each["when"], voice, words)


def test_every_member_carries_its_class_rules():
    """For each rule of a class, each member has a rule on the same fact."""
    content = compile_content(data_folder())
    for record in content["options"].values():
        if record["parent"]:
            facts = {r["fact"] for r in record["rules"]}
            assert {r["fact"] for r in content["options"][record["parent"]]["rules"]} <= facts, record["id"]


def test_every_record_is_used():
    """A set that nobody includes, a group without a member, a source that nobody cites: an editor would mend the wrong place."""
    content, problems = collect(data_folder())
    assert not problems
    included = {s for o in content["options"].values() for s in o["include"]}
    assert included == set(content["rule_sets"]), f"never included: {set(content['rule_sets']) - included}"
    grouped = {g for m in content["medicines"].values() for g in m["groups"]}
    assert set(content["groups"]) <= grouped, f"groups without a member: {set(content['groups']) - grouped}"
