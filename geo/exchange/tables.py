"""Rows as text: JSON Lines for scripts, CSV for spreadsheets, a table for eyes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain

from geo.escape import csv_cell
from geo.exchange.rows import Row

# Controls drive a terminal, and direction marks reorder what a reader sees; a table shows neither.
_NOT_PRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")

_QUOTED = re.compile('[",\r\n]|^ | $')

_NEVER_BROKEN = 12  # characters: dates, numbers and words of our own stay whole however narrow the terminal is


class Kind(StrEnum):
    """The forms that rows can take."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def layout(
    rows: Iterable[Row], kind: Kind, *, columns: Sequence[str] = (), shown: Sequence[str] = (), width: int = 120
) -> str:
    """Write rows in the form wanted, with a newline at the end of each.

    Parameters
    ----------
    columns
        The columns of CSV, in order; those of the first row if empty.
    shown
        The columns of a table; those of CSV if empty.
    width
        Of a table, in characters.
    """
    if kind is not Kind.TABLE:
        return "".join(lines(rows, kind, columns=columns))
    listed = list(rows)
    return _table(listed, tuple(shown) or tuple(columns) or tuple(listed[0] if listed else ()), width)


def lines(rows: Iterable[Row], kind: Kind, *, columns: Sequence[str] = ()) -> Iterator[str]:
    """Write JSON Lines or CSV row by row, as the rows come; of CSV the head comes with the first, or alone."""
    if kind is Kind.JSONL:
        for row in rows:
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
        return
    coming = iter(rows)
    first = next(coming, None)  # before the head: where there is nothing to read at all, nothing is written
    names = tuple(columns) or tuple(first or ())
    yield ",".join(map(_cell, names)) + "\n"
    for row in chain(() if first is None else (first,), coming):
        yield ",".join(_cell(flat_cell(row.get(name))) for name in names) + "\n"


def printable(text: str) -> str:
    """Text on one line, with nothing in it that a terminal would act on.

    >>> printable("a\\x1b[31mb\\nc")
    'a [31mb c'
    """
    return _NOT_PRINTED.sub(" ", text)


def _cell(value: object) -> str:
    """A cell by RFC 4180, that no spreadsheet runs as a formula, however it takes a break of lines in it.

    The standard library's writer leaves a lone carriage return bare, and readers end the row there.
    """
    if not isinstance(value, str):
        return str(value)
    safe = str(csv_cell("".join(str(csv_cell(line)) for line in value.splitlines(keepends=True))))
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe


def _table(rows: list[Row], columns: tuple[str, ...], width: int) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    cells = {column: [printable(str(flat_cell(row.get(column)))) for row in rows] for column in columns}
    for column in columns:
        numbers = any(isinstance(row.get(column), float) for row in rows)
        short = max(map(len, cells[column]), default=0) <= _NEVER_BROKEN
        table.add_column(Text(column), justify="right" if numbers else "left", no_wrap=short)
    for line in zip(*cells.values(), strict=True):
        table.add_row(*map(Text, line))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False).print(table)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def flat_cell(value: object) -> object:
    """One cell of a value: nothing is empty, truth is lower case as in JSON, lists of words part by spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return " ".join(value)
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    return value
