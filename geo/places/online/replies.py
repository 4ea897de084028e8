"""What an online geocoder replied, as places of ours: names cleaned, kinds told, borders our own.

A reply is a stranger's text of any shape, so nothing in it is believed beyond a name, a kind and two coordinates; in
which country and region a point lies is read from the bundled borders, which every service has to fit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from geopy.location import Location

from geo.model import Level, Place
from geo.places.online.faults import OnlineError, Trouble
from geo.places.online.policies import Vocabulary, vocabulary
from geo.resources import boundaries

MOST = 10  # places of one reply
_VALUES, _DEPTH = 2_000, 4  # how far into a reply kinds and names are looked for
_NAMES, _LONGEST_NAME = 100, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One place of a reply. `kind` is that of `Level`, or None where the service does not say."""

    name: str
    names: tuple[str, ...]  # every name that the reply gives it
    lat: float
    lon: float
    kind: str | None

    def place(self, service: str) -> Place:
        """The place, in the region and country that the bundled borders put it in.

        Without a kind the level is `facility`: a spot on the map, and no more is known.
        """
        region = _region_at(self.lat, self.lon)
        return Place(
            key=f"{service}:{self.lat:.5f},{self.lon:.5f}", name=self.name, lat=self.lat, lon=self.lon,
            level=Level(self.kind) if self.kind else Level.FACILITY, country=region.country if region else None,
            region=region.name if region else None, region_key=region.key if region else None,
        )

    def row(self) -> dict[str, Any]:
        """As it is remembered."""
        return asdict(self)


def read(locations: object) -> tuple[Found, ...]:
    """Read what geopy made of a reply: a list of Locations, one, or None. Roads, shops and houses are left out.

    Raises
    ------
    OnlineError
        If it is anything else.
    """
    if locations is None:
        return ()
    listed = list(locations) if isinstance(locations, list | tuple) and not isinstance(locations, Location) \
        else [locations]
    found = []
    for location in listed[:MOST]:
        if not isinstance(location, Location):
            raise OnlineError(Trouble.BAD_REPLY, "expected places with coordinates, got something else")
        if (one := _found(location)) is not None:
            found.append(one)
    return tuple(found)


def recalled(rows: Iterable[dict[str, Any]]) -> tuple[Found, ...] | None:
    """What `Found.row` wrote, or None if somebody else wrote it."""
    try:
        found = tuple(Found(**{**row, "names": tuple(row["names"])}) for row in rows)
    except (KeyError, TypeError):
        return None
    sane = all(_degrees(f.lat, f.lon) and isinstance(f.name, str) and f.kind in (None, *Level) for f in found)
    return found if sane else None


def _found(location: Location) -> Found | None:
    words = vocabulary()
    lat, lon = float(location.latitude), float(location.longitude)
    if not _degrees(lat, lon):
        raise OnlineError(Trouble.BAD_REPLY, "expected coordinates in degrees, got others")
    values = list(_values(location.raw))
    known, kind = _kind(values, words)
    if known and kind is None:
        return None
    address = _clean(str(location.address or "").partition(",")[0])
    names = [_clean(text) for _, field, text in values if field.partition(":")[0] in words.name_fields]
    names = list(dict.fromkeys(name for name in (*names, address) if name))[:_NAMES]
    if not names:
        raise OnlineError(Trouble.BAD_REPLY, "expected a name with each place, got none")
    return Found(name=names[0], names=tuple(names), lat=lat, lon=lon, kind=kind)


def _values(raw: object) -> Iterator[tuple[int, str, str]]:
    """The texts of a reply as (depth, field in lower case, text), outermost first."""
    level: list[tuple[str, object]] = [("", raw)]
    left = _VALUES
    for depth in range(_DEPTH):
        below: list[tuple[str, object]] = []
        for field, value in level:
            children = value.items() if isinstance(value, dict) else ((field, v) for v in value) \
                if isinstance(value, list | tuple) else ()
            for name, child in children:
                left -= 1
                if left < 0:
                    return
                if isinstance(child, str):
                    yield depth, str(name).lower(), child
                else:
                    below.append((str(name).lower(), child))
        level = below


def _kind(values: list[tuple[int, str, str]], words: Vocabulary) -> tuple[bool, str | None]:
    """Whether a reply says of what kind it is, and the level that this is, if any."""
    said = False
    for field in words.kind_fields:
        texts = [(depth, t.lower()) for depth, f, t in values if f == field and t.lower() not in words.ignored]
        # What stands deeper is about a part of the address.
        outermost = [t for depth, t in texts if depth == texts[0][0]]
        said = said or bool(outermost)
        for text in outermost:
            level = words.levels.get(f"{field}:{text}") or words.levels.get(text)
            if level is not None:
                return True, level.value
    return said, None


def _clean(text: str) -> str:
    """A name on one line, of a name's length, without signs that cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:4 * _LONGEST_NAME]).split())[:_LONGEST_NAME]


def _degrees(lat: object, lon: object) -> bool:
    numbers = isinstance(lat, float) and isinstance(lon, float) and math.isfinite(lat) and math.isfinite(lon)
    return numbers and abs(lat) <= 90 and abs(lon) <= 180  # type: ignore[arg-type]


def _region_at(lat: float, lon: float) -> boundaries.Region | None:
    from shapely import Point

    point = Point(lon, lat)
    for key in boundaries.within((lon, lat, lon, lat)):
        if key.startswith("adm1:") and boundaries.geometry(key).covers(point):
            return boundaries.region(key)
    return None
