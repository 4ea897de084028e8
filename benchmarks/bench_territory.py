"""Cells, areas, totals and the ledger at their target sizes, each beside its target."""

import os
import time
from datetime import date, timedelta
from itertools import cycle

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command sets it: before numpy is imported

import numpy as np
import pytest
import shapely

from geo.control import Ledger
from geo.model import (
    Claim,
    ControlState,
    Event,
    Level,
    Place,
    Resolution,
    Role,
    Side,
    Stance,
    Status,
    Theatre,
    Toponym,
    When,
)
from geo.resources import boundaries
from geo.territory import Tally, build, dissolved, edges, hold

THEATRE = Theatre(
    id="t", name="T", sides=(Side(id="a", name="A", colour="#0072B2"), Side(id="b", name="B", colour="#D55E00"))
)
START = date(2022, 1, 1)
REGIONS = {r.key: boundaries.geometry(r.key) for r in boundaries.regions("UA")}


def settlements(count: int) -> list[Place]:
    """Random points in the regions of a large country, the same on every run."""
    random = np.random.default_rng(0)
    found: list[Place] = []
    for key, shape in REGIONS.items():
        west, south, east, north = shape.bounds
        wanted = round(count * shape.area / sum(s.area for s in REGIONS.values()))
        xy = random.uniform((west, south), (east, north), (wanted * 4 + 50, 2))
        inside = xy[shapely.contains_xy(shape, xy[:, 0], xy[:, 1])][:wanted]
        found += [
            Place(key=f"gn:{key}{i}", name=str(i), lat=lat, lon=lon, level=Level.SETTLEMENT, region_key=key)
            for i, (lon, lat) in enumerate(inside.tolist())
        ]
    return found


def states(places: list[Place], days: int, sides: str = "ab") -> dict[date, list[ControlState]]:
    """500 places, each of which passes from its side to the next on one of the days."""
    named = places[:: len(places) // 500]

    def side(place: int, day: int) -> str:
        return sides[(place // days + (place % days <= day)) % len(sides)]

    return {
        START + timedelta(days=d): [
            ControlState(place=p, on=START, controller=side(i, d), status=Status.HELD, basis=None)
            for i, p in enumerate(named)
        ]
        for d in range(days)
    }


def claims(count: int) -> list[Claim]:
    places = settlements(5000)
    turns = cycle([("captured", "a", None), ("liberated", "b", "b"), ("withdrew", "b", "b"), ("entered", "b", None)])
    made = []
    for i, (event, actor, by) in zip(range(count), turns, strict=False):
        place, day = places[i * 7919 % len(places)], START + timedelta(days=i * 31 % 365)
        toponym = Toponym(
            start=0, end=1, name=place.name, level=place.level, role=Role.LOCATION, resolution=Resolution.RESOLVED,
            place=place,
        )
        made.append(
            Claim(
                id=str(i),
                report="r",
                place=place.name,
                toponym=toponym,
                event=Event(event),
                denied_event=None,
                actor=actor,
                opponent=None,
                claimant=by,
                claimant_side=by,
                stance=Stance.REPORTS,
                background=False,
                when=When(best=day, earliest=day, latest=day, edtf=None),
                said=day,
                published=day,
                quote="",
                start=0,
                end=0,
                confidence=1.0,
            )
        )
    return made


@pytest.mark.benchmark(group="33,000 cells: Voronoi, clip, geodesic areas (target 1.0 s)")
def test_cells(benchmark):
    benchmark.extra_info["target"] = "1.0 s"
    places = settlements(33_000)
    made = benchmark.pedantic(build, (places, REGIONS, {}), rounds=2)
    assert len(made.cells) == len(places)


@pytest.fixture(scope="module")
def month():
    places = settlements(33_000)
    return build(places, REGIONS, states(places, 30, "abcd"))


@pytest.mark.benchmark(group="33,000 cells: totals of 1,000 days, 4 sides (target 10 ms)")
def test_totals(benchmark, month):
    start = time.perf_counter()
    tally = Tally(month)
    counting = f"the cells counted once before, in {(time.perf_counter() - start) * 1000:.0f} ms"
    benchmark.extra_info |= {"target": "10 ms", "baseline": counting}
    days = [START + timedelta(days=d) for d in range(1000)]
    assert len(benchmark.pedantic(tally.series, (days,), rounds=5)) == 1000


@pytest.mark.benchmark(group="33,000 cells: low, central and high of 2 sides over a month (target 20 ms)")
def test_estimates(benchmark, month):
    benchmark.extra_info["target"] = "20 ms"
    call = START, START + timedelta(days=29), ["a", "b"]
    assert len(benchmark.pedantic(Tally(month).estimates, call, rounds=5)) == 8


@pytest.mark.benchmark(group="33,000 cells, 500 named, one day: who holds the others (target 1.0 s)")
def test_inference(benchmark):
    benchmark.extra_info["target"] = "1.0 s"
    places = settlements(33_000)
    cells = build(places, REGIONS, {}).cells
    assert len(benchmark.pedantic(hold, (cells, states(places, 1)), rounds=2).histories) == len(places)


@pytest.mark.benchmark(group="33,000 cells: borders between cells ever held by different sides (target 1.0 s)")
def test_edges(benchmark):
    benchmark.extra_info["target"] = "1.0 s"
    places = settlements(33_000)
    made = build(places, REGIONS, states(places, 3))
    assert benchmark.pedantic(edges, (made,), rounds=2)


@pytest.mark.parametrize("union", [shapely.coverage_union_all, shapely.union_all], ids=["coverage", "plain"])
@pytest.mark.benchmark(group="33,000 cells: dissolve of one day, region by region (target 130 ms)")
def test_dissolve(benchmark, union):
    regions: dict[str, list[object]] = {}
    for cell in build(settlements(33_000), REGIONS, {}).cells:
        regions.setdefault(cell.region, []).append(cell.geometry)
    benchmark.extra_info |= {"target": "130 ms", "baseline": "the plain union"}
    assert len(benchmark.pedantic(lambda: [union(shapes) for shapes in regions.values()], rounds=1)) == len(REGIONS)


@pytest.mark.benchmark(group="33,000 cells in 27 regions: one polygon a side for a day, across their borders")
def test_dissolved(benchmark, month):
    assert len(benchmark.pedantic(dissolved, (month, START), rounds=2).held) == 4


@pytest.mark.benchmark(group="100,000 claims to a daily series of a year (target 5 s)")
def test_ledger(benchmark):
    benchmark.extra_info["target"] = "5 s"
    made = claims(100_000)

    def whole() -> int:
        ledger = Ledger.of(made, THEATRE)
        return sum(len(ledger.state_on(START + timedelta(days=d))) for d in range(365))

    assert benchmark.pedantic(whole, rounds=1) > 1_000_000


@pytest.mark.benchmark(group="20,000 claims to a year of days, each as known that day (target 5 s)")
def test_ledger_as_known(benchmark):
    benchmark.extra_info["target"] = "5 s"
    ledger = Ledger.of(claims(20_000), THEATRE)
    days = [START + timedelta(days=d) for d in range(365)]
    assert benchmark.pedantic(lambda: sum(len(ledger.state_on(day, day)) for day in days), rounds=1) > 1_000_000


@pytest.mark.benchmark(group="one region's border from disk (milliseconds)")
def test_one_region(benchmark):
    assert not benchmark(boundaries.geometry.__wrapped__, "adm1:UA-63").is_empty
