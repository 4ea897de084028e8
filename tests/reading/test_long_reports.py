"""One report has a length that one reader could read; what is longer is named before it costs anything."""

import json

import pytest

from geo.errors import InputError
from geo.model import Fault, Report
from geo.reading.documents import parse_document, read_document
from geo.reading.fields import LONGEST
from geo.reading.records import read_records


def test_a_report_may_have_so_many_characters_and_not_one_more():
    assert len(parse_document("a" * LONGEST, default_id="r").text) == LONGEST
    with pytest.raises(InputError, match="at most 300,000 characters, got 300,001 characters: part it"):
        parse_document("a" * (LONGEST + 1), default_id="r")


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match="at most 300,000 characters, got 50,000,000 bytes"):
        list(read_document(path))


def test_a_huge_line_among_records_is_named_and_the_others_are_read(tmp_path):
    path = tmp_path / "week.jsonl"
    lines = [{"text": "Rebels took Aville."}, {"text": "a" * 8_000_000}, {"text": "They left."}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    first, fault, last = read_records(path)
    assert isinstance(first, Report)
    assert isinstance(fault, Fault)
    assert fault.source.endswith("week.jsonl, line 2")
    assert "got a line of 3,600,000 bytes and more" in fault.message
    assert isinstance(last, Report)
