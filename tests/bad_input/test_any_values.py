"""Whatever the values, they make a case that can be answered, or a case error and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.engine.answer import answer_of
from pathways.engine.case import CaseError, check_case
from pathways.engine.position import find_position
from pathways.report import as_text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
        max_leaves=20,
    )
)
def test_any_json_gives_a_case_or_a_case_error(pathway, value):
    _never_raises_anything_else(pathway, value)


WORDS = st.sampled_from(
    [
        "age",
        "phq9",
        "sex",
        "trials",
        "values",
        "medical_conditions",
        "current_medications",
        "recent_medications",
        "treatment",
        "dose_mg",
        "weeks",
        "outcome",
        "of",
        "by",
        "on",
        "value",
        "name",
        "what",
        "offered",
        "speed",
        "unknown",
        "none",
        "ptsd",
        "sertraline",
        "2026-11-23",
        "suicidality",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=10,
)


@given(
    st.fixed_dictionaries(
        {"format": st.just(1)},
        optional={k: VALUES for k in ("pathway", "asked_on", "answering", "country", "clinician_review", "decided")}
        | {
            "answers": st.dictionaries(
                st.sampled_from(
                    [
                        "age",
                        "sex",
                        "values",
                        "medical_conditions",
                        "current_medications",
                        "recent_medications",
                        "allergies",
                        "declines",
                        "suicidality",
                        "psychosis",
                        "phq9",
                    ]
                ),
                VALUES,
                max_size=4,
            ),
            "trials": st.lists(st.dictionaries(WORDS, VALUES, max_size=4) | VALUES, max_size=3) | VALUES,
        },
    )
)
def test_almost_right_json_gives_a_case_or_a_case_error(pathway, value):
    _never_raises_anything_else(pathway, value)


def _never_raises_anything_else(pathway, value):
    try:
        case = check_case(value, pathway.content)
    except CaseError as fault:
        str(fault).encode("utf-8")
        return
    position = find_position(pathway, case)  # what is allowed can be answered
    json.dumps(answer_of(pathway, position), ensure_ascii=False, allow_nan=False).encode("utf-8")
    as_text(pathway, position, "plain")


def test_extreme_values_from_python(pathway):
    """Values that no file can hold, but a caller can pass."""

    class Odd:
        pass

    deep = []
    for _ in range(100_000):
        deep = [deep]
    for value in (
        10**5000,
        -(10**5000),
        float("nan"),
        float("inf"),
        Odd(),
        {1: 2},
        {None: 1},
        b"x",
        {"format": 1, "answers": {"age": 10**400}},
        deep,
        {"format": 1, 3.5: 1},
        {"format": 1, "pathway": {"offered": deep}},
        {"format": 1, "answers": {"values": {"speed": float("nan")}}},
    ):
        with pytest.raises(CaseError):
            check_case(value, pathway.content)
