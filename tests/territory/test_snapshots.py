"""What changed between polygons: by hand on square degrees, and by the laws that any polygons must keep."""

import math
from datetime import date, timedelta

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from geo.errors import InputError
from geo.model import ControlSnapshot
from geo.territory import changes_frame, diff
from geo.territory.snapshots import clipped, contested_km2, held_km2, spikes, steps

DAY = date(2031, 5, 1)


def drawn(on=0, contested=None, **held):
    return ControlSnapshot(source=f"{on}.geojson", on=DAY + timedelta(days=on), held=held, contested=contested)


def rectangle_km2(west, south, east, north):
    """The exact area on WGS84 of a rectangle of meridians and parallels (Snyder 1987, formula 3-12)."""
    a, e2 = 6378.137, 0.0066943799901413165
    e = math.sqrt(e2)

    def q(lat):
        s = math.sin(math.radians(lat))
        return (1 - e2) * (s / (1 - e2 * s * s) - math.log((1 - e * s) / (1 + e * s)) / (2 * e))

    return a * a / 2 * math.radians(east - west) * (q(north) - q(south))


def test_gained_and_lost_are_the_ground_itself():
    (red,) = diff(drawn(Red=box(30, 50, 32, 51)), drawn(1, Red=box(31, 50, 34, 51)))
    assert red.gained.equals(box(32, 50, 34, 51))
    assert red.lost.equals(box(30, 50, 31, 51))
    assert (red.since, red.until, red.region) == (DAY, DAY + timedelta(days=1), None)
    one = rectangle_km2(30, 50, 31, 51)
    figures = (red.gained_km2, red.lost_km2, red.net_km2, red.before_km2, red.after_km2)
    assert figures == pytest.approx((2 * one, one, one, 2 * one, 3 * one), rel=1e-7)


def test_a_side_that_comes_or_goes_has_a_row_and_what_is_contested_counts_for_nobody():
    before = drawn(Red=box(0, 0, 2, 1))
    after = drawn(1, contested=box(1, 0, 2, 1), Red=box(0, 0, 1, 1), Blue=box(5, 0, 6, 1))
    blue, red = diff(before, after)
    assert [(c.side, c.gained.is_empty, c.lost.is_empty) for c in (blue, red)] == [
        ("Blue", False, True),
        ("Red", True, False),
    ]
    assert contested_km2(after) == pytest.approx(rectangle_km2(1, 0, 2, 1), rel=1e-7)
    assert [c.side for c in diff(before, after, sides=["Red"])] == ["Red"]


def test_holes_and_rings_of_either_turn_are_measured_alike():
    ring = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    expected = rectangle_km2(0, 0, 3, 3) - rectangle_km2(1, 1, 2, 2)
    for shape in (ring, shapely.reverse(ring), shapely.orient_polygons(ring, exterior_cw=True)):
        assert held_km2(drawn(Red=shape))["Red"] == pytest.approx(expected, rel=1e-7)


SQUARES = st.lists(st.tuples(st.integers(30, 48), st.integers(-9, 9), st.integers(1, 4)), max_size=5)


def ground(squares):
    return shapely.union_all([box(x, y, x + size, y + size) for x, y, size in squares])


@settings(max_examples=40, deadline=None)
@given(then=SQUARES, now=SQUARES)
def test_what_was_and_what_changed_is_what_is(then, now):
    before, after = drawn(Red=ground(then)), drawn(1, Red=ground(now))
    (there,), (back,) = diff(before, after), diff(after, before)
    whole = max(there.before_km2, there.after_km2, 1.0)
    assert there.before_km2 == pytest.approx(held_km2(before)["Red"], abs=1e-7 * whole)
    assert there.after_km2 == pytest.approx(held_km2(after)["Red"], abs=1e-7 * whole)
    assert (back.gained_km2, back.lost_km2) == pytest.approx((there.lost_km2, there.gained_km2), abs=1e-7 * whole)
    (same,) = diff(before, before)
    assert (same.gained_km2, same.lost_km2) == (0, 0)


def test_regions_part_what_changed():
    regions = {"west": box(0, 0, 1, 1), "east": box(1, 0, 3, 1)}
    series = [drawn(0, Red=box(0, 0, 1.5, 1)), drawn(1, Red=box(0.5, 0, 2, 1))]
    found = {c.region: c for c in steps(series, regions=regions)}
    half = rectangle_km2(0, 0, 0.5, 1)
    assert (found["west"].gained_km2, found["west"].lost_km2) == pytest.approx((0, half), rel=1e-7)
    assert (found["east"].gained_km2, found["east"].lost_km2) == pytest.approx((half, 0), rel=1e-7)
    assert clipped(series[0], box(7, 7, 8, 8)).held == {}


def test_a_leap_and_back_is_named_and_an_advance_is_not():
    sizes = [3.0, 3.01, 3.02, 5.0, 3.03, 3.04, 3.05]
    series = [drawn(day, Red=box(0, 0, size, 1)) for day, size in enumerate(sizes)]
    (spike,) = spikes(series)
    assert spike.source == "3.geojson"
    assert spike.message.startswith("Red holds 61,5")
    assert spikes([s for s in series if s.source != "3.geojson"]) == []
    assert spikes([drawn(day, Red=box(0, 0, 3 + day, 1)) for day in range(5)]) == []
    assert spikes(series[:2]) == []


def test_exchanged_axes_in_one_of_two_files_are_refused():
    with pytest.raises(InputError, match="longitude before latitude"):
        diff(drawn(A=box(36, 49, 37, 50)), drawn(1, A=box(49, 36, 50, 37)))
    assert len(diff(drawn(A=box(0, 0, 1, 1)), drawn(1, A=box(5, 5, 6, 6)))) == 1
    assert len(diff(drawn(A=box(0, 1, 1, 2)), drawn(1, A=box(1, 0, 2, 1)))) == 1


def test_frames_go_in_and_out():
    before = geopandas.GeoDataFrame({"side": ["Red"]}, geometry=[box(0, 0, 2, 1)], crs="EPSG:4326")
    after = geopandas.GeoDataFrame(
        {"side": ["Red", "Red"]}, geometry=[box(1, 0, 2, 1), box(1.5, 0, 3, 1)], crs="EPSG:4326"
    ).to_crs("EPSG:3857")
    table = changes_frame(diff(before, after))
    assert table.crs == "EPSG:4326"
    assert list(table["change"]) == ["gained", "lost"]
    assert table["km2"].tolist() == pytest.approx([rectangle_km2(2, 0, 3, 1), rectangle_km2(0, 0, 1, 1)], rel=1e-6)
    with pytest.raises(InputError, match="'side'"):
        diff(before.rename(columns={"side": "who"}), after)
    with pytest.raises(InputError, match="set_crs"):
        diff(before.set_crs(None, allow_override=True), after)
    assert changes_frame(()).empty
