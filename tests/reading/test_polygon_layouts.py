"""Layouts of makers of maps as they come: several files a day, days in odd places, folders of KML, empty parts."""

import json
import zipfile
from datetime import date

import numpy as np
import pytest
import shapely
from drawn import collection, square
from pyogrio import raw
from pyproj import Transformer
from shapely.geometry import box

from geo.pipeline import compare, in_order
from geo.reading.polygons import read_polygons, read_snapshots

WEST, EAST, GREY = box(35, 49, 36, 50), box(36, 49, 38, 50), box(38, 49, 39, 50)


def placemark(name, shape, time=""):
    corners = " ".join(f"{x},{y},0" for x, y in shape.exterior.coords)
    return (
        f"<Placemark><name>{name}</name>{time}<Polygon><outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates>"
        "</LinearRing></outerBoundaryIs></Polygon></Placemark>"
    )


def kml(path, body, head=""):
    path.write_text(f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{head}{body}</Document></kml>')
    return path


def ground(*sources):
    """The ground of the days of some sources: contested under None."""
    found, faults = read_snapshots(sources)
    assert faults == ()
    return {s.on: {**s.held, **({None: s.contested} if s.contested else {})} for s in in_order(found)[0]}


def same(found, expected):
    return found.keys() == expected.keys() and all(
        found[side].symmetric_difference(shape).area < 1e-6 for side, shape in expected.items()
    )


DAY = date(2024, 5, 31)


def test_files_of_one_day_a_side_each_are_one_snapshot(tmp_path):
    for name, shape in (("russia", EAST), ("ukraine", WEST), ("contested", GREY)):
        (tmp_path / f"2024-05-31_{name}.geojson").write_text(collection(({}, square(*shape.bounds))))
    assert same(ground(tmp_path)[DAY], {"Russia": EAST, "Ukraine": WEST, None: GREY})


def test_a_side_that_two_files_of_one_day_draw_counts_once_and_is_named(tmp_path):
    for name, bounds in (("a", (0, 0, 2, 1)), ("b", (1, 0, 3, 1))):
        (tmp_path / f"{name}_2024-05-31.geojson").write_text(collection(({"side": "Red"}, square(*bounds))))
    (one,), said = in_order(read_snapshots([tmp_path])[0])
    assert one.held["Red"].equals(box(0, 0, 3, 1))
    assert [fault.message for fault in said] == [
        "Red is drawn in a_2024-05-31.geojson and b_2024-05-31.geojson: taken together, what they share once"
    ]


def test_files_of_one_day_may_be_passed_on_only_if_all_may(tmp_path):
    for side, allowed in (("Red", True), ("Blue", False)):
        west = len(side)
        (tmp_path / f"2024-05-31 {side}.geojson").write_text(
            collection(({"side": side}, square(west, 0, west + 1, 1)), redistributable=allowed)
        )
    (one,), _ = in_order(read_snapshots([tmp_path])[0])
    assert not one.redistributable


@pytest.mark.parametrize("epsg", [3857, 32637])
def test_zipped_shapefiles_a_side_each_in_a_folder_a_day(tmp_path, epsg):
    metres = Transformer.from_crs(4326, epsg, always_xy=True)
    folder = tmp_path / "2024" / "05" / "31"
    folder.mkdir(parents=True)
    for name, shape in (("AssessedRussianControl", EAST), ("ClaimedUkrainianCounteroffensives", WEST)):
        fine = shapely.segmentize(shape, 0.01)
        drawn = shapely.transform(fine, lambda xy: np.column_stack(metres.transform(*xy.T)))
        raw.write(
            tmp_path / f"{name}.shp", np.array([shapely.to_wkb(drawn)], dtype=object), [np.array([1])], ["Id"],
            driver="ESRI Shapefile", geometry_type="Polygon", crs=f"EPSG:{epsg}",
        )  # fmt: skip
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as packed:
            for part in tmp_path.glob(f"{name}.*"):
                packed.write(part, part.name)
                part.unlink()
    assert same(ground(tmp_path)[DAY], {"Russia": EAST, "Ukraine": WEST})


def test_two_folders_of_one_day_each_are_compared(tmp_path):
    for name, edge in (("before", 1), ("after", 2)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.geojson").write_text(collection(({"side": "Red"}, square(0, 0, edge, 1))))
        (tmp_path / name / "two.geojson").write_text(collection(({"side": "Blue"}, square(edge, 0, 3, 1))))
    before, after = compare(tmp_path / "before", tmp_path / "after")
    assert same(before.held, {"Red": box(0, 0, 1, 1), "Blue": box(1, 0, 3, 1)})
    assert same(after.held, {"Red": box(0, 0, 2, 1), "Blue": box(2, 0, 3, 1)})


@pytest.mark.parametrize(
    ("name", "properties", "about"),
    [
        ("2024-05-31/a.geojson", {}, {}),
        ("2024/05/31/a.geojson", {}, {}),
        ("Control May 31, 2024.geojson", {}, {}),
        ("1717113600.geojson", {}, {}),  # 2024-05-31 00:00 UTC
        ("a.geojson", {"name": "Control as of 31 May 2024"}, {}),
        ("a.geojson", {"date": "05/31/2024"}, {}),
        ("a.geojson", {"date": 1717113600}, {}),
        ("a.geojson", {"date": "31 травня 2024"}, {}),
        ("a.geojson", {}, {"name": "Map of 31.05.2024"}),
        ("2024-05-31.geojson", {"description": "Taken 1 May 2024"}, {}),
    ],
)
def test_the_day_stands_in_odd_places(tmp_path, name, properties, about):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(collection(({"side": "Red", **properties}, square(0, 0, 1, 1)), **about))
    assert [s.on for s in read_polygons(path)] == [DAY]


def test_a_day_that_could_be_two_is_none(tmp_path):
    (tmp_path / "a.geojson").write_text(collection(({"side": "Red", "date": "05/06/2024"}, square(0, 0, 1, 1))))
    assert read_polygons(tmp_path / "a.geojson")[0].on is None


def test_folders_of_a_kml_say_whose_and_its_document_of_which_day(tmp_path):
    folders = (
        f"<Folder><name>Russian controlled</name>{placemark('Area 1', EAST)}</Folder>"
        f"<Folder><name>Ukraine</name>{placemark('Area 2', WEST)}</Folder>"
        "<Folder><name>Events</name><Placemark><Point><coordinates>36,49</coordinates></Point></Placemark></Folder>"
    )
    path = kml(tmp_path / "map.kml", folders, "<name>Who holds what, 31 May 2024</name><Style id='s'/>")
    assert same(ground(path)[DAY], {"Russia": EAST, "Ukraine": WEST})


def test_what_lasts_stands_in_each_day_on_which_anything_changes(tmp_path):
    def span(begin, end=None):
        return f"<TimeSpan><begin>{begin}</begin>{f'<end>{end}</end>' if end else ''}</TimeSpan>"

    path = kml(
        tmp_path / "all.kml",
        placemark("Russian control", EAST, span("2024-05-01", "2024-05-30"))
        + placemark("Ukrainian control", WEST, span("2024-05-01"))
        + placemark("Russian control", GREY, span("2024-05-31")),
    )
    found = ground(path)
    assert same(found.pop(date(2024, 5, 1)), {"Russia": EAST, "Ukraine": WEST})
    assert same(found.pop(DAY), {"Russia": GREY, "Ukraine": WEST})
    assert found == {}


def test_labels_in_ukrainian_name_the_sides(tmp_path):
    path = tmp_path / "2024-05-31.geojson"
    high = json.loads(json.dumps(square(*EAST.bounds)))
    high["coordinates"] = [[[*position, 0] for position in ring] for ring in high["coordinates"]]
    path.write_text(
        collection(
            ({"name": "Окуповано", "fill": "#a52714"}, high),
            ({"name": "Звільнено"}, square(*WEST.bounds)),
            ({"name": "Невідомий статус"}, square(*GREY.bounds)),
            ({"name": "Напрямок удару"}, {"type": "Point", "coordinates": [36, 49, 0]}),
        )
    )
    assert same(ground(path)[DAY], {"Russia": EAST, "Ukraine": WEST})


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "MultiPolygon", "coordinates": [square(0, 0, 1, 1)["coordinates"], []]},
        {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
                {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [0, 0]}]},
                square(0, 0, 1, 1),
            ],
        },
    ],
)
def test_empty_parts_and_lines_in_collections_are_no_ground(tmp_path, geometry):
    path = tmp_path / "2024-05-31.geojson"
    path.write_text(collection(({"side": "Red"}, geometry)))
    (found,) = read_polygons(path)
    assert shapely.segmentize(found.held["Red"], 0.5).equals(box(0, 0, 1, 1))


def test_a_polygon_with_latitude_first_among_others_is_exchanged_where_the_theatre_tells(tmp_path):
    path = tmp_path / "2024-05-31.geojson"
    path.write_text(
        collection(({"side": "Russia"}, square(*EAST.bounds)), ({"side": "Ukraine"}, square(49, 35, 50, 36)))
    )
    (found,) = read_polygons(path)
    assert same(found.held, {"Russia": EAST, "Ukraine": WEST})
    assert "latitude stood before longitude in 1 of its polygons: exchanged" in found.notes
