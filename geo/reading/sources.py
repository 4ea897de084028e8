"""Read the report files behind the sources a person named, each by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from geo.errors import InputError
from geo.model import AreaClaim, Claim, ControlSnapshot, Fault, Report
from geo.reading.documents import read_document
from geo.reading.fields import shown
from geo.reading.files import BESIDE_SHAPES, POLYGON_FILES, READABLE, REPORTS, find_files, unreadable
from geo.reading.ids import Ids
from geo.reading.ours import OwnOutputError, refuse_own_document
from geo.reading.pages import read_page
from geo.reading.polygons_legend import Legend
from geo.reading.ready import read_ready
from geo.reading.records import read_records
from geo.reading.workspace import is_workspace, read_workspace

_Item = Report | Claim | AreaClaim | ControlSnapshot | Fault

_READERS: dict[str, Callable[[Path], Iterator[_Item]]] = {
    ".txt": read_document,
    ".md": read_document,
    ".jsonl": read_records,
    ".html": read_page,
    ".htm": read_page,
    ".csv": read_ready,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of the sources: `faults` could not be read, `warnings` could, with something to know about it.

    `files` are those that were to be read, not those left out. `claims` are ready claims and figures, from tables;
    `snapshots` are of the polygons, in the order of their files.
    """

    reports: tuple[Report, ...]
    claims: tuple[Claim | AreaClaim, ...] = ()
    snapshots: tuple[ControlSnapshot, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to know about a source that could be read, or was rightly left out."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is read, before anything of it comes."""

    path: Path


def read_sources(paths: Sequence[Path], legend: Legend | None = None) -> Reading:
    """Read reports from files and, recursively in sorted order, from folders; see `each_source`."""
    reports: list[Report] = []
    said: list[Claim | AreaClaim] = []
    snapshots: list[ControlSnapshot] = []
    faults: list[Fault] = []
    warnings: list[Fault] = []
    files: list[Path] = []
    for met in each_source(paths, legend):
        match met:
            case Report():
                reports.append(met)
            case ControlSnapshot():
                snapshots.append(met)
            case Fault():
                faults.append(met)
            case Warned():
                warnings.append(met.fault)
            case Opened():
                files.append(met.path)
            case _:
                said.append(met)
    return Reading(
        reports=tuple(reports),
        claims=tuple(said),
        snapshots=tuple(snapshots),
        faults=tuple(faults),
        warnings=tuple(warnings),
        files=tuple(files),
    )


def each_source(paths: Sequence[Path], legend: Legend | None = None) -> Iterator[_Item | Warned | Opened]:
    """Read reports from files and, recursively in sorted order, from folders, one at a time.

    Ready claims and polygons come before the first report, whatever the order of their files: they are few, and belong
    beside the reports that they speak of. With a `legend`, polygons of control are read by it; without, they are left
    out, with a warning.

    README* and dotfiles are no reports, and in a folder neither is what Groundshift wrote there. A file reached twice
    is read once. Ids are unique in the result: a second report of the same id gets `~2` behind it, and a warning; a
    second ready claim of the same id is left out, with a warning.
    """
    said: set[str] = set()
    ids = Ids()
    first = {".csv", ".gpkg"} if legend is None else {".csv", *POLYGON_FILES}
    for source in sorted(find_files(paths), key=lambda s: isinstance(s, Fault) or s[0].suffix.lower() not in first):
        if isinstance(source, Fault):
            yield source
            continue
        path, in_folder = source
        for item in _read(path, legend, in_folder=in_folder):
            if isinstance(item, Report):
                report = replace(item, id=ids.free(item.id))
                yield report
                yield from (Warned(Fault(source=shown(path), message=text)) for text in _remarks(report, item))
            elif isinstance(item, Claim | AreaClaim) and item.id in said:
                yield Warned(Fault(source=shown(path), message=f"claim {item.id!r} was there before: left out"))
            else:
                if isinstance(item, Claim | AreaClaim):
                    said.add(item.id)
                yield item


def _read(path: Path, legend: Legend | None, *, in_folder: bool) -> Iterator[_Item | Warned | Opened]:
    """What one file holds; its faults are named, not raised."""
    name, kind = shown(path), path.suffix.lower()
    if path.name.casefold().startswith("readme"):
        if not in_folder:
            yield Warned(Fault(source=name, message="a README is no report and was left out"))
        return
    if kind in BESIDE_SHAPES and in_folder:
        return
    try:
        if kind not in _READERS and kind not in POLYGON_FILES:
            refuse_own_document(path)
            yield Warned(_unread(path)) if in_folder else _unread(path)
            return
        if kind in POLYGON_FILES and legend is None and not is_workspace(path):
            refuse_own_document(path)
            left_out = Fault(source=name, message=f"expected {REPORTS}, got polygons ({kind}): they were left out")
            yield Warned(left_out) if in_folder else left_out
            return
        items = _READERS[kind](path) if kind in _READERS else _of_polygons(path, legend)
        try:
            first = next(items, None)
        except OwnOutputError:
            raise  # not to be read
        except (InputError, OSError):
            yield Opened(path)
            raise
        yield Opened(path)
        for item in chain(() if first is None else (first,), items):
            yield item
            if isinstance(item, ControlSnapshot):
                yield from (Warned(Fault(source=name, message=note)) for note in item.notes)
    except OwnOutputError as error:
        fault = Fault(source=name, message=str(error))
        yield Warned(fault) if in_folder else fault
    except InputError as error:
        yield Fault(source=name, message=str(error))
    except OSError as error:
        yield unreadable(name, error)


def _of_polygons(path: Path, legend: Legend | None) -> Iterator[_Item]:
    """The snapshots of a file of polygons, and of a workspace the claims."""
    if workspace := is_workspace(path):
        yield from read_workspace(path)
    if legend is not None:
        from geo.reading.polygons import read_polygons

        try:
            yield from read_polygons(path, legend)
        except InputError:
            if not workspace:  # which may hold claims alone
                raise


def _unread(path: Path) -> Fault:
    kind = path.suffix.lower() or "no suffix"
    return Fault(source=shown(path), message=f"expected {READABLE}, got {kind!r}: save the report as text")


def _remarks(report: Report, as_given: Report) -> Iterator[str]:
    if report.id != as_given.id:
        yield f"another report has the id {as_given.id!r} too: this one is called {report.id!r}"
    if report.published is None:
        yield f"report {report.id!r} has no date, so its claims may have none: give it 'published', such as 2024-05-31"
