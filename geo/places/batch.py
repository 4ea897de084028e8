"""Geocode many queries, one row in and one row out, as `groundshift geocode --batch` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geo.errors import InputError
from geo.places.gazetteer import Gazetteer, open_gazetteer
from geo.places.geocoder import OfflineGeocoder


def geocode_rows(
    queries: Iterable[Mapping[str, Any]], *, gazetteer: Gazetteer | None = None
) -> Iterator[dict[str, Any]]:
    """Answer rows of {"id", "query", "country"?, "region"?, "near"?: [lat, lon] or a name}, in order.

    Raises
    ------
    InputError
        At the first row whose values are not of these kinds; rows before it have been answered.
    """
    geocoder = OfflineGeocoder(gazetteer or open_gazetteer())
    for number, row in enumerate(queries, start=1):
        query = row.get("query")
        if not isinstance(query, str):
            raise InputError(f'expected a text as "query" in row {number}, got {query!r}: give each row a place name')
        for key in ("country", "region"):
            if not isinstance(row.get(key), str | None):
                raise InputError(f'expected a text as "{key}" in row {number}, got {row[key]!r}: give a name or a code')
        answer = geocoder.answer(
            query, country=row.get("country"), region=row.get("region"), near=_near(row.get("near"), number)
        )
        yield {"id": row.get("id"), **answer.row()}


def _near(value: object, number: int) -> tuple[float, float] | str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and len(value) == 2 and all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in value
    ):
        lat, lon = value
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return float(lat), float(lon)
    raise InputError(f'expected "near" in row {number} as [lat, lon] in degrees or a place name, got {value!r}')
