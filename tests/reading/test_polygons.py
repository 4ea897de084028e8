"""Polygons of control: whose they are, of which day, on what terms, and what is mended on the way in."""

from datetime import date

import pytest
from drawn import collection, ring, square
from shapely.geometry import box

from geo.errors import InputError
from geo.reading import Legend, read_names
from geo.reading.polygons import read_polygons, read_snapshots


@pytest.fixture
def read(tmp_path):
    def read_one(text, name="a.geojson", legend=None):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (found,) = read_polygons(path, legend)
        return found

    return read_one


# --- sides ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "side"),
    [
        ({"controller": "Red"}, "Red"),
        ({"SIDE": " National  Liberation Army "}, "National Liberation Army"),
        ({"controller": "ua"}, "Ukraine"),
        ({"controller": "Росія"}, "Russia"),
        ({"name": "Окуповано /// Occupied /// geoJSON.status.occupied"}, "Russia"),
        ({"name": "Звільнено /// Liberated /// geoJSON.status.liberated"}, "Ukraine"),
        ({"status": "occupied"}, "occupied"),
        ({"Name": "Assessed Russian Control"}, "Russia"),
        ({"layer": "Claimed Ukrainian Counteroffensives"}, "Ukraine"),
        ({"title": "Ukrainian territory under Russian control"}, "Russia"),
        ({"name": "RSF-controlled"}, "RSF"),
        ({"description": "held by the Northern Alliance"}, "Northern Alliance"),
    ],
)
def test_a_side_is_read_from_a_property_or_from_words(read, properties, side):
    assert list(read(collection((properties, square(36, 49, 37, 50)))).held) == [side]


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("AssessedRussianAdvancesinUkraine_V2.geojson", "Russia"),
        ("ClaimedUkrainianCounterOffensives13APR.geojson", "Ukraine"),
        ("UkraineControlMapAO13APR2024.geojson", "Russia"),
        ("deepstatemap_data_20240708.geojson", "Russia"),
        ("occupied.geojson", "occupied"),
    ],
)
def test_where_no_property_tells_the_name_of_the_layer_may(read, name, side):
    assert list(read(collection(({"OBJECTID": 1}, square(36, 49, 37, 50))), name).held) == [side]


def test_words_for_contested_and_unknown_ground_are_no_sides(read):
    found = read(
        collection(
            ({"side": "A"}, square(0, 0, 1, 1)),
            ({"side": "contested"}, square(1, 0, 2, 1)),
            ({"side": "A", "status": "contested"}, square(2, 0, 3, 1)),
            ({"side": "unknown"}, square(3, 0, 4, 1)),
            ({"side": None}, square(4, 0, 5, 1)),
        )
    )
    assert list(found.held) == ["A"]
    assert found.contested.equals(box(1, 0, 3, 1))


def test_without_a_side_the_properties_found_are_named(read):
    with pytest.raises(InputError, match=r"found 'fid', 'shade'.*--side-field.*--side-map"):
        read(collection(({"fid": 1, "shade": "red"}, square(0, 0, 1, 1))))
    with pytest.raises(InputError, match="found no property"):
        read(collection(({}, square(0, 0, 1, 1))))
    with pytest.raises(InputError, match=r"'hue' .--side-field., found 'shade'"):
        read(collection(({"shade": "red"}, square(0, 0, 1, 1))), legend=Legend(side_field="hue"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("map.csv", "red,The Reds\ngrey,contested\n"),
        ("map.json", '{"RED": "The Reds", "grey": "contested"}'),
        ("map.toml", 'red = "The Reds"\ngrey = "contested"\n'),
    ],
)
def test_a_person_says_which_property_and_what_its_values_mean(read, tmp_path, name, text):
    (tmp_path / name).write_text(text)
    legend = Legend(side_field="Shade", names=read_names(tmp_path / name))
    found = read(
        collection(({"shade": "red"}, square(0, 0, 1, 1)), ({"shade": "grey"}, square(1, 0, 2, 1))), legend=legend
    )
    assert (list(found.held), found.contested.equals(box(1, 0, 2, 1))) == (["The Reds"], True)


@pytest.mark.parametrize("text", ["", "a,b,c\n", "a\n", "red,A\nred,B\n"])
def test_a_table_of_values_that_is_none_is_refused(tmp_path, text):
    (tmp_path / "map.csv").write_text(text)
    with pytest.raises(InputError, match="values and sides"):
        read_names(tmp_path / "map.csv")


