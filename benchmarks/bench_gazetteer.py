"""Gazetteers of one's own against their targets: how long adding takes, in how much memory, and what opening costs.

    pytest benchmarks/bench_gazetteer.py

Baseline for adding: rebuilding the whole index with the rows in it, which takes as long as the first build (30 s).
"""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geo.places import open_gazetteer
from geo.places.adding import add_gazetteers, stage

ROWS = 100_000


@pytest.fixture
def cache(tmp_path):
    """A cache of one's own, with the base index in it."""
    source = open_gazetteer().path.parent
    folder = tmp_path / "cache"
    folder.mkdir()
    for path in source.glob("gazetteer-*.sqlite"):
        shutil.copy2(path, folder)
    return folder


def dump(path: Path, rows: int) -> Path:
    """A country dump of made-up villages all over the steppe, 19 columns each."""
    dice = random.Random(7)  # noqa: S311  # no secret
    parts = ["no", "ve", "sta", "ro", "mi", "lo", "ka", "ry", "bo", "hu", "zel", "den", "pol", "kra"]
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, rows + 1):
            name = "".join(dice.choices(parts, k=4)).capitalize() + "ivka"
            lat, lon = dice.uniform(47, 51), dice.uniform(25, 38)
            cells = [900_000_000 + number, name, name, f"{name}s,{name}x", f"{lat:.5f}", f"{lon:.5f}", "P", "PPL", "UA"]
            file.write("\t".join(map(str, [*cells, "", "07", "", "", "", 0, "", "", "", "2024-01-01"])) + "\n")
    return path


def test_a_country_dump_is_added_within_30_seconds(benchmark, cache, tmp_path):
    source = dump(tmp_path / "UA.txt", ROWS)
    benchmark.extra_info["target"] = f"30 s for {ROWS:,} rows, the index with them included"
    (row,) = benchmark.pedantic(lambda: add_gazetteers([source], cache_dir=cache), rounds=1)
    assert row["new"] > 0.5 * ROWS


def test_reading_a_file_takes_the_same_memory_however_long_it_is(benchmark, tmp_path):
    script = (
        "import json, resource, sys; from pathlib import Path; from geo.places.adding import stage\n"
        "stage(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))"
    )

    def megabytes(rows: int) -> float:
        source = dump(tmp_path / f"{rows}.txt", rows)
        command = [sys.executable, "-c", script, str(source), str(tmp_path)]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    benchmark.extra_info["target"] = "ten times the rows, at most 20 MB more"
    short = megabytes(ROWS // 10)
    long = benchmark.pedantic(lambda: megabytes(ROWS), rounds=1)
    benchmark.extra_info["megabytes"] = [short, long]


def test_rows_are_read_at_20_000_a_second(benchmark, tmp_path):
    source = dump(tmp_path / "UA.txt", ROWS)
    benchmark.extra_info["target"] = f"{ROWS // 20_000} s for {ROWS:,} rows"
    benchmark.pedantic(lambda: stage(source, tmp_path), rounds=1)


def test_an_index_with_added_places_is_ready_within_20_milliseconds(benchmark, cache, tmp_path):
    add_gazetteers([dump(tmp_path / "UA.txt", 1000)], cache_dir=cache)
    benchmark.extra_info["target"] = "20 ms"
    benchmark(lambda: open_gazetteer(cache_dir=cache).find(["poltava"]))
