"""Results out: rows as scripts rely on them, in tables, CSV, JSON Lines or GeoJSON; files are whole or untouched.

`rows` and `layers` make dictionaries of the values of `geo.model`, `tables` writes them as text, `files` puts it where
it was asked for, `geojson` makes a stamped feature collection of a story (it needs shapely: import it by name).
"""

from geo.exchange.files import write_atomically
from geo.exchange.layers import LAYER_COLUMNS, Layer, layer_rows
from geo.exchange.rows import (
    CLAIM_COLUMNS,
    CONTROL_COLUMNS,
    ESTIMATE_COLUMNS,
    TOPONYM_COLUMNS,
    Row,
    area_row,
    claim_row,
    control_row,
    estimate_row,
    explained,
    places_row,
    rejection_row,
    toponym_row,
)
from geo.exchange.stamp import stamp_line
from geo.exchange.tables import Kind, layout, printable

__all__ = [
    "CLAIM_COLUMNS",
    "CONTROL_COLUMNS",
    "ESTIMATE_COLUMNS",
    "LAYER_COLUMNS",
    "TOPONYM_COLUMNS",
    "Kind",
    "Layer",
    "Row",
    "area_row",
    "claim_row",
    "control_row",
    "estimate_row",
    "explained",
    "layer_rows",
    "layout",
    "places_row",
    "printable",
    "rejection_row",
    "stamp_line",
    "toponym_row",
    "write_atomically",
]
