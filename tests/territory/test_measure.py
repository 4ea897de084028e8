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
    assert figures(1, 7, "blue") == {"held": (11, 1), "gained": (11, 1), "lost": (1000, 0), "net": (-989, None)}
    assert figures(1, 7, "red") == {"held": (1000, 0), "gained": (1000, 0), "lost": (111, 1), "net": (889, None)}


def test_nothing_changes_between_a_day_and_itself():
    assert figures(5, 5, "blue") == {"held": (1011, 1), "gained": (0, 0), "lost": (0, 0), "net": (0, None)}


def test_gains_of_two_stretches_net_to_those_of_the_whole():
    net = [figures(a, b, "blue")["net"][0] for a, b in ((1, 4), (4, 6), (6, 7), (1, 7))]
    assert sum(net[:3]) == net[3] == -989


def test_no_cell_no_ground():
    assert totals(territory([]), september(1)).held_km2 == {}
