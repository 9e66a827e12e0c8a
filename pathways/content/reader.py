"""YAML 1.2 files to plain values that remember their lines.

libyaml composes the nodes (fast), and the values are built here with the YAML 1.2 core rules: ``no`` stays a word,
a date stays text, and a repeated key is a fault instead of a silent overwrite.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from pathways.content.problems import ContentError, Problem

__all__ = ["Lines", "read_yaml", "read_yaml_text"]

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "True": True, "TRUE": True,
          "false": False, "False": False, "FALSE": False}
_DEEPEST = 40  # no record nests nearly so deep

Lines = dict[tuple, int]  # path of keys and list positions -> line, counted from 1


def read_yaml(path: Path, name: str | None = None) -> tuple[Any, Lines]:
    """Return the values of a YAML file and the line each of them stands on.

    Raises ContentError with file and line when it is not UTF-8, not YAML, or repeats a key.
    """
    name = name or path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ContentError([Problem(name, 0, f"is not UTF-8 text (byte {fault.start}).", "Save it as UTF-8.")]) from None
    return read_yaml_text(text, name)


def read_yaml_text(text: str, name: str) -> tuple[Any, Lines]:
    """Return the values of YAML text and their lines; `name` stands in the messages."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        what = getattr(fault, "problem", None) or "cannot be read"
        raise ContentError([Problem(name, mark.line + 1 if mark else 0, f"is not valid YAML: {what}.",
                                    "Look at indentation, quotes and colons here and on the line above.")]) from None
    except (RecursionError, ValueError) as fault:
        raise ContentError([Problem(name, 0, f"cannot be read: {fault}.")]) from None
    finally:
        loader.dispose()
    build = _Builder(name)
    return (None if node is None else build.value(node, ())), build.lines


class _Builder:
    """Plain values from composed nodes, with the line of each."""

    def __init__(self, name: str):
        self.name = name
        self.lines: Lines = {}
        self.seen: set[int] = set()

    def fault(self, line: int, what: str, mend: str = "") -> ContentError:
        return ContentError([Problem(self.name, line, what, mend)])

    def value(self, node: yaml.Node, path: tuple) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self.seen:  # an alias: a few lines could stand for millions of values
            raise self.fault(line, "uses an anchor (&, *).", "Write the values out.")
        self.seen.add(id(node))
        if len(path) > _DEEPEST:
            raise self.fault(line, "is nested too deeply.")
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        values: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            at = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                raise self.fault(at, "has a key that is not a word.", "Write each key out; merge keys are not read.")
            key = key_node.value
            if key in values:
                raise self.fault(at, f"repeats the key {key!r}.", "Keep one of them.")
            self.lines[(*path, key)] = at
            values[key] = self.value(value_node, (*path, key))
        return values


def _scalar(node: yaml.ScalarNode) -> Any:
    if node.style in ("'", '"', "|", ">"):
        return node.value
    text = node.value
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text) if len(text) < 300 else text
    return float(text) if _FLOAT.match(text) else text
