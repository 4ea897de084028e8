"""From a report and its toponyms to claims: its text read, its title read too, and what both say said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.claims.making import Maker
from geo.claims.reader import Reader, SlavicReader
from geo.claims.slavic import language_of
from geo.model import AreaClaim, Claim, CountClaim, Rejection, Report, Theatre, Toponym
from geo.resources import lexicons


@dataclass(frozen=True, slots=True)
class Extraction:
    claims: tuple[Claim, ...]
    areas: tuple[AreaClaim, ...]
    rejected: tuple[Rejection, ...] = ()
    counts: tuple[CountClaim, ...] = ()


def extract(
    report: Report, toponyms: Sequence[Toponym], theatre: Theatre, title_toponyms: Sequence[Toponym] = ()
) -> Extraction:
    """Read the claims of a report.

    A title is read too; what it says of a place, or of an area, that the body speaks of is the body's claim.

    Parameters
    ----------
    toponyms
        The place names of the report's text, resolved as far as they could be, in any order.
    theatre
        Who the sides are; with no sides they come from the text.
    title_toponyms
        The place names of its title, with offsets in the title.
    """
    language = language_of(report)
    body = _read(report, toponyms, theatre, language)
    if not report.title or report.title in report.text[: len(report.title) + 8]:
        return body
    headline = _read(replace(report, text=report.title, title=None), title_toponyms, theatre, language)
    told = {_place(claim) for claim in body.claims}
    claims = [replace(claim, in_title=True) for claim in headline.claims if _place(claim) not in told]
    areas_only_there = [
        replace(a, in_title=True)
        for a in headline.areas
        if not any(abs(a.km2 - b.km2) <= 0.02 * b.km2 for b in body.areas)
    ]
    counted = {(c.kind, c.value, c.of) for c in body.counts}
    counts = [replace(c, in_title=True) for c in headline.counts if (c.kind, c.value, c.of) not in counted]
    return Extraction((*body.claims, *claims), (*body.areas, *areas_only_there), body.rejected, (*body.counts, *counts))


def _read(report: Report, toponyms: Sequence[Toponym], theatre: Theatre, language: str | None) -> Extraction:
    lexicon = lexicons.load()
    reader = (
        Reader(report, toponyms, theatre, lexicon)
        if language is None
        else SlavicReader(report, toponyms, theatre, lexicon, language)
    )
    reader.read()
    maker = Maker(report, theatre, lexicon, reader.cast, reader.clock, reader.mind)
    return Extraction(
        maker.claims(reader.told), maker.areas(reader.figures), tuple(reader.rejected), maker.counts(reader.numbers)
    )


def _place(claim: Claim) -> str:
    return claim.toponym.place.key if claim.toponym.place else claim.place
