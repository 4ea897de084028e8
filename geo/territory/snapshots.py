"""What changed hands between polygons of control, and how they go on from day to day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import InputError
from geo.model import ControlSnapshot, Fault, GroundChange
from geo.territory.plane import areas_km2

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

# Degrees. Edges of polygons are straight in longitude and latitude (RFC 7946, section 3.1.1), geodesics are not: cut
# into pieces this short, what is measured in parts and as a whole agrees to 1e-8.
_EDGE = 0.05
# A spike stands out from both neighbours by more than this share of the side's ground, by as many median steps, and by
# twice what the neighbours differ.
_SPIKE_SHARE, _SPIKE_STEPS = 0.01, 5


def diff(
    before: ControlSnapshot | GeoDataFrame, after: ControlSnapshot | GeoDataFrame, *, sides: Collection[str] = ()
) -> tuple[GroundChange, ...]:
    """What each side gained and lost between two snapshots, in the order of their names.

    Parameters
    ----------
    before, after
        Snapshots, as `geo.reading.read_polygons` gives them, or GeoDataFrames with a column `side` (see `snapshot`).
    sides
        Only these; all of both if empty.

    Examples
    --------
    >>> from shapely import box
    >>> from geo.model import ControlSnapshot
    >>> before = ControlSnapshot(source="a", on=None, held={"Red": box(0, 0, 2, 1)})
    >>> after = ControlSnapshot(source="b", on=None, held={"Red": box(1, 0, 3, 1)})
    >>> [(c.side, round(c.gained_km2), round(c.lost_km2), round(c.net_km2)) for c in diff(before, after)]
    [('Red', 12308, 12308, 0)]
    """
    before, after = snapshot(before), snapshot(after)
    _check_axes(before, after)
    return tuple(_changes(before, after, sides))


def snapshot(ground: ControlSnapshot | GeoDataFrame, side: str = "side") -> ControlSnapshot:
    """Ground as a snapshot: itself, or the rows of a GeoDataFrame by the value of one column, dissolved.

    Raises
    ------
    InputError
        If there is no such column, or the frame has no CRS.
    """
    if isinstance(ground, ControlSnapshot):
        return ground
    if side not in ground.columns:
        raise InputError(f"expected a column {side!r}, got {list(ground.columns)!r}: rename the one that holds sides")
    if ground.crs is None:
        raise InputError("expected a GeoDataFrame with a CRS, got none: call set_crs")
    rows = ground.to_crs("EPSG:4326")
    shapes = shapely.make_valid(shapely.force_2d(rows.geometry.to_numpy()), method="structure", keep_collapsed=False)
    named = rows[side].to_numpy()
    held = {str(name): shapely.union_all(shapes[named == name]) for name in sorted(set(named[rows[side].notna()]))}
    return ControlSnapshot(source="GeoDataFrame", on=None, held=held)


def changes_frame(changes: Sequence[GroundChange]) -> GeoDataFrame:
    """Changed ground as a GeoDataFrame: columns `side, change, km2, since, until, region` and the polygons."""
    from geopandas import GeoDataFrame

    rows = [
        {"side": c.side, "change": change, "km2": km2, "since": c.since, "until": c.until, "region": c.region,
         "geometry": shape}
        for c in changes
        for change, km2, shape in (("gained", c.gained_km2, c.gained), ("lost", c.lost_km2, c.lost))
    ]  # fmt: skip
    columns = ["side", "change", "km2", "since", "until", "region", "geometry"]
    return GeoDataFrame(rows, columns=columns, crs="EPSG:4326")


def steps(
    snapshots: Sequence[ControlSnapshot],
    *,
    sides: Collection[str] = (),
    regions: Mapping[str, BaseGeometry] | None = None,
) -> Iterator[GroundChange]:
    """`diff` from each snapshot to the next, with `regions` (borders in degrees by name) for each of these apart."""
    for before, after in pairwise(snapshots):
        _check_axes(before, after)
        for name, border in regions.items() if regions is not None else ((None, None),):
            pair = (before, after) if border is None else (clipped(before, border), clipped(after, border))
            yield from (replace(change, region=name) for change in _changes(*pair, sides))


def clipped(ground: ControlSnapshot, border: BaseGeometry) -> ControlSnapshot:
    """The part of a snapshot within a border."""
    shapely.prepare(border)
    held = {side: _within(shape, border) for side, shape in ground.held.items()}
    contested = None if ground.contested is None else _within(ground.contested, border)
    return replace(
        ground,
        held={side: shape for side, shape in held.items() if not shape.is_empty},
        contested=None if contested is None or contested.is_empty else contested,
    )


def held_km2(ground: ControlSnapshot) -> dict[str, float]:
    """Square kilometres of each side."""
    return dict(zip(ground.held, measured(list(ground.held.values())), strict=True))


def contested_km2(ground: ControlSnapshot) -> float:
    """Square kilometres that are contested."""
    return 0.0 if ground.contested is None else measured([ground.contested])[0]


def spikes(snapshots: Sequence[ControlSnapshot]) -> list[Fault]:
    """Name each snapshot in which a side's area leaps and leaps back: an error of drawing more often than of war."""
    areas = [held_km2(ground) for ground in snapshots]
    found = []
    for side in sorted({side for area in areas for side in area}):
        sizes = [area.get(side, 0.0) for area in areas]
        leaps = [abs(b - a) for a, b in pairwise(sizes)]
        least = max(_SPIKE_SHARE * max(sizes), _SPIKE_STEPS * median(leaps)) if len(leaps) > 1 else 0.0
        for ground, (a, b, c) in zip(snapshots[1:], zip(sizes, sizes[1:], sizes[2:], strict=False), strict=False):
            out = min(abs(b - a), abs(b - c))
            if (b - a) * (b - c) > 0 and out > least and out > 2 * abs(c - a):
                sizes_told = f"{b:,.0f} km² on {ground.on}, {a:,.0f} before and {c:,.0f} after"
                found.append(Fault(source=ground.source, message=f"{side} holds {sizes_told}: check this spike"))
    return found


