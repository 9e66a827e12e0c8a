"""Keeping a case on the device: only when asked for, never an example, opened like a file, wiped with one button."""

import json

KEY = "device_memory"


def _told(tab):
    """What the browser's memory is told to do in this run."""
    return next(({k: d[k] for k in ("do", "case")} for d in tab.components if "do" in d), None)


def _find(tab, text):
    """What the component does when the browser has kept something."""
    tab.at.session_state["device_found"] = text
    tab.at.run()
    return tab.calm()


def test_the_first_page_only_looks_and_nothing_is_kept_unasked(tab):
    assert _told(tab) == {"do": "look", "case": ""}
    tab.press("start_walk")
    assert _told(tab) is None
    tab.answer("suicidality", "none")
    assert _told(tab) is None


def test_a_kept_case_follows_every_answer_and_opens_as_it_was(tab):
    tab.press("start_walk").answer("suicidality", "none")
    tab.go("save").at.checkbox(key="device_choice").check()
    tab.at.run()
    kept = json.loads(_told(tab.calm())["case"])
    assert kept["answers"] == {"suicidality": "none"}
    tab.go("walk")
    assert _told(tab)["do"] == "keep"

    before = dict(tab.answers)
    text = _told(tab)["case"]
    tab.go("save").press("clear_case")
    assert _told(tab) == {"do": "wipe", "case": ""}  # an empty case keeps nothing
    _find(tab.go("start"), text)
    assert "are kept on this device" in tab.html
    tab.press("device_go_on")
    assert dict(tab.answers) == before and tab.view == "position"
    assert _told(tab)["do"] == "keep"


def test_one_button_wipes_it(tab):
    tab.press("start_walk").answer("suicidality", "none")
    tab.go("save").at.checkbox(key="device_choice").check()
    tab.at.run()
    tab.press("device_wipe_now")
    assert _told(tab) == {"do": "wipe", "case": ""}
    assert tab.answers  # the case itself stays open
    assert not tab.at.checkbox(key="device_choice").value


def test_an_example_is_never_kept(tab):
    tab.go("save").at.checkbox(key="device_choice").check()
    tab.at.run()
    tab.example("one_fair_try")
    assert _told(tab) is None


def test_what_cannot_be_opened_is_told_and_can_be_wiped(tab):
    for text in ("{", "[]", '{"format": 1, "answers": {"<b>": 1}}', "x" * 1_100_000):
        _find(tab.go("start"), text)
        assert "What is kept on this device cannot be opened." in tab.html
        assert "<b>" not in tab.html.split("cannot be opened.")[1][:300]
        assert not tab.has("device_go_on")
    tab.press("device_wipe")
    assert _told(tab) == {"do": "wipe", "case": ""}
    assert "cannot be opened" not in tab.html


def test_a_kept_case_never_takes_the_place_of_one_begun(tab):
    tab.press("start_walk").answer("suicidality", "none")
    _find(tab.go("start"), '{"format": 1, "answers": {"suicidality": "passive"}}')
    assert not tab.has("device_go_on") and tab.answers["suicidality"] == "none"
