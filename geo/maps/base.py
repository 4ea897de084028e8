"""The quiet base map: land, borders, first-level regions and settlement names around what the story is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.maps.encode import SCALE, rings
from geo.maps.extent import Extent, extents
from geo.model import Story
from geo.resources import boundaries

# By the width of what is drawn, in degrees: up to where the shapes that areas are measured by, up to where regions at
# all, and from where on lines are drawn no finer than a part of the width.
_FINE_UP_TO, _REGIONS_UP_TO, _COARSE_FROM = 20.0, 40.0, 60.0
_PART = 1200
_COARSE_SCALE = 50  # steps in a degree


@dataclass(frozen=True, slots=True)
class Outline:
    """A country or region to draw, with the point to name it at and the code of its country."""

    key: str
    name: str
    lat: float
    lon: float
    geometry: BaseGeometry
    country: str


def base(story: Story) -> dict[str, Any]:
    """Countries, regions and settlement names within reach of the focus, as the page reads them."""
    focus, near, far = extents(story)
    width = near[2] - near[0]
    fine = width <= _FINE_UP_TO
    scale = SCALE if width <= _COARSE_FROM else _COARSE_SCALE
    # First-level regions help near the story; a whole world of them is noise.
    regions = _regions(boundaries.within(near), "full" if fine else "light") if width <= _REGIONS_UP_TO else {}
    countries = _countries(boundaries.within(far), regions if fine else {}, near if far != near else None)
    return {
        "focus": [round(v, 4) for v in focus],
        "reach": [round(v, 4) for v in far],
        "scale": scale,
        "countries": outlines(countries, far, scale, story.local_names),
        "regions": outlines(regions.values(), near, scale, story.local_names),
        "labels": [[p.name, round(p.lat, 5), round(p.lon, 5), story.local_names.get(p.key)] for p in story.labels],
    }


def _regions(keys: Iterable[str], detail: boundaries.Detail) -> dict[str, Outline]:
    found = (boundaries.region(key) for key in keys if key.startswith("adm1:"))
    return {r.key: Outline(r.key, r.name, r.lat, r.lon, boundaries.geometry(r.key, detail), r.country) for r in found}


def _countries(keys: Collection[str], regions: Mapping[str, Outline], near: Extent | None) -> list[Outline]:
    """The countries among `keys`, largest first; made of `regions` where given, so that both have one border.

    With `near` the regions are those in it, and outside it countries have their simple shape.
    """
    found = []
    for country in boundaries.countries():
        if country.key not in keys:
            continue
        shape = _shape(country.code, [r.geometry for r in regions.values() if r.country == country.code], near)
        found.append(Outline(country.key, country.name, country.lat, country.lon, shape, country.code))
    return sorted(found, key=lambda c: -c.geometry.area)


def _shape(country: str, parts: Sequence[BaseGeometry], near: Extent | None) -> BaseGeometry:
    if parts and near is None:
        return shapely.coverage_union_all(parts)
    simple = boundaries.country_geometry(country, "light")
    if not parts or near is None:
        return simple
    inside = shapely.clip_by_rect(shapely.coverage_union_all(parts), *near)
    return shapely.union(inside, shapely.difference(simple, shapely.box(*near)))


def outlines(
    shapes: Iterable[Outline], within: Extent, scale: int, local_names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Encode shapes clipped to `within`, no finer than can be seen.

    Each with the degrees that its largest part is wide, and the point of its names where that is inside.
    """
    west, south, east, north = within
    told = list(shapes)
    clipped = shapely.clip_by_rect(np.array([s.geometry for s in told], dtype=object), west, south, east, north)
    parts, owner = shapely.get_parts(clipped, return_index=True)
    kept = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    if scale != SCALE:
        finest = (east - west) / _PART
        kept &= shapely.area(parts) > finest**2
        # All at once, so that two countries keep one border.
        parts[kept] = shapely.coverage_simplify(parts[kept], finest)
    found = []
    for number, shape in enumerate(told):
        own = parts[kept & (owner == number)]
        encoded = rings(own, scale)
        if encoded:
            left, _, right, _ = own[np.argmax(shapely.area(own))].bounds
            inside = west <= shape.lon <= east and south <= shape.lat <= north
            at = [round(shape.lat, 4), round(shape.lon, 4)] if inside else None
            wide, local = round(right - left, 2), local_names.get(shape.key)
            found.append({"name": shape.name, "local": local, "at": at, "wide": wide, "rings": encoded})
    return found
