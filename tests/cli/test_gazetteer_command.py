"""Adding, showing and removing gazetteers from the command line."""

import json
import shutil

import pytest

from geo import cli

VILLAGE = "name,lat,lon\nQwertyne,49.7,36.8\n"


@pytest.fixture
def cache(gazetteer, tmp_path, monkeypatch):
    """A cache of one's own, with the index of the world in it."""
    folder = tmp_path / "cache"
    folder.mkdir()
    shutil.copy2(gazetteer.path, folder)
    monkeypatch.setenv("GROUNDSHIFT_CACHE", str(folder))
    return folder


@pytest.fixture
def run(cache, capsys):  # noqa: ARG001  # the commands find it in the environment
    def call(*arguments):
        code = cli.run(["gazetteer", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def village(tmp_path):
    path = tmp_path / "villages.csv"
    path.write_text(VILLAGE)
    return path


def test_a_gazetteer_is_added_shown_and_removed(run, village):
    code, out, err = run("add", village, "--licence", "ODbL 1.0")
    assert code == 0
    assert "Reading villages.csv" in err
    (row,) = map(json.loads, out.splitlines())
    assert (row["name"], row["rows"], row["new"], row["merged"], row["licence"]) == ("villages", 1, 1, 0, "ODbL 1.0")
    assert json.loads(run("info")[1])["added"] == [row]
    assert "ODbL 1.0" in run("info", "--format", "table")[1]
    assert run("remove", "villages") == (0, "", "")
    assert json.loads(run("info")[1])["added"] == []


def test_other_commands_know_what_was_added(run, village, capsys):
    run("add", village)
    assert cli.run(["geocode", "Qwertyne"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["lat"], found["lon"], found["region"]) == (49.7, 36.8, "Kharkiv Oblast")


def test_a_file_of_no_use_is_one_sentence_and_exit_2(run, tmp_path):
    (tmp_path / "bad.txt").write_text("a\tb\n")
    code, out, err = run("add", tmp_path / "bad.txt")
    assert (code, out) == (2, "")
    assert err.startswith("groundshift: error: expected in ")
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_is_one_sentence_and_exit_2(run, tmp_path):
    code, out, err = run("add", tmp_path / "none.csv")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "No such file" in err


def test_one_name_is_for_one_file(run, village):
    code, _, err = run("add", village, village, "--name", "mine")
    assert code == 2
    assert "expected one file with --name, got 2" in err


def test_files_of_one_name_are_not_taken_for_each_other(run, village, tmp_path):
    (tmp_path / "other").mkdir()
    other = shutil.copy2(village, tmp_path / "other" / "villages.csv")
    code, _, err = run("add", village, other)
    assert code == 2
    assert "expected files of different names" in err


def test_what_was_not_added_cannot_be_removed(run, village):
    run("add", village)
    code, out, err = run("remove", "towns")
    assert (code, out) == (2, "")
    assert "expected the name of an added gazetteer (one of villages), got 'towns'" in err
    assert json.loads(run("info")[1])["added"] != []
