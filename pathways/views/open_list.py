"""What is open, group by group: each says how many and names them, the first stands open, and nothing is ranked.

One component, not a widget an option: the list is the longest part of the screen, and every click draws it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from pathlib import Path

import streamlit as st

from pathways.engine.offers import Offer
from pathways.views.labels import badge, name_of, state_of, state_word
from pathways.views.session import Session

__all__ = ["list_html", "open_list"]

_LEADS = ("caution", "needs_answer", "unasked", "unknown", "place_unasked", "access")
_PAGES = ("compare", "guidelines")


@st.cache_resource(show_spinner=False)
def _component():
    script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    return st.components.v2.component("open_list", html='<div class="pw-openlist"></div>', js=script, isolate_styles=False)


def open_list(session: Session) -> None:
    """Draw the list; a pressed option opens its card."""

    def went() -> None:
        picked = (st.session_state.get("open_list") or {}).get("go")
        if picked in session.content["options"]:  # a browser may send anything
            session.open_option(picked)
        elif picked in _PAGES:
            session.go(picked)

    _component()(key="open_list", data={"html": list_html(session), "of": f"{session.epoch}"}, on_go_change=went)


def list_html(session: Session) -> str:
    """Return the list as HTML, all text escaped; a button that leads somewhere says where in `data-go`."""
    say, options = session.say, session.position.options
    top = [o for o in options if o.offered and o.parent is None]
    groups = [(g, some) for g in session.content["contract"]["groups"] if (some := [o for o in top if o.group == g["id"]])]
    words = f'data-open="{_quoted(say("position.open_all"))}" data-close="{_quoted(say("position.close_all"))}"'
    every = f'<button type="button" class="pw-all" {words}>{escape(say("position.open_all"))}</button>' if len(groups) > 1 else ""
    parts = "".join(
        f'<details class="pw-part" data-group="{g["id"]}"{"" if n else " open"}><summary>{_summary(session, g, some)}</summary>'
        f"{''.join(_option(session, o, [m for m in options if m.parent == o.id]) for o in some)}</details>"
        for n, (g, some) in enumerate(groups)
    )
    foot = "".join(
        f'<button type="button" class="pw-goto" data-go="{page}">{escape(say(word))}</button>'
        for page, word in zip(_PAGES, ("position.compare", "tabs.guidelines"), strict=True)
    )
    return (
        f'<div class="pw-openhead"><div><h2 class="pw-h2">{escape(say("position.open"))}</h2>'
        f'<p class="pw-soft pw-small">{escape(_counts(session, top) if top else say("position.nothing"))}</p></div>{every}</div>'
        f'{parts}<div class="pw-openfoot"><p class="pw-soft pw-small">{escape(say("position.order"))}</p>{foot}</div>'
    )


def _quoted(text: str) -> str:
    return escape(text, quote=True)


def _counts(session: Session, offers: Iterable[Offer]) -> str:
    """How many of each state, in the words of the states."""
    counts = Counter(state_word(session, o) for o in offers)
    return " · ".join(f"{n} {word.lower()}" for word, n in counts.items())


def _summary(session: Session, group: dict, offers: list[Offer]) -> str:
    names = ", ".join(name_of(session, o.id) for o in offers)
    return (
        f"<span><b>{escape(session.read(group['names']))}</b> {escape(_counts(session, offers))}"
        f'<span class="pw-names">{escape(names)}</span></span>'
    )


def _option(session: Session, offer: Offer, members: list[Offer]) -> str:
    """One row, the whole of it a button: the name, and under it the state's word with the reason that matters most."""
    state = state_of(offer)
    lead = next((r for r in offer.reasons if r.effect in _LEADS), None)
    note = f": {session.read(lead.text)}" if lead and state != "open" else ""
    return (
        f'<button type="button" class="pw-opt" data-go="{offer.id}">{badge(state)}<b>{escape(name_of(session, offer.id))}</b>'
        f'<span><b class="pw-t-{state}">{escape(state_word(session, offer))}</b>{escape(note)}'
        f"{_kinds(session, members)}</span></button>"
    )


def _kinds(session: Session, members: list[Offer]) -> str:
    """How many of a class are open."""
    if not members:
        return ""
    told = session.say("position.kinds", open=sum(m.offered for m in members), all=len(members))
    return f' <span class="pw-soft">{escape(told)}</span>'
