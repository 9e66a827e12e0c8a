"""Property 4: every option is listed, every time, in the contract's order, with a standing and, unless plainly offered, a reason.

The order is the contract's own list (section 5), typed in data/contract.yaml and here checked for shape. Each reason stands for what it
explains: ruled out, an answer missing, withheld, declined, tried, not indicated, research only, later or earlier. Checked on
every context, on every closing and warning rule made to hold, on the sample, and on drawn cases.
"""

from basecase import position_of
from casegen import Drawn
from hypothesis import given, settings
from hypothesis import strategies as st
from proof_cases import CONTEXTS, broken, laid_over, making

from pathways.engine.answer import answer_of
from pathways.engine.case import check_case
from pathways.engine.history import TRIED
from pathways.engine.position import find_position

FIRST, LAST, HOW_MANY = "crisis_care", "clinical_trial", 98


def order(pathway) -> list[str]:
    return [o for g in pathway.content["contract"]["groups"] for o in g["options"]]


def faults_of(pathway, position) -> list[str]:
    """Return what is wrong with the list of options of one position."""
    found = []
    if [o.id for o in position.options] != order(pathway):
        found.append("another order than the contract's")
    for offer in position.options:
        effects, kinds = {r.effect for r in offer.reasons}, {r.kind for r in offer.reasons}
        plainly = offer.offered and offer.safety == "clear"
        row = pathway.tables.options[pathway.tables.index[offer.id]]
        if not plainly and not offer.reasons:
            found.append(f"{offer.id} has no reason")
        if any(
            not r.text["plain"].strip() or not r.text["clinician"].strip() or "{" in r.text["plain"] or "{" in r.text["clinician"]
            for r in offer.reasons
        ):
            found.append(f"{offer.id}: an empty or unfilled reason")
        wanted = {"ruled_out": {"ruled_out"}, "caution": {"caution"}, "needs_answer": {"unasked", "unknown"}, "clear": set()}[
            offer.safety
        ]
        if wanted and not wanted & effects and not row.members:
            found.append(f"{offer.id} is {offer.safety} and does not say why")
        if offer.withheld and "withheld" not in effects and not row.members:
            found.append(f"{offer.id} is withheld and does not say so")
        if offer.declined and "wish" not in kinds:
            found.append(f"{offer.id} is declined and does not say so")
        by_standing = {
            "not_indicated": {"evidence", "licence"},
            "tried": {"evidence"},
            "research_only": {"licence"},
            "later": {"evidence"},
            "earlier": {"evidence"},
            "next": {"evidence"},
        }[offer.standing]
        if not by_standing & kinds and not row.members:
            found.append(f"{offer.id} is {offer.standing} and does not say why")
        if offer.standing == "tried" and not TRIED & effects and not row.members:
            found.append(f"{offer.id} is tried and does not say how it went")
        if row.members and not offer.offered and offer.safety == "ruled_out" and not {"ruled_out", "class_closed"} & effects:
            found.append(f"the class {offer.id} is ruled out and does not say so")
        if any(r.effect == "ruled_out" and not r.because for r in offer.reasons):
            found.append(f"{offer.id}: a closing reason that names no answer")
    return found


def faults(pathway) -> list[str]:
    """The contexts only: quick."""
    return [f"{name}: {f}" for name, case in CONTEXTS.items() for f in faults_of(pathway, position_of(pathway, case))]


def test_the_order_is_the_contracts(pathway):
    names = order(pathway)
    assert (
        names[0] == FIRST
        and names[-1] == LAST
        and len(names) == len(set(names))
        and set(names) == set(pathway.content["options"])
    )
    assert len(names) >= HOW_MANY


def test_in_every_context(pathway):
    found = faults(pathway)
    assert not found


def test_with_every_rule(pathway):
    found, seen = [], set()
    for option in pathway.content["options"].values():
        for rule in option["rules"]:
            answers = making(rule["when"], pathway.content)
            if answers is None or str(answers) in seen:
                continue
            seen.add(str(answers))
            for name in ("two_one_runs", "first_step"):
                found += [
                    f"{answers} at {name}: {f}"
                    for f in faults_of(pathway, position_of(pathway, laid_over(CONTEXTS[name], answers)))
                ]
    assert not found
    assert len(seen) > 200


def test_on_the_sample(pathway, sample):
    found = [f for _, position in sample for f in faults_of(pathway, position)]
    assert not found


@settings(max_examples=100)
@given(data=st.data())
def test_on_drawn_cases(maker, data):
    pathway = maker.pathway
    position = find_position(pathway, check_case(maker.case(Drawn(data.draw)), pathway.content))
    found = faults_of(pathway, position)
    assert not found
    told = answer_of(pathway, position)["options"]
    assert [o["id"] for o in told] == order(pathway)
    assert all(
        o["offered"]
        == (
            o["standing"] == "next"
            and o["safety"] != "ruled_out"
            and not o["withheld"]
            and not o["declined"]
            and not o["find_out_first"]
        )
        for o in told
        if not pathway.tables.options[pathway.tables.index[o["id"]]].members
    )


def test_seeded_fault_a_reason_is_lost(pathway):
    position = position_of(pathway, CONTEXTS["two_adequate_trials"])
    options = list(position.options)
    at = next(i for i, o in enumerate(options) if not o.offered)
    options[at] = options[at]._replace(reasons=())
    assert faults_of(pathway, position._replace(options=tuple(options)))


def test_seeded_fault_an_option_is_left_out(pathway):
    position = position_of(pathway, CONTEXTS["two_adequate_trials"])
    assert faults_of(pathway, position._replace(options=position.options[1:]))


def test_seeded_fault_a_text_is_not_filled_in(raw):
    def change(content):
        content["wording"]["reasons"]["withheld"]["text"]["plain"] = "Wait: {nobody fills this}"

    assert any("unfilled" in f for f in faults(broken(raw, change)))
