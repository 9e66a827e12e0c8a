# ruff: noqa: PLR0912
"""What a vignette expects of a position, and which of it is not met."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from basecase import position_of

from pathways.content.reader import read_yaml
from pathways.engine.position import Pathway, Position

HERE = Path(__file__).parent


class Vignette(NamedTuple):
    """One vignette: a case file and what must come out."""

    name: str
    source: str
    case: Any
    expect: dict


@lru_cache(maxsize=1)
def vignettes() -> tuple[Vignette, ...]:
    """Return every vignette, file by file."""
    found = []
    for path in sorted((HERE / "vignettes").glob("*.yaml")):
        values, _ = read_yaml(path)
        found += [Vignette(v["name"], v["source"], v["case"], v["expect"]) for v in values]
    return tuple(found)


def judge_vignette(pathway: Pathway, vignette: Vignette) -> list[str]:
    """Return every expectation that is not met, in words."""
    return judge_expectations(pathway, position_of(pathway, vignette.case), vignette.expect)


def judge_expectations(pathway: Pathway, position: Position, expect: dict) -> list[str]:
    """Return every expectation that a position does not meet."""
    history, offers = position.history, {o.id: o for o in position.options}
    found: list[str] = []

    def same(what: str, got: Any, wanted: Any) -> None:
        if type(got) is not type(wanted) or got != wanted:
            found.append(f"{what}: {got!r}, expected {wanted!r}")

    def offer(option: str) -> Any:
        if option not in offers:
            found.append(f"the option {option!r} does not exist")
        return offers.get(option)

    simple = {
        "phase": position.place.phase,
        "urgency": position.urgency,
        "settled": position.settled,
        "complete": position.complete,
        "trd": history.trd,
        "adequate_trials": history.adequate,
        "possible_adequate_trials": history.possible,
        "unrecognised": list(position.unrecognised),
    }
    for key, wanted in expect.items():
        if key in simple:
            same(key, simple[key], wanted)
        elif key == "position_in":
            if position.place.state not in wanted:
                found.append(f"position: {position.place.state!r}, expected one of {wanted}")
        elif key == "verdicts":
            got: dict[str, list] = {}
            for trial, verdict in zip(history.trials, history.verdicts, strict=True):
                got.setdefault(trial.treatment, []).append(verdict.id)
            for treatment, verdict in wanted.items():
                if verdict not in got.get(treatment, ()):
                    found.append(f"verdict on {treatment}: {got.get(treatment)}, expected {verdict!r}")
        elif key in ("offered", "not_offered", "withheld"):
            for option in wanted:
                found_offer = offer(option)
                if found_offer and getattr(found_offer, "withheld" if key == "withheld" else "offered") != (key != "not_offered"):
                    found.append(
                        f"{option}: must be {key}; standing {found_offer.standing}, safety {found_offer.safety}, "
                        f"find_out_first {found_offer.find_out_first}, withheld {found_offer.withheld}, declined {found_offer.declined}"
                    )
        elif key in ("standing", "safety"):
            for option, word in wanted.items():
                found_offer = offer(option)
                if found_offer:
                    got_word = getattr(found_offer, key)
                    if got_word not in (word if isinstance(word, list) else [word]):
                        found.append(f"{key} of {option}: {got_word}, expected {word}")
        elif key == "reasons":
            for option, kinds in wanted.items():
                found_offer = offer(option)
                missing = set(kinds) - {r.kind for r in found_offer.reasons} if found_offer else set()
                if missing:
                    found.append(f"reasons of {option}: no {', '.join(sorted(missing))}")
        elif key == "notices":
            shown = {n["id"] for n in position.notices} | {f"urgent_{t['id']}" for t in position.triggers}
            found += [f"the notice {n!r} is not shown" for n in wanted if n not in shown]
        elif key == "next_question_in":
            first = position.questions[0] if position.questions else None
            if first not in wanted:
                found.append(f"next question: {first!r}, expected one of {wanted}")
        else:
            found.append(f"the expectation {key!r} is not known")
    return found
