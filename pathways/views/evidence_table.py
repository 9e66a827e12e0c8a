"""The evidence as tables: counts of 100, rare harms of 10,000, points on a scale, and directions, each with one denominator."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from pathways.engine.evidence import all_evidence, of_100, option_evidence, rows_by_kind, whole
from pathways.views.blocks import Leaf, fold
from pathways.views.charts import bars, caveat, draw, plain_words, when
from pathways.views.session import Session
from pathways.views.shell import section_heading

__all__ = ["show", "tables"]

_Column = tuple[str, Callable]
_EVERY = "every"  # not one option but the whole table


def tables(leaf: Leaf, option: str) -> str:
    """Return every table of one option as HTML; a kind without rows gets no table."""
    shared: list[_Column] = [
        ("col_who", _who),
        ("col_time", lambda f, r: escape(when(f, r.at_weeks))),
        ("col_sure", _sure),
        ("col_source", _source),
    ]
    shapes = (
        ("table_100", "rounded", [("col_what", _what), ("col_without", _without), ("col_with", _with), *shared]),
        ("table_gap", "table_gap_note", [("col_what", _what), ("col_gap", _gap), *shared]),
        (
            "table_rare",
            "table_rare_note",
            [("col_what", _what), ("col_without_rare", _without_rare), ("col_with_rare", _with_rare), *shared],
        ),
        ("table_rare_gap", "table_rare_note", [("col_what", _what), ("col_gap_rare", _gap_rare), *shared]),
        ("table_scale", "table_scale_note", [("col_what", _what), ("col_difference", _difference), *shared]),
        ("table_direction", "table_direction_note", [("col_what", _what), ("col_direction", _direction), *shared]),
        ("table_words", "table_words_note", [("col_what", _what), *shared]),
    )
    html = "".join(
        _table(leaf, *shape, rows) for shape, rows in zip(shapes, rows_by_kind(leaf.content, option), strict=True) if rows
    )
    return html or f"<p>{leaf.html('evidence.none')}</p>"


def _table(leaf: Leaf, title: str, note: str, columns: list[_Column], rows: tuple[Any, ...]) -> str:
    head = "".join(f'<th scope="col">{leaf.html("evidence." + name)}</th>' for name, _ in columns)
    body = []
    for row in rows:
        cells = "".join(f'<td data-l="{leaf.html("evidence." + name)}">{cell(leaf, row)}</td>' for name, cell in columns)
        body.append(f"<tr>{cells}</tr>")
    return (
        f'<div class="pw-scroll" tabindex="0" role="region" aria-label="{leaf.html("evidence." + title)}"><table '
        f'class="pw-table"><caption><b>{leaf.html("evidence." + title)}</b> '
        f'<span class="pw-soft">{leaf.html("evidence." + note)}</span></caption><thead><tr>{head}</tr></thead><tbody>'
        f"{''.join(body)}</tbody></table></div>"
    )


def _what(leaf: Leaf, row: Any) -> str:
    against = plain_words(leaf, row.comparator)
    vs = (
        ""
        if row.comparator.startswith(("none", "not_reported"))
        else f'<br><span class="pw-soft">{leaf.html("evidence.without", comparator=against)}</span>'
    )
    group = f'<br><span class="pw-soft">{leaf.html("evidence.of_group")}</span>' if row.of_group else ""
    note = caveat(leaf, row.note) if leaf.voice == "plain" else ""  # for clinicians it stands beside the source
    note = f'<br><span class="pw-soft">{escape(note[:1].upper() + note[1:])}</span>' if note else ""
    word = leaf.word(f"outcomes.{row.outcome}")
    return f"<b>{escape(word[:1].upper() + word[1:])}</b><br>{escape(plain_words(leaf, row.measure))}{vs}{group}{note}"


def _number(leaf: Leaf, value: float) -> str:
    if pd.isna(value):
        return f'<span class="pw-soft">{leaf.html("evidence.not_reported")}</span>'
    return str(whole(value)) if leaf.voice == "plain" and value >= 1 else f"{value:.3g}"


def _with(leaf: Leaf, row: Any) -> str:
    return f'<span class="pw-num">{_number(leaf, row.option_of_100)}</span>' + (
        _interval(leaf, row) if row.effect_kind == "risk_difference" else ""
    )


def _without(leaf: Leaf, row: Any) -> str:
    return f'<span class="pw-num">{_number(leaf, row.comparator_of_100)}</span>'


def _with_rare(leaf: Leaf, row: Any) -> str:
    return f'<span class="pw-num">{_number(leaf, row.option_of_10_000)}</span>'


def _without_rare(leaf: Leaf, row: Any) -> str:
    return f'<span class="pw-num">{_number(leaf, row.comparator_of_10_000)}</span>'


def _gap(leaf: Leaf, row: Any) -> str:
    return _more_or_fewer(leaf, row.effect, row.low, row.high)


def _gap_rare(leaf: Leaf, row: Any) -> str:
    return _more_or_fewer(leaf, row.gap_of_10_000, row.low * 100, row.high * 100)


def _more_or_fewer(leaf: Leaf, gap: float, low: float, high: float) -> str:
    text = (
        f'<span class="pw-num">{leaf.html("evidence.gap_more" if gap > 0 else "evidence.gap_fewer", n=f"{abs(gap):.3g}")}</span>'
    )
    if pd.isna(low) or pd.isna(high):
        return text
    return f'{text}<br><span class="pw-soft">{leaf.html("evidence.interval", low=f"{low:.3g}", high=f"{high:.3g}")}</span>'


def _interval(leaf: Leaf, row: Any) -> str:
    if pd.isna(row.low) or pd.isna(row.high):
        return ""
    return (
        f'<br><span class="pw-soft">{leaf.html("evidence.gap")} {row.effect:.3g}; '
        f"{leaf.html('evidence.interval', low=f'{row.low:.3g}', high=f'{row.high:.3g}')}</span>"
    )


def _difference(leaf: Leaf, row: Any) -> str:
    text = f'<span class="pw-num">{row.effect:+.3g}</span>'
    if pd.isna(row.low) or pd.isna(row.high):
        return text
    return (
        f'{text}<br><span class="pw-soft">{leaf.html("evidence.interval", low=f"{row.low:.3g}", high=f"{row.high:.3g}")}</span>'
    )


def _direction(leaf: Leaf, row: Any) -> str:
    return leaf.html(f"directions.{row.direction}")


def _who(leaf: Leaf, row: Any) -> str:
    text = escape(plain_words(leaf, row.who))
    if pd.notna(row.n):
        text += f'<br><span class="pw-soft">{leaf.html("evidence.people", n=f"{row.n:,.0f}")}</span>'
    if row.failed_before != "not_reported":
        text += f'<br><span class="pw-soft">{leaf.html("evidence.failed", n=row.failed_before)}</span>'
    return text


def _sure(leaf: Leaf, row: Any) -> str:
    return f'{leaf.html("certainty." + row.certainty)}<br><span class="pw-soft">{leaf.html("designs." + row.design)}</span>'


def _source(leaf: Leaf, row: Any) -> str:
    if leaf.voice == "plain":
        return leaf.notes([f"{row.source} | {row.place}"])
    note = f'<br><span class="pw-soft">{escape(row.note)}</span>' if row.note else ""
    return f"{escape(row.source)}, {escape(row.place)}{leaf.notes([f'{row.source} | {row.place}'])}{note}"


def _ways(leaf: Leaf, frame: pd.DataFrame) -> None:
    """Draw the other ways to see the same numbers: as bars, and as a file."""
    counted = of_100(frame)
    with st.container(horizontal=True, key="evidence_ways", vertical_alignment="center"):
        chart = len(counted) > 0 and st.toggle(leaf.word("evidence.as_chart"), key="evidence_bars")
        st.download_button(
            leaf.word("evidence.download"),
            lambda: frame.drop(columns=["order", "of_group"]).to_csv(index=False),
            "evidence.csv",
            "text/csv",
            key="evidence_csv",
            type="tertiary",
            on_click="ignore",
            icon=":material/download:",
        )
    if chart:
        bars(leaf, counted)


def _everything(leaf: Leaf) -> None:
    """Draw every estimate of every option in one table, which sorts by a column and searches by itself."""
    words, options = leaf.word, leaf.content["options"]
    order = {o: i for i, o in enumerate(o for g in leaf.content["contract"]["groups"] for o in g["options"])}
    frame = all_evidence(leaf.content).sort_values("option", key=lambda column: column.map(order), kind="stable")
    shown = pd.DataFrame(
        {
            words("evidence.col_option"): frame["option"].map(lambda o: options[o]["names"][leaf.voice]),
            words("evidence.col_outcome"): frame["outcome"].map(lambda o: words(f"outcomes.{o}")),
            words("evidence.col_what"): frame["measure"].map(lambda m: plain_words(leaf, m.replace("not_reported", ""))),
            words("evidence.col_against"): frame["comparator"].map(lambda c: plain_words(leaf, c.replace("not_reported", ""))),
            words("evidence.col_with"): frame["option_of_100"],
            words("evidence.col_without"): frame["comparator_of_100"],
            words("evidence.col_weeks"): frame["at_weeks"],
            words("evidence.col_who"): frame["who"].map(lambda w: plain_words(leaf, w)),
            words("evidence.col_people"): frame["n"],
            words("evidence.col_sure"): frame["certainty"].map(lambda c: words(f"certainty.{c}")),
            words("evidence.col_source"): frame["source"].map(lambda s: leaf.content["sources"][s]["cite"]),
        }
    )
    st.caption(words("evidence.every_how", n=len(shown)))
    st.dataframe(shown, hide_index=True, height=620)


def _open(session: Session) -> set[str]:
    return {o.id for o in session.position.options if o.offered}


def show(session: Session) -> None:
    """Draw the whole evidence, one option at a time."""
    leaf = Leaf(session, "evidence")
    section_heading(leaf.word("evidence.all_title"), leaf.word("evidence.all_lead"))
    has = set(all_evidence(session.content)["option"])
    order = [o for g in session.content["contract"]["groups"] for o in g["options"] if o in has]
    given = session.params.get("option")
    if given in has:
        st.session_state["evidence_option"] = given
        session.params.pop("option")
    option = st.selectbox(
        leaf.word("evidence.all_pick"),
        [*order, _EVERY],
        index=next((i for i, o in enumerate(order) if o in _open(session)), 0),
        key="evidence_option",
        format_func=lambda o: (
            leaf.word("evidence.every_option") if o == _EVERY else session.content["options"][o]["names"][session.voice]
        ),
    )
    if option is None:
        return
    if option == _EVERY:
        _everything(leaf)
        return
    frame = option_evidence(session.content, option)
    _ways(leaf, frame)
    rule = fold(leaf.html("evidence.picture_rule_title"), f"<p>{leaf.html('evidence.picture_rule')}</p>")
    html = f"{tables(leaf, option)}{rule}"
    draw(f'<div class="pw-page">{html}</div>', leaf.foot(), key="evidence_tables")
