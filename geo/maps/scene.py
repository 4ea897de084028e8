"""Turn a story into the plain values that the page's script draws. Everything is decided here or before."""

from __future__ import annotations

from typing import Any

from geo.escape import web_url
from geo.maps.base import base
from geo.maps.ground import ground
from geo.maps.ledger import ledgers
from geo.maps.rows import Rows, iso, telling
from geo.model import Reconciliation, Report, Story, Territory
from geo.resources import messages

_SECTIONS = (
    "locale", "map", "time", "event", "event_alone", "stance", "control", "detail", "figures", "legend",
    "compare", "switches", "exports", "credit",
)  # fmt: skip
_NO_GROUND = Territory(cells=(), histories={}, regions=(), method="")


def scene(story: Story, *, language: str = "en") -> dict[str, Any]:
    """The values behind the page, ready for JSON: texts stay texts, days are whole numbers from `origin`.

    What depends on how much was known comes twice: by all that is known now, and by what was known on each day itself.
    """
    rows = Rows(story)
    area = story.territory if story.territory is not None and rows.origin is not None else _NO_GROUND
    then = story.then.histories if story.then is not None else None
    return {
        "language": language,
        "messages": {k: v for k, v in messages.load(language).items() if k.split(".")[0] in _SECTIONS},
        "title": story.title,
        "origin": iso(rows.origin),
        "start": None if rows.origin is None else rows.day(story.on or max(rows.days)),
        "knownBy": iso(story.known_by),
        "sides": rows.sides.rows(),
        "drawn": sorted({rows.day(s.on) for s in story.snapshots if s.on is not None}),
        "reports": [_report(r) for r in story.reports],
        "places": rows.place_table(),
        "claims": rows.claim_table(),
        "happenings": rows.happening_table(),
        "telling": telling(),
        "unplaced": rows.unplaced(),
        "figures": [_figure(r, rows) for r in story.reconciliations],
        "method": story.territory.method if story.territory else None,
        "base": base(story),
        "ground": ground(area, then, rows.origin, rows.sides),
        "ledgers": ledgers(story, rows),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "title": report.title, "outlet": report.outlet, "url": web_url(report.url), "published": iso(report.published),
    }  # fmt: skip


def _figure(reconciliation: Reconciliation, rows: Rows) -> dict[str, Any]:
    reported, estimate = reconciliation.reported, reconciliation.estimate
    return {
        "day": rows.since(reported.until or reported.said or reported.published),
        "km2": round(reported.km2, 1),
        "approximate": reported.approximate,
        "change": reported.change,
        "actor": rows.sides.index(reported.actor),
        "claimant": reported.claimant,
        "since": iso(reported.since),
        "until": iso(reported.until),
        "region": reported.region,
        "quote": reported.quote,
        "report": rows.report_at.get(reported.report),
        "ours": round(estimate.central_km2, 1) if estimate else None,
        "ratio": round(reconciliation.ratio, 3) if reconciliation.ratio is not None else None,
        "scope": reconciliation.scope,
    }
