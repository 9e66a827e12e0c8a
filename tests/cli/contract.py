"""What the public contract says, typed from it and not read from the content; and the contract's own example of a case."""

OPTIONS = """
    crisis_care specialist_referral medical_workup bipolar_assessment substance_use_treatment medication_review
    check_adherence optimise_dose extend_duration continue_current_treatment switch_treatment
    discontinue_current_treatment benzodiazepine_challenge perinatal_care child_and_adolescent_care no_new_treatment
    psychotherapy cbt behavioural_activation ipt dbt mbt mbct cbasp family_couples_therapy group_therapy
    relapse_prevention_therapy exercise light_therapy ssri sertraline escitalopram citalopram fluoxetine paroxetine
    fluvoxamine snri venlafaxine desvenlafaxine duloxetine levomilnacipran bupropion mirtazapine vortioxetine vilazodone
    trazodone nefazodone agomelatine dextromethorphan_bupropion gepirone tca nortriptyline amitriptyline imipramine
    clomipramine desipramine maoi phenelzine tranylcypromine isocarboxazid selegiline_patch zuranolone aap_augmentation
    aripiprazole brexpiprazole cariprazine quetiapine lumateperone risperidone olanzapine_fluoxetine
    lithium_augmentation t3_augmentation bupropion_augmentation mirtazapine_augmentation pramipexole buspirone modafinil
    lamotrigine antidepressant_plus_antipsychotic esketamine ketamine_iv compounded_home_ketamine tms theta_burst
    deep_tms accelerated_tms saint ect maintenance_ect magnetic_seizure_therapy vns dbs tdcs ecot_as rejoyn prism
    psilocybin clinical_trial
""".split()
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
CONDITIONS = """
    seizure_disorder seizure_risk_other recent_head_injury recent_stroke cerebrovascular_disease brain_tumour_resected
    intracranial_mass raised_intracranial_pressure intracranial_aneurysm avm intracerebral_haemorrhage_history
    parkinson_disease dementia tardive_dyskinesia restless_legs migraine neuromuscular_disorder falls metal_implant_head
    metal_implant_body_not_head dental_fillings cochlear_implant implanted_stimulator_head vagus_nerve_stimulator
    pacemaker_icd mri_unsafe_implant heart_disease unstable_angina heart_failure heart_block arrhythmia recent_mi
    qt_prolongation brugada_syndrome aortic_aneurysm hypertension_controlled uncontrolled_hypertension
    orthostatic_hypotension anticoagulant bleeding_disorder gi_bleed_history hypokalaemia hypomagnesaemia hyponatraemia
    hypercalcaemia dehydration_low_salt anaemia b12_deficiency leukopenia hypothyroid_untreated hypothyroid_treated
    hyperthyroid adrenal_insufficiency pheochromocytoma diabetes_type1 diabetes_type2 obesity high_cholesterol
    osteoporosis hepatic_impairment_mild hepatic_impairment_moderate hepatic_impairment_severe
    hepatic_impairment_cirrhosis liver_disease_active renal_impairment_mild_moderate renal_impairment_severe
    inflammatory_bowel_disease constipation_ileus angle_closure_glaucoma_risk cataract eye_disease retinal_detachment
    urinary_retention ketamine_cystitis asthma_copd severe_lung_disease interstitial_lung_disease sleep_apnoea_suspected
    sleep_apnoea_treated vocal_or_throat_problem vagotomy eating_disorder_current eating_disorder_past adhd ptsd ocd
    anxiety_disorder personality_disorder schizophrenia_spectrum family_history_psychosis autism
    gambling_disorder_history impulse_control_disorder insomnia claustrophobia unable_to_consent chronic_pain
    breast_cancer_tamoxifen hiv autoimmune_disease difficult_airway allergy_to_anaesthetic priapism_risk
    skin_reaction_history cyp2c19_poor_metaboliser cyp2d6_poor_metaboliser seizure_family_history
""".split()
DOMAINS = """
    chance_of_benefit speed how_it_is_given side_effects weight sexual_function sleep_and_alertness memory_and_thinking
    work_and_driving visits_and_time cost_and_coverage lasting_benefit track_record
""".split()
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
PHASES = """
    safety_gate out_of_scope confirm_diagnosis maintenance relapse_after_response trd_options optimise second_line
    first_line
""".split()

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
