"""What the reader takes away, in the very forms that the command line writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from geo import pipeline
from geo.exchange import CLAIM_COLUMNS, Kind, layout, stamp
from geo.exchange.geojson import feature_collection
from geo.exchange.layers import Layer, layer_rows, passed_on
from geo.exchange.sheets import Sheet, story_sheet
from geo.model import Analysis, Story


def claims_csv(story: Story) -> str:
    """The claims of a story and the figures reported in it, one row each."""
    rows = layer_rows(story, Layer.CLAIMS) + layer_rows(story, Layer.AREAS)
    return layout(rows, Kind.CSV, columns=CLAIM_COLUMNS)


def claims_and_ground(story: Story) -> str:
    """The claims of a story and its territory as one GeoJSON collection."""
    return feature_collection(story)


def geopackage(story: Story, analysis: Analysis) -> bytes:
    """Every layer of a story as a GeoPackage."""
    from geo.exchange import gdal

    return _written(gdal.geopackage, story, analysis)


def kml(story: Story, analysis: Analysis) -> bytes:
    """Every layer of a story as KML."""
    from geo.exchange import gdal

    return _written(gdal.kml, story, analysis)


def _written(
    writer: Callable[[Sequence[Sheet], Mapping[str, Any]], bytes], story: Story, analysis: Analysis
) -> bytes:
    whole, layers = pipeline.exported(story, analysis), list(Layer)
    return writer([story_sheet(whole, layer) for layer in layers], stamp(whole.reports, passed_on(whole, layers)))
