"""First-level regions and countries of the world: names, codes and borders, each read from disk when asked for.

Built from Natural Earth by `data/build/boundaries.py`; `data/boundaries/README.md` says what that did and whose view of
disputed borders it takes. Geometries are WGS84 longitude/latitude; those of one detail share every vertex of a common
border, so that they can be dissolved and measured without slivers. Only the rows asked for are read.
"""

from __future__ import annotations

import json
import lzma
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import ResourceError
from geo.resources.bundle import data_file

Detail: TypeAlias = Literal["full", "light"]

_QUANTUM = 1e-4  # degrees; as in data/build/boundaries.py
_NO_REGION = "expected the key of a first-level region such as 'adm1:FR-IDF', got {!r}: regions() lists them"
_LZMA: list[dict[str, Any]] = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 20, "lc": 0, "lp": 0, "pb": 0}]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A first-level region. `lat` and `lon` are a point inside it, to label it by."""

    key: str  # "adm1:" and the ISO 3166-2 code
    name: str  # as printed in English, kind included where English usage adds it
    names: tuple[str, ...]  # every known name, the bare stem, Ukrainian and Russian included
    labels: Mapping[str, str]  # one name by language: en, uk, ru, local
    country: str  # ISO 3166-1 alpha-2; XX where no country is agreed
    type: str  # "Oblast", "Province", …
    gn_a1_code: str | None  # GeoNames' "UA.07"
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country as its ISO 3166-2 regions together. `lat` and `lon` are a point inside its largest part."""

    key: str  # "country:" and the code
    code: str  # ISO 3166-1 alpha-2
    name: str
    names: tuple[str, ...]
    labels: Mapping[str, str]  # en, uk, ru
    lat: float
    lon: float


@cache
def regions(country: str | None = None) -> tuple[Region, ...]:
    """The regions of a country (ISO 3166-1 alpha-2), or of the world, sorted by key; none for an unknown code."""
    with _database() as db:
        return _regions(db, "country = coalesce(?, country)", country)


@cache
def region(key: str) -> Region:
    """The region with a key such as ``adm1:`` + ISO 3166-2 code.

    Raises
    ------
    ResourceError
        If there is no such region.
    """
    with _database() as db:
        found = _regions(db, "key = ?", key)
    if not found:
        raise ResourceError(_NO_REGION.format(key))
    return found[0]


@cache
def countries() -> tuple[Country, ...]:
    """All countries, sorted by code."""
    with _database() as db:
        rows = db.execute("SELECT 'country:' || code, code, name, lat, lon FROM country ORDER BY code").fetchall()
        return tuple(
            Country(key=key, code=code, name=name, lat=lat, lon=lon, **_names(db, code)[key])
            for key, code, name, lat, lon in rows
        )


@cache
def geometry(key: str, detail: Detail = "full") -> BaseGeometry:
    """The border of a region: `full` to measure by (about 0.5 km), `light` to draw small (about 4 km).

    Raises
    ------
    ResourceError
        If there is no such region or detail.
    """
    _check_detail(detail)
    found = _shapes("region", "key = ?", key, detail)
    if not found:
        raise ResourceError(_NO_REGION.format(key))
    return found[0]


@cache
def country_geometry(code: str, detail: Detail = "light") -> BaseGeometry:
    """The border of a country (ISO 3166-1 alpha-2), its regions dissolved.

    Raises
    ------
    ResourceError
        If there is no such country or detail.
    """
    _check_detail(detail)
    if detail == "light":
        found = _shapes("country", "code = ?", code, detail)
    else:
        parts = _shapes("region", "country = ?", code, detail)
        found = [shapely.coverage_union_all(parts)] if parts else []
    if not found:
        raise ResourceError(f"expected an ISO 3166-1 alpha-2 country code such as 'FR', got {code!r}: see countries()")
    return found[0]


