"""`diff`, and polygons as a source of the other commands."""

import csv
import io
import json

import pyogrio
import pytest
import shapely
from shapely.geometry import box, mapping
from squares import DEGREE, polygons

from geo import pipeline
from geo.reading import Legend

CONTRACT = ["side", "gained_km2", "lost_km2", "net_km2", "before_km2", "after_km2"]


@pytest.fixture
def pair(tmp_path):
    folder = tmp_path / "maps"
    folder.mkdir()
    return (
        polygons(folder / "2021-05-01.geojson", ("Red", (35, 49, 37, 50)), ("Blue", (34, 49, 35, 50))),
        polygons(folder / "2021-05-02.geojson", ("Red", (36, 49, 37, 50)), ("Blue", (34, 49, 36, 50))),
    )


def test_a_row_a_side_to_standard_output_and_the_ground_to_a_file(run, pair, tmp_path):
    output = tmp_path / "changes.geojson"
    code, out, err = run("diff", *pair, "-o", output)
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, [list(row) for row in rows]) == (0, [CONTRACT, CONTRACT])
    blue, red = (list(row.values()) for row in rows)
    assert blue == ["Blue", *(pytest.approx(n * DEGREE, abs=0.002) for n in (1, 0, 1, 1, 2))]
    assert red == ["Red", *(pytest.approx(n * DEGREE, abs=0.002) for n in (0, 1, -1, 2, 1))]
    document = json.loads(output.read_text())
    gained, lost = document["features"]
    assert [(f["properties"]["side"], f["properties"]["change"]) for f in (gained, lost)] == [
        ("Blue", "gained"),
        ("Red", "lost"),
    ]
    assert gained["properties"]["km2"] == pytest.approx(DEGREE, abs=0.002)
    shape = shapely.geometry.shape(gained["geometry"])
    assert shape.equals(box(35, 49, 36, 50))
    assert shape.exterior.is_ccw
    assert document["groundshift"]["redistributable"] is False
    assert "data as of 2021-05-02" in err


@pytest.mark.parametrize("suffix", [".gpkg", ".kml"])
def test_changed_ground_goes_to_other_formats_twice_the_same(run, pair, tmp_path, suffix):
    output = tmp_path / f"changes{suffix}"
    assert run("diff", *pair, "-o", output)[0] == 0
    first = output.read_bytes()
    assert run("diff", *pair, "-o", output)[0] == 0
    assert output.read_bytes() == first
    assert sorted(pyogrio.read_dataframe(output, layer="changes")["change"]) == ["gained", "lost"]


def test_a_side_and_a_format_are_chosen(run, pair):
    code, out, _ = run("diff", *pair, "--side", "Red", "--format", "csv")
    header, row = csv.reader(io.StringIO(out))
    assert (code, header, row[0]) == (0, CONTRACT, "Red")
    assert float(row[3]) == pytest.approx(-DEGREE, abs=0.002)


