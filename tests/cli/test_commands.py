"""Each command on the bundled reports: what it prints, in which form, and where to."""

import csv
import io
import json

import pytest

from geo import cli
from geo.resources import bundle

DIGEST = bundle.seeds() / "2022-09-11-pullback.md"


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        stamp = [line for line in captured.err.splitlines() if "machine-read, unreviewed" in line]
        assert (code, captured.err.splitlines()) == (0, stamp)  # nothing but what every output says of itself
        assert len(stamp) <= 1
        return captured.out

    return call


@pytest.fixture(autouse=True)
def _opened(gazetteer):
    """The index is built before a command could have to say so."""


def rows(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_claims_are_json_lines_where_output_is_no_terminal(run):
    found = rows(run("claims", DIGEST))
    izium = next(row for row in found if row["type"] == "claim" and row["geonameid"] == 707292)
    assert (izium["lat"], izium["lon"], izium["region"]) == (49.20697, 37.27679, "Kharkiv Oblast")
    assert {row["report"] for row in found} == {"2022-09-11-pullback"}
    (area,) = [row for row in found if row["type"] == "area"]
    assert (area["value"], area["km2"], area["change"], area["actor"]) == (770, 1994.3, "gained", "Ukraine")


def test_offsets_count_in_the_text_that_can_be_asked_for(run):
    found = rows(run("claims", DIGEST, "--with-text"))
    assert found
    for row in found:
        if not row["in_title"]:
            assert row["text"][row["start"] : row["end"]] == row["quote"]
    places = rows(run("places", DIGEST, "--with-text"))
    assert all(p["text"][t["start"] : t["end"]] == t["name"] for p in places for t in p["toponyms"])


def test_the_form_follows_the_file_unless_one_is_given(run, tmp_path):
    run("claims", DIGEST, "-o", tmp_path / "a.csv")
    run("claims", DIGEST, "-o", tmp_path / "a.jsonl")
    run("claims", DIGEST, "--format", "csv", "-o", tmp_path / "b.jsonl")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    listed = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text())))
    assert [row["id"] for row in listed] == [row["id"] for row in rows((tmp_path / "a.jsonl").read_text())]


def test_a_table_is_for_eyes(run):
    out = run("claims", DIGEST, "--format", "table")
    assert out.splitlines()[0].split() == ["date", "place", "event", "actor", "stance", "claimant", "quote"]


def test_places_are_one_report_a_line_and_one_name_a_row_of_csv(run):
    (report,) = rows(run("places", DIGEST))
    listed = list(csv.DictReader(io.StringIO(run("places", DIGEST, "--format", "csv"))))
    assert report["id"] == "2022-09-11-pullback"
    assert [row["name"] for row in listed] == [toponym["name"] for toponym in report["toponyms"]]
    assert {row["id"] for row in listed} == {report["id"]}


def test_no_theatre_and_the_bundled_one_name_the_same_place(run):
    for theatre in ("none", "ukraine", "auto"):
        found = rows(run("claims", DIGEST, "--theatre", theatre))
        assert any(row["type"] == "claim" and row["geonameid"] == 707292 for row in found)


def test_control_replays_the_fog(run):
    def lyman(day, known_by):
        found = rows(run("control", bundle.seeds(), "--on", day, "--known-by", known_by))
        (row,) = [row for row in found if row["place"] == "Lyman"]
        return row["controller"], row["basis"]

    assert lyman("2022-09-10", "2022-09-10")[0] == "Ukraine"
    assert lyman("2022-09-10", "2022-10-01")[0] == "Russia"
    assert lyman("2022-10-01", "2022-10-01")[0] == "Ukraine"


def test_control_of_a_span_has_each_day(run):
    found = rows(run("control", bundle.seeds(), "--from", "2022-09-09", "--to", "2022-09-11"))
    assert sorted({row["date"] for row in found}) == ["2022-09-09", "2022-09-10", "2022-09-11"]


def test_control_at_points_has_a_row_for_each_point_and_day(run, tmp_path):
    points = tmp_path / "points.csv"
    points.write_text("place,lat,lon\nin town,49.207,37.277\nat sea,40,-40\n")
    found = rows(run("control", bundle.seeds(), "--at", points, "--from", "2022-09-01", "--to", "2022-09-12"))
    assert len(found) == 24
    town = {row["date"]: row for row in found if row["place"] == "in town"}
    assert (town["2022-09-01"]["controller"], town["2022-09-12"]["controller"]) == ("Russia", "Ukraine")
    assert town["2022-09-12"]["claims"]
    assert {(row["controller"], row["status"]) for row in found if row["place"] == "at sea"} == {(None, "unknown")}


