"""Make the index that look-ups see when gazetteers were added: a copy of the base index with their places in it.

The most trusted gazetteer goes in first. A place that bears the name of one already there and lies within `SAME_KM` of
it is that one: it only lends it names, and inhabitants where none are known. Position, name and region stay.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from geo.model import Level, Place
from geo.places import adding, index, spellings
from geo.places.added import Added
from geo.places.distance import distance_km
from geo.places.fold import keys
from geo.places.schema import LOCAL, LOOSE, OWN_IDS, SCHEMA, Progress
from geo.places.sources import Entry

SAME_KM = 5.0  # what centres of one village in two gazetteers are apart at most, nine times in ten
_BATCH = 2000
_BOUND = 500  # variables in one statement

_BEARERS = (
    "SELECT n.key, p.id, p.lat, p.lon, p.level FROM name n JOIN place p ON p.id = n.place "
    "WHERE n.strength < ? AND n.key IN ({}) ORDER BY p.id"
)

Known = tuple[int, float, float, str]  # row id, lat, lon, level


def build(
    base: Path, target: Path, additions: Sequence[Added], *, digest: str, progress: Progress | None = None
) -> None:
    """Copy the index `base` to `target` and put the added gazetteers into it.

    Raises
    ------
    GazetteerError
        If the folder cannot be written to, or an added gazetteer is damaged.
    """
    say = progress or (lambda _message, _share: None)
    with index.replacing(target) as temporary:
        shutil.copyfile(base, temporary)
        with closing(sqlite3.connect(temporary)) as db:
            db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA user_version=0;")
            counts = {}
            for gazetteer in additions:
                new, merged = _Writer(db, gazetteer, say).run()
                counts[gazetteer.name] = {"new": new, "merged": merged}
            total = db.execute("SELECT count(*) FROM place").fetchone()[0]
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", (
                ("places", str(total)), ("digest", digest), ("added", json.dumps(counts, sort_keys=True)),
            ))
            db.execute(f"PRAGMA user_version={SCHEMA}")
            db.commit()
    index.prune(target, "extended-*.sqlite", kept=0)
    say("Gazetteer ready", 1.0)


class _Writer:
    """Puts one gazetteer into the index."""

    def __init__(self, db: sqlite3.Connection, gazetteer: Added, say: Progress) -> None:
        self._db = db
        self._gazetteer = gazetteer
        self._say = say
        self._next = max(OWN_IDS, db.execute("SELECT max(id) FROM place").fetchone()[0] or 0) + 1

    def run(self) -> tuple[int, int]:
        """The numbers of places that were new, and of those that were there."""
        new = done = 0
        entries = adding.entries(self._gazetteer)
        while batch := list(islice(entries, _BATCH)):
            known = self._known(batch)
            names: list[tuple[str, int, int]] = []
            new += sum(self._put(entry, known, names) for entry in batch)
            # In the order of the key, so that the tree is gone through once.
            self._db.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", sorted(names))
            done += len(batch)
            self._say(f"Adding {self._gazetteer.name}", done / max(1, self._gazetteer.places))
        return new, done - new

    def _known(self, batch: Sequence[Entry]) -> defaultdict[str, list[Known]]:
        """The places that bear, as a name, one of the usual names of a batch."""
        wanted = sorted({key for entry in batch for name in entry.names[:entry.main] for key in keys(name)})
        found: defaultdict[str, list[Known]] = defaultdict(list)
        for start in range(0, len(wanted), _BOUND):
            part = wanted[start:start + _BOUND]
            asked = _BEARERS.format(",".join("?" * len(part)))
            for key, number, lat, lon, level in self._db.execute(asked, (LOOSE, *part)):
                found[key].append((number, lat, lon, level))
        return found

    def _put(
        self, entry: Entry, known: defaultdict[str, list[Known]], names: list[tuple[str, int, int]]
    ) -> bool:
        """Add a place, unless it is there already, and its `names`; whether it was new."""
        there = self._there(entry, known)
        number = there
        if number is None:
            number = entry.geonameid if entry.key.startswith("gn:") else None
            if number is None:
                number, self._next = self._next, self._next + 1
            self._db.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", (
                number, None if entry.key.startswith("gn:") else entry.key, entry.name, entry.lat, entry.lon,
                entry.level.value, None, entry.country, entry.region_key, entry.population,
            ))
        elif entry.population:
            self._db.execute(
                "UPDATE place SET population = ? WHERE id = ? AND population = 0", (entry.population, number)
            )
        for key, strength in spellings.keys_of(entry).items():
            # A borrowed name is an alternate one, whatever it was at home.
            weight = max(strength, LOCAL) if there is not None else strength
            names.append((key, number, weight))
            if weight < LOOSE:
                known[key].append((number, entry.lat, entry.lon, entry.level.value))
        return there is None

    def _there(self, entry: Entry, known: defaultdict[str, list[Known]]) -> int | None:
        """The row id of the same place, if it is there: by GeoNames' number, else by name, level and nearness."""
        if entry.geonameid is not None and self._db.execute(
            "SELECT 1 FROM place WHERE id = ?", (entry.geonameid,)
        ).fetchone():
            return entry.geonameid
        here = _at(entry.lat, entry.lon)
        near = [
            (distance_km(here, _at(lat, lon)), number)
            for name in entry.names[:entry.main] for key in keys(name)
            for number, lat, lon, level in known.get(key, ()) if level == entry.level
        ]
        distance, number = min(near, default=(SAME_KM + 1, 0))
        return number if distance <= SAME_KM else None


def _at(lat: float, lon: float) -> Place:
    return Place(key="", name="", lat=lat, lon=lon, level=Level.SETTLEMENT)
