"""A position in the words of the contract: the JSON answer, and the verdict on each trial filled in."""

from __future__ import annotations

from typing import Any

from pathways.engine.history import Trial, Verdict
from pathways.engine.position import Pathway, Position
from pathways.engine.reasons import as_json, fill, fill_in
from pathways.engine.staging import stagings

__all__ = ["answer_of", "question_words", "verdict_words"]


def answer_of(pathway: Pathway, position: Position) -> dict[str, Any]:
    """Return the answer of contract section 3, as plain values ready for JSON."""
    content = pathway.content
    state = pathway.graph.nodes[position.place.state]["record"]
    question = content["questions"].get(position.questions[0]) if position.questions else None
    history = position.history
    return {
        "format": 1,
        "edition": content["edition"]["id"],
        "version": content["edition"]["version"],
        "urgency": position.urgency,
        "settled": position.settled,
        "complete": position.complete,
        "position": {
            "id": state["id"],
            "phase": position.place.phase,
            "title": state["title"]["plain"],
            "plain": state["text"]["plain"],
            "clinician": state["text"]["clinician"],
            "sources": list(state["sources"]),
        },
        "path": [{"node": node, "answer": answer} for node, answer in position.place.path],
        "next_question": question and {"id": question["id"], "ask": question["ask"]["plain"], "why": question["why"]["plain"]},
        "questions_left": list(position.questions),
        "history": {
            "adequate_trials": history.adequate,
            "possible_adequate_trials": history.possible,
            "trd": history.trd,
            "missing": sorted({m for v in history.verdicts if v.counts == "possible" for m in v.missing}),
            "trials": [_trial(pathway, t, v) for t, v in zip(history.trials, history.verdicts, strict=True)],
            "staging": {"maudsley": None, "thase_rush": None, "mgh": None} | stagings(content, position.summary),
        },
        "options": [
            {
                "id": o.id,
                "group": o.group,
                "parent": o.parent,
                "standing": o.standing,
                "safety": o.safety,
                "offered": o.offered,
                "withheld": o.withheld,
                "declined": o.declined,
                "find_out_first": o.find_out_first,
                "tried": list(o.tried),
                "reasons": [as_json(r) for r in o.reasons],
            }
            for o in position.options
        ],
        "notices": notices_of(pathway, position),
        "unrecognised": list(position.unrecognised),
    }


def _trial(pathway: Pathway, trial: Trial, verdict: Verdict) -> dict[str, Any]:
    words = verdict_words(pathway, trial, verdict)
    return {
        "treatment": trial.treatment,
        "option": trial.option,
        "medicines": list(trial.medicines),
        "verdict": verdict.id,
        "counts": verdict.counts,
        "reason": words["text"]["plain"],
        "clinician": words["text"]["clinician"],
        "would_change": words["changes"]["plain"],
        "missing": list(verdict.missing),
        "sources": list(words["sources"]),
    }


def verdict_words(pathway: Pathway, trial: Trial, verdict: Verdict) -> dict[str, Any]:
    """Return word, text, what would change it, and sources of one verdict, with the facts of the trial filled in."""
    record = pathway.content["verdicts"][verdict.id]
    names = pathway.content["wording"]["trial_facts"]

    def told(text: Any, voice: str) -> str:
        facts = {
            "treatment": trial.treatment[:1].upper() + trial.treatment[1:],
            "dose": _number(trial.dose_mg),
            "minimum": _number(trial.least_mg),
            "most": _number(trial.sure_mg),
            "weeks": _number(trial.weeks),
            "missing": ", ".join(names[m][voice] for m in verdict.missing),
        }
        if verdict.counts == "certain":
            facts["minimum"] = facts["most"]
        return fill_in(text[voice], facts)

    voices = ("plain", "clinician")
    text = {v: told(record["text"], v) for v in voices}
    sources = record["sources"]
    if trial.cap and verdict.id not in ("dose_too_low", "other_episode"):
        text = {v: f"{text[v]} {trial.cap['text'][v]}" for v in voices}
        sources = (*sources, *trial.cap["sources"])
    return {"word": record["word"], "text": text, "changes": {v: told(record["changes"], v) for v in voices}, "sources": sources}


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:g}"


def notices_of(pathway: Pathway, position: Position) -> list[dict[str, Any]]:
    """Return what is worth saying beside the options: urgency first, then the content's notices, then unrecognised names."""
    words = pathway.content["wording"]["notice_words"]
    out = []
    for trigger in position.triggers:
        level = "danger" if trigger["level"] == "emergency" and trigger not in position.reviewed else "caution"
        out.append(_notice(f"urgent_{trigger['id']}", level, trigger["text"], trigger["sources"], trigger["confirmed"]))
        if trigger in position.reviewed:
            review = position.reviews[trigger["of"][0]]
            text = fill(words["reviewed"], by=review["by"], on=review.get("on") or "", what=trigger["text"])
            out.append(_notice(f"reviewed_{trigger['id']}", "info", text, (), True))
    out += [_notice(n["id"], n["level"], n["text"], n["sources"], n["confirmed"]) for n in position.notices]
    for name in position.unrecognised:
        near = pathway.tables.book.nearest(name)
        text = fill(words["unrecognised"], near=fill(words["near"], names=", ".join(near)) if near else "", name=name)
        out.append(_notice("unrecognised_medicine", "caution", text, (), True))
    return out


def _notice(id_: str, level: str, text: Any, sources: Any, confirmed: bool) -> dict[str, Any]:
    return {
        "id": id_,
        "level": level,
        "text": text["plain"],
        "clinician": text["clinician"],
        "confirmed": confirmed,
        "sources": list(sources),
    }


def question_words(pathway: Pathway, question: str, voice: str) -> dict[str, str]:
    """Return ask and why of a question in one voice."""
    record = pathway.content["questions"][question]
    return {"ask": record["ask"][voice], "why": record["why"][voice]}
