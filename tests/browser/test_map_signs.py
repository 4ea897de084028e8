"""What the map's lines and colours are called in the legend, in the picture to take away, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import shapely
from map_stories import NORTH, SOUTH, day, rich_story, story

from geo.maps import render
from geo.model import Basis, CellState, ControlSnapshot, Status, Story

pytestmark = pytest.mark.browser


def legend(page: Any) -> list[str]:
    return page.locator("#legend li").all_inner_texts()


def drawn() -> Story:
    """The ground of the rich story as polygons would draw it: two sides, no report, two days."""
    rich = rich_story()
    assert rich.territory is not None
    half = len(rich.territory.cells) // 2
    histories = {
        cell.place.key: (CellState(since=day(0), controller=side, status=Status.HELD, basis=Basis.CLAIMED, sure=True),)
        for i, cell in enumerate(rich.territory.cells)
        for side in [NORTH if i < half else SOUTH]
    }
    snapshots = tuple(
        ControlSnapshot(on=day(n), held={NORTH: shapely.box(36, 49, 37, 50)}, contested=None, source="lines.geojson")
        for n in (0, 3)
    )
    days = (day(0), day(3))
    return replace(
        story((), reports=()), territory=replace(rich.territory, histories=histories), dates=days, snapshots=snapshots
    )


def test_the_legend_names_the_front_line_and_in_a_comparison_the_earlier_one(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#date=2031-09-16").page
    assert [text for text in legend(page) if "Front" in text] == ["Front line"]
    page.evaluate("location.hash = '#date=2031-09-16&since=2031-09-09&compare=1'")
    page.wait_for_selector("#legend li:has-text('Front line on 9 September 2031')")
    page.evaluate("location.hash = '#date=2031-09-16&off=front'")
    page.wait_for_function("!document.querySelector('#legend').textContent.includes('Front line on')")
    assert [text for text in legend(page) if "Front" in text] == []


def test_a_story_of_one_side_offers_no_front_line(open_map: Callable) -> None:
    rich = rich_story()
    assert rich.territory is not None
    alone = {
        key: tuple(replace(each, controller=NORTH if each.controller else None, rivals=()) for each in spells)
        for key, spells in rich.territory.histories.items()
    }
    page = open_map(render(replace(rich, territory=replace(rich.territory, histories=alone)))).page
    assert page.locator("[data-layer=ground]").count() == 1
    assert page.locator("[data-layer=front]").count() == 0


def test_ground_that_others_drew_is_not_called_claimed(open_map: Callable) -> None:
    shown = legend(open_map(render(drawn())).page)
    assert "As others drew it" in shown
    assert "Claimed" not in shown


def test_what_nobody_held_on_both_days_is_not_called_held(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#date=2031-09-16&since=2031-09-09&compare=1").page
    kept = page.locator("#legend li:has-text('Held on both days')")
    sides = kept.inner_text().split(": ")[1].split(", ")
    assert kept.locator("canvas").count() == len(sides)


def test_the_picture_names_what_lies_under_the_panels(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fragment="#at=49.5,38.6,8").page
    page.evaluate(
        """() => {
            const paint = groundshift.picture, names = () => document.querySelectorAll('.name').length;
            window.counted = [];
            groundshift.picture = (...parts) => { counted.push(names()); return paint(...parts); };
        }"""
    )
    page.click(".opener")
    with page.expect_download():
        page.click("[data-take=png]")
    page.evaluate("counted.push(document.querySelectorAll('.name').length)")
    pictured, after = page.evaluate("counted")
    assert pictured > after


def test_paper_says_how_areas_are_measured(open_map: Callable) -> None:
    page = open_map(render(rich_story()), fresh=True).page
    method = page.locator(".figures details:has-text('How it is measured')")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert method.locator("p").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not method.locator("p").is_visible()
