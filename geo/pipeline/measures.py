"""From an analysis to who holds what on which day, and how much ground that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.model import (
    Analysis,
    AreaEstimate,
    Basis,
    ControlState,
    Level,
    Place,
    Reconciliation,
    Status,
    Territory,
    Theatre,
)
from geo.pipeline.analysis import as_known, event_days

if TYPE_CHECKING:
    from geo.places import Gazetteer
    from geo.territory import Tally

PINNED = (Level.SETTLEMENT, Level.FACILITY)
DAY = timedelta(days=1)
# Where nothing changes hands there is no ground to measure, and reported figures still stand beside that.
NO_GROUND = Territory(cells=(), histories={}, regions=(), method="")


def control(
    analysis: Analysis, days: Sequence[date], *, known_by: date | None = None, then: bool = False
) -> dict[date, tuple[ControlState, ...]]:
    """Who holds each named place on each of some days, as known by a day, or with `then` by that day itself.

    Before the first word about a place it is held as the baseline of the analysis maps it, if there is one.
    """
    from geo.control import Ledger

    ledger = Ledger.of(analysis.claims, analysis.theatre)
    mapped = _mapped(ledger.places, analysis)
    return {
        day: tuple(_or_mapped(state, mapped, analysis) for state in ledger.state_on(day, day if then else known_by))
        for day in days
    }


def ground(
    analysis: Analysis, days: Sequence[date], *, known_by: date | None = None, gazetteer: Gazetteer | None = None
) -> Territory:
    """The ground of the regions where a named settlement changes hands, over a story's days and those given.

    Where none does, that of the regions where one is held. It begins on the eve of the first of all these days, or of
    the first day that a reported figure counts from. The baseline of the analysis says who held it before the words.
    """
    from geo import places, territory
    from geo.resources import boundaries

    analysis = as_known(analysis, known_by)
    since = (figure.since for figure in analysis.areas if figure.since)
    whole = sorted({*event_days(analysis), *days, *since})
    if not whole:
        return NO_GROUND
    states = control(analysis, [eve(whole[0]), *whole], known_by=known_by)
    regions = _regions(states.values())
    if not regions:
        return NO_GROUND
    known = gazetteer or places.open_gazetteer()
    settlements = {place.key: place for key in regions for place in known.settlements(key)}
    for state in states[whole[0]]:
        if state.place.level in PINNED and state.place.region_key in regions:
            settlements.setdefault(state.place.key, state.place)
    shapes = {key: boundaries.geometry(key) for key in regions}
    ordered = [settlements[key] for key in sorted(settlements)]
    return territory.build(ordered, shapes, states, baseline=analysis.baseline)


def control_at(
    analysis: Analysis,
    points: Sequence[Place],
    days: Sequence[date],
    *,
    known_by: date | None = None,
    gazetteer: Gazetteer | None = None,
) -> dict[date, tuple[ControlState, ...]]:
    """Who holds the ground at each of some points on each of some days: that of the cell around it.

    The claims are those of the settlement whose cell it is, or where silence keeps what the baseline maps the name of
    its file; ground that no cell covers is unknown.
    """
    import shapely

    area = ground(analysis, days, known_by=known_by, gazetteer=gazetteer)
    tree = shapely.STRtree([cell.geometry for cell in area.cells])
    around = [tree.query(shapely.Point(point.lon, point.lat), predicate="intersects") for point in points]
    keys = [area.cells[min(found)].place.key if len(found) else None for found in around]
    named = control(analysis, days, known_by=known_by)
    mapped = _mapped(points, analysis)
    found = {
        day: [_state_at(point, key, day, area, named[day]) for point, key in zip(points, keys, strict=True)]
        for day in days
    }
    return {
        day: tuple(
            replace(state, claims=_file(analysis))
            if state.controller and not state.claims and mapped.get(state.place.key) == state.controller
            else state
            for state in states
        )
        for day, states in found.items()
    }


def measure(
    analysis: Analysis,
    span: tuple[date, date] | None,
    *,
    each_region: bool = False,
    each_day: bool = False,
    known_by: date | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[tuple[AreaEstimate | None, Reconciliation | None]]:
    """Ground held, gained and lost over a span of days, each beside the figure reported for the same scope.

    Rows for reported figures of other scopes follow, with our estimate for each where there can be one.
    """
    from geo import territory

    analysis = as_known(analysis, known_by)
    area = ground(analysis, span or (), known_by=known_by, gazetteer=gazetteer)
    found: list[AreaEstimate] = []
    if span and area.cells:
        first, last = span
        days = [first + n * DAY for n in range((last - first).days + 1)]
        stretches = [(day, day) for day in days] if each_day else [(first, last)]
        sides = parties(area, analysis.theatre)
        for region, part in _parts(area, each_region=each_region):
            tally = territory.Tally(part)
            for since, until in stretches:
                found += [replace(estimate, region=region) for estimate in estimates(tally, since, until, sides)]
    reported = territory.reconcile(analysis.areas, area, analysis.theatre)
    beside = {_scope(row.estimate): row for row in reversed(reported) if row.estimate}
    rows = [(estimate, beside.get(_scope(estimate))) for estimate in found]
    shown = [row for _, row in rows]
    return [*rows, *((row.estimate, row) for row in reported if row not in shown)]


def estimates(tally: Tally, first: date, last: date, sides: Sequence[str]) -> list[AreaEstimate]:
    """Ground held on the last of some days, and gained and lost over all of them, the first included."""
    found = tally.estimates(eve(first), last, sides)
    return [replace(estimate, since=first) if estimate.since else estimate for estimate in found]


def eve(day: date) -> date:
    """The day before, or the day itself where the calendar begins."""
    return day - DAY if day > date.min else day


def parties(area: Territory, theatre: Theatre) -> tuple[str, ...]:
    """Who may hold ground: the theatre's sides in its order, then others by name."""
    holders = {state.controller for history in area.histories.values() for state in history if state.controller}
    others = sorted(name for name in holders if theatre.side(name) is None)
    return (*(side.id for side in theatre.sides), *others)


