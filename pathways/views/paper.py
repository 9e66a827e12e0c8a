"""What the browser prints: one clean page of the place, what was tried, what is open and closed, help lines and sources."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import streamlit as st

from pathways.engine.answer import verdict_words
from pathways.engine.offers import Offer
from pathways.views.labels import badge, name_of, state_of, state_word
from pathways.views.ledger import PARTS, part_of
from pathways.views.session import Session, today
from pathways.views.shell import country_of

__all__ = ["page_html", "paper", "print_button"]

_CSS = """
:host, div { font: inherit; }
button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; width: 100%; min-height: 44px;
  padding: 0 18px; cursor: pointer;
  white-space: nowrap; font: 400 .88rem/1.2 var(--sans); color: var(--ink); background: var(--surface);
  border: 1px solid var(--edge); border-radius: 12px; }
button:hover { border-color: var(--primary); color: var(--primary); }
button:focus-visible { outline: 3px solid var(--primary); outline-offset: 2px; }
svg { width: 18px; height: 18px; flex: none; }
"""
_SIGN = (
    '<svg viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" aria-hidden="true">'
    '<path d="M5 6V2h8v4M5 13H2.500V6h13v7H13M5 10.500h8V16H5z"/></svg>'
)
_JS = """
export default function ({ parentElement, data }) {
  parentElement.querySelector("span").textContent = data.label;
  parentElement.querySelector("button").onclick = () => window.print();
}
"""
# Drawn only when the browser is about to print: until then it costs the screen nothing.
_SHEET = """
let page = "", drawn = null;
const media = window.matchMedia("print");
function draw(printing) {
  const here = Boolean(printing && drawn && drawn.isConnected);
  if (drawn) drawn.innerHTML = here ? page : "";
  document.body.classList.toggle("pw-has-paper", here);
}
media.addEventListener("change", () => draw(media.matches));
window.addEventListener("beforeprint", () => draw(true));
window.addEventListener("afterprint", () => draw(false));

export default function ({ parentElement, data }) {
  page = data.html;
  drawn = parentElement.querySelector("div");
  if (media.matches) draw(true);
}
"""


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("print_page", html=f'<button type="button">{_SIGN}<span></span></button>', css=_CSS, js=_JS)


def print_button(session: Session, key: str) -> None:
    """Draw the button that opens the browser's own print window."""
    _component()(key=key, data={"label": session.say("print.button")}, width="content", height="content")


@st.cache_resource(show_spinner=False)
def _sheet():
    return st.components.v2.component("paper", html="<div></div>", js=_SHEET, isolate_styles=False)


def paper(session: Session) -> None:
    """Keep the page ready that is printed instead of the screen."""
    _sheet()(key="paper", data={"html": page_html(session)}, width="content", height="content")


class _Notes:
    """The sources that are used, numbered as they come."""

    def __init__(self, session: Session):
        self.session, self.numbers = session, {}

    def __call__(self, sources: Iterable[str]) -> str:
        used = [str(self.numbers.setdefault(s, len(self.numbers) + 1)) for s in dict.fromkeys(sources)]
        return f"<sup>{', '.join(used)}</sup>" if used else ""

    def foot(self) -> str:
        known, items = self.session.content["sources"], []
        for source, number in self.numbers.items():
            id_, _, place = source.partition(" | ")
            record = known.get(id_)
            when = f" ({record['published']})" if record and record["published"] else ""
            items.append(f"{number} {escape(record['title'] if record else id_)}{escape(when)}: {escape(place)}")
        return ". ".join(items)


def page_html(session: Session) -> str:
    """Return the page as HTML; every word a person typed is escaped."""
    say, notes = session.say, _Notes(session)
    edition, state = session.content["edition"], session.pathway.graph.nodes[session.position.place.state]["record"]
    draft = "" if edition["reviewed_by"] else f'<p class="pw-paper-draft">{escape(say("shell.draft"))}</p>'
    made = say("print.made", date=today(), version=edition["version"])
    body = (
        f'{draft}<p class="pw-paper-title"><b>{escape(say("print.title"))}</b><span>{escape(made)}</span></p>'
        f"<p>{escape(say('print.use'))}</p>{_example(session)}"
        + _part(
            say("position.here"),
            f"<p><b>{escape(session.read(state['title']))}</b>{notes(state['sources'])}. "
            f"{escape(session.read(state['text']))}</p>",
        )
        + _part(say("print.tried"), _tried(session, notes))
        + _part(say("position.open"), _open(session, notes))
        + _part(say("print.closed"), _closed(session, notes))
        + _decided(session)
    )
    foot = (
        f'<div class="pw-paper-foot"><p><b>{escape(say("print.danger"))}</b> {escape(help_line(session))}</p>'
        f"<p>{escape(say('position.order'))}</p><p>{escape(say('position.source_list'))}: {notes.foot()}.</p></div>"
    )
    return f'<div class="pw-paper">{body}{foot}</div>'


