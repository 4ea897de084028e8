"""The ledger of a conflict: all claims, and the two questions put to it — who held what on a day, as known by a day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

import numpy as np

from geo.control.fold import Holding, fold
from geo.control.words import Kind, Word, words
from geo.model import Claim, ControlState, Place, Theatre

_Folded = tuple[list[date], tuple[Holding, ...]]  # the first days, and the holdings that begin on them


class Ledger:
    """Claims by place, ready to be asked. The order and repetition of claims make no difference.

    Only resolved settlements and facilities enter, and only claims with a day. What one official said and three outlets
    relayed counts as one word: repetition adds claim ids to a state and never makes it more certain.

    What was known of a place on a day is folded once for each set of words, so that a long span of days, or of days
    each as known by itself, costs little more than the states that are handed out.
    """

    def __init__(self, words_of: dict[str, tuple[Word, ...]]) -> None:
        self._entries = {key: _Entry(entered) for key, entered in words_of.items()}

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
        return tuple(sorted({w.on for entry in self._entries.values() for w in entry.words}))

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that have an entry, sorted by key."""
        return tuple(entry.place for entry in self._entries.values())

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
        if known_by is None:
            return self._whole.on(on)
        found = ((entry.place, *entry.known(known_by)) for entry in self._entries.values())
        return _states(on, ((place, held[bisect_right(since, on) - 1]) for place, since, held in found if held))

    def history(self, place_key: str, known_by: date | None = None) -> tuple[ControlState, ...]:
        """How one place was held, oldest first: `on` is the day each state began, `date.min` for what came before all.

        Empty for a place without an entry.
        """
        entry = self._entries.get(place_key)
        if entry is None:
            return ()
        return tuple(_states(h.since, [(entry.place, h)])[0] for h in entry.known(known_by)[1])

    @cached_property
    def _whole(self) -> _Whole:
        return _Whole(self._entries.values())


class _Entry:
    """The words about one place in the order they became known, and what has been folded from them."""

    __slots__ = ("_days", "_folded", "_ranked", "_whole", "place", "words")

    def __init__(self, entered: tuple[Word, ...]) -> None:
        self.words = entered
        self.place = entered[0].place
        self._days = [word.known for word in entered]
        self._ranked = sorted(range(len(entered)), key=lambda i: entered[i].rank)
        self._folded: dict[int, _Folded] = {}
        self._whole: _Folded | None = None

    def known(self, by: date | None) -> _Folded:
        """The holdings as known by a day, or by now; folded once for each set of known words."""
        if by is None or by >= self._days[-1]:
            if self._whole is None:
                self._whole = self._fold(len(self.words))
            return self._whole
        count = bisect_right(self._days, by)
        found = self._folded.get(count)
        if found is None:
            found = self._folded[count] = self._fold(count)
        return found

    def _fold(self, count: int) -> _Folded:
        known = [self.words[i] for i in self._ranked if i < count]
        holdings = () if all(word.kind is Kind.DENIES for word in known) else fold(known)
        return [h.since for h in holdings], holdings


class _Whole:
    """All that is known now, as columns: on a day only the state that each place is in is made."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        held = [(entry.place, entry.known(None)[1]) for entry in entries]
        self._rows = [(place, holding) for place, holdings in held for holding in holdings]
        self._since = np.array([holding.since.toordinal() for _, holding in self._rows], dtype=int)
        lengths = [len(holdings) for _, holdings in held]
        self._place = np.repeat(np.arange(len(held)), lengths)
        self._starts = np.cumsum(lengths, dtype=int) - lengths

    def on(self, day: date) -> tuple[ControlState, ...]:
        begun = np.bincount(self._place[self._since <= day.toordinal()], minlength=len(self._starts))
        return _states(day, map(self._rows.__getitem__, (self._starts + begun - 1).tolist()))


_new = object.__new__
_set_place, _set_on, _set_controller, _set_status, _set_basis, _set_claims = (
    getattr(ControlState, name).__set__ for name in ("place", "on", "controller", "status", "basis", "claims")
)


def _states(on: date, held: Iterable[tuple[Place, Holding]]) -> tuple[ControlState, ...]:
    """Make states as their constructor does, in a quarter of the time: a series is millions of them."""
    states = []
    for place, holding in held:
        state = _new(ControlState)
        _set_place(state, place)
        _set_on(state, on)
        _set_controller(state, holding.controller)
        _set_status(state, holding.status)
        _set_basis(state, holding.basis)
        _set_claims(state, holding.claims)
        states.append(state)
    return tuple(states)
