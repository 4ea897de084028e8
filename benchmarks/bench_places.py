"""The gazetteer and the place stages against their targets; each prints its figure through pytest-benchmark.

    pytest benchmarks/bench_places.py
"""

import subprocess
import sys
from datetime import date

import pytest

from geo.model import Report
from geo.places import OfflineGeocoder, geocode_rows, open_gazetteer, recognise, resolve
from geo.places.schema import digest
from geo.resources.theatres import NO_THEATRE

PARAGRAPH = (
    "Officials in Poltava said on Monday that troops had left Sumy, Chernihiv and the town of Nizhyn in Chernihiv "
    "region. President Volodymyr Smith spoke in Kyiv; Paris and Berlin welcomed it. In northern Odesa region, near "
    "Balta, nothing moved, the General Staff wrote, while the village of Qwertyne changed hands again in heavy fights. "
)


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer()


def test_index_is_built_within_30_seconds(benchmark, tmp_path):
    from geo.places import index

    benchmark.extra_info["target"] = "30 s, 60 MB"
    path = tmp_path / "gazetteer.sqlite"
    benchmark.pedantic(lambda: index.build(path, digest=digest()), rounds=1)
    benchmark.extra_info["megabytes"] = path.stat().st_size / 1e6


def test_index_is_ready_within_20_milliseconds(benchmark, gazetteer):
    benchmark.extra_info["target"] = "20 ms"
    benchmark(lambda: open_gazetteer(cache_dir=gazetteer.path.parent).find(["poltava"]))


@pytest.mark.usefixtures("gazetteer")
def test_a_reading_process_takes_little_memory(benchmark):
    script = (
        "import resource; from geo.places import open_gazetteer; open_gazetteer().find(['poltava']);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    benchmark.extra_info["target"] = "60 MB, the interpreter included"
    done = benchmark.pedantic(
        lambda: subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True), rounds=1
    )
    benchmark.extra_info["megabytes"] = float(done.stdout)


def test_recognition_and_resolution_of_english(benchmark, gazetteer):
    report = Report(id="r", text=PARAGRAPH * 200, published=date(2024, 1, 1))
    benchmark.extra_info["target"] = "2 MB/s"
    benchmark.pedantic(
        lambda: resolve(recognise(report, gazetteer), report, gazetteer, NO_THEATRE), rounds=3, warmup_rounds=1
    )
    benchmark.extra_info["megabytes_a_second"] = len(report.text) / 1e6 / benchmark.stats.stats.min


def test_a_batch_of_queries_a_tenth_of_them_misspelt(benchmark, gazetteer):
    names = [p.name for p in gazetteer.settlements("adm1:UA-53")][:100]
    names = [n[:2] + n[3:] if i % 10 == 0 and len(n) > 6 else n for i, n in enumerate(names)]
    rows = [{"id": i, "query": n, "country": "UA"} for i, n in enumerate(names * 100)]
    benchmark.extra_info["target"] = "100,000 in 20 s: 2 s for these 10,000"
    OfflineGeocoder(gazetteer).answer("Poltawa", country="UA")  # the neighbourhood of a country is made once
    benchmark.pedantic(lambda: list(geocode_rows(rows, gazetteer=gazetteer)), rounds=1)
