"""Names on the map: in English or as they are called there, and never half under a panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from map_stories import ABERDALE, claim, day, place, rich_story, story

from geo.maps import render
from geo.model import Event, Story

pytestmark = pytest.mark.browser

BOXES = """selector => [...document.querySelectorAll(selector)].map((e) => e.getBoundingClientRect())
    .filter((r) => r.width).map((r) => [r.left, r.top, r.right, r.bottom])"""


def named_twice() -> Story:
    town = place("Lakeside", 49.6, 37.9)
    told = rich_story()
    return replace(told, labels=(town,), local_names={ABERDALE.key: "Абердейл", town.key: "Лейксайд"})


def test_names_are_shown_in_the_local_language_on_demand_and_the_address_keeps_it(open_map: Callable) -> None:
    page = open_map(render(named_twice())).page
    assert {"Aberdale", "Lakeside"} <= set(page.locator(".name").all_text_contents())
    page.click(".language [data-name=local]")
    shown = set(page.locator(".name").all_text_contents())
    assert {"Абердейл", "Лейксайд", "Brookston"} <= shown  # without a local name on record the usual one
    assert shown.isdisjoint({"Aberdale", "Lakeside"})
    page.wait_for_url("**&names=local*")


def test_a_link_opens_the_local_names_and_the_panel_says_both(open_map: Callable) -> None:
    page = open_map(render(named_twice()), fragment=f"#names=local&place={ABERDALE.key}").page
    assert "Абердейл" in page.locator(".name.pin").all_text_contents()
    assert page.inner_text(".detail h2") == "Aberdale"
    assert page.inner_text(".detail p.where").startswith("Абердейл")


def test_without_any_local_name_there_is_nothing_to_choose(open_map: Callable) -> None:
    page = open_map(render(story((claim(ABERDALE, Event.HELD, day(0)),)))).page
    assert page.locator(".language").count() == 0


@pytest.mark.parametrize("width", [1440, 1100, 390])
def test_no_name_lies_half_under_a_panel(open_map: Callable, width: int) -> None:
    page = open_map(render(rich_story()), width=width, height=844).page
    names, panels = page.evaluate(BOXES, ".name"), page.evaluate(BOXES, ".panel")
    assert names
    for a in names:
        for b in panels:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3], (a, b)


def test_paper_shows_what_is_in_sight_and_the_window_is_as_before(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fresh=True).page
    here = "[map_story.getCenter().lat, map_story.getCenter().lng, map_story.getZoom(), map_story.getSize().x]"
    before = page.evaluate(here)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(here)[3] == 718
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(here) == pytest.approx(before, abs=0.3)  # within the land that is drawn
