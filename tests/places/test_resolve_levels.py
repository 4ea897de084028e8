"""What kind of place the wording speaks of: rivers, states and their capitals, districts, bodies."""

import pytest

from geo.model import Level, Report
from geo.places import recognise, resolve
from geo.resources.theatres import NO_THEATRE


def located(gazetteer, text):
    report = Report(id="r", text=text)
    return {t.name: t for t in resolve(recognise(report, gazetteer), report, gazetteer, NO_THEATRE)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops crossed the Dnipro on Monday.", "Dnipro"),
        ("They fled across the Dnipro to Kherson.", "Dnipro"),
        ("The Dnipro river was low.", "Dnipro river"),
        ("A bridge over the river Dnipro was blown.", "Dnipro"),
        ("На річці Дніпро тихо.", "Дніпро"),
    ],
)
def test_a_river_is_no_town_of_its_name(gazetteer, text, name):
    assert located(gazetteer, text)[name].place.key == "area:dnipro-river"


def test_a_town_that_shares_its_name_with_a_river_is_a_town(gazetteer):
    found = located(gazetteer, "They arrived in Dnipro. The Dnipro garrison waited in Ukraine.")["Dnipro"]
    assert found.place.level is Level.SETTLEMENT


def test_a_river_the_gazetteer_lacks_is_not_pinned_on_a_village(gazetteer):
    assert located(gazetteer, "They crossed the Baraboi river in Ukraine.")["Baraboi river"].place is None


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Fires burned in Washington state.", "Washington state", "adm1:US-WA"),
        ("Floods hit New York state.", "New York state", "adm1:US-NY"),
        ("Washington said it would help.", "Washington", "gn:4140963"),
        ("He was in Washington on Monday.", "Washington", "gn:4140963"),
        ("They met in Geneva on Friday.", "Geneva", "gn:2660646"),
        ("In Odesa and Mykolaiv, sirens sounded.", "Mykolaiv", "gn:700569"),
    ],
)
def test_a_state_and_the_city_of_its_name(gazetteer, text, name, key):
    assert located(gazetteer, text)[name].place.key == key


def test_a_county_is_not_the_city_of_its_name(gazetteer):
    found = located(gazetteer, "He was from Dallas County, Texas.")
    assert (found["Dallas County"].level, found["Dallas County"].place) == (Level.REGION, None)


def test_a_long_list_of_names_is_read_to_its_end(gazetteer):
    text = "Shelling hit " + "Sumy, Poltava, Odesa, " * 700 + "and Kherson in Ukraine."
    assert "Kherson" in located(gazetteer, text)
