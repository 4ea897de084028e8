"""Reports that a reader brings: whatever their names and bytes, good ones are kept and bad ones named."""

from datetime import date
from pathlib import Path

import pytest

from geo.model import Report
from geo.ui import added


def one(name: str, content: bytes) -> added.Reading:
    return added.read([(name, content)], "", None)


def test_an_upload_is_read_as_the_file_would_be() -> None:
    reading = one("week.md", b"---\ntitle: T\npublished: 2031-05-03\n---\nBody.")
    assert [(r.id, r.title, r.published, r.text) for r in reading.reports] == [("week", "T", date(2031, 5, 3), "Body.")]
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("utf16.txt", "x".encode("utf-16")), ("image.png", b"\x89PNG"), ("\x00", b"x")],
)
def test_a_bad_upload_is_named_as_the_reader_named_it_without_a_path_of_ours(name: str, content: bytes) -> None:
    reading = added.read([(name, content), ("good.txt", b"2031-05-03 Headline\n\nBody.")], "", None)
    assert [f.source for f in reading.faults] == [name]
    assert "groundshift-" not in reading.faults[0].message
    assert [r.id for r in reading.reports] == ["good"]


SQUARE = b"""{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"side": "Red"}, "geometry":
{"type": "Polygon", "coordinates": [[[36, 49], [37, 49], [37, 50], [36, 50], [36, 49]]]}}]}"""


def test_polygons_are_read_with_the_day_and_under_the_name_of_their_file() -> None:
    reading = one("2021-05-03.geojson", SQUARE)
    assert [(s.source, s.on, s.held["Red"].bounds) for s in reading.snapshots] == [
        ("2021-05-03.geojson", date(2021, 5, 3), (36.0, 49.0, 37.0, 50.0))
    ]
    assert (reading.reports, reading.faults) == ((), ())


@pytest.mark.parametrize(
    "name", ["../../../escaped.txt", "..\\escaped.txt", "/escaped.txt", "a/\x00/escaped.txt", "...escaped.txt"]
)
def test_no_name_reaches_outside_its_folder(name: str) -> None:
    assert [r.id for r in one(name, b"2031-05-03 Headline\n\nBody.").reports] == ["escaped"]
    assert not any(Path(p, "escaped.txt").exists() for p in ("/", "..", "../..", "../../.."))


def test_a_pasted_text_keeps_its_own_date_and_takes_the_given_one_only_without() -> None:
    given = date(2031, 5, 9)
    assert added.read([], "2031-05-03 Headline\n\nBody.", given).reports[0].published == date(2031, 5, 3)
    undated = added.read([], "Body.", given)
    assert undated.reports[0].published == given
    assert undated.warnings == ()


def test_a_text_without_any_date_is_taken_with_a_warning() -> None:
    reading = added.read([], "Body.", None)
    assert reading.reports[0].published is None
    assert [w.source for w in reading.warnings] == ["The pasted text"]


def test_the_same_report_is_added_once_and_another_of_its_id_gets_its_own() -> None:
    first, same, other = Report(id="a", text="One."), Report(id="b", text="One."), Report(id="a", text="Two.")
    assert [(r.id, r.text) for r in added.joined([first], [same, other])] == [("a", "One."), ("a~2", "Two.")]
