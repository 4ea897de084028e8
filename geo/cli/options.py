"""The options that several commands share, and how their values are read."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from geo.errors import InputError
from geo.exchange import Kind, Layer
from geo.reading import Legend, read_names
from geo.reading.fields import parse_date
from geo.resources import theatres

_Choice = TypeVar("_Choice", bound=StrEnum)


def day(value: str) -> date:
    """Read an option's date."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError
        return parse_date(value)
    except ValueError:
        raise typer.BadParameter(f"expected a date such as 2024-05-31, got {value!r}") from None


def path(value: str) -> Path:
    """Read the name of a file or folder; whether it is there and may be read is judged by who reads it."""
    if not value:
        raise typer.BadParameter("expected the name of a file or folder, got ''")
    return Path(value)


def kind(value: str) -> Kind:
    """Read an option's format."""
    return _one_of(Kind, value)


def layer(value: str) -> Layer:
    """Read an option's layer."""
    return _one_of(Layer, value)


def theatre(value: str) -> str:
    """Read an option's theatre, which is loaded to see that it is one before any work is done."""
    if value != "auto":
        theatres.load(value)
    return value


def near(value: str) -> tuple[float, float]:
    """Read the coordinates of `Near`, latitude first."""
    try:
        lat, lon = (float(part) for part in value.split(","))
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise ValueError
    except ValueError:
        raise InputError(f"expected --near LAT,LON in degrees such as 49.99,36.23, got {value!r}") from None
    return lat, lon


def legend(
    side_field: str | None,
    side_map: Path | None,
    theatre: str,
    *,
    licence: str | None = None,
    redistributable: bool | None = None,
) -> Legend:
    """How polygons are to be read."""
    names = read_names(side_map) if side_map else {}
    return Legend.of(theatre, side_field=side_field, names=names, licence=licence, redistributable=redistributable)


def _one_of(choices: type[_Choice], value: str) -> _Choice:
    if value not in list(choices):
        raise typer.BadParameter(f"expected one of {', '.join(choices)}, got {value!r}")
    return choices(value)


Sources = Annotated[
    list[Path],
    typer.Argument(
        parser=path,
        metavar="SOURCE",
        help="Reports (.txt, .md, .html, .jsonl), ready claims (.csv), control polygons, or folders of them.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", parser=path, metavar="FILE", help="Write there, not to standard output."),
]
Format = Annotated[
    Kind | None,
    typer.Option(
        "--format",
        parser=kind,
        metavar="table|jsonl|csv",
        help="Else the file's extension, or where output goes, decides.",
    ),
]
TheatreName = Annotated[
    str,
    typer.Option(
        "--theatre",
        parser=theatre,
        metavar="NAME|FILE|auto|none",
        help="Who the sides are; auto: as each report names them.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Fail, and write nothing, if any report cannot be read.")]
On = Annotated[
    date | None,
    typer.Option("--on", parser=day, metavar="DATE", help="The day to show; the last event's unless given."),
]
KnownBy = Annotated[
    date | None,
    typer.Option("--known-by", parser=day, metavar="DATE", help="Only what was published by this day counts."),
]
Since = Annotated[date | None, typer.Option("--from", parser=day, metavar="DATE", help="The first day.")]
Until = Annotated[date | None, typer.Option("--to", parser=day, metavar="DATE", help="The last day.")]
Corrections = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        parser=path,
        metavar="FILE.csv",
        help="What was read wrongly: claim id, field, value, reason; applied last.",
    ),
]
SideField = Annotated[
    str | None,
    typer.Option("--side-field", metavar="NAME", help="The property of polygons that says whose they are."),
]
SideMap = Annotated[
    Path | None,
    typer.Option(
        "--side-map", parser=path, metavar="FILE", help="What its values mean: lines of value,side, or .json or .toml."
    ),
]
Licence = Annotated[str | None, typer.Option("--licence", metavar="TEXT", help="On what terms the polygons are had.")]
Redistributable = Annotated[
    bool | None,
    typer.Option("--redistributable/--not-redistributable", help="Whether these polygons may be passed on."),
]
Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", parser=path, metavar="POLYGONS", help="Who held which ground before the first claim."),
]
WithText = Annotated[bool, typer.Option("--with-text", help="Add the report's text, in which offsets count.")]
Near = Annotated[str | None, typer.Option("--near", metavar="LAT,LON", help="Where they are near to, in degrees.")]
