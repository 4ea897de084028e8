"""How a cell is held on a day, from its history of states that each last until the next begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from geo.model import CellState, Status

# How a cell is held of which nothing was ever said.
SILENCE = CellState(since=date.min, controller=None, status=Status.UNKNOWN, basis=None)


def state_on(history: Sequence[CellState], on: date) -> CellState:
    """The state at the end of a day; a day before the first one of the history is answered as the first."""
    if not history:
        return SILENCE
    return history[max(0, bisect_right(history, on, key=attrgetter("since")) - 1)]
