"""Build the gazetteer index: one SQLite file in the user's cache folder, made once and then only read.

Building goes to a temporary file beside the target and is moved into place at the end, so two processes that build at
once end with one good index, and a killed one leaves the old one (or none).
"""

from __future__ import annotations

import contextlib
import gc
import os
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from geo.errors import GazetteerError
from geo.model import Level
from geo.places import sources, spellings
from geo.places.fold import alike, is_cyrillic, keys
from geo.places.local import local_name
from geo.places.schema import APPLICATION_ID, ATTESTED, LOCAL, MAIN, OWN_IDS, SCHEMA, Progress
from geo.places.sources import Entry
from geo.resources import boundaries

_TABLES = """
CREATE TABLE place (id INTEGER PRIMARY KEY, key TEXT, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    level TEXT NOT NULL, geonameid INTEGER, country TEXT, region_key TEXT, population INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, strength INTEGER NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE dated (key TEXT NOT NULL, place INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (key, place, since)) WITHOUT ROWID;
CREATE TABLE local (place INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE extent (place INTEGER PRIMARY KEY, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL,
    north REAL NOT NULL);
CREATE TABLE word (word TEXT PRIMARY KEY, kinds TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX place_region ON place (region_key);
CREATE INDEX place_key ON place (key) WHERE key IS NOT NULL;
"""
_COAST = 0.2  # degrees by which a settlement may lie outside a simplified border
_JUST_MADE = 600.0  # seconds
_SAMPLE = 20  # settlements looked at to see whether a region's code is right


def build(target: Path, *, digest: str, progress: Progress | None = None) -> None:
    """Build the index at `target`, replacing what is there.

    Raises
    ------
    GazetteerError
        If the folder cannot be written to.
    """
    say = progress or (lambda _message, _share: None)
    collecting = gc.isenabled()
    gc.disable()  # millions of small objects and no cycles: collecting would take a third of the time
    try:
        with replacing(target) as temporary:
            _write(temporary, digest, say)
    finally:
        if collecting:
            gc.enable()
    prune(target, "gazetteer-*.sqlite", kept=1)
    say("Gazetteer ready", 1.0)


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary file beside `target` that takes its place if all goes well, and is gone otherwise.

    Raises
    ------
    GazetteerError
        If the folder cannot be written to.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".building-", suffix=".sqlite", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise GazetteerError(
            f"expected a folder for the gazetteer that can be written to, got {str(target.parent)!r} "
            f"({error.strerror}): set GROUNDSHIFT_CACHE to another folder"
        ) from error
    temporary = Path(name)
    try:
        yield temporary
        os.replace(temporary, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise GazetteerError(
            f"expected to write the gazetteer to {str(target)!r}, which failed ({error}): "
            "free some space (60 MB) or set GROUNDSHIFT_CACHE to another folder"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def prune(target: Path, pattern: str, *, kept: int) -> None:
    """Remove other indexes like `target` but for those made last, for whoever goes back and forth.

    What was made within the last minutes stays: another process may just be about to open it.
    """
    with contextlib.suppress(OSError):  # in use, on systems that mind, or removed by another process meanwhile
        others = sorted((p.stat().st_mtime, p.name, p) for p in target.parent.glob(pattern) if p != target)
        for made, _, path in others[:len(others) - kept]:
            if made < time.time() - _JUST_MADE:
                path.unlink(missing_ok=True)


def _write(path: Path, digest: str, say: Progress) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        say("Reading GeoNames", 0.0)
        entries = {
            int(e.key[3:]) if e.key.startswith("gn:") else OWN_IDS + position: e
            for position, e in enumerate(_entries(say))
        }
        say("Writing names", 0.5)
        connection.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)",
            sorted((number, e.key if number >= OWN_IDS else None, e.name, e.lat, e.lon, e.level.value,
                    e.geonameid if number >= OWN_IDS else None, e.country, e.region_key, e.population)
                   for number, e in entries.items()),
        )
        # Rows go in the order of the key: the tree is then written once, front to back.
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", sorted(_names(entries)))
        connection.executemany("INSERT INTO local VALUES (?,?)", _local(entries))
        connection.executemany(
            "INSERT INTO extent VALUES (?,?,?,?,?)", ((n, *e.extent) for n, e in entries.items() if e.extent)
        )
        connection.executemany("INSERT OR IGNORE INTO dated VALUES (?,?,?,?)", sorted(_dated(entries)))
        connection.executemany("INSERT OR IGNORE INTO word VALUES (?,?)", sources.words())
        say("Indexing", 0.9)
        connection.executescript(_INDEXES)
        connection.execute("INSERT INTO meta VALUES ('places', ?)", (str(len(entries)),))
        connection.execute("INSERT INTO meta VALUES ('capitals', ?)", (" ".join(_capitals(entries.values())),))
        connection.execute("INSERT INTO meta VALUES ('digest', ?)", (digest,))
        # Written last: a file without them was not finished.
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={SCHEMA}")
        connection.commit()
    finally:
        connection.close()


