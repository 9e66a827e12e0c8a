"""The complete lists of what is next and what has no place at each place on the road, and how a position is held to them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from basecase import base_case, position_of

from pathways.content.reader import read_yaml
from pathways.engine.position import Pathway, Position, find_position
from pathways.engine.truth import YES

HERE = Path(__file__).parent


class Spot(NamedTuple):
    """A place on the road (complete lists), or a part of one (`lists` holds next_has, next_has_not and no_place_has only)."""

    name: str
    source: str
    case: dict
    position: str | None
    lists: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def spots() -> tuple[Spot, ...]:
    """Return every place and part of places.yaml, with its words written out and `like` followed."""
    values, _ = read_yaml(HERE / "places.yaml")
    words, found = values["words"], {}

    def written(names: list | None) -> frozenset[str]:
        return frozenset(option for name in names or () for option in words.get(name, (name,)))

    for place in values["places"]:
        lists = {}
        for key in ("next", "no_place"):
            told = written(place[key]) if key in place else found[place["like"]].lists[key]
            lists[key] = (told | written(place.get(f"{key}_plus"))) - written(place.get(f"{key}_minus"))
        found[place["name"]] = Spot(place["name"], place["source"], _spot_case(place), place["position"], lists)
    parts = [
        Spot(
            p["name"],
            p["source"],
            _spot_case(p),
            None,
            {k: written(p.get(k)) for k in ("next_has", "next_has_not", "no_place_has")},
        )
        for p in values["parts"]
    ]
    return (*found.values(), *parts)


def _spot_case(place: dict) -> dict:
    case = base_case(place.get("answers"), place["trials"])
    return case | (
        {"clinician_review": [{"of": place["reviewed"], "by": "Dr. Example", "on": "2026-11-23"}]} if "reviewed" in place else {}
    )


def judge_spot(pathway: Pathway, spot: Spot, case: Any = None) -> list[str]:
    """Return every option that stands elsewhere than a place says."""
    position = find_position(pathway, case) if case is not None else position_of(pathway, spot.case)
    by = {word: {o.id for o in position.options if o.standing == word} for word in ("next", "not_indicated")}
    if spot.position is None:
        found = [f"{o} must be next" for o in sorted(spot.lists["next_has"] - by["next"])]
        found += [f"{o} must not be next" for o in sorted(spot.lists["next_has_not"] & by["next"])]
        found += [f"{o} must have no place" for o in sorted(spot.lists["no_place_has"] - by["not_indicated"])]
        return found + class_faults(pathway, position)
    found = [] if position.place.state == spot.position else [f"position {position.place.state}, expected {spot.position}"]
    for key, word in (("next", "next"), ("no_place", "not_indicated")):
        found += [f"{o} must be {word}" for o in sorted(spot.lists[key] - by[word])] + [
            f"{o} must not be {word}" for o in sorted(by[word] - spot.lists[key])
        ]
    return found + class_faults(pathway, position)


def class_faults(pathway: Pathway, position: Position) -> list[str]:
    """A class has a way where, and only where, one of its members has: else its reasons speak of another place."""
    ways, found = pathway.tables.ways.get(position.place.state, {}), []

    def holds(number: int) -> bool:
        return any(way.test.of(position.summary) == YES for way in ways.get(number, ()))

    for number, row in enumerate(pathway.tables.options):
        if row.members and holds(number) != any(holds(m) for m in row.members):
            found.append(f"the class {row.id} {'has' if holds(number) else 'has not'} a way here, unlike its members")
    return found
