"""Corrections by claim id: a wrong pin, event, actor or date is put right, shown as such, and nothing else changes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from geo import pipeline
from geo.errors import InputError
from geo.model import Report
from geo.pipeline import corrections

TEXT = "Ukrainian troops took Chuhuiv on Friday. Russian forces still hold Lozova, Ukraine's army said."


@pytest.fixture(scope="module")
def analysis():
    from datetime import date

    return pipeline.analyse([Report(id="r", text=TEXT, published=date(2022, 9, 11))])


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["claim id,field,value,reason", *rows]) + "\n", encoding="utf-8")
    return path


def corrected(analysis, path: Path):
    from geo import places

    return corrections.apply(analysis, corrections.read(path), places.open_gazetteer())


def test_fields_are_put_right_and_say_so(analysis, tmp_path):
    claim = next(c for c in analysis.claims if c.place == "Chuhuiv")
    path = table(
        tmp_path,
        f"{claim.id},event,entered,only the outskirts",
        f"{claim.id},actor,Russia,slip of the writer",
        f"{claim.id},date,2022-09-08/2022-09-09,a later report",
        f'{claim.id},pin,"49.5,36.5",the other one',
    )
    after, left = corrected(analysis, path)
    now = next(c for c in after.claims if c.id == claim.id)
    assert (now.event.value, now.actor, now.when.edtf) == ("entered", "Russia", "2022-09-08/2022-09-09")
    assert now.toponym.place is not None
    assert (now.toponym.place.lat, now.toponym.place.lon) == (49.5, 36.5)
    assert now.corrected[0] == "event: only the outskirts"
    assert left == ()
    others = [c for c in analysis.claims if c.id != claim.id]
    assert [c for c in after.claims if c.id != claim.id] == others


def test_a_geonames_id_moves_the_pin(analysis, tmp_path):
    claim = analysis.claims[0]
    after, _ = corrected(analysis, table(tmp_path, f"{claim.id},pin,707292,the town meant"))
    assert after.claims[0].toponym.place.lat == pytest.approx(49.20697)


def test_a_dropped_claim_is_gone(analysis, tmp_path):
    claim = analysis.claims[0]
    after, _ = corrected(analysis, table(tmp_path, f"{claim.id},drop,,no such event"))
    assert claim.id not in {c.id for c in after.claims}
    assert len(after.claims) == len(analysis.claims) - 1


def test_a_claim_that_is_not_there_is_named(analysis, tmp_path):
    after, left = corrected(analysis, table(tmp_path, "0123456789abcdef,event,entered,why"))
    assert [c.claim for c in left] == ["0123456789abcdef"]
    assert after == analysis


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("x,colour,red,why", "field 'colour'"),
        ("x,event,exploded,why", "'exploded' is no event"),
        ("x,date,2022-02-31,why", "'2022-02-31' is no date"),
        ('x,pin,"91,0",why', "'91,0' is no pin"),
        ("x,event,entered,", "no reason"),
        (",event,entered,why", "no claim id"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path, row, named):
    with pytest.raises(InputError, match="line 2") as refused:
        corrections.read(table(tmp_path, row))
    assert named in str(refused.value)


def test_a_table_without_its_columns_is_refused(tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="claim id, field, value, reason"):
        corrections.read(path)


def test_the_command_shows_what_was_corrected(tmp_path):
    report = tmp_path / "r.md"
    report.write_text(f"---\nid: r\npublished: 2022-09-11\n---\n{TEXT}\n", encoding="utf-8")
    run = [sys.executable, "-m", "geo", "claims", str(report), "--format", "jsonl"]
    first = [json.loads(line) for line in subprocess.run(run, capture_output=True, check=True).stdout.splitlines()]
    path = table(tmp_path, f"{first[0]['id']},actor,Russia,a slip")
    again = subprocess.run([*run, "--corrections", str(path)], capture_output=True, check=True).stdout.splitlines()
    row = json.loads(again[0])
    assert (row["actor"], row["corrected"]) == ("Russia", ["actor: a slip"])
    assert first[0]["corrected"] == []


def test_a_cell_longer_than_any_reason_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InputError, match="expected a table of corrections"):
        corrections.read(table(tmp_path, f"abc,event,captured,{'x' * 200_000}"))


def test_an_event_said_to_be_denied_tells_what_was_denied(analysis, tmp_path):
    claim = next(c for c in analysis.claims if c.place == "Chuhuiv")
    after, _ = corrected(analysis, table(tmp_path, f"{claim.id},event,denied,the sentence goes on"))
    now = next(c for c in after.claims if c.id == claim.id)
    assert (now.event.value, now.denied_event, now.stance.value) == ("denied", claim.event, "denies")


FIGURES = "Ukraine has retaken 300 sq km since 1 September, Zelensky said. Russia holds 90% of Luhansk region."


@pytest.fixture(scope="module")
def figures():
    from datetime import date

    return pipeline.analyse([Report(id="f", text=FIGURES, published=date(2022, 9, 11))])


def test_a_figure_is_put_right_too(figures, tmp_path):
    (area,) = figures.areas
    path = table(tmp_path, f"{area.id},actor,Russia,slip", f"{area.id},date,2022-09-09,said of the 9th")
    (now,), left = corrected(figures, path)[0].areas, corrected(figures, path)[1]
    assert (now.actor, str(now.since), str(now.until)) == ("Russia", "2022-09-01", "2022-09-09")
    assert now.corrected == ("actor: slip", "date: said of the 9th")
    assert left == ()


def test_a_correction_that_a_figure_has_no_field_for_is_not_lost(figures, tmp_path):
    (area,) = figures.areas
    after, left = corrected(figures, table(tmp_path, f"{area.id},event,entered,why"))
    assert after == figures
    assert [c.field for c in left] == ["event"]


def test_a_share_can_be_dropped(figures, tmp_path):
    (share,) = figures.counts
    after, left = corrected(figures, table(tmp_path, f"{share.id},drop,,another war"))
    assert (after.counts, left) == ((), ())


def test_a_day_without_dashes_becomes_edtf(analysis, tmp_path):
    claim = analysis.claims[0]
    after, _ = corrected(analysis, table(tmp_path, f"{claim.id},date,20220908,why"))
    assert after.claims[0].when.edtf == "2022-09-08"


def test_a_moved_pin_moves_the_place_too(tmp_path, capsys):
    from geo import cli

    report = tmp_path / "r.md"
    report.write_text(f"---\nid: r\npublished: 2022-09-11\n---\n{TEXT}\n", encoding="utf-8")
    cli.run(["claims", str(report), "--format", "jsonl"])
    claim = json.loads(capsys.readouterr().out.splitlines()[0])
    fixes = table(tmp_path, f'{claim["id"]},pin,"49.5,36.5",the other one')
    assert cli.run(["places", str(report), "--format", "jsonl", "--corrections", str(fixes)]) == 0
    first, *others = json.loads(capsys.readouterr().out)["toponyms"]
    assert (first["name"], first["lat"], first["corrected"]) == ("Chuhuiv", 49.5, ["pin: the other one"])
    assert not any("corrected" in other for other in others)
