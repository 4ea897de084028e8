"""Every settlement's name that a map of Ukraine may have to show, on the map and in the panel, letter by letter."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from map_stories import claim, day, place, story

from geo import places
from geo.maps import render
from geo.model import Event, Place
from geo.resources import boundaries

pytestmark = pytest.mark.browser
ZOOM = 8
WORLD = 256 * 2**ZOOM  # pixels around the world
# The map makes at most 150 signs at a time, in the window and a quarter of it on each side; these steps keep below.
WIDE, HIGH, COLUMNS = 220, 120, 24


def at(column: float, row: float) -> tuple[float, float]:
    """Latitude and longitude of a spot of the grid, in steps of pixels on the Mercator plane."""
    return math.degrees(math.atan(math.sinh(1.2 - row * HIGH * 2 * math.pi / WORLD))), column * WIDE * 360 / WORLD


def all_names() -> list[str]:
    gazetteer = places.open_gazetteer()
    regions = [key for key in boundaries.within((22, 44, 41, 53)) if key.startswith("adm1:UA")]
    return sorted({each.name for key in regions for each in gazetteer.settlements(key)})


def spread(names: list[str]) -> list[Place]:
    """A place for each name, on a grid of their own, where each name has room."""
    return [replace(place("x", *at(i % COLUMNS, i // COLUMNS)), key=f"k{i}", name=name) for i, name in enumerate(names)]


def some(names: list[str]) -> list[int]:
    """The positions of names with more than plain letters, and of each tenth other."""
    return [i for i, name in enumerate(names) if i % 10 == 0 or re.search(r"[^A-Za-z -]", name)]


def document(names: list[str]) -> str:
    return render(story(tuple(claim(each, Event.HELD, day(0), quote=each.name) for each in spread(names))))


# Goes to one address within the page after the other, and gathers what a selector then shows.
GATHER = """async ([addresses, selector]) => {
    const seen = [];
    for (const address of addresses) {
        const gone = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
        location.hash = address;
        await gone;
        document.querySelectorAll(selector).forEach((e) => seen.push(e.textContent));
    }
    return seen;
}"""


def test_every_name_of_the_gazetteer_is_listed_as_it_is_written(open_map: Callable) -> None:
    names = all_names()
    assert len(names) > 3000
    page = open_map(document(names)).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")  # a long list makes its rows when they are needed
    assert sorted(page.locator(".event .where").all_text_contents()) == names


def test_every_name_stands_in_a_panel_as_it_is_written(open_map: Callable) -> None:
    names = all_names()
    told = tuple(claim(place("Town", 49, 37), Event.HELD, day(0), quote=n, id=f"{i:05}") for i, n in enumerate(names))
    page = open_map(render(story(told)), fragment="#place=overlay:town").page
    assert page.locator(".detail blockquote").all_text_contents() == names


def test_names_with_more_than_plain_letters_and_each_tenth_other_head_their_panel(open_map: Callable) -> None:
    names = all_names()
    page = open_map(document(names), width=320, height=240).page
    far = "at=-60.0000,-120.0000,13"  # where nothing has to be drawn
    shown = page.evaluate(GATHER, [[f"#{far}&place=k{i}" for i in some(names)], ".detail h2"])
    assert shown == [names[i] for i in some(names)]


def test_names_with_more_than_plain_letters_and_each_tenth_other_stand_on_the_map(open_map: Callable) -> None:
    names = all_names()
    chosen = [names[i] for i in some(names)]
    assert len(chosen) > 300
    spots = ((row, column) for row in range(0, len(chosen) // COLUMNS + 1, 5) for column in range(0, COLUMNS, 4))
    windows = [at(column + 1.5, row + 2) for row, column in spots]
    page = open_map(document(chosen)).page
    shown = set(page.evaluate(GATHER, [[f"#at={lat:.4f},{lon:.4f},{ZOOM}" for lat, lon in windows], ".name.pin"]))
    assert [name for name in chosen if name not in shown] == []
