"""Conditions in four values, as whole truth tables."""

from itertools import product
from types import MappingProxyType

import pytest

from pathways.engine.truth import NO, NOT_APPLICABLE, UNASKED, UNKNOWN, YES, compile_test

CODES = (NO, YES, UNASKED, UNKNOWN)
ANSWER = {NO: False, YES: True, UNASKED: None, UNKNOWN: "unknown"}


class Summary:
    """As much of a summary as answers and facts need."""

    class tables:  # stands for an attribute
        derived = MappingProxyType({})

    def __init__(self, facts=None, **answers):
        self.answers, self.facts = answers, facts or {}

    def fact(self, name):
        return self.facts.get(name, "unasked")

    def fact_keys(self, name, _code):
        return (f"facts.{name}",)


def leaf(name):
    return {"answer": name, "is": [True]}


def code_of(when, *codes):
    return compile_test(when).of(Summary(**{name: ANSWER[c] for name, c in zip("abc", codes, strict=False)}))


def worst(codes):
    return UNASKED if UNASKED in codes else UNKNOWN


@pytest.mark.parametrize("codes", list(product(CODES, repeat=3)))
def test_all(codes):
    """One no decides; then unasked before unknown, since it can be asked; else yes."""
    expected = NO if NO in codes else YES if set(codes) == {YES} else worst(codes)
    assert code_of({"all": [leaf(n) for n in "abc"]}, *codes) == expected


@pytest.mark.parametrize("codes", list(product(CODES, repeat=3)))
def test_any(codes):
    """One yes decides; then unasked before unknown; else no."""
    expected = YES if YES in codes else NO if set(codes) == {NO} else worst(codes)
    assert code_of({"any": [leaf(n) for n in "abc"]}, *codes) == expected


@pytest.mark.parametrize(("code", "turned"), [(NO, YES), (YES, NO), (UNASKED, UNASKED), (UNKNOWN, UNKNOWN)])
def test_not(code, turned):
    """Unasked and unknown stay what they are."""
    assert code_of({"not": leaf("a")}, code) == turned
    assert code_of({"not": {"not": leaf("a")}}, code) == code


@pytest.mark.parametrize("codes", list(product(CODES, repeat=2)))
def test_de_morgan(codes):
    assert code_of({"not": {"all": [leaf("a"), leaf("b")]}}, *codes) == code_of(
        {"any": [{"not": leaf("a")}, {"not": leaf("b")}]}, *codes
    )


def test_no_condition_always_holds():
    assert compile_test(None).of(Summary()) == YES and compile_test(None).keys(Summary(), UNASKED) == ()


@pytest.mark.parametrize(
    ("asked", "value", "code"),
    [
        (["unknown"], None, NO),
        (["unknown"], "unknown", YES),
        (["unknown"], True, NO),
        (["unasked"], None, YES),
        (["unasked"], "unknown", NO),
        (["unasked"], False, NO),
        (["unknown", "unasked"], None, YES),
        (["unknown", "unasked"], "unknown", YES),
        ([True, "unknown"], "unknown", YES),
        ([True, "unknown"], None, UNASKED),
        ([True, "unasked"], "unknown", UNKNOWN),
        ([True], NOT_APPLICABLE, NO),
        (["unknown", "unasked"], NOT_APPLICABLE, NO),
        ([False], False, YES),
        ([False], True, NO),
    ],
)
def test_asking_whether_something_is_known(asked, value, code):
    """`is: unknown` and `is: unasked` always have an answer; beside a value they widen it."""
    assert compile_test({"answer": "a", "is": asked}).of(Summary(a=value)) == code


@pytest.mark.parametrize(
    ("bounds", "value", "code"),
    [
        ({"at_least": 65}, 64, NO),
        ({"at_least": 65}, 65, YES),
        ({"above": 60}, 60, NO),
        ({"above": 60}, 61, YES),
        ({"at_most": 24}, 24, YES),
        ({"at_most": 24}, 25, NO),
        ({"below": 18}, 17, YES),
        ({"below": 18}, 18, NO),
        ({"at_least": 18, "at_most": 24}, 18, YES),
        ({"at_least": 18, "at_most": 24}, 17, NO),
        ({"at_least": 0}, 0, YES),
        ({"at_least": 0}, None, UNASKED),
        ({"at_least": 0}, "unknown", UNKNOWN),
        ({"below": 18}, NOT_APPLICABLE, NO),
    ],
)
def test_bounds(bounds, value, code):
    """Both sides of every kind of line."""
    assert compile_test({"answer": "age", **bounds}).of(Summary(age=value)) == code


def test_sets():
    test = compile_test({"answer": "s", "has": ["x", "y"]})
    assert [test.of(Summary(s=v)) for v in (("x",), ("z", "y"), ("z",), (), None, "unknown")] == [
        YES,
        YES,
        NO,
        NO,
        UNASKED,
        UNKNOWN,
    ]
    test = compile_test({"condition": ["ptsd", "ocd"]})
    assert [test.of(Summary(medical_conditions=v)) for v in (("ocd",), ("adhd",), (), None, "unknown")] == [
        YES,
        NO,
        NO,
        UNASKED,
        UNKNOWN,
    ]


@pytest.mark.parametrize(("value", "code"), [(2, YES), (1, NO), ("unasked", UNASKED), ("unknown", UNKNOWN), (NOT_APPLICABLE, NO)])
def test_facts(value, code):
    assert compile_test({"fact": "n", "at_least": 2}).of(Summary({"n": value})) == code


def test_keys_name_what_stands_in_the_way():
    """Only the parts that are open in that way are named, each once."""
    when = {"all": [leaf("a"), leaf("b"), {"any": [leaf("c"), leaf("a")]}, {"fact": "n", "is": [1]}]}
    test = compile_test(when)
    summary = Summary(a=None, b="unknown", c=False)
    assert test.of(summary) == UNASKED
    assert test.keys(summary, UNASKED) == ("answers.a", "facts.n") and test.keys(summary, UNKNOWN) == ("answers.b",)
