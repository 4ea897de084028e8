"""Geometry as short lists of integers: quantised, each point the step from the one before."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

SCALE = 10_000  # steps in a degree: 11 m of latitude, under a pixel up to zoom 13


def rings(geometries: Iterable[BaseGeometry], scale: int = SCALE) -> list[list[int]]:
    """The rings of polygons as ``[lon, lat, dlon, dlat, …]`` in 1/`scale` degrees, shells and holes alike.

    Shells run counterclockwise and holes clockwise, so that the non-zero rule fills them even where two overlap. The
    closing point is left out; rings that shrink to a line are dropped.
    """
    parts = shapely.get_rings(shapely.orient_polygons(list(geometries)))
    return [encoded for part in parts if (encoded := _steps(shapely.get_coordinates(part), scale))]


def _steps(coordinates: npt.NDArray[np.float64], scale: int) -> list[int]:
    grid = np.round(coordinates * scale).astype(np.int64)
    keep = np.ones(len(grid), dtype=bool)
    keep[1:] = np.any(grid[1:] != grid[:-1], axis=1)
    grid = grid[keep]
    if len(grid) > 1 and np.array_equal(grid[0], grid[-1]):
        grid = grid[:-1]
    if len(grid) < 3:
        return []
    steps = np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    flat: list[int] = steps.ravel().tolist()
    return flat
