"""Treatment history to a verdict per trial, to counts, to facts (contract section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from pathways.engine.truth import NO, NOT_APPLICABLE, UNASKED, UNKNOWN, YES

__all__ = ["HELPED", "TRIED", "History", "Trial", "Verdict", "full_course", "judge", "read_history"]

HELPED = frozenset({"response", "remission", "relapsed"})
TRIED = frozenset({"did_not_help", "helped_in_part", "side_effects"})
_NOT_ENOUGH = frozenset({"none", "partial"})
_OPEN_VERDICTS = frozenset({"too_early", "too_short", "dose_too_low", "not_taken_as_planned", "borderline", "unknown_facts"})


class Trial(NamedTuple):
    """One trial of the case file, with what its name stands for."""

    treatment: str
    option: str | None
    medicines: tuple[str, ...]
    role: str | None
    dose_mg: float | None
    weeks: float | None
    sessions: int | None
    adherence: str
    outcome: str
    stopped_weeks_ago: float | None
    running: bool | None
    episode: str
    least_mg: float | None  # lowest published minimum for this person
    sure_mg: float | None  # highest published minimum for this person (a label cap lowers both)
    most_mg: float | None  # usual maximum for this person
    cap: dict | None  # the label cap that applies to this person
    antidepressant: bool
    unrecognised: bool
    fair_weeks: float | None  # what makes a course of something else a fair try
    fair_sessions: int | None
    least_weeks: float  # from so many weeks a trial may count, from `sure_weeks` for certain
    sure_weeks: float
    details: str = ""


class Verdict(NamedTuple):
    """What can be said of one trial, and what is missing to say more."""

    id: str
    counts: str
    missing: tuple[str, ...] = ()


class History(NamedTuple):
    """Facts of the whole history. Without trials every fact is `unasked`, or `unknown` once asked (`state`)."""

    asked: bool
    state: int = UNASKED
    trials: tuple[Trial, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    adequate: int = 0
    possible: int = 0
    fair: frozenset[str] = frozenset()  # options and classes with an adequate trial that did not help enough
    maybe_fair: frozenset[str] = frozenset()
    helped: frozenset[str] = frozenset()
    tried: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    facts: Mapping[str, Any] = MappingProxyType({})

    def fair_try_of(self, wanted: frozenset[str]) -> int:
        """Return whether one of `wanted` had a fair try in this episode that did not help enough."""
        if not self.asked:
            return self.state
        if not wanted.isdisjoint(self.fair):
            return YES
        return NO if wanted.isdisjoint(self.maybe_fair) else UNKNOWN

    def helped_by(self, wanted: frozenset[str]) -> int:
        """Return whether one of `wanted` once brought response or remission."""
        return self.state if not self.asked else int(not wanted.isdisjoint(self.helped))

    @property
    def trd(self) -> bool | None:
        """True at two certain trials, False when even the possible ones are fewer than two, else None."""
        if not self.asked:
            return None
        return True if self.adequate >= 2 else False if self.possible < 2 else None


def judge(trial: Trial) -> Verdict:
    """Return the verdict on one trial by itself (a repeat of the same medicine is seen only across trials)."""
    if trial.unrecognised:
        return Verdict("unrecognised", "no")
    if trial.outcome == "intolerant":
        return Verdict("intolerant", "no")
    if not trial.antidepressant:
        return Verdict("not_counted", "no")
    if trial.episode == "previous":
        return Verdict("other_episode", "no")
    if trial.outcome in HELPED:
        return Verdict("worked_then_relapsed" if trial.outcome == "relapsed" else "worked", "no")
    if trial.dose_mg is not None and trial.least_mg is not None and trial.dose_mg < trial.least_mg:
        return Verdict("dose_too_low", "no")
    if trial.outcome == "too_early":
        return Verdict("too_early", "no")
    if trial.weeks is not None and trial.weeks < trial.least_weeks:
        return Verdict("too_short", "no")
    if trial.adherence == "poor":
        return Verdict("not_taken_as_planned", "no")
    missing = tuple(
        name
        for name, lacks in (
            ("dose", trial.dose_mg is None or trial.least_mg is None),
            ("weeks", trial.weeks is None),
            ("adherence", trial.adherence == "unknown"),
            ("outcome", trial.outcome == "unknown"),
            ("episode", trial.episode == "unknown"),
        )
        if lacks
    )
    if missing:
        return Verdict("unknown_facts", "possible", missing)
    near = tuple(
        name for name, lacks in (("dose", trial.dose_mg < trial.sure_mg), ("weeks", trial.weeks < trial.sure_weeks)) if lacks
    )
    if near:
        return Verdict("borderline", "possible", near)
    return Verdict("adequate_no_benefit" if trial.outcome == "none" else "adequate_partial_benefit", "certain")


def read_history(trials: Iterable[Trial] | str | None, families: dict[str, tuple[str, ...]]) -> History:
    """Return the history of a case; `families` gives the option ids (itself and its class) that a trial of an option speaks of."""
    if trials is None or trials == "unknown":
        return History(False, UNASKED if trials is None else UNKNOWN)
    trials = tuple(trials)
    verdicts = _once_per_medicine(trials, [judge(t) for t in trials])
    certain = {_medicine(t) for t, v in zip(trials, verdicts, strict=True) if v.counts == "certain"}
    possible = certain | {_medicine(t) for t, v in zip(trials, verdicts, strict=True) if v.counts == "possible"}
    tried, fair, maybe, helped = _per_option(trials, verdicts, families)
    facts = _facts(trials, verdicts)
    return History(
        True,
        YES,
        trials,
        tuple(verdicts),
        len(certain),
        len(possible),
        frozenset(fair),
        frozenset(maybe - fair),
        frozenset(helped),
        {k: tuple(v) for k, v in tried.items()},
        facts,
    )


def _medicine(trial: Trial) -> Any:
    return trial.medicines or trial.option or trial.treatment


def _once_per_medicine(trials: tuple[Trial, ...], verdicts: list[Verdict]) -> list[Verdict]:
    seen: set = set()
    out = []
    for trial, verdict in zip(trials, verdicts, strict=True):
        if verdict.counts == "certain":
            if _medicine(trial) in seen:
                verdict = Verdict("same_medicine_again", "no")  # noqa: PLW2901
            seen.add(_medicine(trial))
        out.append(verdict)
    return out


def _per_option(trials, verdicts, families):
    tried: dict[str, list[str]] = {}
    fair, maybe, helped = set(), set(), set()
    for trial, verdict in zip(trials, verdicts, strict=True):
        if trial.option is None:
            continue
        family = families[trial.option]
        word = _outcome_word(trial, verdict)
        tried.setdefault(trial.option, []).append(word)
        if trial.outcome in HELPED:
            helped.update(family)
        if word in ("did_not_help", "helped_in_part"):
            fair.update(family)
        elif verdict.counts == "possible":
            maybe.update(family)
    return tried, fair, maybe, helped


def _outcome_word(trial: Trial, verdict: Verdict) -> str:
    """How a trial shows on its option; the words in TRIED make it `tried`, with the others it follows the phase."""
    if trial.outcome == "intolerant":
        return "side_effects"
    if trial.outcome in HELPED:
        return "came_back" if trial.outcome == "relapsed" else "helped"
    full = verdict.counts == "certain" or verdict.id == "same_medicine_again"
    if not trial.antidepressant and trial.outcome in _NOT_ENOUGH and trial.episode != "previous":
        full = full_course(trial)
    if full:
        return "did_not_help" if trial.outcome == "none" else "helped_in_part"
    return "on_it_now" if trial.running or trial.outcome == "too_early" else "not_a_fair_try"


def full_course(trial: Trial) -> bool:
    """Whether a course of something that is not an antidepressant reached its published minimum (none published: it was finished)."""
    if trial.adherence == "poor":
        return False
    if trial.fair_weeks is None and trial.fair_sessions is None and trial.least_mg is None:
        return trial.running is not True and (trial.weeks is None or trial.weeks >= trial.least_weeks)
    enough_mg = trial.least_mg is None or trial.dose_mg is None or trial.dose_mg >= trial.least_mg
    weeks = trial.fair_weeks is not None and trial.weeks is not None and trial.weeks >= trial.fair_weeks
    sessions = trial.fair_sessions is not None and trial.sessions is not None and trial.sessions >= trial.fair_sessions
    return enough_mg and (weeks or sessions or (trial.fair_weeks is None and trial.fair_sessions is None))


def _facts(trials: tuple[Trial, ...], verdicts: list[Verdict]) -> dict[str, Any]:
    here = [(t, v) for t, v in zip(trials, verdicts, strict=True) if t.episode != "previous"]
    drugs = [(t, v) for t, v in here if t.antidepressant]
    running = [(t, v) for t, v in here if t.running is True]
    weeks = [t.weeks for t, _ in drugs if t.running is True]
    return {
        "intolerances": sum(t.outcome == "intolerant" for t, _ in here),
        "newest_outcome": next((t.outcome for t, _ in reversed(drugs)), NOT_APPLICABLE),
        "running_not_fair_yet": any(_unfinished(t, v) for t, v in running),
        "running_helps_in_part": any(t.outcome in ("partial", "response") for t, _ in running),
        "running_has_room": any(_room_to_improve(t, v) for t, v in running),
        "weeks_running": "unknown" if weeks and weeks[-1] is None else weeks[-1] if weeks else NOT_APPLICABLE,
        "below_usual_maximum": _below_maximum([t for t, _ in drugs if t.running is True]),
        "adherence_doubt": any(t.adherence != "good" for t, _ in drugs if t.outcome not in HELPED),
        "failed_addon": any(t.role == "augmentation" and t.outcome in _NOT_ENOUGH and full_course(t) for t, _ in here),
        "came_back": _came_back(here),
    }


def _unfinished(trial: Trial, verdict: Verdict) -> bool:
    """Something that runs and has not had a fair try: for an antidepressant the verdict says so, else its course is not full."""
    if trial.antidepressant:
        return verdict.id in _OPEN_VERDICTS
    known = trial.fair_weeks is not None or trial.fair_sessions is not None or trial.least_mg is not None
    return trial.outcome == "too_early" or (known and trial.outcome in (*_NOT_ENOUGH, "unknown") and not full_course(trial))


def _room_to_improve(trial: Trial, verdict: Verdict) -> bool:
    """It helps and something is left to do with it; a fair try at the usual maximum that helped in part is ready for the next step."""
    if trial.outcome == "response":
        return True
    at_maximum = trial.dose_mg is not None and trial.most_mg is not None and trial.dose_mg >= trial.most_mg
    return trial.outcome == "partial" and not (verdict.counts == "certain" and at_maximum)


def _below_maximum(running: list[Trial]) -> bool | str:
    known = [t for t in running if t.dose_mg is not None and t.most_mg is not None]
    if any(t.dose_mg < t.most_mg for t in known):
        return True
    return "unknown" if len(known) < len(running) else False


def _came_back(here: list[tuple[Trial, Verdict]]) -> bool:
    """The newest good outcome of this episode is later than every adequate failure, and it came back (contract section 3)."""
    good = [i for i, (t, _) in enumerate(here) if t.outcome in HELPED]
    bad = [
        i for i, (_, v) in enumerate(here) if v.id in ("adequate_no_benefit", "adequate_partial_benefit", "same_medicine_again")
    ]
    return bool(good) and here[good[-1]][0].outcome == "relapsed" and (not bad or bad[-1] < good[-1])
