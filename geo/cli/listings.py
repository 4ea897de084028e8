"""The commands that list what each report says, one report after the other: claims, places."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli import options
from geo.cli.lookups import Explain, write_explained
from geo.cli.streams import Intake, kind_for, name_unused, open_gazetteer, say, write_rows
from geo.exchange import (
    CLAIM_COLUMNS,
    TOPONYM_COLUMNS,
    Kind,
    Row,
    area_row,
    claim_row,
    count_row,
    explained,
    places_row,
    rejection_row,
    stamp_line,
)

if TYPE_CHECKING:
    from geo.model import Claim
    from geo.pipeline import Finding, Located
    from geo.pipeline.corrections import Desk
    from geo.places import Gazetteer

_CLAIMS_SHOWN = ("date", "place", "event", "actor", "stance", "claimant", "quote")
_PLACES_SHOWN = ("id", "name", "canonical", "region", "country", "lat", "lon", "level", "resolution", "role")
_QUOTED = 80  # characters of a quote in a table; the other forms have all of it


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("claims", epilog="Example: groundshift claims seeds --format csv -o claims.csv")(claims)
    app.command("places", epilog="Example: groundshift places report.txt")(places)


def claims(
    sources: options.Sources,
    output: options.Output = None,
    format: options.Format = None,
    theatre: options.TheatreName = "auto",
    corrections: options.Corrections = None,
    with_text: options.WithText = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which rule and words made each claim, and what made none and why.")
    ] = False,
    counts: Annotated[
        bool, typer.Option("--counts", help="Add shares of a region and numbers of settlements, as rows of their own.")
    ] = False,
    strict: options.Strict = False,
) -> None:
    """List who says that what happened, where and when."""
    from geo.pipeline import corrections as table

    kind = kind_for(output, format)
    wanted = table.read(corrections) if corrections else ()
    beside = (corrections, Path(theatre) if theatre.endswith(".toml") else None)
    intake = Intake(sources, output, *filter(None, beside), strict=strict)
    gazetteer = open_gazetteer()
    desk = table.Desk(wanted, gazetteer)
    rows = _claim_rows(intake, theatre, gazetteer, desk, with_text=with_text, explain=explain, counts=counts)
    asked = {"of": counts, "explain": explain, "text": with_text}
    columns = (*CLAIM_COLUMNS, *(name for name, wanted in asked.items() if wanted))
    shown = (*_CLAIMS_SHOWN[:-1], "explain") if explain else _CLAIMS_SHOWN
    if kind is Kind.TABLE:
        rows = map(_brief, rows)
    write_rows(rows, kind, output, columns=columns, shown=shown, whole=strict)
    name_unused(desk.left)
    say(stamp_line(intake.tally))


def _claim_rows(
    intake: Intake,
    theatre: str,
    gazetteer: Gazetteer,
    desk: Desk,
    *,
    with_text: bool,
    explain: bool,
    counts: bool,
) -> Iterator[Row]:
    """Lay out the claims and figures, report by report, and behind them what `counts` and `explain` ask for."""
    from geo import pipeline

    for found in pipeline.findings(intake.reports(), theatre=theatre, gazetteer=gazetteer, ready=intake.ready):
        intake.tally.add(found.report)
        if found.fault:
            intake.fault(found.fault)
        for row in _rows_of(found, desk, explain=explain, counts=counts):
            yield row | {"text": found.report.text} if with_text else row
    intake.close()


def _rows_of(found: Finding, desk: Desk, *, explain: bool, counts: bool) -> Iterator[Row]:
    for claim in desk.put_right(found.claims):
        row = claim_row(claim, found.theatre)
        yield row | {"explain": explained(claim)} if explain else row
    for area in desk.put_right(found.areas):
        yield area_row(area, found.theatre)
    told = desk.put_right(found.counts)
    for count in told if counts else ():
        yield count_row(count, found.theatre)
    for rejection in found.rejected if explain else ():
        yield rejection_row(rejection)


def _brief(row: Row) -> Row:
    """A claim or figure on one line of a table: a figure stands where the place of a claim would."""
    told = {**row, "quote": textwrap.shorten(row.get("quote", ""), _QUOTED, placeholder=" …")}
    if why := row.get("explain"):
        told["explain"] = "; ".join([f"{why['rule']} ← {why['trigger']!r}", *why["notes"]])
    if row["type"] == "rejected":
        told["event"] = "— none"
    if row["type"] in ("area", "share", "count"):
        about = f"{row['approximate']} " if row["approximate"] else ""
        what = {"area": row.get("unit"), "share": f"% of {row.get('of')}", "count": row.get("of")}[row["type"]]
        told |= {"date": row["until"], "place": f"{about}{row['value']} {what}", "event": row["change"]}
    return told


def places(
    sources: options.Sources,
    output: options.Output = None,
    format: options.Format = None,
    theatre: options.TheatreName = "auto",
    corrections: options.Corrections = None,
    with_text: options.WithText = False,
    explain: Explain = False,
    strict: options.Strict = False,
) -> None:
    """List the place names of each report and where they are."""
    from geo.pipeline import corrections as table

    kind = kind_for(output, format)
    wanted = table.read(corrections) if corrections else ()
    beside = (corrections, Path(theatre) if theatre.endswith(".toml") else None)
    intake = Intake(sources, output, *filter(None, beside), strict=strict)
    gazetteer = open_gazetteer()
    desk = table.Desk(wanted, gazetteer)
    rows: Iterable[Row] = _place_rows(intake, theatre, gazetteer, desk, with_text=with_text, explain=explain)
    if kind is not Kind.JSONL:
        rows = ({**row, **toponym} for row in rows for toponym in row.pop("toponyms"))
    asked = {"corrected": wanted, "text": with_text, "explain": explain}
    columns = ("id", *TOPONYM_COLUMNS, *(name for name, wanted in asked.items() if wanted))
    if explain:
        write_explained(list(rows), kind, output, named_by="name", columns=columns, shown=_PLACES_SHOWN)
    else:
        write_rows(rows, kind, output, columns=columns, shown=_PLACES_SHOWN, whole=strict)
    name_unused(desk.left)


def _place_rows(
    intake: Intake, theatre: str, gazetteer: Gazetteer, desk: Desk, *, with_text: bool, explain: bool
) -> Iterator[Row]:
    """Lay out the place names of each report. Corrections name claims, so where there are any, claims are read too."""
    from geo import pipeline

    for found in pipeline.locate(intake.reports(), theatre=theatre, gazetteer=gazetteer):
        moved = _moved(found, desk) if desk.left else {}
        spans = [(toponym.start, toponym.end) for toponym in found.toponyms]
        toponyms = zip(found.toponyms, spans, strict=True)
        row = places_row(found.report, [moved[s].toponym if s in moved else toponym for toponym, s in toponyms])
        for one, span in zip(row["toponyms"], spans, strict=True):
            if span in moved:
                one["corrected"] = list(moved[span].corrected)
        if explain:
            from geo.places.explain import explain_report

            whys = explain_report(found.report, gazetteer, found.theatre)
            for toponym, why in zip(row["toponyms"], whys, strict=True):
                toponym["explain"] = why.row()
        yield row | {"text": found.report.text} if with_text else row
    intake.close()


def _moved(found: Located, desk: Desk) -> dict[tuple[int, int], Claim]:
    """The claims whose pin is put right, by where the name of their place stands in the text."""
    from geo import pipeline

    right = desk.put_right(pipeline.said_in(found).claims)
    moved = (claim for claim in right if not claim.in_title and any(why.startswith("pin: ") for why in claim.corrected))
    return {(claim.toponym.start, claim.toponym.end): claim for claim in moved}
