"""Turn a story into the plain values that the page's script draws. Everything is decided here or before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from geo.escape import web_url
from geo.maps.base import base
from geo.maps.ground import ground
from geo.maps.sides import Sides
from geo.maps.timeline import PINNED, Happening, control_changes, day_of, happenings, spells
from geo.model import Claim, Level, Place, Reconciliation, Report, Resolution, Story, When
from geo.resources import messages

_SECTIONS = (
    "locale", "map", "time", "event", "event_alone", "stance", "control", "detail", "figures", "legend", "credit",
)  # fmt: skip
_LABELLED = (Level.REGION, Level.AREA)


def scene(story: Story, *, language: str = "en") -> dict[str, Any]:
    """The values behind the page, ready for JSON: texts stay texts, days are whole numbers from `origin`."""
    happened = happenings(story.claims)
    dated = [h.on for h in happened if h.on is not None] + list(story.dates)
    origin = min(dated, default=None)
    sides = Sides.of(story)
    table = _Tables(story, origin, sides)
    return {
        "language": language,
        "messages": {k: v for k, v in messages.load(language).items() if k.split(".")[0] in _SECTIONS},
        "title": story.title,
        "origin": _iso(origin),
        "steps": sorted({table.day(d) for d in dated}),
        "start": None if origin is None else table.day(story.on or max(dated)),
        "knownBy": _iso(story.known_by),
        "sides": sides.rows(),
        "reports": [_report(r) for r in story.reports],
        "places": table.places(),
        "claims": [table.claim(c) for c in story.claims],
        "happenings": [table.happening(h) for h in happened],
        "unplaced": [table.unplaced(c) for c in story.claims if c.toponym.resolution is not Resolution.RESOLVED],
        "figures": [table.figure(r) for r in story.reconciliations],
        "method": story.territory.method if story.territory else None,
        "base": base(story),
        # All that depends on what was known when; what was known then will stand beside what is known now.
        "ledger": {
            "marks": table.marks(happened),
            "control": table.control(),
            "ground": ground(story.territory, origin, sides) if story.territory and origin else [],
            "totals": table.totals(),
        },
    }


class _Tables:
    """The rows of each table; places, claims and reports are known by their position."""

    def __init__(self, story: Story, origin: date | None, sides: Sides) -> None:
        self._story, self._origin, self._sides = story, origin, sides
        self._changes = control_changes(story)
        resolved = (c.toponym.place for c in story.claims if c.toponym.resolution is Resolution.RESOLVED)
        found = {p.key: p for p in resolved if p is not None}
        self._places = [found[key] for key in sorted(found)]
        self._place_at = {p.key: i for i, p in enumerate(self._places)}
        self._claim_at = {c.id: i for i, c in enumerate(story.claims)}
        self._report_at = {r.id: i for i, r in enumerate(story.reports)}

    def day(self, on: date) -> int:
        """Days since the origin, which is the first date of all: never negative for a date of the story."""
        assert self._origin is not None  # noqa: S101  there is no date without a first one
        return max(0, (on - self._origin).days)

    def places(self) -> list[dict[str, Any]]:
        of_place: dict[str, list[int]] = defaultdict(list)
        ordered = sorted(self._story.claims, key=lambda c: (day_of(c) or date.max, c.published or date.max, c.id))
        for claim in ordered:
            place = claim.toponym.place
            if place is not None and claim.toponym.resolution is Resolution.RESOLVED:
                of_place[place.key].append(self._claim_at[claim.id])
        return [_place(p) | {"claims": of_place[p.key]} for p in self._places]

    def claim(self, claim: Claim) -> dict[str, Any]:
        return {
            "event": claim.event.value,
            "denied": claim.denied_event.value if claim.denied_event else None,
            "actor": self._sides.index(claim.actor),
            "claimant": claim.claimant,
            "stance": claim.stance.value,
            "background": claim.background,
            "day": (on - self._origin).days if (on := day_of(claim)) and self._origin else None,
            "when": _when(claim.when),
            "said": _iso(claim.said),
            "published": _iso(claim.published),
            "quote": claim.quote,
            "title": claim.in_title,
            "corrected": list(claim.corrected),
            "report": self._report_at.get(claim.report),
        }

    def happening(self, happening: Happening) -> dict[str, Any]:
        first = happening.claims[0]
        return {
            "day": None if happening.on is None else self.day(happening.on),
            "place": self._place_at[happening.key],
            "part": first.toponym.part,
            "event": happening.event.value,
            "actor": self._sides.index(happening.actor),
            "firm": happening.firm,
            "claims": [self._claim_at[c.id] for c in happening.claims],
        }

    def unplaced(self, claim: Claim) -> dict[str, Any]:
        candidates = [_place(c.place) for c in claim.toponym.candidates]
        return {"name": claim.toponym.name, "claim": self._claim_at[claim.id], "candidates": candidates}

    def marks(self, happened: Iterable[Happening]) -> list[dict[str, Any]]:
        """Each place's spells ``[day, happening, firm]``; pins for settlements, labels for regions and areas."""
        rows = list(happened)
        at = {id(h): i for i, h in enumerate(rows)}
        of_place: dict[str, list[Happening]] = defaultdict(list)
        for happening in rows:
            of_place[happening.key].append(happening)
        found = []
        for position, place in enumerate(self._places):
            there = of_place[place.key]
            if self._origin is None:  # no date anywhere: show the most telling event of each place
                entries = [[0, at[id(h)], h.firm] for h in there[:1]]
            else:
                shown = spells(there, self._changes.get(place.key, ()), self._story.theatre)
                entries = [[self.day(s.since), at[id(s.happening)], s.firm] for s in shown]
            if entries and place.level in (*PINNED, *_LABELLED):
                kind = "pin" if place.level in PINNED else "label"
                found.append({"place": position, "kind": kind, "spells": entries})
        return found

    def control(self) -> dict[int, list[list[Any]]]:
        """Control of a place by its position: ``[day, side, status, basis]``, as it changed."""
        return {
            self._place_at[key]: [
                [self.day(s.on), self._sides.index(s.controller), s.status.value, s.basis.value if s.basis else None]
                for s in states
            ]
            for key, states in self._changes.items()
            if key in self._place_at
        }

    def totals(self) -> list[dict[str, Any]]:
        """Areas by side for each date, with the interval where an estimate gives one."""
        held = {(e.until, e.side): e for e in self._story.estimates if e.measure == "held" and e.region is None}
        return [
            {
                "day": self.day(t.on),
                "contested": round(t.contested_km2, 1),
                "held": [
                    [self._sides.index(side), round(km2, 1), *_interval(held.get((t.on, side)))]
                    for side, km2 in sorted(t.held_km2.items(), key=self._side_order)
                ],
            }
            for t in sorted(self._story.totals, key=lambda t: t.on)
        ]

    def _side_order(self, item: tuple[str | None, float]) -> int:
        index = self._sides.index(item[0])
        return len(self._sides.rows()) if index is None else index

    def figure(self, reconciliation: Reconciliation) -> dict[str, Any]:
        reported, estimate = reconciliation.reported, reconciliation.estimate
        shown_from = reported.until or reported.said or reported.published
        return {
            "day": (shown_from - self._origin).days if shown_from and self._origin else None,
            "km2": round(reported.km2, 1),
            "approximate": reported.approximate,
            "change": reported.change,
            "actor": self._sides.index(reported.actor),
            "claimant": reported.claimant,
            "since": _iso(reported.since),
            "until": _iso(reported.until),
            "region": reported.region,
            "quote": reported.quote,
            "report": self._report_at.get(reported.report),
            "ours": round(estimate.central_km2, 1) if estimate else None,
            "ratio": round(reconciliation.ratio, 3) if reconciliation.ratio is not None else None,
            "scope": reconciliation.scope,
        }


def _interval(estimate: Any) -> list[float | None]:
    if estimate is None:
        return [None, None]
    return [round(v, 1) if v is not None else None for v in (estimate.low_km2, estimate.high_km2)]


def _place(place: Place) -> dict[str, Any]:
    return {
        "key": place.key, "name": place.name, "region": place.region, "level": place.level.value,
        "lat": round(place.lat, 5), "lon": round(place.lon, 5), "population": place.population,
    }  # fmt: skip


def _report(report: Report) -> dict[str, Any]:
    return {
        "title": report.title, "outlet": report.outlet, "url": web_url(report.url), "published": _iso(report.published),
    }  # fmt: skip


def _when(when: When) -> list[str | None]:
    return [_iso(when.best), _iso(when.earliest), _iso(when.latest), when.edtf]


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
