"""Why an option stands where it stands: prepared once per rule, so that a case only picks them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

__all__ = ["Reason", "as_json", "fill", "fill_in", "place_reason", "rule_reasons", "word_reason"]

_BRACES = re.compile(r"\{(\w+)\}")


class Reason(NamedTuple):
    """One reason in two voices.

    kind: safety | evidence | licence | access | missing_answer | wish. `effect` says what it does: ruled_out, caution,
    needs_answer, next, later, earlier, not_indicated, research_only, tried, withheld, declined, access.
    """

    kind: str
    effect: str
    text: Mapping[str, str]
    because: tuple[str, ...]
    opens_if: Mapping[str, str] | None = None
    confirmed: bool = True
    sources: tuple[str, ...] = ()


def rule_reasons(rule: Mapping, words: Mapping) -> tuple[Reason, Reason]:
    """Return the reason when a rule holds, and the one when nobody knows whether it does."""
    common = {
        "because": tuple(rule["reads"]),
        "opens_if": rule["opens_if"],
        "confirmed": rule["confirmed"],
        "sources": tuple(rule["sources"]),
    }
    sure = Reason("safety", rule["effect"], rule["text"], **common)
    if rule["effect"] == "ruled_out":
        return sure, sure
    return sure, Reason("safety", "caution", fill(words["caution_unknown"]["text"], rule=rule["text"]), **common)


def place_reason(statement: Mapping, kind: str, because: Iterable[str]) -> Reason:
    """Return a reason about the place on the road, the licence or the access."""
    return Reason(
        kind,
        kind,
        statement["text"],
        tuple(because),
        statement.get("opens_if"),
        statement.get("confirmed", True),
        tuple(statement.get("sources") or ()),
    )


def word_reason(words: Mapping, word: str, kind: str, because: Iterable[str], **words_in: Any) -> Reason:
    """Return a reason of the catalogue (the same for every option) with its words filled in."""
    entry = words[word]
    return Reason(kind, word, fill(entry["text"], **words_in), tuple(because), fill(entry.get("opens_if"), **words_in))


def fill(text: Mapping | None, **words_in: Any) -> dict[str, str] | None:
    """Fill the words in braces; a filling may itself have two voices."""
    if text is None:
        return None
    return {
        voice: fill_in(sentence, {n: v[voice] if isinstance(v, Mapping) else v for n, v in words_in.items()})
        for voice, sentence in text.items()
    }


def fill_in(sentence: str, words_in: Mapping[str, Any]) -> str:
    """Return a sentence with its words in braces filled in, all at once: braces inside a filling stay as they were typed.

    >>> fill_in("{by} looked at {what}", {"by": "Dr {what}", "what": "it"})
    'Dr {what} looked at it'
    """
    filled = _BRACES.sub(lambda found: str(words_in.get(found[1], found[0])), sentence)
    return filled[:1].upper() + filled[1:] if sentence.startswith("{") else filled


def as_json(reason: Reason) -> dict[str, Any]:
    """Return a reason as the contract's JSON (plain words in `text`, the exact ones beside them)."""
    return {
        "kind": reason.kind,
        "effect": reason.effect,
        "text": reason.text["plain"],
        "clinician": reason.text["clinician"],
        "because": list(reason.because),
        "opens_if": reason.opens_if["plain"] if reason.opens_if else None,
        "opens_if_clinician": reason.opens_if["clinician"] if reason.opens_if else None,
        "confirmed": reason.confirmed,
        "sources": list(reason.sources),
    }
