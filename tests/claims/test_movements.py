"""Ways of gaining, leaving and holding ground that no verb of control tells, and what only comes near to it."""

from __future__ import annotations

import pytest
from marked import told

R, U = "Russia", "Ukraine"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian columns wheeled west and plunged into [Novy Bir].", {("Novy Bir", "entered", R)}),
        ("Russian columns wheeled west towards [Novy Bir].", {("Novy Bir", "advancing", R)}),
        ("Russian troops fired rockets into [Novy Bir].", set()),
        ("The Russian army sent tanks and troops into [Novy Bir].", {("Novy Bir", "entered", R)}),
        ("Russian troops gained a foothold in [Novy Bir].", {("Novy Bir", "entered", R)}),
        ("Russian troops took up positions on the edge of [Novy Bir].", {("Novy Bir", "advancing", R)}),
        ("Russian troops made gains near [Novy Bir].", {("Novy Bir", "advancing", R)}),
        ("Russian troops reached the outskirts of [Novy Bir].", {("Novy Bir", "advancing", R)}),
        ("Russian troops came within mortar range of [Novy Bir].", {("Novy Bir", "advancing", R)}),
        ("Russian troops are at the gates of [Novy Bir].", {("Novy Bir", "advancing", R)}),
        ("Russian troops overran the army's headquarters in [Novy Bir].", {("Novy Bir", "captured", R)}),
        ("Russian troops captured a checkpoint in [Novy Bir].", {("Novy Bir", "entered", R)}),
        ("Russian troops entered the [Verkhy] side of the [Novy Bir] crossing.", {("Novy Bir", "entered", R)}),
        ("Russian troops drove north, overrunning [Novy Bir].", {("Novy Bir", "captured", R)}),
    ],
)
def test_who_moves_where(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Novy Bir] changed hands three times on Monday.", {("Novy Bir", "contested", None)}),
        ("[Novy Bir] changed hands: Russian troops came at dawn.", {("Novy Bir", "captured", R)}),
        ("In [Novy Bir] clashes went on.", {("Novy Bir", "contested", None)}),
        ("[Novy Bir] saw the heaviest clashes in months.", {("Novy Bir", "contested", None)}),
        ("[Novy Bir] has been under siege by Russian troops for a month.", {("Novy Bir", "contested", R)}),
        ("[Novy Bir] came under artillery fire.", {("Novy Bir", "shelled", None)}),
        ("Russian units are surrounded in [Novy Bir].", {("Novy Bir", "contested", U)}),
        ("Russian units attacked Ukrainian positions in [Novy Bir].", {("Novy Bir", "contested", R)}),
        ("Ukrainian units halted the Russian troops at [Novy Bir].", {("Novy Bir", "held", U)}),
    ],
)
def test_where_it_is_fought(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Novy Bir] under Russian control", {("Novy Bir", "captured", R)}),
        ("[Novy Bir], still in Ukrainian hands, is quiet.", {("Novy Bir", "held", U)}),
        ("The garrison gave up, giving Russian troops full control of [Novy Bir].", {("Novy Bir", "captured", R)}),
        ("Russian troops brought [Novy Bir] under their control.", {("Novy Bir", "captured", R)}),
        ("[Novy Bir]: Ukrainian army regains full control", {("Novy Bir", "liberated", U)}),
    ],
)
def test_whose_hands_it_is_in(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian troops advanced, leaving [Novy Bir] surrounded.", set()),
        ("Ukrainian troops left [Novy Bir] at dawn.", {("Novy Bir", "withdrew", U)}),
        ("Ukrainian troops withdrew heavy weapons from [Novy Bir].", set()),
        ("Ukrainian troops evacuated civilians from [Novy Bir].", set()),
        ("The Ukrainian garrison of [Novy Bir] was withdrawn.", {("Novy Bir", "withdrew", U)}),
        ("Ukrainian troops handed [Novy Bir] to the Russian army.", {("Novy Bir", "withdrew", U)}),
    ],
)
def test_who_leaves(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Russian troops came close to taking [Novy Bir].",
        "Russian troops were minutes from taking [Novy Bir].",
        "Russian troops stopped short of entering [Novy Bir].",
        "Residents fear for their homes should [Novy Bir] fall to the Russian army.",
        "Reports that Russian troops had captured [Novy Bir] were premature, he said.",
        "No date has been set for the Russian assault on [Novy Bir].",
        "Russian troops would 'definitely' take [Novy Bir], he said.",
        "The army's drive to capture [Novy Bir] stalled.",
        "Russian troops took the capital of [Novy Bir|region].",
        "Fighting went on in [Novy Bir|country].",
    ],
)
def test_what_comes_near_to_it_is_no_claim(text: str) -> None:
    assert told(text) == set()
