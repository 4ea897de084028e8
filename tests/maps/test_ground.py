"""Cells joined by their history, and shapes packed into whole numbers."""

from __future__ import annotations

from map_stories import THEATRE, day, place
from shapely import Polygon, box

from geo.maps.encode import dissolve, rings
from geo.maps.ground import ground
from geo.maps.sides import Sides
from geo.model import Basis, Cell, CellState, Status, Territory


def cell(name: str, shape: Polygon, km2: float) -> Cell:
    return Cell(place=place(name, 0, 0), region="A region", geometry=shape, area_km2=km2)


def held(since: int, side: str | None) -> CellState:
    status, basis = (Status.HELD, Basis.CONFIRMED) if side else (Status.UNKNOWN, None)
    return CellState(since=day(since), controller=side, status=status, basis=basis)


def test_a_square_is_its_first_corner_and_three_steps_counterclockwise() -> None:
    square = Polygon([(1, 2), (1, 3), (2, 3), (2, 2)])
    assert rings([square]) == [[10_000, 20_000, 10_000, 0, 0, 10_000, -10_000, 0]]


def test_a_ring_below_the_grid_is_dropped() -> None:
    assert rings([box(0, 0, 0.00003, 1)]) == []


def test_a_hole_is_a_ring_of_its_own() -> None:
    assert len(rings([box(0, 0, 4, 4) - box(1, 1, 2, 2)])) == 2


def test_neighbours_that_differ_in_the_last_digit_become_one_shape() -> None:
    (one,) = dissolve([box(0, 0, 1, 1), box(1 + 1e-9, 0, 2, 1)])
    assert one.area == 2


def test_cells_with_one_history_are_one_group_with_the_sum_of_their_areas() -> None:
    cells = (cell("A", box(0, 0, 1, 1), 10.25), cell("B", box(1, 0, 2, 1), 4.5), cell("C", box(2, 0, 3, 1), 1.0))
    histories = {
        "overlay:a": (held(-9, "south"), held(2, "north")),
        "overlay:b": (held(-3, "south"), held(2, "Northland")),
        "overlay:c": (held(-9, "south"),),
    }
    territory = Territory(cells=cells, histories=histories, regions=("A region",), method="")
    groups = ground(territory, day(0), Sides(THEATRE, []))
    assert {g["km2"]: g["spells"] for g in groups} == {
        14.75: [[-1, 1, "held", "confirmed"], [2, 0, "held", "confirmed"]],
        1.0: [[-1, 1, "held", "confirmed"]],
    }
    assert [len(g["rings"]) for g in groups] == [1, 1]


def test_a_state_that_repeats_the_one_before_is_no_new_spell() -> None:
    territory = Territory(
        cells=(cell("A", box(0, 0, 1, 1), 1.0),),
        histories={"overlay:a": (held(0, "north"), held(3, "north"), held(5, None))},
        regions=(),
        method="",
    )
    (group,) = ground(territory, day(0), Sides(THEATRE, []))
    assert [s[:2] for s in group["spells"]] == [[0, 0], [5, None]]


def test_a_cell_without_history_is_ground_nobody_is_known_to_hold() -> None:
    territory = Territory(cells=(cell("A", box(0, 0, 1, 1), 1.0),), histories={}, regions=(), method="")
    assert [g["spells"] for g in ground(territory, day(0), Sides(THEATRE, []))] == [[]]
