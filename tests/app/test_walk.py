"""The walk by clicks: one question at a time, back and forth, nothing lost."""

from html import escape

import pytest
from basecase import QUIET
from casegen import DANGER

from pathways.engine.position import find_position, load_pathway

SAFE = {key: QUIET[key] for key in (*DANGER, "being_harmed", "eating_very_little", "other_medicine_reaction")}


def _due(tab):
    """The question on the screen, found by its text."""
    heads = [q for q in tab.content["questions"].values() if f"<h1>{_escaped(q['ask']['plain'])}</h1>" in tab.html]
    assert len(heads) == 1
    return heads[0]["id"]


def _escaped(text):
    return escape(text)


def _number(tab, question, value):
    next(n for n in tab.at.number_input if f"_{question}_" in n.key).set_value(value)
    tab.at.run()
    tab.press(f"walk_{question}_continue")


def test_a_whole_vignette_by_clicks(tab):
    """Walks every question that is due, in the order it comes, to a place that the engine alone would give."""
    wanted = SAFE | {
        "mania_history": "none",
        "substance_use": "none",
        "age": 41,
        "sex": "male",
        "medical_workup": "done",
        "pregnancy": "none",
        "breast_feeding": False,
        "risk_to_infant": False,
        "phq9_item9": 0,
        "episode_weeks": 30,
    }
    tab.press("start_walk")
    seen = []
    while (due := _due(tab)) != "trials":
        assert due not in seen, "no question comes twice"
        seen.append(due)
        kind = tab.content["questions"][due]["kind"]
        if kind == "number":
            _number(tab, due, wanted[due])
        elif kind == "score":
            next(n for n in tab.at.number_input if "phq9" in n.key).set_value(18)
            tab.at.run()
            tab.press("walk_severity_use")
        else:
            tab.answer(due, wanted[due])
    tab.press("walk_trials_open")
    assert tab.view == "history"
    for name, dose in (("Zoloft", 200), ("Effexor XR", 225)):
        tab.type(name, "add_")
        row = len(tab.case["trials"])
        for fact, value in (("dose_mg", dose), ("weeks", 10)):
            [n for n in tab.at.number_input if n.key.endswith(f"_{fact}")][row - 1].set_value(value)
            tab.at.run()
        [s for s in tab.at.selectbox if s.key.endswith("_adherence")][row - 1].set_value("good")
        tab.at.run()
        [p for p in tab.at.button_group if p.key.endswith("_outcome")][row - 1].set_value("none")
        tab.at.run()
        [p for p in tab.at.button_group if p.key.endswith("_episode")][row - 1].set_value("current")
        tab.at.run()
    tab.calm()
    assert "Fair try, did not help" in tab.html
    tab.press("history_done")
    tab.go("position")
    assert "Two fair tries so far" in tab.html
    assert find_position(load_pathway(), tab.case).place.phase == "trd_options"


def test_going_back_keeps_every_other_answer(tab):
    tab.press("start_walk").answer("suicidality", "passive").answer("suicide_attempt_within_3_months", False).answer(
        "harm_to_others", False
    )
    tab.press("walk_back").press("walk_back").press("walk_back")
    assert _due(tab) == "suicidality"
    tab.answer("suicidality", "none")
    assert tab.answers["suicidality"] == "none"
    assert {"suicide_attempt_within_3_months", "harm_to_others"} <= set(tab.answers)
    assert _due(tab) == "suicide_attempt_within_3_months"
    tab.press("walk_keep").press("walk_keep")
    assert _due(tab) == "being_harmed"


def test_not_sure_is_always_allowed_and_never_no(tab):
    tab.press("start_walk").answer("suicidality", "unknown")
    assert tab.answers["suicidality"] == "unknown"


def test_continue_without_a_choice_asks_for_one_and_sets_nothing(tab):
    tab.press("start_walk").press("walk_suicidality_continue")
    assert "pw-fault" in tab.html
    assert not tab.answers


def test_a_number_out_of_range_is_told_and_kept_in_the_field(tab):
    tab.go("walk", q="age")
    next(n for n in tab.at.number_input).set_value(400)
    tab.at.run()
    tab.press("walk_age_continue")
    assert "0 to 120" in tab.html
    assert "age" not in tab.answers
    assert tab.at.number_input[0].value == 400


def test_medicines_grow_row_by_row_and_a_misspelling_offers_near_names(tab):
    tab.go("walk", q="current_medications")
    for text in ("Zoloft 100 mg", "lisinoprill"):
        tab.type(text, "current_medications")
    assert tab.answers["current_medications"] == ("Zoloft 100 mg", "lisinoprill")
    assert "This is sertraline. Dose read: 100 mg." in tab.html
    near = next(b for b in tab.at.button if "lisinopril" in (b.key or ""))
    near.click()
    tab.at.run()
    assert tab.answers["current_medications"] == ("Zoloft 100 mg", "lisinopril")
    tab.press("walk_current_medications_continue")
    assert "q" not in tab.at.session_state["params"] or tab.at.session_state["params"]["q"] != "current_medications"


def test_removing_the_last_medicine_makes_the_question_unasked_not_none(tab):
    tab.go("walk", q="current_medications")
    tab.type("lithium")
    tab.press("walk_current_medications_remove0")
    assert "current_medications" not in tab.answers


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "**bold** [x](javascript:1)", 'a"];digraph{b}'])
def test_free_text_is_shown_as_it_was_typed(tab, text):
    tab.go("walk", q="current_medications")
    tab.type(text)
    tab.go("position")
    assert "<script>" not in tab.html
    assert tab.answers["current_medications"] == (text,)


def test_conditions_tick_search_and_none(tab):
    tab.go("walk", q="medical_conditions")
    tab.at.checkbox[0].set_value(True)
    tab.at.multiselect[0].set_value(["cataract"])
    tab.at.run()
    tab.press("walk_medical_conditions_continue")
    assert set(tab.answers["medical_conditions"]) == {"seizure_disorder", "cataract"}
    tab.go("walk", q="medical_conditions").press("walk_medical_conditions_none")
    assert tab.answers["medical_conditions"] == ()


def test_the_list_of_answers_changes_one_in_place(tab):
    tab.example("two_fair_tries")
    before = dict(tab.answers)
    tab.go("answers").press("change_sex").press("list_sex_0")
    assert tab.answers["sex"] == "female"
    assert {k: v for k, v in tab.answers.items() if k != "sex"} == {k: v for k, v in before.items() if k != "sex"}
    assert tab.view == "answers"


def test_the_voice_changes_words_and_no_fact(tab):
    tab.example("older_adult")
    plain, before = tab.html, find_position(load_pathway(), tab.case)
    tab.at.button_group(key="voice_switch").set_value("clinician")
    tab.at.run()
    tab.calm()
    assert tab.html != plain
    after = find_position(load_pathway(), tab.case)
    assert (before.place, [o.offered for o in before.options]) == (after.place, [o.offered for o in after.options])
