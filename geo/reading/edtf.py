"""Dates known with some precision, as tables give them: EDTF (ISO 8601-2), the part of it that claims use."""

from __future__ import annotations

import calendar
import re
from datetime import date

from geo.errors import InputError
from geo.reading.fields import FIRST_YEAR, LAST_YEAR

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")
_OPEN = ("", "..")


def bounds(value: str) -> tuple[date | None, date | None]:
    """The first and the last day that an EDTF string allows; None where it is open.

    A year, month or day, also with `~`, `?` or `%` behind it, which say how sure it is and move no bound; or two of
    them parted by a slash, of which one may be open ("..").

    Raises
    ------
    InputError
        If it is none of these, or ends before it begins.

    Examples
    --------
    >>> [str(day) for day in bounds("2022-07")], [str(day) for day in bounds("2022-09-08/2022-09-10~")]
    (['2022-07-01', '2022-07-31'], ['2022-09-08', '2022-09-10'])
    """
    first, slash, last = value.partition("/")
    last = last if slash else first
    try:
        earliest = None if slash and first in _OPEN else _days(first)[0]
        latest = None if slash and last in _OPEN else _days(last)[1]
        if (earliest is None and latest is None) or (earliest and latest and earliest > latest):
            raise ValueError
    except ValueError:
        raise InputError(
            f"expected a date as EDTF such as 2022-07, 2022-09-10~ or 2022-09-08/2022-09-10, got {value[:60]!r}: "
            "mend it or leave it out"
        ) from None
    return earliest, latest


def _days(part: str) -> tuple[date, date]:
    match = _PART.fullmatch(part)
    if match is None or "00" in (match[2], match[3]) or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise ValueError
    year, month, day = (int(group or 0) for group in match.groups())
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if not day:
        return date(year, month, 1), date(year, month, _last_day(year, month))
    return date(year, month, day), date(year, month, day)


def _last_day(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError
    return calendar.monthrange(year, month)[1]
