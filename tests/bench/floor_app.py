"""The floor: an app of only three widgets with the same settings; nothing built on Streamlit can be faster."""

import streamlit as st

st.set_page_config(page_title="Floor", layout="wide")
st.session_state.setdefault("n", 0)


def more() -> None:
    """Count one click."""
    st.session_state.n += 1


st.html(f"<h1>Clicks {st.session_state.n}</h1>")
st.radio("One of these", ["a", "b", "c"])
st.text_input("Some words")
st.button("More", on_click=more)
