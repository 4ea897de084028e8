"""Polygons of control as a territory: ground that shares a history is one cell, and a map plays it like any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import shapely

from geo.model import Basis, Cell, CellState, ControlSnapshot, Level, Place, Status, Territory
from geo.territory.snapshots import measured, polygons

_Held = tuple[str | None, Status]
_NOBODY: _Held = (None, Status.UNKNOWN)
_LEAST = 1e-10  # square degrees, a square metre: what overlays leave between borders drawn twice

METHOD = "Ground is held as the polygons draw it, from each day to the next; what they leave out is nobody's."


def drawn(snapshots: Sequence[ControlSnapshot]) -> Territory:
    """The ground of dated snapshots, in as many cells as there are histories.

    Each snapshot cuts the cells so far into what each side holds then; what none has held yet joins as new cells.
    """
    days = [ground.on for ground in snapshots if ground.on is not None]
    grown: dict[tuple[_Held, ...], Any] = {}
    for number, ground in enumerate(ground for ground in snapshots if ground.on is not None):
        grown = _grown(grown, ground, number)
    shapes = list(grown.values())
    cells, histories = [], {}
    for number, (line, shape, area) in enumerate(zip(grown, shapes, measured(shapes), strict=True)):
        spot = shape.representative_point()
        place = Place(key=f"drawn:{number}", name="", lat=spot.y, lon=spot.x, level=Level.AREA)
        cells.append(Cell(place=place, region="", geometry=shape, area_km2=area))
        histories[place.key] = _history(days, line)
    return Territory(cells=tuple(cells), histories=histories, regions=(), method=METHOD)


def _grown(
    grown: dict[tuple[_Held, ...], Any], ground: ControlSnapshot, number: int
) -> dict[tuple[_Held, ...], Any]:
    parts: list[tuple[_Held, Any]] = [((side, Status.HELD), shape) for side, shape in ground.held.items()]
    if ground.contested is not None:
        parts.append(((None, Status.CONTESTED), ground.contested))
    found: dict[tuple[_Held, ...], Any] = {}
    left = dict(parts)  # of each part, what was nobody's so far
    for line, shape in grown.items():
        rest = shape
        for held, part in parts:
            shared = polygons(shapely.intersection(shape, part)) if shape.intersects(part) else shapely.Polygon()
            if shared.area > _LEAST:
                found[*line, held] = shared
                rest = polygons(shapely.difference(rest, part))
                left[held] = polygons(shapely.difference(left[held], shape))
        if rest.area > _LEAST:
            found[*line, _NOBODY] = rest
    for held, shape in left.items():
        if shape.area > _LEAST:
            found[*[_NOBODY] * number, held] = shape
    return found


def _history(days: Sequence[date], line: Sequence[_Held]) -> tuple[CellState, ...]:
    """Only the days on which something changes. Whoever draws a map claims what it shows."""
    return tuple(
        CellState(since=day, controller=side, status=status, basis=Basis.CLAIMED if side else None)
        for day, (side, status), before in zip(days, line, (None, *line), strict=False)
        if (side, status) != before
    )
