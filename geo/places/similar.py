"""Find names that differ from a query by a slip of the keyboard.

One slip needs no preparation: all texts one edit away (some five hundred) go through the sieve of names, and what is
left is looked up. For two slips the names that begin alike are compared, by optimal string alignment.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from geo.model import Place
from geo.places.gazetteer import Gazetteer
from geo.places.names import names_of

_SHORTEST = 5  # shorter names have too many neighbours
_LONG = 9  # from this length on two slips are forgiven
_KEPT_LETTERS = 3  # at the beginning, where two slips leave a name as it is: hardly anybody mistypes that
_KEPT_BEGINNINGS = 500
_LETTERS = "abcdefghijklmnopqrstuvwxyz "  # all that folded Latin names are made of


class Neighbourhood:
    """The names of one country, ready for tolerant look-ups."""

    def __init__(self, gazetteer: Gazetteer, country: str) -> None:
        self._gazetteer, self._country = gazetteer, country
        self._names: dict[str, list[tuple[str, int]]] = {}  # by their first letters

    def find(self, key: str) -> list[tuple[Place, float]]:
        """Find places with a name one slip from a folded key, or else two where it is long, nearest first, with
        likeness 0..1.
        """
        if len(key) < _SHORTEST or not key.isascii():
            return []
        found = dict.fromkeys(self._one_slip(key), 1)
        if not found and len(key) >= _LONG:
            found = dict.fromkeys(self._two_slips(key), 2)
        near = [(place, 1 - apart / len(key)) for place, apart in found.items()]
        return sorted(near, key=lambda f: (-f[1], -f[0].population, f[0].key))

    def _one_slip(self, key: str) -> Iterator[Place]:
        for matches in names_of(self._gazetteer).bearing(edits(key)).values():
            for match in matches:
                if match.place.country == self._country:
                    yield match.place

    def _two_slips(self, key: str) -> list[Place]:
        from rapidfuzz import process  # rarely wanted, and a single query should not wait for it
        from rapidfuzz.distance import OSA

        rows = self._beginning(key[:_KEPT_LETTERS])
        near = process.extract(key, [name for name, _ in rows], scorer=OSA.distance, score_cutoff=2, limit=None)
        return list(self._gazetteer.places({rows[at][1] for _, _, at in near}).values())

    def _beginning(self, letters: str) -> list[tuple[str, int]]:
        if letters not in self._names:
            if len(self._names) > _KEPT_BEGINNINGS:
                self._names.clear()
            self._names[letters] = self._gazetteer.names(self._country, letters)
        return self._names[letters]


@lru_cache(maxsize=8)
def neighbourhood(gazetteer: Gazetteer, country: str) -> Neighbourhood:
    """The neighbourhood of a country, kept for the next question."""
    return Neighbourhood(gazetteer, country)


def edits(key: str) -> set[str]:
    """Every text one deletion, swap of neighbours, substitution or insertion away from a key, and the key.

    >>> sorted(edits("ab") & {"b", "ba", "abc", "ac", "cab", "abcd"})
    ['abc', 'ac', 'b', 'ba', 'cab']
    """
    halves = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    found = {head + tail[1:] for head, tail in halves}
    found.update(head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1)
    found.update(head + letter + tail[1:] for head, tail in halves if tail for letter in _LETTERS)
    found.update(head + letter + tail for head, tail in halves for letter in _LETTERS)
    return found
