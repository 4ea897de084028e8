"""Layouts: how control polygons say whose they are, of which day, and on what terms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from geo.errors import ResourceError
from geo.resources.bundle import data_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A maker's layer, known by a feature's label or by the layer's name; it says whose, or whose each state is."""

    id: str
    label: re.Pattern[str] | None
    name: re.Pattern[str] | None
    side: str | None
    states: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolygonWords:
    """Names of properties, first one first, and words of labels, all in lower case."""

    side_fields: tuple[str, ...]
    label_fields: tuple[str, ...]
    status_fields: tuple[str, ...]
    date_fields: tuple[str, ...]
    begin_fields: tuple[str, ...]
    end_fields: tuple[str, ...]
    licence_fields: tuple[str, ...]
    redistribution_fields: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]  # stems of their names, January first
    states: Mapping[str, str]  # word -> liberated | occupied | contested | unknown, longest word first
    strong: tuple[str, ...]  # stems of words of control
    weak: tuple[str, ...]
    forms: tuple[str, ...]  # words of control that a stranger's name may stand beside
    hyphened: tuple[str, ...]  # and those that must be tied to it by a hyphen
    before: frozenset[str]  # words that may stand before a party's name and are none of it
    layouts: tuple[Layout, ...]


@cache
def polygon_words() -> PolygonWords:
    """Read `data/polygons.toml`.

    Raises
    ------
    ResourceError
        If it is missing or damaged.
    """
    path = data_file("polygons.toml")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        states = {word: state for state, words in data["states"].items() for word in words}
        return PolygonWords(
            **{key: tuple(value) for key, value in data.items() if key.endswith("_fields")},
            months=tuple(tuple(stems) for stems in data["months"]),
            states={word: states[word] for word in sorted(states, key=lambda word: (-len(word), word))},
            **{key: tuple(data["control"][key]) for key in ("strong", "weak", "forms", "hyphened")},
            before=frozenset(data["control"]["before"]),
            layouts=tuple(
                Layout(
                    id=entry["id"],
                    label=re.compile(entry["label"]) if "label" in entry else None,
                    name=re.compile(entry["name"]) if "name" in entry else None,
                    side=entry.get("side"),
                    states=entry.get("states", {}),
                )
                for entry in data["layouts"]
            ),
        )
    except (ValueError, KeyError, TypeError, re.error) as error:
        raise ResourceError(f"expected layouts in {path.name!r}, cannot read them ({error}): mend the file") from error
