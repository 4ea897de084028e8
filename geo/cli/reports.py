"""The commands that put reports together: map, control, areas, export."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from geo.cli import listings, options
from geo.cli.streams import gather, kind_for, name_faults, name_unused, open_gazetteer, say, write_rows, write_text
from geo.errors import InputError
from geo.exchange import (
    CONTROL_COLUMNS,
    ESTIMATE_COLUMNS,
    Kind,
    Layer,
    control_row,
    estimate_row,
    stamp,
    stamp_line,
)
from geo.model import Analysis, ControlSnapshot, Story
from geo.reading import Legend, read_points

_AREAS_SHOWN = (
    "measure", "since", "until", "side", "region", "low_km2", "central_km2", "high_km2", "reported_km2", "claimant",
    "ratio",
)  # fmt: skip
_NAMED = 5  # files in one warning
_LONGEST = 36_600  # days that one table may hold; a century is a slip of the keyboard


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("map", epilog="Example: groundshift map seeds -o map.html")(draw_map)
    listings.add_to(app)
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
    baseline: options.Baseline = None,
    side_field: options.SideField = None,
    side_map: options.SideMap = None,
    strict: options.Strict = False,
) -> None:
    """Draw the map: one HTML file, no network needed."""
    from geo import pipeline

    if output is None and sys.stdout.isatty():
        raise InputError("expected the name of a file for the map, got none: add -o map.html")
    analysis = _analyse(
        sources, theatre, corrections, output, strict=strict, legend=options.legend(side_field, side_map, theatre),
        baseline=baseline,
    )
    known = pipeline.as_known(analysis, known_by)
    story = pipeline.drawn(pipeline.tell(analysis, on=on, known_by=known_by, title=title), known)
    _warn_of_lines((*story.snapshots, analysis.baseline))
    write_text(pipeline.draw(story, tiles=tiles), output)


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
    baseline: options.Baseline = None,
    side_field: options.SideField = None,
    side_map: options.SideMap = None,
    strict: options.Strict = False,
) -> None:
    """List who holds each named place, day by day."""
    from geo import pipeline

    kind = kind_for(output, format)
    points = read_points(at) if at else None
    if on and (since or until):
        raise InputError("expected either --on or --from and --to, got both: choose one")
    _check_span(since, until)
    legend = options.legend(side_field, side_map, theatre)
    analysis = _analyse(sources, theatre, corrections, output, at, strict=strict, legend=legend, baseline=baseline)
    days = _asked(on, since, until, _happened(pipeline.as_known(analysis, known_by)))
    states = (
        pipeline.control(analysis, days, known_by=known_by)
        if points is None
        else pipeline.control_at(analysis, points, days, known_by=known_by)
    )
    known = pipeline.as_known(analysis, known_by)
    if points is not None:
        states = pipeline.drawn_at(known.snapshots, states, known.baseline)
    rows = [control_row(state, analysis.theatre) for day in days for state in states[day]]
    write_rows(rows, kind, output, columns=CONTROL_COLUMNS, shown=CONTROL_COLUMNS[:-1])
    say(stamp_line(known.reports, _polygons(known)))


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
    baseline: options.Baseline = None,
    side_field: options.SideField = None,
    side_map: options.SideMap = None,
    strict: options.Strict = False,
) -> None:
    """List the ground each side held, gained and lost."""
    from geo import pipeline

    kind = kind_for(output, format)
    parts = {part.strip() for part in by.split(",")}
    if not parts <= {"side", "region", "day"}:
        raise InputError(f"expected --by with some of side, region, day, got {by!r}: part them by commas")
    _check_span(since, until)
    legend = options.legend(side_field, side_map, theatre)
    analysis = _analyse(sources, theatre, corrections, output, strict=strict, legend=legend, baseline=baseline)
    known = pipeline.as_known(analysis, known_by)
    by_region, by_day = "region" in parts, "day" in parts
    asked = _span(since, until, drawn) if (drawn := pipeline.drawn_days(known.snapshots)) else None
    rows = [
        estimate_row(estimate, analysis.theatre)
        for estimate in pipeline.areas(known.snapshots, asked, each_region=by_region, each_day=by_day)
    ]
    span = _span(since, until, pipeline.event_days(known))
    measured = pipeline.measure(analysis, span, each_region=by_region, each_day=by_day, known_by=known_by)
    rows += [estimate_row(estimate, analysis.theatre, reported) for estimate, reported in measured]
    write_rows(rows, kind, output, columns=ESTIMATE_COLUMNS, shown=_AREAS_SHOWN)
    say(stamp_line(known.reports, _polygons(known)))


def export(
    sources: options.Sources,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", parser=options.path, metavar="FILE", help="Where to: .geojson, .csv, .gpkg or .kml."
        ),
    ],
    layer: Annotated[
        Layer | None,
        typer.Option(
            "--layer",
            parser=options.layer,
            metavar="|".join(Layer),
            help="One layer; else claims in CSV, claims and territory in GeoJSON, all in GeoPackage and KML.",
        ),
    ] = None,
    on: options.On = None,
    known_by: options.KnownBy = None,
    theatre: options.TheatreName = "auto",
    corrections: options.Corrections = None,
    baseline: options.Baseline = None,
    side_field: options.SideField = None,
    side_map: options.SideMap = None,
    licence: options.Licence = None,
    redistributable: options.Redistributable = None,
    strict: options.Strict = False,
) -> None:
    """Write GeoJSON, CSV, GeoPackage or KML for other programs."""
    from geo import pipeline
    from geo.exchange.layers import passed_on
    from geo.exchange.polygons import writer_for
    from geo.exchange.sheets import story_sheet

    csv = output.suffix.lower() == ".csv"
    writer = None if csv else writer_for(output, besides=(".csv",))
    legend = options.legend(side_field, side_map, theatre, licence=licence, redistributable=redistributable)
    analysis = _analyse(sources, theatre, corrections, output, strict=strict, legend=legend, baseline=baseline)
    known = pipeline.as_known(analysis, known_by)
    story = pipeline.exported(pipeline.tell(analysis, on=on, known_by=known_by), known)
    layers = [layer] if layer else _layers(output.suffix.lower(), story)
    _warn_of_lines((analysis.baseline,))
    if Layer.SNAPSHOTS in layers:
        _name_kept(story.snapshots, alone=layer is Layer.SNAPSHOTS or not (story.claims or story.reports))
    sheets = [story_sheet(story, chosen) for chosen in layers]
    drawn = (*passed_on(story, layers), *((analysis.baseline,) if analysis.baseline else ()))
    if writer:
        write_text(writer(sheets, stamp(story.reports, drawn)), output)
    else:
        write_rows(sheets[0].rows, Kind.CSV, output, columns=sheets[0].columns)
    say(stamp_line(story.reports, drawn))


def _polygons(analysis: Analysis) -> tuple[ControlSnapshot, ...]:
    """The polygons that an answer rests on, to be credited: those among the sources, and the baseline."""
    return (*analysis.snapshots, *((analysis.baseline,) if analysis.baseline else ()))


def _layers(suffix: str, story: Story) -> list[Layer]:
    """The layers that a format holds unless one is asked for; of polygons alone, these."""
    if suffix in (".gpkg", ".kml"):
        return list(Layer)
    if not story.claims and not story.reports:
        return [Layer.SNAPSHOTS]
    return [Layer.CLAIMS] if suffix == ".csv" else [Layer.CLAIMS, Layer.TERRITORY]


def _name_kept(snapshots: Sequence[ControlSnapshot], *, alone: bool) -> None:
    """Name the polygons that stay out of an export because nobody said that they may be passed on.

    Raises
    ------
    InputError
        If they were all that there is, or that was asked for.
    """
    kept = [snapshot for snapshot in snapshots if not snapshot.redistributable]
    allow = "give --licence TEXT --redistributable if they may"
    if kept and len(kept) == len(snapshots) and alone:
        raise InputError(f"expected polygons that may be passed on, got none whose file says so: {allow}")
    for terms in dict.fromkeys(snapshot.licence or "unknown" for snapshot in kept):
        files = _few(snapshot.source for snapshot in kept if (snapshot.licence or "unknown") == terms)
        say(f"the polygons of {files} were left out (licence: {terms}): {allow}", kind="warning")


def _warn_of_lines(shown: Iterable[ControlSnapshot | None]) -> None:
    """Name the polygons whose lines an output follows although nobody said that they may be passed on."""
    if names := _few(Path(s.source).name for s in shown if s is not None and not s.redistributable):
        say(f"this follows the lines of {names}: ask whoever drew them before passing it on", kind="warning")


def _few(names: Iterable[str]) -> str:
    """Names in one line, each once and the first few of many."""
    told = list(dict.fromkeys(names))
    more = f" and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    return ", ".join(told[:_NAMED]) + more


def _happened(known: Analysis) -> list[date]:
    """The days on which something happened or polygons were drawn."""
    from geo import pipeline

    return sorted({*pipeline.event_days(known), *pipeline.drawn_days(known.snapshots)})


def _analyse(
    sources: list[Path],
    theatre: str,
    corrections: Path | None,
    output: Path | None,
    *beside: Path | None,
    strict: bool,
    legend: Legend | None = None,
    baseline: Path | None = None,
) -> Analysis:
    """Read and analyse the sources, naming every fault once, and put right what a person found wrong.

    `output` may be none of them, nor any of the files `beside`.
    """
    from geo import pipeline
    from geo.pipeline import corrections as table

    wanted = table.read(corrections) if corrections else ()
    used = (corrections, Path(theatre) if theatre.endswith(".toml") else None, baseline, *beside)
    found = gather(sources, output, *filter(None, used), strict=strict, legend=legend)
    snapshots, odd = pipeline.in_order(found.snapshots)
    if odd and not (snapshots or found.reports or found.claims):
        raise InputError(f"{odd[0].source}: {odd[0].message}")
    for fault in odd:
        say(f"{fault.source}: {fault.message}", kind="warning")
    gazetteer = open_gazetteer()
    analysis = pipeline.analyse(
        found.reports,
        theatre=theatre,
        gazetteer=gazetteer,
        faults=found.faults,
        ready=found.claims,
        snapshots=snapshots,
    )
    name_faults(analysis.faults[len(found.faults) :], strict=strict)
    analysis, left = table.apply(analysis, wanted, gazetteer)
    name_unused(left)
    if baseline is None:
        return analysis
    analysis = pipeline.with_baseline(analysis, baseline, legend)
    for note in analysis.baseline.notes if analysis.baseline else ():
        say(f"{baseline}: {note}", kind="warning")
    return analysis


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
