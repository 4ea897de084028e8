"""Which words of a sentence are place names, where they end, and what they do there."""

import pytest

from geo.model import Level, Report, Resolution
from geo.places import recognise


def read(gazetteer, text):
    return recognise(Report(id="r", text=text), gazetteer)


def names(gazetteer, text):
    return [t.name for t in read(gazetteer, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # places
        ("Shelling was reported in Sumy, Chernihiv and Poltava.", ["Sumy", "Chernihiv", "Poltava"]),
        ("They held the town of Tokmak.", ["Tokmak"]),
        ("Rebels entered Goma in North Kivu.", ["Goma", "North Kivu"]),
        ("Troops left Port-au-Prince for Côte d'Ivoire.", ["Port-au-Prince", "Côte d'Ivoire"]),
        ("The Democratic Republic of the Congo closed its border.", ["Democratic Republic of the Congo"]),
        ("Fighters from al-Bukamal and Deir ez-Zor arrived.", ["al-Bukamal", "Deir ez-Zor"]),
        ("Odesa's port was hit.", ["Odesa"]),
        ("It happened near Saint Petersburg.", ["Saint Petersburg"]),
        # nouns of kind belong to the name, compass words do not
        ("Fighting went on in eastern Luhansk region.", ["Luhansk region"]),
        ("He fled to Anbar province.", ["Anbar province"]),
        ("the Sumy and Poltava regions", ["Sumy", "Poltava regions"]),
        ("VIENNA, Va. (Wire) — Rain fell in Leesburg, VA, on Monday.", ["VIENNA", "Va", "Leesburg", "VA"]),
        ("Smoke rose over Mount Qwerty and Lake Qwertz.", ["Mount Qwerty", "Lake Qwertz"]),
        ("They fled Tell al-Qwerty, in Syria.", ["Tell al-Qwerty", "Syria"]),
        ("Rain fell on Qwerty County.", ["Qwerty County"]),
        # persons, bodies, months, ordinary words
        ("Jordan Smith met Paris Hilton on a Monday in May.", []),
        ("Mr. Jackson spoke. Jackson was tired.", []),
        ("Reading books is nice. Nice people read. Of course.", []),
        ("Somali troops left.", []),
        ("The Kherson Regiment paraded.", []),
        ("The Poltava Bears beat the Sumy Wolves.", []),
        ("It cost US$40, I heard.", []),
        ("Boris London and Dr Lincoln agreed.", []),
        ("Telegram and Twitter were down.", []),
        # a common word is a place after a strong preposition if it is a large one
        ("Crowds gathered in Nice.", ["Nice"]),
    ],
)
def test_place_names_of_a_sentence(gazetteer, text, expected):
    assert names(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Paris said it would help.", "metonym"),
        ("France's troops advanced.", "metonym"),
        ("A Paris-backed group advanced.", "metonym"),
        ("A Poltava-based unit left.", "modifier"),
        ("The Poltava garrison fled.", "modifier"),
        ("They met in Paris.", "location"),
        ("They drove from the capital Paris in March.", "location"),
    ],
)
def test_the_role_of_a_name(gazetteer, text, role):
    (toponym,) = read(gazetteer, text)
    assert toponym.role == role


def test_a_name_inside_the_name_of_a_body_is_no_location(gazetteer):
    found = read(gazetteer, "In Donetsk the Donetsk People's Republic denied it.")
    assert [(t.name, t.role) for t in found] == [("Donetsk", "location"), ("Donetsk", "part-of-name")]


@pytest.mark.parametrize(
    "text", ["He left the University of Vienna.", "The Bank of Japan cut rates.", "It was the Ontario Court of Appeal."]
)
def test_a_name_that_ends_or_begins_that_of_a_body_is_no_location(gazetteer, text):
    assert all(t.role == "part-of-name" for t in read(gazetteer, text))


@pytest.mark.parametrize("text", ["Shells fell on Izium district.", "Shells fell on Izium and Chuhuiv raions."])
def test_a_second_level_division_is_no_town_of_its_name(gazetteer, text):
    assert {(t.level, t.candidates) for t in read(gazetteer, text)} == {(Level.REGION, ())}


def test_offsets_count_code_points_and_span_the_name_with_its_noun(gazetteer):
    text = "🛰️ Reports — from eastern Kharkiv region of Ukraine"
    region, country = read(gazetteer, text)
    assert text[region.start:region.end] == region.name == "Kharkiv region"
    assert (region.level, region.part) == (Level.REGION, "eastern")
    assert text[country.start:country.end] == "Ukraine"


def test_a_title_is_read_on_its_own(gazetteer):
    report = Report(id="r", text="Nothing here.", title="Sumy holds out")
    assert [t.name for t in recognise(report, gazetteer, title=True)] == ["Sumy"]
    assert recognise(report, gazetteer) == ()
    assert recognise(Report(id="r", text="Sumy"), gazetteer, title=True) == ()


@pytest.mark.parametrize("text", ["They took the village of Qwertyne.", "They took Tokmak, Qwertyne and Orikhiv."])
def test_a_name_that_only_the_wording_marks_as_a_place_is_unknown(gazetteer, text):
    found = {t.name: t for t in read(gazetteer, text)}
    assert found["Qwertyne"].resolution is Resolution.UNKNOWN
    assert found["Qwertyne"].candidates == ()


def test_nothing_is_decided_before_the_whole_report_is_seen(gazetteer):
    assert {t.resolution for t in read(gazetteer, "In Sumy and Poltava")} == {Resolution.AMBIGUOUS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Бої тривають під Полтавою і в Сумах, у Чернігівській області.",
            ["Полтавою", "Сумах", "Чернігівській області"],
        ),
        ("Войска вышли из Полтавы в Сумскую область.", ["Полтавы", "Сумскую область"]),
        ("Українські війська стояли.", []),
    ],
)
def test_inflected_names_are_found(gazetteer, text, expected):
    assert names(gazetteer, text) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", "!?.", "A" * 5000, "Ї", "’s", "-", "in in in", "\ud800 Sumy"])
def test_text_without_sense_is_no_error(gazetteer, text):
    read(gazetteer, text)


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        # towns of these names exist
        ("Climbers died on Mount Washington.", "Mount Washington", Level.AREA),
        ("They camped at Lake Como.", "Lake Como", Level.AREA),
        ("They climbed Mt. Sinjar.", "Mt. Sinjar", Level.AREA),
        ("Elephants grazed below Mount Kenya.", "Mount Kenya", Level.AREA),
        ("Fire broke out in Mount Washington.", "Mount Washington", Level.SETTLEMENT),
        ("Rain fell on Lake Charles, Louisiana.", "Lake Charles", Level.SETTLEMENT),
        ("He drove to Mount Gambier.", "Mount Gambier", Level.SETTLEMENT),  # of more than 20,000 inhabitants
    ],
)
def test_a_lake_or_mountain_is_no_town_that_bears_its_name(gazetteer, text, name, level):
    found = {t.name: t.level for t in read(gazetteer, text)}
    assert found.pop(name) is level
    assert set(found) <= {"Louisiana"}
