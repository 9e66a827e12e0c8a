"""What one browser tab holds: the case, the voice and the view. Every change makes a new case; nothing is worked out here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from pathways.content.frozen import Frozen
from pathways.engine.case import check_case, empty_case
from pathways.engine.position import Pathway, Position, find_position

__all__ = ["Session", "listed", "thaw", "today"]

START = "start"
_OF_ONE_CASE = ("last_time", "opened", "fault", "trial_gone", "trial_fault", "changes", "emergency_open", "map_pick")


class Session:
    """The state of one tab, over ``st.session_state``. Setters are meant for callbacks: the next run draws what they did.

    In the body of a script use :meth:`jump` to change the view at once.
    """

    def __init__(self, pathway: Pathway):
        self.pathway = pathway
        self._state = st.session_state
        if "case" not in self._state:
            self._state.update(case=empty_case(), voice="plain", view=START, params={}, epoch=0)
        self._voice: str = self._state["voice"]  # kept, so that the words of a run can be read after it has ended

    # what is known

    @property
    def case(self) -> Frozen:
        """The case as it stands (frozen: every change replaces it)."""
        return self._state["case"]

    @property
    def position(self) -> Position:
        """Where this case stands; worked out once per case."""
        known = self._state.get("_position")
        if known is None or known[0] is not self.case or known[1] is not self.pathway:
            known = (self.case, self.pathway, find_position(self.pathway, self.case))
            self._state["_position"] = known
        return known[2]

    @property
    def voice(self) -> str:
        """plain | clinician: changes the words, never the facts."""
        return self._voice

    @property
    def view(self) -> str:
        """The name of the view that is shown."""
        return self._state["view"]

    @property
    def params(self) -> dict[str, Any]:
        """What the view was opened with."""
        return self._state["params"]

    @property
    def content(self) -> Any:
        """The checked content."""
        return self.pathway.content

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers given so far."""
        return self.case.get("answers") or {}

    @property
    def trials(self) -> tuple[Any, ...]:
        """The treatments entered so far (empty too when they are unasked or unknown)."""
        trials = self.case.get("trials")
        return trials if isinstance(trials, tuple) else ()

    @property
    def example(self) -> Any | None:
        """The example case that is open, if it is one."""
        return self.content["cases"].get(self._state.get("example"))

    @property
    def opened(self) -> dict[str, bool]:
        """The parts of lists that the person has opened or closed, kept while another page is looked at."""
        return self._state.setdefault("opened", {})

    @property
    def pointed(self) -> str:
        """What the focus was last sent to on the same page: a container's key and a number that makes it new."""
        return self._state.get("pointed", "")

    def point_to(self, key: str) -> None:
        """Send the focus to the heading inside a container, once it is drawn (for callbacks)."""
        number = int(self.pointed.partition(" ")[2] or 0) + 1
        self._state["pointed"] = f"{key} {number}"

    @property
    def country(self) -> str:
        """Whose crisis lines to show."""
        return self.case.get("country") or self.content["contract"]["countries"][0]

    def say(self, key: str, **fill: Any) -> str:
        """Return the screen's words of ``section.name`` (data/words/screen.yaml) in the voice that is on, filled in."""
        section, _, name = key.partition(".")
        text = self.content["screen"][section][name][self.voice]
        for word, value in fill.items():
            text = text.replace("{" + word + "}", str(value))
        return text

    def read(self, text: Mapping[str, str]) -> str:
        """Return a two-voiced text of the content in the voice that is on."""
        return text[self.voice]

    # what changes it

    def set_answer(self, key: str, value: Any) -> None:
        """Set one answer. Raises CaseError when the content does not allow it; then nothing changes."""
        self.set_answers({key: value})

    def set_answers(self, values: Mapping[str, Any], remove: Iterable[str] = ()) -> None:
        """Set some answers and take others away, all or nothing."""
        gone = set(remove)
        answers = {k: v for k, v in self.answers.items() if k not in gone} | dict(values)
        more = {"asked_on": today()} if not self.danger_keys.isdisjoint(values) else {}
        self._replace(answers=answers, **more)

    def remove_answer(self, *keys: str) -> None:
        """Take answers away: they are unasked again."""
        self.set_answers({}, keys)

    def set_trials(self, trials: Iterable[Mapping[str, Any]] | str | None) -> None:
        """Replace the treatment history; ``None`` makes it unasked, ``"unknown"`` asked and not known."""
        self._replace(trials=trials if trials is None or isinstance(trials, str) else [dict(t) for t in trials])

    def set_top(self, **values: Any) -> None:
        """Set keys of the case file beside the answers: country, answering, decided, clinician_review, asked_on."""
        self._replace(**values)

    def open_case(self, case: Frozen, example: str | None = None) -> None:
        """Take over a checked case; what the old one had of forms and steps is forgotten."""
        self._state.update(case=case, epoch=self.epoch + 1, example=example)
        for name in _OF_ONE_CASE:
            self._state.pop(name, None)

    def forget(self) -> None:
        """Forget everything of this tab."""
        self._state.clear()

    def _replace(self, **values: Any) -> None:
        case = {**self.case, **values}
        self._state["case"] = check_case({k: thaw(v) for k, v in case.items() if v is not None}, self.content)

    # where to go

    def go(self, view: str, **params: Any) -> None:
        """Show another view on the next run (for callbacks)."""
        self._state.update(view=view, params=params)
        self._state.pop("map_pick", None)

    def jump(self, view: str, **params: Any) -> None:
        """Show another view now (for the body of a script)."""
        self.go(view, **params)
        st.rerun()

    def open_option(self, option: str) -> None:
        """Show the card of an option on the next run; `params["back"]` names the view to go back to."""
        self.go("card", option=option, back=self.view)

    def open_crisis(self) -> None:
        """Show the crisis page on the next run, with a way back to here."""
        self.go("crisis", back=self.view, back_params=self.params)

    def set_voice(self, voice: str) -> None:
        """Change the voice."""
        self._state["voice"] = self._voice = voice

    # for the walk and the forms

    @property
    def epoch(self) -> int:
        """Grows with every case opened, so that the fields of forms start afresh: put it into widget keys."""
        return self._state["epoch"]

    @property
    def danger_keys(self) -> frozenset[str]:
        """The answers about danger, which are asked again on another day."""
        return _danger_keys(self.pathway)


def today() -> str:
    """Return the day of today as text."""
    return datetime.date.today().isoformat()


@st.cache_resource(show_spinner=False)
def _danger_keys(_pathway: Pathway) -> frozenset[str]:
    content = _pathway.content
    keys = {k for q in content["questions"].values() if q["section"] == "safety" for k in listed(q["sets"])}
    urgent = {r.removeprefix("answers.") for _, _, _, reads in _pathway.tables.triggers for r in reads}
    careful = {k for q in content["questions"].values() if q["careful"] for k in listed(q["sets"])}
    return frozenset(keys | (urgent & careful))


def listed(value: str | Iterable[str]) -> tuple[str, ...]:
    """Return one id or several as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)


def thaw(value: Any) -> Any:
    """Return a frozen value as plain dicts and lists."""
    if isinstance(value, Mapping):
        return {k: thaw(v) for k, v in value.items()}
    return [thaw(v) for v in value] if isinstance(value, list | tuple) else value
