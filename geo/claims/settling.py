"""What follows once a report is read: stance and confidence, dates that were left open, what is told twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.claims import dates
from geo.claims.dates import IMPOSSIBLE, NO_DATE
from geo.claims.happening import Happening
from geo.claims.statements import Statement
from geo.claims.timing import CHANGES
from geo.model import (
    AreaClaim,
    Claim,
    Event,
    Resolution,
    Stance,
    When,
)
from geo.resources.lexicons import Lexicon

_HOLDING = frozenset(("under control", "in control"))
_SOON_DAYS = 3
GAINS = frozenset((Event.CAPTURED, Event.LIBERATED, Event.ENTERED))


def two_sided(happenings: Sequence[Happening]) -> list[Happening]:
    """Nobody both gains a place and leaves it in one sentence: a bare "soldiers" who left were the other side's."""
    gained = {(h.place.name, h.actor) for h in happenings if h.event in GAINS and not h.background}
    return [
        replace(h, actor=h.opponent if h.opponent != h.actor else None, opponent=h.actor)
        if h.event is Event.WITHDREW and not h.background and (h.place.name, h.actor) in gained
        else h
        for h in happenings
    ]


def same_figure(a: AreaClaim, b: AreaClaim) -> bool:
    def agree(x: object, y: object) -> bool:
        return x is None or y is None or x == y

    return (
        abs(a.km2 - b.km2) <= 0.02 * a.km2 and a.change == b.change
        and agree(a.actor, b.actor) and agree(a.claimant, b.claimant) and agree(a.since, b.since)
    )  # fmt: skip


def fullness(claim: AreaClaim) -> int:
    return sum(x is not None for x in (claim.claimant, claim.since, claim.region, claim.actor))


def stance(
    event: Event,
    actor: str | None,
    opponent: str | None,
    statement: Statement | None,
    happening: Happening,
    side: str | None,
    lexicon: Lexicon,
) -> Stance:
    if statement is None:
        doubted = happening.hedged is not None and not lexicon.has("hedges.alleged", happening.hedged)
        return Stance.SUGGESTS if doubted else Stance.REPORTS  # "the reported fall" is still a report
    if statement.stance == "denies":
        return Stance.DENIES
    loser = actor if event is Event.WITHDREW else opponent if event in CHANGES else None
    if side is not None and loser == side:
        return Stance.CONCEDES  # admission against interest
    if statement.stance in ("confirms", "concedes"):
        return Stance.CONFIRMS
    return Stance.SUGGESTS if statement.stance in ("suggests", "shows") else Stance.CLAIMS


def confidence(happening: Happening, actor: str | None, when: When, statement: Statement | None) -> float:
    """How sure the reading is (not the claim): full marks for a named place, a party, a date and an unhedged verb."""
    score = 0.95
    score -= 0.15 if happening.anaphor else 0
    score -= 0.2 if actor is None else 0
    score -= 0.1 if happening.hedged else 0
    score -= 0.1 if when.best is None else 0
    score -= 0.1 if happening.place.resolution is not Resolution.RESOLVED else 0
    score -= 0.05 if statement is not None and statement.stance in ("suggests", "shows") else 0
    return round(max(score, 0.05), 2)


def settle_dates(claims: Iterable[Claim], today: date | None) -> list[Claim]:
    """Give an undated claim the date of the same change told elsewhere in the report, else that of the report."""
    listed = list(claims)
    told = {
        (_place(c), _gainer(c), c.event is Event.ENTERED): c.when
        for c in reversed(listed)
        if c.when.best and not c.background and c.event in CHANGES
    }
    out = []
    for claim in listed:
        if claim.when.best is None and claim.when is not IMPOSSIBLE and not claim.background:
            key = (_place(claim), _gainer(claim), claim.event is Event.ENTERED)
            when = told.get(key) or _lately(told.get((*key[:2], not key[2])), today)
            if when is None and today is not None:  # news of the report's own day or the night before
                when = dates.between(today - timedelta(days=1), today, edtf=f"{today.isoformat()}~")
            claim = replace(claim, when=when or NO_DATE)
        out.append(claim)
    return out


def kept(claims: Iterable[Claim]) -> list[Claim]:
    """Who denies a loss and calls the place his own ("is under our control") tells of no change."""
    listed = list(claims)
    denials = {(c.place, c.opponent) for c in listed if c.event is Event.DENIED and c.denied_event in GAINS}
    return [
        replace(c, event=Event.HELD)
        if c.why is not None and c.why.rule in _HOLDING and (c.place, c.actor) in denials
        else c
        for c in listed
    ]


def _lately(when: When | None, today: date | None) -> When | None:
    """The date of an entry that the capture followed, or the other way round, unless days lay between them."""
    near = when is not None and when.best is not None and today is not None and (today - when.best).days <= _SOON_DAYS
    return when if near else None


def _gainer(claim: Claim) -> str | None:
    return claim.opponent if claim.event is Event.WITHDREW else claim.actor


def without_announcements(claims: Sequence[Claim], headline: int, opening: int) -> list[Claim]:
    """Leave out what a headline or opening sentence only announces: the body tells it again, and whose word it is.

    Parameters
    ----------
    headline, opening
        Where in the text the headline and the first telling sentence end; 0 where there is none.
    """
    return [
        claim
        for claim in claims
        if not (
            claim.start < opening
            and (claim.start < headline or claim.claimant is None)
            and claim.stance is not Stance.DENIES
            and any(_tells_again(other, claim, headline, opening) for other in claims)
        )
    ]


def _tells_again(later: Claim, claim: Claim, headline: int, opening: int) -> bool:
    told = later.start >= (headline if claim.start < headline else opening)
    told = told and (later.claimant is not None or (claim.start < headline and claim.claimant is None))
    same = (_place(claim), _family(claim.event)) == (_place(later), _family(later.event))
    return (
        told and same and not later.background and not claim.background
        and (claim.actor == later.actor or None in (claim.actor, later.actor))
    )  # fmt: skip


def _place(claim: Claim) -> str:
    return claim.toponym.place.key if claim.toponym.place else claim.place


def _family(event: Event) -> Event:
    return Event.CAPTURED if event is Event.LIBERATED else event


def merge(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """One claim for each place, event, party, speaker and date: what is said twice is one claim, the fuller one."""
    out: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        place = _place(claim)
        key = (place, claim.event, claim.denied_event, claim.actor, claim.claimant, claim.when.best, claim.background)
        known = out.get(key)
        if known is None or claim.confidence > known.confidence:
            out[key] = claim
    return tuple(sorted(out.values(), key=lambda c: (c.start, c.toponym.start, c.id)))
