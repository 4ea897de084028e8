"""What the reader takes away, in the very forms that the command line writes."""

from __future__ import annotations

from geo.exchange import CLAIM_COLUMNS, Kind, layout
from geo.exchange.geojson import feature_collection
from geo.exchange.layers import Layer, layer_rows
from geo.model import Story


def claims_csv(story: Story) -> str:
    """The claims of a story and the figures reported in it, one row each."""
    rows = layer_rows(story, Layer.CLAIMS) + layer_rows(story, Layer.AREAS)
    return layout(rows, Kind.CSV, columns=CLAIM_COLUMNS)


def claims_and_ground(story: Story) -> str:
    """The claims of a story and its territory as one GeoJSON collection."""
    return feature_collection(story)
