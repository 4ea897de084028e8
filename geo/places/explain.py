"""Explain a score: what each kind of evidence added for the answer and for the runner-up.

The ranking is asked again with one more kind of evidence each time, so the parts are what the ranking itself makes of
them, in that order, and add up to the score whatever its formula; nothing of this burdens a run without `--explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.model import Candidate, Place, Report, Theatre
from geo.places.gazetteer import Gazetteer, Match
from geo.places.geocoder import Frame
from geo.places.hints import Hint
from geo.places.likelihood import likelihood
from geo.places.ranking import Context, no_lead, rank
from geo.places.recognise import recognise
from geo.places.resolve import MARGIN as REPORT_MARGIN
from geo.places.resolve import decide, evidence
from geo.places.schema import MAIN

Ranking = Callable[[Sequence[Candidate], Hint, Context], tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """A place's score and its parts in order: (kind of evidence, what it added)."""

    place: Place
    score: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the best two candidates of a name came by their scores, and the lead that the best one needs.

    `doubt` says why the best one is not believed; None where it is.
    """

    best: Score | None
    runner_up: Score | None
    margin: float
    doubt: str | None = None

    def row(self) -> dict[str, Any]:
        """As an extra key of a row."""
        return {
            "best": _row(self.best), "runner_up": _row(self.runner_up), "margin": self.margin, "doubt": self.doubt,
        }


def explain_query(frame: Frame, margin: float, pool: Sequence[Candidate] | None = None) -> Explanation:
    """Explain the ranking of a query's candidates (or of another pool, such as an online geocoder's)."""
    return _explain(frame.fitting if pool is None else pool, frame.hint, frame.context, margin, frame.rank)


def explain_report(report: Report, gazetteer: Gazetteer, theatre: Theatre, *, title: bool = False) \
        -> tuple[Explanation, ...]:
    """Explain every toponym of a report's text, or title, in the order of `resolve(recognise(…), …)`."""
    toponyms = sorted(recognise(report, gazetteer, title=title), key=lambda t: t.start)
    said, context = evidence(toponyms, report, gazetteer, theatre, title=title)

    def explained(candidates: Sequence[Candidate], hint: Hint) -> Explanation:
        levels = {c.place.level for c in candidates}
        level = next(iter(levels)) if len(levels) == 1 else None
        return _explain(
            candidates, hint, context, REPORT_MARGIN, lambda pool, h, c: rank(pool, h, c, level=level)
        )

    decided = decide(toponyms, said, context, gazetteer)
    return tuple(
        replace(explained(t.candidates, hint), doubt=doubt)
        for t, hint, (_, doubt) in zip(toponyms, said, decided, strict=True)
    )


def _explain(pool: Sequence[Candidate], hint: Hint, context: Context, margin: float, ranked: Ranking) -> Explanation:
    bare = Context(nearness=context.nearness)
    countries = replace(bare, countries=context.countries)
    regions = replace(
        countries, regions=context.regions, siblings=context.siblings, shared=context.shared, holds=context.holds
    )
    neighbours = replace(regions, anchors=context.anchors)
    # By itself a place is ranked alone: under its own name, which any other name falls short of, then as it is named.
    own = [Candidate(place=c.place, score=round(likelihood(Match(c.place, MAIN)), 4)) for c in pool]
    totals = [
        ("kind and size", _scores([found for c in own for found in ranked([c], Hint(), bare)])),
        ("name", _scores([found for c in pool for found in ranked([c], Hint(), bare)])),
        ("namesakes", _scores(ranked(pool, Hint(), bare))),  # a town before the region named after it, and the like
        ("named with it", _scores(ranked(pool, hint, bare))),
        ("country", _scores(ranked(pool, hint, countries))),
        ("region", _scores(ranked(pool, hint, regions))),
        ("neighbours", _scores(ranked(pool, hint, neighbours))),
        ("theatre", _scores(final := ranked(pool, hint, context))),
    ]

    def score(candidate: Candidate) -> Score:
        key, before, parts = candidate.place.key, 0.0, []
        for part, scores in totals:
            added = round(scores.get(key, 0.0) - before, 4)
            before = scores.get(key, 0.0)
            if added:
                parts.append((part, added))
        return Score(candidate.place, candidate.score, tuple(parts))

    best = [score(candidate) for candidate in final[:2]]
    doubt = no_lead(final, margin) if best else "no place bears the name"
    return Explanation(best[0] if best else None, best[1] if len(best) > 1 else None, margin, doubt)


def _scores(ranked: Sequence[Candidate]) -> dict[str, float]:
    return {c.place.key: c.score for c in ranked}


def _row(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    place = score.place
    return {
        "name": place.name, "geonameid": place.geonameid, "region": place.region, "country": place.country,
        "level": place.level.value, "score": score.score, "parts": dict(score.parts),
    }


def told(explained: Mapping[str, Any]) -> list[str]:
    """An explanation's row in lines for eyes: a sum for each place, then the lead.

    >>> told({"best": {"name": "Aville", "region": None, "country": "XX", "level": "settlement", "score": 0.3,
    ...                "parts": {"kind and size": 0.35, "name": -0.05}}, "runner_up": None, "margin": 0.05})
    ['Aville, XX (settlement): 0.300 = kind and size 0.350 - name 0.050', 'no other place bears the name']
    """
    best, runner_up = explained["best"], explained["runner_up"]
    if best is None:
        return ["no place bears the name, or none where it was asked for"]
    doubt = [f"left open: {explained['doubt']}"] if explained.get("doubt") else []
    if runner_up is None:
        return [_sum(best), "no other place bears the name", *doubt]
    lead = best["score"] - runner_up["score"]
    return [_sum(best), _sum(runner_up), f"lead {lead:.3f}, needed {explained['margin']:.3f}", *doubt]


def _sum(score: Mapping[str, Any]) -> str:
    where = ", ".join(dict.fromkeys(part for part in (score["name"], score["region"], score["country"]) if part))
    parts = "".join(f" {'+' if value >= 0 else '-'} {part} {abs(value):.3f}" for part, value in score["parts"].items())
    return f"{where} ({score['level']}): {score['score']:.3f} = {parts.removeprefix(' + ').strip() or '0'}"
