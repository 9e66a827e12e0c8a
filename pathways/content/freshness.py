"""What is old: facts by age, regulator statuses due for a look, and what was announced for later."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["Fact", "due_statuses", "facts_by_age", "planned", "stale_report"]

_KINDS = ("options", "rule_sets", "gates", "notices", "cards", "pages", "recommendations", "questions", "triggers")


class Fact(NamedTuple):
    """One dated fact: the day it was last looked at, where it stands, and what it is."""

    checked: str
    kind: str
    id: str
    what: str


def facts_by_age(content: Any) -> list[Fact]:
    """Return every dated fact, the oldest first."""
    facts = [
        Fact(m["checked"], kind, str(key), ".".join(str(p) for p in path))
        for kind in _KINDS
        for key, record in content[kind].items()
        for path, m in _walk(record)
        if m.get("checked")
    ]
    facts += [Fact(row["checked"], "evidence", row["id"], row["option"]) for row in content["evidence"]]
    facts += [Fact(s["read_on"], "sources", s["id"], s["seen_as"]) for s in content["sources"].values()]
    return sorted(facts)


def due_statuses(content: Any, today: datetime.date) -> list[Fact]:
    """Return the licence statements whose last look is longer ago than the policy allows, the oldest first."""
    limit = (today - datetime.timedelta(days=content["card_words"]["freshness"]["status_days"])).isoformat()
    return sorted(f for f in _statuses(content) if f.checked <= limit)


def _statuses(content: Any) -> Iterator[Fact]:
    for option in content["options"].values():
        for status in option["status"]:
            yield Fact(
                status["checked"] or option["checked"],
                "status",
                option["id"],
                f"{status['regulator']}: {status['kind']}, since {status['since'] or 'not known'}",
            )


def planned(content: Any) -> list[tuple[str, str, str]]:
    """Return what is announced for after the content date: date, option, statement."""
    return sorted((p["date"], card["id"], p["clinician"]) for card in content["cards"].values() for p in card["planned"])


def stale_report(content: Any, today: datetime.date | None = None) -> str:
    """Return the report of `pathways check --stale`. Nothing in it is a fault of the content: it is a list of work."""
    today = today or datetime.date.today()
    policy = content["card_words"]["freshness"]
    facts = facts_by_age(content)
    old = (today - datetime.timedelta(days=policy["fact_days"])).isoformat()
    lines = [
        f"Content of {content['edition']['content_date']}, looked at on {today}.",
        "",
        "Facts by the day of their last look (oldest first):",
    ]
    lines += [
        f"  {day}  {_age(day, today):>5} days  {count:>5} facts"
        for day, count in sorted(Counter(f.checked for f in facts).items())
    ]
    late = [f for f in facts if f.checked <= old]
    lines += ["", f"Facts older than {policy['fact_days']} days: {len(late)}"]
    lines += [f"  {f.checked}  {f.kind} {f.id} {f.what}".rstrip() for f in late]
    due = due_statuses(content, today)
    lines += ["", f"Regulator statuses due for a look (older than {policy['status_days']} days): {len(due)}"]
    lines += [f"  {f.checked}  {f.id}  {f.what}" for f in due]
    coming = sorted(_statuses(content))[:10] if not due else []
    if coming:
        lines += ["Next to fall due:", *(f"  {_plus(f.checked, policy['status_days'])}  {f.id}  {f.what}" for f in coming)]
    lines += ["", "Planned, to be looked at when the day has come:"]
    lines += [
        f"  {day}{'  (the day has passed)' if _passed(day, today) else ''}  {option}  {what}"
        for day, option, what in planned(content)
    ] or ["  nothing"]
    return "\n".join(lines)


def _age(day: str, today: datetime.date) -> int:
    return (today - datetime.date.fromisoformat(day)).days


def _plus(day: str, days: int) -> datetime.date:
    return datetime.date.fromisoformat(day) + datetime.timedelta(days=days)


def _passed(day: str, today: datetime.date) -> bool:
    """A planned date may be a year, a month or a day; it has passed when all of it lies behind today."""
    return day < today.isoformat()[: len(day)]


def _walk(value: Any, path: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _walk(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _walk(inner, (*path, number))