def help_line(session: Session) -> str:
    """Return the first help line and the emergency number in one sentence."""
    country = country_of(session)
    line = next((x for x in country["lines"] if x.get("call")), None)
    told = f"{line['name']}: {session.say('crisis.call', number=line['call'])}. " if line else ""
    return f"{told}{session.read(country['emergency']['how'])} {session.say('crisis.call', number=country['emergency']['call'])}."


def _part(title: str, body: str) -> str:
    return f'<section><p class="pw-paper-head">{escape(title)}</p>{body}</section>' if body else ""


def _example(session: Session) -> str:
    example = session.example
    return f"<p><b>{escape(session.say('shell.example', name=session.read(example['name'])))}</b></p>" if example else ""


def _tried(session: Session, notes: _Notes) -> str:
    history = session.position.history
    items = []
    for trial, verdict in zip(history.trials, history.verdicts, strict=True):
        words = verdict_words(session.pathway, trial, verdict)
        facts = [
            session.say("print.mg", dose=f"{trial.dose_mg:g}") if trial.dose_mg is not None else "",
            session.say("print.weeks", weeks=f"{trial.weeks:g}") if trial.weeks is not None else "",
        ]
        told = ", ".join(f for f in facts if f)
        name = trial.treatment[:1].upper() + trial.treatment[1:]
        items.append(
            f"<li><b>{escape(name)}</b>: {escape(session.read(words['word']))}{escape('. ' + told) if told else ''}"
            f"{notes(words['sources'])}</li>"
        )
    return f"<ul>{''.join(items)}</ul>" if items else f"<p>{escape(session.say('position.facts_none'))}</p>"


def _open(session: Session, notes: _Notes) -> str:
    options = session.position.options
    out = []
    for group in session.content["contract"]["groups"]:
        items = [_line(session, o, notes) for o in options if o.offered and o.parent is None and o.group == group["id"]]
        if items:
            out.append(f"<p><b>{escape(session.read(group['names']))}</b></p><ul>{''.join(items)}</ul>")
    return f'<div class="pw-paper-two">{"".join(f"<div>{g}</div>" for g in out)}</div>' if out else ""


def _line(session: Session, offer: Offer, notes: _Notes) -> str:
    state = state_of(offer)
    lead = next((r for r in offer.reasons if r.effect in ("caution", "needs_answer", "unasked", "unknown", "access")), None)
    why = f": {escape(session.read(lead.text))}{notes(lead.sources)}" if lead and state != "open" else ""
    return f"<li>{badge(state)} {escape(name_of(session, offer.id))}, {escape(state_word(session, offer).lower())}{why}</li>"


def _closed(session: Session, notes: _Notes) -> str:
    """What is ruled out, those with the same reason together; of the rest, how many there are."""
    parts: dict[str, list[Offer]] = {p: [] for p in PARTS}
    for offer in session.position.options:
        if not offer.offered and not offer.withheld:
            parts[part_of(offer)].append(offer)
    same: dict[Any, list[Offer]] = {}
    for offer in parts["closed"]:
        first = offer.reasons[0]
        same.setdefault((session.read(first.text), session.read(first.opens_if) if first.opens_if else ""), []).append(offer)
    items = "".join(
        f"<li>{badge('closed')} <b>{escape(', '.join(name_of(session, o.id) for o in offers))}</b>: {escape(why)}"
        f"{notes(offers[0].reasons[0].sources)}"
        f"{escape(' ' + session.say('ledger.opens') + ': ' + opens) if opens else ''}</li>"
        for (why, opens), offers in same.items()
    )
    rest = ", ".join(f"{session.say(f'ledger.{p}')} ({len(o)})" for p, o in parts.items() if o and p not in ("closed", "tried"))
    more = f"<p>{escape(session.say('print.rest', parts=rest))}</p>" if rest else ""
    return (f"<ul>{items}</ul>" if items else "") + more


def _decided(session: Session) -> str:
    decided, say = session.case.get("decided") or {}, session.say
    if not decided:
        return _part(say("decided.title"), '<p class="pw-paper-write"></p><p class="pw-paper-write"></p>')
    words = {"what": "what", "look_again_on": "when", "watch": "watch", "note": "note"}
    lines = "".join(
        f"<li><b>{escape(say(f'decided.{w}'))}</b>: {escape(decided[k])}</li>" for k, w in words.items() if decided.get(k)
    )
    return _part(say("decided.title"), f"<ul>{lines}</ul>")
