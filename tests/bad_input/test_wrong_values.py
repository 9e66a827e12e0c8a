"""A wrong value or key gets one clear message with the place, the fault, what is allowed and the closest match."""

import pytest
from bad_case import case_with, told

from pathways.engine.case import check_case

WRONG = (None, True, 7, 1.5, "some words", [], ["some words"], {}, {"some": "words"})

# what is wrong, and what the message must say

ONE_FAULT = [
    ("format: 2", ["format", "must be 1, found 2", "Write `format: 1`."]),
    ("format: true", ["must be 1, found true"]),
    ("format: '1'", ['must be 1, found "1"']),
    ("answers: {}", ["format", "must be 1, found nothing"]),
    ("", ["must be a set of keys and values, found nothing", "Known keys: format"]),
    ("[1, 2]", ["must be a set of keys and values, found a list"]),
    ("just words", ['found "just words"']),
    ("format: 1\nanswer: {}", ["line 2", "the key 'answer' is not known here", "Did you mean 'answers'?"]),
    ("format: 1\nzzz: {}", ["the key 'zzz' is not known here", "Known keys: format, pathway"]),
    ("format: 1\nanswers:\n  agee: 45", ["line 3, answers.agee", "'agee' is not known here", "Did you mean 'age'?"]),
    ("format: 1\nanswers: [age]", ["line 2, answers", "must be a set of keys and values, found a list"]),
    (
        "format: 1\nanswers:\n  age: forty",
        ["line 3, answers.age", 'must be a number, found "forty"', "Allowed: 0 to 120, or unknown."],
    ),
    ("format: 1\nanswers:\n  age: 121", ["is 121, out of range", "Allowed: 0 to 120"]),
    ("format: 1\nanswers:\n  age: -1", ["is -1, out of range"]),
    ("format: 1\nanswers:\n  age: 45.5", ["must be a whole number, found 45.5"]),
    ("format: 1\nanswers:\n  age: true", ["must be a number, found true"]),
    ("format: 1\nanswers:\n  age: '45'", ['must be a number, found "45"']),
    ("format: 1\nanswers:\n  age: .nan", ['must be a number, found ".nan"']),
    ("format: 1\nanswers:\n  phq9: 28", ["is 28, out of range", "Allowed: 0 to 27"]),
    ("format: 1\nanswers:\n  sex: femal", ['cannot be "femal"', "Did you mean 'female'?"]),
    ("format: 1\nanswers:\n  sex: q", ['cannot be "q"', "Allowed: female, male, other, unknown."]),
    (
        "format: 1\nanswers:\n  psychosis: no",
        ['must be true or false, found "no"', "Write true, false or unknown, without quotes."],
    ),
    ("format: 1\nanswers:\n  psychosis: 0", ["must be true or false, found 0"]),
    ("format: 1\nanswers:\n  suicidality: true", ["cannot be true", "Allowed: none, passive, active, active_plan, unknown."]),
    (
        "format: 1\nanswers:\n  medical_conditions: ptsd",
        ['must be a list, found "ptsd"', "Write [] for none, unknown if nobody knows."],
    ),
    (
        "format: 1\nanswers:\n  medical_conditions: [seizure_disordr]",
        ["answers.medical_conditions.1", 'cannot be "seizure_disordr"', "Did you mean 'seizure_disorder'?"],
    ),
    ("format: 1\nanswers:\n  medical_conditions: [zzzzzz]", ['cannot be "zzzzzz"', "Allowed:", "more (see data/README.md)"]),
    (
        "format: 1\nanswers:\n  features: [anxious, [seasonal]]",
        ["answers.features.2", "cannot be a list", "Allowed: melancholic, atypical"],
    ),
    ("format: 1\nanswers:\n  declines: [medicaton]", ["Did you mean 'medication'?"]),
    ("format: 1\nanswers:\n  current_medications: sertraline", ['must be a list, found "sertraline"']),
    (
        "format: 1\nanswers:\n  current_medications: [100]",
        ["answers.current_medications.1", "must be text, found 100", "Put it in quotes."],
    ),
    ("format: 1\nanswers:\n  current_medications: ['  ']", ["is empty", "take the entry out"]),
    (
        "format: 1\nanswers:\n  recent_medications: [fluoxetine]",
        [
            "answers.recent_medications.1",
            'must be a set of keys and values, found "fluoxetine"',
            "Known keys: name, stopped_weeks_ago.",
        ],
    ),
    (
        "format: 1\nanswers:\n  recent_medications: [{stopped_weeks_ago: 3}]",
        ["a recent medicine needs a name", "Write `name: ...`."],
    ),
    (
        "format: 1\nanswers:\n  recent_medications: [{name: x, stopped: 3}]",
        ["'stopped' is not known here", "Did you mean 'stopped_weeks_ago'?"],
    ),
    (
        "format: 1\nanswers:\n  recent_medications: [{name: x, stopped_weeks_ago: -1}]",
        ["recent_medications.1.stopped_weeks_ago", "is -1, out of range"],
    ),
    ("format: 1\nanswers:\n  values: {speeed: 5}", ["'speeed' is not known here", "Did you mean 'speed'?"]),
    ("format: 1\nanswers:\n  values: {speed: 11}", ["answers.values.speed", "is 11, out of range", "Allowed: 0 to 10"]),
    ("format: 1\nanswers:\n  values: [speed]", ["must be a set of keys and values, found a list"]),
    (
        "format: 1\nanswers:\n  trials: []",
        ["answers.trials", "does not stand among the answers", "Put `trials` beside `answers`, not in it."],
    ),
    ("format: 1\ntrials: sertraline", ["line 2, trials", 'must be a list, found "sertraline"']),
    (
        "format: 1\ntrials: [sertraline]",
        ["trials.1", 'must be a set of keys and values, found "sertraline"', "Known keys: treatment"],
    ),
    (
        "format: 1\ntrials: [{dose_mg: 50}]",
        ["trials.1", "a trial needs a treatment", "a medicine, a brand, a class or an option id"],
    ),
    ("format: 1\ntrials: [{treatment: ''}]", ["trials.1.treatment", "is empty"]),
    (
        "format: 1\ntrials:\n  - treatment: x\n    dose: 50",
        ["line 4, trials.1.dose", "'dose' is not known here", "Did you mean 'dose_mg'?"],
    ),
    (
        "format: 1\ntrials: [{treatment: x, dose_mg: 50 mg}]",
        ["trials.1.dose_mg", 'must be a number, found "50 mg"', "Allowed: 0 to 10000, or unknown."],
    ),
    ("format: 1\ntrials: [{treatment: x, dose_mg: -5}]", ["is -5, out of range"]),
    ("format: 1\ntrials: [{treatment: x, weeks: 3001}]", ["is 3001, out of range"]),
    ("format: 1\ntrials: [{treatment: x, sessions: 2.5}]", ["must be a whole number, found 2.5"]),
    ("format: 1\ntrials: [{treatment: x, percent_better: 101}]", ["is 101, out of range"]),
    ("format: 1\ntrials: [{treatment: x, outcome: nonee}]", ['cannot be "nonee"', "Did you mean 'none'?"]),
    ("format: 1\ntrials: [{treatment: x, adherence: excellent}]", ['cannot be "excellent"', "Allowed: good, poor, unknown."]),
    ("format: 1\ntrials: [{treatment: x, ongoing: yes}]", ['must be true or false, found "yes"']),
    ("format: 1\ntrials: [{treatment: x, role: booster}]", ['cannot be "booster"', "Allowed: monotherapy, augmentation"]),
    ("format: 1\ntrials: [{treatment: x, episode: 2}]", ["cannot be 2", "Allowed: current, previous, unknown."]),
    (
        "format: 1\ntrials: [{treatment: x, stopped_because: bored}]",
        ['cannot be "bored"', "Allowed: no_benefit, side_effects, other, unknown."],
    ),
    ("format: 1\nasked_on: yesterday", ["asked_on", 'must be a day, found "yesterday"', "Write it like 2026-11-23."]),
    ("format: 1\nasked_on: 2026-02-30", ['must be a day, found "2026-02-30"']),
    ("format: 1\nasked_on: 20261123", ["must be a day, found 20261123"]),
    ("format: 1\nanswering: nurse", ['cannot be "nurse"', "Allowed: patient, with_clinician, clinician, family."]),
    ("format: 1\ncountry: Germany", ['cannot be "Germany"', "Allowed: US, CA, GB, IE, AU, NZ, other."]),
    ("format: 1\npathway: {edition: [us]}", ["pathway.edition", "must be text, found a list"]),
    ("format: 1\npathway: {offered: ect}", ["pathway.offered", 'must be a list, found "ect"']),
    ("format: 1\npathway: {versoin: '1'}", ["Did you mean 'version'?"]),
    ("format: 1\nclinician_review: [{of: suicidality}]", ["clinician_review.1", "a clinician's review needs 'by'"]),
    (
        "format: 1\nclinician_review: [{of: suicidalty, by: Dr A}]",
        ["clinician_review.1.of", "is not an answer, condition or medicine", "Did you mean 'suicidality'?"],
    ),
    ("format: 1\nclinician_review: [{of: suicidality, by: Dr A, on: soon}]", ["clinician_review.1.on", "must be a day"]),
    (
        "format: 1\nclinician_review: [{of: suicidality, by: Dr A, value: worse}]",
        ["clinician_review.1.value", 'cannot be "worse"', "Allowed: none, passive"],
    ),
    (
        "format: 1\nclinician_review: [{of: ptsd, by: Dr A, value: true}]",
        ["'ptsd' is no answer, so it has no value", "Leave the value out."],
    ),
    ("format: 1\ndecided: {what: [ect]}", ["decided.what", "must be text, found a list"]),
    ("format: 1\ndecided: ect", ["decided", 'found "ect"', "Known keys: what, look_again_on"]),
]


