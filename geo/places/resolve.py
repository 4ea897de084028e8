"""Resolve toponyms: choose among the places a name may mean, from everything the report says, or leave it open.

One score joins what is known of a place by itself (its name, its size), what the sentence says ("X in region Y"), what
the rest of the report says (regions and countries named, places near by) and where the conflict is. The runner-up is
kept; where it comes too close the name stays ambiguous: a wrong pin is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo.model import Candidate, Level, Place, Report, Resolution, Theatre, Toponym
from geo.places.gazetteer import Gazetteer
from geo.places.hints import Hint, hints
from geo.places.names import names_of
from geo.places.ranking import Context, around, context_of, no_lead, rank

MARGIN = 0.08  # by which the best must lead
_SURE = 0.12  # lead from which a settled place says where the rest of the report is
_KNOWN = 0.3  # likelihood of a name from which it is believed although the report is about other countries
_SUPPORT = 0.25  # what the context must say for a name that is only like that of a place
_MOST = 12  # candidates looked at; the first that lies elsewhere than the best is among them
_KEPT = 5  # candidates kept with a toponym


@dataclass(frozen=True, slots=True)
class _Decision:
    """What a name was found to mean in one wording; shared by all its mentions."""

    ranked: tuple[Candidate, ...]
    doubt: str | None
    """Why the best place is not believed."""

    @property
    def place(self) -> Place | None:
        return None if self.doubt else self.ranked[0].place

    @property
    def score(self) -> float:
        return round(self.ranked[0].score, 3) if self.ranked else 0.0


def resolve(
    toponyms: Sequence[Toponym], report: Report, gazetteer: Gazetteer, theatre: Theatre, *, title: bool = False
) -> tuple[Toponym, ...]:
    """Tie toponyms of a report's text, or title, to places, or leave them ambiguous or unknown with candidates."""
    ordered = sorted(toponyms, key=lambda t: t.start)
    if not ordered:
        return ()
    said, context = evidence(ordered, report, gazetteer, theatre, title=title)
    return tuple(t for t, _ in decide(ordered, said, context, gazetteer))


def decide(
    ordered: Sequence[Toponym], said: Sequence[Hint], context: Context, gazetteer: Gazetteer
) -> list[tuple[Toponym, str | None]]:
    """Tie each toponym to a place, or say in a few words why its best candidate is not believed."""
    decided = _decide_all(ordered, said, context, _exactly_known(ordered, gazetteer))
    told = _one_sense([_told(t, d) for t, d in zip(ordered, decided, strict=True)], said)
    return [(t, None if t.place else d.doubt) for t, d in zip(told, decided, strict=True)]


def evidence(
    ordered: Sequence[Toponym], report: Report, gazetteer: Gazetteer, theatre: Theatre, *, title: bool = False
) -> tuple[list[Hint], Context]:
    """What speaks for one place or another: a hint for each toponym (in order of position), and the report's context.

    A first look at the report settles some places beyond doubt; they tell where the rest is.
    """
    said = hints(ordered, (report.title or "") if title else report.text)
    named = context_of(ordered, theatre)
    first = _decide_all(ordered, said, named, _exactly_known(ordered, gazetteer))
    return said, context_of(ordered, theatre, _settled_beyond_doubt(first), shared=named.shared)


def _exactly_known(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> frozenset[str]:
    """Names that some place bears, in whatever case; of others the candidates only bear a like one."""
    names, written = names_of(gazetteer), {t.name for t in toponyms if t.candidates}
    names.learn(written)
    known = {name for name in written if names.in_any_case(name)}
    # A name with its noun ("X region") is no key, but its level was read from the noun.
    return frozenset(known | {t.name for t in toponyms if t.level in (Level.REGION, Level.AREA)})


def _settled_beyond_doubt(decisions: Iterable[_Decision]) -> list[Place]:
    """The places that a first look leaves no doubt about; a country whose name is also a region's is none of them."""
    return [
        d.place for d in decisions if d.place is not None and _lead(d) >= _SURE
        and not (d.place.level is Level.COUNTRY and any(c.place.level is Level.REGION for c in d.ranked[:_KEPT]))
    ]


def _lead(decision: _Decision) -> float:
    """By how much the best place leads what is elsewhere: a town and its region are in the same part of the world."""
    if not decision.ranked:
        return 0.0
    best = decision.ranked[0]
    rivals = (c.score for c in decision.ranked[1:] if c.place.region_key != best.place.region_key)
    return best.score - next(rivals, 0.0)


def _decide_all(
    toponyms: Sequence[Toponym], said: Sequence[Hint], context: Context, exact: frozenset[str]
) -> list[_Decision]:
    """Decide each toponym; what has the same name, candidates and hint is decided once."""
    decided: dict[object, _Decision] = {}
    found = []
    for toponym, hint in zip(toponyms, said, strict=True):
        case = (toponym.name, toponym.level, id(toponym.candidates), hint)
        decision = decided.get(case)
        if decision is None:
            decision = decided[case] = _decide(toponym, hint, context, exact)
        found.append(decision)
    return found


def _decide(toponym: Toponym, hint: Hint, context: Context, exact: frozenset[str]) -> _Decision:
    if not toponym.candidates:
        return _Decision((), "no place bears the name")
    one_level = len(toponym.candidates) > 1 and all(c.place.level is toponym.level for c in toponym.candidates)
    ranked = rank(toponym.candidates, hint, context, level=toponym.level if one_level else None, most=_MOST)
    return _Decision(ranked, _doubt(toponym, ranked, hint, context, exact))


def _doubt(
    toponym: Toponym, ranked: Sequence[Candidate], hint: Hint, context: Context, exact: frozenset[str]
) -> str | None:
    """Why the best candidate is not to be believed; None where it is."""
    best = ranked[0].place
    placed = bool(hint) and hint.fits(best)
    if close := no_lead(ranked, MARGIN):
        return close
    if hint and hint.firm and not placed:
        return "it does not lie where the sentence puts it"
    if toponym.name not in exact and not placed and around(best, context) < _SUPPORT:
        return "its name is only like this one, and little around it speaks for it"
    abroad = not hint and context.countries and best.country not in context.countries
    if abroad and best.level is Level.SETTLEMENT and _prior(toponym, best) < _KNOWN:
        return "it is a small place of a country that the report does not name"
    return None


def _told(toponym: Toponym, decision: _Decision) -> Toponym:
    place = decision.place
    resolution = Resolution.RESOLVED if place else Resolution.AMBIGUOUS if decision.ranked else Resolution.UNKNOWN
    return Toponym(
        start=toponym.start, end=toponym.end, name=toponym.name, role=toponym.role, part=toponym.part,
        level=place.level if place else toponym.level, resolution=resolution, place=place,
        candidates=decision.ranked[:_KEPT], score=decision.score if decision.ranked else toponym.score,
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
    if place is toponym.place and toponym.score >= other.score:
        return toponym
    if place is None or not any(c.place == place for c in toponym.candidates):
        return toponym
    return replace(
        toponym, place=place, level=place.level, resolution=Resolution.RESOLVED, score=max(toponym.score, other.score)
    )
