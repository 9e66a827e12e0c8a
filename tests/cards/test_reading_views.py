"""The reading views run for every option and every page, in both voices, without an exception."""

from pathlib import Path

import pytest
from after_two_tries import CASE
from streamlit.testing.v1 import AppTest

from pathways.engine.case import check_case
from pathways.views.guideline_rows import differs

APP = str(Path(__file__).parents[2] / "pathways" / "screen.py")


@pytest.fixture(scope="module")
def app(pathway):
    test = AppTest.from_file(APP, default_timeout=60).run()
    test.session_state["case"] = check_case(CASE, pathway.content)
    return test


def _open(app, view, voice="plain", **params):
    app.session_state["view"], app.session_state["params"], app.session_state["voice"] = view, params, voice
    app.run()
    assert not app.exception, (view, params, [e.value for e in app.exception])
    return app


@pytest.mark.parametrize("voice", ["plain", "clinician"])
def test_every_card_opens(app, content, voice):
    for option in content["cards"]:
        _open(app, "card", voice, option=option)


def test_every_page_opens(app, content):
    for page in content["pages"]:
        _open(app, "understand", page=page)


@pytest.mark.parametrize(
    "view", ["compare", "matters", "guidelines", "understand", "search", "evidence", "sources", "self_audit", "card"]
)
def test_every_view_opens_without_anything_picked(app, view):
    for voice in ("plain", "clinician"):
        _open(app, view, voice)


def test_compare_shows_what_it_was_opened_with(app):
    _open(app, "compare", options=["tms", "no_new_treatment"])

    assert app.multiselect(key="compare_picked_plain").value == ["no_new_treatment", "tms"]


def test_the_comparison_is_kept_while_another_view_is_open(app):
    _open(app, "compare", options=["tms", "ect"])
    _open(app, "search")
    _open(app, "compare")

    assert app.multiselect(key="compare_picked_plain").value == ["tms", "ect"]


def test_the_comparison_outlives_a_change_of_the_voice(app):
    """Names differ by voice; what was picked does not."""
    _open(app, "compare", options=["esketamine", "vortioxetine", "ketamine_iv"])
    for voice in ("clinician", "plain", "clinician"):
        _open(app, "compare", voice)
        assert app.multiselect(key=f"compare_picked_{voice}").value == ["vortioxetine", "esketamine", "ketamine_iv"]


def test_a_weight_becomes_an_answer_and_can_be_taken_away(app):
    _open(app, "matters")
    slider = next(s for s in app.select_slider if s.key.startswith("weight_speed"))
    slider.set_value(8).run()

    assert dict(app.session_state["case"]["answers"]["values"]) == {"speed": 8}

    app.button(key="matters_clear").click().run()

    assert "values" not in app.session_state["case"]["answers"]


def test_a_search_with_a_typing_error_finds(app):
    _open(app, "search")
    app.text_input(key="search_text").set_value("zolft").run()

    assert not app.exception


def test_an_unknown_option_or_page_breaks_nothing(app):
    _open(app, "card", option="nonsense")
    _open(app, "understand", page="nonsense")
    _open(app, "guidelines", option="nonsense")
    _open(app, "compare", options=["nonsense"])


def test_the_same_numbers_show_as_bars(app):
    _open(app, "evidence", option="tms")
    app.toggle(key="evidence_bars").set_value(True).run()

    assert not app.exception
    assert app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    app.toggle(key="evidence_bars").set_value(False).run()


def test_every_estimate_stands_in_one_table(app, content):
    _open(app, "evidence")
    app.selectbox(key="evidence_option").set_value("every").run()

    assert not app.exception
    shown = app.dataframe[0].value
    assert len(shown) == len(content["evidence"])
    assert shown.iloc[:, 0].notna().all() and not shown.isin(["not_reported"]).any().any()


def test_where_bodies_turn_the_order_round_the_row_says_that_they_differ(content):
    rows = content["disagreements"]

    assert differs(rows["tms_or_ect_first"]) and differs(rows["first_move_after_one_try"])
    assert differs(rows["rtms"]) and not differs(rows["quetiapine_xr"])
