"""The art, the payload and the pictures say the same as the marks."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from pathways.content.frozen import Frozen, freeze
from pathways.engine.position import make_pathway
from pathways.map.component import art_css, art_html
from pathways.map.layout import layout_of
from pathways.map.marks import marks_of
from pathways.map.nodes import Teller
from pathways.map.payload import controller_payload
from pathways.map.plan import VOICES, plan_of
from pathways.map.shapes import badge_defs
from pathways.map.steps import steps_of
from pathways.map.svg import art_svg, static_svg
from pathways.map.tokens import tokens

SVG = "{http://www.w3.org/2000/svg}"


def nodes_in(svg):
    """Node id -> its element, of a picture."""
    return {e.get("data-n"): e for e in ElementTree.fromstring(svg).iter(f"{SVG}g") if e.get("data-n")}


def thawed(value):
    """A copy that can be changed."""
    if isinstance(value, Frozen | dict):
        return {k: thawed(v) for k, v in value.items()}
    return [thawed(v) for v in value] if isinstance(value, tuple | list) else value


def test_the_art_is_the_same_for_everybody(pathway):
    """It holds every node once, as a button, with exactly one that Tab reaches; no <title> brings hints of its own."""
    svg = art_svg(pathway)
    nodes = nodes_in(svg)
    assert nodes.keys() == plan_of(pathway).cells.keys()
    assert {e.get("role") for e in nodes.values()} == {"button"}
    assert sorted(e.get("tabindex") for e in nodes.values()).count("0") == 1
    assert all(e.get("aria-label") for e in nodes.values())
    assert "<title" not in svg
    assert svg == art_svg(pathway)


def test_every_mark_has_a_sign(pathway):
    """On the shape of its family; colour is never the only sign."""
    for mark in pathway.content["map"]["marks"]:
        assert f'id="pw-b-{mark["id"]}"' in badge_defs()


def test_a_picture_wears_the_marks(pathway, many_positions):
    """Class, sign and label of every node, in both voices."""
    cells = plan_of(pathway).cells
    for position in many_positions.values():
        marks = marks_of(pathway, position)
        for voice in VOICES:
            teller = Teller(pathway.content, voice)
            for node, element in nodes_in(static_svg(pathway, position, voice)).items():
                mark = marks.nodes[node]
                assert f" m-{mark.mark} " in element.get("class")
                assert element.find(f"{SVG}use").get("href") == f"#pw-b-{mark.mark}"
                assert element.get("aria-label") == teller.label(cells[node], mark)
                word = element.find(f"{SVG}text[@class='word']").text or ""
                assert word == (mark.word[voice] if mark.shown else "")


def test_the_payload_says_what_the_marks_say(pathway, many_positions):
    """Mark, words and reason of every node; it is plain JSON and small."""
    cells = plan_of(pathway).cells
    for position in (None, *many_positions.values()):
        marks = marks_of(pathway, position)
        for voice in VOICES:
            teller = Teller(pathway.content, voice)
            payload = json.loads(json.dumps(controller_payload(pathway, marks, voice)))
            for node, mark in marks.nodes.items():
                wears, said, reason, flags = payload["nodes"].get(node, ["none", [], -2, 0])
                assert wears == mark.mark
                assert [payload["texts"][i] for i in said] == teller.said(mark)
                assert bool(flags & 1) == mark.shown
                assert bool(flags & 2) == bool(mark.count)
                told = payload["texts"][reason] if reason >= 0 else (cells[node].says or {}).get(voice) if reason == -2 else None
                assert told == (mark.reason[voice] if mark.reason else None)
            assert len(json.dumps(payload, separators=(",", ":"))) < 16_000
            assert set(payload["lines"]) == {f"{a} {b}" for a, b in (*marks.walked, *marks.next)}


def test_pictures_are_whole_without_a_browser(pathway, positions):
    """No variable, no rule of the page, no other host: paint is inside, in both themes."""
    for theme in ("light", "dark"):
        svg = static_svg(pathway, positions["well"], theme=theme)
        ElementTree.fromstring(svg)
        assert "var(" not in svg
        assert tokens(theme)["you"] in svg
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_every_picture_says_what_it_is_for(pathway, positions):
    """Draft notice, version, crisis help and intended use stand under it."""
    svg = static_svg(pathway, positions["emergency"])
    edition = pathway.content["edition"]
    assert edition["version"] in svg
    assert edition["not_reviewed"]["plain"] in svg or edition["reviewed_by"]
    assert "988" in svg
    [britain] = [c for c in pathway.content["crisis"]["countries"] if c["id"] == "GB"]
    assert f"Call {britain['emergency']['call']}." in static_svg(pathway, None, country="GB")
    assert "In danger now? Call" not in static_svg(pathway, None, country="none of ours")


def test_texts_are_escaped(pathway):
    """A label or a reason cannot become markup, in the art, the picture or the page."""
    content = thawed(pathway.content)
    evil = '"><b onload=x>&'
    content["road"]["boxes"][0]["label"] = [evil]
    content["road"]["decisions"][0]["ask"] = {"plain": evil, "clinician": evil}
    content["map"]["legend"]["heading"] = {"plain": evil, "clinician": evil}
    content["map"]["marks"][0]["word"] = {"plain": evil, "clinician": evil}
    hostile = make_pathway(freeze(content))
    for text in (art_svg(hostile), static_svg(hostile, None)):
        ElementTree.fromstring(text)
        assert "<b " not in text
    assert "<b " not in art_html(hostile)


def test_styles_stay_with_the_map():
    """The component shares the page: every rule begins with the map, but those for signs drawn by reference."""
    css = art_css().split("*/", 1)[1]
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    for selectors in re.findall(r"(?:^|[{}])\s*([^{}@]+)\{", css):
        for selector in selectors.split(","):
            assert selector.strip().startswith((".pw-map", ".pwm-badge", ".pwm-b-", ".pwm-knock")), selector


def test_arrow_keys_reach_every_node(pathway):
    """From the start, and back again."""
    plan = plan_of(pathway)
    steps = steps_of(plan, layout_of(pathway))
    for first in (plan.start, next(reversed(plan.cells))):
        seen, front = {first}, [first]
        while front:
            for node in steps[front.pop()].values():
                if node not in seen:
                    seen.add(node)
                    front.append(node)
        assert seen == plan.cells.keys()
