"""What compared polygons of control are written with: a stamp of their own, and the writers of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.exchange.sheets import Sheet
from geo.exchange.stamp import polygon_stamp, polygon_stamp_line

__all__ = ["polygon_stamp", "polygon_stamp_line", "writer_for"]

Writer = Callable[[Sequence[Sheet], Mapping[str, Any]], str | bytes]


def writer_for(path: Path, besides: Sequence[str] = ()) -> Writer:
    """The writer of sheets that a file's name asks for; names that end in one of `besides` are another's to write.

    Raises
    ------
    InputError
        If it asks for none of them.
    """
    from geo.exchange.gdal import geopackage, kml
    from geo.exchange.geojson import geojson

    writers: dict[str, Writer] = {".geojson": geojson, ".gpkg": geopackage, ".kml": kml}
    if (suffix := path.suffix.lower()) not in writers:
        known = ", ".join((*writers, *besides))
        raise InputError(f"expected a file name that ends in {known}, got {path.name!r}: choose one of these")
    return writers[suffix]
