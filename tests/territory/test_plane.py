"""Areas of many polygons at once are those of pyproj, one by one."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.territory.plane import areas_km2

GEOD = Geod(ellps="WGS84")


def by_pyproj(shape):
    return abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(shape))[0]) / 1e6


@pytest.mark.parametrize("lat", [-65, -30, 0.1, 30, 49, 65, 80])
@pytest.mark.parametrize("edge", [0.02, 0.1, 0.19, 0.21, 5.0])
def test_areas_agree_with_pyproj_to_a_billionth(lat, edge):
    """Hexagons with edges of that many degrees of longitude, which fall short of and pass what counts as short."""
    turns = np.radians([7, 67, 127, 187, 247, 307])
    shape = shapely.Polygon(np.column_stack([37 + edge * np.cos(turns), lat + edge * np.sin(turns)]))
    assert areas_km2([shape])[0] == pytest.approx(by_pyproj(shape), rel=1e-9)


def test_holes_and_parts_count_whichever_way_their_rings_turn():
    ring, hole = shapely.box(37, 49, 37.1, 49.1), shapely.box(37.04, 49.04, 37.06, 49.06)
    far = shapely.box(38, 49, 38.1, 49.1)
    holed = shapely.Polygon(ring.exterior, [hole.exterior])
    turned = shapely.Polygon(ring.exterior, [hole.exterior.reverse()])
    expected = by_pyproj(ring) - by_pyproj(hole)
    assert areas_km2([holed, turned]) == pytest.approx([expected, expected], rel=1e-9)
    assert areas_km2([shapely.MultiPolygon([holed, far])]) == pytest.approx([expected + by_pyproj(far)], rel=1e-9)


def test_nothing_has_no_area():
    assert areas_km2([]) == []
    assert areas_km2([shapely.Polygon(), shapely.box(0, 0, 0.1, 0.1)])[0] == 0
