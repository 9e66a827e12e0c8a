"""Danger on the screen: an emergency takes everything, help due today comes first, and both have their way back."""

import datetime
import json
from types import SimpleNamespace

import pytest
from all_views import VIEWS

from pathways.engine.case import check_case
from pathways.views.session import Session, thaw


def _with(tab, **answers):
    tab.example("first_time")
    case = thaw(tab.case)
    case["answers"] |= answers
    tab.at.session_state["case"] = check_case(case, tab.content)
    return tab


@pytest.mark.parametrize("view", VIEWS)
def test_an_emergency_takes_over_every_view(tab, view):
    _with(tab, suicidality="active_plan").go(view, **({"option": "ect"} if view == "card" else {}))
    assert "You deserve help right now" in tab.html
    assert 'href="tel:988"' in tab.html
    assert 'href="sms:988"' in tab.html
    assert not tab.has("go_")
    assert not tab.open_list


@pytest.mark.parametrize("view", VIEWS)
def test_help_due_today_stands_first_on_every_view(tab, view):
    _with(tab, suicidality="active").go(view, **({"option": "ect"} if view == "card" else {}))
    assert "pw-today" in tab.html
    assert tab.has("crisis")


def test_the_answer_can_be_changed_back(tab):
    _with(tab, suicidality="active_plan").go("position").press("way_mistake")
    tab.at.radio[0].set_value(0)
    tab.at.run()
    tab.press("crisis_suicidality_continue")
    assert tab.answers["suicidality"] == "none"
    assert "You deserve help right now" not in tab.html


def test_a_clinician_records_what_was_done_and_the_record_expires_with_the_answer(tab):
    _with(tab, suicidality="active_plan").go("position").press("way_clinician").press("review_record")
    assert "clinician_review" not in tab.case
    tab.at.text_input(key="review_by").set_value("Dr A")
    tab.at.text_area(key="review_note").set_value("Seen, plan made")
    tab.at.run()
    tab.press("review_record")
    (review,) = [r for r in tab.case["clinician_review"] if r["of"] == "suicidality"]
    assert (review["by"], review["value"], review["on"]) == ("Dr A", "active_plan", datetime.date.today().isoformat())
    assert "You deserve help right now" not in tab.html
    assert "pw-today" in tab.html


def test_the_crisis_page_is_reached_from_anywhere_and_leads_back(tab):
    tab.example("two_fair_tries").go("card", option="ect").press("crisis")
    assert "Crisis help" in tab.html
    tab.press("crisis_back")
    assert tab.view == "card"
    assert tab.at.session_state["params"] == {"option": "ect"}


def test_the_country_changes_the_lines(tab):
    tab.press("crisis")
    tab.at.selectbox(key="country").set_value("GB")
    tab.at.run()
    assert 'href="tel:116123"' in tab.html
    assert 'href="sms:85258?body=SHOUT"' in tab.html
    assert 'href="tel:999"' in tab.html


def test_where_no_line_is_known_the_emergency_number_comes_before_the_web_page(tab):
    tab.press("crisis")
    tab.at.selectbox(key="country").set_value("other")
    tab.at.run()
    assert tab.html.index('href="tel:112"') < tab.html.index('href="https://findahelpline.com"')


def test_a_file_from_another_day_asks_the_danger_questions_again_and_loses_nothing_else(tab):
    tab.example("two_fair_tries")
    case = thaw(tab.case) | {"asked_on": "2026-01-01"}
    tab.upload("old.json", json.dumps(case).encode())
    assert tab.view == "walk"
    assert "suicidality" not in tab.answers
    assert tab.answers["age"] == 41
    assert len(tab.case["trials"]) == 3
    assert "we ask the safety questions again" in tab.html
    assert "Last time you said" in tab.html
    tab.answer("suicidality", "none")
    assert tab.case["asked_on"] == datetime.date.today().isoformat()


def test_leaving_forgets_everything_of_the_tab():
    state = {"case": "all of it", "view": "walk", "last_time": {}}
    Session.forget(SimpleNamespace(_state=state))
    assert state == {}
