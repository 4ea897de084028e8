"""Snapshots of one day, drawn in several files: one file a side, or one a maker's layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from geo.model import ControlSnapshot
from geo.reading.polygons_ground import dissolved, settled

_NAMED = 3  # files named of many


def merged_by_day(snapshots: Iterable[ControlSnapshot]) -> list[ControlSnapshot]:
    """One snapshot for each day, in their order, undated ones last; see `merged`."""
    days: dict[date | None, list[ControlSnapshot]] = defaultdict(list)
    for ground in sorted(snapshots, key=lambda ground: (ground.on or date.max, ground.source)):
        days[ground.on].append(ground)
    return [merged(days[on]) for on in sorted(days, key=lambda on: (on is None, on or date.max))]


def merged(snapshots: Sequence[ControlSnapshot]) -> ControlSnapshot:
    """All that several snapshots of one day draw, as one.

    A side's ground is that of all of them, once; where two sides overlap it is contested, as within one file. It may
    be passed on only if all of them may. `notes` are theirs, and behind these what came of joining them.
    """
    if len(snapshots) == 1:
        return snapshots[0]
    ground: dict[str, list[Any]] = defaultdict(list)
    drawn: dict[str, list[str]] = defaultdict(list)
    for one in snapshots:
        for side, shape in one.held.items():
            ground[side].append(shape)
            drawn[side].append(Path(one.source).name)
    fought = [one.contested for one in snapshots if one.contested is not None]
    held, contested, found = settled(
        {side: _joined(shapes) for side, shapes in ground.items()}, _joined(fought) if fought else None
    )
    twice = [
        f"{side} is drawn in {_listed(files)}: taken together, what they share once"
        for side, files in sorted(drawn.items())
        if len(files) > 1
    ]
    names = [Path(one.source).name for one in snapshots[1:]]
    return replace(
        snapshots[0],
        source=" + ".join((snapshots[0].source, *names)) if len(names) < _NAMED else
        f"{snapshots[0].source} + {len(names)} files",
        held=held,
        contested=contested,
        licence="; ".join(dict.fromkeys(one.licence for one in snapshots if one.licence)) or None,
        redistributable=all(one.redistributable for one in snapshots),
        notes=tuple(dict.fromkeys((*(note for one in snapshots for note in one.notes), *twice, *found))),
    )  # fmt: skip


def _joined(shapes: Sequence[Any]) -> Any:
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return dissolved(found)[0]


def _listed(files: Sequence[str]) -> str:
    return (
        " and ".join(files) if len(files) <= _NAMED else f"{', '.join(files[:_NAMED])} and {len(files) - _NAMED} more"
    )
