"""How much of the world a map shows: what it opens on, and how far one can move from there."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import shapely

from geo.maps.timeline import PINNED
from geo.model import Story

Extent = tuple[float, float, float, float]  # west, south, east, north in degrees

WORLD: Extent = (-180.0, -58.0, 180.0, 84.0)
_LEAST = 0.8  # degrees shown around a single place
# Land is drawn so many times as far as what the story is about: windows are wide, and telephones are high.
_WIDE, _HIGH = 3.5, 3.2
_FENCE = 3.0  # quartile ranges beyond the quartiles: what lies farther is far out (Tukey 1977, Exploratory Data Analysis)
_FEW = 5  # places of which none can be called far out


def focus(story: Story) -> Extent:
    """What the map shows first: most of the pinned places, else the territory, else the theatre, else the world."""
    points = _pinned(story)
    if points:
        return _at_least(dense(points))
    return _ground(story) or story.theatre.extent or WORLD


def reach(story: Story) -> tuple[Extent, Extent]:
    """How far around the focus land is drawn in detail, and how far at all, so that every pinned place is on it."""
    inner = focus(story)
    if inner == WORLD:
        return WORLD, WORLD
    cells = story.territory.cells if story.territory is not None else ()
    near = _around(_joined([inner, dense((c.place.lon, c.place.lat) for c in cells) if cells else inner]))
    pins = [(lon - _LEAST, lat - _LEAST, lon + _LEAST, lat + _LEAST) for lon, lat in _pinned(story)]
    return near, _within_the_world(_joined([near, _ground(story) or near, *pins]))


def dense(points: Iterable[tuple[float, float]]) -> Extent:
    """The extent of some points, longitude and latitude, without the few that lie far out from all the others.

    >>> dense([(36, 49), (36.5, 49.5), (37, 50), (37.5, 49), (38, 50), (139.7, 35.7)])
    (36.0, 49.0, 38.0, 50.0)
    """
    found = np.unique(np.array(list(points), dtype=float), axis=0)
    if len(found) >= _FEW:
        low, high = np.percentile(found, (25, 75), axis=0)
        room = _FENCE * np.maximum(high - low, _LEAST)
        found = found[((found >= low - room) & (found <= high + room)).all(axis=1)]
    west, south, east, north = (*found.min(axis=0).tolist(), *found.max(axis=0).tolist())
    return west, south, east, north


def _pinned(story: Story) -> list[tuple[float, float]]:
    named = [p for c in story.claims if not c.background and (p := c.toponym.place) is not None]
    return [(p.lon, p.lat) for p in named if p.level in PINNED] or [(p.lon, p.lat) for p in named]


def _ground(story: Story) -> Extent | None:
    if story.territory is None or not story.territory.cells:
        return None
    west, south, east, north = shapely.total_bounds([c.geometry for c in story.territory.cells]).tolist()
    return west, south, east, north


def _joined(extents: Iterable[Extent]) -> Extent:
    wests, souths, easts, norths = zip(*extents, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _at_least(extent: Extent) -> Extent:
    """The extent, made _LEAST degrees wide and high about its middle if it is smaller: one place has none."""
    west, south, east, north = extent
    wide, high = max(0.0, 1.5 * _LEAST - (east - west)) / 2, max(0.0, _LEAST - (north - south)) / 2
    return west - wide, south - high, east + wide, north + high


def _around(extent: Extent) -> Extent:
    """What is drawn around an extent, by its longer side on the ground."""
    west, south, east, north = extent
    lon, lat = (west + east) / 2, (south + north) / 2
    shrink = max(0.1, math.cos(math.radians(lat)))  # a degree of longitude over one of latitude
    side = max((east - west) * shrink, north - south)
    wide, high = _WIDE * side / shrink / 2, _HIGH * side / 2
    return _within_the_world((lon - wide, lat - high, lon + wide, lat + high))


def _within_the_world(extent: Extent) -> Extent:
    west, south, east, north = extent
    return max(-180.0, west), max(-85.0, south), min(180.0, east), min(85.0, north)
