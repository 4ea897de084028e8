"""The day that polygons are of: as a person says, by their properties, or by the file's name."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from geo.reading.fields import FIRST_YEAR
from geo.resources.layouts import polygon_words

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_YMD = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<sep>[-_.]?)(?P<m>\d{2})(?P=sep)(?P<d>\d{2})(?!\d)")
_DMY = re.compile(r"(?<!\d)(?P<d>\d{1,2})(?P<sep>[._])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)")
_DMONY = re.compile(r"(?<!\d)(?P<d>\d{1,2})[ _-]?(?P<mon>[a-z]{3})[a-z]*[ _-]?(?P<y>\d{4})(?!\d)", re.IGNORECASE)
_AHEAD = 50  # years
_EPOCH_MS = 10**11  # milliseconds since 1970, as web services of maps count; in seconds this would be the year 5138


def day_in(text: str) -> date | None:
    """The first day written in a text: 2024-05-31, 20240531, 31.05.2024 or 31MAY2024.

    >>> day_in("control_20240531.v2"), day_in("31.05.2024"), day_in("ControlMap31MAY2024"), day_in("v20249999")
    (datetime.date(2024, 5, 31), datetime.date(2024, 5, 31), datetime.date(2024, 5, 31), None)
    """
    for form in (_YMD, _DMY, _DMONY):
        for match in form.finditer(text):
            parts = match.groupdict()
            month = _MONTHS.get(parts["mon"].casefold(), 0) if "mon" in parts else int(parts["m"])
            try:
                return date(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                continue
    return None


def day_of(value: object) -> date | None:
    """The day of a property's value, a text or milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool) and _EPOCH_MS <= abs(value) < 10**14:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)).date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return day_in(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None


def day_told(properties: Mapping[str, Any]) -> date | None:
    """The day that a feature's properties, or a file's, give."""
    fields = {name.casefold(): value for name, value in properties.items()}
    return next((day for name in polygon_words().date_fields if (day := day_of(fields.get(name)))), None)


def possible(day: date) -> bool:
    """Whether somebody may mean a day: exercises are set in years to come, and a year such as 2202 is a slip."""
    return FIRST_YEAR <= day.year <= datetime.now(UTC).year + _AHEAD


def to_come(day: date) -> bool:
    """Whether a day has dawned nowhere yet."""
    return day > datetime.now(UTC).date() + timedelta(days=1)
