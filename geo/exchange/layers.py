"""What a story holds, as layers of rows: the same rows whatever the format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.exchange.rows import (
    AREA_KEYS,
    CLAIM_KEYS,
    CONTROL_COLUMNS,
    FRONT_COLUMNS,
    SNAPSHOT_COLUMNS,
    Row,
    area_row,
    claim_row,
    control_row,
    front_row,
    snapshot_row,
)
from geo.model import ControlSnapshot, Story

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Layer(StrEnum):
    """The layers that can be exported."""

    CLAIMS = "claims"
    AREAS = "areas"  # the figures that reports give
    CONTROL = "control"
    TERRITORY = "territory"
    FRONT = "front"
    SNAPSHOTS = "snapshots"


TERRITORY_COLUMNS = ("place", "geonameid", "region", "controller", "status", "basis", "since", "until", "area_km2")
LAYER_COLUMNS = {
    Layer.CLAIMS: CLAIM_KEYS,
    Layer.AREAS: AREA_KEYS,
    Layer.CONTROL: CONTROL_COLUMNS,
    Layer.TERRITORY: TERRITORY_COLUMNS,
    Layer.FRONT: FRONT_COLUMNS,
    Layer.SNAPSHOTS: SNAPSHOT_COLUMNS,
}


def layer_rows(story: Story, layer: Layer) -> list[Row]:
    """Lay out one layer of a story."""
    match layer:
        case Layer.CLAIMS:
            return [claim_row(claim, story.theatre) for claim in story.claims]
        case Layer.AREAS:
            return [area_row(row.reported, story.theatre) for row in story.reconciliations]
        case Layer.CONTROL:
            return [control_row(state, story.theatre) for on in story.dates for state in story.states.get(on, ())]
        case Layer.TERRITORY:
            return [row for _, row in territory_rows(story)]
        case Layer.FRONT:
            return [front_row(line, story.theatre) for line in story.fronts]
        case Layer.SNAPSHOTS:
            return [row for row, _ in snapshot_parts(story)]


def snapshot_parts(story: Story) -> Iterator[tuple[Row, BaseGeometry]]:
    """Yield a row and its ground for each side of each snapshot that may be passed on."""
    for snapshot in passed_on(story, (Layer.SNAPSHOTS,)):
        for side, shape in snapshot.held.items():
            yield snapshot_row(snapshot, side), shape
        if snapshot.contested is not None:
            yield snapshot_row(snapshot, None), snapshot.contested


def passed_on(story: Story, layers: Sequence[Layer]) -> tuple[ControlSnapshot, ...]:
    """The snapshots that stand in some layers: those that may be passed on, where snapshots are asked for."""
    return tuple(s for s in story.snapshots if s.redistributable and Layer.SNAPSHOTS in layers)


def territory_rows(story: Story) -> Iterator[tuple[str, Row]]:
    """Yield each cell's key and a row for each stretch of days (`since` to `until`, both within) it was held alike."""
    if story.territory is None:
        return
    for cell in story.territory.cells:
        history = story.territory.histories.get(cell.place.key, ())
        ends: list[date | None] = [state.since - timedelta(days=1) for state in history[1:]]
        for state, until in zip(history, [*ends, None], strict=False):
            side = story.theatre.side(state.controller)
            yield (
                cell.place.key,
                {
                    "place": cell.place.name,
                    "geonameid": cell.place.geonameid,
                    "region": cell.place.region or cell.region,
                    "controller": side.name if side else state.controller,
                    "status": state.status.value,
                    "basis": state.basis.value if state.basis else None,
                    "since": state.since.isoformat(),
                    "until": until.isoformat() if until else None,
                    "area_km2": round(cell.area_km2, 1),
                },
            )
