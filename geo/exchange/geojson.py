"""GeoJSON (RFC 7946) of a story's layers, stamped with what it is and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from geo.exchange.layers import Layer, layer_rows, territory_rows
from geo.exchange.rows import Row
from geo.exchange.stamp import stamp
from geo.model import Level, Story

_PINNED = frozenset({Level.SETTLEMENT.value, Level.FACILITY.value})
_DECIMALS = 5  # of a degree: about a metre


def feature_collection(story: Story, layers: Sequence[Layer] = (Layer.CLAIMS, Layer.TERRITORY)) -> str:
    """Write layers of a story as one stamped FeatureCollection; each feature says its layer in its properties."""
    document = {
        "type": "FeatureCollection",
        "groundshift": stamp(story.reports),
        "features": [feature for layer in layers for feature in _features(story, layer)],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def _features(story: Story, layer: Layer) -> Iterator[Row]:
    if layer is Layer.TERRITORY:
        shapes = {cell.place.key: _geometry(cell.geometry) for cell in story.territory.cells} if story.territory else {}
        for key, row in territory_rows(story):
            yield _feature(layer, row, shapes[key])
    else:
        for row in layer_rows(story, layer):
            yield _feature(layer, row, _point(row))


def _feature(layer: Layer, row: Row, geometry: Row | None) -> Row:
    return {"type": "Feature", "geometry": geometry, "properties": {"layer": layer.value, **row}}


def _point(row: Row) -> Row | None:
    """The point of a row, if it is about a place that has one.

    What is said of a whole region or country keeps its representative coordinates in the properties and gets no
    geometry: a point would look like a place.
    """
    if row.get("lon") is None or row.get("level", Level.SETTLEMENT.value) not in _PINNED:
        return None
    return {"type": "Point", "coordinates": [row["lon"], row["lat"]]}


def _geometry(geometry: shapely.Geometry) -> dict[str, Any]:
    rounded = shapely.transform(geometry, lambda lonlat: np.round(lonlat, _DECIMALS))
    shape: dict[str, Any] = json.loads(shapely.to_geojson(shapely.orient_polygons(rounded)))
    return shape
