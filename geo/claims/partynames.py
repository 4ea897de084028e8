"""The names that lead to a party: those of a theatre's sides, of nations, of armed groups and of their leaders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from geo.model import Theatre
from geo.resources.lexicons import Lexicon, parties


@dataclass(frozen=True, slots=True)
class Name:
    side: str
    kind: str
    force: bool


ADJECTIVE = re.compile(r"(?:an|en|ish|ese|i|ite|ist)$")  # Tigrayan, Chechen, Kurdish, Houthi, Shiite, Maoist


@cache
def names(theatre: Theatre, year: int | None) -> dict[tuple[str, ...], Name]:
    """Token tuples that name a party, theatre's words first, nations for the rest."""
    table: dict[tuple[str, ...], Name] = {}
    for side in theatre.sides:
        for words, kind, force in (
            ((side.name, *side.aliases, *side.bodies), "name", True),
            (side.metonyms, "metonym", True),
            (side.demonyms, "demonym", False),
            ([surname for surname, _ in side.officials], "person", False),
        ):
            for word in words:
                table.setdefault(key(word), Name(side.name, kind, force))
    known = parties(year)
    if not theatre.sides:
        for surname, printed in known.leaders.items():
            table.setdefault(key(surname), Name(printed, "person", False))
    for group, printed in known.groups.items():
        table.setdefault(key(group), Name(printed, "name", True))
    for word, printed in known.peoples.items():
        table.setdefault(key(word), Name(printed, "demonym", False))
    for name, *words in known.nations.values():
        table.setdefault(key(name), Name(name, "nation", True))
        for word in words:
            table.setdefault(key(word), Name(name, "demonym", False))
    return table


@cache
def named_parties(theatre: Theatre, year: int | None) -> frozenset[str]:
    """The parties that bear such a name, as printed."""
    return frozenset(name.side for name in names(theatre, year).values() if name.force)


_PART = re.compile(r"(?:[A-Z]\.){2,}|['’]s|[^\W_]+(?:-[^\W_]+)*")


@lru_cache(maxsize=20_000)
def key(phrase: str) -> tuple[str, ...]:
    return tuple(_PART.findall(phrase.replace("’", "'")))


@cache
def longest(theatre: Theatre, year: int | None) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in names(theatre, year):
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


@cache
def common_nouns(lexicon: Lexicon) -> frozenset[str]:
    """Lower-case words that a party without a name can begin with."""
    groups = ("occupying", "force_modifiers", "group_nouns", "group_modifiers")
    return sure_nouns(lexicon).union(*(lexicon.groups[f"words.{name}"] for name in groups))


@cache
def sure_nouns(lexicon: Lexicon) -> frozenset[str]:
    """Lower-case words of which one stands in every party without a known name or an acronym."""
    groups = ("enemy_words", "force_nouns", "state_nouns")
    return frozenset[str]().union(*(lexicon.groups[f"words.{name}"] for name in groups))


@cache
def starts(theatre: Theatre, year: int | None) -> frozenset[str]:
    """The first word of each name that is no article."""
    return frozenset(key[key[0].lower() == "the" and len(key) > 1] for key in names(theatre, year))
