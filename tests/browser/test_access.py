"""The map and the page for everybody: axe-core's rules, the keyboard alone, paper, and eyes that see fewer colours."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from map_stories import rich_story

from geo.maps import render

pytestmark = pytest.mark.browser


def faults(page: Any) -> list[str]:
    """What axe-core holds to be a serious or critical fault, with the nodes concerned."""
    folder = pytest.importorskip("axe_playwright_python", reason="axe-core comes with axe-playwright-python")
    page.evaluate(resources.files(folder).joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")["violations"]
    return [
        f"{each['id']}: {[node['html'][:160] for node in each['nodes']][:3]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_map(open_map: Callable, scheme: str) -> None:
    page = open_map(render(rich_story()), color_scheme=scheme, reduced_motion="reduce").page
    page.click(".opener")
    assert faults(page) == []
    page.click("text=Show the difference on the map")
    page.click("text=Place by place")
    page.click(".event >> nth=4")
    assert faults(page) == []


@pytest.mark.parametrize("sheet", ["story", "figures", "legend", "exports"])
def test_axe_finds_nothing_serious_in_the_sheets_of_a_phone(open_map: Callable, sheet: str) -> None:
    scheme = "dark" if sheet in ("story", "legend") else "light"
    page = open_map(render(rich_story()), width=390, height=844, color_scheme=scheme).page
    page.click(f"[data-sheet={sheet}]")
    assert faults(page) == []


def test_the_keyboard_alone_reaches_and_works_everything(open_map: Callable) -> None:
    page = open_map(render(rich_story()), reduced_motion="reduce").page
    named = "e => e.getAttribute('aria-label') || e.textContent || e.labels?.[0]?.textContent || e.tagName"
    reached: list[str] = []
    for _ in range(90):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement === document.body")
        if here:
            break
        reached.append(page.evaluate(f"({named})(document.activeElement)").strip())
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", reached[-1]
    order = ["Fold the story away", "List of events", "Previous event", "Play", "Day shown", "km²", "Change since"]
    order += ["Show the difference on the map", "Legend", "Ground", "Zoom in", "Take away: link, picture, table"]
    found = [next(i for i, text in enumerate(reached) if text == name) for name in order]
    assert found == sorted(found)  # from the story by time and figures to the map, as the eye goes


def test_a_row_chosen_by_keyboard_opens_the_place_and_escape_closes_it(open_map: Callable) -> None:
    page = open_map(render(rich_story()), reduced_motion="reduce").page
    row = page.locator(".event").nth(2)
    row.focus()
    page.keyboard.press("Enter")
    assert page.inner_text(".detail h2") == row.locator(".where").inner_text()
    page.keyboard.press("Escape")
    assert page.is_hidden(".detail")
    page.focus(".opener")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.take") == "link"
    page.keyboard.press("Escape")
    assert page.is_hidden(".exports")
    assert page.evaluate("document.activeElement.classList.contains('opener')")


def test_nothing_moves_for_those_who_asked_for_stillness(open_map: Callable) -> None:
    page = open_map(render(rich_story()), reduced_motion="reduce").page
    assert page.evaluate("document.getAnimations().length") == 0
    page.click(".event >> nth=0")
    assert page.locator(".mark:has(.chosen)").count() == 1  # there at once, not after a flight
    assert page.evaluate("document.getAnimations().length") == 0


def test_on_paper_stand_map_legend_and_the_whole_story_without_buttons(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fresh=True).page
    page.emulate_media(media="print")
    for part in (".map", ".story", ".legend", ".figures", ".credit"):
        assert page.is_visible(part)
    for part in (".buttons", ".opener", ".fold", ".leaflet-control-zoom", ".choice >> nth=0", ".action >> nth=0"):
        assert page.is_hidden(part)
    assert page.is_visible(".event >> nth=-1")
    assert page.pdf(format="A4").startswith(b"%PDF")
