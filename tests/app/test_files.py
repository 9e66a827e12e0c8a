"""Saving, opening, examples, and the decision."""

import datetime
import json

import pytest
import yaml

from pathways.engine.position import find_position, load_pathway
from pathways.views.case_files import case_file


def _saved(tab, kind):
    return case_file(load_pathway(), tab.case, find_position(load_pathway(), tab.case), kind)


@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_a_saved_file_opens_to_the_same_case(tab, kind):
    tab.example("long_road")
    before, raw = tab.case, _saved(tab, kind)
    read = json.loads(raw) if kind == "json" else yaml.safe_load(raw)
    assert read["pathway"]["version"] == tab.content["edition"]["version"]
    assert read["pathway"]["offered"]
    tab.upload(f"case.{kind}", raw.encode())
    assert {k: v for k, v in tab.case.items() if k != "pathway"} == {k: v for k, v in before.items() if k != "pathway"}
    assert "Nothing has changed since it was saved." in tab.html


@pytest.mark.parametrize(
    ("name", "raw", "part"),
    [
        ("a.json", b"{", "a.json"),
        ("a.json", b'{"format": 2}', "must be 1"),
        ("a.yaml", b"format: 1\nanswrs: {}", "answers"),
        ("a.json", b'{"format": 1, "answers": {"age": "old"}}', "age"),
        ("a.json", b"\xff\xfe", "UTF-8"),
        ("a.json", b" " * 1_000_001, "larger than"),
        ("a.json", b'{"format": 1, "answers": {"<b>x</b>": 1}}', "&lt;b&gt;"),
    ],
)
def test_a_faulty_file_gives_one_message_and_changes_nothing(tab, name, raw, part):
    tab.example("two_fair_tries")
    before = tab.case
    tab.upload(name, raw)
    assert tab.html.count('class="pw-fault"') == 1
    assert part in tab.html
    assert tab.case is before


def test_opening_tells_what_changed_since_it_was_saved(tab):
    tab.example("two_fair_tries")
    case = json.loads(_saved(tab, "json"))
    case["pathway"] |= {"version": "2025.01", "position": "one_adequate_trial", "offered": ["tms", "gone_option"]}
    tab.upload("case.json", json.dumps(case).encode())
    assert "2025.01" in tab.html
    assert "Open now and not before" in tab.html
    assert "Open before and not now" in tab.html
    tab.press("dismiss")
    assert "2025.01" not in tab.html


def test_every_example_opens_calmly_on_every_view(tab):
    cases = tab.content["cases"]
    assert len(cases) >= 6
    for id_ in cases:
        tab.example(id_)
        assert tab.view == "position"
        for view in ("walk", "history", "answers", "decided", "save"):
            tab.go(view)


def test_what_was_decided_goes_into_the_file(tab):
    tab.example("one_fair_try").go("decided")
    tab.at.text_area[0].set_value("Talk to the clinic")
    tab.at.date_input[0].set_value(datetime.date(2027, 1, 5))
    tab.at.text_area[1].set_value("Sleep")
    tab.at.run()
    tab.press("decided_keep")
    assert tab.case["decided"] == {"what": "Talk to the clinic", "look_again_on": "2027-01-05", "watch": "Sleep"}
    assert json.loads(_saved(tab, "json"))["decided"]["watch"] == "Sleep"
    tab.press("decided_clear")
    assert "decided" not in tab.case
    assert not tab.at.text_area[0].value


def test_starting_over_empties_the_case(tab):
    tab.example("one_fair_try").go("save").press("clear_case")
    assert not tab.answers
    assert tab.view == "start"
