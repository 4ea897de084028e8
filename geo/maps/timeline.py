"""When things happened: claims of one event joined, and what each marker shows from which day on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from geo.model import Basis, Claim, ControlState, Event, Level, Resolution, Stance, Theatre

# Of several events at one place on one day the marker shows the one that says most about who holds it.
TELLING = (
    Event.LIBERATED, Event.CAPTURED, Event.WITHDREW, Event.CONTESTED, Event.ENTERED,
    Event.HELD, Event.ADVANCING, Event.SHELLED, Event.DENIED,
)  # fmt: skip
PINNED = (Level.SETTLEMENT, Level.FACILITY)
_RANK = {event: i for i, event in enumerate(TELLING)}
_PLACE_AND_DAY, _CLAIM = itemgetter(0, 1), itemgetter(2)
_STRONG = (Basis.CONFIRMED, Basis.CONCEDED)


class Happening(NamedTuple):
    """One event at one place on one day, with every claim of it."""

    on: date | None
    key: str  # Place.key
    event: Event
    actor: str | None
    claims: tuple[Claim, ...]
    firm: bool  # whether somebody confirms or concedes it, or an outlet reports it in its own voice

    @property
    def firm_from(self) -> date | None:
        """The day on which it was first known from somebody who vouches for it; None if from nobody."""
        return min((known_from(c) or date.min for c in self.claims if _vouched(c)), default=None)

    @property
    def known(self) -> date | None:
        """The day on which it was first published; None where that is not known of each claim."""
        if len(self.claims) == 1:
            return known_from(self.claims[0])
        days = [known_from(c) for c in self.claims]
        return None if None in days else min(day for day in days if day is not None)

    @property
    def telling(self) -> int:
        """How much it says about who holds the place: less is more."""
        return _RANK[self.event]


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


def known_from(claim: Claim) -> date | None:
    """The day from which the public could know of a claim, where something says it."""
    return claim.published or claim.said


def happenings(claims: Iterable[Claim]) -> tuple[Happening, ...]:
    """Join claims of the same event, ordered by place, then by day, then by how telling they are; undated last.

    Background claims and claims about names that were not resolved are left out.
    """
    told = [
        (place.key, day_of(claim) or date.max, claim)
        for claim in claims
        if not claim.background
        and (place := claim.toponym.place) is not None
        and claim.toponym.resolution is Resolution.RESOLVED
    ]
    told.sort(key=_PLACE_AND_DAY)
    found: list[Happening] = []
    for (key, day), there in groupby(told, _PLACE_AND_DAY):
        together = list(map(_CLAIM, there))
        on = None if day is date.max else day
        if len(together) == 1:  # as nearly everywhere in a large story
            claim = together[0]
            found.append(Happening(on, key, claim.event, claim.actor, (claim,), _vouched(claim)))
            continue
        found += [
            Happening(on, key, same[0].event, same[0].actor, tuple(same), any(map(_vouched, same)))
            for same in _alike(together)
        ]
    return tuple(found)


def _alike(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims of one day and place by what they say happened, most telling first."""
    joined: dict[tuple[Event, Event | None, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        joined[claim.event, claim.denied_event, claim.actor].append(claim)
    return sorted(joined.values(), key=lambda same: (_RANK[same[0].event], same[0].actor or ""))


def spells(
    happened: Sequence[Happening], control: Sequence[ControlState], theatre: Theatre, *, then: bool = False
) -> tuple[Spell, ...]:
    """The spells of one place, from what happened there (as `happenings` orders it) and its control as it changed.

    The marker shows the latest event, and of a day's the most telling. A claimed one turns firm on the day from which
    control counts as confirmed, rests on one of its claims and lies where the claim says.

    Parameters
    ----------
    then
        Show each event, and that somebody vouches for it, only from when it became known; `control` should be as known
        then as well.
    """
    appear: dict[date, list[Happening]] = defaultdict(list)
    for happening in happened:
        if happening.on is not None:
            appear[max(happening.on, happening.known or date.min) if then else happening.on].append(happening)
    changes = {change.on: change for change in control}
    vouched = {h.firm_from for h in happened if h.firm_from is not None} if then else set()
    found: list[Spell] = []
    current: Happening | None = None
    state: ControlState | None = None
    for since in sorted({*appear, *changes, *vouched}):
        current = min([*appear.get(since, ()), *([current] if current else [])], key=_latest, default=None)
        state = changes.get(since, state)
        if current is None:
            continue
        firm = _is_firm(current, since if then else None) or (state is not None and _bears_out(state, current, theatre))
        if not found or (found[-1].happening, found[-1].firm) != (current, firm):
            found.append(Spell(since=since, happening=current, firm=firm))
    return tuple(found)


def control_changes(states: Mapping[date, Sequence[ControlState]]) -> dict[str, tuple[ControlState, ...]]:
    """The control of each named place by key: only the states that differ from the one before."""
    found: dict[str, list[ControlState]] = defaultdict(list)
    for on in sorted(states):
        for state in states[on]:
            known = found[state.place.key]
            if not known or _said(known[-1]) != _said(state):
                known.append(state)
    return {key: tuple(changes) for key, changes in sorted(found.items())}


def _vouched(claim: Claim) -> bool:
    stance = claim.stance
    if stance is Stance.REPORTS:
        return claim.claimant is None
    return stance is Stance.CONFIRMS or stance is Stance.CONCEDES


def _is_firm(happening: Happening, by: date | None) -> bool:
    return happening.firm if by is None else (from_ := happening.firm_from) is not None and from_ <= by


def _bears_out(state: ControlState, happening: Happening, theatre: Theatre) -> bool:
    if state.basis not in _STRONG or not any(c.id in state.claims for c in happening.claims):
        return False
    holder, actor = (theatre.side(name) or name for name in (state.controller, happening.actor))
    if happening.event in (Event.LIBERATED, Event.CAPTURED, Event.HELD):
        return holder == actor
    return happening.event is Event.WITHDREW and holder is not None and holder != actor


def _said(state: ControlState) -> tuple[object, ...]:
    return state.controller, state.status, state.basis, state.claims


def _latest(happening: Happening) -> tuple[int, int]:
    return -(happening.on or date.min).toordinal(), happening.telling
