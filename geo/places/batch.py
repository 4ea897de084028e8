"""Geocode many queries, one row in and one row out, as `groundshift geocode --batch` does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from geo.places.gazetteer import Gazetteer, open_gazetteer
from geo.places.geocoder import MARGIN, OfflineGeocoder

if TYPE_CHECKING:
    from geo.places.online import Joined, OnlineGeocoder


def geocode_rows(
    queries: Iterable[Mapping[str, Any]],
    *,
    gazetteer: Gazetteer | None = None,
    online: OnlineGeocoder | None = None,
    explain: bool = False,
    on_bad_row: Callable[[InputError], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """Answer rows of {"id", "query", "country"?, "region"?, "near"?: [lat, lon] or a name}, in order.

    Parameters
    ----------
    online
        A service to ask as well; rows then hold both answers (see `online.Joined`). Its faults are in the rows.
    explain
        Add how the score came about, under "explain".
    on_bad_row
        Called with what is wrong when a row's values are not of these kinds, or its country is none, before the next
        row is taken; the row is left out and the rest goes on.

    Raises
    ------
    InputError
        Without `on_bad_row`, at the first bad row; rows before it have been answered.
    """
    geocoder = OfflineGeocoder(gazetteer or open_gazetteer())
    for number, row in enumerate(queries, start=1):
        try:
            frame = geocoder.frame(**_question(row, f" in row {number}" if on_bad_row is None else ""))
        except InputError as error:
            if on_bad_row is None:
                raise
            on_bad_row(error)
            continue
        answer = geocoder.decide(frame)
        found: dict[str, Any] = {"id": row.get("id")}
        joined: Joined | None = None
        if online is None:
            found |= answer.row()
        else:
            from geo.places.online import combine

            joined = combine.ask(frame, answer, online)
            found |= joined.row()
        if explain:
            from geo.places.explain import explain_query

            found["explain"] = explain_query(frame, MARGIN, joined.pool if joined else None).row()
        yield found


def _question(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The keywords of `OfflineGeocoder.frame` that a row holds."""
    query = row.get("query")
    if not _is_text(query):
        raise InputError(f'expected a text as "query"{where}, got {query!r}: give each row a place name')
    for key in ("country", "region"):
        if row.get(key) is not None and not _is_text(row[key]):
            raise InputError(f'expected a text as "{key}"{where}, got {row[key]!r}: give a name or a code')
    return {
        "query": query, "country": row.get("country"), "region": row.get("region"),
        "near": _near(row.get("near"), where),
    }


def _is_text(value: object) -> bool:
    """Whether a value is a text that can be written again, as one with half a surrogate pair cannot."""
    if not isinstance(value, str):
        return False
    try:
        return value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def _near(value: object, where: str) -> tuple[float, float] | str | None:
    if value is None:
        return None
    if isinstance(value, str) and _is_text(value):
        return value
    if isinstance(value, list | tuple) and len(value) == 2 and all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in value
    ):
        lat, lon = value
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return float(lat), float(lon)
    raise InputError(f'expected "near"{where} as [lat, lon] in degrees or a place name, got {value!r}')
