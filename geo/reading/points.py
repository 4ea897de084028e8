"""Points that a person asks about: a table with the columns place, lat and lon."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from geo.errors import InputError
from geo.model import Level, Place
from geo.reading.fields import decode, shown

_COLUMNS = ("place", "lat", "lon")
_SHOWN = 60  # letters of a bad row in a message


def read_points(path: Path) -> list[Place]:
    """Read the points, in degrees on WGS84, each with a key of its own.

    Raises
    ------
    InputError
        If it is no such table; the first bad row is named.
    """
    name = shown(path)
    try:
        text = decode(path.read_bytes())
    except (OSError, ValueError) as error:
        why = f"cannot read it ({getattr(error, 'strerror', None) or error})"
        raise InputError(f"expected a table of points (place,lat,lon) in {name!r}, {why}") from error
    table = csv.DictReader(io.StringIO(text, newline=""))
    points: list[Place] = []
    try:
        for row in table:
            points.append(_point(row, len(points)))
    except (csv.Error, KeyError, AttributeError, TypeError, ValueError) as error:
        found = error if isinstance(error, csv.Error) else {c: _brief(row.get(c)) for c in _COLUMNS}
        raise InputError(
            f"expected the columns place, lat and lon, a name and two numbers of degrees, got {found} "
            f"in line {table.line_num} of {name!r}: mend the line"
        ) from None
    if not points:
        raise InputError(f"expected a table of points (place,lat,lon) in {name!r}, got no row: add one")
    return points


def _point(row: dict[str, str], number: int) -> Place:
    place, lat, lon = row["place"].strip(), float(row["lat"]), float(row["lon"])
    if not (place and abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError("no name, or no degrees")
    return Place(key=f"point:{number}", name=place, lat=lat, lon=lon, level=Level.FACILITY)


def _brief(value: str | None) -> str | None:
    return value if value is None or len(value) <= _SHOWN else value[:_SHOWN] + "…"
