"""Files made to do harm end in one sentence, within bounds, with nothing written."""

import json
import math
import os
import sqlite3

import geopandas
import pytest
import shapely

from geo import cli

SQUARE = [[35, 49], [36, 49], [36, 50], [35, 50], [35, 49]]


@pytest.fixture
def refused(capsys):
    """Run a command that is to fail with one line on standard error; gives that line."""

    def command(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert (code, out, len(err.splitlines())) == (2, "", 1), err
        return err

    return command


def collection(path, *rings, **properties):
    features = [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for ring in rings
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_front_matter_nested_to_end_the_process_is_refused(refused, tmp_path):
    """libyaml's composer calls itself for each list in a list."""
    path = tmp_path / "report.md"
    path.write_text("---\ntitle: " + "[" * 30_000 + "\n---\nRebels took Aville.\n")
    assert "lists in lists" in refused("claims", path)


@pytest.mark.parametrize(
    ("name", "head", "words"),
    [
        ("week.jsonl", b'{"text": "', "got binary data: what stands behind it was not read"),
        ("week.csv", b"place,event\n", "at most 256 MiB, got 300"),
    ],
)
def test_a_sparse_file_is_not_read_into_memory(refused, tmp_path, name, head, words):
    path = tmp_path / name
    path.write_bytes(head)
    os.truncate(path, 300 << 20)
    assert words in refused("claims", path)


@pytest.mark.usefixtures("gazetteer")
def test_a_row_without_end_is_named_and_the_rows_before_it_are_kept(capsys, tmp_path):
    path = tmp_path / "week.csv"
    path.write_text("place,event\nIzium,captured\n" + "x" * 2_000_000)
    assert cli.run(["claims", str(path), "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert "Izium" in out
    assert "line 3 has 1,048,576 bytes or more" in err


@pytest.mark.usefixtures("gazetteer")
def test_rows_may_end_as_old_machines_end_them(capsys, tmp_path):
    path = tmp_path / "week.csv"
    path.write_bytes(b"place,event\rIzium,captured\rLyman,captured\r")
    assert cli.run(["claims", str(path), "--format", "jsonl"]) == 0
    assert [json.loads(line)["place"] for line in capsys.readouterr().out.splitlines()] == ["Izium", "Lyman"]


def test_a_number_beyond_all_numbers_is_no_degree(refused, tmp_path):
    good = collection(tmp_path / "a.geojson", SQUARE, controller="Red")
    bad = collection(tmp_path / "b.geojson", [[10**400, 49], *SQUARE[1:]], controller="Red")
    assert "number 1 is none (coordinates that are no degrees)" in refused("diff", good, bad)


def test_a_scribble_is_not_repaired_for_hours(refused, tmp_path):
    """A star of 601 points whose lines cross nearly all others: 601 · 598 / 2 = 179,699 crossings."""
    points = [2 * math.pi * 300 * n / 601 for n in range(601)]
    star = [[36 + math.cos(angle), 49 + math.sin(angle)] for angle in points]
    good = collection(tmp_path / "a.geojson", SQUARE, controller="Red")
    bad = collection(tmp_path / "b.geojson", [*star, star[0]], controller="Red")
    assert "does so 20,000 times and more" in refused("diff", good, bad)


def geopackage(path, layer):
    red = geopandas.GeoDataFrame({"controller": ["Red"]}, geometry=[shapely.box(35, 49, 36, 50)], crs="EPSG:4326")
    red.to_file(path, layer=layer)
    return path


def test_a_geopackage_that_computes_its_cells_is_refused(refused, tmp_path):
    good, bad = geopackage(tmp_path / "a.gpkg", "a"), geopackage(tmp_path / "b.gpkg", "b")
    with sqlite3.connect(bad) as db:
        db.execute("ALTER TABLE b ADD COLUMN huge TEXT AS (hex(zeroblob(400000000)))")
    db.close()
    assert "with programs in it" in refused("diff", good, bad)


def test_a_workspace_that_computes_its_cells_is_refused(refused, tmp_path):
    path = tmp_path / "work.gpkg"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE groundshift (key, value)")
        db.execute("CREATE TABLE claims (event, place TEXT AS (hex(zeroblob(400000000))))")
        db.execute("INSERT INTO claims (event) VALUES ('captured')")
    db.close()
    assert "too big" in refused("claims", path)


def test_a_message_about_kml_is_the_same_each_time(refused, tmp_path):
    good = collection(tmp_path / "a.geojson", SQUARE, controller="Red")
    path = tmp_path / "b.kml"
    path.write_text(
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder></Document></kml>'
    )
    assert "pyogrio" not in refused("diff", good, path)
