"""The card of one option: the same slots in the same order for every option, and why it is open or closed for this person."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.engine.evidence import headline
from pathways.engine.offers import Offer
from pathways.views.blocks import Leaf, fold
from pathways.views.card_parts import below, why
from pathways.views.charts import arms_figure, draw
from pathways.views.labels import chip, state_of, state_word
from pathways.views.session import Session

__all__ = ["show"]


def show(session: Session) -> None:
    """Draw the card that the session was opened with; without one, let the person pick."""
    leaf = Leaf(session, "card")
    option = session.params.get("option")
    if option not in session.content["cards"]:
        _pick(session, leaf)
        return
    card, offer = session.content["cards"][option], _offer(session, option)
    back = session.params.get("back") or "position"
    st.button(
        leaf.word("card.back"),
        key="option_back",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=session.go,
        args=(back,),
    )
    with st.container(key="option_first"):
        left, right = st.columns([0.68, 0.32], gap="medium")
        with left:
            st.html(f'<div class="pw-page">{_top(leaf, card, offer)}</div>')
            draw(f'<div class="pw-page">{_panels(leaf, card)}</div>', key="option_panels")
        with right:
            st.html(f'<div class="pw-page pw-aside">{why(leaf, offer)}{_questions(leaf, card)}</div>')
            st.button(
                leaf.word("card.compare"),
                key="option_compare",
                icon=":material/compare_arrows:",
                width="stretch",
                on_click=_compare,
                args=(session, option),
            )
    lower = f"{below(leaf, card)}{_dates(leaf, card)}"
    draw(f'<div class="pw-page pw-below">{lower}</div>', leaf.foot(), key="option_below", on_go=lambda to: _go(session, to))


def _dates(leaf: Leaf, card: Any) -> str:
    edition = leaf.content["edition"]
    return (
        f'<p class="pw-tiny pw-soft">{leaf.html("common.last_checked", date=card["checked"])}. '
        f"{leaf.html('card.made', date=edition['content_date'], version=edition['version'])}. "
        f"{leaf.html('evidence.picture_rule')}</p>"
    )


def _offer(session: Session, option: str) -> Offer:
    return next(o for o in session.position.options if o.id == option)


def _go(session: Session, to: str) -> None:
    """Follow a link of the lower part; only known kinds and ids lead anywhere."""
    kind, _, key = to.partition(":")
    if kind == "card" and key in session.content["cards"]:
        session.go("card", option=key, back=session.params.get("back") or "position")
    elif kind == "page" and key in session.content["pages"]:
        session.go("understand", page=key)
    elif kind == "evidence":
        session.go("evidence", option=session.params.get("option"))
    elif kind == "guidelines":
        session.go("guidelines", option=session.params.get("option"))


def _compare(session: Session, option: str) -> None:
    others = [o for o in session.params.get("options") or () if o != option]
    session.go("compare", options=[option, *others])


def _pick(session: Session, leaf: Leaf) -> None:
    order = [o for g in session.content["contract"]["groups"] for o in g["options"]]
    st.selectbox(
        leaf.word("card.pick"),
        order,
        index=None,
        key="option_pick",
        format_func=lambda o: session.content["options"][o]["names"][session.voice],
        on_change=lambda: session.go("card", option=st.session_state["option_pick"], back="position"),
    )


def _top(leaf: Leaf, card: Any, offer: Offer) -> str:
    option = leaf.content["options"][card["id"]]
    facts = "".join(
        f"<div><dt>{leaf.html('facts.' + name)}</dt><dd>{escape(leaf.read(text))}</dd></div>"
        for name, text in card["facts"].items()
    )
    group = ""
    if option["parent"]:
        group = (
            '<p class="pw-soft pw-small">'
            f"{leaf.html('card.part_of', name=leaf.content['options'][option['parent']]['names'][leaf.voice])}</p>"
        )
    return (
        f'<div class="pw-title"><h1>{leaf.name_of(card["id"])}</h1>{chip(state_of(offer), state_word(leaf.session, offer))}'
        f"</div>{group}"
        f'<p class="pw-what">{leaf.text(card["what_it_is"])}</p>'
        f'<dl class="pw-glance" aria-label="{leaf.html("card.glance")}">{facts}</dl>{leaf.notes(card["facts_sources"])}'
    )


def _panels(leaf: Leaf, card: Any) -> str:
    """Benefits and harms: two panels with the same slots, the same size, the same number of lines."""
    return f'<div class="pw-equal">{_panel(leaf, card, good=True)}{_panel(leaf, card, good=False)}</div>'


def _panel(leaf: Leaf, card: Any, *, good: bool) -> str:
    part, family = ("benefits", "open") if good else ("harms", "care")
    arms = headline(leaf.content, card["id"], good=good)
    picture = arms_figure(leaf, arms, family) if arms else f'<p class="pw-empty">{leaf.html("card.no_picture")}</p>'
    lines = "".join(f"<li>{leaf.text(said)}</li>" for said in card[part])
    return f'<section class="pw-panel pw-panel-{family}"><h2>{leaf.html("card." + part)}</h2>{picture}<ul>{lines}</ul></section>'


def _questions(leaf: Leaf, card: Any) -> str:
    rows = []
    for number, question in enumerate(leaf.content["contract"]["card_questions"], 1):
        said = card["questions"][question["id"]]
        nobody = f'<p class="pw-nobody">{leaf.html("common.nobody_knows")}</p>' if said["nobody_knows"] else ""
        rows.append(
            fold(
                f'<span class="pw-no">{number}</span>{escape(leaf.read(question["names"]))}',
                f"{nobody}<p>{leaf.text(said)}</p>",
                name="card-ten",
            )
        )
    return f'<section class="pw-ask"><h2>{leaf.html("card.questions")}</h2>{"".join(rows)}</section>'
