"""From the words about one place to who held it when: one pass over them in the order of the days they speak of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from geo.control.words import Kind, Word
from geo.model import Basis, Status

IMPLIED_DAYS = 365  # how far back a change implies who held the place before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How a place is held from a day on. `before` is who held it before an unconfirmed claim, to fall back on."""

    since: date
    controller: str | None
    status: Status
    basis: Basis | None
    claims: tuple[str, ...]
    before: str | None = None
    disputed: tuple[date, bool, Kind] | None = None  # contested by words of this turn, not by fighting


def fold(ordered: Sequence[Word]) -> tuple[Holding, ...]:
    """Who held a place when, oldest first, from all that is known, in the order of `Word.rank`.

    The first holding begins at `date.min`.

    The rules, by number as in the user's documentation (docs/method.md): a side's own word is a claim, solid is what
    the loser or an outsider says; an unopposed claim changes the holder (2), an opposed one leaves the place contested
    (3); a solid change says who held the place until then and strikes out earlier claims to the contrary (4); before
    the first word nobody holds it, but that a change implies a holder before (6).
    """
    standing = _standing(ordered)
    holdings = _before_all(standing)
    for _, equals in groupby(standing, key=attrgetter("turn")):
        holder = holdings[-1].controller
        # Among equals the word for the holder comes last: first it would only agree, and then be overruled.
        for word in sorted(equals, key=lambda w: w.side == holder):
            state = _taken(holdings[-1], word)
            if state is holdings[-1]:
                continue
            if state.since == holdings[-1].since and len(holdings) > 1:
                holdings.pop()
            holdings.append(state)
    return tuple(h if h.status is not Status.UNKNOWN else replace(h, basis=None) for h in holdings)


# --- which words stand -----------------------------------------------------------------------------------------------


def _standing(ordered: Sequence[Word]) -> list[Word]:
    """The words that no solid one strikes out. Struck ones stay on record with their claims, not in the result."""
    solid = [w for w in ordered if w.solid and w.kind in (Kind.GAINS, Kind.HOLDS)]
    days = [w.on for w in solid]
    denials = [w for w in ordered if w.solid and w.kind is Kind.DENIES]
    return [w for w in ordered if w.solid or w.kind is not Kind.GAINS or not _struck(w, solid, days, denials)]


def _struck(claim: Word, solid: Sequence[Word], days: Sequence[date], denials: Sequence[Word]) -> bool:
    """Whether the next solid word shows that an unconfirmed gain was none, or not yet."""
    if any(d.side == claim.side and d.on >= claim.on for d in denials):
        return True
    following = bisect_left(days, claim.on)
    if following == len(solid):
        return False
    word = solid[following]
    if word.kind is Kind.HOLDS:
        return word.side != claim.side
    held_before = solid[following - 1].side if following else None
    return word.side == claim.side and word.earliest > claim.on and held_before != claim.side


def _before_all(standing: Sequence[Word]) -> list[Holding]:
    """Who held the place before the first word: who lost it, or who still holds it, for a year back at the most."""
    nobody = Holding(since=date.min, controller=None, status=Status.UNKNOWN, basis=None, claims=())
    first = next((w for w in standing if w.kind not in (Kind.DENIES, Kind.FIGHTS)), None)
    if first is None or (first.kind is Kind.HOLDS and first.background):
        return [nobody]  # "held since March" says nothing of February
    equals = (w for w in standing if w.turn == first.turn and w.kind not in (Kind.DENIES, Kind.FIGHTS))
    holders = {w.side if w.kind is Kind.HOLDS else w.other for w in equals}
    holder = holders.pop()
    if holder is None or holders:
        return [nobody]  # or they contradict each other, and none comes first
    # For how long a side had held what it lost is not said; a year on, the word is no evidence any more.
    since = date.fromordinal(max(date.min.toordinal(), first.on.toordinal() - IMPLIED_DAYS))
    implied = replace(
        nobody, since=since, controller=holder, status=Status.HELD, basis=Basis.INFERRED, claims=(first.claim,)
    )
    return [implied] if since == date.min else [nobody, implied]


# --- what each word does ---------------------------------------------------------------------------------------------


def _taken(state: Holding, word: Word) -> Holding:
    """The holding after one more word."""
    match word.kind:
        case Kind.GAINS:
            return _gained(state, word) if word.solid else _claimed(state, word)
        case Kind.HOLDS:
            return _held(state, word) if word.solid else _asserted(state, word)
        case Kind.ENTERS:
            return _entered(state, word)
        case Kind.FIGHTS:
            return _fought(state, word)
        case Kind.DENIES:
            return _denied(state, word)


