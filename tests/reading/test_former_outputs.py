"""What Groundshift wrote into a folder of reports is no report on the next run."""

import json
from pathlib import Path

import pytest

from geo.reading import read_sources

CLAIM = {"type": "claim", "id": "1", "report": "a", "quote": "Q", "start": 0, "end": 1}
ROWS = [
    CLAIM,
    CLAIM | {"text": "With the text of its report."},
    {"type": "rejected", "report": "a", "start": 0, "end": 1, "explain": {}},
    {"id": "a", "toponyms": [], "text": "T"},
    {"date": "2031-01-01", "place": "A", "controller": None, "status": "unknown", "basis": None},
    {"measure": "held", "side": "A", "central_km2": 1.0, "method": "m"},
    {"query": "A", "resolution": "unknown", "candidates": []},
]


def folder(tmp_path: Path, name: str, content: str) -> Path:
    (tmp_path / "a.txt").write_text("2031-01-01 A report")
    (tmp_path / name).write_text(content)
    return tmp_path


@pytest.mark.parametrize("row", ROWS)
def test_rows_are_left_out_with_a_note(tmp_path, row):
    reading = read_sources([folder(tmp_path, "out.jsonl", json.dumps(row) + "\n")])
    assert [r.id for r in reading.reports] == ["a"]
    assert reading.faults == ()
    assert [(Path(w.source).name, "itself wrote" in w.message) for w in reading.warnings] == [("out.jsonl", True)]
    assert [file.name for file in reading.files] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("out.geojson", '{"type":"FeatureCollection","groundshift":{"generator":"x"},"features":[]}'),
        ("out.html", '<html><script type="application/json" id="story-data">{}</script></html>'),
    ],
)
def test_maps_are_left_out_with_a_note(tmp_path, name, content):
    reading = read_sources([folder(tmp_path, name, content)])
    assert reading.faults == ()
    assert [Path(w.source).name for w in reading.warnings] == [name]


def test_an_output_named_outright_is_a_fault(tmp_path):
    (tmp_path / "out.jsonl").write_text(json.dumps(CLAIM))
    assert ["itself wrote" in f.message for f in read_sources([tmp_path / "out.jsonl"]).faults] == [True]


def test_a_row_of_ours_among_reports_is_a_fault_of_its_line(tmp_path):
    (tmp_path / "mixed.jsonl").write_text('{"text": "2031"}\n' + json.dumps(CLAIM))
    reading = read_sources([tmp_path / "mixed.jsonl"])
    assert [len(reading.reports), reading.faults[0].source[-6:]] == [1, "line 2"]
