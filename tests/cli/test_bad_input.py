"""Bad input: one clear sentence on standard error, exit code 2, and what stood in the output file still stands."""

import json
import os
from pathlib import Path

import pytest

GOOD = "date 2022-09-11 Quiet day\n\nNothing happened in Kharkiv."


def assert_one_sentence(err: str, *words: str) -> None:
    lines = err.splitlines()
    assert len(lines) == 1, err
    assert lines[0].startswith("groundshift: error: ")
    for word in words:
        assert word in lines[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nope"], ["nope"]),
        (["claims"], ["SOURCE"]),
        (["claims", "missing.txt"], ["missing.txt", "found nothing of that name"]),
        (["claims", ""], ["'SOURCE'", "got ''"]),
        (["claims", "x" * 5_000 + ".txt"], ["File name too long"]),
        (["claims", "good.txt", "-o", ""], ["'-o'", "got ''"]),
        (["claims", "good.txt", "-o", "x" * 5_000 + ".csv"], ["File name too long"]),
        (["claims", "good.txt", "--theatre", "x" * 5_000 + ".toml"], ["File name too long"]),
        (["claims", "good.txt", "--theatre", "points.csv"], ["'points.csv'"]),
        (["map", "good.txt", "--on", "0999-12-31"], ["'0999-12-31'"]),
        (["claims", "good.txt", "--format", "xml"], ["'xml'", "jsonl"]),
        (["claims", "good.txt", "--theatre", "atlantis"], ["'atlantis'", "auto"]),
        (["claims", "good.txt", "--nope"], ["--nope"]),
        (["claims", "good.txt", "-o", "out.xyz"], ["'out.xyz'", ".csv"]),
        (["map", "good.txt", "--on", "2022-13-40"], ["'2022-13-40'", "--on"]),
        (["map", "good.txt", "--known-by", "20220911"], ["'20220911'"]),
        (["control", "good.txt", "--on", "2022-09-10", "--from", "2022-09-01"], ["--on", "--from"]),
        (["control", "good.txt", "--from", "2022-09-10", "--to", "2022-09-01"], ["2022-09-10", "2022-09-01"]),
        (["control", "good.txt", "--from", "1022-09-10", "--to", "2022-09-01"], ["36600"]),
        (["control", "good.txt", "--at", "points.csv"], ["91", "line 3"]),
        (["control", "good.txt", "--at", "good.txt"], ["place, lat and lon"]),
        (["control", "good.txt", "--at", "none.csv"], ["none.csv", "No such file"]),
        (["control", "good.txt", "--at", "."], ["Is a directory"]),
        (["areas", "good.txt", "--by", "side,planet"], ["'side,planet'"]),
        (["export", "good.txt", "-o", "out.kmz"], ["'out.kmz'", ".kml"]),
        (["export", "good.txt", "-o", "out.shp"], ["'out.shp'"]),
        (["export", "good.txt", "-o", "out.csv", "--layer", "soil"], ["'soil'", "territory"]),
        (["app", "--port", "70000"], ["65535"]),
    ],
)
def test_one_sentence_and_nothing_written(tmp_path, monkeypatch, run, arguments, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "points.csv").write_text("place,lat,lon\nA,50,36\nB,91,36\n")
    before = sorted(tmp_path.iterdir())
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert_one_sentence(err, *words)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", ["empty file"]),
        ("latin.txt", "Ізюм".encode("cp1251"), ["UTF-8", "0xb2"]),
        ("date.md", b"---\npublished: 2022-13-40\n---\nText", ["'2022-13-40'"]),
        ("changes.gpkg", b"SQLite", ["got polygons (.gpkg)"]),
        ("week.csv", b"a,b\n1,2\n", ["ready claims", "event and place", "'a, b'"]),
    ],
)
def test_a_report_that_cannot_be_read_is_named_and_the_old_output_stays(tmp_path, run, name, content, words):
    source, output = tmp_path / name, tmp_path / "out.jsonl"
    source.write_bytes(content)
    output.write_text("old")
    code, out, err = run("claims", source, "-o", output)
    assert (code, out) == (2, "")
    assert_one_sentence(err, name, *words)
    assert output.read_text() == "old"


def test_without_any_report_each_fault_is_named_and_a_sentence_sums_up(tmp_path, run):
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.jsonl").write_text("x")
    code, out, err = run("claims", tmp_path)
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["fault", "fault", "error"]
    assert "could read none" in lines[2]


def test_a_good_report_among_bad_ones_is_read_unless_strict(tmp_path, run):
    reports, output = tmp_path / "reports", tmp_path / "out.jsonl"
    reports.mkdir()
    (reports / "a.txt").touch()
    (reports / "b.txt").write_text(GOOD)
    code, _, err = run("places", reports, "-o", output)
    assert code == 0
    assert "a.txt: expected a report, got an empty file" in err
    assert [json.loads(line)["id"] for line in output.read_text().splitlines()] == ["b"]
    output.write_text("old")
    code, _, err = run("places", reports, "-o", output, "--strict")
    assert code == 2
    assert err.splitlines()[-1].startswith("groundshift: error: expected every report to be readable (--strict), 1 ")
    assert output.read_text() == "old"


def test_a_report_that_may_not_be_read_does_not_stop_the_others(tmp_path, monkeypatch, run):
    good, locked = tmp_path / "good.txt", tmp_path / "locked.txt"
    good.write_text(GOOD)
    locked.write_text(GOOD)
    read = Path.read_bytes

    def refuse(path):
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    # Root may read all files, so the system's refusal is played; some libraries ask first.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(os, "access", lambda path, _: str(path) != str(locked))
    code, out, err = run("places", good, locked)
    assert (code, [json.loads(line)["id"] for line in out.splitlines()]) == (0, ["good"])
    assert err == (
        f"groundshift: fault: {locked}: expected a readable file, got 'Permission denied': "
        "check its name and permissions\n"
    )


@pytest.mark.usefixtures("gazetteer")
def test_days_at_the_edges_of_the_calendar_stop_nothing(tmp_path, run):
    report, fixes = tmp_path / "a.txt", tmp_path / "fixes.csv"
    report.write_text("date 2022-09-11 T\n\nUkrainian forces retook Izium and Balakliia in Kharkiv region, Kyiv said.")
    _, out, _ = run("claims", report)
    first, second = (json.loads(line)["id"] for line in out.splitlines())
    fixes.write_text(f"claim id,field,value,reason\n{first},date,0001-01-01,r\n{second},date,9999-12-31,r\n")
    code, out, _ = run("map", report, "--corrections", fixes)
    assert (code, "9999-12-31" in out) == (0, True)


def test_names_of_files_cannot_drive_the_terminal(tmp_path, run):
    _, _, err = run("claims", tmp_path / "a\x1b[31m.txt")
    assert "\x1b" not in err


def test_an_output_that_cannot_be_written_is_named(tmp_path, run):
    source = tmp_path / "good.txt"
    source.write_text(GOOD)
    code, _, err = run("places", source, "-o", tmp_path / "no" / "out.jsonl")
    assert code == 2
    assert_one_sentence(err, "out.jsonl", "No such file or directory")
