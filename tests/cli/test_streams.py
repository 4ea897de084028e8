"""Standard streams that are closed, full or no longer read: a quiet end or one sentence, never a traceback."""

import os
import subprocess
import sys

import pytest

REPORT = "date 2022-09-11 Quiet day\n\nUkrainian forces retook Izium in Kharkiv region, Kyiv said.\n"
COMMANDS = (["claims", "a.txt"], ["map", "a.txt"], ["--help"], ["claims", "--help"], ["gazetteer"], [])

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and devices are others there")


@pytest.fixture(autouse=True)
def _opened(gazetteer):
    """The index is built before a command could have to say so."""


@pytest.fixture
def shell(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)

    def call(arguments, redirection, more=""):
        command = f'{{ "$0" -m geo "$@" {more}; echo "code $?" >&3; }} 3>code {redirection}'
        done = subprocess.run(
            ["bash", "-c", command, sys.executable, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return int((tmp_path / "code").read_text().split()[1]), done.stdout, done.stderr

    return call


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_reader_that_went_away_is_no_fault(shell, arguments):
    assert shell(arguments, "| exec <&- sleep 0")[0::2] == (0, "")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("redirection", "why"), [("> /dev/full", "No space left"), (">&-", "Bad file descriptor")])
def test_a_result_that_cannot_be_printed_is_one_sentence(shell, arguments, redirection, why):
    code, out, err = shell(arguments, redirection)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith("groundshift: error: expected to be able to write to standard output, got ")
    assert why in err


@pytest.mark.parametrize("redirection", ["2> /dev/full", "2>&-"])
def test_where_nobody_hears_the_messages_results_stay_clean(shell, redirection):
    code, out, _ = shell(["claims", "a.txt", "missing.txt"], redirection)
    assert code == 0
    assert [line[:15] for line in out.splitlines()] == ['{"type":"claim"']


@pytest.mark.parametrize("output", ["/dev/stdout", ">(cat)"])
def test_pipes_are_written_through(shell, output):
    code, out, err = shell(["claims", "a.txt", "--format", "jsonl"], "| cat", more=f"-o {output}")
    assert (code, [line[:15] for line in out.splitlines()]) == (0, ['{"type":"claim"'])
    assert "error" not in err


def test_rows_come_with_what_every_output_says(shell):
    code, out, err = shell(["claims", "a.txt", "--format", "csv"], "")
    assert (code, out.splitlines()[0][:7]) == (0, "type,id")
    assert err == (
        "groundshift: note: machine-read, unreviewed; data as of 2022-09-11; sources: a; credit: Groundshift, "
        "machine-read from 1 report, data to 2022-09-11. Places: GeoNames (CC BY 4.0). Borders: Natural Earth.\n"
    )
