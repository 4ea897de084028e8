"""GeoJSON by RFC 7946: lon before lat, rings counter-clockwise, a stamp, and no pin for a whole region."""

import json

from shapely.geometry import shape

from geo.exchange.geojson import feature_collection, stamp
from geo.exchange.layers import Layer


def test_a_settlement_is_a_point_and_a_region_is_not(story):
    features = json.loads(feature_collection(story, [Layer.CLAIMS]))["features"]
    assert [f["geometry"] for f in features] == [{"type": "Point", "coordinates": [0.0, 1.23457]}, None, None]
    assert (features[1]["properties"]["lat"], features[1]["properties"]["level"]) == (2.0, "region")
    assert {f["properties"]["layer"] for f in features} == {"claims"}


def test_ground_is_a_polygon_for_each_stretch_of_days(story):
    features = json.loads(feature_collection(story, [Layer.TERRITORY]))["features"]
    assert [f["properties"]["controller"] for f in features] == ["The Blues", "The Reds"]
    polygon = shape(features[0]["geometry"])
    assert polygon.area == 1.0
    assert polygon.exterior.is_ccw


def test_claims_and_territory_are_the_default(story):
    layers = [f["properties"]["layer"] for f in json.loads(feature_collection(story))["features"]]
    assert layers == ["claims"] * 3 + ["territory"] * 2


def test_figures_and_control_are_layers_too(story):
    area, control = json.loads(feature_collection(story, [Layer.AREAS, Layer.CONTROL]))["features"]
    assert (area["geometry"], area["properties"]["km2"]) == (None, 1994.3)
    assert control["geometry"]["coordinates"] == [0.0, 1.23457]


def test_every_export_says_what_it_is_and_whom_to_credit(story):
    document = json.loads(feature_collection(story))
    assert document["groundshift"] == stamp(story.reports)
    assert document["groundshift"]["status"] == "machine-read, unreviewed"
    assert document["groundshift"]["data_as_of"] == "2031-05-06"
    assert [s["outlet"] for s in document["groundshift"]["sources"]] == ["Gazette"]
    assert document["groundshift"]["credit"] == (
        "Groundshift, machine-read from 1 report (Gazette), data to 2031-05-06. "
        "Places: GeoNames (CC BY 4.0). Borders: Natural Earth."
    )


def test_the_same_story_gives_the_same_bytes(story):
    assert feature_collection(story) == feature_collection(story)
