"""Files and folders in, dated reports out; what could not be read is named, never skipped in silence.

Polygons of control are read by `geo.reading.polygons`, which needs shapely: import it by name.
"""

from geo.reading.ids import Ids
from geo.reading.points import read_points
from geo.reading.polygons_legend import Legend, read_names
from geo.reading.sources import Opened, Reading, Warned, each_source, read_sources

__all__ = [
    "Ids",
    "Legend",
    "Opened",
    "Reading",
    "Warned",
    "each_source",
    "read_names",
    "read_points",
    "read_sources",
]
