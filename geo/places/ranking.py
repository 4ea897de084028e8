"""Rank the places a name may mean in a context, and say whether the best of them leads far enough."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from geo.model import Candidate, Level, Place, Role, Theatre, Toponym
from geo.places.distance import EARTH_KM, direction, distance_km
from geo.places.fold import fold
from geo.places.hints import WIDER, Hint

SAME_SPOT_KM = 15.0  # two entries of one level closer than this are the same spot for a map
AREA_SPOT_KM = 40.0
LEAST = 0.03  # below this nothing speaks for a place but a likeness of names
_LOOKED_AT = 12  # candidates that say in which regions a name may be
_AGREED = 0.4  # shares from which on several names speak for a region
_SHARE = 0.1  # likelihood that a place lacks to the likeliest of its name, for a share of 1/e
_NEAR_KM, _TIMES_CLOSER = 150.0, 5  # within a sector of a front; within a day's fighting
_WITHIN = 0.993  # cosine of 6.8 degrees, 750 km: nothing farther is near, a three-hundredth is left of its weight
_BAND = 7.0  # degrees of latitude, a little more than that
_SEAT = 0.08  # share of a region's people from which on a bare name means the town rather than the region
_SEAT_KM = 200.0
_BEHIND_SEAT = 0.12
_CITY, _TIMES_LARGER = 100_000, 5  # such a city is meant by its bare name, if nothing speaks against it
_TWINS = 2.0  # times the margin by which one of two settlements must lead that share name and region
_SPOKEN = 0.35  # what the sentence's own word ("X in Y") is worth
_WIDEST = (Level.COUNTRY, Level.REGION)
_NAMED, _LIES_IN = 1.0, 0.8  # weight of a country that is named, and of one that settled places lie in


@dataclass(frozen=True)
class Context:
    """What speaks for some places rather than others."""

    regions: Mapping[str, float] = field(default_factory=dict)  # region key -> weight 0..1
    countries: Mapping[str, float] = field(default_factory=dict)  # ISO code -> weight 0..1
    siblings: Mapping[str, int] = field(default_factory=dict)  # ISO code -> how many of its regions are named
    shared: Mapping[str, float] = field(default_factory=dict)  # region key -> how well other names fit into it too
    holds: Mapping[str, int] = field(default_factory=dict)  # region key, ISO code -> how many settled places it holds
    anchors: tuple[Place, ...] = ()  # settled places of the same report
    theatre: Theatre | None = None
    nearness: float = 0.07  # what an anchor close by is worth

    @cached_property
    def directions(self) -> dict[int, list[tuple[str, float, float, float]]]:
        """Key and unit vector of the anchors that are in a band of latitude or in one beside it: no other is near."""
        found: defaultdict[int, list[tuple[str, float, float, float]]] = defaultdict(list)
        for place in self.anchors:
            band, vector = int(place.lat // _BAND), direction(place.lat, place.lon)
            for beside in (band - 1, band, band + 1):
                found[beside].append((place.key, *vector))
        return dict(found)


def context_of(
    toponyms: Sequence[Toponym], theatre: Theatre, settled: Sequence[Place] = (), *,
    shared: Mapping[str, float] | None = None,
) -> Context:
    """Gather the context: regions and countries that are named, and where the settled places lie.

    `shared` is that of the same toponyms' earlier context, if there is one: it does not depend on what was settled.
    """
    regions: dict[str, float] = {}
    countries: dict[str, float] = {}
    named: dict[str, str | None] = {}
    # Mentions of one name share their candidates, and say nothing new.
    different = {id(t.candidates): t for t in toponyms if t.candidates and t.role is not Role.PART_OF_NAME}.values()
    for toponym in different:
        top = toponym.candidates[0].place
        if top.level is Level.REGION:
            named[top.key] = top.country
        wide = {c.place.country for c in toponym.candidates[:4] if c.place.level in (Level.COUNTRY, Level.REGION)}
        if len(wide) > 1:
            continue  # "Georgia" says nothing before it is known which
        if top.level is Level.COUNTRY and top.country:
            countries[top.country] = _NAMED
        elif top.level is Level.REGION and len(toponym.candidates) <= 3:
            regions[top.key] = _NAMED
            countries.setdefault(top.country or "", _LIES_IN)
    for place in settled:
        regions.setdefault(place.region_key or "", 0.7)
        countries.setdefault(place.country or "", _LIES_IN)
    for nowhere in (regions, countries):
        nowhere.pop("", None)
    towns = {p.key: p for p in settled if p.level is Level.SETTLEMENT}.values()
    return Context(
        regions, countries, Counter(country or "" for country in named.values()),
        _shared(different) if shared is None else shared,
        Counter(key for p in towns for key in (p.region_key, p.country) if key), tuple(towns),
        theatre if theatre.sides else None,
    )


def _shared(toponyms: Iterable[Toponym]) -> dict[str, float]:
    """How well several names fit into each region: the sum of their shares, less the largest, for one says nothing.

    A name's share in a region is 1 where its only place lies, and less the more places bear it alike, for chance may
    put some of them together.
    """
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for toponym in toponyms:
        top = toponym.candidates[0].score
        found: dict[str, float] = {}
        for candidate in toponym.candidates[:_LOOKED_AT]:
            if key := candidate.place.region_key:
                found.setdefault(key, math.exp((candidate.score - top) / _SHARE))
        total = sum(found.values())
        for key, weight in found.items():
            shares[key].append(weight / math.sqrt(total))
    return {key: sum(found) - max(found) for key, found in shares.items() if len(found) > 1}


def rank(
    candidates: Sequence[Candidate], hint: Hint, context: Context, *, level: Level | None = None,
    most: int | None = None,
) -> tuple[Candidate, ...]:
    """Score candidates in context, best first (the best `most` of them); ties go by inhabitants, then key."""
    if len(candidates) == 1:
        (only,) = candidates
        score = _score(only, context)
        if hint and hint.fits(only.place):
            score += _SPOKEN
        return (Candidate(place=only.place, score=round(max(0.0, min(1.0, score)), 4)),)
    pool = candidates if level is None else [c for c in candidates if c.place.level is level]
    fits = [hint.fits(c.place) for c in pool] if hint else []
    if fits and pool[0].place.level is Level.COUNTRY and not any(
        fit and c.place.level in WIDER for fit, c in zip(fits, pool, strict=True)
    ):
        fits = []  # a country lies in no other one
    scores = [min(1.0, _score(c, context)) for c in pool]
    levels = {c.place.level for c in pool}  # most names are those of towns alone
    seats = _seats(pool) if level is None and len(pool) > 1 and Level.REGION in levels else {}
    if Level.REGION in levels and Level.COUNTRY in levels:
        _yield_to_regions(pool, scores, context)
    if any(fits):
        scores = [min(1.0, score + _SPOKEN) if fit else 0.4 * score for fit, score in zip(fits, scores, strict=True)]
    elif len(scores) > 1 and not levels.isdisjoint(_WIDEST):
        _prefer_wider(pool, scores, seats.values(), context)
    for region, seat in seats.items():
        scores[region] = min(scores[region], scores[seat] - _BEHIND_SEAT)
    order: Sequence[int] = range(len(pool))
    scores = [round(score, 4) if 0.0 < score < 1.0 else max(0.0, min(1.0, score)) for score in scores]
    if len(scores) > 1:
        order = sorted(order, key=lambda at: (-scores[at], -pool[at].place.population, pool[at].place.key))
    return tuple(Candidate(place=pool[at].place, score=scores[at]) for at in order[:most])


def leads(ranked: Sequence[Candidate], margin: float) -> bool:
    """Whether the best candidate is far enough ahead of every other spot on the map to be believed."""
    best = ranked[0]
    rival = next((c for c in ranked[1:] if not _same_spot(c.place, best.place)), None)
    twins = rival is not None and rival.place.level is best.place.level is Level.SETTLEMENT and (
        rival.place.region_key == best.place.region_key and rival.place.name == best.place.name
    )
    if rival is None or best.score - rival.score >= (_TWINS * margin if twins else margin):
        return best.score >= LEAST
    known = best.place.population >= max(_CITY, _TIMES_LARGER * rival.place.population)
    return known and best.score - rival.score >= margin / 2


def no_lead(ranked: Sequence[Candidate], margin: float) -> str | None:
    """Say why the best candidate does not lead far enough to be believed; None where it does."""
    if leads(ranked, margin):
        return None
    return "another place comes too close" if len(ranked) > 1 else "hardly anything speaks for it"


def around(place: Place, context: Context) -> float:
    """What the rest of the report and the theatre say for a place, 0..0.9."""
    level, country = place.level, place.country or ""
    score = 0.2 * context.countries.get(country, 0.0)
    if level is Level.COUNTRY:
        score += 0.15
    elif level is Level.REGION:
        score += 0.08 * min(4, context.siblings.get(country, 0))
        score += 0.06 * min(3, context.holds.get(place.key, 0))
    else:
        score += 0.2 * context.regions.get(place.region_key or "", 0.0)
    if level in (Level.REGION, Level.SETTLEMENT):
        score += 0.1 * min(1.0, context.shared.get(place.region_key or "", 0.0))
    if level is Level.SETTLEMENT and (anchors := context.directions.get(int(place.lat // _BAND))):
        near = 0.0
        x, y, z = direction(place.lat, place.lon)
        for key, u, v, w in anchors:
            cosine = x * u + y * v + z * w
            if cosine > _WITHIN and key != place.key:
                sector = math.exp(-EARTH_KM * math.acos(min(1.0, cosine)) / _NEAR_KM)
                near += 0.5 * (sector + sector**_TIMES_CLOSER)
        score += context.nearness * min(4.0, near)
    theatre = context.theatre
    if theatre is not None and place.level is not Level.COUNTRY:
        if theatre.extent is not None:
            west, south, east, north = theatre.extent
            score += 0.1 if west <= place.lon <= east and south <= place.lat <= north else 0.0
        score += 0.1 if place.country in theatre.countries else 0.0
    return score


def _score(candidate: Candidate, context: Context) -> float:
    """Half what the place is by itself, the rest where the report points.

    A doubtful name (a hamlet's former one) does not become likely by lying in the right country, so the report's word
    counts less for it; the sentence's word counts in full (see `rank`).
    """
    score, trusted = candidate.score, 1.0
    if score < 0.2:
        trusted = max(0.25, score / 0.2)
    return 0.5 * score + trusted * around(candidate.place, context)


def _prefer_wider(
    pool: Sequence[Candidate], scores: list[float], seats: Collection[int], context: Context
) -> None:
    """A country's or large region's name alone does not mean a small town elsewhere that bears it too.

    Unless the report is about the town's country, and not about the region's.
    """
    wide = [c for c in pool if c.place.level in _WIDEST]
    widest = max((c.score for c in wide), default=0.0)
    about = max((context.countries.get(c.place.country or "", 0.0) for c in wide), default=0.0)
    for position, candidate in enumerate(pool) if widest else ():
        small = candidate.place.level is Level.SETTLEMENT and candidate.score < widest - 0.15
        if small and position not in seats and context.countries.get(candidate.place.country or "", 0.0) <= about:
            scores[position] *= 0.5


def _yield_to_regions(pool: Sequence[Candidate], scores: list[float], context: Context) -> None:
    """A country yields to a region of its name elsewhere if the report is in that region rather than in the country."""
    held = max((
        context.holds.get(c.place.key, 0) + (context.shared.get(c.place.key, 0.0) >= _AGREED)
        for c in pool if c.place.level is Level.REGION
    ), default=0)
    for position, candidate in enumerate(pool) if held else ():
        place = candidate.place
        if place.level is Level.COUNTRY and context.holds.get(place.country or "", 0) < held:
            scores[position] *= 0.4


def _seats(pool: Sequence[Candidate]) -> dict[int, int]:
    """Regions and the towns they are named after, which a bare name means if they are large for the region."""
    found = {}
    for position, region in enumerate(c.place for c in pool):
        if region.level is not Level.REGION:
            continue
        seats = [
            at for at, p in enumerate(c.place for c in pool)
            if p.level is Level.SETTLEMENT and p.country == region.country
            and p.population >= _SEAT * region.population and fold(p.name) != f"{fold(region.name)} city"
            and (p.region_key == region.key or distance_km(p, region) < _SEAT_KM)
        ]
        if seats:
            found[position] = max(seats, key=lambda at: pool[at].place.population)
    return found


def _same_spot(one: Place, other: Place) -> bool:
    if Level.AREA in (one.level, other.level):
        # No pin is set for either.
        return other.level is not Level.SETTLEMENT and distance_km(one, other) <= AREA_SPOT_KM
    return one.level is other.level and distance_km(one, other) <= SAME_SPOT_KM
