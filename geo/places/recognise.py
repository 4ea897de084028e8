"""Recognise place names in a report: which spans are places, of what kind, and what they do in their sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geo.model import Level, Report, Resolution, Role, Toponym
from geo.places import evidence
from geo.places.evidence import ACCEPT, Mention
from geo.places.gazetteer import Gazetteer
from geo.places.prose import Prose
from geo.places.roles import role
from geo.places.spans import Span
from geo.places.tokens import LIST_SIGNS, POSSESSIVES

_LONGEST_UNKNOWN = 3  # words of a name that only the wording marks as a place
# What must stand before an unknown name to mark it, besides prepositions and nouns of kind.
_BEFORE_A_STRANGER = LIST_SIGNS | POSSESSIVES | {"of", "the", "nearby", "neighbouring", "neighboring"}
_VAGUE = frozenset(("capital", "port"))  # "the capital of X", "the port of X": X need not be a settlement


def recognise(report: Report, gazetteer: Gazetteer, *, title: bool = False) -> tuple[Toponym, ...]:
    """Find the place names of a report's text, or of its title, each with all places it may mean.

    Nothing is decided yet: every toponym is ambiguous (or unknown, where only the wording says that it is a place)
    until `resolve` has looked at the whole report. Offsets are code points.
    """
    prose = Prose((report.title or "") if title else report.text, gazetteer, report.published)
    mentions = _accepted(prose)
    mentions += _unknown(prose, mentions)
    return tuple(sorted((_toponym(prose, m) for m in mentions), key=lambda t: t.start))


def _accepted(prose: Prose) -> list[Mention]:
    """Mentions with enough evidence: their own, that of the same name elsewhere, of the list, and of the company."""
    mentions = [evidence.weigh(prose, span) for span in prose.spans if not evidence.hopeless(prose, span)]
    sure = [m for m in mentions if m.score >= ACCEPT]
    names = {prose.name(m.span) for m in sure}
    around = evidence.surroundings(sure)
    accepted: list[Mention] = []
    for mention in mentions:
        bonus = 0.3 if accepted and _listed(prose, accepted[-1].end, mention.span.first) else 0.0
        if mention.score + bonus < ACCEPT:
            bonus += 0.25 if prose.name(mention.span) in names else evidence.company(mention, around)
        if mention.score + bonus >= ACCEPT:
            accepted.append(replace(mention, score=mention.score + bonus) if bonus else mention)
    return accepted


def _listed(prose: Prose, last: int, first: int) -> bool:
    """Whether only list signs stand between two names."""
    return 0 < first - last <= 3 and all(word in LIST_SIGNS for word in prose.lowers[last + 1:first])


def _toponym(prose: Prose, mention: Mention) -> Toponym:
    name = prose.slice(mention.span.first, mention.end)
    start = prose.tokens[mention.span.first].start
    does = role(prose, mention)
    found = (mention.meaning.governing() if does is Role.METONYM else mention.meaning).candidates
    return Toponym(
        start=start, end=start + len(name), name=name, role=does, part=mention.part,
        level=mention.level or (found[0].place.level if found else None), candidates=found,
        resolution=Resolution.AMBIGUOUS if found else Resolution.UNKNOWN,
        score=round(min(1.0, max(0.0, mention.score)), 3),
    )


def _unknown(prose: Prose, accepted: Sequence[Mention]) -> list[Mention]:
    """Names that only the wording marks as places: "the village of X", or X in a list of places.

    They get the places whose names are like theirs ("Ivanovo" for "Ivanove") as candidates, if there are any; such a
    likeness also does where a strong preposition stands before the name.
    """
    known_at: dict[int, Mention] = {at: m for m in accepted for at in (m.span.first, m.end)}
    taken = {at for m in accepted for at in range(m.span.first, m.end + 1)}
    found = []
    for first, last in _strangers(prose, taken):
        token, previous = prose.tokens[first], prose.at(first - 1)
        noun = prose.noun_of(first)
        marked = (noun in prose.words.settlement and noun not in _VAGUE) or _in_list(prose, first, last, known_at)
        alone = first == last and not prose.names.kinds(token.text)
        taken_up = previous is not None and previous.lower in prose.words.takers and not token.opens
        marked = marked or (alone and (taken_up or _of_a_taking(prose, first) or evidence.fated(prose, last)))
        governed = previous is not None and previous.lower in prose.words.strong and not token.opens
        if not (marked or governed) or (prose.names.kinds(token.text) and not noun):
            continue
        meaning = prose.names.loose(prose.slice(first, last))
        if marked or meaning:
            mention = Mention(Span(first, last, meaning), last, Level.SETTLEMENT if noun else None, meaning, 0.6)
            known_at[first] = known_at[last] = mention
            found.append(mention)
    return found


def _of_a_taking(prose: Prose, first: int) -> bool:
    """"the capture of X", "the fall of X"."""
    return first > 1 and prose.lowers[first - 1] == "of" and prose.lowers[first - 2] in prose.words.takings


def _strangers(prose: Prose, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that no known name is part of or stands beside, and that are nobody's surname."""
    words = prose.words
    gate = words.takers | words.prepositions | words.settlement | words.compass | _BEFORE_A_STRANGER
    texts = prose.tokens.texts
    for first in prose.tokens.capitals:
        if first in taken or first in prose.inside:
            continue
        if (not first or texts[first - 1].lower() not in gate) and not evidence.fated(prose, first):
            continue
        token, previous = prose.tokens[first], prose.at(first - 1)
        goes_on = previous is not None and previous.word and previous.capital and token.spaced and not previous.opens
        if goes_on:
            continue
        if token.lower in prose.surnames or token.lower in prose.words.calendar:
            continue
        last = first
        while (beyond := prose.at(last + 1)) is not None and beyond.word and beyond.capital and beyond.spaced:
            last += 1
        if last - first < _LONGEST_UNKNOWN and not any(at in prose.inside for at in range(first, last + 1)):
            yield first, last


def _in_list(prose: Prose, first: int, last: int, known_at: Mapping[int, Mention]) -> bool:
    """Whether a name stands in a list right after or before a recognised place, and the list under a preposition."""
    previous, following = prose.at(first - 1), prose.at(last + 1)
    earlier = known_at.get(first - 2) if previous is not None and previous.lower in LIST_SIGNS else None
    later = known_at.get(last + 2) if following is not None and following.lower in LIST_SIGNS else None
    if later is not None and evidence.before(prose, first) > 0:
        return True
    ends = following is None or following.lower in LIST_SIGNS or not (following.word and following.capital)
    return earlier is not None and ends and evidence.before(prose, earlier.span.first) > 0
