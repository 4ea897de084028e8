"""Files and folders: what is a source, in which order, and what is said of the rest."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from geo.reading import read_sources


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_folders_are_read_recursively_in_sorted_order(tmp_path):
    skipped = (".hidden.txt", ".git/x.txt", "README.md", "a/readme_first.txt")
    for name in ("b.txt", "a/z.md", "a/b/c.txt", *skipped, "c.txt"):
        write(tmp_path / name, f"2031-01-01 {name}\n")
    reading = read_sources([tmp_path])
    assert [r.id for r in reading.reports] == ["c", "z", "b", "c~2"]
    assert [r.title for r in reading.reports] == ["a/b/c.txt", "a/z.md", "b.txt", "c.txt"]
    assert reading.faults == ()
    assert ["'c~2'" in w.message for w in reading.warnings] == [True]


def test_a_file_reached_twice_is_read_once(tmp_path):
    one = write(tmp_path / "one.txt", "2031-01-01 One")
    assert len(read_sources([tmp_path, one, tmp_path / "." / "one.txt"]).reports) == 1


def test_many_reports_of_one_id_are_told_apart_each_by_the_next_number(tmp_path):
    lines = [{"id": name, "text": "T", "published": "2031-01-01"} for name in ("x~2", "x", "x", "x", "x~2")]
    path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    assert [r.id for r in read_sources([path]).reports] == ["x~2", "x", "x~3", "x~4", "x~2~2"]


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_utf8_gives_an_id_that_can_be_written(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xd0.txt"
    with open(path, "wb") as file:
        file.write(b"2031-01-01 T")
    reading = read_sources([tmp_path])
    assert [r.id for r in reading.reports] == ["\\xd0"]
    with open(os.fsencode(tmp_path) + b"/\xd1.jsonl", "wb") as file:
        file.write(b'{"text": "T"}\n{')
    reading = read_sources([tmp_path])
    assert [r.id for r in reading.reports] == ["\\xd0", "\\xd1#1"]
    assert reading.faults[0].source.encode().endswith(b"\\xd1.jsonl, line 2")


def test_a_file_that_may_not_be_read_is_a_fault_beside_the_others(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, "2031-01-01 T")
    read = Path.read_bytes

    def locked(path):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    reading = read_sources([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert [r.id for r in reading.reports] == ["b"]
    assert [(f.source, "'Permission denied'" in f.message) for f in reading.faults] == [(str(tmp_path / "a.txt"), True)]


@pytest.mark.parametrize("name", ["x" * 5_000 + ".txt", "a\0.txt", "loop.txt/a.txt", "loop.txt"])
def test_a_path_that_the_system_refuses_is_a_fault(tmp_path, name):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    reading = read_sources([tmp_path / name, write(tmp_path / "a.md", "2031-01-01 T")])
    assert len(reading.reports) == 1
    assert [f.message.startswith("expected a readable file") for f in reading.faults] == [True]


def test_folders_may_be_nested_deeper_than_calls_may(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(1_100):  # each within the last: no path is too long for the system
        os.mkdir("d")
        os.chdir("d")
    Path("a.txt").write_text("2031-01-01 T")
    os.chdir(tmp_path)
    try:
        assert [r.id for r in read_sources([Path()]).reports] == ["a"]
    finally:
        for _ in range(1_100):
            os.chdir("d")
        os.remove("a.txt")
        for _ in range(1_100):
            os.chdir("..")
            os.rmdir("d")


def test_the_byte_order_mark_is_no_text(tmp_path):
    report = read_sources([write(tmp_path / "a.txt", b"\xef\xbb\xbfdate 2031-01-01 Title")]).reports[0]
    assert (report.title, report.text) == ("Title", "Title")


def test_a_report_without_a_date_is_read_with_a_warning(tmp_path):
    reading = read_sources([write(tmp_path / "a.txt", "Troops left Aville.")])
    assert reading.reports[0].published is None
    assert [("no date" in w.message, w.source) for w in reading.warnings] == [(True, str(tmp_path / "a.txt"))]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "empty file"),
        ("a.txt", b" \n\t\n", "empty file"),
        ("a.jsonl", b"\n\n", "empty file"),
        ("a.txt", "Ізюм".encode("cp1251"), "byte 0xb2 at position 0"),
        ("a.txt", "Izium".encode("utf-16"), "UTF-16"),
        ("a.md", b"PK\x03\x04\x00\x00", "NUL at byte 4"),
        ("a.docx", b"x", "got '.docx'"),
        ("noext", b"x", "got 'no suffix'"),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_its_file(tmp_path, name, content, words):
    path = write(tmp_path / name, content)
    reading = read_sources([path])
    assert reading.reports == ()
    assert [f.source for f in reading.faults] == [str(path)]
    assert words in reading.faults[0].message
    assert reading.faults[0].message.startswith("expected")


def test_a_missing_source_and_an_empty_folder_are_faults(tmp_path):
    (tmp_path / "empty").mkdir()
    reading = read_sources([tmp_path / "nope.txt", tmp_path / "empty"])
    assert ["nothing of that name" in reading.faults[0].message, "no file" in reading.faults[1].message] == [True, True]


def test_in_a_folder_foreign_files_are_remarks_and_so_are_polygons_where_reports_are_asked_for(tmp_path):
    write(tmp_path / "a.txt", "2031-01-01 A")
    write(tmp_path / "LICENSE", "x")
    write(tmp_path / "b.kml", "x")
    reading = read_sources([tmp_path])
    assert len(reading.reports) == 1
    assert reading.faults == ()
    assert [Path(f.source).name for f in reading.warnings] == ["LICENSE", "b.kml"]


def test_a_readme_named_outright_is_no_report_either(tmp_path):
    reading = read_sources([write(tmp_path / "README.md", "2031-01-01 How to")])
    assert (reading.reports, reading.faults) == ((), ())
    assert "README" in reading.warnings[0].message


def test_each_line_of_a_jsonl_file_is_read_or_named(tmp_path):
    lines = [
        json.dumps({"id": "x", "published": "2031-05-06", "text": "  2031-01-01 untouched \u2028 text \n"}),
        "",
        json.dumps({"text": "No id", "published": "2031-05-06T10:00:00Z", "url": None}),
        "{broken",
        "[1]",
        json.dumps({"title": "no text"}),
        json.dumps({"text": "t", "published": "2022-13-40"}),
        json.dumps({"text": "t", "published": 20220911}),
        "[" * 100_000,
        '{"text": "half \\ud83d", "published": "2031-05-06", "id": 7}',
        json.dumps({"id": "x", "text": "again", "published": "2031-05-06"}),
    ]
    path = write(tmp_path / "week.jsonl", b"\xef\xbb\xbf" + "\n".join(lines).encode() + b"\n\xff\n")
    reading = read_sources([path])
    assert [r.id for r in reading.reports] == ["x", "week#3", "7", "x~2"]
    assert reading.reports[0].text == "  2031-01-01 untouched \u2028 text \n"
    assert reading.reports[1].published == date(2031, 5, 6)
    assert reading.reports[2].text == "half \ufffd"
    assert [f.source.rpartition(" ")[2] for f in reading.faults] == ["4", "5", "6", "7", "8", "9", "12"]
    assert all(f.message.startswith("expected") and "\n" not in f.message for f in reading.faults)
    assert "'2022-13-40'" in reading.faults[3].message
