"""Two to four options side by side: one table on a wide screen, one card per row on a phone, and a page that prints."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.engine.compare import LEAST, MOST, Row, compare, picked
from pathways.views.blocks import Leaf
from pathways.views.charts import draw, small_pair
from pathways.views.labels import chip, state_of, state_word
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show"]

_NOTHING_NEW = "no_new_treatment"  # the contract's id of the column that is always one tap away
_PICKED = "compare_picked"


def show(session: Session) -> None:
    """Draw the choice of options and their table."""
    leaf = Leaf(session, "compare")
    section_heading(leaf.word("compare.title"), leaf.word("compare.lead"))
    options = _choose(session, leaf)
    if len(options) < LEAST:
        _start(session, leaf, options)
        return
    rows = compare(session.content, options, session.voice, session.answers.get("values"))
    offers = {o.id: o for o in session.position.options}
    closed = any(not offers[o].offered for o in options)
    notes = f'<p class="pw-soft pw-small">{leaf.html("compare.note")} {leaf.html("compare.closed_note") if closed else ""}</p>'
    table = _table(leaf, options, offers, rows)
    draw(
        f'<div class="pw-page pw-compare">{table}{notes}</div>',
        leaf.foot(),
        key="compare_table",
        on_go=lambda to: (
            session.go("card", option=to, back="compare", options=list(options)) if to in session.content["cards"] else None
        ),
    )


def _choose(session: Session, leaf: Leaf) -> tuple[str, ...]:
    """Let the person pick; what the view was opened with is picked already.

    The box knows its choices by the names that it shows, so each voice has a box of its own; what is picked is kept beside them.
    """
    state, key = st.session_state, _box(session)
    given = session.params.get("options")
    if given is not None:
        state[key] = list(picked(session.content, given))
        session.params.pop("options")
    elif key not in state or state.get("compare_voice") != session.voice:
        state[key] = list(state.get("compare_kept", ()))
    state["compare_voice"] = session.voice
    order = [o for g in session.content["contract"]["groups"] for o in g["options"]]
    names = session.content["options"]
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_choose"):
        st.multiselect(
            leaf.word("compare.pick"),
            order,
            key=key,
            max_selections=MOST,
            select_all=False,  # "all" would be the first four of the list
            filter_mode="contains",
            format_func=lambda o: names[o]["names"][session.voice],
        )
        if _NOTHING_NEW not in state[key] and len(state[key]) < MOST:
            st.button(
                leaf.word("compare.add_nothing", name=names[_NOTHING_NEW]["names"][session.voice]),
                key="compare_nothing",
                on_click=_add,
                args=(key, _NOTHING_NEW),
            )
        st.button(leaf.word("compare.mark"), key="compare_mark", on_click=session.go, args=("matters",))
    state["compare_kept"] = state[key]
    return picked(session.content, state[key])


def _box(session: Session) -> str:
    return f"{_PICKED}_{session.voice}"


def _start(session: Session, leaf: Leaf, options: tuple[str, ...]) -> None:
    """Before two are picked: say what will stand here, and offer what is open to this person, one tap each."""
    names = session.content["options"]
    rest = [o.id for o in session.position.options if o.offered and names[o.id]["parent"] is None and o.id not in options]
    links = "".join(f'<button type="button" class="pw-link" data-go="{o}">{leaf.name_of(o)}</button>' for o in rest)
    more = f'<h2>{leaf.html("compare.open_now")}</h2><p class="pw-links">{links}</p>' if links else ""
    draw(
        f'<div class="pw-page"><p class="pw-empty" role="status">{leaf.html("compare.too_few")}</p>{more}</div>',
        key="compare_start",
        on_go=lambda to: _add(_box(session), to) if to in names else None,
    )


def _add(box: str, option: str) -> None:
    st.session_state[box] = [*st.session_state[box], option]


def _table(leaf: Leaf, options: tuple[str, ...], offers: dict[str, Any], rows: tuple[Row, ...]) -> str:
    heads = "".join(
        f'<th scope="col"><button type="button" class="pw-link pw-name" data-go="{o}">{leaf.name_of(o)}</button>'
        f'<span class="pw-only-print" aria-hidden="true">{leaf.name_of(o)}</span>'
        f"{chip(state_of(offers[o]), state_word(leaf.session, offers[o]))}</th>"
        for o in options
    )
    first = next((r.id for r in rows if r.kind == "numbers"), None)
    note = f'<tr class="pw-between"><td colspan="{len(options) + 1}">{leaf.html("compare.numbers_note")}</td></tr>'
    body = "".join((note if row.kind == "numbers" and row.id == first else "") + _row(leaf, options, row) for row in rows)
    return (
        f'<table class="pw-cmp pw-cmp-{len(options)}"><thead><tr><th scope="col"><span class="pw-soft pw-small">'
        f"{leaf.html('compare.what_matters')}</span>"
        f'<button type="button" class="pw-button pw-print" data-print>{leaf.html("compare.print")}</button></th>'
        f"{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _row(leaf: Leaf, options: tuple[str, ...], row: Row) -> str:
    head = f'<th scope="row">{_label(leaf, row)}</th>'
    if row.same:
        text = leaf.html("compare.same", text=row.cells[0])
        return f'<tr class="pw-same">{head}<td colspan="{len(options)}">{leaf.noted(text, _sources(row, None))}</td></tr>'
    cells = []
    for i, option in enumerate(options):
        if row.kind == "numbers":
            arms = row.cells[i]
            text = (
                small_pair(leaf, arms, "care" if row.id == "stopped" else "open")
                if arms
                else f'<span class="pw-soft">{leaf.html("compare.no_count")}</span>'
            )
        else:
            fit = f' <span class="pw-fit pw-fit-{row.fits[i]}">{leaf.html("fits." + row.fits[i])}</span>' if row.fits else ""
            text = f"{leaf.noted(leaf.explained(row.cells[i]), _sources(row, i))}{fit}"
        cells.append(f'<td data-l="{leaf.name_of(option)}">{text}</td>')
    return f'<tr class="pw-row-{row.kind}">{head}{"".join(cells)}</tr>'


def _label(leaf: Leaf, row: Row) -> str:
    if row.kind == "domain":
        name = next(d["names"] for d in leaf.content["contract"]["domains"] if d["id"] == row.id)
        weight = f'<br><span class="pw-soft pw-small">{leaf.html("compare.weight", n=row.weight)}</span>' if row.weight else ""
        known = set(row.fits)
        apart = (
            f'<br><span class="pw-soft pw-small">{leaf.html("compare.trade_off")}</span>'
            if {"favors", "against"} <= known and not row.weight
            else ""
        )
        return f"{escape(leaf.read(name))}{weight}{apart}"
    if row.kind == "numbers":
        word = leaf.word(f"outcomes.{row.id}")
        return f'{escape(word[:1].upper() + word[1:])}<br><span class="pw-soft pw-small">{leaf.html("compare.numbers")}</span>'
    return leaf.html(f"facts.{row.id}")


def _sources(row: Row, number: int | None) -> list[str]:
    """Return the sources of one cell, or of all cells of a row that says the same for all."""
    return [s for i, sources in enumerate(row.sources or ()) for s in sources if number is None or i == number]
