"""Ready claims: a table of claims and figures that somebody, or a former run, has read already."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from geo.errors import InputError
from geo.escape import csv_cell
from geo.model import AreaClaim, Claim, Event, Fault, Level, Place, Resolution, Role, Stance, Toponym, When
from geo.reading.edtf import bounds
from geo.reading.fields import decode, parse_date, shown
from geo.reading.ours import OwnOutputError, is_own_row

_Choice = TypeVar("_Choice", bound=StrEnum)
_CHANGES = ("gained", "lost", "held")
_CLAIMS = {"place", "event"}
_FIGURES = {"type", "value", "unit", "km2", "change"}
_LARGEST = 256 << 20  # bytes of a table, whose claims are all held at once
_LARGEST_LINE = 1 << 20  # bytes; a row has a dozen cells, the longest a quote
_SKIPPED = ("rejected", "share", "count")  # what `claims` lists besides claims and areas


def read_ready(path: Path) -> Iterator[Claim | AreaClaim | Fault]:
    """Read a claim or figure from each row of a CSV with the columns that `claims` writes.

    A claim needs `place` and `event`, a figure (of the type `area`) `value`, `unit`, `km2` and `change`. Sides are as
    printed in the table; an id that is not given is that of the file and line.

    Raises
    ------
    InputError
        If it is no such table, holds no row, or is larger than can be held.
    """
    if (size := path.stat().st_size) > _LARGEST:
        raise InputError(f"expected a table of at most {_LARGEST >> 20} MiB, got {size >> 20}: part it")
    table = csv.DictReader(_lines(path))
    stem, empty = shown(Path(path.stem)), True
    try:
        names = {name.strip().casefold() for name in table.fieldnames or ()}
        if not (names >= _CLAIMS or names >= _FIGURES):
            if is_own_row(names):
                raise OwnOutputError("a table")
            raise InputError(
                f"expected a table of ready claims, with the columns {' and '.join(sorted(_CLAIMS))} at least, got "
                f"{', '.join(sorted(names))[:100]!r}: name its columns, or save a report as .txt"
            )
        for cells in table:
            empty = False
            yield from ready_row(cells, stem, f"{shown(path)}, line {table.line_num}", table.line_num)
    except csv.Error as error:
        yield Fault(
            source=f"{shown(path)}, line {table.line_num}",
            message=f"expected a row of a CSV, got none ({error}): mend it, the rows behind it were not read",
        )
    else:
        if empty and not is_own_row(names):  # of ours there may have been nothing to claim
            raise InputError("expected a table of ready claims, got no row below its head: add one")


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(_LARGEST_LINE), b""), start=1):
            if len(line) == _LARGEST_LINE:
                raise InputError(f"expected rows of a CSV, line {number} has {_LARGEST_LINE:,} bytes or more: mend it")
            try:
                yield from io.StringIO(decode(line), newline="")  # which ends lines at a lone \r, too
            except InputError as error:
                raise InputError(f"line {number}: {error}") from error


def ready_row(
    cells: Mapping[str | None, str | list[str] | None], stem: str, source: str, number: int
) -> Iterator[Claim | AreaClaim | Fault]:
    """The claim or figure of one row of a table called `stem`, or what is wrong with the row."""
    row = _Row(cells, f"{stem}#{number}", stem)
    try:
        if row.text("type") not in _SKIPPED:
            yield _area(row) if row.text("type") == "area" else _claim(row)
    except InputError as error:
        yield Fault(source=source, message=str(error))


class _Row:
    """One row, whose cells are asked for by what they should be."""

    def __init__(self, cells: Mapping[str | None, str | list[str] | None], line: str, report: str) -> None:
        self._cells = {
            name.strip().casefold(): _bare(cell).strip()
            for name, cell in cells.items()
            if name and isinstance(cell, str)
        }
        self.id = self.text("id") or line
        self.report = self.text("report") or report

    def text(self, name: str) -> str | None:
        return self._cells.get(name) or None

    def needed(self, name: str) -> str:
        value = self.text(name)
        if value is None:
            raise InputError(f"expected a value in the column {name}, got none: write one")
        return value

    def number(self, name: str) -> float | None:
        value = self.text(name)
        try:
            number = None if value is None else float(value)
            if number is not None and not abs(number) < 1e12:  # catches nan, too
                raise ValueError
        except ValueError:
            raise InputError(f"expected a number in the column {name}, got {value!r:.80}: mend it") from None
        return number

    def whole(self, name: str) -> int | None:
        number = self.number(name)
        return None if number is None else int(number)

    def day(self, name: str) -> date | None:
        value = self.text(name)
        return None if value is None else parse_date(value)

    def truth(self, name: str) -> bool:
        value = (self.text(name) or "false").casefold()
        if value not in ("true", "false"):
            raise InputError(f"expected true or false in the column {name}, got {value!r:.80}: mend it")
        return value == "true"

    def one_of(self, name: str, choices: type[_Choice], default: _Choice | None = None) -> _Choice:
        value = self.text(name)
        if value is None and default is not None:
            return default
        try:
            return choices(self.needed(name))
        except ValueError as error:
            if isinstance(error, InputError):
                raise
            raise InputError(
                f"expected one of {', '.join(choices)} in the column {name}, got {value!r:.80}: mend it"
            ) from None


def _claim(row: _Row) -> Claim:
    best = row.day("date")
    stated = row.text("date_edtf")
    first, last = bounds(stated) if stated else (best, best)
    earliest, latest = row.day("date_from") or first, row.day("date_to") or last
    if earliest and latest and earliest > latest:
        raise InputError(f"expected date_from no later than date_to, got {earliest} and {latest}: exchange them")
    edtf = stated or (best.isoformat() if best else None)
    denied = row.text("denied_event")
    quote, start, corrected = row.text("quote") or "", row.whole("start") or 0, row.text("corrected")
    confidence = row.number("confidence")
    return Claim(
        id=row.id,
        report=row.report,
        place=row.needed("place"),
        toponym=_toponym(row),
        event=row.one_of("event", Event),
        denied_event=row.one_of("denied_event", Event) if denied else None,
        actor=row.text("actor"),
        opponent=row.text("opponent"),
        claimant=row.text("claimant"),
        claimant_side=row.text("claimant_side"),
        stance=row.one_of("stance", Stance, Stance.REPORTS),
        background=row.truth("background"),
        when=When(best=best, earliest=earliest, latest=latest, edtf=edtf),
        said=row.day("said"),
        published=row.day("published"),
        quote=quote,
        start=start,
        end=row.whole("end") or start + len(quote),
        confidence=1.0 if confidence is None else confidence,
        evidence=row.text("evidence"),
        in_title=row.truth("in_title"),
        hedged=row.text("hedged"),
        corrected=(corrected,) if corrected else (),
    )


def _toponym(row: _Row) -> Toponym:
    """The place of a claim; without coordinates it stays open."""
    lat, lon, number, name = row.number("lat"), row.number("lon"), row.whole("geonameid"), row.needed("place")
    level = row.one_of("level", Level, Level.SETTLEMENT)
    place = None
    if lat is not None and lon is not None:
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise InputError(f"expected lat and lon in degrees, got {lat} and {lon}: mend them")
        place = Place(
            key=f"gn:{number}" if number is not None else f"at:{lat:.5f},{lon:.5f}",
            name=row.text("canonical") or name,
            lat=lat,
            lon=lon,
            level=level,
            geonameid=number,
            country=row.text("country"),
            region=row.text("region"),
        )
    elif lat is not None or lon is not None:
        raise InputError("expected both lat and lon, or neither, got one of them: add the other")
    unsettled = row.one_of("resolution", Resolution, Resolution.UNKNOWN)
    return Toponym(
        start=row.whole("start") or 0,
        end=row.whole("end") or 0,
        name=name,
        level=level if place or row.text("level") else None,
        role=Role.LOCATION,
        resolution=Resolution.RESOLVED if place else unsettled,
        place=place,
        score=1.0 if place else 0.0,
    )


def _area(row: _Row) -> AreaClaim:
    value, unit, change = row.number("value"), row.needed("unit"), row.needed("change")
    if value is None:
        value = float(row.needed("value"))
    if change not in _CHANGES:
        raise InputError(f"expected one of {', '.join(_CHANGES)} in the column change, got {change!r:.80}: mend it")
    km2 = row.number("km2")
    if km2 is None:
        raise InputError("expected the figure in the column km2 too, got none: add it")
    quote, start, corrected = row.text("quote") or "", row.whole("start") or 0, row.text("corrected")
    return AreaClaim(
        id=row.id,
        report=row.report,
        value=value,
        unit=unit,
        km2=km2,
        change=change,
        actor=row.text("actor"),
        claimant=row.text("claimant"),
        since=row.day("since"),
        until=row.day("until"),
        region=row.text("region"),
        said=row.day("said"),
        published=row.day("published"),
        quote=quote,
        start=start,
        end=row.whole("end") or start + len(quote),
        high=row.number("value_high"),
        approximate=row.text("approximate"),
        slip=row.text("slip"),
        corrected=(corrected,) if corrected else (),
        in_title=row.truth("in_title"),
    )


def _bare(cell: str) -> str:
    """A cell without the quotes that keep spreadsheets from running its lines as formulas."""
    lines = (line[1:] if line[:1] == "'" and csv_cell(line[1:]) == line else line for line in cell.splitlines(True))
    return "".join(lines)
