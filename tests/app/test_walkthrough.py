"""What three people meet on their way: a list that stays calm, names that are not known, paper, teaching cases, second clicks."""

import json
import re
from html import escape

import pytest

from pathways.engine.position import find_position, load_pathway
from pathways.views.history import Form
from pathways.views.session import thaw

MARKUP = "<img src=x onerror=alert(1)> **b** $x$ :red[y]"


def test_the_open_list_names_every_option_though_only_the_first_group_stands_open(tab):
    tab.example("long_road")
    position = find_position(load_pathway(), tab.case)
    for offer in position.options:
        if offer.offered and not offer.parent:
            name = tab.content["options"][offer.id]["names"]["plain"]
            assert escape(name) in " ".join(re.findall(r'class="pw-names">(.*?)</span>', tab.open_list)), name
    assert re.findall(r'<details class="pw-part" data-group="\w+"( open)?>', tab.open_list).count(" open") == 1
    tab.pick("ect")
    assert "ECT" in tab.html


def test_the_first_thing_below_the_place_is_what_to_do_next(tab):
    tab.go("position")
    assert "What to do next" in tab.html
    tab.press("answer_next")
    assert tab.view == "walk"


def test_a_name_that_is_not_known_is_told_at_once_and_can_be_mended(tab):
    tab.go("history").type("qqqxyz")
    tab.go("position")
    assert "We do not know the name “qqqxyz”" in tab.html
    tab.press("fix_name_0")
    assert tab.view == "history"
    assert [t["treatment"] for t in tab.case["trials"]] == ["qqqxyz"]


def test_markup_in_a_name_is_shown_as_it_was_typed(tab):
    tab.example("one_fair_try").go("history").type(MARKUP, "add_")
    for view in ("history", "position", "answers", "walk", "save"):
        tab.go(view)
        assert "<img src=x" not in tab.html, view
    tab.go("position")
    assert "&lt;img src=x onerror=alert(1)&gt;" in tab.paper
    assert "<img" not in tab.paper + tab.open_list


def test_the_ledger_tells_what_closes_an_option_and_nothing_else(tab):
    tab.example("two_fair_tries")
    tab.at.session_state["ledger_closed"] = True
    tab.at.session_state["ledger_later"] = True
    tab.at.run()
    tab.calm()
    rows = tab.html.split('<div class="pw-led">')[1:]
    position = find_position(load_pathway(), tab.case)
    tms = next(o for o in position.options if o.id == "tms")
    row = next(r for r in rows if tms.reasons[0].text["plain"][:40] in r)
    for reason in tms.reasons:
        assert (reason.text["plain"][:60] in row) == (reason.effect == "ruled_out"), reason
    assert "It stays as it is" not in tab.html
    assert "Why not now" in tab.html


@pytest.mark.parametrize("voice", ["plain", "clinician"])
@pytest.mark.parametrize("case", ["first_time", "long_road", "older_adult", "two_fair_tries"])
def test_the_printed_page_holds_what_the_screen_holds(tab, case, voice):
    tab.at.session_state["voice"] = voice
    tab.example(case)
    paper = tab.paper
    content, position = tab.content, find_position(load_pathway(), tab.case)
    for part in (content["screen"]["shell"]["draft"][voice], "988", "911", content["edition"]["version"], tab.case["asked_on"]):
        assert part in paper, part
    for offer in position.options:
        if (offer.offered and not offer.parent) or (offer.safety == "ruled_out" and offer.standing != "tried"):
            assert escape(content["options"][offer.id]["names"][voice]) in paper, offer.id


def test_what_was_decided_is_on_paper_too(tab):
    tab.example("one_fair_try").go("decided")
    tab.at.text_area[0].set_value("Talk <b>soon</b>")
    tab.at.run()
    tab.press("decided_keep").go("position")
    assert "Talk &lt;b&gt;soon&lt;/b&gt;" in tab.paper


def test_no_paper_at_an_emergency_and_a_help_line_on_every_other_print(tab):
    tab.example("first_time").go("compare")
    assert 'class="pw-onpaper"' in tab.html
    assert "988" in tab.html.split('class="pw-onpaper"')[1]


def test_an_example_is_marked_as_made_up_until_another_case_is_opened(tab):
    tab.example("long_road")
    for view in ("walk", "history", "position", "compare"):
        tab.go(view)
        assert "Teaching example: A long road so far" in tab.html, view
    tab.go("save").press("clear_case")
    assert "Teaching example" not in tab.html


def test_a_resident_can_commit_before_the_road_is_shown(tab):
    tab.go("save").press("try_two_fair_tries")
    assert tab.view == "decided"
    assert "Dan is 41" in tab.html
    assert not tab.has("teaching_look")
    tab.at.text_area[0].set_value("Ask about a longer try")
    tab.at.run()
    tab.press("decided_keep").press("teaching_look")
    assert tab.view == "position"
    assert tab.case["decided"]["what"] == "Ask about a longer try"


def test_nothing_of_one_case_stays_when_another_is_opened(tab):
    tab.example("two_fair_tries").go("history")
    first = tab.at.session_state["trial_ids"][1][0]
    tab.at.session_state[f"more_t{first}"] = True
    tab.at.run()
    tab.press(f"t{first}_delete")
    assert tab.has("undo")
    tab.example("first_time").go("history")
    assert not tab.has("undo")


def test_a_second_click_on_a_button_that_has_moved_does_nothing(tab):
    class Known:
        epoch, trials, kept = 0, ({"treatment": "a"}, {"treatment": "b"}), None

        def set_trials(self, trials):
            self.kept = trials

        def point_to(self, key):
            pass

    session = Known()
    form = Form(session)
    form.move(0, -1)
    form.move(1, 1)
    form.delete(5)
    form.undo()
    assert session.kept is None


def test_a_country_without_one_number_keeps_a_short_button(tab):
    tab.press("crisis")
    tab.at.selectbox(key="country").set_value("other")
    tab.at.run()
    tab.press("crisis_back")
    label = next(b.label for b in tab.at.button if b.key == "crisis")
    assert label == "Crisis help"
    assert tab.html.count("local number, or call") == 0


@pytest.mark.parametrize("name", ["photo.png", "letter.pdf", "case"])
def test_a_foreign_file_gets_our_own_words(tab, name):
    tab.example("one_fair_try")
    before = tab.case
    tab.upload(name, b"\x89PNG\r\n\x1a\n\x00\x00")
    assert tab.html.count('class="pw-fault"') == 1
    assert tab.case is before


def test_an_early_answer_changed_at_the_end_loses_nothing(tab):
    tab.example("two_fair_tries")
    before = thaw(tab.case)
    tab.go("answers", edit="age")
    field = next(n for n in tab.at.number_input if "_age_" in n.key)
    field.set_value(70)
    tab.at.run()
    tab.press("list_age_continue")
    after = thaw(tab.case)
    assert after["answers"].pop("age") == 70
    before["answers"].pop("age")
    assert json.dumps(after, default=str) == json.dumps(before, default=str)


def test_the_voice_may_change_in_the_middle_of_a_form(tab):
    tab.example("one_fair_try").go("history")
    tab.at.number_input[1].set_value(3)
    tab.at.run()
    tab.at.session_state["voice"] = "clinician"
    tab.at.run()
    tab.calm()
    assert tab.case["trials"][0]["weeks"] == 3
    assert tab.at.number_input[1].value == 3
