"""The app: sets up the page, loads the pathway once, and chooses a view. `streamlit run app.py`, or `pathways`."""

import streamlit as st

from pathways.engine.position import load_pathway
from pathways.views import choose
from pathways.views.session import Session
from pathways.views.style import icon

st.set_page_config(page_title="Pathways", page_icon=icon(), layout="wide", initial_sidebar_state="collapsed")
session = Session(st.cache_resource(load_pathway, show_spinner=False)())
choose.show(session)
