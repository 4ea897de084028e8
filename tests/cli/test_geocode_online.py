"""`groundshift geocode` with a service, with bad lines, and with its reasons."""

import importlib.util
import json
from pathlib import Path

import pytest
import stamina

from geo import cli

_SPEC = importlib.util.spec_from_file_location(
    "fault_server_of_places", Path(__file__).parents[1] / "places" / "fault_server.py"
)
_FAULTS = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_FAULTS)


@pytest.fixture
def server():
    with _FAULTS.serving() as started, stamina.set_testing(True, attempts=3, cap=True):
        yield started


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    from geo.places import online

    monkeypatch.setattr(online, "cache_folder", lambda: tmp_path / "cache")

    def call(*arguments):
        code = cli.run(["geocode", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture(autouse=True)
def _opened(gazetteer):
    """The index is built before a command could have to say so."""


@pytest.fixture
def asking(server):
    settings = {"domain": server.domain, "scheme": "http", "interval": 0, "timeout": 2, "contact": "desk@example.org"}
    return ["--geocoder", "nominatim", *(a for n, v in settings.items() for a in ("--geocoder-setting", f"{n}={v}"))]


def rows(out):
    return [json.loads(line) for line in out.splitlines()]


def test_nobody_is_asked_unless_the_user_says_so(run, server):
    code, out, _ = run("Zzyzxivka")
    assert (code, rows(out)[0]["resolution"], server.heads) == (0, "unknown", [])
    assert "geocoder" not in rows(out)[0]


def test_the_row_says_who_answered(run, server, asking):
    code, out, err = run("Zzyzxivka", "Izium", *asking)
    new, known = rows(out)
    assert (code, err) == (0, "")
    assert (new["geocoder"], new["lat"], new["online"]["outcome"]) == ("nominatim", 49.7791, "found")
    assert new["online"]["credit"] == "© OpenStreetMap contributors, ODbL 1.0"
    assert (known["geocoder"], known["geonameid"]) == ("offline", 707292)  # the service knows no such place
    assert [server.query(at)["q"] for at in (0, 1)] == ["Zzyzxivka", "Izium"]


def test_a_fault_is_named_and_the_offline_answer_written(run, server, asking):
    server.fault = "forbidden"
    code, out, err = run("Izium", "Lviv", *asking)
    assert code == 0
    assert [row["name"] for row in rows(out)] == ["Izyum", "Lviv"]
    assert [row["online"]["outcome"] for row in rows(out)] == ["fault", "fault"]
    (line,) = err.splitlines()
    assert line == (
        "groundshift: fault: nominatim for 'Izium': refused: status 403; the offline answer stands; "
        "it is not asked again in this run"
    )


def test_strictly_a_fault_ends_the_command_and_leaves_the_file(run, server, asking, tmp_path):
    server.fault = "page"
    (tmp_path / "out.jsonl").write_text("old")
    code, out, err = run("Izium", *asking, "--strict", "-o", tmp_path / "out.jsonl")
    assert (code, out, (tmp_path / "out.jsonl").read_text()) == (2, "", "old")
    assert err.splitlines()[-1].startswith("groundshift: error: expected nominatim to answer (--strict), 1 ")


@pytest.mark.parametrize("form", ["table", "csv"])
def test_other_forms_hold_both_answers_too(run, asking, form):
    code, out, _ = run("Zzyzxivka", *asking, "--explain", "--format", form)
    assert code == 0
    assert "Zzyzxivka, Kharkiv Oblast, UA (settlement): 0.050 = kind and size 0.050" in out
    assert "nominatim" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--geocoder-setting", "api_key=s3cret"], ["--geocoder", "name the service"]),
        (["--geocoder", "opencage", "--geocoder-setting", "s3cret"], ["NAME=VALUE"]),
        (["--geocoder", "opencage", "--geocoder-setting", "apikey=s3cret"], ["api_key", "'apikey'"]),
        (["--geocoder", "atlantis"], ["'atlantis'", "photon"]),
    ],
)
def test_a_bad_option_is_one_sentence_without_the_key(run, arguments, words):
    code, out, err = run("Izium", *arguments)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert all(word in err for word in words)
    assert "s3cret" not in err


BAD_LINES = [
    b"nope", b'{"id":1}', b'{"id":NaN,"query":"a"}', b'{"query":"\\ud800"}', b'{"query":"a","near":[91,0]}',
    b'{"query":"a","country":5}', b"\xff\xfe", b"[" * 2000, b'{"query":"' + b"x" * (1 << 20) + b'"}',
]  # fmt: skip


def test_bad_lines_are_named_and_the_rest_goes_on(run, tmp_path):
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(b"\n".join([b'{"id":"a","query":"Izium"}', *BAD_LINES, b'{"id":"b","query":"Lviv"}']))
    code, out, err = run("--batch", batch)
    assert (code, [row["id"] for row in rows(out)]) == (0, ["a", "b"])
    lines = err.splitlines()
    starts = [f"groundshift: fault: {batch}, line {n}: expected " for n in range(2, 11)]
    assert [line.startswith(start) for line, start in zip(lines, starts, strict=True)] == [True] * 9
    code, out, err = run("--batch", batch, "--strict", "-o", tmp_path / "out.jsonl")
    assert (code, out, (tmp_path / "out.jsonl").exists()) == (2, "", False)
    assert err.splitlines()[-1].startswith("groundshift: error: expected every line to be a query (--strict), 9 ")


def test_a_batch_without_a_query_is_refused(run, tmp_path):
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(b"\n".join(BAD_LINES))
    code, out, err = run("--batch", batch)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("groundshift: error: expected at least one query, could read none of 9")


def test_an_argument_that_is_no_text_is_refused(run, tmp_path):
    code, _, err = run("a\udcff", "-o", tmp_path / "out.jsonl")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "expected a text" in err


def test_a_query_is_explained(run):
    code, out, _ = run("Lyman", "--country", "UA", "--near", "45.7,29.7", "--explain")
    (row,) = rows(out)
    best = row["explain"]["best"]
    assert (code, best["region"]) == (0, "Odesa Oblast")
    assert best["score"] == row["score"] == pytest.approx(sum(best["parts"].values()))
    assert best["parts"]["neighbours"] > row["explain"]["runner_up"]["parts"].get("neighbours", 0.0)
