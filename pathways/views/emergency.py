"""Danger now: the whole screen for help lines, with two quiet ways back; and the panel for help due today."""

from __future__ import annotations

import re
from html import escape
from typing import Any, NamedTuple

import streamlit as st

from pathways.views.asking import Asking, ask
from pathways.views.session import Session, listed, thaw, today
from pathways.views.shell import country_of, frame

__all__ = ["link_to", "same_day_panel", "show"]

_NUMBER = re.compile(r"\d[\d \-]*")


def show(session: Session) -> None:
    """Draw the crisis page: at an emergency nothing else is drawn; opened from a button it has a way back."""
    emergency = session.position.urgency == "emergency"
    frame(session, bare=True)
    words = session.content["crisis"]["page"]
    with st.container(key="crisis_page"):
        title = session.read(words["title"]) if emergency else session.say("crisis.title")
        lead = session.read(words["sentence"] if emergency else words["banner"])
        st.html(f'<div class="pw-head"><h1>{escape(title)}</h1><p class="pw-big">{escape(lead)}</p></div>')
        _lines(session)
        _country(session)
        if emergency:
            st.html(_told(session))
        _while_you_wait(session, words)
        if emergency:
            _ways_back(session, words)
        else:
            st.button(
                session.say("crisis.back"),
                key="crisis_back",
                icon=":material/arrow_back:",
                on_click=session.go,
                args=(session.params.get("back") or "start",),
                kwargs=session.params.get("back_params") or {},
            )


def _lines(session: Session) -> None:
    country = country_of(session)
    emergency = country["emergency"]
    local = Way("call", emergency["call"], session.read(emergency["how"]), emergency["confirmed"])
    # where nobody can be called or texted, the emergency number stands first: no web page comes before it
    person = any(line.get("call") or line.get("text") for line in country["lines"])
    calls: list[str] = [] if person else [_call(session, local, first=True)]
    for line in country["lines"]:
        for way in ("call", "text"):
            if line.get(way):
                calls.append(_call(session, Way(way, line[way], line["name"], line["confirmed"]), first=not calls))
        if line.get("web") and not (line.get("call") or line.get("text")):
            calls.append(_call(session, Way("web", line["web"], line["name"], line["confirmed"]), first=not calls))
    if person:
        calls.insert(min(2, len(calls)), _call(session, local))
    support = [
        _call(session, Way(w, line[w], f"{line['name']}: {session.read(line['how'])}", line["confirmed"]))
        for line in country.get("support_lines") or ()
        for w in ("call", "text")
        if line.get(w)
    ]
    rest = calls[3:] + support
    more = (
        f'<details class="pw-more"><summary>{escape(session.say("crisis.more"))}</summary>'
        f'<div class="pw-calls">{"".join(rest)}</div></details>'
        if rest
        else ""
    )
    st.html(f'<div class="pw-calls">{"".join(calls[:3])}</div>{more}')


def link_to(way: str, text: str) -> str:
    """Return the link that calls, texts or opens what a line says.

    >>> link_to("text", "MHA to 741741")
    'sms:741741?body=MHA'
    >>> link_to("call", "988 then press 1")
    'tel:988'
    """
    if way == "web":
        return f"https://{text}"
    word, _, rest = text.partition(" to ")
    found = _NUMBER.search(rest or text)
    number = re.sub(r"[ \-]", "", found[0]) if found else ""
    if way == "call":
        return f"tel:{number}"
    return f"sms:{number}" + (f"?body={word}" if rest else "")


class Way(NamedTuple):
    """One way to reach help: call | text | web, what to dial, who answers, and whether it was read on their own page."""

    way: str
    text: str
    name: str
    confirmed: bool


def _call(session: Session, line: Way, *, first: bool = False) -> str:
    way, text, name, confirmed = line
    label = session.say(f"crisis.{way}", number=text, site=text)
    doubt = "" if confirmed else f' <span class="pw-small">({escape(session.say("crisis.not_confirmed"))})</span>'
    sign = {"call": "phone", "text": "chat", "web": "open"}[way]
    target = ' target="_blank" rel="noopener noreferrer"' if way == "web" else ""
    return (
        f'<a class="pw-call{" pw-main" if first else ""}" href="{escape(link_to(way, text), quote=True)}"{target}>'
        f'<span class="pw-glyph pw-sign-{sign}" '
        f'aria-hidden="true"></span><span><b>{escape(label)}</b>{escape(name)}{doubt}</span></a>'
    )


def _country(session: Session) -> None:
    names = {c["id"]: session.read(c["name"]) for c in session.content["crisis"]["countries"]}
    checked = session.say("crisis.checked", date=session.content["crisis"]["checked"])
    with st.container(horizontal=True, vertical_alignment="bottom", key="country_row"):
        st.selectbox(
            session.say("crisis.country"),
            list(names),
            index=list(names).index(session.country),
            format_func=names.__getitem__,
            key="country",
            width=260,
            on_change=lambda: session.set_top(country=st.session_state["country"]),
        )
        st.html(f'<p class="pw-soft pw-small">{escape(checked)}</p>')


def _told(session: Session) -> str:
    items = "".join(f"<li>{escape(session.read(t['text']))}</li>" for t in _holding(session))
    return f'<div class="pw-note pw-note-plain"><b>{escape(session.say("crisis.told"))}</b><ul>{items}</ul></div>'


