"""Simulated fronts with known truth, on the settlements of real regions.

The truth is drawn without a look at the cells: a wavy line through the regions, and one to three pockets behind it.
Claims name some of the settlements on one side of it or on both; the estimate sees nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely

from geo.model import Basis, Cell, ControlState, Status
from geo.places import Gazetteer
from geo.resources import boundaries
from geo.territory import build, estimates, hold
from geo.territory.plane import plane, to_plane

# Regions of several countries, from one settlement on 34 km² to one on 3,500 km².
AREAS = {
    "eastern Ukraine": ("UA-63", "UA-14", "UA-23", "UA-09", "UA-65"),
    "Donetsk": ("UA-14",),
    "Kharkiv": ("UA-63",),
    "Bavaria": ("DE-BY",),
    "northern Syria": ("SY-HL", "SY-RA", "SY-DY", "SY-ID", "SY-HM", "SY-HI"),
    "eastern Myanmar": ("MM-17", "MM-11", "MM-01", "MM-03", "MM-02"),
}
SHARES = (0.05, 0.2, 1.0)
_DAY = date(2000, 1, 1)
_POINTS = 20_000  # on which truth and estimate are compared


@dataclass(frozen=True, slots=True)
class Land:
    """Cells, their settlements, and points spread evenly over the ground, in an equal-area plane, in km."""

    cells: tuple[Cell, ...]
    towns: np.ndarray
    points: np.ndarray
    cell_of: np.ndarray  # the number of the cell that each point lies in
    km2_a_point: float


@dataclass(frozen=True, slots=True)
class Score:
    """How one estimate did: intersection over union, error and interval as shares of the true area."""

    iou: float
    error: float
    within: bool
    width: float


def land(name: str, gazetteer: Gazetteer) -> Land:
    keys = [f"adm1:{code}" for code in AREAS[name]]
    regions = {key: boundaries.geometry(key) for key in keys}
    cells = build([p for key in keys for p in gazetteer.settlements(key)], regions, {}).cells
    whole = shapely.union_all(list(regions.values()))
    projection = plane(whole.bounds)
    border = shapely.transform(whole, lambda c: to_plane(c, projection) / 1000)
    step = float(np.sqrt(border.area / _POINTS))
    west, south, east, north = border.bounds
    grid = np.stack(np.meshgrid(np.arange(west, east, step), np.arange(south, north, step)), axis=-1).reshape(-1, 2)
    grid = grid[shapely.contains_xy(border, grid)]
    lonlat = shapely.points(to_plane(grid * 1000, projection, back=True))
    at, cell = shapely.STRtree([c.geometry for c in cells]).query(lonlat, predicate="intersects")
    at, first = np.unique(at, return_index=True)
    towns = to_plane(np.array([(c.place.lon, c.place.lat) for c in cells]), projection) / 1000
    return Land(cells, towns, grid[at], cell[first], border.area / len(at))


@dataclass(frozen=True, slots=True)
class Truth:
    """Who holds each point and each settlement: whether the side whose ground is sought does."""

    points: np.ndarray
    towns: np.ndarray


def draw(ground: Land, random: np.random.Generator) -> Truth:
    """A line across the land, bent by six waves, with a fifth to three fifths behind it, and pockets on either side."""
    low, high = ground.points.min(axis=0), ground.points.max(axis=0)
    size = float((high - low).max())
    turn = random.uniform(0, 2 * np.pi)
    waves = [
        (random.normal(size=2) * 2 * np.pi / (size * random.uniform(0.25, 1)), random.uniform(0, 2 * np.pi),
         random.uniform(0.3, 1))
        for _ in range(6)
    ]

    def height(points: np.ndarray) -> np.ndarray:
        found = (points - (low + high) / 2) @ np.array([np.cos(turn), np.sin(turn)]) / size * 3
        return found + sum(0.25 * strength * np.sin(points @ wave + phase) for wave, phase, strength in waves)

    level = np.quantile(height(ground.points), random.uniform(0.2, 0.6))
    pockets = [
        (ground.points[random.integers(len(ground.points))], size * random.uniform(0.05, 0.1))
        for _ in range(random.integers(1, 4))
    ]

    def held(points: np.ndarray) -> np.ndarray:
        found = height(points) < level
        for middle, radius in pockets:
            found = np.where(np.hypot(*(points - middle).T) < radius, ~found, found)
        return found

    return Truth(held(ground.points), held(ground.towns))


def score(ground: Land, truth: Truth, *, share: float, both: bool, random: np.random.Generator) -> Score:
    """Name a share of the settlements of one side or of both, estimate, and compare."""
    named = (random.random(len(ground.cells)) < share) & (truth.towns | both)
    if not named[truth.towns].any():
        named[random.choice(np.flatnonzero(truth.towns))] = True
    states = [
        ControlState(place=cell.place, on=_DAY, controller="ours" if ours else "theirs", status=Status.HELD,
                     basis=Basis.CONFIRMED)
        for cell, told, ours in zip(ground.cells, named, truth.towns, strict=True)
        if told
    ]
    territory = hold(ground.cells, {_DAY: states})
    inside = np.array([territory.histories[c.place.key][0].controller == "ours" for c in territory.cells])
    estimate = inside[ground.cell_of]
    true_km2 = truth.points.sum() * ground.km2_a_point
    held = next(e for e in estimates(territory, _DAY, _DAY, ["ours"]) if e.measure == "held")
    return Score(
        iou=(estimate & truth.points).sum() / (estimate | truth.points).sum(),
        error=held.central_km2 / true_km2 - 1,
        within=bool(held.low_km2 <= true_km2 <= held.high_km2),
        width=(held.high_km2 - held.low_km2) / true_km2,
    )


def scores(name: str, ground: Land, *, share: float, both: bool, trials: int) -> Iterator[Score]:
    """The scores of the first so many fronts of an area, the same on every run."""
    for trial in range(trials):
        random = np.random.default_rng([trial, *name.encode()])
        truth = draw(ground, random)
        if truth.towns.any():
            yield score(ground, truth, share=share, both=both, random=random)
