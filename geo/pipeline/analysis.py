"""From files to an analysis: every place name, claim and figure of some reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geo import reading
from geo.errors import GroundshiftError
from geo.model import Analysis, AreaClaim, Claim, Fault, Rejection, Report, Theatre, Toponym
from geo.pipeline.serving import serving
from geo.resources import theatres

if TYPE_CHECKING:
    from geo.places import Gazetteer

AUTO = "auto"


def read(paths: Sequence[Path]) -> reading.Reading:
    """Read reports from files and folders; see `geo.reading.read_sources`."""
    return reading.read_sources(paths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A report with its place names and the theatre that served it. Offsets of `in_title` count in the title."""

    report: Report
    theatre: Theatre
    toponyms: tuple[Toponym, ...]
    in_title: tuple[Toponym, ...]


def locate(reports: Sequence[Report], *, theatre: str = AUTO, gazetteer: Gazetteer | None = None) -> Iterator[Located]:
    """Find and resolve each report's place names, one report at a time.

    Raises
    ------
    TheatreError
        If `theatre` is neither auto, none, a bundled one nor the path of one.
    """
    fixed = None if theatre == AUTO else theatres.load(theatre)
    from geo import places

    known = gazetteer or places.open_gazetteer()
    for report in reports:
        found = places.recognise(report, known)
        resolved = places.resolve(found, report, known, fixed or theatres.NO_THEATRE)
        chosen = fixed or serving(report, resolved)
        if fixed is None and chosen.sides:
            resolved = places.resolve(found, report, known, chosen)
        title = places.recognise(report, known, title=True)
        headed = places.resolve(title, report, known, chosen, title=True)
        yield Located(report=report, theatre=chosen, toponyms=resolved, in_title=_as_in_text(headed, resolved))


def analyse(
    reports: Sequence[Report],
    *,
    theatre: str = AUTO,
    gazetteer: Gazetteer | None = None,
    faults: Sequence[Fault] = (),
    ready: Sequence[Claim | AreaClaim] = (),
) -> Analysis:
    """Read places, claims and figures from reports, and add those that are `ready`.

    With the theatre `auto` each report is read with the bundled theatre whose sides it names, or with none; the
    analysis carries the one that served most. `faults` of the reading are handed on, with those of this stage added.
    """
    from geo import claims, places
    from geo.pipeline import ready as table

    toponyms: dict[str, tuple[Toponym, ...]] = {}
    said: list[Claim] = []
    figures: list[AreaClaim] = []
    rejected: list[Rejection] = []
    failed: list[Fault] = []
    served: Counter[str] = Counter()
    known = gazetteer or places.open_gazetteer()
    for found in locate(reports, theatre=theatre, gazetteer=known):
        toponyms[found.report.id] = found.toponyms
        try:
            extraction = claims.extract(found.report, found.toponyms, found.theatre, found.in_title)
        except GroundshiftError as error:
            failed.append(Fault(source=found.report.id, message=str(error)))
            continue
        said += extraction.claims
        figures += extraction.areas
        rejected += extraction.rejected
        served[found.theatre.id] += bool(found.theatre.sides)
    told, by_report = table.settle(ready, None if theatre == AUTO else theatres.load(theatre), known)
    silent = table.without_text(told, reports)
    served.update(chosen.id for chosen in by_report.values() if chosen.sides)
    all_said = table.merged([*said, *figures], told)
    main = min(+served, key=lambda name: (-served[name], name), default=theatres.NO_THEATRE.id)
    return Analysis(
        reports=(*reports, *silent),
        theatre=theatres.load(main if theatre == AUTO else theatre),
        toponyms=toponyms | {report.id: () for report in silent},
        claims=tuple(item for item in all_said if isinstance(item, Claim)),
        areas=tuple(item for item in all_said if isinstance(item, AreaClaim)),
        rejected=tuple(rejected),
        faults=(*faults, *failed),
    )


def _as_in_text(title: Sequence[Toponym], text: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """A title has little to go by: a name that the text settles means the same place there."""
    settled = {toponym.name.casefold(): toponym for toponym in reversed(text) if toponym.place}
    return tuple(
        replace(
            toponym,
            place=same.place,
            level=same.level,
            resolution=same.resolution,
            candidates=same.candidates,
            score=same.score,
        )
        if (same := settled.get(toponym.name.casefold()))
        else toponym
        for toponym in title
    )


def as_known(analysis: Analysis, known_by: date | None) -> Analysis:
    """An analysis without what nobody had published by a day; what has no date at all stays."""
    if known_by is None:
        return analysis

    def known(item: Claim | AreaClaim) -> bool:
        day = item.published or item.said
        return day is None or day <= known_by

    return replace(
        analysis,
        reports=tuple(r for r in analysis.reports if r.published is None or r.published <= known_by),
        claims=tuple(filter(known, analysis.claims)),
        areas=tuple(filter(known, analysis.areas)),
    )


def event_days(analysis: Analysis) -> tuple[date, ...]:
    """The days on which something happened, ascending, from the first that news speaks of.

    What reports recall as background decides who held what before; it is no part of the story's days.
    """
    from geo.control import Ledger

    news = (claim.when.best or claim.when.earliest for claim in analysis.claims if not claim.background)
    first = min((day for day in news if day), default=None)
    days = Ledger.of(analysis.claims, analysis.theatre).dates
    return tuple(sorted(day for day in days if first is None or day >= first))
