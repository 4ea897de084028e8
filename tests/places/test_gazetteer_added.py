"""Gazetteers that a user adds: what is read, what is left out and counted, and that better entries stay as they are."""

import os
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from geo.errors import GazetteerError, InputError
from geo.model import Level
from geo.places import dumps, index, sources
from geo.places.added import Form, remove_gazetteers
from geo.places.adding import add_gazetteers
from geo.places.gazetteer import open_gazetteer

KYIV, KHARKIV = "adm1:UA-32", "adm1:UA-63"  # (50, 30) lies well inside the one oblast, (49.7, 36.8) the other
TOWNS = [
    sources.Entry(key="gn:1", name="Alpha", lat=50.0, lon=30.0, level=Level.SETTLEMENT, names=("Alpha", "Альфа"),
                  country="UA", region_key=KYIV, population=5000),
    sources.Entry(key="gn:2", name="Beta", lat=50.0, lon=30.2, level=Level.SETTLEMENT, names=("Beta",), country="UA",
                  region_key=KYIV),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The cache of a world of two towns."""
    folder = tmp_path_factory.mktemp("base")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "cities", lambda _codes: iter(TOWNS))
        patch.setattr(sources, "words", lambda: iter(()))
        patch.setattr(index, "_without_false_codes", lambda settlements: settlements)
        patch.setattr(index, "_by_polygon", lambda settlements, _countries: settlements)
        open_gazetteer(cache_dir=folder).close()
    return folder


@pytest.fixture
def cache(base, tmp_path):
    folder = tmp_path / "cache"
    shutil.copytree(base, folder)
    return folder


@pytest.fixture
def add(cache, tmp_path):
    def call(text, file="mine.csv", **options):
        path = tmp_path / file
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (row,) = add_gazetteers([path], cache_dir=cache, **options)
        return row

    return call


def dump(number, name, lat, lon, *, kind="P", code="PPL", admin1="13", population="0", others=""):
    cells = [str(number), name, name, others, str(lat), str(lon), kind, code, "UA", "", admin1, "", "", "", population]
    return "\t".join([*cells, "", "", "Europe/Kyiv", "2024-01-01"]) + "\n"


def postal(name, lat, lon, *, region="Kyivska", accuracy="4", code="12"):
    return "\t".join(["UA", "08000", name, region, code, "", "", "", "", str(lat), str(lon), accuracy]) + "\n"


def found(cache, key):
    with opened(cache) as gazetteer:
        return [m.place for m in gazetteer.find([key])[key]]


def opened(cache):
    return closing(open_gazetteer(cache_dir=cache))


def test_a_csv_file_needs_a_name_and_a_position(add, cache):
    row = add("name,lat,lon\nGamma,49.7,36.8\n")
    assert (row["name"], row["rows"], row["places"], row["new"], row["merged"]) == ("mine", 1, 1, 1, 0)
    (place,) = found(cache, "gamma")
    assert (place.lat, place.lon, place.country, place.region_key) == (49.7, 36.8, "UA", KHARKIV)
    assert place.level is Level.SETTLEMENT
    assert place.geonameid is None


def test_a_csv_file_may_say_more(add, cache):
    add("name;lon;lat;country;region;level;population;alternate names\n"
        "Gamma Dam;36.8;49.7;Ukraine;Kharkiv Oblast;facility;0;Great Gamma Dam|GGD\n")
    (place,) = found(cache, "great gamma dam")
    assert (place.name, place.level, place.region_key) == ("Gamma Dam", Level.FACILITY, KHARKIV)


def test_a_dump_gives_settlements_of_today_with_their_numbers(add, cache):
    row = add(
        dump(7, "Gamma", 50.1, 30.0, population="300", others="Hamma,Гамма") + dump(8, "Gamma", 50.1, 30.0, kind="H")
        + dump(9, "Old Gamma", 50.1, 30.0, code="PPLH"), "UA.txt",
    )
    assert (row["form"], row["places"], row["left_out"]) == (Form.DUMP, 1, "2 not a settlement of today")
    assert row["licence"] == "GeoNames, CC BY 4.0: credit GeoNames"
    (place,) = found(cache, "hamma")
    assert (place.key, place.geonameid, place.population, place.region_key) == ("gn:7", 7, 300, KYIV)


def test_a_dumps_place_that_is_there_by_its_number_gains_names_only(add, cache):
    row = add(dump(1, "Alfa-on-Dnipro", 51.0, 31.0, population="9"), "UA.txt")
    assert (row["new"], row["merged"]) == (0, 1)
    (place,) = found(cache, "alfa on dnipro")
    assert (place.name, place.lat, place.lon, place.population) == ("Alpha", 50.0, 30.0, 5000)


def test_where_a_dumps_code_is_wrong_the_border_decides(add, cache):
    add(dump(7, "Gamma", 49.7, 36.8, admin1="13"), "UA.txt")
    assert found(cache, "gamma")[0].region_key == KHARKIV


def test_postal_rows_outside_their_own_region_are_dropped_and_counted(add, cache):
    row = add(postal("Гамма", 50.1, 30.0) + postal("Зета", 49.7, 36.8), "postal.txt")
    assert (row["form"], row["places"], row["left_out"]) == (Form.POSTAL, 1, "1 outside its own region")
    assert found(cache, "zeta") == []
    assert found(cache, "hamma")[0].name == "Hamma"


def test_the_region_of_a_postal_row_is_the_one_it_names_not_the_one_of_its_code(add, cache):
    # "12" is GeoNames' number of the city of Kyiv, and this file's of the oblast around it.
    add(postal("Гамма", 50.1, 30.0, region="Kyivska", code="12"), "postal.txt")
    assert found(cache, "hamma")[0].region_key == KYIV


def test_postal_positions_that_are_only_estimated_are_dropped(add):
    row = add("".join(postal("Гамма", 50.1, 30.0 + i / 10, accuracy=a) for i, a in enumerate(("1", "", "3", "6"))),
              "postal.txt")
    assert (row["places"], row["left_out"]) == (2, "2 position only estimated")


def test_the_postal_codes_of_one_place_are_one_place_and_the_council_is_no_part_of_its_name(add, cache):
    row = add(postal("Гамма (Гаммівська сільська рада)", 50.1, 30.0) * 2 + postal("Гамма", 50.11, 30.0), "postal.txt")
    assert (row["rows"], row["places"], row["new"], row["left_out"]) == (3, 2, 1, "1 given before")
    assert len(found(cache, "hamma")) == 1


@pytest.mark.parametrize(
    ("lat", "new"),
    # A degree of latitude is 111.2 km.
    [(50.044, 0), (50.046, 1)], ids=["4.9 km", "5.1 km"],
)
def test_who_bears_the_name_of_a_better_entry_near_by_is_that_entry(add, cache, lat, new):
    row = add(f"name,lat,lon,population,alternate names\nAlpha,{lat},30.0,77,Alphaville\n")
    assert row["new"] == new
    (place,) = found(cache, "alphaville")
    assert (place.lat, place.population) == ((lat, 77) if new else (50.0, 5000))


def test_a_better_entry_without_inhabitants_learns_their_number(add, cache):
    add("name,lat,lon,population\nBeta,50.0,30.2,410\n")
    assert [(p.key, p.population) for p in found(cache, "beta")] == [("gn:2", 410)]


def test_a_facility_is_not_the_village_of_its_name(add):
    assert add("name,lat,lon,level\nAlpha,50.0,30.0,facility\n")["new"] == 1


@pytest.mark.parametrize("first", ["postal", "dump"])
def test_the_better_gazetteer_counts_whichever_was_added_first(add, cache, first):
    files = {"postal": (postal("Гамма", 50.12, 30.0), "p.txt"), "dump": (dump(7, "Hamma", 50.1, 30.0), "UA.txt")}
    for which in (first, *(files.keys() - {first})):
        add(*files[which])
    assert [(p.key, p.lat) for p in found(cache, "hamma")] == [("gn:7", 50.1)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("G,91,36.8,,", "coordinates off the Earth"),
        ("G,49.7,-180.5,,", "coordinates off the Earth"),
        ("G,nan,36.8,,", "coordinates off the Earth"),
        ("G,north,36.8,,", "coordinates that are no numbers"),
        ("G,0,0,,", "coordinates left at 0, 0"),
        (" ,49.7,36.8,,", "no usable name"),
        ("G\x1b[31m,49.7,36.8,,", "no usable name"),
        ("G,49.7,36.8", "wrong number of columns"),
        ('"G,49.7,36.8,,', "wrong number of columns"),
        ("G\0,49.7,36.8,,", "no text"),
        (b"\xff\xfe,49.7,36.8,,", "no text"),
        ("G,49.7,36.8,Kyiv Oblast,", "outside its own region"),
        ("G,49.7,36.8,,many", "population that is no number"),
        ("G,49.7,36.8,,-5", "population that is no number"),
    ],
)
def test_a_bad_row_is_left_out_and_counted(add, line, reason):
    rows = [b"name,lat,lon,region,population,country", b"Gamma,49.7,36.8,,,UA"]
    bad = line if isinstance(line, bytes) else line.encode()
    row = add(b"\n".join([*rows, bad + b",UA", b""]))
    assert (row["rows"], row["places"], row["left_out"]) == (2, 1, f"1 {reason}")


def test_a_line_without_end_is_not_read_into_memory(add, monkeypatch):
    monkeypatch.setattr(dumps, "_LONGEST_LINE", 1000)
    row = add("name,lat,lon\nGamma,49.7,36.8\n" + "x" * 5500 + "\nZeta,49.7,36.8\n")
    assert (row["places"], row["left_out"]) == (2, "1 no text")


def test_a_file_may_lie_in_the_archive_it_came_in(add, cache, tmp_path):
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "what the columns are")
        archive.writestr("UA.txt", dump(7, "Gamma", 50.1, 30.0))
    assert add((tmp_path / "UA.zip").read_bytes(), "UA.zip")["name"] == "ua"
    assert len(found(cache, "gamma")) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "got nothing"),
        ("a\tb\n" * 5, "got lines of 2 tab-separated columns"),
        ("Gamma is a town\n", "got 'Gamma is a town'"),
        (b"\0" * 5000, "got nothing"),
        (b"PK\x03\x04 no archive", "got "),
        ("name,lat,lon\n", r"got none in 0 rows \(it is empty\)"),
        ("name,lat,lon\nG,91,0\nH,92,0\n", r"got none in 2 rows \(2 coordinates off the Earth\)"),
    ],
    ids=["empty", "two columns", "prose", "zeros", "no archive", "header only", "all bad"],
)
def test_a_file_of_no_use_is_refused_in_one_sentence_and_changes_nothing(add, cache, text, said):
    add("name,lat,lon\nGamma,49.7,36.8\n")
    with pytest.raises(InputError, match=f"expected .* {said}"):
        add(text)
    assert len(found(cache, "gamma")) == 1
    assert [p.name for p in (cache / "added").iterdir()] == ["mine.sqlite"]


def test_of_several_files_none_is_added_unless_all_are_good(cache, tmp_path):
    (tmp_path / "good.csv").write_text("name,lat,lon\nGamma,49.7,36.8\n")
    (tmp_path / "bad.csv").write_text("name\n")
    with pytest.raises(InputError, match=r"bad\.csv"):
        add_gazetteers([tmp_path / "good.csv", tmp_path / "bad.csv"], cache_dir=cache)
    assert list((cache / "added").iterdir()) == []
    assert found(cache, "gamma") == []


def test_adding_again_replaces(add, cache):
    add("name,lat,lon\nGamma,49.7,36.8\n")
    add("name,lat,lon\nZeta,49.7,36.8\n")
    assert (found(cache, "gamma"), len(found(cache, "zeta"))) == ([], 1)


def test_removing_gives_back_the_gazetteer_as_it_was(add, cache):
    with opened(cache) as gazetteer:
        before = gazetteer.info()
    add("name,lat,lon,alternate names\nAlpha,50.0,30.0,Alphaville\n")
    remove_gazetteers(["mine"], cache_dir=cache)
    with opened(cache) as gazetteer:
        assert gazetteer.info() == before
    assert found(cache, "alphaville") == []
    with pytest.raises(InputError, match=r"expected the name of an added gazetteer \(there are none\), got 'mine'"):
        remove_gazetteers(["mine"], cache_dir=cache)


def test_an_index_that_is_rebuilt_loses_nothing(add, cache):
    add("name,lat,lon\nGamma,49.7,36.8\n")
    for path in cache.glob("extended-*.sqlite"):
        path.write_bytes(path.read_bytes()[:5000])
    assert len(found(cache, "gamma")) == 1


def test_a_region_lists_added_settlements(add, cache):
    add("name,lat,lon\nGamma,49.7,36.8\n")
    with opened(cache) as gazetteer:
        assert [p.name for p in gazetteer.settlements(KHARKIV) if p.key.startswith("user:")] == ["Gamma"]


def test_a_damaged_gazetteer_is_named_and_can_be_removed_or_added_again(add, cache):
    add("name,lat,lon\nGamma,49.7,36.8\n")
    (cache / "added" / "mine.sqlite").write_bytes(b"no database " * 500)
    with pytest.raises(GazetteerError, match=r"added gazetteer 'mine' to be readable.*gazetteer remove mine"):
        open_gazetteer(cache_dir=cache)
    add("name,lat,lon\nZeta,49.7,36.8\n")
    assert len(found(cache, "zeta")) == 1
    (cache / "added" / "mine.sqlite").write_bytes(b"")
    remove_gazetteers(["mine"], cache_dir=cache)
    assert found(cache, "zeta") == []


@pytest.mark.parametrize(
    ("file", "name"), [("UA.txt", "ua"), ("Мої села 2024.csv", "moi-sela-2024"), ("....csv", "added")]
)
def test_a_gazetteer_is_called_like_its_file_in_plain_letters(add, file, name):
    assert add("name,lat,lon\nGamma,49.7,36.8\n", file)["name"] == name


def test_a_name_that_is_no_plain_one_is_refused(add):
    with pytest.raises(InputError, match=r"got '\.\./etc': try 'etc'"):
        add("name,lat,lon\nGamma,49.7,36.8\n", name="../etc")


def test_the_licence_is_kept_and_shown(add, cache):
    assert add("name,lat,lon\nGamma,49.7,36.8\n")["licence"].startswith("none stated")
    add("name,lat,lon\nGamma,49.7,36.8\n", licence="ODbL")
    with opened(cache) as gazetteer:
        assert [row["licence"] for row in gazetteer.added()] == ["ODbL"]
        assert str(gazetteer.info()["sources"]).endswith("; mine (ODbL)")


def test_two_that_add_at_once_both_succeed(cache, tmp_path):
    script = (
        "import sys; from pathlib import Path\n"
        "from geo.places.adding import add_gazetteers\n"
        "add_gazetteers([Path(sys.argv[1])], cache_dir=Path(sys.argv[2]))\n"
    )
    adders = []
    for name, lat in (("one", 49.7), ("two", 49.8)):
        (tmp_path / f"{name}.csv").write_text(f"name,lat,lon\n{name},{lat},36.8\n")
        command = [sys.executable, "-c", script, str(tmp_path / f"{name}.csv"), str(cache)]
        adders.append(subprocess.Popen(command, cwd=Path(__file__).parents[2]))
    assert [a.wait(timeout=120) for a in adders] == [0, 0]
    assert len(found(cache, "one")) == len(found(cache, "two")) == 1


def test_an_index_just_made_stays_for_whoever_is_about_to_open_it_and_an_old_one_goes(add, cache):
    add("name,lat,lon\nGamma,49.7,36.8\n")
    (old,) = cache.glob("extended-*.sqlite")
    add("name,lat,lon\nZeta,49.7,36.8\n")
    assert old.exists()
    os.utime(old, (0, 0))
    add("name,lat,lon\nEta,49.7,36.8\n")
    assert not old.exists()
