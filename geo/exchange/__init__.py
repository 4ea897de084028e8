"""Results out: rows as scripts rely on them, in tables, CSV, JSON Lines or GeoJSON; files are whole or untouched.

`rows` and `layers` make dictionaries of the values of `geo.model`, `tables` writes them as text, `files` puts it where
it was asked for. What needs shapely is imported by name: `sheets` joins rows and geometries, `geojson` and `gdal` write
sheets with a stamp, `polygons` chooses between them.
"""

from geo.exchange.files import write_atomically
from geo.exchange.layers import LAYER_COLUMNS, Layer, layer_rows
from geo.exchange.rows import (
    CHANGE_COLUMNS,
    CLAIM_COLUMNS,
    CONTROL_COLUMNS,
    ESTIMATE_COLUMNS,
    STEP_COLUMNS,
    TOPONYM_COLUMNS,
    Row,
    area_row,
    change_row,
    claim_row,
    control_row,
    count_row,
    estimate_row,
    explained,
    places_row,
    rejection_row,
    toponym_row,
)
from geo.exchange.stamp import Tally, stamp, stamp_line
from geo.exchange.tables import Kind, layout, lines, printable

__all__ = [
    "CHANGE_COLUMNS",
    "CLAIM_COLUMNS",
    "CONTROL_COLUMNS",
    "ESTIMATE_COLUMNS",
    "LAYER_COLUMNS",
    "STEP_COLUMNS",
    "TOPONYM_COLUMNS",
    "Kind",
    "Layer",
    "Row",
    "Tally",
    "area_row",
    "change_row",
    "claim_row",
    "control_row",
    "count_row",
    "estimate_row",
    "explained",
    "layer_rows",
    "layout",
    "lines",
    "places_row",
    "printable",
    "rejection_row",
    "stamp",
    "stamp_line",
    "toponym_row",
    "write_atomically",
]
