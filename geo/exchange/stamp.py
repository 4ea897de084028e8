"""What every output says of itself: made by a machine, from which sources, to which date, and how to credit it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from geo import __version__
from geo.model import ControlSnapshot, Report

_NAMED = 5  # sources in one line; the credit counts all


class Tally:
    """Of which reports an output was made, counted as they come: nothing grows with their number but the count."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self.count = 0
        self.latest: date | None = None
        self.outlets: set[str] = set()
        self.first_ids: list[str] = []
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Count a report."""
        self.count += 1
        if report.published and (self.latest is None or report.published > self.latest):
            self.latest = report.published
        if report.outlet:
            self.outlets.add(report.outlet)
        if len(self.first_ids) < _NAMED:
            self.first_ids.append(report.id)


def stamp(reports: Sequence[Report], snapshots: Sequence[ControlSnapshot] = ()) -> dict[str, Any]:
    """Say it as an object, for a format that has room for one."""
    if snapshots and not reports:
        return polygon_stamp(snapshots)
    return _stamp(Tally(reports), snapshots) | {
        "sources": [
            {
                "report": report.id,
                "title": report.title,
                "outlet": report.outlet,
                "published": report.published and report.published.isoformat(),
                "url": report.url,
            }
            for report in reports
        ]
        + [_drawn(snapshot) for snapshot in snapshots],
    }


def _stamp(tally: Tally, snapshots: Sequence[ControlSnapshot]) -> dict[str, Any]:
    """The stamp with its sources left open."""
    dates = [day for day in (tally.latest, *(snapshot.on for snapshot in snapshots)) if day]
    data_as_of = max(dates).isoformat() if dates else None
    credit = f"Groundshift, machine-read from {tally.count} report" + ("s" if tally.count != 1 else "")
    credit += f" ({', '.join(sorted(tally.outlets))})" if tally.outlets else ""
    credit += f" and {_polygons(snapshots)}" if snapshots else ""
    credit += f", data to {data_as_of}" if data_as_of else ""
    return {
        "generator": f"Groundshift {__version__}",
        "status": "machine-read, unreviewed",
        "data_as_of": data_as_of,
        "sources": [],
        "credit": f"{credit}. Places: GeoNames (CC BY 4.0). Borders: Natural Earth.",
    }


def stamp_line(reports: Sequence[Report] | Tally, snapshots: Sequence[ControlSnapshot] = ()) -> str:
    """Say it in one line, for rows that stay clean of it.

    >>> stamp_line([Report(id="a", text="…", outlet="Gazette")]).partition("; credit: ")[0]
    'machine-read, unreviewed; data as of no date; sources: Gazette'
    """
    tally = reports if isinstance(reports, Tally) else Tally(reports)
    said = polygon_stamp(snapshots) if snapshots and not tally.count else _stamp(tally, snapshots)
    sources, count = (sorted(tally.outlets), len(tally.outlets)) if tally.outlets else (tally.first_ids, tally.count)
    drawn = list(dict.fromkeys(PurePath(snapshot.source).name for snapshot in snapshots))
    count += len(drawn)
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    return (
        f"{said['status']}; data as of {said['data_as_of'] or 'no date'}; "
        f"sources: {', '.join([*sources, *drawn][:_NAMED])}{more}; credit: {said['credit']}"
    )


def polygon_stamp(snapshots: Sequence[ControlSnapshot]) -> dict[str, Any]:
    """The stamp of what was measured from polygons alone. They are not the reader's to pass on unless all say so."""
    dates = [snapshot.on for snapshot in snapshots if snapshot.on]
    data_as_of = max(dates).isoformat() if dates else None
    allowed = all(snapshot.redistributable for snapshot in snapshots)
    return {
        "generator": f"Groundshift {__version__}",
        "status": "measured from polygons that others drew, unreviewed",
        "data_as_of": data_as_of,
        "redistributable": allowed,
        "sources": [_drawn(snapshot) for snapshot in snapshots],
        "credit": f"Groundshift, measured from {_polygons(snapshots)}"
        + (f", data to {data_as_of}." if data_as_of else ".")
        + ("" if allowed else " Ask whoever drew them before passing these polygons on."),
    }


def polygon_stamp_line(snapshots: Sequence[ControlSnapshot]) -> str:
    """Say it in one line, for rows that stay clean of it."""
    said = polygon_stamp(snapshots)
    return f"{said['status']}; data as of {said['data_as_of'] or 'no date'}; credit: {said['credit']}"


def _drawn(snapshot: ControlSnapshot) -> dict[str, Any]:
    return {
        "polygons": PurePath(snapshot.source).name,
        "published": snapshot.on and snapshot.on.isoformat(),
        "licence": snapshot.licence or "unknown",
        "redistributable": snapshot.redistributable,
    }


def _polygons(snapshots: Sequence[ControlSnapshot]) -> str:
    """The files of some snapshots with their licences, a few by name."""
    told = dict.fromkeys(f"{PurePath(s.source).name} ({s.licence or 'licence unknown'})" for s in snapshots)
    more = f" and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    return f"polygons of {', '.join(list(told)[:_NAMED])}{more}"
