"""Rows: what scripts read. Keys always stand there, null where nothing is known; names of sides are those printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from geo.model import (
    AreaClaim,
    AreaEstimate,
    Claim,
    ControlSnapshot,
    ControlState,
    CountClaim,
    FrontLine,
    GroundChange,
    Place,
    Reconciliation,
    Rejection,
    Report,
    Theatre,
    Toponym,
)

Row = dict[str, Any]

# The columns of each kind of row, for a table that may have no row to take them from.
_WHERE = ("canonical", "geonameid", "country", "region", "lat", "lon", "level", "resolution")
CLAIM_KEYS = (
    "type", "id", "report", "place", *_WHERE, "event", "denied_event", "actor", "opponent", "claimant", "claimant_side",
    "stance", "background", "date", "date_from", "date_to", "date_edtf", "said", "published", "quote", "start", "end",
    "confidence", "evidence", "in_title", "hedged", "corrected",
)  # fmt: skip
AREA_KEYS = (
    "type", "id", "report", "value", "value_high", "unit", "km2", "change", "actor", "claimant", "since", "until",
    "region", "said", "published", "quote", "start", "end", "approximate", "in_title", "slip", "corrected",
)  # fmt: skip
CLAIM_COLUMNS = tuple(dict.fromkeys((*CLAIM_KEYS, *AREA_KEYS)))  # claims and figures in one table
TOPONYM_COLUMNS = ("start", "end", "name", *_WHERE, "role", "score")
CONTROL_COLUMNS = ("date", "place", "lat", "lon", "controller", "status", "basis", "claims")
ESTIMATE_COLUMNS = (
    "measure", "since", "until", "side", "region", "low_km2", "central_km2", "high_km2", "method",
    "reported_km2", "claimant", "ratio", "scope",
)  # fmt: skip
CHANGE_COLUMNS = ("side", "gained_km2", "lost_km2", "net_km2", "before_km2", "after_km2")
STEP_COLUMNS = ("since", "until", "region", *CHANGE_COLUMNS)
FRONT_COLUMNS = ("date", "side", "other_side", "length_km")
SNAPSHOT_COLUMNS = ("date", "controller", "status", "source", "licence", "redistributable")


def claim_row(claim: Claim, theatre: Theatre) -> Row:
    """Lay out a claim."""
    when = claim.when
    return {
        "type": "claim",
        "id": claim.id,
        "report": claim.report,
        "place": claim.place,
        **_where(claim.toponym),
        "event": claim.event.value,
        "denied_event": claim.denied_event and claim.denied_event.value,
        "actor": _side(claim.actor, theatre),
        "opponent": _side(claim.opponent, theatre),
        "claimant": claim.claimant,
        "claimant_side": _side(claim.claimant_side, theatre),
        "stance": claim.stance.value,
        "background": claim.background,
        "date": _day(when.best),
        "date_from": _day(when.earliest),
        "date_to": _day(when.latest),
        "date_edtf": when.edtf,
        "said": _day(claim.said),
        "published": _day(claim.published),
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "confidence": round(claim.confidence, 2),
        "evidence": claim.evidence,
        "in_title": claim.in_title,
        "hedged": claim.hedged,
        "corrected": list(claim.corrected),
    }


def explained(claim: Claim) -> Row:
    """Lay out why a claim was read: the rule, the words that fired it, and what else counted."""
    why = claim.why
    return {"rule": why.rule, "trigger": why.trigger, "notes": list(why.notes)} if why else {}


def rejection_row(rejection: Rejection) -> Row:
    """Lay out words that made no claim, and why."""
    return {
        "type": "rejected",
        "report": rejection.report,
        "place": rejection.place,
        "start": rejection.start,
        "end": rejection.end,
        "explain": {"rule": rejection.rule, "trigger": rejection.trigger, "notes": [rejection.reason]},
    }


def area_row(area: AreaClaim, theatre: Theatre) -> Row:
    """Lay out a reported figure."""
    return {
        "type": "area",
        "id": area.id,
        "report": area.report,
        "value": _number(area.value),
        "value_high": None if area.high is None else _number(area.high),
        "unit": area.unit,
        "km2": round(area.km2, 1),
        "change": area.change,
        "actor": _side(area.actor, theatre),
        "claimant": area.claimant,
        "since": _day(area.since),
        "until": _day(area.until),
        "region": area.region,
        "said": _day(area.said),
        "published": _day(area.published),
        "quote": area.quote,
        "start": area.start,
        "end": area.end,
        "approximate": area.approximate,
        "in_title": area.in_title,
        "slip": area.slip,
        "corrected": list(area.corrected),
    }


def count_row(count: CountClaim, theatre: Theatre) -> Row:
    """Lay out a share of a region or a number of settlements; `type` says which."""
    return {
        "type": count.kind,
        "id": count.id,
        "report": count.report,
        "value": _number(count.value),
        "of": count.of,
        "change": count.change,
        "actor": _side(count.actor, theatre),
        "claimant": count.claimant,
        "since": _day(count.since),
        "until": _day(count.until),
        "region": count.region,
        "said": _day(count.said),
        "published": _day(count.published),
        "quote": count.quote,
        "start": count.start,
        "end": count.end,
        "approximate": count.approximate,
        "in_title": count.in_title,
    }


def toponym_row(toponym: Toponym) -> Row:
    """Lay out a place name where it stands in its report."""
    return {
        "start": toponym.start,
        "end": toponym.end,
        "name": toponym.name,
        **_where(toponym),
        "role": toponym.role.value,
        "score": round(toponym.score, 3),
    }


def places_row(report: Report, toponyms: Sequence[Toponym]) -> Row:
    """Lay out a report's place names."""
    return {"id": report.id, "toponyms": [toponym_row(toponym) for toponym in toponyms]}


