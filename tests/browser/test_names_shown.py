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


def test_every_name_of_the_gazetteer_is_listed_as_it_is_written(open_map: Callable) -> None:
    names = all_names()
    assert len(names) > 3000
    page = open_map(render(story(tuple(claim(each, Event.HELD, day(0), quote="q") for each in spread(names))))).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")  # a long list makes its rows when they are needed
    assert sorted(page.locator(".event .where").all_text_contents()) == names


def test_names_with_more_than_plain_letters_and_each_tenth_other_stand_on_the_map(open_map: Callable) -> None:
    names = [name for i, name in enumerate(all_names()) if i % 10 == 0 or re.search(r"[^A-Za-z -]", name)]
    assert len(names) > 300
    windows = [
        at(column + 2.5, row + 3)
        for row in range(0, len(names) // COLUMNS + 1, 7)
        for column in range(0, COLUMNS, 6)
    ]
    page = open_map(render(story(tuple(claim(each, Event.HELD, day(0), quote="q") for each in spread(names))))).page
    on_map = page.evaluate(
        """async ([windows, zoom]) => {
            const seen = new Set();
            for (const [lat, lon] of windows) {
                const gone = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
                location.hash = `#at=${lat.toFixed(4)},${lon.toFixed(4)},${zoom}`;
                await gone;
                await new Promise((done) => requestAnimationFrame(done));
                document.querySelectorAll(".name.pin").forEach((e) => seen.add(e.textContent));
            }
            return [...seen];
        }""",
        [windows, ZOOM],
    )
    assert [name for name in names if name not in set(on_map)] == []
