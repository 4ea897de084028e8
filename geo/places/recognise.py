"""Recognise place names in a report: which spans are places, of what kind, and what they do in their sentence."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from geo.model import Report, Resolution, Role, Toponym
from geo.places import evidence
from geo.places.evidence import ACCEPT, Mention
from geo.places.gazetteer import Gazetteer
from geo.places.prose import Prose
from geo.places.roles import role
from geo.places.strangers import unknown
from geo.places.tokens import LIST_SIGNS


def recognise(report: Report, gazetteer: Gazetteer, *, title: bool = False) -> tuple[Toponym, ...]:
    """Find the place names of a report's text, or of its title, each with all places it may mean.

    Nothing is decided yet: every toponym is ambiguous (or unknown, where only the wording says that it is a place)
    until `resolve` has looked at the whole report. Offsets are code points.
    """
    prose = Prose((report.title or "") if title else report.text, gazetteer, report.published)
    mentions = _accepted(prose)
    mentions += unknown(prose, mentions)
    return tuple(sorted((_toponym(prose, m) for m in mentions), key=lambda t: t.start))


def _accepted(prose: Prose) -> list[Mention]:
    """Mentions with enough evidence: their own, that of the same name elsewhere, of the list, and of the company."""
    mentions = [evidence.weigh(prose, span) for span in prose.spans if not evidence.hopeless(prose, span)]
    sure = [m for m in mentions if m.score >= ACCEPT]
    names = {prose.name(m.span) for m in sure}
    around = evidence.surroundings(sure)
    accepted: list[Mention] = []
    for mention, following in zip_longest(mentions, mentions[1:]):
        bonus = 0.3 if accepted and _listed(prose, accepted[-1].end, mention.span.first) else 0.0
        if following is not None and following.score >= ACCEPT and _listed(prose, mention.end, following.span.first):
            bonus = max(bonus, 0.0 if "f" in prose.names.kinds(prose.tokens.texts[mention.span.first]) else 0.2)
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
