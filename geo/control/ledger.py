"""The ledger of a conflict: all claims, and the two questions put to it — who held what on a day, as known by a day."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np

from geo.control.fold import Holding, fold
from geo.control.words import Kind, Word, words
from geo.model import Claim, ControlState, Place, Theatre

_Folded = tuple[list[int], tuple[Holding, ...]]  # the first days (ordinals), and the holdings that begin on them


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
            key: tuple(sorted(by_place[key].values(), key=attrgetter("rank")))
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
        day, by = on.toordinal(), known_by.toordinal()
        found = ((entry.place, *entry.known(by)) for entry in self._entries.values())
        return _states(on, ((place, held[bisect_right(since, day) - 1]) for place, since, held in found if held))

    def history(self, place_key: str, known_by: date | None = None) -> tuple[ControlState, ...]:
        """How one place was held, oldest first: `on` is the day each state began, `date.min` for what came before all.

        Empty for a place without an entry.
        """
        entry = self._entries.get(place_key)
        if entry is None:
            return ()
        _, holdings = entry.known(known_by.toordinal() if known_by else None)
        return tuple(_states(holding.since, [(entry.place, holding)])[0] for holding in holdings)

    @cached_property
    def _whole(self) -> _Whole:
        return _Whole(self._entries.values())


class _Entry:
    """The words about one place in the order of `Word.rank`, and what has been folded from them."""

    __slots__ = ("_folded", "_known", "place", "words")

    def __init__(self, entered: tuple[Word, ...]) -> None:
        self.words = entered
        self.place = entered[0].place
        self._known = sorted(word.known.toordinal() for word in entered)
        self._folded: dict[int, _Folded] = {}

    def known(self, by: int | None) -> _Folded:
        """The holdings as known by a day (an ordinal), or by now; folded once for each set of known words."""
        count = len(self._known) if by is None else bisect_right(self._known, by)
        found = self._folded.get(count)
        if found is None:
            known = [word for word in self.words if by is None or word.known.toordinal() <= by]
            holdings = () if all(word.kind is Kind.DENIES for word in known) else fold(known)
            found = self._folded[count] = [h.since.toordinal() for h in holdings], holdings
        return found


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


class _Draft:
    """A state in the making: open, where `ControlState` is frozen."""

    __slots__ = ControlState.__slots__


def _states(on: date, held: Iterable[tuple[Place, Holding]]) -> tuple[ControlState, ...]:
    """Make states in a fifth of the time that their constructor takes: a series is millions of them."""
    states: list[Any] = []
    for place, holding in held:
        state: Any = _Draft()
        state.place = place
        state.on = on
        state.controller = holding.controller
        state.status = holding.status
        state.basis = holding.basis
        state.claims = holding.claims
        state.__class__ = ControlState  # of one layout
        states.append(state)
    return tuple(states)
