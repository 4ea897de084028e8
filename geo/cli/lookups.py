"""The commands about places alone: geocode and gazetteer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.cli import options
from geo.cli.streams import kind_for, open_gazetteer, write_rows
from geo.errors import InputError
from geo.exchange import Kind

_SHOWN = ("query", "name", "region", "country", "lat", "lon", "level", "resolution", "score")


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("geocode", epilog="Example: groundshift geocode Paris --country US --region Texas")(geocode)
    gazetteer = typer.Typer(help="The gazetteer: what it holds and where it is.", no_args_is_help=True)
    gazetteer.command("info", epilog="Example: groundshift gazetteer info")(info)
    gazetteer.callback()(_group)  # keeps `info` a command of its own while it is the only one
    app.add_typer(gazetteer, name="gazetteer")


def geocode(
    queries: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="Names of places.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", metavar="FILE.jsonl", help="Queries with an id each, one JSON object a line."),
    ] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE", help="The country they are in.")] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="TEXT", help="The region they are in.")] = None,
    near: options.Near = None,
    output: options.Output = None,
    format: options.Format = None,
) -> None:
    """Find places by name; what would be a guess stays open."""
    from geo import places

    kind = kind_for(output, format)
    around = options.near(near) if near else None
    if bool(queries) == bool(batch):
        raise InputError(
            "expected names of places or --batch with a file of them, got " + ("both" if batch else "neither")
        )
    if batch is not None and (country or region or near):
        raise InputError(
            "expected country, region and near in each line of the batch, got them as options too: move them"
        )
    asked = (
        _lines(batch)
        if batch
        else [{"query": query, "country": country, "region": region, "near": around} for query in queries or ()]
    )
    write_rows(list(places.geocode_rows(asked, gazetteer=open_gazetteer())), kind, output, shown=_SHOWN)


def info(output: options.Output = None, format: options.Format = None) -> None:
    """Show what the gazetteer holds, where its index is, and its sources."""
    kind = kind_for(output, format)
    facts = open_gazetteer().info()
    rows = [{"fact": name, "value": value} for name, value in facts.items()] if kind is Kind.TABLE else [facts]
    write_rows(rows, kind, output)


def _group() -> None:
    """The gazetteer: what it holds and where it is."""


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read a batch, stopping at the first line that is no query: half an answer would pass for a whole one."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _query(line, f"{path}, line {number}")
    except OSError as error:
        raise InputError(
            f"expected a file of queries, cannot read {str(path)!r} ({error.strerror}): check it"
        ) from error


def _query(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(
            f'{where}: expected a JSON object such as {{"id": 1, "query": "Paris"}}, got something else'
        ) from error
    if not isinstance(row, dict) or not isinstance(row.get("query"), str):
        raise InputError(
            f'{where}: expected a JSON object such as {{"id": 1, "query": "Paris"}}, got one without a query'
        )
    return row
