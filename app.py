"""The app: sets up the page, loads the pathway once, and chooses a view. `streamlit run app.py`, or `pathways`."""

import gc

import streamlit as st

from pathways.engine.position import Pathway, load_pathway
from pathways.views import choose
from pathways.views.session import Session
from pathways.views.style import icon


@st.cache_resource(show_spinner=False)
def pathway() -> Pathway:
    """Return the pathway everybody shares. It never changes, so the collector need not look through it again after each click."""
    gc.disable()
    try:
        return load_pathway()
    finally:
        gc.freeze()
        gc.enable()


st.set_page_config(page_title="Pathways", page_icon=icon(), layout="wide", initial_sidebar_state="collapsed")
choose.show(Session(pathway()))
