# ruff: noqa: PLC0415, SIM102
"""Property 3: no summary offers an option that one of its rules closes; an unasked fact that decides is asked, an unknown one is
never assumed.

Over all summaries (solver, per option): with a closing rule that holds and was not reviewed, or that nobody knows about, the option is not offered. By
the engine: every closing rule of every option, made to hold in places where the option was offered; every key such a rule
reads, taken out (then the option says `needs_answer` and the question stands among the questions left) and answered
`unknown` (then it is not offered: find out first). And what is not among the questions left changes nothing, whatever is
answered to it, singly or together. Every rule of a shared set, a class or a gate reaches the options it speaks of.
"""

from functools import lru_cache

import pytest
from basecase import position_of
from casegen import Dice, dice_cases
from proof_cases import CONTEXTS, broken, key_with, key_without, laid_over, making
from proof_solver import Prover, told

from pathways.content.rules import fact_key, split
from pathways.engine.case import check_case
from pathways.engine.position import find_position
from pathways.engine.truth import UNASKED, UNKNOWN, YES, compile_test


def solver_faults(prover, only=None) -> list[str]:
    """Over all summaries: what is offered has no closing rule that holds, or that nobody knows about."""
    f, g = prover.formulas, prover.formulas.logic
    found = []
    for number, option in enumerate(f.content["options"].values()):
        if f.tables.options[number].members or (only and option["id"] not in only):
            continue
        rules = [(f.rule_code(r["when"], number), f.lifted(r["when"])) for r in option["rules"] if r["effect"] == "ruled_out"]
        open_ = g.any(*(g.any(g.all(c.yes, g.no(lifted)), c.unknown) for c, lifted in rules))
        wrong = prover.find(f.shapes[number].offered, open_)
        if wrong is not None:
            found.append(f"{option['id']}: {told(wrong)}")
        wrong = prover.find(f.shapes[number].safety["clear"], g.any(open_, *(c.unasked for c, _ in rules)))
        if wrong is not None:
            found.append(f"{option['id']} is clear: {told(wrong)}")
    return found


def test_nothing_closed_is_offered_to_any_summary(prover):
    found = solver_faults(prover)
    assert not found


@lru_cache(maxsize=2)
def _places(pathway_id, pathway):
    """Option -> up to two contexts where it is offered, else where it is next, else one."""
    positions = {n: position_of(pathway, c) for n, c in CONTEXTS.items()}
    out = {}
    for number, row in enumerate(pathway.tables.options):
        offered = [n for n, p in positions.items() if p.options[number].offered]
        out[row.id] = offered[:2] or ["two_one_runs"]
    return out


def places(pathway):
    return _places(id(pathway), _Same(pathway))


class _Same:
    """A pathway as a cache key by identity."""

    def __init__(self, pathway):
        self.content, self.graph, self.tables = pathway


def rule_faults(pathway, only=()) -> tuple[list[str], int, int]:
    """Every closing rule of every option, made to hold: faults, rules tried, rules that answers alone cannot make hold."""
    found, tried, skipped = [], 0, 0
    for option in pathway.content["options"].values():
        number = pathway.tables.index[option["id"]]
        if only and option["id"] not in only:
            continue
        if pathway.tables.options[number].members and not option["stands_for_itself"]:
            continue
        for rule in option["rules"]:
            if rule["effect"] != "ruled_out":
                continue
            answers = making(rule["when"], pathway.content)
            done = False
            for name in places(pathway)[option["id"]][:1] if answers is not None else ():
                position = position_of(pathway, laid_over(CONTEXTS[name], answers))
                if compile_test(rule["when"]).of(position.summary) != YES:
                    continue
                done = True
                offer = position.options[number]
                if offer.safety != "ruled_out" or offer.offered or not any(r.effect == "ruled_out" for r in offer.reasons):
                    found.append(f"{option['id']} at {name} with {answers}: {offer.safety}, offered {offer.offered}")
            tried, skipped = tried + done, skipped + (not done)
    return found, tried, skipped


