"""Square kilometres by side, with an interval: sums over cells, on a day and between two."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import fsum, sqrt
from operator import attrgetter
from typing import Any

import numpy as np

from geo.model import AreaEstimate, CellState, Status, Territory, Totals
from geo.territory.method import BOUNDS

_NOBODY = CellState(since=date.min, controller=None, status=Status.UNKNOWN, basis=None)
# Of a cell, that the front cuts off from one side for the other, one standard deviation for either of the two cells
# beside it; by experiment (tests/eval/territory). Cuts are independent, so that they add up as the root of squares.
_CUT = 0.9

_CONTESTED = object()  # stands among the sides for ground that counts for none of them

_History = tuple[CellState, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The cells that share one history."""

    history: _History
    km2: float
    squares: float  # the sum of the squares of their areas


def totals(territory: Territory, on: date) -> Totals:
    """The ground each side holds on a day; with contested and unknown ground it adds up to the whole.

    A day before the first one of the histories is answered as the first.
    """
    return series(territory, (on,))[0]


def series(territory: Territory, days: Sequence[date]) -> tuple[Totals, ...]:
    """`totals` for many days at the cost of the number of different histories, not of cells."""
    ordered = sorted(set(days))
    # What each state adds from its first day on and takes away from its last, summed up over the days below.
    steps: dict[Any, list[float]] = defaultdict(lambda: [0.0] * (len(ordered) + 1))
    cells: dict[Any, list[int]] = defaultdict(lambda: [0] * (len(ordered) + 1))
    for group in _groups(territory):
        start = 0
        held_by = _in_sum(group.history[0] if group.history else _NOBODY)
        for state in (*group.history[1:], None):
            if state is not None and _in_sum(state) == held_by:
                continue
            end = len(ordered) if state is None else bisect_left(ordered, state.since)
            if end > start:
                steps[held_by][start] += group.km2
                steps[held_by][end] -= group.km2
                cells[held_by][start] += 1
                cells[held_by][end] -= 1
            if state is not None:
                start, held_by = end, _in_sum(state)
    fought = list(accumulate(steps.pop(_CONTESTED, [0.0] * len(ordered))))
    sides = sorted(steps, key=lambda side: (side is None, side or ""))
    km2 = {side: list(accumulate(steps[side])) for side in sides}
    there = {side: list(accumulate(cells[side])) for side in sides}
    found = {
        day: Totals(
            on=day,
            held_km2={side: km2[side][i] for side in sides if there[side][i]},
            contested_km2=max(0.0, fought[i]),
        )
        for i, day in enumerate(ordered)
    }
    return tuple(found[day] for day in days)


def estimates(territory: Territory, since: date, until: date, sides: Sequence[str]) -> tuple[AreaEstimate, ...]:
    """What each side holds on `until`, and what it gained, lost and netted between the states of the two days.

    Central figures count claimed and inferred ground too, low ones what is beyond reasonable doubt, high ones what is
    plausible besides. Gained is ground that another held, that was contested, or of which no word told anything;
    ground of which it was only not known who held it has not changed hands because a later word makes it known.
    """
    pairs = [(_at(g.history, since), _at(g.history, until), g) for g in _groups(territory)]
    method = f"{territory.method} {BOUNDS}"
    found = []
    for side in sides:
        held = _sum((_held(now, side), now.front, g) for _, now, g in pairs)
        gained = _sum((_passed(then, now, side), then.front or now.front, g) for then, now, g in pairs)
        lost = _sum((_left(then, now, side), then.front or now.front, g) for then, now, g in pairs)
        net = (gained[0] - lost[2], gained[1] - lost[1], gained[2] - lost[0])
        for measure, (low, central, high), start in (
            ("held", held, None), ("gained", gained, since), ("lost", lost, since), ("net", net, since),
        ):
            found.append(AreaEstimate(
                measure=measure, since=start, until=until, side=side, region=None, central_km2=central, low_km2=low,
                high_km2=high, method=method,
            ))
    return tuple(found)


def holder(state: CellState) -> str | None:
    """Who counts as holding a cell: its controller, nobody while it is contested."""
    return None if state.status is Status.CONTESTED else state.controller


def _in_sum(state: CellState) -> Any:
    return _CONTESTED if state.status is Status.CONTESTED else state.controller


# --- what one cell adds to low, central and high: whether it does -----------------------------------------------------

_Counts = tuple[bool, bool, bool]


def _held(state: CellState, side: str) -> _Counts:
    central = holder(state) == side
    return central and state.sure, central, central or side in state.rivals or state.controller == side


def _passed(then: CellState, now: CellState, side: str) -> _Counts:
    """Whether a cell passed to a side, from somebody else or from a time of which nothing is known."""
    if _same(then, now):
        return False, False, False
    low, central, high = _held(now, side)
    low_before, before, high_before = _held(then, side)
    others = then.controller not in (None, side) or then.status is Status.CONTESTED or not then.heard
    maybe = others or bool(set(then.rivals) - {side})
    return low and not high_before and others, central and not before and others, high and not low_before and maybe


def _left(then: CellState, now: CellState, side: str) -> _Counts:
    """Whether a cell passed from a side to somebody else."""
    if _same(then, now):
        return False, False, False
    _, central, high = _held(then, side)
    low_after, after, high_after = _held(now, side)
    others = now.controller not in (None, side) or now.status is Status.CONTESTED
    maybe = others or bool(set(now.rivals) - {side})
    # As sure as the gain of whoever has it now: a change that is beyond doubt says who held the ground before.
    firm = others and now.sure and now.controller not in then.rivals
    return central and firm and not high_after, central and not after and others, high and not low_after and maybe


def _same(then: CellState, now: CellState) -> bool:
    """Whether nothing happened: doubt about who holds a cell is then no doubt about a change."""
    return (then.controller, then.status) == (now.controller, now.status)


def _sum(counts: Iterable[tuple[_Counts, bool, _Group]]) -> tuple[float, float, float]:
    """Low, central and high of the cells that count, in km²; what the front may cut off goes to low and high."""
    kept = [(count, front, group) for count, front, group in counts if any(count)]
    low, central, high = (fsum(group.km2 for count, _, group in kept if count[i]) for i in range(3))
    cut = _CUT * sqrt(fsum(group.squares for count, front, group in kept if front and count[1]))
    return max(0.0, min(low, low - cut)), central, high + cut


# --- groups -----------------------------------------------------------------------------------------------------------


def _groups(territory: Territory) -> list[_Group]:
    """The cells by history. Equal ones are one object wherever `build` made them."""
    if not territory.cells:
        return []
    histories = [territory.histories.get(key, ()) for key in map(attrgetter("place.key"), territory.cells)]
    areas = np.fromiter(map(attrgetter("area_km2"), territory.cells), dtype=float, count=len(histories))
    _, first, group_of = np.unique(np.fromiter(map(id, histories), np.int64, len(histories)),
                                   return_index=True, return_inverse=True)
    order = np.argsort(first)
    km2, squares = (np.bincount(group_of, weights)[order].tolist() for weights in (areas, areas**2))
    firsts = [histories[i] for i in first[order].tolist()]
    return [_Group(*row) for row in zip(firsts, km2, squares, strict=True)]


def _at(history: _History, day: date) -> CellState:
    if not history:
        return _NOBODY
    return history[max(0, bisect_right(history, day, key=lambda s: s.since) - 1)]
