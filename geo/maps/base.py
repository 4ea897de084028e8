"""The quiet base map: land, borders, first-level regions and settlement names around what the story is about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.maps.encode import SCALE, rings
from geo.maps.timeline import PINNED
from geo.model import Story
from geo.resources import boundaries

Extent = tuple[float, float, float, float]  # west, south, east, north in degrees

WORLD: Extent = (-180.0, -58.0, 180.0, 84.0)
_LEAST = 0.8  # degrees shown around a single place
_AROUND = 2.5  # land is drawn this many times as far as what the story is about
_WIDER = 1.4
# By the width of what is drawn, in degrees: up to where the shapes that areas are measured by, up to where regions at
# all, and from where on lines are drawn no finer than a part of the width.
_FINE_UP_TO, _REGIONS_UP_TO, _COARSE_FROM = 20.0, 40.0, 60.0
_PART = 900
_COARSE_SCALE = 20  # steps in a degree


@dataclass(frozen=True, slots=True)
class Outline:
    """A country or region to draw, with the point to name it at and the code of its country."""

    name: str
    lat: float
    lon: float
    geometry: BaseGeometry
    country: str


def focus(story: Story) -> Extent:
    """What the map shows first: the pinned places, else the territory, else the theatre, else the world."""
    named = [p for c in story.claims if not c.background and (p := c.toponym.place) is not None]
    points = [(p.lon, p.lat) for p in named if p.level in PINNED] or [(p.lon, p.lat) for p in named]
    if points:
        lons, lats = zip(*points, strict=True)
        return _at_least((min(lons), min(lats), max(lons), max(lats)))
    if story.territory is not None and story.territory.cells:
        west, south, east, north = shapely.total_bounds([c.geometry for c in story.territory.cells])
        return (float(west), float(south), float(east), float(north))
    return story.theatre.extent or WORLD


def base(story: Story) -> dict[str, Any]:
    """Countries, regions and settlement names within reach of the focus, as the page reads them."""
    inner = focus(story)
    reach = _reach(_around(story, inner)) if inner != WORLD else WORLD
    width = reach[2] - reach[0]
    near = width <= _FINE_UP_TO
    scale = SCALE if width <= _COARSE_FROM else _COARSE_SCALE
    regions = _regions(reach, "full" if near else "light")
    return {
        "focus": [round(v, 4) for v in inner],
        "reach": [round(v, 4) for v in reach],
        "scale": scale,
        "countries": outlines(_countries(reach, regions if near else None), reach, scale),
        # First-level regions help near the story; a whole world of them is noise.
        "regions": outlines(regions.values(), reach, scale) if width <= _REGIONS_UP_TO else [],
        "labels": [[p.name, round(p.lat, 5), round(p.lon, 5)] for p in story.labels],
    }


def _regions(reach: Extent, detail: boundaries.Detail) -> dict[str, Outline]:
    keys = [key for key in boundaries.within(reach) if key.startswith("adm1:")]
    found = (boundaries.region(key) for key in keys)
    return {r.key: Outline(r.name, r.lat, r.lon, boundaries.geometry(r.key, detail), r.country) for r in found}


def _countries(reach: Extent, regions: Mapping[str, Outline] | None) -> list[Outline]:
    """The countries in reach, largest first; made of `regions` where given, so that both have one border."""
    keys = set(boundaries.within(reach))
    found = []
    for country in boundaries.countries():
        if country.key not in keys:
            continue
        parts = [r.geometry for r in regions.values() if r.country == country.code] if regions is not None else []
        shape = shapely.coverage_union_all(parts) if parts else boundaries.country_geometry(country.code, "light")
        found.append(Outline(country.name, country.lat, country.lon, shape, country.code))
    return sorted(found, key=lambda c: -c.geometry.area)


def outlines(shapes: Iterable[Outline], reach: Extent, scale: int = SCALE) -> list[dict[str, Any]]:
    """Encode shapes clipped to `reach`, no finer than can be seen; the point of the name only where it is inside."""
    west, south, east, north = reach
    finest = (east - west) / _PART
    found = []
    for shape in shapes:
        clipped = shapely.clip_by_rect(shape.geometry, west, south, east, north)
        parts = [g for g in shapely.get_parts([clipped]) if g.geom_type == "Polygon"]
        if scale != SCALE:
            parts = [g.simplify(finest) for g in parts if g.area > finest**2]
        encoded = rings(parts, scale)
        if encoded:
            inside = west <= shape.lon <= east and south <= shape.lat <= north
            at = [round(shape.lat, 4), round(shape.lon, 4)] if inside else None
            found.append({"name": shape.name, "at": at, "rings": encoded})
    return found


def _around(story: Story, inner: Extent) -> Extent:
    if story.territory is None or not story.territory.cells:
        return inner
    west, south, east, north = shapely.total_bounds([c.geometry for c in story.territory.cells])
    lows, highs = (min(inner[0], west), min(inner[1], south)), (max(inner[2], east), max(inner[3], north))
    return (float(lows[0]), float(lows[1]), float(highs[0]), float(highs[1]))


def _at_least(extent: Extent) -> Extent:
    """The extent, made _LEAST degrees wide and high about its middle if it is smaller: one place has none."""
    west, south, east, north = extent
    wide, high = max(0.0, 1.5 * _LEAST - (east - west)) / 2, max(0.0, _LEAST - (north - south)) / 2
    return west - wide, south - high, east + wide, north + high


def _reach(extent: Extent) -> Extent:
    """What is drawn around an extent: _AROUND times its longer side on the ground, wider than high as windows are."""
    west, south, east, north = extent
    lon, lat = (west + east) / 2, (south + north) / 2
    shrink = max(0.1, math.cos(math.radians(lat)))  # a degree of longitude over one of latitude
    half = max((east - west) * shrink, north - south) * _AROUND / 2
    return (
        max(-180.0, lon - _WIDER * half / shrink), max(-85.0, lat - half),
        min(180.0, lon + _WIDER * half / shrink), min(85.0, lat + half),
    )  # fmt: skip
