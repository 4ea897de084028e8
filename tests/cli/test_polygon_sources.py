"""Polygons among the sources of `areas`, `control`, `map` and `diff`: what answers, and from which file."""

import csv
import io

import pytest
from squares import DEGREE, polygons


@pytest.fixture
def table(run):
    """Run a command that writes CSV: its exit code, rows and messages."""

    def command(*arguments):
        code, out, err = run(*arguments)
        return code, list(csv.DictReader(io.StringIO(out))), err

    return command


@pytest.fixture
def points(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("place,lat,lon\nWithin,49.5,35.5\nFought over,49.5,36.5\nBeyond,10,10\n")
    return path


@pytest.mark.usefixtures("gazetteer")
def test_contested_ground_has_a_row_of_no_side(table, tmp_path):
    path = polygons(tmp_path / "2021-05-01.geojson", ("contested", (35, 49, 37, 50)))
    code, (row,), _ = table("areas", path, "--format", "csv")
    assert (code, row["measure"], row["side"], row["until"]) == (0, "contested", "", "2021-05-01")
    assert float(row["central_km2"]) == pytest.approx(2 * DEGREE, abs=0.1)


@pytest.mark.usefixtures("gazetteer")
def test_points_are_answered_with_the_name_of_the_file(table, tmp_path, points):
    path = polygons(tmp_path / "2021-05-01.geojson", ("Red", (35, 49, 36, 50)), ("contested", (36, 49, 37, 50)))
    code, rows, _ = table("control", path, "--at", points, "--on", "2021-05-02", "--format", "csv")
    assert code == 0
    assert [(r["controller"], r["status"], r["basis"], r["claims"]) for r in rows] == [
        ("Red", "held", "claimed", "2021-05-01.geojson"),
        ("", "contested", "claimed", "2021-05-01.geojson"),
        ("", "unknown", "", ""),
    ]


@pytest.mark.usefixtures("gazetteer")
def test_a_baseline_answers_with_the_name_of_its_file(table, tmp_path, points):
    report = tmp_path / "report.txt"
    report.write_text("date 2022-09-11 Quiet\n\nUkrainian forces retook Izium in Kharkiv region, Kyiv said.\n")
    before = polygons(tmp_path / "before.geojson", ("Russia", (35, 49, 37, 50)))
    code, rows, _ = table(
        "control", report, "--baseline", before, "--at", points, "--on", "2022-09-11", "--format", "csv"
    )
    assert code == 0
    # The first point lies in a region in which nothing is told, the second in that of Izium.
    assert [(r["controller"], r["basis"], r["claims"]) for r in rows] == [
        ("Russia", "inferred", "before.geojson"),
        ("Russia", "inferred", "before.geojson"),
        ("", "", ""),
    ]


@pytest.mark.usefixtures("gazetteer")
def test_polygons_of_no_day_alone_are_refused_in_one_sentence(table, tmp_path):
    path = polygons(tmp_path / "a.geojson", ("Red", (35, 49, 36, 50)))
    code, rows, err = table("areas", path, "--format", "csv")
    assert (code, rows, len(err.splitlines())) == (2, [], 1)
    assert "expected polygons with a date" in err


@pytest.mark.usefixtures("gazetteer")
def test_a_map_of_polygons_is_called_by_their_sides(table, tmp_path):
    path = polygons(tmp_path / "2021-05-01.geojson", ("Red", (35, 49, 36, 50)), ("Blue", (36, 49, 37, 50)))
    assert table("map", path, "-o", tmp_path / "map.html")[0] == 0
    assert "<title>Blue · Red" in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_two_folders_of_one_day_each_are_before_and_after(table, tmp_path):
    for day, edge in (("2021-05-01", 36), ("2021-05-02", 37)):
        polygons(tmp_path / day / "one.geojson", ("Red", (35, 49, edge, 50)))
        polygons(tmp_path / day / "two.geojson", ("Blue", (edge, 49, 38, 50)))
    code, rows, _ = table("diff", tmp_path / "2021-05-01", tmp_path / "2021-05-02", "--format", "csv")
    assert code == 0
    assert [(row["side"], float(row["net_km2"])) for row in rows] == [
        ("Blue", pytest.approx(-DEGREE, abs=0.002)),
        ("Red", pytest.approx(DEGREE, abs=0.002)),
    ]
    assert list(rows[0]) == ["side", "gained_km2", "lost_km2", "net_km2", "before_km2", "after_km2"]
