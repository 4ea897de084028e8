"""Build a territory: cells of all settlements, and how each is held over time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.model import Basis, Cell, CellState, ControlSnapshot, ControlState, Place, Status, Territory
from geo.territory.cells import partition
from geo.territory.leaning import Leaning
from geo.territory.mapped import Mapped, mapped
from geo.territory.method import method
from geo.territory.plane import plane, to_plane

# Chosen with the constants of `leaning`, by the same experiment. Distances are in mean distances between settlements.
REACH = 6.0  # how far from a side's nearest word a settlement is taken to be held by it,
PLAUSIBLE = 8.0  # and how far it may plausibly be
FARTHEST_KM = 60.0  # from that word, where fewer than `FEW` places are named: one town does not speak for a province
FEW = 5
_SURE = 0.9163  # log odds of 5 to 2, from which a hold is sure, and below which against it no longer plausible

_Array = np.ndarray[Any, Any]
_STATUS = tuple(Status)
_BASIS = (*Basis, None)
_NO_BASIS = len(Basis)
_SOLID = [_BASIS.index(Basis.CONFIRMED), _BASIS.index(Basis.CONCEDED)]
_SAID = attrgetter("place.key", "controller", "status", "basis", "claims")
_HELD, _CONTESTED, _UNKNOWN = (_STATUS.index(s) for s in (Status.HELD, Status.CONTESTED, Status.UNKNOWN))
_SILENT = -1, _UNKNOWN, _NO_BASIS, 0
_MOST_SIDES = 40  # that the high figure tells apart


def build(
    settlements: Sequence[Place],
    regions: Mapping[str, BaseGeometry],
    states: Mapping[date, Sequence[ControlState]],
    *,
    baseline: ControlSnapshot | None = None,
) -> Territory:
    """Divide regions into cells and say how each is held on the days of `states`.

    A named settlement's cell follows its control. An unnamed one is given to the side towards which the named ones
    around it lean (`geo.territory.leaning`), with the basis inferred, if that side has a word within `REACH` mean
    distances between settlements; fighting in a town says nothing about the country around, which stays with whoever
    held it. All else is unknown, or as the baseline has it.

    Parameters
    ----------
    settlements
        All known settlements of the regions; named ones are found among them by `Place.key`.
    regions
        Borders in degrees, by region key ("adm1:…").
    states
        Control of the named places by day. A day without its own entry is as the last one before it.
    baseline
        Who held which ground before the first word about it; its sides are named as in `states`. Cells are cut where
        its lines run. What is only implied about a place yields to it.
    """
    if not regions or not settlements:
        return Territory(cells=(), histories={}, regions=tuple(sorted(regions)), method="")
    named = {s.place.key for told in states.values() for s in told}
    bounds = shapely.total_bounds(np.array(list(regions.values()), dtype=object))
    return hold(partition(settlements, regions, plane(bounds.tolist()), first=named), states, baseline=baseline)


def hold(
    cells: Sequence[Cell], states: Mapping[date, Sequence[ControlState]], *, baseline: ControlSnapshot | None = None
) -> Territory:
    """Say how cells that are there already are held on the days of `states`; see `build`.

    For the same ground under other states: as known by another day, or as somebody else tells it.
    """
    if not cells:
        return Territory(cells=(), histories={}, regions=(), method="")
    named = {s.place.key for told in states.values() for s in told}
    ground = mapped(cells, baseline)
    histories = _Days(ground, named, states, baseline).histories()
    return Territory(
        cells=ground.cells,
        histories=histories,
        regions=tuple(sorted({cell.region for cell in ground.cells})),
        method=method(ground.cells, histories, named, baseline),
    )


class _Days:
    """The cells as columns, and what is said of the named ones, one day after the other."""

    def __init__(
        self,
        ground: Mapped,
        named: Collection[str],
        states: Mapping[date, Sequence[ControlState]],
        baseline: ControlSnapshot | None,
    ) -> None:
        self._cells = ground.cells
        self._keys = [cell.place.key for cell in ground.cells]
        told = {state.controller for day in states.values() for state in day if state.controller}
        self._sides = sorted(told | set(baseline.held if baseline else ()))
        self._number = {side: i for i, side in enumerate(self._sides)}
        self._states = states
        self._mapped = np.array([self._number.get(side or "", -1) for side in ground.sides])
        self._fought = np.array(ground.contested)
        rows = {key: i for i, key in enumerate(self._keys) if key in named}
        self._named = {key: i for i, key in enumerate(rows)}  # those that have a cell
        self._rows = np.array(list(rows.values()), dtype=int)
        # The named place of each cell or part of one, -1 for none.
        self._named_of = np.array([self._named.get(key.partition("#")[0], -1) for key in self._keys])
        self._told: dict[str, tuple[object, ...]] = {}  # what the last day said, and its rows
        self._rows_told = np.full((len(self._named), 4), _SILENT)
        self._made: dict[tuple[date, int], CellState] = {}

    def histories(self) -> dict[str, tuple[CellState, ...]]:
        """How each cell is held, oldest first. Equal histories, and equal states, are one object."""
        days = sorted(self._states)
        if not days:
            return dict.fromkeys(self._keys, ())
        points_km, area_km2 = _points_km(self._cells), sum(cell.area_km2 for cell in self._cells)
        self._leaning = Leaning(points_km, self._rows, area_km2, len(self._sides), self._mapped)
        self._reach = REACH
        if np.count_nonzero(self._named_of >= 0) < FEW:
            self._reach = min(REACH, FARTHEST_KM / self._leaning.spacing_km)
        self._neighbours = _neighbours(points_km)
        columns: dict[bytes, int] = {}
        contents: list[_Array] = []
        which: list[int] = []
        for day in days:
            words = self._words(self._states[day])
            key = words.tobytes()
            if key not in columns:
                columns[key] = len(contents)
                contents.append(self._day(words))
            which.append(columns[key])
        kinds, kind_of = np.unique(np.column_stack(contents), axis=0, return_inverse=True)
        made = [self._compressed(days, codes) for codes in kinds[:, which].tolist()]
        return {key: made[kind] for key, kind in zip(self._keys, kind_of.ravel().tolist(), strict=True)}

    def _words(self, states: Sequence[ControlState]) -> _Array:
        """What is said of each named place: rows of side, status, basis and whether anything is said.

        Most days repeat the one before: only what differs is entered.
        """
        told = {said[0]: said for said in map(_SAID, states) if said[0] in self._named}
        for key in self._told.keys() - told.keys():
            self._rows_told[self._named[key]] = _SILENT
        for key, said in told.items():
            if said != self._told.get(key):
                self._rows_told[self._named[key]] = self._word(*said)
        self._told = told
        return self._rows_told

    def _word(
        self, key: str, controller: str | None, status: Status, basis: Basis | None, claims: tuple[str, ...]
    ) -> tuple[int, int, int, int]:
        if controller is None and status is Status.UNKNOWN and not claims:
            return _SILENT
        implied = basis is Basis.INFERRED and self._mapped[self._rows[self._named[key]]] >= 0
        side = -1 if controller is None else self._number[controller]
        return side, _STATUS.index(status), _BASIS.index(basis), int(not implied)

    def _day(self, words: _Array) -> _Array:
        """One number a cell that says all about it (see `_state`)."""
        side, status, basis, said = words.T
        solid = np.isin(basis, _SOLID) & (status == _HELD)
        scores = self._leaning.scores(np.where(said == 1, side, -1), solid)
        count = len(self._keys)
        holder = np.full(count, -1)
        kind, why = np.full(count, _UNKNOWN), np.full(count, _NO_BASIS)
        sure, rivals = np.zeros(count, dtype=bool), np.zeros((count, len(self._sides)), dtype=bool)
        heard = (scores.far <= self._reach).any(axis=1)
        if self._sides:
            every = np.arange(count)
            best = scores.likely.argmax(axis=1)
            leans = (scores.likely[every, best] > 0) & (scores.far[every, best] <= self._reach)
            leans &= ~self._fought | (scores.likely[every, best] > _SURE)
            holder[leans], kind[leans], why[leans] = best[leans], _HELD, _BASIS.index(Basis.INFERRED)
            sure[leans] = scores.sure[every, best][leans] > _SURE
            rivals = (scores.likely > -_SURE) & (scores.far <= PLAUSIBLE)
            fought = self._fought & ~leans
            kind[fought], why[fought], rivals[fought] = _CONTESTED, _BASIS.index(Basis.INFERRED), True
        told = np.flatnonzero(self._named_of >= 0)
        told = told[said[self._named_of[told]] == 1]
        word = self._named_of[told]
        holder[told], kind[told], why[told], sure[told] = side[word], status[word], basis[word], solid[word]
        # An unopposed word leaves no rival; where troops of two sides are, either may hold the place.
        present = np.bincount(side[(said == 1) & (side >= 0)], minlength=len(self._sides)) > 0
        rivals[told] = present & ~np.isin(status[word], [_HELD, _UNKNOWN])[:, None]
        rivals[np.arange(count)[holder >= 0], holder[holder >= 0]] = False
        front = np.zeros(count, dtype=bool)
        front[self._neighbours[holder[self._neighbours[:, 0]] != holder[self._neighbours[:, 1]]]] = True
        bits = rivals[:, :_MOST_SIDES] @ (1 << np.arange(min(_MOST_SIDES, len(self._sides))))
        code: _Array = ((((holder + 1) * 8 + kind) * 8 + why) * 8 + heard * 4 + sure * 2 + front) << _MOST_SIDES | bits
        return code

    def _compressed(self, days: Sequence[date], codes: Sequence[int]) -> tuple[CellState, ...]:
        """Only the days on which something changes. Equal states are one object too."""
        return tuple(self._state(day, code) for i, (day, code) in enumerate(zip(days, codes, strict=True))
                     if not i or code != codes[i - 1])

    def _state(self, since: date, code: int) -> CellState:
        found = self._made.get((since, code))
        if found is None:
            found = self._made[since, code] = self._read(since, code)
        return found

    def _read(self, since: date, code: int) -> CellState:
        bits, code = code & ((1 << _MOST_SIDES) - 1), code >> _MOST_SIDES
        return CellState(
            since=since,
            controller=self._sides[(code >> 9) - 1] if code >> 9 else None,
            status=_STATUS[code >> 6 & 7],
            basis=_BASIS[code >> 3 & 7],
            sure=bool(code & 2),
            rivals=tuple(side for i, side in enumerate(self._sides[:_MOST_SIDES]) if bits >> i & 1),
            front=bool(code & 1),
            heard=bool(code & 4),
        )


def _points_km(cells: Sequence[Cell]) -> _Array:
    """The settlements of cells in a plane around all of them, (n, 2)."""
    bounds = shapely.total_bounds(np.array([cell.geometry for cell in cells], dtype=object))
    lonlat = np.array([(cell.place.lon, cell.place.lat) for cell in cells])
    points: _Array = to_plane(lonlat, plane(bounds.tolist())) / 1000
    return points


def _neighbours(points: _Array) -> _Array:
    """The pairs of points whose cells share a border, as rows of two numbers."""
    triangles = shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(points)))
    if not len(triangles):
        return np.array([(0, 1)] if len(points) == 2 else np.empty((0, 2)), dtype=int)
    corners = shapely.get_coordinates(triangles) @ np.array([1, 1j])
    order = np.argsort(points @ np.array([1, 1j]))
    at = order[np.searchsorted((points @ np.array([1, 1j]))[order], corners)].reshape(-1, 4)
    low, high = np.sort(np.vstack([at[:, :2], at[:, 1:3], at[:, 2:]]), axis=1).T
    return np.column_stack(np.divmod(np.unique(low * len(points) + high), len(points)))
