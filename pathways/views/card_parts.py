"""The parts of a card below the first screen, and the box that says why the option is open or closed for this person."""

from __future__ import annotations

from html import escape
from typing import Any

from pathways.engine.offers import Offer
from pathways.engine.reasons import Reason
from pathways.views.blocks import Leaf, fold, heading
from pathways.views.evidence_table import tables
from pathways.views.guideline_rows import rows_of_option, table_of
from pathways.views.labels import badge, state_of

__all__ = ["below", "why"]

_TITLE = {
    "open": "why_open",
    "care": "why_care",
    "needs": "why_needs",
    "closed": "why_closed",
    "helped": "why_tried",
    "nohelp": "why_tried",
    "nottol": "why_tried",
}
_OPENS = {"caution": "card.settles_if", "access": "card.settles_if"}  # it is open already
_SHOWN = 3  # reasons in the box; the rest stands behind the fold


def why(leaf: Leaf, offer: Offer) -> str:
    """Return the box: the state, the first reasons, what would open it, and the rule with the answers behind it."""
    session = leaf.session
    state = state_of(offer)
    if not (session.answers or session.trials):
        return f'<section class="pw-why pw-why-quiet"><p>{leaf.html("card.no_case")}</p></section>'
    name = "why_closed" if offer.withheld or offer.declined else _TITLE.get(state, "why_other")
    reasons = [r for r in offer.reasons if r.text]
    first = "".join(_reason(leaf, r) for r in reasons[:_SHOWN])
    keys = list(dict.fromkeys(k for r in reasons for k in r.because))
    rest = "".join(_reason(leaf, r) for r in reasons[_SHOWN:]) + _inputs(leaf, keys)
    more = fold(leaf.html("card.rule"), rest, opened=False) if rest else ""
    family = {"open": "open", "care": "care", "needs": "open"}.get(state, "quiet")
    return (
        f'<section class="pw-why pw-why-{family}"><h2>{badge(state)}<span>{leaf.html("card." + name)}</span></h2>{first}{more}'
        f'<p class="pw-tiny pw-soft">{leaf.html("card.talk")}</p></section>'
    )


def _reason(leaf: Leaf, reason: Reason) -> str:
    opens = (
        f'<p class="pw-opens"><b>{leaf.html(_OPENS.get(reason.effect, "card.opens_if"))}</b> {escape(reason.opens_if[leaf.voice])}</p>'
        if reason.opens_if
        else ""
    )
    unsure = "" if reason.confirmed else f'<p class="pw-tiny pw-soft">{leaf.html("card.not_confirmed")}</p>'
    return f"<p>{leaf.noted(leaf.explained(reason.text[leaf.voice]), reason.sources)}</p>{opens}{unsure}"


def _inputs(leaf: Leaf, keys: list[str]) -> str:
    """Name the answers a reason reads; a clinician also sees the key of the case file."""
    if not keys:
        return ""
    known = leaf.content["answers"]
    names = []
    for key in keys:
        record = known.get(key.removeprefix("answers."))
        label = escape(leaf.read(record["label"])) if record else leaf.html("card.input_place")
        names.append(f"<li>{label}{f' <code>{escape(key)}</code>' if leaf.voice == 'clinician' else ''}</li>")
    return f"<p>{leaf.html('card.because')}</p><ul>{''.join(names)}</ul>"


def below(leaf: Leaf, card: Any) -> str:
    """Return everything under the first screen, in the same order on every card."""
    option = leaf.content["options"][card["id"]]
    payers = leaf.text(option["payers"]) if option["payers"] else leaf.html("card.payers_none")
    parts = [
        f'<div class="pw-duo"><div>{_section(leaf, "card.in_detail", _in_detail(leaf, card))}'
        f"{_section(leaf, 'card.not_known', '<p>' + leaf.text(card['not_known']) + '</p>')}</div>"
        f"<div>{_section(leaf, 'card.licence', _licence(leaf, option))}{_section(leaf, 'card.payers', f'<p>{payers}</p>')}"
        f"{_planned(leaf, card)}</div></div>",
        _section(leaf, "card.members", _members(leaf, card)) if card["members_differ"] else "",
        fold(
            leaf.html("card.evidence"),
            f'{tables(leaf, card["id"])}<p class="pw-links"><button type="button" class="pw-link" data-go="evidence:">'
            f"{leaf.html('evidence.more_ways')}</button></p>",
        ),
        fold(leaf.html("card.features"), _features(leaf, card)),
        fold(leaf.html("card.guidelines"), _guidelines(leaf, card)),
        _pages(leaf, card),
    ]
    return "".join(parts)


