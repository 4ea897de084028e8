"""The cells: each settlement's nearest ground, clipped to its region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

import numpy as np
import shapely
from pyproj import Transformer
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from geo.model import Cell, Place
from geo.territory.plane import areas_km2, plane, to_plane

# Degrees. A straight edge of a region is no geodesic: cut into pieces this short, the cells measure as the region does.
_EDGE = 0.05
# Metres. A straight edge of the plane is none in degrees: so cut, it strays by metres.
_BISECTOR = 10_000.0
# Metres around a region in which its cells are cut off before they are clipped with the region itself.
_MARGIN = 50_000.0
# Decimals of a degree, a tenth of a millimetre: without rounding, towns on a grid have cells whose straight edges
# zigzag by the last bit, and the clipping of such an edge against a straight border can go wrong.
_DIGITS = 9


def partition(
    settlements: Sequence[Place],
    regions: Mapping[str, BaseGeometry],
    projection: Transformer,
    first: Collection[str] = (),
) -> tuple[Cell, ...]:
    """Divide each region among its settlements, each part the ground nearest to one of them.

    Parameters
    ----------
    settlements
        Those of the regions, by `Place.region_key`; others are left out. Of several at one point the one whose key is
        in `first` has the cell, else the most populous.
    regions
        Borders in degrees by key. A region without a settlement gets no cell.
    projection
        The plane in which nearness is measured: in degrees a Voronoi diagram is not nearest-by-distance.

    Returns
    -------
    tuple of Cell
        In the order of region keys, then of place keys. The cells of a region share borders and leave no gap.
    """
    def rank(place: Place) -> tuple[bool, int, str]:
        return place.key not in first, -place.population, place.key

    members: dict[str, dict[tuple[float, float], Place]] = defaultdict(dict)
    for place in settlements:
        if place.region_key is not None and place.region_key in regions:
            spots, spot = members[place.region_key], (place.lon, place.lat)
            spots[spot] = min(place, spots[spot], key=rank) if spot in spots else place
    cells: list[Cell] = []
    for key in sorted(members):
        places = sorted(members[key].values(), key=attrgetter("key"))
        cells += _divide(key, places, regions[key], projection)
    return tuple(cells)


def _divide(key: str, places: Sequence[Place], border: BaseGeometry, projection: Transformer) -> list[Cell]:
    west, _, east, _ = border.bounds
    if east - west > 180:
        return _across(key, places, border)
    region = shapely.segmentize(border, _EDGE)
    parts = np.array([region], dtype=object) if len(places) == 1 else _clipped(places, region, projection)
    return [
        Cell(place=place, region=key, geometry=part, area_km2=area)
        for place, part, area in zip(places, parts, areas_km2(parts), strict=True)
        if area
    ]


def _across(key: str, places: Sequence[Place], border: BaseGeometry) -> list[Cell]:
    """Divide a region that the antimeridian cuts, as if it lay on the other side of the world, around 0."""
    turned = shapely.union_all(shapely.get_parts(_turned(border)))
    moved = [replace(place, lon=place.lon - 180 if place.lon > 0 else place.lon + 180) for place in places]
    cells = _divide(key, moved, turned, plane(turned.bounds))
    halves = [shapely.box(-180, -90, 0, 90), shapely.box(0, -90, 180, 90)]
    at_home = {place.key: place for place in places}
    return [
        replace(
            cell,
            place=at_home[cell.place.key],
            # Cut at the antimeridian again: each half turns back to its own side.
            geometry=shapely.union_all([_turned(_polygonal(cell.geometry.intersection(half))) for half in halves]),
        )
        for cell in cells
    ]


def _turned(geometry: BaseGeometry) -> BaseGeometry:
    """Half a turn of the globe; what lies on 0 or 180 goes to the side on which the rest of its ring lies."""
    parts = []
    for part in shapely.get_parts(geometry):
        middle = shapely.bounds(part)[[0, 2]].mean()
        parts.append(translate(part, -180 if middle > 0 else 180))
    return shapely.multipolygons(parts) if parts else shapely.Polygon()


def _clipped(places: Sequence[Place], region: BaseGeometry, projection: Transformer) -> np.ndarray:
    points = to_plane(np.array([(p.lon, p.lat) for p in places]), projection)
    border = shapely.transform(region, lambda c: to_plane(c, projection))
    # With a margin the rim of the diagram, bent in degrees, nowhere cuts into the region. A frame around everything
    # could reach beyond a pole, so that the margin's own outline is the rim.
    near = border.convex_hull.buffer(_MARGIN)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=near, ordered=True))
    shapely.prepare(near)
    far = ~shapely.contains_properly(near, cells)
    cells[far] = [_polygonal(cell) for cell in shapely.intersection(cells[far], near)]
    xy, owner = shapely.get_coordinates(cells, return_index=True)
    # Rounded to a millimetre, so that two neighbours cut off at one place end their common edge at one point.
    xy, owner = _densified(np.round(xy, 3), owner, _BISECTOR)
    # Clipping is done in degrees, with the region's own border: neighbours share their Voronoi vertices, so that they
    # still meet without a gap, and the border of the cells is the border of the region.
    lonlat = np.round(to_plane(xy, projection, back=True), _DIGITS)
    kept, ring = np.unique(owner, return_inverse=True)  # a cell wholly beyond the margin has no points left
    whole = np.full(len(places), shapely.Polygon(), dtype=object)
    whole[kept] = shapely.polygons(shapely.linearrings(lonlat, indices=ring))
    shapely.prepare(region)
    crossing = ~shapely.contains_properly(region, whole)
    whole[crossing] = [_polygonal(g) for g in shapely.intersection(whole[crossing], region)]
    return whole


def _densified(xy: np.ndarray, ring: np.ndarray, step: float) -> tuple[np.ndarray, np.ndarray]:
    """Cut the edges of closed rings, points (n, 2) and the number of the ring of each, into pieces of `step` at most.

    The pieces of an edge are equal and cut from its lesser end, whichever way its ring runs along it, so that
    neighbours get the same points to the last bit (`shapely.segmentize` does not promise that). The last point of a
    ring, which is the first again, is left out.
    """
    inside = ring[1:] == ring[:-1]
    start, end = xy[:-1][inside], xy[1:][inside]
    pieces = np.maximum(1, np.ceil(np.hypot(*(end - start).T) / step)).astype(int)
    edge = np.repeat(np.arange(len(pieces)), pieces)
    k = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    found, of_ring = start[edge], ring[1:][inside][edge]
    (new,) = np.nonzero(k)
    start, end, pieces, k = start[edge[new]], end[edge[new]], pieces[edge[new]], k[new]
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    lesser, greater = np.where(turned[:, None], end, start), np.where(turned[:, None], start, end)
    found[new] = lesser + (greater - lesser) * (np.where(turned, pieces - k, k) / pieces)[:, None]
    return found, of_ring


def _polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the points and lines along which a cell only touches the region, or the frame of the diagram."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()
