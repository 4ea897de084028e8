"""The ground of a day as a GeoDataFrame, for notebooks and other libraries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geo.model import Territory
from geo.territory.spells import state_on

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def frame(territory: Territory, on: date) -> GeoDataFrame:
    """How each cell is held on a day, one row a cell, in WGS84.

    Columns: `place`, `geonameid`, `region` (its key), `controller` (None for nobody), `status`, `basis`, `sure`,
    `rivals` (sides that may plausibly hold it, joined by a comma), `km2` and `geometry`. A day before the first one of
    the histories is answered as the first.

    >>> from geo.territory import build, frame
    >>> frame(build([], {}, {}), date(2022, 9, 10)).empty
    True
    """
    from geopandas import GeoDataFrame

    rows: dict[str, list[object]] = {
        name: [] for name in ("place", "geonameid", "region", "controller", "status", "basis", "sure", "rivals", "km2")
    }
    for cell in territory.cells:
        state = state_on(territory.histories.get(cell.place.key, ()), on)
        values = (
            cell.place.name, cell.place.geonameid, cell.region, state.controller, state.status.value,
            state.basis.value if state.basis else None, state.sure, ",".join(state.rivals), cell.area_km2,
        )
        for column, value in zip(rows.values(), values, strict=True):
            column.append(value)
    return GeoDataFrame(rows, geometry=[cell.geometry for cell in territory.cells], crs="EPSG:4326")
