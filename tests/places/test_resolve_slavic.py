"""Ukrainian and Russian sentences: places in whatever case, without a dictionary of words."""

from datetime import date

import pytest

from geo.model import Level, Report, Resolution
from geo.places import recognise, resolve
from geo.places.cases import ANY, Case, nominatives_of, readings
from geo.resources import theatres


def located(gazetteer, text, published=None):
    report = Report(id="r", text=text, published=published)
    found = resolve(recognise(report, gazetteer), report, gazetteer, theatres.load("ukraine"))
    return {t.name: t for t in found}


# Latitude and longitude as any atlas gives them, in degrees.
CITIES = {
    "Kharkiv": (49.99, 36.23), "Odesa": (46.48, 30.73), "Poltava": (49.59, 34.55), "Kherson": (46.64, 32.61),
    "Kyiv": (50.45, 30.52), "Chuhuiv": (49.84, 36.69), "Vinnytsia": (49.23, 28.47), "Mariupol": (47.10, 37.54),
    "Donetsk": (48.00, 37.80), "Nikopol": (47.57, 34.40), "Kremenchuk": (49.07, 33.42), "Sumy": (50.91, 34.80),
    "Mykolaiv": (46.97, 32.00), "Moscow": (55.75, 37.62), "Istanbul": (41.01, 28.97), "Geneva": (46.20, 6.15),
    "Lysychansk": (48.90, 38.43), "Nova Kakhovka": (46.75, 33.37), "Lutsk": (50.75, 25.33), "Ternopil": (49.55, 25.59),
    "Dnipro": (48.46, 35.04),
}


def lies_at(place, city):
    lat, lon = CITIES[city]
    return place.level is Level.SETTLEMENT and abs(place.lat - lat) < 0.1 and abs(place.lon - lon) < 0.1


@pytest.mark.parametrize(
    ("text", "name", "city"),
    [
        # Ukrainian: the genitive
        ("Колона рушила від Харкова.", "Харкова", "Kharkiv"),
        ("До Чугуєва підвезли воду.", "Чугуєва", "Chuhuiv"),
        ("Мешканці виїжджають з Маріуполя.", "Маріуполя", "Mariupol"),
        ("Поїзд вирушив із Сум.", "Сум", "Sumy"),
        ("Люди їдуть до Тернополя.", "Тернополя", "Ternopil"),
        ("Евакуація з Нової Каховки триває.", "Нової Каховки", "Nova Kakhovka"),
        ("Удари завдано біля Нікополя.", "Нікополя", "Nikopol"),
        # the dative
        ("Удар припав по Кременчуку.", "Кременчуку", "Kremenchuk"),
        # the accusative
        ("Ракети влучили в Одесу.", "Одесу", "Odesa"),
        ("Ракети влучили у Вінницю.", "Вінницю", "Vinnytsia"),
        ("Ворог обстріляв Полтаву.", "Полтаву", "Poltava"),
        ("Війська увійшли в Херсон.", "Херсон", "Kherson"),
        # the instrumental
        ("Над Києвом збито дрони.", "Києвом", "Kyiv"),
        ("Бої точилися під Лисичанськом.", "Лисичанськом", "Lysychansk"),
        ("Під Донецьком тихо.", "Донецьком", "Donetsk"),
        # the locative, and the preposition of a list
        ("У Харкові пролунали вибухи.", "Харкові", "Kharkiv"),
        ("У Луцьку було тихо.", "Луцьку", "Lutsk"),
        ("В Одесі та Миколаєві оголошено тривогу.", "Миколаєві", "Mykolaiv"),
        ("У Новій Каховці зруйновано греблю.", "Новій Каховці", "Nova Kakhovka"),
        ("Переговори тривали в Стамбулі.", "Стамбулі", "Istanbul"),
        ("Делегації зустрілися у Женеві.", "Женеві", "Geneva"),
        # Russian
        ("Колонна вышла из Харькова.", "Харькова", "Kharkiv"),
        ("Войска отошли от Херсона.", "Херсона", "Kherson"),
        ("Под Лисичанском идут бои.", "Лисичанском", "Lysychansk"),
        ("В Донецке слышны взрывы.", "Донецке", "Donetsk"),
        ("Поезд прибыл в Москву.", "Москву", "Moscow"),
        ("Ракеты попали в Одессу.", "Одессу", "Odesa"),
        ("Эвакуация из Новой Каховки продолжается.", "Новой Каховки", "Nova Kakhovka"),
        ("Обстрелян Николаев.", "Николаев", "Mykolaiv"),
        ("Обстрелы Сум не прекращаются.", "Сум", "Sumy"),
    ],
)
def test_a_city_is_found_in_its_case(gazetteer, text, name, city):
    place = located(gazetteer, text)[name].place
    assert place is not None
    assert lies_at(place, city)


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Бої тривають у Запорізькій області.", "Запорізькій області", "adm1:UA-23"),
        ("Тихо в Одеській та Сумській областях.", "Сумській областях", "adm1:UA-59"),
        ("Бои идут в Запорожской области.", "Запорожской области", "adm1:UA-23"),
        ("На Донбасі тривають бої.", "Донбасі", "area:donbas"),
        ("Заяву зробили в Білорусі.", "Білорусі", "country:BY"),
        ("Над Чорним морем збито дрон.", "Чорним морем", "area:black-sea"),
        ("Через Дніпро наведено понтон.", "Дніпро", "area:dnipro-river"),
    ],
)
def test_regions_seas_and_rivers_have_cases_too(gazetteer, text, name, key):
    assert located(gazetteer, text)[name].place.key == key


