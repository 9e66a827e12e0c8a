"""What matters to a person: a weight per domain, and how the open options meet them. It can be skipped; it chooses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from pathways.engine.matters import MOST, Fit, groups_of, weigh
from pathways.views.blocks import Leaf, fold
from pathways.views.charts import draw
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show"]

_SIGNS = {"fits_well": "+", "mixed": "±", "against": "−"}


def show(session: Session) -> None:
    """Draw the weights on one side and the open options, grouped, on the other."""
    leaf = Leaf(session, "matters")
    section_heading(leaf.word("matters.title"), leaf.word("matters.lead"))
    with st.container(key="matters_both"):
        left, right = st.columns([0.42, 0.58], gap="large")
        with left:
            _weights(session, leaf)
        with right:
            _results(session, leaf)


def _weights(session: Session, leaf: Leaf) -> None:
    given = session.answers.get("values")
    values = dict(given) if hasattr(given, "items") else {}
    st.html(f'<div class="pw-page"><p class="pw-soft pw-small">{leaf.html("matters.scale")}</p></div>')
    for domain in session.content["contract"]["domains"]:
        key = f"weight_{domain['id']}_{session.epoch}"
        if st.session_state.get(key) != values.get(domain["id"]):
            st.session_state[key] = values.get(domain["id"])
        st.select_slider(
            leaf.read(domain["names"]),
            [None, *range(MOST + 1)],
            key=key,
            on_change=_changed,
            args=(session, domain["id"], key),
            format_func=lambda w: leaf.word("matters.not_marked") if w is None else str(w),
        )
    st.button(
        leaf.word("matters.clear"),
        key="matters_clear",
        type="tertiary",
        disabled=not values,
        on_click=session.remove_answer,
        args=("values",),
    )
    st.html(f'<div class="pw-page"><p class="pw-soft pw-small">{leaf.html("matters.own")}</p></div>')


def _changed(session: Session, domain: str, key: str) -> None:
    """Keep one weight as an answer; without any mark the answer is unasked again."""
    given = session.answers.get("values")
    values = {k: v for k, v in (given.items() if hasattr(given, "items") else ()) if k != domain}
    if st.session_state[key] is not None:
        values[domain] = st.session_state[key]
    if values:
        session.set_answer("values", values)
    else:
        session.remove_answer("values")


def _results(session: Session, leaf: Leaf) -> None:
    fits = weigh(session.content, session.position.options, session.answers.get("values"))
    top = [f for f in fits if session.content["options"][f.option]["parent"] is None]
    intro = (
        f'<p class="pw-note">{leaf.html("matters.is")}</p>'
        f"{fold(leaf.html('matters.how'), '<p>' + leaf.html('matters.how_text') + '</p>')}"
    )
    if not fits:
        body = f'<p class="pw-empty">{leaf.html("matters.none_open")}</p>'
    elif all(f.group is None for f in fits):
        body = f'<p class="pw-empty">{leaf.html("matters.mark_first")}</p>'
    else:
        body = (
            "".join(_group(leaf, name, group, fits) for name, group in groups_of(top).items())
            + f'<p class="pw-soft pw-small">{leaf.html("common.no_rank")}</p>'
        )
    draw(
        f'<div class="pw-page"><h2>{leaf.html("matters.results")}</h2>{intro}{body}</div>',
        key="matters_results",
        on_go=lambda to: session.go("card", option=to, back="matters") if to in session.content["cards"] else None,
    )


def _group(leaf: Leaf, name: str, group: tuple[Fit, ...], every: tuple[Fit, ...]) -> str:
    items = "".join(_item(leaf, fit, every) for fit in group) or f'<p class="pw-soft">{leaf.html("matters.empty_group")}</p>'
    return (
        f'<section class="pw-group pw-group-{name}"><h3><span class="pw-sign" aria-hidden="true">{_SIGNS[name]}</span>'
        f"{leaf.html('matters.' + name)}</h3>{items}</section>"
    )


def _item(leaf: Leaf, fit: Fit, every: tuple[Fit, ...]) -> str:
    lines = []
    for word, domains in (("speaks_for", fit.for_it), ("speaks_against", fit.against_it), ("unknown", fit.unknown)):
        if domains:
            named = _as_list(_domain(leaf, d) for d in domains[:4])
            lines.append(f'<span class="pw-fact"><b>{leaf.html("matters." + word)}</b> {named}</span>')
    said = " ".join(lines) or f'<span class="pw-soft">{leaf.html("matters.neither")}</span>'
    lines = [f"<p>{said}</p>", f'<p class="pw-soft pw-small">{_tip(leaf, fit)}</p>']
    options = leaf.content["options"]
    kinds = [f for f in every if options[f.option]["parent"] == fit.option and f.group != fit.group]
    if kinds:
        lines.append(
            "<p>" + "; ".join(f"{leaf.name_of(f.option)}: {leaf.html('matters.' + str(f.group))}" for f in kinds) + "</p>"
        )
    return (
        f'<article class="pw-item"><button type="button" class="pw-link pw-name" data-go="{fit.option}">'
        f"{leaf.name_of(fit.option)}</button>{''.join(lines)}</article>"
    )


def _as_list(names: Iterable[str]) -> str:
    """Return names as one list within a sentence: only the first keeps its capital."""
    first, *rest = names
    return ", ".join([first, *(n if n[1:2].isupper() else n[:1].lower() + n[1:] for n in rest)])


def _domain(leaf: Leaf, domain: str) -> str:
    return escape(next(leaf.read(d["names"]) for d in leaf.content["contract"]["domains"] if d["id"] == domain))


def _tip(leaf: Leaf, fit: Fit) -> str:
    tip = fit.tip
    if tip is None:
        return leaf.html("matters.tip_none")
    name = next(leaf.read(d["names"]) for d in leaf.content["contract"]["domains"] if d["id"] == tip.domain)
    word = (
        ("tip_at_all" if tip.weight == 1 else "tip_more")
        if tip.weight > tip.now
        else ("tip_nothing" if tip.weight == 0 else "tip_less")
    )
    limit = tip.weight + (-1 if tip.weight > tip.now else 1)
    return leaf.html(f"matters.{word}", domain=name, n=limit, to=leaf.word(f"matters.{tip.to}"))
