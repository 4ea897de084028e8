"""The gazetteers that a user has added: one SQLite file each, beside the index and never touched by building it.

A file comes into being whole or not at all, and goes by being removed; what is in the index is made from these files
(`extension`), so an index that is rebuilt loses none of them.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import platformdirs

from geo.errors import GazetteerError, InputError

FOLDER = "added"
GEONAMES_LICENCE = "GeoNames, CC BY 4.0: credit GeoNames"
UNKNOWN_LICENCE = "none stated: ask its owner before you publish what was made with it"

APPLICATION_ID = 0x47524144  # "GRAD" in the file's header
SCHEMA = 1


class Form(StrEnum):
    """A kind of file, and what its rows are worth against one another (see `TRUST`)."""

    DUMP = "GeoNames country dump"
    TABLE = "CSV"
    POSTAL = "GeoNames postal file"


TRUST = {Form.DUMP: 0, Form.TABLE: 1, Form.POSTAL: 2}  # the lowest number goes in first


@dataclass(frozen=True, slots=True)
class Added:
    """One added gazetteer, as its file tells it."""

    path: Path
    name: str
    form: Form
    file: str  # the name of the file that it was read from
    licence: str
    rows: int
    places: int
    left_out: Mapping[str, int]  # rows that were not used, by reason
    digest: str


    def row(self, counts: Mapping[str, int]) -> dict[str, Any]:
        """The gazetteer as `groundshift gazetteer` writes it; `counts` says what became of its places in the index."""
        return {
            "name": self.name, "form": self.form.value, "file": self.file, "rows": self.rows, "places": self.places,
            "new": counts["new"], "merged": counts["merged"], "left_out": reasons(self.left_out),
            "licence": self.licence,
        }


def cache_folder() -> Path:
    """Where indexes and added gazetteers live: `GROUNDSHIFT_CACHE`, else the user's cache folder of this system."""
    chosen = os.environ.get("GROUNDSHIFT_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("groundshift", appauthor=False))


def listed(cache_dir: Path, *, without: Collection[str] = ()) -> tuple[Added, ...]:
    """The gazetteers added so far, the most trusted first; `without` those named, which may be damaged.

    Raises
    ------
    GazetteerError
        If one of the others is damaged.
    """
    found = []
    for path in _files(cache_dir):
        if path.stem not in without:
            with contextlib.suppress(FileNotFoundError):  # removed by another process since we looked
                found.append(described(path))
    return in_order(found)


def in_order(gazetteers: Iterable[Added]) -> tuple[Added, ...]:
    """The most trusted first, then by name: the order in which they go into an index."""
    return tuple(sorted(gazetteers, key=lambda a: (TRUST[a.form], a.name)))


def remove_gazetteers(names: Sequence[str], *, cache_dir: Path | None = None) -> None:
    """Remove added gazetteers, damaged ones too.

    Raises
    ------
    InputError
        If one of the names is not that of an added gazetteer; then none is removed.
    GazetteerError
        If a file cannot be removed.
    """
    files = {path.stem: path for path in _files(cache_dir or cache_folder())}
    for name in names:
        if name not in files:
            there = f"one of {', '.join(sorted(files))}" if files else "there are none"
            raise InputError(f"expected the name of an added gazetteer ({there}), got {name!r}: see gazetteer info")
    for name in names:
        try:
            files[name].unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(files[name].parent, error) from error
    with contextlib.suppress(OSError):  # indexes with their places are of no use any more
        for path in (cache_dir or cache_folder()).glob("extended-*.sqlite"):
            path.unlink(missing_ok=True)


def _files(cache_dir: Path) -> list[Path]:
    return sorted(path for path in (cache_dir / FOLDER).glob("*.sqlite") if not path.name.startswith("."))


def reasons(left_out: Mapping[str, int]) -> str:
    """Why rows were left out, most frequent first: "12 outside its own region, 3 no usable name"."""
    return ", ".join(f"{n:,} {why}" for why, n in sorted(left_out.items(), key=lambda r: (-r[1], r[0])))


def described(path: Path) -> Added:
    """Read what an added gazetteer says of itself.

    Raises
    ------
    GazetteerError
        If the file is not whole, or none of ours.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        with closing(connect(path)) as db:
            header = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if header != [APPLICATION_ID, SCHEMA]:
                raise damaged(path, "it is not whole")
            meta = dict(db.execute("SELECT key, value FROM meta").fetchall())
        return Added(
            path, meta["name"], Form(meta["form"]), meta["file"], meta["licence"], int(meta["rows"]),
            int(meta["places"]), json.loads(meta["left out"]), meta["digest"],
        )
    except (sqlite3.DatabaseError, KeyError, ValueError) as error:
        raise damaged(path, error) from error


def connect(path: Path) -> sqlite3.Connection:
    """Open an added gazetteer to read; nobody writes to a finished one."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def damaged(path: Path, why: object) -> GazetteerError:
    """Say that an added gazetteer cannot be read."""
    return GazetteerError(
        f"expected the added gazetteer {path.stem!r} to be readable, got a file that is not ({why}): add its file "
        f"again, or take it away with groundshift gazetteer remove {path.stem}"
    )


def unwritable(folder: Path, error: Exception) -> GazetteerError:
    """Say that the folder of added gazetteers cannot be written to."""
    return GazetteerError(
        f"expected to write an added gazetteer to {str(folder)!r}, which failed ({error}): free some space, or set "
        "GROUNDSHIFT_CACHE to another folder"
    )
