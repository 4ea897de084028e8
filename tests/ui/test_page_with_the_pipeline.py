"""The page over the real pipeline and the bundled reports, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.resources import bundle


@pytest.fixture(scope="module")
def page() -> Iterator[AppTest]:
    st.cache_resource.clear()
    yield AppTest.from_file(str(bundle.page()), default_timeout=120).run()
    st.cache_resource.clear()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(bundle.page()), default_timeout=120)
    app.query_params.update(query)
    return app.run()


def column(app: AppTest, name: str) -> list[object]:
    return next(d.value[name].tolist() for d in app.dataframe if name in d.value)


def test_it_opens_on_claims_areas_and_reported_figures(page: AppTest) -> None:
    assert not page.exception
    assert not page.error
    assert len(page.dataframe) == 4
    assert [c for c in column(page, "figure") if "770" in str(c)]
    assert len(column(page, "title")) == len([p for p in bundle.seeds().glob("*.md") if p.stem != "README"])


def test_as_known_by_an_early_day_nothing_published_later_is_shown(page: AppTest) -> None:
    early = opened(known="10 Sep 2022")
    assert not early.exception
    days = [d for d in column(early, "published") if d is not None]
    assert max(days) <= date(2022, 9, 10) < max(column(page, "published"))


def test_a_report_of_another_week_stands_alone_in_its_own_dates(page: AppTest) -> None:
    page.text_area[0].set_value("2022-11-11 Kherson\n\nUkrainian troops liberated Kherson on Friday, officials said.")
    next(b for b in page.button if b.label == "Read").click().run()
    assert not page.exception
    assert not page.error
    page.radio[0].set_value("alone").run()
    assert not page.exception
    assert set(column(page, "place")) == {"Kherson"}
    assert len(column(page, "title")) == 1


def test_polygons_alone_are_measured_and_drawn_without_any_report() -> None:
    app = opened()
    files = []
    for day, east in (("2021-05-03", 37), ("2021-05-05", 38)):
        ring = [[36, 49], [east, 49], [east, 50], [36, 50], [36, 49]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        feature = {"type": "Feature", "properties": {"side": "Red"}, "geometry": shape}
        content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
        files.append((f"{day}.geojson", content, "application/geo+json"))
    app.file_uploader[0].set_value(files)
    next(b for b in app.button if b.label == "Read").click().run()
    assert not app.exception
    assert "as the polygons have it" in app.info[0].value
    # Two degrees are twice one of the same parallels: as much was gained as there had been.
    assert column(app, "side") == ["Red"]
    assert column(app, "change")[0] == pytest.approx(column(app, "held")[0] / 2, rel=1e-6)


def test_a_text_without_any_place_says_what_was_expected() -> None:
    app = opened()
    app.text_area[0].set_value("2022-11-11 Cooking\n\nStir the soup and serve it hot.")
    next(b for b in app.button if b.label == "Read").click().run()
    app.radio[0].set_value("alone").run()
    assert not app.exception
    assert "No claim about a place was found" in app.info[0].value
