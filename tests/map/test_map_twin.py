"""Map and list are one object told twice."""

from __future__ import annotations

from test_map_svg import nodes_in

from pathways.map.marks import marks_of
from pathways.map.plan import VOICES, plan_of
from pathways.map.svg import static_svg
from pathways.map.twin import twin_markdown, twin_of


def test_map_and_list_say_the_same(pathway, many_positions):
    """Every node, every mark, every word and reason, for many cases and both voices."""
    for position in (None, *many_positions.values()):
        for voice in VOICES:
            drawn = nodes_in(static_svg(pathway, position, voice))
            told = {node["id"]: node for band in twin_of(pathway, position, voice) for node in band["nodes"]}
            assert told.keys() == drawn.keys()
            for node, element in drawn.items():
                say = told[node]
                assert f" m-{say['mark']} " in element.get("class")
                said = ", ".join(t for t in (say["word"], say["count"]) if t)
                label = say["name"] + (f": {said}" if said else "")
                assert element.get("aria-label").startswith(label)
                assert element.get("aria-label").endswith(say["reason"] or "")


def test_the_list_has_every_option(pathway, positions):
    """Each member of a box with its own mark; every option of the contract somewhere."""
    for position in positions.values():
        nodes = [node for band in twin_of(pathway, position) for node in band["nodes"]]
        members = {m["id"] for node in nodes for m in node["members"]}
        assert members == set(pathway.content["options"])
        for node in nodes:
            assert [m["id"] for m in node["members"]] == list(plan_of(pathway).cells[node["id"]].options)


def test_a_question_tells_all_its_answers(pathway):
    """Longer answers than fit a line, and ways that the map draws once, stand in the list."""
    nodes = {node["id"]: node for band in twin_of(pathway, None) for node in band["nodes"]}
    for decision in pathway.content["road"]["decisions"]:
        assert [w["answer"] for w in nodes[decision["id"]]["ways"]] == [b["say"] for b in decision["branches"]]


def test_markdown_is_a_list_and_escapes(pathway, positions):
    """One heading per band, one line per node."""
    position = positions["two fair tries, some closed"]
    text = twin_markdown(pathway, position, members=False)
    assert text.count("### ") == len(pathway.content["road"]["bands"])
    assert sum(line.startswith("- ") for line in text.splitlines()) == len(plan_of(pathway).cells)
    assert "You are here" in text


def test_a_persons_list_leaves_out_what_is_withheld(pathway, positions):
    """The clinician's list keeps it."""
    position = positions["emergency"]
    assert any(m.mark == "none" for mark in marks_of(pathway, position).nodes.values() for m in mark.members)
    assert "(Can wait)" not in twin_markdown(pathway, position, "plain")
    assert "(Withheld)" in twin_markdown(pathway, position, "clinician")
