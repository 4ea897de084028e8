"""Geocode single names offline, in geopy's shape: `geocode` gives a Location, `answer` everything that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geo.errors import InputError
from geo.model import Candidate, Level, Place, Resolution
from geo.places import spans, wording
from geo.places.fold import fold, is_cyrillic, keys, stems
from geo.places.gazetteer import Gazetteer, Match
from geo.places.hints import Hint
from geo.places.likelihood import candidates
from geo.places.ranking import Context, leads, rank
from geo.places.schema import LOOSE
from geo.places.similar import neighbourhood

MARGIN = 0.05  # a query has no report around it that could mislead, so a smaller lead will do than in a text
NEARNESS = 0.25  # "near" is asked for, where a report only mentions its places
_KEPT = 5
_SHORTEST_ALIKE = 6  # letters from which on a like name will do although no country is given
_BRACKETS = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<wider>[^()]+)\)\s*$")
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)

Near = tuple[float, float] | Sequence[float] | str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query was tied to, or the candidates it was left with."""

    query: str
    resolution: Resolution
    place: Place | None
    score: float
    candidates: tuple[Candidate, ...]

    def row(self) -> dict[str, Any]:
        """The answer as `groundshift geocode` writes it; no coordinates where they would be a guess."""
        return {
            "query": self.query, **columns(self.place), "resolution": self.resolution.value, "score": self.score,
            "candidates": [{**columns(c.place), "score": c.score} for c in self.candidates],
        }


@dataclass(frozen=True, slots=True)
class Frame:
    """A query taken apart: the bare name, what must hold of its place, what speaks for one, and what it may mean."""

    query: str
    name: str
    level: Level | None
    country: str | None  # ISO 3166-1 alpha-2
    wider: str | None  # a region, as named
    hint: Hint
    context: Context
    found: tuple[Candidate, ...]

    @property
    def fitting(self) -> tuple[Candidate, ...]:
        """The candidates that lie where the answer must lie."""
        return tuple(c for c in self.found if not self.hint or self.hint.fits(c.place))

    def rank(self, candidates: Sequence[Candidate], hint: Hint, context: Context) -> tuple[Candidate, ...]:
        """Rank candidates, those of the level that the query speaks of before all others."""
        level = self.level if any(c.place.level is self.level for c in candidates) else None
        return rank(candidates, hint, context, level=level)


def columns(place: Place | None) -> dict[str, Any]:
    """A place as every row shows it; all null without one."""
    names = ("name", "geonameid", "country", "region", "lat", "lon")
    return {**{n: getattr(place, n, None) for n in names}, "level": place.level.value if place else None}


