"""Reports for tests: `[Name]` marks a settlement, `[Name|region]` another level, `[Name|metonym]` a government."""

from __future__ import annotations

import re
from datetime import date

from geo.claims import Extraction, extract
from geo.model import Level, Place, Report, Resolution, Role, Theatre, Toponym
from geo.resources import theatres

_MARK = re.compile(r"\[([^]|]+)(?:\|(\w+))?(?:\|([A-Z]{2}))?\]")


def marked(text: str, *, country: str = "UA") -> tuple[str, tuple[Toponym, ...]]:
    """The text without marks, and its toponyms, resolved to places that are named as written."""
    plain, toponyms, at = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        name, kind, code = match.groups()
        level = Level(kind) if kind in tuple(Level) else Level.SETTLEMENT
        place = Place(key=f"t:{name}", name=name, lat=49.0, lon=37.0, level=level, country=code or country)
        toponyms.append(
            Toponym(
                start=len(plain), end=len(plain) + len(name), name=name, level=level,
                role=Role.METONYM if kind == "metonym" else Role.LOCATION,
                resolution=Resolution.RESOLVED, place=place, score=0.9,
            )
        )  # fmt: skip
        plain += name
        at = match.end()
    return plain + text[at:], tuple(toponyms)


def read(
    text: str, *, theatre: str | Theatre = "ukraine", published: date | None = date(2022, 9, 11), country: str = "UA"
) -> Extraction:
    """Extract from a marked text."""
    plain, toponyms = marked(text, country=country)
    chosen = theatres.load(theatre) if isinstance(theatre, str) else theatre
    return extract(Report(id="r", text=plain, published=published), toponyms, chosen)


def told(text: str, **options: object) -> set[tuple[str, str, str | None]]:
    """(place, event, actor) of every claim that is not background."""
    return {(c.place, c.event.value, c.actor) for c in read(text, **options).claims if not c.background}  # type: ignore[arg-type]
