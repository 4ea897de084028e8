import pytest
from ground import KEY, SQUARE, september, state, town

from geo.territory import build, frame, totals


def test_a_row_of_the_frame_is_a_cell_as_it_is_held_that_day():
    a, b = town("A", 36.25, 49.5), town("B", 36.75, 49.5)
    made = build([a, b], {KEY: SQUARE}, {september(1): [state(a, "blue"), state(b, "red")], september(2): [
        state(a, "blue"), state(b, "blue"),
    ]})
    day = frame(made, september(1))
    assert (list(day["controller"]), list(frame(made, september(2))["controller"])) == (["blue", "red"], ["blue"] * 2)
    assert day.crs.to_epsg() == 4326
    assert day.groupby("controller")["km2"].sum()["blue"] == pytest.approx(totals(made, september(1)).held_km2["blue"])
