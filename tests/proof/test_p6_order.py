# ruff: noqa: PLC0415
"""Property 6: editing an earlier answer and walking again equals walking afresh; the order of answering never matters.

The position is a function of the case's keys: the same answers in any order of keys give the same bytes. Editing is told apart
from a fresh start by memory only, so one pathway is led through long random edit sequences and after each step compared with a
pathway that has never seen a case. The answers that other answers imply are worked out alike in every order, over all values
of the keys they read (enumeration). The order inside a list of conditions, medicines or allergies changes no offer (a
reason may name the medicines in the order they were told).
"""

import itertools
import json

from casegen import Dice, Drawn
from hypothesis import given, settings
from hypothesis import strategies as st
from proof_cases import CONTEXTS, broken, key_with, key_without

from pathways.content.leaves import leaves
from pathways.engine.answer import answer_of
from pathways.engine.case import check_case
from pathways.engine.position import find_position, make_pathway
from pathways.engine.summary import effective_answers


def told(pathway, case) -> str:
    return json.dumps(answer_of(pathway, find_position(pathway, check_case(case, pathway.content))), ensure_ascii=False)


@settings(max_examples=120)
@given(data=st.data())
def test_the_order_of_keys_never_matters(maker, data):
    case = maker.case(Drawn(data.draw))
    answers = list((case.get("answers") or {}).items())
    mixed = data.draw(st.permutations(answers))
    keys = data.draw(st.permutations(list(case)))
    other = {k: dict(mixed) if k == "answers" else case[k] for k in keys}
    assert told(maker.pathway, case) == told(maker.pathway, other)


def edit(dice, maker, case):
    """One edit of a case: answer, change, take back, add or take out a trial."""
    key = dice.pick([k for k in maker.content["answers"] if k != "trials"])
    trials = list(case.get("trials") or []) if case.get("trials") != "unknown" else []
    turn = dice.count(9)
    if turn < 5:
        return key_with({"answers": {}, **case}, key, maker.answer(dice, key))
    if turn < 7:
        return key_without({"answers": {}, **case}, key)
    if turn == 7:
        return {**case, "trials": [*trials, maker.fair_trial(dice)]}
    if turn == 8:
        return {**case, "trials": trials[1:]}
    return key_without({"answers": {}, **case}, "trials")


def edit_faults(pathway, fresh, maker, runs=12, length=25) -> list[str]:
    """Lead `pathway` through edits; compare each step with `fresh`, which is asked only now and then and in another order."""
    found = []
    for run in range(runs):
        dice = Dice(run)
        case, seen = dict(list(CONTEXTS.values())[run % len(CONTEXTS)]), []
        for _ in range(length):
            case = edit(dice, maker, case)
            seen.append((case, told(pathway, case)))
        for number in reversed(range(len(seen))):
            step, was = seen[number]
            if told(fresh, json.loads(json.dumps(step))) != was:
                found.append(f"run {run}, edit {number}")
    return found


def test_editing_and_walking_again_is_walking_afresh(pathway, maker):
    found = edit_faults(pathway, make_pathway(pathway.content), maker)
    assert not found


def test_there_and_back_again(pathway, maker):
    """An answer changed and changed back leaves nothing behind."""
    for name, case in CONTEXTS.items():
        before, dice = told(pathway, case), Dice(1)
        for key in case["answers"]:
            told(pathway, key_with(case, key, maker.answer(dice, key)))
        assert told(pathway, json.loads(json.dumps(case))) == before, name


def implied_faults(pathway) -> list[str]:
    """Enumerate every question that others can answer: all values of the keys in play, in every order of the keys."""
    found = []
    for keys, _, _ in pathway.tables.implied:
        question = next(
            q
            for q in pathway.content["questions"].values()
            if tuple([q["sets"]] if isinstance(q["sets"], str) else q["sets"]) == tuple(keys)
        )
        reads = [leaf["answer"] for leaf in leaves(question["not_asked_when"]["when"] if question["not_asked_when"] else None)]
        play = list(dict.fromkeys([*keys, *reads]))
        choices = []
        for key in play:
            record = pathway.content["answers"][key]
            values = (
                list(record["values"])
                if record["kind"] in ("choice", "yes_no")
                else [record["low"], record["high"]]
                if record["kind"] == "whole_number"
                else [()]
            )
            choices.append([None, "unknown", *values])
        for values in itertools.product(*choices):
            given_ = {k: v for k, v in zip(play, values, strict=True) if v is not None}
            first = effective_answers(dict(given_), pathway.tables.implied)
            for order in (reversed(list(given_)), sorted(given_)):
                if effective_answers({k: given_[k] for k in order}, pathway.tables.implied) != first:
                    found.append(f"{given_} in another order")
            for key, value in given_.items():
                if value != "unknown" and first[key] != value:
                    found.append(f"{given_}: {key} was told and became {first[key]!r}")
            again = effective_answers(dict(first), pathway.tables.implied)
            if again != first:
                found.append(f"{given_}: read twice gives another answer")
    return found


def test_implied_answers_are_the_same_in_every_order(pathway):
    found = implied_faults(pathway)
    assert not found


def test_the_order_inside_a_list_changes_no_offer(pathway, maker):
    for number in range(150):
        dice = Dice(number)
        case = CONTEXTS[dice.pick(list(CONTEXTS))]
        for key in ("medical_conditions", "current_medications", "allergies", "recent_medications"):
            many = [x for _ in range(3) for x in maker.value(dice, key)]
            many = [x for i, x in enumerate(many) if x not in many[:i]]
            if key == "medical_conditions" or len(many) > 1:
                case = key_with(case, key, many)
        turned = {**case, "answers": {k: list(reversed(v)) if isinstance(v, list) else v for k, v in case["answers"].items()}}
        one, two = (find_position(pathway, check_case(c, pathway.content)) for c in (case, turned))
        same = [
            (a.id, a.standing, a.safety, a.offered, sorted((r.kind, r.effect, r.sources) for r in a.reasons)) for a in one.options
        ]
        assert same == [
            (b.id, b.standing, b.safety, b.offered, sorted((r.kind, r.effect, r.sources) for r in b.reasons)) for b in two.options
        ], (number, case["answers"])
        assert (one.place.state, one.urgency, set(one.questions)) == (two.place.state, two.urgency, set(two.questions))


def test_seeded_fault_a_pathway_that_remembers(raw, maker, monkeypatch):
    """An engine that keeps the last person's urgency."""
    from pathways.engine import position as module

    pathway = broken(raw, lambda c: None)
    right, memory = module.find_urgency, []

    def leaky(tables, summary):
        found = right(tables, summary)
        if tables is not pathway.tables:
            return found
        memory.append(found)
        return memory[-2] if len(memory) > 1 and len(memory) % 3 == 0 else found

    monkeypatch.setattr(module, "find_urgency", leaky)
    assert edit_faults(pathway, make_pathway(pathway.content), maker, runs=2)


def test_seeded_fault_an_answer_that_depends_on_the_order(pathway, monkeypatch):
    import test_p6_order as here

    right = effective_answers
    monkeypatch.setattr(
        here, "effective_answers", lambda given, implied: {**right(given, implied), "first": next(iter(given), None)}
    )
    assert implied_faults(pathway)