def test_areas_put_the_reported_figure_beside_ours(run):
    found = rows(run("areas", DIGEST))
    (row,) = [row for row in found if row["reported_km2"]]
    assert (row["measure"], row["side"], row["since"]) == ("gained", "Ukraine", "2022-09-01")
    assert row["reported_km2"] == 1994.3
    held = [row for row in found if row["measure"] == "held"]
    assert {row["side"] for row in held} >= {"Ukraine", "Russia"}


def test_areas_by_region_add_up_to_the_whole(run):
    def held(*by):
        found = rows(run("areas", bundle.seeds(), "--from", "2022-09-07", "--to", "2022-10-01", *by))
        return [row for row in found if row["measure"] == "held" and row["side"] == "Ukraine"]

    (whole,) = held()
    parts = held("--by", "side,region")
    assert len({row["region"] for row in parts}) == len(parts) > 1
    assert sum(row["central_km2"] for row in parts) == pytest.approx(whole["central_km2"], abs=0.1 * len(parts))


def test_areas_by_day_have_each_day(run):
    found = rows(run("areas", DIGEST, "--from", "2022-09-09", "--to", "2022-09-11", "--by", "side,day"))
    days = {row["until"] for row in found if row["measure"] == "held" and not row["reported_km2"]}
    assert days == {"2022-09-09", "2022-09-10", "2022-09-11"}


def test_export_writes_geojson_and_csv(run, tmp_path):
    run("export", DIGEST, "-o", tmp_path / "a.geojson")
    document = json.loads((tmp_path / "a.geojson").read_text())
    assert document["groundshift"]["data_as_of"] == "2022-09-11"
    assert {feature["properties"]["layer"] for feature in document["features"]} == {"claims", "territory"}
    run("export", DIGEST, "-o", tmp_path / "a.csv", "--layer", "areas")
    (area,) = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text()))
    assert area["km2"] == "1994.3"


def test_the_map_is_the_same_bytes_each_time(run, tmp_path):
    run("map", DIGEST, "-o", tmp_path / "a.html")
    run("map", DIGEST, "-o", tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert run("map", DIGEST).encode() == (tmp_path / "a.html").read_bytes()


def test_the_map_has_the_title_asked_for_and_runs_nothing_of_it(run):
    out = run("map", DIGEST, "--title", "</title><script>alert(1)</script>{{ 7*7 }}")
    assert "<script>alert(1)" not in out
    assert "49" not in out.partition("</title>")[0].partition("<title>")[2]


def test_geocode_answers_each_query(run):
    izium, nowhere = rows(run("geocode", "Izium", "Xyzzyville"))
    assert (izium["geonameid"], izium["resolution"]) == (707292, "resolved")
    assert (nowhere["lat"], nowhere["resolution"]) == (None, "unknown")


def test_geocode_takes_what_is_known_of_where(run):
    (north,) = rows(run("geocode", "Artemivka", "--country", "UA", "--region", "Kharkiv Oblast"))
    assert (north["lat"], north["lon"]) == (49.92997, 37.08167)
    for near, lat in (("49.93,37.08", 49.92997), ("47.87,38.64", 47.87199)):
        (found,) = rows(run("geocode", "Artemivka", "--near", near))
        assert found["candidates"][0]["lat"] == lat


def test_a_batch_gives_a_row_for_each_query_in_order(run, tmp_path):
    batch = tmp_path / "queries.jsonl"
    batch.write_text('{"id":"a","query":"Izium"}\n\n{"id":2,"query":"Lyman","region":"Donetsk","near":[48.9,37.8]}\n')
    found = rows(run("geocode", "--batch", batch))
    assert [(row["id"], row["query"]) for row in found] == [("a", "Izium"), (2, "Lyman")]
    assert found[1]["lat"] == pytest.approx(48.99012)


def test_the_gazetteer_says_what_it_holds(run):
    (facts,) = rows(run("gazetteer", "info", "--format", "jsonl"))
    assert facts["places"] > 200_000
    assert "GeoNames" in run("gazetteer", "info", "--format", "table")
