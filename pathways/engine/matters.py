"""What matters to a person, against what the cards publish: it groups open options, and never sorts, picks or opens one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

__all__ = ["MOST", "Fit", "Tip", "fit_of", "groups_of", "weigh"]

MOST = 10  # weights run from 0 (does not matter) to 10
_SAYS = {"favors": 1, "mixed": 0, "against": -1, "unknown": 0}
_LINE = 3  # the sum must pass a third of all weights to leave the middle; whole numbers only, so no rounding can flip a group


class Tip(NamedTuple):
    """The smallest change of one weight that moves an option to another group."""

    domain: str
    now: int
    weight: int
    to: str


class Fit(NamedTuple):
    """How the published features of one open option meet the weights of one person."""

    option: str
    group: str | None
    for_it: tuple[str, ...]
    against_it: tuple[str, ...]
    unknown: tuple[str, ...]
    tip: Tip | None


def clean(weights: Mapping[str, Any] | None, domains: Iterable[str]) -> dict[str, int]:
    """Return the whole weights from 0 to 10 of known domains, in the contract's order; anything else was never a weight."""
    given = weights if isinstance(weights, Mapping) else {}
    return {
        d: int(given[d])
        for d in domains
        if isinstance(given.get(d), int | float) and not isinstance(given.get(d), bool) and 0 <= given[d] <= MOST
    }


def group_of(features: Mapping[str, Any], weights: Mapping[str, int]) -> str | None:
    """Return fits_well, mixed or against; None if nothing has a weight.

    What speaks for the option is added with its weight, what speaks against it is taken off; the rest counts for neither side.
    More than a third of all weights left on one side decides.
    """
    total = sum(weights.values())
    if not total:
        return None
    balance = sum(weight * _SAYS[features[domain]["fit"]] for domain, weight in weights.items())
    if balance * _LINE > total:
        return "fits_well"
    return "against" if balance * _LINE < -total else "mixed"


def fit_of(option: str, features: Mapping[str, Any], weights: Mapping[str, int], domains: Iterable[str]) -> Fit:
    """Return group, what drives it (the heaviest first) and the tipping point of one option."""
    heard = sorted((d for d, w in weights.items() if w), key=lambda d: -weights[d])

    def says(word: str) -> tuple[str, ...]:
        return tuple(d for d in heard if features[d]["fit"] == word)

    group = group_of(features, weights)
    tip = _tip(features, weights, domains, group) if group else None
    return Fit(option, group, says("favors"), says("against"), says("unknown"), tip)


def _tip(features: Mapping[str, Any], weights: Mapping[str, int], domains: Iterable[str], group: str) -> Tip | None:
    """Try every other weight of every domain alone; the smallest step wins, then the contract's order."""
    best: tuple[int, Tip] | None = None
    for domain in domains:
        now = weights.get(domain, 0)
        for step in range(1, MOST + 1):
            if best and step >= best[0]:
                break
            for weight in (now + step, now - step):
                if 0 <= weight <= MOST:
                    other = group_of(features, {**weights, domain: weight})
                    if other and other != group:
                        best = (step, Tip(domain, now, weight, other))
                        break
            else:
                continue
            break
    return best[1] if best else None


def weigh(content: Any, offers: Iterable[Any], weights: Mapping[str, Any] | None) -> tuple[Fit, ...]:
    """Return the fit of every open option, in the order of the offers. A closed option is never weighed, whatever the weights."""
    domains = tuple(d["id"] for d in content["contract"]["domains"])
    mine = clean(weights, domains)
    return tuple(
        fit_of(o.id, content["cards"][o.id]["features"], mine, domains) for o in offers if o.offered and o.id in content["cards"]
    )


def groups_of(fits: Iterable[Fit]) -> dict[str, tuple[Fit, ...]]:
    """Return the three groups in their fixed order, each in the order of the list of options."""
    every = tuple(fits)
    return {name: tuple(f for f in every if f.group == name) for name in ("fits_well", "mixed", "against")}
