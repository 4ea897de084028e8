"""Towards whom settlements lean that no report names: indicator kriging on the named ones around them.

For each side a field is drawn through the named settlements, 1 where they are the side's and -1 where another's,
with an exponential covariance: the shape that a front takes between and around them, not only the distance to the
nearest (A. Journel, "Nonparametric estimation of spatial distributions", Math. Geology 15, 1983). Two more things
count. Where ground was mapped before, the map is the local mean of the field, so that words only change it. And
silence is evidence: where half of all settlements around are named as one side's, one that is not hardly is; the
share named is measured where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

_Array = np.ndarray[Any, Any]

# Chosen by experiment on simulated fronts in several countries (tests/eval/territory), where they matter little:
_RANGE = 4.0  # of the covariance, in mean distances between settlements
_NUGGET = 0.1  # variance of a word: a named settlement does not speak for all of its own cell
_AROUND = 12  # settlements around a named one among which the share named is counted
_MAPPED = 0.5  # the local mean on mapped ground: what a map is worth beside a word
_BLOCK = 3.0  # silent settlements are taken together in squares of so many mean distances,
_TILE = 20.0  # and the field is solved in squares of so many,
_MARGIN = 8.0  # with the words of so many around them: beyond two ranges little bears on it


@dataclass(frozen=True, slots=True)
class Scores:
    """How each settlement leans, arrays (settlements, sides).

    `likely` are log odds that it is the side's, -inf where nothing speaks for that; `sure` the same if only confirmed
    and conceded words count for a side and every word against it. `far` is the distance to the side's nearest word, in
    mean distances between settlements, 0 on ground that a map gave to it.
    """

    likely: _Array
    sure: _Array
    far: _Array


class Leaning:
    """The settlements of a territory, ready to be asked with the words of a day.

    Parameters
    ----------
    points_km
        All settlements in a plane, (n, 2).
    named
        The numbers of the named ones, (m,).
    area_km2
        Of all the ground, for the mean distance between settlements.
    sides
        How many there are.
    mapped
        For each settlement the number of the side that a map gave it to, -1 where none did, (n,).
    """

    def __init__(self, points_km: _Array, named: _Array, area_km2: float, sides: int, mapped: _Array) -> None:
        self.spacing_km = max(float(np.sqrt(area_km2 / max(1, len(points_km)))), 1e-9)  # between settlements
        self._tiles = list(_tiles(points_km, named, self.spacing_km, mapped))
        unheard = np.where(mapped[:, None] == np.arange(sides), np.log((1 + _MAPPED) / (1 - _MAPPED)), -np.inf)
        self._unheard = Scores(unheard, unheard, np.where(np.isfinite(unheard), 0.0, np.inf))

    def scores(self, held: _Array, solid: _Array) -> Scores:
        """Score all settlements by who holds the named ones, (m,), -1 for nobody, and which words are `solid`, (m,)."""
        likely, sure, far = (array.copy() for array in (self._unheard.likely, self._unheard.sure, self._unheard.far))
        for tile in self._tiles:
            for side in range(likely.shape[1]):
                found = tile.field(side, held, solid)
                if found is not None:
                    likely[tile.targets, side], sure[tile.targets, side] = found.likely, found.sure
                    far[tile.targets, side] = np.minimum(far[tile.targets, side], found.far)
        return Scores(likely, sure, far)


class _Tile:
    """A square of settlements, and the words and silences that bear on them."""

    def __init__(self, targets: _Array, around: _Array, points: _Array, named: _Array, spacing: float, mapped: _Array):
        self.targets = targets
        inside, silence = np.zeros((2, len(points)), dtype=bool)
        inside[around] = silence[around] = True
        silence[named] = False
        self._words = np.flatnonzero(inside[named])  # numbers among the named
        self._mapped = mapped
        self._at = named[self._words]
        silent = np.flatnonzero(silence)
        squares = np.column_stack([np.floor(points[silent] / (_BLOCK * spacing)).astype(int), mapped[silent]])
        block, count = _numbered(squares)
        middle = np.column_stack([np.bincount(block, points[silent][:, i], len(count)) for i in (0, 1)])
        self._silent = count
        self._block_mapped = np.zeros(len(count), dtype=int)
        self._block_mapped[block] = mapped[silent]
        sources = np.vstack([points[self._at], middle / np.maximum(count, 1)[:, None]])
        self._between = np.exp(-_distances(sources, sources) / (_RANGE * spacing))
        self._reaching = np.exp(-_distances(points[targets], sources) / (_RANGE * spacing))
        near = _nearest(_distances(points[self._at], points[around]), _AROUND + 1)[:, 1:]
        word_of = np.full(len(points), -1)
        word_of[self._at] = np.arange(len(self._at))
        self._near = word_of[around[near]]  # for each word the words among the settlements around it, -1 for silence
        self._found: dict[bytes, Scores | None] = {}

    def field(self, side: int, held: _Array, solid: _Array) -> Scores | None:
        """The scores of the targets for one side; None where it has no word and no ground on the map."""
        held, solid = held[self._words], solid[self._words]
        key = bytes([side]) + held.tobytes() + solid.tobytes()
        if key not in self._found:
            self._found[key] = self._solved(side, held, solid)
        return self._found[key]

    def _solved(self, side: int, held: _Array, solid: _Array) -> Scores | None:
        ours, known = held == side, held >= 0
        if not ours.any() and not (self._mapped[self.targets] == side).any():
            return None
        against = self._against(held, side)
        likely = self._krige(side, ours, known, against)
        firm = ours & solid
        if (firm == ours).all():
            sure = likely
        elif firm.any() or (self._mapped[self.targets] == side).any():
            sure = self._krige(side, firm, known & (firm | ~ours), against)
        else:
            sure = np.full_like(likely, -np.inf)
        nearest = self._reaching[:, : len(ours)][:, ours].max(axis=1, initial=0.0)
        with np.errstate(divide="ignore"):
            return Scores(likely, sure, -_RANGE * np.log(nearest))

    def _krige(self, side: int, ours: _Array, known: _Array, against: float) -> _Array:
        mean_words, mean_blocks = _mean(self._mapped[self._at], side), _mean(self._block_mapped, side)
        mean_targets = _mean(self._mapped[self.targets], side)
        said = np.where(ours, 1.0, -1.0) - mean_words
        used = np.r_[known, np.full(len(self._silent), against != 0)]
        # A value of ±1 with variance 2 / w weighs w in log odds.
        noise = np.r_[np.full(len(said), _NUGGET), 2 / np.maximum(1e-9, abs(against) * self._silent)][used]
        rest = np.r_[said, _quiet(mean_blocks, against) - mean_blocks][used]
        weights = np.linalg.solve(self._between[np.ix_(used, used)] + np.diag(noise), rest)
        field = np.clip(mean_targets + self._reaching[:, used] @ weights, -0.999, 0.999)
        own: _Array = np.log((1 + field) / (1 - field)) + _quiet(mean_targets, against) * abs(against)
        return own

    def _against(self, held: _Array, side: int) -> float:
        """What silence tells: log odds against a side whose settlements are named more often than the others'.

        Two counts are never quite the same, so that the difference is shrunk by its own variance (James and Stein).
        """
        ours, known = held == side, held >= 0
        others = [self._silence(held, s) for s in np.unique(held[known]) if s != side]
        own, theirs = self._silence(held, side), float(np.mean(others)) if others else 0.0
        if not others or not ours.any():
            return own - theirs
        # Of n words the share named, s, is known to s / √n, and -log(1 - s) to s / (1 - s) / √n.
        counted = (own, np.count_nonzero(ours)), (theirs, np.count_nonzero(known & ~ours))
        variance = sum(float(np.expm1(silence)) ** 2 / words for silence, words in counted)
        return (own - theirs) * max(0.0, 1 - variance / max((own - theirs) ** 2, 1e-12))

    def _silence(self, held: _Array, side: int) -> float:
        """How much it tells against a side that it is not said to hold a settlement: -log(1 - share named)."""
        ours = held == side
        if not ours.any():
            return 0.0
        near = self._near[ours]
        told = int(np.count_nonzero((near >= 0) & ours[near]))
        return float(-np.log1p(-min(0.97, (1 + told) / (2 + near.size))))


def _mean(mapped: _Array, side: int) -> _Array:
    return np.where(mapped < 0, 0.0, np.where(mapped == side, _MAPPED, -_MAPPED))


def _quiet(mean: _Array, against: float) -> _Array:
    """What silence says: that nothing changed, where there is a map, else that the side named more is not there."""
    return np.where(mean == 0, -np.sign(against), np.sign(mean))


def _tiles(points: _Array, named: _Array, spacing: float, mapped: _Array) -> Iterator[_Tile]:
    if not len(points) or not len(named):
        return
    square, count = _numbered(np.floor((points - points.min(axis=0)) / (_TILE * spacing)).astype(int))
    for targets in np.split(np.argsort(square, kind="stable"), np.cumsum(count)[:-1]):
        low, high = points[targets].min(axis=0), points[targets].max(axis=0)
        reach = _MARGIN * spacing
        around = np.flatnonzero(((points >= low - reach) & (points <= high + reach)).all(axis=1))
        if np.intersect1d(named, around, assume_unique=True).size:
            yield _Tile(targets, around, points, named, spacing, mapped)


def _numbered(rows: _Array) -> tuple[_Array, _Array]:
    """Number rows of whole numbers in ascending order, equal ones alike; and how many there are of each number.

    As `numpy.unique` of rows does, at a tenth of the time: the rows are read as the digits of one number.
    """
    if not len(rows):
        return np.zeros(0, dtype=int), np.zeros(0, dtype=int)
    code = np.ravel_multi_index(tuple((rows - rows.min(axis=0)).T), tuple(np.ptp(rows, axis=0) + 1))
    _, number, count = np.unique(code, return_inverse=True, return_counts=True)
    return number, count


def _distances(one: _Array, other: _Array) -> _Array:
    x, y = one[:, None, 0] - other[None, :, 0], one[:, None, 1] - other[None, :, 1]
    found: _Array = np.sqrt(x * x + y * y)  # a third of the time of hypot, and kilometres do not overflow
    return found


def _nearest(far: _Array, count: int) -> _Array:
    """The columns of the so many least values of each row, ascending."""
    if far.shape[1] <= count:
        return np.argsort(far, axis=1, kind="stable")
    least = np.sort(np.argpartition(far, count, axis=1)[:, :count], axis=1)
    order = np.argsort(np.take_along_axis(far, least, axis=1), axis=1, kind="stable")
    return np.take_along_axis(least, order, axis=1)
