"""GeoJSON (RFC 7946, and what is written in its name) without GDAL: two large files are compared within a second."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from geo.errors import InputError

_Shapes = np.ndarray[Any, Any]
_RING = 3  # different positions that a ring needs


@dataclass(slots=True)
class Collection:
    """Features as they came, each with the CRS that it, or the file, declares (which RFC 7946 did away with)."""

    about: dict[str, Any]
    features: list[tuple[str | None, dict[str, Any], Any]] = field(default_factory=list)
    unclosed: int = 0

    def by_crs(self) -> Iterator[tuple[str | None, tuple[dict[str, Any], ...], _Shapes]]:
        """Properties and geometries of the features that share a CRS."""
        for crs in dict.fromkeys(crs for crs, _, _ in self.features):
            rows = [(properties, shape) for its, properties, shape in self.features if its == crs]
            shapes = np.empty(len(rows), dtype=object)
            shapes[:] = [shape for _, shape in rows]
            yield crs, tuple(properties for properties, _ in rows), shapes


def read_geojson(text: str) -> Collection:
    """Read a FeatureCollection, a Feature or a bare geometry.

    Raises
    ------
    InputError
        If it is none of these; the first bad feature is named by its number.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", "") or str(error)
        raise InputError(f"expected GeoJSON, got something else ({why}): save it again") from error
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        features = document.get("features")
    elif kind == "Feature":
        features = [document]
    else:
        features = [{"type": "Feature", "properties": {}, "geometry": document}]
    if kind == "FeatureCollection" and not isinstance(features, list):
        raise InputError(f"expected a list of GeoJSON features, got {_brief(features)}: save the file again")
    if not isinstance(features, list) or not isinstance(document, dict) or kind is None:
        raise InputError(f"expected a GeoJSON FeatureCollection, got {_brief(document)}: save it again")
    about = {key: value for key, value in document.items() if isinstance(value, str | int | float | bool)}
    about |= _table(document.get("metadata")) | (_table(document.get("properties")) if kind != "Feature" else {})
    found = Collection(about)
    default = _crs(document)
    for number, feature in enumerate(features, start=1):
        try:
            if not isinstance(feature, dict):
                raise TypeError(f"no Feature but {_brief(feature)}")
            geometry = feature.get("geometry")
            shape = None if geometry is None else _shape(geometry, found)
            crs = _crs(feature) or _crs(_table(geometry)) or default
        except (TypeError, ValueError, KeyError, RecursionError, shapely.errors.GEOSException) as error:
            why = " ".join(str(error).split())[:100] or type(error).__name__
            raise InputError(f"expected GeoJSON features, number {number} is none ({why}): mend it") from error
        found.features.append((crs, _table(feature.get("properties")), shape))
    return found


def _shape(geometry: Mapping[str, Any], found: Collection) -> Any:
    """The geometry in two dimensions; of what is neither polygon nor collection only that it is something else."""
    match geometry["type"]:
        case "Polygon":
            return _polygon(geometry["coordinates"], found)
        case "MultiPolygon":
            return _several([_polygon(rings, found) for rings in geometry["coordinates"]])
        case "GeometryCollection":
            parts = [_shape(part, found) for part in geometry["geometries"]]
            return _several([part for part in parts if part is not None and part.geom_type != "Point"])
        case "Point" | "MultiPoint" | "LineString" | "MultiLineString":
            return shapely.Point()
        case other:
            raise ValueError(f"a geometry of the type {other!r:.40}")


def _several(parts: list[Any]) -> Any:
    filled = [part for part in parts if not part.is_empty]
    return shapely.multipolygons(list(shapely.get_parts(filled))) if filled else shapely.Polygon()


def _polygon(rings: Any, found: Collection) -> Any:
    lines: list[_Shapes] = []
    for ring in rings:
        if not ring:
            continue
        lonlat = _positions(ring)
        if lonlat.ndim != 2 or lonlat.shape[1] != 2:
            raise ValueError("positions that are no pairs of numbers")
        if not np.isfinite(lonlat).all():
            raise ValueError("coordinates that are no finite numbers")
        found.unclosed += bool((lonlat[0] != lonlat[-1]).any())
        if len(lonlat) <= _RING + 1 and len(np.unique(lonlat, axis=0)) < _RING:
            if not lines:
                return shapely.Polygon()
            continue
        lines.append(lonlat)
    return shapely.Polygon(lines[0], lines[1:]) if lines else shapely.Polygon()  # which closes what is open


def _positions(ring: list[Any]) -> _Shapes:
    """Longitude and latitude; heights, of which some positions may have more than others, are left out."""
    try:
        return np.array(ring, dtype=float)[:, :2]
    except (ValueError, IndexError):
        return np.array([position[:2] for position in ring], dtype=float)
    except OverflowError as error:  # JSON's numbers have no end
        raise ValueError("coordinates that are no degrees") from error


def _crs(node: Mapping[str, Any]) -> str | None:
    """The name of a CRS as GeoJSON of 2008 gives it; CRS84 and the like are what is understood anyway."""
    if (crs := node.get("crs")) is None:
        return None
    name = _table(_table(crs).get("properties")).get("name")
    if not isinstance(name, str):
        raise InputError(f"expected a CRS by its name, got {_brief(crs)}: save the file in longitude and latitude")
    return None if name.upper().endswith("CRS84") else name


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _brief(value: object) -> str:
    kind = value.get("type") if isinstance(value, dict) else None
    return repr(kind)[:60] if kind is not None else f"a {type(value).__name__}"
