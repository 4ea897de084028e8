"""Which theatre serves a report: the one it names, where it is about that theatre's ground; else none."""

from datetime import date

import pytest

from geo.model import Level, Place, Report, Resolution, Role, Toponym
from geo.pipeline.serving import serving


def located(*countries: str, role: Role = Role.LOCATION, level: Level = Level.SETTLEMENT) -> list[Toponym]:
    return [
        Toponym(
            start=n,
            end=n + 1,
            name="X",
            level=level,
            role=role,
            resolution=Resolution.RESOLVED,
            place=Place(key=f"gn:{n}", name="X", lat=0, lon=0, level=level, country=country),
        )
        for n, country in enumerate(countries)
    ]


def report(text: str, published: date | None = date(2022, 9, 11), title: str | None = None) -> Report:
    return Report(id="r", text=text, title=title, published=published)


@pytest.mark.parametrize(
    ("text", "countries", "theatre"),
    [
        ("Ukrainian troops pushed Russian forces back.", [], "ukraine"),
        ("Ukrainian troops pushed Russian forces back.", ["UA", "UA"], "ukraine"),
        ("Kyiv says X is free, Moscow denies it.", ["UA"], "ukraine"),
        ("Украинские войска вошли в город, российские отошли.", ["UA"], "ukraine"),
        ("ЗСУ звільнили місто, росіяни відступили.", ["UA"], "ukraine"),
        ("Ukrainian forces crossed the border, Russia said.", ["RU", "RU"], "ukraine"),
        ("Russian forces shelled the town.", ["UA", "UA", "RU"], "ukraine"),
        # One side named: most of the places must be on the theatre's own ground.
        ("Russian forces shelled the town.", ["UA", "SY"], "none"),
        ("Russian jets hit the town.", ["SY", "SY"], "none"),
        ("Russian police closed a road.", ["RU"], "none"),
        ("Russian forces advanced.", [], "none"),
        # The one side named is abroad there.
        ("Ukrainian drones hit the refinery.", ["RU"], "ukraine"),
        # No side named, but the enemy, in the language of one of them.
        ("Ворог атакував тричі.", ["UA"], "ukraine"),
        ("Противник отошёл.", ["UA"], "ukraine"),
        ("Противник отошёл.", ["RU"], "none"),
        ("Ворог атакував тричі.", ["SD"], "none"),
        ("Місто спить.", ["UA"], "none"),
        # Two sides named in news of another war.
        ("Ukrainian commandos struck fighters whom Russia arms.", ["SD", "SD", "SD"], "none"),
        ("Ukrainian commandos struck fighters whom Russia arms.", ["SD", "UA"], "ukraine"),
        ("M23 rebels took the town from the army.", ["UA", "UA"], "none"),
        # A name within another word names nobody.
        ("Prorussian and Ukrainianised crowds met.", ["UA"], "none"),
    ],
)
def test_a_report_is_served_by_the_theatre_it_names(text, countries, theatre):
    assert serving(report(text), located(*countries)).id == theatre


@pytest.mark.parametrize(("country", "theatre"), [("UA", "ukraine"), ("SD", "none")])
def test_where_no_place_is_named_the_country_counts(country, theatre):
    named = located(country, role=Role.METONYM, level=Level.COUNTRY)
    assert serving(report("Ukraine has freed 12 square kilometres."), named).id == theatre


def test_the_title_names_sides_too():
    assert serving(report("X is free.", title="Ukraine and Russia at odds"), []).id == "ukraine"


def test_a_report_from_before_the_theatres_time_is_about_something_else():
    text = "Ukrainian and Russian troops met."
    assert serving(report(text, date(2014, 2, 19)), []).id == "none"
    assert serving(report(text, date(2014, 2, 20)), []).id == "ukraine"
    assert serving(report(text, None), []).id == "ukraine"


def test_governments_and_whole_countries_say_nothing_about_where():
    text = "Russian forces shelled the town."
    assert serving(report(text), [*located("UA"), *located("US", "US", role=Role.METONYM)]).id == "ukraine"
    assert serving(report(text), [*located("UA"), *located("US", "US", level=Level.COUNTRY)]).id == "ukraine"
