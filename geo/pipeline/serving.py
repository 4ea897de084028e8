"""Which bundled theatre serves a report, if any: no theatre may bend a report that does not name it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geo.model import Level, Report, Role, Side, Theatre, Toponym
from geo.resources import slavic, theatres

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_ENDING = re.compile("[аеиоуыьэюяйіїє]+$")
_GROUND = (Level.SETTLEMENT, Level.FACILITY, Level.REGION)


def serving(report: Report, toponyms: Sequence[Toponym]) -> Theatre:
    """The bundled theatre that a report names, or none.

    Names alone do not do, for one war is often mentioned in news of another: with two sides named, at least half of
    the places where things are said to happen must be in the sides' countries; with one side, most of them in the
    theatre's, or on the other side's ground. So it is with a report that names no side but tells of "the enemy" in the
    language of one of them. A report from before the theatre's time is about something else.

    Parameters
    ----------
    toponyms
        As resolved without any theatre, so that none has had a say in where they are.
    """
    text = f"{report.title or ''}\n{report.text}"
    where: list[str | None] = [country for t in toponyms if t.role is Role.LOCATION and (country := _country(t))]
    if not where:  # a report on totals names no place but the country
        where = [t.place.country for t in toponyms if t.place and t.place.level is Level.COUNTRY]
    cyrillic = not text.isascii() and _CYRILLIC.search(text) is not None
    for name in theatres.names():
        theatre = theatres.load(name)
        if theatre.since and report.published and report.published < theatre.since:
            continue
        homes = {*theatre.countries, *(country for side in theatre.sides for country in side.home)}
        if 2 * sum(country in homes for country in where) < len(where):
            continue  # whoever is named, it happens elsewhere
        sides = zip(theatre.sides, _side_names(name), strict=True)
        named = [side for side, names in sides if names.stand_in(text, cyrillic=cyrillic)]
        own = _speaking(report, theatre)
        if not named and own is not None and _tells_of_the_enemy(report):
            named = [own]
        if len(named) > 1:
            return theatre
        if len(named) == 1:
            ground = {*theatre.countries, *homes.difference(named[0].home)}  # or abroad: it is at war there
            if 2 * sum(country in ground for country in where) > len(where):
                return theatre
            if not where and own is not None and set(theatre.countries) & set(own.home):
                return theatre  # those at home there speak, and of no place that it could bend
    return theatres.NO_THEATRE


def _country(toponym: Toponym) -> str | None:
    """The country of the ground that a toponym names, also where it is only not known which of its places."""
    places = [toponym.place] if toponym.place else [c.place for c in toponym.candidates]
    countries = {place.country for place in places if place.level in _GROUND}
    return countries.pop() if len(countries) == 1 and places[0].level in _GROUND else None


def _speaking(report: Report, theatre: Theatre) -> Side | None:
    """The side in whose language a report is."""
    from geo.claims.slavic import NATIONS, language_of

    nation = NATIONS.get(language_of(report) or "")
    return next((side for side in theatre.sides if nation in side.home), None)


def _tells_of_the_enemy(report: Report) -> bool:
    """Whether a report in Ukrainian or Russian speaks of the enemy, the occupiers or our troops."""
    from geo.claims.slavic import language_of

    lexicon = slavic.load(language_of(report) or "uk")
    words = (slavic.norm(word) for word in re.findall(r"[^\W\d_]+", report.text.lower()))
    return any(
        lexicon.noun("words.enemy", w) or lexicon.noun("words.occupiers", w) or lexicon.has("clause.own", w)
        for w in words
    )


@dataclass(frozen=True, slots=True)
class _SideNames:
    """All that names a side: a pattern, and strings of which one stands wherever a name in Latin letters does."""

    pattern: re.Pattern[str]
    latin: tuple[str, ...]

    def stand_in(self, text: str, *, cyrillic: bool) -> bool:
        """Whether one stands in a text. Strings are found a hundred times as fast as a pattern's alternatives."""
        may = cyrillic or any(name in text for name in self.latin)
        return may and self.pattern.search(text) is not None


@cache
def _side_names(theatre: str) -> tuple[_SideNames, ...]:
    """For each side of a bundled theatre, what names it."""
    sides = []
    for side in theatres.load(theatre).sides:
        names = {
            side.name,
            *side.aliases,
            *side.demonyms,
            *side.metonyms,
            *side.bodies,
            *(surname for surname, _ in side.officials),
        }
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_name_pattern, sorted(names)))})(?!\w)")
        latin = {name for name in names if not _CYRILLIC.search(name)}
        shortest = sorted(name for name in latin if not any(other != name and other in name for other in latin))
        sides.append(_SideNames(pattern, tuple(shortest)))
    return tuple(sides)


def _name_pattern(name: str) -> str:
    """A name as it stands in a text; a Cyrillic one with any ending and in any case, unless it is an acronym."""
    if name.isupper() or not _CYRILLIC.search(name):
        return re.escape(name)
    words = r"\s[«\"“]?".join(map(re.escape, _ENDING.sub("", name).split()))
    return rf"(?i:{words}\w{{0,4}})"
