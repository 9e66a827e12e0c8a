"""The command line never shows a traceback, and goes on after a bad case."""

import json
import subprocess
import sys

import pytest

from pathways.cli import main


def test_lines_file_goes_on_after_a_bad_line(tmp_path, capsys):
    """{"error": ...} in its place, the rest go on, exit 1."""
    path = tmp_path / "many.jsonl"
    lines = [
        b'{"format": 1}',
        b"{broken",
        b'{"format": 1, "answers": {"agee": 1}}',
        b"",
        b"\xff\xfe",
        b"format: 1",
        b'{"format": 1, "answers": {"age": 45}}',
        b'{"format": 1, "x": "' + b"y" * 1_200_000 + b'"}',
        b"[" * 300_000,
        b'{"format": 1}',
    ]
    path.write_bytes(b"\n".join(lines))
    assert main(["position", str(path), "--json"]) == 1
    out, err = capsys.readouterr()
    answers = [json.loads(line) for line in out.splitlines()]
    assert [("error" in a) for a in answers] == [False, True, True, True, True, False, True, True, False]
    assert [a["error"].split(":")[0].split(", answers")[0] for a in answers if "error" in a] == [
        f"many.jsonl, line {n}" for n in (2, 3, 5, 6, 8, 9)
    ]
    assert all(set(a) == {"error"} for a in answers if "error" in a)
    assert "Traceback" not in err and len(err.splitlines()) == 6


def test_several_files_go_on_after_a_bad_one(tmp_path, capsys):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("format: 1\n")
    bad.write_text("format: 3\n")
    assert main(["position", str(bad), str(good), str(tmp_path / "none.json"), "--json"]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ["error" in a for a in answers] == [True, False, True]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"format": 1',
        b"\xff\xfe\x00",
        b"[" * 500_000,
        b'{"a":' * 200_000,
        b'{"format": 1, "trials": [{"treatment": "\\ud800"}]}',
    ],
    ids=["json", "encoding", "deep-yaml", "deep-json", "surrogate"],
)
def test_no_traceback_in_a_real_process(tmp_path, raw):
    path = tmp_path / "bad case.json"
    path.write_bytes(raw)
    done = subprocess.run(
        [sys.executable, "-m", "pathways", "position", str(path), "--json"],
        capture_output=True,
        timeout=60,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": ":".join(sys.path), "LC_ALL": "C", "PATH": ""},
    )
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.startswith(b"bad case.json") and b"Traceback" not in done.stderr and done.stderr.count(b"\n") == 1


def test_a_reader_that_stops_early_is_no_fault(tmp_path):
    """`pathways position ... | head -1` ends quietly."""
    path = tmp_path / "many.jsonl"
    path.write_text('{"format": 1}\n' * 50)
    with subprocess.Popen(
        [sys.executable, "-m", "pathways", "position", str(path), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": ":".join(sys.path), "PATH": ""},
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0
