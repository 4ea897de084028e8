"""Find the report files behind the sources a person named, and read each by its kind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.errors import InputError
from geo.model import Fault, Report
from geo.reading.documents import read_document
from geo.reading.records import read_records

_READERS: dict[str, Callable[[Path], Iterator[Report | Fault]]] = {
    ".txt": read_document,
    ".md": read_document,
    ".jsonl": read_records,
}
# Sources by contract, of which this version cannot make reports: a person who names one must hear of it.
_NOT_YET = frozenset({".html", ".csv", ".geojson", ".gpkg", ".kml", ".kmz", ".zip"})
_READABLE = "a .txt, .md or .jsonl file or a folder of them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of the sources: `faults` could not be read, `warnings` could, with something to know about it."""

    reports: tuple[Report, ...]
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def read_sources(paths: Sequence[Path]) -> Reading:
    """Read reports from files and, recursively in sorted order, from folders.

    README* and dotfiles are no reports. A file reached twice is read once. Ids are unique in the result: a second
    report of the same id gets `~2` behind it, and a warning.
    """
    reports: list[Report] = []
    faults: list[Fault] = []
    warnings: list[Fault] = []
    taken: set[str] = set()
    for source in _once(file for path in paths for file in _files(path)):
        if isinstance(source, Fault):
            faults.append(source)
            continue
        path, in_folder = source
        name, kind = str(path), path.suffix.lower()
        if path.name.casefold().startswith("readme"):
            if not in_folder:
                warnings.append(Fault(source=name, message="a README is no report and was left out"))
        elif kind not in _READERS:
            (warnings if in_folder and kind not in _NOT_YET else faults).append(_unread(path))
        else:
            for item in _read(_READERS[kind], path):
                if isinstance(item, Fault):
                    faults.append(item)
                    continue
                report = _distinct(item, taken)
                taken.add(report.id)
                reports.append(report)
                warnings += [Fault(source=name, message=text) for text in _remarks(report, item)]
    return Reading(reports=tuple(reports), faults=tuple(faults), warnings=tuple(warnings))


def _once(found: Iterable[tuple[Path, bool] | Fault]) -> Iterator[tuple[Path, bool] | Fault]:
    seen: set[Path] = set()
    for item in found:
        if isinstance(item, Fault):
            yield item
        elif (real := item[0].resolve()) not in seen:
            seen.add(real)
            yield item


def _files(path: Path) -> Iterator[tuple[Path, bool] | Fault]:
    """Yield the files of a source, each with whether it was met in a folder rather than named."""
    if path.is_dir():
        found: list[Path] = []
        unreadable: list[OSError] = []
        for folder, subfolders, names in os.walk(path, onerror=unreadable.append):
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
            found += [Path(folder, name) for name in names if not name.startswith(".")]
        for error in unreadable:
            message = f"expected a readable folder, got {error.strerror!r}: check its permissions"
            yield Fault(source=str(error.filename), message=message)
        files = [file for file in sorted(found, key=lambda f: f.relative_to(path).parts) if file.is_file()]
        if not files and not unreadable:
            yield Fault(source=str(path), message=f"expected a folder with reports in it ({_READABLE}), found no file")
        yield from ((file, True) for file in files)
    elif path.is_file():
        yield path, False
    else:
        what = "something else" if path.exists() else "nothing of that name"
        yield Fault(source=str(path), message=f"expected {_READABLE}, found {what}: check the path")


def _unread(path: Path) -> Fault:
    kind = path.suffix.lower() or "no suffix"
    why = f"{kind} is not read yet" if kind in _NOT_YET else f"got {kind!r}"
    return Fault(source=str(path), message=f"expected {_READABLE}, {why}: save the report as text")


def _read(reader: Callable[[Path], Iterator[Report | Fault]], path: Path) -> Iterator[Report | Fault]:
    """Run a reader, with what ends it turned into a fault of the whole file."""
    try:
        yield from reader(path)
    except InputError as error:
        yield Fault(source=str(path), message=str(error))
    except OSError as error:
        message = f"expected a readable file, got {error.strerror!r}: check its permissions"
        yield Fault(source=str(path), message=message)


def _distinct(report: Report, taken: set[str]) -> Report:
    number, name = 1, report.id
    while name in taken:
        number += 1
        name = f"{report.id}~{number}"
    return replace(report, id=name)


def _remarks(report: Report, as_given: Report) -> Iterator[str]:
    if report.id != as_given.id:
        yield f"another report has the id {as_given.id!r} too: this one is called {report.id!r}"
    if report.published is None:
        yield f"report {report.id!r} has no date, so its claims may have none: give it 'published', such as 2024-05-31"
