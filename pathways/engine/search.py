"""Find an option, a brand, a word, a question or a page from anywhere, with typing errors."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process, utils

__all__ = ["Hit", "search"]

_LEAST = 74  # below this, two short names that share some letters would count as the same
_LEAST_SENTENCE = 66  # several words typed: half of them in one heading is worth showing
_KINDS = {kind: i for i, kind in enumerate(("option", "page", "question", "word"))}


class Hit(NamedTuple):
    """One thing found: its kind and id, the words that matched, and how closely (100 = the same)."""

    kind: str
    id: str
    matched: str
    score: float


@lru_cache(maxsize=4)
def _index(content: Any) -> tuple[tuple[str, str, str, str], ...]:
    """Return (normal words, words as written, kind, id) of everything that can be found."""
    rows: list[tuple[str, str, str]] = []
    for option in content["options"].values():
        names = [option["names"]["plain"], option["names"]["clinician"], option["id"].replace("_", " "), *option["also_called"]]
        for medicine in _listed(option["medicine"]):
            record = content["medicines"].get(medicine, {})
            names += [medicine.replace("_", " "), *record.get("names", ()), *record.get("brands", ())]
        rows += [(name, "option", option["id"]) for name in names]
    for page in content["pages"].values():
        names = [page["title"]["plain"], page["title"]["clinician"], *(s["heading"]["plain"] for s in page["sections"])]
        rows += [(name, "page", page["id"]) for name in names]
    for topic in content["topics"].values():
        for place in _listed(topic["answered_by"]):
            kind, _, key = place.partition(":")
            rows.append(
                (
                    topic["topic"],
                    {"page": "page", "card": "option", "option": "option", "question": "question"}.get(kind, kind),
                    key,
                )
            )
    asked = content["card_words"]["search"]["ten_questions_page"]
    rows += [(q["names"][v], "page", asked) for q in content["contract"]["card_questions"] for v in ("plain", "clinician")]
    rows += [(q["ask"][v], "question", q["id"]) for q in content["questions"].values() for v in ("plain", "clinician")]
    rows += [(name, "word", t["id"]) for t in content["glossary"].values() for name in (t["term"], *t["also"])]
    seen = {
        (utils.default_process(name), name, kind, key): None
        for name, kind, key in rows
        if kind in _KINDS and utils.default_process(name)
    }
    return tuple(seen)


def _listed(value: Any) -> tuple:
    return tuple(value) if isinstance(value, list | tuple) else (value,) if value else ()


def search(content: Any, text: str, *, most: int = 12) -> tuple[Hit, ...]:
    """Return the nearest things, each once, the closest first. Nothing typed, nothing found: an empty answer."""
    words = utils.default_process(text or "")
    if len(words) < 2:
        return ()
    index, least = _index(content), _LEAST_SENTENCE if words.count(" ") > 1 else _LEAST
    found: dict[tuple[str, str], Hit] = {}
    for _, score, number in process.extract(words, [row[0] for row in index], scorer=_closeness, limit=80, score_cutoff=least):
        _, written, kind, key = index[number]
        if (kind, key) not in found or score > found[kind, key].score:
            found[kind, key] = Hit(kind, key, written, round(score, 1))
    return tuple(sorted(found.values(), key=lambda h: (-h.score, _KINDS[h.kind])))[:most]


def _closeness(typed: str, known: str, *, score_cutoff: float = 0, **_: Any) -> float:
    """Whole names first, then a name that begins so, then a word inside a longer text; typing errors cost a little each."""
    if typed == known:
        return 100.0
    best = fuzz.ratio(typed, known)
    if known.startswith(typed):
        best = max(best, 97 - min(len(known) - len(typed), 12) / 2)
    parts = known.split()
    if len(parts) > 1 and " " not in typed:
        best = max(best, 0.94 * max(_word(typed, part) for part in parts))
    elif len(typed) >= 6 and len(known) > len(typed):
        best = max(best, 0.93 * fuzz.token_set_ratio(typed, known), 0.9 * fuzz.partial_ratio(typed, known))
    return best if best >= score_cutoff else 0.0


def _word(typed: str, part: str) -> float:
    if len(typed) >= 4 and part.startswith(typed):
        return 97.0
    return fuzz.ratio(typed, part)
