"""Names that no gazetteer has, or that little speaks for: what the grammar of control makes of them."""

from __future__ import annotations

import pytest

from geo.model import Report, Role
from geo.places import Gazetteer, recognise


def _names(text: str, gazetteer: Gazetteer) -> set[str]:
    found = recognise(Report(id="r", text=text), gazetteer)
    return {t.name for t in found if t.role in (Role.LOCATION, Role.METONYM)}


@pytest.mark.parametrize(("text", "name"), [
    ("The rebels took over Zzyrkala on Monday.", "Zzyrkala"),
    ("Soldiers drove the last of the militants from Zzyr Kalabad.", "Zzyr Kalabad"),
    ("Troops pushed the rebels out of Zzyrkala.", "Zzyrkala"),
    ("Fighters stormed Zzyr Kalabad at dawn.", "Zzyr Kalabad"),
    ("The Zzyrkala airbase fell after a siege.", "Zzyrkala"),
    ("Zzyrkala township was quiet.", "Zzyrkala"),
    ("Troops seized al-Zzyrkala.", "al-Zzyrkala"),
    ("Zzyrkala changed hands twice.", "Zzyrkala"),
    ("Zzyrkala is back in government hands.", "Zzyrkala"),
    ("Zzyrkala and Kalazzyr had slipped from their grip.", "Zzyrkala"),
    ("Two villages, Zzyrkala and Kalazzyr, were cleared.", "Kalazzyr"),
    ("Soldiers are fighting in Zzyrkala.", "Zzyrkala"),
    ("The army had \"fully seized\" Zzyrkala.", "Zzyrkala"),
    ("Rebels hold Zzyr-i-Kala.", "Zzyr-i-Kala"),
])
def test_the_grammar_of_control_makes_a_place(text: str, name: str, gazetteer: Gazetteer) -> None:
    assert name in _names(text, gazetteer)


@pytest.mark.parametrize(("text", "name"), [
    ("Zzyrtech took over Zzyrkala after regulators agreed.", "Zzyrkala"),
    ("Shares in Zzyrkala fell by a tenth.", "Zzyrkala"),
    ("Zzyrkala has lost three matches.", "Zzyrkala"),
    ("Soldiers captured John Zzyrkala.", "John Zzyrkala"),
    ("They handed over Qadrik Zzyrkala, seized in April, to the army.", "Qadrik Zzyrkala"),
    ("The town is in Zzyrkala hands, soldiers said.", "Zzyrkala"),
    ("Zzyrkala, the town's mayor, was elected.", "Zzyrkala"),
])
def test_what_trade_and_sport_take_is_no_place(text: str, name: str, gazetteer: Gazetteer) -> None:
    assert name not in _names(text, gazetteer)


@pytest.mark.parametrize(("text", "name"), [
    ("Бойовики захопили базу Зиркала на півночі.", "Зиркала"),
    ("Повстанці вибили солдатів із Зиркали.", "Зиркали"),
    ("Отбит последний населённый пункт – Зыркаль.", "Зыркаль"),
    ("Войска освободили Зыркалово ДНР.", "Зыркалово"),
    ("Армия вернула себе Зыркалу.", "Зыркалу"),
])
def test_so_it_does_in_cyrillic(text: str, name: str, gazetteer: Gazetteer) -> None:
    assert _names(text, gazetteer) == {name}


@pytest.mark.parametrize("text", [
    "Рівно рік тому почалися бої.", "Тим часом бої тривають.", "Ровно в полдень начался бой.",
])
def test_an_adverb_that_opens_a_sentence_is_no_town(text: str, gazetteer: Gazetteer) -> None:
    assert _names(text, gazetteer) == set()
