"""What runs at every click: sets up the page, takes the pathway that everybody shares, and chooses a view."""

import streamlit as st

from pathways.content.problems import ContentError
from pathways.views import broken, choose
from pathways.views.ready import pathway
from pathways.views.session import Session
from pathways.views.style import icon

st.set_page_config(page_title="Pathways", page_icon=icon(), layout="wide", initial_sidebar_state="collapsed")
try:
    shared = pathway()
except ContentError as fault:
    broken.show(fault)
else:
    choose.show(Session(shared))
