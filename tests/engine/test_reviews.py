"""A clinician's review turns a closing rule into a caution that names them, and opens nothing else."""

from offering import classes_of, offers


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
    assert {n: o.standing for n, o in before.items() if n not in classes_of(pathway)} == {
        n: o.standing for n, o in after.items() if n not in classes_of(pathway)
    }


def test_who_reviewed_is_kept_as_written(pathway):
    """A name with markup is data, not markup and not a pattern."""
    told = {"medical_conditions": ["seizure_disorder"]}
    name = "Dr <b>{rule}</b> \\1 %s"
    found = offers(pathway, told, clinician_review=[{"of": "seizure_disorder", "by": name, "on": "2026-11-20"}])["bupropion"]
    assert any(name in r.text["plain"] for r in found.reasons)
