"""An answer in words: what was chosen, as a person reads it in a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pathways.views.session import Session, listed

__all__ = ["label_of", "value_words"]


def value_words(session: Session, question: Any) -> str:
    """Return the answer given to a question, in words."""
    if question["kind"] == "trials":
        trials = session.case.get("trials")
        return (
            session.say("walk.not_sure")
            if trials == "unknown"
            else _joined(t["treatment"][:60] for t in trials)
            if trials
            else session.say("ask.nothing")
        )
    keys = [k for k in listed(question["sets"]) if k in session.answers]
    labels = session.content["answers"]
    return "; ".join(
        (f"{session.read(labels[k]['label'])}: " if n else "") + _one(session, question, k, session.answers[k])
        for n, k in enumerate(keys)
    )


def label_of(session: Session, question: Any) -> str:
    """Return the short name of what a question asks (of a score: the one that was given)."""
    keys = listed(question["sets"])
    return session.read(session.content["answers"][next((k for k in keys if k in session.answers), keys[0])]["label"])


def _one(session: Session, question: Any, key: str, value: Any) -> str:
    if value == "unknown":
        return session.say("walk.not_sure")
    known = session.content["answers"][key]
    says = {(type(c["value"]) is bool, c["value"]): c["say"][session.voice] for c in question["choices"]}
    if (isinstance(value, bool), value) in says if not isinstance(value, tuple | dict) else False:
        return says[(isinstance(value, bool), value)]
    if isinstance(value, bool):
        return session.say("ask.yes" if value else "ask.no")
    if isinstance(value, dict):
        return _joined(f"{says[(False, d)]}: {v:g}" for d, v in value.items() if (False, d) in says) or session.say("ask.nothing")
    if isinstance(value, tuple):
        return _joined(_item(session, says, v) for v in value) or session.say("ask.nothing")
    unit = {"years": "", "weeks": " " + session.say("ask.unit_weeks").lower()}.get(known["unit"] or "", "")
    return f"{value}{unit}"


def _item(session: Session, says: Any, value: Any) -> str:
    if isinstance(value, dict):
        weeks = value.get("stopped_weeks_ago")
        when = (
            session.say("ask.weeks_unknown")
            if not isinstance(weeks, int | float)
            else session.say("ask.weeks_short", weeks=f"{weeks:g}")
        )
        return f"{value['name']} ({when})"
    if (False, value) in says:
        return says[(False, value)]
    option = session.content["options"].get(value)
    return option["names"][session.voice] if option else str(value)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)
