"""The evidence of an option as pandas frames: one estimate a row, one denominator a table, both arms where there are two."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from pathways.content.evidence import COLUMNS

__all__ = [
    "TABLES",
    "Arms",
    "all_evidence",
    "direction",
    "gaps",
    "headline",
    "in_words",
    "of_10_000",
    "of_100",
    "on_a_scale",
    "only_direction",
    "option_evidence",
    "rare_gaps",
    "rows_by_kind",
    "whole",
]

_NUMBERS = ["n", "at_weeks", "option_of_100", "comparator_of_100", "effect", "low", "high"]
_RATIOS = ("odds_ratio", "risk_ratio", "hazard_ratio")
_SCALES = ("mean_difference", "smd")
_GOOD = ("remission", "response")
_BAD = ("stopped", "harm", "relapse")
_OUTCOMES = ["remission", "response", "relapse", "stopped", "harm", "score_change", "other"]
_DESIGN = {"meta_analysis": 0, "rct": 0, "open_label": 1, "label": 1, "registry": 2, "cohort": 2}
RARE_BELOW = 1  # of 100; rarer harms are counted of 10,000, in a table of their own


class Arms(NamedTuple):
    """One estimate ready for a picture of 100: the comparison first, then the option."""

    id: str
    option: str
    of_group: bool
    outcome: str
    measure: str
    comparator: str
    with_option: float
    without: float | None
    weeks: float | None
    who: str
    n: float | None
    certainty: str
    design: str
    source: str
    note: str
    disagrees: bool = False  # another study with both arms points the other way


@lru_cache(maxsize=4)
def all_evidence(content: Any) -> pd.DataFrame:
    """Return the whole table, numbers as numbers, in the order of its file. Not to be changed by anybody."""
    frame = pd.DataFrame([dict(row) for row in content["evidence"]], columns=list(COLUMNS))
    frame["order"] = range(len(frame))
    for column in _NUMBERS:
        frame[column] = pd.to_numeric(frame[column], errors="coerce")
    frame["of_group"] = False
    return frame


@lru_cache(maxsize=512)
def option_evidence(content: Any, option: str) -> pd.DataFrame:
    """Return the rows of one option; a member of a class also shows the rows of its class, marked `of_group`."""
    frame = all_evidence(content)
    own = _by_outcome(frame[frame["option"] == option])
    parent = content["options"][option]["parent"] if option in content["options"] else None
    if not parent:
        return own
    group = _by_outcome(frame[frame["option"] == parent]).assign(of_group=True)
    return pd.concat([own, group])


def _by_outcome(frame: pd.DataFrame) -> pd.DataFrame:
    """Being well, being better, what comes back, stopping, harms, the rest: the same order on every card."""
    return frame.iloc[frame["outcome"].map(_OUTCOMES.index).argsort(kind="stable")]


def of_100(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that count people of 100."""
    return frame[frame["option_of_100"].notna() & ~_rare(frame)]


