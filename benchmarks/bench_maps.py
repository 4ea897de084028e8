"""How long a map takes to write and how large it is; and, in a browser, to show and to step."""

from __future__ import annotations

import math
import shutil
from datetime import date, timedelta
from pathlib import Path

import folium
import numpy as np
import pytest
import shapely

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
                quote="It was retaken.", start=0, end=1, confidence=1.0,
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


def test_write_8_places_over_25_days(benchmark) -> None:
    told = story(claims(places(8), 25), territory(places(120), 25), 25)
    page = benchmark(render, told)
    benchmark.extra_info["kB"] = len(page.encode()) // 1000


def test_group_33000_cells_over_1000_days(benchmark) -> None:
    of = territory(places(33_000), 1000)
    groups = benchmark.pedantic(ground, (of, START, Sides(THEATRE, [])), rounds=2)
    benchmark.extra_info["groups"] = len(groups)


def test_write_3300_pins(benchmark) -> None:
    told = story(claims(places(3_300), 60), days=60)
    page = benchmark.pedantic(render, (told,), rounds=2)
    benchmark.extra_info["kB"] = len(page.encode()) // 1000


def test_write_3300_pins_with_plain_folium_markers(benchmark) -> None:
    """The same pins the usual way, for comparison; the page it gives is no use without a network."""

    def plain() -> str:
        chart = folium.Map(location=[48, 31], zoom_start=6, tiles=None)
        for place in places(3_300):
            folium.Marker([place.lat, place.lon], tooltip=place.name).add_to(chart)
        return chart.get_root().render()

    page = benchmark.pedantic(plain, rounds=1)
    benchmark.extra_info["kB"] = len(page.encode()) // 1000


@pytest.mark.browser
def test_step_through_33000_cells_in_a_browser(benchmark, tmp_path: Path) -> None:
    """One step in time, painted; the browser's own clock, so that the driver's overhead is left out."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    told = story(claims(places(60), 1000), territory(places(33_000), 1000), 1000)
    file = tmp_path / "map.html"
    file.write_text(render(told), encoding="utf-8")
    benchmark.extra_info["kB"] = file.stat().st_size // 1000
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        benchmark.extra_info["first paint ms"] = round(
            page.evaluate("performance.getEntriesByType('paint').map(e => e.startTime).pop()")
        )
        step = """() => { const from = performance.now(); for (let i = 0; i < 10; i++)
            window.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}));
            return performance.now() - from; }"""
        benchmark.extra_info["ms a step"] = round(page.evaluate(step) / 10, 1)
        benchmark.pedantic(page.evaluate, (step,), rounds=2)
        browser.close()
