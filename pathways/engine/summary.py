"""A case to its finite summary: the answers, what they imply, the medicines, the history, and facts read off them."""

from __future__ import annotations

from typing import Any

from pathways.engine.history import History
from pathways.engine.medicines import Medicines
from pathways.engine.truth import NO, NOT_APPLICABLE, UNASKED, YES

__all__ = ["Summary", "effective_answers"]


class Summary:
    """Everything that conditions may ask about one person. Facts are worked out once, when first asked for."""

    __slots__ = ("_facts", "_possible", "answers", "history", "medicines", "reviewed", "tables")

    def __init__(self, tables: Any, answers: dict[str, Any], reviewed: frozenset[str]):
        self.tables = tables
        self.answers = answers
        self.reviewed = reviewed
        self.medicines: Medicines
        self.history: History
        self._facts: dict[str, Any] = {}
        self._possible: dict[str, tuple[tuple, int]] = {}

    def fact(self, name: str) -> Any:
        """Return the value of a fact; ``unasked`` or ``unknown`` where it is not known."""
        if name not in self._facts:
            self._facts[name] = self._work_out(name)
        return self._facts[name]

    def tell(self, name: str, value: Any) -> None:
        """Set a fact that the walk finds out (`phase`, `urgency`)."""
        self._facts[name] = value

    def _work_out(self, name: str) -> Any:
        if name in self.tables.derived:
            for value, test in self.tables.derived[name].first:
                if test.of(self) == YES:
                    return value
            return self.tables.derived[name].otherwise
        history = self.history
        if name in ("open_cause", "antidepressant_running", "episodes"):
            return getattr(self, f"_{name}")()
        if not history.asked:
            return "unasked" if history.state == UNASKED else "unknown"
        if name == "adequate_trials":
            return history.adequate
        if name == "possible_adequate_trials":
            return history.possible
        if name == "trd":
            return "unknown" if history.trd is None else history.trd
        return history.facts[name]

    def possible(self, name: str) -> tuple[tuple, int]:
        """Return the values a derived fact can still take, and whether UNASKED or UNKNOWN answers leave it open (NO: neither)."""
        if name not in self._possible:
            values, open_ = [], NO
            for value, test in self.tables.derived[name].first:
                code = test.of(self)
                if code != NO:
                    values.append(value)
                if code == YES:
                    break
                if code > YES and open_ != UNASKED:
                    open_ = code
            else:
                values.append(self.tables.derived[name].otherwise)
            self._possible[name] = (tuple(values), open_)
        return self._possible[name]

    def fact_keys(self, name: str, code: int) -> tuple[str, ...]:
        """Return the keys of the case file that leave a fact open in the way of `code`."""
        if name in self.tables.derived:
            found = [k for _, test in self.tables.derived[name].first if test.of(self) == code for k in test.keys(self, code)]
            return tuple(dict.fromkeys(found))
        if name == "open_cause":
            return ("answers.medical_conditions",)
        if name == "episodes":
            return ("answers.number_of_episodes",)
        if name == "antidepressant_running" and code == UNASKED:
            lacks = (
                ("answers.current_medications", self.answers.get("current_medications") is None),
                ("trials", self.history.state == UNASKED),
            )
            return tuple(key for key, missing in lacks if missing)
        return ("trials",)

    def _open_cause(self) -> Any:
        have = self.answers.get("medical_conditions")
        if have is None or have == "unknown":
            return "unasked" if have is None else "unknown"
        return not self.tables.open_causes.isdisjoint(have)

    def _episodes(self) -> Any:
        return self.answers.get("number_of_episodes") or "unasked"

    def _antidepressant_running(self) -> Any:
        """A listed medicine at less than its lowest minimum (a tricyclic for pain, say) is not an antidepressant that runs."""
        trials = [t for t in self.history.trials if t.antidepressant]
        if any(t.running for t in trials):
            return True
        current = self.answers.get("current_medications")
        for text in current if isinstance(current, tuple) else ():
            found = self.tables.book.medicine(text)
            if found and found.id in self.tables.book.perhaps and "antidepressant" in self.tables.groups[found.id]:
                return True  # a class was named, and all its members are
            if (
                found
                and found.id in self.tables.antidepressants
                and not _low(found.dose_mg, self.tables.antidepressants[found.id])
            ):
                return True
        if current is None or self.history.state == UNASKED:
            return "unasked"
        return "unknown" if current == "unknown" or not self.history.asked or any(t.running is None for t in trials) else False


def _low(dose: float | None, least: float | None) -> bool:
    return dose is not None and least is not None and dose < least


def effective_answers(given: dict[str, Any], questions: Any) -> dict[str, Any]:
    """Return the answers with what they imply: one score stands for its question, and a settled question for its answer.

    `questions` are (keys, implied test, implied value) in the order of asking; the test reads the answers so far.
    """
    answers = dict(given)

    class _So:
        pass

    so = _So()
    so.answers = answers
    for keys, test, value in questions:
        known = [k for k in keys if answers.get(k) not in (None, "unknown")]
        if len(keys) > 1 and any(k in answers for k in keys):
            for key in keys:
                if answers.get(key) is None or (known and answers[key] == "unknown"):
                    answers[key] = NOT_APPLICABLE if known else "unknown"
        if test is not None and keys[0] not in answers and test.of(so) == YES:
            answers[keys[0]] = value
    return answers