def of_10_000(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rare harms, counted of 10,000 people."""
    rare = frame[_rare(frame)]
    return rare.assign(option_of_10_000=rare["option_of_100"] * 100, comparator_of_10_000=rare["comparator_of_100"] * 100)


def gaps(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose source gives only how many people of 100 more or fewer there were, and neither group's count."""
    return _gaps(frame)[~_rare_gap(_gaps(frame))]


def rare_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    """Return such rows of rare harms; `gap_of_10_000` counts them of 10,000 people."""
    rare = _gaps(frame)[_rare_gap(_gaps(frame))]
    return rare.assign(gap_of_10_000=rare["effect"] * 100)


def _gaps(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["option_of_100"].isna() & frame["effect_kind"].eq("risk_difference") & frame["effect"].notna()]


def _rare_gap(frame: pd.DataFrame) -> pd.Series:
    # one harm told for several groups of people keeps one denominator: that of the group in which it is rarest
    least = frame["effect"].abs().groupby([frame["option"], frame["measure"]]).transform("min")
    return frame["outcome"].isin(("harm", "stopped")) & least.lt(RARE_BELOW)


def in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without a count of people, a difference or a ratio: what was found stands in the words of the measure."""
    return frame[frame["option_of_100"].isna() & frame["effect"].isna()]


def on_a_scale(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that give a difference in points on a scale, and no count of people."""
    return frame[frame["option_of_100"].isna() & frame["effect_kind"].isin(_SCALES) & frame["effect"].notna()]


def only_direction(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose source gives only a ratio: told as a direction, never as a relative risk alone."""
    ratios = frame[frame["option_of_100"].isna() & frame["effect_kind"].isin(_RATIOS) & frame["effect"].notna()]
    return ratios.assign(direction=[direction(row.effect, row.low, row.high) for row in ratios.itertuples()])


@lru_cache(maxsize=512)
def rows_by_kind(content: Any, option: str) -> tuple[tuple[Any, ...], ...]:
    """Return the rows of one option as tuples, one tuple per table of `TABLES`; each row stands in exactly one of them."""
    frame = option_evidence(content, option)
    return tuple(tuple(part(frame).itertuples()) for part in TABLES)


def direction(ratio: float, low: float, high: float) -> str:
    """Return more, fewer, or no_clear_difference (the interval reaches one, or there is none and the ratio is close to it).

    >>> direction(1.25, 1.14, 1.37)
    'more'
    """
    unclear = low <= 1 <= high if pd.notna(low) and pd.notna(high) else ratio == 1
    return "no_clear_difference" if unclear else "more" if ratio > 1 else "fewer"


TABLES = (of_100, gaps, of_10_000, rare_gaps, on_a_scale, only_direction, in_words)


def _rare(frame: pd.DataFrame) -> pd.Series:
    # as Series.max(axis=1) skips what is not reported, one arm below the line is not enough when the other is above it
    highest = frame[["option_of_100", "comparator_of_100"]].max(axis=1)
    return frame["outcome"].isin(("harm", "stopped")) & frame["option_of_100"].gt(0) & highest.lt(RARE_BELOW)


@lru_cache(maxsize=2048)
def headline(content: Any, option: str, *, good: bool, outcome: str | None = None) -> Arms | None:
    """Return the one estimate that the picture shows; the table shows them all.

    Rows of the option itself come first, then harms before relapse, both arms before one, a control before another treatment, of
    harms the one that most people had, trials before other designs, the larger number of people, and being well before being
    better. The rule stands on the screen (words: `picture_rule`).
    """
    outcomes = (outcome,) if outcome else _GOOD if good else _BAD
    frame = of_100(option_evidence(content, option))
    frame = frame[frame["outcome"].isin(outcomes) & ~frame["id"].isin(content["card_words"]["not_for_picture"])]
    if not good and outcome is None:  # a relapse that came less often with the option is no harm of it
        frame = frame[~(frame["outcome"].eq("relapse") & (frame["option_of_100"] < frame["comparator_of_100"]))]
    if frame.empty:
        return None
    rank = {o: i for i, o in enumerate(outcomes)}
    controls = content["card_words"]["controls"]
    rows = sorted(
        frame.itertuples(),
        key=lambda r: (
            r.of_group,
            r.outcome == "relapse",
            pd.isna(r.comparator_of_100),
            not any(word in r.comparator for word in controls),
            -r.option_of_100 if r.outcome == "harm" else 0,
            _DESIGN.get(r.design, 9),
            -_or(r.n, 0),
            rank[r.outcome],
            r.order,
        ),
    )
    best = rows[0]
    return Arms(
        best.id,
        best.option,
        best.of_group,
        best.outcome,
        best.measure,
        best.comparator,
        best.option_of_100,
        _or(best.comparator_of_100),
        _or(best.at_weeks),
        best.who,
        _or(best.n),
        best.certainty,
        best.design,
        f"{best.source} | {best.place}",
        best.note,
        good
        and _gap(best) != 0
        and any(_gap(r) * _gap(best) < 0 for r in rows if r.comparator == best.comparator and r.source != best.source),
    )


def _gap(row: Any) -> int:
    """People of 100 more with the option than with the comparison, as the pictures show them; 0 without a comparison."""
    return 0 if pd.isna(row.comparator_of_100) else whole(row.option_of_100) - whole(row.comparator_of_100)


def _or(value: float, otherwise: float | None = None) -> float | None:
    return otherwise if pd.isna(value) else float(value)


def whole(value: float) -> int:
    """Return people of 100 as a whole number, halves upwards.

    >>> whole(52.5)
    53
    """
    return int(value + 0.5)
