"""Resolve toponyms: choose among the places a name may mean, from everything the report says, or leave it open.

One score joins what is known of a place by itself (its name, its size), what the sentence says ("X in region Y"), what
the rest of the report says (regions and countries named, places near by) and where the conflict is. The runner-up is
kept; where it comes too close the name stays ambiguous: a wrong pin is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.model import Level, Place, Report, Resolution, Theatre, Toponym
from geo.places.fold import keys
from geo.places.gazetteer import Gazetteer
from geo.places.hints import Hint, hints
from geo.places.ranking import Context, around, context_of, leads, rank
from geo.places.schema import LOOSE

MARGIN = 0.08  # by which the best must lead
_SURE = 0.15  # lead from which a settled place says where the rest of the report is
_KNOWN = 0.3  # likelihood of a name from which it is believed although the report is about other countries
_SUPPORT = 0.25  # what the context must say for a name that is only like that of a place
_KEPT = 5  # candidates kept with a toponym


def resolve(
    toponyms: Sequence[Toponym], report: Report, gazetteer: Gazetteer, theatre: Theatre, *, title: bool = False
) -> tuple[Toponym, ...]:
    """Tie toponyms of a report's text, or title, to places, or leave them ambiguous or unknown with candidates."""
    text = (report.title or "") if title else report.text
    ordered = sorted(toponyms, key=lambda t: t.start)
    said = hints(ordered, text)
    exact = _exactly_known(ordered, gazetteer)
    first = _decide_all(ordered, said, context_of(ordered, theatre), exact)
    # What the first pass settled beyond doubt tells where the rest is.
    context = context_of(ordered, theatre, [t.place for t in first if t.place is not None and _lead(t) >= _SURE])
    return tuple(_one_sense(_decide_all(ordered, said, context, exact), said))


def _exactly_known(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> frozenset[str]:
    """Names that some place bears as they are written; of others the candidates only bear a like one."""
    folded = {t.name: keys(t.name) for t in toponyms if t.candidates}
    found = gazetteer.find(k for name_keys in folded.values() for k in name_keys)
    known = {name for name, name_keys in folded.items() if any(m.strength < LOOSE for k in name_keys for m in found[k])}
    # A name with its noun ("X region") is no key, but its level was read from the noun.
    return frozenset(known | {t.name for t in toponyms if t.level in (Level.REGION, Level.AREA)})


def _lead(toponym: Toponym) -> float:
    return toponym.score - (toponym.candidates[1].score if len(toponym.candidates) > 1 else 0.0)


def _decide_all(
    toponyms: Sequence[Toponym], said: Sequence[Hint], context: Context, exact: frozenset[str]
) -> list[Toponym]:
    """Decide each toponym; what has the same name, candidates and hint is decided once."""
    decided: dict[object, Toponym] = {}
    found = []
    for toponym, hint in zip(toponyms, said, strict=True):
        case = (toponym.name, toponym.level, tuple(c.place.key for c in toponym.candidates), hint)
        if case not in decided:
            decided[case] = _decide(toponym, hint, context, exact)
        like = decided[case]
        found.append(replace(
            toponym, candidates=like.candidates, score=like.score, resolution=like.resolution, place=like.place,
            level=like.level,
        ))
    return found


def _decide(toponym: Toponym, hint: Hint, context: Context, exact: frozenset[str]) -> Toponym:
    levels = {c.place.level for c in toponym.candidates}
    said = toponym.level if levels == {toponym.level} else None
    ranked = rank(toponym.candidates, hint, context, level=said)
    if not ranked:
        return replace(toponym, resolution=Resolution.UNKNOWN, place=None, candidates=())
    best = ranked[0]
    settled = leads(ranked, MARGIN) and (not hint or not hint.firm or hint.fits(best.place))
    if settled and toponym.name not in exact and not (hint and hint.fits(best.place)):
        settled = around(best.place, context) >= _SUPPORT
    if settled and not hint and context.countries and best.place.country not in context.countries:
        # A small place of a country that the report does not speak of, found by its name alone.
        settled = best.place.level is not Level.SETTLEMENT or _prior(toponym, best.place) >= _KNOWN
    return replace(
        toponym, candidates=ranked[:_KEPT], score=round(best.score, 3),
        resolution=Resolution.RESOLVED if settled else Resolution.AMBIGUOUS,
        place=best.place if settled else None, level=best.place.level if settled else toponym.level,
    )


def _prior(toponym: Toponym, place: Place) -> float:
    return next(c.score for c in toponym.candidates if c.place.key == place.key)


def _one_sense(toponyms: Sequence[Toponym], said: Sequence[Hint]) -> list[Toponym]:
    """Let a name mean one place throughout a report, where the wording does not say otherwise: the best settled one."""
    decided: dict[str, Toponym] = {}
    for toponym, hint in zip(toponyms, said, strict=True):
        name = toponym.name.casefold()
        if toponym.place is not None and (name not in decided or (hint and toponym.score > decided[name].score)):
            decided[name] = toponym
    return [
        t if hint or t.name.casefold() not in decided else _as(t, decided[t.name.casefold()])
        for t, hint in zip(toponyms, said, strict=True)
    ]


def _as(toponym: Toponym, other: Toponym) -> Toponym:
    place: Place | None = other.place
    if place is None or not any(c.place == place for c in toponym.candidates):
        return toponym
    return replace(
        toponym, place=place, level=place.level, resolution=Resolution.RESOLVED, score=max(toponym.score, other.score)
    )
