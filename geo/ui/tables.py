"""The tables of the page: frames of plain values, and what each column is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo import escape
from geo.model import Claim, CountClaim, Reconciliation, Report, Story, Totals, When
from geo.ui.words import Unit, party, shared, text
from geo.units import KM2_PER_SQ_MI

Columns = Mapping[str, Any]
_column = st.column_config


def in_unit(km2: float | None, unit: Unit) -> float | None:
    """Square kilometres in the unit shown."""
    return km2 / KM2_PER_SQ_MI if km2 is not None and unit is Unit.SQ_MI else km2


def when(stated: When) -> str | None:
    """A date with its precision, in words that still sort: "2022-09-08 to 2022-09-10", "2022-09 (about)".

    >>> when(When(best=None, earliest=None, latest=None, edtf="2022-09~"))
    '2022-09 (about)'
    """
    if stated.edtf is None:
        return None
    marks = {"/": f" {text('until')} ", "~": f" ({text('about')})", "?": f" ({text('uncertain')})"}
    return "".join(marks.get(sign, sign) for sign in stated.edtf)


def claims(story: Story) -> pd.DataFrame:
    """One row a claim, in the story's order."""
    titles = {r.id: r.outlet or r.title or r.id for r in story.reports}
    return pd.DataFrame([_claim(c, story, titles) for c in story.claims], columns=list(claim_columns()))


def claim_columns() -> Columns:
    return {
        "when": _column.TextColumn(text("col_when"), width=98),
        "place": _column.TextColumn(text("col_place"), width=130),
        "event": _column.TextColumn(text("col_event"), width=100),
        "actor": _column.TextColumn(text("col_actor"), width=98),
        "claimant": _column.TextColumn(text("col_claimant"), width=150),
        "stance": _column.TextColumn(text("col_stance"), width=78),
        "quote": _column.TextColumn(text("col_quote"), width=445),
        "region": _column.TextColumn(text("col_region"), width=130),
        "pinned": _column.TextColumn(text("col_pinned"), help=text("col_pinned_help"), width=85),
        "background": _column.CheckboxColumn(text("col_background"), help=text("col_background_help"), width=70),
        "published": _column.DateColumn(text("col_published"), format="YYYY-MM-DD", width=95),
        "report": _column.TextColumn(text("col_report"), width=160),
        "confidence": _column.NumberColumn(text("col_confidence"), format="%.2f", width=85),
    }


def _claim(claim: Claim, story: Story, titles: Mapping[str, str]) -> dict[str, object]:
    place = claim.toponym.place
    return {
        "when": when(claim.when),
        "place": place.name if place else claim.place,
        "event": shared(f"event_alone.{claim.event}"),
        "actor": party(story, claim.actor) if claim.actor else None,
        "claimant": claim.claimant or text("outlet_itself"),
        "stance": shared(f"stance.{claim.stance}"),
        "quote": claim.quote,
        "region": place.region if place else None,
        "pinned": text(f"resolution.{claim.toponym.resolution}"),
        "background": claim.background,
        "published": claim.published,
        "report": titles.get(claim.report, claim.report),
        "confidence": claim.confidence,
    }


def held(story: Story, now: Totals, before: Totals, unit: Unit) -> pd.DataFrame:
    """Ground held by each side on one day, most first, and its change since another; last, ground of no known side."""
    bounds = {e.side: e for e in story.estimates if e.measure == "held" and e.until == now.on and e.region is None}
    sides = sorted(now.held_km2, key=lambda side: (side is None, -now.held_km2[side], side or ""))
    rows = [
        {
            "side": text("unknown") if side is None else party(story, side),
            "held": in_unit(now.held_km2[side], unit),
            "low": in_unit(bounds[side].low_km2, unit) if side in bounds else None,
            "high": in_unit(bounds[side].high_km2, unit) if side in bounds else None,
            "change": in_unit(now.held_km2[side] - before.held_km2.get(side, 0.0), unit),
        }
        for side in sides
    ]
    return pd.DataFrame(rows, columns=list(held_columns(unit)))


