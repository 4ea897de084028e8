"""Tell what Groundshift wrote from what it should read: the output of a former run may lie among the reports."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geo.errors import InputError

# Names that rows of ours hold together, and reports do not.
_ROWS = (
    frozenset({"type", "report", "start", "end"}),  # claims, figures, rejections
    frozenset({"id", "toponyms"}),  # places
    frozenset({"place", "start", "end", "role", "score"}),
    frozenset({"date", "place", "controller", "status", "basis"}),  # control
    frozenset({"measure", "side", "central_km2", "method"}),  # areas
    frozenset({"place", "controller", "status", "basis", "area_km2"}),  # territory
    frozenset({"query", "resolution", "candidates"}),  # geocode
)


_DOCUMENTS = (b'{"type":"FeatureCollection","groundshift":{', b'id="story-data"')
_HEAD = 1 << 20  # bytes of a document; a map's data begins behind its scripts


class OwnOutputError(InputError):
    """A file that Groundshift wrote where a report was expected."""

    def __init__(self, what: str) -> None:
        super().__init__(f"expected reports, got {what} that Groundshift itself wrote: it was left out")


def is_own_row(names: Iterable[str]) -> bool:
    """Whether an object or a table with these names is an output of ours.

    >>> is_own_row(["type", "id", "report", "start", "end", "quote"]), is_own_row(["id", "title", "text"])
    (True, False)
    """
    found = frozenset(names)
    return any(row <= found for row in _ROWS)


def refuse_own_document(path: Path) -> None:
    """Look into a file for what our maps and GeoJSON hold.

    Raises
    ------
    OwnOutputError
        If it is one of these.
    OSError
        If it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if any(sign in head for sign in _DOCUMENTS):
        raise OwnOutputError("a map")