def _mapped(named: Sequence[Place], analysis: Analysis) -> dict[str, str]:
    """The side on whose ground the baseline has each of some places, by key."""
    import shapely

    layer = analysis.baseline
    if layer is None or not named:
        return {}
    points = shapely.points([(place.lon, place.lat) for place in named])
    return {
        place.key: side
        for side, shape in layer.held.items()
        for place, inside in zip(named, shapely.intersects(shape, points), strict=True)
        if inside
    }


def _or_mapped(state: ControlState, mapped: Mapping[str, str], analysis: Analysis) -> ControlState:
    """A state, or what the baseline has where no word was said yet, or one only implies who held the place before."""
    side = mapped.get(state.place.key)
    silent = state.status is Status.UNKNOWN and not state.claims
    if side is None or not (silent or state.basis is Basis.INFERRED):
        return state
    return replace(state, controller=side, status=Status.HELD, basis=Basis.INFERRED, claims=_file(analysis))


def _file(analysis: Analysis) -> tuple[str, ...]:
    """What stands for claims where the baseline answers: the name of its file."""
    return (analysis.baseline.source,) if analysis.baseline else ()


def _regions(states: Iterable[Sequence[ControlState]]) -> list[str]:
    """The first-level regions in which a named settlement or facility changes hands, or else is held."""
    seen: dict[Place, set[tuple[str | None, Status]]] = {}
    for day in states:
        for state in day:
            if state.place.level in PINNED:
                seen.setdefault(state.place, set()).add((state.controller, state.status))
    changing = {place.region_key for place, holders in seen.items() if len(holders) > 1}
    held = {place.region_key for place, holders in seen.items() if any(side for side, _ in holders)}
    return sorted(key for key in changing - {None} or held if key)


def _parts(area: Territory, *, each_region: bool) -> list[tuple[str | None, Territory]]:
    """The whole ground, or each region's by the region's name."""
    if not each_region:
        return [(None, area)]
    names = {cell.region: cell.place.region or cell.region for cell in area.cells}
    return [
        (names[region], replace(area, cells=tuple(cell for cell in area.cells if cell.region == region)))
        for region in sorted(names)
    ]


def _state_at(point: Place, key: str | None, day: date, area: Territory, named: Sequence[ControlState]) -> ControlState:
    known = [state for state in area.histories.get(key, ()) if state.since <= day] if key else []
    if not known:
        return ControlState(place=point, on=day, controller=None, status=Status.UNKNOWN, basis=None)
    told = next((state for state in named if state.place.key == key), None)
    state = known[-1]
    return ControlState(
        place=point,
        on=day,
        controller=state.controller,
        status=state.status,
        basis=state.basis if told else state.basis and Basis.INFERRED,
        claims=told.claims if told else (),
    )


def _scope(estimate: AreaEstimate) -> tuple[object, ...]:
    return estimate.measure, estimate.since, estimate.until, estimate.side, estimate.region
