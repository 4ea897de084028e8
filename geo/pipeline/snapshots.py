"""Polygons of control among the sources: what changed between them, and what they say of a day, a region, a point."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import InputError
from geo.model import Analysis, AreaEstimate, Basis, ControlSnapshot, ControlState, Fault, GroundChange, Status
from geo.pipeline.analysis import event_days
from geo.reading import Legend

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_METHOD = "Measured on the WGS84 ellipsoid from the polygons of {}; what is contested there counts for nobody{}."
_HIGH = ", and for each side in its high figure"


def compare(before: Path, after: Path, legend: Legend | None = None) -> tuple[ControlSnapshot, ControlSnapshot]:
    """Read the two files whose ground is to be compared, or folders of them, each of one day.

    Raises
    ------
    InputError
        If one cannot be read, or holds several days.
    """
    pair: list[ControlSnapshot] = []
    for path in (before, after):
        found = read_drawn(path, legend)
        if len(found) > 1:
            days = ", ".join(str(s.on or "undated") for s in found[:3])
            raise InputError(
                f"expected polygons of one day in {str(path)!r}, got {len(found)} ({days}, …): "
                "name that file alone for the changes from day to day"
            )
        pair += found
    return pair[0], pair[1]


def read_drawn(path: Path, legend: Legend | None = None) -> tuple[ControlSnapshot, ...]:
    """Read a file of polygons, or all in a folder: a snapshot for each of its days, an undated one last.

    Raises
    ------
    InputError
        If any of it cannot be read.
    """
    from geo.reading.polygons import read_polygons, read_snapshots
    from geo.reading.polygons_merge import merged_by_day

    try:
        if not path.is_dir():
            return read_polygons(path, legend)
        found, faults = read_snapshots([path], legend)
    except FileNotFoundError:
        raise InputError(f"expected a file of polygons, found nothing of the name {str(path)!r}: check it") from None
    except OSError as error:
        raise InputError(f"expected to be able to read {str(path)!r}, got {error.strerror!r}: check it") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    if faults:
        raise InputError(f"{faults[0].source}: {faults[0].message}")
    if not found:
        raise InputError(f"expected polygons in the folder {str(path)!r}, found none: check its name")
    return tuple(merged_by_day(found))


def in_order(snapshots: Sequence[ControlSnapshot]) -> tuple[list[ControlSnapshot], list[Fault]]:
    """Snapshots by date, those of one day as one, and what is to be said of that, of undated ones and of spikes."""
    from geo.reading.polygons_merge import merged_by_day
    from geo.territory.snapshots import spikes

    message = "expected polygons with a date, got none: put it in the file's name, such as 2024-05-31.geojson"
    faults = [Fault(source=ground.source, message=message) for ground in snapshots if ground.on is None]
    said = {note for ground in snapshots for note in ground.notes}
    ordered = merged_by_day(ground for ground in snapshots if ground.on is not None)
    for ground in ordered:
        faults += [Fault(source=ground.source, message=note) for note in ground.notes if note not in said]
    return ordered, [*faults, *spikes(ordered)]


def changes(
    snapshots: Sequence[ControlSnapshot], *, sides: Collection[str] = (), each_region: bool = False
) -> Iterator[GroundChange]:
    """What changed from each snapshot to the next, for all ground or region by region."""
    from geo.territory.snapshots import steps

    return steps(snapshots, sides=sides, regions=_regions(snapshots) if each_region else None)


def areas(
    snapshots: Sequence[ControlSnapshot], span: tuple[date, date] | None, *, each_region: bool, each_day: bool
) -> list[AreaEstimate]:
    """Ground held, gained and lost by the snapshots in force over a span, or over the whole of their days.

    With `each_day`, from each snapshot to the next. The interval is what a side holds alone, and that with all that is
    contested; it has none for what is gained and lost. What is contested has a row of no side.
    """
    from geo.territory import snapshots as drawn

    dated = [ground for ground in snapshots if ground.on is not None]
    if span:
        first = max(0, _in_force(dated, span[0]))
        dated = dated[first : _in_force(dated, span[1]) + 1]
    if not dated:
        return []
    pairs = [(dated[0], dated[0]), *pairwise(dated)] if each_day else [(dated[0], dated[-1])]
    found: list[AreaEstimate] = []
    for name, border in _regions(dated).items() if each_region else [(None, None)]:
        for before, after in pairs:
            parts = (before, after) if border is None else (drawn.clipped(before, border), drawn.clipped(after, border))
            contested = drawn.contested_km2(parts[1])
            changed = drawn.diff(*parts)
            files = list(dict.fromkeys(Path(ground.source).name for ground in parts))
            of_day = _METHOD.format(files[-1], _HIGH if contested else "")
            of_both = _METHOD.format(" and ".join(files), "")
            for change in changed:
                held, high = change.after_km2, change.after_km2 + contested
                found.append(_estimate("held", change.side, (None, change.until), name, held, high, of_day))
                if before is not after:
                    for measure in ("gained", "lost", "net"):
                        value, days = getattr(change, f"{measure}_km2"), (change.since, change.until)
                        found.append(_estimate(measure, change.side, days, name, value, None, of_both))
            if contested:
                days = None, parts[1].on
                found.append(_estimate(Status.CONTESTED.value, None, days, name, contested, contested, of_day))
    return found


def with_baseline(analysis: Analysis, path: Path, legend: Legend | None = None) -> Analysis:
    """The analysis with the ground that a file draws for the time before the first word.

    Of several days in the file the last one until the first event counts, else the first. Sides that the analysis's
    theatre knows are called by their ids there, as in claims.

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    found = sorted(read_drawn(path, legend), key=lambda ground: ground.on or date.max)
    first = next(iter(event_days(analysis)), date.max)
    before = [ground for ground in found if ground.on is None or ground.on <= first]
    chosen = before[-1] if before else found[0]
    names = {name: side.id for name in chosen.held if (side := analysis.theatre.side(name))}
    return replace(
        analysis,
        baseline=replace(
            chosen,
            source=Path(chosen.source).name,
            held={names.get(name, name): shape for name, shape in chosen.held.items()},
        ),
    )


