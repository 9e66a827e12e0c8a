"""Rules about texts: a source that was read behind each statement, two voices, the house style, the words needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pathways.content.places import Places
from pathways.content.problems import Problem, closest
from pathways.content.walking import records, walk

__all__ = ["TEXT_RULES", "WORDS_NEEDED"]

_CITING = ("sources", "what_sources", "facts_sources")
_NO_STYLE = ("contract", "wording")  # ids and patterns; the wording's own texts are looked at below
WORDS_NEEDED = {  # section of data/words/wording.yaml -> the names that the program looks up
    "reasons": (
        "unasked",
        "unknown",
        "place_unasked",
        "place_unknown",
        "caution_unknown",
        "withheld",
        "declined",
        "did_not_help",
        "helped_in_part",
        "side_effects",
        "later",
        "earlier",
        "gate_phase",
        "class_closed",
        "class_tried",
        "reviewed",
    ),
    "notice_words": ("unrecognised", "near"),
    "trial_facts": ("dose", "weeks", "adherence", "outcome", "episode"),
    "report": ("here", "tried", "open", "closed", "nothing", "opens_if", "next_question", "safety"),
}


def _sources_are_read(content: dict, told: Places) -> Iterator[Problem]:
    sources = content["sources"]
    for kind, key, record in records(content):
        for path, mapping in walk(record):
            for name in _CITING:
                given = mapping.get(name)  # elsewhere "sources" may be the name of a word
                cited = [s.partition(" | ")[0] for s in given if isinstance(s, str)] if isinstance(given, list) else []
                for source in cited:
                    if source not in sources:
                        yield told.problem(
                            kind,
                            key,
                            f"the source {source!r} does not stand in data/sources.yaml.",
                            closest(source, sources, least=80) or "Add it there first.",
                            near=(*path, name),
                        )
                if (
                    cited
                    and mapping.get("confirmed", True)
                    and all(sources.get(s, {}).get("seen_as") == "not_seen" for s in cited)
                ):
                    yield told.problem(
                        kind,
                        key,
                        f"nobody has read {', '.join(cited)}: a statement needs a source that was read.",
                        "Read it and say how in data/sources.yaml, or cite another.",
                        near=(*path, name),
                    )
            if {"effect", "when", "text"} <= set(mapping) and mapping.get("confirmed") and not mapping.get("sources"):
                yield told.problem(kind, key, "a rule without a source.", "Cite one, or say confirmed: false.", near=path)
    for row in content["evidence"]:
        if row["source"] not in sources:
            yield told.problem(
                "evidence",
                row["id"],
                f"the source {row['source']!r} does not stand in data/sources.yaml.",
                closest(row["source"], sources, least=80) or "Add it there first.",
            )
        elif sources[row["source"]]["seen_as"] == "not_seen":
            yield told.problem(
                "evidence",
                row["id"],
                f"nobody has read {row['source']}: a number needs a source that was read.",
                "Read it and say how in data/sources.yaml, or take the row out.",
            )


def _two_voices(content: dict, told: Places) -> Iterator[Problem]:
    """Records of a fixed form are held to both voices by their form; this looks at the free ones."""
    for kind, key, record in records(content):
        if kind == "glossary":
            continue
        for path, mapping in walk(record):
            for voice, other in (("plain", "clinician"), ("clinician", "plain")):
                if voice in mapping and other not in mapping:
                    yield told.problem(kind, key, f"says it in {voice} words alone.", f"Add `{other}`.", near=(*path, voice))


def _house_style(content: dict, told: Places) -> Iterator[Problem]:
    never = []
    for number, entry in enumerate(content["wording"].get("never_in_plain") or ()):
        try:
            never.append((re.compile(entry["pattern"], re.IGNORECASE), entry["why"]))
        except re.error as fault:
            yield told.problem(
                "wording",
                None,
                f"the pattern {entry['pattern']!r} cannot be read: {fault}.",
                "Write plain words, with \\b at a word's edge.",
                near=("never_in_plain", number, "pattern"),
            )
    for kind, key, record in records(content):
        if kind in _NO_STYLE:
            continue
        for path, mapping in walk(record):
            text = mapping.get("plain")
            for pattern, why in never if isinstance(text, str) else ():
                found = pattern.search(text)
                if found:
                    yield told.problem(
                        kind, key, f"the plain text says {found.group(0)!r}.", f"House style: {why}", near=(*path, "plain")
                    )


def _words_needed(content: dict, told: Places) -> Iterator[Problem]:
    for section, names in WORDS_NEEDED.items():
        given = content["wording"].get(section)
        for name in names:
            if not isinstance(given, dict) or name not in given:
                yield told.problem(
                    "wording",
                    None,
                    f"the words {section}.{name} are missing.",
                    "The program looks them up: put them back.",
                    near=(section,),
                )


TEXT_RULES = (_sources_are_read, _two_voices, _house_style, _words_needed)
