"""What names mean by the gazetteer, asked once in a run for each way of writing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from geo.model import Level, Place
from geo.places import arabic
from geo.places.cases import ANY, Case, readings
from geo.places.fold import CYRILLIC_COUNTRIES, fold, is_cyrillic, keys, skeleton
from geo.places.gazetteer import Gazetteer, Match
from geo.places.likelihood import NOTHING, Meaning
from geo.places.schema import ATTESTED, MAIN
from geo.places.sieve import Sieve, open_sieve
from geo.places.tokens import tokens

_KNOWN_ABROAD = 20_000  # inhabitants
_SHORT = 5  # letters
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
        self._capitals = gazetteer.capitals
        self._sieve: Sieve = open_sieve(gazetteer.path)
        self._exact: dict[str, Meaning] = {}
        self._inflected: dict[tuple[str, int], Meaning] = {}
        self.begins = _Answers(self._begin)
        """Whether names of more words may begin with these, by how they are written."""
        self.none: set[str] = set()
        """Words that were looked up and are no names, in no case."""
        self._kinds: dict[str, str] = {}

    def _begin(self, written: str) -> bool:
        found = (*keys(written), *inflected_keys(written, ANY)) if is_cyrillic(written) else keys(written)
        return self._sieve.begins(found)

    def learn(self, names: Iterable[str]) -> None:
        """Look up all names that are new, in one go, so that `meaning` has the answers."""
        wanted: dict[str, list[str]] = {}
        for written in names:
            if written not in self._exact:
                own = keys(written)
                if passed := self._sieve.passing(_in_cyrillic(own) if is_cyrillic(written) else own):
                    wanted[written] = passed
                else:
                    self._exact[written] = NOTHING
                    if not is_cyrillic(written):
                        self.none.add(written)
        if not wanted:
            return
        self._trim(self._exact)
        self._trim(self.none)
        found = self._find(key for passed in wanted.values() for key in passed)
        for written, passed in wanted.items():
            groups = {key: found[key] for key in passed}
            self._exact[written] = self._cyrillic(groups) if is_cyrillic(written) else self._meaning(groups.values())

    def meaning(self, written: str) -> Meaning:
        """What a name may mean as it is written."""
        if written not in self._exact:
            self.learn((written,))
        return self._exact[written]

    def inflected(self, written: str, cases: Case) -> Meaning:
        """What a Cyrillic name may mean if it stands in one of some cases."""
        asked = (written, cases.value)
        meaning = self._inflected.get(asked)
        if meaning is None:
            self._trim(self._inflected)
            groups = self.bearing(_in_cyrillic(inflected_keys(written, cases)))
            meaning = self._inflected[asked] = self._cyrillic(groups)
        return meaning

    def in_any_case(self, written: str) -> Meaning:
        """What a name may mean as it is written, or else, if it is Cyrillic, in any case."""
        return self.meaning(written) or (self.inflected(written, ANY) if is_cyrillic(written) else NOTHING)

    def bearing(self, keys: Iterable[str]) -> Mapping[str, Matches]:
        """Those of some folded keys that are names, with the places that bear them."""
        passed = self._sieve.passing(keys)
        return {key: matches for key, matches in self._find(passed).items() if matches} if passed else {}

    def loose(self, written: str) -> Meaning:
        """Places whose name differs only by romanisation or ending."""
        wanted = [f"~{s}" for k in keys(written) if (s := skeleton(k))]
        if written.isascii():
            wanted += (f"^{s}" for k in keys(written) if (s := arabic.skeleton(k)))
        return self._meaning(self.bearing(wanted).values())

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

    def _meaning(self, groups: Iterable[Matches]) -> Meaning:
        matches = merged(groups)
        return Meaning(matches, self._capitals) if matches else NOTHING

    def _cyrillic(self, groups: Mapping[str, Matches]) -> Meaning:
        """What a Cyrillic name may mean: places on record with it, else large ones whose usual name is like it."""
        attested = {m.place.key for key, matches in groups.items() if key.startswith(ATTESTED) for m in matches}
        matches = merged(groups.values())
        known = tuple(m for m in matches if m.place.key in attested or not _latin(m.place))
        known = known or tuple(m for m in matches if m.strength == MAIN and not _chance(m.place))
        return Meaning(known, self._capitals) if known else NOTHING

    @staticmethod
    def _trim(memory: dict[Any, Any] | set[str]) -> None:
        if len(memory) > _KEPT:
            memory.clear()


_OPEN: WeakKeyDictionary[Gazetteer, Names] = WeakKeyDictionary()


def names_of(gazetteer: Gazetteer) -> Names:
    """The names of a gazetteer, one value for as long as it is open."""
    names = _OPEN.get(gazetteer)
    if names is None:
        names = _OPEN[gazetteer] = Names(gazetteer)
    return names


def inflected_keys(written: str, cases: Case) -> tuple[str, ...]:
    """Keys of what a Cyrillic name in one of some cases may be in the nominative."""
    found: dict[str, None] = {}
    for reading in readings(tuple(tokens(written.lower()).texts), cases):
        found.update(dict.fromkeys(keys(reading)))
    return tuple(found)


def merged(groups: Iterable[Matches]) -> Matches:
    """Places of several look-ups, each once, by its best name."""
    best: dict[str, Match] = {}
    for match in (m for group in groups for m in group):
        if match.place.key not in best or match.strength < best[match.place.key].strength:
            best[match.place.key] = match
    return tuple(best.values())


def _in_cyrillic(folded: Iterable[str]) -> list[str]:
    """Keys as they are, and as the index has names that are on record in Cyrillic."""
    return [key for own in folded for key in (own, ATTESTED + own)]


def _latin(place: Place) -> bool:
    """Whether a place is one that may be like a Cyrillic name in Latin letters only."""
    return place.level in (Level.SETTLEMENT, Level.REGION) and place.country not in CYRILLIC_COUNTRIES and (
        place.level is Level.SETTLEMENT or _chance(place)
    )


def _chance(place: Place) -> bool:
    """Whether a Cyrillic name and a small place's where nobody writes so are only alike in Latin letters."""
    return (
        place.level in (Level.SETTLEMENT, Level.REGION) and place.country not in CYRILLIC_COUNTRIES
        and (place.population < _KNOWN_ABROAD or len(place.name) < _SHORT)
    )
