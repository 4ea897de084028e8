"""Shares of a region and numbers of settlements are kinds of their own: counted, never turned into an area."""

from datetime import date

import pytest

from geo.claims import extract
from geo.model import Level, Place, Report, Resolution, Role, Toponym
from geo.resources import theatres


def counted(text, region="Sumy region"):
    place = Place(key=region, name="Sumy Oblast", lat=51.0, lon=34.0, level=Level.REGION, country="UA")
    at = text.find(region)
    named = [
        Toponym(start=at, end=at + len(region), name=region, level=Level.REGION, role=Role.LOCATION,
                resolution=Resolution.RESOLVED, place=place)
    ] if at >= 0 else []  # fmt: skip
    report = Report(id="r", text=text, published=date(2024, 5, 31))
    found = extract(report, named, theatres.load("ukraine"))
    return [(c.kind, c.value, c.of, c.change, c.actor) for c in found.counts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian forces control about 60 percent of Sumy region.", ("share", 60, "Sumy Oblast", "held", "Russia")),
        ("Russian forces hold 7.5 % of Sumy region.", ("share", 7.5, "Sumy Oblast", "held", "Russia")),
        ("Russian troops seized two thirds of Sumy region.", ("share", 66.7, "Sumy Oblast", "gained", "Russia")),
        ("Ukrainian troops have liberated 388 settlements.", ("count", 388, "settlements", "gained", "Ukraine")),
        ("Ukrainian troops freed twenty small villages.", ("count", 20, "villages", "gained", "Ukraine")),
        ("More than 20 towns were recaptured by Ukrainian forces.", ("count", 20, "towns", "gained", "Ukraine")),
        ("Ukrainian forces lost 12 villages in May.", ("count", 12, "villages", "lost", "Ukraine")),
    ],
)
def test_what_changed_hands_is_counted(text, expected):
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The Russian army plans to take 20 villages.",
        "Ukrainian forces did not take 20 villages.",
        "Have Ukrainian forces taken 20 villages?",
        "About 40 % of voters in Sumy region stayed at home, the Ukrainian army said.",
        "Residents of 20 villages took part in the exercise of the Ukrainian army.",
        "Russian shells hit 20 villages in Sumy region.",
    ],
)
def test_plans_questions_and_other_numbers_are_not(text):
    assert counted(text) == []


def test_what_a_report_says_twice_counts_once():
    text = "Ukrainian troops liberated 20 villages.\n\nUkrainian troops liberated 20 villages, Kyiv said."
    assert len(counted(text)) == 1
