"""The bundled tables of the gazetteer lead somewhere, lie where they say, and are whole."""

import csv

import pytest
import shapely

from geo.places import sources, wording
from geo.resources import boundaries
from geo.resources.bundle import data_file


def rows(name):
    with data_file("gazetteer", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_alias_leads_to_a_place(gazetteer):
    assert [(name, key) for name, key in sources.aliases() if gazetteer.place(key) is None] == []


@pytest.mark.parametrize("row", [r for r in rows("overlay.csv") if r["admin1"]], ids=lambda r: r["name"])
def test_a_place_of_the_overlay_lies_in_its_region(row):
    region = boundaries.geometry(f"adm1:{row['admin1']}", "full")
    # Half a degree: an island may lie off the coast that the border follows.
    assert shapely.dwithin(region, shapely.Point(float(row["lon"]), float(row["lat"])), 0.5)


def test_every_row_of_the_overlay_names_source_and_licence():
    assert [r["name"] for r in rows("overlay.csv") if not (r["source"] and r["licence"])] == []


def test_the_middle_of_a_country_lies_in_its_extent():
    extents = {c.code: boundaries.country_geometry(c.code, "light").bounds for c in boundaries.countries()}
    outside = []
    for row in rows("countries.csv"):
        west, south, east, north = extents[row["code"]]
        lat, lon = float(row["lat"]), float(row["lon"])
        if not (west - 0.5 <= lon <= east + 0.5 and south - 0.5 <= lat <= north + 0.5):
            outside.append(row)
    assert outside == []


def test_areas_have_names_of_their_own_and_coordinates():
    table = rows("areas.csv")
    assert len({r["slug"] for r in table}) == len(table) > 150
    assert all(-90 <= float(r["lat"]) <= 90 and -180 <= float(r["lon"]) <= 180 and r["source"] for r in table)


def test_the_words_are_sorted_and_of_known_kinds():
    words = list(sources.words())
    assert [w for w, _ in words] == sorted({w for w, _ in words})
    assert {kind for _, kinds in words for kind in kinds} == set("cdfs")
    assert dict(words)["reading"] == "cs"


def test_wording_is_lower_case():
    words = wording.load()
    sets = [getattr(words, name) for name in wording.Wording.__dataclass_fields__]
    assert all(word == word.lower() and word for group in sets for word in group)
