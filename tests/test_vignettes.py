"""Cases with a source, told by people who did not write the content, and what must come out."""

import pytest
from basecase import position_of
from expectations import judge_vignette, vignettes


@pytest.mark.parametrize("vignette", vignettes(), ids=lambda v: v.name[:70].replace("/", " "))
def test_vignette(pathway, vignette):
    faults = judge_vignette(pathway, vignette)
    assert not faults, f"{vignette.name} ({vignette.source})\n  " + "\n  ".join(faults)


def test_names_are_told_once():
    names = [v.name for v in vignettes()]
    assert len(names) == len(set(names))
    assert len(names) >= 190


def test_every_branch_of_every_decision_is_used(pathway):
    """A way that no vignette walks is a way that nobody has looked at."""
    walked = set()
    for vignette in vignettes():
        walked.update(_branches(pathway, vignette))
    ways = {(d["id"], b["go"]) for d in pathway.content["road"]["decisions"] for b in d["branches"]}
    never = {w for w in ways if not _cannot_happen(pathway, w)}
    assert not never - walked, f"no vignette takes {sorted(never - walked)}"


def _branches(pathway, vignette):
    position = position_of(pathway, vignette.case)
    steps = position.place.path
    for number, (node, _) in enumerate(steps):
        yield node, steps[number + 1][0] if number + 1 < len(steps) else position.place.state


def _cannot_happen(pathway, way):
    """`one_or_none` reads the count a second time: two and more went another way at `how_many_fair_tries` (proved in p1)."""
    return way in {("one_or_none", "two_adequate_trials"), ("one_or_none", "three_adequate_trials")}