def _planned(leaf: Leaf, card: Any) -> str:
    if not card["planned"]:
        return ""
    return _section(leaf, "card.planned", "".join(f"<p><b>{escape(p['date'])}</b> {leaf.text(p)}</p>" for p in card["planned"]))


def _section(leaf: Leaf, key: str, body: str) -> str:
    return f"<section>{heading(leaf.html(key))}{body}</section>"


def _in_detail(leaf: Leaf, card: Any) -> str:
    return "".join(
        f"<h3>{leaf.html('card.' + part)}</h3><p>{leaf.text(card[part])}</p>" for part in ("how_it_works", "day_in_the_life")
    )


def _licence(leaf: Leaf, option: Any) -> str:
    if not option["status"]:
        return f"<p>{leaf.html('card.licence_none')}</p>"
    items = []
    for status in option["status"]:
        since = f' <span class="pw-soft">{leaf.html("card.since", date=status["since"])}</span>' if status["since"] else ""
        checked = status["checked"] or option["checked"]
        items.append(
            f"<li><b>{escape(status['regulator'])}: {leaf.html('licence_kinds.' + status['kind'])}</b>{since}<br>"
            f"{leaf.text(status['for'], status['sources'])} "
            f'<span class="pw-tiny pw-soft">{leaf.html("common.last_checked", date=checked)}</span></li>'
        )
    return f'<ul class="pw-status">{"".join(items)}</ul>'


def _members(leaf: Leaf, card: Any) -> str:
    rows = "".join(
        f'<tr><th scope="row"><button type="button" class="pw-link" data-go="card:{escape(m["id"], quote=True)}">'
        f"{leaf.name_of(m['id'])}</button></th>"
        f"<td>{leaf.text(m)}</td></tr>"
        for m in card["members_differ"]
    )
    return f'<table class="pw-table pw-members"><tbody>{rows}</tbody></table>'


def _features(leaf: Leaf, card: Any) -> str:
    rows = []
    for domain in leaf.content["contract"]["domains"]:
        said = card["features"][domain["id"]]
        rows.append(
            f'<tr><th scope="row">{escape(leaf.read(domain["names"]))}</th><td>{leaf.text(said)}</td>'
            f'<td><span class="pw-fit pw-fit-{said["fit"]}">{leaf.html("fits." + said["fit"])}</span></td></tr>'
        )
    return (
        f'<p class="pw-soft">{leaf.html("card.features_help")}</p><table class="pw-table pw-members"><tbody>{"".join(rows)}'
        "</tbody></table>"
    )


def _guidelines(leaf: Leaf, card: Any) -> str:
    rows = rows_of_option(leaf.content, card["id"])
    if not rows:
        return f"<p>{leaf.html('card.guidelines_none')}</p>"
    return f'<p class="pw-soft">{leaf.html("guidelines.no_order")}</p>' + "".join(table_of(leaf, row) for row in rows)


def _pages(leaf: Leaf, card: Any) -> str:
    pages = [p for p in leaf.content["pages"].values() if card["id"] in p["helps_options"]]
    parent = leaf.content["options"][card["id"]]["parent"]
    links = [
        f'<button type="button" class="pw-link" data-go="page:{p["id"]}">{escape(leaf.read(p["title"]))}</button>' for p in pages
    ]
    if parent:
        links.insert(0, f'<button type="button" class="pw-link" data-go="card:{parent}">{leaf.name_of(parent)}</button>')
    links.append(f'<button type="button" class="pw-link" data-go="guidelines:">{leaf.html("guidelines.title")}</button>')
    return _section(leaf, "card.pages", f'<p class="pw-links">{"".join(links)}</p>')
