"""Ready claims beside those that are read from reports: the same places, the same sides, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.model import AreaClaim, Claim, Place, Report, Theatre, Toponym
from geo.pipeline.serving import serving

if TYPE_CHECKING:
    from geo.pipeline.analysis import Finding
    from geo.places import Gazetteer

Said = Claim | AreaClaim

_NEAR = 2e-5  # degrees, about two metres: tables hold five decimals


def settle(ready: Iterable[Said], fixed: Theatre | None, gazetteer: Gazetteer) -> tuple[list[Said], dict[str, Theatre]]:
    """Tie ready claims to the gazetteer's places, and the names of their sides to those of a theatre.

    Gives them in their order, and the theatre of each of their reports, by its id: `fixed`, or the one that serves the
    quotes as it would the report.
    """
    placed = [_placed(item, gazetteer) for item in ready]
    together: dict[str, list[Said]] = {}
    for item in placed:
        together.setdefault(item.report, []).append(item)
    chosen = {name: fixed or serving(_quoted(name, said), _toponyms(said)) for name, said in together.items()}
    return [_sided(item, chosen[item.report]) for item in placed], chosen


def by_report(ready: Iterable[Said]) -> dict[str, dict[str, Said]]:
    """Ready claims by the report that they name, and there by their own id."""
    together: dict[str, dict[str, Said]] = {}
    for item in ready:
        together.setdefault(item.report, {})[item.id] = item
    return together


def joined(finding: Finding, ready: Mapping[str, Said]) -> Finding:
    """What a report says, with its ready claims; where both have an id in common the ready one stands."""
    if not ready:
        return finding
    left = dict(ready)
    both: list[Said] = [*finding.claims, *finding.areas]
    both = [left.pop(item.id, item) for item in both]
    both += left.values()
    return replace(
        finding,
        claims=tuple(item for item in both if isinstance(item, Claim)),
        areas=tuple(item for item in both if isinstance(item, AreaClaim)),
    )


def _placed(item: Said, gazetteer: Gazetteer) -> Said:
    """The claim with what the gazetteer knows of its place besides: the table's coordinates and names stand."""
    if isinstance(item, AreaClaim) or item.toponym.place is None:
        return item
    place = item.toponym.place
    known = _same(place, gazetteer)
    if known is None:
        return item
    whole = replace(
        place,
        key=known.key,
        region_key=known.region_key,
        region=place.region or known.region,
        country=place.country or known.country,
        population=known.population,
    )
    return replace(item, toponym=replace(item.toponym, place=whole))


def _same(place: Place, gazetteer: Gazetteer) -> Place | None:
    """The gazetteer's entry by its number, else by name, level and position."""
    from geo.places.fold import keys

    if place.geonameid is not None:
        return gazetteer.place(place.key)
    for matches in gazetteer.find(keys(place.name)).values():
        for match in matches:
            one = match.place
            if one.level is place.level and abs(one.lat - place.lat) < _NEAR and abs(one.lon - place.lon) < _NEAR:
                return one
    return None


def _quoted(name: str, said: Sequence[Said]) -> Report:
    text = "\n".join(word for item in said for word in (item.quote, item.actor, item.claimant) if word)
    return Report(id=name, text=text, published=next((item.published for item in said if item.published), None))


def _toponyms(said: Sequence[Said]) -> list[Toponym]:
    return [item.toponym for item in said if isinstance(item, Claim)]


def _sided(item: Said, theatre: Theatre) -> Said:
    actor = _side(item.actor, theatre)
    if isinstance(item, AreaClaim):
        return replace(item, actor=actor)
    opponent, speaker = _side(item.opponent, theatre), _side(item.claimant_side, theatre)
    return replace(item, actor=actor, opponent=opponent, claimant_side=speaker)


def _side(name: str | None, theatre: Theatre) -> str | None:
    side = theatre.side(name)
    return side.name if side else name
