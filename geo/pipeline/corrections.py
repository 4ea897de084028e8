"""Corrections: a person's table of what a machine read wrongly, applied last and shown as such in every output."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geo.errors import InputError
from geo.model import Analysis, AreaClaim, Claim, CountClaim, Event, Level, Place, Resolution, Stance, When

if TYPE_CHECKING:
    from geo.places import Gazetteer

_Said = TypeVar("_Said", Claim, AreaClaim, CountClaim)

COLUMNS = ("claim id", "field", "value", "reason")
_SHOWN = 3  # faults named in one message


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: the claim, the field, its right value as text, and why."""

    claim: str
    field: str
    value: str
    reason: str


def read(path: Path) -> tuple[Correction, ...]:
    """Read a table of corrections (CSV with the columns claim id, field, value, reason).

    Raises
    ------
    InputError
        If it is no such table; all bad rows are counted and the first few named.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "another encoding than UTF-8"
        raise InputError(f"expected a table of corrections in {str(path)!r}, got {why}: check the file") from error
    try:
        table = csv.DictReader(io.StringIO(text, newline=""))
        columns, rows = table.fieldnames or (), list(table)
    except csv.Error as error:
        raise InputError(f"expected a table of corrections in {str(path)!r}, got {error}: check the file") from error
    named = {name.strip().casefold().replace("_", " "): name for name in columns}
    named.setdefault("claim id", named.get("id", ""))
    if missing := [column for column in COLUMNS if not named.get(column)]:
        raise InputError(
            f"expected the columns {', '.join(COLUMNS)} in {str(path)!r}, {', '.join(missing)} missing: add them"
        )
    found, faults = [], []
    for number, row in enumerate(rows, start=2):
        correction = Correction(*((row[named[column]] or "").strip() for column in COLUMNS))
        fault = _fault(correction)
        if fault:
            faults.append(f"line {number}: {fault}")
        else:
            found.append(correction)
    if faults:
        more = f" and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise InputError(f"expected corrections in {str(path)!r}, got {'; '.join(faults[:_SHOWN])}{more}: mend them")
    return tuple(found)


def apply(
    analysis: Analysis, corrections: Iterable[Correction], gazetteer: Gazetteer
) -> tuple[Analysis, tuple[Correction, ...]]:
    """Put claims right; gives the new analysis and the corrections that fit no claim in it.

    Raises
    ------
    InputError
        If a corrected pin is not in the gazetteer.
    """
    desk = Desk(corrections, gazetteer)
    right = replace(
        analysis,
        claims=desk.put_right(analysis.claims),
        areas=desk.put_right(analysis.areas),
        counts=desk.put_right(analysis.counts),
    )
    return right, desk.left


class Desk:
    """Corrections that wait for their claims, which may come report by report.

    Raises
    ------
    InputError
        If a corrected pin is not in the gazetteer.
    """

    def __init__(self, corrections: Iterable[Correction], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._waiting: dict[str, list[Correction]] = {}
        self._misfits: list[Correction] = []  # a figure has no event
        for correction in corrections:
            _check_pin(correction, gazetteer)
            self._waiting.setdefault(correction.claim, []).append(correction)

    @property
    def left(self) -> tuple[Correction, ...]:
        """Those whose claim has not come, or has no such field."""
        return (*self._misfits, *(correction for listed in self._waiting.values() for correction in listed))

    def put_right(self, said: Iterable[_Said]) -> tuple[_Said, ...]:
        """Put claims and figures right, and leave out those that are to be dropped."""
        right = []
        for item in said:
            wanted = self._waiting.pop(item.id, ())
            if any(c.field == "drop" for c in wanted):
                continue
            for correction in wanted:
                if isinstance(item, Claim):
                    item = _corrected(item, correction, self._gazetteer)
                elif isinstance(item, AreaClaim) and correction.field in ("actor", "claimant", "date"):
                    item = _figure(item, correction)
                else:
                    self._misfits.append(correction)
            right.append(item)
        return tuple(right)


def _corrected(claim: Claim, correction: Correction, gazetteer: Gazetteer) -> Claim:
    match correction.field:
        case "pin":
            place = _place(correction.value, claim, gazetteer)
            toponym = replace(
                claim.toponym, place=place, level=place.level, resolution=Resolution.RESOLVED, candidates=(), score=1.0
            )
            claim = replace(claim, toponym=toponym)
        case "date":
            claim = replace(claim, when=_when(correction.value))
        case "event":
            claim = _told_of(claim, Event(correction.value))
        case field:
            claim = replace(claim, **{field: _READERS[field](correction.value)})
    return replace(claim, corrected=(*claim.corrected, f"{correction.field}: {correction.reason}"))


def _told_of(claim: Claim, event: Event) -> Claim:
    """A claim with another event. What is denied goes with the stance, and was told of before it was denied."""
    if event is claim.event:
        return claim
    if event is Event.DENIED:
        return replace(claim, event=event, denied_event=claim.event, stance=Stance.DENIES)
    stance = claim.stance
    if stance is Stance.DENIES:
        stance = Stance.CLAIMS if claim.claimant else Stance.REPORTS
    return replace(claim, event=event, denied_event=None, stance=stance)


def _figure(area: AreaClaim, correction: Correction) -> AreaClaim:
    """A figure with another actor, claimant or span; of one day alone, that is the last of its span."""
    if correction.field == "date":
        when = _when(correction.value)
        first = None if "/" in correction.value else area.since
        since = min((day for day in (first, when.earliest) if day), default=None)
        area = replace(area, since=since, until=when.latest)
    else:
        area = replace(area, **{correction.field: _READERS[correction.field](correction.value)})
    return replace(area, corrected=(*area.corrected, f"{correction.field}: {correction.reason}"))


def _fault(correction: Correction) -> str | None:
    fields = (*_READERS, "pin", "date", "drop")
    if not correction.claim:
        return "no claim id"
    if correction.field not in fields:
        return f"field {correction.field!r} is none of {', '.join(fields)}"
    if not correction.reason:
        return "no reason"
    try:
        if correction.field == "date":
            _when(correction.value)
        elif correction.field == "pin" and not correction.value.isdigit():
            _point(correction.value)
        elif correction.field in _READERS:
            _READERS[correction.field](correction.value)
    except ValueError:
        return f"{correction.value!r} is no {correction.field}"
    return None


def _truth(value: str) -> bool:
    if value.casefold() not in ("true", "false"):
        raise ValueError(value)
    return value.casefold() == "true"


def _name(value: str) -> str | None:
    return value or None


_READERS: dict[str, Callable[[str], Any]] = {
    "event": Event,
    "stance": Stance,
    "actor": _name,
    "opponent": _name,
    "claimant": _name,
    "background": _truth,
}


def _when(value: str) -> When:
    """One day, or two parted by a slash as in EDTF."""
    first, slash, last = value.partition("/")
    earliest = date.fromisoformat(first)
    latest = date.fromisoformat(last) if slash else earliest
    if latest < earliest:
        raise ValueError(value)
    edtf = f"{earliest}/{latest}" if slash else str(earliest)  # Python reads "20240531" too, which is no EDTF
    return When(best=latest, earliest=earliest, latest=latest, edtf=edtf)


def _point(value: str) -> tuple[float, float]:
    lat, lon = (float(part) for part in value.split(","))
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(value)
    return lat, lon


def _check_pin(correction: Correction, gazetteer: Gazetteer) -> None:
    value = correction.value
    if correction.field == "pin" and value.isdigit() and gazetteer.place(f"gn:{value}") is None:
        raise InputError(
            f"expected a GeoNames id that the gazetteer has as the pin of claim {correction.claim}, got {value!r}:"
            " give LAT,LON instead"
        )


def _place(value: str, claim: Claim, gazetteer: Gazetteer) -> Place:
    """The place a pin is moved to: a GeoNames id, or latitude and longitude under the name as written."""
    if value.isdigit() and (place := gazetteer.place(f"gn:{value}")) is not None:
        return place
    lat, lon = _point(value)
    known = claim.toponym.place
    return Place(
        key=f"at:{lat:.5f},{lon:.5f}",
        name=claim.place,
        lat=lat,
        lon=lon,
        level=Level.SETTLEMENT,
        country=known.country if known else None,
        region=known.region if known else None,
        region_key=known.region_key if known else None,
    )
