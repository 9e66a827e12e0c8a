"""The names of the content, shortened the way a typed text is: what `pathways.engine.names` looks up, made once at compile time."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["DOSE", "light", "name_index", "normal", "with_classes"]

DOSE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mg|milligrams?|mcg|micrograms?|µg|ug|g)\b", re.IGNORECASE)
_FORMS = re.compile(
    r"\b(xr|xl|er|sr|cr|la|dr|cd|odt|hcl|hbr|hydrochloride|hydrobromide|oxalate|maleate|tablets?|caps?|capsules?|pills?|tabs?|liquid|"
    r"solution|oral|patch|spray|nasal|iv|injection|infusion|daily|twice|once|a|per|day|each|every|night|morning|evening|bedtime|at|in|the|"
    r"bid|tid|qd|qhs|prn|as|needed|extended|release|weekly|week|low|dose|mg|mcg|ml|units?|x)\b",
    re.IGNORECASE,
)


def light(text: str) -> str:
    """Return the words of a name without case, dose or punctuation; the form stays.

    >>> light("Selegiline patch, 6 mg")
    'selegiline patch'
    """
    text = DOSE.sub(" ", text.lower().replace("_", " ").replace("’", "'"))
    return " ".join(re.sub(r"[^a-z0-9'+ ]+", " ", text.replace("-", " ")).split())


def normal(text: str) -> str:
    """Return the words of a name without case, dose, form or punctuation.

    >>> normal("Effexor XR 150 mg daily")
    'effexor'
    """
    words = _FORMS.sub(" ", re.sub(r"\b\d+(?:[.,]\d+)?\b", " ", light(text)))
    return " ".join(words.split())


def name_index(content: Any) -> dict[str, dict[str, str]]:
    """Return what each known name stands for: `medicines` and `treatments` (ids of options), and how each name is `written`."""
    medicines = [(name, m["id"]) for m in content["medicines"].values() for name in (m["id"], *m["names"], *m["brands"])]
    options = list(content["options"].values())
    treatments = [(o["id"], o["id"]) for o in options]
    treatments += [(name, o["id"]) for o in options for name in (*o["names"].values(), *o["also_called"])]
    known, written = _index(medicines), {light(name) for name, _ in treatments}
    own = {o["id"]: (o["medicine"],) if isinstance(o["medicine"], str) else o["medicine"] or () for o in options}
    named = {
        name: option
        for name, option in _index(treatments).items()  # shortened to another medicine's name it would be a guess
        if name in written or name not in known or known[name] in own[option]
    }
    written_as = _index([(name, name.replace("_", " ")) for name, _ in (*medicines, *treatments)])
    return {"medicines": known, "treatments": named, "written": written_as}


def with_classes(content: dict) -> dict:
    """Return the content with what a name for several medicines stands for: `members`, and `groups` that all of them share.

    `any_of` names a whole group ("SSRIs"); `could_be` lists what a remedy of that name may hold ("hay fever"). Whoever takes
    one takes what all share for sure, and every other name of a member perhaps.
    """
    medicines = content["medicines"]
    plain = {m["id"]: frozenset((m["id"], *m["groups"])) for m in medicines.values() if not m["any_of"] and not m["could_be"]}
    out = {}
    for key, record in medicines.items():
        wanted = {record["any_of"], *record["could_be"]} - {None}
        members = sorted(m for m, names in plain.items() if not wanted.isdisjoint(names))
        if members:
            shared = frozenset.intersection(*(plain[m] for m in members)) - set(members)
            perhaps = frozenset.union(*(plain[m] for m in members)) - shared
            record = record | {"groups": sorted(shared | set(record["groups"])), "perhaps": sorted(perhaps)}  # noqa: PLW2901
            record["members"] = members if record["any_of"] else []
        out[key] = record
    return content | {"medicines": out}


def _index(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Names as written come first, names without their form fill the gaps, so that "selegiline" is not the patch."""
    index: dict[str, str] = {}
    for shorten in (light, normal):
        for name, meaning in pairs:
            if shorten(name):
                index.setdefault(shorten(name), meaning)
    return index
