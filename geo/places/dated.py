"""Names that places bore for a time, and what such a name is worth on the day of a report.

Within its time a name is the place's own. After it, people go on using it, so it still means the place, unless another
place bears the name by then: the bearer comes first. Before its time a name is hardly ever meant. `Gazetteer.find`
answers as of today; whoever knows the day of a report asks `as_of` again.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geo.errors import ResourceError
from geo.model import Level
from geo.places.schema import LOOSE, MAIN

if TYPE_CHECKING:
    from geo.places.gazetteer import Match

ALWAYS = (1, date.max.toordinal())
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def as_of(matches: Sequence[Match], on: date | None) -> tuple[Match, ...]:
    """Weigh the places that bear one name by when they bore it, `on` a day or, of an undated report, today.

    Only strengths change; whatever is borne at all times keeps its own. Give it the matches of one name together, for
    a name that is out of use yields to another settlement's only if there is one.
    """
    if not any(match.periods for match in matches):
        return tuple(matches)
    day = on.toordinal() if on else ALWAYS[1]
    own = [m for m in matches if m.place.level is Level.SETTLEMENT and _own(m, day)]
    return tuple(_weighed(m, day, taken=any(o.place != m.place for o in own)) for m in matches)


def _own(match: Match, day: int) -> bool:
    """Whether a name is the usual one of its place on a day."""
    if match.periods:
        return any(since <= day <= until for since, until in match.periods)
    return match.strength == MAIN


def _weighed(match: Match, day: int, *, taken: bool) -> Match:
    if not match.periods:
        return match
    if _own(match, day):
        return replace(match, strength=MAIN)
    before = all(day < since for since, _ in match.periods)
    return replace(match, strength=LOOSE if before or taken else MAIN)


def period(since: str, until: str) -> tuple[int, int]:
    """The days, as ordinals and both inclusive, of two EDTF dates ("1991", "1991-09", "1991-09-06", "" for open).

    >>> period("2016-02", "") == (date(2016, 2, 1).toordinal(), date.max.toordinal())
    True

    Raises
    ------
    ResourceError
        If they are no dates, or the wrong way round.
    """
    first, last = _bounds(since)[0] if since else ALWAYS[0], _bounds(until)[1] if until else ALWAYS[1]
    if first > last:
        raise ResourceError(f"expected a name to be borne from a day to a later one, got {since!r} to {until!r}")
    return first, last


def _bounds(text: str) -> tuple[int, int]:
    parts = _DATE.fullmatch(text)
    try:
        year, month, day = (int(part or 0) for part in (parts.groups() if parts else ("", "", "")))
        end = month or 12
        first = date(year, month or 1, day or 1)
        last = date(year, end, day or monthrange(year, end)[1])
    except ValueError:
        raise ResourceError(f"expected a date such as 1991, 1991-09 or 1991-09-06, got {text!r}") from None
    return first.toordinal(), last.toordinal()
