"""Find names that differ from a query by a slip of the keyboard: symmetric deletion over one country's names.

Every name is entered under itself and under each form with one letter left out; so is the query. Two names that meet
are one insertion, deletion, substitution or transposition apart (or, for long names, two), which the true distance
then confirms.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from geo.model import Place
from geo.places.gazetteer import Gazetteer

_SHORTEST = 5  # shorter names have too many neighbours
_LONG = 9  # from this length on two slips are forgiven


class Neighbourhood:
    """The names of one country, ready for tolerant look-ups."""

    def __init__(self, gazetteer: Gazetteer, country: str) -> None:
        self._gazetteer = gazetteer
        self._names: defaultdict[str, set[int]] = defaultdict(set)
        for name, number in gazetteer.names(country):
            if len(name) >= _SHORTEST - 1 and name.isascii():
                self._names[name].add(number)
        self._forms: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._names:
            for form in _forms(name):
                self._forms[form].append(name)

    def find(self, key: str) -> list[tuple[Place, float]]:
        """Places with a name one slip from a folded key (two where it is long), nearest first, with likeness 0..1."""
        if len(key) < _SHORTEST or not key.isascii():
            return []
        allowed = 2 if len(key) >= _LONG else 1
        near: dict[int, int] = {}
        for name in {n for form in _forms(key) for n in self._forms.get(form, ())}:
            apart = distance(key, name, allowed)
            if apart <= allowed:
                for number in self._names[name]:
                    near[number] = min(near.get(number, allowed), apart)
        places = self._gazetteer.places(near)
        found = [(places[number], 1 - apart / len(key)) for number, apart in near.items() if number in places]
        return sorted(found, key=lambda f: (-f[1], -f[0].population, f[0].key))


@lru_cache(maxsize=8)
def neighbourhood(gazetteer: Gazetteer, country: str) -> Neighbourhood:
    """The neighbourhood of a country, kept for the next question."""
    return Neighbourhood(gazetteer, country)


def _forms(name: str) -> set[str]:
    return {name, *(name[:i] + name[i + 1:] for i in range(len(name)))}


def distance(one: str, other: str, limit: int) -> int:
    """Edits between two texts, a swap of neighbours counted as one (optimal string alignment); `limit + 1` if more.

    >>> distance("zhytomry", "zhytomyr", 2), distance("makiivka", "makiiivka", 2), distance("rivne", "lviv", 1)
    (1, 1, 2)
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        current = [i]
        for j, b in enumerate(other, start=1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return previous[-1]
