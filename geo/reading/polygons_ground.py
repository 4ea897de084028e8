"""From shapes as they were drawn to ground that can be measured: degrees on WGS84, valid, dissolved, none twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely import affinity

from geo.errors import InputError
from geo.model import Theatre

_Shapes = np.ndarray[Any, Any]
_WGS84 = Geod(ellps="WGS84")

_STRAIGHT = 0.05  # degrees; as in `geo.territory.snapshots`, which measures what notes speak of
_STRAIGHT_M = 10_000.0  # a straight edge of a plane is none in degrees: cut so finely, it strays by metres
# Crossings of a polygon's lines with one another that are put right: the work grows with them, and a slip of the
# drawing has a few. At this many it takes a second.
_CROSSINGS = 20_000
_POLYGON, _MULTI = 3, 4  # shapely's numbers of kinds; from the latter on they have parts
_NOTHING_KM2 = 1e-3  # overlaps and gaps below are those of rounding, and not spoken of


def to_degrees(shapes: _Shapes, crs: str | None, theatre: Theatre | None) -> tuple[_Shapes, list[str]]:
    """Shapes in longitude and latitude on WGS84, flat, within the map, and notes on what was done to them.

    Parameters
    ----------
    shapes
        Geometries in `crs`; None, and what is no polygon, becomes an empty one.
    crs
        As the file declares it; None is taken for longitude and latitude.
    theatre
        The theatre of the sides, whose extent tells latitude from longitude where both orders could be.

    Raises
    ------
    InputError
        If the CRS is unknown, or coordinates lie outside the map in either order.
    """
    notes: list[str] = []
    lonlat = np.array([_polygonal(shape) for shape in shapes], dtype=object)
    other = sum(s is not None and not s.is_empty and p.is_empty for s, p in zip(shapes, lonlat, strict=True))
    other += sum(s is not None and s.geom_type == "Point" for s in shapes)
    if other:
        notes.append(f"{other} features that are no polygons were left out")
    if shapely.has_z(lonlat).any():
        notes.append("heights were left out")
    lonlat = np.asarray(shapely.force_2d(lonlat))
    if not np.isfinite(shapely.get_coordinates(lonlat)).all():
        raise InputError("expected coordinates that are finite numbers, got others: save the polygons again")
    if (projection := _projection(crs)) is not None:
        before = lonlat
        lonlat = _projected(lonlat, projection, crs or "")
        if any(not shapely.equals_exact(a, b, 1e-9) for a, b in zip(before, lonlat, strict=True)):
            notes.append(f"reprojected from {CRS.from_user_input(crs).name}")
    elif (swapped := _swapped(lonlat, theatre)).any():
        lonlat[swapped] = shapely.transform(lonlat[swapped], lambda xy: xy[:, ::-1])
        of_some = "" if swapped.all() else f" in {swapped.sum()} of its polygons"
        notes.append(f"latitude stood before longitude{of_some}: exchanged")
    _within(lonlat)
    around = np.array([_around(shape) for shape in lonlat], dtype=object)
    if any(a is not b for a, b in zip(around, lonlat, strict=True)):
        notes.append("polygons across the 180th meridian were cut there")
    return around, notes


def dissolved(shapes: _Shapes) -> tuple[Any, int]:
    """One valid geometry of all shapes, which counts once what they hold twice, and how many had to be repaired.

    Raises
    ------
    InputError
        If a shape crosses itself more often than can be repaired.
    """
    valid = shapely.is_valid(shapes)
    for shape in shapes[~valid]:
        _refuse_tangle(shape)
    mended = shapes.copy()
    # "structure" keeps what a ring goes around twice; "linework" would take it out.
    repaired = shapely.make_valid(shapes[~valid], method="structure", keep_collapsed=False)
    mended[~valid] = [_polygonal(shape) for shape in repaired]
    kept = [shape for shape in mended if not shape.is_empty]
    whole = kept[0] if len(kept) == 1 else shapely.union_all(kept)
    return _polygonal(whole), int((~valid).sum())


def settled(ground: Mapping[str, Any], contested: Any) -> tuple[dict[str, Any], Any, list[str]]:
    """The ground that each side holds alone, what is contested, and notes on overlaps and gaps.

    What two sides hold counts for neither.
    """
    notes: list[str] = []
    both = [contested] if contested is not None and not contested.is_empty else []
    # Where borders are drawn once for both their sides there is nothing to overlap, which is quickly seen.
    at_one = _one_drawing([*ground.values(), *both])
    for (one, its), (other, theirs) in combinations(sorted(ground.items()), 2) if not at_one else ():
        shared = _polygonal(shapely.intersection(its, theirs))
        if shared.is_empty:
            continue
        both.append(shared)
        if (size := area_km2(shared)) > _NOTHING_KM2:
            notes.append(f"{one} and {other} overlap by {size:,.1f} km², which counts as contested")
    if both and not at_one:
        contested = _polygonal(shapely.union_all(both))
        ground = {side: _polygonal(shapely.difference(its, contested)) for side, its in ground.items()}
    if (gap := _gaps_km2([*ground.values(), *([contested] if both else [])], at_one=at_one)) > _NOTHING_KM2:
        notes.append(f"gaps of {gap:,.1f} km² between the sides belong to nobody")
    held = {side: its for side, its in sorted(ground.items()) if not its.is_empty}
    return held, contested if both else None, notes


def area_km2(shape: Any) -> float:
    """The area on the WGS84 ellipsoid of a shape whose edges are straight in degrees, for a note."""
    fine = shapely.orient_polygons(shapely.segmentize(shape, _STRAIGHT))
    return abs(float(_WGS84.geometry_area_perimeter(fine)[0])) / 1e6


def _refuse_tangle(shape: Any) -> None:
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    lines = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1)[ring[:-1] == ring[1:]])
    tree, crossings = shapely.STRtree(lines), 0
    for start in range(0, len(lines), 64):  # a few at a time: all pairs might not fit into memory
        some = lines[start : start + 64]
        met = len(tree.query(some, predicate="intersects")[0])
        crossings += (met - 3 * len(some)) // 2  # less itself and its two neighbours, and once for each pair
        if crossings > _CROSSINGS:
            raise InputError(
                f"expected polygons that cross themselves here and there, got one that does so {_CROSSINGS:,} times "
                "and more: draw it again"
            )


def _one_drawing(parts: Sequence[Any]) -> bool:
    """Whether shapes meet in the very same points and nowhere overlap."""
    return bool(shapely.coverage_is_valid(np.array(parts, dtype=object)))


def _gaps_km2(parts: Sequence[Any], *, at_one: bool) -> float:
    """The size of the holes in the whole that are no hole of one part alone."""
    if len(parts) < 2:
        return 0.0
    whole = shapely.coverage_union_all(parts) if at_one else shapely.union_all(parts)
    rings = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    holes = [shapely.Polygon(ring) for ring in rings]
    return sum(area_km2(hole) for hole in holes if sum(shapely.intersects(hole, part) for part in parts) > 1)


def _projection(crs: str | None) -> Transformer | None:
    """The way from a CRS to longitude and latitude, None where there is none to go."""
    if crs is None:
        return None
    try:
        source = CRS.from_user_input(crs)
        # Axes as maps draw them, east first: what GeoJSON, GeoPackage and shapefiles hold whatever their CRS decrees.
        return None if source.to_epsg() == 4326 else Transformer.from_crs(source, "OGC:CRS84", always_xy=True)
    except (CRSError, ProjError) as error:
        raise InputError(f"expected a known CRS, got {crs[:60]!r}: save the polygons in degrees") from error


def _projected(shapes: _Shapes, projection: Transformer, crs: str) -> _Shapes:
    source = projection.source_crs
    if source is not None and source.is_projected:
        shapes = np.asarray(shapely.segmentize(shapes, _STRAIGHT_M / source.axis_info[0].unit_conversion_factor))
    there: _Shapes = np.asarray(shapely.transform(shapes, lambda xy: np.column_stack(projection.transform(*xy.T))))
    if not np.isfinite(shapely.get_coordinates(there)).all():
        raise InputError(f"expected coordinates of {crs[:60]!r}, got others: give the file its true CRS")
    return there


def _swapped(shapes: _Shapes, theatre: Theatre | None) -> _Shapes:
    """For each shape whether latitude comes first.

    It does in all, where longitude first is impossible or all would lie outside the theatre, and in some, where these
    alone lie outside it and would lie within.
    """
    west, south, east, north = shapely.bounds(shapes).T
    none = np.zeros(len(shapes), dtype=bool)
    if not np.isfinite(west).any():
        return none
    turned = bool(np.nanmax(np.abs([west, east])) <= 90 and np.nanmax(np.abs([south, north])) <= 180)
    if np.nanmax(np.abs([south, north])) > 90:
        return none | turned
    if theatre is None or theatre.extent is None:
        return none
    extent = shapely.box(*theatre.extent)
    there = shapely.intersects(extent, shapely.box(west, south, east, north))
    there_turned = shapely.intersects(extent, shapely.box(south, west, north, east))
    if not there.any():
        return none | bool(turned and there_turned.any())
    return np.asarray(~there & there_turned & (np.maximum(np.abs(west), np.abs(east)) <= 90))


def _within(shapes: _Shapes) -> None:
    west, south, east, north = shapely.total_bounds(shapes)
    if np.isfinite(west) and not (west >= -360 and east <= 360 and south >= -90 and north <= 90):
        raise InputError(
            f"expected longitude and latitude in degrees, got {west:.6g} to {east:.6g} and {south:.6g} to {north:.6g}: "
            "give the file its CRS, or save it in degrees"
        )


def _around(shape: Any) -> Any:
    """The shape itself, or if it leaves the map in the east or the west, its parts where the map goes on."""
    unwrapped = _unwrapped(shape)
    west, _, east, _ = shapely.bounds(unwrapped)
    if unwrapped is shape and (np.isnan(west) or (west >= -180 and east <= 180)):
        return shape
    whole = _polygonal(shapely.make_valid(unwrapped))
    parts = []
    for turn in (-720, -360, 0, 360, 720):
        part = shapely.intersection(whole, shapely.box(turn - 180, -90, turn + 180, 90))
        parts.append(_polygonal(affinity.translate(part, xoff=-turn)))
    return _polygonal(shapely.union_all(parts))


def _unwrapped(shape: Any) -> Any:
    """Rings that jump from one edge of the map to the other as the lines that were meant, over the edge."""
    jumps = np.abs(np.diff(shapely.get_coordinates(shape)[:, 0]))
    if not ((jumps > 180) & (jumps < 360)).any():
        return shape
    polygons = []
    for part in shapely.get_parts(shape):
        shell, *holes = (_unrolled(ring) for ring in (part.exterior, *part.interiors))
        middle = shell[:, 0].mean()
        holes = [hole + np.array([360 * round((middle - hole[:, 0].mean()) / 360), 0]) for hole in holes]
        polygons.append(shapely.Polygon(shell, holes))
    return shapely.MultiPolygon(polygons)


def _unrolled(ring: Any) -> Any:
    xy = shapely.get_coordinates(ring)
    steps = np.diff(xy[:, 0])
    turns = np.where(np.abs(steps) < 360, -360 * np.round(steps / 360), 0)
    turned = xy + np.column_stack([np.concatenate([[0], np.cumsum(turns)]), np.zeros(len(xy))])
    if turned[0, 0] != turned[-1, 0]:
        raise InputError("expected polygons that leave out the poles, got one around a pole: cut it there")
    return turned


def _polygonal(shape: Any) -> Any:
    """The polygons of a shape that are not empty: of a collection these, of points and lines none."""
    if shape is None:
        return shapely.Polygon()
    if shape.geom_type == "Polygon":
        return shape
    parts = shapely.get_parts(shape)
    while (nested := shapely.get_type_id(parts) >= _MULTI).any():
        parts = np.concatenate([parts[~nested], shapely.get_parts(parts[nested])])
    # A part that is empty is more than GEOS's segmentize can bear: it ends the process.
    kept = parts[(shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)]
    if shape.geom_type == "MultiPolygon":
        return shape if len(kept) == len(parts) else shapely.multipolygons(kept)
    return shapely.union_all(kept) if len(kept) else shapely.Polygon()
