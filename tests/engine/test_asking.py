"""The next question: danger first, never one whose answer changes nothing, never twice; settled and complete keep their word."""

import pytest
from basecase import QUIET, base_case
from casegen import DANGER, Dice, Maker

from pathways.content.leaves import leaves
from pathways.content.walking import conditions_in, records
from pathways.engine.answer import answer_of
from pathways.engine.case import check_case
from pathways.engine.position import find_position

UP_TO_EPISODE_WEEKS = (
    "age",
    "sex",
    "pregnancy",
    "breast_feeding",
    *DANGER,
    "mania_history",
    "substance_use",
    "medical_workup",
    "phq9",
    "severity",
    "episode_weeks",
)


def place(pathway, case):
    return find_position(pathway, check_case(case, pathway.content))


def outcome(position, without=()):
    """Everything an answer could change, but for the questions that are answered by it."""
    options = tuple(
        (
            o.standing,
            o.safety,
            o.offered,
            o.withheld,
            o.declined,
            o.find_out_first,
            tuple((r.kind, r.effect, r.text["plain"]) for r in o.reasons),
        )
        for o in position.options
    )
    return (
        position.urgency,
        position.place.state,
        position.settled,
        position.history.trd,
        options,
        tuple(n["id"] for n in position.notices),
        tuple(q for q in position.questions if q not in without),
    )


@pytest.fixture(scope="module")
def asked_for(pathway):
    """Per answer: every value that some condition of the content asks about, and the edges of every number."""
    content, found = pathway.content, {}
    for _, _, record in records(content):
        for _, when in conditions_in(_plain(record)):
            for leaf in leaves(when):
                key = leaf.get("answer")
                if key:
                    bounds = [
                        leaf[b] + d
                        for b in ("at_least", "at_most", "above", "below")
                        if leaf.get(b) is not None
                        for d in (-1, 0, 1)
                    ]
                    found.setdefault(key, []).extend([*leaf.get("is", ()), *bounds, *([v] for v in leaf.get("has", ()))])
                for name in leaf.get("condition", ()):
                    found.setdefault("medical_conditions", []).append([name])
                for word, key in (("taking", "current_medications"), ("allergic_to", "allergies")):
                    for name in leaf.get(word, ()):
                        medicine = next((m for m, names in pathway.tables.groups.items() if name in names), None)
                        found.setdefault(key, []).append([medicine] if medicine else [])
                        if leaf.get("within_weeks") and medicine:
                            found.setdefault("recent_medications", []).append([{"name": medicine, "stopped_weeks_ago": 0}])
    values = {}
    for key, known in content["answers"].items():
        low, high = known["low"], known["high"]
        some = [
            v
            for v in found.get(key, ())
            if v not in ("unasked", "not_applicable")
            and not (isinstance(v, int | float) and not isinstance(v, bool) and not (low or 0) <= v <= (high or 0))
        ]
        whole = [*known["values"], *some] if known["kind"] in ("choice", "yes_no") else some
        if known["kind"] == "set":
            whole = [*([v] for v in known["values"]), *whole, []]
        unique = {repr(v): v for v in [*whole, "unknown"]}
        values[key] = list(unique.values())
    values["trials"] = [
        [],
        "unknown",
        base_case()["trials"],
        base_case()["trials"][:1],
        [{"treatment": "sertraline", "ongoing": True, "episode": "current"}],
        [{**base_case()["trials"][0], "outcome": "relapsed"}],
        [{"treatment": "ect", "outcome": "response"}],
        [{"treatment": "phenelzine", "ongoing": True}],
        [{**base_case()["trials"][0], "outcome": "partial", "ongoing": True, "stopped_weeks_ago": None, "stopped_because": None}],
    ]
    values["values"] = [{"speed": 5}]
    return values


def _plain(value):
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value


def answered(pathway, case, question, values):
    """Each case that answers one question of `case`, key by key."""
    keys = pathway.content["questions"][question]["sets"]
    for key in [keys] if isinstance(keys, str) else keys:
        for value in values[key]:
            yield {**case, "trials": value} if key == "trials" else {**case, "answers": {**case.get("answers", {}), key: value}}


def never_changes(pathway, case, values):
    """Return the questions still asked for of which no answer changes anything."""
    position = place(pathway, case)
    idle = []
    for question in position.questions:
        now = outcome(position, (question,))
        if not any(outcome(place(pathway, c), (question,)) != now for c in answered(pathway, case, question, values)):
            idle.append(question)
    return idle


def some_cases(pathway, count, seed):
    maker = Maker(pathway)
    return [maker.case(Dice(seed * 1_000_003 + n)) for n in range(count)]


def test_every_question_can_change_something(pathway, asked_for):
    """For an empty case, a quiet one with one key taken out, and random ones."""
    empty = {"format": 1}
    assert not never_changes(pathway, empty, asked_for)
    for key in QUIET:
        case = base_case()
        del case["answers"][key]
        assert not never_changes(pathway, case, asked_for), key
    for case in some_cases(pathway, 60, seed=5):
        assert not never_changes(pathway, case, asked_for), case