@pytest.mark.parametrize(
    "text",
    [
        "Полковник Харківський прибув до штабу.",
        "У травні та в серпні було тихо.",
        "Сили оборони просунулися вперед.",
        "Українські війська наступають.",
        "Генерал Лапин уволен.",
        "В мае и августе шли дожди.",
    ],
)
def test_persons_months_and_common_words_are_no_places(gazetteer, text):
    assert located(gazetteer, text) == {}


def test_a_village_whose_name_many_bear_stays_open_in_any_case(gazetteer):
    assert located(gazetteer, "Бої тривають біля Калинівки.")["Калинівки"].resolution is Resolution.AMBIGUOUS


def test_the_preposition_leaves_few_cases():
    assert nominatives_of("лимана", Case.GENITIVE | Case.INSTRUMENTAL)[0] == "лиман"


@pytest.mark.parametrize(
    ("inflected", "case", "nominative"),
    [
        ("бурлуці", Case.LOCATIVE, "бурлук"), ("каховці", Case.LOCATIVE, "каховка"), ("празі", Case.LOCATIVE, "прага"),
        ("рогу", Case.LOCATIVE, "ріг"), ("донцем", Case.INSTRUMENTAL, "донець"), ("лубен", Case.GENITIVE, "лубни"),
        ("чернівцях", Case.LOCATIVE, "чернівці"), ("роботиному", Case.LOCATIVE, "роботине"),
        ("умані", Case.GENITIVE, "умань"), ("волинню", Case.INSTRUMENTAL, "волинь"), ("дунаї", Case.LOCATIVE, "дунай"),
        ("балаклеей", Case.INSTRUMENTAL, "балаклея"), ("керчью", Case.INSTRUMENTAL, "керчь"),
        ("запорожье", Case.LOCATIVE, "запорожье"), ("отрадном", Case.LOCATIVE, "отрадное"),
    ],
)
def test_changes_of_sound_are_undone(inflected, case, nominative):
    assert nominative in (*nominatives_of(inflected, case), inflected)


def test_all_words_of_a_name_stand_in_one_case():
    found = readings(("великому", "бурлуці"), ANY)
    assert "великий бурлук" in found
    assert "велике бурлуки" not in found
    assert "великий бурлук" not in readings(("великому", "бурлуці"), Case.GENITIVE)


def test_a_name_ends_as_names_do():
    assert not [name for name in nominatives_of("полтаві", ANY) if name.endswith(("вй", "аь"))]


def test_a_former_name_is_read_by_the_date_of_the_report(gazetteer):
    found = located(gazetteer, "Вибухи у Дніпропетровську.", date(2015, 5, 1))
    assert lies_at(found["Дніпропетровську"].place, "Dnipro")


@pytest.mark.parametrize("text", ["Бойцы взяли Косица после боев.", "Взрывы прогремели в Косице."])
def test_a_city_abroad_is_not_meant_by_a_name_that_is_only_like_one_of_its_foreign_ones(gazetteer, text):
    """Košice has a name in Cyrillic, and is Kosica only to its southern neighbours."""
    assert all(t.place is None for t in located(gazetteer, text).values())
