"""The first page: what this is and is not, three ways in, and what it is meant for."""

from __future__ import annotations

from html import escape

import streamlit as st

from pathways.views.device import found
from pathways.views.session import Session
from pathways.views.shell import country_of, first_number
from pathways.views.walk import answered, deciding

__all__ = ["show"]

_USE = ("for", "does_not", "excluded", "how", "based_on", "limits", "data", "position", "contact")
_STOPS = (
    (24, 75, "start"),
    (150, 75, "middle"),
    (300, 75, "middle"),
    (292, 197, "middle"),
    (140, 197, "middle"),
    (160, 315, "middle"),
    (290, 315, "middle"),
    (424, 315, "end"),
)
_ROAD = """<svg viewBox="0 0 450 330" width="100%" role="img" aria-label="{label}">
<g fill="none" stroke-linecap="round" stroke-linejoin="round">
<path d="M34 40H330Q400 40 400 100Q400 160 330 160H110Q44 160 44 220Q44 280 110 280H416"
 stroke="var(--sunken)" stroke-width="26"/>
<path d="M34 40H330Q400 40 400 100Q400 160 330 160H292" stroke="var(--you)" stroke-width="5"/>
<path d="M292 160H110Q44 160 44 220Q44 280 110 280H410" stroke="var(--edge)" stroke-width="2" stroke-dasharray="1 8"/></g>
<g fill="var(--you)"><circle cx="34" cy="40" r="9"/><circle cx="150" cy="40" r="9"/><circle cx="300" cy="40" r="9"/></g>
<g fill="var(--surface)" stroke-width="3" stroke="var(--edge)"><circle cx="140" cy="160" r="9" stroke="var(--open)"/>
<circle cx="160" cy="280" r="9"/>
<circle cx="290" cy="280" r="9"/><circle cx="412" cy="280" r="9"/></g>
<path d="M292 168S272 148 272 132a20 20 0 0 1 40 0C312 148 292 168 292 168z"
 fill="var(--you)" stroke="var(--surface)" stroke-width="3"/>
<circle cx="292" cy="131" r="7" fill="var(--surface)"/>
<g style="font:15px var(--sans)" fill="var(--ink)">{texts}</g></svg>"""


@st.cache_resource(show_spinner=False)
def _picture(voice: str, label: str, stops: str):
    texts = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}"{_strong(i)}>{escape(word)}</text>'
        for i, ((x, y, anchor), word) in enumerate(zip(_STOPS, stops.split("|"), strict=True))
    )
    return st.components.v2.component(f"small_road_{voice}", html=_ROAD.format(label=escape(label, quote=True), texts=texts))


def _strong(number: int) -> str:
    return {3: ' font-weight="600"', 4: ' font-weight="600" style="fill:var(--open-text)"'}.get(number, "")


def show(session: Session) -> None:
    """Draw the page."""
    say = session.say
    with st.container(key="first_look"):
        left, right = st.columns([60, 50], gap="large", vertical_alignment="center")
    with left, st.container(key="hero"):
        st.html(f'<div class="pw-hero"><h1>{escape(say("start.title"))}</h1><p>{escape(say("start.lead"))}</p></div>')
        found(session)
        with st.container(horizontal=True, key="ways", vertical_alignment="center"):
            begun = bool(answered(session))
            st.button(
                say("start.go_on" if begun else "start.walk"),
                key="start_walk",
                type="primary",
                on_click=session.go,
                args=("walk",),
            )
            st.button(say("start.history"), key="start_history", on_click=session.go, args=("history",))
            st.button(say("start.example"), key="start_example", type="tertiary", on_click=session.go, args=("save",))
        if not begun:
            st.html(f'<p class="pw-soft pw-small">{escape(say("start.small", count=deciding(session)))}</p>')
    with right, st.container(key="wide_road"), st.container(key="card_road"):
        _picture(session.voice, say("start.picture"), say("start.stops"))(key="small_road")
    emergency = escape(country_of(session)["emergency"]["call"])
    danger = (
        escape(
            say("start.danger_call" if first_number(session) != country_of(session)["emergency"]["call"] else "start.danger_one")
        )
        .replace("{number}", f"<b>{escape(first_number(session))}</b>")
        .replace("{emergency}", f"<b>{emergency}</b>")
    )
    st.html(
        f'<div class="pw-three"><div><h2>{escape(say("start.does"))}</h2><p>{escape(say("start.does_text"))}</p></div>'
        f"<div><h2>{escape(say('start.does_not'))}</h2><p>{escape(say('start.does_not_text'))}</p></div>"
        f'<div class="pw-danger"><h2>{escape(say("start.danger"))}</h2><p>{danger}</p></div></div>'
    )
    _use(session)


def _use(session: Session) -> None:
    edition = session.content["edition"]
    use = edition["intended_use"]
    parts = "".join(
        f"<h3>{escape(session.say(f'start.use_{part}'))}</h3><p>{escape(session.read(use[part]))}</p>" for part in _USE
    )
    version = session.say("start.version", version=edition["version"], date=edition["content_date"])
    st.html(
        f'<div class="pw-use">'
        f"<p>{escape(session.read(use['sentence']))}"
        f" {escape(session.read(edition['not_reviewed'])) if not edition['reviewed_by'] else ''}"
        f'</p><details class="pw-more"><summary>{escape(session.say("start.use"))}</summary>{parts}'
        f'<p class="pw-soft">{escape(version)}</p></details></div>'
    )
