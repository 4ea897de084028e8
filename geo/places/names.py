"""What names mean by the gazetteer, asked once in a run for each way of writing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice, product
from weakref import WeakKeyDictionary

from geo.places.fold import fold, is_cyrillic, keys, skeleton, stems
from geo.places.gazetteer import Gazetteer, Match
from geo.places.likelihood import NOTHING, Meaning
from geo.places.sieve import Sieve, open_sieve
from geo.places.tokens import HYPHENS, tokens

_MAX_READINGS = 60  # nominatives tried for one inflected name
_KEPT = 200_000  # names remembered, a bound for long-running pages; a corpus needs some thousands

Matches = tuple[Match, ...]


class _Answers(dict[str, bool]):
    """A function of a text that remembers, as fast as a look-up for what it has been asked before."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, text: str) -> bool:
        if len(self) > _KEPT:
            self.clear()
        answer = self[text] = self._ask(text)
        return answer


class Names:
    """The names of one gazetteer as they are written in texts. Remembers what it was asked."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._find = gazetteer.find
        self._kinds_of = gazetteer.kinds
        self._sieve: Sieve = open_sieve(gazetteer.path)
        self._exact: dict[str, Meaning] = {}
        self._inflected: dict[str, Meaning] = {}
        self.begins = _Answers(self._begin)
        """Whether names of more words may begin with these, by how they are written."""
        self._kinds: dict[str, str] = {}

    def _begin(self, written: str) -> bool:
        readings = (*keys(written), *nominatives(written)) if is_cyrillic(written) else keys(written)
        return self._sieve.begins(readings)

    def learn(self, names: Iterable[str]) -> None:
        """Look up all names that are new, in one go, so that `meaning` has the answers."""
        wanted: dict[str, tuple[list[str], list[str]]] = {}
        for written in names:
            if written in self._exact:
                continue
            exact = self._sieve.passing(keys(written))
            inflected = self._sieve.passing(nominatives(written)) if is_cyrillic(written) else []
            if exact or inflected:
                wanted[written] = exact, inflected
            else:
                self._exact[written] = NOTHING
        if not wanted:
            return
        self._trim(self._exact)
        self._trim(self._inflected)
        found = self._find(key for both in wanted.values() for part in both for key in part)
        for written, (exact, inflected) in wanted.items():
            own = [found[k] for k in exact]
            self._exact[written] = _meaning(own)
            # Of an inflected name the likeliest reading that is a place counts, not every reading.
            if nominative := next((found[k] for k in inflected if found[k]), ()):
                self._inflected[written] = _meaning([*own, nominative])

    def meaning(self, written: str, *, inflected: bool = True) -> Meaning:
        """What a name may mean, as it is written or, unless `inflected` is false, in the nominative."""
        if written not in self._exact:
            self.learn((written,))
        meaning = self._inflected.get(written) if inflected else None
        return meaning or self._exact[written]

    def bearing(self, keys: Iterable[str]) -> Mapping[str, Matches]:
        """Those of some folded keys that are names, with the places that bear them."""
        passed = self._sieve.passing(keys)
        return {key: matches for key, matches in self._find(passed).items() if matches} if passed else {}

    def loose(self, written: str) -> Meaning:
        """Places whose name differs only by romanisation or ending."""
        return _meaning(self.bearing(f"~{s}" for k in keys(written) if (s := skeleton(k))).values())

    def learn_kinds(self, words: Iterable[str]) -> None:
        """Look up all words that are new, in one go, so that `kinds` has the answers."""
        new = {word: fold(word) for word in words if word not in self._kinds}
        if new:
            self._trim(self._kinds)
            found = self._kinds_of(new.values())
            self._kinds.update((word, found[folded]) for word, folded in new.items())

    def kinds(self, word: str) -> str:
        """What a word is besides a name: letters c, d, f, s (common word, people, first name, surname) or none."""
        if word not in self._kinds:
            self.learn_kinds((word,))
        return self._kinds[word]

    @staticmethod
    def _trim(memory: dict[str, Meaning] | dict[str, str]) -> None:
        if len(memory) > _KEPT:
            memory.clear()


_OPEN: WeakKeyDictionary[Gazetteer, Names] = WeakKeyDictionary()


def names_of(gazetteer: Gazetteer) -> Names:
    """The names of a gazetteer, one value for as long as it is open."""
    names = _OPEN.get(gazetteer)
    if names is None:
        names = _OPEN[gazetteer] = Names(gazetteer)
    return names


def nominatives(written: str) -> tuple[str, ...]:
    """Keys of what an inflected Cyrillic name may be in the nominative, most likely first."""
    words = [word for word in tokens(written.lower()).texts if word not in HYPHENS]
    options = [(*stems(w), w) if len(words) == 1 else (w, *stems(w)) for w in words]
    if len(options) > 3:
        return ()
    found: dict[str, None] = {}
    for reading in islice(product(*options), _MAX_READINGS):
        found.update(dict.fromkeys(keys(" ".join(reading))))
    return tuple(found)


def merged(groups: Iterable[Matches]) -> Matches:
    """Places of several look-ups, each once, by its best name."""
    best: dict[str, Match] = {}
    for match in (m for group in groups for m in group):
        if match.place.key not in best or match.strength < best[match.place.key].strength:
            best[match.place.key] = match
    return tuple(best.values())


def _meaning(groups: Iterable[Matches]) -> Meaning:
    matches = merged(groups)
    return Meaning(matches) if matches else NOTHING
