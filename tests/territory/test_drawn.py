"""Polygons as a territory: as many cells as there are histories, and nothing of the ground is lost or counted twice."""

from datetime import date, timedelta

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.model import ControlSnapshot, Status
from geo.territory import Tally, drawn, series
from geo.territory.snapshots import contested_km2, held_km2

DAY = date(2021, 5, 1)


def snapshot(number, contested=None, **held):
    return ControlSnapshot(source=f"{number}.geojson", on=DAY + timedelta(days=number), held=held, contested=contested)


def test_ground_that_shares_a_history_is_one_cell():
    made = drawn([snapshot(0, Red=box(0, 0, 2, 1)), snapshot(1, contested=box(0, 0, 1, 1), Blue=box(1, 0, 3, 1))])
    told = {
        cell.geometry.bounds: [(s.since.day, s.controller, s.status) for s in made.histories[cell.place.key]]
        for cell in made.cells
    }
    assert told == {
        (0, 0, 1, 1): [(1, "Red", Status.HELD), (2, None, Status.CONTESTED)],
        (1, 0, 2, 1): [(1, "Red", Status.HELD), (2, "Blue", Status.HELD)],
        (2, 0, 3, 1): [(1, None, Status.UNKNOWN), (2, "Blue", Status.HELD)],
    }


def test_figures_of_drawn_ground_are_exact_but_for_what_is_contested():
    made = drawn([snapshot(0, contested=box(1, 0, 2, 1), Red=box(0, 0, 1, 1))])
    held = next(e for e in Tally(made).estimates(DAY, DAY, ["Red"]) if e.measure == "held")
    # A square degree at the equator: 12,308.464 km² (Snyder 1987, formula 3-12).
    assert (held.low_km2, held.central_km2, held.high_km2) == pytest.approx((12308.464, 12308.464, 2 * 12308.464), 1e-6)


def test_undated_polygons_are_no_part_of_it():
    assert drawn([ControlSnapshot(source="a", on=None, held={"Red": box(0, 0, 1, 1)})]).cells == ()


SQUARES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from("ABC")), max_size=6)


@settings(max_examples=25, deadline=None)
@given(days=st.lists(SQUARES, min_size=1, max_size=4))
def test_each_day_measures_as_its_snapshot_does(days):
    snapshots = []
    for number, squares in enumerate(days):
        left, held = shapely.Polygon(), {}
        for x, y, side in squares:  # the later square gives way, so that no two sides overlap
            new = box(x, y, x + 2, y + 2).difference(left)
            held[side] = held.get(side, shapely.Polygon()).union(new)
            left = left.union(new)
        snapshots.append(snapshot(number, **{side: shape for side, shape in held.items() if not shape.is_empty}))
    made = drawn(snapshots)
    for ground, totals in zip(snapshots, series(made, [s.on for s in snapshots]), strict=True):
        for side, size in held_km2(ground).items():
            assert totals.held_km2[side] == pytest.approx(size, rel=1e-6)
        assert totals.contested_km2 == contested_km2(ground) == 0
