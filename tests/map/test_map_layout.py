"""Places never change, nothing overlaps, lines keep clear."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from pathways.map.dot import BOX_HEIGHT, BOX_WIDTH, layout_dot
from pathways.map.layout import HEAD, _heights, layout_of
from pathways.map.plan import plan_of
from pathways.map.routes import routes_of
from pathways.map.svg import static_svg, view_box

ROOT = Path(__file__).parents[2]


def rect(at, grow=0.0):
    """Left, top, right, foot of a box."""
    half_w, half_h = BOX_WIDTH / 2 + grow, BOX_HEIGHT / 2 + grow
    return at[0] - half_w, at[1] - half_h, at[0] + half_w, at[1] + half_h


def apart(a, b):
    """Whether two rectangles have no point in common."""
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def segments(route):
    """Each straight piece of a line, as a rectangle without width."""
    for (xa, ya), (xb, yb) in pairwise(route.points):
        assert xa == xb or ya == yb, route
        yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def words_of(route):
    """The place of the word on a line, if it has one."""
    if route.word:
        text, x, y, anchor = route.word
        width = 7 * len(text)
        yield (x, y - 9, x + width, y + 1) if anchor == "start" else (x - width, y - 9, x, y + 1)


def test_boxes_do_not_overlap(pathway):
    """Not even with the ring of the place, the second sheet of a group and the sign on the corner."""
    layout = layout_of(pathway)
    for a, b in combinations(layout.at, 2):
        assert apart(rect(layout.at[a], 5), rect(layout.at[b], 5)), (a, b)


def test_boxes_stand_in_their_band_below_its_title(pathway):
    """And bands do not overlap."""
    layout, plan = layout_of(pathway), plan_of(pathway)
    for node, cell in plan.cells.items():
        left, top, right, foot = rect(layout.at[node])
        frame = layout.frames[cell.band]
        assert frame.x + 4 < left
        assert right < frame.x + frame.width - 4
        assert frame.y + HEAD <= top
        assert foot < frame.foot
    for a, b in combinations(layout.frames, 2):
        assert apart((a.x, a.y, a.x + a.width, a.foot), (b.x, b.y, b.x + b.width, b.foot))


def test_lines_cross_no_box(pathway):
    """A line touches only the two boxes that it joins."""
    layout = layout_of(pathway)
    for pair, route in routes_of(pathway).items():
        for piece in segments(route):
            for node, at in layout.at.items():
                if node not in pair:
                    assert apart(piece, rect(at, 2)), (pair, node)
        inner = list(segments(route))[1:-1]
        for node in pair:
            for piece in inner:
                assert apart(piece, rect(layout.at[node], -1)), pair


def test_lines_begin_and_end_at_their_boxes(pathway):
    """On the edge of the one, at the edge (or the second sheet) of the other."""
    layout = layout_of(pathway)
    for (start, end), route in routes_of(pathway).items():
        for node, point in ((start, route.points[0]), (end, route.points[-1])):
            left, top, right, foot = rect(layout.at[node])
            near = min(abs(point[0] - left), abs(point[0] - right), abs(point[1] - top), abs(point[1] - foot))
            assert near <= 5, (start, end)


def test_lines_cross_no_title_no_strip_no_word(pathway):
    """What can be read stays readable."""
    layout, plan = layout_of(pathway), plan_of(pathway)
    titles = [
        (f.x + 18, f.y + 12, f.x + 26 + 8.2 * max(len(t) for t in title.values()), f.y + 30)
        for f, title in zip(layout.frames, plan.bands, strict=True)
    ]
    strips = [(s.x, s.y, s.x + s.width, s.y + s.height) for s in layout.strips]
    said = {pair: word for pair, route in routes_of(pathway).items() for word in words_of(route)}
    for pair, route in routes_of(pathway).items():
        for piece in segments(route):
            for place in (*titles, *strips):
                assert apart(piece, place), pair
            for other, word in said.items():
                if other != pair and other[0] != pair[0]:
                    assert apart(piece, word), (pair, other)


def test_words_do_not_lie_on_boxes_or_each_other(pathway):
    """A word on a line has its own place; the same word of one trunk stands once."""
    layout = layout_of(pathway)
    words = {word: pair for pair, route in routes_of(pathway).items() for word in words_of(route)}
    for word, pair in words.items():
        for at in layout.at.values():
            assert apart(word, rect(at, -4)), pair
    for a, b in combinations(words, 2):
        assert apart(a, b), (words[a], words[b])


def test_different_lines_do_not_lie_on_each_other(pathway):
    """Long lines of different questions run in lanes of their own."""
    long = [(r.line.start, piece) for r in routes_of(pathway).values() if len(r.points) > 5 for piece in segments(r)]
    for (a, first), (b, second) in combinations(long, 2):
        if a == b:
            continue
        for low, high in ((0, 2), (1, 3)):
            along = 1 - low
            if first[low] == first[high] == second[low] == second[high]:
                assert first[along + 2] <= second[along] or second[along + 2] <= first[along], (a, b)


def test_labels_fit(pathway):
    """At most two lines of 18 characters; state words at most 20."""
    for cell in plan_of(pathway).cells.values():
        assert 1 <= len(cell.label) <= 2
        assert all(len(line) <= 18 for line in cell.label)
    record = pathway.content["map"]
    words = [m["word"] for m in record["marks"]] + [w for k, w in record["closer"].items() if k != "also_closed"]
    assert all(len(text.replace("{all}", "99").replace("{open}", "99")) <= 20 for word in words for text in word.values())


def geometry(svg):
    """Every coordinate of a picture, without classes, marks and words."""
    boxes = re.findall(r'<(?:rect|path) class="box" [^>]*/>', svg)
    lines = sorted(re.findall(r'data-e="([^"]+)" d="([^"]+)"', svg))
    bands = re.findall(r'data-band="\d"><rect [^>]*/>', svg)
    return boxes, lines, bands, re.findall(r'viewBox="[^"]+"', svg)[0]


def test_nothing_ever_moves(pathway, many_positions):
    """Equal geometry for everybody: only marks change."""
    still = geometry(static_svg(pathway, None))
    assert len(still[0]) >= len(plan_of(pathway).cells)
    for name, position in many_positions.items():
        assert geometry(static_svg(pathway, position)) == still, name


def test_the_layout_on_disk_is_the_layout(pathway, tmp_path, monkeypatch):
    """A kept layout equals a fresh one; a damaged one is laid out again."""
    monkeypatch.setenv("PATHWAYS_CACHE", str(tmp_path))
    plan = plan_of(pathway)
    dot = layout_dot(plan)
    fresh = _heights(dot, plan)
    [kept] = tmp_path.glob("layout-*.json")
    assert _heights(dot, plan) == fresh
    kept.write_text("{}", encoding="utf-8")
    assert _heights(dot, plan) == fresh


def test_dot_keeps_the_grid(pathway):
    """dot gives every box of a row the same height: the invisible chain holds."""
    layout, plan = layout_of(pathway), plan_of(pathway)
    for node, cell in plan.cells.items():
        assert layout.at[node][1] == pytest.approx(layout.frames[cell.band].y + HEAD + BOX_HEIGHT / 2 + 76 * cell.row, abs=1)


def test_here_and_next_holds_the_place_and_what_follows(pathway):
    """The view of a place shows its whole band, and every box its lines lead to in the row."""
    layout, plan = layout_of(pathway), plan_of(pathway)
    for node, cell in plan.cells.items():
        x, y, width, height = view_box(pathway, node)
        for other, o in plan.cells.items():
            if o.band == cell.band or (other in plan.reach[node] and o.band // 3 == cell.band // 3):
                left, top, right, foot = rect(layout.at[other])
                assert x <= left
                assert y <= top
                assert right <= x + width
                assert foot <= y + height


def test_a_first_layout_says_nothing_on_stderr(tmp_path):
    """dot is asked for places only, so that the machine's fonts and their configuration are never read."""
    home = {"HOME": str(tmp_path), "PATHWAYS_CACHE": str(tmp_path / "cache")}
    env = {"PATH": os.environ.get("PATH", ""), **home, "FC_DEBUG": "1024"}
    imports = "from pathways.engine.position import load_pathway; from pathways.map.layout import layout_of"
    command = [sys.executable, "-c", f"{imports}; layout_of(load_pathway())"]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "FC_DEBUG" not in done.stdout, "fontconfig was started"
