"""The ground of a day as one polygon a side: what a GIS wants, and what can be laid beside ground that others drew."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from geo.model import ControlSnapshot, Status, Territory
from geo.territory.spells import state_on

# Degrees, a tenth of a millimetre. The cells of two regions meet along one border, but each with vertices that the
# other lacks; on a grid this fine they leave no slivers between them.
_GRID = 1e-9


def dissolved(territory: Territory, on: date) -> ControlSnapshot:
    """The ground that each side holds at the end of a day, claimed and inferred ground with it, and what is contested.

    A snapshot like those that are read from files, so that `diff` tells two days apart, or an estimate and a map that
    somebody drew. Ground that nobody is known to hold is left out.

    >>> from geo.territory import build, dissolved
    >>> dissolved(build([], {}, {}), date(2022, 9, 10)).held
    {}
    """
    cells: dict[tuple[str, str | None], list[BaseGeometry]] = defaultdict(list)
    for cell in territory.cells:
        state = state_on(territory.histories.get(cell.place.key, ()), on)
        if state.status is Status.CONTESTED:
            cells[cell.region, None].append(cell.geometry)
        elif state.controller is not None:
            cells[cell.region, state.controller].append(cell.geometry)
    # Within a region cells meet vertex by vertex, and to dissolve such takes a tenth of the time.
    parts: dict[str | None, list[BaseGeometry]] = defaultdict(list)
    for (_, side), shapes in cells.items():
        parts[side].append(shapely.coverage_union_all(shapes))
    ground = {
        side: shapes[0] if len(shapes) == 1 else shapely.union_all(shapes, grid_size=_GRID)
        for side, shapes in parts.items()
    }
    return ControlSnapshot(
        source="estimate",
        on=on,
        held={side: ground[side] for side in sorted(filter(None, ground))},
        contested=ground.get(None),
        redistributable=True,
        notes=(territory.method,),
    )
