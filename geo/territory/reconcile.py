"""Reported figures beside ours: the same side, the same days, and in words what each of the two covers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from geo.model import AreaClaim, AreaEstimate, Reconciliation, Territory, Theatre
from geo.territory.measure import Tally

_Ground = Callable[[str | None], tuple[Territory, Tally]]


def reconcile(areas: Sequence[AreaClaim], territory: Territory, theatre: Theatre) -> tuple[Reconciliation, ...]:
    """Set each reported figure beside our estimate of the same measure, side, days and region, and say if they meet.

    A figure without a scope (no side, no last day, or gained and lost without a first day) is handed on uncompared,
    and so is one for a region that has no cells. Changes count from the eve of the first day to the end of the last, so
    that what happened on the first day is in.
    """

    @cache
    def ground(region: str | None) -> tuple[Territory, Tally]:
        part = _within(territory, region)
        return part, Tally(part)

    rows = (_beside(area, territory, theatre, ground) for area in areas)
    return tuple(
        replace(row, scope=f"{row.scope} Its units do not agree: {row.reported.slip}") if row.reported.slip else row
        for row in rows
    )


def _beside(area: AreaClaim, territory: Territory, theatre: Theatre, ground: _Ground) -> Reconciliation:
    known = theatre.side(area.actor)
    side = known.id if known else area.actor
    until = area.until or area.said or area.published
    missing = [
        what
        for what, there in (
            ("a side", side), ("a last day", until), ("a first day", area.since or area.change == "held"),
        )
        if not there
    ]
    if missing or side is None or until is None:
        return _alone(area, f"The figure names no scope to compare ({' and '.join(missing)} missing).")
    part, tally = ground(area.region)
    if not part.cells:
        ours = _names(territory)
        return _alone(area, f"The figure is for {area.region or 'no region that it names'}; "
                            + (f"our cells cover {ours} only." if ours else "no ground changed hands in what we read."))
    estimate = _estimate(tally, area, side, until)
    if estimate is None:
        return _alone(area, f"The figure is of ground {area.change}, which we do not estimate.")
    theirs = area.region or "no region named, so perhaps more ground than ours"
    ours = f"{_names(part)}, the same days, from the places that the reports name"
    overlaps = _overlaps(area, estimate)
    beside = "within" if overlaps else "outside"
    return Reconciliation(
        reported=area,
        estimate=estimate,
        ratio=estimate.central_km2 / area.km2 if area.km2 > 0 else None,
        scope=f"Theirs: {theirs}, {_span(area.since, until)}. Ours: {ours}. The figure lies {beside} our interval.",
        overlaps=overlaps,
    )


def _overlaps(area: AreaClaim, estimate: AreaEstimate) -> bool | None:
    """Whether a figure, from its lower end to its upper as it was put, meets the interval of an estimate."""
    if estimate.low_km2 is None or estimate.high_km2 is None:
        return None
    # "About", "more than", "up to" in any language: a tenth to either side.
    low, high = (0.9 * area.km2, 1.1 * area.km2) if area.approximate else (area.km2, area.km2)
    if area.high is not None and area.value > 0:
        high = area.km2 * area.high / area.value
    return low <= estimate.high_km2 and estimate.low_km2 <= high


def _estimate(tally: Tally, area: AreaClaim, side: str, until: date) -> AreaEstimate | None:
    eve = area.since - timedelta(days=1) if area.since and area.since > date.min else until
    found = next((e for e in tally.estimates(eve, until, (side,)) if e.measure == area.change), None)
    if found is None:
        return None
    return replace(found, since=area.since if found.since else None, region=area.region)


def _alone(area: AreaClaim, scope: str) -> Reconciliation:
    return Reconciliation(reported=area, estimate=None, ratio=None, scope=scope)


def _within(territory: Territory, region: str | None) -> Territory:
    if region is None:
        return territory
    wanted = region.casefold()
    cells = tuple(c for c in territory.cells if wanted in (c.region.casefold(), (c.place.region or "").casefold()))
    return replace(territory, cells=cells)


def _names(territory: Territory) -> str:
    return ", ".join(dict.fromkeys(c.place.region or c.region for c in territory.cells))


def _span(since: date | None, until: date) -> str:
    return f"{since} to {until}" if since else f"on {until}"