def _entries(say: Progress) -> list[Entry]:
    """All entries, settlements tied to their region, regions with their inhabitants added up."""
    regions = list(sources.regions())
    by_code = {r.gn_a1_code: r.key for r in boundaries.regions() if r.gn_a1_code is not None}
    settlements = list(sources.cities(by_code))
    say("Placing settlements in regions", 0.4)
    settlements = _without_false_codes(settlements)
    settlements = _by_polygon(settlements, {r.key: r.country for r in regions})
    settlements += sources.overlay()
    inhabitants: defaultdict[str, int] = defaultdict(int)
    for settlement in settlements:
        inhabitants[settlement.region_key or ""] += settlement.population
    return [
        *settlements,
        *(replace(r, population=inhabitants[r.key]) for r in regions),
        *sources.countries(),
        *sources.areas(),
    ]


def _without_false_codes(settlements: list[Entry]) -> list[Entry]:
    """Undo the tie to a region by its code where most of a sample lie elsewhere: some countries have renumbered."""
    by_region: defaultdict[str, list[int]] = defaultdict(list)
    for position, settlement in enumerate(settlements):
        if settlement.region_key is not None:
            by_region[settlement.region_key].append(position)
    checked = list(settlements)
    for key, positions in by_region.items():
        sample = positions[:: max(1, len(positions) // _SAMPLE)]
        points = shapely.points([(settlements[i].lon, settlements[i].lat) for i in sample])
        inside = shapely.dwithin(boundaries.geometry(key, "light"), points, _COAST)
        if inside.mean() < 0.6:
            for position in positions:
                checked[position] = replace(settlements[position], region_key=None)
    return checked


def _by_polygon(settlements: list[Entry], country_of: dict[str, str | None]) -> list[Entry]:
    """Give settlements whose code leads to no region the one they lie in, or the nearest of their country near by."""
    missing = [i for i, s in enumerate(settlements) if s.region_key is None]
    wanted = {settlements[i].country for i in missing}
    region_keys = [k for k, country in country_of.items() if country in wanted]
    shapes = [boundaries.geometry(k, "light") for k in region_keys]
    if not missing or not shapes:
        return settlements
    tree = shapely.STRtree(shapes)
    points = shapely.points([(settlements[i].lon, settlements[i].lat) for i in missing])
    found: dict[int, str] = {}
    for which, hits in (("inside", tree.query(points, predicate="intersects")),
                        ("near", tree.query(points, predicate="dwithin", distance=_COAST))):
        distances = shapely.distance(points[hits[0]], np.array(shapes, dtype=object)[hits[1]])
        for point, shape in hits[:, np.argsort(distances, kind="stable")].T:
            same_country = country_of[region_keys[shape]] == settlements[missing[point]].country
            if same_country or which == "inside":
                found.setdefault(int(point), region_keys[shape])
    placed = list(settlements)
    for point, key in found.items():
        placed[missing[point]] = replace(settlements[missing[point]], region_key=key)
    return placed


def _names(entries: dict[int, Entry]) -> Iterator[tuple[str, int, int]]:
    """Rows of the name table, one for each key of each place, with its best strength."""
    numbers = {entry.key: number for number, entry in entries.items()}
    for number, entry in entries.items():
        yield from ((key, number, strength) for key, strength in spellings.keys_of(entry).items())
    # An alias that is already a name of its place says nothing new; one whose place is not there is found by a test.
    for name, key in sources.aliases():
        if key in numbers:
            known = spellings.plain(entries[numbers[key]].names, main=0)
            yield from ((k, numbers[key], MAIN) for k in keys(name) if k not in known)
            if is_cyrillic(name):
                yield from ((f"{ATTESTED}{k}", numbers[key], MAIN) for k in keys(name))
    # Whoever does not ask when a name was borne finds it as what it mostly is: one of a place's other names.
    yield from ((key, number, LOCAL) for key, number, _, _ in _dated(entries))


def _local(entries: dict[int, Entry]) -> Iterator[tuple[int, str]]:
    """Rows of the table of names in the language of the country."""
    languages = sources.languages()
    labels = {r.key: r.labels for r in boundaries.regions()} | {c.key: c.labels for c in boundaries.countries()}
    for number, entry in entries.items():
        language = languages.get(entry.country or "", "")
        label = labels.get(entry.key, {})
        name = label.get("local") or label.get(language) or local_name(entry.name, entry.names, language)
        if name is not None and name != entry.name:
            yield number, name


def _dated(entries: dict[int, Entry]) -> Iterator[tuple[str, int, int, int]]:
    """Rows of the table of dated names: a name stands for its other romanisations too."""
    numbers = {entry.key: number for number, entry in entries.items()}
    for name, place, since, until in sources.former_names():
        if (number := numbers.get(place)) is not None:
            own = keys(name)
            known = (key for other in entries[number].names for key in keys(other) if alike(key, own[0]))
            yield from ((key, number, since, until) for key in dict.fromkeys((*own, *known)))


def _capitals(entries: Iterable[Entry]) -> list[str]:
    """Keys of the capitals: of the places that bear the name in the country, the most populous."""
    wanted = sources.capitals()
    best: dict[str, Entry] = {}
    for entry in entries:
        country = entry.country or ""
        bears = entry.level is Level.SETTLEMENT and wanted.get(country) in entry.names
        if bears and (country not in best or entry.population > best[country].population):
            best[country] = entry
    return sorted(entry.key for entry in best.values())
