"""Pictures of people: icon arrays of 100 as SVG, both arms side by side; and bars in Streamlit's own chart library."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from pathways.engine.evidence import Arms, whole
from pathways.views.blocks import Leaf

__all__ = ["arms_figure", "bars", "caveat", "dot_array", "draw", "icon_array", "small_pair"]

# st.html takes SVG away, so what holds a picture goes through this component; all that is put in is escaped by its maker.
_JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector('.pw-drawn');
  if (box.seen !== data.html + data.later) {
    box.innerHTML = data.html; box.seen = data.html + data.later;
    const seen = box.seen;
    setTimeout(() => { if (box.seen === seen) box.insertAdjacentHTML('beforeend', data.later); }, 30);
  }
  box.onclick = event => {
    const link = event.target.closest('[data-go]');
    if (link) { event.preventDefault(); setTriggerValue('go', link.dataset.go); return; }
    if (event.target.closest('[data-print]')) window.print();
  };
}
"""
_PERSON = (
    "M5 0a2.4 2.4 0 1 1 0 4.8A2.4 2.4 0 0 1 5 0ZM3 5.6h4A1.8 1.8 0 0 1 8.8 7.4v3.4H7.4V16H2.6v-5.2H1.2V7.4A1.8 1.8 0 0 1 3 5.6Z"
)
_WIDE, _HIGH = 14, 18
_MONTH_FROM = 16  # weeks; from here on people think in months
_WEEKS_A_MONTH = 365.25 / 12 / 7
_LABEL = 340  # pixels of a bar's label
_BARS = ("#8A938D", "#2E8FA6")  # the comparison, the option: seen on the light and on the dark page


@st.cache_resource(show_spinner=False)
def _component() -> Callable:
    shapes = f'<svg class="pw-shapes" aria-hidden="true"><defs><path id="pw-person" d="{_PERSON}"/></defs></svg>'
    return st.components.v2.component(
        "pathways_drawing", html=f'{shapes}<div class="pw-drawn"></div>', js=_JS, isolate_styles=False
    )


def draw(html: str, later: str = "", *, key: str, on_go: Callable[[str], None] | None = None) -> None:
    """Draw HTML that may hold SVG and links: an element with data-go="kind:id" calls `on_go` with its value.

    `later` (the foot of a page) is put in once the rest is painted.
    """

    def went() -> None:
        picked = (st.session_state.get(key) or {}).get("go")
        if on_go and picked:
            on_go(picked)

    _component()(key=key, data={"html": html, "later": f'<div class="pw-page">{later}</div>' if later else ""}, on_go_change=went)


def icon_array(count: float, family: str, label: str) -> str:
    """Return 100 people in ten rows, `count` of them filled from the top left, as SVG with its name for a screen reader."""
    filled = whole(count)
    icons = "".join(
        f'<use class="{family if i < filled else "no"}" href="#pw-person" x="{i % 10 * _WIDE + 2}" y="{i // 10 * _HIGH + 1}"/>'
        for i in range(100)
    )
    return (
        f'<svg class="pw-people" viewBox="0 0 {_WIDE * 10} {_HIGH * 10}" role="img" aria-label="{escape(label, quote=True)}'
        f'">{icons}</svg>'
    )


def dot_array(count: float, family: str, label: str) -> str:
    """Return the same array with dots, for tables: three paths instead of a hundred elements, as a table may hold twenty."""
    places = [f"M{i % 10 * 10 + 5} {i // 10 * 10 + 5}h0" for i in range(100)]
    yes, no = "".join(places[: whole(count)]), "".join(places[whole(count) :])
    return (
        f'<svg class="pw-people pw-dots" viewBox="0 0 100 100" role="img" aria-label="{escape(label, quote=True)}">'
        f'<path class="no" d="{no}"/><path class="hole" d="{no}"/><path class="{family}" d="{yes}"/></svg>'
    )


def plain_words(leaf: Leaf, text: str) -> str:
    """Return a study's words as the plain voice says them; the clinician's voice keeps them."""
    if leaf.voice == "plain":
        for change in leaf.content["card_words"]["plain_words"]:
            text = text.replace(change["from"], change["to"])
    return text


def caveat(leaf: Leaf, note: str) -> str:
    """Return what a note of the evidence adds: all of it for clinicians, for the plain voice only what would mislead if hidden."""
    words = leaf.content["card_words"]
    if leaf.voice == "plain":
        return " ".join(c["say"] for c in words["caveats"] if any(has in note.lower() for has in c["has"]))
    parts = [part for part in note.split("; ") if part and part not in words["note_parts_left_out"]]
    return "; ".join(parts)


def when(leaf: Leaf, weeks: float | None) -> str:
    """Return the time point in words."""
    if weeks is None or pd.isna(weeks):
        return leaf.word("evidence.after_unknown")
    if weeks < 1:
        return leaf.word("evidence.after_days", days=f"{weeks * 7:.0f}")
    if weeks >= _MONTH_FROM:
        return leaf.word("evidence.after_months", months=f"{weeks / _WEEKS_A_MONTH:.0f}", weeks=f"{weeks:g}")
    return leaf.word("evidence.after", weeks=f"{weeks:g}")


