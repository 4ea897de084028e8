"""The tables of the page: places, claims and happenings, which know each other by their position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from geo.maps.pack import column, steps, table
from geo.maps.sides import Sides
from geo.maps.timeline import TELLING, Happening, day_of, happenings
from geo.model import Claim, Place, Resolution, Story

_TIMES = attrgetter("when.best", "when.earliest", "when.latest", "when.edtf", "said", "published")
_MICRO = 100_000  # steps in a degree of a place's coordinates
_ID = 12  # letters of a claim's id: enough to find it again


class Rows:
    """What is said in a story and where: places by key, claims and happenings by place and day, the placeless last."""

    def __init__(self, story: Story) -> None:
        self.sides = Sides.of(story)
        self.happenings = happenings(story.claims)
        self.days = sorted({*(h.on for h in self.happenings if h.on is not None), *story.dates})
        self.origin = min(self.days, default=None)
        self._day = {day: (day - self.days[0]).days for day in self.days}
        self._claims = sorted(story.claims, key=_by_place)
        found = {place.key: place for c in self._claims if (place := _place(c)) is not None}
        self.places = list(found.values())
        self.place_at = {key: i for i, key in enumerate(found)}
        self.report_at = {report.id: i for i, report in enumerate(story.reports)}
        self._belied = story.belied
        self._local_names = story.local_names

    def day(self, on: date) -> int:
        """Days since the origin, the first date of all; 0 for what came before."""
        day = self._day.get(on)
        return max(0, self.since(on) or 0) if day is None else day

    def since(self, on: date | None) -> int | None:
        """Days since the origin, negative for what came before; None without a date."""
        return None if on is None or self.origin is None else (on - self.origin).days

    def place_table(self) -> dict[str, Any]:
        """Columns of the places; latitudes and longitudes in 1/100,000 degrees."""
        return _place_table(self.places, self._local_names)

    def claim_table(self) -> dict[str, Any]:
        """Columns of the claims; `place` and `happening` are positions, beyond the last where there is none.

        `times` are best, earliest and latest day, their EDTF, and the days of saying and publishing. From them the page
        finds the day that a claim is shown on, as `timeline.day_of` does, and since when it was known.
        """
        claims = self._claims
        nowhere, no_news = len(self.places), len(self.happenings)
        places = [_place(c) for c in claims]
        news = {c.id: i for i, h in enumerate(self.happenings) for c in h.claims}
        return table(
            len(claims),
            id=[c.id[:_ID] for c in claims],
            place=steps([nowhere if p is None else self.place_at[p.key] for p in places]),
            happening=steps([news.get(c.id, no_news) for c in claims]),
            part=column([c.toponym.part for c in claims]),
            event=column([c.event for c in claims]),
            denied=column([c.denied_event for c in claims]),
            actor=column([c.actor for c in claims], self.sides.index),
            claimant=column([c.claimant for c in claims]),
            stance=column([c.stance for c in claims]),
            background=column([c.background for c in claims]),
            times=column(list(map(_TIMES, claims)), _written),
            refuted=column([self._belied.get(c.id) for c in claims], self.since),
            quote=[c.quote for c in claims],
            title=column([c.in_title for c in claims]),
            corrected=column([c.corrected for c in claims], list),
            report=column([c.report for c in claims], self.report_at.get),
        )

    def happening_table(self) -> dict[str, Any]:
        """Columns of what the page does not learn from the claims of a happening."""
        told = self.happenings
        return table(
            len(told),
            firm=column([h.firm for h in told]),
            refuted=column([self._refuted(h) for h in told], self.since),
        )

    def _refuted(self, happening: Happening) -> date | None:
        """The day from which every claim of it is belied."""
        days = [self._belied.get(c.id) for c in happening.claims] if self._belied else [None]
        return None if None in days else max(day for day in days if day is not None)

    def unplaced(self) -> list[dict[str, Any]]:
        """Claims about names that were tied to no place, with the places that they may mean."""
        return [
            {
                "name": claim.toponym.name,
                "claim": position,
                "candidates": _place_table([c.place for c in claim.toponym.candidates], {}),
            }
            for position, claim in enumerate(self._claims)
            if claim.toponym.resolution is not Resolution.RESOLVED
        ]


def telling() -> list[str]:
    """The events, that first which says most about who holds a place."""
    return [event.value for event in TELLING]


def iso(on: date | None) -> str | None:
    """A day as text."""
    return on.isoformat() if on else None


def _written(times: Sequence[date | str | None]) -> list[str | None]:
    return [iso(time) if isinstance(time, date) else time for time in times]


def _place(claim: Claim) -> Place | None:
    toponym = claim.toponym
    return toponym.place if toponym.resolution is Resolution.RESOLVED else None


def _by_place(claim: Claim) -> tuple[object, ...]:
    place = _place(claim)
    key = "" if place is None else place.key
    return place is None, key, day_of(claim) or date.max, claim.published or date.max, claim.id


def _place_table(places: Sequence[Place], local_names: Mapping[str, str]) -> dict[str, Any]:
    return table(
        len(places),
        key=[p.key for p in places],
        name=[p.name for p in places],
        local=column([local_names.get(p.key) for p in places]),
        region=column([p.region for p in places]),
        level=column([p.level for p in places]),
        lat=[round(p.lat * _MICRO) for p in places],
        lon=[round(p.lon * _MICRO) for p in places],
        population=column([p.population for p in places]),
    )
