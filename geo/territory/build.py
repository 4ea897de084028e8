"""Build a territory: cells of all settlements, and how each is held over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from geo.model import Basis, Cell, CellState, ControlState, Place, Status, Territory
from geo.territory.cells import partition
from geo.territory.plane import plane, to_plane

# How far a named settlement speaks for unnamed ones around it. Reports name the centres of districts, which lie some
# 30 km apart in settled country: half of that is the ground nearer to this centre than to the next. Beyond, unknown.
INFERENCE_KM = 15.0

_UNKNOWN = (None, Status.UNKNOWN, None)
_Held = tuple[str | None, Status, Basis | None]


def build(
    settlements: Sequence[Place],
    regions: Mapping[str, BaseGeometry],
    states: Mapping[date, Sequence[ControlState]],
) -> Territory:
    """Divide regions into cells and say how each is held on the days of `states`.

    A named settlement's cell follows its control. An unnamed one is taken to be held as the nearest named settlement
    whose controller is known, if one lies within `INFERENCE_KM`, with the basis inferred; fighting there says nothing
    about the country around, which stays with whoever held it. All else is unknown.

    Parameters
    ----------
    settlements
        All known settlements of the regions; named ones are found among them by `Place.key`.
    regions
        Borders in degrees, by region key ("adm1:…").
    states
        Control of the named places by day. A day without its own entry is as the last one before it.
    """
    named = {s.place.key: s.place for day in sorted(states) for s in states[day]}
    if not regions or not settlements:
        return Territory(cells=(), histories={}, regions=tuple(sorted(regions)), method=_method((), {}, named))
    bounds = shapely.total_bounds(np.array(list(regions.values()), dtype=object))
    projection = plane([float(v) for v in bounds])
    cells = partition(settlements, regions, projection, first=named)
    timelines = _timelines(named, states)
    histories = {c.place.key: _compressed(timelines[c.place.key]) for c in cells if c.place.key in named}
    histories |= _inferred([c.place for c in cells if c.place.key not in named], named, timelines, projection)
    ordered = {c.place.key: histories[c.place.key] for c in cells}
    return Territory(
        cells=cells, histories=ordered, regions=tuple(sorted({c.region for c in cells})),
        method=_method(cells, ordered, named),
    )


_Timeline = tuple[tuple[date, _Held], ...]


def _timelines(named: Mapping[str, Place], states: Mapping[date, Sequence[ControlState]]) -> dict[str, _Timeline]:
    """How each named place is held on each day."""
    lines: dict[str, list[tuple[date, _Held]]] = {key: [] for key in named}
    for day in sorted(states):
        told = {s.place.key: (s.controller, s.status, s.basis) for s in states[day]}
        for key, line in lines.items():
            line.append((day, told.get(key, _UNKNOWN)))
    return {key: tuple(line) for key, line in lines.items()}


def _inferred(
    unnamed: Sequence[Place], named: Mapping[str, Place], timelines: Mapping[str, _Timeline], projection: Transformer
) -> dict[str, tuple[CellState, ...]]:
    days = [day for day, _ in next(iter(timelines.values()), ())]
    keys = sorted(named)
    if not days or not unnamed:
        return {place.key: () for place in unnamed}
    known = np.array([[held[0] is not None for _, held in timelines[key]] for key in keys])  # (named, days)
    sources = _points([named[key] for key in keys], projection)
    targets = _points(unnamed, projection)
    # Which places can be asked differs between few days: look for the nearest once for each set of them.
    sets, day_set = np.unique(known, axis=1, return_inverse=True)
    nearest = np.column_stack([_nearest(targets, sources, sets[:, i]) for i in range(sets.shape[1])])
    made: dict[tuple[int, ...], tuple[CellState, ...]] = {}
    histories = {}
    for place, choice in zip(unnamed, map(tuple, nearest.tolist()), strict=True):
        if choice not in made:
            asked = [choice[s] for s in day_set.ravel().tolist()]
            made[choice] = _compressed([
                (day, _around(timelines[keys[at]][i][1]) if at >= 0 else _UNKNOWN)
                for i, (day, at) in enumerate(zip(days, asked, strict=True))
            ])
        histories[place.key] = made[choice]
    return histories


def _points(places: Sequence[Place], projection: Transformer) -> np.ndarray:
    return np.asarray(shapely.points(to_plane(np.array([(p.lon, p.lat) for p in places]), projection)))


def _nearest(targets: np.ndarray, sources: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """For each target the index of the nearest allowed source within reach, -1 where there is none."""
    found = np.full(len(targets), -1)
    index = np.flatnonzero(allowed)
    if len(index):
        pairs = shapely.STRtree(sources[index]).query_nearest(targets, max_distance=INFERENCE_KM * 1000)
        # Equally near: the first by key, whatever order the tree gives.
        for target, source in sorted(zip(*pairs.tolist(), strict=True), reverse=True):
            found[target] = index[source]
    return found


def _around(held: _Held) -> _Held:
    return (held[0], Status.HELD, Basis.INFERRED)


def _compressed(timeline: Sequence[tuple[date, _Held]]) -> tuple[CellState, ...]:
    """Only the days on which something changes."""
    history: list[CellState] = []
    for day, (controller, status, basis) in timeline:
        last = history[-1] if history else None
        if last is None or (last.controller, last.status, last.basis) != (controller, status, basis):
            history.append(CellState(since=day, controller=controller, status=status, basis=basis))
    return tuple(history)


def _method(
    cells: Sequence[Cell], histories: Mapping[str, Sequence[CellState]], named: Mapping[str, Place]
) -> str:
    told = sum(c.place.key in named for c in cells)
    inferred = sum(
        c.place.key not in named and any(s.controller for s in histories[c.place.key]) for c in cells
    )
    where = ", ".join(dict.fromkeys(c.place.region or c.region for c in cells)) or "no region"
    area = sum(c.area_km2 for c in cells)
    return (
        f"Each of {len(cells):,} settlements of {where} ({area:,.0f} km² in all) stands for the ground nearest to it: "
        f"{told:,} named in the reports are held as these say, {inferred:,} within {INFERENCE_KM:g} km of a named one "
        f"are taken to be held as the nearest of those (inferred), and nobody is said to hold the other "
        f"{len(cells) - told - inferred:,}."
    )