@pytest.mark.parametrize(("text", "words"), ONE_FAULT, ids=[f"{i}" for i in range(len(ONE_FAULT))])
def test_message_says_place_fault_and_mend(pathway, text, words):
    message = told(text, pathway.content)
    for word in words:
        assert word in message, message


def test_every_key_refuses_every_wrong_type(pathway):
    """Each answer and each key of a trial takes what it is for, `unknown`, and nothing else."""
    content = pathway.content
    right = {
        "choice": str,
        "yes_no": bool,
        "whole_number": (int, float),
        "set": list,
        "text_list": list,
        "recent_medicines": list,
        "values": dict,
    }
    for key, record in content["answers"].items():
        if record["kind"] == "trials":
            continue
        check_case({"format": 1, "answers": {key: "unknown"}}, content)
        check_case({"format": 1, "answers": {key: None}}, content)
        for value in WRONG:
            if value is not None and not (
                isinstance(value, right[record["kind"]]) and not (record["kind"] == "whole_number" and isinstance(value, bool))
            ):
                message = told(case_with(answers={key: value}), content)
                assert f"answers.{key}" in message, message
    for key in ("dose_mg", "weeks", "sessions", "percent_better", "stopped_weeks_ago"):
        for value in ("many", True, [], {}):
            assert f"trials.1.{key}" in told(case_with(trials=[{"treatment": "x", key: value}]), content)
        check_case({"format": 1, "trials": [{"treatment": "x", key: "unknown"}]}, content)
