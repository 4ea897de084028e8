"""Distances good enough to compare places by."""

from __future__ import annotations

import math
from functools import lru_cache

from geo.model import Place

EARTH_KM = 6371.0088  # mean radius (IUGG)


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance on a sphere, half a per cent off at most; areas and fronts are measured elsewhere."""
    x, y, z = direction(one.lat, one.lon)
    u, v, w = direction(other.lat, other.lon)
    chord = math.sqrt((x - u) ** 2 + (y - v) ** 2 + (z - w) ** 2)  # of the unit sphere
    return 2 * EARTH_KM * math.asin(min(1.0, chord / 2))


@lru_cache(maxsize=65536)
def direction(lat: float, lon: float) -> tuple[float, float, float]:
    """The unit vector from the centre of the Earth to a point given in degrees."""
    p, q = math.radians(lat), math.radians(lon)
    return math.cos(p) * math.cos(q), math.cos(p) * math.sin(q), math.sin(p)
