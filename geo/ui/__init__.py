"""The Streamlit page. `page` draws it; app.py is only a frame around it."""

from pathlib import Path

from geo.ui.page import page
from geo.ui.words import text

TITLE = text("name")
ICON = Path(__file__).with_name("icon.svg")  # a named icon would be fetched from another host

__all__ = ["ICON", "TITLE", "page"]
