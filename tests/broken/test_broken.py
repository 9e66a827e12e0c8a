"""One broken change of the content per kind of mistake, and the words its message must contain.

Each YAML file beside this one: `file` of data/ it changes, `change` (a replacement, the `whole` text, or `removed`), and what the
message `must_say`. Messages are how an editor finds and mends a mistake: a changed word here is a changed manual.
"""

import shutil
from pathlib import Path

import pytest

from pathways.content import compiler
from pathways.content.compiler import collect
from pathways.content.library import data_folder
from pathways.content.reader import read_yaml

HERE = Path(__file__).parent
MISTAKES = sorted(HERE.glob("*.yaml"))


@pytest.fixture(scope="module")
def copy_of_data(tmp_path_factory):
    """A copy of data/, made once; a test changes one file and puts it back. Files that stay the same are parsed once."""
    folder = tmp_path_factory.mktemp("content") / "data"
    shutil.copytree(data_folder(), folder)
    parsed = {}

    def read(path, name):
        key = (name, path.read_bytes())
        if key not in parsed:
            parsed[key] = read_yaml(path, name)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "read_yaml", read)
        yield folder


def test_the_copy_itself_is_sound(copy_of_data):
    assert not collect(copy_of_data)[1]


@pytest.mark.parametrize("path", MISTAKES, ids=lambda p: p.stem)
def test_mistake_is_told(copy_of_data, path):
    """Some message names the file, the line, the fault and the mend."""
    mistake, _ = read_yaml(path)
    target = copy_of_data / mistake["file"]
    before = target.read_bytes() if target.exists() else None
    try:
        _change(target, before, mistake["change"])
        problems = collect(copy_of_data)[1]
    finally:
        target.write_bytes(before) if before is not None else target.unlink(missing_ok=True)
    told = "\n".join(map(str, problems))
    found = [p for p in problems if all(word in str(p) for word in mistake["must_say"])]
    assert found, f"no message says all of {mistake['must_say']}; told was:\n{told}"
    assert found[0].mend, f"no mend: {found[0]}"
    assert found[0].line or not mistake.get("names_line", True), f"no line: {found[0]}"
    assert len(problems) <= 15, f"one mistake, too many messages:\n{told}"


def _change(target, before, change):
    if change == "removed":
        target.unlink()
    elif "whole" in change:
        target.write_bytes(change["whole"].encode(change.get("encoding", "utf-8")))
    else:
        text = before.decode("utf-8")
        assert change["replace"] in text, f"{target.name} no longer holds {change['replace']!r}: choose another place"
        target.write_text(text.replace(change["replace"], change["with"], 1), encoding="utf-8")


def test_every_problem_is_told_not_only_the_first(copy_of_data):
    """Two broken files and a broken record give three messages in one reading."""
    changed = {"notices.yaml": b'- id: "open\n', "verdicts.yaml": b"\xff\n", "road/gates.yaml": b"- id: a gate\n"}
    before = {name: (copy_of_data / name).read_bytes() for name in changed}
    try:
        for name, text in changed.items():
            (copy_of_data / name).write_bytes(text)
        problems = collect(copy_of_data)[1]
    finally:
        for name, text in before.items():
            (copy_of_data / name).write_bytes(text)
    assert {f"data/{name}" for name in changed} <= {p.file for p in problems}
    assert problems == sorted(set(problems)), "told in the order of files and lines, each once"


def test_there_is_a_mistake_for_every_rule():
    assert len(MISTAKES) >= 100
