"""What operators of online geocoders ask of programs, and the words of their replies: data/geocoders.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from geo.errors import ResourceError
from geo.model import Level
from geo.resources.bundle import data_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The terms of one service, on its public hosts."""

    interval_s: float  # seconds between two requests
    keep_days: float  # days that answers may be kept; 0: not at all
    contact: bool  # whether the operator asks for an address in the user agent
    credit: str
    terms: str
    hosts: tuple[str, ...] = ()


@cache
def policy(service: str) -> Policy:
    """The policy of a service named as geopy does, or the default one."""
    table = _table()
    entry = {**table["default"], **table.get(service, {})}
    return Policy(**entry | {"hosts": tuple(entry.get("hosts", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """How replies say what they speak of; all in lower case."""

    kind_fields: tuple[str, ...]  # the first that holds a word of `levels` decides
    ignored: frozenset[str]
    levels: Mapping[str, Level]  # by word, or by "field:word"
    name_fields: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The words of replies."""
    kinds = _table()["kinds"]
    return Vocabulary(
        kind_fields=tuple(kinds["fields"]), ignored=frozenset(kinds["ignored"]),
        levels={word: level for level in Level for word in kinds[level.value]},
        name_fields=frozenset(_table()["names"]["fields"]),
    )


@cache
def _table() -> dict[str, Any]:
    path = data_file("geocoders.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(f"expected TOML in the bundled {path.name!r}, got {error}: install the package again") \
            from error
