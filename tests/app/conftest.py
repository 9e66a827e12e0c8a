"""The app in Streamlit's own test runner: no browser, milliseconds a click."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pathways.engine.position import load_pathway

APP = Path(__file__).resolve().parents[2] / "pathways" / "screen.py"


class Tab:
    """One browser tab: press by key, choose an answer, read what stands there."""

    def __init__(self):
        self.at = AppTest.from_file(str(APP), default_timeout=30).run()
        self.calm()

    def calm(self):
        """No view may break."""
        assert not self.at.exception, self.at.exception[0].message
        return self

    def press(self, key):
        """Press the button whose key is or begins with `key`."""
        found = [b for b in self.at.button if b.key == key] or [b for b in self.at.button if (b.key or "").startswith(key)]
        assert found, f"no button {key!r} among {[b.key for b in self.at.button]}"
        found[0].click()
        self.at.run()
        return self.calm()

    def pick(self, option):
        """Press an option of the open list (its component has no stand-in here: what it would tell is done)."""
        assert f'data-go="{option}"' in self.open_list
        self.at.session_state["view"], self.at.session_state["params"] = "card", {"option": option, "back": "position"}
        self.at.run()
        return self.calm()

    @property
    def open_list(self):
        """The HTML of the open list, empty when it is not drawn."""
        return next((d["html"] for d in self.components if "of" in d), "")

    @property
    def paper(self):
        """The HTML of the page that is printed."""
        return next(d["html"] for d in self.components if set(d) == {"html"})

    @property
    def components(self):
        """What our own components were given."""
        return [json.loads(c.proto.mixed.json or c.proto.json or "null") or {} for c in self.at.get("bidi_component")]

    def type(self, text, key=""):
        """Type a name into the field that suggests names (it takes names it does not know)."""
        field = next(s for s in self.at.selectbox if key in s.key)
        if text not in field.options:
            field.options.append(text)  # what the browser's own field does with a new name
        field.set_value(text)
        self.at.run()
        return self.calm()

    def has(self, key):
        """Whether a button with this key is there."""
        return any((b.key or "").startswith(key) for b in self.at.button)

    def go(self, view, **params):
        """Show a view."""
        self.at.session_state["view"], self.at.session_state["params"] = view, params
        self.at.run()
        return self.calm()

    def example(self, id_):
        """Open an example case."""
        return self.go("save").press(f"example_{id_}")

    def upload(self, name, raw):
        """Open a file."""
        self.go("save")
        self.at.file_uploader[0].set_value((name, raw, "text/plain"))
        self.at.run()
        return self.calm()

    def answer(self, question, value):
        """Answer a choice of the walk as a person does: a tap, or a choice and Continue."""
        content = self.content["questions"][question]
        number = (
            len(content["choices"])
            if value == "unknown"
            else next(i for i, c in enumerate(content["choices"]) if c["value"] == value)
        )
        if content["careful"]:
            next(r for r in self.at.radio if f"_{question}_" in r.key).set_value(number)
            self.at.run()
            return self.press(f"walk_{question}_continue")
        return self.press(f"walk_{question}_{'unknown' if value == 'unknown' else number}")

    @property
    def content(self):
        """The shipped content."""
        return load_pathway().content

    @property
    def case(self):
        """The case as it stands."""
        return self.at.session_state["case"]

    @property
    def answers(self):
        """The answers so far."""
        return self.case.get("answers") or {}

    @property
    def view(self):
        """The view shown."""
        return self.at.session_state["view"]

    @property
    def html(self):
        """All HTML of the page, without the style sheet."""
        return "\n".join(h.proto.body for h in self.at.get("html") if not h.proto.body.startswith("<style"))


@pytest.fixture
def tab():
    """A fresh tab."""
    return Tab()
