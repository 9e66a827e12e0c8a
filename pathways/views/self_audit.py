"""The self-audit: outside yardsticks, item by item, what is not met first; generated from data/audit.yaml."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.views.about import about_html
from pathways.views.blocks import Leaf, fold
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show"]

_INSTRUMENTS = ("ipdas_qualifying", "ipdas_certifying", "ipdas_quality", "pemat_understand", "pemat_act", "cdc_index")
_STATUSES = ("not_met", "partly", "met")
_SIGNS = {"not_met": "×", "partly": "±", "met": "✓"}


def show(session: Session) -> None:
    """Draw each instrument with its count and its items."""
    leaf = Leaf(session, "audit")
    section_heading(leaf.word("audit.title"), leaf.word("audit.lead"))
    items = list(session.content["audit"].values())
    parts = "".join(_instrument(leaf, name, [i for i in items if i["instrument"] == name]) for name in _INSTRUMENTS)
    st.html(
        f'<div class="pw-page"><p class="pw-soft pw-small">{leaf.html("audit.open_first")} {leaf.html("audit.numbering")}'
        f"</p>{parts}{about_html(leaf)}</div>"
    )


def _instrument(leaf: Leaf, name: str, items: list[Any]) -> str:
    counts = {s: sum(i["status"] == s for i in items) for s in _STATUSES}
    unmet = [i for status in _STATUSES if status != "met" for i in items if i["status"] == status]
    met = [i for i in items if i["status"] == "met"]
    rest = fold(leaf.html("audit.met_all", n=len(met)), _table(leaf, met)) if met else ""
    return (
        f'<section class="pw-audit"><h2>{leaf.html("audit." + name)}</h2><p class="pw-soft">'
        f"{leaf.html('audit.count', **counts)}</p>{_table(leaf, unmet) if unmet else ''}{rest}</section>"
    )


def _table(leaf: Leaf, items: list[Any]) -> str:
    return f'<table class="pw-table pw-members"><tbody>{"".join(_item(leaf, i) for i in items)}</tbody></table>'


def _item(leaf: Leaf, item: Any) -> str:
    name = f"<code>{escape(item['test'])}</code>" if item["test"] and leaf.voice == "clinician" else leaf.html("audit.by_test")
    proof = name if item["test"] else leaf.html("audit.by_eye")
    return (
        f'<tr><td><span class="pw-status-{item["status"]}"><span aria-hidden="true">{_SIGNS[item["status"]]}</span> '
        f"{leaf.html('audit.' + item['status'])}</span></td>"
        f'<td><b>{escape(item["number"])}</b> {escape(leaf.read(item["item"]))}<br><span class="pw-soft pw-small">'
        f"{leaf.html('audit.where')} {escape(leaf.read(item['where']))} "
        f"{leaf.html('audit.proof')} {proof}</span></td></tr>"
    )
