"""The table of estimates: every cell is read as text and checked."""

import pytest

from pathways.content.evidence import COLUMNS, read_evidence

ROW = {
    "id": "a",
    "option": "o",
    "comparator": "c",
    "who": "adults",
    "n": "10",
    "failed_before": "1",
    "outcome": "response",
    "measure": "m",
    "at_weeks": "6",
    "option_of_100": "50",
    "comparator_of_100": "30",
    "effect": "1.5",
    "effect_kind": "risk_ratio",
    "low": "1.1",
    "high": "2",
    "certainty": "low",
    "design": "rct",
    "source": "s",
    "place": "p",
    "checked": "2026-11-23",
    "note": "",
}


def faults(folder, **changed):
    path = folder / "evidence.csv"
    cells = [f'"{v}"' for v in {**ROW, **changed}.values()]
    path.write_text(",".join(COLUMNS) + "\n" + ",".join(cells) + "\n", encoding="utf-8")
    return read_evidence(path)


def test_a_right_row(tmp_path):
    rows, problems = faults(tmp_path)
    assert not problems and rows == [(2, ROW)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"option_of_100": "0"}, None),
        ({"option_of_100": "100"}, None),
        ({"option_of_100": "100.1"}, "between 0 and 100"),
        ({"comparator_of_100": "-0.1"}, "between 0 and 100"),
        ({"effect": "not_reported"}, None),
        ({"low": "1.5"}, None),
        ({"low": "1.51"}, "not in that order"),
        ({"high": "1.49"}, "not in that order"),
        ({"low": "2.1", "effect": "not_reported"}, "not in that order"),
        ({"n": "1e3"}, None),
        ({"n": "inf"}, "not a number"),
        ({"n": "1,000"}, "not a number"),
        ({"note": "a, b"}, None),
        ({"place": " "}, "is empty"),
        ({"design": "RCT"}, "Did you mean 'rct'?"),
        ({"checked": "2026-13-40x"}, "not a day"),
    ],
)
def test_one_cell(tmp_path, changed, words):
    """Both sides of every line."""
    problems = [str(p) for p in faults(tmp_path, **changed)[1]]
    assert (not problems) if words is None else any(words in p for p in problems), problems


def test_no_table_is_an_empty_table(tmp_path):
    assert read_evidence(tmp_path / "evidence.csv") == ([], [])


def test_a_folder_in_its_place_is_told(tmp_path):
    (tmp_path / "evidence.csv").mkdir()
    assert "cannot be opened" in str(read_evidence(tmp_path / "evidence.csv")[1][0])
