"""The way back from the map: which place the reader chose on it.

The map is drawn by `st.iframe`, byte for byte the file that is downloaded, and `st.iframe` has no way back. The map
tells the page around it what is shown (the message `{groundshift: "view", place: key, …}`); a component without a face
of its own, chosen.js, hears that and sets its state, so that a click runs the part of the page that asked.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_KEY = "chosen"
_ear = st.components.v2.component(_KEY, js=Path(__file__).with_name("chosen.js").read_text(encoding="utf-8"))


def place() -> str | None:
    """The key of the place chosen on the map, None for none. Whatever calls this runs again when it changes."""
    told = _ear(key=_KEY, default={"place": None}, on_place_change=lambda: None, height=1).place
    return told if isinstance(told, str) else None
