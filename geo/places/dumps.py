"""Read the gazetteers that users bring: GeoNames country dumps, GeoNames postal files and CSV, line by line.

The forms are those of download.geonames.org/export/dump/readme.txt and /export/zip/readme.txt. A file is never held in
memory: ten gigabytes take as long as they take, and no more room than one line.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import IO

from geo.errors import InputError
from geo.model import Level
from geo.places.added import Form
from geo.places.fold import fold
from geo.places.schema import OWN_IDS
from geo.resources import boundaries

_LOOKED_AT = 200  # lines by which a file's form is told
_LONGEST_LINE = 1 << 20  # bytes; GeoNames' longest alternate names take 10,000
_LONGEST_NAME = 200
_MOST_PEOPLE = 100_000_000
_DUMP_COLUMNS, _POSTAL_COLUMNS = 19, 12
_ESTIMATED = ("", "1", "2")  # accuracies below "3"; a row so marked tends to lie in another district
_GONE = frozenset(("PPLCH", "PPLH"))  # GeoNames' codes for places that no longer exist
_WITH_COUNCIL = re.compile(r"\s*\([^()]*\)\s*$")
_HEADINGS = {
    "latitude": "lat", "longitude": "lon", "lng": "lon", "alternatenames": "alternate names",
    "alternate_names": "alternate names", "admin1": "region",
}
_COLUMNS = frozenset(("name", "lat", "lon", "country", "region", "level", "population", "alternate names", "geonameid"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffd]")

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A usable row. `region` and `region_code` are as written in the file, and not yet compared with borders."""

    name: str
    lat: float
    lon: float
    country: str | None
    names: tuple[str, ...] = ()
    region: str = ""
    region_code: str = ""
    level: Level = Level.SETTLEMENT
    population: int = 0
    geonameid: int | None = None
    estimated: bool = False  # the source says that the position is a guess


class _UnusableError(ValueError):
    """A row that cannot be used; its text says why and is counted."""


class Dump:
    """One file, read once: iterate over its usable rows, then see how many there were and what was left out."""

    def __init__(self, path: Path, progress: Progress | None = None) -> None:
        self.path = path
        self.rows = 0
        self.faults: Counter[str] = Counter()
        self._progress = progress or (lambda _share: None)
        with _opened(path) as (_, lines):
            head = list(islice(_lines(lines), _LOOKED_AT))
        self.form, self._parse, self._header = _form(path, head)

    def __iter__(self) -> Iterator[Row]:
        with _opened(self.path) as (raw, lines):
            size = max(1, raw.seek(0, io.SEEK_END))
            raw.seek(0)
            for number, line in enumerate(_lines(lines), start=1):
                if number % 20_000 == 1:
                    self._progress(min(1.0, raw.tell() / size))
                if number == self._header or line == "":
                    continue
                self.rows += 1
                try:
                    if line is None:
                        raise _UnusableError("no text")
                    yield self._parse(line)
                except _UnusableError as why:
                    self.faults[str(why)] += 1


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """A file as it lies there, whose position tells how far reading is, and its lines."""
    try:
        with path.open("rb") as raw, _unpacked(raw, path) as lines:
            yield raw, lines
    except OSError as error:
        raise InputError(
            f"expected a gazetteer file, cannot read {str(path)!r} ({error.strerror or error}): check its name"
        ) from error


@contextmanager
def _unpacked(raw: IO[bytes], path: Path) -> Iterator[IO[bytes]]:
    """The lines of a file, or of the one table in a zip archive as GeoNames offers them."""
    if not zipfile.is_zipfile(raw):
        raw.seek(0)
        yield raw
        return
    try:
        with zipfile.ZipFile(raw) as archive:
            tables = [n for n in archive.namelist() if not n.endswith("/") and "readme" not in n.casefold()]
            if len(tables) != 1:
                raise InputError(
                    f"expected one table in the archive {str(path)!r}, got {len(tables)}: unpack it and add the files"
                )
            with archive.open(tables[0]) as lines:
                yield lines
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise InputError(
            f"expected a zip archive that can be read, got {str(path)!r} ({error}): download it again"
        ) from error


