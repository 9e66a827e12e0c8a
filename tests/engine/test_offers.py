"""Standing, safety and reasons: reviews, wishes, access, classes, emergencies, add-ons, what runs now."""

import pytest
from casegen import Dice, Maker
from judging import QUIET, base_case, failed_trial

from pathways.engine.answer import answer_of
from pathways.engine.case import check_case
from pathways.engine.position import find_position

RESCUE = {"crisis_care", "specialist_referral", "ect"}


def position(pathway, case):
    return find_position(pathway, check_case(case, pathway.content))


def offers(pathway, answers=None, trials=None, **top):
    return {o.id: o for o in position(pathway, {**base_case(answers, trials), **top}).options}


def random_positions(pathway, count, seed):
    maker = Maker(pathway)
    for n in range(count):
        yield position(pathway, maker.case(Dice(seed * 1_000_003 + n)))


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


# classes


def _classes(pathway):
    return {
        o["id"]: [m["id"] for m in pathway.content["options"].values() if m["parent"] == o["id"]]
        for o in pathway.content["options"].values()
        if any(m["parent"] == o["id"] for m in pathway.content["options"].values())
    }


def test_a_class_is_offered_when_and_only_when_a_member_is(pathway):
    """Its safety is that of its best offered member, else of its best; a class used by itself counts as a member."""
    best = ("clear", "caution", "needs_answer", "ruled_out")
    classes = _classes(pathway)
    assert set(classes) == {"psychotherapy", "ssri", "snri", "tca", "maoi", "aap_augmentation", "tms"}
    for each in random_positions(pathway, 250, seed=23):
        found = {o.id: o for o in each.options}
        for name, members in classes.items():
            itself = pathway.content["options"][name]["stands_for_itself"]
            some = [found[m] for m in members]
            if itself:
                assert found[name].offered or not any(m.offered for m in some), name
                continue
            assert found[name].offered == any(m.offered for m in some), name
            pool = [m for m in some if m.offered] or some
            assert found[name].safety == min((m.safety for m in pool), key=best.index), name


def test_a_member_closed_by_its_class_rule(pathway):
    """A tricyclic soon after a heart attack: the class's rule reaches every member."""
    found = offers(pathway, {"medical_conditions": ["recent_mi"]})
    assert {found[m].safety for m in _classes(pathway)["tca"]} == {"ruled_out"}
    assert found["tca"].safety == "ruled_out" and not found["tca"].offered


def test_one_closed_member_does_not_close_its_class(pathway):
    found = offers(pathway, {"allergies": ["sertraline"]}, [])
    assert found["sertraline"].safety == "ruled_out" and found["escitalopram"].offered and found["ssri"].offered


def test_a_class_tried_by_one_member(pathway):
    """A fair try of one SSRI shows on the class and leaves the other members to the road."""
    found = offers(pathway, None, [failed_trial("sertraline", 150, 10)])
    assert found["sertraline"].standing == "tried" and "did_not_help" in found["ssri"].tried
    assert found["escitalopram"].standing != "tried"


# wishes and access


@pytest.mark.parametrize("wish", ["medication", "procedures", "anaesthesia"])
def test_a_declined_kind_is_declined_and_nothing_else_changes(pathway, wish):
    """Standing and safety never read a wish; `declined` is set, said and undone by taking the wish back."""
    record = next(d for d in pathway.content["contract"]["declines"] if d["id"] == wish)
    before, after = offers(pathway), offers(pathway, {"declines": [wish]})
    for name, option in pathway.content["options"].items():
        meant = option["group"] in record["groups"] or name in record["options"] or option["parent"] in record["options"]
        assert after[name].declined == meant, name
        assert (
            (after[name].standing, after[name].safety, after[name].tried)
            == (before[name].standing, before[name].safety, before[name].tried)
            or not meant
            or name in _classes(pathway)
        )
        assert not (meant and after[name].offered)
        if meant:
            assert any(r.kind == "wish" for r in after[name].reasons)
        else:
            assert after[name] == before[name] or name in _classes(pathway)


