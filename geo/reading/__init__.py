"""Files and folders in, dated reports out; what could not be read is named, never skipped in silence."""

from geo.reading.sources import Reading, read_sources

__all__ = ["Reading", "read_sources"]
