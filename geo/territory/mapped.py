"""Ground as somebody mapped it: the side that a layer of polygons gives each cell to, cut where its lines run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.model import Cell, ControlSnapshot
from geo.territory.plane import areas_km2

_SLIVER = 0.01  # of a cell: less is no ground but the slack between two drawings of one border


@dataclass(frozen=True, slots=True)
class Mapped:
    """Cells or parts of cells, and for each, in the same order, who the layer says holds it, and if it is contested."""

    cells: tuple[Cell, ...]
    sides: tuple[str | None, ...]
    contested: tuple[bool, ...]


def mapped(cells: Sequence[Cell], layer: ControlSnapshot | None) -> Mapped:
    """Look up each cell in a layer; one that a mapped line crosses is cut along it.

    The parts of a cell share its area exactly. The part around the settlement keeps its key.
    """
    if layer is None:
        return Mapped(tuple(cells), (None,) * len(cells), (False,) * len(cells))
    shapes = np.array([cell.geometry for cell in cells], dtype=object)
    grounds = [*((side, layer.held[side]) for side in sorted(layer.held)), (None, layer.contested)]
    inside: list[list[tuple[str | None, bool, BaseGeometry]]] = [[] for _ in cells]
    for side, ground in grounds:
        if ground is None or ground.is_empty:
            continue
        shapely.prepare(ground)
        whole = shapely.covers(ground, shapes)
        for i in np.flatnonzero(whole).tolist():
            inside[i].append((side, side is None, shapes[i]))
        crossing = np.flatnonzero(shapely.intersects(ground, shapes) & ~whole)
        for i, part in zip(crossing.tolist(), shapely.intersection(ground, shapes[crossing]), strict=True):
            inside[i].append((side, side is None, part))
    rows = [row for cell, parts in zip(cells, inside, strict=True) for row in _parts(cell, parts)]
    return Mapped(*zip(*rows, strict=True)) if rows else Mapped((), (), ())


def _parts(cell: Cell, inside: Sequence[tuple[str | None, bool, BaseGeometry]]) -> list[tuple[Cell, str | None, bool]]:
    whole = cell.geometry.area
    kept = [(side, fought, ground) for side, fought, ground in inside if ground.area > _SLIVER * whole]
    rest = whole - sum(ground.area for _, _, ground in kept)
    if len(kept) + (rest > _SLIVER * whole) <= 1:
        side, fought = (kept[0][0], kept[0][1]) if kept else (None, False)
        return [(cell, side, fought)]
    if rest > _SLIVER * whole:
        kept.append((None, False, cell.geometry.difference(shapely.union_all([ground for _, _, ground in kept]))))
    home = shapely.Point(cell.place.lon, cell.place.lat)
    own = min(range(len(kept)), key=lambda i: (kept[i][2].distance(home), -kept[i][2].area))
    # Geodesic areas of parts and whole differ in the eighth digit, for their straight edges are cut: share it out.
    measured = areas_km2(_polygons(ground) for _, _, ground in kept)
    scale = cell.area_km2 / sum(measured)
    found = []
    for i, ((side, fought, ground), area) in enumerate(zip(kept, measured, strict=True)):
        place, shape = cell.place, _polygons(ground)
        if i != own:
            inner = shape.representative_point()
            label = side or ("contested" if fought else "unmapped")
            place = replace(place, key=f"{place.key}#{label}", lat=inner.y, lon=inner.x)
        found.append((replace(cell, place=place, geometry=shape, area_km2=area * scale), side, fought))
    return found


def _polygons(ground: BaseGeometry) -> BaseGeometry:
    if ground.geom_type in ("Polygon", "MultiPolygon"):
        return ground
    return shapely.union_all([part for part in shapely.get_parts(ground) if part.geom_type == "Polygon"])
