"""The pathway that everybody shares, and all that the first screens need, got ready once per process."""

from __future__ import annotations

import gc
import importlib
import inspect
import threading
import time
from functools import cache

from pathways.engine.case import empty_case
from pathways.engine.position import Pathway, find_position, load_pathway
from pathways.map.component import get_parts
from pathways.map.marks import marks_of
from pathways.map.payload import controller_payload
from pathways.views import style

__all__ = ["pathway", "prepare", "prepare_more"]

_FIRST = ("start", "walk", "position")  # the views most people open first
_THEN = ("card", "compare", "history", "save_open", "matters", "guidelines", "understand", "search")
_QUIET = 4.0  # seconds until the first page has been drawn for sure: the rest (pandas among it) must not slow it
_lock = threading.Lock()


def pathway() -> Pathway:
    """Return the pathway everybody shares; the first to ask waits until it is loaded. Raises ContentError."""
    with _lock:
        return _loaded()


def prepare() -> None:
    """Load what the first person would else wait for."""
    known = pathway()
    for name in _FIRST:
        importlib.import_module(f"pathways.views.{name}")
    style.sheet()
    get_parts(known)
    inspect.stack()  # Streamlit does it at its first element, which reads through all modules; Python keeps what it found
    controller_payload(known, marks_of(known, find_position(known, empty_case())))


def prepare_more() -> None:
    """Load the other views, some time after the first ones."""
    time.sleep(_QUIET)
    for name in _THEN:
        importlib.import_module(f"pathways.views.{name}")


@cache
def _loaded() -> Pathway:
    gc.disable()
    try:
        return load_pathway()
    finally:
        gc.freeze()  # it never changes, so the collector need not look through it again after each click
        gc.enable()
