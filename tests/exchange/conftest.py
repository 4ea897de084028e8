"""A story small enough to check by hand: one square of ground, one place, one claim, one figure."""

from datetime import date

import pytest
from shapely.geometry import MultiLineString, box

from geo.model import (
    AreaClaim,
    AreaEstimate,
    Basis,
    Cell,
    CellState,
    Claim,
    ControlSnapshot,
    ControlState,
    Event,
    FrontLine,
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
    Territory,
    Theatre,
    Toponym,
    Totals,
    When,
)

DAY = date(2031, 5, 6)
AVILLE = Place(
    key="gn:1", name="Aville", lat=1.23456789, lon=-0.000001, level=Level.SETTLEMENT, geonameid=1, country="XA",
    region="North", region_key="adm1:XA-1",
)  # fmt: skip
NORTH = Place(key="adm1:XA-1", name="North", lat=2.0, lon=3.0, level=Level.REGION, country="XA", region="North")


def make_claim(**changes):
    place = changes.pop("at", AVILLE)
    resolved = Resolution.RESOLVED if place else Resolution.UNKNOWN
    values = {
        "id": "c1", "report": "r1", "place": "Aville",
        "toponym": Toponym(
            start=0, end=6, name="Aville", level=place and place.level, role=Role.LOCATION, resolution=resolved,
            place=place, score=0.98765,
        ),
        "event": Event.CAPTURED, "denied_event": None, "actor": "red", "opponent": "blue", "claimant": "Gen. =Doe",
        "claimant_side": "red", "stance": Stance.CLAIMS, "background": False,
        "when": When(best=DAY, earliest=DAY, latest=DAY, edtf="2031-05-06"), "said": DAY, "published": DAY,
        "quote": "=Aville, fell", "start": 0, "end": 13, "confidence": 0.876,
    }  # fmt: skip
    return Claim(**{**values, **changes})


def make_area(**changes):
    values = {
        "id": "a1", "report": "r1", "value": 770.0, "unit": "sq mi", "km2": 1994.2908, "change": "gained",
        "actor": "red", "claimant": "Gen. Doe", "since": date(2031, 5, 1), "until": DAY, "region": None, "said": DAY,
        "published": DAY, "quote": "770 sq mi", "start": 3, "end": 12, "approximate": "about",
    }  # fmt: skip
    return AreaClaim(**{**values, **changes})


@pytest.fixture
def theatre():
    sides = (Side(id="red", name="The Reds", colour="#D55E00"), Side(id="blue", name="The Blues", colour="#0072B2"))
    return Theatre(id="toy", name="Toy", sides=sides, countries=("XA",))


@pytest.fixture
def story(theatre):
    report = Report(id="r1", text="=Aville, fell", title="T", published=DAY, outlet="Gazette", url="https://e.example/")
    cell = Cell(place=AVILLE, region="adm1:XA-1", geometry=box(0, 0, 1, 1), area_km2=12308.7788)
    estimate = AreaEstimate(
        measure="gained", since=date(2031, 5, 1), until=DAY, side="red", region=None, central_km2=12308.7788,
        low_km2=0.0, high_km2=None, method="cells",
    )  # fmt: skip
    state = ControlState(
        place=AVILLE, on=DAY, controller="red", status=Status.HELD, basis=Basis.CLAIMED, claims=("c1", "c2")
    )
    return Story(
        title="T",
        theatre=theatre,
        reports=(report,),
        claims=(make_claim(), make_claim(id="c2", at=NORTH), make_claim(id="c3", at=None)),
        states={DAY: (state,)},
        territory=Territory(
            cells=(cell,),
            histories={
                "gn:1": (
                    CellState(since=date(2031, 5, 1), controller="blue", status=Status.HELD, basis=Basis.INFERRED),
                    CellState(since=DAY, controller="red", status=Status.HELD, basis=Basis.CLAIMED),
                )
            },
            regions=("adm1:XA-1",),
            method="cells",
        ),
        totals=(Totals(on=DAY, held_km2={"red": 12308.7788}, contested_km2=0.0),),
        estimates=(estimate,),
        reconciliations=(Reconciliation(reported=make_area(), estimate=estimate, ratio=6.17199, scope="both"),),
        dates=(DAY,),
        labels=(),
        on=DAY,
        known_by=None,
        fronts=(
            FrontLine(
                on=DAY, sides=("blue", "red"), geometry=MultiLineString([[(0, 0), (0, 1)]]), length_km=110.574
            ),
        ),
        snapshots=(
            ControlSnapshot(
                source="maps/day.geojson", on=DAY, held={"The Reds": box(0, 0, 1, 1)}, contested=box(1, 0, 2, 1),
                licence="CC BY 4.0", redistributable=True,
            ),
            ControlSnapshot(source="maps/secret.kml", on=DAY, held={"The Blues": box(2, 0, 3, 1)}),
        ),
    )
