"""The app, for `streamlit run app.py`: the script of pathways/screen.py, and the pathway loaded while the first browser still connects."""

import streamlit as st

from pathways.start import get_ready, screen

app = st.App(screen(), lifespan=get_ready)
