"""How much of the world a map shows: what it opens on, and how far one can move from there."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.maps.timeline import PINNED
from geo.model import Level, Place, Story

_Points = NDArray[np.float64]  # (n, 2), longitude and latitude
Extent = tuple[float, float, float, float]  # west, south, east, north in degrees

WORLD: Extent = (-180.0, -58.0, 180.0, 84.0)
_LEAST = 0.8  # degrees shown around a single place
# Land is drawn so many times as far as what the story is about: windows are wide, and telephones are high.
_WIDE, _HIGH = 3.5, 3.0
_FENCE = 3.0  # quartile ranges beyond the quartiles: farther is "far out" (Tukey, Exploratory Data Analysis, 1977)
_MARKED = (*PINNED, Level.REGION, Level.AREA)
_FEW = 5  # places of which none can be called far out


class Extents(NamedTuple):
    """What the map shows first, how far around it land is drawn in detail, and how far at all."""

    focus: Extent
    near: Extent
    far: Extent


def focus(story: Story) -> Extent:
    """What the map of a story shows first: west, south, east, north in degrees."""
    return extents(story).focus


def extents(story: Story) -> Extents:
    """The extents of a story: most of its pinned places, else its territory, else its theatre, else the world.

    Every mark and all ground lie within the farthest.
    """
    named = {p.key: p for c in story.claims if not c.background and (p := c.toponym.place) is not None}.values()
    marked = _points([p for p in named if p.level in _MARKED])
    pinned = _points([p for p in named if p.level in PINNED])
    points = pinned if len(pinned) else _points(named)
    ground = _ground(story)
    inner = _at_least(dense(points)) if len(points) else ground or story.theatre.extent or WORLD
    if inner == WORLD:
        return Extents(WORLD, WORLD, WORLD)
    near = _around(_joined([inner, _common(ground, _around(inner)) if ground else inner]))
    west, south, east, north = _bounds(marked if len(marked) else np.array([inner[:2], inner[2:]]))
    marks = west - _LEAST, south - _LEAST, east + _LEAST, north + _LEAST
    return Extents(inner, near, _within_the_world(_joined([near, ground or near, marks])))


def dense(points: _Points) -> Extent:
    """The extent of some points (n, 2), longitude and latitude, without the few far out from all the others.

    >>> dense(np.array([(36, 49), (36.5, 49.5), (37, 50), (37.5, 49), (38, 50), (139.7, 35.7)]))
    (36.0, 49.0, 38.0, 50.0)
    """
    if len(points) >= _FEW:
        low, high = np.percentile(points, (25, 75), axis=0)
        room = _FENCE * np.maximum(high - low, _LEAST)
        within = ((points >= low - room) & (points <= high + room)).all(axis=1)
        points = points[within] if within.any() else points
    return _bounds(points)


def _bounds(points: _Points) -> Extent:
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return west, south, east, north


def _points(places: Collection[Place]) -> _Points:
    return np.array([(place.lon, place.lat) for place in places], dtype=float).reshape(-1, 2)


def _ground(story: Story) -> Extent | None:
    if story.territory is None or not story.territory.cells:
        return None
    west, south, east, north = shapely.total_bounds([c.geometry for c in story.territory.cells]).tolist()
    return west, south, east, north


def _joined(extents: Iterable[Extent]) -> Extent:
    wests, souths, easts, norths = zip(*extents, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _common(one: Extent, other: Extent) -> Extent:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


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
