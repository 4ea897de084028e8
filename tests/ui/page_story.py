"""A small story by hand: two sides, two settlements that change hands on 3 and 5 May 2031, one of them disputed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geo.model import (
    AreaClaim,
    AreaEstimate,
    Basis,
    Claim,
    ControlState,
    Event,
    Level,
    Place,
    Reconciliation,
    Report,
    Resolution,
    Role,
    Side,
    Stance,
    Status,
    Story,
    Theatre,
    Toponym,
    Totals,
    When,
)

NORTH = Side(id="north", name="Northland", colour="#0072B2")
SOUTH = Side(id="south", name="Southland", colour="#D55E00")
THEATRE = Theatre(id="made", name="Made up", sides=(NORTH, SOUTH))
WOOD = {"level": Level.SETTLEMENT, "region": "Wood Oblast", "region_key": "adm1:XX-1"}
ALDER = Place(key="gn:1", name="Alder", lat=49.5, lon=37.0, **WOOD)  # type: ignore[arg-type]
BIRCH = Place(key="gn:2", name="Birch", lat=49.7, lon=37.4, **WOOD)  # type: ignore[arg-type]
THIRD, FIFTH = date(2031, 5, 3), date(2031, 5, 5)


def report(ident: str, published: date, **fields: object) -> Report:
    return replace(
        Report(id=ident, text="Text.", title=f"Title of {ident}", outlet="Outlet", published=published), **fields
    )  # type: ignore[arg-type]


def claim(
    ident: str, place: Place | None, event: Event, actor: str | None, day: date | None, **fields: object
) -> Claim:
    name = place.name if place else "Nowhere"
    toponym = Toponym(
        start=0,
        end=4,
        name=name,
        level=Level.SETTLEMENT,
        role=Role.LOCATION,
        resolution=Resolution.RESOLVED if place else Resolution.UNKNOWN,
        place=place,
    )
    made = Claim(
        id=ident,
        report="r1",
        place=name,
        toponym=toponym,
        event=event,
        denied_event=None,
        actor=actor,
        opponent=None,
        claimant=None,
        claimant_side=None,
        stance=Stance.REPORTS,
        background=False,
        when=When(best=day, earliest=day, latest=day, edtf=day.isoformat() if day else None),
        said=None,
        published=day,
        quote=f"Sentence about {name}.",
        start=0,
        end=4,
        confidence=0.9,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def story(**fields: object) -> Story:
    claims = (
        claim("c1", ALDER, Event.LIBERATED, "north", THIRD),
        claim("c2", ALDER, Event.WITHDREW, "south", THIRD, claimant="Ministry", stance=Stance.CONCEDES),
        claim("c3", BIRCH, Event.ENTERED, "north", FIFTH),
        claim("c4", None, Event.SHELLED, None, None),
    )
    figure = AreaClaim(
        id="a1",
        report="r1",
        value=100.0,
        unit="square miles",
        km2=258.9988110336,
        change="gained",
        actor="north",
        claimant="General",
        since=THIRD,
        until=FIFTH,
        region=None,
        said=FIFTH,
        published=FIFTH,
        quote="A hundred.",
        start=0,
        end=9,
        approximate="about",
    )
    estimate = AreaEstimate(
        measure="gained",
        since=THIRD,
        until=FIFTH,
        side="north",
        region=None,
        central_km2=129.4994055168,
        low_km2=100.0,
        high_km2=None,
        method="By cells.",
    )
    made = Story(
        title="Wood Oblast, May 2031",
        theatre=THEATRE,
        reports=(report("r1", THIRD), report("r2", FIFTH)),
        claims=claims,
        states={
            THIRD: (_state(ALDER, THIRD, "north", ("c1", "c2")), _state(BIRCH, THIRD, "south", ())),
            FIFTH: (_state(ALDER, FIFTH, "north", ("c1", "c2")), _state(BIRCH, FIFTH, "south", ("c3",))),
        },
        territory=None,
        totals=(
            Totals(
                on=THIRD, held_km2={"north": 258.9988110336, "south": 1035.9952441344, None: 40.0}, contested_km2=0.0
            ),
            Totals(
                on=FIFTH, held_km2={"north": 517.9976220672, "south": 776.9964331008, None: 40.0}, contested_km2=0.0
            ),
        ),
        estimates=(estimate,),
        reconciliations=(Reconciliation(reported=figure, estimate=estimate, ratio=0.5, scope="All of it."),),
        dates=(THIRD, FIFTH),
        labels=(),
        on=FIFTH,
        known_by=None,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def _state(place: Place, on: date, controller: str, claims: tuple[str, ...]) -> ControlState:
    return ControlState(
        place=place, on=on, controller=controller, status=Status.HELD, basis=Basis.CONFIRMED, claims=claims
    )
