"""What a page's script makes of the values in it: the rows of each table, and each ledger whole."""

from __future__ import annotations

import base64
import gzip
import json
import re
from itertools import accumulate
from typing import Any


def data_of(page: str) -> dict[str, Any]:
    """The values of a page, tables as rows."""
    story, shapes = (json.loads(unfolded(page, name)) for name in ("story-data", "story-shapes"))
    return unpacked(story | shapes)


def unfolded(page: str, name: str) -> bytes:
    """What an element of a page holds, compressed or not."""
    kind, text = re.search(rf'<script type="([\w/-]+)" id="{name}">(.*?)</script>', page, re.DOTALL).groups()
    return gzip.decompress(base64.b64decode(text)) if kind == "application/octet-stream" else text.encode()


def unpacked(values: Any) -> Any:
    """Values as geo.maps.scene gives them, with tables as lists of rows."""
    if isinstance(values, dict) and values.keys() == {"rows", "columns"}:
        columns = {name: _column(column, values["rows"]) for name, column in values["columns"].items()}
        return [{name: column[i] for name, column in columns.items()} for i in range(values["rows"])]
    if isinstance(values, dict) and values.keys() == {"places", "kinds", "counts", "days", "happenings", "firm"}:
        places, happenings = _column(values["places"], 0), _column(values["happenings"], 0)
        n, m = len(places), len(happenings)
        spells = iter(zip(_column(values["days"], m), happenings, _column(values["firm"], m), strict=True))
        kinds, counts = _column(values["kinds"], n), _column(values["counts"], n)
        return [
            {"place": place, "kind": kind, "spells": [list(next(spells)) for _ in range(count)]}
            for place, kind, count in zip(places, kinds, counts, strict=True)
        ]
    if isinstance(values, dict):
        return {key: unpacked(value) for key, value in values.items()}
    if isinstance(values, list):
        return [unpacked(value) for value in values]
    return values


def _column(column: Any, rows: int) -> list[Any]:
    if isinstance(column, list):
        return column
    if "steps" in column:
        return list(accumulate(column["steps"]))
    return [column["of"][i] for i in ([0] * rows if column["at"] == 0 else column["at"])]
