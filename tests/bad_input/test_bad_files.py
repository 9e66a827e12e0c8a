"""A file that cannot be read, or is too large, gets one clear message."""

import io

import pytest
from bad_case import told

from pathways.engine.case import MOST_BYTES, MOST_TRIALS, CaseError, parse_case, read_case
from pathways.engine.position import find_position

FILES = [
    (b'{"format": 1,', ["is not valid JSON", "Look at commas, quotes and brackets"]),
    (b'{"format": 1,\n "answers": {"age": 45,}}', ["line 2", "is not valid JSON"]),
    (b'{"format": 1} trailing', ["is not valid JSON"]),
    (b"format: 1\nanswers:\n  age: 45\n age: 46\n", ["line 4", "is not valid YAML", "Look at indentation"]),
    (b"format: 1\nformat: 1\n", ["line 2", "repeats the key 'format'", "Keep one of them."]),
    (b'{"format": 1, "answers": {"age": 45, "age": 46}}', ["repeats the key 'age'", "Keep one of them."]),
    (b"format: 1\n---\nformat: 1\n", ["begins a second document"]),
    (b"format: &a 1\n", ["uses an anchor"]),
    (
        b"a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n",
        ["case.yaml, line 1", "uses an anchor", "Write the values out."],
    ),
    (b"format: 1\nanswers: {<<: {age: 45}}\n", ["has a key that is not a word"]),
    (b"? [a]\n: 1\n", ["has a key that is not a word"]),
    ("format: 1\nanswers: {sex: weiblich\u00fc}".encode("latin-1"), ["is not UTF-8 text", "Save it as UTF-8."]),
    ('{"format": 1}'.encode("utf-16"), ["is not UTF-8 text (byte 0)", "Save it as UTF-8."]),
    (b"\x00\x01\x02", ["is not valid YAML", "a character that text cannot hold"]),
    (b"PK\x03\x04\x14\x00", ["is not valid YAML"]),
    (b"\x89PNG\r\n", ["is not UTF-8 text (byte 0)"]),
    (b'{"format": 1, "answers": {"age": NaN}}', ["holds NaN, which is not a number", "Write null"]),
    (b'{"format": 1, "answers": {"age": Infinity}}', ["holds Infinity"]),
    (b'{"format": 1, "answers": {"age": -Infinity}}', ["holds -Infinity"]),
    (b'{"format": 1, "pathway": {"version": NaN}}', ["holds NaN"]),
    (b'{"format": 1, "answers": {"age": 1e999}}', ["answers.age", "out of range"]),
    (b"format: 1\nanswers: {age: 1e999}\n", ["answers.age", "out of range"]),
    (b'{"format": 1, "answers": {"age": ' + b"9" * 400 + b"}}", ["answers.age", "is a very large number, out of range"]),
    (b'{"format": 1, "answers": {"age": ' + b"9" * 5000 + b"}}", ["holds a number that is far too long"]),
    (b"format: 1\nanswers: {age: " + b"9" * 5000 + b"}\n", ["answers.age", "must be a number"]),
    (b'{"format": 1, "answers": {"age": ' + b"[" * 900 + b"]" * 900 + b"}}", ["is nested too deeply"]),
    (b'{"format": 1, "answers": ' + b'{"a":' * 100000 + b"1" + b"}" * 100000 + b"}", ["is nested too deeply"]),
    (b"[" * 400000 + b"]" * 400000, ["is nested too deeply"]),
    (b"format: " + b"[" * 400000, ["is nested too deeply"]),
    (b"- " * 300000 + b"x", ["is nested too deeply"]),
    (b"format: " + b"{a: " * 200000, ["is nested too deeply"]),
    (b'{"format": 1, "pathway": {"offered": ' + b"[" * 500 + b"]" * 500 + b"}}", ["is nested too deeply"]),
    (b'{"format": 1, "trials": [{"treatment": "\\ud800"}]}', ["trials.1.treatment", "holds half a character"]),
    (b'{"format": 1, "\\ud800": 1}', ["is not known here"]),
    (b'{"format": 1, "a\\u001b[31m\\n": 1}', ["\\x1b[31m\\n", "is not known here"]),
    (b'{"format": 1, "' + b"k" * 5000 + b'": 1}', ["kkk…", "is not known here"]),
    (b"x" * (MOST_BYTES + 1), ["is larger than 1 MB", "look whether this is the right file"]),
]


@pytest.mark.parametrize(("raw", "words"), FILES, ids=[f"{i}" for i in range(len(FILES))])
def test_file_that_cannot_be_read(pathway, raw, words):
    message = told(raw, pathway.content)
    for word in words:
        assert word in message, message


def test_byte_order_mark_is_no_fault(pathway):
    """Windows editors write one; JSON, YAML and text take it."""
    for raw in (
        b'\xef\xbb\xbf{"format": 1, "answers": {"age": 45}}',
        b"\xef\xbb\xbfformat: 1\nanswers: {age: 45}\n",
        '\ufeff{"format": 1, "answers": {"age": 45}}',
    ):
        assert parse_case(raw, pathway.content)["answers"]["age"] == 45


def test_a_huge_file_is_refused_without_reading_it_whole(pathway, tmp_path, monkeypatch):
    """50 MB, of which no more than one byte past the limit is taken in."""
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.write(b'{"format": 1, "answers": {}}')
        file.truncate(50_000_000)
    taken = []
    real = io.BufferedReader.read
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda self: pytest.fail("read whole"))
    with path.open("rb") as file:
        assert len(real(file, MOST_BYTES + 1)) == MOST_BYTES + 1
    opened = type(path).open

    def spy(self, *args, **kwargs):
        file = opened(self, *args, **kwargs)

        class Spy:
            def __enter__(self):
                return self

            def __exit__(self, *_):
                file.close()

            def read(self, size=-1):
                data = file.read(size)
                taken.append(len(data))
                return data

        return Spy()

    monkeypatch.setattr(type(path), "open", spy)
    with pytest.raises(CaseError, match="is larger than 1 MB"):
        read_case(path, pathway.content)
    assert taken == [MOST_BYTES + 1]


@pytest.mark.parametrize(("count", "fits"), [(MOST_TRIALS, True), (MOST_TRIALS + 1, False), (10_000, False)])
def test_number_of_trials(pathway, count, fits):
    """200 trials are read, 201 and 10,000 are not."""
    text = "format: 1\ntrials:\n" + "  - {treatment: sertraline}\n" * count
    if fits:
        position = find_position(pathway, parse_case(text, pathway.content))
        assert len(position.history.trials) == count
    else:
        message = told(text, pathway.content)
        assert f"trials: holds {count} entries" in message and "At most 200 are read." in message


def test_a_file_that_is_not_there(pathway, tmp_path):
    for path in (tmp_path / "nothing.json", tmp_path, tmp_path / "x" / "y.yaml"):
        with pytest.raises(CaseError, match="cannot be opened") as fault:
            read_case(path, pathway.content)
        assert path.name in str(fault.value)
