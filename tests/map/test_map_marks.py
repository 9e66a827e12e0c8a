"""The grammar of the map: what each node wears."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from pathways.map.marks import OPEN, _option, _words, marks_of
from pathways.map.payload import controller_payload
from pathways.map.plan import plan_of


def offer(**more):
    """An option that is plainly offered, with changes."""
    reason = SimpleNamespace(kind="evidence", effect="next", text={"plain": "p", "clinician": "c"})
    closing = SimpleNamespace(kind="safety", effect="ruled_out", text={"plain": "closing", "clinician": "closing"})
    closed = more.get("safety") == "ruled_out"
    plain = {
        "id": "ect",
        "standing": "next",
        "safety": "clear",
        "offered": not closed,
        "withheld": False,
        "declined": False,
        "find_out_first": False,
        "tried": (),
        "reasons": (closing, reason) if closed else (reason,),
    }
    return SimpleNamespace(**(plain | more))


@pytest.mark.parametrize(
    ("changes", "mark", "word"),
    [
        ({}, "open", "Open now"),
        ({"safety": "caution"}, "care", "Open with care"),
        ({"safety": "needs_answer"}, "needs", "Needs one answer"),
        ({"safety": "needs_answer", "offered": False, "find_out_first": True}, "needs", "Find out first"),
        ({"offered": False, "find_out_first": True}, "needs", "Find out first"),
        ({"safety": "ruled_out"}, "closed", "Closed for now"),
        ({"standing": "later", "safety": "ruled_out"}, "closed", "Closed for now"),
        ({"standing": "research_only", "offered": False}, "research", "Trials only"),
        ({"standing": "research_only", "safety": "ruled_out"}, "closed", "Closed for now"),
        ({"standing": "not_indicated", "offered": False}, "closed", "No place here"),
        ({"standing": "later", "offered": False}, "later", "Further along"),
        ({"standing": "earlier", "offered": False}, "earlier", "Not used yet"),
        ({"standing": "tried", "offered": False, "tried": ("did_not_help",)}, "nohelp", "Tried: did not help"),
        ({"standing": "tried", "safety": "ruled_out", "tried": ("did_not_help",)}, "nohelp", "Tried: did not help"),
        ({"standing": "tried", "offered": False, "tried": ("side_effects",)}, "nottol", "Tried: side effects"),
        ({"standing": "tried", "offered": False, "tried": ("helped_in_part", "on_it_now")}, "helped", "Tried: helped partly"),
        ({"standing": "later", "offered": False, "tried": ("came_back",)}, "helped", "Helped, came back"),
        ({"tried": ("came_back",)}, "open", "Open now"),
        ({"tried": ("on_it_now",)}, "path", "On it now"),
        ({"tried": ("on_it_now",), "safety": "ruled_out"}, "closed", "Closed for now"),
        ({"withheld": True, "offered": False}, "none", "Can wait"),
        ({"standing": "later", "withheld": True, "offered": False}, "none", "Can wait"),
        ({"declined": True, "offered": False}, "none", "You set it aside"),
    ],
)
def test_first_match_wins(pathway, changes, mark, word):
    """Tried, ruled out, research only, not indicated, then the standing with the safety."""
    found = _option(offer(**changes), _words(pathway.content))
    assert (found.mark, found.word["plain"]) == (mark, word)


def test_tried_and_ruled_out_says_both(pathway):
    """The sign is that of the trial; the reason also says what closes it."""
    found = _option(offer(standing="tried", safety="ruled_out", tried=("did_not_help",)), _words(pathway.content))
    assert "closing" in found.reason["plain"]
    assert found.reason["plain"] != "closing"


def test_every_node_has_one_mark(pathway, many_positions):
    """No node is forgotten, in any case."""
    cells = plan_of(pathway).cells
    known = {m["id"] for m in pathway.content["map"]["marks"]} | {"none"}
    for position in many_positions.values():
        marks = marks_of(pathway, position)
        assert marks.nodes.keys() == cells.keys()
        assert {m.mark for m in marks.nodes.values()} <= known
        assert [n for n, m in marks.nodes.items() if m.mark == "here"] == [position.place.state]


def test_only_boxes_that_a_line_from_here_reaches_are_open(pathway, many_positions):
    """What is open elsewhere stays quiet; what is open here wears it."""
    plan = plan_of(pathway)
    for position in many_positions.values():
        marks = marks_of(pathway, position)
        reach = plan.reach[position.place.state]
        offered = {o.id for o in position.options if o.offered}
        for node, mark in marks.nodes.items():
            if mark.mark in OPEN and mark.kind == "box":
                assert node in reach
            if node in reach and offered & set(plan.cells[node].kinds) and mark.mark != "path":
                assert mark.mark in OPEN, (node, mark)


def test_at_emergency_only_the_rescue_boxes_are_open(pathway, positions):
    """Withheld options are quiet."""
    marks = marks_of(pathway, positions["emergency"])
    open_ = {n for n, m in marks.nodes.items() if m.mark in OPEN}
    assert open_
    assert all(o.offered for o in positions["emergency"].options if o.id == "crisis_care")
    withheld = {o.id for o in positions["emergency"].options if o.withheld}
    for mark in marks.nodes.values():
        for member in mark.members:
            if member.node in withheld:
                assert member.mark not in OPEN


def test_a_group_counts_what_is_open(pathway, positions):
    """Open members of all kinds; a class is not counted beside its members."""
    position = positions["three fair tries"]
    cell = plan_of(pathway).cells["tms_box"]
    mark = marks_of(pathway, position).nodes["tms_box"]
    offered = {o.id for o in position.options if o.offered}
    assert mark.count == (len(offered & set(cell.kinds)), len(cell.kinds))
    assert "ssri" not in plan_of(pathway).cells["ssri_snri"].kinds
    assert "tms" in cell.kinds


def test_the_path_is_the_walk(pathway, many_positions):
    """The walked lines join the start with the place, and each is a line of the map."""
    plan = plan_of(pathway)
    lines = {(x.start, x.end) for x in plan.lines}
    for position in many_positions.values():
        walked = marks_of(pathway, position).walked
        assert walked[0][0] == plan.start
        assert walked[-1][1] == position.place.state
        assert set(walked) <= lines


def test_what_was_tried_shows_once(pathway, positions):
    """A medicine stands in several boxes; where no line from here leads, only the first of them wears it."""
    marks = marks_of(pathway, positions["two fair tries, some closed"])
    assert marks.nodes["ssri_snri"].mark == "nohelp"
    assert marks.nodes["switch"].mark == "none"


def test_without_a_person_all_is_quiet(pathway):
    """The empty map has no marks, no place and no path."""
    marks = marks_of(pathway, None)
    assert marks.here is None
    assert {m.mark for m in marks.nodes.values()} == {"none"}
    assert marks.walked == marks.next == ()


def test_what_a_state_says_is_said_only_there(pathway, positions):
    """A text that speaks to those who stand there ("you told us ...") is not shown to others."""
    marks = marks_of(pathway, positions["first steps"])
    assert marks.nodes["known_mania"].reason is None
    assert marks.nodes["first_step"].reason


def test_marks_and_payload_take_about_a_millisecond(pathway, positions):
    """The best of many runs, so that a busy machine does not decide; the goal is 1 ms, the bar allows for a slow one."""
    position = positions["two fair tries, some closed"]
    controller_payload(pathway, marks_of(pathway, position))
    best = min(_timed(lambda: controller_payload(pathway, marks_of(pathway, position))) for _ in range(60))
    assert best < 0.003


def _timed(run):
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun
