"""A story's layers with their geometries: what GeoJSON, GeoPackage and KML are written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.exchange.layers import LAYER_COLUMNS, Layer, layer_rows, snapshot_parts, territory_rows
from geo.exchange.rows import CHANGE_COLUMNS, STEP_COLUMNS, Row, change_row
from geo.model import GroundChange, Level, Story

_PINNED = frozenset({Level.SETTLEMENT.value, Level.FACILITY.value})
_ABOUT = {
    Layer.CLAIMS: "Who says that what happened where and when; what is said of a whole region has no point.",
    Layer.AREAS: "Figures of ground that reports give.",
    Layer.CONTROL: "Who holds each named place, day by day.",
    Layer.TERRITORY: "The ground nearest to each settlement, and how it is held from since to until.",
    Layer.FRONT: "The line between the ground of two sides, day by day.",
    Layer.SNAPSHOTS: "Polygons of control that others drew.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One layer to write: rows, and for each its geometry in lon/lat degrees or None; a table where none has any."""

    name: str
    about: str
    columns: Sequence[str]
    rows: Sequence[Row]
    shapes: Sequence[BaseGeometry | None]


def story_sheet(story: Story, layer: Layer) -> Sheet:
    """One layer of a story. Snapshots that may not be passed on are no part of it."""
    match layer:
        case Layer.TERRITORY:
            cells = {c.place.key: c.geometry for c in story.territory.cells} if story.territory else {}
            keyed = list(territory_rows(story))
            rows = [row for _, row in keyed]
            shapes: list[BaseGeometry | None] = [cells[key] for key, _ in keyed]
        case Layer.FRONT:
            rows, shapes = layer_rows(story, layer), [line.geometry for line in story.fronts]
        case Layer.SNAPSHOTS:
            parts = list(snapshot_parts(story))
            rows, shapes = [row for row, _ in parts], [shape for _, shape in parts]
        case _:
            rows = layer_rows(story, layer)
            shapes = [_point(row) for row in rows]
    return Sheet(name=layer.value, about=_ABOUT[layer], columns=LAYER_COLUMNS[layer], rows=rows, shapes=shapes)


def change_sheet(changes: Sequence[GroundChange]) -> Sheet:
    """The ground that changed hands: a polygon for what each side gained and one for what it lost."""
    rows, shapes = [], []
    apart = any(c.region for c in changes)
    totals = STEP_COLUMNS if apart else (*STEP_COLUMNS[:2], *CHANGE_COLUMNS)
    for change in changes:
        for kind, km2, shape in (
            ("gained", change.gained_km2, change.gained), ("lost", change.lost_km2, change.lost),
        ):
            if round(km2, 3):  # what is less is a matter of rounding
                rows.append({"change": kind, "km2": round(km2, 3), **change_row(change, totals)})
                shapes.append(shape)
    columns = ("change", "km2", *totals)
    return Sheet(name="changes", about="Ground that changed hands.", columns=columns, rows=rows, shapes=shapes)


def _point(row: Row) -> BaseGeometry | None:
    """The point of a row, if it is about a place that has one.

    What is said of a whole region or country keeps its representative coordinates in the properties and gets no
    geometry: a point would look like a place.
    """
    if row.get("lon") is None or row.get("level", Level.SETTLEMENT.value) not in _PINNED:
        return None
    return shapely.Point(row["lon"], row["lat"])


def suffix_of(path: Path, known: Sequence[str]) -> str | None:
    """The suffix of a path, if it is one of those known."""
    return suffix if (suffix := path.suffix.lower()) in known else None


def flat(shape: BaseGeometry | None, decimals: int) -> Any:
    """The shape with its coordinates rounded and its rings turned as RFC 7946 (section 3.1.6) asks."""
    if shape is None:
        return None
    rounded = shapely.transform(shape, lambda lonlat: lonlat.round(decimals))
    if not rounded.is_valid and shape.is_valid:
        rounded = shape  # rounding made it touch itself
    return shapely.orient_polygons(rounded)
