import pytest
from ground import cell, september, spell, territory

from geo.model import Basis, Status
from geo.territory import estimates, series, totals

CLAIMED, INFERRED = Basis.CLAIMED, Basis.INFERRED

# Five cells of 1, 10, 100, 1000 and 10000 km²: every sum tells which cells are in it.
GROUND = territory(
    [cell("A", 1), cell("B", 10), cell("C", 100), cell("D", 1000), cell("E", 10000)],
    A=[spell(1, "red"), spell(5, "blue", basis=Basis.CONCEDED)],
    B=[spell(1, "red", basis=INFERRED), spell(5, "blue", basis=INFERRED)],
    C=[spell(1, "red"), spell(6, "red", Status.CONTESTED, CLAIMED)],
    D=[spell(1, "blue"), spell(4, "blue", Status.PRESENT, CLAIMED), spell(7, "red", basis=CLAIMED)],
    E=[spell(1, None, Status.UNKNOWN, None)],
)


def figures(since, until, side):
    found = estimates(GROUND, september(since), september(until), [side])
    return {e.measure: (e.central_km2, e.low_km2) for e in found}


@pytest.mark.parametrize(
    ("day", "blue", "red", "contested"), [(1, 1000, 111, 0), (5, 1011, 100, 0), (6, 1011, 0, 100), (7, 11, 1000, 100)]
)
def test_ground_by_side_and_day(day, blue, red, contested):
    found = totals(GROUND, september(day))
    assert (found.held_km2.get("blue", 0), found.held_km2.get("red", 0)) == (blue, red)
    assert (found.contested_km2, found.held_km2[None]) == (contested, 10000)


def test_a_day_before_the_first_is_answered_as_the_first():
    assert totals(GROUND, september(1)).held_km2 == series(GROUND, [september(1).replace(month=8)])[0].held_km2


def test_gained_lost_held_and_net_with_what_is_certain():
    """A is sure, B and D rest on inference and a claim: they count, but not for sure; C may be red still."""
    assert figures(1, 7, "blue") == {"held": (11, 1), "gained": (11, 1), "lost": (1000, 0), "net": (-989, -999)}
    assert figures(1, 7, "red") == {"held": (1000, 0), "gained": (1000, 0), "lost": (111, 1), "net": (889, -111)}


def test_nothing_changes_between_a_day_and_itself():
    assert figures(5, 5, "blue") == {"held": (1011, 1), "gained": (0, 0), "lost": (0, 0), "net": (0, 0)}


def bounds(measure, side, *cells, since=1, until=2, **histories):
    (found,) = (
        e for e in estimates(territory(cells, **histories), september(since), september(until), [side])
        if e.measure == measure
    )
    return found.low_km2, found.central_km2, found.high_km2


def test_a_rival_may_plausibly_hold_a_cell():
    ground = {"A": [spell(1, "blue", rivals=("red",), sure=False)], "B": [spell(1, "red", sure=True)]}
    assert bounds("held", "red", cell("A", 30), cell("B", 70), **ground) == (70, 70, 100)
    assert bounds("held", "blue", cell("A", 30), cell("B", 70), **ground) == (0, 30, 30)


def test_what_the_front_cuts_off_evens_out_over_many_cells():
    """Sixteen cells of 100 km² on the front: 0.9 · √16 · 100 = 360 km² either way, not 0.9 · 1600."""
    cells = [cell(f"F{i}", 100) for i in range(16)]
    ground = {f"F{i}": [spell(1, "blue", front=True)] for i in range(16)} | {"R": [spell(1, "red", front=True)]}
    assert bounds("held", "blue", *cells, cell("R", 1000), **ground) == pytest.approx((1240, 1600, 1960))


def test_nobody_holds_more_than_there_is():
    """0.9 · 100 km² of doubt beside a cell of 100, where there are but 30 more."""
    ground = {"A": [spell(1, "blue", front=True)], "B": [spell(1, "red", front=True)]}
    assert bounds("held", "blue", cell("A", 100), cell("B", 30), **ground) == pytest.approx((10, 100, 130))


def test_ground_that_becomes_known_has_not_changed_hands():
    """Words bore on A when nobody was known to hold it; of B no word told anything before it was taken."""
    nobody = {"controller": None, "status": Status.UNKNOWN, "basis": None}
    ground = {
        "A": [spell(1, **nobody, heard=True), spell(2, "blue")],
        "B": [spell(1, **nobody), spell(2, "blue")],
    }
    assert bounds("gained", "blue", cell("A", 30), cell("B", 70), **ground) == (70, 70, 70)
    assert bounds("held", "blue", cell("A", 30), cell("B", 70), **ground) == (100, 100, 100)


def test_what_one_of_two_sides_gains_the_other_loses():
    ground = {
        "A": [spell(1, "red", basis=INFERRED, rivals=("blue",)), spell(2, "blue")],
        "B": [spell(1, "red", basis=INFERRED), spell(2, "blue")],
    }
    cells = cell("A", 30), cell("B", 70)
    assert bounds("gained", "blue", *cells, **ground) == bounds("lost", "red", *cells, **ground) == (70, 100, 100)


def test_lasting_doubt_is_no_doubt_about_a_change():
    doubtful = [spell(1, "blue", sure=False, rivals=("red",))]
    assert bounds("gained", "red", cell("A", 30), A=doubtful) == (0, 0, 0)


def test_a_doubtful_gain_counts_from_nothing_to_all_of_it():
    ground = {"A": [spell(1, "red", sure=False, rivals=("blue",)), spell(2, "blue", sure=False, rivals=("red",))]}
    assert bounds("gained", "blue", cell("A", 30), **ground) == (0, 30, 30)


@pytest.mark.parametrize("measure", ["held", "gained", "lost", "net"])
def test_the_interval_holds_the_central_figure(measure):
    for side in ("blue", "red"):
        for until in range(1, 9):
            found = next(e for e in estimates(GROUND, september(1), september(until), [side]) if e.measure == measure)
            assert found.low_km2 <= found.central_km2 <= found.high_km2


def test_gains_of_two_stretches_net_to_those_of_the_whole():
    net = [figures(a, b, "blue")["net"][0] for a, b in ((1, 4), (4, 6), (6, 7), (1, 7))]
    assert sum(net[:3]) == net[3] == -989


def test_no_cell_no_ground():
    assert totals(territory([]), september(1)).held_km2 == {}
