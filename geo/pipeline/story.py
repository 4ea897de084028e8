"""From an analysis to a story, where everything a map shows is decided, and from a story to its document."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geo.model import Analysis, Story
from geo.pipeline.analysis import as_known, event_days
from geo.pipeline.hindsight import as_known_then, belied
from geo.pipeline.labels import labels, local_names
from geo.pipeline.measures import control, estimates, ground, parties

if TYPE_CHECKING:
    from geo.places import Gazetteer


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
    measured, tally = days if area.cells else (), territory.Tally(area)
    story = Story(
        title=title or _title(analysis),
        theatre=analysis.theatre,
        reports=analysis.reports,
        claims=analysis.claims,
        states=control(analysis, days, known_by=known_by),
        territory=area if area.cells else None,
        totals=tally.series(measured),
        estimates=tuple(estimate for day in measured for estimate in estimates(tally, days[0], day, sides)),
        reconciliations=territory.reconcile(analysis.areas, area, analysis.theatre),
        dates=days,
        labels=(),
        on=on or (days[-1] if days else None),
        known_by=known_by,
        then=as_known_then(analysis, days, area),
        belied=belied(analysis),
    )
    story = replace(story, labels=labels(story, known))
    return replace(story, local_names=local_names(story, known))


def draw(story: Story, *, tiles: str = "none") -> str:
    """Draw a story as one HTML document that works without a network."""
    from geo import maps

    return maps.render(story, tiles=tiles)


def _title(analysis: Analysis) -> str:
    """The title of the only report, else the theatre, else who acts most, else whose ground others drew.

    The span of days stands below it anyway.
    """
    if len(analysis.reports) == 1 and analysis.reports[0].title:
        return analysis.reports[0].title
    if analysis.theatre.sides:
        return analysis.theatre.name
    acts = Counter(claim.actor for claim in analysis.claims if claim.actor and not claim.background)
    drawn = {side for ground in analysis.snapshots for side in ground.held}
    named = sorted(acts, key=lambda name: (-acts[name], name)) or sorted(drawn)
    return " · ".join(named[:3]) or "Groundshift"
