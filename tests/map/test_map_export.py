"""The map to take away."""

from __future__ import annotations

import io
import struct
from xml.etree import ElementTree

import pygraphviz
import pypdf
import pytest
from test_map_svg import thawed

from pathways.content.frozen import freeze
from pathways.engine.position import make_pathway
from pathways.map.dot import dot_of, focus_dot, layout_dot
from pathways.map.export import KINDS, diagram_bytes, write_diagram
from pathways.map.marks import OPEN, marks_of
from pathways.map.plan import plan_of
from pathways.map.tokens import families, token


@pytest.fixture(scope="module")
def files(pathway, positions):
    """Every kind of file of one person's map."""
    return {kind: diagram_bytes(pathway, positions["two fair tries, some closed"], kind) for kind in KINDS}


def test_svg_stands_alone(files):
    """One well-formed document."""
    assert ElementTree.fromstring(files["svg"]).tag.endswith("svg")


def test_png_is_sharp(files):
    """At twice a screen's size, whatever fonts the machine has."""
    assert files["png"].startswith(b"\x89PNG")
    width, height = struct.unpack(">II", files["png"][16:24])
    assert width > 1700
    assert height > width


def test_pdf_is_tagged_and_says_what_it_shows(pathway, files):
    """One page, a title, a language, and a text for those who do not see it."""
    reader = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    root = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata["/Title"] == pathway.content["map"]["title"]["plain"]
    assert b"/Alt" in files["pdf"]
    assert "Two fair tries" in reader.pages[0].extract_text()


def test_dot_carries_shapes_labels_colours_and_marks(pathway, positions, files):
    """Another program can draw the same map."""
    graph = pygraphviz.AGraph(string=files["dot"].decode())
    marks = marks_of(pathway, positions["two fair tries, some closed"])
    shapes = {"state": "box", "decision": "hexagon", "box": "box", "link": "ellipse"}
    for cell in plan_of(pathway).cells.values():
        node, mark = graph.get_node(cell.id), marks.nodes[cell.id]
        assert node.attr["shape"] == shapes[cell.kind]
        assert cell.label[0] in node.attr["label"]
        assert mark.mark in node.attr["class"]
        if mark.mark in families(pathway.content):
            assert node.attr["color"] == token(families(pathway.content)[mark.mark])
        if mark.word:
            assert mark.word["plain"] in node.attr["label"]
    assert {(a, b) for a, b in graph.edges() if graph.get_edge(a, b).attr["class"] == "walked"} == set(marks.walked)
    graph.layout("dot")


def test_hostile_labels_stay_labels(pathway, positions):
    """Quotes, backslashes and angle brackets neither break DOT nor become markup in it."""
    content = thawed(pathway.content)
    content["road"]["boxes"][0]["label"] = ['<b>"x\\', "y\\N>"]
    hostile = make_pathway(freeze(content))
    box = content["road"]["boxes"][0]["id"]
    for dot in (dot_of(hostile, None), focus_dot(hostile, positions["emergency"])):
        graph = pygraphviz.AGraph(string=dot)
        graph.layout("dot")
        svg = graph.draw(format="svg", prog="dot").decode()
        assert "&lt;b&gt;&quot;x\\" in svg
        assert graph.has_node(box)


def test_layout_dot_knows_no_person(pathway):
    """No label and no mark enters the layout: no font can move it."""
    graph = pygraphviz.AGraph(string=layout_dot(plan_of(pathway)))
    assert {n.attr["label"] for n in graph.nodes()} == {""}
    assert graph.graph_attr["rankdir"] == "LR"


def test_focus_shows_the_place_and_all_that_its_lines_lead_to(pathway, many_positions):
    """Open, closed and tried boxes with their words; the open ones by lines of their colour."""
    plan = plan_of(pathway)
    for position in many_positions.values():
        marks = marks_of(pathway, position)
        graph = pygraphviz.AGraph(string=focus_dot(pathway, position))
        assert set(graph.nodes()) == {marks.walked[-1][0], marks.here, *plan.reach[marks.here]}
        for node in plan.reach[marks.here]:
            edge = graph.get_edge(marks.here, node)
            assert (edge.attr["class"] == "next") == (marks.nodes[node].mark in OPEN)


def test_a_file_is_whole_or_not_there(pathway, tmp_path):
    """A place that cannot be written leaves nothing behind; an old file stays until the new one is whole."""
    target = tmp_path / "map.svg"
    write_diagram(pathway, None, target)
    assert target.read_bytes().startswith(b"<?xml")
    with pytest.raises(OSError, match="nowhere"):
        write_diagram(pathway, None, tmp_path / "nowhere" / "map.dot")
    assert [p.name for p in tmp_path.iterdir()] == ["map.svg"]
    with pytest.raises(ValueError, match="gif"):
        diagram_bytes(pathway, None, "gif")


def test_the_same_person_gets_the_same_file(pathway, positions):
    """Byte for byte."""
    for kind in ("svg", "dot", "pdf"):
        assert diagram_bytes(pathway, positions["well"], kind) == diagram_bytes(pathway, positions["well"], kind)