def control_row(state: ControlState, theatre: Theatre) -> Row:
    """Lay out who holds a named place on a date."""
    return {
        "date": state.on.isoformat(),
        "place": state.place.name,
        "lat": _degrees(state.place.lat),
        "lon": _degrees(state.place.lon),
        "controller": _side(state.controller, theatre),
        "status": state.status.value,
        "basis": state.basis and state.basis.value,
        "claims": list(state.claims),
    }


def estimate_row(estimate: AreaEstimate | None, theatre: Theatre, reconciliation: Reconciliation | None = None) -> Row:
    """Lay out an area of ours, and beside it the figure reported for the same side and days.

    Without an estimate the row shows the reported figure alone: without a scope there is nothing to compare.
    """
    reported = reconciliation.reported if reconciliation else None
    scope: Row = {}
    if estimate is not None:
        scope = {
            "measure": estimate.measure,
            "since": _day(estimate.since),
            "until": _day(estimate.until),
            "side": _side(estimate.side, theatre),
            "region": estimate.region,
        }
    elif reported is not None:
        scope = {
            "measure": reported.change,
            "since": _day(reported.since),
            "until": _day(reported.until),
            "side": _side(reported.actor, theatre),
            "region": reported.region,
        }
    return {
        **scope,
        "low_km2": estimate and _km2(estimate.low_km2),
        "central_km2": estimate and _km2(estimate.central_km2),
        "high_km2": estimate and _km2(estimate.high_km2),
        "method": estimate and estimate.method,
        "reported_km2": reported and _km2(reported.km2),
        "claimant": reported and reported.claimant,
        "ratio": reconciliation and reconciliation.ratio and round(reconciliation.ratio, 3),
        "scope": reconciliation and reconciliation.scope,
    }


def change_row(change: GroundChange, columns: Sequence[str] = STEP_COLUMNS) -> Row:
    """Lay out what a side gained and lost between two snapshots, to a thousandth of a square kilometre."""
    scope = {"since": _day(change.since), "until": _day(change.until), "region": change.region, "side": change.side}
    return {name: scope[name] if name in scope else round(getattr(change, name), 3) + 0.0 for name in columns}


def front_row(line: FrontLine, theatre: Theatre) -> Row:
    """Lay out the line between two sides on a day."""
    one, other = line.sides
    return {
        "date": line.on.isoformat(),
        "side": _side(one, theatre),
        "other_side": _side(other, theatre),
        "length_km": round(line.length_km, 1),
    }


def snapshot_row(snapshot: ControlSnapshot, side: str | None) -> Row:
    """Lay out the ground of a side in a snapshot, or what is contested there."""
    return {
        "date": _day(snapshot.on),
        "controller": side,
        "status": "contested" if side is None else "held",
        "source": PurePath(snapshot.source).name,
        "licence": snapshot.licence,
        "redistributable": snapshot.redistributable,
    }


def _where(toponym: Toponym) -> Row:
    place: Place | None = toponym.place
    return {
        "canonical": place and place.name,
        "geonameid": place and place.geonameid,
        "country": place and place.country,
        "region": place and place.region,
        "lat": place and _degrees(place.lat),
        "lon": place and _degrees(place.lon),
        "level": toponym.level and toponym.level.value,
        "resolution": toponym.resolution.value,
    }


def _side(name: str | None, theatre: Theatre) -> str | None:
    side = theatre.side(name)
    return side.name if side else name


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _degrees(value: float) -> float:
    return round(value, 5) + 0.0  # no "-0.0"


def _km2(value: float | None) -> float | None:
    return None if value is None else round(value, 1) + 0.0


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value
