"""The whole page without a browser, over a story made by hand in the pipeline's place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import page_story
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo import pipeline
from geo.model import Analysis, Story
from geo.resources import bundle

Open = Callable[..., AppTest]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Open]:
    """Open the page over two bundled reports; what is added to them joins the reports of the story."""
    for day, name in (("2031-05-03", "r1"), ("2031-05-05", "r2")):
        (tmp_path / f"{name}.txt").write_text(f"{day} Title of {name}\n\nText.", encoding="utf-8")
    monkeypatch.setattr(bundle, "seeds", lambda: tmp_path)
    nothing = Analysis(reports=(), theatre=page_story.THEATRE, toponyms={}, claims=(), areas=())
    monkeypatch.setattr(pipeline, "analyse", lambda reports, **_: replace(nothing, reports=tuple(reports)))
    monkeypatch.setattr(pipeline, "tell", lambda analysis, **_: page_story.story(reports=analysis.reports))
    monkeypatch.setattr(pipeline, "draw", lambda story, **_: f"<!doctype html><title>{len(story.claims)} drawn</title>")

    def opened(**query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(bundle.page()), default_timeout=30)
        app.query_params.update(query)
        return app.run()

    st.cache_resource.clear()
    yield opened
    st.cache_resource.clear()


def table(app: AppTest, column: str) -> list[object]:
    """The cells under a column of whichever table has it."""
    return next(d.value[column].tolist() for d in app.dataframe if column in d.value)


def drawn(app: AppTest) -> str:
    return str(app.main.get("iframe")[0].proto.srcdoc)


def paste(app: AppTest, content: str) -> AppTest:
    app.text_area[0].set_value(content)
    return next(b for b in app.button if b.label == "Read").click().run()


def test_the_page_opens_on_the_bundled_reports_with_all_their_claims(page: Open) -> None:
    app = page()
    assert not app.exception
    assert app.title[0].value == "Who holds which ground"
    assert table(app, "stance") == ["reports", "concedes", "reports", "reports"]
    assert app.caption[0].value.startswith("2 reports, 3 May 2031 to 5 May 2031 · claims: 4")
    assert "4 drawn" in drawn(app)


def test_the_url_holds_the_choice_and_both_table_and_map_follow_it(page: Open) -> None:
    app = page(sides=["Northland"], to="3 May 2031")
    assert not app.exception
    assert table(app, "stance") == ["reports"]
    assert table(app, "place") == ["Alder"]
    assert "1 drawn" in drawn(app)


def test_a_url_that_makes_no_sense_opens_the_whole_page(page: Open) -> None:
    app = page(sides=["<script>"], to="32 May", events=["none"], unit="furlong", known="never")
    assert not app.exception
    assert "4 drawn" in drawn(app)


def test_the_unit_is_a_choice(page: Open) -> None:
    app = page(unit="sq mi")
    assert [round(float(v), 3) for v in table(app, "held")] == [300.0, 200.0, 15.444]


def test_a_choice_that_fits_no_claim_says_so_and_still_draws_the_ground(page: Open) -> None:
    app = page(sides=["Southland"], events=["Shelled"])
    assert not app.exception
    assert "No claim fits" in app.info[0].value
    assert "0 drawn" in drawn(app)


def test_a_pasted_report_joins_the_bundled_ones_or_stands_alone(page: Open) -> None:
    app = paste(page(), "2031-05-09 A new one\n\nText of it.")
    assert not app.exception
    assert table(app, "title") == ["Title of r1", "Title of r2", "A new one"]
    app.radio[0].set_value("alone").run()
    assert table(app, "title") == ["A new one"]
    next(b for b in app.button if b.label == "Remove what was added").click().run()
    assert table(app, "title") == ["Title of r1", "Title of r2"]


def test_a_bad_paste_gives_one_sentence_and_loses_nothing(page: Open) -> None:
    app = paste(page(), "2031-05-09 A new one\n\nText of it.")
    app = paste(app, "---\npublished: 2031-13-40\n---\nBody.")
    assert not app.exception
    assert len(app.error) == 1
    assert "2031-13-40" in app.error[0].value
    assert app.text_area[0].value == "---\npublished: 2031-13-40\n---\nBody."
    assert table(app, "title") == ["Title of r1", "Title of r2", "A new one"]


def test_reading_nothing_says_what_was_expected(page: Open) -> None:
    app = paste(page(), "  \n")
    assert "Expected a file or a pasted text" in app.error[0].value


def test_what_a_report_says_is_never_read_as_markup(page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "![x](http://a.example/x.png) <b>$y$</b>"
    side = replace(page_story.NORTH, name=hostile)

    def tell(analysis: Analysis, **_: object) -> Story:
        theatre = replace(page_story.THEATRE, sides=(side, page_story.SOUTH))
        return page_story.story(reports=analysis.reports, title=hostile, theatre=theatre)

    monkeypatch.setattr(pipeline, "tell", tell)
    app = page()
    assert not app.exception
    options = [o.content for group in app.button_group for o in group.proto.options]
    assert not any(set("![]<>$") & set(o) for o in options)
