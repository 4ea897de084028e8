"""Short builders: a two-sided war of blue and red, and claims about its towns."""

from datetime import date

from geo.model import Claim, Event, Level, Place, Resolution, Role, Side, Stance, Theatre, Toponym, When

BLUE_RED = Theatre(
    id="t",
    name="T",
    sides=(Side(id="blue", name="Blue", colour="#0072B2"), Side(id="red", name="Red", colour="#D55E00")),
)
THREE = Theatre(id="t3", name="T3", sides=(*BLUE_RED.sides, Side(id="green", name="Green", colour="#009E73")))


def september(day: int) -> date:
    return date(2022, 9, day)


def place(name: str = "Aville", level: Level = Level.SETTLEMENT) -> Place:
    return Place(key=f"gn:{name}", name=name, lat=49.0, lon=37.0, level=level, region_key="adm1:XA-1")


def claim(
    id: str,
    event: Event | str,
    actor: str | None,
    on: date | int | None,
    *,
    by: str | None = None,
    stance: Stance | str | None = None,
    published: date | int | None = None,
    opponent: str | None = None,
    denied: Event | str | None = None,
    at: Place | None = None,
    claimant: str | None = None,
    background: bool = False,
    earliest: date | int | None = -1,
    resolution: Resolution = Resolution.RESOLVED,
) -> Claim:
    """A claim of a day of September, out the same day; `by` is the claimant's side, nobody is quoted without it."""

    def day(value: date | int | None) -> date | None:
        return september(value) if isinstance(value, int) else value

    spot = at or place()
    first = day(on) if earliest == -1 else day(earliest)
    shown = Stance(stance) if stance else Stance.CLAIMS if by else Stance.REPORTS
    toponym = Toponym(
        start=0, end=1, name=spot.name, level=spot.level, role=Role.LOCATION, resolution=resolution,
        place=spot if resolution is Resolution.RESOLVED else None,
    )
    return Claim(
        id=id, report="r", place=spot.name, toponym=toponym, event=Event(event),
        denied_event=Event(denied) if denied else None, actor=actor, opponent=opponent,
        claimant=claimant or (f"{by} ministry" if by else None), claimant_side=by, stance=shown, background=background,
        when=When(best=day(on), earliest=first, latest=day(on), edtf=None), said=None,
        published=day(published) or day(on), quote="", start=0, end=0, confidence=1.0,
    )
