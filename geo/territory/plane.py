"""The equal-area plane in which nearness is measured, and geodesic areas on the WGS84 ellipsoid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

_WGS84 = Geod(ellps="WGS84")
_SHORT = 0.2  # degrees of longitude and latitude: up to here `_under` errs by less than a billionth of the area


def plane(bounds: Sequence[float]) -> Transformer:
    """A Lambert azimuthal equal-area plane in metres around the middle of some bounds (west, south, east, north).

    Bounds wider than half the world are those of ground on both sides of the antimeridian, and it lies in the middle.
    """
    west, south, east, north = bounds
    middle = 180.0 if east - west > 180 else (west + east) / 2
    here = f"+proj=laea +lat_0={(south + north) / 2:.4f} +lon_0={middle:.4f} +ellps=WGS84 +units=m"
    return Transformer.from_crs("EPSG:4326", here, always_xy=True)


def to_plane(lonlat: Any, projection: Transformer, *, back: bool = False) -> Any:
    """Coordinates (n, 2) of degrees as metres, or with `back` of metres as degrees."""
    x, y = projection.transform(lonlat[:, 0], lonlat[:, 1], direction="INVERSE" if back else "FORWARD")
    return np.column_stack([x, y])


def areas_km2(geometries: Iterable[BaseGeometry]) -> list[float]:
    """Geodesic areas in km² of polygons in degrees, whichever way their rings turn.

    Of polygons with short edges, as cells have, all at once and as good as `pyproj.Geod` to a billionth (`_under`); of
    others by `Geod`, one by one.
    """
    shapes = geometries if isinstance(geometries, np.ndarray) else np.array(list(geometries), dtype=object)
    rings, owner, sign = _rings(shapes)
    lonlat, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[1:] == ring[:-1]
    of_rings = np.abs(np.bincount(ring[1:][inside], _under(lonlat)[inside], len(rings)))
    found = np.bincount(owner, sign * of_rings, len(shapes)) / 1e6
    long = np.any(np.abs(np.diff(lonlat, axis=0)) > _SHORT, axis=1) & inside
    for i in np.unique(owner[ring[1:][long]]).tolist():
        # Holes must turn the other way than shells to count as such.
        found[i] = abs(_WGS84.geometry_area_perimeter(shapely.orient_polygons(shapes[i]))[0]) / 1e6
    areas: list[float] = found.tolist()
    return areas


def _rings(shapes: Any) -> tuple[Any, Any, Any]:
    """The rings of polygons, (n,), with the number of the polygon of each, and 1 for a shell, -1 for a hole."""
    # Most are a shell alone, which gives its points as well: to take rings out costs more than to measure them.
    plain = shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON
    plain &= shapely.get_num_interior_rings(shapes) == 0
    of_plain, others = np.flatnonzero(plain), np.flatnonzero(~plain)
    parts, of_part = shapely.get_parts(shapes[others], return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    sign = np.ones(len(plain) - len(others) + len(rings))
    sign[len(of_plain) + 1 :][of_ring[1:] == of_ring[:-1]] = -1  # the first ring of a polygon is its shell
    return np.concatenate([shapes[of_plain], rings]), np.concatenate([of_plain, others[of_part[of_ring]]]), sign


def _under(lonlat: Any) -> Any:
    """The m² between each edge of a chain of points (n, 2), a geodesic, and the equator; positive where it runs east.

    With q the area between the equator and a parallel, for a radian of longitude, an edge straight in longitude and q
    has the area Δλ (q₁ + q₂) / 2 below it. A geodesic bulges out: along one λ' q'' - q' λ'' = -sin α sin φ
    (1 + 2 cos² α) / p (Clairaut), with p the radius of the parallel and α the azimuth, and between a curve and its
    chord lies a twelfth of that times the cube of the length s. In s sin α = p Δλ and s cos α = m Δφ, with m the radius
    of curvature of the meridian, this is Δλ sin φ (p² Δλ² + 3 m² Δφ²) / 12. What is left is of the fifth order.
    """
    lon, lat = np.radians(lonlat).T
    a, e2 = _WGS84.a, _WGS84.es
    e, sin = np.sqrt(e2), np.sin(lat)
    q = a**2 * (1 - e2) / 2 * (sin / (1 - e2 * sin**2) + np.arctanh(e * sin) / e)
    east, north = np.diff(lon), np.diff(lat)
    middle = (lat[1:] + lat[:-1]) / 2
    w = 1 - e2 * np.sin(middle) ** 2
    p, m = a * np.cos(middle) / np.sqrt(w), a * (1 - e2) / w**1.5
    return east * ((q[1:] + q[:-1]) / 2 + np.sin(middle) / 12 * ((p * east) ** 2 + 3 * (m * north) ** 2))
