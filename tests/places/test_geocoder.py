"""Single names: a geopy geocoder that answers from the index, or says that it cannot."""

import pytest
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from geo.errors import InputError
from geo.places import OfflineGeocoder, geocode_rows


@pytest.fixture(scope="module")
def geocoder(gazetteer):
    return OfflineGeocoder(gazetteer)


def test_it_is_a_geopy_geocoder_that_returns_a_location(geocoder):
    assert isinstance(geocoder, Geocoder)
    location = geocoder.geocode("Izium")
    assert isinstance(location, Location)
    assert (location.latitude, location.longitude) == (49.20697, 37.27679)
    assert location.address == "Izyum, Kharkiv Oblast, UA"
    assert location.raw["geonameid"] == 707292


def test_all_candidates_come_best_first_on_demand(geocoder):
    found = geocoder.geocode("Lyman", exactly_one=False, country="UA")
    assert [location.raw["region"] for location in found[:3]] == ["Donetsk Oblast", "Kharkiv Oblast", "Odesa Oblast"]


@pytest.mark.parametrize(
    ("query", "context", "geonameid"),
    [
        ("IZYUM", {}, 707292),
        ("Poltava's", {}, 696643),
        ("outskirts of Poltava", {}, 696643),
        ("the city of Poltava", {}, 696643),
        ("м. Полтава", {}, 696643),
        ("Полтаві", {"country": "UA"}, 696643),
        ("Potlava", {"country": "UA"}, 696643),  # two letters swapped
        ("Poltavva", {"country": "Ukraine"}, 696643),  # one too many
        ("Tripoli", {"country": "LB"}, 266826),
        ("Tripoli", {"country": "LY"}, 2210247),
        ("Alexandria, Virginia", {}, 4744091),
        ("Alexandria", {"region": "Virginia"}, 4744091),
        ("Lyman (Odesa Oblast)", {}, 703076),
        ("Lyman", {"country": "UA", "near": [45.7, 29.7]}, 703076),
        ("Lyman", {"country": "UA", "region": "Одеська область"}, 703076),
    ],
)
def test_a_name_in_its_context(geocoder, query, context, geonameid):
    place = geocoder.answer(query, **context).place
    assert place is not None
    assert place.geonameid == geonameid


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Kherson region", "adm1:UA-65"), ("Херсонська область", "adm1:UA-65"), ("Херсонская область", "adm1:UA-65"),
        ("Kherson Oblast", "adm1:UA-65"), ("North Kivu", "adm1:CD-NK"), ("Anbar province", "adm1:IQ-AN"),
        ("Ukraine", "country:UA"), ("Donbas", "area:donbas"), ("Black Sea", "area:black-sea"),
    ],
)
def test_regions_countries_and_areas(geocoder, query, key):
    assert geocoder.answer(query).place.key == key


@pytest.mark.parametrize(
    "query", ["", " ", "Telegram", "Leopard 2", "Azov Regiment", "''", "(", "Qwertyne", "12", "💥"]
)
def test_what_is_no_place_is_refused(geocoder, query):
    answer = geocoder.answer(query)
    assert (answer.resolution, answer.place) == ("unknown", None)
    assert geocoder.geocode(query) is None


def test_a_place_outside_the_country_asked_for_is_never_the_answer(geocoder):
    answer = geocoder.answer("Poltava", country="FR")
    assert (answer.place, answer.resolution) == (None, "unknown")
    assert answer.candidates[0].place.country == "UA"


@pytest.mark.parametrize("country", ["ZZ", "Atlantis", "U-"])
def test_a_country_that_is_none_is_refused(geocoder, country):
    with pytest.raises(InputError, match="expected a country by its ISO 3166-1 code or name"):
        geocoder.answer("Paris", country=country)


def test_an_ambiguous_name_has_candidates_and_no_coordinates(gazetteer):
    (row,) = geocode_rows([{"id": 7, "query": "Artemivka"}], gazetteer=gazetteer)
    assert (row["id"], row["resolution"], row["lat"], row["lon"], row["level"]) == (7, "ambiguous", None, None, None)
    assert {c["region"] for c in row["candidates"]} >= {"Donetsk Oblast", "Kharkiv Oblast"}


def test_a_row_holds_the_agreed_keys(gazetteer):
    (row,) = geocode_rows([{"id": "a", "query": "Izium", "near": "Kharkiv"}], gazetteer=gazetteer)
    assert list(row) == [
        "id", "query", "name", "geonameid", "country", "region", "lat", "lon", "level", "resolution", "score",
        "candidates",
    ]
    assert (row["id"], row["name"], row["region"], row["level"]) == ("a", "Izyum", "Kharkiv Oblast", "settlement")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": 1}, 'expected a text as "query" in row 1, got None'),
        ({"id": 1, "query": 3}, "got 3"),
        ({"id": 1, "query": "Izium", "country": 5}, '"country" in row 1, got 5'),
        ({"id": 1, "query": "Izium", "near": [91, 0]}, r"got \[91, 0\]"),
        ({"id": 1, "query": "Izium", "near": [49.2]}, "lat, lon"),
    ],
)
def test_a_bad_row_is_named(gazetteer, row, message):
    with pytest.raises(InputError, match=message):
        list(geocode_rows([row], gazetteer=gazetteer))


def test_a_territory_with_a_code_of_its_own_is_a_country_to_ask_in(gazetteer):
    found = OfflineGeocoder(gazetteer).answer("Mamoudzou", country="YT")
    assert (found.place.name, found.place.country) == ("Mamoudzou", "YT")
