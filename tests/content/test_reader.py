"""YAML 1.2 read strictly, with lines; and values written so that they read back the same."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pathways.content.problems import ContentError
from pathways.content.reader import read_yaml, read_yaml_text, write_yaml_text

SCALARS = [
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("off", "off"),
    ("y", "y"),
    ("true", True),
    ("True", True),
    ("FALSE", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("1.10", 1.1),
    ("'1.10'", "1.10"),
    ("010", 10),
    ("0x10", "0x10"),
    ("0o10", "0o10"),
    ("1e3", 1000.0),
    ("-3", -3),
    ("+3", 3),
    (".5", 0.5),
    ("1_000", "1_000"),
    ("12:30:45", "12:30:45"),
    ("2026-11-23", "2026-11-23"),
    (".inf", ".inf"),
    (".NaN", ".NaN"),
    ("'no'", "no"),
    ('"true"', "true"),
    ("!!str 5", 5),
    ("!!python/object/apply:os.system [x]", ["x"]),
    ("=", "="),
    ("<<", "<<"),
    ("9" * 400, "9" * 400),
]


@pytest.mark.parametrize(("written", "read"), SCALARS, ids=[s or "nothing" for s, _ in SCALARS])
def test_scalar(written, read):
    """The YAML 1.2 core rules: `no` is a word, a date is text, octal and sexagesimal numbers are not guessed."""
    values, _ = read_yaml_text(f"key: {written}", "x.yaml")
    assert values == {"key": read} and type(values["key"]) is type(read)


def test_lines_are_known_for_every_value():
    """Keys and list entries each know the line they stand on."""
    _, lines = read_yaml_text("a: 1\nb:\n  - x\n  - c: 2\n    d: 3\n", "x.yaml")
    assert (
        lines[("a",)] == 1 and lines[("b",)] == 2 and lines[("b", 0)] == 3 and lines[("b", 1)] == 4 and lines[("b", 1, "d")] == 5
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\na: 2", "x.yaml, line 2: repeats the key 'a'."),
        ("a: {b: 1, b: 2}", "line 1: repeats the key 'b'."),
        ("a: &x 1", "uses an anchor"),
        ("a: [*x]", "uses an anchor"),
        ("a: 1\n...\n---\nb: 2", "line 3: begins a second document"),
        ("[a]: 1", "has a key that is not a word"),
        ("a: \ud800", "holds half a character"),
        ("a: \x07", "a character that text cannot hold"),
        ("[" * 41 + "]" * 41, "nested too deeply"),
    ],
)
def test_refused(text, words):
    with pytest.raises(ContentError) as fault:
        read_yaml_text(text, "x.yaml")
    assert words in str(fault.value)


def test_forty_levels_are_read():
    assert read_yaml_text("[" * 40 + "]" * 40, "x")[0] is not None


def test_empty_text_is_nothing():
    assert read_yaml_text("", "x") == (None, {}) and read_yaml_text("# only a comment\n", "x") == (None, {})


def test_a_file_that_cannot_be_opened_is_told(tmp_path):
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(ContentError, match="cannot be opened"):
            read_yaml(path)


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(-1e6, 1e6, allow_nan=False)
    | st.text(st.characters(codec="utf-8"), max_size=12)
)


@given(
    st.recursive(
        LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(lambda k: k != "<<"), inner, max_size=3
            )
        ),
        max_leaves=12,
    )
)
@example("1e5")
@example("09")
@example("+.5")
@example("no")
@example("1_000")
@example("2026-11-23")
@example(" padded ")
@example("line\nline\n\n")
@example("\x00\x07\x1b\x85\u2028\ufeff")
@example({"note": "- a: b # c", "=1+1": "@SUM(1)"})
@example({"1": "key like a number", "true": "key like a word"})
@example([1.0, 100000.0, 1e-07, 1e22])
def test_what_is_written_reads_back_the_same(value):
    """A saved case loses nothing, whatever a person typed."""
    back, _ = read_yaml_text(write_yaml_text({"value": value}), "x")
    assert back == {"value": value}
    assert repr(back) == repr({"value": value})


def test_no_alias_is_written():
    same = ["x"]
    assert read_yaml_text(write_yaml_text({"a": same, "b": same}), "x")[0] == {"a": same, "b": same}
