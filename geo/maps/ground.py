"""The cells of a territory, joined where they share one history: drawn once, recoloured for each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from geo.maps.sides import Sides
from geo.maps.topology import arcs
from geo.model import Basis, CellState, Status, Territory

# How a cell is held: side index, status, basis (UNSURE where the low figures leave it out), and where nobody is known
# to hold it the index of the only side that may.
_State = tuple[int | None, str, str | None, int | None]
# A history as the page reads it: days and states, ascending by day.
Spells = tuple[tuple[int, _State], ...]
UNSURE = "unsure"
Histories = Mapping[str, tuple[CellState, ...]]


def ground(territory: Territory, then: Histories | None, origin: date | None, sides: Sides) -> dict[str, Any]:
    """Groups of cells with the same history, the arcs between them, and how each group was held.

    Parameters
    ----------
    then
        How the cells are held as known then, where that differs from the territory's own histories.

    Returns
    -------
    dict
        `km2` of each group; `arcs` (see `topology.Arcs`) as steps from each point to the next; `states`, the distinct
        (side, status, basis, rival); and for `now` and `then` (None if the same) the spells of all groups one after the
        other: `counts` of each group, and of each spell the `days` on which it begins and its place in `states`.
        Days count from `origin`; what held before is a spell of day -1. The size grows with the number of different
        histories, not with cells or days.
    """
    read = _Reader(origin, sides)
    later = then if then is not None else {}
    told = [(read(territory.histories.get(c.place.key, ())), read(later.get(c.place.key, ()))) for c in territory.cells]
    groups = {pair: i for i, pair in enumerate(sorted(set(told), key=repr))}
    member = np.array([groups[pair] for pair in told], dtype=np.int64)
    km2 = np.bincount(member, weights=[c.area_km2 for c in territory.cells], minlength=len(groups))
    states: dict[_State, int] = {}
    return {
        "km2": [round(v, 2) for v in km2.tolist()],
        "arcs": _packed([c.geometry for c in territory.cells], member),
        "now": _listed([now for now, _ in groups], states),
        "then": _listed([then for _, then in groups], states) if then is not None else None,
        "states": [list(state) for state in states],
    }


class _Reader:
    """Reads histories as spells; each distinct one once."""

    def __init__(self, origin: date | None, sides: Sides) -> None:
        self._origin, self._sides = origin, sides
        self._read: dict[tuple[CellState, ...], Spells] = {}

    def __call__(self, history: tuple[CellState, ...]) -> Spells:
        found = self._read.get(history)
        if found is None:
            found = self._read[history] = self._spells(history)
        return found

    def _spells(self, history: Sequence[CellState]) -> Spells:
        found: dict[int, _State] = {}
        for state in history:
            day = max(-1, (state.since - self._origin).days) if self._origin else 0
            found[day] = self._state(state)
        shown: list[tuple[int, _State]] = []
        for day, told in sorted(found.items()):
            if not shown or shown[-1][1] != told:
                shown.append((day, told))
        return tuple(shown)

    def _state(self, state: CellState) -> _State:
        basis = state.basis.value if state.basis else None
        if state.basis is Basis.INFERRED and state.status is Status.HELD and not state.sure:
            basis = UNSURE
        free = state.controller is None and state.status is Status.UNKNOWN and len(state.rivals) == 1
        rival = self._sides.index(state.rivals[0]) if free else None
        return self._sides.index(state.controller), state.status.value, basis, rival


def _listed(histories: Sequence[Spells], states: dict[_State, int]) -> dict[str, Any]:
    spells = [spell for history in histories for spell in history]
    return {
        "counts": [len(history) for history in histories],
        "days": [day for day, _ in spells],
        "states": [states.setdefault(state, len(states)) for _, state in spells],
    }


def _packed(cells: Sequence[Any], member: Any) -> dict[str, Any]:
    found = arcs(cells, member)
    steps = np.diff(found.points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return {
        "step": found.step,
        "x": steps[:, 0].tolist(),
        "y": steps[:, 1].tolist(),
        "lengths": found.lengths.tolist(),
        "left": found.left.tolist(),
        "right": found.right.tolist(),
    }