def test_every_closing_rule_closes(pathway):
    found, tried, skipped = rule_faults(pathway)
    assert not found
    assert skipped <= tried / 50, f"{skipped} of {tried + skipped} closing rules were not made to hold"


def open_faults(pathway, only=()) -> list[str]:
    """Every key that closing rules read: taken out it is asked, unknown it is not assumed."""
    found = []
    for option in pathway.content["options"].values():
        number = pathway.tables.index[option["id"]]
        if pathway.tables.options[number].members or (only and option["id"] not in only):
            continue
        rules = [(r, compile_test(r["when"]).of) for r in option["rules"] if r["effect"] == "ruled_out"]
        keys = dict.fromkeys(k for r, _ in rules for k in r["reads"])
        for name in places(pathway)[option["id"]]:
            for full in keys:
                key = full.removeprefix("answers.")
                mine = [t for r, t in rules if full in r["reads"]]
                position = position_of(pathway, key_without(CONTEXTS[name], key))
                offer = position.options[number]
                if any(t(position.summary) == UNASKED for t in mine) and offer.safety != "ruled_out":
                    question = next(q.id for q in pathway.tables.questions if full in q.full_keys)
                    if offer.safety != "needs_answer" or question not in position.questions or position.complete:
                        found.append(
                            f"{option['id']} at {name} without {key}: {offer.safety}, {question} asked: {question in position.questions}"
                        )
                    if not any(r.kind == "missing_answer" for r in offer.reasons):
                        found.append(f"{option['id']} at {name} without {key}: does not say that it is missing")
                position = position_of(pathway, key_with(CONTEXTS[name], key, "unknown"))
                offer = position.options[number]
                if any(t(position.summary) == UNKNOWN for t in mine) and offer.safety != "ruled_out":
                    if offer.safety != "needs_answer" or offer.offered or not offer.find_out_first:
                        found.append(f"{option['id']} at {name} with {key} unknown: {offer.safety}, offered {offer.offered}")
    return found


def test_unasked_is_asked_and_unknown_is_not_assumed(pathway):
    found = open_faults(pathway)
    assert not found


def outcome(position):
    """What a person is told; that an option waits counts where it would be offered otherwise."""
    return (
        position.urgency,
        position.place.state,
        [
            (o.id, o.standing, o.safety, o.offered, o.withheld and o.standing == "next" and o.safety != "ruled_out", o.declined)
            for o in position.options
        ],
    )


def answers_another(pathway, before, after, left) -> bool:
    """Whether an answer settles a question that is asked anyway (a man is not asked about pregnancy): then it is no change by itself."""
    return any(before.summary.answers.get(k) is None and after.summary.answers.get(k) is not None for k in left)


def question_faults(pathway, maker, cases) -> list[str]:
    """What is not among the questions left can change nothing."""
    found = []
    for number, raw in enumerate(cases):
        dice = Dice(number)
        case = check_case(raw, pathway.content)
        position = find_position(pathway, case)
        left = {k for q in position.questions for k in next(r.keys for r in pathway.tables.questions if r.id == q)}
        free = [
            k for k in pathway.content["answers"] if k != "trials" and k not in left and position.summary.answers.get(k) is None
        ]
        together = {}
        before = outcome(position)
        for key in free:
            for value in (maker.value(dice, key), maker.value(dice, key), "unknown"):
                after = find_position(pathway, check_case(key_with({"answers": {}, **raw}, key, value), pathway.content))
                if outcome(after) != before and not answers_another(pathway, position, after, left):
                    changed = [a[0] for a, b in zip(before[2], outcome(after)[2], strict=True) if a != b]
                    found.append(f"{key} = {value!r} is not asked and changes {changed or 'the place'} (case {number})")
                    break
            else:
                together[key] = value if dice.chance(2) else maker.value(dice, key)
        if together:
            after = find_position(
                pathway, check_case({**raw, "answers": {**(raw.get("answers") or {}), **together}}, pathway.content)
            )
            if (
                outcome(after) != before
                and not answers_another(pathway, position, after, left)
                and not any(f"(case {number})" in f for f in found)
            ):
                found.append(f"{sorted(together)} together change something (case {number})")
    return found


