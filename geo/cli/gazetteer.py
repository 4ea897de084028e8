"""The commands about the gazetteer itself: what it holds, and what a user adds to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from geo.cli import options
from geo.cli.streams import Progress, kind_for, open_gazetteer, write_rows
from geo.errors import InputError
from geo.exchange import Kind

_SHOWN = ("name", "form", "rows", "places", "new", "merged", "left_out", "licence")


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    gazetteer = typer.Typer(help="The gazetteer: what it holds, and places of your own.", no_args_is_help=True)
    gazetteer.command("info", epilog="Example: groundshift gazetteer info")(info)
    gazetteer.command("add", epilog="Example: groundshift gazetteer add UA.zip")(add)
    gazetteer.command("remove", epilog="Example: groundshift gazetteer remove ua")(remove)
    app.add_typer(gazetteer, name="gazetteer")


def info(output: options.Output = None, format: options.Format = None) -> None:
    """Show what the gazetteer holds, where its index is, its sources, and what was added to it."""
    kind = kind_for(output, format)
    gazetteer = open_gazetteer()
    facts, added = gazetteer.info(), gazetteer.added()
    if kind is Kind.TABLE:
        told = [{"fact": name, "value": value} for name, value in facts.items()]
        told += [{"fact": f"added: {row['name']}", "value": _told(row)} for row in added]
        write_rows(told, kind, output)
    else:
        write_rows([{**facts, "added": added}], kind, output)


def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="GeoNames country dumps, GeoNames postal files (text or zip), or CSV with name, lat and lon.",
            show_default=False,
        ),
    ],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What to call it; the file's name unless given.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--licence", metavar="TEXT", help="Its terms, to be shown with it.")
    ] = None,
    output: options.Output = None,
    format: options.Format = None,
) -> None:
    """Add places of your own; what is known better already keeps its place and gains their names.

    A CSV file may also have the columns country, region, level (settlement, facility, area), population, geonameid and
    alternate names (separated by |).
    """
    from geo.places.adding import add_gazetteers

    kind = kind_for(output, format)
    if name is not None and len(files) > 1:
        raise InputError(f"expected one file with --name, got {len(files)}: add them one by one, or leave --name out")
    added = add_gazetteers(files, name=name, licence=licence, progress=Progress())
    write_rows(added, kind, output, shown=_SHOWN)


def remove(names: Annotated[list[str], typer.Argument(metavar="NAME", help="Gazetteers that were added.")]) -> None:
    """Remove gazetteers that were added."""
    from geo.places.added import remove_gazetteers

    remove_gazetteers(names)


def _told(row: dict[str, Any]) -> str:
    return (
        f"{row['form']} {row['file']}: {row['places']:,} places ({row['new']:,} new, {row['merged']:,} known before) "
        f"of {row['rows']:,} rows. Left out: {row['left_out'] or 'none'}. Licence: {row['licence']}"
    )
