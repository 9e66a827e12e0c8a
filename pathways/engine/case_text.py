"""The text of a case file to plain values and back: JSON or YAML 1.2, UTF-8, of a size and depth that a case can have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from pathways.content.problems import ContentError
from pathways.engine.problems import CaseError

__all__ = ["MOST_BYTES", "case_text", "read_bytes", "values_of", "visible"]

MOST_BYTES = 1_000_000
_LOOK = "Look at commas, quotes and brackets here and on the line above."


def visible(text: str) -> str:
    """Return a text in which nothing hides: control characters and halves of characters are written out.

    >>> visible("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, never more than one past what a case may have. Raises CaseError."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "not a file name"
        raise CaseError(visible(path.name), f"cannot be opened ({why}).", "Look whether the name is right.") from None


def values_of(raw: bytes | str, name: str) -> tuple[Any, dict]:
    """Return the plain values of a case file, and the line each stands on (YAML only). Raises CaseError."""
    if len(raw) > MOST_BYTES:
        most = f"is larger than {MOST_BYTES // 1_000_000} MB."
        raise CaseError(name, most, "A case file is a few kilobytes; look whether this is the right file.")
    if isinstance(raw, bytes):
        try:
            raw = raw.decode("utf-8")
        except UnicodeDecodeError as fault:
            raise CaseError(name, f"is not UTF-8 text (byte {fault.start}).", "Save it as UTF-8.") from None
    raw = raw.removeprefix("\ufeff")

    def where(line: int) -> str:
        return f"{name}, line {line}" if line and "\n" in raw.strip() else name

    if raw.lstrip()[:1] in ("{", "["):
        try:
            return _json(raw, name), {}
        except json.JSONDecodeError as fault:
            if '"' in raw.split(":", 1)[0]:  # else it may be YAML in braces
                raise CaseError(where(fault.lineno), f"is not valid JSON: {fault.msg}.", _LOOK) from None
    from pathways.content.reader import read_yaml_text  # noqa: PLC0415  only YAML files need it

    try:
        return read_yaml_text(raw, name)
    except ContentError as fault:
        problem = fault.problems[0]
        raise CaseError(where(problem.line), problem.what, problem.mend) from None


def _json(raw: str, name: str) -> Any:
    def no_twins(pairs: list[tuple[str, Any]]) -> dict:
        values: dict[str, Any] = {}
        for key, value in pairs:
            if key in values:
                raise CaseError(name, f"repeats the key {key[:60]!r}.", "Keep one of them.")
            values[key] = value
        return values

    def no_number(word: str) -> NoReturn:
        raise CaseError(name, f"holds {word}, which is not a number.", "Write null, or leave the key out.")

    try:
        return json.loads(raw, object_pairs_hook=no_twins, parse_constant=no_number)
    except RecursionError:
        raise CaseError(
            name, "is nested too deeply.", "A case file has a few levels; look whether this is the right file."
        ) from None
    except (json.JSONDecodeError, CaseError):
        raise
    except ValueError:  # Python refuses to read a number of thousands of digits
        raise CaseError(name, "holds a number that is far too long.", "No number of a case has more than a few digits.") from None


def case_text(case: Any, kind: str) -> str:
    """Return plain values as the text of a case file (json | yaml) that reads back as the same values."""
    if kind == "json":
        return json.dumps(case, ensure_ascii=False, indent=2) + "\n"
    from pathways.content.reader import write_yaml_text  # noqa: PLC0415

    return write_yaml_text(case)
