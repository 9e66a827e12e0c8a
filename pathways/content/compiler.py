"""Raw values to the compiled content: every record checked alone, then all together, then rules spread to their options."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pathways.content import checks
from pathways.content.evidence import read_evidence
from pathways.content.faults import faults_of
from pathways.content.kinds import KINDS, Kind
from pathways.content.names import name_index, with_classes
from pathways.content.places import Place
from pathways.content.problems import ContentError, Problem, closest
from pathways.content.reader import read_yaml
from pathways.content.rules import spread_rules

__all__ = ["collect", "compile_content"]

_MAY_BE_EMPTY = ("gates", "staging", "topics")
_FOR_TESTS = ("words/reading_exceptions.yaml",)  # lists that only a test reads


def compile_content(folder: Path) -> dict:
    """Return the compiled content of `folder` as plain values. Raises ContentError with every problem."""
    content, problems = collect(folder)
    if problems:
        raise ContentError(problems)
    return with_classes(spread_rules(content)) | {"names": name_index(content)}


def collect(folder: Path) -> tuple[dict, list[Problem]]:
    """Return the content as plain values and every problem found in it (the content is partial when there are any)."""
    content: dict[str, Any] = {name: None if shape == "single" else {} for name, _, _, shape in KINDS}
    places: dict[tuple, Place] = {}
    problems: list[Problem] = []
    for kind, name, values, lines in _files(folder, problems):
        for key, record, at in _records(kind, name, values, lines, problems):
            first = places.get((kind[0], key))
            if kind[3] == "single":
                content[kind[0]] = record
            elif first:
                where = f"{first.file}, line {first.lines.get(first.at, 1)}"
                problems.append(
                    Problem(
                        name,
                        lines.get(at, 1),
                        f"{key!r}: the id stands twice in {kind[0]}; first in {where}.",
                        "Give one of them another id.",
                    )
                )
            else:
                content[kind[0]][key] = record
            places.setdefault((kind[0], key), Place(name, lines, at))
    told = {p.file for p in problems}
    for kind, pattern, _, shape in KINDS:
        empty = (
            content[kind] is None if shape == "single" else shape == "list" and not content[kind] and kind not in _MAY_BE_EMPTY
        )
        if empty and f"{folder.name}/{pattern}" not in told:
            problems.append(Problem(f"{folder.name}/{pattern}", 0, "is missing or empty.", "Put the file back."))
    content["evidence"], faults = read_evidence(folder / "evidence.csv")
    places |= {("evidence", row["id"]): Place(f"{folder.name}/evidence.csv", {(): line}, ()) for line, row in content["evidence"]}
    content["evidence"] = [row for _, row in content["evidence"]]
    problems.extend(faults)
    if not problems:
        problems.extend(checks.check(content, places))
    return content, sorted(set(problems))


def _files(folder: Path, problems: list[Problem]) -> Iterator[tuple[Kind, str, Any, dict]]:
    """Yield kind, name, values and lines of every content file; one that cannot be read becomes a problem."""
    read: set[Path] = set()
    for kind in KINDS:
        for path in sorted(folder.glob(kind[1])):
            read.add(path)
            try:
                values, lines = read_yaml(path, _name(path, folder))
            except ContentError as fault:
                problems.extend(fault.problems)
                continue
            if kind[3] == "one" and isinstance(values, dict) and values.get("id") not in (None, path.stem):
                problems.append(
                    Problem(
                        _name(path, folder),
                        lines.get(("id",), 1),
                        f"{values['id']!r}: the file is named {path.name!r}.",
                        "A file bears the id of the record in it.",
                    )
                )
            yield kind, _name(path, folder), values, lines
    homes = sorted({pattern for _, pattern, _, _ in KINDS})
    for path in sorted(folder.rglob("*")):
        if (
            path.suffix.lower() in (".yaml", ".yml", ".json")
            and path not in read
            and path.relative_to(folder).as_posix() not in _FOR_TESTS
        ):
            near = closest(_name(path, folder), [_name(p, folder) for p in read], least=90)
            problems.append(
                Problem(_name(path, folder), 0, "is read by nothing.", near or f"Files stand in: {', '.join(homes)}.")
            )


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder.parent).as_posix()


def _records(kind: Kind, name: str, values: Any, lines: dict, problems: list[Problem]) -> Iterator[tuple[Any, dict, tuple]]:
    """Yield id, checked record and place of each record in one file; what does not fit becomes a problem."""
    if kind[3] == "list" and not isinstance(values, list):
        problems.append(Problem(name, 1, "must be a list of records.", "Each record begins with '- '."))
        return
    items = [((i,), v) for i, v in enumerate(values)] if kind[3] == "list" else [((), values)]
    module, _, model_name = kind[2].partition(".")
    model = getattr(importlib.import_module(f"pathways.content.{module}"), model_name)
    for at, value in items:
        try:
            record = _adapter(model).validate_python(value, strict=True)
        except ValidationError as fault:
            who = value.get("id") or value.get("key") if isinstance(value, dict) else None
            problems.extend(faults_of(fault.errors(), name, lines, at, who, model))
            continue
        plain = record.model_dump(mode="json", by_alias=True)
        yield plain.get("id") or plain.get("key"), plain, at


_ADAPTERS: dict[type, TypeAdapter] = {}


def _adapter(model: type) -> TypeAdapter:
    return _ADAPTERS.setdefault(model, TypeAdapter(model))
