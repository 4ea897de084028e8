"""Ukrainian and Russian: free word order read by case, preposition and aspect instead of position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.claims.areas import Figure
from geo.claims.counts import Counted
from geo.claims.dates import TimeExpression
from geo.claims.happening import Happening
from geo.claims.sentences import Item, Sentence
from geo.claims.slavic import areas, counts, events, speech
from geo.claims.slavic.actors import Cast, Party
from geo.claims.slavic.anaphora import resolve as resolve_anaphors
from geo.claims.slavic.counts import mentions_count
from geo.claims.slavic.sides import NATIONS, Sides
from geo.claims.slavic.timing import SlavicClock
from geo.claims.speakers import Recent, Speaker
from geo.claims.statements import Statement
from geo.claims.subjects import Narrative
from geo.model import Report, Theatre, Toponym
from geo.resources.slavic.lexicon import load
from geo.resources.slavic.morphology import norm

__all__ = ["NATIONS", "Grammar", "language_of", "mentions_count"]

_SAMPLE = 20_000  # characters looked at to tell a language


def language_of(report: Report) -> str | None:
    """ "uk" or "ru" where a report is in one of them: as it says itself, else by its letters; None for all others.

    >>> language_of(Report(id="r", text="Місто звільнено.")), language_of(Report(id="r", text="The town was freed."))
    ('uk', None)
    """
    given = (report.language or "").lower()[:2]
    if given:
        return given if given in ("uk", "ru") else None
    sample = report.text[:_SAMPLE].lower()
    cyrillic = 0 if sample.isascii() else len(re.findall("[а-яёіїєґ]", sample))
    if not cyrillic or 2 * cyrillic <= len(re.findall(r"[^\W\d_]", sample)):
        return None
    ukrainian, russian = len(re.findall("[іїєґ]", sample)), len(re.findall("[ыэъё]", sample))
    if ukrainian == russian:  # a line too short to show letters of its own: whose words are these?
        tokens = {norm(word) for word in re.findall(r"[^\W\d_]+", sample)}
        ukrainian, russian = (sum(map(load(code).knows, tokens)) for code in ("uk", "ru"))
    return "uk" if ukrainian > russian else "ru" if russian else None


class Grammar:
    """What the reader of a report asks of a language: parties, dates, statements, happenings, figures."""

    def __init__(self, language: str, report: Report, theatre: Theatre, mind: Narrative) -> None:
        self.words = load(language)
        self.mind = mind
        self.cast = Cast(theatre, self.words, report.published.year if report.published else None)
        self.cast.home = self.cast.parties.of_nation(mind.country)
        self.clock = SlavicClock(report, self.words)
        self.issuer: Speaker | None = None  # of the bulletin that the report is
        self.sides = Sides(self.cast, mind)
        self.pointing = self.words.groups["clause.this"]
        self.war_words = frozenset(self.words.nouns["words.war"])

    def statements(self, sentence: Sentence, recent: Recent) -> list[Statement]:
        """Who says what in a sentence; under a heading such as "Зведення Генштабу" its issuer does, if nobody else."""
        found = speech.find(sentence, self.cast, self.words, recent)
        if sentence.headline:
            self.issuer = speech.issuer(sentence, self.cast, self.words, found)
        elif not found and self.issuer is not None:
            span = (sentence.start, sentence.end)
            return [Statement(self.issuer, "claims", span[0], (span[0], span[0]), [span])]
        return found

    def acting(self, items: Sequence[Item]) -> str | None:
        """The side that a sentence has for its subject, whatever it does."""
        parties = (x.actor for x in items if isinstance(x.actor, Party))
        return next((p.side for p in parties if p.side and p.force and p.nominative), None)

    def happenings(self, items: Sequence[Item]) -> Iterator[Happening]:
        return events.find(items, self.sides, self.words, self.mind)

    def points_back(self, sentence: Sentence, statement: Statement) -> bool:
        """ "Про це повідомив X": a statement of what was told just before."""
        low = [norm(x.low) for x in sentence.items if statement.frame[0] <= x.start < statement.frame[1]]
        return any(" ".join(low[k : k + 2]) in self.words.groups["clause.of_this"] for k in range(len(low)))

    def figures(
        self, text: str, sentence: Sentence, times: Sequence[TimeExpression], fallback: str | None
    ) -> list[Figure]:
        return areas.find(text, sentence, self.sides, self.words, times, fallback)

    def counts(self, text: str, sentence: Sentence, times: Sequence[TimeExpression]) -> list[Counted]:
        return counts.find(text, sentence, self.sides, self.words, times)

    def anaphors(self, items: list[Item], place: Toponym | None) -> None:
        capitals = (k for k, x in enumerate(items) if x.kind == "place" and self.cast.nation_at(items, k))
        resolve_anaphors(items, self.words, place, frozenset(capitals))
