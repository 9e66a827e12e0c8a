"""The lists of data/README.md are made from the content, and hold everything an answer can say.

`python tests/test_guides.py --write` writes them anew.
"""

import re
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from casegen import dice_cases  # noqa: E402
from guide import GUIDE, TEXT  # noqa: E402
from guide_lists import MISSING, PHASES_SAY, REASONS, SAFETY, STANDINGS, TRIED, URGENCY, lists, written  # noqa: E402

from pathways.engine.answer import answer_of  # noqa: E402
from pathways.engine.case import check_case  # noqa: E402
from pathways.engine.position import find_position  # noqa: E402


@pytest.fixture(scope="module")
def made(pathway):
    return lists(pathway.content)


def test_lists_are_those_of_the_content(made):
    """Out of date? `python tests/test_guides.py --write` writes them anew."""
    for name in re.findall(r"<!-- list: (.*?) -->", TEXT):
        body = re.search(rf"<!-- list: {name} -->\n(.*?)<!-- end -->", TEXT, re.DOTALL)[1]
        assert body.strip().splitlines() == made[name], name
    assert set(re.findall(r"<!-- list: (.*?) -->", TEXT)) == set(made)


def test_lists_hold_everything_an_answer_says(pathway):
    """Over many cases: no id comes up that the lists do not name, and every word of the fixed lists comes up."""
    content = pathway.content
    states = {s["id"] for s in content["road"]["states"]}
    notices = {
        *content["notices"],
        *(f"{w}_{t}" for t in content["triggers"] for w in ("urgent", "reviewed")),
        "unrecognised_medicine",
    }
    because = {f"answers.{k}" for k in content["answers"]} | {"trials", "position", "urgency"}
    seen = {"standing": set(), "safety": set(), "tried": set(), "reason": set()}
    for case in dice_cases(pathway, 400, seed=31):
        answer = answer_of(pathway, find_position(pathway, check_case(case, content)))
        assert answer["urgency"] in URGENCY and answer["position"]["id"] in states and answer["position"]["phase"] in PHASES_SAY
        assert {p["node"] for p in answer["path"]} <= states | {d["id"] for d in content["road"]["decisions"]}
        assert set(answer["questions_left"]) <= set(content["questions"]) and set(answer["history"]["staging"]) == set(
            content["staging"]
        )
        assert {n["id"] for n in answer["notices"]} <= notices
        for trial in answer["history"]["trials"]:
            assert (
                trial["verdict"] in content["verdicts"]
                and set(trial["missing"]) <= set(MISSING)
                and trial["counts"] in ("certain", "possible", "no")
            )
        for option in answer["options"]:
            seen["standing"].add(option["standing"])
            seen["safety"].add(option["safety"])
            seen["tried"] |= set(option["tried"])
            seen["reason"] |= {(r["kind"], r["effect"]) for r in option["reasons"]}
            assert {b for r in option["reasons"] for b in r["because"]} <= because
    assert seen["standing"] == set(STANDINGS) and seen["safety"] == set(SAFETY) and seen["tried"] == set(TRIED)
    told = {(k, e) for k, e, _ in REASONS}
    assert seen["reason"] <= told and told - seen["reason"] <= {("evidence", "later"), ("evidence", "earlier")}, (
        "later and earlier are said where the content has no words of its own"
    )


if __name__ == "__main__":
    from pathways.engine.position import load_pathway

    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/test_guides.py --write")
    GUIDE.write_text(written(TEXT, lists(load_pathway().content)), encoding="utf-8")
