"""A checked case: frozen, whole, and the same after it was saved and opened, whatever a person typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.content.frozen import Frozen
from pathways.engine.answer import answer_of
from pathways.engine.case import CaseError, check_case, empty_case, parse_case, read_case
from pathways.engine.case_text import case_text, visible
from pathways.engine.position import find_position

NOTES = st.text(st.characters(codec="utf-8"), max_size=40)
NAMES = NOTES.filter(lambda t: t.strip())
CASES = st.fixed_dictionaries(
    {"format": st.just(1)},
    optional={
        "answers": st.fixed_dictionaries(
            {},
            optional={
                "current_medications": st.lists(NAMES, max_size=3),
                "allergies": st.lists(NAMES, max_size=2),
                "age": st.integers(0, 120) | st.just("unknown"),
                "recent_medications": st.lists(
                    st.fixed_dictionaries(
                        {"name": NAMES}, optional={"stopped_weeks_ago": st.floats(0, 5000) | st.just("unknown")}
                    ),
                    max_size=2,
                ),
            },
        ),
        "trials": st.lists(
            st.fixed_dictionaries(
                {"treatment": NAMES}, optional={"details": NOTES, "dose_mg": st.floats(0, 10000), "weeks": st.integers(0, 3000)}
            ),
            max_size=3,
        ),
        "decided": st.fixed_dictionaries({}, optional={"what": NOTES, "watch": NOTES, "note": NOTES}),
        "clinician_review": st.lists(
            st.fixed_dictionaries({"of": st.just("psychosis"), "by": NAMES}, optional={"note": NOTES, "value": st.booleans()}),
            max_size=2,
        ),
    },
)


@given(CASES)
def test_saved_and_opened_is_the_same_case(pathway, case):
    """JSON and YAML, every letter, every number."""
    checked = check_case(case, pathway.content)
    for kind in ("json", "yaml"):
        assert parse_case(case_text(case, kind), pathway.content) == checked
        assert parse_case(case_text(case, kind).encode(), pathway.content) == checked


@pytest.mark.parametrize(
    "text",
    [
        "1e5",
        "09",
        "no",
        "true",
        "null",
        "~",
        "2026-11-23",
        "0x1f",
        "1_000",
        ".5",
        "+1",
        "-",
        "- a",
        "a: b",
        "# c",
        "'",
        '"',
        "|",
        ">",
        "&a",
        "*a",
        "!t",
        "%",
        "@",
        "`",
        " ",
        "\t",
        "\n",
        "a\nb\n",
        "<<",
        "=",
        "\u2028",
        "\x85",
        "\U0001f600",
    ],
)
def test_words_that_yaml_reads_otherwise(pathway, text):
    case = {"format": 1, "trials": [{"treatment": "x", "details": text}], "decided": {"note": text}}
    assert parse_case(case_text(case, "yaml"), pathway.content) == check_case(case, pathway.content)


def test_a_case_cannot_be_changed(pathway):
    case = check_case({"format": 1, "answers": {"medical_conditions": ["ptsd"]}, "trials": [{"treatment": "x"}]}, pathway.content)
    assert (
        isinstance(case, Frozen) and isinstance(case["trials"][0], Frozen) and case["answers"]["medical_conditions"] == ("ptsd",)
    )
    with pytest.raises(TypeError):
        case["answers"]["age"] = 4


def test_what_was_passed_in_stays_as_it_was(pathway):
    given_ = {
        "format": 1,
        "answers": {"age": 45.0, "sex": None, "values": {"speed": None}},
        "trials": None,
        "clinician_review": [{"of": "ptsd", "by": "A", "value": None}],
    }
    before = repr(given_)
    check_case(given_, pathway.content)
    assert repr(given_) == before


def test_a_checked_case_checks_to_itself(pathway):
    """Checking again changes nothing: the app does so with every answer."""
    case = check_case(
        {
            "format": 1,
            "answers": {"age": 45.0, "allergies": ["x"], "values": {"speed": 3}},
            "trials": [{"treatment": "x", "weeks": None}],
        },
        pathway.content,
    )
    assert check_case(case, pathway.content) == case


def test_empty_case(pathway):
    assert check_case(empty_case(), pathway.content) == {"format": 1}


def test_key_order_is_kept(pathway):
    """A file saved again stays readable side by side with the old one."""
    case = {"format": 1, "trials": [], "answers": {"sex": "male", "age": 4}, "country": "US"}
    checked = check_case(case, pathway.content)
    assert list(checked) == list(case) and list(checked["answers"]) == ["sex", "age"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"format": 1}'),
        ("a.yaml", "format: 1"),
        ("a.yml", "format: 1"),
        ("a.txt", "format: 1"),
        ("a", '{"format": 1}'),
    ],
)
def test_the_ending_of_the_name_does_not_matter(pathway, tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert read_case(tmp_path / name, pathway.content) == {"format": 1}


def test_yaml_in_braces_is_yaml(pathway):
    assert parse_case("{format: 1, answers: {age: 45}}", pathway.content)["answers"]["age"] == 45
    with pytest.raises(CaseError):
        parse_case('{"format": 1, answers: {age: 45}}', pathway.content)


def test_comments_are_no_fault(pathway):
    assert parse_case("# a case\nformat: 1 # of this file\n", pathway.content) == {"format": 1}


def test_contract_example_is_a_case(pathway):
    """The example of the public contract, with every key it names."""
    text = """
