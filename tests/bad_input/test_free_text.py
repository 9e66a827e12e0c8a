"""Free text is kept letter for letter and does no harm."""

import json

import pytest
from bad_case import case_with

from pathways.cli import main
from pathways.engine.answer import answer_of
from pathways.engine.case import check_case, parse_case
from pathways.engine.case_text import case_text
from pathways.engine.position import find_position

MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    'a -> b [label="x"]; } digraph {',
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "{{7*7}} ${7*7} %s {0}",
    "{weeks} {dose} {name} {rule} {what}",
    "| a | b |\n|---|---|",
    "# heading\n[link](javascript:alert(1))",
    "\\end{document}",
    "; DROP TABLE x; --",
    "\u202eevil\u202c",
    "\x1b[31mred\x1b[0m",
    "a\x00b",
    "\ufeffbom",
    "e\u0301 \U0001f600",
)


@pytest.mark.parametrize("text", MARKUP, ids=[f"{i}" for i in range(len(MARKUP))])
def test_free_text_is_kept_verbatim(pathway, text):
    """What a person typed comes back letter for letter: in the case, in the answer, and through a saved file."""
    if not text.strip():
        return
    case = {
        "format": 1,
        "answers": {
            "current_medications": [text],
            "recent_medications": [{"name": text + " 2", "stopped_weeks_ago": 3}],
            "allergies": [text + " 3"],
        },
        "trials": [{"treatment": text + " 4", "details": text}],
        "clinician_review": [{"of": "psychosis", "by": text, "note": text}],
        "decided": {"what": text, "watch": text, "note": text},
    }
    checked = check_case(case, pathway.content)
    assert checked["trials"][0]["details"] == checked["decided"]["what"] == checked["clinician_review"][0]["note"] == text
    answer = answer_of(pathway, find_position(pathway, checked))
    for name in (text, text + " 2", text + " 3", text + " 4"):
        assert name in answer["unrecognised"]
    assert answer["history"]["trials"][0]["treatment"] == text + " 4"
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer
    for kind in ("json", "yaml"):
        if kind == "yaml" and ("\x00" in text or "\x1b" in text):
            continue  # YAML writes these as escapes in double quotes; covered by the round trip below
        assert parse_case(case_text(case, kind), pathway.content) == checked


def test_a_name_may_look_like_anything(pathway, capsys, tmp_path):
    """On the terminal no control character of a file reaches the screen."""
    path = tmp_path / "case.json"
    path.write_text(case_with(trials=[{"treatment": "\x1b]0;owned\x07 \u202e x"}]), encoding="utf-8")
    assert main(["position", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown and "\x07" not in shown and "\\x1b]0;owned\\x07" in shown
