"""The parties as the map colours them: the theatre's own, then whoever else the claims name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geo.model import Story, Theatre

# Okabe and Ito's colours, told apart by colour-blind readers too; for parties that no theatre gives a colour.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
GREY = "#6B6B6B"


class Sides:
    """The parties of a story in a fixed order; the page's script knows them by their index.

    >>> sides = Sides(Theatre(id="none", name="No theatre"), ["North", "South", "North"])
    >>> sides.index("South"), sides.index(None)
    (1, None)
    """

    def __init__(self, theatre: Theatre, named: Iterable[str | None]) -> None:
        self._theatre = theatre
        self._order: dict[str, tuple[str, str]] = {side.id: (side.name, side.colour) for side in theatre.sides}
        taken = {side.colour.upper() for side in theatre.sides}
        free = [colour for colour in PALETTE if colour not in taken]
        others = [name for name in dict.fromkeys(named) if name is not None and theatre.side(name) is None]
        for position, name in enumerate(others):
            self._order[name] = (name, free[position] if position < len(free) else GREY)
        self._index = {key: i for i, key in enumerate(self._order)}

    @classmethod
    def of(cls, story: Story) -> Sides:
        """The sides of a story: its theatre's, then actors, controllers and area claimants by first appearance."""
        named: list[str | None] = []
        for claim in story.claims:
            named += [claim.actor, claim.opponent]
        for on in story.dates:
            named += [state.controller for state in story.states.get(on, ())]
        for totals in story.totals:
            named += sorted(side for side in totals.held_km2 if side is not None)
        if story.territory is not None:
            histories = story.territory.histories.values()
            named += sorted({s.controller for history in histories for s in history if s.controller is not None})
        named += [figure.reported.actor for figure in story.reconciliations]
        return cls(story.theatre, named)

    def index(self, name: str | None) -> int | None:
        """The position of a side given by id or printed name; None for nobody."""
        if name is None:
            return None
        side = self._theatre.side(name)
        return self._index[side.id if side is not None else name]

    def rows(self) -> list[dict[str, Any]]:
        """Name and colour of each side, in order of its index."""
        return [{"name": name, "colour": colour} for name, colour in self._order.values()]
