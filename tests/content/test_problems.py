"""How a mistake is told: place, fault, mend, and the closest match."""

import pytest

from pathways.content.problems import ContentError, Problem, closest

ALLOWED = [
    "ect",
    "ecot_as",
    "seizure_disorder",
    "diabetes_type1",
    "diabetes_type2",
    "female",
    "male",
    "hypothyroid_untreated",
    "parkinson_disease",
    "first_line",
    "phq9",
]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("etc", "ect"),
        ("femal", "female"),
        ("Female", "female"),
        ("seizure disorder", "seizure_disorder"),
        ("seizure-disordr", "seizure_disorder"),
        ("parkinson", "parkinson_disease"),
        ("diabetes_type_2", "diabetes_type2"),
        ("first_step", "first_line"),
        ("phq-9", "phq9"),
        ("hypothyroid", "hypothyroid_untreated"),
    ],
)
def test_closest(word, near):
    """Letters missing, wrong or swapped; blanks and capitals; a part of a longer id."""
    assert closest(word, ALLOWED) == f"Did you mean {near!r}?"


@pytest.mark.parametrize("word", ["zzz", "", "x", "12345", "something quite different"])
def test_nothing_near_is_not_guessed(word):
    assert closest(word, ALLOWED) == ""


def test_the_nearest_does_not_hang_on_the_order():
    assert closest("mal", ["b", "male", "a"]) == closest("mal", ["male", "a", "b"])


def test_problem_in_words():
    assert str(Problem("data/x.yaml", 3, "'a': wrong.", "Mend it.")) == "data/x.yaml, line 3: 'a': wrong. Mend it."
    assert str(Problem("data/x.yaml", 0, "is missing.")) == "data/x.yaml: is missing."


def test_error_tells_every_problem_once_in_order():
    error = ContentError([Problem("b", 1, "x."), Problem("a", 10, "x."), Problem("a", 9, "x."), Problem("a", 9, "x.")])
    assert str(error) == "a, line 9: x.\na, line 10: x.\nb, line 1: x."
