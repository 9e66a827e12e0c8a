"""Raw values to the compiled content: every record checked alone, then all together, then rules spread to their options."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pathways.content import checks
from pathways.content.evidence import read_evidence
from pathways.content.library import KINDS, Kind, read_content
from pathways.content.problems import ContentError, Problem, closest
from pathways.content.rules import spread_rules

__all__ = ["collect", "compile_content"]


def compile_content(folder: Path) -> dict:
    """Return the compiled content of `folder` as plain values. Raises ContentError with every problem."""
    content, problems = collect(folder)
    if problems:
        raise ContentError(problems)
    return spread_rules(content)


def collect(folder: Path) -> tuple[dict, list[Problem]]:
    """Return the content as plain values and every problem found in it (the content is partial when there are any)."""
    content: dict[str, Any] = {name: None if shape == "single" else {} for name, _, _, shape in KINDS}
    places: dict[tuple, tuple[str, dict, tuple]] = {}
    problems: list[Problem] = []
    try:
        for kind, path, values, lines in read_content(folder):
            name = path.relative_to(folder.parent).as_posix()
            for key, record, at in _records(kind, name, values, lines, problems):
                if kind[3] == "single":
                    content[kind[0]] = record
                elif key in content[kind[0]]:
                    problems.append(Problem(name, lines.get((), 1), f"the id {key!r} stands twice in {kind[0]}."))
                else:
                    content[kind[0]][key] = record
                places[(kind[0], key)] = (name, lines, at)
    except ContentError as fault:
        problems.extend(fault.problems)
        return content, problems
    for kind, _glob, _, shape in KINDS:
        if content[kind] is None:
            problems.append(Problem(f"data/{_glob}", 0, "is missing.", "Put the file back."))
        elif shape == "list" and not content[kind] and kind not in ("gates", "staging", "topics"):
            problems.append(Problem(f"data/{_glob}", 0, "is missing or empty.", "Put the file back."))
    evidence, faults = read_evidence(folder / "evidence.csv")
    content["evidence"] = evidence
    problems.extend(faults)
    if not problems:
        problems.extend(checks.check(content, places))
    return content, problems


def _records(kind: Kind, name: str, values: Any, lines: dict, problems: list[Problem]):
    """Yield id, checked record and place of each record in one file; what does not fit becomes a problem."""
    items = [((i,), v) for i, v in enumerate(values or [])] if kind[3] == "list" and isinstance(values, list) else [((), values)]
    if kind[3] == "list" and not isinstance(values, list):
        problems.append(Problem(name, 1, "must be a list of records (each begins with '- ')."))
        return
    module, _, model_name = kind[2].partition(".")
    model = getattr(importlib.import_module(f"pathways.content.{module}"), model_name)
    adapter = _adapter(model)
    for at, value in items:
        try:
            record = adapter.validate_python(value)
        except ValidationError as fault:
            who = value.get("id") or value.get("key") if isinstance(value, dict) else None
            problems.extend(_told(error, name, lines, at, who, model) for error in fault.errors())
            continue
        plain = record.model_dump(mode="json", by_alias=True)
        yield plain.get("id") or plain.get("key"), plain, at


_ADAPTERS: dict[type, TypeAdapter] = {}


def _adapter(model: type) -> TypeAdapter:
    return _ADAPTERS.setdefault(model, TypeAdapter(model))


def _told(error: dict, name: str, lines: dict, at: tuple, who: str | None, model: type) -> Problem:
    """Say one fault of a record in an editor's words."""
    path, line = at, lines.get(at, lines.get((), 1))
    for part in error["loc"]:  # the names of tagged unions stand in `loc` too; keep what the file really has
        longer = (*path, part)
        if longer in lines:
            path, line = longer, lines[longer]
    where = f"{who!r}: " if who else ""
    inside = ".".join(str(p) for p in path[len(at):])
    given = error.get("input")
    if error["type"] == "missing":
        return Problem(name, line, f"{where}the key {error['loc'][-1]!r} is missing{' in ' + inside if inside else ''}.")
    if error["type"] == "extra_forbidden":
        key = error["loc"][-1]
        allowed = _keys_near(model, error["loc"])
        return Problem(name, line, f"{where}{str(key)!r} is not a key that is known here.", closest(key, allowed) or f"Known keys: {', '.join(allowed)}.")
    text = error["msg"].removeprefix("Value error, ")
    shown = f" (found {given!r})" if isinstance(given, str | int | float | bool) else ""
    return Problem(name, line, f"{where}{inside or 'the record'}: {text}{shown}.", closest(given, _allowed(error)) if isinstance(given, str) else "")


def _allowed(error: dict) -> list[str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",") if part.strip(" '")]


def _keys_near(model: type, loc: tuple) -> list[str]:
    """Return the keys allowed where an unknown key stood, as far as the schema tells."""
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