def test_what_tells_of_no_side_among_what_does_is_left_out_and_named(read):
    found = read(collection(({"name": "Occupied"}, square(0, 0, 1, 1)), ({"name": "Airfield"}, square(5, 0, 6, 1))))
    assert found.held["occupied"].equals(box(0, 0, 1, 1))
    assert ["1 of its polygons" in note and "Airfield" in note for note in found.notes] == [True]


# --- days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ({"date": "2024-05-31"}, "a.geojson"),
        ({"Date": "2024-05-31T10:00:00Z"}, "x_2020-01-01.geojson"),
        ({"datetime": 1717113600000}, "a.geojson"),
        ({"date": 20240531}, "a.geojson"),
        ({}, "x_2024-05-31.geojson"),
        ({}, "x20240531v2.geojson"),
        ({}, "x 31.05.2024.geojson"),
        ({}, "ControlMap31MAY2024.geojson"),
        ({"date": None}, "2024_05_31.geojson"),
    ],
)
def test_the_day_is_that_of_the_properties_or_of_the_name(read, properties, name):
    assert read(collection(({"side": "A", **properties}, square(0, 0, 1, 1))), name).on == date(2024, 5, 31)


def test_a_person_knows_the_day_better(read):
    legend = Legend(on=date(2024, 6, 1))
    assert read(collection(({"side": "A", "date": "2024-05-31"}, square(0, 0, 1, 1))), legend=legend).on == legend.on


@pytest.mark.parametrize(("name", "on"), [("a.geojson", None), ("a_2022-09-11.geojson", date(2022, 9, 11))])
def test_a_day_that_cannot_be_is_named_and_not_used(read, name, on):
    found = read(collection(({"side": "A", "date": "2202-09-11"}, square(0, 0, 1, 1))), name)
    assert found.on == on
    assert any("2202-09-11, which cannot be" in note for note in found.notes)


def test_a_day_to_come_is_named_and_used(read):
    found = read(collection(({"side": "A", "date": "2049-09-11"}, square(0, 0, 1, 1))))
    assert (found.on, found.notes) == (date(2049, 9, 11), ("dated 2049-09-11, which has not come yet: check it",))


def test_each_day_of_a_file_is_a_snapshot(tmp_path):
    path = tmp_path / "all.geojson"
    path.write_text(
        collection(
            ({"side": "A", "date": "2024-05-02"}, square(0, 0, 2, 1)),
            ({"side": "A", "date": "2024-05-01"}, square(0, 0, 1, 1)),
            ({"side": "B", "date": "2024-05-01"}, square(1, 0, 2, 1)),
        )
    )
    found = read_polygons(path)
    assert [(s.on, list(s.held)) for s in found] == [(date(2024, 5, 1), ["A", "B"]), (date(2024, 5, 2), ["A"])]


# --- terms ------------------------------------------------------------------------------------------------------


def test_polygons_may_be_passed_on_only_if_somebody_says_so(read):
    plain = collection(({"side": "A"}, square(0, 0, 1, 1)))
    assert (read(plain).licence, read(plain).redistributable) == (None, False)
    told = read(collection(({"side": "A", "redistributable": True}, square(0, 0, 1, 1)), license="CC0"))
    assert (told.licence, told.redistributable) == ("CC0", True)
    half = read(
        collection(
            ({"side": "A", "redistributable": True}, square(0, 0, 1, 1)),
            ({"side": "B", "redistributable": False, "licence": "none"}, square(1, 0, 2, 1)),
        )
    )
    assert (half.licence, half.redistributable) == ("none", False)
    person = read(plain, legend=Legend(licence="by letter", redistributable=True))
    assert (person.licence, person.redistributable) == ("by letter", True)


# --- shapes -----------------------------------------------------------------------------------------------------


def test_overlaps_within_a_side_count_once_and_between_sides_for_nobody(read):
    found = read(
        collection(
            ({"side": "A"}, square(0, 0, 2, 1)),
            ({"side": "A"}, square(1, 0, 3, 1)),
            ({"side": "B"}, square(2, 0, 4, 1)),
        )
    )
    assert [found.held[s].equals(b) for s, b in (("A", box(0, 0, 2, 1)), ("B", box(3, 0, 4, 1)))] == [True, True]
    assert found.contested.equals(box(2, 0, 3, 1))
    # A square degree at the equator: 12,308.464 km² (Snyder 1987, formula 3-12).
    assert "A and B overlap by 12,308.5 km², which counts as contested" in found.notes


