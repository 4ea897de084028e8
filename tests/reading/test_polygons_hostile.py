"""Files that mean harm, or are not what their names say, are refused in one sentence, and open nothing else."""

import contextlib
import io
import socket
import sqlite3
import threading
import zipfile

import numpy as np
import pytest
import shapely
from drawn import collection, square

from geo.errors import InputError
from geo.reading import polygons_archives
from geo.reading.polygons import read_polygons

KML = """<?xml version="1.0"?>{dtd}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}<Placemark>
<name>RSF-controlled</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,1 0,0</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>"""


def archive(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return packed.getvalue()


def shapefile(folder):
    """The parts of a shapefile of one square degree."""
    from pyogrio import raw

    raw.write(
        folder / "a.shp", np.array([shapely.to_wkb(shapely.box(0, 0, 1, 1))], dtype=object),
        [np.array(["A"], dtype=object)], ["side"], driver="ESRI Shapefile", geometry_type="Polygon", crs="EPSG:4326",
    )  # fmt: skip
    return {part.suffix: part.read_bytes() for part in folder.iterdir()}


def geopackage(path, layer="a", statements=()):
    from pyogrio import raw

    raw.write(
        path, np.array([shapely.to_wkb(shapely.box(0, 0, 1, 1))], dtype=object), [np.array(["A"], dtype=object)],
        ["side"], layer=layer, driver="GPKG", geometry_type="Polygon", crs="EPSG:4326",
    )  # fmt: skip
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    db.close()
    return path


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.geojson", b"", "empty file"),
        ("a.geojson", b"\xff\xfe{}", "UTF-16"),
        ("a.geojson", b"[" * 100_000, "expected GeoJSON"),
        ("a.geojson", b'{"type": "Topology"}', "Topology"),
        ("a.geojson", b"[1, 2]", "FeatureCollection, got a list"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [7]}', "number 1 is none"),
        (
            "a.geojson",
            collection(({"side": "A"}, {"type": "Polygon", "coordinates": [[1, 2], [3]]})).encode(),
            "number 1 is none",
        ),
        ("a.geojson", collection(({"side": "A"}, {"type": "Polygon", "coordinates": 7})).encode(), "number 1"),
        ("a.geojson", collection(({"side": "A"}, {"type": "Point", "coordinates": [1, 2]})).encode(), "got none"),
        ("a.geojson", collection(({"side": "A"}, None)).encode(), "got none"),
        (
            "a.geojson",
            collection(({"side": "A"}, square(0, 0, 1, 1)), crs={"type": "link"}).encode(),
            "CRS by its name",
        ),
        (
            "a.geojson",
            collection(({"side": "A"}, square(0, 0, 1, 1)), crs={"properties": {"name": "EPSG:99"}}).encode(),
            "'EPSG:99'",
        ),
        ("a.gpkg", b"SQLite", "expected a GeoPackage"),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 500, "expected a GeoPackage"),
        ("a.kml", b"<html></html>", "expected KML"),
        ("a.kml", b"<kml", "cannot be read"),
        ("a.kml", b"<kml>" + b"<Folder>" * 50_000, "cannot be read"),
        (
            "a.kml",
            KML.format(dtd='<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]>', inside="").encode(),
            "DOCTYPE",
        ),
        ("a.kmz", b"PK\3\4", "ZIP archive"),
        ("a.kmz", archive(**{"a.txt": "x"}), "without a .kml"),
        ("a.zip", b"not a zip", "ZIP archive"),
        ("a.zip", archive(**{"../../a.txt": "x"}), "without a .shp"),
        ("a.zip", archive(**{"a.shp": b"\0\0\x27\x0a"}), "its .shx is missing"),
        ("a.zip", archive(**{"a.shp": b"MZ", "a.shx": b"MZ"}), "expected a shapefile"),
        ("a.shp", b"\0\0\x27\x0a", "its .shx is missing"),
        ("a.tif", b"II", "expected polygons"),
    ],
)
def test_what_is_no_file_of_polygons_is_refused_in_one_sentence(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_polygons(path)
    message = str(caught.value)
    assert message.startswith("expected")
    assert words in message
    assert "\n" not in message
    assert len(message) < 400
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_an_archive_that_claims_or_unpacks_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(polygons_archives, "MOST", 1 << 16)
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(archive(**{"a.shp": b"\0\0\x27\x0a" + bytes(1 << 20), "a.shx": b"x"}))
    assert bomb.stat().st_size < 1 << 12
    with pytest.raises(InputError, match="0 MiB unpacked, got 2 files of 1 MiB"):
        read_polygons(bomb)
    # The same, with a directory that claims to be small: what comes out is counted.
    data = bytearray(bomb.read_bytes())
    for at in (i for i in range(len(data)) if data[i : i + 4] == b"PK\1\2"):
        data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    bomb.write_bytes(bytes(data))
    with pytest.raises(InputError, match="expected"):
        read_polygons(bomb)


def test_a_file_larger_than_can_be_held_is_refused_unread(tmp_path):
    path = tmp_path / "huge.gpkg"
    with path.open("wb") as file:
        file.truncate(10 << 30)  # a hole: it takes no room
    with pytest.raises(InputError, match="at most 256 MiB, got a file of 10240"):
        read_polygons(path)


def test_names_inside_an_archive_lead_nowhere(tmp_path, tmp_path_factory):
    parts = shapefile(tmp_path_factory.mktemp("parts"))
    path = tmp_path / "a.zip"
    path.write_bytes(archive(**{f"../../../../tmp/evil{suffix}": content for suffix, content in parts.items()}))
    (found,) = read_polygons(path)
    assert found.held["A"].equals(shapely.box(0, 0, 1, 1))
    assert [file.name for file in tmp_path.iterdir()] == ["a.zip"]


def test_a_shapefile_is_read_from_its_folder_whatever_lies_beside(tmp_path, tmp_path_factory):
    for suffix, content in shapefile(tmp_path_factory.mktemp("parts")).items():
        (tmp_path / f"control_20240531{suffix}").write_bytes(content)
    (tmp_path / "control_20240531.vrt").write_text("<OGRVRTDataSource/>")
    (found,) = read_polygons(tmp_path / "control_20240531.shp")
    assert (list(found.held), str(found.on)) == (["A"], "2024-05-31")


def test_links_in_kml_are_not_followed(tmp_path):
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)

        def listen():
            with contextlib.suppress(OSError):
                heard.append(server.accept())

        waiting = threading.Thread(target=listen)
        waiting.start()
        link = f"<NetworkLink><Link><href>http://127.0.0.1:{server.getsockname()[1]}/a.kml</href></Link></NetworkLink>"
        (tmp_path / "a.kml").write_text(KML.format(dtd="", inside=link))
        (found,) = read_polygons(tmp_path / "a.kml")
        waiting.join()
    assert (list(found.held), heard) == (["RSF"], [])


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIRTUAL TABLE x USING fts4(body)",
        "CREATE VIEW gpkg_extra AS SELECT 1",
    ],
)
def test_a_geopackage_with_programs_in_it_is_refused(tmp_path, statement):
    path = geopackage(tmp_path / "a.gpkg", statements=[statement])
    with pytest.raises(InputError, match="plain tables"):
        read_polygons(path)


def test_a_view_of_a_geopackage_is_no_layer(tmp_path):
    path = geopackage(
        tmp_path / "a.gpkg",
        statements=[
            "CREATE VIEW v AS SELECT * FROM a",
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('v', 'features', 'v', 4326)",
            "INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 4326, 0, 0)",
        ],
    )
    (found,) = read_polygons(path)
    assert found.held["A"].equals(shapely.box(0, 0, 1, 1))


def test_a_name_that_gdal_would_take_for_an_address_is_a_name(tmp_path):
    path = geopackage(tmp_path / "a.gpkg").rename(tmp_path / "zip!a.gpkg")
    assert list(read_polygons(path)[0].held) == ["A"]


def test_our_own_export_is_not_taken_for_polygons(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text('{"type":"FeatureCollection","groundshift":{"status":"x"},"features":[]}')
    with pytest.raises(InputError, match="itself wrote"):
        read_polygons(path)
