"""The command about places alone: geocode."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from geo.cli import options
from geo.cli.streams import kind_for, open_gazetteer, say, spare, write_rows, write_text
from geo.errors import InputError
from geo.exchange import Kind, Row, layout, printable

if TYPE_CHECKING:
    from geo.places.online import OnlineGeocoder

Explain = Annotated[bool, typer.Option("--explain", help="Add how each score came about.")]

_SHOWN = ("query", "name", "region", "country", "lat", "lon", "level", "resolution", "score")
_LONGEST_LINE = 1 << 20  # bytes of a batch's line; a query is some hundred
_EXAMPLE = 'expected a JSON object such as {"id": 1, "query": "Paris"}, got '


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("geocode", epilog="Example: groundshift geocode Paris --country US --region Texas")(geocode)


def geocode(
    queries: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="Names of places.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", metavar="FILE.jsonl", help="Queries with an id each, one JSON object a line."),
    ] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE", help="The country they are in.")] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="TEXT", help="The region they are in.")] = None,
    near: options.Near = None,
    geocoder: Annotated[
        str,
        typer.Option("--geocoder", metavar="offline|nominatim|…", help="Ask this service too, over the network."),
    ] = "offline",
    settings: Annotated[
        list[str] | None,
        typer.Option("--geocoder-setting", metavar="NAME=VALUE", help="A setting of that service; may be repeated."),
    ] = None,
    explain: Explain = False,
    output: options.Output = None,
    format: options.Format = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail, and write nothing, if a line or the service fails.")
    ] = False,
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
    spare(output, [batch] if batch else [])
    online = _online(geocoder, settings or [])
    asked = _Batch(batch) if batch else _Named(queries or (), {"country": country, "region": region, "near": around})
    with closing(online) if online is not None else nullcontext():
        rows = []
        for row in places.geocode_rows(
            asked, gazetteer=open_gazetteer(), online=online, explain=explain, on_bad_row=asked.name_bad_row
        ):
            rows.append(row)
            if online is not None:
                _name_fault(row, online)
    if strict and asked.bad:
        raise InputError(f"expected every line to be a query (--strict), {asked.bad} are none: nothing was written")
    if asked.bad and not rows:
        raise InputError(f"expected at least one query, could read none of {asked.bad}: nothing was written")
    if online is not None:
        for note in online.notes:
            say(note)
        if strict and (failed := sum(row["online"]["fault"] is not None for row in rows)):
            raise InputError(
                f"expected {online.name} to answer (--strict), {failed} queries failed: nothing was written"
            )
    shown = _SHOWN if online is None else (*_SHOWN, "geocoder")
    write_explained(rows, kind, output, named_by="query", shown=shown)


def write_explained(
    rows: list[Row], kind: Kind, output: Path | None, *, named_by: str, columns: Sequence[str] = (),
    shown: Sequence[str] = (),
) -> None:
    """Write rows whose "explain", where they have one, is an object in JSON, lines in CSV, and below a table.

    `named_by` is the column that says what a line is about.
    """
    if kind is Kind.JSONL:
        write_rows(rows, kind, output)
        return
    from geo.places.explain import told

    lined = [{**row, "explain": told(row["explain"])} if "explain" in row else row for row in rows]
    if kind is Kind.CSV:
        cells = [{key: _cell(value) for key, value in row.items()} for row in lined]
        write_rows(cells, kind, output, columns=columns)
        return
    table = layout(lined, kind, shown=shown, width=shutil.get_terminal_size((160, 24)).columns)
    lines = [printable(f"{row[named_by]}: {line}") for row in lined for line in row.get("explain", ())]
    write_text("\n".join((table, *lines, "")) if lines else table, output)


def _cell(value: object) -> object:
    """One cell of a CSV: objects as JSON, lines parted by semicolons."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list) and value and isinstance(value[0], str):
        return "; ".join(value)
    return value


def _online(name: str, settings: Sequence[str]) -> OnlineGeocoder | None:
    """Set up the service asked for, if one is."""
    if name.lower() == "offline":
        if settings:
            raise InputError("expected --geocoder with --geocoder-setting, got settings alone: name the service")
        return None
    from geo.places import online

    given: dict[str, str] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:  # not repeated: it may be the key itself
            raise InputError("expected --geocoder-setting NAME=VALUE, got one without the sign =: name the setting")
        given[key.strip().lower()] = value
    return online.open_online(name, given)


def _name_fault(row: Row, online: OnlineGeocoder) -> None:
    """Name a fault of the service; once it is no longer asked, the rows alone say so."""
    fault = row["online"]["fault"]
    if fault is None or "not asked again" in fault:
        return
    end = "; it is not asked again in this run" if online.given_up else ""
    say(f"{online.name} for {row['query']!r}: {fault}; the offline answer stands{end}", kind="fault")


class _Named:
    """Queries given as arguments."""

    def __init__(self, queries: Sequence[str], where: dict[str, Any]) -> None:
        self._queries, self._where = queries, where
        self.bad = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return ({"query": query, **self._where} for query in self._queries)

    def name_bad_row(self, error: InputError) -> NoReturn:
        raise error


class _Batch:
    """Queries in a file, one a line; a line that is none is named, counted and left out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 0
        self.bad = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        try:
            with self._path.open("rb") as file:
                for line in _lines(file):
                    self._line += 1
                    if line.strip():
                        try:
                            row = _query(line)
                        except InputError as error:
                            self.name_bad_row(error)
                        else:
                            yield row
        except OSError as error:
            raise InputError(
                f"expected a file of queries, cannot read {str(self._path)!r} ({error.strerror}): check it"
            ) from error

    def name_bad_row(self, error: InputError) -> None:
        """Name the line that was read last."""
        self.bad += 1
        say(f"{self._path}, line {self._line}: {error}", kind="fault")


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file; of one that is too long its beginning, which is too long to be a query."""
    while line := file.readline(_LONGEST_LINE):
        yield line
        while len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(_LONGEST_LINE)


def _query(line: bytes) -> dict[str, Any]:
    if len(line) >= _LONGEST_LINE:
        raise InputError(_EXAMPLE + f"a line of {_LONGEST_LINE:,} bytes or more")
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
        json.dumps(row, ensure_ascii=False).encode()  # a lone surrogate is JSON, and no text that can be written
    except (ValueError, RecursionError) as error:
        raise InputError(_EXAMPLE + "something else") from error
    if not isinstance(row, dict) or not isinstance(row.get("query"), str):
        raise InputError(_EXAMPLE + "one without a query")
    return row


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
