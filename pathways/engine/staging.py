"""Published staging methods, worked out from data/staging.yaml; None where something a method needs is missing.

They describe groups, are shown to clinicians only, and never decide anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pathways.engine.history import History, full_course
from pathways.engine.summary import Summary

__all__ = ["maudsley_score", "mgh_score", "stagings", "thase_rush_stage"]


def maudsley_score(
    method: Mapping, months: float, severity: str, adequate: int, augmented: bool, ect: bool
) -> tuple[int, str] | None:
    """Return score (3 to 15) and band of the Maudsley Staging Method, or None without an adequate trial or a severity."""
    points = method["points"]
    if adequate < 1 or severity not in points["severity"]:
        return None
    score = (
        _step(points["duration"]["steps"], months)
        + points["severity"][severity]
        + _step(points["antidepressants"]["steps"], adequate)
        + points["augmentation"]["used" if augmented else "not_used"]
        + points["ect"]["used" if ect else "not_used"]
    )
    return score, next(b["name"] for b in method["bands"] if b["from"] <= score <= b["to"])


def _step(steps: Iterable[Mapping], value: float) -> int:
    return next(s["points"] for s in steps if s["up_to"] is None or value <= s["up_to"])


def thase_rush_stage(method: Mapping, classes: Iterable[str], bilateral_ect: bool) -> int:
    """Return the highest stage (0 to 5) that holds for the classes with an adequate trial that did not help enough."""
    held = set(classes)
    have = held | ({"bilateral_ect"} if bilateral_ect else set())
    return max(s["stage"] for s in method["stages"] if len(held) >= s["classes_at_least"] and have >= set(s["holds"]))


def mgh_score(method: Mapping, trials: Iterable[Mapping], ect: bool) -> float:
    """Return the open-ended MGH score (0 and up) of adequate trials, each `{optimized, augmented}`, and a failed ECT course."""
    points = method["points"]
    score = sum(
        points["trial"] + points["optimized"] * bool(t["optimized"]) + points["augmented"] * bool(t["augmented"]) for t in trials
    )
    return score + (points["ect"] if ect else 0)


def stagings(content: Any, summary: Summary) -> dict[str, Any]:
    """Return score or stage per method (None: not worked out) for one person."""
    history, methods = summary.history, content["staging"]
    out: dict[str, Any] = dict.fromkeys(methods)
    if not history.asked:
        return out
    here = [t for t in history.trials if t.episode != "previous"]
    certain = [t for t, v in zip(history.trials, history.verdicts, strict=True) if v.counts == "certain"]
    addons = [t for t in here if t.role == "augmentation"]
    weeks = summary.answers.get("episode_weeks")
    if isinstance(weeks, int) and "maudsley" in methods:
        method = methods["maudsley"]
        months = weeks / method["points"]["duration"]["weeks_per_month"]
        told = maudsley_score(
            method, months, summary.fact("staging_severity"), history.adequate, bool(addons), bool(_courses(here, method))
        )
        out["maudsley"] = told and told[0]
    if history.trials and "thase_rush" in methods:
        method = methods["thase_rush"]
        bilateral = any(method["bilateral_word"] in t.details.lower() for t in _courses(here, method, without_benefit=True))
        out["thase_rush"] = thase_rush_stage(method, _classes(method, history), bilateral)
    if history.trials and "mgh" in methods:
        method = methods["mgh"]
        tried = [
            {"optimized": t.most_mg is not None and t.dose_mg >= t.most_mg, "augmented": i < len(addons)}
            for i, t in enumerate(certain)
        ]
        out["mgh"] = mgh_score(method, tried, bool(_courses(here, method, without_benefit=True)))
    return out


def _courses(trials: list, method: Mapping, *, without_benefit: bool = False) -> list:
    found = [t for t in trials if t.option in method["ect_options"]]
    return [t for t in found if t.outcome in ("none", "partial") and full_course(t)] if without_benefit else found


def _classes(method: Mapping, history: History) -> set[str]:
    named = {name: group for group, names in method["classes"].items() if group != "own_class" for name in names}
    own = method["classes"]["own_class"]
    return {named.get(o, o) for o in history.fair if o in named or o in own}
