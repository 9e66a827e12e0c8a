"""What holds of the shipped content beyond the checks that `pathways check` runs."""

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest

import pathways
from pathways.content.compiler import collect
from pathways.content.domains import FACT_VALUES
from pathways.content.library import data_folder
from pathways.content.walking import conditions_in, records
from pathways.engine.case import check_case
from pathways.engine.position import find_position

PACKAGE = Path(pathways.__file__).parent


@pytest.fixture(scope="module")
def content():
    found, problems = collect(data_folder())
    assert not problems, "\n".join(map(str, problems))
    return found


def test_bands_of_the_scale_and_of_the_road_are_the_same(content, pathway):
    """The PHQ-9 bands stand in data/instruments.yaml and in data/road/derived.yaml; both sides of each line agree."""
    for band in content["instruments"]["phq9"]["bands"]:
        for score in (band["from"], band["to"]):
            case = check_case({"format": 1, "answers": {"phq9": score}}, pathway.content)
            assert find_position(pathway, case).summary.fact("severity_now") == band["name"], score
    for scale, most in (("hamd17", 7), ("madrs", 10)):
        assert content["instruments"][scale]["bands"][0]["to"] == most
        for score in (most, most + 1):
            case = check_case({"format": 1, "answers": {scale: score}}, pathway.content)
            assert (find_position(pathway, case).summary.fact("severity_now") == "remission") == (score == most)


def test_every_fact_of_the_code_is_answered(pathway):
    """Whatever data/ may ask by name, the engine can work out, for an empty and a full case."""
    for case in (
        {"format": 1},
        {"format": 1, "trials": [], "answers": {}},
        {"format": 1, "trials": "unknown"},
        {"format": 1, "trials": [{"treatment": "x"}]},
    ):
        summary = find_position(pathway, check_case(case, pathway.content)).summary
        for fact in (*FACT_VALUES, *pathway.content["derived"]):
            value = summary.fact(fact)
            allowed = FACT_VALUES.get(fact)
            assert allowed is None or value in allowed or value == "not_applicable", (fact, value)


def test_every_derived_fact_is_read_somewhere(content):
    """A fact that nothing reads is a rule that nobody applies."""
    read = {d["fact"] for d in content["road"]["decisions"]}
    for _, _, record in records(content):
        read |= {m for path, when in conditions_in(record) for m in re.findall(r"'fact': '([a-z_0-9]+)'", str(when))}
    code = " ".join(p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*.py"))
    unread = {d for d in content["derived"] if d not in read and f'"{d}"' not in code}
    assert not unread


def test_every_example_case_is_a_case(content, pathway):
    for example in content["cases"].values():
        check_case(example["case"], pathway.content)


def test_a_document_stands_once_among_the_sources(content):
    """Two ids for one paper would look like two papers that agree."""
    for key in ("doi", "pmid"):
        held = [s[key].lower() for s in content["sources"].values() if s[key]]
        assert len(held) == len(set(held)), sorted(k for k in held if held.count(k) > 1)


def test_titles_of_states_differ(content):
    """Two places with one name would be one place to a reader."""
    for voice in ("plain", "clinician"):
        titles = [s["title"][voice] for s in content["road"]["states"]]
        assert len(set(titles)) == len(titles)


def test_reviewed_by_names_a_person_and_a_day(content):
    """Nobody yet, or somebody with a name and a date: nothing in between."""
    for review in content["edition"]["reviewed_by"]:
        assert review.get("name") and re.match(r"20\d\d-\d\d-\d\d$", review.get("date", "")), review


MODULES = sorted(
    ".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts)
    for p in PACKAGE.rglob("*.py")
    if p.parts[-2] in ("content", "engine")
)


@pytest.mark.parametrize("name", [m for m in MODULES if not m.endswith("__init__")])
def test_examples_in_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", [m for m in MODULES if not m.endswith("__init__")])
def test_public_names_exist_and_have_a_docstring(name):
    module = importlib.import_module(name)
    for public in module.__all__:
        thing = getattr(module, public)
        if callable(thing) and getattr(thing, "__module__", None) == name:
            assert thing.__doc__, public
    assert ast.get_docstring(ast.parse(Path(module.__file__).read_text(encoding="utf-8")))
