"""What a story holds, as layers of rows: the same rows whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from geo.exchange.rows import AREA_KEYS, CLAIM_KEYS, CONTROL_COLUMNS, Row, area_row, claim_row, control_row
from geo.model import Story


class Layer(StrEnum):
    """The layers that can be exported."""

    CLAIMS = "claims"
    AREAS = "areas"  # the figures that reports give
    CONTROL = "control"
    TERRITORY = "territory"


TERRITORY_COLUMNS = ("place", "geonameid", "region", "controller", "status", "basis", "since", "until", "area_km2")
LAYER_COLUMNS = {
    Layer.CLAIMS: CLAIM_KEYS,
    Layer.AREAS: AREA_KEYS,
    Layer.CONTROL: CONTROL_COLUMNS,
    Layer.TERRITORY: TERRITORY_COLUMNS,
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
