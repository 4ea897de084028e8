"""How long a map takes to write and how large it is; and, in a browser, to show and to step."""

from __future__ import annotations

import math
import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import folium
import numpy as np
import pytest
import shapely
from folium.plugins import TimeSliderChoropleth

from geo.maps import render
from geo.maps.ground import ground
from geo.maps.sides import Sides
from geo.model import (
    Basis,
    Cell,
    CellState,
    Claim,
    Event,
    Level,
    Place,
    Resolution,
    Role,
    Side,
    Stance,
    Status,
    Story,
    Territory,
    Theatre,
    Toponym,
    When,
)

START = date(2030, 1, 1)
SIDES = (Side(id="a", name="North", colour="#0072B2"), Side(id="b", name="South", colour="#D55E00"))
THEATRE = Theatre(id="bench", name="Bench", sides=SIDES)


def places(n: int) -> list[Place]:
    """`n` places on a shaken grid of 18 by 8 degrees."""
    random = np.random.default_rng(1)
    wide = math.ceil(math.sqrt(n * 18 / 8))
    side = 18 / wide
    at = [(22 + (i % wide + random.random()) * side, 44.5 + (i // wide + random.random()) * side) for i in range(n)]
    return [
        Place(key=f"gn:{i}", name=f"Place {i}", lat=lat, lon=lon, level=Level.SETTLEMENT, population=int(1e5 / (i + 1)))
        for i, (lon, lat) in enumerate(at)
    ]


def claims(of: list[Place], days: int) -> tuple[Claim, ...]:
    found = []
    for i, place in enumerate(of):
        on = START + timedelta(days=i * 7 % days)
        toponym = Toponym(
            start=0, end=1, name=place.name, level=Level.SETTLEMENT, role=Role.LOCATION, resolution=Resolution.RESOLVED,
            place=place,
        )  # fmt: skip
        found.append(
            Claim(
                id=f"c{i}", report="r", place=place.name, toponym=toponym, event=Event.LIBERATED, denied_event=None,
                actor="North", opponent="South", claimant=None, claimant_side=None, stance=Stance.REPORTS,
                background=False, when=When(best=on, earliest=on, latest=on, edtf=None), said=on, published=on,
                quote=f"They retook {place.name} before dark, {i % 97} of them.", start=0, end=1, confidence=1.0,
            )
        )  # fmt: skip
    return tuple(found)


def territory(of: list[Place], days: int, histories: int = 400) -> Territory:
    """A front that moves east: cells by longitude in `histories` strips, each changing hands once, on its own day."""
    region = shapely.box(22, 44.5, 40, 52.5)
    points = shapely.MultiPoint([(p.lon, p.lat) for p in of])
    shapes = shapely.voronoi_polygons(points, extend_to=region, ordered=True).geoms
    cells = tuple(
        Cell(place=p, region="R", geometry=g, area_km2=1.0)
        for p, g in zip(of, shapely.intersection(np.array(shapes), region), strict=True)
    )
    known = {}
    for p in of:
        strip = int((p.lon - 22) / 18 * histories)
        change = START + timedelta(days=strip * (days - 1) // histories + 1)
        known[p.key] = (
            CellState(since=START, controller="b", status=Status.HELD, basis=Basis.INFERRED),
            CellState(since=change, controller="a", status=Status.HELD, basis=Basis.CONFIRMED),
        )
    return Territory(cells=cells, histories=known, regions=("R",), method="")


def story(of: tuple[Claim, ...], ground: Territory | None = None, days: int = 1) -> Story:
    return Story(
        title="Bench", theatre=THEATRE, reports=(), claims=of, states={}, territory=ground, totals=(), estimates=(),
        reconciliations=(), dates=tuple(START + timedelta(days=i) for i in range(days)), labels=(), on=None,
        known_by=None,
    )  # fmt: skip


def kilobytes(page: str) -> int:
    return len(page.encode()) // 1000


def test_write_8_places_over_25_days(benchmark) -> None:
    page = benchmark(render, story(claims(places(8), 25), territory(places(120), 25), 25))
    benchmark.extra_info["kB"] = kilobytes(page)


def test_write_an_empty_story(benchmark) -> None:
    benchmark.extra_info |= {"target": "≤ 250 kB", "kB": kilobytes(benchmark(render, story(())))}


def test_write_33000_places(benchmark) -> None:
    page = benchmark.pedantic(render, (story(claims(places(33_000), 60), days=60),), rounds=3)
    benchmark.extra_info |= {"kB": kilobytes(page), "target": "≤ 0.3 s, ≤ 1200 kB", "baseline": plain_markers()}


def plain_markers() -> str:
    """A tenth of the same places the usual way; the page it gives is no use without a network."""
    began = time.perf_counter()
    chart = folium.Map(location=[48, 31], zoom_start=6, tiles=None)
    for place in places(3_300):
        folium.Marker([place.lat, place.lon], tooltip=place.name).add_to(chart)
    page = chart.get_root().render()
    return f"3,300 folium markers {time.perf_counter() - began:.1f} s, {kilobytes(page)} kB"


def test_group_33000_cells_over_1000_days(benchmark) -> None:
    of = territory(places(33_000), 1000)
    found = benchmark.pedantic(ground, (of, None, START, Sides(THEATRE, [])), rounds=3)
    benchmark.extra_info["groups"] = len(found["km2"])


def test_write_33000_cells_over_1000_days(benchmark) -> None:
    told = story(claims(places(60), 1000), territory(places(33_000), 1000), 1000)
    page = benchmark.pedantic(render, (told,), rounds=3)
    benchmark.extra_info |= {"kB": kilobytes(page), "target": "≤ 1.0 s, ≤ 600 kB", "baseline": plain_slider()}


def plain_slider() -> str:
    """A tenth of the cells over 60 days with folium's own plugin."""
    of = territory(places(3_300), 60)
    began = time.perf_counter()
    features = [
        {"type": "Feature", "id": str(i), "properties": {}, "geometry": shapely.geometry.mapping(cell.geometry)}
        for i, cell in enumerate(of.cells)
    ]
    stamps = [str(int(time.mktime((START + timedelta(days=d)).timetuple()))) for d in range(60)]
    styles = {str(i): {stamp: {"color": "#0072B2", "opacity": 0.5} for stamp in stamps} for i in range(len(of.cells))}
    chart = folium.Map(location=[48, 31], zoom_start=6, tiles=None)
    TimeSliderChoropleth({"type": "FeatureCollection", "features": features}, styledict=styles).add_to(chart)
    page = chart.get_root().render()
    return f"3,300 cells over 60 days by TimeSliderChoropleth {time.perf_counter() - began:.1f} s, {kilobytes(page)} kB"


STEP = """() => { const from = performance.now(); for (let i = 0; i < 10; i++)
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft', bubbles: true}));
    document.querySelector('.leaflet-ground-pane canvas').getContext('2d').getImageData(0, 0, 1, 1);
    return (performance.now() - from) / 10; }"""


def browser() -> str:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine")
    return path


@pytest.mark.browser
@pytest.mark.parametrize(
    ("what", "target"),
    [
        ("33,000 places", "first paint ≤ 1500 ms"),
        ("33,000 cells", "a step ≤ 60 ms"),
        ("nothing", "first paint ≤ 1500 ms"),
    ],
)
def test_show_in_a_browser(benchmark, tmp_path: Path, what: str, target: str) -> None:
    """One step in time, painted, by the browser's own clock, so that the driver's overhead is left out."""
    path = browser()
    from playwright.sync_api import sync_playwright

    file = tmp_path / "map.html"
    told = {
        "33,000 places": lambda: story(claims(places(33_000), 60), days=60),
        "33,000 cells": lambda: story(claims(places(60), 1000), territory(places(33_000), 1000), 1000),
        "nothing": lambda: story(()),
    }[what]()
    file.write_text(render(told), encoding="utf-8")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        whole = page.evaluate("performance.now()")  # the first paint of a large story is its title alone
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        page.evaluate(STEP)
        step = page.evaluate(STEP)
        benchmark.pedantic(page.evaluate, (STEP,), rounds=2)
        chromium.close()
    benchmark.extra_info |= {
        "first paint ms": round(painted), "whole map ms": round(whole),
        "ms a step": round(step, 1), "requests": len(requests) - 1, "target": target,
    }  # fmt: skip
