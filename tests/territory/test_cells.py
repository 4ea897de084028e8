import numpy as np
import pytest
import shapely
from ground import KEY, SQUARE, september, state, town
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo.resources import boundaries
from geo.territory import build
from geo.territory.plane import areas_km2

GEOD = Geod(ellps="WGS84")


def cells_of(places, regions=None):
    return build(places, regions or {KEY: SQUARE}, {}).cells


def test_two_settlements_halve_a_square():
    """By symmetry about the meridian between them; each half is half of the whole."""
    west, east = cells_of([town("A", 36.25, 49.5), town("B", 36.75, 49.5)])
    assert west.area_km2 == pytest.approx(east.area_km2, rel=1e-9)
    (whole,) = areas_km2([shapely.segmentize(SQUARE, 0.05)])
    assert west.area_km2 + east.area_km2 == pytest.approx(whole, rel=1e-9)


def test_an_area_is_that_of_an_equal_area_projection():
    """Two ways that share no formula: geodesic on the ellipsoid, and the cylindrical plane of EPSG:6933."""
    fine = shapely.segmentize(SQUARE, 0.01)
    plane = Transformer.from_crs("EPSG:4326", "EPSG:6933", always_xy=True)
    flat = shapely.transform(fine, lambda c: np.column_stack(plane.transform(c[:, 0], c[:, 1])))
    assert areas_km2([fine])[0] == pytest.approx(flat.area / 1e6, rel=1e-5)


def test_the_turn_of_a_ring_makes_no_difference():
    assert areas_km2([SQUARE.reverse()]) == areas_km2([SQUARE])


def test_a_lone_settlement_has_the_whole_region_and_none_has_nothing():
    (alone,) = cells_of([town("A", 36.1, 49.1)])
    assert alone.geometry.equals(SQUARE)
    assert cells_of([]) == ()


def test_of_two_settlements_at_one_point_the_named_one_has_the_cell():
    small, large = town("Small", 36.5, 49.5), town("Large", 36.5, 49.5, population=900)
    assert [c.place.name for c in cells_of([small, large])] == ["Large"]
    told = build([small, large], {KEY: SQUARE}, {september(1): [state(small, "blue")]})
    assert [c.place.name for c in told.cells] == ["Small"]


def test_a_settlement_of_another_region_takes_no_ground():
    """Each region is divided among its own, even where a neighbour's town is nearer."""
    other = shapely.box(37, 49, 38, 50)
    cells = cells_of(
        [town("A", 36.1, 49.5), town("B", 37.01, 49.5, region="adm1:XA-2")], {KEY: SQUARE, "adm1:XA-2": other}
    )
    assert [(c.place.name, c.region) for c in cells] == [("A", KEY), ("B", "adm1:XA-2")]
    assert cells[0].area_km2 == pytest.approx(cells[1].area_km2, rel=1e-9)


def test_a_region_in_parts_with_a_hole_is_divided_whole():
    holed = SQUARE.difference(shapely.box(36.4, 49.4, 36.6, 49.6))
    region = shapely.union_all([holed, shapely.box(38, 49, 38.2, 49.2)])
    cells = cells_of([town("A", 36.2, 49.2), town("B", 36.8, 49.7)], {KEY: region})
    assert shapely.union_all([c.geometry for c in cells]).symmetric_difference(region).area < 1e-9
    assert sum(c.area_km2 for c in cells) == pytest.approx(areas_km2([shapely.segmentize(region, 0.05)])[0], rel=1e-6)


coordinates = st.tuples(st.integers(1, 99), st.integers(1, 99))


@settings(max_examples=25, deadline=None)
@given(st.lists(coordinates, min_size=1, max_size=40, unique=True), coordinates)
def test_cells_partition_the_region_and_each_point_lies_with_the_nearest(grid, probe):
    towns = [town(f"T{x}-{y}", 36 + x / 100, 49 + y / 100) for x, y in grid]
    cells = cells_of(towns)
    assert len(cells) == len(towns)
    (whole,) = areas_km2([shapely.segmentize(SQUARE, 0.05)])
    assert sum(c.area_km2 for c in cells) == pytest.approx(whole, rel=1e-6)
    assert shapely.union_all([c.geometry for c in cells]).area == pytest.approx(1, rel=1e-9)
    lon, lat = 36 + probe[0] / 100, 49 + probe[1] / 100
    distance = {t.key: GEOD.inv(lon, lat, t.lon, t.lat)[2] for t in towns}
    holder = next(c for c in cells if c.geometry.intersects(shapely.Point(lon, lat)))
    assert distance[holder.place.key] <= min(distance.values()) * 1.01  # the plane bends distances by less


def test_cells_of_a_real_region_add_up_to_it():
    region = boundaries.geometry("adm1:UA-63")
    west, south, east, north = region.bounds
    wide, tall = (east - west) / 100, (north - south) / 100
    towns = [town(f"T{i}", west + i * 37 % 100 * wide, south + i * tall, region="adm1:UA-63") for i in range(100)]
    cells = cells_of(towns, {"adm1:UA-63": region})
    assert sum(c.area_km2 for c in cells) == pytest.approx(areas_km2([region])[0], rel=1e-6)
    assert shapely.is_valid([c.geometry for c in cells]).all()
    assert shapely.coverage_is_valid([c.geometry for c in cells])


def test_a_region_across_the_antimeridian_is_divided_as_anywhere_else():
    """Two degrees from 179° E to 179° W on the equator, a town a quarter in from either end: two equal halves."""
    region = shapely.union_all([shapely.box(179, -0.5, 180, 0.5), shapely.box(-180, -0.5, -179, 0.5)])
    west, east = cells_of([town("A", 179.5, 0), town("B", -179.5, 0)], {KEY: region})
    assert (west.place.lon, east.place.lon) == (179.5, -179.5)
    assert west.geometry.bounds == pytest.approx((179, -0.5, 180, 0.5), abs=1e-6)
    assert east.geometry.bounds == pytest.approx((-180, -0.5, -179, 0.5), abs=1e-6)
    assert west.area_km2 == pytest.approx(east.area_km2, rel=1e-9)


def test_a_cell_that_the_antimeridian_cuts_lies_on_both_sides_of_it():
    region = shapely.union_all([shapely.box(179, -0.5, 180, 0.5), shapely.box(-180, -0.5, -179, 0.5)])
    (alone,) = cells_of([town("A", 179.5, 0)], {KEY: region})
    assert alone.geometry.symmetric_difference(region).area < 1e-9
    assert alone.area_km2 == pytest.approx(2 * areas_km2([shapely.segmentize(shapely.box(0, -0.5, 1, 0.5), 0.05)])[0])


def test_towns_on_a_grid_divide_the_square_without_gap_or_overlap():
    """Where four cells meet in a point their edges are all but collinear with one another and with the border."""
    cells = cells_of([town(f"T{i}", 36.05 + i % 10 / 10, 49.05 + i // 10 / 10) for i in range(100)])
    assert shapely.coverage_is_valid([c.geometry for c in cells])
    assert sum(c.geometry.area for c in cells) == pytest.approx(1, rel=1e-9)


def test_a_region_near_the_pole_is_divided_whole():
    region = shapely.box(-170, 60, -130, 80)
    cells = cells_of([town("A", -160, 62), town("B", -140, 62), town("C", -150, 79)], {KEY: region})
    assert sum(c.area_km2 for c in cells) == pytest.approx(areas_km2([shapely.segmentize(region, 0.05)])[0], rel=1e-6)
