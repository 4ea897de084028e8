"""Where the ground of one side meets that of another: borders between cells, and the front line of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely
from pyproj import Geod

from geo.model import CellState, Edge, FrontLine, Territory
from geo.territory.spells import state_on

_WGS84 = Geod(ellps="WGS84")
# Degrees, about 10 cm. Cells of one region meet vertex by vertex; across the border of two regions, or where a cell
# was cut in two, one side may have vertices that the other lacks, and the lines agree to rounding only.
_TOUCH = 1e-6

_Array = np.ndarray[Any, Any]


def edges(territory: Territory) -> tuple[Edge, ...]:
    """The borders between neighbouring cells that were ever held by different sides.

    Returns
    -------
    tuple of Edge
        One for each pair of neighbours, by their keys, ascending. Within a region the lines are the cells' own, vertex
        by vertex; between regions they agree to 10 cm. Cells held alike throughout, whatever the basis, share no edge.
    """
    cells = territory.cells
    if len(cells) < 2:
        return ()
    kinds: dict[tuple[tuple[date, str | None], ...], int] = {}
    held = np.array([kinds.setdefault(_controllers(territory.histories.get(c.place.key, ())), len(kinds))
                     for c in cells])
    segments, owner = _segments(np.array([c.geometry for c in cells], dtype=object))
    first, second = _twins(segments)
    meeting = held[owner[first]] != held[owner[second]]
    pairs, lines = _joined(owner[first[meeting]], owner[second[meeting]], segments[first[meeting]])
    alone = np.ones(len(owner), dtype=bool)
    alone[first] = alone[second] = False
    loose_pairs, loose = _touching(segments[alone], owner[alone], held)
    keys = [c.place.key for c in cells]
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for (a, b), line in zip([*pairs, *loose_pairs], [*lines, *loose], strict=True):
        found[min(keys[a], keys[b]), max(keys[a], keys[b])].append(line)
    ordered = sorted(found)
    shapes = [
        parts[0] if len(parts := found[pair]) == 1 else shapely.line_merge(shapely.union_all(parts))
        for pair in ordered
    ]
    lengths = _lengths_km(shapes)
    return tuple(
        Edge(cells=pair, geometry=shape, length_km=length)
        for pair, shape, length in zip(ordered, shapes, lengths, strict=True)
    )


def front(territory: Territory, on: date, along: Sequence[Edge] | None = None) -> tuple[FrontLine, ...]:
    """The lines between the ground of each two sides at the end of a day.

    Contested ground lies with whoever is said to hold it still, so that the line does not break where it is fought
    over. Where ground that nobody is known to hold lies between two sides there is no line.

    Parameters
    ----------
    along
        The `edges` of the territory, for a caller who asks for many days.

    Returns
    -------
    tuple of FrontLine
        One for each pair of sides that meet, by their names, ascending; lengths are geodesic.
    """
    holders = {cell.place.key: state_on(territory.histories.get(cell.place.key, ()), on).controller
               for cell in territory.cells}
    meeting: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges(territory) if along is None else along:
        one, other = (holders[key] for key in edge.cells)
        if one is not None and other is not None and one != other:
            meeting[min(one, other), max(one, other)].append(edge)
    return tuple(
        FrontLine(
            on=on, sides=sides, geometry=_multi([edge.geometry for edge in meeting[sides]]),
            length_km=sum(edge.length_km for edge in meeting[sides]),
        )
        for sides in sorted(meeting)
    )


def _controllers(history: Sequence[CellState]) -> tuple[tuple[date, str | None], ...]:
    """When the controller changed, and to whom: what two cells must share to be held alike on every day."""
    changes: list[tuple[date, str | None]] = []
    for state in history:
        if (changes[-1][1] if changes else None) != state.controller:
            # A history answers for the days before it too.
            changes.append((state.since if changes or state is not history[0] else date.min, state.controller))
    return tuple(changes)


def _segments(shapes: _Array) -> tuple[_Array, _Array]:
    """All pieces of all rings as rows (lon, lat, lon, lat), lesser end first, and the number of the shape of each."""
    parts, of_part = shapely.get_parts(shapes, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    lonlat, of_point = shapely.get_coordinates(rings, return_index=True)
    inside = of_point[1:] == of_point[:-1]
    start, end = lonlat[:-1][inside], lonlat[1:][inside]
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    rows = np.where(turned[:, None], np.hstack([end, start]), np.hstack([start, end]))
    return rows, of_part[of_ring[of_point[:-1][inside]]]


def _twins(segments: _Array) -> tuple[_Array, _Array]:
    """The pairs of equal rows, as two arrays of row numbers."""
    bits = np.ascontiguousarray(segments).view(np.uint64)
    # One number for a row: to sort numbers is ten times as fast as to sort rows. Equality is checked below.
    with np.errstate(over="ignore"):
        mixed = bits @ np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5],
                                dtype=np.uint64)
    order = np.argsort(mixed, kind="stable")
    first, second = order[:-1], order[1:]
    same = (mixed[first] == mixed[second]) & (segments[first] == segments[second]).all(axis=1)
    return first[same], second[same]


def _joined(one: _Array, other: _Array, segments: _Array) -> tuple[list[tuple[int, int]], list[Any]]:
    """The segments between each two shapes as one line."""
    if not len(segments):
        return [], []
    pairs, which = np.unique(np.sort(np.column_stack([one, other]), axis=1), axis=0, return_inverse=True)
    which = which.ravel()
    order = np.argsort(which, kind="stable")
    lines = np.asarray(shapely.linestrings(segments[order].reshape(-1, 2, 2)))
    merged: Any = shapely.line_merge(shapely.multilinestrings(lines, indices=which[order]))
    return [tuple(pair) for pair in pairs.tolist()], list(merged)


def _touching(segments: _Array, owner: _Array, held: _Array) -> tuple[list[tuple[int, int]], list[Any]]:
    """The lines along which shapes held differently touch without sharing vertices."""
    if not len(segments):
        return [], []
    shapes, which = np.unique(owner, return_inverse=True)
    lines = np.asarray(shapely.linestrings(segments.reshape(-1, 2, 2)))
    rims: Any = shapely.line_merge(shapely.multilinestrings(lines, indices=which.ravel()))
    a, b = shapely.STRtree(rims).query(rims, predicate="dwithin", distance=_TOUCH)
    near = (a < b) & (held[shapes[a]] != held[shapes[b]])
    a, b = a[near], b[near]
    common: Any = shapely.intersection(rims[a], shapely.buffer(rims[b], _TOUCH, cap_style="flat", join_style="mitre"))
    pairs, found = [], []
    for i, j, shared in zip(shapes[a].tolist(), shapes[b].tolist(), common, strict=True):
        # Where two shapes meet at a corner only, crumbs as long as the buffer is wide are left.
        kept = [p for p in shapely.get_parts(shared) if p.geom_type == "LineString" and p.length > 4 * _TOUCH]
        if kept:
            pairs.append((i, j))
            found.append(shapely.line_merge(shapely.multilinestrings(kept)))
    return pairs, found


def _multi(lines: Sequence[Any]) -> shapely.MultiLineString:
    merged = shapely.line_merge(shapely.multilinestrings(shapely.get_parts(np.asarray(lines, dtype=object))))
    return shapely.MultiLineString(list(shapely.get_parts(merged)))


def _lengths_km(lines: Sequence[Any]) -> list[float]:
    """Geodesic lengths on WGS84."""
    if not lines:
        return []
    parts, of_part = shapely.get_parts(np.asarray(lines, dtype=object), return_index=True)
    lonlat, of_point = shapely.get_coordinates(parts, return_index=True)
    inside = of_point[1:] == of_point[:-1]
    start, end = lonlat[:-1][inside], lonlat[1:][inside]
    metres = _WGS84.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])[2]
    lengths: list[float] = (
        np.bincount(of_part[of_point[:-1][inside]], weights=metres, minlength=len(lines)) / 1000
    ).tolist()
    return lengths
