"""What is worked out once and kept: every cache of the page, keyed by digests of what went in.

Streamlit hashes samples of large inputs, so values themselves are never the key (a leading underscore keeps an argument
out of it). All of them are frozen, which is why one instance may serve every session.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date

import streamlit as st

from geo import pipeline
from geo.model import Analysis, Report, Story
from geo.reading import Reading
from geo.resources import bundle
from geo.ui.view import View


def bundled() -> tuple[Report, ...]:
    """The reports that come with the program, read anew: they are few, and may be edited while the page is open."""
    return pipeline.read([bundle.seeds()]).reports


def digest(read: Reading) -> str:
    """The sha256 of everything that reports, ready claims and polygons hold, for all of them in order."""
    found = hashlib.sha256()
    rows = [asdict(r) for r in read.reports]
    found.update(json.dumps(rows, default=str, sort_keys=True).encode("utf-8", "surrogatepass"))
    found.update(repr(read.claims).encode("utf-8", "surrogatepass"))
    for ground in read.snapshots:
        shapes = {side: shape.wkb_hex for side, shape in sorted(ground.held.items())}
        told = (ground.source, ground.on, ground.licence, ground.redistributable, shapes)
        contested = ground.contested.wkb if ground.contested is not None else b""
        found.update(repr(told).encode("utf-8", "surrogatepass") + contested)
    return found.hexdigest()


def analysis(read: Reading) -> Analysis:
    """All that the pipeline reads from some reports, and the polygons beside them by their days."""
    return _analysis(digest(read), read)


def story(read: Reading, known_by: date | None) -> Story:
    """The story that some reports tell, as known by a day, or the ground that polygons show."""
    return _story(digest(read), known_by, analysis(read))


def document(read: Reading, known_by: date | None, view: View, shown: Story) -> str:
    """The HTML file of a narrowed story, the same for the page and for the download."""
    return _document(digest(read), known_by, view.digest, shown)


@st.cache_resource(max_entries=8, show_spinner=False)
def _analysis(key: str, _read: Reading) -> Analysis:  # noqa: ARG001  the key is what the cache reads
    snapshots, odd = pipeline.in_order(_read.snapshots)
    return pipeline.analyse(_read.reports, faults=odd, ready=_read.claims, snapshots=snapshots)


@st.cache_resource(max_entries=32, show_spinner=False)
def _story(key: str, known_by: date | None, _analysis: Analysis) -> Story:  # noqa: ARG001
    return pipeline.drawn(pipeline.tell(_analysis, known_by=known_by), pipeline.as_known(_analysis, known_by))


@st.cache_resource(max_entries=32, show_spinner=False)
def _document(key: str, known_by: date | None, view: str, _shown: Story) -> str:  # noqa: ARG001
    return pipeline.draw(_shown)
