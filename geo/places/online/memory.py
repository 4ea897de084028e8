"""What is remembered of online geocoders between runs: their answers, and when each may be asked again.

One SQLite file, so that two commands at once keep one pace. Answers are found by a digest of the request; neither a
key nor an address of the user's is in it, and the file can be read by its owner alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (digest TEXT PRIMARY KEY, stored REAL NOT NULL, places TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turn (host TEXT PRIMARY KEY, next REAL NOT NULL) WITHOUT ROWID;
"""
_UNKEPT = "expected to remember the answers of online geocoders, cannot ({}): the next run will ask again"
_DAY_S = 86_400.0
_LONGEST_S = _DAY_S  # a turn farther off than this comes of a wrong clock or a hostile header


class Memory:
    """Answers and turns in a file; a damaged one is begun anew, and where none can be kept, for this run alone."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self.problem: str | None = None
        self._db = self._open(path)

    def recall(self, digest: str, *, keep_days: float) -> list[dict[str, Any]] | None:
        """The places once found for a request (an empty list: none were), or None if it was not asked lately."""
        try:
            rows = self._db.execute("SELECT stored, places FROM answer WHERE digest = ?", (digest,)).fetchall()
        except sqlite3.Error as error:
            self.problem = _UNKEPT.format(error)
            return None
        if not rows or not 0 <= self._clock() - rows[0][0] < keep_days * _DAY_S:
            return None
        with contextlib.suppress(ValueError):
            places = json.loads(rows[0][1])
            if isinstance(places, list):
                return places
        return None

    def store(self, digest: str, places: list[dict[str, Any]], *, keep_days: float) -> None:
        """Keep what was found, if it may be kept, and drop what is long past."""
        if keep_days <= 0:
            return
        now = self._clock()
        with self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (digest, now, json.dumps(places, ensure_ascii=False))
            )
            self._db.execute("DELETE FROM answer WHERE stored < ?", (now - 365 * _DAY_S,))

    def turn(self, host: str, *, interval_s: float, patience_s: float) -> float:
        """Take the next turn to ask a host: seconds until then. Beyond one's patience no turn is taken."""
        wait = 0.0
        with self._writing():
            now = self._clock()
            rows = self._db.execute("SELECT next FROM turn WHERE host = ?", (host,)).fetchall()
            free = rows[0][0] if rows and rows[0][0] - now <= _LONGEST_S else now
            wait = max(0.0, free - now)
            if wait <= patience_s:
                self._db.execute("INSERT OR REPLACE INTO turn VALUES (?, ?)", (host, now + wait + interval_s))
        return wait

    def postpone(self, host: str, seconds: float) -> None:
        """Let nobody ask a host for some time, as it asked itself."""
        until = self._clock() + min(seconds, _LONGEST_S)
        with self._writing():
            self._db.execute(
                "INSERT INTO turn VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET next = max(next, excluded.next)",
                (host, until),
            )

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """One short transaction; what cannot be written is not worth losing an answer for."""
        try:
            with self._db:  # commits, or rolls back
                self._db.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.Error as error:
            self.problem = _UNKEPT.format(error)

    def _open(self, path: Path) -> sqlite3.Connection:
        for attempt in range(2):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
                return _connected(str(path))
            except sqlite3.DatabaseError as error:
                if attempt or isinstance(error, sqlite3.OperationalError):
                    reason = str(error)
                    break
                path.unlink(missing_ok=True)  # no database: nothing in it can be saved, and all can be asked again
            except OSError as error:
                reason = error.strerror or str(error)
                break
        self.problem = _UNKEPT.format(f"{str(path)!r}: {reason}")
        return _connected(":memory:")


def _connected(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        db.executescript(_SCHEMA)
    except BaseException:
        db.close()
        raise
    return db
