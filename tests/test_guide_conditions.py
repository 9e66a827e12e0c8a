"""The guide explains every word, comparison and fact of a condition, with examples that hold of the content."""

import re

import pytest
from guide import TEXT
from pydantic import TypeAdapter

from pathways.content.checks_conditions import wrong_comparisons
from pathways.content.conditions import WORDS, Condition
from pathways.content.domains import FACT_VALUES
from pathways.content.faults import WORD_KEYS
from pathways.content.leaves import leaves
from pathways.content.reader import read_yaml_text


@pytest.mark.parametrize("word", WORDS)
def test_every_condition_word_is_explained_with_an_example(word):
    """A clinician can look up every condition word, and the example is a condition."""
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{word}` |"))
    examples = re.findall(r"`(\{.*?\})`(?: \||,)", row)
    assert examples, row
    for example in examples:
        value, _ = read_yaml_text(example, "example")
        assert word in value
        TypeAdapter(Condition).validate_python(value, strict=True)


def test_every_way_to_compare_is_explained():
    for key in {k for keys in WORD_KEYS.values() for k in keys} - set(WORDS):
        assert f"`{key}`" in TEXT, key


def test_every_example_of_the_guide_names_things_that_exist(pathway):
    """The examples of the condition table hold of the real content."""
    plain = {
        "answers": {k: dict(v) for k, v in pathway.content["answers"].items()},
        "derived": pathway.content["derived"],
        "conditions": pathway.content["conditions"],
        "options": pathway.content["options"],
    }
    for line in TEXT.splitlines():
        if line.startswith("| `") and "`{" in line:
            for example in re.findall(r"`(\{.*?\})`(?: \||,)", line):
                value, _ = read_yaml_text(example, "example")
                checked = TypeAdapter(Condition).validate_python(value).model_dump(mode="json", by_alias=True)
                for leaf in leaves(checked):
                    assert not list(wrong_comparisons(leaf, plain)), example
                    for word, known in (("condition", "conditions"), ("helped_by", "options"), ("fair_try_of", "options")):
                        assert set(leaf.get(word) or ()) <= set(pathway.content[known])


def test_every_fact_of_the_code_stands_in_the_table():
    rows = dict(
        re.findall(
            r"^\| `([a-z_]+)` \| .*? \| (.*?) \|$",
            TEXT[TEXT.index("## Facts that a condition") : TEXT.index("<!-- list: derived facts")],
            re.MULTILINE,
        )
    )
    assert set(rows) == set(FACT_VALUES)
    for name, values in FACT_VALUES.items():
        if values is None:
            assert "number" in rows[name] or name == "phase", name
        elif name != "newest_outcome":
            assert rows[name] == ", ".join(str(v).lower() if isinstance(v, bool) else v for v in values), name