def _holding(session: Session) -> list[Any]:
    """The emergencies that nobody has dealt with."""
    reviewed = session.position.reviewed
    return [t for t in session.position.triggers if t["level"] == "emergency" and t not in reviewed]


def _while_you_wait(session: Session, words: Any) -> None:
    items = "".join(f"<li>{escape(session.read(line))}</li>" for line in words["while_you_wait"])
    st.html(
        f'<h2 class="pw-h3">{escape(session.say("crisis.wait"))}</h2><ul class="pw-list">{items}</ul>'
        f"<p>{escape(session.read(words['other_emergency']))}</p>"
        f'<p class="pw-soft">{escape(session.read(words["cannot"]))}</p>'
    )


def _ways_back(session: Session, words: Any) -> None:
    open_ = st.session_state.get("emergency_open")

    def toggle(which: str) -> None:
        st.session_state["emergency_open"] = None if open_ == which else which

    with st.container(key="ways_back", gap="small"):
        st.button(session.read(words["way_back_mistake"]), key="way_mistake", type="tertiary", on_click=toggle, args=("change",))
        if open_ == "change":
            _change(session)
        st.button(
            session.read(words["way_back_clinician"]), key="way_clinician", type="tertiary", on_click=toggle, args=("review",)
        )
        if open_ == "review":
            _review(session)


def _change(session: Session) -> None:
    """The questions whose answers brought this up, each with its answer to change."""
    reads = {t["id"]: keys for t, _, _, keys in session.pathway.tables.triggers}
    wanted = {k.removeprefix("answers.") for t in _holding(session) for k in reads[t["id"]]}
    for question in session.content["questions"].values():
        keys = set(listed(question["sets"]))
        if keys & wanted and keys & set(session.answers):
            with st.container(key=f"card_change_{question['id']}"):
                st.html(f'<p class="pw-asked">{escape(session.read(question["ask"]))}</p>')
                ask(Asking(session, question, "crisis", lambda: _safe(session)))


def _safe(session: Session) -> None:
    """Once nothing holds any more, go on with the questions."""
    if session.position.urgency != "emergency":
        st.session_state.pop("emergency_open", None)
        session.go("walk")


def _review(session: Session) -> None:
    with st.container(key="card_review"):
        st.html(
            f'<h2 class="pw-h3">{escape(session.say("crisis.review_title"))}</h2>'
            f'<p class="pw-small">{escape(session.say("crisis.review_text"))}</p>'
        )
        by = st.text_input(session.say("crisis.by"), key="review_by", max_chars=120, autocomplete="off")
        note = st.text_area(session.say("crisis.note"), key="review_note", max_chars=2000)

        def record() -> None:
            given = st.session_state["review_by"].strip(), st.session_state["review_note"].strip()
            if all(given):
                record_review(session, *given)
            else:
                st.session_state["review_fault"] = True

        st.button(session.say("crisis.record"), key="review_record", type="primary", on_click=record)
        if st.session_state.pop("review_fault", False) and not (by and note):
            st.html(f'<p class="pw-fault" role="alert">{escape(session.say("crisis.need_both"))}</p>')


def record_review(session: Session, by: str, note: str) -> None:
    """Write into the case who has dealt with the emergencies that hold, when, what was done, and the answers seen."""
    of_ = {t["id"]: of for t, _, of, _ in session.pathway.tables.triggers}
    about = sorted({name for t in _holding(session) for name in of_[t["id"]]})
    entries = [thaw(r) for r in session.case.get("clinician_review") or () if r["of"] not in about]
    for name in about:
        seen = {"value": thaw(session.answers[name])} if name in session.answers else {}
        entries.append({"of": name, "by": by, "on": today(), "note": note, **seen})
    session.set_top(clinician_review=entries)
    _safe(session)


def same_day_panel(session: Session) -> None:
    """Draw what stands first on every view when help is due today."""
    words = session.content["crisis"]["page"]
    reviewed = session.position.reviewed
    told = "".join(f"<li>{escape(session.read(t['text']))}</li>" for t in session.position.triggers if t not in reviewed)
    notes = "".join(
        f"<li>{escape(session.say('crisis.reviewed', by=r['by'], on=r.get('on') or '', note=r.get('note') or ''))}</li>"
        for r in session.case.get("clinician_review") or ()
        if reviewed
    )
    with st.container(key="today"):
        st.html(
            f'<div class="pw-today" role="region" aria-label="{escape(session.say("crisis.today"), quote=True)}">'
            f"<h2>{escape(session.say('crisis.today'))}</h2>"
            f"<p>{escape(session.read(words['same_day']))}</p><ul>{told}{notes}</ul></div>"
        )
        with st.container(horizontal=True, key="today_calls", vertical_alignment="center"):
            line = next((x for x in country_of(session)["lines"] if x.get("call")), country_of(session)["emergency"])
            st.html(
                f'<a class="pw-callsmall" href="{link_to("call", line["call"])}">'
                f'<span class="pw-glyph pw-sign-phone" aria-hidden="true"></span>'
                f"{escape(session.say('crisis.call', number=line['call']))}</a>",
                width="content",
            )
            st.button(session.say("crisis.all_lines"), key="today_lines", type="tertiary", on_click=session.open_crisis)
