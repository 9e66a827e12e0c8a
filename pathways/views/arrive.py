"""Arriving on another page: its heading gets the focus and the page begins at its top; coming back finds the old place."""

from __future__ import annotations

import streamlit as st

from pathways.views.session import Session

__all__ = ["arrive", "point_only"]

_DETAILS = frozenset({"edit", "back", "back_params", "text"})  # what changes within a page
# Kept in the page's own memory: how far each page was scrolled and what was pressed there, for the way back from a detail.
_JS = """
const DEEPER = ["card", "evidence", "sources", "understand", "guidelines", "crisis"];
let at = null, told = null, left = {};

function note() {
  const main = document.querySelector(".stMain"), one = document.activeElement?.closest("[class*='st-key-']");
  if (at === null || !main) return;
  const pressed = document.activeElement?.closest("[data-go]"), key = one && [...one.classList].find((c) => c.startsWith("st-key-"));
  left[at] = [main.scrollTop, key ? `.${CSS.escape(key)} ${pressed ? `[data-go="${CSS.escape(pressed.dataset.go)}"]` : ":is(button, summary, a)"}` : null];
}
for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, note, true);
document.addEventListener("click", note, true);

// Something new on the same page, such as a treatment just added: its heading is shown and gets the focus.
function point(key, rounds = 0) {
  const target = document.querySelector(`.st-key-${CSS.escape(key)} :is(h1, h2, h3)`);
  if (!target) { if (rounds < 12) setTimeout(() => point(key, rounds + 1), 50); return; }
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  const { top, bottom } = target.getBoundingClientRect();
  const around = target.closest("[class*='st-key-card_']")?.getBoundingClientRect();
  const low = Math.min(window.innerHeight - 280, around ? around.bottom - 120 : Infinity);
  if (top < 60 || bottom > low) target.scrollIntoView({ block: "center" });
}

export default function ({ data }) {
  if (data.point && data.point !== told) { told = data.point; setTimeout(() => point(data.point.split(" ")[0]), 60); }
  if (data.at === null || data.at === at) return;
  const from = at, back = left[data.at];
  at = data.at;
  if (from === null) return;
  const main = document.querySelector(".stMain");
  const returning = back && DEEPER.includes(from.split(" ")[0]) && !DEEPER.includes(at.split(" ")[0]);
  if (main) main.scrollTop = returning ? back[0] : 0;
  let rounds = 0, last = document.activeElement;
  const settle = () => {
    const active = document.activeElement;
    if (at !== data.at || (active !== last && active !== document.body)) return; // the person has gone on, elsewhere or in a field
    const known = returning && back[1] && document.querySelector(back[1]);
    const target = known || document.querySelector(".stMain h1");
    if (target && (rounds > 1 || known)) {
      if (!known) target.tabIndex = -1;
      target.focus({ preventScroll: true });
      last = target;
      if (main) main.scrollTop = returning ? back[0] : 0;
      if (rounds > 3) return;
    }
    if (rounds++ < 8) setTimeout(settle, 40);
  };
  requestAnimationFrame(settle);
}
"""


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("arrive", html="<span></span>", js=_JS)


def arrive(session: Session, danger: bool) -> None:
    """Tell the browser which page is shown; draw it last, when the page itself has been sent."""
    params = {k: v for k, v in session.params.items() if k not in _DETAILS}
    if session.view == "walk" and not params.get("q"):
        params["q"] = next(iter(session.position.questions), "")
    page = "danger" if danger else " ".join([session.view, *(f"{k}={params[k]}" for k in sorted(params))])
    _component()(key="arrive", data={"at": page, "point": session.pointed}, width="content", height="content")


def point_only(session: Session, name: str) -> None:
    """Send the focus to what was pointed at, from a part of the page that runs alone."""
    if session.pointed:
        _component()(key=f"point_{name}", data={"at": None, "point": session.pointed}, width="content", height="content")
