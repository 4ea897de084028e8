"""The cells: each settlement's nearest ground, clipped to its region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

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
    members: dict[str, dict[tuple[float, float], Place]] = defaultdict(dict)
    for place in sorted(settlements, key=lambda p: (p.key not in first, -p.population, p.key)):
        if place.region_key is not None and place.region_key in regions:
            members[place.region_key].setdefault((place.lon, place.lat), place)
    cells: list[Cell] = []
    for key in sorted(members):
        places = sorted(members[key].values(), key=lambda p: p.key)
        cells += _divide(key, places, regions[key], projection)
    return tuple(cells)


def _divide(key: str, places: Sequence[Place], border: BaseGeometry, projection: Transformer) -> list[Cell]:
    west, _, east, _ = border.bounds
    if east - west > 180:
        return _across(key, places, border)
    region = shapely.segmentize(border, _EDGE)
    parts = np.array([region], dtype=object) if len(places) == 1 else _clipped(places, region, projection)
    kept = [(place, part) for place, part in zip(places, parts, strict=True) if not part.is_empty]
    measured = areas_km2(part for _, part in kept)
    return [
        Cell(place=place, region=key, geometry=part, area_km2=area)
        for (place, part), area in zip(kept, measured, strict=True)
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
    diagram = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=near, ordered=True)
    shapely.prepare(near)
    cells = np.array(diagram.geoms, dtype=object)
    far = ~shapely.contains_properly(near, cells)
    cells[far] = [_polygonal(cell) for cell in shapely.intersection(cells[far], near)]
    # Rounded to a millimetre, so that two neighbours cut off at one place end their common edge at one point.
    cells = _densified(shapely.transform(cells, lambda c: np.round(c, 3)), _BISECTOR)
    # Clipping is done in degrees, with the region's own border: neighbours share their Voronoi vertices, so that they
    # still meet without a gap, and the border of the cells is the border of the region.
    whole = shapely.transform(cells, lambda c: np.round(to_plane(c, projection, back=True), _DIGITS))
    shapely.prepare(region)
    crossing = ~shapely.contains_properly(region, whole)
    whole[crossing] = [_polygonal(g) for g in shapely.intersection(whole[crossing], region)]
    return whole


def _densified(polygons: np.ndarray, step: float) -> np.ndarray:
    """Cut the edges of polygons without holes into equal pieces no longer than `step`.

    Each edge is cut from its lesser end, whichever way its polygon runs along it, so that neighbours get the same
    points to the last bit (`shapely.segmentize` does not promise that).
    """
    xy, owner = shapely.get_coordinates(polygons, return_index=True)
    inside = owner[1:] == owner[:-1]
    start, end, owner = xy[:-1][inside], xy[1:][inside], owner[1:][inside]
    swapped = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    lesser, greater = np.where(swapped[:, None], end, start), np.where(swapped[:, None], start, end)
    pieces = np.maximum(1, np.ceil(np.hypot(*(greater - lesser).T) / step).astype(int))
    each = np.repeat(np.arange(len(pieces)), pieces)
    k = np.arange(len(each)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = (np.where(swapped[each], pieces[each] - k, k) / pieces[each])[:, None]
    points = np.where(share == 1, greater[each], lesser[each] + (greater - lesser)[each] * share)
    kept, ring = np.unique(owner[each], return_inverse=True)  # an empty polygon has no edges
    found = np.full(len(polygons), shapely.Polygon(), dtype=object)
    found[kept] = shapely.polygons(shapely.linearrings(points, indices=ring))
    return found


def _polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the points and lines along which a cell only touches the region, or the frame of the diagram."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()
