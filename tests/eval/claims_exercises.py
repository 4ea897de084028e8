"""The exercises in reading claims, and how the programme answers them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geo import claims, pipeline
from geo.exchange.rows import area_row, claim_row
from geo.model import Level, Report, Resolution, Role, Toponym
from geo.places import Gazetteer

HERE = Path(__file__).resolve().parent / "claims"
LANGUAGES = ("en", "uk", "ru")

Row = dict[str, Any]
SIDES: Mapping[str, Sequence[str]] = tomllib.loads((HERE / "sides.toml").read_text(encoding="utf-8"))


def gold(languages: Iterable[str] = LANGUAGES) -> list[Row]:
    """The exercises of some languages, in the order of the files."""
    lines = (line for lang in languages for line in (HERE / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


@dataclass(frozen=True)
class Answer:
    """What was read from one exercise, in the rows that the command line prints; `seen` are the place names found."""

    claims: Sequence[Row]
    areas: Sequence[Row]
    seen: Sequence[str]


def read(exercise: Row, gazetteer: Gazetteer, *, places_given: bool = False) -> Answer:
    """Read one exercise with the real pipeline; with `places_given`, the labels' places are told where unrecognised."""
    report = Report(id=exercise["id"], text=exercise["text"], published=date.fromisoformat(exercise["published"]))
    theatre = exercise.get("theatre", pipeline.AUTO)
    if places_given:
        (found,) = pipeline.locate([report], theatre=theatre, gazetteer=gazetteer)
        toponyms = with_labelled(found.toponyms, exercise)
        extraction = claims.extract(report, toponyms, found.theatre)
        said, figures, served = extraction.claims, extraction.areas, found.theatre
    else:
        analysis = pipeline.analyse([report], theatre=theatre, gazetteer=gazetteer)
        said, figures, served = analysis.claims, analysis.areas, analysis.theatre
        toponyms = analysis.toponyms[report.id]
    return Answer(
        claims=[claim_row(claim, served) for claim in said],
        areas=[area_row(figure, served) for figure in figures],
        seen=[toponym.name for toponym in toponyms],
    )


def with_labelled(toponyms: Sequence[Toponym], exercise: Row) -> tuple[Toponym, ...]:
    """Add the labels' places wherever the text names them and no place name was found there."""
    told = [
        Toponym(
            start=named.start(),
            end=named.end(),
            name=place,
            level=Level.SETTLEMENT,
            role=Role.LOCATION,
            resolution=Resolution.UNKNOWN,
        )
        for place in sorted({label["place"] for label in exercise["claims"]})
        for named in re.finditer(re.escape(place), exercise["text"])
        if not any(toponym.start < named.end() and named.start() < toponym.end for toponym in toponyms)
    ]
    return tuple(sorted((*toponyms, *told), key=lambda toponym: toponym.start))
