"""From an analysis to a story, where everything a map shows is decided, and from a story to its document."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from geo.model import Analysis, Place, Resolution, Story, Territory
from geo.pipeline.analysis import as_known, event_days
from geo.pipeline.hindsight import as_known_then, belied
from geo.pipeline.measures import PINNED, control, estimates, ground, parties

if TYPE_CHECKING:
    from geo.places import Gazetteer

_LABELS = 60  # settlements named on the base map
_CITY_KM = 12.0  # nearer than this a smaller settlement gets no label beside a larger one
_MARGIN = 0.75  # of the pinned places' width and height, on each side: what the map may show at first


def tell(
    analysis: Analysis,
    *,
    on: date | None = None,
    known_by: date | None = None,
    title: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> Story:
    """Decide everything a map shows: the days, who holds what on each, the ground, and figures beside figures.

    Parameters
    ----------
    on
        The day shown first; the last day on which something happened unless given.
    known_by
        Only what was published (or, without a date of publication, said) by this day counts.
    """
    from geo import places, territory

    analysis = as_known(analysis, known_by)
    happened = event_days(analysis)
    days = tuple(sorted({*happened, on} if on else happened))
    known = gazetteer or places.open_gazetteer()
    area = ground(analysis, days, known_by=known_by, gazetteer=known)
    sides = parties(area, analysis.theatre)
    measured = days if area.cells else ()
    return Story(
        title=title or _title(analysis),
        theatre=analysis.theatre,
        reports=analysis.reports,
        claims=analysis.claims,
        states=control(analysis, days, known_by=known_by),
        territory=area if area.cells else None,
        totals=territory.series(area, measured),
        estimates=tuple(estimate for day in measured for estimate in estimates(area, days[0], day, sides)),
        reconciliations=territory.reconcile(analysis.areas, area, analysis.theatre),
        dates=days,
        labels=_labels(analysis, area, known),
        on=on or (days[-1] if days else None),
        known_by=known_by,
        then=as_known_then(analysis, days, area),
        belied=belied(analysis),
    )


def draw(story: Story, *, tiles: str = "none") -> str:
    """Draw a story as one HTML document that works without a network."""
    from geo import maps

    return maps.render(story, tiles=tiles)


def _title(analysis: Analysis) -> str:
    """The title of the only report, else the theatre, else who acts most; the span of days stands below it anyway."""
    if len(analysis.reports) == 1 and analysis.reports[0].title:
        return analysis.reports[0].title
    if analysis.theatre.sides:
        return analysis.theatre.name
    acts = Counter(claim.actor for claim in analysis.claims if claim.actor and not claim.background)
    return " · ".join(sorted(acts, key=lambda name: (-acts[name], name))[:3]) or "Groundshift"


def _labels(analysis: Analysis, area: Territory, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The most populous settlements around the places that the claims name."""
    from geo import maps
    from geo.places.distance import distance_km
    from geo.resources import boundaries

    pinned = [
        claim.toponym.place
        for claim in analysis.claims
        if claim.toponym.place
        and claim.toponym.resolution is Resolution.RESOLVED
        and claim.toponym.place.level in PINNED
    ]
    if not pinned:
        return ()
    west, south, east, north = maps.dense((place.lon, place.lat) for place in pinned)
    tall, wide = max(north - south, 0.5) * _MARGIN, max(east - west, 0.5) * _MARGIN
    west, south, east, north = west - wide, south - tall, east + wide, north + tall
    regions = {key for key in boundaries.within((west, south, east, north)) if key.startswith("adm1:")}
    near = {
        place.key: place
        for region in sorted(regions | set(area.regions))
        for place in gazetteer.settlements(region)
        if west <= place.lon <= east and south <= place.lat <= north
    }
    chosen: list[Place] = []
    for place in sorted(near.values(), key=lambda place: (-place.population, place.key)):
        # Districts of a city stand in the gazetteer beside it; the city's name is enough.
        if not any(distance_km(place, larger) < _CITY_KM for larger in chosen):
            chosen.append(place)
        if len(chosen) == _LABELS:
            break
    return tuple(chosen)
