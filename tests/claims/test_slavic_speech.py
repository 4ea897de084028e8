"""Who says it and when it was in Ukrainian and Russian: bulletins, headlines, denials, "a day earlier"."""

from __future__ import annotations

from datetime import date

import pytest
from marked import read

from geo.claims.dates import IMPOSSIBLE

U, R = "Ukraine", "Russia"


@pytest.mark.parametrize(
    ("text", "claimant", "stance"),
    [
        ("Зведення Генштабу на 9 вересня\nРосійські війська відступили з [Верхів].", "Генштаб", "claims"),
        ("Генштаб: оперативна інформація на ранок\nРосіяни залишили [Верхи].", "Генштаб", "claims"),
        ("[Верхи] звільнено — Генштаб\nПодробиці з'являться згодом.", "Генштаб", "claims"),
        ("Сирський у суботу, 10 вересня, заявив про звільнення [Верхів].", "Олександр Сирський", "claims"),
        ("Речник «Хортиці» заявив, що росіяни залишили [Верхи].", "Речник «Хортиці»", "claims"),
        ("Коваленко заявив, що росіяни залишили [Верхи].", "Коваленко", "claims"),
        ("Мер [Верхів] Петро Коваль визнав, що росіяни захопили [Низи].", "Мер Верхів Петро Коваль", "concedes"),
        ("Генштаб спростував заяву Міноборони РФ про захоплення [Верхів].", "Генштаб", "denies"),
        ("Генштаб назвав фейком заяву росіян про захоплення [Верхів].", "Генштаб", "denies"),
        ("Сообщения о сдаче [Верхов] в Минобороны РФ опровергли.", "Минобороны РФ", "denies"),
    ],
)
def test_who_says_it(text: str, claimant: str, stance: str) -> None:
    (claim,) = read(text).claims
    assert (claim.claimant, claim.stance) == (claimant, stance)


def test_who_is_driven_back_rejects_no_report() -> None:
    (claim,) = read("Сирський стверджує, що його бійці відкинули нападників від [Верхів].").claims
    assert claim.stance != "denies"


def test_an_account_put_in_later_reaches_no_clause_before_it() -> None:
    text = "Росіяни захопили [Верхи]; за словами Сирського, у [Низах] тривають бої."
    assert {(c.place, c.claimant) for c in read(text).claims} == {("Верхи", None), ("Низах", "Олександр Сирський")}


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # published on Sunday, 11 September 2022
        ("8 вересня ЗСУ наступали. Днем раніше ЗСУ звільнили [Верхи].", "2022-09-07"),
        ("8 сентября ВСУ наступали. За два дня до этого ВСУ освободили [Верхи].", "2022-09-06"),
        ("5 вересня ЗСУ наступали. Через два дні ЗСУ звільнили [Верхи].", "2022-09-07"),
        ("Влітку ЗСУ звільнили [Верхи].", "2022-06-01/2022-08-31"),
        ("Зимой 2023 года ВСУ освободили [Верхи].", "2022-12-01/2023-02-28"),
        ("Минуло 79 років від 8 вересня 1943 року. Тоді війська звільнили [Верхи].", "1943-09-08"),
    ],
)
def test_when_it_happened(text: str, edtf: str) -> None:
    published = date(2023, 3, 1) if "2023" in text else date(2022, 9, 11)
    (claim,) = read(text, published=published).claims
    assert claim.when.edtf == edtf


@pytest.mark.parametrize("text", ["31 червня ЗСУ звільнили [Верхи].", "ВСУ освободили [Верхи] 30.02.2022."])
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    (claim,) = read(text).claims
    assert claim.when is IMPOSSIBLE
    assert claim.why is not None
    assert claim.why.notes == ("dated to a day that no calendar has",)
