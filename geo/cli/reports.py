"""The commands that read reports: map, claims, places, control, areas, export."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from geo.cli import options
from geo.cli.lookups import Explain, write_explained
from geo.cli.streams import gather, kind_for, name_faults, open_gazetteer, say, write_rows, write_text
from geo.errors import InputError
from geo.exchange import (
    CLAIM_COLUMNS,
    CONTROL_COLUMNS,
    ESTIMATE_COLUMNS,
    LAYER_COLUMNS,
    TOPONYM_COLUMNS,
    Kind,
    Layer,
    Row,
    area_row,
    claim_row,
    control_row,
    estimate_row,
    explained,
    layer_rows,
    places_row,
    rejection_row,
    stamp_line,
)
from geo.model import Analysis
from geo.reading import read_points

_SHOWN = {
    "claims": ("date", "place", "event", "actor", "stance", "claimant", "quote"),
    "places": ("id", "name", "canonical", "region", "country", "lat", "lon", "level", "resolution", "role"),
    "areas": (
        "measure", "since", "until", "side", "region", "low_km2", "central_km2", "high_km2", "reported_km2", "claimant",
        "ratio",
    ),
}  # fmt: skip
_QUOTED = 80  # characters of a quote in a table; the other forms have all of it
_LONGEST = 36_600  # days that one table may hold; a century is a slip of the keyboard


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("map", epilog="Example: groundshift map seeds -o map.html")(draw_map)
    app.command("claims", epilog="Example: groundshift claims seeds --format csv -o claims.csv")(claims)
    app.command("places", epilog="Example: groundshift places report.txt")(places)
    app.command("control", epilog="Example: groundshift control seeds --on 2022-09-11")(control)
    app.command("areas", epilog="Example: groundshift areas seeds --by side,day --format csv")(areas)
    app.command("export", epilog="Example: groundshift export seeds -o week.geojson")(export)


def draw_map(
    sources: options.Sources,
    output: options.Output = None,
    on: options.On = None,
    known_by: options.KnownBy = None,
    theatre: options.TheatreName = "auto",
    corrections: options.Corrections = None,
    tiles: Annotated[
        str,
        typer.Option("--tiles", metavar="none|PROVIDER|URL", help="A background from the network; none needs none."),
    ] = "none",
    title: Annotated[
        str | None, typer.Option("--title", help="The title; found from the reports unless given.")
    ] = None,
    strict: options.Strict = False,
) -> None:
    """Draw the map: one HTML file, no network needed."""
    from geo import pipeline

    if output is None and sys.stdout.isatty():
        raise InputError("expected the name of a file for the map, got none: add -o map.html")
    analysis = _analyse(sources, theatre, corrections, output, strict=strict)
    story = pipeline.tell(analysis, on=on, known_by=known_by, title=title)
    write_text(pipeline.draw(story, tiles=tiles), output)


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
    strict: options.Strict = False,
) -> None:
    """List who says that what happened, where and when."""
    kind = kind_for(output, format)
    analysis = _analyse(sources, theatre, corrections, output, strict=strict)
    rows = list(_claim_rows(analysis, with_text=with_text, explain=explain))
    columns = (*CLAIM_COLUMNS, *(["explain"] if explain else []), *(["text"] if with_text else []))
    shown = _SHOWN["claims"]
    if kind is Kind.TABLE:
        rows = [_brief(row) for row in rows]
        shown = (*shown[:-1], "explain") if explain else shown
    write_rows(rows, kind, output, columns=columns, shown=shown)
    say(stamp_line(analysis.reports))


def places(
    sources: options.Sources,
    output: options.Output = None,
    format: options.Format = None,
    theatre: options.TheatreName = "auto",
    with_text: options.WithText = False,
    explain: Explain = False,
    strict: options.Strict = False,
) -> None:
    """List the place names of each report and where they are."""
    from geo import pipeline

    kind = kind_for(output, format)
    reports = gather(sources, output, strict=strict).reports
    gazetteer = open_gazetteer()
    rows = []
    for found in pipeline.locate(reports, theatre=theatre, gazetteer=gazetteer):
        row = places_row(found.report, found.toponyms)
        if explain:
            from geo.places.explain import explain_report

            explained = explain_report(found.report, gazetteer, found.theatre)
            for toponym, why in zip(row["toponyms"], explained, strict=True):
                toponym["explain"] = why.row()
        rows.append(row | {"text": found.report.text} if with_text else row)
    if kind is not Kind.JSONL:
        rows = [{**row, **toponym} for row in rows for toponym in row.pop("toponyms")]
    extra = (*(["text"] if with_text else []), *(["explain"] if explain else []))
    write_explained(
        rows, kind, output, named_by="name", columns=("id", *TOPONYM_COLUMNS, *extra), shown=_SHOWN["places"]
    )


def control(
    sources: options.Sources,
    on: options.On = None,
    since: options.Since = None,
    until: options.Until = None,
    known_by: options.KnownBy = None,
    at: Annotated[
        Path | None,
        typer.Option(
            "--at",
            parser=options.path,
            metavar="POINTS.csv",
            help="Ask for these points (place,lat,lon), not named places.",
        ),
    ] = None,
    output: options.Output = None,
    format: options.Format = None,
    theatre: options.TheatreName = "auto",
    corrections: options.Corrections = None,
    strict: options.Strict = False,
) -> None:
    """List who holds each named place, day by day."""
    from geo import pipeline

    kind = kind_for(output, format)
    points = read_points(at) if at else None
    if on and (since or until):
        raise InputError("expected either --on or --from and --to, got both: choose one")
    _check_span(since, until)
    analysis = _analyse(sources, theatre, corrections, output, at, strict=strict)
    days = _asked(on, since, until, pipeline.event_days(pipeline.as_known(analysis, known_by)))
    states = (
        pipeline.control(analysis, days, known_by=known_by)
        if points is None
        else pipeline.control_at(analysis, points, days, known_by=known_by)
    )
    rows = [control_row(state, analysis.theatre) for day in days for state in states[day]]
    write_rows(rows, kind, output, columns=CONTROL_COLUMNS, shown=CONTROL_COLUMNS[:-1])
    say(stamp_line(pipeline.as_known(analysis, known_by).reports))


def areas(
    sources: options.Sources,
    since: options.Since = None,
    until: options.Until = None,
    by: Annotated[
        str, typer.Option("--by", metavar="side,region,day", help="How finely; a row is always about one side.")
    ] = "side",
    known_by: options.KnownBy = None,
    output: options.Output = None,
    format: options.Format = None,
    theatre: options.TheatreName = "auto",
    corrections: options.Corrections = None,
    strict: options.Strict = False,
) -> None:
    """List the ground each side held, gained and lost."""
    from geo import pipeline

    kind = kind_for(output, format)
    parts = {part.strip() for part in by.split(",")}
    if not parts <= {"side", "region", "day"}:
        raise InputError(f"expected --by with some of side, region, day, got {by!r}: part them by commas")
    _check_span(since, until)
    analysis = _analyse(sources, theatre, corrections, output, strict=strict)
    span = _span(since, until, pipeline.event_days(pipeline.as_known(analysis, known_by)))
    measured = pipeline.measure(
        analysis, span, each_region="region" in parts, each_day="day" in parts, known_by=known_by
    )
    rows = [estimate_row(estimate, analysis.theatre, reported) for estimate, reported in measured]
    write_rows(rows, kind, output, columns=ESTIMATE_COLUMNS, shown=_SHOWN["areas"])
    say(stamp_line(pipeline.as_known(analysis, known_by).reports))


def export(
    sources: options.Sources,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", parser=options.path, metavar="FILE", help="Where to: .geojson or .csv."),
    ],
    layer: Annotated[
        Layer | None,
        typer.Option(
            "--layer",
            parser=options.layer,
            metavar="|".join(Layer),
            help="One layer; else claims, and territory in GeoJSON.",
        ),
    ] = None,
    on: options.On = None,
    known_by: options.KnownBy = None,
    theatre: options.TheatreName = "auto",
    corrections: options.Corrections = None,
    strict: options.Strict = False,
) -> None:
    """Write GeoJSON or CSV for other programs."""
    from geo import pipeline

    if (suffix := output.suffix.lower()) not in (".geojson", ".csv"):
        why = f"{suffix} is not written yet" if suffix in (".kml", ".gpkg") else f"got {output.name!r}"
        raise InputError(f"expected a file name that ends in .geojson or .csv, {why}: choose one of these")
    analysis = _analyse(sources, theatre, corrections, output, strict=strict)
    story = pipeline.tell(analysis, on=on, known_by=known_by)
    if suffix == ".geojson":
        from geo.exchange.geojson import feature_collection

        write_text(feature_collection(story, [layer] if layer else [Layer.CLAIMS, Layer.TERRITORY]), output)
    else:
        chosen = layer or Layer.CLAIMS
        write_rows(layer_rows(story, chosen), Kind.CSV, output, columns=LAYER_COLUMNS[chosen])
        say(stamp_line(story.reports))


def _analyse(
    sources: list[Path],
    theatre: str,
    corrections: Path | None,
    output: Path | None,
    *beside: Path | None,
    strict: bool,
) -> Analysis:
    """Read and analyse the sources, naming every fault once, and put right what a person found wrong.

    `output` may be none of them, nor any of the files `beside`.
    """
    from geo import pipeline
    from geo.pipeline import corrections as table

    wanted = table.read(corrections) if corrections else ()
    used = (corrections, Path(theatre) if theatre.endswith(".toml") else None, *beside)
    found = gather(sources, output, *filter(None, used), strict=strict)
    gazetteer = open_gazetteer()
    analysis = pipeline.analyse(
        found.reports,
        theatre=theatre,
        gazetteer=gazetteer,
        faults=found.faults,
        ready=found.claims,
    )
    name_faults(analysis.faults[len(found.faults) :], strict=strict)
    analysis, left = table.apply(analysis, wanted, gazetteer)
    for correction in left:
        say(f"no claim {correction.claim!r} in these reports: its correction was not used", kind="warning")
    return analysis


def _claim_rows(analysis: Analysis, *, with_text: bool, explain: bool) -> Iterator[Row]:
    """Lay out the claims and figures, report by report, and with `explain` what was rejected behind them."""
    said: dict[str, list[Row]] = {report.id: [] for report in analysis.reports}
    for claim in analysis.claims:
        row = claim_row(claim, analysis.theatre)
        said[claim.report].append(row | {"explain": explained(claim)} if explain else row)
    for figure in analysis.areas:
        said[figure.report].append(area_row(figure, analysis.theatre))
    for rejection in analysis.rejected if explain else ():
        said[rejection.report].append(rejection_row(rejection))
    for report in analysis.reports:
        for row in said[report.id]:
            yield row | {"text": report.text} if with_text else row


def _brief(row: Row) -> Row:
    """A claim or figure on one line of a table: a figure stands where the place of a claim would."""
    told = {**row, "quote": textwrap.shorten(row.get("quote", ""), _QUOTED, placeholder=" …")}
    if why := row.get("explain"):
        told["explain"] = "; ".join([f"{why['rule']} ← {why['trigger']!r}", *why["notes"]])
    if row["type"] == "rejected":
        told["event"] = "— none"
    if row["type"] == "area":
        about = f"{row['approximate']} " if row["approximate"] else ""
        told |= {"date": row["until"], "place": f"{about}{row['value']} {row['unit']}", "event": row["change"]}
    return told


def _asked(on: date | None, since: date | None, until: date | None, happened: Sequence[date]) -> list[date]:
    """One day, or each day of a span; without either the last day on which something happened."""
    if on or not (since or until):
        return [on] if on else list(happened[-1:])
    span = _span(since, until, happened)
    return [span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)] if span else []


def _span(since: date | None, until: date | None, happened: Sequence[date]) -> tuple[date, date] | None:
    """The first and last day asked for; a bound not given is that of what happened, if anything did."""
    first = since or min((*happened[:1], *([until] if until else [])), default=None)
    last = until or max((*happened[-1:], *([since] if since else [])), default=None)
    _check_span(first, last)
    return (first, last) if first and last else None


def _check_span(since: date | None, until: date | None) -> None:
    if since is None or until is None:
        return
    if since > until:
        raise InputError(f"expected --from to be no later than --to, got {since} and {until}: exchange them")
    if (until - since).days > _LONGEST:
        raise InputError(f"expected a span of at most {_LONGEST} days, got {since} to {until}: narrow it")
