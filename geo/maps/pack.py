"""The story's values as they travel in the page: in columns, and compressed into letters that need no escape."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Sequence
from typing import Any

_FAST, _SMALL = 4, 9  # levels of compression: the first for what is written anew for every story and is large


def encoded(values: Any) -> bytes:
    """JSON with sorted keys and fixed separators: equal values give equal bytes."""
    try:
        return _json(values, ascii_only=False).encode()
    except UnicodeEncodeError:  # half of a surrogate pair is no character: JSON can name it, UTF-8 cannot
        return _json(values, ascii_only=True).encode()


def folded(data: bytes, *, fast: bool = False) -> str:
    """Bytes, compressed and in base64: nothing in it can be markup."""
    return base64.b64encode(gzip.compress(data, _FAST if fast else _SMALL, mtime=0)).decode()


def _json(values: Any, *, ascii_only: bool) -> str:
    return json.dumps(
        values, ensure_ascii=ascii_only, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
    )


def table(rows: int, **columns: Any) -> dict[str, Any]:
    """Rows by their columns, each made by one of the functions below; the page makes objects of them again."""
    return {"rows": rows, "columns": columns}


def column(values: Sequence[Any], write: Callable[[Any], Any] | None = None) -> Any:
    """One value a row: ``{"of": distinct, "at": positions}`` where values repeat, else the list of them.

    `write` turns a value into JSON's; equal values are written once, and looked at once where they are one object.

    >>> column(["b", "a", "b", "b"])
    {'of': ['b', 'a'], 'at': [0, 1, 0, 0]}
    >>> column([7, 7, 7])
    {'of': [7], 'at': 0}
    """
    if values and values.count(values[0]) == len(values):
        return {"of": [values[0] if write is None else write(values[0])], "at": 0}
    objects = dict(zip(map(id, values), values, strict=True))
    number = {value: i for i, value in enumerate(dict.fromkeys(objects.values()))}
    if 2 * len(number) > len(values):
        return list(values) if write is None else [write(value) for value in values]
    of = list(number) if write is None else [write(value) for value in number]
    place = {key: number[value] for key, value in objects.items()}
    return {"of": of, "at": list(map(place.__getitem__, map(id, values)))}


def steps(values: Sequence[int]) -> dict[str, list[int]]:
    """Whole numbers that mostly ascend: the step to each from the one before.

    >>> steps([4, 5, 5, 9])
    {'steps': [4, 1, 0, 4]}
    """
    return {"steps": [b - a for a, b in zip([0, *values], values, strict=False)]}
