"""Figures of ground: whose, since when, and what is no such figure."""

from __future__ import annotations

from datetime import date

import pytest
from marked import read


def test_said_twice_is_one_figure() -> None:
    text = (
        "Ukraine's army reclaimed around 770 square miles since the launch of its counter-offensive\n\n"
        "It rained. President Volodymyr Zelensky said on Saturday that the army had reclaimed around 770 square miles"
        " since the counter-offensive was launched earlier this month."
    )
    (area,) = read(text).areas
    assert (area.value, area.unit, round(area.km2, 1), area.change, area.actor) == (
        770,
        "sq mi",
        1994.3,
        "gained",
        "Ukraine",
    )
    assert (area.claimant, area.since, area.until) == ("Volodymyr Zelensky", date(2022, 9, 1), date(2022, 9, 10))


@pytest.mark.parametrize(
    ("text", "change", "actor"),
    [
        ("Russian forces captured 40 square kilometres last week.", "gained", "Russia"),
        ("Ukrainian forces lost 12 sq km in a day.", "lost", "Ukraine"),
        ("More than 300 square kilometres have come back under Ukrainian control.", "gained", "Ukraine"),
        ("Russia occupies 12,000 square miles of the country, the army said.", "held", "Russia"),
        ("Russia has occupied 12,000 square miles since May.", "gained", "Russia"),
        ("Ukrainian forces controlled about 1,000 sq km, the army said.", "held", "Ukraine"),
        ("Ukrainian forces took control of 1,250 sq km.", "gained", "Ukraine"),
        ("Russia now occupies 18 percent of Ukraine, an area of some 108,000 sq km.", "held", "Russia"),
        ("Russia lost 22 percent of the territory it held in March, about 20,000 sq km.", "lost", "Russia"),
        ("The ground held by Russia has shrunk to 20 sq km.", "held", "Russia"),
        ("Ukraine has won back more ground than Russia took in a month, some 3,500 sq km.", "gained", "Ukraine"),
    ],
)
def test_change_and_party(text: str, change: str, actor: str) -> None:
    (area,) = read(text).areas
    assert (area.change, area.actor) == (change, actor)


@pytest.mark.parametrize(
    "text",
    [
        "The army held an area twice the size of Malta, about 632 square kilometres.",
        "The troops advanced 70 kilometres.",
        "The army camp covers 12 hectares.",
        "Ukrainian troops could retake 200 sq km by autumn.",
        "Ukrainian sappers cleared 60 sq km of mines.",
        "Not one square kilometre of Russia was under Ukrainian control.",
    ],
)
def test_no_figure_of_change(text: str) -> None:
    assert read(text).areas == ()


def test_two_speakers_with_one_number_are_two_figures() -> None:
    text = (
        "Hanna Maliar said the army had liberated 3,000 square kilometres since 1 September."
        " By the estimate of the Mapping Institute, Ukraine has regained 3,000 square kilometres since 6 September."
    )
    assert [a.since for a in read(text).areas] == [date(2022, 9, 1), date(2022, 9, 6)]
