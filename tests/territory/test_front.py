import pytest
import shapely
from ground import KEY, SQUARE, september, spell, state, territory, town
from pyproj import Geod

from geo.model import Cell, Status
from geo.territory import build, edges, front

METRES = Geod(ellps="WGS84").inv


def box(name, west, south, east, north):
    return Cell(place=town(name, west, south), region=KEY, geometry=shapely.box(west, south, east, north), area_km2=1)


def test_two_neighbours_held_by_two_sides_share_their_border():
    """One degree of meridian from 49° N to 50° N."""
    ground = territory(
        [box("A", 36, 49, 37, 50), box("B", 37, 49, 38, 50)], A=[spell(1, "red")], B=[spell(1, "blue")]
    )
    (edge,) = edges(ground)
    assert edge.cells == ("gn:A", "gn:B")
    assert edge.geometry.equals(shapely.LineString([(37, 49), (37, 50)]))
    assert edge.length_km == pytest.approx(METRES(37, 49, 37, 50)[2] / 1000)
    (line,) = front(ground, september(1))
    assert (line.sides, line.length_km) == (("blue", "red"), edge.length_km)
    assert line.geometry.equals(shapely.MultiLineString([edge.geometry]))


def test_ground_held_alike_has_no_line_whatever_the_basis():
    ground = territory(
        [box("A", 36, 49, 37, 50), box("B", 37, 49, 38, 50)], A=[spell(1, "red")], B=[spell(1, "red", basis=None)]
    )
    assert edges(ground) == front(ground, september(1)) == ()


def test_the_line_follows_the_day():
    """Red holds A; B goes to blue on the 5th, and before that nobody is known to hold it."""
    ground = territory(
        [box("A", 36, 49, 37, 50), box("B", 37, 49, 38, 50)],
        A=[spell(1, "red")],
        B=[spell(1, None, Status.UNKNOWN, None), spell(5, "blue")],
    )
    assert front(ground, september(4)) == ()
    assert [line.sides for line in front(ground, september(5))] == [("blue", "red")]


def test_contested_ground_lies_with_whoever_holds_it_still():
    ground = territory(
        [box("A", 36, 49, 37, 50), box("B", 37, 49, 38, 50)],
        A=[spell(1, "red", Status.CONTESTED)],
        B=[spell(1, "blue")],
    )
    assert [line.sides for line in front(ground, september(1))] == [("blue", "red")]


def test_neighbours_with_unlike_vertices_still_meet():
    """As across the border of two regions: half of A's eastern rim is B's, the other half C's."""
    ground = territory(
        [box("A", 36, 49, 37, 50), box("B", 37, 49, 38, 49.5), box("C", 37, 49.5, 38, 50)],
        A=[spell(1, "red")],
        B=[spell(1, "blue")],
        C=[spell(1, "green")],
    )
    found = {edge.cells: edge.length_km for edge in edges(ground)}
    assert found == {
        ("gn:A", "gn:B"): pytest.approx(METRES(37, 49, 37, 49.5)[2] / 1000, rel=1e-5),
        ("gn:A", "gn:C"): pytest.approx(METRES(37, 49.5, 37, 50)[2] / 1000, rel=1e-5),
        ("gn:B", "gn:C"): pytest.approx(METRES(37, 49.5, 38, 49.5)[2] / 1000),
    }


def test_three_sides_make_three_lines():
    ground = territory(
        [box("A", 36, 49, 37, 50), box("B", 37, 49, 38, 50), box("C", 36, 50, 37, 51), box("D", 37, 50, 38, 51)],
        A=[spell(1, "red")], B=[spell(1, "blue")], C=[spell(1, "green")], D=[spell(1, "green")],
    )
    assert [line.sides for line in front(ground, september(1))] == [
        ("blue", "green"), ("blue", "red"), ("green", "red"),
    ]


def test_pieces_of_one_line_are_joined_and_a_pocket_is_a_line_of_its_own():
    """Of 100 towns on a grid blue holds the western half, and one town in the red half."""
    towns = [town(f"T{i:02}", 36.05 + i % 10 / 10, 49.05 + i // 10 / 10) for i in range(100)]
    held = {september(1): [state(t, "blue" if i % 10 < 5 or i == 47 else "red") for i, t in enumerate(towns)]}
    (line,) = front(build(towns, {KEY: SQUARE}, held), september(1))
    assert len(line.geometry.geoms) == 2
    assert line.geometry.geoms[0].is_ring != line.geometry.geoms[1].is_ring


def test_no_ground_has_no_line():
    assert edges(territory([])) == front(territory([]), september(1)) == ()
