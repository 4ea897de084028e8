"""Join what the gazetteer and an online geocoder say of one query: neither is lost, and where they differ, it is open.

The gazetteer knows well-known places and how many bear a name; a service knows hamlets. So a service may add a place
to a name that the gazetteer does not have, and may doubt one that it has; it does not settle what the gazetteer holds
to be ambiguous, for a service's first answer to such a name is a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import OSA

from geo.model import Candidate, Level, Place, Resolution
from geo.places.distance import distance_km
from geo.places.fold import fold, keys
from geo.places.gazetteer import Match
from geo.places.geocoder import MARGIN, Answer, Frame, bare, columns
from geo.places.likelihood import candidates
from geo.places.online.client import OnlineGeocoder, Question, Reply
from geo.places.online.replies import Found
from geo.places.ranking import AREA_SPOT_KM, SAME_SPOT_KM, leads
from geo.places.schema import MAIN

_KEPT = 5
_REGION_KM = 150.0  # two points to label one region by
_SHORTEST, _LONG = 5, 9  # letters of a name from which on one slip, and two, are forgiven


@dataclass(frozen=True, slots=True)
class Joined:
    """The joined answer, which geocoder it is from (None: nobody's), and both words behind it."""

    answer: Answer
    geocoder: str | None
    offline: Answer
    service: str
    reply: Reply
    credit: str = ""
    pool: tuple[Candidate, ...] | None = None  # what decided, where it was not the gazetteer's own candidates

    def row(self) -> dict[str, Any]:
        """The answer as `groundshift geocode` writes it, with both words kept beside it."""
        fault = self.reply.fault
        return {
            **self.answer.row(),
            "geocoder": self.geocoder,
            "offline": {
                **columns(self.offline.place), "resolution": self.offline.resolution.value, "score": self.offline.score
            },
            "online": {
                "geocoder": self.service, "outcome": self.reply.outcome, "cached": self.reply.cached,
                "fault": str(fault) if fault else None,
                "places": [columns(f.place(self.service)) for f in self.reply.found],
                "credit": self.credit if self.reply.found else None,
            },
        }


def ask(frame: Frame, offline: Answer, online: OnlineGeocoder) -> Joined:
    """Put a query to the service too, and join the answers."""
    anchor = next(iter(frame.context.anchors), None)
    reply = online.ask(Question(
        name=frame.name, region=frame.wider, country=frame.country, near=(anchor.lat, anchor.lon) if anchor else None
    )) if frame.name else Reply()
    return join(frame, offline, reply, service=online.name, credit=online.service.policy.credit)


def join(frame: Frame, offline: Answer, reply: Reply, *, service: str, credit: str = "") -> Joined:
    """Join an offline answer and a reply."""
    def joined(answer: Answer, geocoder: str | None, pool: tuple[Candidate, ...] | None = None) -> Joined:
        return Joined(answer, geocoder, offline, service, reply, credit, pool)

    known = "offline" if offline.place else None
    places = [found.place(service) for found in reply.found if bears(found, frame.name)]
    fitting = [p for p in places if not frame.hint or frame.hint.fits(p)]
    if not fitting:
        return joined(offline, known)  # a fault, nothing found, or nothing of that name where it was asked for
    # All are equally likely by themselves: services rank by what most people look for, not by what a report means.
    pool = candidates(Match(place, MAIN) for place in fitting)
    ranked = frame.rank(pool, frame.hint, frame.context)
    if offline.place is not None:
        if any(_same(offline.place, place) for place in fitting):
            return joined(offline, known)
        doubted = (Candidate(place=offline.place, score=offline.score), *ranked)
        return joined(_open(offline, doubted), None)
    if offline.resolution is Resolution.AMBIGUOUS:
        return joined(_open(offline, _unlike(offline.candidates, ranked)), None)
    if not leads(ranked, MARGIN):
        return joined(_open(offline, ranked), None, pool)
    best = ranked[0]
    return joined(
        replace(offline, resolution=Resolution.RESOLVED, place=best.place, score=best.score, candidates=ranked[:_KEPT]),
        service,
        pool,
    )


def bears(found: Found, name: str) -> bool:
    """Whether a place bears a name, spelt like it or with a slip: services also return what only resembles it."""
    wanted = {key for text in (name, bare(name)) for key in keys(text)}
    for other in found.names:
        borne = {key for text in (other, bare(other)) for key in keys(text)}
        if wanted & borne or any(_alike(one, two) for one in wanted for two in borne):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < _SHORTEST else 1 if shorter < _LONG else 2
    if not allowed or fold(one)[0] != fold(other)[0]:
        return False
    return int(OSA.distance(one, other, score_cutoff=allowed)) <= allowed


def _open(offline: Answer, found: Iterable[Candidate]) -> Answer:
    kept = tuple(found)
    return replace(
        offline, resolution=Resolution.AMBIGUOUS, place=None, score=kept[0].score, candidates=kept[:2 * _KEPT]
    )


def _unlike(known: tuple[Candidate, ...], added: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Candidates known, and those added that are other spots."""
    return (*known, *(c for c in added if not any(_same(c.place, k.place) for k in known)))


def _same(one: Place, other: Place) -> bool:
    """Whether two entries mean one place for a map; kinds need not agree, for services name them differently."""
    if Level.COUNTRY in (one.level, other.level):
        return one.level is other.level and one.country == other.country
    if Level.REGION in (one.level, other.level):
        return one.level is other.level and distance_km(one, other) <= _REGION_KM
    return distance_km(one, other) <= (AREA_SPOT_KM if Level.AREA in (one.level, other.level) else SAME_SPOT_KM)
