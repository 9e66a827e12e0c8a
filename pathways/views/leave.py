"""The way out: hides the page at once, forgets the tab on the server, then leaves it without a trace in the history."""

from __future__ import annotations

import streamlit as st

from pathways.views.session import Session

__all__ = ["button"]

_CSS = """
:host, div { font: inherit; }
button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; width: 100%; min-height: 44px;
  padding: 0 16px; cursor: pointer;
  white-space: nowrap; font: 400 .94rem/1.2 var(--sans); color: var(--ink); background: var(--surface);
  border: 1px solid var(--edge); border-radius: 999px; }
button:hover { border-color: var(--primary); color: var(--primary); }
button:focus-visible { outline: 3px solid var(--primary); outline-offset: 2px; }
svg { width: 16px; height: 16px; flex: none; }
"""
_SIGN = (
    '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"'
    ' stroke-linejoin="round" aria-hidden="true">'
    '<path d="M9.5 2.500h-6v11h6M7 8h6.500M11 5.300L13.7 8 11 10.7"/></svg>'
)
# The page is emptied before anything else; the socket gets a moment to carry the trigger, then the place is replaced.
_JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  parentElement.querySelector("span").textContent = data.label;
  button.onclick = () => {
    setTriggerValue("left", true);
    document.title = "New tab";
    const cover = document.createElement("div");
    cover.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#fff";
    document.body.replaceChildren(cover);
    try { sessionStorage.clear(); localStorage.clear(); } catch (e) { /* nothing was kept */ }
    setTimeout(() => window.location.replace("about:blank"), 120);
  };
}
"""


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("leave_now", html=f'<button type="button">{_SIGN}<span></span></button>', css=_CSS, js=_JS)


def button(session: Session) -> None:
    """Draw the button."""
    _component()(
        key="leave", data={"label": session.say("shell.leave")}, on_left_change=session.forget, width="content", height="content"
    )
