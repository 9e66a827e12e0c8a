# ruff: noqa: PLC0415
"""Step (i) of the proofs: case -> finite summary is total, deterministic and monotone.

Total: every valid case, with anything unasked, unknown or in free text, has a summary, a position and an answer, and every fact
has a value of its declared domain. Deterministic: the same input gives the same bytes, in another process too. Monotone: what
holds (or does not) while something is unasked or unknown stays so when it is told; a fuller history never lowers the certain
count, and the truth about it lies between the certain and the possible count.
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from basecase import base_case, failed_trial
from casegen import Dice, Drawn, dice_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from proof_classes import every_when

from pathways.content.domains import FACT_VALUES, branch_domain
from pathways.content.leaves import leaves
from pathways.engine.answer import answer_of
from pathways.engine.case import check_case
from pathways.engine.position import find_position
from pathways.engine.truth import UNASKED, UNKNOWN, compile_test

STANDINGS = {"not_indicated", "tried", "research_only", "next", "earlier", "later"}
SAFETIES = {"clear", "caution", "ruled_out", "needs_answer"}


def faults_of(pathway, position) -> list[str]:
    """Return what is out of its domain in one position."""
    summary, content, found = position.summary, pathway.content, []
    for fact in (*FACT_VALUES, *content["derived"]):
        value = summary.fact(fact)
        domain = branch_domain(fact, None, content)
        extra = ("not_applicable", "unknown", "unasked")
        if domain is None:
            fits = isinstance(value, int | float | str)
        else:
            fits = any(type(value) is type(d) and value == d for d in (*domain, *extra))
        if not fits:
            found.append(f"{fact} is {value!r}")
    if position.urgency not in ("none", "same_day", "emergency"):
        found.append(f"urgency {position.urgency!r}")
    for offer in position.options:
        if offer.standing not in STANDINGS or offer.safety not in SAFETIES:
            found.append(f"{offer.id}: {offer.standing}, {offer.safety}")
    return found


def test_total_on_the_sample(pathway, sample):
    for case, position in sample:
        assert not faults_of(pathway, position), case
        json.dumps(answer_of(pathway, position), allow_nan=False)


@settings(max_examples=150)
@given(data=st.data())
def test_total_and_deterministic(maker, data):
    pathway = maker.pathway
    case = check_case(maker.case(Drawn(data.draw)), pathway.content)
    first, again = find_position(pathway, case), find_position(pathway, check_case(json.loads(json.dumps(case)), pathway.content))
    assert not faults_of(pathway, first)
    assert json.dumps(answer_of(pathway, first)) == json.dumps(answer_of(pathway, again))


def _digest(pathway) -> str:
    total = hashlib.sha256()
    for raw in dice_cases(pathway, 150, seed=7):
        total.update(
            json.dumps(answer_of(pathway, find_position(pathway, check_case(raw, pathway.content))), ensure_ascii=False).encode()
        )
    return total.hexdigest()


def test_same_bytes_in_other_processes(pathway):
    """Sets iterate in another order under another hash seed; no answer may show it."""
    code = "import test_p0_summary as t; from pathways.engine.position import load_pathway; print(t._digest(load_pathway()))"
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(sys.modules["pathways"].__file__).parents[1])]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": os.pathsep.join(folders)},
        )
        for seed in (0, 4242)
    ]
    assert {run.communicate(timeout=120)[0].strip() for run in runs} == {_digest(pathway)}


def _reads_state(content, when, words, inside=()) -> bool:
    """Whether a condition asks for `unasked` or `unknown` itself, or for the urgency or phase as they stand now."""
    for leaf in leaves(when):
        if {str(v) for v in leaf.get("is") or ()} & words or leaf.get("fact") in ("urgency", "phase"):
            return True
        derived = content["derived"].get(leaf.get("fact") or "")
        if (
            derived
            and derived["id"] not in inside
            and any(_reads_state(content, v["when"], words, (*inside, derived["id"])) for v in derived["first"])
        ):
            return True
    return False


def _tests(content, words):
    seen = {}
    for when in every_when(content):
        seen.setdefault(json.dumps(when, sort_keys=True, default=list), when)
    return [(name, compile_test(when).of) for name, when in seen.items() if not _reads_state(content, when, words)]


def test_monotone_what_is_known_stays(pathway, maker):
    """Telling an unasked or unknown answer never changes a condition that held, or did not hold, without it."""
    known = {"unasked": _tests(pathway.content, {"unasked"}), "unknown": _tests(pathway.content, {"unknown", "unasked"})}
    tried = 0
    for number, raw in enumerate(dice_cases(pathway, 400, seed=11)):
        dice = Dice(number)
        before = find_position(pathway, check_case(raw, pathway.content)).summary
        answers = dict(raw.get("answers") or {})
        open_keys = [k for k in pathway.content["answers"] if k != "trials" and before.answers.get(k) in (None, "unknown")]
        if not open_keys:
            continue
        key = dice.pick(open_keys)
        state = "unknown" if before.answers.get(key) == "unknown" else "unasked"
        filled = {**raw, "answers": {**answers, key: maker.value(dice, key)}}
        after = find_position(pathway, check_case(filled, pathway.content)).summary
        for name, test in known[state]:
            was = test(before)
            assert was in (UNASKED, UNKNOWN) or test(after) == was, f"telling {key} = {filled['answers'][key]!r} turned {name}"
        tried += 1
    assert tried > 200


def test_monotone_trials(pathway, maker):
    """Asking for the trials never changes a condition that was decided without them; `unknown` trials neither."""
    tests = _tests(pathway.content, {"unknown", "unasked"})
    for number in range(150):
        dice = Dice(number)
        raw = maker.case(dice)
        for absent in ({}, {"trials": "unknown"}):
            before = find_position(
                pathway, check_case({k: v for k, v in raw.items() if k != "trials"} | absent, pathway.content)
            ).summary
            after = find_position(
                pathway, check_case({**raw, "trials": [maker.trial(dice) for _ in range(2)]}, pathway.content)
            ).summary
            for name, test in tests:
                was = test(before)
                assert was in (UNASKED, UNKNOWN) or test(after) == was, name


@settings(max_examples=150)
@given(data=st.data())
def test_counts_are_bounds(maker, data):
    """Telling an unknown fact of a trial keeps the certain count between the old certain and the old possible count."""
    dice = Drawn(data.draw)
    trials = [maker.fair_trial(dice) if dice.chance(6) else maker.trial(dice) for _ in range(1 + dice.count(3))]
    for trial in trials:
        trial["treatment"] = dice.pick(maker.antidepressants)

    def history(these):
        return find_position(maker.pathway, check_case(base_case({}, these), maker.content)).history

    before = history(trials)
    assert before.adequate <= before.possible
    at = dice.pick(range(len(trials)))
    choices = {"dose_mg": [50, 150, 300], "weeks": [3, 5, 8], "adherence": ["good", "poor"], "episode": ["current", "previous"]}
    lacks = [k for k in choices if trials[at].get(k) in (None, "unknown")]
    if lacks:
        key = dice.pick(lacks)
        after = history([*trials[:at], {**trials[at], key: dice.pick(choices[key])}, *trials[at + 1 :]])
        assert before.adequate <= after.adequate and after.possible <= before.possible, (trials[at], key)
    more = history([*trials, failed_trial(dice.pick(maker.antidepressants), 300, 12)])
    assert more.adequate >= before.adequate and more.possible >= before.possible


def test_the_formulas_are_the_engine(pathway, sample):
    """The proofs speak of formulas; here the formulas speak like the engine, on every condition, place and option of the sample."""
    found = differences(pathway, [p for _, p in sample])
    assert not found


@settings(max_examples=25)
@given(data=st.data())
def test_the_formulas_are_the_engine_on_drawn_cases(maker, data):
    pathway = maker.pathway
    cases = [maker.case(Drawn(data.draw)) for _ in range(3)]
    found = differences(pathway, [find_position(pathway, check_case(c, pathway.content)) for c in cases], conditions=False)
    assert not found


def differences(pathway, positions, conditions=True) -> list[str]:
    """Return where the formulas (proof_formulas) and the engine part."""
    from proof_formulas import Formulas
    from proof_logic import Bits

    formulas, found = Formulas(pathway, Bits([(p.summary, p.summary.reviewed) for p in positions])), []

    def mask(holds) -> int:
        return sum(1 << i for i, p in enumerate(positions) if holds(p))

    for name, when in (
        {json.dumps(w, sort_keys=True, default=list): w for w in every_when(pathway.content)}.items() if conditions else ()
    ):
        code, test = formulas.code(when), compile_test(when).of
        got = [test(p.summary) for p in positions]
        for value, bits in ((1, code.yes), (0, code.no), (2, code.unasked), (3, code.unknown)):
            if bits != sum(1 << i for i, g in enumerate(got) if g == value):
                found.append(f"{name} is not {value} where the engine says so")
    for state, bits in formulas.at.items():
        if bits != mask(lambda p, s=state: p.place.state == s):
            found.append(f"position {state}")
    for word, bits in formulas.urgency.items():
        if bits != mask(lambda p, w=word: p.urgency == w):
            found.append(f"urgency {word}")
    for number, shape in enumerate(formulas.shapes):
        option = pathway.tables.options[number].id
        for field in ("offered", "withheld", "declined"):
            if getattr(shape, field) != mask(lambda p, n=number, f=field: getattr(p.options[n], f)):
                found.append(f"{option}: {field}")
        if shape.find_out != mask(lambda p, n=number: p.options[n].find_out_first) and not pathway.tables.options[number].members:
            found.append(f"{option}: find_out_first")
        for field in ("standing", "safety"):
            for word, bits in getattr(shape, field).items():
                if bits != mask(lambda p, n=number, f=field, w=word: getattr(p.options[n], f) == w):
                    found.append(f"{option}: {field} {word}")
    return found


def test_the_laws_of_a_history_hold(pathway, sample):
    """What the solver is told about facts of one history holds of every summary of the sample."""
    from proof_formulas import Formulas
    from proof_logic import Bits
    from proof_solver import laws

    formulas = Formulas(pathway, Bits([(p.summary, p.summary.reviewed) for _, p in sample]))
    for about, law in laws(formulas):
        assert law == formulas.logic.true, about


def test_seeded_fault_the_comparison_sees_a_wrong_formula(pathway, sample, monkeypatch):
    """If the formulas read `unknown` as no, the comparison says so."""
    from proof_formulas import Formulas

    right = Formulas._four
    monkeypatch.setattr(Formulas, "_four", lambda self, yes, unasked, unknown: right(self, yes, unasked, self.logic.false))
    assert differences(pathway, [p for _, p in sample[:300]])


def test_seeded_fault_a_fact_outside_its_domain(pathway, sample):
    position = sample[0][1]
    position.summary._facts["came_back"], kept = "maybe", position.summary.fact("came_back")
    try:
        assert faults_of(pathway, position)
    finally:
        position.summary._facts["came_back"] = kept
