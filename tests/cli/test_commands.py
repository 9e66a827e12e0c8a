"""Commands and exit statuses: wrong usage is 2, help is 0; `check`, `diagram` and the app."""

import shutil

import pytest

from pathways.cli import main
from pathways.content.library import data_folder


@pytest.mark.parametrize(
    "argv",
    [
        ["position"],
        ["positon", "x"],
        ["position", "x", "--jsn"],
        ["check", "a", "b"],
        ["diagram"],
        ["diagram", "x"],
        ["--nothing"],
        ["position", "x", "--voice", "loud"],
        ["diagram", "-o", "map.gif"],
        ["diagram", "-o", "map"],
    ],
)
def test_wrong_usage_is_two(argv, capsys):
    """Exit 2, told on standard error, nothing on standard output."""
    try:
        status = main(argv)
    except SystemExit as end:
        status = end.code
    out, err = capsys.readouterr()
    assert status == 2 and out == "" and err and "Traceback" not in err


@pytest.mark.parametrize("argv", [["--help"], ["position", "--help"], ["check", "--help"], ["diagram", "--help"]])
def test_help_is_zero(argv, capsys):
    with pytest.raises(SystemExit) as end:
        main(argv)
    assert end.value.code == 0 and "usage: pathways" in capsys.readouterr().out


def test_check_of_the_shipped_content(capsys):
    assert main(["check"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and "98 options" in out


def test_check_of_a_folder_tells_every_problem(tmp_path, capsys, monkeypatch):
    """Every problem with file, line, id and mend; exit 1; a relative path names the same files."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    assert main(["check", str(folder)]) == 0
    gates = folder / "road" / "gates.yaml"
    gates.write_text(
        gates.read_text(encoding="utf-8").replace("but_not: [ect]", "but_not: [etc]").replace("answer: age", "answer: agee"),
        encoding="utf-8",
    )
    capsys.readouterr()
    shown = []
    for where in (str(folder), "."):
        monkeypatch.chdir(folder)
        assert main(["check", where]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        shown.append(err)
    assert shown[0] == shown[1]
    assert "data/road/gates.yaml, line 5: 'under_18': the answer 'agee' does not exist. Did you mean 'age'?\n" in shown[0]
    assert (
        "the option 'etc' does not exist. Did you mean 'ect'?" in shown[0]
        and "2 problem(s)." in shown[0]
        and "data/README.md" in shown[0]
    )


@pytest.mark.parametrize(
    "make", [lambda p: None, lambda p: p.mkdir(), lambda p: p.write_text("x")], ids=["missing", "empty", "a file"]
)
def test_check_of_what_is_no_content(tmp_path, capsys, make):
    make(tmp_path / "data")
    assert main(["check", str(tmp_path / "data")]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err and "Traceback" not in err


def test_diagram(tmp_path, case, capsys):
    """The map in each of its four forms, with and without a case; bad input and a bad place are told."""
    pytest.importorskip("pathways.map.export", reason="the map is not built yet")
    heads = {".svg": b"<", ".png": b"\x89PNG", ".pdf": b"%PDF", ".dot": b""}
    for suffix, head in heads.items():
        for more in ([], [str(case)]):
            target = tmp_path / f"map{len(more)}{suffix}"
            assert main(["diagram", *more, "-o", str(target)]) == 0, capsys.readouterr().err
            assert target.read_bytes().startswith(head) and target.stat().st_size > 500
    assert main(["diagram", str(tmp_path / "none.json"), "-o", str(tmp_path / "x.svg")]) == 1
    assert not (tmp_path / "x.svg").exists()
    assert main(["diagram", "-o", str(tmp_path / "no" / "folder.svg")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_without_a_command_the_app_starts(monkeypatch):
    pytest.importorskip("pathways.start", reason="the app is not built yet")
    monkeypatch.setattr("pathways.start.run_app", lambda: 0)
    assert main([]) == 0
