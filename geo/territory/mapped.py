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


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedCell:
    """A cell or a part of one, and who the layer says holds it."""

    cell: Cell
    side: str | None
    contested: bool = False


def mapped(cells: Sequence[Cell], layer: ControlSnapshot | None) -> tuple[MappedCell, ...]:
    """Look up each cell in a layer; one that a mapped line crosses is cut along it.

    The parts of a cell share its area exactly. The part around the settlement keeps its key.
    """
    if layer is None:
        return tuple(MappedCell(cell=cell, side=None) for cell in cells)
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
    return tuple(part for cell, parts in zip(cells, inside, strict=True) for part in _parts(cell, parts))


def _parts(cell: Cell, inside: Sequence[tuple[str | None, bool, BaseGeometry]]) -> list[MappedCell]:
    whole = cell.geometry.area
    kept = [(side, fought, ground) for side, fought, ground in inside if ground.area > _SLIVER * whole]
    rest = whole - sum(ground.area for _, _, ground in kept)
    if len(kept) + (rest > _SLIVER * whole) <= 1:
        side, fought = (kept[0][0], kept[0][1]) if kept else (None, False)
        return [MappedCell(cell=cell, side=side, contested=fought)]
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
        part = replace(cell, place=place, geometry=shape, area_km2=area * scale)
        found.append(MappedCell(cell=part, side=side, contested=fought))
    return found


def _polygons(ground: BaseGeometry) -> BaseGeometry:
    if ground.geom_type in ("Polygon", "MultiPolygon"):
        return ground
    return shapely.union_all([part for part in shapely.get_parts(ground) if part.geom_type == "Polygon"])
