"""Polygons of control as a territory: ground that shares a history is one cell, and a map plays it like any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geo.model import Basis, Cell, CellState, ControlSnapshot, Level, Place, Status, Territory
from geo.territory.snapshots import measured

_Array = npt.NDArray[Any]
_Held = tuple[str | None, Status]
_NOBODY: _Held = (None, Status.UNKNOWN)
_NOBODYS = -1  # the number of a face that lies in no part of a day
_LEAST = 1e-10  # square degrees, a square metre: what lies between borders drawn twice

METHOD = "Ground is held as the polygons draw it, from each day to the next; what they leave out is nobody's."


def drawn(snapshots: Sequence[ControlSnapshot]) -> Territory:
    """The ground of dated snapshots, in as many cells as there are histories.

    All lines of all days are laid over each other once; each face between them is looked up in every day, and the
    faces that share a history are one cell.
    """
    dated = [ground for ground in snapshots if ground.on is not None]
    days = [ground.on for ground in dated if ground.on is not None]
    parts = [_parts(ground) for ground in dated]
    faces = _faces([shape for day in parts for _, shape in day])
    held = np.stack([_held(day, faces) for day in parts], axis=1) if len(faces) else np.zeros((0, len(days)), int)
    lines, group = np.unique(held, axis=0, return_inverse=True)
    sides = tuple(sorted({side for ground in dated for side in ground.held}))
    joined = {
        tuple(line): shapely.coverage_union_all(faces[group.ravel() == number])
        for number, line in enumerate(lines.tolist())
        if any(at != _NOBODYS for at in line)
    }
    kept = {line: shape for line, shape in joined.items() if shape.area > _LEAST}
    cells: list[Cell] = []
    histories: dict[str, tuple[CellState, ...]] = {}
    for (line, shape), area in zip(kept.items(), measured(list(kept.values())), strict=True):
        spot = shape.representative_point()
        place = Place(key=f"drawn:{len(cells)}", name="", lat=spot.y, lon=spot.x, level=Level.AREA)
        cells.append(Cell(place=place, region="", geometry=shape, area_km2=area))
        told = [_NOBODY if at == _NOBODYS else day[at][0] for day, at in zip(parts, line, strict=True)]
        histories[place.key] = _history(days, told, sides)
    return Territory(cells=tuple(cells), histories=histories, regions=(), method=METHOD)


def _parts(ground: ControlSnapshot) -> list[tuple[_Held, BaseGeometry]]:
    """The polygons of a day, each with what it says of its ground."""
    parts: list[tuple[_Held, BaseGeometry]] = [((side, Status.HELD), shape) for side, shape in ground.held.items()]
    return parts if ground.contested is None else [*parts, ((None, Status.CONTESTED), ground.contested)]


def _faces(shapes: Sequence[BaseGeometry]) -> _Array:
    """The faces between the lines of polygons, in which there is no further line.

    A piece of a line that is drawn day after day counts once: of a front most stays where it was.
    """
    xy, ring = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(np.array(shapes, dtype=object))), return_index=True
    )
    pieces = np.hstack([xy[:-1], xy[1:]])[ring[1:] == ring[:-1]]
    back = (pieces[:, 0] > pieces[:, 2]) | ((pieces[:, 0] == pieces[:, 2]) & (pieces[:, 1] > pieces[:, 3]))
    pieces[back] = pieces[back][:, [2, 3, 0, 1]]
    lines = np.asarray(shapely.linestrings(np.unique(pieces, axis=0).reshape(-1, 2, 2)))
    noded = shapely.line_merge(shapely.node(shapely.multilinestrings(lines)))
    found: _Array = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return found


def _held(parts: Sequence[tuple[_Held, BaseGeometry]], faces: _Array) -> _Array:
    """For each face the number of the part of a day in which it lies, or _NOBODYS."""
    lonlat = shapely.get_coordinates(shapely.point_on_surface(faces))
    found = np.full(len(faces), _NOBODYS)
    for number, (_, shape) in enumerate(parts):
        shapely.prepare(shape)
        found[shapely.contains_xy(shape, lonlat[:, 0], lonlat[:, 1])] = number
    return found


def _history(days: Sequence[date], line: Sequence[_Held], sides: tuple[str, ...]) -> tuple[CellState, ...]:
    """Only the days on which something changes.

    Whoever draws a map claims what it shows, and its figures are exact but for what is contested: that any of the
    sides may hold.
    """
    return tuple(
        CellState(
            since=day,
            controller=side,
            status=status,
            basis=Basis.CLAIMED if side else None,
            sure=side is not None,
            rivals=sides if status is Status.CONTESTED else (),
        )
        for day, (side, status), before in zip(days, line, (None, *line), strict=False)
        if (side, status) != before
    )
