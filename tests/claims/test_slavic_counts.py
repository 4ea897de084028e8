"""Shares and numbers of settlements in Ukrainian and Russian give the same rows as English ones."""

from __future__ import annotations

import pytest
from marked import read


def counted(text: str) -> list[tuple[str, float, str, str, str | None]]:
    return [(c.kind, c.value, c.of, c.change, c.actor) for c in read(text).counts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Росіяни контролюють 60 % [Сумської області|region].", ("share", 60, "Сумської області", "held", "Russia")),
        (
            "ВСУ заняли две трети территории [Сумской области|region].",
            ("share", 66.7, "Сумской области", "gained", "Ukraine"),
        ),
        ("ЗСУ звільнили 388 населених пунктів.", ("count", 388, "settlements", "gained", "Ukraine")),
        ("Российские войска потеряли более 20 сёл.", ("count", 20, "villages", "lost", "Russia")),
        ("Під контролем ЗСУ перебувають 28 населених пунктів.", ("count", 28, "settlements", "held", "Ukraine")),
        ("Российская армия установила контроль над 7 городами и 3 городами.", None),
        ("За тиждень під контроль ЗСУ повернулося 12 сіл.", ("count", 12, "villages", "gained", "Ukraine")),
    ],
)  # fmt: skip
def test_what_changed_hands_is_counted(text: str, expected: tuple[str, float, str, str, str] | None) -> None:
    assert counted(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "ЗСУ планують звільнити 20 сіл.",
        "Росіяни обстріляли 20 населених пунктів.",
        "Если ВСУ освободят 20 сёл, фронт сдвинется.",
        "Росіяни не захопили 5 сіл.",
    ],
)
def test_plans_and_shelling_are_not(text: str) -> None:
    assert counted(text) == []


def test_thousands_may_be_abbreviated() -> None:
    (area,) = read("Украинские войска вернули 4,5 тыс. кв. км.").areas
    assert (area.km2, area.change) == (4500, "gained")
