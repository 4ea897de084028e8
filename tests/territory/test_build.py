import pytest
from ground import KEY, SQUARE, september, state, town
from pyproj import Geod

from geo.model import Basis, Status
from geo.territory import INFERENCE_KM, build, totals

NAMED = town("Named", 36.5, 49.5)


def north_of_named(km: float):
    lon, lat, _ = Geod(ellps="WGS84").fwd(NAMED.lon, NAMED.lat, 0, km * 1000)
    return town("Near", lon, lat)


def history(territory, name):
    return [(s.since.day, s.controller, s.status, s.basis) for s in territory.histories[f"gn:{name}"]]


@pytest.mark.parametrize(
    ("km", "expected"),
    [
        (INFERENCE_KM - 0.1, ("blue", Status.HELD, Basis.INFERRED)),
        (INFERENCE_KM + 0.1, (None, Status.UNKNOWN, None)),
    ],
)
def test_a_named_settlement_speaks_for_its_surroundings_so_far_and_no_farther(km, expected):
    near = north_of_named(km)
    made = build([NAMED, near], {KEY: SQUARE}, {september(1): [state(NAMED, "blue")]})
    assert history(made, "Near") == [(1, *expected)]
    assert history(made, "Named") == [(1, "blue", Status.HELD, Basis.CONFIRMED)]


def test_the_nearest_of_two_named_settlements_speaks():
    red, near = town("Red", 36.5, 49.7), town("Near", 36.5, 49.61)
    made = build([NAMED, red, near], {KEY: SQUARE}, {september(1): [state(NAMED, "blue"), state(red, "red")]})
    assert history(made, "Near") == [(1, "red", Status.HELD, Basis.INFERRED)]


def test_where_the_nearest_is_unknown_the_next_speaks():
    nobody, near = town("Nobody", 36.5, 49.6), town("Near", 36.5, 49.58)
    unknown = state(nobody, None, status=Status.UNKNOWN, basis=None)
    states = {september(1): [state(NAMED, "blue"), unknown], september(2): [state(NAMED, "blue"), state(nobody, "red")]}
    made = build([NAMED, nobody, near], {KEY: SQUARE}, states)
    assert history(made, "Near") == [
        (1, "blue", Status.HELD, Basis.INFERRED),
        (2, "red", Status.HELD, Basis.INFERRED),
    ]


def test_fighting_in_a_town_does_not_spread_to_its_country():
    near = north_of_named(5)
    made = build([NAMED, near], {KEY: SQUARE}, {september(1): [state(NAMED, "red", status=Status.CONTESTED)]})
    assert history(made, "Near") == [(1, "red", Status.HELD, Basis.INFERRED)]


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
    near, far = north_of_named(5), town("Far", 36.05, 49.05)
    made = build([NAMED, near, far], {KEY: SQUARE}, {september(1): [state(NAMED, "blue")]})
    assert "Each of 3 settlements of Region 1" in made.method
    assert "1 named in the reports" in made.method
    assert "1 within 15 km" in made.method
    assert made.method.endswith("nobody is said to hold the other 1.")


def test_the_order_of_settlements_makes_no_difference():
    towns = [town(f"T{i}", 36 + i / 10, 49.5) for i in range(1, 9)]
    states = {september(1): [state(towns[3], "blue")]}
    assert build(towns, {KEY: SQUARE}, states) == build(towns[::-1], {KEY: SQUARE}, states)
