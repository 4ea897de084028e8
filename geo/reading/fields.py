"""The parts that every kind of source shares: decoding, a date, a field of text."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.model import Report

# Dates of a war that reports tell of. At the calendar's own edges no eve and no morrow could be reckoned.
FIRST_YEAR, LAST_YEAR = 1000, 2999

# A news report has a few thousand characters and a day's assessment some fifty thousand. What is longer is a book, or
# an archive in one piece; read as one report, its first page would decide what "he" and "the town" mean in its last.
LONGEST = 300_000
LARGEST = 4 * LONGEST  # bytes, at the most, of so many characters

_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}\S*(?: ?\S+)?)?", re.ASCII)


def decode(data: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark; line ends stay as they are.

    Raises
    ------
    InputError
        If the bytes are another encoding or no text at all.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("expected UTF-8 text, got UTF-16: save it again as UTF-8")
    if b"\0" in data:
        raise InputError(f"expected UTF-8 text, got binary data (a NUL at byte {data.index(0)}): save it as text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"expected UTF-8 text, got byte 0x{data[error.start]:02x} at position {error.start}: save it again as UTF-8"
        ) from error


def parse_date(value: object) -> date:
    """The calendar day of an ISO date or date and time, as written (no time zone is applied).

    Raises
    ------
    InputError
        If it is no such date, or none that a report could have.
    """
    match = _ISO_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        day = date.fromisoformat(match.group(1) if match else "")
    except ValueError:
        raise InputError(f"expected a date such as 2024-05-31, got {_short(value)}: mend it or leave it out") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(
            f"expected a date in the years {FIRST_YEAR} to {LAST_YEAR}, got {_short(value)}: mend it or leave it out"
        )
    return day


def to_report(fields: Mapping[str, Any], *, text: str, default_id: str) -> Report:
    """Build a report from outside fields; unknown ones are ignored, empty ones are absent.

    Raises
    ------
    InputError
        If a field has the wrong type, the date is none, or the text is empty or too long.
    """
    if len(text) > LONGEST:
        raise too_long(f"{len(text):,} characters")
    if not text.strip():
        raise InputError("expected a report's text, got none: write the text or remove the entry")
    known: dict[str, str] = {}
    for name in ("id", "title", "outlet", "url", "language", "published"):
        value = fields.get(name)
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise InputError(f"expected text in the field {name!r}, got {_short(value)}: write it as one string")
        if clean := whole(value).strip():
            known[name] = clean
    published = parse_date(known.pop("published")) if "published" in known else None
    report_id = known.pop("id", default_id)
    return Report(id=report_id, text=whole(text), published=published, **known)


def too_long(size: str) -> InputError:
    """Say that a text is no single report; `size` is how much there is of it, with its unit."""
    return InputError(
        f"expected a report of at most {LONGEST:,} characters, got {size}: "
        "part it, one report a file or a line of .jsonl"
    )


def shown(path: Path) -> str:
    """The path as text that any file can hold: bytes of a name that are no UTF-8 become `\\xd0`, each for itself."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def whole(text: str) -> str:
    """Replace half characters (lone surrogates, which JSON can carry and no file can hold), one for one."""
    return _SURROGATE.sub("\ufffd", text)


def _short(value: object) -> str:
    """Name a value briefly: a hostile one may be of any size or nesting."""
    if not isinstance(value, str | int | float | bool | None):
        return f"a {type(value).__name__}"
    shown = repr(value[:60] if isinstance(value, str) else value)
    return shown if len(shown) <= 80 else shown[:77] + "..."
