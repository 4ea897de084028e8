"""GeoJSON (RFC 7946) of sheets or of a story's layers, stamped with what it is and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import shapely

from geo.exchange.layers import Layer, passed_on
from geo.exchange.rows import Row
from geo.exchange.sheets import Sheet, flat, story_sheet
from geo.exchange.stamp import stamp
from geo.model import Story

_DECIMALS = 5  # of a degree: about a metre
_FINE = 7  # a centimetre: what others drew is handed on as they drew it
_DRAWN = ("changes", Layer.SNAPSHOTS.value)


def feature_collection(story: Story, layers: Sequence[Layer] = (Layer.CLAIMS, Layer.TERRITORY)) -> str:
    """Write layers of a story as one stamped FeatureCollection; each feature says its layer in its properties."""
    return geojson([story_sheet(story, layer) for layer in layers], stamp(story.reports, passed_on(story, layers)))


def geojson(sheets: Sequence[Sheet], stamp: Mapping[str, Any]) -> str:
    """Write sheets as one FeatureCollection with a stamp."""
    document = {
        "type": "FeatureCollection",
        "groundshift": stamp,
        "features": [feature for sheet in sheets for feature in _features(sheet)],
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def _features(sheet: Sheet) -> Iterator[Row]:
    drawn: dict[int, Any] = {}  # a cell is one shape for all the stretches of its history
    for row, shape in zip(sheet.rows, sheet.shapes, strict=True):
        if id(shape) not in drawn:
            drawn[id(shape)] = _geometry(shape, _FINE if sheet.name in _DRAWN else _DECIMALS)
        yield {"type": "Feature", "geometry": drawn[id(shape)], "properties": {"layer": sheet.name, **row}}


def _geometry(shape: Any, decimals: int) -> dict[str, Any] | None:
    if shape is None:
        return None
    found: dict[str, Any] = json.loads(shapely.to_geojson(flat(shape, decimals)))
    return found
