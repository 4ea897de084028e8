"""Find the spans of a text that could be place names: capitalised runs looked up in the gazetteer, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from geo.model import Level
from geo.places.cases import ANY, GOVERNED, Case
from geo.places.gazetteer import Gazetteer, Match
from geo.places.likelihood import NOTHING, Meaning
from geo.places.names import Names, merged, names_of
from geo.places.tokens import HYPHENS, LIST_SIGNS, POSSESSIVES, Tokens
from geo.places.wording import Wording

_SHORTEST = 3  # letters of a name that is no abbreviation
_LONGEST_LIST = 100  # tokens over which a list is followed back to its preposition
MAX_WORDS = 6  # "Democratic Republic of the Congo" has five
_REGIONAL = re.compile(r"(?:[сц]ьк(?:а|і|их|им|ими|ий|ого|ому|ої|ій|ою|у)|[сц]к(?:ая|ие|их|им|ими|ий|ого|ому|ой|ую))$")
_CYRILLIC = "\u0400"
_ARTICLES = frozenset(("al", "el", "ad", "an", "ar", "as", "ash", "at", "az"))


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `first` to `last` (inclusive) and what this name may mean."""

    first: int
    last: int
    meaning: Meaning
    inflected: bool = False  # it is no name as it is written, only in the nominative

    @property
    def matches(self) -> tuple[Match, ...]:
        """The places that bear the name."""
        return self.meaning.matches


def known(tokens: Tokens, wording: Wording, names: Names, on: date | None = None) -> list[Span]:
    """The longest non-overlapping spans that the gazetteer knows, in order, by the names of a day."""
    texts, lowers, begins = tokens.texts, tokens.lowers, names.begins
    runs: list[tuple[int, list[tuple[int, str]]]] = []
    none = names.none
    for first in _firsts(tokens):
        written = texts[first]
        if begins[written] or lowers[first + 1] in POSSESSIVES or lowers[first + 1] in wording.feature:
            runs.append((first, _runs(tokens, first, wording, names)))
        elif written not in none:
            runs.append((first, [(first, written)]))
    names.learn(written for _, ends in runs for _, written in ends)
    chosen: list[Span] = []
    end = -1
    for first, ends in runs:
        if first <= end:
            continue
        for last, written in ends:
            meaning, inflected = names.meaning(written), False
            if written[0] >= _CYRILLIC and not _adjective(tokens, first, last, wording):
                cases = _governed(tokens, first)
                if cases is None and adjectival(tokens.lowers[last]) and _regional(tokens, last, wording):
                    cases = ANY
                meaning, inflected = _in_its_case(written, cases, meaning, names)
            if meaning and len(written) < _SHORTEST:
                meaning = _of_letters(tokens, last, meaning)
            if meaning:
                chosen.append(Span(first, last, meaning.on(on), inflected))
                end = last
                break
    return chosen


def _of_letters(tokens: Tokens, last: int, meaning: Meaning) -> Meaning:
    """What a word of one or two letters may mean: "Va." and "VA" a state, "Bo" a town."""
    word = tokens.texts[last]
    if len(word) == 1 or tokens.texts[last + 1:last + 2] == ["$"]:
        return NOTHING
    return meaning if word.isupper() or tokens.lowers[last + 1] == "." else meaning.only(Level.SETTLEMENT)


def _governed(tokens: Tokens, first: int) -> Case | None:
    """The cases that a preposition before a name, or before the list it is in, leaves; None where there is none."""
    at = first - 1
    while tokens.lowers[at] in LIST_SIGNS and at - 1 in tokens.capital and first - at < _LONGEST_LIST:
        at -= 1
        while at in tokens.capital:
            at -= 1
    return GOVERNED.get(tokens.lowers[at])


def _in_its_case(written: str, cases: Case | None, exact: Meaning, names: Names) -> tuple[Meaning, bool]:
    """What a Cyrillic name means in some cases, and whether it had to be put into the nominative for that.

    No preposition: the name as it is, or else in any case. One that governs the accusative, which is like the
    nominative of most names: both. Any other: in its case, or else as it is, for some names are not inflected.
    """
    if cases is None:
        return (exact, False) if exact else (names.inflected(written, ANY), True)
    inflected = names.inflected(written, cases)
    if not inflected:
        return exact, False
    if exact and Case.ACCUSATIVE in cases:
        return exact.joined(inflected), False
    return inflected, True


