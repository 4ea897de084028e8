"""The page from top to bottom: the panel of choices, the map, the ground, the claims, the reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from geo import pipeline
from geo.errors import GroundshiftError
from geo.model import CountClaim, Story
from geo.ui import cached, choices, chosen, tables
from geo.ui.view import View, eve, narrow, of_place
from geo.ui.words import day, markdown, sentence, text

_HERE = Path(__file__).parent
_THREE_LINES, _FOUR_LINES = 72, 88  # pixels of a row; above 4 rem Streamlit wraps the text of a cell
_ALL_AT_ONCE = 8  # rows; a longer table scrolls in itself


def page() -> None:
    """Draw the page, or say in one sentence what keeps it from being drawn."""
    try:
        _page()
    except GroundshiftError as error:
        st.error(markdown(str(error)))


def _page() -> None:
    st.html(_HERE / "page.css")
    st.logo(_HERE / "logo.svg", size="large")
    with st.sidebar:
        filters, sources, downloads = st.container(), st.container(), st.container()
    with sources:
        read = choices.sources()
    with filters:
        known_by = choices.known_by(read.reports)
    with st.spinner(text("reading")):
        story = cached.story(read, known_by)
    with filters:
        view = choices.view(story)
    shown = narrow(story, view)
    with st.spinner(text("drawing")):
        document = cached.document(read, known_by, view, shown)
    with downloads:
        choices.downloads(shown, cached.analysis(read), document)

    _heading(story)
    for fault in cached.analysis(read).faults:
        st.error(sentence(fault))
    if not story.claims:
        st.info(text("only_drawn") if story.snapshots else text("nothing"))
    elif not shown.claims:
        st.info(text("hidden_all"))
    with st.container(key="map"):
        st.iframe(document, height=720, alt=text("map_alt", title=story.title))
    _ground(story, shown, view, pipeline.as_known(cached.analysis(read), known_by).counts)
    _claims(story, shown)
    _reports(shown)
    st.caption(text("credit"))


def _heading(story: Story) -> None:
    dated = sorted(r.published for r in story.reports if r.published)
    counts = {"reports": len(story.reports), "claims": len(story.claims)}
    with st.container(key="heading"):
        st.title(text("heading"), anchor=False)
        if story.snapshots and not story.reports:
            st.caption(text("summary_drawn", days=len(story.dates)))
        elif not dated:
            st.caption(text("summary_undated", **counts))
        elif len(story.reports) == 1:
            st.caption(text("one_summary", first=day(dated[0]), **counts))
        else:
            st.caption(text("summary", first=day(dated[0]), last=day(dated[-1]), **counts))


def _ground(story: Story, shown: Story, view: View, counts: Sequence[CountClaim]) -> None:
    st.subheader(text("ground"), anchor=False)
    totals = next((t for t in shown.totals if t.on == shown.on), None)
    if totals is None:
        st.caption(text("held_none"))
    else:
        before = eve(shown)
        st.markdown(f"**{text('held_on', on=day(totals.on), since=day(before.on))}**")
        _table(tables.held(story, totals, before, view.unit), tables.held_columns(view.unit), width="content")
    if story.reconciliations or counts:
        st.markdown(f"**{text('reported')}**")
        _table(tables.reported(story, view.unit, counts), tables.reported_columns(view.unit), row_height=_THREE_LINES)
    else:
        st.caption(text("reported_none"))
    if story.territory:
        st.caption(text("method", method=markdown(story.territory.method)))


@st.fragment
def _claims(story: Story, shown: Story) -> None:
    st.subheader(text("claims"), anchor=False)
    shown, name = of_place(shown, chosen.place())
    counts = {"shown": len(shown.claims), "all": len(story.claims)}
    st.caption(text("claims_of", place=markdown(name), **counts) if name else text("claims_shown", **counts))
    _table(tables.claims(shown), tables.claim_columns(), row_height=_FOUR_LINES)


def _reports(shown: Story) -> None:
    st.subheader(text("sources"), anchor=False)
    _table(tables.reports(shown), tables.report_columns())


def _table(frame: pd.DataFrame, columns: tables.Columns, **layout: Any) -> None:
    height: Any = "content" if len(frame) <= _ALL_AT_ONCE else 600
    st.dataframe(frame, hide_index=True, placeholder="", column_config=columns, height=height, **layout)