def _changes(before: ControlSnapshot, after: ControlSnapshot, sides: Collection[str]) -> Iterator[GroundChange]:
    named = sorted({*before.held, *after.held})
    return (_change(side, before, after) for side in named if not sides or side in sides)


def _change(side: str, before: ControlSnapshot, after: ControlSnapshot) -> GroundChange:
    nothing = shapely.Polygon()
    then, now = before.held.get(side, nothing), after.held.get(side, nothing)
    gained, lost = polygons(shapely.difference(now, then)), polygons(shapely.difference(then, now))
    gained_km2, lost_km2, before_km2 = measured([gained, lost, then])
    return GroundChange(
        side=side, since=before.on, until=after.on, region=None, gained=gained, lost=lost, gained_km2=gained_km2,
        lost_km2=lost_km2, before_km2=before_km2, after_km2=before_km2 + gained_km2 - lost_km2,
    )  # fmt: skip


def _within(shape: BaseGeometry, border: BaseGeometry) -> BaseGeometry:
    if not border.intersects(shape):
        return shapely.Polygon()
    return shape if border.contains_properly(shape) else polygons(shapely.intersection(shape, border))


def polygons(shape: Any) -> BaseGeometry:
    """A shape without the points and lines along which two shapes only touch."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape  # type: ignore[no-any-return]
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.multipolygons(parts) if parts else shapely.Polygon()


def measured(shapes: Sequence[BaseGeometry]) -> list[float]:
    """Square kilometres of shapes whose edges are straight in longitude and latitude."""
    return areas_km2(np.asarray(shapely.segmentize(np.array(shapes, dtype=object), _EDGE)))


def _check_axes(before: ControlSnapshot, after: ControlSnapshot) -> None:
    """Refuse snapshots that lie far apart and would meet with latitude and longitude exchanged in one of them.

    Raises
    ------
    InputError
        If they do.
    """
    first, second = _around(before), _around(after)
    turned = shapely.transform(second, lambda xy: xy[:, ::-1])
    far = max(first.length, second.length) / 2  # their width and height together
    if first.is_empty or second.is_empty or first.distance(second) <= far:
        return
    if first.intersection(turned).area > min(first.area, turned.area) / 2:
        raise InputError(
            f"expected longitude before latitude in both, {before.source!r} and {after.source!r} would meet only with "
            "the two exchanged in one of them: mend that one"
        )


def _around(ground: ControlSnapshot) -> BaseGeometry:
    shapes = [shape for shape in ground.held.values() if not shape.is_empty]
    return shapely.box(*shapely.total_bounds(np.array(shapes, dtype=object))) if shapes else shapely.Polygon()
