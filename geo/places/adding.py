"""Add a gazetteer: read a user's file, row by row, into a file of our own that then takes its place."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.model import Level
from geo.places import added as store
from geo.places import gazetteer, placing
from geo.places.added import Added, Form
from geo.places.dumps import Dump, Row
from geo.places.fold import is_cyrillic, keys, romanised
from geo.places.schema import Progress
from geo.places.sources import Entry, real_name

_BATCH = 5000
_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, lat REAL NOT NULL,
    lon REAL NOT NULL, level TEXT NOT NULL, names TEXT NOT NULL, main INTEGER NOT NULL, geonameid INTEGER, country TEXT,
    region_key TEXT, population INTEGER NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def add_gazetteers(
    files: Sequence[Path], *, name: str | None = None, licence: str | None = None, cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> list[dict[str, Any]]:
    """Add files to the gazetteer, each under a name of its own; one of the same name is replaced.

    Nothing is added unless all of them can be read and the index with their places has been built.

    Parameters
    ----------
    name
        What to call it, if it is one file; default `name_for` of the file.
    licence
        Its terms; default GeoNames' for its forms.

    Returns
    -------
    list
        A row for each: name, form, file, rows, places, new and merged (in the index), left_out, licence.

    Raises
    ------
    InputError
        If a file has none of the forms of `dumps`, or no row that can be used.
    GazetteerError
        If the cache folder cannot be written to.
    """
    folder = cache_dir or store.cache_folder()
    staged: list[Added] = []
    try:
        staged.extend(stage(path, folder, name=name, licence=licence, progress=progress) for path in files)
        names = {a.name for a in staged}
        if len(names) < len(staged):
            raise InputError(f"expected files of different names, got {', '.join(a.name for a in staged)}: add them "
                             "one by one, each with --name")
        everything = store.in_order((*store.listed(folder, without=names), *staged))
        index = gazetteer.opened(folder, everything, progress=progress)
        rows = [row for row in index.added() if row["name"] in names]
        index.close()
        for gazetteer_ in staged:
            commit(gazetteer_)
    finally:
        for gazetteer_ in staged:
            discard(gazetteer_.path)
    return rows


def stage(
    source: Path, cache_dir: Path, *, name: str | None = None, licence: str | None = None,
    progress: Progress | None = None,
) -> Added:
    """Read a file into a gazetteer of its own that nobody sees before `commit` gives it its place.

    Raises
    ------
    InputError
        If the file has none of the forms of `dumps`, or no row that can be used.
    GazetteerError
        If the folder cannot be written to.
    """
    called = name or name_for(source)
    if called != name_for(Path(f"{called}.x")):
        raise InputError(f"expected a name of lower-case letters, digits and hyphens, got {called!r}: try "
                         f"{name_for(Path(f'{called}.x'))!r}")
    dump = Dump(source, (lambda share: progress(f"Reading {source.name}", share)) if progress else None)
    note = licence or (store.UNKNOWN_LICENCE if dump.form is Form.TABLE else store.GEONAMES_LICENCE)
    folder = cache_dir / store.FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".adding-", suffix=".sqlite", dir=folder)
        os.close(handle)
    except OSError as error:
        raise store.unwritable(folder, error) from error
    try:
        with closing(sqlite3.connect(temporary)) as db:
            added = _write(db, dump, Added(Path(temporary), called, dump.form, source.name, note, 0, 0, {}, ""))
        if not added.places:
            raise InputError(
                f"expected at least one place in {str(source)!r} that can be used, got none in {added.rows:,} rows "
                f"({store.reasons(added.left_out) or 'it is empty'}): nothing was added"
            )
    except (OSError, sqlite3.Error) as error:
        discard(Path(temporary))
        raise store.unwritable(folder, error) from error
    except BaseException:
        discard(Path(temporary))
        raise
    return added


def commit(staged: Added) -> Added:
    """Put a staged gazetteer in its place, instead of one of the same name."""
    target = staged.path.parent / f"{staged.name}.sqlite"
    try:
        os.replace(staged.path, target)
    except OSError as error:
        raise store.unwritable(target.parent, error) from error
    return replace(staged, path=target)


def discard(path: Path) -> None:
    """Forget a staged gazetteer."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def name_for(path: Path) -> str:
    """The name under which a file is added unless another is given: its own, in plain letters.

    >>> name_for(Path("UA villages, 2024.csv"))
    'ua-villages-2024'
    """
    return "-".join(re.findall("[a-z0-9]+", (keys(path.stem) or ("added",))[0]))[:60].strip("-") or "added"