def test_a_folder_gives_the_changes_from_day_to_day_and_by_region(run, pair):
    polygons(pair[0].parent / "2021-05-04.geojson", ("Red", (36.5, 49, 37, 50)), ("Blue", (34, 49, 36.5, 50)))
    code, out, _ = run("diff", pair[0].parent, "--side", "Blue", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [(r["since"], r["until"]) for r in rows] == [("2021-05-01", "2021-05-02"), ("2021-05-02", "2021-05-04")]
    assert [float(r["gained_km2"]) for r in rows] == pytest.approx([DEGREE, DEGREE / 2], rel=1e-4)
    code, out, _ = run("diff", *pair, "--by", "region", "--side", "Blue", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert "Poltava Oblast" in {r["region"] for r in rows}
    assert sum(float(r["gained_km2"]) for r in rows) == pytest.approx(DEGREE, abs=0.1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2020-01-01.geojson"], "two days at least"),
        (["a.geojson", "none.kml"], "nothing of the name 'none.kml'"),
        (["a.geojson", "shade.geojson"], "found 'shade'"),
        (["a.geojson", "b.geojson", "--side", "Green"], "--side with one of Red, got 'Green'"),
        (["a.geojson", "b.geojson", "--by", "day"], "--by region, got 'day'"),
        (["a.geojson", "b.geojson", "-o", "out.shp"], "'out.shp'"),
        (["a.geojson", "b.geojson", "-o", "b.geojson"], "none of the inputs"),
        (["a.geojson", "b.geojson", "--side-map", "none.csv"], "values and sides"),
        (["a.geojson", "week.geojson"], "polygons of one day"),
        (["a.geojson", "swapped.geojson"], "longitude before latitude"),
    ],
)
def test_one_sentence_and_nothing_written(run, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        polygons(tmp_path / f"{name}.geojson", ("Red", (35, 49, 37, 50)))
    polygons(tmp_path / "2020-01-01.geojson", ("Red", (35, 49, 37, 50)))
    polygons(tmp_path / "swapped.geojson", ("Red", (49, 35, 50, 37)))
    (tmp_path / "shade.geojson").write_text((tmp_path / "a.geojson").read_text().replace("controller", "shade"))
    two = json.loads((tmp_path / "a.geojson").read_text())
    two["features"] = [
        {**two["features"][0], "properties": {"controller": "Red", "date": day}} for day in ("2024-05-01", "2024-05-02")
    ]
    (tmp_path / "week.geojson").write_text(json.dumps(two))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    code, out, err = run("diff", *arguments)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert words in err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_person_names_the_property_and_the_sides(run, tmp_path):
    (tmp_path / "sides.csv").write_text("1,Red\n2,contested\n")
    for name, edge in (("a", 36), ("b", 37)):
        features = [
            {"type": "Feature", "properties": {"code": 1}, "geometry": mapping(box(35, 49, edge, 50))},
            {"type": "Feature", "properties": {"code": 2}, "geometry": mapping(box(edge, 49, edge + 1, 50))},
        ]
        (tmp_path / f"{name}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    code, out, _ = run(
        "diff", tmp_path / "a.geojson", tmp_path / "b.geojson", "--side-field", "code", "--side-map",
        tmp_path / "sides.csv",
    )  # fmt: skip
    (row,) = (json.loads(line) for line in out.splitlines())
    assert (code, row["side"], row["gained_km2"]) == (0, "Red", pytest.approx(DEGREE, abs=0.002))


@pytest.mark.usefixtures("gazetteer")
def test_polygons_are_a_source_of_areas_and_control(run, pair, tmp_path):
    code, out, _ = run("areas", pair[0].parent, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(r["measure"], r["side"], r["central_km2"]) for r in rows if r["side"] == "Blue"] == [
        (measure, "Blue", pytest.approx(n * DEGREE, abs=0.1))
        for measure, n in (("held", 2), ("gained", 1), ("lost", 0), ("net", 1))
    ]
    points = tmp_path / "points.csv"
    points.write_text("place,lat,lon\nInside,49.5,35.5\nOutside,10,10\n")
    code, out, _ = run(
        "control", pair[0].parent, "--at", points, "--from", "2021-04-30", "--to", "2021-05-02", "--format", "jsonl"
    )
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(r["controller"], r["status"]) for r in rows if r["place"] == "Inside"] == [
        (None, "unknown"),
        ("Red", "held"),
        ("Blue", "held"),
    ]
    assert {r["status"] for r in rows if r["place"] == "Outside"} == {"unknown"}


@pytest.mark.usefixtures("gazetteer")
def test_exports_hold_only_polygons_that_may_be_passed_on(run, pair, tmp_path):
    output = tmp_path / "out.geojson"
    code, out, err = run("export", pair[0].parent, "-o", output, "--layer", "snapshots")
    assert (code, out, output.exists()) == (2, "", False)
    assert "--redistributable" in err
    code, _, _ = run(
        "export", pair[0].parent, "-o", output, "--layer", "snapshots", "--licence", "by letter", "--redistributable"
    )
    document = json.loads(output.read_text())
    assert code == 0
    assert {f["properties"]["licence"] for f in document["features"]} == {"by letter"}
    assert len(document["features"]) == 4
    assert "by letter" in document["groundshift"]["credit"]


@pytest.mark.usefixtures("gazetteer")
def test_a_map_plays_polygons_and_says_whose_lines_they_are(run, pair, tmp_path):
    output = tmp_path / "map.html"
    code, _, err = run("map", pair[0].parent, "-o", output)
    assert (code, output.stat().st_size > 10_000) == (0, True)
    assert "lines of 2021-05-01.geojson, 2021-05-02.geojson: ask whoever drew them" in err
    found = pipeline.read([pair[0].parent], Legend.of())
    analysis = pipeline.analyse(found.reports, snapshots=found.snapshots)
    story = pipeline.drawn(pipeline.tell(analysis), analysis)
    assert [(t.on.day, t.held_km2["Red"]) for t in story.totals] == [
        (day, pytest.approx(n * DEGREE, rel=1e-6)) for day, n in ((1, 2), (2, 1))
    ]


@pytest.mark.usefixtures("gazetteer")
def test_a_baseline_gives_the_ground_before_the_first_word(run, tmp_path):
    (tmp_path / "report.txt").write_text(
        "date 2022-09-11 Quiet day\n\nUkrainian forces retook Izium in Kharkiv region, Kyiv said.\n"
    )
    before = polygons(tmp_path / "before.geojson", ("Росія", (35, 48, 39, 51)), date="2022-09-01")
    points = tmp_path / "points.csv"
    points.write_text("place,lat,lon\nFar from any word,50.0,36.9\n")
    asked = ["control", tmp_path / "report.txt", "--at", points, "--on", "2022-09-11", "--format", "jsonl"]
    (told,) = (json.loads(line)["controller"] for line in run(*asked, "--baseline", before)[1].splitlines())
    assert told == "Russia"
    code, out, err = run(*asked, "--baseline", tmp_path / "none.kml")
    assert (code, out) == (2, "")
    assert "none.kml" in err
