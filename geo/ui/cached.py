"""What is worked out once and kept: every cache of the page, keyed by digests of what went in.

Streamlit hashes samples of large inputs, so values themselves are never the key (a leading underscore keeps an argument
out of it). All of them are frozen, which is why one instance may serve every session.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

import streamlit as st

from geo import pipeline
from geo.model import Analysis, Report, Story
from geo.resources import bundle
from geo.ui.view import View


def bundled() -> tuple[Report, ...]:
    """The reports that come with the program, read anew: they are few, and may be edited while the page is open."""
    return pipeline.read([bundle.seeds()]).reports


def digest(reports: Sequence[Report]) -> str:
    """The sha256 of everything a report holds, for all of them in order."""
    rows = [asdict(r) for r in reports]
    return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def analysis(reports: tuple[Report, ...]) -> Analysis:
    """All that the pipeline reads from some reports."""
    return _analysis(digest(reports), reports)


def story(reports: tuple[Report, ...], known_by: date | None) -> Story:
    """The story that some reports tell, as known by a day."""
    return _story(digest(reports), known_by, analysis(reports))


def document(reports: tuple[Report, ...], known_by: date | None, view: View, shown: Story) -> str:
    """The HTML file of a narrowed story, the same for the page and for the download."""
    return _document(digest(reports), known_by, view.digest, shown)


@st.cache_resource(max_entries=8, show_spinner=False)
def _analysis(key: str, _reports: tuple[Report, ...]) -> Analysis:  # noqa: ARG001  the key is what the cache reads
    return pipeline.analyse(_reports)


@st.cache_resource(max_entries=32, show_spinner=False)
def _story(key: str, known_by: date | None, _analysis: Analysis) -> Story:  # noqa: ARG001
    return pipeline.tell(_analysis, known_by=known_by)


@st.cache_resource(max_entries=32, show_spinner=False)
def _document(key: str, known_by: date | None, view: str, _shown: Story) -> str:  # noqa: ARG001
    return pipeline.draw(_shown)
