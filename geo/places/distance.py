"""Distances good enough to compare places by."""

from __future__ import annotations

import math

from geo.model import Place

_EARTH_KM = 6371.0088  # mean radius (IUGG)


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance on a sphere, half a per cent off at most; areas and fronts are measured elsewhere."""
    p, q = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
