"""GeoPackage and KML, by GDAL with the driver named: by the file's name alone it would make a folder of shapefiles."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.errors import OutputError
from geo.exchange.rows import Row
from geo.exchange.sheets import Sheet, flat
from geo.exchange.tables import flat_cell

_DECIMALS = 7  # of a degree: a centimetre
_DAYS = frozenset({"date", "date_from", "date_to", "said", "published", "since", "until"})
_KINDS = {0: "Point", 1: "MultiLineString", 5: "MultiLineString", 3: "MultiPolygon", 6: "MultiPolygon"}
# Under these names LIBKML makes times of them, by which a globe's time slider plays.
_KML_TIMES = {"date": "timestamp", "since": "begin", "until": "end"}
_NAMES = ("place", "side", "controller")  # what a placemark is called by, first one that is there


def geopackage(sheets: Sequence[Sheet], stamp: Mapping[str, Any]) -> bytes:
    """Sheets as a GeoPackage, one layer each, and a table `groundshift` that says what it is and whom to credit."""
    said = [{"key": key, "value": value} for key, value in _lines(stamp)]
    about = Sheet(
        name="groundshift", about="What this is.", columns=("key", "value"), rows=said, shapes=[None] * len(said)
    )
    filled = [sheet for sheet in sheets if sheet.rows]
    return _written([*filled, about], "GPKG", ".gpkg", stamp, lambda columns: columns)


def kml(sheets: Sequence[Sheet], stamp: Mapping[str, Any]) -> bytes:
    """Sheets as KML, one folder each; the document's description says what it is and whom to credit."""
    filled = [sheet for sheet in sheets if sheet.rows] or sheets[:1]
    return _written(filled, "LIBKML", ".kml", stamp, _for_globes)


_Columns = dict[str, Any]


def _written(
    sheets: Sequence[Sheet],
    driver: str,
    suffix: str,
    stamp: Mapping[str, Any],
    dress: Callable[[_Columns], _Columns],
) -> bytes:
    from pyogrio import errors, raw

    described = "\n".join(f"{key}: {value}" for key, value in _lines(stamp))
    with tempfile.TemporaryDirectory(prefix="groundshift-") as folder, _same_time(stamp), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a driver adds or leaves out, by which nothing of ours is lost
        path = Path(folder) / f"groundshift{suffix}"
        try:
            for number, sheet in enumerate(sheets):
                columns = dress({name: _column(name, sheet.rows) for name in sheet.columns})
                geometries, kind = _geometries(sheet.shapes)
                raw.write(
                    path,
                    geometries,
                    [values for values, _ in columns.values()],
                    list(columns),
                    field_mask=[mask for _, mask in columns.values()],
                    layer=sheet.name,
                    driver=driver,
                    geometry_type=kind,
                    crs="EPSG:4326" if kind else None,
                    promote_to_multi=kind is not None and kind.startswith("Multi"),
                    append=number > 0,
                    nan_as_null=True,
                    dataset_options=(
                        {"NAME": "Groundshift", "DESCRIPTION": described} if driver == "LIBKML" and not number else None
                    ),
                    layer_options={"DESCRIPTION": f"{sheet.about} {stamp['credit']}"},
                    layer_metadata=dict(_lines(stamp)) if driver == "GPKG" else None,
                )
            return path.read_bytes()
        except (errors.DataSourceError, errors.DataLayerError, OSError) as error:
            raise OutputError(f"expected to be able to write {suffix}, got {error}: choose another format") from error


def _geometries(shapes: Sequence[Any]) -> tuple[Any, str | None]:
    """Well-known binary, and the one kind of geometry that a layer has; none where there is no shape at all."""
    kinds = {_KINDS[shapely.get_type_id(shape)] for shape in shapes if shape is not None}
    if not kinds:
        return None, None
    flattened = np.array([flat(shape, _DECIMALS) for shape in shapes], dtype=object)
    return np.array([None if s is None else shapely.to_wkb(s) for s in flattened], dtype=object), min(kinds)


def _column(name: str, rows: Sequence[Row]) -> tuple[Any, Any]:
    """One column by the kind of its values, and where it is null."""
    values = [flat_cell(row.get(name)) if isinstance(row.get(name), list) else row.get(name) for row in rows]
    null = np.array([value is None for value in values], dtype=bool)
    there = [value for value in values if value is not None]
    if name in _DAYS:
        return np.array(values, dtype="datetime64[D]"), null
    if there and all(isinstance(value, bool) for value in there):
        return np.array([bool(value) for value in values]), null
    if there and all(isinstance(value, int) and not isinstance(value, bool) for value in there):
        return np.array([value or 0 for value in values], dtype=np.int64), null
    if there and all(isinstance(value, int | float) for value in there):
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64), null
    return np.array([None if value is None else str(value) for value in values], dtype=object), null


def _for_globes(columns: _Columns) -> _Columns:
    """With the times of each placemark, and what it is called by."""
    times = {kml: columns[name] for name, kml in _KML_TIMES.items() if name in columns}
    called = next((columns[name] for name in _NAMES if name in columns), None)
    named = {} if called is None else {"Name": called}
    # The driver writes days with strokes between: as texts they stay as they are.
    plain = {name: (_as_text(*column) if name in _DAYS else column) for name, column in columns.items()}
    return {**named, **plain, **times}


def _as_text(days: Any, null: Any) -> tuple[Any, Any]:
    return np.array([None if none else str(day) for day, none in zip(days, null, strict=True)], dtype=object), null


def _lines(stamp: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A stamp in lines: each source on one of its own."""
    for key, value in stamp.items():
        if isinstance(value, list):
            for number, source in enumerate(value, start=1):
                said = ", ".join(str(part) for part in source.values() if part is not None)
                yield f"source {number}", said
        else:
            yield key, "" if value is None else str(value)


@contextmanager
def _same_time(stamp: Mapping[str, Any]) -> Iterator[None]:
    """Let GDAL write the date of the data where it would write the hour: the same inputs give the same bytes."""
    import pyogrio

    day = stamp.get("data_as_of") or "1970-01-01"
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
