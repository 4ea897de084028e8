import hashlib
import importlib.util
import sqlite3

import pytest
import shapely
from pyproj import Geod

from geo.errors import ResourceError
from geo.resources import boundaries, bundle

GEOD = Geod(ellps="WGS84")


def km2(geometry):
    return abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0]) / 1e6


@pytest.fixture(scope="module")
def builder():
    path = bundle.root() / "data" / "build" / "boundaries.py"
    spec = importlib.util.spec_from_file_location("build_boundaries", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_region_has_its_names_codes_and_point():
    region = boundaries.region("adm1:UA-63")
    assert (region.name, region.country, region.type, region.gn_a1_code) == ("Kharkiv Oblast", "UA", "Oblast", "UA.07")
    assert {"Харківська область", "Харьковская область", "Kharkiv"} <= set(region.names)
    assert region.labels["uk"] == "Харківська область"


def test_simplifying_keeps_the_area():
    """31,389 km² is what the unsimplified source measures; official 31,415."""
    assert km2(boundaries.geometry("adm1:UA-63")) == pytest.approx(31389, rel=1e-3)


def test_a_country_is_its_regions_by_iso_prefix():
    """Crimea and Sevastopol carry UA-43 and UA-40; the source tags both as Russian."""
    keys = {r.key for r in boundaries.regions("UA")}
    assert len(keys) == 27
    assert {"adm1:UA-43", "adm1:UA-40"} <= keys
    whole = boundaries.country_geometry("UA", "full")
    assert whole.contains(shapely.Point(34.1, 45.0))
    assert not boundaries.country_geometry("RU").contains(shapely.Point(34.1, 45.0))
    assert km2(whole) == pytest.approx(sum(km2(boundaries.geometry(k)) for k in keys), rel=1e-9)
    assert km2(whole) == pytest.approx(603_628, rel=0.01)  # official, which counts waters that the source leaves out


@pytest.mark.parametrize("detail", ["full", "light"])
@pytest.mark.parametrize("countries", [["UA", "MD", "BY"], ["SY", "IQ", "IL", "PS"], ["AM", "AZ", "GE"]])
def test_neighbours_share_their_borders(countries, detail):
    shapes = [boundaries.geometry(r.key, detail) for code in countries for r in boundaries.regions(code)]
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_the_city_and_the_oblast_of_one_name_are_told_apart():
    city, oblast = boundaries.region("adm1:UA-30"), boundaries.region("adm1:UA-32")
    assert (city.name, oblast.name) == ("Kyiv City", "Kyiv Oblast")
    assert oblast.labels["local"] == "Київська область"
    assert not set(city.names) & set(oblast.names)


def test_every_region_is_labelled_inside_itself_and_known_by_one_key():
    regions = boundaries.regions()
    assert len({r.key for r in regions}) == len(regions) == 4576
    some = [r for r in regions if r.country in ("UA", "RU", "US", "ID", "NO")]
    assert [r.key for r in some if not boundaries.geometry(r.key).distance(shapely.Point(r.lon, r.lat)) < 1e-3] == []


def test_countries_are_named_and_have_borders():
    by_code = {c.code: c for c in boundaries.countries()}
    assert [by_code[c].name for c in ("UA", "RU", "SY", "CU", "CY")] == ["Ukraine", "Russia", "Syria", "Cuba", "Cyprus"]
    assert "Україна" in by_code["UA"].names
    assert all(len(code) == 2 and code != "XX" for code in by_code)
    assert km2(boundaries.country_geometry("UA", "light")) == pytest.approx(
        km2(boundaries.country_geometry("UA", "full")), rel=1e-3
    )


def test_what_an_extent_meets():
    keys = boundaries.within((36, 49, 37, 50))
    assert {"country:UA", "adm1:UA-63"} <= set(keys)
    assert "country:RU" in keys  # Belgorod's box reaches south of 50°
    assert "country:FR" not in keys  # in spite of islands in three oceans
    assert "adm1:UA-46" not in keys
    assert [k.startswith("country:") for k in keys] == sorted((k.startswith("country:") for k in keys), reverse=True)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: boundaries.region("adm1:XX-nowhere"),
        lambda: boundaries.geometry("UA-63"),
        lambda: boundaries.geometry("adm1:UA-63", "medium"),
        lambda: boundaries.country_geometry("ZZ"),
        lambda: boundaries.country_geometry("ZZ", "full"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(ask):
    with pytest.raises(ResourceError, match=r"^expected .*, got '.*'[^\n]*$"):
        ask()


def test_an_unknown_country_has_no_regions():
    assert boundaries.regions("ZZ") == ()


def test_a_damaged_file_is_named(monkeypatch, tmp_path):
    broken = tmp_path / "boundaries.sqlite"
    broken.write_bytes(b"SQLite format 3\x00" + b"\x00" * 200)
    monkeypatch.setattr(boundaries, "data_file", lambda *_: broken)
    with pytest.raises(ResourceError, match="install the package again"):
        boundaries.within((0, 0, 1, 1))


def test_shapes_come_back_as_they_were_packed(builder):
    ring = shapely.Polygon([(0, 0), (3, 0), (3, 3), (0, 3)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    island = shapely.Polygon([(-179.9999, -10), (-170, -10), (-170.5, -9.0001)])
    for shape in (ring, shapely.MultiPolygon([ring, island])):
        back = boundaries._unpack(builder.pack(shape))
        assert back.geom_type == shape.geom_type
        assert shapely.equals_exact(shapely.normalize(back), shapely.normalize(shape), 1e-9)


def test_the_packed_file_is_the_documented_one_and_small():
    path = bundle.data_file("boundaries", "boundaries.sqlite")
    readme = bundle.data_file("boundaries", "README.md").read_text(encoding="utf-8")
    assert f"`{hashlib.sha256(path.read_bytes()).hexdigest()}`" in readme
    assert path.stat().st_size < 5_000_000
    with sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True) as db:
        regions, countries = (db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("region", "country"))  # noqa: S608
    db.close()
    assert f"{regions:,} regions, {countries} countries" in readme
