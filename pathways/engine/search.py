"""Find an option, a brand, a word, a question or a page from anywhere, with typing errors.

Whole words count before near ones: a word that is known is never taken for another. What a thing is called stands before
headings, and headings before words inside texts. Everyday words and where they lead stand in data/words/search.yaml.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pathways.engine.search_rows import HEADING, NAME, VOICES, Place, Row, rows_of

__all__ = ["Hit", "search"]

_KINDS = {kind: i for i, kind in enumerate(("view", "option", "page", "domain", "word", "question"))}
_MOST_WORDS = 24  # of what is typed
_SAYING, _NAMED = Place(74, 25, 0), Place(90, 8, 0)  # everyday words; a whole name among other words
_FIRST, _SAME_NAME, _SAME_HEADING = 101.0, 100.0, 96.0
_SAID = 0.85  # this much of a name counts as all of it
_ALIKE, _BEGINS, _TYPO = 0.92, 0.86, 0.1  # another word for it; a word that begins so; taken off for each wrong letter
_SOME = 0.5  # of what a row needs, when nothing holds enough
_UNKNOWN = 5.0  # the weight of a word that stands nowhere
_OFTEN, _OFTEN_MOST = 1.5, 6.0  # a little more for each doubling of the texts that hold it
_BEGINNINGS = 40  # more words than these begin so: then it says nothing
_LONGEST = 110  # letters of a text that shows why something was found

_APOSTROPHE, _BREAK = re.compile("['’ʼ`´]"), re.compile(r"[\W_]+")
_SENTENCE, _VOWEL = re.compile(r"(?<=[.!?;])\s+|\n+"), re.compile("[aeiouy]")


class Hit(NamedTuple):
    """One thing found: its kind and id, the words that matched (empty where they are plain to see), and how closely (100 = the same name)."""

    kind: str
    id: str
    matched: str
    score: float


def search(content: Any, text: str, *, voice: str = "plain", most: int = 12) -> tuple[Hit, ...]:
    """Return the nearest things, each once, the closest first. Nothing typed, nothing found: an empty answer."""
    words = _words(text or "")[:_MOST_WORDS]
    if len("".join(words)) < 2:
        return ()
    index = _index(content)
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for kind, key, score, why in (*index.same(words, voice), *index.said(words), *index.holding(words, voice)):
        if (kind, key) not in best or score > best[kind, key][0]:
            best[kind, key] = (score, why)
    found = [Hit(kind, key, why, round(score, 1)) for (kind, key), (score, why) in best.items()]
    return tuple(sorted(found, key=lambda h: (-h.score, _KINDS[h.kind])))[:most]


@lru_cache(maxsize=4)
def _index(content: Any) -> _Index:
    return _Index(content)


_Found = Iterator[tuple[str, str, float, str]]  # kind, id, score, the words that matched


class _Index:
    """Every word of the content, where it stands and how rare it is; made once."""

    def __init__(self, content: Any):
        told = content["search"]
        self.rows = list(dict.fromkeys(rows_of(content)))
        self.holders: dict[str, list[int]] = defaultdict(list)
        self.whole: dict[str, list[Row]] = defaultdict(list)
        self.pairs: dict[str, tuple[str, str]] = {}  # two words of a name that people write as one
        every, named, stems = set(), set(), []
        for number, row in enumerate(self.rows):
            inside = [_words(v) for v in ([row.written] if isinstance(row.written, str) else [row.written[v] for v in VOICES])]
            if row.place in (NAME, HEADING):
                for words in inside:
                    named.update(words if row.place is NAME else ())
                    self.whole["".join(words)].append(row)
                    self.pairs.update({a + b: (a, b) for a, b in pairwise(words)})
            every.update(*inside)
            stems.append({_stem(w) for words in inside for w in words})
            for stem in stems[-1]:
                self.holders[stem].append(number)
        self.skip = frozenset(w for text in told["skip"] for w in _words(text))
        self.alike: dict[str, set[str]] = defaultdict(set)
        for group in told["alike"]:
            for word in group:
                self.alike[_stem(word)].update(map(_stem, group))
        self.sayings = [
            (tuple(map(_stem, _words(say) if s["first"] else self._telling(_words(say)))), s, say)
            for s in told["sayings"]
            for say in s["say"]
        ]
        every.update(*told["alike"], *(_words(say) for _, _, say in self.sayings))
        self.known = sorted(every)
        self.stems = {_stem(w) for w in every} | self.skip
        self.names, self.others = ([w for w in sorted(ws) if len(w) > 3] for ws in (named, every - named))
        self.heavy = [sum(self._weight(s) for s in row) for row in stems]

    def same(self, words: list[str], voice: str) -> _Found:
        """Yield what bears exactly this name, however it is spaced."""
        for row in self.whole.get("".join(words), ()):
            yield row.kind, row.id, _SAME_NAME if row.place is NAME else _SAME_HEADING, _shown(row.written, voice, ())

    def said(self, words: list[str]) -> _Found:
        """Yield where everyday words lead, if all the words of a saying were typed."""
        typed, spoken = self._typed(words), [self._forms(w) for w in words]
        total = sum(weight for _, weight in typed)
        for stems, saying, say in self.sayings:
            if saying["first"]:
                size = len(stems)
                runs = (spoken[i : i + size] for i in range(len(spoken) - size + 1))
                score = _FIRST if any(all(s in f for s, f in zip(stems, run, strict=True)) for run in runs) else 0.0
            else:
                hits = [(w, max((f[s], s) for s in stems if s in f)) for f, w in typed if not f.keys().isdisjoint(stems)]
                share = sum(w * sure for w, (sure, _) in hits) / total
                score = (_SAYING.least + _SAYING.more * share) if {s for _, (_, s) in hits}.issuperset(stems) else 0.0
            plain_to_see = saying["first"] or set(words).issuperset(_words(say))  # nobody has to be told what was typed
            for later, target in enumerate(saying["find"] if score else ()):
                kind, _, key = target.partition(":")
                yield kind, key, score - later / 10, "" if plain_to_see else say

    def holding(self, words: list[str], voice: str) -> _Found:
        """Yield whatever holds these words or words near them; if nothing holds them all, what holds some."""
        if self.skip.issuperset(words):
            return
        typed = self._typed(words)
        total = sum(weight for _, weight in typed)
        cover: dict[int, float] = defaultdict(float)
        here: dict[int, float] = defaultdict(float)  # how much of what stands there was typed
        for forms, weight in typed:
            rows: dict[int, tuple[float, str]] = {}
            for stem, sure in sorted(forms.items(), key=lambda f: -f[1]):
                for number in self.holders.get(stem, ()):
                    rows.setdefault(number, (sure, stem))
            for number, (sure, stem) in rows.items():
                cover[number] += weight * sure
                here[number] += self._weight(stem) * sure
        shares = [(number, covered / total, min(1.0, here[number] / self.heavy[number])) for number, covered in cover.items()]
        found = self._scored(shares, 1.0) or self._scored(shares, _SOME)
        every = {stem for forms, _ in typed for stem in forms}
        for (kind, key), (score, number, times) in found.items():
            often = min(_OFTEN_MOST, _OFTEN * math.log2(times)) if self.rows[number].place.least < HEADING.least else 0
            yield kind, key, score + often, _shown(self.rows[number].written, voice, every)

    def _scored(self, shares: list[tuple[int, float, float]], needs: float) -> dict[tuple[str, str], tuple[float, int, int]]:
        """Return for each thing the score and the number of its best row, and how many rows hold enough of what was typed."""
        found: dict[tuple[str, str], tuple[float, int, int]] = {}
        for number, part, filled in shares:
            row = self.rows[number]
            if row.place is NAME and row.kind == "option" and filled > _SAID and part < 1:
                score = filled * (_NAMED.least + _NAMED.more * part)
            elif part >= row.place.needs * needs:
                score = part * (row.place.least + row.place.more * filled)
            else:
                continue
            before = found.get((row.kind, row.id), (0.0, 0, 0))
            found[row.kind, row.id] = (*max(before[:2], (score, number)), before[2] + 1)
        return found

    def _weight(self, stem: str) -> float:
        """Return how much a word says: the rarer, the more."""
        holders = self.holders.get(stem)
        return math.log(2 + len(self.rows) / len(holders)) if holders else _UNKNOWN

    def _telling(self, words: list[str]) -> list[str]:
        return [w for w in words if w not in self.skip] or words

    def _typed(self, words: list[str]) -> list[tuple[dict[str, float], float]]:
        """Return for each typed word what it may stand for, and its weight."""
        parts: list[str] = []
        for word in words:
            if parts and parts[-1] + word in self.stems and not {_stem(parts[-1]), _stem(word)} <= self.stems:
                parts[-1] += word
            else:
                parts += self.pairs[word] if word in self.pairs and _stem(word) not in self.stems else (word,)
        typed = [self._forms(w) for w in dict.fromkeys(self._telling(parts))]
        return [(f, self._weight(max(f, key=lambda s: (s in self.holders, f[s])))) for f in typed]

    def _forms(self, word: str) -> dict[str, float]:
        stem = _stem(word)
        forms = {stem: 1.0} | {other: _ALIKE for other in self.alike.get(stem, ()) if other != stem}
        strange = stem not in self.stems
        if len(word) > 4 or (len(word) > 3 and strange):
            first = bisect_left(self.known, word)
            begins = [w for w in self.known[first : first + _BEGINNINGS + 1] if w.startswith(word)]
            for other in begins if len(begins) <= _BEGINNINGS else ():
                forms.setdefault(_stem(other), _BEGINS)
        if strange and len(forms) == 1 and len(word) > 4:
            forms |= {_stem(other): 1 - _TYPO * wrong for other, wrong in self._near(word)}
        return forms

    def _near(self, word: str) -> list[tuple[str, float]]:
        """Return the known words that differ in the fewest letters; a name may differ in more of them than a common word."""
        size = len(word)
        in_names, in_others = 1 if size < 8 else 2 if size < 12 else 3, 1 if size < 10 else 2
        near = [f[:2] for f in process.extract(word, self.names, scorer=OSA.distance, score_cutoff=in_names, limit=8)]
        near += [f[:2] for f in process.extract(word, self.others, scorer=OSA.distance, score_cutoff=in_others, limit=8)]
        near = [(w, wrong) for w, wrong in near if w[0] == word[0] or size > 7]
        return [(w, wrong) for w, wrong in near if wrong == min(d for _, d in near)]


def _shown(written: str | Mapping[str, str], voice: str, typed: Collection[str]) -> str:
    """Return the sentence that holds most of what was typed, cut short."""
    text = written if isinstance(written, str) else written[voice]
    sentence = max(_SENTENCE.split(text), key=lambda s: len({_stem(w) for w in _words(s)} & set(typed)))
    return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _words(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text)).lower()
    return [w for w in _BREAK.split("".join(c for c in plain if not unicodedata.combining(c))) if w]


@lru_cache(maxsize=40_000)
def _stem(word: str) -> str:
    """Return a word without its ending, so that its forms are one: try, tries, tried; drive, driving.

    >>> [_stem(w) for w in ("tries", "tried", "driving", "drive", "stopped", "doses", "class", "tired", "speed")]
    ['try', 'try', 'driv', 'driv', 'stop', 'dos', 'class', 'tir', 'speed']
    """
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        left = word[: -len(ending)] + instead
        if word.endswith(ending) and len(left) > 2 and _VOWEL.search(left) and not word.endswith(("ss", "us", "is", "eed")):
            word = left[:-1] if ending in ("ing", "ed") and left[-1] == left[-2] and left[-1] not in "lsz" else left
            break
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word
