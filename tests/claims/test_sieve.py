"""Passing over a sentence whose words tell of nothing changes no result: it only saves the time of parsing it.

Why a sentence told nothing is said of those that were parsed.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from geo.claims import extract
from geo.claims.reader import Reader
from geo.model import Report
from geo.pipeline import locate

EXERCISES = Path(__file__).parent.parent / "eval" / "claims" / "en.jsonl"


@pytest.fixture(scope="module")
def located(gazetteer):
    texts = [json.loads(line)["text"] for line in EXERCISES.read_text(encoding="utf-8").splitlines()]
    reports = [
        Report(id=str(n), text="\n\n".join(texts[n : n + 6]), published=date(2024, 6, 1))
        for n in range(0, len(texts), 6)
    ]
    return list(locate(reports, gazetteer=gazetteer))


def test_sentences_passed_over_would_have_told_nothing(located, monkeypatch):
    def told():
        read = [extract(f.report, f.toponyms, f.theatre) for f in located]
        return [(r.claims, r.areas, r.counts) for r in read]

    sieved = told()
    monkeypatch.setattr(Reader, "sieved", False)
    assert told() == sieved
