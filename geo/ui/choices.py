"""The panel: which reports, which claims of them, which files to take away. Choices of claims live in the URL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from geo.model import Analysis, Fault, Report, Story
from geo.reading import Reading
from geo.ui import added, cached, files
from geo.ui.view import View, events_of, sides_of
from geo.ui.words import Unit, day, markdown, sentence, shared, text

_ADDED = "added"
_OUTCOME = "outcome_of_adding"


def sources() -> Reading:
    """What to show: the bundled reports, what the reader added, or both."""
    st.subheader(text("reports"), anchor=False)
    own: Reading = st.session_state.get(_ADDED, added.NOTHING)
    count = len(own.reports) + len(own.claims) + len(own.snapshots)
    alone = False
    if count:
        scopes = (text("scope_with"), text("scope_alone"))
        # Where reports change ground theirs is shown, so that polygons added by themselves stand alone at first.
        first = 1 if own.snapshots and not own.reports else 0
        scope = st.radio(text("added", count=count), scopes, index=first, key="scope")
        alone = scope == text("scope_alone")
        st.button(text("removed"), on_click=_remove, type="tertiary", icon=":material/close:")
    with st.expander(text("add"), icon=":material/add:"):
        _add_form(count)
    outcome: Reading = st.session_state.get(_OUTCOME, added.NOTHING)
    for fault in outcome.faults:
        st.error(sentence(fault))
    for warning in outcome.warnings:
        st.warning(sentence(warning))
    return own if alone else replace(own, reports=added.joined(cached.bundled(), own.reports))


def _add_form(number: int) -> None:
    """The form for one more report; a new number empties it, so what failed stays to be mended."""
    with st.form(f"add{number}", border=False):
        st.file_uploader(
            text("files"),
            accept_multiple_files=True,
            type=["txt", "md", "html", "htm", "jsonl", "csv", "geojson", "gpkg", "kml", "kmz", "zip"],
            key=f"files{number}",
            help=text("files_help"),
        )
        st.text_area(text("paste"), placeholder=text("paste_hint"), height=140, key=f"paste{number}")
        st.date_input(text("published"), value=None, min_value=date(1900, 1, 1), key=f"published{number}")
        st.form_submit_button(text("read"), on_click=_add, args=(number,), type="primary")


def _add(number: int) -> None:
    """Read what the form holds; good reports are kept beside those already added, bad ones are named."""
    uploads = [(f.name, f.getvalue()) for f in st.session_state[f"files{number}"] or ()]
    pasted = st.session_state[f"paste{number}"]
    if not uploads and not pasted.strip():
        outcome = Reading(reports=(), faults=(Fault(source=text("add"), message=text("empty")),))
    else:
        outcome = added.read(uploads, pasted, st.session_state[f"published{number}"])
    st.session_state[_ADDED] = added.together(st.session_state.get(_ADDED, added.NOTHING), outcome)
    st.session_state[_OUTCOME] = outcome


def _remove() -> None:
    st.session_state[_ADDED] = added.NOTHING
    st.session_state[_OUTCOME] = added.NOTHING


def known_by(of: Sequence[Report]) -> date | None:
    """The day as known by which the map is drawn; None for everything read."""
    st.subheader(text("show"), anchor=False)
    days = sorted({r.published for r in of if r.published}, reverse=True)
    return _day(text("known_by"), days, text("known_now"), key="known", tip=text("known_by_help"))


def view(story: Story) -> View:
    """The reader's choice of claims, bound to the URL."""
    left, right = st.columns(2)
    with left:
        since = _day(text("from"), story.dates, text("start"), key="from")
    with right:
        later = [d for d in reversed(story.dates) if since is None or d >= since]
        until = _day(text("to"), later, text("end"), key="to")
    sides = st.pills(
        text("sides"),
        sides_of(story),
        selection_mode="multi",
        format_func=markdown,
        help=text("sides_help"),
        key="sides",
        bind="query-params",
    )
    events = st.pills(
        text("events"),
        events_of(story),
        selection_mode="multi",
        format_func=lambda e: shared(f"event_alone.{e}"),
        help=text("events_help"),
        key="events",
        bind="query-params",
    )
    unit = st.segmented_control(
        text("unit"), list(Unit), default=Unit.KM2, required=True, key="unit", bind="query-params"
    )
    return View(since=since, until=until, sides=frozenset(sides), events=frozenset(events), unit=unit)


def _day(label: str, days: Sequence[date], unbound: str, *, key: str, tip: str | None = None) -> date | None:
    """A choice of one of some days, or of none under the words `unbound`."""
    words = {day(d): d for d in days}
    return words.get(st.selectbox(label, [unbound, *words], key=key, help=tip, bind="query-params"))


def downloads(shown: Story, analysis: Analysis, document: str) -> None:
    """The files to take away, each of what is shown."""
    st.subheader(text("take"), anchor=False, help=text("take_help"))
    for label, name, mime, content in (
        (text("take_map"), "map.html", "text/html", document),
        (text("take_csv"), "claims.csv", "text/csv", partial(files.claims_csv, shown)),
        (text("take_geojson"), "map.geojson", "application/geo+json", partial(files.claims_and_ground, shown)),
        (text("take_gpkg"), "map.gpkg", "application/geopackage+sqlite3", partial(files.geopackage, shown, analysis)),
        (text("take_kml"), "map.kml", "application/vnd.google-earth.kml+xml", partial(files.kml, shown, analysis)),
    ):
        st.download_button(
            label, content, f"groundshift-{name}", mime, on_click="ignore", width="stretch", icon=":material/download:"
        )
