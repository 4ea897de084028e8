"""The ground in a browser: the front line, both readings of what was known, the difference between two days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from map_stories import ABERDALE, BROOKSTON, NORTH, SOUTH, claim, day, place, state, story
from shapely import box

from geo.maps import render
from geo.model import AsKnown, Basis, Cell, CellState, Event, Stance, Status, Story, Territory, Totals

pytestmark = pytest.mark.browser

# Three cells in a row, one degree wide each, and what became of the middle one.
CELLS = tuple(
    Cell(place=place(name, 49.5, 36.5 + i), region="R", geometry=box(36 + i, 49, 37 + i, 50), area_km2=float(10**i))
    for i, name in enumerate(("West", "Middle", "East"))
)


def held(since: int, side: str, basis: Basis = Basis.CONFIRMED, status: Status = Status.HELD) -> CellState:
    return CellState(since=day(since), controller=side, status=status, basis=basis)


def told(*middle: CellState, then: tuple[CellState, ...] | None = None) -> Story:
    outer = {CELLS[0].place.key: (held(-1, NORTH),), CELLS[2].place.key: (held(-1, SOUTH),)}
    area = Territory(cells=CELLS, histories=outer | {CELLS[1].place.key: middle}, regions=("R",), method="")
    claims = tuple(claim(ABERDALE, Event.SHELLED, day(d)) for d in (0, 4, 8))
    made = story(claims, territory=area, totals=(Totals(on=day(0), held_km2={NORTH: 1.0}, contested_km2=0.0),))
    if then is None:
        return made
    known = AsKnown(dates=made.dates, states={}, histories=outer | {CELLS[1].place.key: then}, totals=made.totals)
    return replace(made, then=known)


# What lies on a canvas of a pane at a point of the map: red, green, blue, opacity.
PIXEL = """([pane, lat, lon]) => {
    const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`), box = canvas.getBoundingClientRect();
    const at = map_story.latLngToContainerPoint([lat, lon]);
    return [...canvas.getContext('2d').getImageData(at.x - box.left, at.y - box.top, 1, 1).data]; }"""


def pixel(page, pane: str, lon: float, lat: float = 49.5) -> list[int]:
    return page.evaluate(PIXEL, [pane, lat, lon])


def is_blue(colour: list[int]) -> bool:
    return colour[2] > colour[0]


def test_the_front_runs_where_two_sides_meet_and_moves_with_the_day(open_map: Callable) -> None:
    page = open_map(render(told(held(-1, SOUTH), held(4, NORTH)))).page
    assert (pixel(page, "front", 38)[3], pixel(page, "front", 37)[3]) == (255, 0)
    page.keyboard.press("Home")
    assert (pixel(page, "front", 38)[3], pixel(page, "front", 37)[3]) == (0, 255)


def test_contested_ground_does_not_break_the_front(open_map: Callable) -> None:
    page = open_map(render(told(held(-1, SOUTH, status=Status.CONTESTED)))).page
    assert pixel(page, "front", 37)[3] == 255


def test_ground_that_nobody_is_known_to_hold_has_no_front(open_map: Callable) -> None:
    nobody = CellState(since=day(-1), controller=None, status=Status.UNKNOWN, basis=None)
    page = open_map(render(told(nobody))).page
    assert (pixel(page, "front", 37)[3], pixel(page, "front", 38)[3]) == (0, 0)


def test_between_cells_held_alike_no_seam_is_seen(open_map: Callable) -> None:
    page = open_map(render(told(held(-1, NORTH)))).page
    assert pixel(page, "ground", 37) == pixel(page, "ground", 36.8)


def test_claimed_ground_is_paler_than_confirmed_and_inferred_paler_still(open_map: Callable) -> None:
    reds = []
    for basis in (Basis.CONFIRMED, Basis.CLAIMED, Basis.INFERRED):
        page = open_map(render(told(held(-1, NORTH, basis)))).page
        reds.append(pixel(page, "ground", 37.5)[0])
        page.context.close()
    assert reds[0] < reds[1] < reds[2]


def test_as_known_then_the_ground_is_what_it_was_taken_for(open_map: Callable) -> None:
    document = render(told(held(-1, SOUTH), held(8, NORTH), then=(held(-1, SOUTH), held(4, NORTH, Basis.CLAIMED))))
    page = open_map(document, fragment="#date=2031-09-10&known=then").page
    assert is_blue(pixel(page, "ground", 37.5))
    page = open_map(document, fragment="#date=2031-09-10").page
    assert not is_blue(pixel(page, "ground", 37.5))


def test_the_difference_shows_what_changed_hands_strongest(open_map: Callable) -> None:
    document = render(told(held(-1, SOUTH), held(4, NORTH)))
    page = open_map(document, fragment="#date=2031-09-14&since=2031-09-06&compare=1").page
    gained, kept = pixel(page, "ground", 37.5), pixel(page, "ground", 36.5)
    assert is_blue(gained)
    assert gained[0] < kept[0]
    assert pixel(page, "front", 38)[3] == 255  # as it runs now


def test_a_claim_that_proved_false_is_struck_through_once_that_was_known(open_map: Callable) -> None:
    false = claim(BROOKSTON, Event.LIBERATED, day(0), claimant="A marshal", stance=Stance.CLAIMS, id="false")
    made = story((false, claim(ABERDALE, Event.SHELLED, day(8))))
    known = AsKnown(
        dates=made.dates, states={day(0): (state(BROOKSTON, day(0), NORTH, Basis.CLAIMED),)}, histories={}, totals=()
    )
    document = render(replace(made, belied={"false": day(8)}, then=known))
    for fragment, struck in (("", 1), ("&known=then", 0)):
        page = open_map(document, fragment=f"#date=2031-09-06{fragment}").page
        assert page.locator(".mark[title^=Brookston] .strike").count() == struck
    assert "belied" in open_map(document).page.locator(".mark[title^=Brookston]").get_attribute("title")
