"""The treatment history: add, edit, move, delete, and the verdict beside each."""


def _names(tab):
    return [t["treatment"] for t in tab.case.get("trials") or ()]


def test_brand_names_are_understood_and_the_verdict_follows_the_fields(tab):
    tab.example("one_fair_try").go("history")
    assert "escitalopram" in tab.html
    assert "Fair try, did not help" in tab.html
    tab.at.number_input[1].set_value(2)
    tab.at.run()
    assert tab.case["trials"][0]["weeks"] == 2
    assert "Too short to tell" in tab.html
    tab.at.number_input[1].set_value(None)
    tab.at.run()
    assert "weeks" not in tab.case["trials"][0]
    assert "Not enough is known" in tab.html


def test_a_dose_may_have_a_part_of_a_milligram(tab):
    tab.example("one_fair_try").go("history")
    tab.at.number_input[0].set_value(37.5)
    tab.at.run()
    assert tab.case["trials"][0]["dose_mg"] == 37.5


def test_an_unknown_name_is_kept_and_near_names_are_offered(tab):
    tab.go("history")
    tab.type("sertralin")
    assert _names(tab) == ["sertralin"]
    assert "We do not know this name" in tab.html
    next(b for b in tab.at.button if (b.key or "").endswith("_sertraline")).click()
    tab.at.run()
    assert _names(tab) == ["sertraline"]


def test_trials_move_and_are_deleted_and_put_back_with_their_fields(tab):
    tab.example("two_fair_tries").go("history")
    first = tab.case["trials"][0]
    before = _names(tab)
    _press_more(tab, 0, "down")
    assert _names(tab) == [before[1], before[0], before[2]]
    assert tab.case["trials"][1] == first
    _press_more(tab, 1, "delete")
    assert _names(tab) == [before[1], before[2]]
    tab.press("undo")
    assert _names(tab) == [before[1], before[0], before[2]]


def _press_more(tab, row, what):
    """The buttons stand in an expander that is drawn when it is opened."""
    numbers = tab.at.session_state["trial_ids"][1]
    tab.at.session_state[f"more_t{numbers[row]}"] = True
    tab.at.run()
    tab.press(f"t{numbers[row]}_{what}")


def test_none_tried_is_an_answer(tab):
    tab.go("history").press("no_trials")
    assert tab.case["trials"] == ()


def test_the_tally_counts_and_names_what_is_missing(tab):
    tab.example("two_fair_tries").go("history")
    assert "<dt>Fair tries</dt><dd><b>2</b>" in tab.html
    assert "<dt>Stopped for side effects</dt><dd><b>1</b>" in tab.html
