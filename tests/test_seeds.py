"""The bundled reports: what each must carry, and the span of days that the demonstration covers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from geo.reading import read_sources
from geo.resources import bundle

SEEDS = sorted(p for p in bundle.seeds().glob("*.md") if not p.name.startswith("README"))


def _front_matter(path: Path) -> dict[str, object]:
    opening, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == ""
    assert body.strip()
    loaded = yaml.safe_load(head)
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_a_seed_says_what_it_is(path: Path) -> None:
    front = _front_matter(path)
    assert set(front) == {"id", "title", "published", "outlet", "language"}
    assert front["id"] == path.stem
    assert front["outlet"] == "Groundshift digest"
    assert front["language"] == "en"
    assert str(front["published"]) == path.stem[:10], "the file's name begins with the day of publication"


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_a_seed_is_a_digest_and_not_an_article(path: Path) -> None:
    words = path.read_text(encoding="utf-8").split("---\n", 2)[2].split()
    # The founding report holds some thirty facts; the others one or two events each.
    assert 60 <= len(words) <= (350 if path.stem == "2022-09-11-pullback" else 180)


def test_the_demonstration_runs_from_8_september_to_1_october() -> None:
    days = [date.fromisoformat(path.stem[:10]) for path in SEEDS]
    assert (min(days), max(days)) == (date(2022, 9, 8), date(2022, 10, 1))


def test_every_seed_is_read_without_a_fault_and_the_readme_is_no_report() -> None:
    reading = read_sources([bundle.seeds()])
    assert reading.faults == ()
    assert [report.id for report in reading.reports] == [path.stem for path in SEEDS]
    assert all(report.published and report.title and report.outlet for report in reading.reports)


@pytest.mark.parametrize(
    ("seed", "figure"),
    [
        ("2022-09-08-balakliia", "1,000 square kilometres"),
        ("2022-09-09-isw", "2,500 square kilometres"),
        ("2022-09-11-pullback", "770 square miles"),
        ("2022-09-11-zaluzhnyi", "3,000 square kilometres"),
        ("2022-09-12-zelensky", "6,000 square kilometres"),
        ("2022-09-13-maliar", "3,800 square kilometres"),
        ("2022-09-14-maliar", "8,500 square kilometres"),
    ],
)
def test_the_figures_of_that_week_stand_in_the_digests_with_their_units(seed: str, figure: str) -> None:
    assert figure in (bundle.seeds() / f"{seed}.md").read_text(encoding="utf-8")
