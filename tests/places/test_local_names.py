"""What places are called where they lie: the one name in the script and language of the country, or none."""

from __future__ import annotations

import pytest

from geo.places import Gazetteer, open_gazetteer
from geo.places.local import local_name


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("usual", "names", "language", "expected"),
    [
        # a Russian and a Ukrainian name: the one that the usual name romanises
        ("Lozova", ("Лозовая", "Лозова", "Lozowa"), "uk", "Лозова"),
        ("Chuhuiv", ("Чугуев", "Чугуїв"), "uk", "Чугуїв"),
        # alike when romanised: signs and letters that only one language has
        ("Skadovsk", ("Скадовск", "Скадовськ"), "uk", "Скадовськ"),
        ("Kurganinsk", ("Курганинськ", "Курганинск"), "ru", "Курганинск"),
        # the soft vowels of either system of romanisation
        ("Novoselytsya", ("Новоселица", "Новоселиця"), "uk", "Новоселиця"),
        ("Novoselytsia", ("Новоселица", "Новоселиця"), "uk", "Новоселиця"),
        # a stress mark is no letter; an apostrophe is one sign however it is typed
        ("Snihurivka", ("Снігурі\u0301вка",), "uk", "Снігурівка"),
        ("Kamyanka", ("Кам'янка", "Кам’янка"), "uk", "Кам’янка"),
        # other scripts: one name, or several spellings of one
        ("Halab", ("Халеб", "حلب", "حَلَب", "阿勒颇"), "ar", "حَلَب"),
        ("Hama", ("حماة", "حماه"), "ar", None),
        ("Patras", ("Πάτρα", "Пaтры"), "el", "Πάτρα"),
        # nothing to choose from
        ("Lozova", ("Лозовая Долина",), "uk", None),
        ("Paris", ("Париж",), "fr", None),
    ],
)
def test_the_local_name_is_the_country_s_or_none(
    usual: str, names: tuple[str, ...], language: str, expected: str | None
) -> None:
    assert local_name(usual, names, language) == expected


def test_the_gazetteer_knows_local_names_by_the_key_of_a_place(gazetteer: Gazetteer) -> None:
    found = gazetteer.local_names(["gn:702550", "adm1:UA-46", "country:UA", "gn:2988507", "gn:x", "overlay:nowhere"])
    assert found == {"gn:702550": "Львів", "adm1:UA-46": "Львівська область", "country:UA": "Україна"}


def test_nearly_every_settlement_of_a_cyrillic_country_has_one(gazetteer: Gazetteer) -> None:
    keys = [place.key for place in gazetteer.settlements("adm1:UA-46")]
    assert len(gazetteer.local_names(keys)) > 0.95 * len(keys)
