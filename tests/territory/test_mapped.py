"""A baseline: who held which ground before the first word about it."""

import pytest
import shapely
from ground import KEY, SQUARE, september, state, town

from geo.model import Basis, ControlSnapshot, Status
from geo.territory import build, estimates, front, totals

GRID = [town(f"T{i:02}", 36.05 + i % 10 / 10, 49.05 + i // 10 / 10) for i in range(100)]
# The line runs at 36.53° E, through the western third of the column of T05: six columns for red, four for blue.
EAST = ControlSnapshot(
    source="layer.geojson", on=None,
    held={"red": shapely.box(36.53, 49, 37, 50), "blue": shapely.box(36, 49, 36.53, 50)},
)


def held(territory, name, day=1):
    state = [s for s in territory.histories[f"gn:{name}"] if s.since <= september(day)][-1]
    return state.controller, state.status, state.basis


def on_baseline(states, layer=EAST):
    return build(GRID, {KEY: SQUARE}, states, baseline=layer)


def test_before_any_word_ground_is_as_it_was_mapped():
    made = on_baseline({september(1): []})
    assert held(made, "T44") == ("blue", Status.HELD, Basis.INFERRED)
    assert held(made, "T46") == ("red", Status.HELD, Basis.INFERRED)
    assert "before the first word as layer.geojson maps it" in made.method


def test_a_cell_is_cut_where_the_mapped_line_runs():
    made = on_baseline({september(1): []})
    assert held(made, "T45") == ("red", Status.HELD, Basis.INFERRED)
    assert held(made, "T45#blue") == ("blue", Status.HELD, Basis.INFERRED)
    found = totals(made, september(1)).held_km2
    whole = sum(cell.area_km2 for cell in build(GRID, {KEY: SQUARE}, {}).cells)
    assert found["blue"] + found["red"] == pytest.approx(whole, rel=1e-9)
    assert found["blue"] / whole == pytest.approx(0.53, abs=0.001)
    (line,) = front(made, september(1))
    assert line.length_km == pytest.approx(111.2, rel=0.01)


def test_a_word_changes_a_place_with_all_parts_of_its_cell_and_its_neighbours():
    made = on_baseline({september(1): [], september(2): [state(GRID[45], "blue")]})
    assert [held(made, name, 2)[0] for name in ("T45", "T45#blue", "T46", "T48")] == ["blue", "blue", "blue", "red"]
    (gained,) = (e for e in estimates(made, september(1), september(2), ["blue"]) if e.measure == "gained")
    assert gained.low_km2 < gained.central_km2 < gained.high_km2
    assert gained.high_km2 < 0.2 * totals(made, september(1)).held_km2["red"]


def test_words_that_repeat_the_map_change_nothing():
    made = on_baseline({september(1): [], september(2): [state(GRID[48], "red"), state(GRID[41], "blue")]})
    assert totals(made, september(1)).held_km2 == pytest.approx(totals(made, september(2)).held_km2)


def test_what_is_only_implied_yields_to_the_map():
    implied = {september(1): [state(GRID[41], "red", basis=Basis.INFERRED)]}
    assert held(on_baseline(implied), "T41")[0] == "blue"


def test_ground_that_the_map_leaves_out_is_unknown_and_contested_ground_is_contested():
    layer = ControlSnapshot(
        source="layer", on=None, held={"red": shapely.box(36.8, 49, 37, 50)}, contested=shapely.box(36.6, 49, 36.8, 50)
    )
    made = on_baseline({september(1): []}, layer)
    assert held(made, "T41") == (None, Status.UNKNOWN, None)
    assert held(made, "T46")[:2] == (None, Status.CONTESTED)
    (red,) = (e for e in estimates(made, september(1), september(1), ["red"]) if e.measure == "held")
    assert red.high_km2 > 1.9 * red.central_km2
