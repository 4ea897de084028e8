"""The ground of a day as polygons by side."""

import pytest
import shapely
from ground import KEY, SQUARE, september, state, town

from geo.model import Status
from geo.territory import build, diff, dissolved, totals

OTHER = "adm1:XA-2"
# Four columns of towns in two regions of one degree each, side by side.
TOWNS = [
    town(f"T{x}{y}", 36.25 + x / 2, 49.25 + y / 2, region=KEY if x < 2 else OTHER) for x in range(4) for y in range(2)
]
REGIONS = {KEY: SQUARE, OTHER: shapely.box(37, 49, 38, 50)}


def made(**more):
    """Blue holds the two columns in the middle, red the outer ones; then as told."""
    first = {place.name: state(place, "blue" if place.name[1] in "12" else "red") for place in TOWNS}
    then = first | {name: state(next(t for t in TOWNS if t.name == name), *how) for name, how in more.items()}
    return build(TOWNS, REGIONS, {september(1): list(first.values()), september(2): list(then.values())})


def test_the_cells_of_a_side_are_one_polygon_across_the_border_of_two_regions():
    found = dissolved(made(), september(1))
    assert found.held["blue"].geom_type == "Polygon"
    assert not found.held["blue"].interiors
    # But for the bisector, which is no meridian.
    assert found.held["blue"].symmetric_difference(shapely.box(36.5, 49, 37.5, 50)).area < 1e-4
    assert list(found.held) == ["blue", "red"]


def test_two_days_differ_by_what_changed_hands():
    ground = made(T10=("red",))
    red = diff(dissolved(ground, september(1)), dissolved(ground, september(2)))[1]
    gain = totals(ground, september(2)).held_km2["red"] - totals(ground, september(1)).held_km2["red"]
    assert (red.side, red.lost_km2) == ("red", 0)
    assert red.gained_km2 == pytest.approx(gain, rel=1e-4)  # edges straight in degrees, and geodesic ones


def test_contested_ground_is_apart_and_unknown_ground_is_left_out():
    fought = [state(TOWNS[0], "blue", status=Status.CONTESTED), state(TOWNS[1], None, status=Status.UNKNOWN)]
    found = dissolved(build(TOWNS[:2], {KEY: SQUARE}, {september(1): fought}), september(1))
    assert found.contested.symmetric_difference(shapely.box(36, 49, 37, 49.5)).area < 1e-3
    assert shapely.union_all([found.contested, *found.held.values()]).area <= 1
