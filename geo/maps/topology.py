"""The borders of groups of cells as arcs, each drawn once and shared by the two groups that it parts.

A day's ground is then chosen, not drawn anew: groups held alike run together where no arc parts them, and the front
line is the arcs between two holders, so that it follows the edge of the colours at every zoom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.maps.encode import SCALE

OUTSIDE = -1
# An inner border is kept to within this part of a cell's width: finer than what a cell can know.
_DETAIL = 0.1
_NEAR = 1.5  # steps of the grid: a corner this near to an edge lies on it

_Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Arcs:
    """Lines between groups, m of them, on the grid of `step`/SCALE degrees."""

    points: _Ints  # (n, 2), lon and lat in steps, arc after arc
    lengths: _Ints  # (m,), the points of each arc
    left: _Ints  # (m,), the group to its left
    right: _Ints  # (m,), the group to its right, OUTSIDE where no cell lies
    step: int


def arcs(cells: Sequence[BaseGeometry], group: Sequence[int]) -> Arcs:
    """The borders between groups of cells, and between them and the outside.

    Parameters
    ----------
    cells
        Polygons in degrees that share their borders, as far as rounding to 1/SCALE degrees can make them.
    group
        The group of each cell, from 0.

    Returns
    -------
    Arcs
        Around each group its arcs close: those it lies to the left of forwards, the others backwards. Arcs end where
        three groups meet; an inner one is no finer than a tenth of a cell. Neighbours follow each other.
    """
    if not cells:
        none = np.zeros(0, dtype=np.int64)
        return Arcs(none.reshape(0, 2), none, none, none, 1)
    start, end, owner = _segments(np.asarray(cells, dtype=object), np.asarray(group))
    first, second = _meeting(start, end)
    more = _with_corners(start, end, owner, np.concatenate([first, second]))
    if more is not None:
        start, end, owner = more
        first, second = _meeting(start, end)
    across = np.full(len(owner), OUTSIDE)
    across[first], across[second] = owner[second], owner[first]
    # Each border once, seen from its lesser group; what lies between cells of one group is no border.
    kept = (across == OUTSIDE) | (owner < across)
    lines, sides = _lines(start[kept], end[kept], owner[kept], across[kept])
    inner = sides[:, 1] != OUTSIDE
    detail = _DETAIL * SCALE * float(np.sqrt(np.median(shapely.area(np.asarray(cells, dtype=object)))))
    lines[inner] = shapely.simplify(lines[inner], detail)
    step = 2 ** max(0, int(np.log2(detail / 4)))
    points, line = shapely.get_coordinates(lines, return_index=True)
    points = np.round(points / step).astype(np.int64)
    # A point that falls on the one before says nothing, and neither does an arc of one point.
    moves = np.append(True, (line[1:] != line[:-1]) | np.any(points[1:] != points[:-1], axis=1))
    moves &= (np.bincount(line[moves], minlength=len(lines)) > 1)[line]
    told, lengths = np.unique(line[moves], return_counts=True)
    return Arcs(points[moves], lengths, sides[told, 0], sides[told, 1], step)


def _segments(cells: npt.NDArray[Any], group: _Ints) -> tuple[_Ints, _Ints, _Ints]:
    """The pieces of all rings, inside to the left: start points, end points, groups."""
    polygons, cell = shapely.get_parts(cells, return_index=True)
    outlines, polygon = shapely.get_rings(shapely.orient_polygons(polygons), return_index=True)
    lonlat, ring = shapely.get_coordinates(outlines, return_index=True)
    grid = np.round(lonlat * SCALE).astype(np.int64)
    piece = (ring[1:] == ring[:-1]) & np.any(grid[1:] != grid[:-1], axis=1)
    return grid[:-1][piece], grid[1:][piece], group[cell[polygon[ring[:-1][piece]]]]


def _meeting(start: _Ints, end: _Ints) -> tuple[_Ints, _Ints]:
    """The pairs of segments that run along each other in opposite directions, as two arrays of positions."""
    _, number = np.unique(_key(np.concatenate([start, end])), return_inverse=True)
    a, b = number[: len(start)], number[len(start) :]
    least, most = np.minimum(a, b), np.maximum(a, b)
    # Along one line those from the lesser corner first; a pair is one of each beside each other.
    order = np.lexsort((a > b, most, least))
    first, second = order[:-1], order[1:]
    one_line = (least[first] == least[second]) & (most[first] == most[second])
    pairs = one_line & (a[first] < b[first]) & (a[second] > b[second])
    return first[pairs], second[pairs]


def _with_corners(start: _Ints, end: _Ints, owner: _Ints, paired: _Ints) -> tuple[_Ints, _Ints, _Ints] | None:
    """Give segments the corners that the other side of a border has on them: regions are divided one by one.

    `paired` are those that have no need of it; None if no other has.
    """
    alone = np.ones(len(owner), dtype=bool)
    alone[paired] = False
    rim = np.flatnonzero(alone)
    if not len(rim):
        return None
    lines = np.asarray(shapely.linestrings(np.stack([start[rim], end[rim]], axis=1)))
    corners = np.unique(start[rim], axis=0)
    at, on = shapely.STRtree(lines).query(shapely.points(corners), predicate="dwithin", distance=_NEAR)
    here, line = corners[at], rim[on]
    inside = np.any(here != start[line], axis=1) & np.any(here != end[line], axis=1)
    here, line, on = here[inside], line[inside], on[inside]
    if not len(here):
        return None
    along = shapely.line_locate_point(lines[on], shapely.points(here))
    order = np.lexsort((along, line))
    here, line = here[order], line[order]
    # The start of a segment and each corner on it begin a piece, which ends where the next one begins.
    pieces = np.concatenate([np.arange(len(owner)), line])
    begins = np.concatenate([start, here])
    order = np.argsort(pieces, kind="stable")
    pieces, begins = pieces[order], begins[order]
    ends = np.roll(begins, -1, axis=0)
    last = np.append(pieces[1:] != pieces[:-1], True)
    ends[last] = end
    real = np.any(begins != ends, axis=1)
    return begins[real], ends[real], owner[pieces[real]]


def _lines(start: _Ints, end: _Ints, left: _Ints, right: _Ints) -> tuple[npt.NDArray[Any], _Ints]:
    """Join segments between the same groups, in their direction: lines, and the groups (n, 2) beside each."""
    sides, pair = np.unique(np.stack([left, right], axis=1), axis=0, return_inverse=True)
    order = np.lexsort((_key(start), pair.ravel()))
    pieces = np.asarray(shapely.linestrings(np.stack([start[order], end[order]], axis=1)))
    together = shapely.multilinestrings(pieces, indices=pair.ravel()[order])
    lines, of = shapely.get_parts(shapely.line_merge(together, directed=True), return_index=True)
    return lines, sides[of]


def _key(points: _Ints) -> _Ints:
    """One whole number for each point of the grid."""
    return np.asarray(points[:, 0] * (1 << 32) + points[:, 1])
