"""The case kept on this device, if the person asks for it: in the browser's own memory, never on the server; one button wipes it."""

from __future__ import annotations

from html import escape

import streamlit as st

from pathways.engine.case import parse_case
from pathways.engine.problems import CaseError
from pathways.views.case_files import case_file, open_case
from pathways.views.session import Session

__all__ = ["choice", "found", "remember"]

# Looks once a page; a browser that keeps nothing (a private window, a rule of the house) says so.
_JS = """
const KEY = "pathways-case";
let looked = false;
export default function ({ data, setTriggerValue }) {
  try {
    if (data.do === "keep") localStorage.setItem(KEY, data.case);
    else if (data.do === "wipe") localStorage.removeItem(KEY);
    else if (!looked) {
      looked = true;
      const kept = localStorage.getItem(KEY);
      if (kept) setTriggerValue("found", kept);
    }
  } catch (fault) {
    if (data.do === "keep") setTriggerValue("failed", true);
  }
}
"""


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("device", html="<span></span>", js=_JS)


def remember(session: Session) -> None:
    """Keep the case as it stands, wipe it, or look whether one is kept; most runs have nothing to do."""
    wanted = st.session_state.get("device")
    if wanted == "keep" and not session.example:
        full = session.answers or session.trials
        _tell(
            session,
            "keep" if full else "wipe",
            case_file(session.pathway, session.case, session.position, "json") if full else "",
        )
    elif wanted == "wipe":
        _tell(session, "wipe")
    elif wanted is None and session.view == "start":
        _tell(session, "look")


def _tell(session: Session, do: str, case: str = "") -> None:
    def told() -> None:
        said = st.session_state.get("device_memory") or {}
        if said.get("failed"):
            st.session_state.update(device="off", device_failed=True)
        if isinstance(said.get("found"), str):
            st.session_state["device_found"] = said["found"]

    _component()(
        key="device_memory",
        data={"do": do, "case": case},
        on_found_change=told,
        on_failed_change=told,
        width="content",
        height="content",
    )


def found(session: Session) -> None:
    """Draw what was found on this device, on the first page: go on with it, or wipe it."""
    text, say = st.session_state.get("device_found"), session.say
    if not text or session.answers or session.trials:
        return
    with st.container(key="device_found_box", horizontal=True, vertical_alignment="center"):
        try:
            case = parse_case(text, session.content, say("device.name"))
        except CaseError as fault:
            case = None
            st.html(f'<p role="alert">{escape(say("device.broken"))} {escape(str(fault))}</p>')
        else:
            asked = case.get("asked_on")
            st.html(f"<p>{escape(say('device.found_on', date=asked) if asked else say('device.found'))}</p>")
            st.button(say("device.go_on"), key="device_go_on", type="primary", on_click=_go_on, args=(session, case))
        st.button(say("device.wipe"), key="device_wipe", on_click=_wipe)


def choice(session: Session) -> None:
    """Draw the choice to keep the case on this device."""
    say = session.say
    on = st.session_state.get("device") == "keep"
    st.html(f'<h3 class="pw-h3">{escape(say("device.title"))}</h3>')
    st.session_state["device_choice"] = on
    st.checkbox(say("device.keep"), key="device_choice", on_change=_chosen)
    told = say("device.failed") if st.session_state.get("device_failed") else say("device.on" if on else "device.off")
    st.html(f'<p class="pw-soft pw-small" role="status">{escape(told)}</p>')
    if on:
        st.button(say("device.wipe"), key="device_wipe_now", on_click=_wipe)


def _chosen() -> None:
    st.session_state.update(device="keep" if st.session_state["device_choice"] else "wipe", device_failed=False)


def _go_on(session: Session, case: object) -> None:
    st.session_state.pop("device_found", None)
    open_case(session, case)
    st.session_state["device"] = "keep"


def _wipe() -> None:
    st.session_state.pop("device_found", None)
    st.session_state["device"] = "wipe"
