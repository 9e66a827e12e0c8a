"""The self-audit is complete, honest and proved: the certifying items are checked against the content itself."""

import re
from pathlib import Path

import pytest

from pathways.engine.evidence import all_evidence, headline
from pathways.views.about import about_html
from pathways.views.charts import arms_figure, when

ROOT = Path(__file__).parents[2]
COUNTS = {
    "ipdas_qualifying": 6,
    "ipdas_certifying": 10,
    "ipdas_quality": 28,
    "pemat_understand": 17,
    "pemat_act": 7,
    "cdc_index": 20,
}
TESTS_OF_DISEASE = ("medical_workup", "bipolar_assessment")
VOICES = ("plain", "clinician")


@pytest.mark.parametrize(("instrument", "count"), COUNTS.items())
def test_every_item_of_an_instrument_stands_in_the_list(content, instrument, count):
    numbers = [i["number"] for i in content["audit"].values() if i["instrument"] == instrument]

    assert len(numbers) == len(set(numbers)) == count


def test_all_qualifying_and_certifying_items_are_met_and_have_a_test(content):
    for item in content["audit"].values():
        if item["instrument"] in ("ipdas_qualifying", "ipdas_certifying"):
            assert item["status"] == "met" and item["test"], item["number"]


def test_every_test_that_the_audit_names_exists(content):
    for item in content["audit"].values():
        if item["test"]:
            file, _, name = item["test"].partition("::")
            assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), item["test"]


def test_what_nobody_has_done_is_shown_as_not_met(content):
    not_met = {i["number"] for i in content["audit"].values() if i["status"] == "not_met"}
    reviewed = bool(content["edition"]["reviewed_by"])

    assert {"Q12", "Q13", "Q14", "Q16", "Q17", "Q22", "Q23"} <= not_met
    assert ("Q15" in not_met) == (not reviewed)


# what the app is


def test_the_problem_is_described(content):
    for page in ("what_depression_is", "resistant_depression"):
        assert len(content["pages"][page]["sections"]) >= 2


def test_the_decision_is_named(content):
    said = content["edition"]["intended_use"]["sentence"]

    assert "decide" in said["plain"] and "decision" in said["clinician"]


def test_every_option_has_a_card_and_doing_nothing_is_one(content):
    options = [o for g in content["contract"]["groups"] for o in g["options"]]

    assert set(options) == set(content["cards"])
    assert "no_new_treatment" in options


def test_every_card_gives_benefits_and_harms(content):
    for card in content["cards"].values():
        for part in ("benefits", "harms"):
            assert all(said[v] for said in card[part] for v in VOICES), card["id"]


def test_every_card_says_what_it_is_like(content):
    for card in content["cards"].values():
        assert all(card["day_in_the_life"][v] for v in VOICES)
        assert all(text[v] for text in card["facts"].values() for v in VOICES)


# certifying


def test_benefits_and_harms_have_equal_space(content):
    """The same number of lines on each card; over all cards neither side is told at greater length."""
    good = bad = 0
    for card in content["cards"].values():
        assert len(card["benefits"]) == len(card["harms"]), card["id"]
        good += sum(len(s["plain"]) for s in card["benefits"])
        bad += sum(len(s["plain"]) for s in card["harms"])

    assert 0.75 < good / bad < 1.33


def test_every_statement_names_its_source(content):
    """A statement without a source must say that nobody knows."""
    for card in content["cards"].values():
        parts = [
            card["what_it_is"],
            card["how_it_works"],
            card["day_in_the_life"],
            card["not_known"],
            *card["benefits"],
            *card["harms"],
            *card["questions"].values(),
            *card["features"].values(),
            *card["members_differ"],
            *card["planned"],
        ]
        for said in parts:
            assert said["sources"] or said["nobody_knows"], (card["id"], said["plain"])


def test_the_content_has_a_date_and_each_card_too(content):
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", content["edition"]["content_date"])
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", c["checked"]) for c in content["cards"].values())


def _about(leaf_of):
    return about_html(leaf_of())


def test_the_update_policy_and_the_next_look_are_told(content, leaf_of):
    html, policy = _about(leaf_of), content["card_words"]["freshness"]

    assert f"{policy['status_days']} days" in html and f"{policy['fact_days']} days" in html
    assert re.search(r"due by 20\d\d-\d\d-\d\d", html)


def test_every_number_says_how_sure_it_is(content):
    words = content["card_words"]["certainty"]

    assert set(all_evidence(content)["certainty"]) <= set(words)
    assert all(words[w][v] for w in words for v in VOICES)


def test_the_funding_is_told(leaf_of):
    """Both halves: who paid, and that no maker did."""
    said = _about(leaf_of)

    assert "The owner of the Pathways project pays" in said
    assert "No drug maker, device maker, clinic or insurance plan is on record" in said


def test_a_test_says_what_it_measures(content):
    for scale in content["instruments"].values():
        if scale["use_in_app"] == "score":
            assert scale["use_for"]["plain"] and scale["not_for"]["plain"]
    assert [p["id"] for p in content["pages"].values() if p["shows"] == "instruments"] == ["scores_and_forms"]
    assert all(content["cards"][c]["what_it_is"]["sources"] for c in TESTS_OF_DISEASE)


def test_a_test_says_what_comes_after_it(content):
    """If it finds something, if it finds nothing, and that it can find what would never have mattered."""
    for option in TESTS_OF_DISEASE:
        card = content["cards"][option]
        assert card["benefits"][0]["plain"]
        assert "goes on as before" in card["questions"]["how_long"]["plain"]
        assert card["harms"][0]["plain"]
    assert "chance finding" in content["cards"]["medical_workup"]["harms"][0]["plain"]


# quality


def test_doing_nothing_has_its_course_in_numbers(content):
    card = content["cards"]["no_new_treatment"]

    assert all(any("of 100" in s["plain"].lower() for s in card[part]) for part in ("benefits", "harms"))


def test_every_number_says_who_when_and_against_what(content, leaf_of):
    leaf = leaf_of()
    for option in content["cards"]:
        for good in (True, False):
            arms = headline(content, option, good=good)
            if arms:
                html = arms_figure(leaf, arms, "open")
                assert arms.who.strip() and when(leaf, arms.weeks) in html
                alone = "no_comparator" if arms.comparator.startswith("none") else "comparator_not_read"
                assert (arms.without is None) == (leaf.word(f"evidence.{alone}") in html)


def test_there_is_a_list_of_questions_to_bring(content):
    assert content["card_words"]["search"]["ten_questions_page"] in content["pages"]
    assert len(content["contract"]["card_questions"]) == 10


def test_the_choice_of_sources_is_told(content):
    assert "No systematic search" in content["card_words"]["sources"]["chosen_text"]["clinician"]


def test_the_ten_questions_stand_in_the_same_order(content):
    order = [q["id"] for q in content["contract"]["card_questions"]]

    assert all(list(c["questions"]) == order for c in content["cards"].values())


def test_every_page_begins_with_a_short_version(content):
    assert all(0 < len(p["summary"]["plain"].split()) <= 60 for p in content["pages"].values())


def test_there_is_a_page_on_reading_numbers(content):
    assert "reading_the_numbers" in content["pages"]


def test_every_card_says_what_nobody_knows(content):
    assert all(c["not_known"][v] for c in content["cards"].values() for v in VOICES)


def test_every_question_says_why_it_is_asked(content):
    assert all(q["why"][v] for q in content["questions"].values() for v in VOICES)
