"""The day that polygons are of: as a person says, by their properties, or by the names of files and folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from geo.reading.fields import FIRST_YEAR
from geo.resources.layouts import polygon_words

DAY = timedelta(days=1)

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<y>\d{4})(?P<sep>[-_./]?)(?P<m>\d{2})(?P=sep)(?P<d>\d{2})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})(?P<sep>[._])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})[ _-]?(?P<mon>[^\W\d_]{3,})\.?[ _-]?(?P<y>\d{4})(?!\d)",
        r"(?<![^\W\d_])(?P<mon>[^\W\d_]{3,})\.?[ _-]?(?P<d>\d{1,2})(?:st|nd|rd|th)?,?[ _-]+(?P<y>\d{4})(?!\d)",
        # With strokes day and month are told apart only by a day beyond the twelfth.
        r"(?<!\d)(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<m>\d{1,2})/(?P<d>1[3-9]|2\d|3[01])/(?P<y>\d{4})(?!\d)",
    )
)
_SECONDS = re.compile(r"(?<!\d)1[3-9]\d{8}(?!\d)")  # since 1970: 2011 to 2033
_AHEAD = 50  # years
_EPOCH_S, _EPOCH_MS = 10**9, 10**11  # since 1970; the latter as web services of maps count, in seconds the year 5138


def day_in(text: str) -> date | None:
    """The first day written in a text: 2024-05-31, 20240531, 31.05.2024, 31MAY2024 or May 31, 2024.

    >>> day_in("control_20240531.v2"), day_in("31.05.2024"), day_in("as of May 31st, 2024"), day_in("v20249999")
    (datetime.date(2024, 5, 31), datetime.date(2024, 5, 31), datetime.date(2024, 5, 31), None)
    """
    return next((day for _, day in _days_in(text)), None)


def without_days(text: str) -> str:
    """A text without the days that are written in it.

    >>> without_days("2024-05-31_russia"), without_days("Control31MAY2024")
    (' _russia', 'Control ')
    """
    for written, _ in _days_in(text):
        text = text.replace(written, " ")
    return text


def _days_in(text: str) -> Iterable[tuple[str, date]]:
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            month = _month(parts["mon"]) if "mon" in parts else int(parts["m"])
            try:
                yield match[0], date(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                continue


def _month(name: str) -> int:
    """The number of a month by its name in any case, 0 if it is none."""
    folded = name.casefold()
    return next((n for n, stems in enumerate(polygon_words().months, 1) if folded.startswith(stems)), 0)


def day_of(value: object) -> date | None:
    """The day of a property's value: a text, or seconds or milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool) and _EPOCH_S <= abs(value) < 10**14:
        seconds = value / 1000 if abs(value) >= _EPOCH_MS else value
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return day_in(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None


def day_told(properties: Mapping[str, Any]) -> date | None:
    """The day that a feature's properties, or a file's, give."""
    return _first(properties, polygon_words().date_fields)


def day_in_label(properties: Mapping[str, Any]) -> date | None:
    """The day that a label speaks of: "control as of 31 May 2024"."""
    fields = _folded(properties)
    values = (fields.get(name) for name in polygon_words().label_fields)
    return next((day for value in values if isinstance(value, str) and (day := day_in(value))), None)


def day_named(path: Path) -> date | None:
    """The day in the name of a file, or its seconds since 1970."""
    seconds = _SECONDS.search(path.stem)
    return day_in(path.stem) or (day_of(int(seconds[0])) if seconds else None)


def day_of_folder(path: Path) -> date | None:
    """The day in the name of the nearest of three folders around a file: `2024-05-31/` or `2024/05/31/`."""
    names = (name for folder in path.parents[:3] for name in (folder.name, "-".join(folder.parts[-3:])))
    return next((day for name in names if (day := day_in(name))), None)


def span_told(properties: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The first and last day on which a feature's ground is held so, as far as it says."""
    words = polygon_words()
    return _first(properties, words.begin_fields), _first(properties, words.end_fields)


def days_of_spans(spans: Iterable[tuple[date, date | None]]) -> list[tuple[date, ...]]:
    """For each span of days, from a first to a last one or for good, the days on which the ground is drawn anew.

    A span that ends on the day on which another begins gives way to it on that day.

    >>> d = [date(2024, 5, n) for n in range(1, 5)]
    >>> [[day.day for day in days] for days in days_of_spans([(d[0], d[2]), (d[2], None), (d[0], None), (d[0], d[1])])]
    [[1], [3], [1, 3], [1]]
    """
    given = list(spans)
    begins = {first for first, _ in given}
    ends = [last if last is None or (last in begins and last > first) else last + DAY for first, last in given]
    anew = sorted(begins | {end for end in ends if end is not None})
    return [
        tuple(day for day in anew if first <= day and (end is None or day < end))
        for (first, _), end in zip(given, ends, strict=True)
    ]


def possible(day: date) -> bool:
    """Whether somebody may mean a day: exercises are set in years to come, and a year such as 2202 is a slip."""
    return FIRST_YEAR <= day.year <= datetime.now(UTC).year + _AHEAD


def to_come(day: date) -> bool:
    """Whether a day has dawned nowhere yet."""
    return day > datetime.now(UTC).date() + timedelta(days=1)


def _first(properties: Mapping[str, Any], names: Iterable[str]) -> date | None:
    fields = _folded(properties)
    return next((day for name in names if (day := day_of(fields.get(name)))), None)


def _folded(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name.casefold(): value for name, value in properties.items()}
