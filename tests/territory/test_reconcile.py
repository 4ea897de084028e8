from dataclasses import replace

import pytest
from ground import cell, september, spell, territory

from geo.model import AreaClaim, Side, Theatre
from geo.territory import reconcile

THEATRE = Theatre(id="t", name="T", sides=(Side(id="blue", name="Blue", colour="#0072B2"),))
GROUND = territory(
    [cell("A", 40), cell("B", 60), cell("C", 900, region="adm1:XA-2")],
    A=[spell(1, "red"), spell(3, "blue")],
    B=[spell(1, "red"), spell(9, "blue")],
    C=[spell(1, "red"), spell(5, "blue")],
)
FIGURE = AreaClaim(
    id="f", report="r", value=80, unit="sq km", km2=80.0, change="gained", actor="Blue", claimant="General",
    since=september(3), until=september(9), region="Region 1", said=None, published=None, quote="", start=0, end=0,
)


def beside(**changes):
    (row,) = reconcile([replace(FIGURE, **changes)], GROUND, THEATRE)
    return row


def test_a_figure_meets_the_estimate_of_its_side_days_and_region():
    """Blue gains 40 km² on the 3rd, counted from its eve, and 60 on the 9th: 100 against 80 reported."""
    row = beside()
    assert (row.estimate.measure, row.estimate.side, row.estimate.region) == ("gained", "blue", "Region 1")
    assert (row.estimate.since, row.estimate.until) == (september(3), september(9))
    assert row.estimate.central_km2 == 100
    assert row.ratio == pytest.approx(1.25)


def test_a_figure_of_no_region_meets_all_ground_and_both_scopes_are_said():
    row = beside(region=None)
    assert row.ratio == pytest.approx(12.5)
    assert "no region named" in row.scope
    assert "Ours: Region 1, Region 2" in row.scope


@pytest.mark.parametrize(
    ("changes", "meets"),
    [
        ({"km2": 100.0}, True),
        ({"km2": 101.0}, False),
        ({"km2": 110.0, "approximate": "about"}, True),  # 99 to 121
        ({"km2": 112.0, "approximate": "about"}, False),  # 100.8 to 123.2
        ({"value": 50, "km2": 50.0, "high": 100}, True),
        ({"value": 50, "km2": 50.0, "high": 99}, False),
    ],
)
def test_whether_a_figure_lies_within_the_interval_counts_how_it_was_put(changes, meets):
    """Our interval is 100 to 100 km²: both cells are sure and neither is on the front."""
    row = beside(**changes)
    assert row.overlaps is meets
    assert f"The figure lies {'within' if meets else 'outside'} our interval." in row.scope


@pytest.mark.parametrize(("changes", "held"), [({"until": september(4)}, 40), ({"until": september(9)}, 100)])
def test_ground_held_needs_no_first_day(changes, held):
    assert beside(change="held", since=None, **changes).estimate.central_km2 == held


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since": None}, "a first day missing"),
        ({"actor": None}, "a side missing"),
        ({"until": None}, "a last day missing"),
        ({"region": "Region 9"}, "The figure is for Region 9; our cells cover Region 1, Region 2 only."),
        ({"change": "mined"}, "ground mined, which we do not estimate"),
    ],
)
def test_what_cannot_be_compared_is_shown_alone_and_says_why(changes, words):
    row = beside(**changes)
    assert (row.estimate, row.ratio) == (None, None)
    assert words in row.scope


def test_a_slip_between_two_units_is_said():
    assert beside(slip="80 sq km is 30.9 sq mi, not 309.").scope.endswith(
        "Its units do not agree: 80 sq km is 30.9 sq mi, not 309."
    )


def test_the_day_it_was_said_stands_for_a_missing_last_day():
    assert beside(until=None, said=september(9)).estimate.until == september(9)


def test_without_ground_every_figure_is_kept():
    (row,) = reconcile([FIGURE], territory([]), THEATRE)
    assert row.reported == FIGURE
    assert row.estimate is None
