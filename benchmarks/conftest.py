"""Print each figure beside its target and its baseline.

A benchmark says what it is measured against by `benchmark.extra_info`: "target", and where there is one "baseline",
are texts; every other key is a further figure of the same run.
"""

from collections.abc import Iterator

import pytest


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, config) -> None:
    session = getattr(config, "_benchmarksession", None)
    if session is None or not session.benchmarks:
        return
    terminalreporter.section("figures beside their targets")
    for bench in sorted(session.benchmarks, key=lambda b: b.fullname):
        terminalreporter.write_line(f"{bench.name}: {'; '.join(_told(bench))}")


def _told(bench) -> Iterator[str]:
    info = dict(bench.extra_info)
    target, baseline = info.pop("target", None), info.pop("baseline", None)
    yield _seconds(bench.stats.min)
    yield from (f"{key.replace('_', ' ')} {_short(value)}" for key, value in info.items())
    yield f"target {target or 'none of its own'}"
    if baseline:
        yield f"baseline {baseline}"


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def _short(value: object) -> object:
    return round(value, 2) if isinstance(value, float) else value