def within(extent: tuple[float, float, float, float]) -> tuple[str, ...]:
    """Keys of what an extent (west, south, east, north in degrees) shows: countries first, then regions.

    By the bounding boxes of regions; a country's own would span the world where it has islands in other oceans.
    """
    west, south, east, north = extent
    with _database() as db:
        found = db.execute(
            "SELECT key, country FROM region WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? ORDER BY key",
            (east, west, north, south),
        ).fetchall()
        known = {code for (code,) in db.execute("SELECT code FROM country")}
    return (*(f"country:{c}" for c in sorted({c for _, c in found} & known)), *(key for key, _ in found))


@contextmanager
def _database() -> Iterator[sqlite3.Connection]:
    """Open the packed file read-only; one connection a question, since sqlite3 ties each to its thread."""
    path = data_file("boundaries", "boundaries.sqlite")
    try:
        # immutable: it may lie in a folder that cannot be written, where SQLite could make no lock
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            yield db
    except (sqlite3.Error, lzma.LZMAError, ValueError, KeyError) as error:
        raise ResourceError(f"expected the bundled boundaries in {path.name!r}, cannot read them ({error}): "
                            "install the package again") from error


def _regions(db: sqlite3.Connection, where: str, value: str | None) -> tuple[Region, ...]:
    rows = db.execute(
        f"SELECT key, country, name, type, gn_a1_code, lat, lon FROM region WHERE {where} ORDER BY key", (value,)  # noqa: S608
    ).fetchall()
    names = {code: _names(db, code) for code in {row[1] for row in rows}}
    return tuple(
        Region(key=key, country=code, name=name, type=kind, gn_a1_code=a1, lat=lat, lon=lon, **names[code][key])
        for key, code, name, kind, a1, lat, lon in rows
    )


def _names(db: sqlite3.Connection, country: str) -> dict[str, dict[str, Any]]:
    (data,) = db.execute("SELECT data FROM bundle WHERE country = ? AND part = 'names'", (country,)).fetchone()
    listed = json.loads(lzma.decompress(data, lzma.FORMAT_RAW, filters=_LZMA))
    return {key: {"names": tuple(entry["names"]), "labels": entry["labels"]} for key, entry in listed.items()}


def _check_detail(detail: str) -> None:
    if detail not in ("full", "light"):
        raise ResourceError(f"expected the detail 'full' or 'light', got {detail!r}")


def _shapes(table: str, where: str, value: str, detail: Detail) -> list[BaseGeometry]:
    country = "code" if table == "country" else "country"
    with _database() as db:
        blobs = db.execute(
            f"SELECT substr(data, 1 + {detail}_start, {detail}_size) FROM {table} t JOIN bundle b"  # noqa: S608
            f" ON b.country = t.{country} AND part = ? WHERE t.{where} ORDER BY t.{detail}_start",
            (detail, value),
        ).fetchall()
        return [_unpack(blob) for (blob,) in blobs]


def _unpack(blob: bytes) -> BaseGeometry:
    """The polygons that `pack` in data/build/boundaries.py wrote: counts, then zigzag steps in four byte planes."""
    data = lzma.decompress(blob, lzma.FORMAT_RAW, filters=_LZMA)
    polygons, rings = np.frombuffer(data, "<u4", 2)
    counts = np.frombuffer(data, "<u4", polygons + rings, offset=8).astype(np.int64)
    rings_of, points_of = counts[:polygons], counts[polygons:]
    planes = np.frombuffer(data, np.uint8, offset=8 + 4 * len(counts)).reshape(4, -1)
    zigzag = np.ascontiguousarray(planes.T).view("<u4").ravel().astype(np.int64)
    xy = np.ascontiguousarray(np.cumsum(((zigzag >> 1) ^ -(zigzag & 1)).reshape(2, -1), axis=1).T) * _QUANTUM
    # Rings are stored without their closing point.
    ends = np.cumsum(points_of)
    closed = np.insert(xy, ends, xy[ends - points_of], axis=0)
    ring_ends = np.concatenate([[0], np.cumsum(points_of + 1)])
    polygon_ends = np.concatenate([[0], np.cumsum(rings_of)])
    (shape,) = shapely.from_ragged_array(
        shapely.GeometryType.MULTIPOLYGON, closed, (ring_ends, polygon_ends, np.array([0, polygons]))
    )
    geometry: BaseGeometry = shape.geoms[0] if polygons == 1 else shape
    return geometry
