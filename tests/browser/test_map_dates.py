"""How the map names days: with their year where a story has several, and on an axis whose labels never meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from map_stories import ABERDALE, BROOKSTON, claim, day, rich_story, story

from geo.maps import render
from geo.model import Event

pytestmark = pytest.mark.browser

LABELS = "[...document.querySelectorAll('.ends span')].filter(e => e.style.visibility !== 'hidden')"


def two_years() -> str:
    first, last = date(2029, 11, 20), date(2031, 2, 3)
    return render(story((claim(ABERDALE, Event.LIBERATED, first), claim(BROOKSTON, Event.CAPTURED, last))))


def span(page: Any) -> str:
    """The line below the title; browsers differ in the width of the spaces around a dash."""
    return " ".join(page.inner_text("#story .span").split())


def named(page: Any) -> list[str]:
    """The labels of the axis from left to right."""
    shown = page.evaluate(f"{LABELS}.map(e => [e.getBoundingClientRect().left, e.textContent])")
    return [text for _, text in sorted(shown)]


def test_a_story_of_several_years_names_the_year_of_both_its_ends(open_map: Callable) -> None:
    page = open_map(two_years()).page
    assert span(page) == "20 November 2029 \u2013 3 February 2031"
    assert named(page) == [
        "20 Nov 2029", "2030", "Mar", "May", "Jul", "Sept", "Nov", "3 Feb 2031",
    ]  # fmt: skip


def test_a_story_of_one_year_says_it_once(open_map: Callable) -> None:
    page = open_map(render(rich_story())).page
    assert span(page) == "6 September \u2013 1 October 2031"
    assert named(page) == ["6 Sept", "13 Sept", "20 Sept", "27 Sept", "1 Oct"]


@pytest.mark.parametrize("width", [1440, 1100, 768, 390])
def test_the_labels_of_the_axis_do_not_meet(open_map: Callable, width: int) -> None:
    page = open_map(two_years(), width=width).page
    boxes = page.evaluate(f"{LABELS}.map(e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right])")
    boxes.sort()
    assert len(boxes) >= 4
    assert all(before[1] + 8 < after[0] for before, after in pairwise(boxes))


def test_days_of_one_week_are_all_named(open_map: Callable) -> None:
    page = open_map(
        render(story((claim(ABERDALE, Event.LIBERATED, day(0)), claim(BROOKSTON, Event.LIBERATED, day(4)))))
    ).page
    assert named(page) == ["6 Sept", "7 Sept", "8 Sept", "9 Sept", "10 Sept"]
