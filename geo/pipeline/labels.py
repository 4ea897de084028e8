"""The names on the base map: settlements around what a story is about, and what places are called there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geo.model import Place, Story
from geo.resources import boundaries

if TYPE_CHECKING:
    from geo.places import Gazetteer

_LABELS = 60  # settlements named on the base map
_CITY_KM = 12.0  # nearer than this a smaller settlement gets no label beside a larger one
_MARGIN = 0.75  # of the focus's width and height, on each side: what the map may show at first
_WIDEST = 40.0  # degrees: a map of half the world names countries


def labels(story: Story, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The most populous settlements around the focus of a story's map."""
    from geo import maps

    west, south, east, north = maps.focus(story)
    wide, tall = (east - west) * _MARGIN, (north - south) * _MARGIN
    if east - west > _WIDEST:
        return ()
    west, south, east, north = west - wide, south - tall, east + wide, north + tall
    regions = {key for key in boundaries.within((west, south, east, north)) if key.startswith("adm1:")}
    near = {
        place.key: place
        for region in sorted(regions)
        for place in gazetteer.settlements(region)
        if west <= place.lon <= east and south <= place.lat <= north
    }
    return _apart(sorted(near.values(), key=lambda place: (-place.population, place.key)))


def local_names(story: Story, gazetteer: Gazetteer) -> dict[str, str]:
    """What all that the map may name is called there: places spoken of, settlements, regions and countries."""
    from geo import maps

    _, near, far = maps.extents(story)
    told = (claim.toponym.place for claim in story.claims)
    keys = {place.key for place in (*told, *story.labels) if place is not None}
    keys.update(key for key in boundaries.within(near) if key.startswith("adm1:"))
    keys.update(key for key in boundaries.within(far) if key.startswith("country:"))
    return gazetteer.local_names(sorted(keys))


def _apart(places: Iterable[Place]) -> tuple[Place, ...]:
    """The first places that are not too near to one before: a city's districts stand in the gazetteer beside it."""
    from geo.places.distance import distance_km

    chosen: list[Place] = []
    for place in places:
        if not any(distance_km(place, larger) < _CITY_KM for larger in chosen):
            chosen.append(place)
        if len(chosen) == _LABELS:
            break
    return tuple(chosen)
