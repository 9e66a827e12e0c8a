"""An answer exactly as the public contract says: keys, options and their order, ids."""

from contract import CONDITIONS, DOMAINS, GROUPS, KEYS, MORE, OPTIONS, PARENTS, PHASES
from printed import answers

from pathways.cli import main


def test_position_answers_with_the_keys_of_the_contract(case, capsys):
    """Every key of section 3, and what is added is listed above."""
    assert main(["position", str(case), "--json"]) == 0
    (answer,) = answers(capsys)
    parts = {
        "": [answer],
        "position": [answer["position"]],
        "path": answer["path"],
        "next_question": [q for q in [answer["next_question"]] if q],
        "history": [answer["history"]],
        "trials": answer["history"]["trials"],
        "staging": [answer["history"]["staging"]],
        "options": answer["options"],
        "reasons": [r for o in answer["options"] for r in o["reasons"]],
        "notices": answer["notices"],
    }
    for name, values in parts.items():
        for value in values:
            assert set(value) == KEYS[name] | MORE.get(name, set()), name
    assert answer["format"] == 1 and answer["edition"] == "us" and answer["position"]["phase"] in PHASES


def test_an_empty_case_has_a_next_question(tmp_path, capsys):
    """Danger first: the first question of an untouched case is one of the danger questions."""
    (tmp_path / "new.yaml").write_text("format: 1\n")
    assert main(["position", str(tmp_path / "new.yaml"), "--json"]) == 0
    (answer,) = answers(capsys)
    assert set(answer["next_question"]) == KEYS["next_question"] and answer["position"]["phase"] == "safety_gate"
    assert answer["urgency"] == "none" and not answer["settled"] and not answer["complete"] and answer["history"]["trd"] is None
    assert answer["next_question"]["id"] == "suicidality"


def test_every_option_in_the_order_of_the_contract(case, tmp_path, capsys):
    """98 options, each time, in the order of section 5, with group and parent."""
    (tmp_path / "new.yaml").write_text("format: 1\n")
    assert main(["position", str(case), str(tmp_path / "new.yaml"), "--json"]) == 0
    parents = {member: parent for parent, members in PARENTS.items() for member in members.split()}
    for answer in answers(capsys):
        assert [o["id"] for o in answer["options"]] == OPTIONS
        assert {o["id"]: o["parent"] for o in answer["options"]} == {o: parents.get(o) for o in OPTIONS}
        groups = [o["group"] for o in answer["options"]]
        assert {g: groups.count(g) for g in dict.fromkeys(groups)} == GROUPS and list(dict.fromkeys(groups)) == list(GROUPS)
        for option in answer["options"]:
            assert option["reasons"] or option["offered"], f"{option['id']} says nothing"


def test_public_ids_are_those_of_the_contract(pathway):
    content = pathway.content
    assert (
        set(CONDITIONS) <= set(content["contract"]["conditions"]) and list(content["conditions"])[: len(CONDITIONS)] == CONDITIONS
    )
    assert [d["id"] for d in content["contract"]["domains"]] == DOMAINS
    assert list(content["contract"]["countries"]) == ["US", "CA", "GB", "IE", "AU", "NZ", "other"]
    assert list(content["contract"]["answering"]) == ["patient", "with_clinician", "clinician", "family"]
    assert list(content["options"]) == OPTIONS