def test_a_gap_between_two_sides_is_named_and_a_hole_in_one_is_not(read):
    around = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    left, right = around.intersection(box(0, 0, 1.5, 3)), around.intersection(box(1.5, 0, 3, 3))
    both = read(collection(({"side": "A"}, left.__geo_interface__), ({"side": "B"}, right.__geo_interface__)))
    assert "gaps of 12,304.8 km² between the sides belong to nobody" in both.notes
    assert read(collection(({"side": "A"}, around.__geo_interface__))).notes == ()


@pytest.mark.parametrize(
    ("geometry", "shape", "words"),
    [
        (ring((0, 0), (1, 0), (1, 1), (0, 1)), box(0, 0, 1, 1), "1 rings were closed"),
        (ring((0, 0, 9), (1, 0, 9), (1, 1, 9), (0, 1, 9), (0, 0, 9)), box(0, 0, 1, 1), None),
        (ring((0, 0), (2, 0), (0, 2), (2, 2), (0, 0)), None, "1 polygons crossed themselves and were repaired"),
        (
            {"type": "GeometryCollection", "geometries": [square(0, 0, 1, 1), {"type": "Point", "coordinates": [5]}]},
            box(0, 0, 1, 1),
            None,
        ),
        (square(179, 0, 181, 1), None, "180th meridian"),
        (ring((179, 0), (-179, 0), (-179, 1), (179, 1), (179, 0)), None, "180th meridian"),
    ],
)
def test_shapes_are_mended_with_a_note(read, geometry, shape, words):
    found = read(collection(({"side": "A"}, geometry)))
    held = found.held["A"]
    assert held.is_valid
    assert not held.has_z
    assert shape is None or held.equals(shape)
    assert held.bounds[0] >= -180
    assert held.bounds[2] <= 180
    assert held.area == pytest.approx(2 if shape is None else 1)
    assert words is None or any(words in note for note in found.notes)


def test_another_crs_is_brought_to_degrees(read):
    # 400,750.17 m east and 0..221,194.08 m north in Web Mercator: 3.6 degrees, and 1.9866 degrees of latitude.
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    found = read(collection(({"side": "A"}, square(0, 0, 400750.1668557849, 221194.0774)), crs=crs))
    assert found.held["A"].bounds == pytest.approx((0, 0, 3.6, 1.98663), abs=1e-4)
    assert "reprojected from WGS 84 / Pseudo-Mercator" in found.notes


def test_features_of_two_crs_in_one_file_are_each_brought_to_degrees(read):
    metres = {**square(0, 0, 111319.49079327357, 111325.1428663851), "crs": {"properties": {"name": "EPSG:3857"}}}
    found = read(collection(({"side": "A"}, square(1, 0, 2, 1)), ({"side": "A"}, metres)))
    assert found.held["A"].bounds == pytest.approx((0, 0, 2, 1), abs=1e-6)


@pytest.mark.parametrize(
    ("side", "drawn", "meant"),
    [("A", (10, 100, 11, 101), (100, 10, 101, 11)), ("UA", (49, 36, 50, 37), (36, 49, 37, 50))],
)
def test_latitude_before_longitude_is_exchanged_where_the_numbers_or_the_theatre_tell(read, side, drawn, meant):
    found = read(collection(({"side": side}, square(*drawn))))
    assert [shape.bounds for shape in found.held.values()] == [meant]
    assert "latitude stood before longitude: exchanged" in found.notes


def test_where_nothing_tells_the_order_stands_as_it_is(read):
    found = read(collection(({"side": "A"}, square(49, 36, 50, 37))))
    assert (found.held["A"].bounds, found.notes) == ((49, 36, 50, 37), ())


@pytest.mark.parametrize(
    "geometry",
    [
        square(400000, 6000000, 500000, 6100000),
        square(200, 80, 201, 95),
        ring((0, 0), (float("nan"), 0), (1, 1), (0, 0)),
        ring((-170, 80), (-60, 80), (60, 80), (170, 80), (-170, 80)),
    ],
)
def test_what_lies_outside_the_map_or_around_a_pole_is_refused(read, geometry):
    with pytest.raises(InputError, match="expected"):
        read(collection(({"side": "A"}, geometry)))


def test_a_folder_gives_its_snapshots_and_names_what_it_cannot_read(tmp_path):
    (tmp_path / "a_2024-05-01.geojson").write_text(collection(({"side": "A"}, square(0, 0, 1, 1))))
    (tmp_path / "b.geojson").write_text("{")
    (tmp_path / "note.txt").write_text("2024-05-01 A report")
    found, faults = read_snapshots([tmp_path])
    assert [s.on for s in found] == [date(2024, 5, 1)]
    assert [fault.source.rpartition("/")[2] for fault in faults] == ["b.geojson"]
