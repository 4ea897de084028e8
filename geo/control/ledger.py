"""The ledger of a conflict: all claims, and the two questions put to it — who held what on a day, as known by a day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from geo.control.fold import Holding, fold
from geo.control.words import Kind, Word, words
from geo.model import Claim, ControlState, Place, Status, Theatre

_Folded = tuple[list[date], tuple[Holding, ...]]  # the first days, and the holdings that begin on them


class Ledger:
    """Claims by place, ready to be asked. The order and repetition of claims make no difference.

    Only resolved settlements and facilities enter, and only claims with a day. What one official said and three outlets
    relayed counts as one word: repetition adds claim ids to a state and never makes it more certain.
    """

    def __init__(self, words_of: dict[str, tuple[Word, ...]]) -> None:
        self._words = words_of  # by place key, in the order they became known
        self._folded: dict[tuple[str, int], _Folded] = {}

    @classmethod
    def of(cls, claims: Iterable[Claim], theatre: Theatre) -> Ledger:
        """Enter claims; the theatre says who is on which side."""
        by_place: dict[str, dict[str, Word]] = defaultdict(dict)
        for word in words(claims, theatre):
            by_place[word.place.key][word.claim] = word
        # A place that was only denied to have changed hands is no news.
        return cls({
            key: tuple(sorted(by_place[key].values(), key=lambda w: (w.known, w.rank)))
            for key in sorted(by_place)
            if any(w.kind is not Kind.DENIES for w in by_place[key].values())
        })

    @property
    def dates(self) -> tuple[date, ...]:
        """The days on which a word says that something changed or stood, ascending."""
        return tuple(sorted({w.on for entered in self._words.values() for w in entered}))

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that have an entry, sorted by key."""
        return tuple(entered[0].place for entered in self._words.values())

    def state_on(self, on: date, known_by: date | None = None) -> tuple[ControlState, ...]:
        """Who held each named place on a day, sorted by place key.

        Parameters
        ----------
        on
            The day asked about.
        known_by
            Only what was published (or, without a date of publication, said) by this day counts; all of it unless
            given. Places of which nothing was known yet are left out.
        """
        states = []
        for key in self._words:
            since, holdings = self._known(key, known_by)
            if holdings:
                states.append(_state(self._words[key][0].place, holdings[bisect_right(since, on) - 1], on))
        return tuple(states)

    def history(self, place_key: str, known_by: date | None = None) -> tuple[ControlState, ...]:
        """How one place was held, oldest first: `on` is the day each state began, `date.min` for what came before all.

        Empty for a place without an entry.
        """
        entered = self._words.get(place_key)
        if not entered:
            return ()
        return tuple(_state(entered[0].place, h, h.since) for h in self._known(place_key, known_by)[1])

    def _known(self, key: str, known_by: date | None) -> _Folded:
        """The holdings of a place as known by a day, folded once for each set of known words."""
        entered = self._words[key]
        count = len(entered) if known_by is None else bisect_right(entered, known_by, key=lambda w: w.known)
        found = self._folded.get((key, count))
        if found is None:
            known = entered[:count]
            holdings = () if all(w.kind is Kind.DENIES for w in known) else fold(known)
            found = self._folded[key, count] = ([h.since for h in holdings], holdings)
        return found


def _state(place: Place, holding: Holding, on: date) -> ControlState:
    return ControlState(
        place=place,
        on=on,
        controller=holding.controller,
        status=holding.status,
        basis=None if holding.status is Status.UNKNOWN else holding.basis,
        claims=holding.claims,
    )
