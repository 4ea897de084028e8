"""A workspace: the GeoPackage that `export` writes, whose claims and figures are read back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.model import AreaClaim, Claim, Fault
from geo.reading.fields import shown
from geo.reading.ready import ready_row

_TABLES = ("claims", "areas")
_OURS = "groundshift"
_LARGEST_CELL = 4 << 20  # bytes, more than the longest quote; a column may be one that the table computes


def is_workspace(path: Path) -> bool:
    """Whether a file is a GeoPackage of ours."""
    import sqlite3

    try:
        with closing(_opened(path)) as db:
            return _OURS in _tables(db)
    except (sqlite3.Error, ValueError):
        return False


def read_workspace(path: Path) -> Iterator[Claim | AreaClaim | Fault]:
    """Read the claims and figures of a workspace; its polygons are read by `geo.reading.polygons`.

    Raises
    ------
    InputError
        If it is damaged.
    """
    import sqlite3

    name = shown(path)
    try:
        with closing(_opened(path)) as db:
            db.row_factory = sqlite3.Row
            for table in sorted(_tables(db) & set(_TABLES), key=_TABLES.index):
                for number, row in enumerate(db.execute(f'SELECT * FROM "{table}"'), start=1):  # noqa: S608  one of two
                    cells: dict[str | None, Any] = {key: _text(key, row[key]) for key in row.keys()}  # noqa: SIM118
                    yield from ready_row(cells, shown(Path(path.stem)), f"{name}, {table} {number}", number)
    except sqlite3.Error as error:
        raise InputError(f"expected a workspace, got a damaged one ({error}): export it again") from error


def _opened(path: Path) -> Any:
    import sqlite3

    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_CELL)
    return db


def _tables(db: Any) -> set[str]:
    """The plain tables: a view could be anything."""
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _text(name: str, value: object) -> str | None:
    """A cell as a CSV would hold it; GeoPackage keeps truth as a number."""
    if value is None or isinstance(value, bytes):
        return None
    if name in ("background", "in_title"):
        return "true" if value else "false"
    return str(value)
