"""What one claim says about who holds its place, weighed by whose word it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from geo.model import Basis, Claim, Event, Level, Place, Resolution, Stance, Theatre


class Kind(IntEnum):
    """How a word bears on a place. The order is that in which words about one day are taken."""

    HOLDS = 0  # `side` still holds it
    ENTERS = 1  # `side` is inside, not in control
    FIGHTS = 2  # fighting inside
    GAINS = 3  # `side` holds it from now on
    DENIES = 4  # it is not true that `side` gained it


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One claim as the ledger reads it. Sides are theatre ids, or as written where the theatre does not know them."""

    claim: str
    place: Place
    kind: Kind
    side: str | None
    other: str | None  # who loses the place, or faces `side` there
    on: date
    earliest: date
    known: date  # the day the public could know it; date.min where nothing says when
    background: bool
    basis: Basis

    solid: bool  # more than a party's word for itself
    turn: tuple[date, bool, Kind]  # when it is taken; words with one turn are equals

    @property
    def rank(self) -> tuple[object, ...]:
        """A total order that does not depend on the order in which claims came."""
        return *self.turn, self.known, self.claim


_GAINS = (Event.CAPTURED, Event.LIBERATED)
_NAMED = (Level.SETTLEMENT, Level.FACILITY)


def words(claims: Iterable[Claim], theatre: Theatre) -> Iterator[Word]:
    """The words of those claims that bear on a named place on a known day; the others change nothing."""
    sides = _Sides(theatre)
    for claim in claims:
        place = claim.toponym.place
        if place is None or claim.toponym.resolution is not Resolution.RESOLVED or place.level not in _NAMED:
            continue
        word = _word(claim, place, sides)
        if word is not None:
            yield word


def _word(claim: Claim, place: Place, sides: _Sides) -> Word | None:
    actor, opponent = sides.id(claim.actor), sides.id(claim.opponent)
    event = claim.denied_event if claim.event is Event.DENIED else claim.event
    if event in _GAINS:
        kind, side, other = Kind.GAINS, actor, opponent or sides.enemy(actor)
    elif event is Event.WITHDREW:
        kind, side, other = Kind.GAINS, opponent or sides.enemy(actor), actor
    elif event is Event.ENTERED:
        kind, side, other = Kind.ENTERS, actor, opponent or sides.enemy(actor)
    elif event is Event.CONTESTED:
        kind, side, other = Kind.FIGHTS, None, None
    elif event is Event.HELD:
        kind, side, other = Kind.HOLDS, actor, opponent or sides.enemy(actor)
    else:
        return None
    if side is None and other is None and kind is not Kind.FIGHTS:
        return None
    denied = claim.event is Event.DENIED or claim.stance is Stance.DENIES
    if denied and kind is not Kind.GAINS:
        return None  # that somebody has not entered, or does not hold, says nothing about who does
    known = claim.published or claim.said
    on = claim.when.best or claim.when.earliest or (known if denied else None)
    if on is None:
        return None
    speaker = sides.id(claim.claimant_side)
    basis = _weight(claim, speaker, gainer=other if denied else side, loser=side if denied else other)
    solid = basis is not Basis.CLAIMED
    taken = Kind.DENIES if denied else kind
    return Word(
        claim=claim.id,
        place=place,
        kind=taken,
        side=side,
        other=other,
        on=on,
        # No first day: it happened at some time up to `on`, and nothing follows for the days before.
        earliest=min(claim.when.earliest, on) if claim.when.earliest else date.min,
        known=known or date.min,
        background=claim.background,
        basis=basis,
        solid=solid,
        # A party's word that it holds is as good as a claim.
        turn=(on, solid, Kind.GAINS if taken is Kind.HOLDS and not solid else taken),
    )


def _weight(claim: Claim, speaker: str | None, *, gainer: str | None, loser: str | None) -> Basis:
    """Weigh a word by admission against interest: it counts fully only from the side it hurts, or from outside.

    `gainer` and `loser` are who profits and who suffers if the word is true.
    """
    if claim.stance is Stance.SUGGESTS or claim.hedged:
        return Basis.CLAIMED
    if speaker is not None:
        return Basis.CONCEDED if speaker == loser and speaker != gainer else Basis.CLAIMED
    if claim.stance is Stance.CONCEDES:
        return Basis.CONCEDED
    if claim.stance is Stance.CLAIMS or (claim.stance is Stance.DENIES and claim.claimant is not None):
        return Basis.CLAIMED  # an unnamed or unplaced voice: nobody who could be held to it
    return Basis.CONFIRMED


class _Sides:
    """The sides of a theatre by any name, each looked up once: claims are many and names few."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre
        self._ids: dict[str | None, str | None] = {}
        self._enemies: dict[str | None, str | None] = {}

    def id(self, name: str | None) -> str | None:
        """The id of the side so named, or the name itself where the theatre does not know it."""
        if name not in self._ids:
            known = self._theatre.side(name)
            self._ids[name] = known.id if known else name
        return self._ids[name]

    def enemy(self, side: str | None) -> str | None:
        """The one other party of a two-sided war; with more than one, nobody can be named."""
        if side not in self._enemies:
            known = self._theatre.side(side)
            others = tuple(s.id for s in self._theatre.sides if s is not known)
            enemies = (known.enemies or others) if known else ()
            self._enemies[side] = enemies[0] if len(enemies) == 1 else None
        return self._enemies[side]
