"""Theatres: TOML files that name the sides of a conflict. Another conflict is another file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from geo.errors import TheatreError
from geo.model import Side, Theatre
from geo.resources.bundle import root

NO_THEATRE = Theatre(id="none", name="No theatre")


def names() -> tuple[str, ...]:
    """The ids of the bundled theatres."""
    return tuple(sorted(p.stem for p in (root() / "data" / "theatres").glob("*.toml")))


@cache
def load(name: str) -> Theatre:
    """A bundled theatre by id, or one from a TOML file by path; `none` has no sides.

    Raises
    ------
    TheatreError
        If there is no such theatre, or the file does not describe one.
    """
    if name == "none":
        return NO_THEATRE
    path = root() / "data" / "theatres" / f"{name}.toml"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        path = Path(name)
        if path.suffix != ".toml" or not path.is_file():
            raise TheatreError(
                f"expected a theatre ({', '.join((*names(), 'auto', 'none'))}) or a path to a .toml file, got {name!r}"
            )
    try:
        return _parse(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise TheatreError(
            f"expected a theatre file with name and [[sides]] (id, name, colour), {str(path)!r} is not one: {error}"
        ) from error


def _parse(theatre_id: str, data: dict[str, Any]) -> Theatre:
    extent = data.get("extent")
    if extent is not None:
        west, south, east, north = map(float, extent)
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise ValueError(f"extent {extent!r} is not [west, south, east, north] in degrees")
        extent = (west, south, east, north)
    sides = tuple(_side(entry) for entry in data.get("sides", []))
    if len({s.id for s in sides}) != len(sides):
        raise ValueError("two sides share an id")
    return Theatre(
        id=theatre_id,
        name=str(data["name"]),
        sides=sides,
        countries=tuple(data.get("countries", ())),
        extent=extent,
        since=data.get("since"),
    )


def _side(entry: dict[str, Any]) -> Side:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", entry["colour"]):
        raise ValueError(f"colour {entry['colour']!r} is not of the form #0072B2")
    listed = {
        k: tuple(map(str, entry.get(k, ()))) for k in ("home", "aliases", "demonyms", "metonyms", "bodies", "enemies")
    }
    return Side(
        id=str(entry["id"]),
        name=str(entry["name"]),
        colour=entry["colour"],
        officials=tuple((str(k), str(v)) for k, v in entry.get("officials", {}).items()),
        **listed,
    )
