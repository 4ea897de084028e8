"""An output never takes the place of what was read, nor of a file that is read-only."""

import json

import pytest

from geo import cli

REPORT = "date 2022-09-11 Quiet day\n\nUkrainian forces retook Izium in Kharkiv region, Kyiv said.\n"


pytestmark = pytest.mark.usefixtures("gazetteer")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT)
    (tmp_path / "in" / "b.txt").write_text(REPORT)
    (tmp_path / "points.csv").write_text("place,lat,lon\nA,49.2,37.3\n")
    (tmp_path / "fixes.csv").write_text("claim id,field,value,reason\nx,drop,,never so\n")
    (tmp_path / "own.toml").write_text('name = "Own"\n')
    (tmp_path / "link.csv").symlink_to("in/a.txt")
    (tmp_path / "hard.csv").hardlink_to("in/a.txt")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        "claims in/a.txt --format csv -o in/a.txt",
        "claims in --format csv -o in/../in/b.txt",
        "claims in -o link.csv",
        "places in -o hard.csv",
        "map in -o link.csv",
        "export in -o link.csv",
        "control in --at points.csv -o points.csv",
        "areas in --corrections fixes.csv -o fixes.csv",
        "map in --theatre own.toml -o own.toml",
    ],
)
def test_an_output_that_is_an_input_is_refused(folder, capsys, arguments):
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    assert cli.run(arguments.split()) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)
    assert "none of the inputs" in err
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_an_output_beside_the_reports_is_no_report_the_next_time(folder, capsys):
    for name in ("in/claims.jsonl", "in/map.html", "in/week.geojson"):
        command = {"c": "claims", "m": "map", "w": "export"}[name[3]]
        assert cli.run([command, "in", "-o", name]) == 0
        first = (folder / name).read_bytes()
        assert cli.run([command, "in", "-o", name]) == 0
        assert (folder / name).read_bytes() == first
    rows = [json.loads(line) for line in (folder / "in/claims.jsonl").read_text().splitlines()]
    assert {row["report"] for row in rows} == {"a", "b"}
    assert "fault" not in capsys.readouterr().err


def test_a_read_only_output_is_refused(folder, capsys):
    (folder / "kept.csv").touch(mode=0o444)
    assert cli.run(["claims", "in", "-o", "kept.csv"]) == 2
    assert "read-only" in capsys.readouterr().err
    assert (folder / "kept.csv").read_bytes() == b""
