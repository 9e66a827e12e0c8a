"""What stands where on the road, read off the graph: cells on a grid of bands, columns and rows, and the lines between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

__all__ = ["BANDS_A_ROW", "VOICES", "Cell", "Line", "Plan", "plan_of"]

BANDS_A_ROW = 3
VOICES = ("plain", "clinician")


class Cell(NamedTuple):
    """One node of the road.

    `options`: what a box holds; `kinds`: those of them that are counted (a class is not, beside its members);
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
    first: frozenset[str]
    says: Mapping[str, str] | None  # what the node itself says, whoever looks: a state's text, a decision's question


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


def plan_of(pathway: Any) -> Plan:
    """Return the plan of a pathway (kept in memory: it depends on nothing else)."""
    return _plan(pathway.graph, pathway.content)


@lru_cache(maxsize=4)
def _plan(graph: Any, content: Any) -> Plan:
    nodes = {n: d for n, d in graph.nodes(data=True) if d["kind"] != "action" or d["box"]}
    lines = _lines(graph, nodes)
    bands = content["road"]["bands"]
    column = {n: _column(d) for n, d in nodes.items()}
    with_middle = {nodes[n]["record"]["band"] for n, c in column.items() if c == 1}
    row: dict[str, int] = {}
    for band in range(len(bands)):
        row.update(_rows({n: column[n] for n in nodes if nodes[n]["record"]["band"] == band}, lines))
    cells, boxed = {}, set()
    for n, data in sorted(nodes.items(), key=lambda n: (n[1]["record"]["band"], column[n[0]], row[n[0]])):
        record = data["record"]
        kind = "box" if data["box"] else data["kind"]
        options = tuple(record["options"]) if kind == "box" else ()
        place = column[n] if record["band"] in with_middle else min(column[n], 1)
        cells[n] = Cell(n, kind, record["band"], place, row[n], tuple(record["label"]), _joined(record["label"]), options,
                        _counted(options, content["options"]), frozenset(options) - boxed, _says(kind, record))
        boxed.update(options)
    columns = tuple(1 + max((c.column for c in cells.values() if c.band == b), default=0) for b in range(len(bands)))
    reach = {n: tuple(line.end for line in lines if line.start == n and line.kind == "box") for n in cells}
    answers = {(a, b): d["say"] for a, b, d in graph.edges(data=True) if "say" in d}
    return Plan(MappingProxyType(cells), lines, tuple(bands), columns, graph.graph["start"], MappingProxyType(reach), MappingProxyType(answers))


def _column(data: Any) -> int:
    """Left: states and questions of the road. Middle: side states. Right: steps of care, and what leaves."""
    if data["kind"] == "decision" or (data["kind"] == "state" and data["record"]["side"] == "left"):
        return 0
    return 1 if data["kind"] == "state" else 2


def _lines(graph: Any, nodes: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every line in the order of the content. The same branch of the same fact is drawn once: a later decision cannot meet it again."""
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
    """Return the row of each node of one band: list order, a decision level with its first side state, a link level with its state."""
    inside = [line for line in lines if line.start in column and line.end in column]
    left, middle, right = ([n for n, c in column.items() if c == k] for k in range(3))
    row = {n: i for group in (left, middle, right) for i, n in enumerate(group)}
    for _ in column:  # each turn only moves nodes down, so it settles
        before = dict(row)
        _push(left, row, lambda n: [row[line.end] for line in inside if line.start == n and column[line.end] == 1])
        _push(middle, row, lambda n: [row[line.start] for line in inside if line.end == n])
        if row == before:
            break
    taken: set[int] = set()
    for n in sorted(right, key=lambda n: not any(line.kind == "leaves" and line.end == n for line in inside)):  # links first
        sources = [row[line.start] for line in inside if line.end == n]
        row[n] = next(r for r in range(min(sources, default=0), 99) if r not in taken)
        taken.add(row[n])
    return row


def _push(group: list[str], row: dict[str, int], wants: Any) -> None:
    for i, n in enumerate(group):
        row[n] = max([row[n], *([row[group[i - 1]] + 1] if i else []), *([min(wants(n))] if wants(n) else [])])


def _joined(label: Any) -> str:
    """Return a label in one line; a word broken over two lines grows together again."""
    name = label[0]
    for part in label[1:]:
        name = name[:-1] + part if name.endswith("-") else f"{name} {part}"
    return name


def _counted(options: tuple[str, ...], records: Any) -> tuple[str, ...]:
    classes = {records[o]["parent"] for o in options}
    return tuple(o for o in options if o not in classes or records[o]["stands_for_itself"])


def _says(kind: str, record: Any) -> Mapping[str, str] | None:
    return record["ask"] if kind == "decision" else record.get("text")
