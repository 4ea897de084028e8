from __future__ import annotations

from map_stories import THEATRE

from geo.maps.sides import GREY, PALETTE, Sides
from geo.model import Theatre

NONE = Theatre(id="none", name="No theatre")


def test_a_side_is_found_by_id_and_by_printed_name() -> None:
    sides = Sides(THEATRE, [])
    assert (sides.index("south"), sides.index("Southland"), sides.index(None)) == (1, 1, None)


def test_parties_of_no_theatre_get_colours_in_order_of_appearance() -> None:
    sides = Sides(NONE, ["Militia", None, "Army", "Militia"])
    assert sides.rows() == [{"name": "Militia", "colour": PALETTE[0]}, {"name": "Army", "colour": PALETTE[1]}]


def test_a_third_party_never_shares_a_side_s_colour() -> None:
    rows = Sides(THEATRE, ["Third"]).rows()
    assert [r["colour"] for r in rows] == ["#0072B2", "#D55E00", PALETTE[2]]


def test_parties_beyond_the_palette_are_grey() -> None:
    assert Sides(NONE, [f"P{i}" for i in range(7)]).rows()[6]["colour"] == GREY
