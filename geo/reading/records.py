"""Many reports in one file: JSON Lines, one report a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from geo.errors import InputError
from geo.model import Fault, Report
from geo.reading.fields import LARGEST, decode, shown, to_report, too_long
from geo.reading.ours import OwnOutputError, is_own_row

_LARGEST_LINE = 3 * LARGEST  # JSON may spell a character with six bytes ("\\u0456"), and has other fields besides


def read_records(path: Path) -> Iterator[Report | Fault]:
    """Read a report from each line, with a fault for each line that holds none; blank lines are nothing.

    A report without an id is called after the file's stem and its line: `week#3`.

    Raises
    ------
    InputError
        If no line holds anything, one is no text at all and endless, or the file is an output of ours.
    """
    empty, stem = True, shown(Path(path.stem))
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            first, empty = empty, False
            try:
                yield parse_record(line, default_id=f"{stem}#{number}")
            except InputError as error:
                if isinstance(error, OwnOutputError) and first:
                    raise
                yield Fault(source=f"{shown(path)}, line {number}", message=str(error))
    if empty:
        raise InputError("expected one report a line, got an empty file: put reports in or remove the file")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, each held no longer than a report may be and one byte, which tells that it was longer.

    Raises
    ------
    InputError
        At a line that is both too long and no text.
    """
    while line := file.readline(_LARGEST_LINE + 1):
        if len(line) > _LARGEST_LINE and b"\0" in line:  # and perhaps gigabytes more
            raise InputError("expected one report a line, got binary data: what stands behind it was not read")
        yield line
        while len(line) > _LARGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(_LARGEST_LINE + 1)


def parse_record(line: bytes, *, default_id: str) -> Report:
    """Read a report from one JSON object; its `text` stays untouched.

    Raises
    ------
    InputError
        If it is no such object; `OwnOutputError` if it is a row that we wrote.
    """
    if len(line) > _LARGEST_LINE:
        raise too_long(f"a line of {_LARGEST_LINE:,} bytes and more")
    try:
        record = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        reason = getattr(error, "msg", "") or str(error)
        raise InputError(f"expected a JSON object, got something else ({reason}): write one object a line") from error
    if not isinstance(record, dict):
        raise InputError(f"expected a JSON object with a text, got a {type(record).__name__}: write one object a line")
    if is_own_row(record):
        raise OwnOutputError("rows")
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError("expected a JSON object with its report in the field 'text', found no such text: add it")
    return to_report(record, text=text, default_id=default_id)
