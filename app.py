"""The Streamlit script, a frame around `geo.ui`: `streamlit run app.py` or `groundshift app`."""

import streamlit as st

from geo import ui

st.set_page_config(page_title=ui.TITLE, page_icon=ui.ICON, layout="wide", initial_sidebar_state="auto")
st.navigation([st.Page(ui.page, title=ui.TITLE, default=True)], position="hidden").run()