def held_columns(unit: Unit) -> Columns:
    return {
        "side": _column.TextColumn(text("col_side"), width=130),
        "held": _column.NumberColumn(text("col_held", unit=unit), format="%,.0f", width=100),
        "low": _column.NumberColumn(text("col_low"), format="%,.0f", width=80),
        "high": _column.NumberColumn(text("col_high"), format="%,.0f", width=80),
        "change": _column.NumberColumn(text("col_change", unit=unit), format="%+,.0f", width=110),
    }


def reported(story: Story, unit: Unit, counts: Sequence[CountClaim] = ()) -> pd.DataFrame:
    """One row a reported figure, with our estimate of the same side and days beside it.

    After them `counts`, the shares of regions and numbers of settlements: no areas, and never compared with any.
    """
    rows = [_reported(r, story, unit) for r in story.reconciliations] + [_counted(c, story) for c in counts]
    return pd.DataFrame(rows, columns=list(reported_columns(unit)))


def reported_columns(unit: Unit) -> Columns:
    return {
        "until": _column.DateColumn(text("col_until"), format="YYYY-MM-DD", width=92),
        "claimant": _column.TextColumn(text("col_claimant"), width=140),
        "figure": _column.TextColumn(text("col_figure"), width=185),
        "reported": _column.NumberColumn(text("col_reported", unit=unit), format="%,.0f", width=115),
        "ours": _column.NumberColumn(text("col_ours", unit=unit), format="%,.0f", width=90),
        "ratio": _column.NumberColumn(text("col_ratio"), help=text("col_ratio_help"), format="%.2f", width=60),
        "scope": _column.TextColumn(text("col_scope"), width=405),
        "low": _column.NumberColumn(text("col_low"), format="%,.0f", width=75),
        "high": _column.NumberColumn(text("col_high"), format="%,.0f", width=75),
        "since": _column.DateColumn(text("col_since"), format="YYYY-MM-DD", width=92),
        "quote": _column.TextColumn(text("col_quote"), width=460),
    }


def _reported(row: Reconciliation, story: Story, unit: Unit) -> dict[str, object]:
    figure, ours = row.reported, row.estimate
    words = (figure.approximate, f"{figure.value:,g}", figure.unit, text(f"change.{figure.change}"))
    return {
        "until": figure.until,
        "claimant": figure.claimant or text("outlet_itself"),
        "figure": _as_written(words, figure.actor, story),
        "reported": in_unit(figure.km2, unit),
        "ours": in_unit(ours.central_km2, unit) if ours else None,
        "low": in_unit(ours.low_km2, unit) if ours else None,
        "high": in_unit(ours.high_km2, unit) if ours else None,
        "ratio": row.ratio,
        "since": figure.since,
        "scope": row.scope,
        "quote": figure.quote,
    }


def _counted(count: CountClaim, story: Story) -> dict[str, object]:
    told = (count.approximate, text(f"count.{count.kind}", value=f"{count.value:,g}", of=count.of))
    return {
        "until": count.until,
        "claimant": count.claimant or text("outlet_itself"),
        "figure": _as_written((*told, text(f"change.{count.change}")), count.actor, story),
        "since": count.since,
        "scope": text("count_scope"),
        "quote": count.quote,
    }


def _as_written(words: Iterable[str | None], actor: str | None, story: Story) -> str:
    return " ".join(w for w in words if w) + (f" · {party(story, actor)}" if actor else "")


def reports(story: Story) -> pd.DataFrame:
    """One row a report, with how many of the shown claims came from it."""
    counts = pd.Series([c.report for c in story.claims], dtype=object).value_counts()
    rows = [_report(r, int(counts.get(r.id, 0))) for r in story.reports]
    return pd.DataFrame(rows, columns=list(report_columns()))


def report_columns() -> Columns:
    return {
        "published": _column.DateColumn(text("col_published"), format="YYYY-MM-DD", width=95),
        "title": _column.TextColumn(text("col_title"), width=460),
        "outlet": _column.TextColumn(text("col_outlet"), width=180),
        "claims": _column.NumberColumn(text("col_claims"), format="%d", width=70),
        "url": _column.LinkColumn(text("col_link"), width=200),
    }


def _report(report: Report, count: int) -> dict[str, object]:
    return {
        "published": report.published,
        "title": report.title or report.id,
        "outlet": report.outlet,
        "claims": count,
        "url": escape.web_url(report.url),
    }
