"""GeoPackage and KML, read back by GDAL."""

import sqlite3

import pyogrio
import pytest
import shapely

from geo.exchange.gdal import geopackage, kml
from geo.exchange.layers import Layer
from geo.exchange.sheets import story_sheet
from geo.exchange.stamp import stamp
from geo.reading.workspace import is_workspace, read_workspace


@pytest.fixture(params=[(geopackage, ".gpkg"), (kml, ".kml")], ids=["gpkg", "kml"])
def written(request, story, tmp_path):
    write, suffix = request.param
    sheets, said = [story_sheet(story, layer) for layer in Layer], stamp(story.reports, story.snapshots[:1])
    data = write(sheets, said)
    assert data == write(sheets, said)
    path = tmp_path / f"story{suffix}"
    path.write_bytes(data)
    return path


def test_every_layer_comes_back_with_its_rows_and_shapes(written):
    found = {name: pyogrio.read_dataframe(written, layer=name) for name in pyogrio.list_layers(written)[:, 0]}
    assert set(found) - {"groundshift"} == {layer.value for layer in Layer}
    claims = found["claims"]
    assert len(claims) == 3
    assert claims.geometry[0].equals(shapely.Point(0, 1.23457)) or claims.geometry[0].equals(
        shapely.Point(0, 1.23457, 0)
    )
    assert claims["place"][0] == "Aville"
    assert claims["quote"][0] == "=Aville, fell"
    assert claims["confidence"][0] == 0.88
    assert shapely.force_2d(found["territory"].geometry[0]).equals(shapely.box(0, 0, 1, 1))
    assert found["front"]["length_km"].tolist() == [110.6]
    assert found["front"].geometry[0].geom_type.endswith("LineString")
    assert found["areas"]["km2"].tolist() == [1994.3]


def test_polygons_that_may_not_be_passed_on_stay_out(written):
    drawn = pyogrio.read_dataframe(written, layer="snapshots")
    assert set(drawn["source"]) == {"day.geojson"}
    assert drawn["controller"].fillna("").tolist() == ["The Reds", ""]
    assert drawn["status"].tolist() == ["held", "contested"]
    assert b"secret" not in written.read_bytes()


def test_it_says_of_itself_what_it_is(written):
    said = ["machine-read, unreviewed", "data to 2031-05-06", "Gazette", "GeoNames (CC BY 4.0)"]
    if written.suffix == ".kml":
        text = written.read_text(encoding="utf-8")
        head = text[: text.index("<Schema")]
    else:
        head = str(pyogrio.read_dataframe(written, layer="groundshift")["value"].tolist())
        described = pyogrio.read_info(written, layer="claims")["layer_metadata"]
        assert described["status"] == said[0]
        with sqlite3.connect(written) as db:
            (days,) = db.execute("SELECT group_concat(DISTINCT last_change) FROM gpkg_contents").fetchone()
        db.close()
        assert days == "2031-05-06T00:00:00.000Z"
    assert [words in head for words in said] == [True] * 4


def test_days_are_days_in_a_geopackage(story, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(geopackage([story_sheet(story, Layer.TERRITORY)], stamp(story.reports)))
    fields = dict(zip(*[pyogrio.read_info(path, layer="territory")[k] for k in ("fields", "dtypes")], strict=True))
    assert (fields["since"], fields["until"], fields["area_km2"]) == ("datetime64[D]", "datetime64[D]", "float64")


def test_a_workspace_gives_back_its_claims_and_figures(story, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(geopackage([story_sheet(story, layer) for layer in Layer], stamp(story.reports)))
    assert is_workspace(path)
    *claims, figure = read_workspace(path)
    for found, known in zip(claims, story.claims, strict=True):
        assert (found.id, found.report, found.event, found.when) == (known.id, known.report, known.event, known.when)
        assert (found.quote, found.claimant, found.background) == (known.quote, known.claimant, known.background)
    reported = story.reconciliations[0].reported
    assert (figure.id, figure.value, figure.unit, figure.since) == ("a1", 770.0, "sq mi", reported.since)


def test_a_story_of_nothing_is_a_file_all_the_same(story, tmp_path):
    from dataclasses import replace

    empty = replace(story, claims=())
    for write, suffix in ((geopackage, ".gpkg"), (kml, ".kml")):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(write([story_sheet(empty, Layer.CLAIMS)], stamp(())))
        assert len(pyogrio.list_layers(path)) == 1
