"""Borders of groups of cells as arcs, each once."""

from __future__ import annotations

from collections import Counter

import pytest
from shapely import Polygon, box

from geo.maps.topology import OUTSIDE, Arcs, arcs


def told(found: Arcs) -> dict[tuple[int, int], list[list[tuple[int, ...]]]]:
    """Arcs by the groups beside them, as lists of points."""
    lines: dict[tuple[int, int], list[list[tuple[int, ...]]]] = {}
    at = 0
    for length, left, right in zip(found.lengths, found.left, found.right, strict=True):
        line = [(int(x), int(y)) for x, y in found.points[at : at + length]]
        lines.setdefault((int(left), int(right)), []).append(line)
        at += length
    return lines


def closes(found: Arcs) -> bool:
    """Whether at each point as many arcs come in as go out, for each group: so its outlines close."""
    balance: Counter[tuple[int, tuple[int, ...]]] = Counter()
    for (left, right), lines in told(found).items():
        for line in lines:
            for group, first, last in ((left, line[0], line[-1]), (right, line[-1], line[0])):
                balance[group, first] += 1
                balance[group, last] -= 1
    return not any(balance.values())


def test_two_squares_share_one_arc_with_the_lesser_group_to_its_left() -> None:
    found = arcs([box(0, 0, 1, 1), box(1, 0, 2, 1)], [0, 1])
    unit = 10_000 // found.step
    # Going north the western square lies to the left.
    assert told(found)[0, 1] == [[(unit, 0), (unit, unit)]]
    assert set(told(found)) == {(0, 1), (0, OUTSIDE), (1, OUTSIDE)}
    assert closes(found)


def test_between_cells_of_one_group_there_is_no_arc() -> None:
    found = arcs([box(0, 0, 1, 1), box(1, 0, 2, 1)], [0, 0])
    assert list(told(found)) == [(0, OUTSIDE)]


def test_three_groups_meet_in_a_point_where_their_arcs_end() -> None:
    found = arcs([box(0, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2)], [0, 1, 2])
    middle = (10_000 // found.step, 10_000 // found.step)
    inner = [told(found)[pair][0] for pair in ((0, 1), (0, 2), (1, 2))]
    assert all(middle in (line[0], line[-1]) for line in inner)
    assert closes(found)


def test_a_corner_that_only_one_side_has_still_joins_the_two() -> None:
    # The eastern region is divided at y = 1, its western neighbour is not.
    found = arcs([box(0, 0, 1, 2), box(1, 0, 2, 1), box(1, 1, 2, 2)], [0, 1, 2])
    assert (0, 1) in told(found)
    assert (0, 2) in told(found)
    assert closes(found)


def test_a_cell_within_another_group_is_one_closed_arc() -> None:
    hole = box(2, 2, 3, 3)
    found = arcs([box(0, 0, 5, 5) - hole, hole], [0, 1])
    (line,) = told(found)[0, 1]
    assert line[0] == line[-1]
    assert closes(found)


def test_neighbours_that_differ_in_the_last_digit_still_share_their_border() -> None:
    found = arcs([box(0, 0, 1, 1), box(1 + 1e-9, 0, 2, 1)], [0, 1])
    assert (0, 1) in told(found)


@pytest.mark.parametrize("offset", [0.0005, 0.04])
def test_an_inner_border_loses_what_is_smaller_than_a_tenth_of_a_cell(offset: float) -> None:
    # Cells are one degree wide: a corner 0.0005° off the line is dropped, one 0.4° off is kept.
    bend = [(1, 0), (1 + 10 * offset, 0.5), (1, 1)]
    west, east = Polygon([(0, 0), *bend, (0, 1)]), Polygon([(2, 0), (2, 1), *reversed(bend)])
    (line,) = told(arcs([west, east], [0, 1]))[0, 1]
    assert len(line) == (2 if offset < 0.01 else 3)


def test_no_cells_have_no_borders() -> None:
    assert len(arcs([], []).lengths) == 0
