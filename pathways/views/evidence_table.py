"""The evidence as tables: counts of 100, rare harms of 10,000, points on a scale, and directions, each with one denominator."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from pathways.engine.evidence import all_evidence, of_100, of_10_000, on_a_scale, only_direction, option_evidence
from pathways.views.blocks import Leaf
from pathways.views.charts import bars, plain_words, when
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show", "tables"]

_Column = tuple[str, Callable]


def tables(leaf: Leaf, frame: pd.DataFrame) -> str:
    """Return every table of these rows as HTML; a kind without rows gets no table."""
    shared: list[_Column] = [("col_who", _who), ("col_time", lambda f, r: escape(when(f, r.at_weeks))), ("col_sure", _sure), ("col_source", _source)]
    parts = [
        ("table_100", "rounded", of_100(frame), [("col_what", _what), ("col_without", _without), ("col_with", _with), *shared]),
        ("table_rare", "table_rare_note", of_10_000(frame), [("col_what", _what), ("col_without_rare", _without_rare), ("col_with_rare", _with_rare), *shared]),
        ("table_scale", "table_scale_note", on_a_scale(frame), [("col_what", _what), ("col_difference", _difference), *shared]),
        ("table_direction", "table_direction_note", only_direction(frame), [("col_what", _what), ("col_direction", _direction), *shared]),
    ]
    html = "".join(_table(leaf, *part) for part in parts if len(part[2]))
    return html or f'<p>{leaf.html("evidence.none")}</p>'


def _table(leaf: Leaf, title: str, note: str, frame: pd.DataFrame, columns: list[_Column]) -> str:
    head = "".join(f'<th scope="col">{leaf.html("evidence." + name)}</th>' for name, _ in columns)
    rows = []
    for row in frame.itertuples():
        cells = "".join(f'<td data-l="{leaf.html("evidence." + name)}">{cell(leaf, row)}</td>' for name, cell in columns)
        rows.append(f'<tr id="{leaf.name}-row-{escape(row.id, quote=True)}">{cells}</tr>')
    return (f'<div class="pw-scroll" tabindex="0" role="region" aria-label="{leaf.html("evidence." + title)}"><table class="pw-table"><caption><b>{leaf.html("evidence." + title)}</b> '
            f'<span class="pw-soft">{leaf.html("evidence." + note)}</span></caption><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>')


def _what(leaf: Leaf, row: tuple) -> str:
    against = plain_words(leaf, row.comparator)
    vs = "" if row.comparator.startswith(("none", "not_reported")) else f'<br><span class="pw-soft">{leaf.html("evidence.without", comparator=against)}</span>'
    group = f'<br><span class="pw-soft">{leaf.html("evidence.of_group")}</span>' if row.of_group else ""
    word = leaf.word(f"outcomes.{row.outcome}")
    return f"<b>{escape(word[:1].upper() + word[1:])}</b><br>{escape(plain_words(leaf, row.measure))}{vs}{group}"


def _number(leaf: Leaf, value: float) -> str:
    if pd.isna(value):
        return f'<span class="pw-soft">{leaf.html("evidence.not_reported")}</span>'
    return f"{value:.0f}" if leaf.voice == "plain" and value >= 1 else f"{value:.3g}"


def _with(leaf: Leaf, row: tuple) -> str:
    return f'<span class="pw-num">{_number(leaf, row.option_of_100)}</span>' + (_interval(leaf, row) if row.effect_kind == "risk_difference" else "")


def _without(leaf: Leaf, row: tuple) -> str:
    return f'<span class="pw-num">{_number(leaf, row.comparator_of_100)}</span>'


def _with_rare(leaf: Leaf, row: tuple) -> str:
    return f'<span class="pw-num">{_number(leaf, row.option_of_10_000)}</span>'


def _without_rare(leaf: Leaf, row: tuple) -> str:
    return f'<span class="pw-num">{_number(leaf, row.comparator_of_10_000)}</span>'


def _interval(leaf: Leaf, row: tuple) -> str:
    if pd.isna(row.low) or pd.isna(row.high):
        return ""
    return (f'<br><span class="pw-soft">{leaf.html("evidence.col_difference").split("(")[0].strip()} {row.effect:.3g}; '
            f'{leaf.html("evidence.interval", low=f"{row.low:.3g}", high=f"{row.high:.3g}")}</span>')


def _difference(leaf: Leaf, row: tuple) -> str:
    text = f'<span class="pw-num">{row.effect:+.3g}</span>'
    if pd.isna(row.low) or pd.isna(row.high):
        return text
    return f'{text}<br><span class="pw-soft">{leaf.html("evidence.interval", low=f"{row.low:.3g}", high=f"{row.high:.3g}")}</span>'


def _direction(leaf: Leaf, row: tuple) -> str:
    return leaf.html(f"directions.{row.direction}")


def _who(leaf: Leaf, row: tuple) -> str:
    text = escape(plain_words(leaf, row.who))
    if pd.notna(row.n):
        text += f'<br><span class="pw-soft">{leaf.html("evidence.people", n=f"{row.n:,.0f}")}</span>'
    if row.failed_before != "not_reported":
        text += f'<br><span class="pw-soft">{leaf.html("evidence.failed", n=row.failed_before)}</span>'
    return text


def _sure(leaf: Leaf, row: tuple) -> str:
    return f'{leaf.html("certainty." + row.certainty)}<br><span class="pw-soft">{leaf.html("designs." + row.design)}</span>'


def _source(leaf: Leaf, row: tuple) -> str:
    if leaf.voice == "plain":
        return leaf.notes([f"{row.source} | {row.place}"])
    note = f'<br><span class="pw-soft">{escape(row.note)}</span>' if row.note else ""
    return f'{escape(row.source)}, {escape(row.place)}{leaf.notes([f"{row.source} | {row.place}"])}{note}'


def under_tables(leaf: Leaf, frame: pd.DataFrame, key: str) -> None:
    """Draw the ways to see the same numbers: as bars, and as a file."""
    counted = of_100(frame)
    if frame.empty:
        return
    with st.container(horizontal=True, key=f"{key}_ways", vertical_alignment="center"):
        chart = len(counted) > 0 and st.toggle(leaf.word("evidence.as_chart"), key=f"{key}_bars")
        st.download_button(leaf.word("evidence.download"), lambda: frame.drop(columns=["order", "of_group"]).to_csv(index=False), "evidence.csv", "text/csv",
                           key=f"{key}_csv", type="tertiary", on_click="ignore", icon=":material/download:")
    if chart:
        bars(leaf, counted)


def show(session: Session) -> None:
    """Draw the whole evidence, one option at a time."""
    leaf = Leaf(session, "evidence")
    section_heading(leaf.word("evidence.all_title"), leaf.word("evidence.all_lead"))
    has = set(all_evidence(session.content)["option"])
    order = [o for g in session.content["contract"]["groups"] for o in g["options"] if o in has]
    option = st.selectbox(leaf.word("evidence.all_pick"), order, key="evidence_option", format_func=lambda o: session.content["options"][o]["names"][session.voice])
    if option is None:
        return
    frame = option_evidence(session.content, option)
    st.html(f'<div class="pw-page"><p class="pw-soft">{leaf.html("evidence.picture_rule")}</p>{tables(leaf, frame)}</div>')
    under_tables(leaf, frame, "evidence")
    leaf.draw_foot()
