"""Plain words are plain: median at most US grade 6.5, none above 8 without a reason in a list."""

from __future__ import annotations

import statistics

from reading import exceptions, grade, scored

HARDEST, MEDIAN = 8, 6.5


def _short() -> int:
    return next(r["at_most_words"] for r in exceptions()["rules"] if r["id"] == "short")


def test_half_of_the_plain_texts_are_at_grade_six_and_a_half_or_below():
    """Only texts of 12 words or more count, so that short labels do not flatter the score."""
    long = [t.grade for t in scored() if t.words > _short()]

    assert statistics.median(long) <= MEDIAN


def test_no_plain_text_is_above_grade_eight_without_a_reason():
    listed = {e["place"] for e in exceptions()["exceptions"]}
    hard = [
        f"{t.place}: {t.grade:.1f}: {t.text}"
        for t in scored()
        if t.grade > HARDEST and t.words > _short() and t.place not in listed
    ]

    assert hard == []


def test_every_exception_has_a_reason_and_is_still_needed():
    places = {t.place: t for t in scored()}
    for entry in exceptions()["exceptions"]:
        assert entry["reason"]
        assert places[entry["place"]].grade > HARDEST, entry["place"]


def test_the_score_notices_hard_words():
    easy, hard = (
        "You take one pill a day at home, and you can work as usual.",
        "Discontinuation necessitates gradual reduction under professional supervision.",
    )

    assert grade(easy) < HARDEST < grade(hard)


def test_the_grade_that_the_app_shows_is_the_measured_one_rounded_up(content):
    measured = statistics.median(t.grade for t in scored() if t.words > _short())

    assert measured <= float(content["card_words"]["freshness"]["median_grade"]) < measured + 1