def _lines(stream: IO[bytes]) -> Iterator[str | None]:
    """Each line without its end; None for one that is no text: NULs, broken UTF-8, or longer than any table's."""
    first = True
    while line := stream.readline(_LONGEST_LINE):
        whole = line.endswith(b"\n") or len(line) < _LONGEST_LINE
        while not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
            line = stream.readline(_LONGEST_LINE)
        try:
            text = line.decode("utf-8-sig" if first else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            text = "\0"
        first = False
        yield None if "\0" in text or not whole else text


def _form(path: Path, head: Sequence[str | None]) -> tuple[Form, Callable[[str], Row], int]:
    """Tell a file's form by most of its first lines: (form, how to read a line, line number of the header or 0)."""
    lines = [line for line in head if line]
    for separator in ",;\t":
        header = [h.strip(' "').casefold() for h in ((head or [""])[0] or "").split(separator)]
        header = [_HEADINGS.get(h, h) for h in header]
        if {"name", "lat", "lon"} <= set(header):
            return Form.TABLE, partial(_tabled, separator=separator, header=header), 1
    widths = Counter(line.count("\t") + 1 for line in lines)
    width, often = max(widths.items(), key=lambda w: w[1], default=(0, 0))
    if 2 * often > len(lines):
        if width == _DUMP_COLUMNS:
            return Form.DUMP, _dumped, 0
        if width == _POSTAL_COLUMNS:
            return Form.POSTAL, _postal, 0
    seen = "nothing" if not lines else f"lines of {width} tab-separated columns" if width > 1 else repr(lines[0][:60])
    raise InputError(
        f"expected in {str(path)!r} a GeoNames dump ({_DUMP_COLUMNS} tab-separated columns), a GeoNames postal file "
        f"({_POSTAL_COLUMNS}) or a CSV file with the columns name, lat and lon, got {seen}: give it one of these forms"
    )


def _dumped(line: str) -> Row:
    cells = line.split("\t")
    if len(cells) != _DUMP_COLUMNS:
        raise _UnusableError("wrong number of columns")
    number, name, _ascii, others, lat, lon, kind, code, country, _cc2, admin1 = cells[:11]
    if kind != "P" or code in _GONE:
        raise _UnusableError("not a settlement of today")
    north, east = _point(lat, lon)
    return Row(
        name=_name(name), names=_names(others, ","), lat=north, lon=east, country=_country(country), region_code=admin1,
        population=_population(cells[14]), geonameid=_geonameid(number, wanted=True),
    )


def _postal(line: str) -> Row:
    cells = line.split("\t")
    if len(cells) != _POSTAL_COLUMNS:
        raise _UnusableError("wrong number of columns")
    country, _code, name, region, region_code, *_, lat, lon, accuracy = cells
    north, east = _point(lat, lon)
    return Row(
        name=_name(_WITH_COUNCIL.sub("", name)), lat=north, lon=east, country=_country(country), region=region,
        region_code=region_code, estimated=accuracy in _ESTIMATED,
    )


def _tabled(line: str, *, separator: str, header: Sequence[str]) -> Row:
    """One line is one row: a quoted cell cannot go over several, or one stray quote would swallow the file."""
    try:
        (cells,) = csv.reader(io.StringIO(line), delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        raise _UnusableError("wrong number of columns") from None
    if len(cells) != len(header):
        raise _UnusableError("wrong number of columns")
    cell = dict.fromkeys(_COLUMNS, "") | {h: c.strip() for h, c in zip(header, cells, strict=True)}
    try:
        level = Level(cell["level"].casefold() or "settlement")
    except ValueError:
        raise _UnusableError("unknown level") from None
    if level in (Level.REGION, Level.COUNTRY):
        raise _UnusableError("a region or country, whose borders a point cannot give")
    north, east = _point(cell["lat"], cell["lon"])
    return Row(
        name=_name(cell["name"]), names=_names(cell["alternate names"], "|"), lat=north, lon=east,
        country=_country(cell["country"]), region=cell["region"], level=level,
        population=_population(cell["population"]), geonameid=_geonameid(cell["geonameid"], wanted=False),
    )


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= _LONGEST_NAME or _CONTROL.search(name) or not fold(name):
        raise _UnusableError("no usable name")
    return name


def _names(text: str, separator: str) -> tuple[str, ...]:
    """Alternate names; one that is none does not cost the row."""
    named = (" ".join(part.split()) for part in text.split(separator))
    return tuple(n for n in named if 1 < len(n) <= _LONGEST_NAME and not _CONTROL.search(n))


def _point(lat: str, lon: str) -> tuple[float, float]:
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        raise _UnusableError("coordinates that are no numbers") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise _UnusableError("coordinates off the Earth")
    if not north and not east:
        raise _UnusableError("coordinates left at 0, 0")
    return north, east


def _country(text: str) -> str | None:
    if not text:
        return None
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    if (code := _country_codes().get(fold(text))) is None:
        raise _UnusableError("unknown country")
    return code


@cache
def _country_codes() -> Mapping[str, str]:
    return {fold(name): c.code for c in boundaries.countries() for name in (*c.names, c.name)}


def _population(text: str) -> int:
    if text in ("", "0"):
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) > _MOST_PEOPLE:
        raise _UnusableError("population that is no number")
    return int(text)


def _geonameid(text: str, *, wanted: bool) -> int | None:
    if not text and not wanted:
        return None
    if not (text.isascii() and text.isdigit()) or not 0 < len(text) <= 9 or not 0 < int(text) < OWN_IDS:
        raise _UnusableError("geonameid that is none")
    return int(text)
