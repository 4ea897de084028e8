"""Short builders of stories for the map's tests, and one story rich enough to look at."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import shapely

from geo.model import (
    AreaClaim,
    AreaEstimate,
    Basis,
    Candidate,
    Cell,
    CellState,
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
    Territory,
    Theatre,
    Toponym,
    Totals,
    When,
)

NORTH, SOUTH = "Northland", "Southland"
SIDES = (Side(id="north", name=NORTH, colour="#0072B2"), Side(id="south", name=SOUTH, colour="#D55E00"))
THEATRE = Theatre(id="made", name="Made up", sides=SIDES)
START = date(2031, 9, 6)


def day(n: int) -> date:
    return START + timedelta(days=n)


def place(name: str, lat: float, lon: float, level: Level = Level.SETTLEMENT, population: int = 1000) -> Place:
    slug = name.lower().replace(" ", "-")
    return Place(
        key=f"overlay:{slug}", name=name, lat=lat, lon=lon, level=level, region="East Region", population=population
    )


def when(on: date | None, to: date | None = None, edtf: str | None = None) -> When:
    return When(best=on, earliest=on, latest=to or on, edtf=edtf or (on.isoformat() if on else None))


_numbers = count()


def claim(
    at: Place | None,
    event: Event,
    on: date | None,
    *,
    actor: str | None = NORTH,
    claimant: str | None = None,
    stance: Stance = Stance.REPORTS,
    background: bool = False,
    denied: Event | None = None,
    quote: str = "A sentence that says so.",
    report: str = "r1",
    name: str | None = None,
    part: str | None = None,
    candidates: tuple[Place, ...] = (),
    said: date | None = None,
    published: date | None = None,
    id: str | None = None,
) -> Claim:
    """A claim about a place, or, with `at` None, about a name that was not resolved."""
    resolution = Resolution.RESOLVED if at else Resolution.AMBIGUOUS if candidates else Resolution.UNKNOWN
    toponym = Toponym(
        start=0,
        end=4,
        name=name or (at.name if at else "Nowhere"),
        level=at.level if at else None,
        role=Role.LOCATION,
        resolution=resolution,
        place=at,
        candidates=tuple(Candidate(place=c, score=0.4) for c in candidates),
        part=part,
    )
    return Claim(
        id=id or f"c{next(_numbers)}",
        report=report,
        place=toponym.name,
        toponym=toponym,
        event=event,
        denied_event=denied,
        actor=actor,
        opponent=None,
        claimant=claimant,
        claimant_side=None,
        stance=stance,
        background=background,
        when=when(on),
        said=said or on,
        published=published or on,
        quote=quote,
        start=0,
        end=4,
        confidence=0.9,
    )


def state(
    at: Place, on: date, controller: str | None, basis: Basis | None, *claims: str, status: Status = Status.HELD
) -> ControlState:
    return ControlState(place=at, on=on, controller=controller, status=status, basis=basis, claims=claims)


def story(
    claims: tuple[Claim, ...] = (),
    *,
    title: str = "A made-up September",
    reports: tuple[Report, ...] = (
        Report(id="r1", text="", title="A report", outlet="Evening Paper", url="https://example.org/1"),
    ),
    states: dict[date, tuple[ControlState, ...]] | None = None,
    territory: Territory | None = None,
    totals: tuple[Totals, ...] = (),
    figures: tuple[Reconciliation, ...] = (),
    labels: tuple[Place, ...] = (),
    theatre: Theatre = THEATRE,
    on: date | None = None,
) -> Story:
    dates = tuple(sorted({c.when.best for c in claims if c.when.best and not c.background}))
    return Story(
        title=title,
        theatre=theatre,
        reports=reports,
        claims=claims,
        states=states or {},
        territory=territory,
        totals=totals,
        estimates=tuple(f.estimate for f in figures if f.estimate),
        reconciliations=figures,
        dates=dates,
        labels=labels,
        on=on,
        known_by=None,
    )


ABERDALE = place("Aberdale", 49.21, 37.28, population=45_000)
BROOKSTON = place("Brookston", 49.46, 36.84, population=26_000)
CARROW = place("Carrow", 49.71, 37.62, population=27_000)
CARROW_JUNCTION = place("Carrow Junction", 49.672, 37.643, population=8_000)
DUNMERE = place("Dunmere", 49.695, 37.18, population=6_000)
ELLERBY = place("Ellerby", 50.06, 37.38, population=3_000)
FENWICK = place("Fenwick", 50.29, 36.94, population=17_000)
GLENHAM = place("Glenham", 48.99, 37.81, population=20_000)
NAMED = (ABERDALE, BROOKSTON, CARROW, CARROW_JUNCTION, DUNMERE, ELLERBY, FENWICK, GLENHAM)
REGION = place("East Region", 49.55, 36.4, Level.REGION)


def rich_story() -> Story:
    """Some 25 claims over 25 days in eight places, with ground, totals and reported figures."""
    marshal, council, ministry = "Marshal Bryn", "the Town Council", "Southland's war ministry"
    c = Event
    claims = (
        claim(
            BROOKSTON,
            c.ADVANCING,
            day(0),
            claimant=ministry,
            stance=Stance.CONCEDES,
            quote="Columns are moving on Brookston, the ministry admitted.",
        ),
        claim(
            BROOKSTON, c.CONTESTED, day(1), quote="Street fighting was heard in the west of the town through the night."
        ),
        claim(
            BROOKSTON,
            c.LIBERATED,
            day(2),
            claimant=marshal,
            stance=Stance.CLAIMS,
            quote="“Our flag is over Brookston,” Marshal Bryn said.",
        ),
        claim(
            BROOKSTON,
            c.DENIED,
            day(3),
            actor=NORTH,
            claimant=ministry,
            stance=Stance.DENIES,
            denied=c.LIBERATED,
            quote="Reports of the town's fall are untrue, the ministry said.",
        ),
        claim(
            BROOKSTON,
            c.WITHDREW,
            day(4),
            actor=SOUTH,
            claimant=ministry,
            stance=Stance.CONCEDES,
            quote="The ministry said its troops in Brookston would “regroup”.",
        ),
        claim(
            DUNMERE,
            c.LIBERATED,
            day(2),
            quote="The village was retaken on Monday, reporters who walked its streets found.",
        ),
        claim(CARROW, c.SHELLED, day(2), actor=NORTH, quote="The rail yard came under fire."),
        claim(
            CARROW,
            c.ENTERED,
            day(4),
            claimant=marshal,
            stance=Stance.CLAIMS,
            quote="Pictures show soldiers at the western city limits.",
        ),
        claim(
            CARROW,
            c.LIBERATED,
            day(10),
            claimant=marshal,
            stance=Stance.CONFIRMS,
            quote="The east bank is in our hands as well.",
        ),
        claim(CARROW_JUNCTION, c.CONTESTED, day(12), quote="Both armies hold part of the junction."),
        claim(CARROW_JUNCTION, c.LIBERATED, day(20), quote="The junction was clear by the twentieth day."),
        claim(
            ABERDALE,
            c.HELD,
            day(1),
            actor=SOUTH,
            claimant=ministry,
            stance=Stance.CLAIMS,
            quote="Aberdale stands firm, the ministry said.",
        ),
        claim(
            ABERDALE, c.LIBERATED, day(4), quote="The reported fall of Aberdale would be the largest gain of the month."
        ),
        claim(
            ABERDALE,
            c.WITHDREW,
            day(4),
            actor=SOUTH,
            claimant=ministry,
            stance=Stance.CONCEDES,
            quote="Troops leave Aberdale to regroup.",
        ),
        claim(
            ABERDALE,
            c.CAPTURED,
            date(2031, 4, 1),
            actor=SOUTH,
            background=True,
            quote="The town was taken by Southland in April.",
        ),
        claim(
            ELLERBY,
            c.LIBERATED,
            day(5),
            claimant=council,
            stance=Stance.CLAIMS,
            quote="The council said the last patrol had gone.",
        ),
        claim(
            FENWICK,
            c.ADVANCING,
            day(5),
            claimant=marshal,
            stance=Stance.CLAIMS,
            quote="We are at the gates of Fenwick.",
        ),
        claim(FENWICK, c.LIBERATED, day(7), quote="Residents sent pictures of an empty checkpoint."),
        claim(
            GLENHAM,
            c.LIBERATED,
            day(4),
            claimant=marshal,
            stance=Stance.CLAIMS,
            quote="Glenham is free, the marshal said, wrongly.",
        ),
        claim(GLENHAM, c.HELD, day(6), actor=SOUTH, quote="A reporter found Southland's soldiers in the main square."),
        claim(GLENHAM, c.CONTESTED, day(22), quote="Fighting reached the station."),
        claim(GLENHAM, c.LIBERATED, day(25), quote="Glenham changed hands on the first of the month."),
        claim(
            REGION,
            c.WITHDREW,
            day(4),
            actor=SOUTH,
            claimant=ministry,
            stance=Stance.CONCEDES,
            part="eastern",
            quote="All units leave the east of the region.",
        ),
        claim(
            None,
            c.LIBERATED,
            day(5),
            name="Lower Haugh",
            candidates=(place("Lower Haugh", 49.1, 36.2), place("Lower Haugh", 50.4, 38.1)),
            claimant=marshal,
            stance=Stance.CLAIMS,
            quote="Lower Haugh is ours again.",
        ),
        claim(None, c.SHELLED, day(8), name="Innmouth", actor=SOUTH, quote="Innmouth was shelled overnight."),
    )
    changes = {
        BROOKSTON: (
            (-1, SOUTH, Basis.INFERRED, Status.HELD),
            (1, SOUTH, Basis.CONFIRMED, Status.CONTESTED),
            (2, NORTH, Basis.CLAIMED, Status.HELD),
            (4, NORTH, Basis.CONCEDED, Status.HELD),
        ),
        DUNMERE: ((-1, SOUTH, Basis.INFERRED, Status.HELD), (2, NORTH, Basis.CONFIRMED, Status.HELD)),
        CARROW: (
            (-1, SOUTH, Basis.INFERRED, Status.HELD),
            (4, SOUTH, Basis.CLAIMED, Status.PRESENT),
            (10, NORTH, Basis.CONFIRMED, Status.HELD),
        ),
        CARROW_JUNCTION: (
            (-1, SOUTH, Basis.INFERRED, Status.HELD),
            (12, SOUTH, Basis.CONFIRMED, Status.CONTESTED),
            (20, NORTH, Basis.CONFIRMED, Status.HELD),
        ),
        ABERDALE: ((-1, SOUTH, Basis.CONFIRMED, Status.HELD), (4, NORTH, Basis.CONFIRMED, Status.HELD)),
        ELLERBY: ((-1, SOUTH, Basis.INFERRED, Status.HELD), (5, NORTH, Basis.CLAIMED, Status.HELD)),
        FENWICK: ((-1, SOUTH, Basis.INFERRED, Status.HELD), (7, NORTH, Basis.CONFIRMED, Status.HELD)),
        GLENHAM: (
            (-1, SOUTH, Basis.CONFIRMED, Status.HELD),
            (22, SOUTH, Basis.CONFIRMED, Status.CONTESTED),
            (25, NORTH, Basis.CONFIRMED, Status.HELD),
        ),
    }
    cells, histories = _ground(changes)
    dates = sorted({c.when.best for c in claims if c.when.best and not c.background})
    states = {
        on: tuple(_state_on(p, changes[p], on, claims) for p in sorted(changes, key=lambda p: p.key)) for on in dates
    }
    totals = tuple(_totals(cells, histories, on) for on in dates)
    gained = AreaEstimate(
        measure="gained",
        since=day(0),
        until=day(4),
        side="north",
        region=None,
        central_km2=1210.0,
        low_km2=900.0,
        high_km2=None,
        method="",
    )
    reported = AreaClaim(
        id="a1",
        report="r1",
        value=770,
        unit="sq mi",
        km2=1994.3,
        change="gained",
        actor="north",
        claimant="Marshal Bryn",
        since=day(0),
        until=day(4),
        region=None,
        said=day(4),
        published=day(5),
        quote="Some 770 square miles.",
        start=0,
        end=4,
        approximate="about",
    )
    return story(
        claims,
        title="The September offensive in the East Region",
        states=states,
        territory=Territory(
            cells=cells,
            histories=histories,
            regions=("East Region",),
            method="One cell a settlement, 120 in all; cells without a report follow the nearest named place.",
        ),
        totals=totals,
        figures=(
            Reconciliation(
                reported=reported,
                estimate=gained,
                ratio=1210 / 1994.3,
                scope="Theirs: the whole front. Ours: one region, eight named places.",
            ),
        ),
        labels=(
            place("Kingsholm", 49.99, 36.23, population=1_400_000),
            place("Sallow", 49.38, 36.20),
            place("Marden", 49.83, 36.68),
            place("Pine Cross", 50.15, 37.9),
            place("Upper Ford", 49.02, 36.7),
        ),
        on=day(4),
    )


def _state_on(at: Place, changes: tuple, on: date, claims: tuple[Claim, ...]) -> ControlState:
    n = (on - START).days
    _, controller, basis, status = [row for row in changes if row[0] <= n][-1]
    behind = tuple(
        c.id for c in claims if c.toponym.place == at and c.when.best and c.when.best <= on and not c.background
    )
    return ControlState(place=at, on=on, controller=controller, status=status, basis=basis, claims=behind)


def _ground(changes: dict) -> tuple[tuple[Cell, ...], dict[str, tuple[CellState, ...]]]:
    region = shapely.box(35.9, 48.8, 38.2, 50.4)
    seats = [
        *changes,
        *(place(f"Farm {i}", 48.8 + (i * 37 % 112) / 70, 35.9 + (i * 53 % 112) / 48.7) for i in range(112)),
    ]
    points = shapely.MultiPoint([(p.lon, p.lat) for p in seats])
    found = shapely.voronoi_polygons(points, extend_to=region, ordered=True).geoms
    cells, histories = [], {}
    for seat, shape in zip(seats, found, strict=True):
        cell = shapely.intersection(shape, region)
        cells.append(Cell(place=seat, region="East Region", geometry=cell, area_km2=cell.area * 111.2 * 72.2))
        near = min(changes, key=lambda p: (p.lon - seat.lon) ** 2 + (p.lat - seat.lat) ** 2)
        far = (near.lon - seat.lon) ** 2 + (near.lat - seat.lat) ** 2 > 0.16
        if not far:
            histories[seat.key] = tuple(
                CellState(
                    since=day(n),
                    controller=controller,
                    status=status if near is seat else Status.HELD,
                    basis=basis if near is seat else Basis.INFERRED,
                )
                for n, controller, basis, status in changes[near]
            )
        else:
            histories[seat.key] = (CellState(since=day(-1), controller=None, status=Status.UNKNOWN, basis=None),)
    return tuple(cells), histories


def _totals(cells: tuple[Cell, ...], histories: dict[str, tuple[CellState, ...]], on: date) -> Totals:
    held: dict[str | None, float] = {}
    contested = 0.0
    for cell in cells:
        now = [s for s in histories[cell.place.key] if s.since <= on][-1]
        held[now.controller] = held.get(now.controller, 0.0) + cell.area_km2
        contested += cell.area_km2 if now.status is Status.CONTESTED else 0.0
    return Totals(on=on, held_km2=held, contested_km2=contested)
