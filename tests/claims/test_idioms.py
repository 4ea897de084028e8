"""Turns of phrase that tell of control without the verbs of control, and whose "they", "his men" or "the 9th" are."""

from __future__ import annotations

import pytest
from marked import read, told

from geo.model import Theatre
from geo.resources import theatres

NONE: Theatre = theatres.load("none")


def sides(text: str, country: str) -> set[tuple[str, str, str | None]]:
    return told(text, theatre=NONE, country=country)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Masters of [Novy Bir], the Russians look west.", {("Novy Bir", "captured", "Russia")}),
        ("Russian troops are masters of [Novy Bir].", {("Novy Bir", "captured", "Russia")}),
        ("Russian army in full control of [Novy Bir]", {("Novy Bir", "captured", "Russia")}),
        ("Russian soldiers shot their way into [Novy Bir].", {("Novy Bir", "entered", "Russia")}),
        ("Russian troops are now only ten kilometres from [Novy Bir].", {("Novy Bir", "advancing", "Russia")}),
        ("[Novy Bir] is again Ukrainian, the ministry said.", {("Novy Bir", "liberated", "Ukraine")}),
        ("[Novy Bir] is now a Russian town.", {("Novy Bir", "captured", "Russia")}),
        ("[Novy Bir] is a Ukrainian town.", set()),
        ("It took Russian troops nine days to capture [Novy Bir].", {("Novy Bir", "captured", "Russia")}),
        ("[Novy Bir] is said to be under Russian control.", {("Novy Bir", "held", "Russia")}),
        # what only looks like it
        ("Russian troops were pushed away from [Novy Bir].", set()),
        ("Ukrainian troops pushed Russian units back on both flanks of the [Novy Bir] road.", set()),
        ("Russian troops took a hill north of [Novy Bir].", set()),
        ("The ministry has yet to admit that [Novy Bir] is lost.", set()),
    ],
)
def test_a_turn_of_phrase(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert told(text) == expected


def test_a_question_after_a_colon_asks_nothing_of_what_stands_before_it() -> None:
    assert told("Russian troops take [Novy Bir]: what next?") == {("Novy Bir", "captured", "Russia")}
    assert told("Have Russian troops taken [Novy Bir]?") == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haftar's men took [Brak].", {("Brak", "captured", "Libyan National Army")}),
        ("Eastern Libyan forces under Khalifa Haftar took [Brak].", {("Brak", "captured", "Libyan National Army")}),
        ("Fighters loyal to President Ali Noman took [Brak].", {("Brak", "captured", "Libya")}),
        ("Haftar's army said that its Zenith group had taken [Brak].", {("Brak", "captured", "Libyan National Army")}),
        (
            "The GNA's troops routed Haftar's army and took [Brak].",
            {("Brak", "captured", "Government of National Accord")},
        ),
        (
            "The M23 captured a base when they marched into [Brak], according to Libya's foreign ministry.",
            {("Brak", "entered", "M23")},
        ),
        ("The army was near. Thousands of Muslims fled [Brak].", set()),
    ],
)
def test_whose_men_they_are(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert sides(text, "LY") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[BRAK] LOST TO ISIS", {("BRAK", "captured", "Islamic State")}),
        ("[Brak] taken by Libyan troops", {("Brak", "captured", "Libya")}),
        ("[Brak] was liberated. Libyan soldiers rested.", {("Brak", "liberated", "Libya")}),
        ("[Brak] was returned on Monday. Libyan soldiers rested.", {("Brak", "liberated", "Libya")}),
    ],
)
def test_a_side_that_no_clause_names(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert sides(text, "LY") == expected


def test_a_group_that_is_spelt_like_a_town_acts() -> None:
    assert sides("[ISIL] had captured [Brak].", "LY") == {("Brak", "captured", "Islamic State")}
    assert sides("[Fano] fell to Libyan troops.", "LY") == {("Fano", "captured", "Libya")}


def test_a_list_goes_on_behind_a_region_or_an_insertion() -> None:
    for text, expected in (
        ("Russian troops took three towns in [Oblast|region] - [Ab], [Bb] and [Cb].", {"Ab", "Bb", "Cb"}),
        ("Russian troops took [Ab], a town of some size, as well as the village of [Bb].", {"Ab", "Bb"}),
        ("[Ab] fell to Russian troops too, and, farther south, [Bb] and [Cb].", {"Ab", "Bb", "Cb"}),
    ):
        assert {place for place, _, _ in told(text)} == expected


def test_what_happened_months_before_something_else_is_history() -> None:
    (claim,) = read("Nine months after Russian troops marched into [Novy Bir], shops reopened.").claims
    assert claim.background


def test_who_denies_after_but_is_who_spoke_before() -> None:
    assert told("Russia's army acknowledged an attack but denied that it had lost [Novy Bir].") == {
        ("Novy Bir", "denied", "Russia")
    }
