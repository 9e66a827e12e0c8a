"""A person after two fair tries, with every question of safety answered."""

CASE = {
    "format": 1,
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
        "episode_weeks": 30,
        "medical_conditions": [],
        "current_medications": ["sertraline 100 mg"],
        "recent_medications": [],
        "allergies": [],
    },
    "trials": [
        {
            "treatment": name,
            "dose_mg": 150,
            "weeks": 10,
            "adherence": "good",
            "outcome": "none",
            "ongoing": name == "sertraline",
            "role": "monotherapy",
            "episode": "current",
        }
        for name in ("venlafaxine", "sertraline")
    ],
}
