"""How likely a name means a place when nothing else is known: by kind of place, its size, and the fit of the name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from geo.model import Candidate, Level, Place
from geo.places.dated import as_of
from geo.places.gazetteer import Match
from geo.places.schema import ALTERNATE, LOCAL, LOOSE, MAIN

_KEPT = 40  # candidates a name is given; no name needs more once the context has spoken
KNOWN = 20_000  # inhabitants from which on other names of a place are in use too
_BEFORE_A_REGION = 0.2
_CAPITAL = 0.05
_MOST_OF_IT = 0.4  # share of a region's people from which on a city is what there is of it
# Hamlets are all alike, and so are the largest cities: the scale runs from 300 inhabitants to ten million.
_SMALLEST, _DECADES = 300, 4.5


class Meaning:
    """All that a name may mean: the places that bear it, and what follows from them alone.

    One value serves every mention of a name in a run, so what it works out is worked out once.
    """

    def __init__(self, matches: tuple[Match, ...], capitals: frozenset[str] = frozenset()) -> None:
        self.matches = matches
        self._capitals = capitals
        self._narrowed: dict[tuple[Level, ...], Meaning] = {}
        self._on: dict[date, Meaning] = {}

    def __bool__(self) -> bool:
        return bool(self.matches)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The places, likeliest first, with their likelihood as score."""
        found = candidates(self.matches)
        if self._capitals.isdisjoint(c.place.key for c in found) or Level.COUNTRY in self.levels:
            return found
        raised = (_raised(c, found) if c.place.key in self._capitals else c for c in found)
        return tuple(sorted(raised, key=lambda c: (-c.score, c.place.key)))

    @cached_property
    def likelihood(self) -> float:
        """That of the likeliest place."""
        return max(map(likelihood, self.matches), default=0.0)

    @cached_property
    def likeliest(self) -> Place | None:
        """The place that the name alone most likely means."""
        return max(self.matches, key=likelihood).place if self.matches else None

    @cached_property
    def levels(self) -> frozenset[Level]:
        """The kinds of place among them."""
        return frozenset(m.place.level for m in self.matches)

    @cached_property
    def regions(self) -> frozenset[str]:
        """Regions, by key, in which a settlement goes by this name and not only by its likeness."""
        return frozenset(filter(None, (m.place.region_key for m in self._settlements())))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries, by ISO code, in which one does."""
        return frozenset(filter(None, (m.place.country for m in self._settlements())))

    def _settlements(self) -> list[Match]:
        return [m for m in self.matches if m.strength < LOOSE and m.place.level is Level.SETTLEMENT]

    @cached_property
    def _dated(self) -> bool:
        return any(m.periods for m in self.matches)

    def on(self, day: date | None) -> Meaning:
        """What the name meant on a day: some names are borne for a time."""
        if day is None or not self._dated:
            return self
        if day not in self._on:
            self._on[day] = Meaning(as_of(self.matches, day), self._capitals)
        return self._on[day]

    def governing(self) -> Meaning:
        """What can speak or act by this name, if anything can: countries and national capitals."""
        matches = tuple(m for m in self.matches if m.place.level is Level.COUNTRY or m.place.key in self._capitals)
        return Meaning(matches) if matches else self

    def states(self) -> Meaning:
        """The regions, without those that are hardly more than a city of the name if others remain: a capital's own."""
        regional = self.only(Level.REGION)
        cities = {m.place.region_key: m.place.population for m in self.only(Level.SETTLEMENT).matches}
        wide = tuple(m for m in regional.matches if cities.get(m.place.key, 0) < _MOST_OF_IT * m.place.population)
        return Meaning(wide) if wide and len(wide) < len(regional.matches) else regional

    def joined(self, other: Meaning) -> Meaning:
        """Either: the name as it is written, or as it would be in the nominative."""
        known = {m.place.key for m in self.matches}
        further = tuple(m for m in other.matches if m.place.key not in known)
        return Meaning(self.matches + further, self._capitals) if further else self

    def only(self, *levels: Level) -> Meaning:
        """What remains if the name is that of a place of one of these levels."""
        if self.levels <= frozenset(levels):
            return self
        if levels not in self._narrowed:
            self._narrowed[levels] = Meaning(
                tuple(m for m in self.matches if m.place.level in levels), self._capitals
            )
        return self._narrowed[levels]


NOTHING = Meaning(())


def likelihood(match: Match) -> float:
    """The prior of one match, 0..1."""
    return _prior(match.place.level, match.place.population, match.strength)


@lru_cache(maxsize=65536)
def _prior(level: Level, population: int, strength: int) -> float:
    size = min(1.0, max(0.0, math.log10(max(1, population) / _SMALLEST) / _DECADES))
    match level:
        case Level.COUNTRY:
            return 0.95
        case Level.FACILITY:
            return 0.75
        case Level.AREA:
            return 0.7
        case Level.REGION:
            return 0.35 + 0.3 * size - (0.0 if strength == MAIN else 0.2)
    prior = 0.1 + 0.45 * size
    if strength == MAIN:
        return prior
    in_use = strength == LOCAL or (strength == ALTERNATE and population >= KNOWN)
    return max(0.0, prior - (0.12 if in_use else 0.2))


def _raised(capital: Candidate, others: Iterable[Candidate]) -> Candidate:
    """A national capital is meant more often than other towns, and than other regions of its country."""
    regions = (
        c.score for c in others if c.place.level is Level.REGION and c.place.country == capital.place.country
        and c.place.key != capital.place.region_key
    )
    before = max(regions, default=-1.0) + _BEFORE_A_REGION
    return replace(capital, score=round(max(capital.score + _CAPITAL, before), 4))


def candidates(matches: Iterable[Match]) -> tuple[Candidate, ...]:
    """The places a name may mean, likeliest first, with their likelihood as score."""
    matches = tuple(matches)
    usual: dict[str | None, float] = {}  # by country: how likely the likeliest settlement of this usual name is
    for match in matches:
        if match.strength == MAIN and match.place.level is Level.SETTLEMENT:
            usual[match.place.country] = max(usual.get(match.place.country, 0.0), likelihood(match))
    found = (Candidate(place=m.place, score=round(_at_most(likelihood(m), m, usual), 4)) for m in matches)
    return tuple(sorted(found, key=lambda c: (-c.score, c.place.key))[:_KEPT])


def _at_most(score: float, match: Match, usual: Mapping[str | None, float]) -> float:
    """A city that once bore the name is not meant before the towns of its country that bear it."""
    if match.strength in (MAIN, ALTERNATE) or match.place.level is not Level.SETTLEMENT:
        return score
    return min(score, usual.get(match.place.country, score))
