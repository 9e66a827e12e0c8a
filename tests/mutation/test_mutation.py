# ruff: noqa: E402, E501
"""Seeded wrong edits of the content: at least 98 of 100 are caught. Survivors are printed, and are a to-do list for the registers."""

import multiprocessing
import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "proof"), str(Path(__file__).parent)]
from catching import Bench
from mutants import Mutant, drawn, every_mutant

COUNT, SEED, LEAST = 300, 20261123, 0.98
NOTHING = "changes nothing (proved)"  # no summary tells such an edit from the unharmed content
_BENCH: Bench | None = None


def _start() -> None:
    global _BENCH  # noqa: PLW0603  one bench per process
    _BENCH = Bench()


def _try(mutant: Mutant) -> tuple[Mutant, str | None]:
    assert _BENCH is not None
    who = _BENCH.caught_by(mutant)
    return mutant, NOTHING if who is None and _BENCH.changes_nothing(mutant) else who


def run(mutants: list[Mutant], processes: int = 2) -> list[tuple[Mutant, str | None]]:
    """Return who caught each mutant."""
    with multiprocessing.get_context("spawn").Pool(processes, _start) as pool:
        return pool.map(_try, mutants, chunksize=8)


def test_wrong_edits_are_caught(raw_content):
    drawn_ = run(drawn(raw_content, COUNT, SEED))
    results = [(m, who) for m, who in drawn_ if who != NOTHING]
    assert len(results) >= COUNT * 0.9, "too many edits change nothing"
    survivors = [m for m, who in results if who is None]
    by = Counter(m.kind for m, _ in results)
    lived = Counter(m.kind for m in survivors)
    print(
        f"\n{len(results) - len(survivors)} of {len(results)} wrong edits caught ({1 - len(survivors) / len(results):.1%}); {len(drawn_) - len(results)} more change nothing"
    )
    for kind, number in sorted(by.items()):
        print(f"  {kind}: {number - lived[kind]} of {number}")
    print("\n".join(f"  survived: {m}" for m in survivors))
    assert len(survivors) <= (1 - LEAST) * len(results), "\n".join(map(str, survivors))


def test_the_unharmed_content_is_not_caught():
    """Else every mutant would be caught for nothing."""
    bench = Bench()
    assert bench._judged(bench.pathway, [], Mutant("none", ("road",))) is None


def test_there_is_enough_to_break(raw_content):
    kinds = Counter(m.kind for m in every_mutant(raw_content))
    assert sum(kinds.values()) > 1000 and len(kinds) >= 14, kinds


if __name__ == "__main__":  # the whole list: python tests/mutation/test_mutation.py [every n-th]
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    outcome = run(every_mutant(Bench().raw)[::every])
    for mutant_, who_ in outcome:
        if who_ is None:
            print("survived:", mutant_)
    print(Counter((m.kind, w is not None) for m, w in outcome))
    print(f"{sum(w is not None for _, w in outcome)} of {len(outcome)}")
