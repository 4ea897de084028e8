"""Sides that a text itself names, without a theatre: one name for each, whoever is called what."""

from __future__ import annotations

import pytest
from marked import read, told

from geo.model import Stance, Theatre
from geo.resources import theatres

NONE: Theatre = theatres.load("none")


def sides(text: str, country: str = "CD") -> set[tuple[str, str, str | None]]:
    return told(text, theatre=NONE, country=country)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "M23 rebels entered [Goma]. The rebels took [Sake].",
            {("Goma", "entered", "M23"), ("Sake", "captured", "M23")},
        ),
        (
            "M23 rebels entered [Goma]. The group took [Sake].",
            {("Goma", "entered", "M23"), ("Sake", "captured", "M23")},
        ),
        ("Rebels took [Goma]. M23 said little.", {("Goma", "captured", "M23")}),
        # rebels beside whom a group fights, or whom it fights, are others
        ("Hezbollah and the army fought the rebels. Rebels took [Goma].", {("Goma", "captured", "rebels")}),
        ("Fighters loyal to the M23 captured [Goma].", {("Goma", "captured", "M23")}),
        ("The M23's Goma Protection Force left [Goma].", {("Goma", "withdrew", "M23")}),
        ("[Goma] fell into M23 hands.", {("Goma", "captured", "M23")}),
        # the army is that of the country the place lies in
        ("Government troops left [Goma] to the M23.", {("Goma", "withdrew", "DR Congo")}),
        ("The army lost [Goma] to the M23.", {("Goma", "withdrew", "DR Congo")}),
        ("[Goma] was lost to the M23 on Monday.", {("Goma", "captured", "M23")}),
    ],
)
def test_one_name_a_side(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert sides(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The M23 took [Goma] on Monday and [Bukavu] on Friday.", {"Goma", "Bukavu"}),
        ("[Goma] was taken by the M23 on Monday, and [Bukavu] on Friday.", {"Goma", "Bukavu"}),
        ("[Goma] is back in M23 hands. So are [Bukavu] and [Sake].", {"Goma", "Bukavu", "Sake"}),
        ("[Goma] fell to the M23. [Bukavu] followed on Friday.", {"Goma", "Bukavu"}),
        ("The M23 took Nowhere, [Goma] and [Bukavu].", {"Goma", "Bukavu"}),
        ("The M23 took several towns, including [Goma] and [Bukavu].", {"Goma", "Bukavu"}),
        ("The M23 took the last district held by the army in [Goma].", {"Goma"}),
        ("Having taken [Goma], the M23 rebels turned south.", {"Goma"}),
        ("The governor of [Goma] was captured by the M23.", set()),
        ("The president left [Goma] to visit soldiers.", set()),
        ("The rebels demanded that the army leave [Goma].", set()),
        ("The battle to take [Goma] began, the rebels said.", set()),
        ("The rebels rest when [Goma] is free.", set()),
        ("Rumours that the rebels had taken [Goma] proved false.", set()),
    ],
)
def test_places_of_a_clause(text: str, expected: set[str]) -> None:
    changes = ("captured", "liberated", "withdrew")
    assert {place for place, event, _ in sides(text) if event in changes} == expected


def test_a_dateline_is_no_place_of_the_news() -> None:
    text = "[KINSHASA], May 3 (Wire) - M23 rebels took [Goma]. The town was quiet when the army left."
    assert sides(text) == {("Goma", "captured", "M23"), ("Goma", "withdrew", "DR Congo")}


def test_what_is_no_longer_ours_is_lost() -> None:
    text = '"[Goma] is no longer ours," an officer of the Congolese army said.'
    assert sides(text) == {("Goma", "withdrew", "DR Congo")}


def test_a_general_without_a_side_speaks_of_his_own_army() -> None:
    (claim,) = read("Troops left [Goma], General Jean Kalala said.", theatre=NONE, country="CD").claims
    assert claim.stance is Stance.CONCEDES