def _gained(state: Holding, word: Word) -> Holding:
    """Take a solid word: the side holds the place, unless an equally solid word gave it to another on the same day."""
    if state.disputed == word.turn:
        return _with(state, state.since, state.basis, (*state.claims, word.claim))  # a third equal settles nothing
    solid = state.basis in (Basis.CONFIRMED, Basis.CONCEDED)
    if solid and state.status is Status.HELD and state.controller == word.side:
        return _supported(state, word)
    if solid and state.since == word.on and state.controller != word.side and state.status is Status.HELD:
        return _disputed(state, word)
    if word.side is None:
        return _set(state, word, None, Status.UNKNOWN)
    return _set(state, word, word.side, Status.HELD)


def _claimed(state: Holding, word: Word) -> Holding:
    """Take a party's own word that it gained the place, or that the enemy left."""
    if state.disputed:
        return _with(state, state.since, state.basis, (*state.claims, word.claim))
    if state.status is Status.HELD and state.controller == word.side:
        return _supported(state, word)
    if state.basis is Basis.CLAIMED and state.status is Status.HELD:
        return _disputed(state, word)
    if word.side is None:
        return _set(state, word, None, Status.UNKNOWN) if state.controller == word.other else state
    return _set(state, word, word.side, Status.HELD)


def _held(state: Holding, word: Word) -> Holding:
    """Take an outsider's word that a side holds the place: it changes no control, but it opposes a solid change."""
    solid = state.basis in (Basis.CONFIRMED, Basis.CONCEDED) and state.status is Status.HELD
    return _disputed(state, word) if solid and state.controller != word.side else _gained(state, word)


def _asserted(state: Holding, word: Word) -> Holding:
    """Take a party's own word that it holds the place: an answer to a claim, or news where nothing was known."""
    if state.controller is None and state.status is Status.UNKNOWN:
        return _set(state, word, word.side, Status.HELD)
    if state.status is Status.HELD and state.basis is Basis.CLAIMED and state.controller != word.side:
        return _disputed(state, word)
    return _supported(state, word) if state.controller == word.side else state


def _entered(state: Holding, word: Word) -> Holding:
    if state.controller == word.side or state.status is Status.CONTESTED:
        return _supported(state, word)
    return _set(state, word, state.controller, Status.PRESENT)


def _fought(state: Holding, word: Word) -> Holding:
    if state.status is Status.CONTESTED:
        return _supported(state, word)
    return _set(state, word, state.controller, Status.CONTESTED)


def _denied(state: Holding, word: Word) -> Holding:
    """A denial changes no control; it opposes an unconfirmed claim. What a solid one denies never came this far."""
    if state.status is Status.HELD and state.basis is Basis.CLAIMED and state.controller == word.side:
        return _disputed(state, word)
    return state


def _set(state: Holding, word: Word, controller: str | None, status: Status) -> Holding:
    return Holding(
        since=word.on, controller=controller, status=status, basis=word.basis, before=state.controller,
        claims=(word.claim, *(state.claims if state.since == word.on else ())),
    )


def _disputed(state: Holding, word: Word) -> Holding:
    """Neither wins: the place counts as contested, under whoever held it before the two words."""
    return Holding(
        since=word.on, controller=state.before, status=Status.CONTESTED, basis=Basis.CLAIMED, before=state.before,
        claims=(word.claim, *state.claims), disputed=word.turn,
    )


_STRENGTH = {Basis.CONFIRMED: 0, Basis.CONCEDED: 1, Basis.CLAIMED: 2, Basis.INFERRED: 3}


def _supported(state: Holding, word: Word) -> Holding:
    """Add a word that agrees. One about who holds the place lends its basis, if stronger, from its day on."""
    agrees = word.kind in (Kind.GAINS, Kind.HOLDS) and word.side == state.controller
    if agrees and state.basis is not None and _STRENGTH[word.basis] < _STRENGTH[state.basis]:
        return _with(state, word.on, word.basis, (word.claim, *state.claims))
    return _with(state, state.since, state.basis, (*state.claims, word.claim))


def _with(state: Holding, since: date, basis: Basis | None, claims: tuple[str, ...]) -> Holding:
    return Holding(
        since=since, controller=state.controller, status=state.status, basis=basis, claims=claims,
        before=state.before, disputed=state.disputed,
    )
