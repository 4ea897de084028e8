"""Square kilometres by side, with an interval: sums over cells, on a day and between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from math import fsum, sqrt
from operator import attrgetter
from typing import Any

import numpy as np

from geo.model import AreaEstimate, CellState, Status, Territory, Totals
from geo.territory.method import BOUNDS
from geo.territory.spells import SILENCE

# Of a cell, that the front cuts off from one side for the other, one standard deviation for either of the two cells
# beside it; by experiment (tests/eval/territory). Cuts are independent, so that they add up as the root of squares.
_CUT = 0.9

_Array = np.ndarray[Any, Any]
_Ground = tuple[float, float]  # the km² of some cells, and the sum of the squares of each one's


class Tally:
    """The cells of a territory counted by history, for a caller who asks about many days.

    To count 33,000 cells takes hundredths of a second, a sum over them afterwards a thousandth.
    """

    def __init__(self, territory: Territory) -> None:
        self.method = territory.method
        keys, silent = map(attrgetter("place.key"), territory.cells), (SILENCE,)
        of_cell = [territory.histories.get(key) or silent for key in keys]
        areas = np.fromiter(map(attrgetter("area_km2"), territory.cells), float, len(of_cell))
        # `build` makes equal histories, and equal states, one object.
        first, group = _distinct(of_cell)
        histories = [of_cell[i] for i in first.tolist()]
        self._km2, self._squares = np.bincount(group, areas), np.bincount(group, areas**2)
        # All histories in one row; `_starts` says where each begins.
        lengths = np.fromiter(map(len, histories), int, len(histories))
        self._starts = np.cumsum(lengths) - lengths
        self._group_of = np.repeat(np.arange(len(histories)), lengths)
        row = list(chain.from_iterable(histories))
        first, self._state = _distinct(row)
        self._states = [row[i] for i in first.tolist()]
        since = np.array([state.since.toordinal() for state in self._states], dtype=int)
        self._since = since[self._state]
        self._since[self._starts] = date.min.toordinal()  # a history answers for the days before it too

    def series(self, days: Sequence[date]) -> tuple[Totals, ...]:
        """The ground each side holds on each of some days; with contested and unknown ground it adds up to the whole.

        A day before the first one of the histories is answered as the first.
        """
        turns, sides, cells, km2 = self._sums
        held = [
            {side: held for side, held, there in zip(sides, row, count, strict=False) if there}
            for row, count in zip(km2, cells, strict=True)
        ]
        rows = (np.searchsorted(turns, [day.toordinal() for day in days], side="right") - 1).tolist()
        return tuple(
            Totals(on=day, held_km2=held[row], contested_km2=max(0.0, km2[row][-1]))
            for day, row in zip(days, rows, strict=True)
        )

    @cached_property
    def _sums(self) -> tuple[_Array, list[str | None], list[list[float]], list[list[float]]]:
        """The days (ordinals) from which sums hold, the sides, and for each day how many cells and km² each side has.

        Behind the columns of the sides stands one of contested ground, which is nobody's.
        """
        holders = [(holder(state), state.status is Status.CONTESTED) for state in self._states]
        sides = sorted({side for side, _ in holders}, key=lambda side: (side is None, side or ""))
        columns = {side: number for number, side in enumerate(sides)}
        column = np.array([len(sides) if fought else columns[side] for side, fought in holders], dtype=int)[self._state]
        begins = np.ones(len(column), dtype=bool)
        begins[1:] = (column[1:] != column[:-1]) | (self._group_of[1:] != self._group_of[:-1])
        ends = np.flatnonzero(begins[1:] & (self._group_of[1:] == self._group_of[:-1]))
        turns, row = np.unique(np.append(date.min.toordinal(), self._since), return_inverse=True)
        row = row[1:]
        # What each stretch adds from its first day on and takes away when the next begins, summed up over the days.
        shape = len(turns), len(sides) + 1
        at = np.concatenate([row[begins] * shape[1] + column[begins], row[ends + 1] * shape[1] + column[ends]])
        sign = np.concatenate([np.ones(np.count_nonzero(begins)), -np.ones(len(ends))])
        group = np.concatenate([self._group_of[begins], self._group_of[ends]])
        cells, km2 = (
            np.bincount(at, weights, shape[0] * shape[1]).reshape(shape).cumsum(axis=0).tolist()
            for weights in (sign, sign * self._km2[group])
        )
        return turns, sides, cells, km2

    def estimates(self, since: date, until: date, sides: Sequence[str]) -> tuple[AreaEstimate, ...]:
        """What each side holds on `until`, and what it gained, lost and netted between the states of the two days.

        Central figures count claimed and inferred ground too, low ones what is beyond reasonable doubt, high ones what
        is plausible besides. Gained is ground that another held, that was contested, or of which no word told anything;
        ground of which it was only not known who held it has not changed hands because a later word makes it known.
        """
        pairs, whole = self._pairs(since, until), fsum(self._km2.tolist())
        method = f"{self.method} {BOUNDS}"
        found = []
        for side in sides:
            held = _sum(((_held(now, side), now.front, km2) for _, now, km2 in pairs), whole)
            gained = _sum(((_passed(then, now, side), then.front or now.front, km2) for then, now, km2 in pairs), whole)
            lost = _sum(((_left(then, now, side), then.front or now.front, km2) for then, now, km2 in pairs), whole)
            net = (gained[0] - lost[2], gained[1] - lost[1], gained[2] - lost[0])
            for measure, (low, central, high), start in (
                ("held", held, None), ("gained", gained, since), ("lost", lost, since), ("net", net, since),
            ):
                found.append(AreaEstimate(
                    measure=measure, since=start, until=until, side=side, region=None, central_km2=central, low_km2=low,
                    high_km2=high, method=method,
                ))
        return tuple(found)

    def _pairs(self, since: date, until: date) -> list[tuple[CellState, CellState, _Ground]]:
        """The states on two days of all ground that shares both, with its km² and the sum of squares of its cells."""
        both = self._on(since) * len(self._states) + self._on(until)
        pairs, which = np.unique(both, return_inverse=True)
        then, now = (column.tolist() for column in np.divmod(pairs, max(1, len(self._states))))
        km2, squares = (np.bincount(which, weights, len(pairs)).tolist() for weights in (self._km2, self._squares))
        ground = zip(km2, squares, strict=True)
        return [(self._states[a], self._states[b], g) for a, b, g in zip(then, now, ground, strict=True)]

    def _on(self, day: date) -> _Array:
        """For each history the number of its state on a day."""
        begun = self._group_of[self._since <= day.toordinal()]
        found: _Array = self._state[self._starts + np.bincount(begun, minlength=len(self._starts)) - 1]
        return found


def _distinct(objects: Sequence[object]) -> tuple[_Array, _Array]:
    """Where each object comes first in a row of them, ascending, and for all the number of theirs in that order."""
    ids = np.fromiter(map(id, objects), np.int64, len(objects))
    _, first, number = np.unique(ids, return_index=True, return_inverse=True)
    order = np.argsort(first)  # addresses in memory decide nothing
    return first[order], np.argsort(order)[number]


def totals(territory: Territory, on: date) -> Totals:
    """The ground each side holds on a day (see `Tally.series`)."""
    return series(territory, (on,))[0]


def series(territory: Territory, days: Sequence[date]) -> tuple[Totals, ...]:
    """The ground each side holds on each of some days (see `Tally.series`)."""
    return Tally(territory).series(days)


def estimates(territory: Territory, since: date, until: date, sides: Sequence[str]) -> tuple[AreaEstimate, ...]:
    """What each side holds, gained, lost and netted, with low and high figures (see `Tally.estimates`)."""
    return Tally(territory).estimates(since, until, sides)


def holder(state: CellState) -> str | None:
    """Who counts as holding a cell: its controller, nobody while it is contested."""
    return None if state.status is Status.CONTESTED else state.controller


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


def _sum(counts: Iterable[tuple[_Counts, bool, _Ground]], whole: float) -> tuple[float, float, float]:
    """Low, central and high of the cells that count, in km²; what the front may cut off goes to low and high.

    No more than the `whole` ground there is.
    """
    kept = [counted for counted in counts if any(counted[0])]
    low, central, high = (fsum(km2 for count, _, (km2, _) in kept if count[i]) for i in range(3))
    cut = _CUT * sqrt(fsum(squares for count, front, (_, squares) in kept if front and count[1]))
    return max(0.0, low - cut), central, max(central, min(whole, high + cut))
