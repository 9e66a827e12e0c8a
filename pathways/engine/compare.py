"""Two to four options side by side: rows by domain, the ones where a person's wishes decide first, equal values told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pathways.engine.evidence import Arms, headline
from pathways.engine.matters import clean

__all__ = ["LEAST", "MOST", "Row", "compare", "picked"]

LEAST, MOST = 2, 4
_SAYS = {"favors": 1, "mixed": 0, "against": -1}


class Row(NamedTuple):
    """One line of the table. `cells` hold one text per option, or one Arms per option where `kind` is numbers."""

    kind: str
    id: str
    weight: int | None
    same: bool
    fits: tuple[str, ...]
    cells: tuple[Any, ...]
    sources: tuple[tuple[str, ...], ...] = ()


def picked(content: Any, options: Iterable[str]) -> tuple[str, ...]:
    """Return up to four known options in the contract's order, each once: the order of picking ranks nothing."""
    wanted = set(options)
    order = [o for group in content["contract"]["groups"] for o in group["options"]]
    return tuple(o for o in order if o in wanted and o in content["cards"])[:MOST]


def compare(content: Any, options: Sequence[str], voice: str, weights: Mapping[str, Any] | None = None) -> tuple[Row, ...]:
    """Return the rows for these options in one voice.

    Domains first: the heavier the person's weight the earlier; then those where the options pull in different directions;
    those that are the same for all come last. Then the counts of people, then the practical facts.
    """
    cards = [content["cards"][o] for o in options]
    domains = [d["id"] for d in content["contract"]["domains"]]
    mine = clean(weights, domains)
    rows = []
    for domain in domains:
        features = [c["features"][domain] for c in cards]
        cells = tuple(f[voice] for f in features)
        rows.append(
            Row(
                "domain",
                domain,
                mine.get(domain),
                _equal(cells),
                tuple(f["fit"] for f in features),
                cells,
                tuple(tuple(f["sources"]) for f in features),
            )
        )
    rows.sort(key=lambda r: (-(r.weight or 0), r.same, -_apart(r.fits)))
    return tuple(rows) + _numbers(content, options) + _facts(cards, voice)


def _equal(cells: tuple[Any, ...]) -> bool:
    return len(cells) > 1 and len(set(cells)) == 1


def _apart(fits: Iterable[str]) -> int:
    """Return how far apart the options are in one domain: 2 where one favors it and another is against it."""
    known = [_SAYS[f] for f in fits if f in _SAYS]
    return max(known) - min(known) if len(known) > 1 else 0


def _numbers(content: Any, options: Sequence[str]) -> tuple[Row, ...]:
    rows = []
    for outcome, good in (("remission", True), ("response", True), ("stopped", False)):
        cells: tuple[Arms | None, ...] = tuple(headline(content, o, good=good, outcome=outcome) for o in options)
        if any(cells):
            rows.append(Row("numbers", outcome, None, False, (), cells))
    return tuple(rows)


def _facts(cards: Sequence[Any], voice: str) -> tuple[Row, ...]:
    rows = []
    for fact in cards[0]["facts"]:
        cells = tuple(c["facts"][fact][voice] for c in cards)
        rows.append(Row("fact", fact, None, _equal(cells), (), cells))
    return tuple(sorted(rows, key=lambda r: r.same))
