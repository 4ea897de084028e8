"""Theatres: TOML files that name the sides of a conflict. Another conflict is another file."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from geo.errors import TheatreError
from geo.model import Side, Theatre
from geo.resources.bundle import root

NO_THEATRE = Theatre(id="none", name="No theatre")

_LISTS = ("home", "aliases", "demonyms", "metonyms", "bodies", "enemies")
_SIDE_KEYS = ("id", "name", "colour", *_LISTS, "officials")
_THEATRE_KEYS = ("name", "countries", "extent", "since", "sides")
_SHOWN = 4  # faults named in one message
_BRIEF = 80  # letters of a bad value in one


@cache
def names() -> tuple[str, ...]:
    """The ids of the bundled theatres."""
    return tuple(sorted(p.stem for p in (root() / "data" / "theatres").glob("*.toml")))


def load(name: str) -> Theatre:
    """A bundled theatre by id, or one from a TOML file by path; `none` has no sides.

    Raises
    ------
    TheatreError
        If there is no such theatre, or the file does not describe one; what is wrong with it is named by its keys.
    """
    if name == "none":
        return NO_THEATRE
    if name in names():
        return _bundled(name)
    path = Path(name)
    if path.suffix != ".toml":
        raise _missing(path)
    return _read(path)


@cache
def _bundled(name: str) -> Theatre:
    return _read(root() / "data" / "theatres" / f"{name}.toml")


def _missing(path: Path) -> TheatreError:
    known = ", ".join((*names(), "auto", "none"))
    return TheatreError(f"expected a theatre ({known}) or a path to a .toml file, got {_shown(path)!r}: choose one")


def _shown(path: Path) -> str:
    return os.fsencode(path)[-255:].decode("utf-8", "backslashreplace")


def _read(path: Path) -> Theatre:
    faults: list[str] = []
    try:
        theatre = _theatre(_shown(Path(path.stem)), tomllib.loads(path.read_bytes().decode("utf-8-sig")), faults)
    except FileNotFoundError:
        raise _missing(path) from None
    except OSError as error:
        faults = [f"no access ({error.strerror})"]
    except RecursionError:
        faults = ["brackets nested too deeply"]
    except ValueError as error:  # TOML's own errors, and those of an encoding
        faults = [str(error)]
    if faults:
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise TheatreError(
            f"expected a theatre file with name and [[sides]] in {_shown(path)!r}, got "
            f"{'; '.join(faults[:_SHOWN])}{more}: mend the file"
        )
    return theatre


def _theatre(theatre_id: str, data: dict[str, Any], faults: list[str]) -> Theatre:
    """Make a theatre of a file's data. What cannot be understood goes to `faults`, and the result is void then."""
    table = _Table(data, "", _THEATRE_KEYS, faults)
    name, countries, extent, since = table.text("name"), table.texts("countries"), data.get("extent"), data.get("since")
    if extent is not None:
        extent = _extent(extent)
        if extent is None:
            faults.append(f"'extent' {_brief(data['extent'])}, not [west, south, east, north] in degrees")
    if since is not None and (not isinstance(since, date) or isinstance(since, datetime)):
        faults.append(f"'since' {_brief(since)}, not a date such as 2024-05-31 without quotes")
    entries = data.get("sides", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        faults.append("'sides' that are no tables: begin each with a line [[sides]]")
        entries = []
    sides = tuple(_side(entry, f" of side {number}", faults) for number, entry in enumerate(entries, start=1))
    ids = [side.id for side in sides]
    if len(set(ids)) < len(ids):
        faults.append("two sides that share an id")
    strangers = {enemy for side in sides for enemy in side.enemies}.difference(ids)
    faults += [f"'enemies' with {_brief(enemy)}, which is no side's id" for enemy in sorted(strangers)]
    return Theatre(id=theatre_id, name=name, sides=sides, countries=countries, extent=extent, since=since)


def _side(entry: dict[str, Any], where: str, faults: list[str]) -> Side:
    table = _Table(entry, where, _SIDE_KEYS, faults)
    colour = table.text("colour")
    if colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        faults.append(f"'colour'{where} {_brief(colour)}, not of the form #0072B2")
    officials = entry.get("officials", {})
    if not isinstance(officials, dict) or not all(isinstance(v, str) and v.strip() for v in officials.values()):
        faults.append(f"'officials'{where} that is no table of names: write lines such as Surname = \"Full Name\"")
        officials = {}
    if not all(surname.strip() for surname in officials):
        faults.append(f"an empty name in 'officials'{where}")
    return Side(
        id=table.text("id"),
        name=table.text("name"),
        colour=colour,
        officials=tuple(officials.items()),
        **{key: table.texts(key) for key in _LISTS},
    )


class _Table:
    """A table of the file, whose wants are collected."""

    def __init__(self, data: dict[str, Any], where: str, known: tuple[str, ...], faults: list[str]) -> None:
        self._data, self._where, self._faults = data, where, faults
        faults += [f"unknown key {_brief(key)}{where} (known: {', '.join(known)})" for key in data if key not in known]

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self._data.get(key)
        if value is None:
            self._faults.append(f"key {key!r}{self._where} missing")
        elif not isinstance(value, str) or not value.strip():
            self._faults.append(f"{key!r}{self._where} {_brief(value)}, not a text")
        else:
            return value
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts that may be missing."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._faults.append(f'{key!r}{self._where} {_brief(value)}, not a list such as ["…", "…"]')
        elif not all(item.strip() for item in value):
            self._faults.append(f"an empty name in {key!r}{self._where}")
        else:
            return tuple(value)
        return ()


def _extent(value: Any) -> tuple[float, float, float, float] | None:
    """Four degrees in order and within bounds, or None."""
    if not (isinstance(value, list) and len(value) == 4 and all(type(v) in (int, float) for v in value)):
        return None
    west, south, east, north = map(float, value)
    return (west, south, east, north) if -180 <= west < east <= 180 and -90 <= south < north <= 90 else None


def _brief(value: object) -> str:
    """Name a value in short; one of any depth or length would not fit a sentence."""
    if isinstance(value, list | dict):
        return f"a {'list' if isinstance(value, list) else 'table'} of {len(value)}"
    shown = repr(value)
    return shown if len(shown) <= _BRIEF else shown[: _BRIEF - 1] + "…"
