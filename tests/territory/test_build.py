import pytest
from ground import KEY, SQUARE, september, state, town

from geo.model import Basis, Status
from geo.territory import REACH, build, totals

NAMED = town("Named", 36.5, 49.5)
# Ten rows of ten towns, from T00 in the south-west to T99 in the north-east: 7 km apart from west to east and 11 km
# from south to north, on 8,056 km², so that the mean distance is 9 km.
GRID = [town(f"T{i:02}", 36.05 + i % 10 / 10, 49.05 + i // 10 / 10) for i in range(100)]


def on_grid(**sides):
    """Who holds what where the towns of the grid with these numbers are named."""
    held = {september(1): [state(GRID[i], side) for side, numbers in sides.items() for i in numbers]}
    return build(GRID, {KEY: SQUARE}, held)


def history(territory, name):
    return [(s.since.day, s.controller, s.status, s.basis) for s in territory.histories[f"gn:{name}"]]


def holder(territory, number):
    return territory.histories[f"gn:T{number:02}"][0].controller


def test_a_named_settlement_speaks_for_its_neighbours_and_no_farther_than_its_reach():
    """T40 and T49 are 65 km apart, 7.3 mean distances; T41 is next to T40."""
    made = on_grid(blue=[40])
    assert history(made, "T40") == [(1, "blue", Status.HELD, Basis.CONFIRMED)]
    assert history(made, "T41") == [(1, "blue", Status.HELD, Basis.INFERRED)]
    assert history(made, "T49") == [(1, None, Status.UNKNOWN, None)]
    assert REACH * 8.98 < 9 * 7.25


def test_between_two_sides_the_line_runs_half_way():
    made = on_grid(blue=[42], red=[47])
    assert [holder(made, i) for i in range(42, 48)] == ["blue"] * 3 + ["red"] * 3


def test_ground_between_settlements_of_one_side_is_that_sides():
    """T44 is equally far from four of blue's and one of red's."""
    made = on_grid(blue=[24, 42, 46, 35, 33], red=[64])
    assert holder(made, 44) == "blue"


def test_silence_speaks_where_everything_else_is_named():
    """All of the western half is named: its eastern neighbours would be too, if they were blue's."""
    west = [i for i in range(100) if i % 10 < 5]
    assert [holder(on_grid(blue=west), i) for i in (34, 35, 36)] == ["blue", None, None]
    few = [i for i in west if i % 3 == 0]
    assert [holder(on_grid(blue=few), i) for i in (32, 34, 35)] == ["blue", "blue", "blue"]


def test_words_for_both_sides_leave_nothing_between_them_unknown():
    made = on_grid(blue=range(0, 100, 20), red=range(9, 100, 20))
    assert {holder(made, i) for i in range(100)} == {"blue", "red"}


def test_what_is_sure_and_what_is_plausible():
    """Blue's words around T22 leave no doubt; beside the line neither side's hold is sure and the other is a rival."""
    made = on_grid(blue=[11, 13, 31, 33, 42], red=[47])
    deep, near = (made.histories[f"gn:T{i}"][0] for i in (22, 44))
    assert (deep.controller, deep.sure, deep.rivals) == ("blue", True, ())
    assert (near.controller, near.sure, near.rivals) == ("blue", False, ("red",))


def test_what_is_only_claimed_makes_nothing_around_it_sure():
    claimed = {september(1): [state(GRID[i], "blue", basis=Basis.CLAIMED) for i in (11, 13, 31, 33)]}
    made = build(GRID, {KEY: SQUARE}, claimed)
    assert holder(made, 22) == "blue"
    assert not made.histories["gn:T22"][0].sure


def test_the_front_is_flagged_on_both_sides_of_it():
    made = on_grid(blue=[i for i in range(100) if i % 10 < 5], red=[i for i in range(100) if i % 10 > 4])
    assert [made.histories[f"gn:T{i}"][0].front for i in range(42, 48)] == [False, False, True, True, False, False]


def test_a_place_of_which_nothing_is_said_yet_is_as_its_neighbours():
    states = {
        september(1): [state(GRID[44], "blue"), state(GRID[45], None, status=Status.UNKNOWN, basis=None)],
        september(2): [state(GRID[44], "blue"), state(GRID[45], "red")],
    }
    assert history(build(GRID, {KEY: SQUARE}, states), "T45") == [
        (1, "blue", Status.HELD, Basis.INFERRED),
        (2, "red", Status.HELD, Basis.CONFIRMED),
    ]


def test_fighting_in_a_town_does_not_spread_to_its_country():
    fought = {september(1): [state(GRID[44], "red", status=Status.CONTESTED)]}
    assert history(build(GRID, {KEY: SQUARE}, fought), "T45") == [(1, "red", Status.HELD, Basis.INFERRED)]


def test_a_history_holds_only_changes_and_a_place_not_yet_known_is_unknown():
    states = {
        september(1): [],
        september(2): [state(NAMED, "red")],
        september(3): [state(NAMED, "red")],
        september(4): [state(NAMED, "blue", basis=Basis.CLAIMED)],
    }
    assert history(build([NAMED], {KEY: SQUARE}, states), "Named") == [
        (1, None, Status.UNKNOWN, None),
        (2, "red", Status.HELD, Basis.CONFIRMED),
        (4, "blue", Status.HELD, Basis.CLAIMED),
    ]


def test_a_place_that_a_later_day_leaves_out_is_no_longer_held_by_its_word():
    """As where a word is struck: of three days the second says nothing."""
    states = {september(1): [state(NAMED, "red")], september(2): [], september(3): [state(NAMED, "red")]}
    told = history(build([NAMED], {KEY: SQUARE}, states), "Named")
    assert [(day, side) for day, side, *_ in told] == [(1, "red"), (2, None), (3, "red")]


def test_held_contested_and_unknown_ground_is_all_the_ground():
    towns = [town(f"T{i}", 36.05 + i % 10 / 10, 49.05 + i // 10 / 10) for i in range(100)]
    states = {
        september(1): [state(towns[0], "blue"), state(towns[99], "red")],
        september(2): [state(towns[0], "blue", status=Status.CONTESTED), state(towns[99], "red")],
    }
    made = build(towns, {KEY: SQUARE}, states)
    whole = sum(c.area_km2 for c in made.cells)
    for day in (1, 2):
        found = totals(made, september(day))
        assert set(found.held_km2) == {"blue", "red", None}
        assert sum(found.held_km2.values()) + found.contested_km2 == pytest.approx(whole, rel=1e-9)


def test_the_method_counts_what_it_says():
    made = on_grid(blue=[44])
    inferred = sum(holder(made, i) == "blue" for i in range(100)) - 1
    assert "Each of 100 settlements of Region 1 (8,056 km² in all)" in made.method
    assert f"1 named in the reports are held as these say, {inferred} others are inferred" in made.method
    assert made.method.endswith(f"nobody is said to hold the other {99 - inferred}.")


def test_the_order_of_settlements_makes_no_difference():
    towns = [town(f"T{i}", 36 + i / 10, 49.5) for i in range(1, 9)]
    states = {september(1): [state(towns[3], "blue")]}
    assert build(towns, {KEY: SQUARE}, states) == build(towns[::-1], {KEY: SQUARE}, states)
