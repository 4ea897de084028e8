"""Which of the places of a name is meant: the wording says it first, then the report, the theatre, or nobody."""

import pytest

from geo.model import Level, Report, Resolution, Side, Theatre
from geo.places import recognise, resolve

NOWHERE = Theatre(id="none", name="None")
UKRAINE = Theatre(
    id="u", name="U", sides=(Side(id="a", name="A", colour="#000000"),), countries=("UA",), extent=(22, 44, 41, 53)
)


def located(gazetteer, text, theatre=NOWHERE):
    report = Report(id="r", text=text)
    return {t.name: t for t in resolve(recognise(report, gazetteer), report, gazetteer, theatre)}


def test_a_village_name_that_five_places_bear_stays_ambiguous_without_context(gazetteer):
    found = located(gazetteer, "Artemivka was captured on Monday.")["Artemivka"]
    assert (found.resolution, found.place) == (Resolution.AMBIGUOUS, None)
    assert len(found.candidates) >= 2


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("They freed Artemivka in Kharkiv region.", 49.92997, 37.08167),
        ("They freed Vasylenkovo and Artemivka in Kharkiv region.", 49.92997, 37.08167),
        ("They freed Artemivka, Kharkiv Oblast.", 49.92997, 37.08167),
        ("They freed Artemivka (Kharkiv oblast).", 49.92997, 37.08167),
        ("They freed Artemivka in Donetsk region.", 47.87199, 38.63777),
    ],
)
def test_a_region_in_the_wording_decides(gazetteer, text, lat, lon):
    place = located(gazetteer, text)["Artemivka"].place
    assert (place.lat, place.lon) == (lat, lon)


def test_a_region_after_a_list_holds_for_all_of_it(gazetteer):
    found = located(gazetteer, "They freed Vasylenkovo and Artemivka in Kharkiv region.")
    assert {found[n].place.region for n in ("Vasylenkovo", "Artemivka")} == {"Kharkiv Oblast"}


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Troops left Lyman in Donetsk region.", "Donetsk Oblast"),
        ("Troops left Lyman in Kharkiv region.", "Kharkiv Oblast"),
        ("Troops left Lyman in Odesa region.", "Odesa Oblast"),
        ("Shandryholove, Drobysheve and Lyman were cleared.", "Donetsk Oblast"),  # the others are close by
    ],
)
def test_three_towns_of_one_name_are_told_apart(gazetteer, text, region):
    assert located(gazetteer, text, UKRAINE)["Lyman"].place.region == region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Springfield and Decatur are in Illinois.", "Illinois"),
        ("SPRINGFIELD, Mo. — Buses stood still.", "Missouri"),
        ("Crowds left Springfield for Peoria and Champaign.", "Illinois"),  # which three names share
        ("Springfield, a quiet town in the west of Massachusetts, slept.", "Massachusetts"),
    ],
)
def test_a_town_of_many_namesakes_is_where_the_other_names_are(gazetteer, text, region):
    (place,) = {t.place for name, t in located(gazetteer, text).items() if name.casefold() == "springfield"}
    assert place.region == region


def test_a_region_that_has_no_such_place_leaves_the_name_open(gazetteer):
    found = located(gazetteer, "They freed Izyum in Odesa region.")["Izyum"]
    assert found.place is None


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Donetsk was shelled in Ukraine.", "Donetsk", "UA"),
        ("Donetsk in Rostov Oblast, Russia, was quiet.", "Donetsk", "RU"),
        ("The town of Tripoli, Lebanon, was quiet.", "Tripoli", "LB"),
        ("Militias entered Tripoli; Libya was divided.", "Tripoli", "LY"),
        ("Peaches from Georgia, Alabama, Texas and Florida.", "Georgia", "US"),
        ("Georgia, Armenia and Azerbaijan met.", "Georgia", "GE"),
        ("Mali, Niger and Chad met.", "Niger", "NE"),
        ("Paris, Texas, has a tower.", "Paris", "US"),
        ("In Georgia, crowds left Atlanta, Macon and Savannah.", "Georgia", "US"),
        ("In Georgia, crowds left Tbilisi and Batumi.", "Georgia", "GE"),
        ("Egypt watched as tanks left Rafah for Khan Younis, in the Gaza Strip.", "Rafah", "PS"),
        ("In the north of Sinai, Egypt, buses left Rafah for Al-Arish.", "Rafah", "EG"),
    ],
)
def test_the_country_comes_from_the_report(gazetteer, text, name, country):
    assert located(gazetteer, text)[name].place.country == country


def test_regions_countries_and_areas_have_levels_of_their_own(gazetteer):
    found = located(gazetteer, "In eastern Donetsk region, in the Donbas, in Ukraine and in the city of Donetsk.")
    assert [(n, t.place.level) for n, t in found.items()] == [
        ("Donetsk region", Level.REGION), ("Donbas", Level.AREA), ("Ukraine", Level.COUNTRY),
        ("Donetsk", Level.SETTLEMENT),
    ]


def test_a_name_means_one_place_throughout_a_report(gazetteer):
    report = Report(id="r", text="Lyman was calm. Later Lyman in Odesa region was not. Lyman slept.")
    found = resolve(recognise(report, gazetteer), report, gazetteer, UKRAINE)
    assert {t.place.region for t in found if t.name == "Lyman"} == {"Odesa Oblast"}


def test_a_far_village_known_by_its_name_alone_is_not_pinned(gazetteer):
    # The only Piccadilly of the gazetteer is in Western Australia.
    found = located(gazetteer, "He ate in Piccadilly, then drove from London to Leeds in the United Kingdom.")
    assert found["Piccadilly"].resolution is Resolution.AMBIGUOUS


def test_an_unknown_name_has_no_coordinates(gazetteer):
    found = located(gazetteer, "They took the village of Qwertyne near Izyum.", UKRAINE)["Qwertyne"]
    assert (found.resolution, found.place) == (Resolution.UNKNOWN, None)


def test_resolving_twice_gives_the_same(gazetteer):
    text = "Lyman, Izyum and Artemivka in Kharkiv region; Paris, Texas; Georgia and Alabama."
    assert located(gazetteer, text) == located(gazetteer, text)
