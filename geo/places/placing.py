"""Put points into first-level regions: by what their source says, checked against the borders, or by the borders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.places import sources
from geo.places.added import Form
from geo.places.dumps import Row
from geo.places.fold import keys
from geo.resources import boundaries

_COAST = 0.2  # degrees by which a place may lie off a simplified border: islands, deltas, piers
_BORDER = 0.05  # degrees by which a place may lie beyond an exact border: what rounding and map scales come to


def place(rows: Sequence[Row], form: Form) -> list[tuple[str | None, str | None] | None]:
    """The (country, region key) of each row; None for one that lies outside the region its source gives.

    A dump's codes are numbers that get reassigned, so there the border decides; a region that is named in words and
    does not hold the point says that the point is wrong.
    """
    claimed = [_claimed(row.country, row.region, row.region_code) for row in rows]
    groups: defaultdict[str | None, list[int]] = defaultdict(list)
    for position, key in enumerate(claimed):
        groups[key].append(position)
    points = shapely.points([(row.lon, row.lat) for row in rows])
    found: list[tuple[str | None, str | None] | None] = [(row.country, None) for row in rows]
    unplaced = groups.pop(None, [])
    for key, positions in groups.items():
        inside = _inside(key or "", points[positions], exact=form is not Form.DUMP)
        for position, yes in zip(positions, inside, strict=True):
            if yes:
                found[position] = (boundaries.region(key or "").country, key)
            elif form is Form.DUMP:
                unplaced.append(position)
            else:
                found[position] = None
    by_country: defaultdict[str | None, list[int]] = defaultdict(list)
    for position in unplaced:
        by_country[rows[position].country].append(position)
    for country, positions in by_country.items():
        for position, key in zip(positions, _by_border(country, points[positions]), strict=True):
            found[position] = (country or (boundaries.region(key).country if key else None), key)
    return found


def _inside(key: str, points: NDArray[np.object_], *, exact: bool) -> NDArray[np.bool_]:
    shape = boundaries.geometry(key, "full" if exact else "light")
    shapely.prepare(shape)
    return shapely.dwithin(shape, points, _BORDER if exact else _COAST)


@cache
def _claimed(country: str | None, name: str, code: str) -> str | None:
    """The region that a source means: by its name, else by its GeoNames code (postal files have codes of their own)."""
    if country is None:
        return None
    if name:
        full, bare = _named(country)
        wanted = keys(name)
        for names in (full, bare):
            found = {names[key] for key in wanted if key in names}
            if len(found) == 1:
                return found.pop()
        if name in (regions := {r.key: r for r in boundaries.regions(country)}) or f"adm1:{name}" in regions:
            return name if name in regions else f"adm1:{name}"
    return _coded(country).get(f"{country}.{code}") if code else None


@cache
def _named(country: str) -> tuple[dict[str, str], dict[str, str]]:
    """Regions of a country by folded name, with and without the word for their kind; shared names left out."""
    tables = []
    for variants in (lambda names: names, sources.with_bare):
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for region in boundaries.regions(country):
            for name in variants((region.name, *region.labels.values(), *region.names)):
                for key in keys(name):
                    bearers[key].add(region.key)
        tables.append({key: min(held) for key, held in bearers.items() if len(held) == 1})
    return tables[0], tables[1]


@cache
def _coded(country: str) -> dict[str, str]:
    return {r.gn_a1_code: r.key for r in boundaries.regions(country) if r.gn_a1_code}


def _by_border(country: str | None, points: NDArray[np.object_]) -> list[str | None]:
    """The region of a country, or of the world, whose border holds each point, or the nearest within `_COAST`."""
    if country is None:
        return [_anywhere(point) for point in points]
    region_keys, tree = _tree(country)
    which, regions = tree.query(points, predicate="dwithin", distance=_COAST)
    apart = shapely.distance(points[which], tree.geometries[regions])
    best: dict[int, str] = {}
    for hit in np.lexsort((regions, apart)):  # the nearest first; of two that are as near, the first by key
        best.setdefault(int(which[hit]), region_keys[regions[hit]])
    return [best.get(position) for position in range(len(points))]


def _anywhere(point: shapely.Point) -> str | None:
    at = (point.x - _COAST, point.y - _COAST, point.x + _COAST, point.y + _COAST)
    near = [key for key in boundaries.within(at) if key.startswith("adm1:")]
    apart = [(shapely.distance(boundaries.geometry(key, "light"), point), key) for key in near]
    return next((key for distance, key in sorted(apart) if distance <= _COAST), None)


@cache
def _tree(country: str) -> tuple[list[str], shapely.STRtree]:
    region_keys = [r.key for r in boundaries.regions(country)]
    return region_keys, shapely.STRtree([boundaries.geometry(key, "light") for key in region_keys])
