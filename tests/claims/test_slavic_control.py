"""How control passes, slips away or is told of in passing, in Ukrainian and Russian."""

from __future__ import annotations

import pytest
from marked import read

U, R = "Ukraine", "Russia"


@pytest.mark.parametrize(
    ("text", "event", "actor"),
    [
        ("Контроль над [Верхами] полностью перешёл к российским войскам.", "captured", R),
        ("Контроль над [Верхами] перейшов до росіян.", "captured", R),
        ("[Верхи] вийшли з-під контролю росіян.", "withdrew", R),
        ("[Верхи] окончательно вышли из-под контроля ВСУ.", "withdrew", U),
        ("[Верхи] уже не контролируются российской армией.", "withdrew", R),
        ("Российские войска прибрали к рукам [Верхи].", "captured", R),
        ("Зеленський привітав військових зі звільненням [Верхів].", "liberated", U),
        ("У [Верхах] вуличні бої.", "contested", None),
        ("[Верхи], где ещё вчера держалась бригада ВСУ, заняты россиянами.", "captured", R),
        ("Украинский гарнизон [Верхов] отступил.", "withdrew", U),
    ],
)
def test_control_changes(text: str, event: str, actor: str | None) -> None:
    assert (event, actor) in [(claim.event, claim.actor) for claim in read(text).claims]


@pytest.mark.parametrize(
    "text",
    [
        "Пожар в [Верхах] вышел из-под контроля.",
        "Гарнизон [Верхов] вышел на парад.",
        "Контроль над [Верхами] может перейти к россиянам.",
        "Российские войска почти освободили [Верхи].",
        "Зеленский поздравил жителей с годовщиной освобождения [Верхов].",
        "За бои в [Верхах] бойцы ВСУ получили медали.",
    ],
)
def test_nothing_has_changed(text: str) -> None:
    assert not read(text).claims


def test_a_participle_before_a_place_is_background() -> None:
    (claim,) = read("У захоплених росіянами [Верхах] відкрили школу.").claims
    assert (claim.event, claim.actor, claim.background) == ("captured", R, True)


def test_a_participle_with_its_day_is_news() -> None:
    (claim,) = read("В освобождённых накануне [Верхах] работают сапёры.").claims
    assert (claim.event, claim.background) == ("liberated", False)


def test_who_denies_this_says_the_rest_himself() -> None:
    found = read("Россияне взяли [Верхи]. В Киеве это опровергли: бои за город продолжаются.").claims
    assert ("denied", "contested") not in [(claim.event, claim.denied_event) for claim in found]
