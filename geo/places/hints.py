"""Read from the wording which wider place a name is put in: "X, Y", "X (Y)", "X and Z in Y", "Y's X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geo.model import Level, Place, Toponym
from geo.places.distance import distance_km
from geo.places.fold import is_cyrillic

WIDER = frozenset((Level.REGION, Level.COUNTRY, Level.AREA))
_AREA_KM = 400.0  # areas have no border here; their like is a few hundred kilometres across
_LIKELY = 0.15  # likelihood of a town from which on it is meant beside a region that holds it
_LOOKED_AT = 6  # likeliest candidates that say what a name may be

_ARTICLE = r"(?:the\s+)?"
_BETWEEN_LIST = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|&|та|і|й|и|або|или)|[/;–-])\s+(?:(?:the|in|near|nearby|town|city|village|of)\s+)*",
    re.IGNORECASE,
)
_INTO_WIDER = re.compile(
    # the joint …
    rf"(?:\s*\(\s*|\s*,\s*(?:in\s+)?{_ARTICLE}"
    rf"|\s+(?:(?:city|town|village|district|county|area|located|situated)\s+)?(?:in|of|у|в|на)\s+{_ARTICLE})"
    # … and what may stand before the wider name
    rf"(?:[\w-]+(?:ern|ral|th|st)\s+)?(?:(?:part|parts|side)\s+of\s+{_ARTICLE})?"
    rf"(?:(?:state|province|region|county|oblast|island|country)\s+of\s+)?{_ARTICLE}",
    re.IGNORECASE,
)
_APPOSITION = re.compile(  # "X, a railway town in the north of W"
    rf"\s*,\s*(?:an?|the|its)\s+(?:[\w-]+\s+){{0,4}}?(?:city|town|village|settlement|suburb|hamlet|port|capital)\s+"
    rf"(?:in|of|on)\s+{_ARTICLE}(?:[\w-]+ern\s+)?(?:[\w-]+\s+of\s+)?{_ARTICLE}",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r",?\s+(?:and|or|та|і|й|и|або|или)\s")
_APPOSED = re.compile(r"\s*[,:(–—]\s*")  # "in W region, X and Y, …": what follows may be an instance
_IN = re.compile(rf"\b(?:in|of|across|throughout|у|в|на)\s+{_ARTICLE}(?:[\w-]+ern\s+)?$", re.IGNORECASE)
_LONGEST_GAP = 120  # characters between two names that belong together
_LEAD = 30  # characters before a wider place in which its preposition stands
_OWNED = re.compile(r"['’]s\s+(?:[\w-]+\s+){0,3}?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hint:
    """The wider places that the wording ties a name to; empty where it names none."""

    regions: frozenset[str] = frozenset()  # keys
    countries: frozenset[str] = frozenset()  # ISO codes
    areas: tuple[Place, ...] = ()
    firm: bool = True  # "X in Y" admits no X elsewhere; "Y's X" and "in Y, X and Z" are only signs

    def __bool__(self) -> bool:
        return bool(self.regions or self.countries or self.areas)

    def fits(self, place: Place) -> bool:
        """Whether a place lies in what the hint names, by the narrowest kind of place named."""
        if self.regions:
            return place.region_key in self.regions
        if self.countries:
            return place.country in self.countries
        return any(distance_km(place, area) < _AREA_KM for area in self.areas)


def hints(toponyms: Sequence[Toponym], text: str) -> list[Hint]:
    """One hint for each toponym, in the order of the toponyms, which is that of the text."""
    nothing = Hint()
    found = [nothing] * len(toponyms)
    wide = [_wider(t) for t in toponyms]
    gaps = [text[a.end:b.start] if b.start - a.end <= _LONGEST_GAP else None for a, b in pairwise(toponyms)]
    for at in range(len(toponyms) - 2, -1, -1):
        here, following, gap = toponyms[at], toponyms[at + 1], gaps[at]
        if gap is None:
            continue
        if wide[at + 1]:
            listed = "," in gap and not _APPOSITION.fullmatch(gap) and (
                not _contains(following, here, text) if wide[at] else _in_series(following, here, text)
            )
            into = _INTO_WIDER.fullmatch(gap) or _APPOSITION.fullmatch(gap) or _genitive(following, gap)
            if into and not listed:
                found[at] = _hint(following, found[at + 1])
        elif found[at + 1] and _BETWEEN_LIST.fullmatch(gap) and (not wide[at] or _admits(found[at + 1], here)):
            found[at] = found[at + 1]  # a region after a list holds for all of the list
    for at in range(1, len(toponyms)):
        previous, here, gap = toponyms[at - 1], toponyms[at], gaps[at - 1]
        if gap is None or found[at]:
            continue
        if wide[at - 1]:
            lead = text[max(0, previous.start - _LEAD):previous.start]
            apposed = not wide[at] and _APPOSED.fullmatch(gap) and _IN.search(lead)
            if apposed or _OWNED.fullmatch(gap):
                found[at] = replace(_hint(previous, found[at - 1]), firm=False)
        elif found[at - 1] and not found[at - 1].firm and not wide[at] and _BETWEEN_LIST.fullmatch(gap):
            found[at] = found[at - 1]
    return found


def _wider(toponym: Toponym) -> bool:
    """Whether a name may be that of a region, country or area."""
    return any(c.place.level in WIDER for c in toponym.candidates[:_LOOKED_AT])


def _genitive(wider: Toponym, gap: str) -> bool:
    """ "Лиман Донецької області": a region in the genitive right behind a name."""
    return gap == " " and wider.level is Level.REGION and is_cyrillic(wider.name) and " " in wider.name


def _contains(wider: Toponym, inner: Toponym, text: str) -> bool:
    """Whether "inner, wider" is one place in another ("Ontario, Canada", "Paris, Texas") and no list ("Ohio, Oregon").

    Of a name that is more likely a region's, only the region is looked at, unless its chief town bears the name too.
    """
    hint, likeliest = _hint(wider, Hint()), inner.candidates[0].place
    if likeliest.level is Level.COUNTRY or wider.candidates[0].place.level not in WIDER:
        return False
    if hint.fits(likeliest) and likeliest.level is not wider.candidates[0].place.level:
        return True
    towns = [c for c in inner.candidates if c.place.level is Level.SETTLEMENT]
    named_after = any(c.place.region_key == likeliest.region_key for c in towns[:_LOOKED_AT])
    alone = _GOES_ON.match(text, wider.end) is None
    return named_after and alone and any(hint.fits(c.place) and c.score >= _LIKELY for c in towns)


def _in_series(town: Toponym, before: Toponym, text: str) -> bool:
    """Whether a town that is also a region stands in a list of towns: "Aville, Bville and", no Aville in Bville."""
    return (
        any(c.place.level is Level.SETTLEMENT for c in town.candidates[:_LOOKED_AT])
        and _GOES_ON.match(text, town.end) is not None and not _admits(_hint(town, Hint()), before)
    )


def _admits(hint: Hint, toponym: Toponym) -> bool:
    """Whether a hint that was given for another name of a list can hold for this one."""
    return not toponym.candidates or any(hint.fits(c.place) for c in toponym.candidates)


def _hint(toponym: Toponym, own: Hint) -> Hint:
    places = [c.place for c in toponym.candidates if c.place.level in WIDER and (not own or own.fits(c.place))]
    regions = frozenset(p.key for p in places if p.level is Level.REGION)
    countries = frozenset(p.country for p in places if p.level is Level.COUNTRY and p.country)
    if countries and regions and not own:
        # A country and a region of the same name ("Georgia") both stay possible.
        return Hint(countries=countries | frozenset(p.country for p in places if p.level is Level.REGION and p.country))
    return Hint(regions, countries, tuple(p for p in places if p.level is Level.AREA))
