"""What stands where on the road, read off the graph: cells on a grid of bands, columns and rows, and the lines between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

__all__ = ["BANDS_A_ROW", "VOICES", "Cell", "Line", "Plan", "plan_of"]

BANDS_A_ROW = 3
VOICES = ("plain", "clinician")
_LEFT, _MIDDLE, _RIGHT = range(3)


class Cell(NamedTuple):
    """One node of the road.

    `options`: what a box holds; `kinds`: those that are counted (a class is not, beside its members), `counted` says which;
    `first`: those that no box before it on the road holds.
    """

    id: str
    kind: str
    band: int
    column: int
    row: int
    label: tuple[str, ...]
    name: str
    options: tuple[str, ...]
    kinds: tuple[str, ...]
    counted: tuple[bool, ...]
    first: frozenset[str]
    says: Mapping[str, str] | None  # what the node says to everybody: a question, where a link leads
    there: Mapping[str, str] | None  # what a state says, and only to those who stand there


class Line(NamedTuple):
    """One line of the map: a branch (`go`), a state to its box (`box`), a state that leaves (`leaves`)."""

    start: str
    end: str
    say: str
    kind: str


@dataclass(frozen=True, eq=False)
class Plan:
    """The whole road on its grid, the same for everybody. Compared by identity, so that what follows from it can be kept."""

    cells: Mapping[str, Cell]
    lines: tuple[Line, ...]
    bands: tuple[Mapping[str, str], ...]
    columns: tuple[int, ...]  # how many columns each band has
    start: str
    reach: Mapping[str, tuple[str, ...]]  # the boxes each state leads to
    answers: Mapping[tuple[str, str], str]  # the word on each branch
    ways: Mapping[str, tuple[tuple[str, str], ...]]  # every branch of a question: its word, and the node it leads to


def plan_of(pathway: Any) -> Plan:
    """Return the plan of a pathway (kept in memory: it depends on nothing else)."""
    return _plan(pathway.graph, pathway.content)


@lru_cache(maxsize=4)
def _plan(graph: Any, content: Any) -> Plan:
    nodes = {n: d for n, d in graph.nodes(data=True) if d["kind"] != "action" or d["box"]}
    lines, bands = _lines(graph, nodes), content["road"]["bands"]
    column = {n: _column(d) for n, d in nodes.items()}
    row: dict[str, int] = {}
    for band in range(len(bands)):
        row.update(_rows({n: column[n] for n in nodes if nodes[n]["record"]["band"] == band}, lines))
    with_middle = {nodes[n]["record"]["band"] for n, c in column.items() if c == _MIDDLE}
    cells: dict[str, Cell] = {}
    boxed: set[str] = set()
    for n in sorted(nodes, key=lambda n: (nodes[n]["record"]["band"], column[n], row[n])):
        place = column[n] if nodes[n]["record"]["band"] in with_middle else min(column[n], 1)
        cells[n] = _cell(nodes[n], place, row[n], content["options"], boxed)
        boxed.update(cells[n].options)
    columns = tuple(1 + max((c.column for c in cells.values() if c.band == b), default=0) for b in range(len(bands)))
    branches = [(a, b, d["say"]) for a, b, d in graph.edges(data=True) if "say" in d]
    return Plan(
        cells=MappingProxyType(cells),
        lines=lines,
        bands=tuple(bands),
        columns=columns,
        start=graph.graph["start"],
        reach=MappingProxyType({n: tuple(x.end for x in lines if x.start == n and x.kind == "box") for n in cells}),
        answers=MappingProxyType({(a, b): say for a, b, say in branches}),
        ways=MappingProxyType({n: tuple((say, cells[b].name) for a, b, say in branches if a == n) for n in cells}),
    )


def _column(data: Any) -> int:
    """Left: states and questions of the road. Middle: side states. Right: steps of care, and what leaves."""
    if data["kind"] == "decision" or (data["kind"] == "state" and data["record"]["side"] == "left"):
        return _LEFT
    return _MIDDLE if data["kind"] == "state" else _RIGHT


def _cell(data: Any, column: int, row: int, records: Any, boxed: set[str]) -> Cell:
    record, kind = data["record"], "box" if data["box"] else data["kind"]
    options = tuple(record["options"]) if kind == "box" else ()
    classes = {records[o]["parent"] for o in options}
    counted = tuple(o not in classes or records[o]["stands_for_itself"] for o in options)
    return Cell(
        record["id"],
        kind,
        record["band"],
        column,
        row,
        tuple(record["label"]),
        _joined(record["label"]),
        options,
        tuple(o for o, c in zip(options, counted, strict=True) if c),
        counted,
        frozenset(options) - boxed,
        says=record["ask"] if kind == "decision" else record["text"] if kind == "link" else None,
        there=record["text"] if kind == "state" else None,
    )


def _joined(label: Iterable[str]) -> str:
    """Return a label in one line; a word broken over two lines grows together again."""
    name, *rest = label
    for part in rest:
        name = name[:-1] + part if name.endswith("-") else f"{name} {part}"
    return name


def _lines(graph: Any, nodes: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every line in the order of the content. The same branch of the same fact is drawn once: later decisions cannot meet it."""
    lines: dict[tuple[str, str], Line] = {}
    met: list[tuple[Any, frozenset, str]] = []
    for start in nodes:
        record = nodes[start]["record"]
        for _, end, data in graph.out_edges(start, data=True):
            if data["kind"] not in ("go", "box", "leaves") or (start, end) in lines:
                continue
            if "when" in data:
                reads = record.get("fact") or record.get("answer")
                when = frozenset(data["when"])
                if any(reads == r and when <= w and end == e for r, w, e in met):
                    continue
                met.append((reads, when, end))
            lines[start, end] = Line(start, end, data.get("say", ""), data["kind"])
    return tuple(lines.values())


def _rows(column: dict[str, int], lines: tuple[Line, ...]) -> dict[str, int]:
    """Return the row of each node of a band: list order, a question level with its first side state, a link with its state."""
    inside = [line for line in lines if line.start in column and line.end in column]
    left, middle, right = ([n for n, c in column.items() if c == k] for k in (_LEFT, _MIDDLE, _RIGHT))
    row = {n: i for group in (left, middle, right) for i, n in enumerate(group)}
    for _ in column:  # each turn only moves nodes down, so it settles
        before = dict(row)
        _push(left, row, lambda n: [row[line.end] for line in inside if line.start == n and column[line.end] == _MIDDLE])
        _push(middle, row, lambda n: [row[line.start] for line in inside if line.end == n])
        if row == before:
            break
    taken: set[int] = set()
    for n in sorted(right, key=lambda n: not any(line.kind == "leaves" and line.end == n for line in inside)):  # links first
        sources = [row[line.start] for line in inside if line.end == n]
        row[n] = next(r for r in range(min(sources, default=0), len(taken) + len(row) + 1) if r not in taken)
        taken.add(row[n])
    return row


def _push(group: list[str], row: dict[str, int], wants: Callable[[str], list[int]]) -> None:
    for i, n in enumerate(group):
        row[n] = max([row[n], *([row[group[i - 1]] + 1] if i else []), *([min(wants(n))] if wants(n) else [])])
