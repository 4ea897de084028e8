"""Claims that were read before count as those that are read now."""

import csv
import json

import pytest

from geo import cli
from geo.resources import bundle

pytestmark = pytest.mark.usefixtures("gazetteer")


@pytest.fixture
def run(capsys):
    def call(*arguments):
        assert cli.run([str(argument) for argument in arguments]) == 0
        return capsys.readouterr().out

    return call


@pytest.fixture
def table(run, tmp_path):
    run("claims", bundle.seeds(), "-o", tmp_path / "ready.csv")
    return tmp_path / "ready.csv"


def test_a_table_of_claims_gives_itself_back(run, table):
    assert run("claims", table, "--format", "csv") == table.read_text()


def test_with_the_reports_it_came_from_nothing_is_said_twice(run, table):
    assert run("claims", bundle.seeds(), table, "--format", "csv") == table.read_text()


@pytest.mark.parametrize("question", [["control", "--from", "2022-09-08", "--to", "2022-10-01"], ["areas"]])
def test_a_table_answers_as_its_reports_do(run, table, question):
    command, *options = question
    assert run(command, table, *options) == run(command, bundle.seeds(), *options)


def test_a_hand_in_the_table_is_heard(run, table):
    rows = list(csv.DictReader(table.read_text().splitlines()))
    first = next(row for row in rows if row["place"] == "Izium")
    first["actor"] = "Neither"
    with table.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerow(first)
    found = [json.loads(line) for line in run("claims", bundle.seeds(), table).splitlines()]
    assert len(found) == len(rows)
    assert [row["actor"] for row in found if row["id"] == first["id"]] == ["Neither"]


def test_a_table_by_hand_is_a_source_of_its_own(run, tmp_path):
    (tmp_path / "hand.csv").write_text(
        "place,event,actor,date,lat,lon,published\nAville,captured,Reds,2031-05-06,5,6,\n"
    )
    (row,) = [json.loads(line) for line in run("control", tmp_path / "hand.csv").splitlines()]
    assert (row["place"], row["controller"], row["date"], row["lat"]) == ("Aville", "Reds", "2031-05-06", 5.0)
    assert run("map", tmp_path / "hand.csv").startswith("<!DOCTYPE html>")
