"""The index is built once, found again, rebuilt when it is not whole, and safe with two builders."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from geo.errors import GazetteerError
from geo.model import Level
from geo.places import index, schema, sources
from geo.places.gazetteer import open_gazetteer

TOWNS = [
    sources.Entry(key="gn:1", name="Alpha", lat=50.0, lon=30.0, level=Level.SETTLEMENT, names=("Alpha", "Альфа"),
                  country="UA", region_key="adm1:UA-32", population=5000),
    sources.Entry(key="gn:2", name="Beta", lat=50.1, lon=30.1, level=Level.SETTLEMENT, names=("Beta",),
                  country="UA", region_key="adm1:UA-32", population=9000),
]


@pytest.fixture
def small_world(monkeypatch):
    """A world of two towns, so that building takes a moment."""
    monkeypatch.setattr(sources, "cities", lambda _codes: iter(TOWNS))
    monkeypatch.setattr(sources, "words", lambda: iter([("reading", "c")]))
    monkeypatch.setattr(index, "_without_false_codes", lambda settlements: settlements)
    monkeypatch.setattr(index, "_by_polygon", lambda settlements, _countries: settlements)


def builds(folder: Path) -> list[str]:
    """Open the gazetteer; the messages of building, none if it was there."""
    said: list[str] = []
    gazetteer = open_gazetteer(cache_dir=folder, progress=lambda message, _share: said.append(message))
    assert [m.place.name for m in gazetteer.find(["beta"])["beta"]] == ["Beta"]
    gazetteer.close()
    return said


def only_index(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


@pytest.mark.usefixtures("small_world")
def test_the_index_is_built_once_and_leaves_nothing_else_behind(tmp_path):
    assert builds(tmp_path)[-1] == "Gazetteer ready"
    assert builds(tmp_path) == []
    assert only_index(tmp_path).name.startswith("gazetteer-")


@pytest.mark.usefixtures("small_world")
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda _data: b"",
        lambda _data: b"not a database at all, " * 400,
        lambda data: data[:60] + b"\0\0\0\0" + data[64:],  # user_version: as of a builder that was killed
    ],
    ids=["half", "empty", "other", "unfinished"],
)
def test_an_index_that_is_not_whole_is_built_anew(tmp_path, damage):
    builds(tmp_path)
    path = only_index(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert builds(tmp_path)[-1] == "Gazetteer ready"
    assert builds(tmp_path) == []


@pytest.mark.usefixtures("small_world")
def test_damage_inside_a_whole_looking_index_is_mended_at_the_first_question(tmp_path):
    builds(tmp_path)
    path = only_index(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))
    # The pages of `meta` may be among the damaged ones or not: in either case the answer comes, from a good index.
    builds(tmp_path)
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.usefixtures("small_world")
def test_other_inputs_make_another_index(tmp_path, monkeypatch):
    builds(tmp_path)
    monkeypatch.setattr(schema, "digest", lambda: "0123456789abcdef")
    assert builds(tmp_path)[-1] == "Gazetteer ready"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.usefixtures("small_world")
def test_of_older_indexes_one_is_kept(tmp_path, monkeypatch):
    for number in range(4):
        monkeypatch.setattr(schema, "digest", lambda number=number: f"{number:016x}")
        builds(tmp_path)
        for path in tmp_path.iterdir():
            os.utime(path, (number, number))
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.usefixtures("small_world")
def test_a_folder_that_cannot_be_one_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match=r"expected a folder for the gazetteer.*GROUNDSHIFT_CACHE"):
        open_gazetteer(cache_dir=tmp_path / "file")


@pytest.mark.usefixtures("small_world")
def test_the_cache_folder_is_the_one_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("GROUNDSHIFT_CACHE", str(tmp_path / "chosen"))
    open_gazetteer().close()
    assert only_index(tmp_path / "chosen").suffix == ".sqlite"


def test_two_builders_at_once_end_with_one_good_index(tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "import test_index as t\n"
        "from geo.places import index, sources\n"
        "sources.cities = lambda codes: iter(t.TOWNS)\n"
        "sources.words = lambda: iter(())\n"
        "index._without_false_codes = lambda s: s\n"
        "index._by_polygon = lambda s, c: s\n"
        "t.builds(Path(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path), str(Path(__file__).parent)]
    builders = [subprocess.Popen(command) for _ in range(2)]
    assert [b.wait(timeout=120) for b in builders] == [0, 0]
    assert sqlite3.connect(only_index(tmp_path)).execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.usefixtures("small_world")
def test_the_same_inputs_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        index.build(tmp_path / name, digest="x")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_worlds_index_is_small_and_holds_every_settlement_of_a_region_once(gazetteer):
    info = gazetteer.info()
    assert info["places"] > 234_000
    assert info["bytes"] <= 60_000_000
    settlements = gazetteer.settlements("adm1:UA-63")
    assert settlements[0].name == "Kharkiv"
    assert len({p.key for p in settlements}) == len(settlements) > 150
    assert all(p.region == "Kharkiv Oblast" and p.country == "UA" for p in settlements)


def test_a_region_whose_code_was_given_to_another_is_told_by_its_border(gazetteer):
    # GeoNames numbers the French regions of 2016 as Natural Earth numbers departments: FR.11 is no longer the Aude.
    paris = gazetteer.place("gn:2988507")
    assert paris.region == "Paris"


@pytest.mark.usefixtures("small_world")
def test_a_copied_index_serves_from_its_new_place(tmp_path):
    builds(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert builds(tmp_path / "b") == []


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ("Izium Izyum Izum Ізюм Изюм Izjum", "gn:707292"),
        ("Kupiansk Kup'yansk Kup’yansk Kupʼyansk Kup`yansk Купянск Куп'янськ Куп’янськ", "gn:703656"),
        ("Kyiv Kiev Київ Киев Kyjiv Kyïv", "gn:703448"),
        ("Lysychansk Lisichansk Lysyčansk Лисичанськ Лисичанск", "gn:702972"),
        ("Sievierodonetsk Severodonetsk Сєвєродонецьк Северодонецк", "gn:691999"),
    ],
)
def test_the_spellings_of_a_town_reach_it(gazetteer, names, key):
    from geo.places.fold import keys

    lost = [n for n in names.split() if key not in {m.place.key for k in keys(n) for m in gazetteer.find([k])[k]}]
    assert lost == []


@pytest.mark.parametrize("name", ["Zambezi", "Sea of Azov", "Donbas", "Nagorno-Karabakh", "Taiwan Strait", "Dniester"])
def test_seas_rivers_and_well_known_parts_are_areas_with_an_extent(gazetteer, name):
    from geo.places.fold import keys

    area = next(m.place for m in gazetteer.find(keys(name))[keys(name)[0]] if m.place.level is Level.AREA)
    west, south, east, north = gazetteer.extent(area.key)
    assert west < area.lon < east
    assert south < area.lat < north


def test_regions_and_countries_have_the_extent_of_their_borders(gazetteer):
    west, south, east, north = gazetteer.extent("country:CH")
    # The corners of Switzerland: Chancy, Chiasso, Val Müstair, Bargen.
    assert (west, south, east, north) == pytest.approx((5.96, 45.82, 10.49, 47.81), abs=0.05)
    assert gazetteer.extent("gn:707292") is None
