"""`pathways position`: the same bytes twice, many cases in one call, words for a terminal, every fault told."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from contract import CASE
from printed import answers

from pathways.cli import main
from pathways.content.library import data_folder
from pathways.engine import position
from pathways.engine.case_text import case_text


def test_json_alone_and_the_same_bytes_twice(case, capsys):
    """One line of JSON per case, nothing else; the same input gives the same output."""
    main(["position", str(case), "--json"])
    first = capsys.readouterr()
    main(["position", str(case), "--json"])
    again = capsys.readouterr()
    assert first.out == again.out and first.err == again.err == ""
    assert first.out.count("\n") == 1 and first.out.endswith("\n")


def test_the_same_bytes_in_other_processes(case):
    """No order of sets or hashes leaks into an answer."""
    outs = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-m", "pathways", "position", str(case), "--json"],
            capture_output=True,
            check=True,
            timeout=120,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "LC_ALL": "C"},
        )
        outs.add(done.stdout)
        assert done.stderr == b""
    assert len(outs) == 1 and "…".encode() not in next(iter(outs))


def test_json_and_yaml_give_the_same_answer(case, tmp_path, capsys):
    (tmp_path / "case.yaml").write_text(case_text(CASE, "yaml"), encoding="utf-8")
    assert main(["position", str(case), str(tmp_path / "case.yaml"), "--json"]) == 0
    one, two = capsys.readouterr().out.splitlines()
    assert one == two


def test_text_names_place_open_closed_and_next_question(case, capsys, pathway):
    """Without --json: words for a terminal, in either voice, and that nobody has reviewed this yet."""
    for voice in ("plain", "clinician"):
        assert main(["position", str(case), "--voice", voice]) == 0
        shown = capsys.readouterr().out
        words = pathway.content["wording"]["report"]
        for part in ("here", "open", "closed", "tried"):
            assert words[part][voice] in shown
        if not pathway.content["edition"]["reviewed_by"]:
            assert pathway.content["edition"]["not_reviewed"][voice] in shown


def test_many_cases_in_one_call(tmp_path, capsys, pathway):
    """1,000 cases of one .jsonl file, each answered in its place."""
    path = tmp_path / "many.jsonl"
    path.write_text(
        "".join(json.dumps({**CASE, "answers": {**CASE["answers"], "age": 18 + i % 80}}) + "\n" for i in range(1000)),
        encoding="utf-8",
    )
    assert main(["position", str(path), "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1000 and len(set(lines)) > 2
    ages = {18: lines[0], 97: lines[79]}
    assert lines[80] == ages[18] and lines[159] == ages[97] and json.loads(lines[999])["format"] == 1


def test_a_line_of_text_and_windows_line_ends(tmp_path, capsys):
    """Empty lines are passed over; \\r\\n and a missing last line end are no fault."""
    path = tmp_path / "many.JSONL"
    path.write_bytes(b'\xef\xbb\xbf{"format": 1}\r\n\r\n   \r\n{"format": 1}')
    assert main(["position", str(path), "--json"]) == 0
    assert len(answers(capsys)) == 2


def test_an_empty_lines_file_answers_nothing(tmp_path, capsys):
    (tmp_path / "none.jsonl").write_text("")
    assert main(["position", str(tmp_path / "none.jsonl"), "--json"]) == 0
    assert capsys.readouterr().out == ""


def test_bad_input_is_one(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("format: 1\nanswers: {agee: 4}\n")
    for name in ("bad.yaml", "none.yaml"):
        assert main(["position", str(tmp_path / name), "--json"]) == 1
        out, err = capsys.readouterr()
        assert out == "" and err.startswith(name) and err.count("\n") == 1


def test_broken_content_is_told_before_anything_starts(tmp_path, capsys, monkeypatch, case):
    """`pathways position` on content with a mistake: every problem, exit 1, no traceback."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    (folder / "verdicts.yaml").write_text("- id: x\n", encoding="utf-8")
    position.load_pathway.cache_clear()
    monkeypatch.setattr("pathways.content.library.data_folder", lambda: folder)
    try:
        assert main(["position", str(case), "--json"]) == 1
    finally:
        position.load_pathway.cache_clear()
    out, err = capsys.readouterr()
    assert out == "" and "data/verdicts.yaml, line 1: 'x': the key 'counts' is missing" in err and "Traceback" not in err


def test_python_dash_m_is_the_same_program(case):
    done = subprocess.run(
        [sys.executable, "-m", "pathways", "position", str(case), "--json"],
        capture_output=True,
        check=False,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0 and json.loads(done.stdout)["format"] == 1
