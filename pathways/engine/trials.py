"""The trials of a case file with what their names stand for and the doses that make them a fair try for this person."""

from __future__ import annotations

from typing import Any

from pathways.engine.history import Trial
from pathways.engine.summary import Summary
from pathways.engine.tables import Tables
from pathways.engine.truth import NO, YES

__all__ = ["named_trials", "with_minimums"]


def named_trials(raw: Any, tables: Tables) -> tuple[Trial, ...] | str | None:
    """Return the trials with option and medicines found, doses not judged yet; None or "unknown" as they were given."""
    if raw is None or raw == "unknown":
        return raw
    return tuple(_named(trial, tables) for trial in raw)


def _named(raw: Any, tables: Tables) -> Trial:
    text = raw["treatment"]
    content, counting = tables.content, tables.content["contract"]["counting"]
    option = content["options"].get(tables.book.treatment(text))
    medicines: tuple[str, ...] = ()
    if option is None or option["medicine"]:
        found = tables.book.medicine(text)
        medicines = (found.id,) if found and found.id not in tables.book.perhaps else ()  # a class is not one medicine
    if option is not None and option["medicine"] and (not medicines or option["id"] == text.strip()):
        medicines = _listed(option["medicine"])
    role = raw.get("role")
    record = content["medicines"][medicines[0]] if len(medicines) == 1 else None
    option_id = _option_of(option, record, role)
    role = role or (content["options"][option_id]["trial_role"] if option_id else "monotherapy" if record else None)
    counts = role == "monotherapy" and (
        bool(record and record["antidepressant"])
        or bool(option_id and record is None and content["options"][option_id]["group"] == "antidepressant")
    )
    addon = record["addon"] if record and role == "augmentation" and record["addon"] else None
    fair = (content["options"][option_id]["fair_try"] or {}) if option_id else {}
    return Trial(
        text,
        option_id,
        medicines,
        role,
        _number(raw.get("dose_mg")),
        _number(raw.get("weeks")),
        _number(raw.get("sessions")),
        raw.get("adherence") or "unknown",
        _outcome(raw, counting),
        _number(raw.get("stopped_weeks_ago")),
        _running(raw),
        raw.get("episode") or "unknown",
        addon["mg"] if addon else None,
        None,
        None,
        None,
        counts,
        option_id is None and not medicines,
        addon["weeks"] if addon else fair.get("weeks"),
        fair.get("sessions"),
        counting["least_weeks"],
        counting["sure_weeks"],
        raw.get("details") or "",
    )


def _option_of(option: Any, record: Any, role: str | None) -> str | None:
    """The option a trial speaks of: an add-on of a medicine is another option than the medicine alone."""
    if record and role == "augmentation" and record["addon"] and record["addon"]["option"]:
        return record["addon"]["option"]
    if option is not None:
        return option["id"]
    if record is None:
        return None
    alone = record["antidepressant"]["option"] if record["antidepressant"] else None
    return alone or (record["addon"]["option"] if record["addon"] and not record["antidepressant"] else None)


def _running(raw: Any) -> bool | None:
    """Left out or unknown: not running if anything about stopping is told, else not known."""
    if isinstance(raw.get("ongoing"), bool):
        return raw["ongoing"]
    return False if raw.get("stopped_because") or raw.get("stopped_weeks_ago") is not None else None


def _outcome(raw: Any, counting: Any) -> str:
    """The outcome as told, or read off the percentage."""
    told, percent = raw.get("outcome"), raw.get("percent_better")
    if told not in (None, "unknown") or not isinstance(percent, int | float):
        return told or "unknown"
    return (
        "none" if percent < counting["partial_percent"] else "partial" if percent < counting["response_percent"] else "response"
    )


def _number(value: Any) -> Any:
    return value if isinstance(value, int | float) else None


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def with_minimums(trials: tuple[Trial, ...] | str | None, tables: Tables, summary: Summary) -> tuple[Trial, ...] | str | None:
    """Return the trials with the published minimums and the label caps of this person.

    A cap that surely applies lowers both minimums; one that may apply lowers only the least, so that the trial is possible.
    """
    if trials is None or trials == "unknown":
        return trials
    return tuple(_with_minimum(t, tables, summary) if t.antidepressant and t.medicines else t for t in trials)


def _with_minimum(trial: Trial, tables: Tables, summary: Summary) -> Trial:
    record = tables.content["medicines"][trial.medicines[0]]["antidepressant"]
    doses = [d["mg"] for d in record["minimums"]]
    if not doses:
        return trial
    least, sure = min(doses), max(doses)
    most, held = (record["usual_max"] or {}).get("mg"), None
    for mg, test, cap in tables.caps[trial.medicines[0]]:
        code = test.of(summary)
        if code == YES:
            sure, most, held = min(sure, mg), min(most or mg, mg), cap
        if code != NO:
            least = min(least, mg)
    return trial._replace(least_mg=min(least, sure), sure_mg=sure, most_mg=most, cap=held)
