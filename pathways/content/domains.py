"""The values that answers and facts can take: one home for what a branch must cover."""

from __future__ import annotations

__all__ = ["FACT_VALUES", "branch_domain"]

# Facts the engine reads off the treatment history. A number has None: it is compared with bounds.
_YES_NO = (True, False, "unknown", "unasked")
FACT_VALUES: dict[str, tuple | None] = {
    "urgency": ("none", "same_day", "emergency"),
    "trd": _YES_NO,
    "phase": None,
    "adequate_trials": None,
    "possible_adequate_trials": None,
    "intolerances": None,
    "weeks_running": None,
    "episodes": None,
    "antidepressant_running": _YES_NO,
    "running_not_fair_yet": _YES_NO,
    "running_helps_in_part": _YES_NO,
    "running_has_room": _YES_NO,
    "below_usual_maximum": _YES_NO,
    "adherence_doubt": _YES_NO,
    "open_cause": _YES_NO,
    "failed_addon": _YES_NO,
    "came_back": _YES_NO,
    "newest_outcome": ("none", "partial", "response", "remission", "relapsed", "intolerant", "too_early", "unknown", "unasked"),
}


def branch_domain(fact: str | None, answer: str | None, content: dict) -> tuple | None:
    """Return every value a decision must have a way out for, or None when the values are not listed."""
    if answer:
        key = content["answers"].get(answer)
        return (*key["values"], "unknown", "unasked") if key and key["kind"] in ("choice", "yes_no") else None
    if fact in content["derived"]:
        record = content["derived"][fact]
        return tuple(dict.fromkeys([*(v["value"] for v in record["first"]), record["otherwise"]]))
    return FACT_VALUES.get(fact or "")
