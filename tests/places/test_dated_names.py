"""A name means the place that bore it on the day of the report; old names live on until somebody else bears them."""

from datetime import date

import pytest

from geo.errors import ResourceError
from geo.model import Level, Place
from geo.places import sources
from geo.places.dated import ALWAYS, as_of, period
from geo.places.fold import keys
from geo.places.gazetteer import Match
from geo.places.schema import ALTERNATE, LOCAL, LOOSE, MAIN
from geo.resources.bundle import data_file

DAY = date(2016, 5, 19).toordinal()


def match(key, strength=LOCAL, *periods, level=Level.SETTLEMENT):
    place = Place(key=key, name=key, lat=0, lon=0, level=level)
    return Match(place, strength, tuple(period(*p) for p in periods))


def strengths(matches, on):
    return [m.strength for m in as_of(matches, on)]


FORMER = match("city", LOCAL, ("1926", "2016-05-19"))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(1925, 12, 31), LOOSE),
        (date(1926, 1, 1), MAIN),
        (date(2016, 5, 19), MAIN),
        (date(2016, 5, 20), MAIN),  # nobody else bears it: old names live on in speech
        (None, MAIN),
    ],
)
def test_a_name_that_nobody_else_bears_means_its_place_from_its_first_day_on(on, expected):
    assert strengths([FORMER], on) == [expected]


@pytest.mark.parametrize(("on", "expected"), [(date(2016, 5, 19), MAIN), (date(2016, 5, 20), LOOSE), (None, LOOSE)])
def test_after_its_time_a_name_yields_to_who_bears_it_then(on, expected):
    assert strengths([FORMER, match("village", MAIN)], on) == [expected, MAIN]


def test_an_alternate_name_of_another_place_is_no_bearer():
    assert strengths([FORMER, match("village", ALTERNATE)], None) == [MAIN, ALTERNATE]


def test_a_region_of_the_name_is_no_bearer():
    assert strengths([FORMER, match("region", MAIN, level=Level.REGION)], None) == [MAIN, MAIN]


def test_a_name_that_went_from_one_place_to_another_means_each_in_its_time():
    taken_up = match("other", LOCAL, ("2016-05-20", ""))
    assert strengths([FORMER, taken_up], date(2016, 5, 19)) == [MAIN, LOOSE]
    assert strengths([FORMER, taken_up], date(2016, 5, 20)) == [LOOSE, MAIN]


def test_a_name_may_be_borne_twice():
    twice = match("city", LOCAL, ("1931", "1944"), ("1954", "1990"))
    other = match("other", MAIN)
    days = (date(1930, 1, 1), date(1940, 1, 1), date(1950, 1, 1), date(1960, 1, 1), date(2000, 1, 1))
    assert [strengths([twice, other], day)[0] for day in days] == [LOOSE, MAIN, LOOSE, MAIN, LOOSE]


def test_weighing_again_for_another_day_forgets_the_first():
    once = as_of([FORMER, match("village", MAIN)], None)
    assert strengths(once, date(2000, 1, 1)) == [MAIN, MAIN]


def test_names_without_dates_stay_as_they_are():
    matches = (match("a", MAIN), match("b", ALTERNATE))
    assert as_of(matches, date(2000, 1, 1)) == matches


def test_dates_are_as_long_as_they_are_exact():
    assert period("2016-05-19", "2016-05-19") == (DAY, DAY)
    assert period("2016-02", "2016-02") == (date(2016, 2, 1).toordinal(), date(2016, 2, 29).toordinal())
    assert period("", "1991") == (ALWAYS[0], date(1991, 12, 31).toordinal())


@pytest.mark.parametrize("bad", ["spring 1991", "1991-13", "1991-02-30", "91", "١٩٩١"])
def test_what_is_no_date_is_refused(bad):
    with pytest.raises(ResourceError, match="expected a date such as"):
        period("", bad)


def test_a_name_cannot_end_before_it_begins():
    with pytest.raises(ResourceError, match="from a day to a later one"):
        period("1991", "1990")


def test_every_former_name_leads_to_a_place_and_is_found_under_it(gazetteer):
    lost = []
    for name, key, since, until in sources.former_names():
        found = [m for k in keys(name) for m in gazetteer.find([k])[k] if m.place.key == key]
        if not any((since, until) in m.periods for m in found):
            lost.append((name, key))
    assert lost == []


def test_former_names_say_where_they_are_from():
    lines = data_file("gazetteer", "former_names.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    assert [line for line in lines if line.endswith(",")] == []


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Leningrad", date(1942, 1, 1), "Saint Petersburg"),
        ("Artemivsk", date(2015, 1, 1), "Bakhmut"),
        ("Артемівськ", date(2015, 1, 1), "Bakhmut"),
        ("Danzig", None, "Gdańsk"),
        ("Barrow", date(2010, 1, 1), "Utqiagvik"),
    ],
)
def test_the_bundled_names_mean_who_bore_them(gazetteer, name, on, expected):
    found = [m for k in keys(name) for m in as_of(gazetteer.find([k])[k], on) if m.place.level is Level.SETTLEMENT]
    usual = [m.place for m in found if m.strength == MAIN]
    assert max(usual, key=lambda p: p.population).name == expected


def test_a_former_name_counts_in_its_other_romanisations(gazetteer):
    # The Russian spelling of a name that was listed in its Ukrainian one.
    (found,) = [m for m in gazetteer.find(["severodonetsk"])["severodonetsk"] if m.place.country == "UA"]
    assert [until for _, until in found.periods] == [date(2024, 9, 19).toordinal()]