def bearing(names: Iterable[str], gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Places that bear any of these folded keys, each once, by its best name."""
    return merged(names_of(gazetteer).bearing(names).values())


def loose(name: str, gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Places whose name differs from `name` only by romanisation or ending."""
    return names_of(gazetteer).loose(name).matches


def _firsts(tokens: Tokens) -> Iterator[int]:
    """Where a name may begin: at a capital, or at the lower-case article joined to it, as in "al-Bukamal"."""
    lowers = tokens.lowers
    for at in tokens.capitals:
        if lowers[at - 1] in HYPHENS and lowers[at - 2] in _ARTICLES and not (
            at - 2 in tokens.capital or tokens.gap(at) or tokens.gap(at - 1)
        ):
            yield at - 2
        yield at


def _runs(tokens: Tokens, first: int, wording: Wording, names: Names) -> list[tuple[int, str]]:
    """Runs of up to MAX_WORDS words that end with a capital and may be names, longest first: (last token, as written).

    Words are joined by spaces, hyphens and particles, and only as far as some name of the gazetteer goes on.
    """
    texts, lowers = tokens.texts, tokens.lowers
    written = texts[first]
    runs = [(first, written)] if first in tokens.capital else []
    last, words = first, 1
    # "King" begins no name that "King's Lynn" does.
    while lowers[last + 1] in POSSESSIVES or names.begins[written]:
        last += 1
        while lowers[last] and not lowers[last][0].isalpha() and _joins(tokens, last):
            last += 1
        words += 1
        capital = last in tokens.capital
        if (
            not lowers[last] or words > MAX_WORDS or last >= first + 2 * MAX_WORDS
            or not (capital or lowers[last] in wording.particles) or not _joins(tokens, last)
        ):
            break
        written = tokens.slice(first, last)
        if capital:
            runs.append((last, written))
    if runs and lowers[runs[-1][0] + 1] in wording.feature and _joins(tokens, runs[-1][0] + 1):
        end = runs[-1][0] + 1  # the noun of a sea or river is often in lower case: "Чорне море"
        runs.append((end, tokens.slice(first, end)))
    runs.reverse()
    return runs


def _joins(tokens: Tokens, at: int) -> bool:
    """Whether the token at a position can go on with the name before it."""
    word, before = tokens.texts[at], tokens.texts[at - 1]
    if word in HYPHENS or (word == "." and len(before) <= 3) or word in POSSESSIVES:
        return not tokens.gap(at)
    if not word[0].isalpha():
        return False
    return not tokens.gap(at) if before in HYPHENS else tokens.gap(at) in (" ", "\u00a0")


def _adjective(tokens: Tokens, first: int, last: int, wording: Wording) -> bool:
    """Whether a word is an adjective ("Одеські кав'ярні") rather than a name or a region ("Одеській області").

    Inside a sentence adjectives are written small.
    """
    word = tokens.lowers[last]
    # The genitive of a town in -ськ looks like the adjective in the nominative; the town is meant more often.
    return (
        first == last and adjectival(word) and not word.endswith("ька") and tokens.opens(first)
        and not _regional(tokens, last, wording)
    )


def _regional(tokens: Tokens, last: int, wording: Wording) -> bool:
    """Whether an adjective, or the list of such that it is in, stands before a region's noun."""
    at = last + 1
    while tokens.lowers[at] in LIST_SIGNS and adjectival(tokens.lowers[at + 1]):
        at += 2  # "Одеській та Сумській областях"
    return tokens.lowers[at] in wording.region or tokens.lowers[at] in wording.district


def adjectival(word: str) -> bool:
    """Whether a lower-case Cyrillic word has the form of an adjective made from a place name."""
    return word[:1] >= _CYRILLIC and _REGIONAL.search(word) is not None
