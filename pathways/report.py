"""A position as text for a terminal."""

from __future__ import annotations

import textwrap

from pathways.engine.answer import notices_of, verdict_words
from pathways.engine.position import Pathway, Position

__all__ = ["as_text"]


def as_text(pathway: Pathway, position: Position, voice: str, name: str = "") -> str:
    """Return the whole position in one voice: where, what was tried, what is open, what is closed and why."""
    content = pathway.content
    words = content["wording"]["report"]
    state = pathway.graph.nodes[position.place.state]["record"]
    lines = [
        f"== {name} ==" if name else "",
        content["edition"]["not_reviewed"][voice],
        "",
        f"{words['here'][voice]}: {state['title'][voice]}",
        *_wrap(state["text"][voice]),
    ]
    for notice in notices_of(pathway, position):
        lines += _wrap(f"! {notice['text' if voice == 'plain' else 'clinician']}")
    if position.history.trials:
        lines += ["", words["tried"][voice]]
        for trial, verdict in zip(position.history.trials, position.history.verdicts, strict=True):
            told = verdict_words(pathway, trial, verdict)
            lines += _wrap(f"- {trial.treatment}: {told['word'][voice]}. {told['text'][voice]}", "  ")
    names = {o: r["names"][voice] for o, r in content["options"].items()}
    lines += ["", words["open"][voice]]
    lines += [f"- {names[o.id]} ({words['safety'][o.safety][voice]})" for o in position.options if o.offered] or [
        f"- {words['nothing'][voice]}"
    ]
    lines += ["", words["closed"][voice]]
    for offer in position.options:
        if not offer.offered and not (offer.withheld and voice == "plain"):
            reason = offer.reasons[0]
            opens = f" {words['opens_if'][voice]}: {reason.opens_if[voice]}" if reason.opens_if else ""
            lines += _wrap(f"- {names[offer.id]}: {reason.text[voice]}{opens}", "  ")
    if position.questions:
        lines += ["", *_wrap(f"{words['next_question'][voice]}: {content['questions'][position.questions[0]]['ask'][voice]}")]
    return "\n".join(lines).strip() + "\n"


def _wrap(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, 110, subsequent_indent=indent) or [""]
