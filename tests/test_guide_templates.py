"""The templates of the guide are read by the records they describe, and show every key."""

import csv
import importlib
import io
import types
from typing import Union, get_args, get_origin

import pytest
from guide import TEMPLATES, TEXT, blocks
from pydantic import BaseModel, TypeAdapter

from pathways.content import records
from pathways.content.conditions import Condition
from pathways.content.evidence import COLUMNS, read_evidence
from pathways.content.kinds import KINDS
from pathways.content.reader import read_yaml_text

PARTS = {"state": records.State, "decision": records.Decision, "box": records.Box, "link": records.Link}  # of the road
WITHOUT_TEMPLATE = {
    "map": "words of a fixed form: every key is in the file",
    "card_words": "section, name, words; as data/words/screen.yaml",
}
FREE = {"wording", "screen", "staging"}  # keys of their own, so a template shows the form and not every key


def model_of(name):
    if name in PARTS:
        return PARTS[name]
    module, _, model = next(k[2] for k in KINDS if k[0] == name).partition(".")
    return getattr(importlib.import_module(f"pathways.content.{module}"), model)


@pytest.mark.parametrize("kind", [k[0] for k in KINDS if k[0] not in WITHOUT_TEMPLATE])
def test_every_kind_has_a_template(kind):
    assert kind in TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_read_by_its_record(name):
    """What the guide shows is what the check accepts."""
    values, _ = read_yaml_text(TEMPLATES[name], name)
    adapter = TypeAdapter(model_of(name))
    for value in values if isinstance(values, list) else [values]:
        adapter.validate_python(value, strict=True)


def fields(model, seen=()):
    """Every key that a record and the records inside it may have."""
    for name, field in model.model_fields.items():
        yield field.alias or name
        for inner in models_in(field.annotation):
            if inner not in seen and inner.__module__ != "pathways.content.conditions":
                yield from fields(inner, (*seen, inner))


def models_in(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif annotation == Condition:
        return
    elif get_origin(annotation) in (list, dict, tuple, Union, types.UnionType) or hasattr(annotation, "__metadata__"):
        for part in get_args(annotation):
            yield from models_in(part)


def keys_of(value):
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


@pytest.mark.parametrize("name", [n for n in TEMPLATES if n not in FREE and n != "road"])
def test_template_shows_every_key(name):
    """A key that no template shows is a key that no editor finds."""
    shown = set(keys_of(read_yaml_text(TEMPLATES[name], name)[0]))
    hidden = set(fields(model_of(name))) - shown
    if name == "rule_sets":
        hidden -= {"checked"}  # shown in the template of an option
    assert not hidden


def test_template_of_an_estimate_has_every_column():
    ((_, body),) = blocks(TEXT, "csv")
    head, row = list(csv.reader(io.StringIO(body)))
    assert tuple(head) == COLUMNS and len(row) == len(COLUMNS)
    for column in COLUMNS:
        assert f"`{column}`" in TEXT, column


def test_template_of_an_estimate_is_right(tmp_path):
    ((_, body),) = blocks(TEXT, "csv")
    (tmp_path / "evidence.csv").write_text(body, encoding="utf-8")
    rows, problems = read_evidence(tmp_path / "evidence.csv")
    assert len(rows) == 1 and not problems
