"""What is open, group by group: each says how many and names them, the first stands open, and nothing is ranked."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from pathways.engine.offers import Offer
from pathways.views.labels import badge, md, name_of, state_of, state_word
from pathways.views.session import Session

__all__ = ["open_list"]

_LEADS = ("caution", "needs_answer", "unasked", "unknown", "place_unasked", "access")


def open_list(session: Session) -> None:
    """Draw the list."""
    say, options = session.say, session.position.options
    top = [o for o in options if o.offered and o.parent is None]
    groups = [(g, some) for g in session.content["contract"]["groups"] if (some := [o for o in top if o.group == g["id"]])]
    with st.container(key="open_head", horizontal=True, vertical_alignment="center"):
        st.html(f'<h2 class="pw-h2">{escape(say("position.open"))}</h2>', width="content")
        st.space("stretch")
        if len(groups) > 1:
            all_open = all(_is_open(session, g["id"], first=not n) for n, (g, _) in enumerate(groups))
            st.button(
                say("position.close_all" if all_open else "position.open_all"),
                key="all_groups",
                type="tertiary",
                on_click=_set_all,
                args=(session, [g["id"] for g, _ in groups], not all_open),
            )
    st.html(f'<p class="pw-soft pw-small pw-pad">{escape(_counts(session, top) if top else say("position.nothing"))}</p>')
    for number, (group, here) in enumerate(groups):
        key = _key(session, group["id"])
        is_open = _is_open(session, group["id"], first=not number)
        st.session_state[key] = is_open
        with st.expander(_label(session, group, here), key=key, on_change=_keep, args=(session, group["id"])):
            for offer in here if is_open else ():  # drawn once the group is opened; its heading names them all
                _option(session, offer, [o for o in options if o.parent == offer.id])
    with st.container(key="list_foot", gap=None):
        st.html(f'<p class="pw-soft pw-small">{escape(say("position.order"))}</p>')
        st.button(say("position.compare"), key="to_compare", type="tertiary", on_click=session.go, args=("compare",))
        st.button(say("tabs.guidelines"), key="to_guidelines", type="tertiary", on_click=session.go, args=("guidelines",))


def _key(session: Session, group: str) -> str:
    return f"grp_{group}_{session.epoch}"


def _is_open(session: Session, group: str, *, first: bool) -> bool:
    """Whether a group stands open; kept while the person looks at a card and comes back."""
    return session.opened.get(group, first)


def _keep(session: Session, group: str) -> None:
    session.opened[group] = bool(st.session_state[_key(session, group)])


def _set_all(session: Session, groups: list[str], is_open: bool) -> None:
    session.opened.update(dict.fromkeys(groups, is_open))


def _counts(session: Session, offers: list[Offer]) -> str:
    """How many of each state, in the words of the states."""
    counts = Counter(state_word(session, o) for o in offers)
    return " · ".join(f"{n} {word.lower()}" for word, n in counts.items())


def _label(session: Session, group: dict, offers: list[Offer]) -> str:
    names = ", ".join(name_of(session, o.id) for o in offers)
    return f"**{md(session.read(group['names']))}** {md(_counts(session, offers))} :small[{md(names)}]"


def _option(session: Session, offer: Offer, members: list[Offer]) -> None:
    """One row: the whole row is the button; badge, state word and the reason that matters most stand under the name."""
    state = state_of(offer)
    kinds = session.say("position.kinds", open=sum(m.offered for m in members), all=len(members)) if members else ""
    lead = next((r for r in offer.reasons if r.effect in _LEADS), None)
    note = f": {session.read(lead.text)}" if lead and state != "open" else ""
    with st.container(key=f"opt_{state}_{offer.id}", gap=None):
        st.button(
            md(name_of(session, offer.id)),
            key=f"open_{offer.id}",
            type="tertiary",
            width="stretch",
            icon=None,
            on_click=session.open_option,
            args=(offer.id,),
        )
        st.html(
            f'<div class="pw-opt">{badge(state)}<p><b class="pw-t-{state}">{escape(state_word(session, offer))}</b>{escape(note)}'
            f"{' <span class=pw-soft>' + escape(kinds) + '</span>' if kinds else ''}</p></div>"
        )
