"""Find the spans of a text that could be place names: capitalised runs looked up in the gazetteer, longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from geo.places.fold import is_cyrillic, keys, skeleton, stems
from geo.places.gazetteer import Gazetteer, Match
from geo.places.tokens import HYPHENS, POSSESSIVES, Token
from geo.places.wording import Wording

MAX_WORDS = 6  # "Democratic Republic of the Congo" has five
_MAX_READINGS = 60  # nominatives tried for one inflected name
_ADJECTIVE = re.compile(r"(?:[сц]ьк(?:і|их|им|ими|ий|ого|ому|ої|ій|ою|у)|[сц]к(?:ие|их|им|ими|ий|ого|ому|ой|ую))$")
_ARTICLES = frozenset(("al", "el", "ad", "an", "ar", "as", "ash", "at", "az"))


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `first` to `last` (inclusive) and the places that bear this name."""

    first: int
    last: int
    matches: tuple[Match, ...]


def known(text: str, tokens: list[Token], wording: Wording, gazetteer: Gazetteer) -> list[Span]:
    """The longest non-overlapping spans that the gazetteer knows, in order."""
    readings: dict[tuple[int, int], tuple[str, ...]] = {}
    for first, last in _candidates(tokens, wording):
        readings[first, last] = keys(text[tokens[first].start:tokens[last].end])
    found = gazetteer.find(key for span_keys in readings.values() for key in span_keys)
    inflected = {
        (first, last): _nominatives([t.lower for t in tokens[first:last + 1]])
        for first, last in readings
        if is_cyrillic(tokens[first].text) and not _adjective(tokens, first, last, wording)
    }
    found = {**found, **gazetteer.find(key for span_keys in inflected.values() for key in span_keys)}
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for first, last in readings:
        ends[first].append(last)
    chosen: list[Span] = []
    for first in sorted(ends):
        if chosen and first <= chosen[-1].last:
            continue
        for last in sorted(ends[first], reverse=True):
            # Of an inflected name the likeliest reading that is a place counts, not every reading.
            nominative = next((found[k] for k in inflected.get((first, last), ()) if found[k]), ())
            if matches := _merge((*(found[k] for k in readings[first, last]), nominative)):
                chosen.append(Span(first, last, matches))
                break
    return chosen


def bearing(names: Iterable[str], gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Places that bear any of these folded keys, each once, by its best name."""
    return _merge(gazetteer.find(names).values())


def loose(name: str, gazetteer: Gazetteer) -> tuple[Match, ...]:
    """Places whose name differs from `name` only by romanisation or ending."""
    return _merge(gazetteer.find(f"~{s}" for k in keys(name) if (s := skeleton(k))).values())


def _merge(groups: Iterable[tuple[Match, ...]]) -> tuple[Match, ...]:
    best: dict[str, Match] = {}
    for match in (m for group in groups for m in group):
        if match.place.key not in best or match.strength < best[match.place.key].strength:
            best[match.place.key] = match
    return tuple(best.values())


def _candidates(tokens: list[Token], wording: Wording) -> Iterator[tuple[int, int]]:
    """All runs of up to MAX_WORDS words that begin and end with a capital, joined by spaces, hyphens and particles."""
    for first, token in enumerate(tokens):
        if not token.word or not (token.capital or _article(tokens, first)):
            continue
        words = 0
        for last in range(first, min(first + 2 * MAX_WORDS, len(tokens))):
            current = tokens[last]
            if last > first and not _joins(tokens, last):
                break
            if not current.word:
                continue
            words += 1
            if words > MAX_WORDS or not (current.capital or current.lower in wording.particles or last == first):
                break
            if current.capital:
                yield first, last


def _article(tokens: list[Token], at: int) -> bool:
    """Whether a lower-case "al" begins a name, as in "al-Bukamal"."""
    return (
        tokens[at].lower in _ARTICLES and at + 2 < len(tokens) and tokens[at + 1].text in HYPHENS
        and tokens[at + 1].gap == "" and tokens[at + 2].capital and tokens[at + 2].gap == ""
    )


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether the token at `at` can go on with the name before it."""
    token, before = tokens[at], tokens[at - 1]
    if token.text in HYPHENS or (token.text == "." and len(before.text) <= 3) or token.lower in POSSESSIVES:
        return token.gap == ""
    if not token.word:
        return False
    if before.text in HYPHENS:
        return token.gap == ""
    return token.spaced


def _adjective(tokens: list[Token], first: int, last: int, wording: Wording) -> bool:
    """Whether a word is an adjective ("Одеські кав'ярні") rather than a name or a region ("Одеській області")."""
    beyond = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    adjective = first == last and _ADJECTIVE.search(tokens[first].lower) is not None
    return adjective and beyond not in wording.region | wording.district


def _nominatives(words: list[str]) -> tuple[str, ...]:
    """Keys of what an inflected Cyrillic name may be in the nominative."""
    options = [(*stems(w), w) if len(words) == 1 else (w, *stems(w)) for w in words if w not in HYPHENS]
    if len(options) > 3:
        return ()
    found: dict[str, None] = {}
    for reading in islice(product(*options), _MAX_READINGS):
        found.update(dict.fromkeys(keys(" ".join(reading))))
    return tuple(found)