def test_what_is_not_asked_changes_nothing(pathway, maker):
    few = [
        key_without(c, *[k for i, k in enumerate(c["answers"]) if (i * 7 + n) % 11 == 0]) for n, c in enumerate(CONTEXTS.values())
    ]
    found = question_faults(pathway, maker, [*few, *dice_cases(pathway, 160, seed=3)])
    assert not found


def test_every_raw_rule_reaches_its_options(pathway, raw):
    """Read from the raw content: own rules, shared sets, the class's rules (unless the member tells about the same fact), gates."""
    for option in raw["options"].values():
        have = {(r["fact"], r["effect"]) for r in pathway.content["options"][option["id"]]["rules"]}
        own = _parts(option, raw)
        assert {(fact_key(r["when"]), r["effect"]) for r in own} <= have, option["id"]
        told_facts = {fact_key(r["when"]) for r in own}
        if option["parent"]:
            for rule in _parts(raw["options"][option["parent"]], raw):
                assert fact_key(rule["when"]) in told_facts or (fact_key(rule["when"]), rule["effect"]) in have, option["id"]
        for gate in raw["gates"].values():
            if (option["id"] in gate["options"] or option["group"] in gate["groups"]) and option["id"] not in gate["but_not"]:
                if gate["effect"] == "not_indicated":
                    assert any(
                        dict(n["text"]) == gate["text"] for n in pathway.content["options"][option["id"]]["road"]["not_indicated"]
                    )
                else:
                    assert (fact_key(gate["when"]), gate["effect"]) in have


def _parts(option, raw):
    rules = [*option["rules"], *(r for name in option["include"] for r in raw["rule_sets"][name]["rules"])]
    return [part for rule in rules for part in split(rule, raw)]


def test_seeded_fault_a_closed_option_is_offered(pathway, monkeypatch):
    """An engine that forgets the rules about conditions."""
    from pathways.engine.offers import _Safety

    monkeypatch.setattr(_Safety, "_conditions", lambda self: None)
    assert rule_faults(pathway, only=("bupropion",))[0]
    assert open_faults(pathway, only=("bupropion",))


def test_seeded_fault_unknown_read_as_no(pathway, monkeypatch):
    from pathways.engine.offers import _Safety

    right = _Safety._whole
    monkeypatch.setattr(
        _Safety, "_whole", lambda self, key, code, *more: right(self, key, code, *more) if code == UNASKED else None
    )
    assert any("unknown" in f for f in open_faults(pathway, only=("bupropion", "ect")))


def test_seeded_fault_a_question_is_not_asked(pathway, maker, monkeypatch):
    from pathways.engine import position as module

    right = module.questions_left
    monkeypatch.setattr(
        module, "questions_left", lambda *a: [q for q in right(*a) if q not in ("psychosis", "medical_conditions", "severity")]
    )
    assert question_faults(pathway, maker, [key_without(c, "medical_conditions", "psychosis", "phq9") for c in CONTEXTS.values()])


def test_seeded_fault_the_solver_sees_an_open_rule(raw):
    """A formula in which a closing rule does not close is refuted."""
    prover = Prover(broken(raw, lambda c: None))
    f = prover.formulas
    number = f.tables.index["bupropion"]
    f.shapes[number] = f.shapes[number]._replace(offered=f.shapes[number].standing["next"])
    assert solver_faults(prover, only={"bupropion"})


@pytest.mark.parametrize("option", ["sertraline", "bupropion", "esketamine", "tms"])
def test_the_proof_is_not_empty(prover, option):
    """Each of these can be offered, and can be ruled out."""
    shape = prover.formulas.shapes[prover.formulas.tables.index[option]]
    assert prover.find(shape.offered) is not None and prover.find(shape.safety["ruled_out"]) is not None
