"""Whose a polygon is: by a property, by words in a label, or by the name of its layer."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.model import Side, Theatre
from geo.reading.fields import decode, shown
from geo.reading.polygons_dates import without_days
from geo.resources import theatres
from geo.resources.layouts import polygon_words

CONTESTED, UNKNOWN = "contested", "unknown"

Rows = Sequence[Mapping[str, Any]]

_LISTED = 12  # properties named in a message
_VALUES = 3  # values named in a note
_CAMEL = re.compile(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ])|[_\W]+|(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """How polygons are to be read, as far as a person says so; the rest is read from the file.

    `names` leads from values of `side_field`, or sides as the file names them, to the sides meant; `theatres` know
    further names of sides. `on`, `licence` and `redistributable` stand before what the file says.
    """

    side_field: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    theatres: tuple[Theatre, ...] = ()
    on: date | None = None
    licence: str | None = None
    redistributable: bool | None = None
    _sides: Mapping[str, Side] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {
            name.casefold(): side
            for theatre in self.theatres
            for side in theatre.sides
            for name in (side.id, side.name, *side.aliases, *side.demonyms, *side.metonyms, *side.home)
        }
        object.__setattr__(self, "_sides", known)

    @classmethod
    def of(cls, theatre: str = "auto", **given: Any) -> Legend:
        """A legend with one theatre, or by `auto` all that are bundled."""
        found = theatres.names() if theatre == "auto" else (theatre,)
        return cls(theatres=tuple(theatres.load(name) for name in found), **given)

    def side(self, name: str) -> str:
        """The side that a name means: as `names` has it, as a theatre prints it, or the name itself."""
        name = " ".join(name.split())
        chosen = next((side for key, side in self.names.items() if key.casefold() == name.casefold()), name)
        if (state := _state_word(chosen)) is not None:
            return state
        side = self._sides.get(chosen.casefold())
        return side.name if side else chosen

    def known(self, name: str) -> bool:
        """Whether a name is that of a side of a theatre."""
        return " ".join(name.split()).casefold() in self._sides

    def home(self, sides: Iterable[str]) -> Theatre | None:
        """The theatre that one of some sides belongs to."""
        named = set(sides)
        return next((theatre for theatre in self.theatres if any(s.name in named for s in theatre.sides)), None)


def read_names(path: Path) -> dict[str, str]:
    """Read which side each value of a property means: a CSV (value, side), or a JSON or TOML table.

    Raises
    ------
    InputError
        If it is no such file.
    """
    name = shown(path)
    try:
        text = decode(path.read_bytes())
        suffix = path.suffix.lower()
        if suffix == ".csv":
            rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
            table = {row[0].strip(): row[1].strip() for row in rows if len(row) == 2}
            if len(table) < len(rows):
                raise ValueError("a row that has not two cells, or a value twice")
        else:
            table = tomllib.loads(text) if suffix == ".toml" else json.loads(text)
    except (OSError, ValueError, RecursionError, csv.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"expected a table of values and sides, cannot read {name!r} ({why}): mend it") from error
    if not (isinstance(table, dict) and table and all(isinstance(side, str) for side in table.values())):
        raise InputError(f"expected a table of values and sides in {name!r}, got none: write value,side in each line")
    return table


def sides_of(rows: Rows, layer: str, legend: Legend) -> tuple[list[str | None], list[str]]:
    """The side of each feature of a layer (or CONTESTED, UNKNOWN; None where none is said), and notes on how.

    Raises
    ------
    InputError
        If nothing says whose the polygons are; it names the properties found.
    """
    fields = {name.casefold(): name for row in rows for name in row}
    if legend.side_field is not None:
        if (chosen := fields.get(legend.side_field.casefold())) is None:
            raise InputError(f"expected the property {legend.side_field!r} (--side-field), {_found(rows)}: choose one")
        return _by_field(rows, chosen, legend, fields)
    words = polygon_words()
    for wanted in words.side_fields:
        if (name := fields.get(wanted)) and any(_text(row.get(name)) for row in rows):
            return _by_field(rows, name, legend, fields)
    best: tuple[list[str | None], str] = ([], "")
    for wanted in words.label_fields:
        if (name := fields.get(wanted)) is not None:
            told = _each(rows, name, lambda value: _label(value, legend))
            if sum(side is not None for side in told) > sum(side is not None for side in best[0]):
                best = (told, name)
    told, name = best
    if not told:
        whole = layer_side(layer, legend)
        if whole is None:
            raise InputError(
                f"expected polygons that say whose they are in a property such as controller or side, {_found(rows)}: "
                "name the one with --side-field, and what its values mean with --side-map"
            )
        return [whole] * len(rows), []
    silent = [_text(row.get(name)) for row, side in zip(rows, told, strict=True) if side is None]
    return told, _left_out(name, silent)


def layer_side(name: str, legend: Legend) -> str | None:
    """The side that the name of a layer or file speaks of, as that of a maker's layer or in words."""
    plain = re.sub(r"[\W\d_]+", "", name).casefold()
    for layout in polygon_words().layouts:
        if layout.name and layout.side and layout.name.search(plain):
            return legend.side(layout.side)
    return _label(" ".join(_CAMEL.split(without_days(name))).strip(), legend)


