"""A person after two fair tries, with every question of safety answered."""

from basecase import QUIET

CASE = {
    "format": 1,
    "answers": {**QUIET, "phq9": 18, "current_medications": ["sertraline 100 mg"]},
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
