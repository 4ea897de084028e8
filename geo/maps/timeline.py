"""When things happened: days as whole numbers, claims of one event joined, and what each marker shows from when on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from geo.model import Basis, Claim, ControlState, Event, Level, Resolution, Stance, Story, Theatre

# Of several events at one place on one day the marker shows the one that says most about who holds it.
TELLING = (
    Event.LIBERATED, Event.CAPTURED, Event.WITHDREW, Event.CONTESTED, Event.ENTERED,
    Event.HELD, Event.ADVANCING, Event.SHELLED, Event.DENIED,
)  # fmt: skip
PINNED = (Level.SETTLEMENT, Level.FACILITY)
_STRONG = (Basis.CONFIRMED, Basis.CONCEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event at one place on one day, with every claim of it in the story's order."""

    on: date | None
    key: str  # Place.key
    event: Event
    actor: str | None
    claims: tuple[Claim, ...]

    @property
    def firm(self) -> bool:
        """Whether somebody confirms or concedes it, or an outlet reports it in its own voice."""
        return any(
            c.stance in (Stance.CONFIRMS, Stance.CONCEDES) or (c.stance is Stance.REPORTS and c.claimant is None)
            for c in self.claims
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """What a marker shows from `since` on, until the next spell of the same place."""

    since: date
    happening: Happening
    firm: bool


def day_of(claim: Claim) -> date | None:
    """The day on which the map shows a claim: when it happened, else when it was said, else published."""
    when = claim.when
    return when.best or when.earliest or when.latest or claim.said or claim.published


def happenings(claims: Iterable[Claim]) -> tuple[Happening, ...]:
    """Join claims of the same event, ordered by day, then by how telling they are, then by place; undated last.

    Background claims and claims about names that were not resolved are left out.
    """
    joined: dict[tuple[date | None, str, Event, Event | None, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        place = claim.toponym.place
        if claim.background or place is None or claim.toponym.resolution is not Resolution.RESOLVED:
            continue
        joined[day_of(claim), place.key, claim.event, claim.denied_event, claim.actor].append(claim)
    found = [
        Happening(on=on, key=key, event=event, actor=actor, claims=tuple(group))
        for (on, key, event, _, actor), group in joined.items()
    ]
    return tuple(sorted(found, key=_order))


def spells(happened: Sequence[Happening], control: Sequence[ControlState], theatre: Theatre) -> tuple[Spell, ...]:
    """The spells of one place, from what happened there (dated, ascending) and its control (ascending, as it changed).

    A claimed change turns firm on the day from which control counts as confirmed, rests on one of its claims and lies
    where the claim says.
    """
    shown: dict[date, Happening] = {}
    for happening in happened:
        if happening.on is not None:
            shown.setdefault(happening.on, happening)  # the first of a day is the most telling
    found: list[Spell] = []
    current: Happening | None = None
    state: ControlState | None = None
    changes = {change.on: change for change in control}
    for since in sorted({*shown, *changes}):
        current = shown.get(since, current)
        state = changes.get(since, state)
        if current is None:
            continue
        firm = current.firm or (state is not None and _bears_out(state, current, theatre))
        if not found or (found[-1].happening, found[-1].firm) != (current, firm):
            found.append(Spell(since=since, happening=current, firm=firm))
    return tuple(found)


def _bears_out(state: ControlState, happening: Happening, theatre: Theatre) -> bool:
    if state.basis not in _STRONG or not any(c.id in state.claims for c in happening.claims):
        return False
    holder, actor = (theatre.side(name) or name for name in (state.controller, happening.actor))
    if happening.event in (Event.LIBERATED, Event.CAPTURED, Event.HELD):
        return holder == actor
    return happening.event is Event.WITHDREW and holder is not None and holder != actor


def control_changes(story: Story) -> dict[str, tuple[ControlState, ...]]:
    """The control of each named place by key: only the states that differ from the one before."""
    found: dict[str, list[ControlState]] = defaultdict(list)
    for on in sorted(story.states):
        for state in story.states[on]:
            known = found[state.place.key]
            if not known or _said(known[-1]) != _said(state):
                known.append(state)
    return {key: tuple(states) for key, states in sorted(found.items())}


def _said(state: ControlState) -> tuple[object, ...]:
    return state.controller, state.status, state.basis, state.claims


def _order(happening: Happening) -> tuple[object, ...]:
    on = happening.on
    return on is None, on or date.min, TELLING.index(happening.event), happening.key, happening.actor or ""
