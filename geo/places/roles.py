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
    words, tokens, lowers, at = prose.words, prose.tokens, prose.lowers, mention.end + 1
    following, previous = lowers[at], lowers[mention.span.first - 1]
    if not following:
        return Role.LOCATION
    if prose.body_after(mention.end) or prose.body_of(mention.span.first):
        return Role.PART_OF_NAME
    if following in words.agent_verbs and previous not in words.prepositions and _speaks(prose, mention):
        return Role.METONYM
    if following in POSSESSIVES:
        acts = _agent_follows(prose, at + 1) and _speaks(prose, mention)
        return Role.METONYM if acts else Role.LOCATION
    if following in HYPHENS and lowers[at + 1] and not tokens.gap(at) and not tokens.gap(at + 1):
        return Role.METONYM if lowers[at + 1] in words.agent_joined and _speaks(prose, mention) else Role.MODIFIER
    if previous in _DETERMINERS and mention.end == mention.span.last and prose.modifies(mention.end):
        return Role.MODIFIER
    return Role.LOCATION


def _speaks(prose: Prose, mention: Mention) -> bool:
    """Whether the name may stand for a government: that of a country or its capital."""
    return any(m.place.level is Level.COUNTRY or m.place.key in prose.gazetteer.capitals for m in mention.matches[:3])


def _agent_follows(prose: Prose, start: int) -> bool:
    """Whether one of the next words, up to a sign, names those who act for a government."""
    for word in prose.lowers[start:start + _REACH]:
        if not word[:1].isalpha():
            return False
        if word in prose.words.agent_nouns:
            return True
    return False