def entries(added: Added) -> Iterator[Entry]:
    """The places of an added gazetteer, in the order of its file.

    Raises
    ------
    GazetteerError
        If its file is damaged, gone or another by now.
    """
    try:
        if store.described(added.path).digest != added.digest:
            raise store.damaged(added.path, "it was added anew in the meantime")
        with closing(store.connect(added.path)) as db:
            for key, name, lat, lon, level, names, main, geonameid, country, region_key, population in db.execute(
                "SELECT key, name, lat, lon, level, names, main, geonameid, country, region_key, population "
                "FROM entry ORDER BY id"
            ):
                yield Entry(
                    key=key, name=name, lat=lat, lon=lon, level=Level(level), names=tuple(names.split("\n")), main=main,
                    geonameid=geonameid, country=country, region_key=region_key, population=population,
                )
    except (sqlite3.DatabaseError, FileNotFoundError) as error:
        raise store.damaged(added.path, error) from error


def _write(db: sqlite3.Connection, dump: Dump, added: Added) -> Added:
    db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
    state = hashlib.sha256(f"{store.SCHEMA}\n{added.name}\n{added.form}\n{added.licence}\n".encode())
    left_out, places, usable = dump.faults, 0, iter(dump)
    while rows := tuple(islice(usable, _BATCH)):
        for row, where in zip(rows, placing.place(rows, dump.form), strict=True):
            if where is None or row.estimated:
                left_out["outside its own region" if where is None else "position only estimated"] += 1
                continue
            values = _values(row, added, *where)
            done = db.execute("INSERT OR IGNORE INTO entry VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?)", values)
            if done.rowcount:
                places += 1
                state.update(repr(values).encode())
            else:
                left_out["given before"] += 1
    added = replace(
        added, rows=dump.rows, places=places, left_out=dict(sorted(left_out.items())), digest=state.hexdigest()
    )
    db.executemany("INSERT INTO meta VALUES (?,?)", (
        ("name", added.name), ("form", added.form.value), ("file", added.file), ("licence", added.licence),
        ("rows", str(added.rows)), ("places", str(places)), ("left out", json.dumps(added.left_out)),
        ("digest", added.digest),
    ))
    # Written last: a file without them was not finished.
    db.execute(f"PRAGMA application_id={store.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={store.SCHEMA}")
    db.commit()
    return added


def _values(row: Row, added: Added, country: str | None, region_key: str | None) -> tuple[object, ...]:
    """A row as it is kept. Ukrainian names get a Latin form by the national system, as GeoNames' own have one."""
    latin = romanised(row.name) if country == "UA" and is_cyrillic(row.name) else row.name
    usual = dict.fromkeys((latin, row.name))
    names = dict.fromkeys((*usual, *filter(real_name, row.names)))
    mark = hashlib.blake2s(f"{row.name}\n{row.lat}\n{row.lon}\n{row.level}".encode(), digest_size=6).hexdigest()
    key = f"user:{added.name}:{mark}" if row.geonameid is None else f"gn:{row.geonameid}"
    return (
        key, latin, row.lat, row.lon, row.level.value, "\n".join(names), len(usual), row.geonameid, country, region_key,
        row.population,
    )
