"""Short builders: settlements on round coordinates, a square region of one degree, and states of its towns."""

from datetime import date

import shapely

from geo.model import Basis, Cell, CellState, ControlState, Level, Place, Status, Territory

KEY = "adm1:XA-1"
SQUARE = shapely.box(36, 49, 37, 50)


def september(day: int) -> date:
    return date(2022, 9, day)


def town(name: str, lon: float, lat: float, *, region: str = KEY, population: int = 0) -> Place:
    return Place(
        key=f"gn:{name}", name=name, lat=lat, lon=lon, level=Level.SETTLEMENT, region=f"Region {region[-1]}",
        region_key=region, population=population,
    )


def state(place: Place, controller: str | None, *, status: Status = Status.HELD, basis: Basis | None = Basis.CONFIRMED):
    return ControlState(place=place, on=september(1), controller=controller, status=status, basis=basis)


def cell(name: str, area_km2: float, *, region: str = KEY) -> Cell:
    return Cell(place=town(name, 36.5, 49.5, region=region), region=region, geometry=SQUARE, area_km2=area_km2)


def spell(
    day: int, controller: str | None, status: Status = Status.HELD, basis: Basis | None = Basis.CONFIRMED, **more
) -> CellState:
    """A state of a cell, sure where a word makes it so."""
    solid = status is Status.HELD and basis in (Basis.CONFIRMED, Basis.CONCEDED)
    return CellState(
        since=september(day), controller=controller, status=status, basis=basis, **({"sure": solid} | more)
    )


def territory(cells, **histories) -> Territory:
    """Cells with the histories of their places by name."""
    return Territory(
        cells=tuple(cells), histories={f"gn:{n}": tuple(h) for n, h in histories.items()},
        regions=tuple(sorted({c.region for c in cells})), method="A sentence.",
    )
