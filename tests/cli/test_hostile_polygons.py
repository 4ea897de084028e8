"""Polygons as people have them: regions that only one side reaches, ground that is all contested, none to pass on."""

import csv
import io

import pytest
from squares import DEGREE, polygons


def test_a_region_that_is_all_contested_does_not_stop_the_others(run, tmp_path):
    """West of 35° E and east of 38° E lie regions that the square degree of Red does not reach."""
    drawn = ("Red", (36, 49, 37, 50)), ("contested", (39, 49, 41, 50))
    before = polygons(tmp_path / "2024-05-01.geojson", *drawn)
    after = polygons(tmp_path / "2024-05-02.geojson", ("Red", (36, 49, 36.5, 50)), drawn[1])
    code, out, _ = run("diff", before, after, "--by", "region", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert sum(float(row["lost_km2"]) for row in rows) == pytest.approx(DEGREE / 2, abs=0.01)


def test_ground_that_is_all_contested_is_compared_to_nobodys_gain(run, tmp_path):
    before = polygons(tmp_path / "a.geojson", ("contested", (35, 49, 36, 50)))
    after = polygons(tmp_path / "b.geojson", ("contested", (35, 49, 37, 50)))
    assert run("diff", before, after, "--format", "csv")[:2] == (
        0,
        "side,gained_km2,lost_km2,net_km2,before_km2,after_km2\n",
    )


@pytest.mark.usefixtures("gazetteer")
@pytest.mark.parametrize("name", ["out.csv", "out.geojson", "out.gpkg", "out.kml"])
def test_an_export_that_would_hold_nothing_is_refused(run, tmp_path, name):
    folder = tmp_path / "days"
    folder.mkdir()
    for day in range(1, 8):
        polygons(folder / f"2024-05-0{day}.geojson", ("Red", (35, 49, 36, 50)))
    output = tmp_path / name
    code, out, err = run("export", folder, "-o", output)
    assert (code, out, len(err.splitlines()), output.exists()) == (2, "", 1, False)
    assert "--redistributable" in err


@pytest.mark.usefixtures("gazetteer")
def test_many_files_make_one_warning(run, tmp_path):
    for day in range(1, 9):
        polygons(tmp_path / f"2024-05-0{day}.geojson", ("Red", (35, 49, 36, 50)))
    code, _, err = run("map", tmp_path, "-o", tmp_path / "map.html")
    assert (code, len(err.splitlines())) == (0, 1)
    assert "2024-05-05.geojson and 3 more: ask whoever drew them" in err


@pytest.mark.usefixtures("gazetteer")
def test_what_is_odd_about_a_baseline_is_said(run, tmp_path):
    (tmp_path / "report.txt").write_text("date 2024-05-31 Quiet day\n\nUkrainian forces retook Izium, Kyiv said.\n")
    before = polygons(tmp_path / "before.geojson", ("Red", (35, 49, 36, 50)), ("Blue", (35.5, 49, 37, 50)))
    code, _, err = run("control", tmp_path / "report.txt", "--baseline", before)
    assert code == 0
    assert "before.geojson: Blue and Red overlap by 4,028.1 km²" in err
