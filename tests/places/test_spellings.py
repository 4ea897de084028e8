"""Under which keys a place is found, and how good a name each of them is."""

import pytest

from geo.model import Level
from geo.places import arabic, spellings
from geo.places.schema import ALTERNATE, LOCAL, LOOSE, MAIN
from geo.places.sources import Entry


def keys_of(*names, country="XX"):
    entry = Entry(key="gn:1", name=names[0], lat=0, lon=0, level=Level.SETTLEMENT, names=names, country=country)
    return spellings.keys_of(entry)


def test_the_article_of_an_arabic_name_may_be_written_in_every_way_or_left_out():
    found = keys_of("Ash Shaddādah", country="SY")
    assert {found[key] for key in ("ash shaddadah", "shaddadah", "al shaddadah", "el shaddada")} == {MAIN}


def test_the_article_stays_where_names_are_not_arabic():
    assert keys_of("Al Fresco") == {"al fresco": MAIN}


def test_the_vowels_of_an_arabic_name_are_heard_differently():
    assert keys_of("Al Ḩudaydah", country="YE")["^" + arabic.skeleton("hodeida")] == LOOSE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dayr az zawr", "deir ezzor"), ("maarat al numan", "maarrat an numan"), ("tall rifat", "tal rifaat"),
        ("al qamishli", "qamishly"), ("jabalya", "jabalia"), ("khan yunis", "khan younes"), ("al fashir", "el fasher"),
    ],
)
def test_romanisations_of_one_arabic_name_meet(one, other):
    assert arabic.skeleton(one) == arabic.skeleton(other) != ""


@pytest.mark.parametrize(("one", "other"), [("homs", "hama"), ("raqqa", "rutba"), ("tartus", "tripoli")])
def test_different_arabic_names_do_not_meet(one, other):
    assert arabic.skeleton(one) != arabic.skeleton(other)


def test_what_stands_in_brackets_need_not_be_said():
    assert keys_of("Halle (Saale)") == {"halle saale": MAIN, "halle": MAIN}


def test_another_spelling_of_the_main_name_is_better_than_another_name():
    found = keys_of("Nay Pyi Taw", "Naypyidaw", "Pyinmana")
    assert (found["naypyidaw"], found["pyinmana"]) == (LOCAL, ALTERNATE)
