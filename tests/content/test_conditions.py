"""The shapes of the condition language."""

import pytest
from pydantic import TypeAdapter, ValidationError

from pathways.content.conditions import WORDS, Condition
from pathways.content.faults import WORD_KEYS
from pathways.content.leaves import leaves

CONDITION = TypeAdapter(Condition)

RIGHT = [
    ({"answer": "age", "at_least": 65}, {"answer": "age", "at_least": 65}),
    ({"answer": "age", "at_least": 18, "below": 25}, {"answer": "age", "at_least": 18, "below": 25}),
    ({"answer": "sex", "is": "male"}, {"answer": "sex", "is": ["male"]}),
    ({"answer": "psychosis", "is": True}, {"answer": "psychosis", "is": [True]}),
    ({"answer": "constraints", "has": ["cost"]}, {"answer": "constraints", "has": ["cost"]}),
    ({"fact": "trd", "is": [True, "unknown"]}, {"fact": "trd", "is": [True, "unknown"]}),
    ({"condition": "ptsd"}, {"condition": ["ptsd"]}),
    ({"taking": ["maoi"], "within_weeks": 2}, {"taking": ["maoi"], "within_weeks": 2}),
    ({"allergic_to": "tca"}, {"allergic_to": ["tca"]}),
    ({"helped_by": "ect"}, {"helped_by": ["ect"]}),
    ({"fair_try_of": "ssri"}, {"fair_try_of": ["ssri"]}),
    ({"not": {"condition": "ptsd"}}, {"not": {"condition": ["ptsd"]}}),
    (
        {"all": [{"condition": "ptsd"}, {"any": [{"taking": "maoi"}]}]},
        {"all": [{"condition": ["ptsd"]}, {"any": [{"taking": ["maoi"], "within_weeks": 0}]}]},
    ),
]


@pytest.mark.parametrize(("written", "read"), RIGHT, ids=[str(w) for w, _ in RIGHT])
def test_right(written, read):
    """A single word becomes a list; only what is said is kept."""
    assert CONDITION.dump_python(CONDITION.validate_python(written, strict=True), mode="json", by_alias=True) == read


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        "ptsd",
        None,
        [],
        {"conditon": "ptsd"},
        {"condition": "ptsd", "answer": "age"},
        {"condition": []},
        {"condition": 5},
        {"answer": "age"},
        {"answer": "age", "is": 5, "at_least": 3},
        {"answer": "age", "has": "x", "is": "x"},
        {"answer": "age", "at_least": "five"},
        {"taking": "maoi", "within_weeks": -1},
        {"taking": "maoi", "within_weeks": 53},
        {"all": []},
        {"any": {}},
        {"not": [{"condition": "ptsd"}]},
        {"answer": "age", "equals": 5},
        {"answer": "x", "is": []},
        {"answer": "x", "is": None},
    ],
)
def test_wrong(wrong):
    with pytest.raises(ValidationError):
        CONDITION.validate_python(wrong, strict=True)


def test_every_word_is_known_to_the_messages():
    assert set(WORD_KEYS) == set(WORDS)


def test_leaves_of_nothing():
    assert leaves(None) == [] and leaves({"not": {"condition": ["a"]}}) == [{"condition": ["a"]}]