def test_one_declined_option_and_its_class(pathway):
    """Declining a class declines its members; declining a member leaves the class."""
    trials = []
    found = offers(pathway, {"declines": ["ssri"]}, trials)
    assert all(found[m].declined and not found[m].offered for m in _classes(pathway)["ssri"]) and not found["ssri"].offered
    found = offers(pathway, {"declines": ["sertraline"]}, trials)
    assert found["sertraline"].declined and not found["ssri"].declined and found["ssri"].offered


def test_access_never_closes(pathway):
    """No escort, no money, no time, far away: a reason of kind access, and the option stays as open as before."""
    constraints = pathway.content["answers"]["constraints"]["values"]
    said = set()
    for trials in ([], None):
        before = offers(pathway, None, trials)
        for one in [*([c] for c in constraints), list(constraints), "unknown"]:
            after = offers(pathway, {"constraints": one}, trials)
            for name in before:
                b, a = before[name], after[name]
                assert (b.standing, b.safety, b.offered, b.withheld, b.declined, b.find_out_first) == (
                    a.standing,
                    a.safety,
                    a.offered,
                    a.withheld,
                    a.declined,
                    a.find_out_first,
                ), (name, one)
                added = [r for r in a.reasons if r not in b.reasons]
                assert all(r.kind == "access" for r in added) and all(r in a.reasons for r in b.reasons), (name, one)
                said |= {one[0] for r in added if isinstance(one, list) and len(one) == 1}
    assert said == set(constraints), f"no option says anything about {set(constraints) - said}"


def test_values_change_nothing(pathway):
    """What matters to a person is weighed elsewhere; it opens and closes nothing."""
    heavy = {d["id"]: 10 for d in pathway.content["contract"]["domains"]}
    assert list(offers(pathway).values()) == list(offers(pathway, {"values": heavy}).values())


# emergencies and reviews

EMERGENCIES = [
    {"suicidality": "active_plan"},
    {"suicide_attempt_within_3_months": True},
    {"catatonia": True},
    {"refusing_food_and_fluids": True},
    {"serotonin_toxicity_signs": True},
    {"other_medicine_reaction": "nms_signs"},
    {"psychosis": True, "pregnancy": "postpartum"},
    {"pregnancy": "postpartum", "risk_to_infant": True},
    {"confusion_or_new_neurological_signs": True},
    {"harm_to_others": True},
]
SAME_DAY = [
    {"suicidality": "active"},
    {"psychosis": True},
    {"substance_use": "withdrawal"},
    {"eating_very_little": True},
    {"phq9_item9": 1, "suicidality": "unknown"},
    {"being_harmed": True},
    {"mania_now": True, "mania_history": "suspected"},
]


@pytest.mark.parametrize("told", EMERGENCIES, ids=str)
def test_emergency(pathway, told):
    """All but the rescue set is withheld, kept in the list, and says so."""
    each = position(pathway, base_case(told))
    assert each.urgency == "emergency" and each.place.phase == "safety_gate"
    allowed = set(RESCUE)
    allowed |= {"benzodiazepine_challenge"} if told.get("catatonia") else set()
    allowed |= {"antidepressant_plus_antipsychotic"} if told.get("psychosis") else set()
    assert {o.id for o in each.options if not o.withheld} == allowed
    assert {o.id for o in each.options if o.offered} <= allowed and "crisis_care" in {o.id for o in each.options if o.offered}
    assert all(o.reasons for o in each.options if o.withheld)


@pytest.mark.parametrize("told", SAME_DAY, ids=str)
def test_same_day_withholds_nothing_by_itself(pathway, told):
    each = position(pathway, base_case(told))
    assert each.urgency == "same_day" and not any(o.withheld for o in each.options)


@pytest.mark.parametrize(
    "quiet",
    [
        {"suicidality": "passive"},
        {"phq9_item9": 1},
        {"past_suicide_attempt": True},
        {"psychosis_past": True},
        {"mania_history": "suspected"},
    ],
    ids=str,
)
def test_neither(pathway, quiet):
    assert position(pathway, base_case(quiet)).urgency == "none"


def _of(told):
    return [k for k in told if k != "pregnancy" and not (k == "psychosis" and told.get("pregnancy") != "postpartum")]


