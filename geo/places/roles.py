"""Say what a place name does in its sentence: only where something happens is it a location."""

from __future__ import annotations

from geo.model import Level, Role
from geo.places.evidence import Mention
from geo.places.prose import Prose
from geo.places.tokens import HYPHENS, POSSESSIVES

_DETERMINERS = frozenset(("the", "a", "an", "its", "their"))
_REACH = 3  # words after a possessive in which those who act are named: "X's elite special forces"


def role(prose: Prose, mention: Mention) -> Role:
    """The role of a mention, from the words right around it.

    "Oslo said", "Oslo's troops" and "Oslo-backed" are metonyms; "Oslo University" is part of a name; "the Oslo
    garrison" and "Oslo-based" modify.
    """
    words, first = prose.words, mention.span.first
    following, beyond = prose.at(mention.end + 1), prose.at(mention.end + 2)
    if following is None:
        return Role.LOCATION
    speaks = any(
        m.place.level is Level.COUNTRY or m.place.key in prose.gazetteer.capitals for m in mention.matches[:3]
    )
    previous = prose.at(first - 1)
    if following.capital and following.spaced and following.lower in words.bodies:
        return Role.PART_OF_NAME
    governed = previous is not None and previous.lower in words.prepositions
    if speaks and following.lower in words.agent_verbs and not governed:
        return Role.METONYM
    if following.lower in POSSESSIVES:
        return Role.METONYM if speaks and _agent_follows(prose, mention.end + 2) else Role.LOCATION
    if following.text in HYPHENS and following.gap == "" and beyond is not None and beyond.gap == "":
        return Role.METONYM if speaks and beyond.lower in words.agent_joined else Role.MODIFIER
    if (
        mention.end == mention.span.last and previous is not None and previous.lower in _DETERMINERS
        and following.word and not following.capital and following.spaced
        and following.lower not in words.kind_nouns | words.function and "c" in prose.kinds(following)
    ):
        return Role.MODIFIER
    return Role.LOCATION


def _agent_follows(prose: Prose, start: int) -> bool:
    """Whether one of the next words, up to a sign, names those who act for a government."""
    for position in range(start, start + _REACH):
        token = prose.at(position)
        if token is None or not token.word:
            return False
        if token.lower in prose.words.agent_nouns:
            return True
    return False
