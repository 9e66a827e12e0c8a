"""A fair try in full, and the history that comes out of some trials."""

from pathways.engine.case import check_case
from pathways.engine.position import find_position

FAIR = {
    "treatment": "sertraline",
    "dose_mg": 100,
    "weeks": 8,
    "adherence": "good",
    "outcome": "none",
    "episode": "current",
    "role": "monotherapy",
    "ongoing": False,
}


def history(pathway, *trials, **answers):
    case = check_case({"format": 1, "answers": answers, "trials": list(trials)}, pathway.content)
    return find_position(pathway, case).history
