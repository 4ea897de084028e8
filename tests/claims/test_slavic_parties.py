"""Whose forces are meant in Ukrainian and Russian texts, by grammar alone; places are made up on purpose."""

from __future__ import annotations

from datetime import date

import pytest
from marked import read, told

U, R = "Ukraine", "Russia"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # a group that the text itself names behind its noun, and what it is called after that
        ("Повстанці «Північної Лінії» захопили [Верхи].", "Північної Лінії"),
        ("Боевики РПФ захватили [Верхи].", "РПФ"),
        ("Повстанцы движения М23, которых поддерживает Руанда, захватили [Верхи].", "M23"),
        ("Повстанці руху М23 оголосили наступ. Бойовики захопили [Верхи].", "M23"),
        ("Силы быстрой поддержки (АБВ) наступают. АБВ захватили [Верхи].", "Rapid Support Forces"),
        # whose men they are: a commander's, a land's, a nation's army by its own name
        ("Війська Хафтара захопили [Верхи].", "Libyan National Army"),
        ("Отряды самообороны Нагорного Карабаха заняли [Верхи].", "Karabakh Armenians"),
        ("Після обстрілу ЦАХАЛ захопив [Верхи].", "Israel"),
        # the first of two that fight side by side
        ("Малійська армія та найманці ПВК «Вагнер» захопили [Верхи].", "Mali"),
        # a pronoun is who acts in its sentence
        ("Сирийская армия отступает; её части захватили [Верхи].", "Syria"),
        # a name is no event
        ("Таліби тікають, Народний фронт визволення [Низів|region] мовчить. Талібан захопив [Верхи].", "Taliban"),
    ],
)
def test_sides_that_the_text_itself_names(text: str, actor: str) -> None:
    assert {(p, a) for p, _, a in told(text, theatre="none", country="SY")} == {("Верхи", actor)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Верхи] у руках влади.", {("Верхи", "held", "Syria")}),
        ("Бойовики наступали. Нині під їхнім контролем залишаються [Верхи].", {("Верхи", "held", "militants")}),
        ("Урядові війська Сирії увійшли у [Верхи].", {("Верхи", "entered", "Syria")}),
        ("Після боїв [Верхи] перейшли під контроль [Дамаска].", {("Верхи", "captured", "Syria")}),
    ],
)
def test_who_holds_a_place(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert told(text, theatre="none", country="SY") == expected


def test_a_soviet_front_is_no_nation_s() -> None:
    """A front is called by the land that it fights in: "the 3rd Belorussian Front"."""
    text = "Советские войска 3-го Белорусского фронта овладели городом [Верхи]."
    assert told(text, theatre="none", country="BY", published=date(1944, 7, 3)) == {
        ("Верхи", "captured", "Soviet Union")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ворог захопив [Низи]. Бійці 9-го полку «Північ» зачистили [Верхи].", ("Верхи", "liberated", U)),
        (
            "Угруповання ворога відійшло. У Курській області сили оборони відійшли з [Верхів].",
            ("Верхів", "withdrew", U),
        ),
        ("Ворог відійшов з [Низів]. Силами 9-ї бригади ЗСУ звільнено [Верхи].", ("Верхи", "liberated", U)),
        ("ВСУ отступили. Активными действиями войск РФ освобождены [Верхи].", ("Верхи", "captured", R)),
    ],
)
def test_sides_of_a_theatre(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Росіяни наступали на [Верхівському] напрямку.",
        "Росіяни наступали на [Верхівському], [Новобірському] та Ямпільському напрямках.",
        "Контроль над палацом у [Верхах], який утримували росіяни, відновлено.",
    ],
)
def test_what_only_says_where_is_no_place_taken(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Українські війська звільнили [Верхи], Незвідане та [Новий Бір].", {"Верхи", "Новий Бір"}),
        ("Українські війська звільнили [Верхи], а днем раніше — [Новий Бір].", {"Верхи", "Новий Бір"}),
        ("Украинские войска взяли [Верхи], накануне – соседний [Новый Бор].", {"Верхи", "Новый Бор"}),
        ("Українські війська звільнили [Верхи] — місто у [Сумській області|region].", {"Верхи"}),
        ("Під повним контролем ЗСУ — [Верхи].", {"Верхи"}),
    ],
)
def test_a_list_goes_on_over_unknown_names_and_verbs_left_out(text: str, places: set[str]) -> None:
    assert {c.place for c in read(text).claims} == places
