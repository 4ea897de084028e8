"""What the reader brings: reports, uploaded or pasted, ready claims and polygons, read as files on disk are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from geo import pipeline
from geo.errors import GroundshiftError
from geo.model import Fault, Report
from geo.reading import Ids, Legend, Reading
from geo.ui.words import text

NOTHING = Reading(reports=())

_NOT_IN_NAMES = re.compile(r"[^\w. ~-]+")


def read(uploads: Iterable[tuple[str, bytes]], pasted: str, published: date | None) -> Reading:
    """Read what a form holds: uploads, each a name and its bytes, and a text.

    Names are hostile: only their harmless last part is used. `published` dates a pasted text that gives no date itself.
    """
    readings = [_read_file(name, content, shown_as=name) for name, content in uploads]
    if pasted.strip():
        readings.append(_read_pasted(pasted, published))
    return Reading(
        reports=joined((), [r for reading in readings for r in reading.reports]),
        claims=tuple(c for reading in readings for c in reading.claims),
        snapshots=tuple(s for reading in readings for s in reading.snapshots),
        faults=tuple(f for reading in readings for f in reading.faults),
        warnings=tuple(w for reading in readings for w in reading.warnings),
    )


def together(own: Reading, more: Reading) -> Reading:
    """What was added so far and what comes to it, each once; only the later faults and warnings are told."""
    return replace(
        more,
        reports=joined(own.reports, more.reports),
        claims=tuple({claim.id: claim for claim in (*own.claims, *more.claims)}.values()),
        snapshots=(*own.snapshots, *(s for s in more.snapshots if s not in own.snapshots)),
    )


def joined(first: Sequence[Report], more: Sequence[Report]) -> tuple[Report, ...]:
    """Both lists as one with distinct ids; a report that is there already, whatever its id, is not added again."""
    reports = list(first)
    ids = Ids(report.id for report in first)
    known = {replace(report, id="") for report in first}
    for report in more:
        if (nameless := replace(report, id="")) not in known:
            known.add(nameless)
            reports.append(replace(report, id=ids.free(report.id)))
    return tuple(reports)


def _read_pasted(pasted: str, published: date | None) -> Reading:
    content = pasted.encode("utf-8", "replace")
    reading = _read_file(f"pasted-{sha256(content).hexdigest()[:8]}.txt", content, shown_as=text("pasted"))
    if published is None:
        return reading
    return replace(
        reading,
        reports=tuple(replace(r, published=r.published or published) for r in reading.reports),
        warnings=(),  # the one thing to warn of in a text that can be read is a missing date
    )


def _read_file(name: str, content: bytes, *, shown_as: str) -> Reading:
    """Read one file from a folder of its own, so that no name can reach another file."""
    with TemporaryDirectory(prefix="groundshift-") as folder:
        path = Path(folder, _file_name(name))
        path.write_bytes(content)
        try:
            reading = pipeline.read([path], Legend.of())
        except GroundshiftError as error:
            reading = Reading(reports=(), faults=(Fault(source=str(path), message=str(error)),))

    def shown(fault: Fault) -> Fault:
        return Fault(source=shown_as, message=fault.message.replace(f"{folder}/", ""))

    return replace(
        reading,
        snapshots=tuple(replace(s, source=shown_as) for s in reading.snapshots),
        faults=tuple(map(shown, reading.faults)),
        warnings=tuple(map(shown, reading.warnings)),
    )


def _file_name(name: str) -> str:
    """A file name that keeps stem and suffix and nothing that a file system gives a meaning.

    >>> _file_name("../../etc/week 1.md")
    'week 1.md'
    """
    last = _NOT_IN_NAMES.sub("-", re.split(r"[\\/]", name)[-1]).lstrip(".- ")
    stem, dot, suffix = last.rpartition(".")
    return f"{stem[:80]}.{suffix[:10]}" if dot and stem else last[:80] or "report"
