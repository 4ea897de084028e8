"""Files and folders in, dated reports out; what could not be read is named, never skipped in silence."""

from geo.reading.ids import Ids
from geo.reading.points import read_points
from geo.reading.sources import Reading, read_sources

__all__ = ["Ids", "Reading", "read_points", "read_sources"]
