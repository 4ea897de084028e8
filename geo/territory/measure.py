"""Square kilometres by side: sums over cells, on a day and between two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from math import fsum

import numpy as np
from numpy.typing import NDArray

from geo.model import AreaEstimate, Basis, CellState, Status, Territory, Totals

_SOLID = (Basis.CONFIRMED, Basis.CONCEDED)
_UNKNOWN = CellState(since=date.min, controller=None, status=Status.UNKNOWN, basis=None)
_LOW = "The low figure counts only the named places where the holder is confirmed or conceded."

_History = tuple[CellState, ...]


def totals(territory: Territory, on: date) -> Totals:
    """The ground each side holds on a day; with contested and unknown ground it adds up to the whole.

    A day before the first one of the histories is answered as the first.
    """
    return series(territory, (on,))[0]


def series(territory: Territory, days: Sequence[date]) -> tuple[Totals, ...]:
    """`totals` for many days at the cost of the number of different histories, not of cells."""
    ordered = sorted(set(days))
    held: dict[str | None, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(ordered)))
    contested = np.zeros(len(ordered))
    there: dict[str | None, NDArray[np.bool_]] = defaultdict(lambda: np.zeros(len(ordered), dtype=bool))
    for history, area in _by_history(territory):
        starts = [0, *(bisect_left(ordered, s.since) for s in history[1:]), len(ordered)]
        for state, start, end in zip(history or (_UNKNOWN,), starts, starts[1:], strict=False):
            if state.status is Status.CONTESTED:
                contested[start:end] += area
            else:
                held[holder(state)][start:end] += area
                there[holder(state)][start:end] = True
    sides = sorted(held, key=lambda side: (side is None, side or ""))
    found = {
        day: Totals(
            on=day, held_km2={s: float(held[s][i]) for s in sides if there[s][i]}, contested_km2=float(contested[i])
        )
        for i, day in enumerate(ordered)
    }
    return tuple(found[day] for day in days)


def estimates(territory: Territory, since: date, until: date, sides: Sequence[str]) -> tuple[AreaEstimate, ...]:
    """What each side holds on `until`, and what it gained, lost and netted between the states of the two days.

    `central_km2` counts claimed and inferred ground too; `low_km2` is None for the net, which has no lower bound of its
    own. There is no upper bound yet.
    """
    groups = [(_at(h, since), _at(h, until), area) for h, area in _by_history(territory)]
    found = []
    for side in sides:
        held = [(now, area) for _, now, area in groups if holder(now) == side]
        gained = [(now, area) for then, now, area in groups if holder(now) == side != holder(then)]
        lost = [(now, area) for then, now, area in groups if holder(then) == side != holder(now)]
        for measure, cells, start in (("held", held, None), ("gained", gained, since), ("lost", lost, since)):
            central = fsum(area for _, area in cells)
            low = fsum(area for now, area in cells if now.basis in _SOLID and now.status is not Status.CONTESTED)
            found.append(_estimate(measure, side, start, until, central, low, f"{territory.method} {_LOW}"))
        net = found[-2].central_km2 - found[-1].central_km2
        found.append(_estimate("net", side, since, until, net, None, territory.method))
    return tuple(found)


def holder(state: CellState) -> str | None:
    """Who counts as holding a cell: its controller, nobody while it is contested."""
    return None if state.status is Status.CONTESTED else state.controller


def _estimate(
    measure: str, side: str, since: date | None, until: date, central: float, low: float | None, method: str
) -> AreaEstimate:
    return AreaEstimate(
        measure=measure, since=since, until=until, side=side, region=None, central_km2=central, low_km2=low,
        high_km2=None, method=method,
    )


def _by_history(territory: Territory) -> list[tuple[_History, float]]:
    """The area of all cells that share one history. Equal ones are one object wherever `build` made them."""
    areas: dict[int, list[float]] = defaultdict(list)
    histories: dict[int, _History] = {}
    for cell in territory.cells:
        history = territory.histories.get(cell.place.key, ())
        histories[id(history)] = history
        areas[id(history)].append(cell.area_km2)
    return [(histories[key], fsum(areas[key])) for key in histories]


def _at(history: _History, day: date) -> CellState:
    if not history:
        return _UNKNOWN
    return history[max(0, bisect_right(history, day, key=lambda s: s.since) - 1)]
