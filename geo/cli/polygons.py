"""The command about polygons of control that others drew: diff."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from geo.cli import options
from geo.cli.streams import kind_for, name_faults, say, spare, write_rows, write_text
from geo.errors import InputError
from geo.exchange import CHANGE_COLUMNS, STEP_COLUMNS, change_row
from geo.model import ControlSnapshot
from geo.reading import Legend


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("diff", epilog="Example: groundshift diff before.geojson after.geojson -o changes.geojson")(diff)


def diff(
    polygons: Annotated[
        list[Path],
        typer.Argument(
            parser=options.path,
            metavar="BEFORE AFTER | FOLDER",
            help="Polygons of control: .geojson, .gpkg, .kml, .kmz, zipped shapefiles; two, or a folder of dated ones.",
            show_default=False,
        ),
    ],
    side: Annotated[
        list[str] | None, typer.Option("--side", metavar="NAME", help="Only this side; may be given again.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="region", help="Each first-level region of the world apart.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", parser=options.path, metavar="FILE", help="The changed polygons: .geojson, .gpkg, .kml."
        ),
    ] = None,
    format: options.Format = None,
    side_field: options.SideField = None,
    side_map: options.SideMap = None,
    licence: options.Licence = None,
    redistributable: options.Redistributable = None,
    theatre: options.TheatreName = "auto",
    strict: options.Strict = False,
) -> None:
    """Measure what changed hands between polygons of control."""
    from geo import pipeline
    from geo.exchange.polygons import polygon_stamp, polygon_stamp_line, writer_for
    from geo.exchange.sheets import change_sheet

    kind = kind_for(None, format)
    if by not in (None, "region"):
        raise InputError(f"expected --by region, got {by!r}: leave it out for all ground")
    writer = writer_for(output) if output else None
    legend = options.legend(side_field, side_map, theatre, licence=licence, redistributable=redistributable)
    spare(output, [*polygons, *([side_map] if side_map else [])])
    folders = [path for path in polygons if path.is_dir()]
    pair = len(polygons) == 2 and (not folders or _of_one_day(folders, legend))
    snapshots = _pair(polygons, legend) if pair else _series(polygons, legend, strict=strict)
    wanted = [legend.side(name) for name in side or ()]
    strangers = sorted(set(wanted) - {name for snapshot in snapshots for name in snapshot.held})
    if strangers:
        known = ", ".join(sorted({name for snapshot in snapshots for name in snapshot.held})) or "none"
        raise InputError(f"expected --side with one of {known}, got {strangers[0]!r}: choose one of these")
    changed = list(pipeline.changes(snapshots, sides=wanted, each_region=by == "region"))
    columns = CHANGE_COLUMNS if pair and by is None else STEP_COLUMNS
    if output and writer:
        write_text(writer([change_sheet(changed)], polygon_stamp(snapshots)), output)
    write_rows([change_row(change, columns) for change in changed], kind, None, columns=columns)
    say(polygon_stamp_line(snapshots))


def _of_one_day(folders: Sequence[Path], legend: Legend) -> bool:
    """Whether each folder holds the files of one day, or of none that they tell."""
    from geo.reading.polygons import read_snapshots

    return all(len({ground.on for ground in read_snapshots([folder], legend)[0]}) == 1 for folder in folders)


def _pair(polygons: Sequence[Path], legend: Legend) -> list[ControlSnapshot]:
    from geo import pipeline

    pair = pipeline.compare(polygons[0], polygons[1], legend)
    for snapshot in pair:
        _remark(snapshot)
    return list(pair)


def _series(polygons: Sequence[Path], legend: Legend, *, strict: bool) -> list[ControlSnapshot]:
    from geo import pipeline
    from geo.reading.polygons import read_snapshots

    found, faults = read_snapshots(polygons, legend)
    for snapshot in found:
        _remark(snapshot)
    ordered, odd = pipeline.in_order(found)
    if len(faults) == 1 and not found:
        raise InputError(f"{faults[0].source}: {faults[0].message}")
    name_faults(faults, strict=strict)
    for fault in odd:
        say(f"{fault.source}: {fault.message}", kind="warning")
    if len(ordered) < 2:
        raise InputError(f"expected polygons of two days at least, got those of {len(ordered)}: name more files")
    return ordered


def _remark(snapshot: ControlSnapshot) -> None:
    for note in snapshot.notes:
        say(f"{snapshot.source}: {note}", kind="warning")
