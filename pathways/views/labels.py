"""Words and signs of an option's state (mock/README section 5): badge shape, sign, line and word, never a colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from pathways.engine.offers import Offer
from pathways.views.session import Session

__all__ = ["badge", "chip", "md", "name_of", "source_notes", "state_of", "state_word"]

FAMILY = {
    "here": "you",
    "path": "you",
    "open": "open",
    "care": "care",
    "needs": "open",
    "helped": "tried",
    "nohelp": "tried",
    "nottol": "tried",
    "closed": "quiet",
    "later": "quiet",
    "earlier": "quiet",
    "research": "quiet",
    "not_indicated": "quiet",
}
_TRIED = {
    "did_not_help": "nohelp",
    "side_effects": "nottol",
    "helped_in_part": "helped",
    "helped": "helped",
    "came_back": "helped",
}


def state_of(offer: Offer) -> str:
    """Return the state a person sees: tried, ruled out, research, no place here, then standing with safety."""
    if offer.standing == "tried":
        return next((_TRIED[w] for w in reversed(offer.tried) if w in _TRIED), "nohelp")
    if offer.safety == "ruled_out":
        return "closed"
    if offer.standing == "research_only":
        return "research"
    if offer.standing in ("not_indicated", "later", "earlier"):
        return offer.standing
    return {"clear": "open", "caution": "care", "needs_answer": "needs"}[offer.safety]


def state_word(session: Session, offer: Offer) -> str:
    """Return the word of an option's state, in the voice that is on."""
    if offer.withheld:
        return session.say("state.withheld")
    if offer.declined:
        return session.say("state.declined")
    state = state_of(offer)
    if state == "helped":
        last = next((w for w in reversed(offer.tried) if w in _TRIED), "helped")
        return session.say(f"state.{last}")
    if state == "needs" and offer.find_out_first:
        return session.say("state.find_out")
    return session.say(f"state.{state}")


def badge(state: str) -> str:
    """Return the badge of a state as HTML: the shape tells the family, the sign tells the state. Give the word beside it."""
    state = "closed" if state == "not_indicated" else state
    return f'<span class="pw-mark pw-{FAMILY[state]} pw-{state}" aria-hidden="true"></span>'


def chip(state: str, word: str) -> str:
    """Return badge and word as one HTML chip; `word` is escaped."""
    return f'<span class="pw-chip pw-c-{FAMILY[state]} pw-line-{state}">{badge(state)}{escape(word)}</span>'


def name_of(session: Session, option: str) -> str:
    """Return the name of an option in the voice that is on."""
    return session.content["options"][option]["names"][session.voice]


def source_notes(session: Session, sources: Iterable[str]) -> str:
    """Return sources as an HTML list: title, place, when it was published and read; escaped. Empty when there are none."""
    items = "".join(f"<li>{_source(session.content['sources'], s)}</li>" for s in dict.fromkeys(sources))
    return f'<ul class="pw-sources">{items}</ul>' if items else ""


def _source(known: Any, source: str) -> str:
    id_, _, place = source.partition(" | ")
    record = known.get(id_)
    if record is None:
        return escape(source)
    title = escape(record["title"])
    if record["url"] and record["url"].startswith("http"):
        title = f'<a href="{escape(record["url"], quote=True)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    when = f" ({escape(record['published'])})" if record["published"] else ""
    return (
        f"{title}{when}: {escape(place)}. <span class='pw-soft'>{escape(record['seen_as'])}, {escape(record['read_on'])}</span>"
    )


def md(text: str) -> str:
    """Return text that Streamlit's markdown shows as it is written (labels of buttons and fields are markdown).

    >>> md("50 *mg* [x](y)")
    '50 \\\\*mg\\\\* \\\\[x\\\\](y)'
    """
    return "".join("\\" + c if c in "\\`*_{}[]<>#+|~$:" else c for c in text)
