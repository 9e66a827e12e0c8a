"""Standing, safety and reasons: what `offered` means, what is missing, add-ons and what runs now, in words for everybody."""

from basecase import QUIET, base_case
from offering import classes_of, offers, position, random_positions

from pathways.content.leaves import leaves
from pathways.engine.answer import answer_of

# what `offered` means


def test_offered_is_exactly_what_the_contract_says(pathway):
    """standing next, safety not ruled out, not withheld, not declined, not "find out first"; a class follows its members."""
    for each in random_positions(pathway, 300, seed=21):
        for o in each.options:
            if o.offered:
                assert o.standing == "next" and o.safety != "ruled_out" and not (o.withheld or o.declined or o.find_out_first), o
            elif not pathway.tables.options[pathway.tables.index[o.id]].members:
                assert o.standing != "next" or o.safety == "ruled_out" or o.withheld or o.declined or o.find_out_first, o


def test_every_closed_option_says_why_and_what_would_open_it(pathway):
    """Each that is not plainly offered has a reason in both voices; a closing rule names what it read."""
    for each in random_positions(pathway, 60, seed=22):
        for o in each.options:
            assert o.offered or o.reasons, o.id
            for reason in o.reasons:
                assert reason.text["plain"].strip() and reason.text["clinician"].strip()
                assert "{" not in reason.text["plain"] + reason.text["clinician"], reason
                if reason.kind == "missing_answer":
                    assert reason.because and reason.opens_if, reason
            if o.safety == "ruled_out" and not pathway.tables.options[pathway.tables.index[o.id]].members:
                closing = [r for r in o.reasons if r.kind == "safety" and r.effect == "ruled_out"]
                assert closing and all(r.because for r in closing), o.id


# unasked and unknown


def test_unasked_needs_an_answer_and_unknown_has_to_be_found_out(pathway):
    """Unasked that could rule out: needs_answer, still offered. Unknown that could rule out: needs_answer, not offered."""
    case = base_case(None, [])
    del case["answers"]["medical_conditions"]
    unasked = {o.id: o for o in position(pathway, case).options}["bupropion"]
    assert unasked.safety == "needs_answer" and not unasked.find_out_first and unasked.standing == "next" and unasked.offered
    unknown = offers(pathway, {"medical_conditions": "unknown"}, [])["bupropion"]
    assert unknown.safety == "needs_answer" and unknown.find_out_first and not unknown.offered


def test_an_unrecognised_medicine_makes_what_a_medicine_could_close_need_an_answer(pathway):
    """Contract section 1: kept, listed, and every option that some medicine could rule out needs an answer."""
    each = position(pathway, base_case({"current_medications": ["a small white pill"]}, []))
    assert each.unrecognised == ("a small white pill",)
    for o in each.options:
        rules = pathway.content["options"][o.id]["rules"]
        if any(
            r["effect"] == "ruled_out" and "taking" in leaf for r in rules for leaf in leaves(r["when"])
        ) and o.id not in classes_of(pathway):
            assert o.safety in ("needs_answer", "ruled_out"), o.id


def test_more_told_never_less_said(pathway):
    """An answer of `unknown` never makes an option clearer than an answer of no."""
    for key in ("breast_feeding", "planned_surgery", "psychosis_past"):
        no, unknown = offers(pathway, {key: False}), offers(pathway, {key: "unknown"})
        rank = ("clear", "caution", "needs_answer", "ruled_out")
        for name in no:
            assert rank.index(unknown[name].safety) >= rank.index(no[name].safety), (key, name)


# add-ons and what runs now


def test_an_add_on_without_an_antidepressant_is_later(pathway):
    """Opened by taking one."""
    stopped = offers(pathway)
    running = offers(pathway, {"current_medications": ["venlafaxine 150 mg"]})
    for name in ("lithium_augmentation", "aripiprazole", "t3_augmentation"):
        assert stopped[name].standing == "later" and not stopped[name].offered, name
        assert running[name].standing == "next", name


def test_a_low_dose_for_something_else_is_no_antidepressant_that_runs(pathway):
    """Amitriptyline 10 mg for pain does not open the add-ons."""
    low, full = (
        position(pathway, base_case({"current_medications": [f"amitriptyline {mg} mg"]})).summary.fact("antidepressant_running")
        for mg in (10, 150)
    )
    assert low is False and full is True


def test_going_on_with_a_medicine_is_not_closed_by_itself(pathway):
    """A rule about a group does not count the option's own medicine; another medicine of the group does."""
    alone = offers(pathway, {"current_medications": ["escitalopram 10 mg"]}, [])["escitalopram"]
    with_other = offers(pathway, {"current_medications": ["escitalopram 10 mg", "phenelzine 45 mg"]}, [])["escitalopram"]
    assert alone.safety != "ruled_out" and with_other.safety == "ruled_out"


# the answer


def test_the_answer_says_plain_and_clinician_words_everywhere(pathway):
    """One truth in two voices: every reason, notice, verdict and place."""
    for each in random_positions(pathway, 40, seed=24):
        answer = answer_of(pathway, each)
        assert answer["position"]["plain"] and answer["position"]["clinician"]
        for option in answer["options"]:
            for reason in option["reasons"]:
                assert reason["text"] and reason["clinician"] and bool(reason["opens_if"]) == bool(reason["opens_if_clinician"])
        for trial in answer["history"]["trials"]:
            assert trial["reason"] and trial["clinician"] and trial["would_change"] and trial["sources"]
        for notice in answer["notices"]:
            assert notice["text"] and notice["clinician"] and notice["level"] in ("info", "caution", "danger")


def test_quiet_case_is_quiet(pathway):
    assert set(QUIET) == {k for k in pathway.content["answers"]} - {
        "trials",
        "hamd17",
        "madrs",
        "phq9_baseline",
        "gestation_weeks",
        "weeks_postpartum",
        "risk_to_infant",
    }
