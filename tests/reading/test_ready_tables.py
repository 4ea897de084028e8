"""Tables of ready claims: each good row is a claim, each bad one is named."""

from datetime import date

import pytest

from geo.model import Event, Level, Resolution, Stance
from geo.reading import read_sources

FIGURE = "type,value,unit,km2,change,actor,since\n"


@pytest.fixture
def read(tmp_path):
    def call(content: str | bytes):
        path = tmp_path / "week.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sources([path])

    return call


def test_place_and_event_make_a_claim(read):
    (claim,) = read("Place, EVENT\nAville,captured\n").claims
    assert (claim.id, claim.report, claim.place, claim.event) == ("week#2", "week", "Aville", Event.CAPTURED)
    assert (claim.stance, claim.background, claim.confidence) == (Stance.REPORTS, False, 1.0)
    assert (claim.when.best, claim.when.edtf, claim.actor) == (None, None, None)
    assert (claim.toponym.place, claim.toponym.resolution, claim.toponym.level) == (None, Resolution.UNKNOWN, None)


def test_each_column_is_read_as_what_it_is(read):
    (claim,) = read(
        "\ufeffid,report,place,canonical,geonameid,country,region,lat,lon,level,event,denied_event,actor,opponent,stance,"
        "background,date,date_from,quote,start,end,confidence,in_title,corrected\r\n"
        "c1,r1,Avile,Aville,7,XA,North,1.5,-2.5,facility,denied,captured,Reds,Blues,denies,TRUE,2031-05-06,2031-05-01,"
        "'=Avile fell,5,16,0.25,false,pin: moved\r\n"
    ).claims
    assert (claim.id, claim.report, claim.quote, claim.start, claim.end) == ("c1", "r1", "=Avile fell", 5, 16)
    assert (claim.event, claim.denied_event, claim.stance, claim.background) == (
        Event.DENIED, Event.CAPTURED, Stance.DENIES, True,
    )  # fmt: skip
    assert (claim.when.earliest, claim.when.latest) == (date(2031, 5, 1), date(2031, 5, 6))
    assert (claim.confidence, claim.corrected) == (0.25, ("pin: moved",))
    place = claim.toponym.place
    assert (place.name, place.key, place.lat, place.lon, place.level) == ("Aville", "gn:7", 1.5, -2.5, Level.FACILITY)


def test_a_figure_keeps_its_unit_beside_square_kilometres(read):
    (figure,) = read(FIGURE + "area,770,sq mi,1994.3,gained,Reds,2031-05-01\n").claims
    assert (figure.value, figure.unit, figure.km2, figure.change) == (770.0, "sq mi", 1994.3, "gained")
    assert (figure.actor, figure.since, figure.until) == ("Reds", date(2031, 5, 1), None)


def test_a_run_that_found_no_claims_left_a_table_without_faults(read):
    reading = read("type,id,report,place,event,start,end\n")
    assert (reading.claims, reading.faults) == ((), ())


def test_what_an_explanation_rejected_is_no_claim(read):
    assert len(read("type,place,event\nrejected,A,\nclaim,B,held\n").claims) == 1


def test_an_id_that_comes_twice_counts_once_with_a_warning(read):
    reading = read("id,place,event\nx,A,held\nx,B,held\n")
    assert [claim.place for claim in reading.claims] == ["A"]
    assert ["'x' was there before" in warning.message for warning in reading.warnings] == [True]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A,,,,,", "a value in the column event"),
        ("A,exploded,,,,", "captured, liberated"),
        (",held,,,,", "a value in the column place"),
        ("A,held,91,0,,", "in degrees"),
        ("A,held,1,,,", "both lat and lon"),
        ("A,held,nan,1,,", "a number in the column lat, got 'nan'"),
        ("A,held,,,2031-02-30,", "'2031-02-30'"),
        ("A,held,,,0001-01-01,", "years 1000"),
        ("A,held,,,2031-02-03,maybe", "true or false in the column background, got 'maybe'"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_others_are_read(read, row, words):
    reading = read(f"place,event,lat,lon,date,background\nB,held,,,,\n{row}\nC,held,,,,\n")
    assert [claim.place for claim in reading.claims] == ["B", "C"]
    (fault,) = reading.faults
    assert fault.source.endswith("week.csv, line 3")
    assert words in fault.message


@pytest.mark.parametrize(
    "row", ["area,,ha,1,gained,,", "area,1,,1,gained,,", "area,1,ha,,gained,,", "area,1,ha,1,won,,"]
)
def test_a_figure_needs_all_that_makes_it_one(read, row):
    reading = read(FIGURE + row + "\n")
    assert (reading.claims, len(reading.faults)) == ((), 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "event and place at least, got ''"),
        ("a,b\n1,2\n", "got 'a, b'"),
        ("place,event\n", "no row"),
        ("date,place,controller,status,basis\n", "itself wrote"),
        ("place,event\n" + "x" * 200_000 + ",held\n", "field larger than field limit"),
        ("place,event\nÉ,held\n".encode("latin-1"), "byte 0xc9"),
        ("place,event\nA\0,held\n", "NUL"),
    ],
)
def test_what_is_no_such_table_is_a_fault(read, content, words):
    (fault,) = read(content).faults
    assert words in fault.message
    assert len(fault.message) < 300
