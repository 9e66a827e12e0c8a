"""Pieces of HTML that the reading views share: words, texts with hard words explained on tap, and numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from pathways.views.session import Session

__all__ = ["Leaf", "fold", "heading"]

_NUMBERS = 3  # source numbers behind a sentence; more of them stand behind one
_LAST = re.compile(r"(?:<button[^>]*>[^<>]{1,24}</button>)?[^<>\s]*$")  # the last word, also where it is a hard word on tap


class Leaf:
    """One page while it is drawn: it numbers the sources and explains each hard word where it first stands."""

    def __init__(self, session: Session, name: str):
        self.session, self.name, self.voice, self.content = session, name, session.voice, session.content
        self._words = session.content["card_words"]
        self._notes: dict[str, int] = {}
        self._terms: dict[str, None] = {}
        self._sets: dict[tuple[int, ...], str] = {}

    def word(self, key: str, **fill: Any) -> str:
        """Return the screen's words of ``section.name`` as plain text, filled in."""
        section, _, name = key.partition(".")
        text = self._words[section][name][self.voice]
        for part, value in fill.items():
            text = text.replace("{" + part + "}", str(value))
        return text

    def html(self, key: str, **fill: Any) -> str:
        """Return the screen's words, escaped."""
        return escape(self.word(key, **fill))

    def read(self, text: Mapping[str, str]) -> str:
        """Return a two-voiced text of the content in the voice that is on."""
        return text[self.voice]

    def name_of(self, option: str) -> str:
        """Return the name of an option, escaped."""
        return escape(self.content["options"][option]["names"][self.voice])

    def text(self, said: Mapping[str, Any], sources: Iterable[str] | None = None) -> str:
        """Return a statement as HTML: escaped, hard words on tap, source numbers behind it."""
        notes = said.get("sources") if sources is None else sources
        return self.noted(self.explained(said[self.voice]), notes or ())

    def noted(self, html: str, sources: Iterable[str]) -> str:
        """Return HTML with the numbers of its sources, which stay at its last word when the line breaks."""
        notes = self.notes(sources)
        last = _LAST.search(html)
        if not notes or last is None:
            return html + notes
        return f'{html[: last.start()]}<span class="pw-glue">{last[0]}{notes}</span>'

    def explained(self, text: str) -> str:
        """Return text as HTML; in the plain voice a hard word becomes a button where it first stands on the page."""
        if self.voice != "plain":
            return escape(text)
        pattern, known = _glossary(self.content)
        out, done = [], 0
        for found in pattern.finditer(text):
            term = known[found[0].lower()]
            if term in self._terms:
                continue
            self._terms[term] = None
            out += [
                escape(text[done : found.start()]),
                f'<button type="button" class="pw-term" popovertarget="{self.name}-t-{term}">{escape(found[0])}</button>',
            ]
            done = found.end()
        return "".join([*out, escape(text[done:])])

    def notes(self, sources: Iterable[str]) -> str:
        """Return the small numbers of these sources; a tap shows the source, of many sources the last number shows the rest."""
        numbers = [self._notes.setdefault(source, len(self._notes) + 1) for source in dict.fromkeys(sources)]
        first, rest = (numbers, ()) if len(numbers) <= _NUMBERS else (numbers[: _NUMBERS - 1], tuple(numbers[_NUMBERS - 1 :]))
        out = [self._number(f"s-{n}", str(n), self.html("common.source_label", n=n)) for n in first]
        if rest:
            key = self._sets.setdefault(rest, f"more-{len(self._sets) + 1}")
            out.append(self._number(key, f"+{len(rest)}", self.html("common.sources_more", n=len(rest))))
        return f'<span class="pw-notes">{"".join(out)}</span>' if out else ""

    def _number(self, key: str, shown: str, label: str) -> str:
        return f'<button type="button" class="pw-note-no" aria-label="{label}" popovertarget="{self.name}-{key}">{shown}</button>'

    def foot(self) -> str:
        """Return the list of sources of the page and what the taps open."""
        bubbles = [
            f'<div popover class="pw-bubble" id="{self.name}-t-{t}"><b>{escape(self.content["glossary"][t]["term"])}</b> '
            f"{escape(self.content['glossary'][t]['plain'])}</div>"
            for t in self._terms
        ]
        bubbles += [
            f'<div popover class="pw-bubble" id="{self.name}-s-{n}">{self._source(s)}</div>' for s, n in self._notes.items()
        ]
        by_number = {n: s for s, n in self._notes.items()}
        for numbers, key in self._sets.items():
            lines = "".join(f'<li value="{n}">{self._source(by_number[n])}</li>' for n in numbers)
            bubbles.append(f'<div popover class="pw-bubble" id="{self.name}-{key}"><ol class="pw-sources">{lines}</ol></div>')
        if not self._notes:
            return "".join(bubbles)
        items = "".join(f"<li>{self._source(s)}</li>" for s in self._notes)
        state = " open" if self.voice == "clinician" else ""
        return (
            f'<details class="pw-fold pw-foot"{state}><summary>{self.html("common.sources", n=len(self._notes))}</summary>'
            f'<ol class="pw-sources">{items}</ol></details>' + "".join(bubbles)
        )

    def _source(self, source: str) -> str:
        id_, _, place = source.partition(" | ")
        record = self.content["sources"].get(id_)
        if record is None:
            return escape(source)
        title = escape(record["title"])
        if (record["url"] or "").startswith("http"):
            title = f'<a href="{escape(record["url"], quote=True)}" target="_blank" rel="noopener noreferrer">{title}</a>'
        when = f" ({escape(record['published'])})" if record["published"] else ""
        how = f"{self.html('common.seen_' + record['seen_as'])}, {self.html('common.read_on', date=record['read_on'])}"
        return f'{title}{when}: {escape(place)}. <span class="pw-soft">{how}</span>'


@lru_cache(maxsize=4)
def _glossary(content: Any) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern over all hard words, the longest first, and whose word it is."""
    known = {name.lower(): term["id"] for term in content["glossary"].values() for name in (*term["also"], term["term"])}
    words = "|".join(re.escape(w) for w in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), known


def fold(title: str, body: str, *, opened: bool = False, name: str = "") -> str:
    """Return a part that opens and closes; `title` and `body` are HTML."""
    group = f' name="{escape(name, quote=True)}"' if name else ""
    return (
        f'<details class="pw-fold"{group}{" open" if opened else ""}><summary>{title}</summary><div class="pw-fold-in">'
        f"{body}</div></details>"
    )


def heading(text: str, level: int = 2) -> str:
    """Return a heading; `text` is HTML."""
    return f"<h{level}>{text}</h{level}>"