def test_what_is_not_asked_for_changes_nothing(pathway, asked_for):
    """An unasked key outside the list changes no place, no urgency and no open option, unless it settles a question of it."""
    for case in some_cases(pathway, 60, seed=6):
        position = place(pathway, case)
        left = {k for q in position.questions for k in _keys(pathway, q)}
        for key in pathway.content["answers"]:
            given = position.summary.answers.get(key) is not None if key != "trials" else case.get("trials") is not None
            if key in left or given or key == "values":
                continue
            for value in asked_for[key]:
                later = place(
                    pathway,
                    {**case, "trials": value}
                    if key == "trials"
                    else {**case, "answers": {**case.get("answers", {}), key: value}},
                )
                if any(
                    k in left and v is not None and position.summary.answers.get(k) is None
                    for k, v in later.summary.answers.items()
                ):
                    continue  # it settles a question that is asked for
                assert (later.urgency, later.place.state) == (position.urgency, position.place.state), (key, value, case)
                for before, after in zip(position.options, later.options, strict=True):
                    assert before.withheld or (before.standing, before.safety, before.offered) == (
                        after.standing,
                        after.safety,
                        after.offered,
                    ), (key, value, before.id, case)


def _keys(pathway, question):
    keys = pathway.content["questions"][question]["sets"]
    return [keys] if isinstance(keys, str) else keys


@pytest.mark.parametrize("answer", ["first", "last", "unknown"])
def test_no_question_is_asked_twice_and_every_walk_ends(pathway, asked_for, answer):
    """Answering the next question again and again comes to an end, with one answer each, and then the case is complete."""
    case, seen = {"format": 1}, []
    while True:
        position = place(pathway, case)
        if not position.questions:
            break
        question = position.questions[0]
        assert question not in seen, f"{question} is asked again"
        seen.append(question)
        key = _keys(pathway, question)[0]
        known = [v for v in asked_for[key] if v != "unknown"] or ["unknown"]
        value = {"first": known[0], "last": known[-1], "unknown": "unknown"}[answer]
        case = {**case, "trials": value} if key == "trials" else {**case, "answers": {**case.get("answers", {}), key: value}}
    assert position.complete and len(seen) <= len(pathway.content["questions"])


def test_danger_comes_first(pathway):
    """While a danger question is open, nothing else is asked; the order is that of the question files."""
    case, asked = {"format": 1, "answers": {}}, []
    while (position := place(pathway, case)).place.state == "danger_questions":
        assert pathway.content["questions"][position.questions[0]]["section"] == "safety"
        asked.append(position.questions[0])
        case["answers"][position.questions[0]] = QUIET[position.questions[0]]
    assert set(DANGER) <= set(asked)
    order = list(pathway.content["questions"])
    assert asked == sorted(asked, key=order.index)


def test_questions_left_stand_in_the_order_of_asking(pathway):
    order = list(pathway.content["questions"])
    for case in some_cases(pathway, 100, seed=7):
        questions = place(pathway, case).questions
        assert list(questions) == sorted(questions, key=order.index) and len(set(questions)) == len(questions)


def test_next_question_is_null_only_when_complete(pathway):
    for case in [{"format": 1}, base_case(), *some_cases(pathway, 100, seed=8)]:
        answer = answer_of(pathway, place(pathway, case))
        assert (answer["next_question"] is None) == answer["complete"]
        assert not answer["questions_left"] or answer["next_question"]["id"] == answer["questions_left"][0]


def test_a_case_down_to_episode_weeks_is_settled(pathway):
    """Contract section 3: with trials and these keys, later questions refine, never hold a person back."""
    answers = {k: QUIET[k] for k in UP_TO_EPISODE_WEEKS}
    case = {"format": 1, "answers": answers, "trials": []}
    assert place(pathway, case).settled
    maker = Maker(pathway)
    for n in range(150):
        dice = Dice(900_000 + n)
        some = {k: maker.answer(dice, k) for k in UP_TO_EPISODE_WEEKS}
        assert place(
            pathway, {"format": 1, "answers": some, "trials": [maker.trial(dice) for _ in range(dice.count(3))]}
        ).settled, some


@pytest.mark.parametrize("key", [k for k in UP_TO_EPISODE_WEEKS if k in DANGER])
def test_a_case_without_a_danger_answer_is_not_settled(pathway, key):
    case = base_case()
    del case["answers"][key]
    assert not place(pathway, case).settled and place(pathway, case).place.phase == "safety_gate"


def test_settled_keeps_its_word(pathway, asked_for):
    """No later answer changes the phase of a settled case, unless it tells of danger or of something outside this road."""
    case = {"format": 1, "answers": {k: QUIET[k] for k in UP_TO_EPISODE_WEEKS}, "trials": base_case()["trials"]}
    position = place(pathway, case)
    assert position.settled
    gates = {"safety_gate", "out_of_scope", "confirm_diagnosis", "maintenance"}
    for question in position.questions:
        for later in answered(pathway, case, question, asked_for):
            after = place(pathway, later)
            assert after.place.phase == position.place.phase or after.place.phase in gates, (question, later["answers"])