def drawn_days(snapshots: Sequence[ControlSnapshot]) -> tuple[date, ...]:
    """The days of dated snapshots."""
    return tuple(ground.on for ground in snapshots if ground.on is not None)


def drawn_at(
    snapshots: Sequence[ControlSnapshot],
    states: Mapping[date, Sequence[ControlState]],
    baseline: ControlSnapshot | None = None,
) -> dict[date, tuple[ControlState, ...]]:
    """States of points, with those that are unknown as the last snapshot until their day draws them, or the baseline.

    The claims of such a state are the name of the file.
    """
    dated = [ground for ground in snapshots if ground.on is not None]
    found: dict[date, tuple[ControlState, ...]] = {}
    for day, told in states.items():
        at = _in_force(dated, day)
        drawn = [(dated[at], Basis.CLAIMED)] if at >= 0 else []  # whoever draws a map claims what it shows
        before = [(baseline, Basis.INFERRED)] if baseline is not None else []
        found[day] = tuple(_drawn_or(state, [*drawn, *before]) for state in told)
    return found


def _drawn_or(state: ControlState, grounds: Sequence[tuple[ControlSnapshot, Basis]]) -> ControlState:
    """A state that is known, else what the first of some snapshots that has its point draws there."""
    import shapely

    if state.status is not Status.UNKNOWN:
        return state
    spot = shapely.Point(state.place.lon, state.place.lat)
    for ground, basis in grounds:
        behind = (Path(ground.source).name,)
        if ground.contested is not None and ground.contested.intersects(spot):
            return replace(state, status=Status.CONTESTED, basis=basis, claims=behind)
        for side, shape in ground.held.items():
            if shape.intersects(spot):
                return replace(state, controller=side, status=Status.HELD, basis=basis, claims=behind)
    return state


def _in_force(dated: Sequence[ControlSnapshot], day: date) -> int:
    """The index of the last snapshot until a day, -1 before the first."""
    return bisect_right(dated, day, key=lambda ground: ground.on or date.max) - 1


def _estimate(
    measure: str, side: str | None, days: tuple[date | None, date | None], region: str | None, value: float,
    high: float | None, method: str,
) -> AreaEstimate:  # fmt: skip
    """A row; `days` are since and until, and what is measured on one day alone has no first one."""
    since, until = days
    return AreaEstimate(
        measure=measure,
        since=since,
        until=until or date.max,
        side=side,
        region=region,
        central_km2=value,
        low_km2=value if since is None else None,
        high_km2=high,
        method=method,
    )


def _regions(snapshots: Sequence[ControlSnapshot]) -> dict[str, BaseGeometry]:
    """The first-level regions of the world that the snapshots touch, by name, in the order of their keys."""
    import numpy as np
    import shapely

    from geo.resources import boundaries

    shapes = [shape for ground in snapshots for shape in (*ground.held.values(), ground.contested) if shape is not None]
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    touched: dict[str, BaseGeometry] = {}
    for key in boundaries.within((west, south, east, north)):
        if key.startswith("adm1:"):
            border = boundaries.geometry(key)
            shapely.prepare(border)
            if any(border.intersects(shape) for shape in shapes):
                touched[boundaries.region(key).name] = border
    return touched
