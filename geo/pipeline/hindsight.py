"""What was known when: a story's days as they looked at the time, and the claims that later words belied."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from geo.model import (
    Analysis,
    AsKnown,
    Basis,
    CellState,
    Claim,
    ControlState,
    Event,
    Resolution,
    Stance,
    Status,
    Territory,
    Theatre,
    Totals,
)
from geo.pipeline.measures import PINNED, control, eve

_TAKEN = (Event.CAPTURED, Event.LIBERATED, Event.HELD)


def as_known_then(analysis: Analysis, days: Sequence[date], area: Territory) -> AsKnown | None:
    """Each day of a story, and each on which a report of it came out, with only what was published by then.

    None where that is what is known now.
    """
    from geo import territory

    if not days:
        return None
    told = (_known(claim) for claim in analysis.claims if not claim.background and _pinned(claim))
    learnt = {day for day in told if day is not None and day > days[0]}
    dates = tuple(sorted({*days, *learnt}))
    states = control(analysis, dates, then=True)
    now = control(analysis, dates)
    if all(_told(states[day]) == _told(now[day]) for day in dates):
        return None
    histories: Mapping[str, tuple[CellState, ...]] = {}
    totals: tuple[Totals, ...] = ()
    if area.cells:
        before = control(analysis, [eve(dates[0])], then=True)
        then = territory.hold(area.cells, before | states, baseline=analysis.baseline)
        histories, totals = then.histories, territory.series(then, dates)
    return AsKnown(dates=dates, states=states, histories=histories, totals=totals)


def belied(analysis: Analysis) -> dict[str, date]:
    """The claims of control, by id, that all which is known now contradicts, and since when it was known to.

    A claim is belied where somebody else held the place on its day, as more than a side's own word has it. What is
    contested is not belied, and neither is a gain that was lost again.
    """
    from geo.control import Ledger

    ledger = Ledger.of(analysis.claims, analysis.theatre)
    learnt: dict[str, set[date]] = defaultdict(set)
    for claim in analysis.claims:
        place = claim.toponym.place
        if place is not None and (day := _known(claim)) is not None:
            learnt[place.key].add(day)
    found: dict[str, date] = {}
    for claim in analysis.claims:
        place = claim.toponym.place
        if place is None or claim.background or not _pinned(claim):
            continue
        if not _contradicts(ledger.history(place.key), claim, analysis.theatre):
            continue
        since = _known(claim) or date.min
        later = sorted(day for day in learnt[place.key] if day >= since)
        known = (day for day in later if _contradicts(ledger.history(place.key, day), claim, analysis.theatre))
        found[claim.id] = next(known, since)
    return found


def _contradicts(history: Sequence[ControlState], claim: Claim, theatre: Theatre) -> bool:
    on = claim.when.best or claim.when.earliest
    at = bisect_right(history, on, key=lambda s: s.on) - 1 if on is not None else -1
    if at < 0 or claim.stance is Stance.DENIES:
        return False
    state = history[at]
    if state.status is not Status.HELD or state.basis is Basis.CLAIMED or claim.id in state.claims:
        return False
    known = theatre.side(claim.actor)
    actor = known.id if known else claim.actor
    if state.controller is None or actor is None:
        return False
    if claim.event in _TAKEN:
        return state.controller != actor
    return claim.event is Event.WITHDREW and state.controller == actor


def _pinned(claim: Claim) -> bool:
    place = claim.toponym.place
    return place is not None and claim.toponym.resolution is Resolution.RESOLVED and place.level in PINNED


def _known(claim: Claim) -> date | None:
    return claim.published or claim.said


def _told(states: Sequence[ControlState]) -> list[tuple[object, ...]]:
    return [(s.place.key, s.controller, s.status, s.basis) for s in states]
