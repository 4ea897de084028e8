"""Open files of polygons, whoever made them: only what lies in the file itself is read, and nothing of it runs.

GDAL gets bytes that were looked through before, never a path, so that it opens no other file and no address.
"""

from __future__ import annotations

import io
import re
import sqlite3
import warnings
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.errors import InputError
from geo.reading.fields import decode, shown
from geo.reading.polygons_archives import KML, MOST, members_of_shapefiles, only_kml, shapefile_beside
from geo.reading.polygons_geojson import read_geojson

Properties = dict[str, Any]

OURS = "groundshift"  # the table by which a workspace of ours is known

# A column that a table computes may hold more than any file. (A virtual table has its own hidden ones.)
_COMPUTED = """SELECT 1 FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c
    WHERE t.type = 'table' AND t.sql NOT LIKE 'create virtual%' AND c.hidden > 1"""
_OF_BYTES = re.compile(r"[/\w]*pyogrio_\w+[\s:]*")  # GDAL's name for bytes, another one each time
# What GDAL adds to each placemark of a KML and nobody wrote.
_KML_OWN = frozenset({"id", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon"})
# What a KML's document says of all of it, before the first folder or placemark.
_KML_HEAD = re.compile(r"<(?:Folder|Placemark|Style\w*|Schema)[\s>]")
_KML_ABOUT = re.compile(r"<(name|description|when|begin)>\s*(?:<!\[CDATA\[)?([^<\]]+)")
_HEAD = 1 << 16  # characters, in which a head ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer as it lies in its file: `shapes` beside the `properties` of each, None where a feature has none."""

    name: str
    properties: tuple[Properties, ...]
    shapes: np.ndarray[Any, Any]  # of geometries, in `crs`
    crs: str | None  # WKT or an authority's code; None where the file does not say
    about: Mapping[str, Any]  # what the file says of all its features
    unclosed: int = 0  # rings that were closed


def read_layers(path: Path) -> list[Layer]:
    """Read every layer that has geometries.

    Raises
    ------
    InputError
        If it is no file of its kind, is larger than can be held, or holds what could harm.
    OSError
        If it cannot be read.
    """
    kind = path.suffix.lower()
    if (size := path.stat().st_size) > MOST:
        raise InputError(f"expected polygons of at most {MOST >> 20} MiB, got a file of {size >> 20}: simplify them")
    if kind == ".shp":
        return _shapefiles(shapefile_beside(path))
    data = path.read_bytes()
    if not data.strip():
        raise InputError("expected polygons, got an empty file: save it again")
    return _READERS[kind](data, path)


def _geojson(data: bytes, path: Path) -> list[Layer]:
    found = read_geojson(decode(data))
    return [
        Layer(name=shown(Path(path.stem)), properties=properties, shapes=shapes, crs=crs, about=found.about,
              unclosed=found.unclosed)
        for crs, properties, shapes in found.by_crs()
    ]  # fmt: skip


def _kml(data: bytes, path: Path) -> list[Layer]:
    """One layer for each folder. NetworkLinks are not followed."""
    text = decode(data)
    if text.lstrip()[:1] != "<" or KML not in text:
        raise InputError(f"expected KML, got something else in {shown(Path(path.name))!r}: save it again")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputError("expected KML without a document type of its own, got <!DOCTYPE>: take it out")
    head = _KML_HEAD.split(text[:_HEAD], maxsplit=1)[0]
    about = {"date" if tag in ("when", "begin") else tag: said.strip() for tag, said in _KML_ABOUT.findall(head)}
    return [replace(_without(layer, _KML_OWN), about=about) for layer in _gdal(text.encode(), lambda names: names)]


def _kmz(data: bytes, path: Path) -> list[Layer]:
    return _kml(only_kml(data), path)


def _zipped(data: bytes, _: Path) -> list[Layer]:
    return _shapefiles(members_of_shapefiles(data))


def _geopackage(data: bytes, path: Path) -> list[Layer]:
    """The layers that are tables. A view, or a table that is a program's, could reach for more than the file."""
    wrong = f"expected a GeoPackage, got something else in {shown(Path(path.name))!r}: save it again"
    if not data.startswith(b"SQLite format 3\0"):
        raise InputError(wrong)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            objects = db.execute("SELECT name, type, coalesce(sql, '') FROM sqlite_master").fetchall()
            listed = {name for (name,) in db.execute("SELECT table_name FROM gpkg_contents")}
            computed = db.execute(_COMPUTED).fetchone()
    except (sqlite3.Error, ValueError) as error:
        raise InputError(wrong) from error
    virtual = [sql.casefold() for _, _, sql in objects if sql.casefold().startswith("create virtual")]
    views = {name for name, kind, _ in objects if kind == "view"}
    index_only = all("using rtree" in sql for sql in virtual)
    if computed or not index_only or any(name.casefold().startswith("gpkg_") for name in views):
        raise InputError("expected a GeoPackage of plain tables, got one with programs in it: export its layers again")
    # Of a workspace of ours, only what others drew: the rest of it is made of claims.
    readable = {"snapshots"} & listed if OURS in listed else listed - views
    return _gdal(data, lambda names: [name for name in names if name in readable])


_READERS: dict[str, Callable[[bytes, Path], list[Layer]]] = {
    ".geojson": _geojson, ".gpkg": _geopackage, ".kml": _kml, ".kmz": _kmz, ".zip": _zipped,
}  # fmt: skip


def _shapefiles(files: dict[str, dict[str, bytes]]) -> list[Layer]:
    layers = []
    for name, parts in files.items():
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:  # under a name of ours: what stood there does not matter
            for suffix, data in parts.items():
                archive.writestr(f"layer{suffix}", data)
        layers += [replace(layer, name=name) for layer in _gdal(packed.getvalue(), lambda names: names)]
    return layers


def _gdal(data: bytes, choose: Callable[[list[str]], list[str]]) -> list[Layer]:
    import pyogrio
    from pyogrio import errors, raw

    # Nothing that a file says leads to the network, whatever else this process asks of GDAL.
    pyogrio.set_gdal_config_options({"CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none", "GDAL_DISABLE_READDIR_ON_OPEN": True})
    layers = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            listed = [str(name) for name in pyogrio.list_layers(data)[:, 0]]
            chosen = choose(listed)
            # By number: a layer without a name has that of the bytes, which is another each time.
            for number, name in enumerate(listed):
                if name not in chosen:
                    continue
                meta, _, wkb, columns = raw.read(data, layer=number, datetime_as_string=True)
                if wkb is None:
                    continue
                names = [str(field) for field in meta["fields"]]
                rows = zip(*(column.tolist() for column in columns), strict=True) if names else [()] * len(wkb)
                layers.append(
                    Layer(
                        name="" if name.startswith("pyogrio_") else name,
                        properties=tuple(dict(zip(names, row, strict=True)) for row in rows),
                        shapes=np.asarray(shapely.from_wkb(wkb, on_invalid="fix"), dtype=object),
                        crs=meta["crs"],
                        about={},
                        unclosed=sum("closed ring" in str(warning.message) for warning in caught),
                    )
                )
                caught.clear()
        except (errors.DataSourceError, errors.DataLayerError, shapely.errors.GEOSException, UnicodeError) as error:
            why = " ".join(_OF_BYTES.sub("", str(error)).split())[:120]
            raise InputError(f"expected polygons, got a file that cannot be read ({why}): save it again") from error
    return layers


def _without(layer: Layer, names: frozenset[str]) -> Layer:
    kept = tuple({key: value for key, value in row.items() if key not in names} for row in layer.properties)
    return replace(layer, properties=kept)
