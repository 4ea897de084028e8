"""What exports and maps show of the polygons among the sources, and the front lines of exports."""

from __future__ import annotations

from dataclasses import replace

from geo.model import Analysis, Story, Theatre
from geo.pipeline.labels import labels
from geo.pipeline.measures import estimates, parties
from geo.resources import theatres


def exported(story: Story, analysis: Analysis) -> Story:
    """The story with the front lines of each of its days, and the snapshots of its analysis."""
    from geo.territory import front

    ground = story.territory
    lines = tuple(line for day in story.dates for line in front(ground, day)) if ground else ()
    return replace(story, fronts=lines, snapshots=analysis.snapshots)


def drawn(story: Story, analysis: Analysis) -> Story:
    """A story whose reports change no ground, with the ground of the polygons among the sources and their days."""
    snapshots = [ground for ground in analysis.snapshots if ground.on is not None]
    if story.territory is not None or not snapshots:
        return story
    from geo import places, territory

    area = territory.drawn(snapshots)
    tally = territory.Tally(area)
    theatre = story.theatre if story.theatre.sides else _home({side for ground in snapshots for side in ground.held})
    days = tuple(sorted({*story.dates, *(ground.on for ground in snapshots if ground.on)}))
    sides = parties(area, theatre)
    found = replace(
        story,
        theatre=theatre,
        states={day: story.states.get(day, ()) for day in days},
        territory=area,
        totals=tally.series(days),
        estimates=tuple(estimate for day in days for estimate in estimates(tally, days[0], day, sides)),
        dates=days,
        on=story.on or days[-1],
        snapshots=analysis.snapshots,
    )
    return replace(found, labels=labels(found, places.open_gazetteer()))


def _home(sides: set[str]) -> Theatre:
    """The bundled theatre that knows one of some sides, for its colours."""
    known = (theatres.load(name) for name in theatres.names())
    return next((t for t in known if any(side.name in sides for side in t.sides)), theatres.NO_THEATRE)
