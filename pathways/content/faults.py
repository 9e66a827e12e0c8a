"""One fault of a record, found by pydantic, in an editor's words: the place in the file, the fault, the mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pathways.content.conditions import WORDS, Condition
from pathways.content.problems import Problem, closest

__all__ = ["WORD_KEYS", "faults_of"]

# condition word -> the keys its mapping may have
WORD_KEYS: dict[str, tuple[str, ...]] = {
    get_args(part)[1].tag: tuple(field.alias or name for name, field in get_args(part)[0].model_fields.items())
    for part in get_args(get_args(Condition)[0])
}
_NEEDS = {  # pydantic's kind of error -> what is needed, and the mend
    "bool_type": ("must be true or false", "Write true or false, without quotes."),
    "string_type": ("must be text", "Put it in quotes."),
    "float_type": ("must be a number", "Write it without quotes or unit."),
    "int_type": ("must be a whole number", "Write it without quotes or unit."),
    "list_type": ("must be a list", "Put the entries in [ ], or one to a line with '- '."),
    "dict_type": ("must be a set of keys and values", "Write one `key: value` to a line, or { }."),
    "model_type": ("must be a set of keys and values", "Write one `key: value` to a line, or { }."),
    "model_attributes_type": ("must be a set of keys and values", "Write one `key: value` to a line, or { }."),
}
_PATTERNS = {  # the beginning of a pattern of records.py -> what it asks for, and the mend
    r"^[A-Za-z0-9_.-]+ \|": (
        "must name a source and a place in it",
        'Write "source-id | place", for example "some-label-2024 | section 4".',
    ),
    r"^20\d\d-": ("must be a day like 2026-11-23", "Write year, month and day with hyphens."),
    r"^[a-z][a-z0-9_]*$": ("must be an id", "Use small letters, digits and _, beginning with a letter."),
    r"^[A-Za-z0-9_.-]+$": ("must be an id", "Use letters, digits, hyphen, full stop and _, without blanks."),
}


def faults_of(errors: Iterable[dict], name: str, lines: dict, at: tuple, who: str | None, model: type) -> Iterator[Problem]:
    """Yield one problem per place: several errors about one value (it fits none of several kinds) are told as one."""
    per_place: dict[tuple, list[dict]] = {}
    for error in errors:
        path = _place(at, error["loc"], lines)
        alone = (error["loc"][-1],) if error["type"] in ("missing", "extra_forbidden") else ()
        per_place.setdefault((path, error["type"] in ("missing", "extra_forbidden"), alone), []).append(error)
    for (path, *_), same in per_place.items():
        line = next((lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines), 1)
        inside = ".".join(str(p + 1) if isinstance(p, int) else str(p) for p in path[len(at) :])
        what, mend = _told(same, inside, model)
        yield Problem(name, line, f"{who!r}: {what}" if who else what, mend)


def _place(path: tuple, loc: tuple, lines: dict) -> tuple:
    """Return the deepest place of the file that `loc` names; names of tagged unions stand in `loc` too and are left out."""
    if not loc:
        return path
    deepest = _place((*path, loc[0]), loc[1:], lines) if (*path, loc[0]) in lines else path
    if loc[0] in WORDS or not isinstance(loc[0], int | str) or (*path, loc[0]) not in lines:
        skipped = _place(path, loc[1:], lines)
        deepest = max(deepest, skipped, key=len)
    return deepest


def _told(same: list[dict], inside: str, model: type) -> tuple[str, str]:
    error = same[0]
    kind, given = error["type"], error.get("input")
    if kind == "missing":
        return (
            f"the key {error['loc'][-1]!r} is missing{' in ' + inside if inside else ''}.",
            "Add it; a template stands in data/README.md.",
        )
    if kind == "extra_forbidden":
        key, allowed = str(error["loc"][-1]), _keys_near(model, error["loc"])
        return f"{key!r} is not a key that is known here.", closest(key, allowed) or f"Known keys: {', '.join(allowed)}."
    found = f", found {_shown(given)}"
    place = inside or "the record"
    words = [e for e in same if e["type"] == "literal_error"]
    if len(words) < len(same) and not isinstance(given, str):  # not meant as one of the fixed words
        same = [e for e in same if e not in words]
        error, kind, words = same[0], same[0]["type"], []
    literals = [w for e in words for w in _allowed(e)]
    if literals:
        near = closest(given, literals) if isinstance(given, str) else ""
        return f"{place} cannot be {_shown(given)}.", near or f"Allowed: {', '.join(dict.fromkeys(literals))}."
    if kind == "condition_word":
        words = [str(k) for k in given if k not in WORDS] if isinstance(given, dict) else []
        near = next(filter(None, (closest(w, WORDS) for w in words)), "")
        return f"{place}: {error['msg']}{found}.", near or "Every word stands in data/README.md."
    if kind == "string_pattern_mismatch":
        pattern = error["ctx"]["pattern"]
        what, mend = next(
            (told for start, told in _PATTERNS.items() if pattern.startswith(start)), ("has a form that is not known", "")
        )
        return f"{place} {what}{found}.", mend
    if kind in ("string_too_long", "too_long"):
        most = error["ctx"]["max_length"]
        what = "letters" if kind == "string_too_long" else "entries"
        return f"{place} has {len(given)} {what}; at most {most} fit{found}.", "Shorten it."
    if kind in ("string_too_short", "too_short"):
        what = "letters" if kind == "string_too_short" else "entries"
        return f"{place} is empty or too short.", f"It needs {error['ctx']['min_length']} or more {what}."
    if kind.startswith(("greater_than", "less_than")):
        return f"{place}: {error['msg'].replace('Input should', 'must')}{found}.", "Write a number inside that range."
    if len({e["type"] for e in same}) > 1:
        return f"{place} cannot be {_shown(given)}.", "Compare with the template in data/README.md."
    if kind in _NEEDS:
        what, mend = _NEEDS[kind]
        return f"{place} {what}{found}.", mend
    return f"{place} {error['msg'].removeprefix('Value error, ')}.".replace(
        "..", "."
    ), "Compare with the template in data/README.md."


def _shown(given: Any) -> str:
    if isinstance(given, dict):
        return "a set of keys" + (f" ({', '.join(map(str, given))})" if given else "")
    if isinstance(given, list):
        return "a list"
    text = "nothing" if given is None else str(given).lower() if isinstance(given, bool) else repr(given)
    return text if len(text) < 60 else text[:57] + "…"


def _allowed(error: dict) -> list[str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",") if part.strip(" '")]


def _keys_near(model: type, loc: tuple) -> list[str]:
    """Return the keys allowed where an unknown key stood."""
    if len(loc) > 1 and loc[-2] in WORD_KEYS:
        return list(WORD_KEYS[loc[-2]])
    schema = model.model_json_schema(by_alias=True)
    here = schema
    for part in loc[:-1]:
        here = _follow(here, schema, part)
    return sorted(_follow(here, schema, None).get("properties", {}))


def _follow(node: dict, schema: dict, part: Any) -> dict:
    def plain(n: dict) -> dict:
        while "$ref" in n:
            n = schema["$defs"][n["$ref"].rsplit("/", 1)[1]]
        for many in ("anyOf", "oneOf"):
            if many in n:
                options = [plain(o) for o in n[many]]
                return next((o for o in options if "properties" in o or "items" in o), options[0])
        return n

    node = plain(node)
    if part is None:
        return node
    if isinstance(part, int):
        return plain(node.get("items", {})) if "items" in node else node
    return plain(node["properties"][part]) if part in node.get("properties", {}) else node
