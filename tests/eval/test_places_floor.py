"""The reading of place names does not get worse: each figure over the short reports stays at its floor or above."""

import json

import places_scorer as scorer
import pytest

from geo.model import Level, Place, Resolution, Role, Toponym


@pytest.mark.parametrize("name", scorer.FILES)
def test_no_figure_falls_below_its_floor(gazetteer, name):
    """Floors rise with the figures: run `python tests/eval/places_scorer.py --update` and commit `floors.json`."""
    floors = json.loads(scorer.FLOORS.read_text(encoding="utf-8"))[name]
    figures, faults = scorer.score(name, gazetteer)
    fallen = {figure: (figures[figure], floor) for figure, floor in floors.items() if figures[figure] < floor}
    assert not fallen, faults if name == "open" else fallen


@pytest.mark.parametrize(
    ("where", "fits"),
    [
        ("0,0", True), ("0,0.35", True), ("0,0.37", False),  # 0.36 degrees of the equator are 40 km
        ("0,1 120", True), ("0,0 XX", True), ("0,0 YY", False), ("XX-1", False), ("?", False),
    ],
)
def test_a_mark_says_where_a_place_is(where, fits):
    place = Place(key="gn:1", name="A", lat=0.0, lon=0.0, level=Level.SETTLEMENT, country="XX")
    assert scorer.Gold(0, 1, "A", where).fits(place) is fits


def test_a_pin_where_none_can_be_set_is_wrong():
    tally = scorer.Tally()
    place = Place(key="gn:1", name="A", lat=0.0, lon=0.0, level=Level.SETTLEMENT)
    found = [Toponym(
        start=0, end=1, name="A", level=place.level, role=Role.LOCATION, resolution=Resolution.RESOLVED, place=place
    )]
    assert scorer.mark([scorer.Gold(0, 1, "A", "?")], found, tally) == ["A pinned in gn:1 A, None, None"]
    assert (tally.found, tally.pinned, tally.right, tally.placed) == (1, 1, 0, 0)
