"""The cells: each settlement's nearest ground, clipped to its region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.model import Cell, Place
from geo.territory.plane import areas_km2, to_plane

# Degrees. A straight edge of a region is no geodesic: cut into pieces this short, the cells measure as the region does.
_EDGE = 0.05
# Metres. A straight edge of the plane is none in degrees: so cut, it strays by metres.
_BISECTOR = 10_000.0


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
    region = shapely.segmentize(border, _EDGE)
    parts = np.array([region], dtype=object) if len(places) == 1 else _clipped(places, region, projection)
    kept = [(place, part) for place, part in zip(places, parts, strict=True) if not part.is_empty]
    measured = areas_km2(part for _, part in kept)
    return [
        Cell(place=place, region=key, geometry=part, area_km2=area)
        for (place, part), area in zip(kept, measured, strict=True)
    ]


def _clipped(places: Sequence[Place], region: BaseGeometry, projection: Transformer) -> np.ndarray:
    points = to_plane(np.array([(p.lon, p.lat) for p in places]), projection)
    border = shapely.transform(region, lambda c: to_plane(c, projection))
    west, south, east, north = border.bounds
    # Far enough that the frame around the diagram, bent in degrees, nowhere cuts into the region.
    around = border.envelope.buffer((east - west + north - south) / 2)
    diagram = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=around, ordered=True)
    cells = _densified(shapely.get_parts(diagram), _BISECTOR)
    # Clipping is done in degrees, with the region's own border: neighbours share their Voronoi vertices, so that they
    # still meet without a gap, and the border of the cells is the border of the region.
    whole = shapely.transform(cells, lambda c: to_plane(c, projection, back=True))
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
    return np.asarray(shapely.polygons(shapely.linearrings(points, indices=owner[each])))


def _polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the points and lines along which a cell only touches the region."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()
