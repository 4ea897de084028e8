"""What is kept is what was asked for: every field of every report is in the key."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

import page_story
import pytest
import streamlit as st

from geo import pipeline
from geo.model import Report
from geo.reading import Reading
from geo.ui import cached
from geo.ui.view import View, narrow

FULL = Report(
    id="a",
    text="Text.",
    title="Title",
    published=date(2031, 5, 3),
    outlet="Outlet",
    url="https://example.org/",
    language="en",
)


def of(*reports: Report) -> Reading:
    return Reading(reports=reports)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.mark.parametrize("field", [f.name for f in fields(Report)])
def test_a_change_in_any_field_of_a_report_is_another_key(field: str) -> None:
    changed = replace(FULL, **{field: date(2031, 5, 4) if field == "published" else "other"})
    assert cached.digest(of(changed)) != cached.digest(of(FULL))


def test_the_order_of_reports_is_part_of_the_key_and_equal_reports_share_it() -> None:
    other = replace(FULL, id="b")
    assert cached.digest(of(FULL, other)) != cached.digest(of(other, FULL))
    assert cached.digest(of(FULL)) == cached.digest(of(replace(FULL)))


def test_the_last_word_of_a_long_report_is_in_the_key() -> None:
    long = "word " * 1_000_000
    assert cached.digest(of(replace(FULL, text=long + "a"))) != cached.digest(of(replace(FULL, text=long + "b")))


def test_a_map_is_drawn_once_for_a_choice_and_again_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(pipeline, "draw", lambda story, **_: drawn.append(len(story.claims)) or f"map {len(drawn)}")
    story, narrower = page_story.story(), View(sides=frozenset({"Northland"}))
    documents = [cached.document(of(FULL), None, v, narrow(story, v)) for v in (View(), View(), narrower, View())]
    assert documents == ["map 1", "map 1", "map 2", "map 1"]
    assert drawn == [4, 2]
