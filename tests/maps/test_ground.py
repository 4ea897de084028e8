"""Cells joined by their history, and shapes packed into whole numbers."""

from __future__ import annotations

from map_stories import THEATRE, day, place
from shapely import Polygon, box

from geo.maps.encode import rings
from geo.maps.ground import ground
from geo.maps.sides import Sides
from geo.model import Basis, Cell, CellState, Status, Territory


def cell(name: str, shape: Polygon, km2: float) -> Cell:
    return Cell(place=place(name, 0, 0), region="A region", geometry=shape, area_km2=km2)


def held(since: int, side: str | None) -> CellState:
    status, basis = (Status.HELD, Basis.CONFIRMED) if side else (Status.UNKNOWN, None)
    return CellState(since=day(since), controller=side, status=status, basis=basis)


def spells(found: dict, ledger: str = "now") -> list[list[list]]:
    """The spells of each group as the page unpacks them."""
    listed, at = found[ledger], 0
    groups = []
    for count in listed["counts"]:
        span = range(at, at + count)
        groups.append([[listed["days"][i], *found["states"][listed["states"][i]]] for i in span])
        at += count
    return groups


def test_a_square_is_its_first_corner_and_three_steps_counterclockwise() -> None:
    square = Polygon([(1, 2), (1, 3), (2, 3), (2, 2)])
    assert rings([square]) == [[10_000, 20_000, 10_000, 0, 0, 10_000, -10_000, 0]]


def test_a_ring_below_the_grid_is_dropped() -> None:
    assert rings([box(0, 0, 0.00003, 1)]) == []


def test_a_hole_is_a_ring_of_its_own() -> None:
    assert len(rings([box(0, 0, 4, 4) - box(1, 1, 2, 2)])) == 2


def test_cells_with_one_history_are_one_group_with_the_sum_of_their_areas() -> None:
    cells = (cell("A", box(0, 0, 1, 1), 10.25), cell("B", box(1, 0, 2, 1), 4.5), cell("C", box(2, 0, 3, 1), 1.0))
    histories = {
        "overlay:a": (held(-9, "south"), held(2, "north")),
        "overlay:b": (held(-3, "south"), held(2, "Northland")),
        "overlay:c": (held(-9, "south"),),
    }
    territory = Territory(cells=cells, histories=histories, regions=("A region",), method="")
    found = ground(territory, None, day(0), Sides(THEATRE, []))
    assert dict(zip(found["km2"], spells(found), strict=True)) == {
        14.75: [[-1, 1, "held", "confirmed", None], [2, 0, "held", "confirmed", None]],
        1.0: [[-1, 1, "held", "confirmed", None]],
    }
    # One border between the two groups, one around each.
    assert sorted(zip(found["arcs"]["left"], found["arcs"]["right"], strict=True)) == [(0, -1), (0, 1), (1, -1)]


def test_a_state_that_repeats_the_one_before_is_no_new_spell() -> None:
    territory = Territory(
        cells=(cell("A", box(0, 0, 1, 1), 1.0),),
        histories={"overlay:a": (held(0, "north"), held(3, "north"), held(5, None))},
        regions=(),
        method="",
    )
    (group,) = spells(ground(territory, None, day(0), Sides(THEATRE, [])))
    assert [s[:2] for s in group] == [[0, 0], [5, None]]


def test_what_only_the_central_or_the_high_figures_count_is_told_apart() -> None:
    def inferred(since: int, *, sure: bool) -> CellState:
        return CellState(since=day(since), controller="north", status=Status.HELD, basis=Basis.INFERRED, sure=sure)

    def free(since: int, *rivals: str) -> CellState:
        return CellState(since=day(since), controller=None, status=Status.UNKNOWN, basis=None, rivals=rivals)

    history = (inferred(0, sure=True), inferred(1, sure=False), free(2, "south"), free(3, "north", "south"))
    territory = Territory(
        cells=(cell("A", box(0, 0, 1, 1), 1.0),), histories={"overlay:a": history}, regions=(), method=""
    )
    (group,) = spells(ground(territory, None, day(0), Sides(THEATRE, [])))
    assert group == [
        [0, 0, "held", "inferred", None],
        [1, 0, "held", "unsure", None],
        [2, None, "unknown", None, 1],  # the south may hold it
        [3, None, "unknown", None, None],  # either may: no one side's colour
    ]


def test_a_cell_without_history_is_ground_nobody_is_known_to_hold() -> None:
    territory = Territory(cells=(cell("A", box(0, 0, 1, 1), 1.0),), histories={}, regions=(), method="")
    assert spells(ground(territory, None, day(0), Sides(THEATRE, []))) == [[]]


def test_cells_that_were_known_of_at_different_times_are_different_groups() -> None:
    cells = (cell("A", box(0, 0, 1, 1), 1.0), cell("B", box(1, 0, 2, 1), 2.0))
    now = {"overlay:a": (held(0, "north"),), "overlay:b": (held(0, "north"),)}
    then = {"overlay:a": (held(0, "north"),), "overlay:b": (held(4, "north"),)}
    territory = Territory(cells=cells, histories=now, regions=(), method="")
    found = ground(territory, then, day(0), Sides(THEATRE, []))
    assert found["km2"] == [1.0, 2.0]
    assert [group[0][0] for group in spells(found, "now")] == [0, 0]
    assert [group[0][0] for group in spells(found, "then")] == [0, 4]