class OfflineGeocoder(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """A geopy geocoder over the bundled gazetteer; it never touches the network."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(scheme="https", user_agent="groundshift")
        self.gazetteer = gazetteer
        self._codes: dict[str, str] = {}  # countries as they were asked for -> ISO codes

    def geocode(
        self, query: str, *, exactly_one: bool = True, country: str | None = None, region: str | None = None,
        near: Near | None = None,
    ) -> Location | list[Location] | None:
        """Return the place as a geopy Location whose `raw` is the row of `answer`, or None where it would be a guess.

        Parameters
        ----------
        exactly_one
            If false, all candidates as a list, best first.
        country
            ISO 3166-1 alpha-2 code or name; InputError if there is no such country.
        region
            Name of a first-level region.
        near
            (lat, lon) in degrees, or a place name.
        """
        answer = self.answer(query, country=country, region=region, near=near)
        if exactly_one:
            return _location(answer.place, answer.row()) if answer.place else None
        return [_location(c.place, {**columns(c.place), "score": c.score}) for c in answer.candidates] or None

    def answer(
        self, query: str, *, country: str | None = None, region: str | None = None, near: Near | None = None
    ) -> Answer:
        """Resolve one name with what is known of where it is; parameters as in `geocode`.

        Nothing outside the country or region asked for is ever the answer; it may be among the candidates.
        """
        return self.decide(self.frame(query, country=country, region=region, near=near))

    def frame(
        self, query: str, *, country: str | None = None, region: str | None = None, near: Near | None = None
    ) -> Frame:
        """Take a query apart and find what it may mean; parameters as in `geocode`."""
        name, level, wider = undress(query)
        code = self._country(country)
        return Frame(
            query, name, level, code, region or wider, self._hint(code, region or wider),
            Context(countries={code: 1.0} if code else {}, anchors=self._anchors(near), nearness=NEARNESS),
            self._candidates(name, code, level),
        )

    def decide(self, frame: Frame) -> Answer:
        """Answer a query taken apart."""
        ranked = frame.rank(frame.fitting, frame.hint, frame.context)
        if not ranked:
            rejected = rank(frame.found, Hint(), frame.context)
            return Answer(frame.query, Resolution.UNKNOWN, None, 0.0, rejected[:_KEPT])
        settled = leads(ranked, MARGIN)
        return Answer(
            frame.query, Resolution.RESOLVED if settled else Resolution.AMBIGUOUS,
            ranked[0].place if settled else None, ranked[0].score, ranked[:_KEPT],
        )

    def _candidates(self, name: str, country: str | None, level: Level | None) -> tuple[Candidate, ...]:
        """Places for a name, by ever looser readings; the first that finds any of the kind asked for decides."""
        everything: tuple[Candidate, ...] = ()
        for matches in self._readings(name, country):
            found = candidates(matches)
            if any(country in (None, c.place.country) and level in (None, c.place.level) for c in found):
                return found
            everything = everything or found
        return everything

    def _readings(self, name: str, country: str | None) -> Iterator[tuple[Match, ...]]:
        yield spans.bearing(keys(name), self.gazetteer)
        if bare(name) != name:
            yield from self._readings(bare(name), country)
        if is_cyrillic(name):
            yield from (spans.bearing(keys(stem), self.gazetteer) for stem in stems(name.casefold()))
        alike = spans.loose(name, self.gazetteer)
        if country is not None:
            yield tuple(m for m in alike if m.place.country == country)
            near = neighbourhood(self.gazetteer, country)
            yield tuple(Match(place, LOOSE) for key in keys(name) for place, _ in near.find(key))
        elif len(name) >= _SHORTEST_ALIKE and "c" not in self.gazetteer.kinds([fold(name)])[fold(name)]:
            yield alike

    def _country(self, country: str | None) -> str | None:
        if not country:
            return None
        if country not in self._codes:
            coded = self.gazetteer.place(f"country:{country.upper()}")
            named = (m.place for m in spans.bearing(keys(country), self.gazetteer) if m.place.level is Level.COUNTRY)
            place = coded or next(named, None)
            code = place.country if place else country.upper()  # territories have codes, and no entry as countries
            if code is None or (place is None and not self.gazetteer.holds(code)):
                raise InputError(
                    f"expected a country by its ISO 3166-1 code or name, got {country!r}: try FR or France"
                )
            self._codes[country] = code
        return self._codes[country]

    def _hint(self, country: str | None, region: str | None) -> Hint:
        """Where the answer must lie: the region named, else the country."""
        if region:
            names = (*keys(region), *keys(bare(undress(region)[0])))
            places = [m.place for m in spans.bearing(names, self.gazetteer)]
            regions = {p.key for p in places if p.level is Level.REGION and country in (None, p.country)}
            countries = {p.country for p in places if p.level is Level.COUNTRY and p.country}
            if regions or (countries and country is None):
                return Hint(regions=frozenset(regions)) if regions else Hint(countries=frozenset(countries))
        return Hint(countries=frozenset((country,))) if country else Hint()

    def _anchors(self, near: Near | None) -> tuple[Place, ...]:
        if near is None or len(near) == 0:
            return ()
        if isinstance(near, str):
            place = self.answer(near).place
            return (place,) if place else ()
        lat, lon = map(float, near)
        return (Place(key="near", name="near", lat=lat, lon=lon, level=Level.SETTLEMENT),)


def undress(query: str) -> tuple[str, Level | None, str | None]:
    """Take a query apart: (bare name, level it speaks of, wider place named with it).

    >>> undress("outskirts of Lviv"), undress("Stryi (Lviv Oblast)")
    (('Lviv', None, None), ('Stryi', None, 'Lviv Oblast'))
    """
    text = " ".join(query.split())
    wider = None
    if bracket := _BRACKETS.match(text):
        text, wider = bracket["name"], bracket["wider"]
    elif "," in text:
        text, _, wider = (part.strip() for part in text.partition(","))
    text = _POSSESSIVE.sub("", text.strip(" .;:\"“”«»"))
    text = _before_name().sub("", text) or text
    level = None
    if kind := _kind_after().search(text):
        level = Level.SETTLEMENT if kind["kind"].lower() in wording.load().settlement else Level.REGION
    return text, level, wider or None


def bare(name: str) -> str:
    """A name without the noun for its kind at its end.

    >>> bare("Lviv Oblast"), bare("Lviv")
    ('Lviv', 'Lviv')
    """
    return _kind_after().sub("", name)


@cache
def _kind_after() -> re.Pattern[str]:
    words = wording.load()
    kinds = "|".join(map(re.escape, sorted(words.region | words.state | words.settlement)))
    return re.compile(rf"\s+(?P<kind>{kinds})$", re.IGNORECASE)


@cache
def _before_name() -> re.Pattern[str]:
    words = wording.load()
    plain = "|".join(map(re.escape, sorted(words.around)))
    of = "|".join(map(re.escape, sorted(words.around_of | words.settlement | words.region | words.state)))
    local = "|".join(map(re.escape, sorted(w for w in words.settlement if is_cyrillic(w))))
    return re.compile(rf"^(?:(?:{plain})\.?\s+|(?:[\w-]+\s+)?(?:{of})\s+of\s+|(?:{local})\s+)+", re.IGNORECASE)


def _location(place: Place, raw: dict[str, Any]) -> Location:
    return Location(", ".join(p for p in (place.name, place.region, place.country) if p), (place.lat, place.lon), raw)
