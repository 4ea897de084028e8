"""Polygons of control that others drew: a file in, a snapshot for each of its days out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from geo.errors import InputError
from geo.model import ControlSnapshot, Fault
from geo.reading.fields import shown
from geo.reading.files import POLYGON_FILES, find_files, unreadable
from geo.reading.ours import refuse_own_document
from geo.reading.polygons_dates import (
    day_in,
    day_in_label,
    day_named,
    day_of_folder,
    day_told,
    days_of_spans,
    possible,
    span_told,
    to_come,
)
from geo.reading.polygons_files import Layer, read_layers
from geo.reading.polygons_ground import dissolved, settled, to_degrees
from geo.reading.polygons_legend import CONTESTED, UNKNOWN, Legend, read_names, sides_of
from geo.resources.layouts import polygon_words

__all__ = ["Legend", "read_names", "read_polygons", "read_snapshots"]


@dataclass(slots=True)
class _Day:
    """What is drawn for one day: shapes by side, and what is to be said of them."""

    shapes: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    allowed: list[bool] = field(default_factory=list)


def read_polygons(path: Path, legend: Legend | None = None) -> tuple[ControlSnapshot, ...]:
    """Read a GeoJSON, GeoPackage, KML, KMZ or shapefile (zipped or not) of who holds which ground.

    Returns
    -------
    tuple of ControlSnapshot
        One for each day that the features give, undated ones last; one where no feature gives any. What was repaired,
        left out or found odd stands in its notes.

    Raises
    ------
    InputError
        If it is no such file, holds no polygon, or does not say whose its polygons are.
    OSError
        If it cannot be read.
    """
    legend = legend or Legend.of()
    if path.suffix.lower() not in POLYGON_FILES:
        raise InputError(
            f"expected polygons ({', '.join(sorted(POLYGON_FILES))}), got {path.suffix or path.name!r}: save them so"
        )
    if path.suffix.lower() == ".geojson":
        refuse_own_document(path)
    days: dict[date | None, _Day] = defaultdict(_Day)
    layers = [layer for layer in read_layers(path) if any(_has_ground(shape) for shape in layer.shapes)]
    for layer in layers:
        _sort(layer, path, legend, days)
    found = [_snapshot(shown(path), on, days[on]) for on in sorted(days, key=lambda on: (on is None, on or date.max))]
    kept = tuple(snapshot for snapshot in found if snapshot.held or snapshot.contested is not None)
    if not kept:
        raise InputError("expected polygons of ground that somebody holds, got none: name the file that has them")
    return kept


def read_snapshots(
    paths: Sequence[Path], legend: Legend | None = None
) -> tuple[tuple[ControlSnapshot, ...], tuple[Fault, ...]]:
    """Read the polygons of files and of folders, recursively in sorted order, and what cannot be read."""
    found: list[ControlSnapshot] = []
    faults: list[Fault] = []
    for source in find_files(paths):
        if isinstance(source, Fault):
            faults.append(source)
            continue
        path, in_folder = source
        if in_folder and path.suffix.lower() not in POLYGON_FILES:
            continue
        try:
            found += read_polygons(path, legend)
        except InputError as error:
            faults.append(Fault(source=shown(path), message=str(error)))
        except OSError as error:
            faults.append(unreadable(shown(path), error))
    return tuple(found), tuple(faults)


def _sort(layer: Layer, path: Path, legend: Legend, days: dict[date | None, _Day]) -> None:
    """Lay each shape of a layer to its days and side."""
    drawn = [i for i, shape in enumerate(layer.shapes) if _has_ground(shape)]
    rows = [layer.properties[i] for i in drawn]
    sides, notes = sides_of(rows, layer.name or path.stem, legend)
    if layer.unclosed:
        notes.append(f"{layer.unclosed} rings were closed")
    if layer.crs is None and path.suffix.lower() != ".geojson":  # which has none but WGS84
        notes.append("no CRS is declared: taken for longitude and latitude")
    shapes, repairs = to_degrees(layer.shapes, layer.crs, legend.home(side for side in sides if side))
    notes += repairs
    words = polygon_words()
    seen: set[date | None] = set()
    for i, row, side, of in zip(drawn, rows, sides, _days(rows, layer, path, legend), strict=True):
        fields = {name.casefold(): value for name, value in {**layer.about, **row}.items()}
        for day, odd in of:
            entry = days[day]
            entry.notes += [] if odd is None else [odd]
            if day not in seen:
                seen.add(day)
                entry.notes += notes
            entry.licences += [str(fields[name]) for name in words.licence_fields if fields.get(name)][:1]
            entry.allowed += [_truth(fields[name]) for name in words.redistribution_fields if name in fields][:1]
            if side is not None and side != UNKNOWN:
                entry.shapes[side].append(shapes[i])
    if legend.licence is not None or legend.redistributable is not None:
        for entry in days.values():
            entry.licences = [legend.licence] if legend.licence is not None else entry.licences
            entry.allowed = [legend.redistributable] if legend.redistributable is not None else entry.allowed


_Dated = tuple[date | None, str | None]  # a day, and what is odd about it


def _days(rows: Sequence[dict[str, Any]], layer: Layer, path: Path, legend: Legend) -> list[list[_Dated]]:
    """The days of each feature: one, or where features say from when to when they hold all on which any changes."""
    whole = _whole(layer, path, legend)
    told = [None if legend.on else day_told(row) for row in rows]
    spans = [(None, None) if legend.on or day else span_told(row) for row, day in zip(rows, told, strict=True)]
    lasting = any(last for _, last in spans)  # else a first day is the day of a drawing, and another replaces it
    anew = iter(days_of_spans([(first, last) for first, last in spans if first]) if lasting else ())
    found: list[list[_Dated]] = []
    for row, day, (first, _) in zip(rows, told, spans, strict=True):
        if first and lasting:
            found.append([_judged([on]) for on in next(anew)])
        else:
            choices = (day, first, *whole, None if day or first or whole else day_in_label(row))
            found.append([_judged([choice for choice in choices if choice])])
    return found


def _whole(layer: Layer, path: Path, legend: Legend) -> list[date]:
    """The days that may hold for a whole layer, first choice first."""
    about = day_told(layer.about) or day_in_label(layer.about)
    found = (legend.on, about, day_in(layer.name), day_named(path), day_of_folder(path))
    return [day for day in found if day is not None]


def _judged(choices: Sequence[date]) -> _Dated:
    """The first of some days that can be, and what is odd about it or those before it."""
    day = next(filter(possible, choices), None)
    wrong = next((choice for choice in choices if not possible(choice)), None)
    if wrong is None or (day is not None and choices.index(day) < choices.index(wrong)):
        return day, f"dated {day}, which has not come yet: check it" if day and to_come(day) else None
    return day, f"dated {wrong}, which cannot be: " + (f"taken as of {day}" if day else "taken as undated")


def _snapshot(source: str, on: date | None, drawn: _Day) -> ControlSnapshot:
    notes = list(dict.fromkeys(drawn.notes))
    ground: dict[str, Any] = {}
    repaired = 0
    for side, shapes in sorted(drawn.shapes.items()):
        ground[side], crossing = dissolved(np.array(shapes, dtype=object))
        repaired += crossing
    if repaired:
        notes.append(f"{repaired} polygons crossed themselves and were repaired")
    held, contested, found = settled(
        {side: its for side, its in ground.items() if side != CONTESTED}, ground.get(CONTESTED)
    )
    return ControlSnapshot(
        source=source,
        on=on,
        held=held,
        contested=contested,
        licence="; ".join(dict.fromkeys(drawn.licences)) or None,
        redistributable=bool(drawn.allowed) and all(drawn.allowed),
        notes=(*notes, *found),
    )


def _has_ground(shape: Any) -> bool:
    flat = ("Point", "MultiPoint", "LineString", "MultiLineString")
    return shape is not None and not shape.is_empty and shape.geom_type not in flat


def _truth(value: object) -> bool:
    return str(value).strip().casefold() in ("true", "yes", "1", "1.0")
