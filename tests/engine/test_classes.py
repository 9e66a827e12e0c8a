"""A class of treatments is as open and as safe as its members, and its rules reach them."""

from basecase import failed_trial
from offering import classes_of, offers, random_positions


def test_a_class_is_offered_when_and_only_when_a_member_is(pathway):
    """Its safety is that of its best offered member, else of its best; a class used by itself counts as a member."""
    best = ("clear", "caution", "needs_answer", "ruled_out")
    classes = classes_of(pathway)
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
    assert {found[m].safety for m in classes_of(pathway)["tca"]} == {"ruled_out"}
    assert found["tca"].safety == "ruled_out" and not found["tca"].offered


def test_one_closed_member_does_not_close_its_class(pathway):
    found = offers(pathway, {"allergies": ["sertraline"]}, [])
    assert found["sertraline"].safety == "ruled_out" and found["escitalopram"].offered and found["ssri"].offered


def test_a_class_tried_by_one_member(pathway):
    """A fair try of one SSRI shows on the class and leaves the other members to the road."""
    found = offers(pathway, None, [failed_trial("sertraline", 150, 10)])
    assert found["sertraline"].standing == "tried" and "did_not_help" in found["ssri"].tried
    assert found["escitalopram"].standing != "tried"
