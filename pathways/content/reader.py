"""YAML 1.2 files to plain values that remember their lines, and values back to text.

libyaml parses (fast), and the values are built here with the YAML 1.2 core rules: ``no`` stays a word, a date stays text, and
a repeated key is a fault instead of a silent overwrite.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from pathways.content.problems import ContentError, Problem

__all__ = ["Lines", "read_yaml", "read_yaml_text", "write_yaml_text"]

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_DEEPEST = 40  # no record nests nearly so deep

Lines = dict[tuple, int]  # path of keys and list positions -> line, counted from 1


def read_yaml(path: Path, name: str | None = None) -> tuple[Any, Lines]:
    """Return the values of a YAML file and the line each of them stands on.

    Raises ContentError with file and line when it cannot be opened, is not UTF-8, not YAML, or repeats a key.
    """
    name = name or path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise ContentError([Problem(name, 0, f"cannot be opened ({fault.strerror}).", "Put the file back.")]) from None
    except UnicodeDecodeError as fault:
        raise ContentError([Problem(name, 0, f"is not UTF-8 text (byte {fault.start}).", "Save it as UTF-8.")]) from None
    return read_yaml_text(text, name)


def read_yaml_text(text: str, name: str) -> tuple[Any, Lines]:
    """Return the values of YAML text and their lines; `name` stands in the messages."""
    if _SURROGATE.search(text):
        raise ContentError([Problem(name, 0, "holds half a character (a surrogate).", "Save it as UTF-8.")])
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        build = _Builder(name, loader.get_event)
        return build.document(), build.lines
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        what = getattr(fault, "problem", None) or "it holds a character that text cannot hold"
        raise ContentError(
            [
                Problem(
                    name,
                    mark.line + 1 if mark else 0,
                    f"is not valid YAML: {what}.",
                    "Look at indentation, quotes and colons here and on the line above.",
                )
            ]
        ) from None
    finally:
        loader.dispose()


class _Builder:
    """Plain values from the parser's events, with the line of each; one by one, so that nothing nests beyond a limit."""

    def __init__(self, name: str, event: Callable[[], yaml.Event]):
        self.name, self.event = name, event
        self.lines: Lines = {}

    def fault(self, line: int, what: str, mend: str = "") -> ContentError:
        return ContentError([Problem(self.name, line, what, mend)])

    def document(self) -> Any:
        self.event()  # the stream begins
        if isinstance(self.event(), yaml.StreamEndEvent):
            return None
        value = self.value(self.event(), ())
        self.event()  # the document ends
        after = self.event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self.fault(after.start_mark.line + 1, "begins a second document (---).", "Keep one document in a file.")
        return value

    def value(self, event: yaml.Event, path: tuple) -> Any:
        line = event.start_mark.line + 1
        self.lines.setdefault(path, line)
        if isinstance(event, yaml.AliasEvent) or event.anchor:  # a few lines could stand for millions of values
            raise self.fault(line, "uses an anchor (&, *).", "Write the values out.")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if len(path) >= _DEEPEST:
            raise self.fault(line, "is nested too deeply.", f"At most {_DEEPEST} levels are read.")
        if isinstance(event, yaml.SequenceStartEvent):
            values: list[Any] = []
            while not isinstance(item := self.event(), yaml.SequenceEndEvent):
                values.append(self.value(item, (*path, len(values))))
            return values
        keyed: dict[str, Any] = {}
        while not isinstance(key_event := self.event(), yaml.MappingEndEvent):
            at = key_event.start_mark.line + 1
            if not isinstance(key_event, yaml.ScalarEvent) or key_event.value == "<<":
                raise self.fault(at, "has a key that is not a word.", "Write each key out; merge keys are not read.")
            key = key_event.value
            if key in keyed:
                raise self.fault(at, f"repeats the key {key!r}.", "Keep one of them.")
            self.lines[(*path, key)] = at
            keyed[key] = self.value(self.event(), (*path, key))
        return keyed


def _scalar(event: yaml.ScalarEvent) -> Any:
    if event.style in ("'", '"', "|", ">"):
        return event.value
    text = event.value
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text) if len(text) < 300 else text
    return float(text) if _FLOAT.match(text) else text


class _Dumper(yaml.SafeDumper):
    """Writes a text in quotes wherever the rules above would read it as something else."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    quoted = '"' if _OTHER_BREAKS.search(value) else None  # else YAML would fold them into blanks
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=quoted)


_Dumper.add_representer(str, _text)
for _first, _pattern in (("-+.0123456789", _INT), ("-+.0123456789", _FLOAT)):
    _Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _pattern, list(_first))


def write_yaml_text(values: Any) -> str:
    """Return values as YAML text that `read_yaml_text` reads back the same."""
    return yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
