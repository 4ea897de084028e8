"""The cells of a territory, joined where they share one history: drawn once, recoloured for each day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from geo.maps.encode import dissolve, rings
from geo.maps.sides import Sides
from geo.model import CellState, Territory

# A history as the page reads it: (day, side index, status, basis), ascending by day.
Spells = tuple[tuple[int, int | None, str, str | None], ...]


def ground(territory: Territory, origin: date, sides: Sides) -> list[dict[str, Any]]:
    """Groups of cells with the same history: its spells, the outline and the area of the group.

    Days count from `origin`; what held before is one spell of day -1. The size of the result grows with the number of
    different histories, not with cells or days.
    """
    members: dict[Spells, list[int]] = defaultdict(list)
    for position, cell in enumerate(territory.cells):
        members[_spells(territory.histories.get(cell.place.key, ()), origin, sides)].append(position)
    groups = []
    for spells in sorted(members, key=repr):
        cells = [territory.cells[i] for i in members[spells]]
        groups.append(
            {
                "spells": [list(s) for s in spells],
                "rings": rings(dissolve([c.geometry for c in cells])),
                "km2": round(sum(c.area_km2 for c in cells), 2),
            }
        )
    return groups


def _spells(history: Sequence[CellState], origin: date, sides: Sides) -> Spells:
    found: dict[int, tuple[int | None, str, str | None]] = {}
    for state in history:
        day = max(-1, (state.since - origin).days)
        found[day] = (sides.index(state.controller), state.status.value, state.basis.value if state.basis else None)
    shown: list[tuple[int, int | None, str, str | None]] = []
    for day, state_row in sorted(found.items()):
        if not shown or shown[-1][1:] != state_row:
            shown.append((day, *state_row))
    return tuple(shown)
