"""The command line exactly as the public contract says: commands, exit statuses, keys, order of options, same bytes twice."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pathways.cli import main
from pathways.content.library import data_folder

# typed from the contract, not read from the content

OPTIONS = ["crisis_care", "specialist_referral", "medical_workup", "bipolar_assessment", "substance_use_treatment", "medication_review", "check_adherence", "optimise_dose", "extend_duration", "continue_current_treatment", "switch_treatment", "discontinue_current_treatment", "benzodiazepine_challenge", "perinatal_care", "child_and_adolescent_care", "no_new_treatment", "psychotherapy", "cbt", "behavioural_activation", "ipt", "dbt", "mbt", "mbct", "cbasp", "family_couples_therapy", "group_therapy", "relapse_prevention_therapy", "exercise", "light_therapy", "ssri", "sertraline", "escitalopram", "citalopram", "fluoxetine", "paroxetine", "fluvoxamine", "snri", "venlafaxine", "desvenlafaxine", "duloxetine", "levomilnacipran", "bupropion", "mirtazapine", "vortioxetine", "vilazodone", "trazodone", "nefazodone", "agomelatine", "dextromethorphan_bupropion", "gepirone", "tca", "nortriptyline", "amitriptyline", "imipramine", "clomipramine", "desipramine", "maoi", "phenelzine", "tranylcypromine", "isocarboxazid", "selegiline_patch", "zuranolone", "aap_augmentation", "aripiprazole", "brexpiprazole", "cariprazine", "quetiapine", "lumateperone", "risperidone", "olanzapine_fluoxetine", "lithium_augmentation", "t3_augmentation", "bupropion_augmentation", "mirtazapine_augmentation", "pramipexole", "buspirone", "modafinil", "lamotrigine", "antidepressant_plus_antipsychotic", "esketamine", "ketamine_iv", "compounded_home_ketamine", "tms", "theta_burst", "deep_tms", "accelerated_tms", "saint", "ect", "maintenance_ect", "magnetic_seizure_therapy", "vns", "dbs", "tdcs", "ecot_as", "rejoyn", "prism", "psilocybin", "clinical_trial"]
PARENTS = {
    "psychotherapy": "cbt behavioural_activation ipt dbt mbt mbct cbasp family_couples_therapy group_therapy relapse_prevention_therapy",
    "ssri": "sertraline escitalopram citalopram fluoxetine paroxetine fluvoxamine",
    "snri": "venlafaxine desvenlafaxine duloxetine levomilnacipran",
    "tca": "nortriptyline amitriptyline imipramine clomipramine desipramine",
    "maoi": "phenelzine tranylcypromine isocarboxazid selegiline_patch",
    "aap_augmentation": "aripiprazole brexpiprazole cariprazine quetiapine lumateperone risperidone",
    "tms": "theta_burst deep_tms accelerated_tms saint",
}
GROUPS = {
    "care_step": 16,
    "psychotherapy": 11,
    "lifestyle": 2,
    "antidepressant": 33,
    "augmentation": 17,
    "rapid_acting": 3,
    "neuromodulation": 12,
    "digital": 2,
    "investigational": 2,
}
CONDITIONS = ["seizure_disorder", "seizure_risk_other", "recent_head_injury", "recent_stroke", "cerebrovascular_disease", "brain_tumour_resected", "intracranial_mass", "raised_intracranial_pressure", "intracranial_aneurysm", "avm", "intracerebral_haemorrhage_history", "parkinson_disease", "dementia", "tardive_dyskinesia", "restless_legs", "migraine", "neuromuscular_disorder", "falls", "metal_implant_head", "metal_implant_body_not_head", "dental_fillings", "cochlear_implant", "implanted_stimulator_head", "vagus_nerve_stimulator", "pacemaker_icd", "mri_unsafe_implant", "heart_disease", "unstable_angina", "heart_failure", "heart_block", "arrhythmia", "recent_mi", "qt_prolongation", "brugada_syndrome", "aortic_aneurysm", "hypertension_controlled", "uncontrolled_hypertension", "orthostatic_hypotension", "anticoagulant", "bleeding_disorder", "gi_bleed_history", "hypokalaemia", "hypomagnesaemia", "hyponatraemia", "hypercalcaemia", "dehydration_low_salt", "anaemia", "b12_deficiency", "leukopenia", "hypothyroid_untreated", "hypothyroid_treated", "hyperthyroid", "adrenal_insufficiency", "pheochromocytoma", "diabetes_type1", "diabetes_type2", "obesity", "high_cholesterol", "osteoporosis", "hepatic_impairment_mild", "hepatic_impairment_moderate", "hepatic_impairment_severe", "hepatic_impairment_cirrhosis", "liver_disease_active", "renal_impairment_mild_moderate", "renal_impairment_severe", "inflammatory_bowel_disease", "constipation_ileus", "angle_closure_glaucoma_risk", "cataract", "eye_disease", "retinal_detachment", "urinary_retention", "ketamine_cystitis", "asthma_copd", "severe_lung_disease", "interstitial_lung_disease", "sleep_apnoea_suspected", "sleep_apnoea_treated", "vocal_or_throat_problem", "vagotomy", "eating_disorder_current", "eating_disorder_past", "adhd", "ptsd", "ocd", "anxiety_disorder", "personality_disorder", "schizophrenia_spectrum", "family_history_psychosis", "autism", "gambling_disorder_history", "impulse_control_disorder", "insomnia", "claustrophobia", "unable_to_consent", "chronic_pain", "breast_cancer_tamoxifen", "hiv", "autoimmune_disease", "difficult_airway", "allergy_to_anaesthetic", "priapism_risk", "skin_reaction_history", "cyp2c19_poor_metaboliser", "cyp2d6_poor_metaboliser", "seizure_family_history"]
DOMAINS = [
    "chance_of_benefit",
    "speed",
    "how_it_is_given",
    "side_effects",
    "weight",
    "sexual_function",
    "sleep_and_alertness",
    "memory_and_thinking",
    "work_and_driving",
    "visits_and_time",
    "cost_and_coverage",
    "lasting_benefit",
    "track_record",
]
KEYS = {  # contract section 3; an answer may carry more, never less
    "": {
        "format",
        "edition",
        "version",
        "urgency",
        "settled",
        "complete",
        "position",
        "path",
        "next_question",
        "history",
        "options",
        "notices",
        "unrecognised",
    },
    "position": {"id", "phase", "title", "plain"},
    "path": {"node", "answer"},
    "next_question": {"id", "ask", "why"},
    "history": {"adequate_trials", "possible_adequate_trials", "trd", "trials", "staging"},
    "trials": {"treatment", "verdict", "reason", "sources"},
    "staging": {"maudsley", "thase_rush", "mgh"},
    "options": {"id", "group", "parent", "standing", "safety", "offered", "withheld", "declined", "tried", "reasons"},
    "reasons": {"kind", "text", "because", "opens_if", "confirmed", "sources"},
    "notices": {"id", "level", "text", "sources"},
}
MORE = {  # what this version adds, so that a new key is a decision
    "": {"questions_left"},
    "position": {"clinician", "sources"},
    "history": {"missing"},
    "trials": {"option", "medicines", "counts", "clinician", "would_change", "missing"},
    "options": {"find_out_first"},
    "reasons": {"effect", "clinician", "opens_if_clinician"},
    "notices": {"clinician", "confirmed"},
}
PHASES = [
    "safety_gate",
    "out_of_scope",
    "confirm_diagnosis",
    "maintenance",
    "relapse_after_response",
    "trd_options",
    "optimise",
    "second_line",
    "first_line",
]

CASE = {  # the contract's own example, whole
    "format": 1,
    "pathway": {"edition": "us", "version": "2026.11", "position": None, "offered": []},
    "asked_on": "2026-11-23",
    "answering": "patient",
    "country": "US",
    "answers": {
        "age": 45,
        "sex": "female",
        "pregnancy": "none",
        "breast_feeding": False,
        "suicidality": "none",
        "suicide_attempt_within_3_months": False,
        "harm_to_others": False,
        "psychosis": False,
        "catatonia": False,
        "refusing_food_and_fluids": False,
        "confusion_or_new_neurological_signs": False,
        "serotonin_toxicity_signs": False,
        "mania_history": "none",
        "substance_use": "none",
        "medical_workup": "done",
        "phq9": 18,
        "severity": "moderate",
        "episode_weeks": 30,
        "medical_conditions": ["seizure_disorder", "cochlear_implant"],
        "current_medications": ["sertraline 100 mg", "linezolid"],
        "recent_medications": [{"name": "fluoxetine", "stopped_weeks_ago": 3}],
        "allergies": [],
        "planned_surgery": False,
        "declines": ["medication"],
        "constraints": ["no_escort"],
        "values": {"work_and_driving": 5},
    },
    "trials": [
        {
            "treatment": "sertraline",
            "dose_mg": 150,
            "weeks": 10,
            "sessions": None,
            "adherence": "good",
            "percent_better": None,
            "outcome": "none",
            "stopped_because": None,
            "stopped_weeks_ago": None,
            "ongoing": True,
            "role": "monotherapy",
            "episode": "current",
        }
    ],
    "clinician_review": [{"of": "suicidality", "by": "…", "on": "2026-11-23", "note": "…"}],
}


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    return path


def answers(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_position_answers_with_the_keys_of_the_contract(case, capsys):
    """Every key of section 3, and what is added is listed above."""
    assert main(["position", str(case), "--json"]) == 0
    (answer,) = answers(capsys)
    parts = {
        "": [answer],
        "position": [answer["position"]],
        "path": answer["path"],
        "next_question": [q for q in [answer["next_question"]] if q],
        "history": [answer["history"]],
        "trials": answer["history"]["trials"],
        "staging": [answer["history"]["staging"]],
        "options": answer["options"],
        "reasons": [r for o in answer["options"] for r in o["reasons"]],
        "notices": answer["notices"],
    }
    for name, values in parts.items():
        for value in values:
            assert set(value) == KEYS[name] | MORE.get(name, set()), name
    assert answer["format"] == 1 and answer["edition"] == "us" and answer["position"]["phase"] in PHASES


def test_an_empty_case_has_a_next_question(tmp_path, capsys):
    """Danger first: the first question of an untouched case is one of the danger questions."""
    (tmp_path / "new.yaml").write_text("format: 1\n")
    assert main(["position", str(tmp_path / "new.yaml"), "--json"]) == 0
    (answer,) = answers(capsys)
    assert set(answer["next_question"]) == KEYS["next_question"] and answer["position"]["phase"] == "safety_gate"
    assert answer["urgency"] == "none" and not answer["settled"] and not answer["complete"] and answer["history"]["trd"] is None
    assert answer["next_question"]["id"] == "suicidality"


def test_every_option_in_the_order_of_the_contract(case, tmp_path, capsys):
    """98 options, each time, in the order of section 5, with group and parent."""
    (tmp_path / "new.yaml").write_text("format: 1\n")
    assert main(["position", str(case), str(tmp_path / "new.yaml"), "--json"]) == 0
    parents = {member: parent for parent, members in PARENTS.items() for member in members.split()}
    for answer in answers(capsys):
        assert [o["id"] for o in answer["options"]] == OPTIONS
        assert {o["id"]: o["parent"] for o in answer["options"]} == {o: parents.get(o) for o in OPTIONS}
        groups = [o["group"] for o in answer["options"]]
        assert {g: groups.count(g) for g in dict.fromkeys(groups)} == GROUPS and list(dict.fromkeys(groups)) == list(GROUPS)
        for option in answer["options"]:
            assert option["reasons"] or option["offered"], f"{option['id']} says nothing"


def test_public_ids_are_those_of_the_contract(pathway):
    content = pathway.content
    assert (
        set(CONDITIONS) <= set(content["contract"]["conditions"]) and list(content["conditions"])[: len(CONDITIONS)] == CONDITIONS
    )
    assert [d["id"] for d in content["contract"]["domains"]] == DOMAINS
    assert list(content["contract"]["countries"]) == ["US", "CA", "GB", "IE", "AU", "NZ", "other"]
    assert list(content["contract"]["answering"]) == ["patient", "with_clinician", "clinician", "family"]
    assert list(content["options"]) == OPTIONS


def test_json_alone_and_the_same_bytes_twice(case, capsys):
    """One line of JSON per case, nothing else; the same input gives the same output."""
    main(["position", str(case), "--json"])
    first = capsys.readouterr()
    main(["position", str(case), "--json"])
    again = capsys.readouterr()
    assert first.out == again.out and first.err == again.err == ""
    assert first.out.count("\n") == 1 and first.out.endswith("\n")


def test_the_same_bytes_in_other_processes(case):
    """No order of sets or hashes leaks into an answer."""
    outs = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-m", "pathways", "position", str(case), "--json"],
            capture_output=True,
            check=True,
            timeout=120,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "LC_ALL": "C"},
        )
        outs.add(done.stdout)
        assert done.stderr == b""
    assert len(outs) == 1 and "…".encode() not in next(iter(outs))


def test_json_and_yaml_give_the_same_answer(case, tmp_path, capsys):
    from pathways.engine.case_text import case_text

    (tmp_path / "case.yaml").write_text(case_text(CASE, "yaml"), encoding="utf-8")
    assert main(["position", str(case), str(tmp_path / "case.yaml"), "--json"]) == 0
    one, two = capsys.readouterr().out.splitlines()
    assert one == two


def test_text_names_place_open_closed_and_next_question(case, capsys, pathway):
    """Without --json: words for a terminal, in either voice, and that nobody has reviewed this yet."""
    for voice in ("plain", "clinician"):
        assert main(["position", str(case), "--voice", voice]) == 0
        shown = capsys.readouterr().out
        words = pathway.content["wording"]["report"]
        for part in ("here", "open", "closed", "tried"):
            assert words[part][voice] in shown
        if not pathway.content["edition"]["reviewed_by"]:
            assert pathway.content["edition"]["not_reviewed"][voice] in shown


def test_many_cases_in_one_call(tmp_path, capsys, pathway):
    """1,000 cases of one .jsonl file, each answered in its place."""
    path = tmp_path / "many.jsonl"
    path.write_text(
        "".join(json.dumps({**CASE, "answers": {**CASE["answers"], "age": 18 + i % 80}}) + "\n" for i in range(1000)),
        encoding="utf-8",
    )
    assert main(["position", str(path), "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1000 and len(set(lines)) > 2
    ages = {18: lines[0], 97: lines[79]}
    assert lines[80] == ages[18] and lines[159] == ages[97] and json.loads(lines[999])["format"] == 1


def test_a_line_of_text_and_windows_line_ends(tmp_path, capsys):
    """Empty lines are passed over; \\r\\n and a missing last line end are no fault."""
    path = tmp_path / "many.JSONL"
    path.write_bytes(b'\xef\xbb\xbf{"format": 1}\r\n\r\n   \r\n{"format": 1}')
    assert main(["position", str(path), "--json"]) == 0
    assert len(answers(capsys)) == 2


def test_an_empty_lines_file_answers_nothing(tmp_path, capsys):
    (tmp_path / "none.jsonl").write_text("")
    assert main(["position", str(tmp_path / "none.jsonl"), "--json"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "argv",
    [
        ["position"],
        ["positon", "x"],
        ["position", "x", "--jsn"],
        ["check", "a", "b"],
        ["diagram"],
        ["diagram", "x"],
        ["--nothing"],
        ["position", "x", "--voice", "loud"],
        ["diagram", "-o", "map.gif"],
        ["diagram", "-o", "map"],
    ],
)
def test_wrong_usage_is_two(argv, capsys):
    """Exit 2, told on standard error, nothing on standard output."""
    try:
        status = main(argv)
    except SystemExit as end:
        status = end.code
    out, err = capsys.readouterr()
    assert status == 2 and out == "" and err and "Traceback" not in err


@pytest.mark.parametrize("argv", [["--help"], ["position", "--help"], ["check", "--help"], ["diagram", "--help"]])
def test_help_is_zero(argv, capsys):
    with pytest.raises(SystemExit) as end:
        main(argv)
    assert end.value.code == 0 and "usage: pathways" in capsys.readouterr().out


def test_bad_input_is_one(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("format: 1\nanswers: {agee: 4}\n")
    for name in ("bad.yaml", "none.yaml"):
        assert main(["position", str(tmp_path / name), "--json"]) == 1
        out, err = capsys.readouterr()
        assert out == "" and err.startswith(name) and err.count("\n") == 1


def test_check_of_the_shipped_content(capsys):
    assert main(["check"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and "98 options" in out


def test_check_of_a_folder_tells_every_problem(tmp_path, capsys, monkeypatch):
    """Every problem with file, line, id and mend; exit 1; a relative path names the same files."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    assert main(["check", str(folder)]) == 0
    gates = folder / "road" / "gates.yaml"
    gates.write_text(
        gates.read_text(encoding="utf-8").replace("but_not: [ect]", "but_not: [etc]").replace("answer: age", "answer: agee"),
        encoding="utf-8",
    )
    capsys.readouterr()
    shown = []
    for where in (str(folder), "."):
        monkeypatch.chdir(folder)
        assert main(["check", where]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        shown.append(err)
    assert shown[0] == shown[1]
    assert "data/road/gates.yaml, line 5: 'under_18': the answer 'agee' does not exist. Did you mean 'age'?\n" in shown[0]
    assert (
        "the option 'etc' does not exist. Did you mean 'ect'?" in shown[0]
        and "2 problem(s)." in shown[0]
        and "data/README.md" in shown[0]
    )


@pytest.mark.parametrize(
    "make", [lambda p: None, lambda p: p.mkdir(), lambda p: p.write_text("x")], ids=["missing", "empty", "a file"]
)
def test_check_of_what_is_no_content(tmp_path, capsys, make):
    make(tmp_path / "data")
    assert main(["check", str(tmp_path / "data")]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err and "Traceback" not in err


def test_broken_content_is_told_before_anything_starts(tmp_path, capsys, monkeypatch, case):
    """`pathways position` on content with a mistake: every problem, exit 1, no traceback."""
    from pathways.engine import position

    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    (folder / "verdicts.yaml").write_text("- id: x\n", encoding="utf-8")
    position.load_pathway.cache_clear()
    monkeypatch.setattr("pathways.content.library.data_folder", lambda: folder)
    try:
        assert main(["position", str(case), "--json"]) == 1
    finally:
        position.load_pathway.cache_clear()
    out, err = capsys.readouterr()
    assert out == "" and "data/verdicts.yaml, line 1: 'x': the key 'counts' is missing" in err and "Traceback" not in err


def test_diagram(tmp_path, case, capsys):
    """The map in each of its four forms, with and without a case; bad input and a bad place are told."""
    pytest.importorskip("pathways.map.export", reason="the map is not built yet")
    heads = {".svg": b"<", ".png": b"\x89PNG", ".pdf": b"%PDF", ".dot": b""}
    for suffix, head in heads.items():
        for more in ([], [str(case)]):
            target = tmp_path / f"map{len(more)}{suffix}"
            assert main(["diagram", *more, "-o", str(target)]) == 0, capsys.readouterr().err
            assert target.read_bytes().startswith(head) and target.stat().st_size > 500
    assert main(["diagram", str(tmp_path / "none.json"), "-o", str(tmp_path / "x.svg")]) == 1
    assert not (tmp_path / "x.svg").exists()
    assert main(["diagram", "-o", str(tmp_path / "no" / "folder.svg")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_without_a_command_the_app_starts(monkeypatch):
    pytest.importorskip("pathways.start", reason="the app is not built yet")
    monkeypatch.setattr("pathways.start.run_app", lambda: 0)
    assert main([]) == 0


def test_python_dash_m_is_the_same_program(case):
    done = subprocess.run(
        [sys.executable, "-m", "pathways", "position", str(case), "--json"],
        capture_output=True,
        check=False,
        timeout=120,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0 and json.loads(done.stdout)["format"] == 1
