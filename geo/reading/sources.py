"""Read the report files behind the sources a person named, each by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.errors import InputError
from geo.model import AreaClaim, Claim, Fault, Report
from geo.reading.documents import read_document
from geo.reading.fields import shown
from geo.reading.files import READABLE, find_files, unreadable
from geo.reading.ids import Ids
from geo.reading.ours import OwnOutputError, refuse_own_document
from geo.reading.pages import read_page
from geo.reading.ready import read_ready
from geo.reading.records import read_records

_Item = Report | Claim | AreaClaim | Fault

_READERS: dict[str, Callable[[Path], Iterator[_Item]]] = {
    ".txt": read_document,
    ".md": read_document,
    ".jsonl": read_records,
    ".html": read_page,
    ".htm": read_page,
    ".csv": read_ready,
}
# Sources by contract, of which this version cannot make reports: a person who names one must hear of it.
_NOT_YET = frozenset({".geojson", ".gpkg", ".kml", ".kmz", ".zip"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of the sources: `faults` could not be read, `warnings` could, with something to know about it.

    `files` are those that were to be read, not those left out. `claims` are ready claims and figures, from tables.
    """

    reports: tuple[Report, ...]
    claims: tuple[Claim | AreaClaim, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    files: tuple[Path, ...] = ()


def read_sources(paths: Sequence[Path]) -> Reading:
    """Read reports from files and, recursively in sorted order, from folders.

    README* and dotfiles are no reports, and in a folder neither is what Groundshift wrote there. A file reached twice
    is read once. Ids are unique in the result: a second report of the same id gets `~2` behind it, and a warning; a
    second ready claim of the same id is left out, with a warning.
    """
    reports: list[Report] = []
    said: dict[str, Claim | AreaClaim] = {}
    faults: list[Fault] = []
    warnings: list[Fault] = []
    files: list[Path] = []
    ids = Ids()
    for source in find_files(paths):
        if isinstance(source, Fault):
            faults.append(source)
            continue
        path, in_folder = source
        name, kind = shown(path), path.suffix.lower()
        if path.name.casefold().startswith("readme"):
            if not in_folder:
                warnings.append(Fault(source=name, message="a README is no report and was left out"))
            continue
        try:
            if kind not in _READERS:
                refuse_own_document(path)
                (warnings if in_folder and kind not in _NOT_YET else faults).append(_unread(path))
                continue
            files.append(path)
            for item in _READERS[kind](path):
                if isinstance(item, Fault):
                    faults.append(item)
                    continue
                if not isinstance(item, Report):
                    if said.setdefault(item.id, item) is not item:
                        warnings.append(Fault(source=name, message=f"claim {item.id!r} was there before: left out"))
                    continue
                report = replace(item, id=ids.free(item.id))
                reports.append(report)
                warnings += [Fault(source=name, message=text) for text in _remarks(report, item)]
        except OwnOutputError as error:
            if files[-1:] == [path]:
                files.pop()
            (warnings if in_folder else faults).append(Fault(source=name, message=str(error)))
        except InputError as error:
            faults.append(Fault(source=name, message=str(error)))
        except OSError as error:
            faults.append(unreadable(name, error))
    return Reading(
        reports=tuple(reports),
        claims=tuple(said.values()),
        faults=tuple(faults),
        warnings=tuple(warnings),
        files=tuple(files),
    )


def _unread(path: Path) -> Fault:
    kind = path.suffix.lower() or "no suffix"
    why = f"{kind} is not read yet" if kind in _NOT_YET else f"got {kind!r}"
    return Fault(source=shown(path), message=f"expected {READABLE}, {why}: save the report as text")


def _remarks(report: Report, as_given: Report) -> Iterator[str]:
    if report.id != as_given.id:
        yield f"another report has the id {as_given.id!r} too: this one is called {report.id!r}"
    if report.published is None:
        yield f"report {report.id!r} has no date, so its claims may have none: give it 'published', such as 2024-05-31"