def _by_field(rows: Rows, name: str, legend: Legend, fields: Mapping[str, str]) -> tuple[list[str | None], list[str]]:
    """A property that holds sides: its values are their names, unless they are words that we know."""
    beside = [f for wanted in polygon_words().status_fields if (f := fields.get(wanted)) is not None and f != name]
    told = _each(rows, name, lambda value: _known_words(value, legend) or legend.side(value) if value else UNKNOWN)
    fought = [any(_state_word(_text(row.get(f))) == CONTESTED for f in beside) for row in rows]
    return [CONTESTED if contested else side for side, contested in zip(told, fought, strict=True)], []


def _each(rows: Rows, name: str, read: Callable[[str], str | None]) -> list[str | None]:
    """What each feature's value of a property means; many features share few values."""
    values = [_text(row.get(name)) for row in rows]
    meanings = {value: read(value) for value in dict.fromkeys(values)}
    return [meanings[value] for value in values]


def _label(value: str, legend: Legend) -> str | None:
    """The side, or the state, that a label tells in words."""
    if not value:
        return None
    if (told := _known_words(value, legend)) is not None:
        return told
    party = _stranger(value)
    return legend.side(party) if party else _state_in(value)


def _known_words(value: str, legend: Legend) -> str | None:
    """What a label tells in words of a person's, a theatre's or a maker's that we know."""
    if any(key.casefold() == value.casefold() for key in legend.names) or legend.known(value):
        return legend.side(value)
    state = _state_in(value)
    if state in (CONTESTED, UNKNOWN):
        return state
    layout = next((lay for lay in polygon_words().layouts if lay.label and lay.label.search(value.casefold())), None)
    if layout and state:
        return legend.side(layout.states.get(state, state))
    party = _party(value, legend)
    return legend.side(party) if party else None


def _state_word(value: str) -> str | None:
    """CONTESTED or UNKNOWN, where a value is such a word and no more."""
    state = polygon_words().states.get(value.casefold().strip())
    return state if state in (CONTESTED, UNKNOWN) else None


def _state_in(value: str) -> str | None:
    folded = value.casefold()
    words = polygon_words().states
    return next((state for word, state in words.items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded)), None)


def _party(value: str, legend: Legend) -> str | None:
    """The known party of a word of control: behind "by", else the last one before it, else the first one after it."""
    words = polygon_words()
    tokens = [token for token in _CAMEL.split(value) if token]
    for stems in (words.strong, words.weak):
        for at, token in enumerate(tokens):
            if token.casefold().startswith(stems):
                before = [t for t in tokens[:at] if legend.known(t)]
                after = [t for t in tokens[at + 1 :] if legend.known(t)]
                if after and (not before or tokens[at + 1].casefold() == "by"):
                    return after[0]
                if before:
                    return before[-1]
    return None


def _stranger(value: str) -> str | None:
    """A party that nobody told us of: "RSF-controlled", "held by the Northern Alliance"."""
    words = polygon_words()
    name = r"((?:[^\W\d_a-zа-яіїєґ][\w'’.]*[ -])*[^\W\d_a-zа-яіїєґ][\w'’.]*)"
    forms = "|".join(words.forms)
    hyphened = "|".join(words.hyphened)
    behind = rf"\b(?i:{forms}|{hyphened}) by (?:the )?{name}(?![\w'’])"
    before = rf"\b{name}(?:[ -](?i:{forms})|-(?i:{hyphened}))\b"
    for form in (behind, before):
        if match := re.search(form, value):
            kept = [t for t in match[1].split() if t.casefold() not in words.before and not t.endswith("ly")]
            return " ".join(kept) or None
    return None


def _text(value: object) -> str:
    return "" if value is None or value != value else " ".join(str(value).split())


def _found(rows: Rows) -> str:
    names = list(dict.fromkeys(str(name)[:40] for row in rows for name in row))
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"found {', '.join(map(repr, names[:_LISTED]))}{more}" if names else "found no property"


def _left_out(name: str, values: list[str]) -> list[str]:
    if not values:
        return []
    shown_values = ", ".join(f"{value:.40}" or "nothing" for value in list(dict.fromkeys(values))[:_VALUES])
    return [f"{len(values)} of its polygons say in {name!r} of no side ({shown_values}) and were left out"]
