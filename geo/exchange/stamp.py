"""What every output says of itself: made by a machine, from which sources, to which date, and how to credit it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo import __version__
from geo.model import Report

_NAMED = 5  # sources in one line; the credit counts all


def stamp(reports: Sequence[Report]) -> dict[str, Any]:
    """Say it as an object, for a format that has room for one."""
    dates = [report.published for report in reports if report.published]
    data_as_of = max(dates).isoformat() if dates else None
    outlets = _outlets(reports)
    credit = f"Groundshift, machine-read from {len(reports)} report" + ("s" if len(reports) != 1 else "")
    credit += f" ({', '.join(outlets)})" if outlets else ""
    credit += f", data to {data_as_of}" if data_as_of else ""
    return {
        "generator": f"Groundshift {__version__}",
        "status": "machine-read, unreviewed",
        "data_as_of": data_as_of,
        "sources": [
            {
                "report": report.id,
                "title": report.title,
                "outlet": report.outlet,
                "published": report.published and report.published.isoformat(),
                "url": report.url,
            }
            for report in reports
        ],
        "credit": f"{credit}. Places: GeoNames (CC BY 4.0). Borders: Natural Earth.",
    }


def stamp_line(reports: Sequence[Report]) -> str:
    """Say it in one line, for rows that stay clean of it.

    >>> stamp_line([Report(id="a", text="…", outlet="Gazette")]).partition("; credit: ")[0]
    'machine-read, unreviewed; data as of no date; sources: Gazette'
    """
    said = stamp(reports)
    sources = _outlets(reports) or [report.id for report in reports]
    more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    return (
        f"{said['status']}; data as of {said['data_as_of'] or 'no date'}; "
        f"sources: {', '.join(sources[:_NAMED])}{more}; credit: {said['credit']}"
    )


def _outlets(reports: Sequence[Report]) -> list[str]:
    return sorted({report.outlet for report in reports if report.outlet})
