"""How long the main job takes: from the reports to the finished map, warm and as a whole command.

Run `pytest benchmarks/bench_main_job.py`; see README.md beside it for the targets.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from geo import pipeline
from geo.places import open_gazetteer
from geo.resources import bundle

FOUNDING = bundle.seeds() / "2022-09-11-pullback.md"
pytest.importorskip("pytest_benchmark")


@pytest.fixture(scope="module")
def gazetteer():
    """Built before anything is measured, should this be a machine's first run."""
    return open_gazetteer()


def test_report_to_map_in_a_warm_process(benchmark, gazetteer):
    """Target: at most 1 s."""

    def job():
        analysis = pipeline.analyse(pipeline.read([FOUNDING]).reports, gazetteer=gazetteer)
        return pipeline.draw(pipeline.tell(analysis, gazetteer=gazetteer))

    benchmark.pedantic(job, rounds=5, warmup_rounds=1)
    benchmark.extra_info["target"] = "1 s"


@pytest.mark.usefixtures("gazetteer")
@pytest.mark.parametrize("what", ["report", "folder"])
def test_whole_command(benchmark, tmp_path: Path, what):
    """Target: at most 4 s for the report that the project began with."""
    source = FOUNDING if what == "report" else bundle.seeds()
    command = [sys.executable, "-m", "geo", "map", str(source), "-o", str(tmp_path / "map.html")]
    benchmark.pedantic(subprocess.run, (command,), {"check": True, "cwd": bundle.root()}, rounds=3)
    benchmark.extra_info["target"] = "4 s"


@pytest.mark.usefixtures("gazetteer")
@pytest.mark.parametrize(
    "arguments", [["--help"], ["geocode", "Kharkiv"], ["claims", str(FOUNDING)]], ids=lambda a: a[0]
)
def test_command_that_should_start_at_once(benchmark, arguments):
    """No target of its own: what the heavy libraries must not slow down."""
    command = [sys.executable, "-m", "geo", *arguments]
    benchmark.pedantic(
        subprocess.run, (command,), {"check": True, "capture_output": True, "cwd": bundle.root()}, rounds=3
    )


@pytest.mark.usefixtures("gazetteer")
def test_gazetteer_is_ready(benchmark):
    """Target: at most 20 ms once the index is built."""
    benchmark.pedantic(lambda: open_gazetteer().close(), rounds=20, warmup_rounds=1)
    benchmark.extra_info["target"] = "20 ms"


def test_gazetteer_index_is_built(benchmark, tmp_path: Path):
    """Target: at most 30 s, once on a machine."""
    benchmark.pedantic(lambda: open_gazetteer(cache_dir=tmp_path).close(), rounds=1)
    benchmark.extra_info |= {
        "target": "30 s, 60 MB", "megabytes": sum(f.stat().st_size for f in tmp_path.rglob("*.sqlite")) / 1e6,
    }