def arms_figure(leaf: Leaf, arms: Arms, family: str) -> str:
    """Return the figure of one estimate: the comparison first, both the same size, numbers and what they mean below."""
    outcome = leaf.word(f"outcomes.{arms.outcome}")
    if arms.outcome in ("harm", "stopped") or arms.id in leaf.content["card_words"]["own_line"]:
        what = plain_words(leaf, arms.measure)
    else:
        what = outcome if leaf.voice == "plain" else f"{outcome}, {arms.measure}"
    parts = []
    if arms.without is not None:
        parts.append(
            _arm(leaf, arms.without, "base", what, leaf.word("evidence.without", comparator=plain_words(leaf, arms.comparator)))
        )
    parts.append(_arm(leaf, arms.with_option, family, what, leaf.word("evidence.with_option", name=_name(leaf, arms))))
    people = f" ({leaf.word('evidence.people', n=f'{arms.n:,.0f}')})" if arms.n else ""
    said = [f"{what}.", _gap(leaf, arms), f"{when(leaf, arms.weeks)}.", f"{plain_words(leaf, arms.who).rstrip('.')}{people}."]
    said.append(
        f"{leaf.word('evidence.sure')} {leaf.word('certainty.' + arms.certainty)}; {leaf.word('designs.' + arms.design)}."
    )
    if note := caveat(leaf, arms.note):
        said.append(f"{note.rstrip('.')}.")
    if arms.disagrees:
        said.append(leaf.word("evidence.disagrees"))
    if arms.of_group:
        said.append(leaf.word("evidence.of_group"))
    caption = " ".join(escape(s[:1].upper() + s[1:]) for s in said if s)
    return (
        f'<figure class="pw-arms"><div class="pw-arms-row">{"".join(parts)}</div>'
        f"<figcaption>{leaf.noted(caption, [arms.source])}</figcaption></figure>"
    )


def _gap(leaf: Leaf, arms: Arms) -> str:
    if arms.without is None:
        return leaf.word("evidence.no_comparator" if arms.comparator.startswith("none") else "evidence.comparator_not_read")
    gap = whole(arms.with_option) - whole(arms.without)
    return (
        leaf.word("evidence.no_difference")
        if not gap
        else leaf.word("evidence.difference" if gap > 0 else "evidence.fewer", n=abs(gap), name=_name(leaf, arms))
    )


def _name(leaf: Leaf, arms: Arms) -> str:
    return leaf.content["options"][arms.option]["names"][leaf.voice]


def _arm(leaf: Leaf, count: float, family: str, what: str, arm: str) -> str:
    number = leaf.word("evidence.of_100", n=whole(count))
    label = leaf.word("evidence.picture_of", n=whole(count), what=what, arm=arm)
    head, _, rest = number.partition(" ")
    return f"<div>{icon_array(count, family, label)}<p><b>{head}</b> {escape(rest)} {escape(arm)}</p></div>"


def small_pair(leaf: Leaf, arms: Arms, family: str) -> str:
    """Return both arms small, with dots, for a cell of a table."""
    parts = []
    what = leaf.word(f"outcomes.{arms.outcome}")
    for count, arm in (
        (arms.without, leaf.word("evidence.without", comparator=plain_words(leaf, arms.comparator))),
        (arms.with_option, leaf.word("evidence.with_it")),
    ):
        if count is not None:
            label = leaf.word("evidence.picture_of", n=whole(count), what=what, arm=arm)
            paint = family if parts or arms.without is None else "base"  # the comparison in gray, the option in its color
            parts.append(f"<div>{dot_array(count, paint, label)}<p><b>{whole(count)}</b> {escape(arm)}</p></div>")
    sure = f"{leaf.word('certainty.' + arms.certainty)}"
    measure = "" if arms.measure == "not_reported" else f"{plain_words(leaf, arms.measure)}; "
    note = caveat(leaf, arms.note) if leaf.voice == "plain" else ""
    time = when(leaf, arms.weeks)
    said = f"{measure}{time[:1].lower() + time[1:]}; {plain_words(leaf, arms.who)}; {sure}."
    below = f"{said[:1].upper()}{said[1:]} {note}".strip()
    return f'<div class="pw-pair">{"".join(parts)}</div><p class="pw-tiny">{leaf.noted(escape(below), [arms.source])}</p>'


def bars(leaf: Leaf, frame: pd.DataFrame) -> None:
    """Draw the counts of 100 as bars in the order of the table: the comparison in gray, the option in its color, each of 100."""
    arms = (leaf.word("evidence.bars_comparator"), leaf.word("evidence.bars_option"))
    shown = []
    for number, row in enumerate(frame.itertuples(), start=1):
        measure = "" if row.measure == "not_reported" else f": {plain_words(leaf, row.measure)}"
        label = f"{number}. {leaf.word('outcomes.' + row.outcome)}{measure}"
        for arm, count in zip(arms, (row.comparator_of_100, row.option_of_100), strict=True):
            if pd.notna(count):
                shown.append({"what": label, "arm": arm, "people": count, "who": plain_words(leaf, row.who)})
    people = leaf.word("evidence.bars_people")
    st.vega_lite_chart(
        pd.DataFrame(shown),
        {
            "mark": {"type": "bar", "tooltip": True},
            "height": {"step": 16},
            "encoding": {
                "y": {"field": "what", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": _LABEL}},
                "yOffset": {"field": "arm", "sort": list(arms)},
                "x": {"field": "people", "type": "quantitative", "title": people, "scale": {"domain": [0, 100]}},
                "color": {
                    "field": "arm",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": list(arms), "range": list(_BARS)},
                    "legend": {"orient": "top"},
                },
                "tooltip": [{"field": f, "title": " "} for f in ("what", "arm", "people", "who")],
            },
        },
    )
