"""Every command that a guide names does what it says."""

import shlex

import pytest
from guide import GUIDES, ROOT, blocks

from pathways.cli import main


def commands():
    for path in GUIDES:
        for _, body in blocks(path.read_text(encoding="utf-8"), "sh", "bash", "console"):
            for line in body.splitlines():
                line = line.split(" #")[0].strip().removeprefix("$ ")  # noqa: PLW2901
                if line.startswith("pathways"):
                    yield path, line


@pytest.mark.parametrize(("path", "line"), list(commands()), ids=[line for _, line in commands()])
def test_command_runs(path, line, tmp_path, monkeypatch, capsys):
    """Every `pathways ...` line of a guide does what it says (install and start lines are run by .ci/run)."""
    argv = shlex.split(line)[1:]
    if not argv:
        pytest.skip("starts the app")
    if argv[0] == "diagram":
        pytest.importorskip("pathways.map.export")
    argv = [str(ROOT / a) if (ROOT / a).exists() and a != "-o" else a for a in argv]
    monkeypatch.chdir(tmp_path)
    assert main(argv) == 0, capsys.readouterr().err
    if "-o" in argv:
        assert (tmp_path / argv[argv.index("-o") + 1]).stat().st_size


def test_the_guides_name_commands():
    assert {line for _, line in commands()} >= {"pathways check"}


def test_readme_names_the_test_command_that_ci_runs():
    ci = ROOT / ".ci" / "run"
    if not ci.exists() or not (ROOT / "README.md").exists():
        pytest.skip("no .ci/run here")
    assert "pytest" in (ROOT / "README.md").read_text(encoding="utf-8") and (
        "README" in ci.read_text(encoding="utf-8") or "pytest" in ci.read_text(encoding="utf-8")
    )