@pytest.mark.parametrize("told", EMERGENCIES, ids=str)
def test_a_review_lifts_the_withholding(pathway, told):
    """A clinician has dealt with it: the road goes on as same_day, the crisis panel stays first."""
    reviews = [{"of": key, "by": "Dr A", "on": "2026-11-23", "value": told[key]} for key in _of(told)]
    each = position(pathway, {**base_case(told), "clinician_review": reviews})
    assert each.urgency == "same_day" and each.triggers and not any(o.withheld for o in each.options)


@pytest.mark.parametrize("told", EMERGENCIES, ids=str)
def test_a_review_expires_with_the_answer_it_saw(pathway, told):
    """The answer has changed since: the review counts no more. A review of something else never counted."""
    keys = _of(told)
    other = {True: False, "active_plan": "active", "nms_signs": "serious_rash"}
    for reviews in (
        [{"of": key, "by": "Dr A", "value": other[told[key]]} for key in keys],
        [{"of": "ptsd", "by": "Dr A"}],
        [{"of": key, "by": "Dr A", "value": "unknown"} for key in keys],
    ):
        each = position(pathway, {**base_case(told), "clinician_review": reviews})
        assert each.urgency == "emergency" and any(o.withheld for o in each.options), reviews


def test_one_review_of_two_emergencies_is_not_enough(pathway):
    told = {"suicidality": "active_plan", "catatonia": True}
    half = position(pathway, {**base_case(told), "clinician_review": [{"of": "catatonia", "by": "Dr A", "value": True}]})
    assert half.urgency == "emergency"
    whole = position(
        pathway, {**base_case(told), "clinician_review": [{"of": k, "by": "Dr A", "value": v} for k, v in told.items()]}
    )
    assert whole.urgency == "same_day"


def test_a_review_turns_one_ruled_out_into_a_caution_that_names_them(pathway):
    """Closed by one rule: the review of that fact opens it with care; another rule still closes."""
    told = {"medical_conditions": ["seizure_disorder"]}
    review = {"clinician_review": [{"of": "seizure_disorder", "by": "Dr Grey", "on": "2026-11-20", "note": "stable"}]}
    assert offers(pathway, told)["bupropion"].safety == "ruled_out"
    opened = offers(pathway, told, **review)["bupropion"]
    assert opened.safety == "caution" and any(
        "Dr Grey" in r.text["plain"] and "2026-11-20" in r.text["plain"] for r in opened.reasons
    )
    both = {"medical_conditions": ["seizure_disorder", "eating_disorder_current"]}
    assert offers(pathway, both, **review)["bupropion"].safety == "ruled_out"


def test_a_review_cannot_open_what_the_road_holds(pathway):
    """It speaks of the body and the danger; standing stays what it is."""
    review = {"clinician_review": [{"of": "seizure_disorder", "by": "Dr Grey"}]}
    before, after = (
        offers(pathway, {"medical_conditions": ["seizure_disorder"]}),
        offers(pathway, {"medical_conditions": ["seizure_disorder"]}, **review),
    )
    assert {n: o.standing for n, o in before.items() if n not in _classes(pathway)} == {
        n: o.standing for n, o in after.items() if n not in _classes(pathway)
    }


def test_who_reviewed_is_kept_as_written(pathway):
    """A name with markup is data, not markup and not a pattern."""
    told = {"medical_conditions": ["seizure_disorder"]}
    name = "Dr <b>{rule}</b> \\1 %s"
    found = offers(pathway, told, clinician_review=[{"of": "seizure_disorder", "by": name, "on": "2026-11-20"}])["bupropion"]
    assert any(name in r.text["plain"] for r in found.reasons)


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
    from pathways.content.leaves import leaves

    each = position(pathway, base_case({"current_medications": ["a small white pill"]}, []))
    assert each.unrecognised == ("a small white pill",)
    for o in each.options:
        rules = pathway.content["options"][o.id]["rules"]
        if any(
            r["effect"] == "ruled_out" and "taking" in leaf for r in rules for leaf in leaves(r["when"])
        ) and o.id not in _classes(pathway):
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
