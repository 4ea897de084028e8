"""Which bundled theatre serves a report, if any: no theatre may bend a report that does not name it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geo.model import Level, Report, Role, Theatre, Toponym
from geo.resources import theatres

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_ENDING = re.compile("[аеиоуыьэюяйіїє]+$")
_GROUND = (Level.SETTLEMENT, Level.FACILITY, Level.REGION)


def serving(report: Report, toponyms: Sequence[Toponym]) -> Theatre:
    """The bundled theatre that a report names, or none.

    Names alone do not do, for one war is often mentioned in news of another: with two sides named, at least half of
    the places where things are said to happen must be in the sides' countries; with one side, most of them in the
    theatre's. A report from before the theatre's time is about something else.

    Parameters
    ----------
    toponyms
        As resolved without any theatre, so that none has had a say in where they are.
    """
    text = f"{report.title or ''}\n{report.text}"
    where = [t.place.country for t in toponyms if t.place and t.role is Role.LOCATION and t.place.level in _GROUND]
    if not where:  # a report on totals names no place but the country
        where = [t.place.country for t in toponyms if t.place and t.place.level is Level.COUNTRY]
    for name in theatres.names():
        theatre = theatres.load(name)
        if theatre.since and report.published and report.published < theatre.since:
            continue
        named = sum(pattern.search(text) is not None for pattern in _side_patterns(name))
        homes = {*theatre.countries, *(country for side in theatre.sides for country in side.home)}
        if named >= 2 and 2 * sum(country in homes for country in where) >= len(where):
            return theatre
        if named == 1 and 2 * sum(country in theatre.countries for country in where) > len(where):
            return theatre
    return theatres.NO_THEATRE


@cache
def _side_patterns(theatre: str) -> tuple[re.Pattern[str], ...]:
    """For each side of a bundled theatre, a pattern of all that names it."""
    patterns = []
    for side in theatres.load(theatre).sides:
        names = {
            side.name,
            *side.aliases,
            *side.demonyms,
            *side.metonyms,
            *side.bodies,
            *(surname for surname, _ in side.officials),
        }
        patterns.append(re.compile(rf"(?<!\w)(?:{'|'.join(map(_name_pattern, sorted(names)))})(?!\w)"))
    return tuple(patterns)


def _name_pattern(name: str) -> str:
    """A name as it stands in a text; a Cyrillic one with any ending and in any case, unless it is an acronym."""
    if name.isupper() or not _CYRILLIC.search(name):
        return re.escape(name)
    return rf"(?i:{re.escape(_ENDING.sub('', name))}\w{{0,4}})"
