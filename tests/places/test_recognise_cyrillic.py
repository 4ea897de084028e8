"""Which capitalised words of a Ukrainian or Russian sentence are places: known ones, strangers, and neither."""

import pytest

from geo.model import Level, Report, Resolution
from geo.places import recognise, resolve
from geo.resources import theatres


def found(gazetteer, text):
    return {t.name: t for t in recognise(Report(id="r", text=text), gazetteer)}


def pinned(gazetteer, text):
    report = Report(id="r", text=text)
    toponyms = resolve(recognise(report, gazetteer), report, gazetteer, theatres.NO_THEATRE)
    return {t.name: t for t in toponyms}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # a capital inside a sentence does for a name that is known, whatever the verb
        ("Буревій накрив Куп'янськ удосвіта.", "Куп'янськ"),
        ("Ураган накрыл Лисичанск на рассвете.", "Лисичанск"),
        ("Вони говорили про Бахмут.", "Бахмут"),
        # one that opens the sentence needs a fate
        ("Вугледар упав.", "Вугледар"),
        ("Суджа перейшла під контроль армії.", "Суджа"),
        ("Угледар полностью занят.", "Угледар"),
        ("Балаклія знову українська!", "Балаклія"),
        # cases of two words, possessives among them
        ("Заява про взяття Часового Яру.", "Часового Яру"),
        ("Колона рушила до Кривого Рогу.", "Кривого Рогу"),
        ("Нанесены удары в районе Липцев.", "Липцев"),
        # headlines in capitals
        ("АРМІЯ ЗВІЛЬНИЛА КУП'ЯНСЬК", "КУП'ЯНСЬК"),
        # adjectives that are names
        ("Ремонт триває в Гірському з весни.", "Гірському"),
    ],
)
def test_a_known_name_is_a_place(gazetteer, text, name):
    assert name in found(gazetteer, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Десантники взяли під контроль Дубохащівку.", "Дубохащівку"),
        ("Дубохащівку, яку тримали з січня, звільнено.", "Дубохащівку"),
        ("Над Великою Хащуватою підняли прапор.", "Великою Хащуватою"),
        ("Колона рушила до Дубохащівки.", "Дубохащівки"),
        ("Освобождены Малая Хащня и Дубохащево.", "Малая Хащня"),
        ("Войска вошли в Хащево-Дубровое.", "Хащево-Дубровое"),
    ],
)
def test_the_sentence_makes_a_place_of_a_name_that_no_gazetteer_has(gazetteer, text, name):
    assert found(gazetteer, text)[name].resolution is Resolution.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Про це повідомив Андрій Дубохащенко.",
        "За словами Лиманського, тихо.",
        "Речник Анатолій Степний подякував лікарям.",  # both are names of places too
        "Бригада «Лиман» отримала нагороду.",
        "У Східному угрупованні військ це спростували.",
        "В Институте проблем рынка ждут роста.",
        "Переброска завершена, загалом тихо.",
        "Війська Хащенка відступили на південь.",
    ],
)
def test_persons_units_and_words_that_open_sentences_are_none(gazetteer, text):
    assert found(gazetteer, text) == {}


def test_a_region_in_the_genitive_says_which_of_many_is_meant(gazetteer):
    alone = pinned(gazetteer, "Бої тривають за Лиман.")["Лиман"]
    lyman = pinned(gazetteer, "Сили оборони звільнили Лиман Донецької області.")["Лиман"]
    assert alone.resolution is Resolution.AMBIGUOUS
    assert (lyman.place.region, round(lyman.place.lat), round(lyman.place.lon)) == ("Donetsk Oblast", 49, 38)


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("Бої тривають на Харківщині.", "Харківщині", "Kharkiv Oblast"),
        ("Бої тривають на Донеччині.", "Донеччині", "Donetsk Oblast"),
        ("Запоріжчина під обстрілом.", "Запоріжчина", "Zaporizhzhia Oblast"),
    ],
)
def test_a_land_is_the_region_of_its_centre(gazetteer, text, name, region):
    place = pinned(gazetteer, text)[name].place
    assert (place.level, place.name) == (Level.REGION, region)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Войска Сирии вошли в Пальмиру.", "Пальмиру", "SY"),  # the Palmiras of the Americas only look like it
        ("Город Шуша освобождён.", "Шуша", "AZ"),
    ],
)
def test_abroad_a_name_on_record_in_cyrillic_comes_before_one_like_it_in_latin(gazetteer, text, name, country):
    assert pinned(gazetteer, text)[name].place.country == country


def test_a_city_that_once_bore_a_name_is_not_meant_before_the_towns_that_bear_it(gazetteer):
    # Donetsk grew out of a village called so; dozens of villages still are.
    assert pinned(gazetteer, "Бої тривають в Олександрівці.")["Олександрівці"].resolution is Resolution.AMBIGUOUS


def test_two_of_one_name_in_one_region_stay_ambiguous(gazetteer):
    # Two Petrivkas of Poltava oblast, 1,584 and 688 inhabitants.
    name = pinned(gazetteer, "Буревій накрив Петрівку Полтавської області.")["Петрівку"]
    assert name.resolution is Resolution.AMBIGUOUS
