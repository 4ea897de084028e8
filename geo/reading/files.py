"""Find the files behind the sources a person named."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.model import Fault
from geo.reading.fields import shown

REPORTS = "a .txt, .md, .html, .jsonl or .csv file"
READABLE = f"{REPORTS}, polygons of control or a folder of them"
POLYGON_FILES = frozenset({".geojson", ".gpkg", ".kml", ".kmz", ".zip", ".shp"})
BESIDE_SHAPES = frozenset({".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qmd"})  # parts of a shapefile


def find_files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool] | Fault]:
    """Yield the files of all sources, each once, with whether it was met in a folder rather than named.

    Folders are walked recursively in sorted order, without dotfiles and without following links to folders.
    """
    seen: set[str] = set()
    for path in paths:
        for item in _files(path):
            if isinstance(item, Fault):
                yield item
            elif (real := os.path.realpath(item[0])) not in seen:
                seen.add(real)
                yield item


def unreadable(source: str, error: OSError | ValueError, what: str = "file") -> Fault:
    """The fault of a path that the system gives no access to."""
    why = getattr(error, "strerror", None) or str(error)
    return Fault(source=source, message=f"expected a readable {what}, got {why!r}: check its name and permissions")


def _files(path: Path) -> Iterator[tuple[Path, bool] | Fault]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield Fault(source=shown(path), message=f"expected {READABLE}, found nothing of that name: check the path")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield unreadable(shown(path), error, "file or folder")
    else:
        if stat.S_ISDIR(mode):
            yield from _inside(path)
        elif stat.S_ISREG(mode):
            yield path, False
        else:
            yield Fault(source=shown(path), message=f"expected {READABLE}, found something else: check the path")


def _inside(path: Path) -> Iterator[tuple[Path, bool] | Fault]:
    found: list[Path] = []
    faults: list[OSError] = []
    folders = [path]
    while folders:  # os.walk calls itself for each level, and a path may have more levels than calls may nest
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    else:
                        found.append(Path(entry.path))
        except OSError as error:
            faults.append(error)
    for fault in faults:
        yield unreadable(shown(Path(fault.filename or path)), fault, "folder")
    none = not faults
    for file in sorted(found, key=lambda f: f.relative_to(path).parts):
        try:
            regular = stat.S_ISREG(file.stat().st_mode)
        except FileNotFoundError:  # a link that leads nowhere
            continue
        except OSError as error:
            none = False
            yield unreadable(shown(file), error)
            continue
        if regular:
            none = False
            yield file, True
    if none:
        yield Fault(
            source=shown(path), message=f"expected a folder with reports in it ({READABLE}), found no file in it"
        )
