"""Find the spans of a text that could be place names: capitalised runs looked up in the gazetteer, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.places.fold import is_cyrillic, keys, skeleton
from geo.places.gazetteer import Gazetteer, Match
from geo.places.likelihood import Meaning
from geo.places.names import Names, merged
from geo.places.tokens import HYPHENS, POSSESSIVES, Tokens
from geo.places.wording import Wording

MAX_WORDS = 6  # "Democratic Republic of the Congo" has five
_ADJECTIVE = re.compile(r"(?:[сц]ьк(?:і|их|им|ими|ий|ого|ому|ої|ій|ою|у)|[сц]к(?:ие|их|им|ими|ий|ого|ому|ой|ую))$")
_ARTICLES = frozenset(("al", "el", "ad", "an", "ar", "as", "ash", "at", "az"))


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `first` to `last` (inclusive) and what this name may mean."""

    first: int
    last: int
    meaning: Meaning

    @property
    def matches(self) -> tuple[Match, ...]:
        """The places that bear the name."""
        return self.meaning.matches


def known(tokens: Tokens, wording: Wording, names: Names) -> list[Span]:
    """The longest non-overlapping spans that the gazetteer knows, in order."""
    runs = [(first, list(_runs(tokens, first, wording, names))) for first in _firsts(tokens)]
    names.learn(written for _, ends in runs for _, written in ends)
    chosen: list[Span] = []
    end = -1
    for first, ends in runs:
        if first <= end:
            continue
        for last, written in reversed(ends):
            inflected = not _adjective(tokens, first, last, wording)
            if meaning := names.meaning(written, inflected=inflected):
                chosen.append(Span(first, last, meaning))
                end = last
                break
    return chosen


def bearing(names: Iterable[str], gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Places that bear any of these folded keys, each once, by its best name."""
    return merged(gazetteer.find(names).values())


def loose(name: str, gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Places whose name differs from `name` only by romanisation or ending."""
    return merged(gazetteer.find(f"~{s}" for k in keys(name) if (s := skeleton(k))).values())


def _firsts(tokens: Tokens) -> Iterator[int]:
    """Where a name may begin: at a capital, or at the lower-case article joined to it, as in "al-Bukamal"."""
    for at in tokens.capitals:
        if (
            at > 1 and tokens.texts[at - 1] in HYPHENS and tokens.texts[at - 2].lower() in _ARTICLES
            and not tokens.gap(at) and not tokens.gap(at - 1) and not tokens[at - 2].capital
        ):
            yield at - 2
        yield at


def _runs(tokens: Tokens, first: int, wording: Wording, names: Names) -> Iterator[tuple[int, str]]:
    """Runs of up to MAX_WORDS words that end with a capital and may be names: (last token, as written).

    Words are joined by spaces, hyphens and particles, and only as far as some name of the gazetteer goes on.
    """
    texts, size = tokens.texts, len(tokens.texts)
    words, last = 1, first
    if tokens[first].capital:
        yield first, texts[first]
    while True:
        owns = last + 1 < size and texts[last + 1] in POSSESSIVES  # "King" begins no name that "King's Lynn" does
        if not owns and not names.begins(tokens.slice(first, last)):
            return
        last += 1
        while last < size and not texts[last][0].isalpha() and _joins(tokens, last):
            last += 1
        if last >= size or last >= first + 2 * MAX_WORDS or not _joins(tokens, last):
            return
        words += 1
        current = tokens[last]
        if words > MAX_WORDS or not (current.capital or current.lower in wording.particles):
            return
        if current.capital:
            yield last, tokens.slice(first, last)


def _joins(tokens: Tokens, at: int) -> bool:
    """Whether the token at a position can go on with the name before it."""
    word, before = tokens.texts[at], tokens.texts[at - 1]
    if word in HYPHENS or (word == "." and len(before) <= 3) or word in POSSESSIVES:
        return not tokens.gap(at)
    if not word[0].isalpha():
        return False
    return not tokens.gap(at) if before in HYPHENS else tokens.gap(at) in (" ", "\u00a0")


def _adjective(tokens: Tokens, first: int, last: int, wording: Wording) -> bool:
    """Whether a word is an adjective ("Одеські кав'ярні") rather than a name or a region ("Одеській області")."""
    if first != last or not is_cyrillic(tokens.texts[first]) or _ADJECTIVE.search(tokens.texts[first].lower()) is None:
        return False
    beyond = tokens.texts[last + 1].lower() if last + 1 < len(tokens) else ""
    return beyond not in wording.region | wording.district
