"""`groundshift diff` of two files of 100,000 vertices, the whole command, beside the same by GeoPandas."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

VERTICES = 100_000


def coast(path: Path, seed: int, width: float) -> Path:
    """Two sides on either side of a ragged line through ground some 400 km wide, `VERTICES` points in all."""
    random = np.random.default_rng(seed)
    lat = np.linspace(47, 50, VERTICES // 2 - 3)
    lon = 36 + width + 0.3 * np.sin(lat * 9) + np.cumsum(random.normal(0, 2e-4, len(lat)))
    line = np.column_stack([lon, lat]).round(6).tolist()
    west = [[33, 47], *line, [33, 50], [33, 47]]
    east = [[39, 47], *line, [39, 50], [39, 47]]
    features = [
        {"type": "Feature", "properties": {"side": side}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for side, ring in (("West", west), ("East", east))
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("coast")
    return coast(folder / "before_2024-05-01.geojson", 1, 0.0), coast(folder / "after_2024-05-31.geojson", 2, 0.2)


def command(pair: tuple[Path, Path]) -> list[dict[str, float]]:
    done = subprocess.run([sys.executable, "-m", "geo", "diff", *pair], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


BASELINE = """
import sys, geopandas
before, after = (geopandas.read_file(p).set_index("side").to_crs("ESRI:54034") for p in sys.argv[1:])
for side in before.index:
    a, b = before.geometry[side], after.geometry[side]
    print(side, b.difference(a).area / 1e6, a.difference(b).area / 1e6)
"""


@pytest.mark.benchmark(group=f"diff of two files of {VERTICES:,} vertices")
def test_diff(benchmark, pair):
    east, west = benchmark.pedantic(command, (pair,), rounds=3, warmup_rounds=1)
    assert west["net_km2"] == pytest.approx(-east["net_km2"], abs=1e-2)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", BASELINE, *pair], check=True, capture_output=True)
    benchmark.extra_info |= {
        "target": "2 s, the whole command",
        "baseline": f"GeoPandas, differences alone: {time.perf_counter() - start:.2f} s",
    }