format: 1
pathway: {edition: us, version: "2026.11", position: null, offered: []}
asked_on: 2026-11-23
answering: patient
country: US
answers:
  age: 45
  sex: female
  pregnancy: none
  gestation_weeks: unknown
  weeks_postpartum: unknown
  risk_to_infant: false
  breast_feeding: false
  suicidality: none
  suicide_attempt_within_3_months: false
  past_suicide_attempt: false
  harm_to_others: false
  being_harmed: false
  psychosis: false
  psychosis_past: true
  catatonia: false
  refusing_food_and_fluids: false
  eating_very_little: false
  confusion_or_new_neurological_signs: false
  serotonin_toxicity_signs: false
  other_medicine_reaction: none
  mania_history: none
  mania_now: false
  family_history_bipolar: true
  substance_use: none
  substances: [alcohol, sedatives, opioids, stimulants, cannabis, ketamine, tobacco]
  medical_workup: done
  phq9: 18
  phq9_baseline: 20
  phq9_item9: 0
  hamd17: unknown
  madrs: unknown
  severity: moderate
  episode_weeks: 30
  number_of_episodes: 2
  features: [melancholic, atypical, anxious, seasonal, chronic]
  medical_conditions: [seizure_disorder, cochlear_implant]
  current_medications: ["sertraline 100 mg", "linezolid"]
  recent_medications: [{name: fluoxetine, stopped_weeks_ago: 3}]
  allergies: []
  planned_surgery: false
  declines: [medication]
  constraints: [no_escort, must_drive_daily, far_from_clinic, cost, no_insurance, cannot_take_time_off, no_smartphone]
  values: {work_and_driving: 5}
trials:
  - treatment: sertraline
    dose_mg: 150
    weeks: 10
    sessions: null
    details: text
    adherence: good
    percent_better: null
    outcome: none
    stopped_because: null
    stopped_weeks_ago: null
    ongoing: true
    role: monotherapy
    episode: current
clinician_review:
  - {of: suicidality, by: "…", on: 2026-11-23, note: "…"}
"""
    case = parse_case(text, pathway.content)
    answer = answer_of(pathway, find_position(pathway, case))
    assert answer["unrecognised"] == [] and answer["history"]["trials"][0]["verdict"] == "adequate_no_benefit"


def test_visible_hides_nothing_and_keeps_letters():
    assert visible("é 薬 \U0001f600") == "é 薬 \U0001f600"
    assert visible("a\nb\x1b\u202e\ud800") == "a\\nb\\x1b\\u202e\\ud800"
