"""From files to an analysis: every place name, claim and figure of some reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geo import reading
from geo.errors import GroundshiftError
from geo.model import (
    Analysis,
    AreaClaim,
    Claim,
    ControlSnapshot,
    CountClaim,
    Fault,
    Rejection,
    Report,
    Theatre,
    Toponym,
)
from geo.pipeline.serving import serving
from geo.resources import theatres

if TYPE_CHECKING:
    from geo.places import Gazetteer

AUTO = "auto"


def read(paths: Sequence[Path], legend: reading.Legend | None = None) -> reading.Reading:
    """Read reports, and with a legend polygons, from files and folders; see `geo.reading.read_sources`."""
    return reading.read_sources(paths, legend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A report with its place names and the theatre that served it. Offsets of `in_title` count in the title."""

    report: Report
    theatre: Theatre
    toponyms: tuple[Toponym, ...]
    in_title: tuple[Toponym, ...]


def locate(reports: Iterable[Report], *, theatre: str = AUTO, gazetteer: Gazetteer | None = None) -> Iterator[Located]:
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
        headed: tuple[Toponym, ...] = ()
        if report.title:
            title = places.recognise(report, known, title=True)
            headed = _as_in_text(places.resolve(title, report, known, chosen, title=True), resolved)
        yield Located(report=report, theatre=chosen, toponyms=resolved, in_title=headed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one report says. One that only ready claims speak of has no text; one that cannot be read has a `fault`."""

    report: Report
    theatre: Theatre
    toponyms: tuple[Toponym, ...] = ()
    claims: tuple[Claim, ...] = ()
    areas: tuple[AreaClaim, ...] = ()
    counts: tuple[CountClaim, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    fault: Fault | None = None


def findings(
    reports: Iterable[Report],
    *,
    theatre: str = AUTO,
    gazetteer: Gazetteer | None = None,
    ready: Sequence[Claim | AreaClaim] = (),
) -> Iterator[Finding]:
    """Read places, claims and figures, one report at a time: as many as there are take no more memory than one.

    Those that are `ready` come with the report that they name; at the end, one by one, the reports that only they name.
    Where a ready one has the id of one that is read, the ready one stands, for somebody may have put it right.
    """
    from geo import places
    from geo.pipeline import ready as table

    known = gazetteer or places.open_gazetteer()
    settled, theatre_of = table.settle(ready, None if theatre == AUTO else theatres.load(theatre), known)
    waiting = table.by_report(settled)
    for found in locate(reports, theatre=theatre, gazetteer=known):
        yield table.joined(said_in(found), waiting.pop(found.report.id, {}))
    for name, told in waiting.items():
        published = next((item.published for item in told.values() if item.published), None)
        silent = Finding(report=Report(id=name, text="", published=published), theatre=theatre_of[name])
        yield table.joined(silent, told)


def said_in(found: Located) -> Finding:
    """What a report says, whose place names are found."""
    from geo import claims

    try:
        said = claims.extract(found.report, found.toponyms, found.theatre, found.in_title)
    except GroundshiftError as error:
        fault = Fault(source=found.report.id, message=str(error))
        return Finding(report=found.report, theatre=found.theatre, toponyms=found.toponyms, fault=fault)
    return Finding(
        report=found.report,
        theatre=found.theatre,
        toponyms=found.toponyms,
        claims=said.claims,
        areas=said.areas,
        counts=said.counts,
        rejected=said.rejected,
    )


def analyse(
    reports: Iterable[Report],
    *,
    theatre: str = AUTO,
    gazetteer: Gazetteer | None = None,
    faults: Sequence[Fault] = (),
    ready: Sequence[Claim | AreaClaim] = (),
    snapshots: Sequence[ControlSnapshot] = (),
) -> Analysis:
    """Read places, claims and figures from reports, and add those that are `ready`; see `findings`.

    With the theatre `auto` each report is read with the bundled theatre whose sides it names, or with none; the
    analysis carries the one that served most. `faults` of the reading are handed on, with those of this stage added.
    """
    found = list(findings(reports, theatre=theatre, gazetteer=gazetteer, ready=ready))
    served = Counter(one.theatre.id for one in found if one.theatre.sides and one.fault is None)
    main = min(served, key=lambda name: (-served[name], name), default=theatres.NO_THEATRE.id)
    return Analysis(
        reports=tuple(one.report for one in found),
        theatre=theatres.load(main if theatre == AUTO else theatre),
        toponyms={one.report.id: one.toponyms for one in found},
        claims=tuple(claim for one in found for claim in one.claims),
        areas=tuple(area for one in found for area in one.areas),
        rejected=tuple(rejection for one in found for rejection in one.rejected),
        faults=(*faults, *(one.fault for one in found if one.fault)),
        snapshots=tuple(snapshots),
        counts=tuple(count for one in found for count in one.counts),
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

    def known(item: Claim | AreaClaim | CountClaim) -> bool:
        day = item.published or item.said
        return day is None or day <= known_by

    return replace(
        analysis,
        reports=tuple(r for r in analysis.reports if r.published is None or r.published <= known_by),
        claims=tuple(filter(known, analysis.claims)),
        areas=tuple(filter(known, analysis.areas)),
        counts=tuple(filter(known, analysis.counts)),
        snapshots=tuple(s for s in analysis.snapshots if s.on is None or s.on <= known_by),
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
