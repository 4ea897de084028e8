"""Which date belongs to what, in Ukrainian and Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.claims.dates import TimeExpression
from geo.claims.happening import Happening
from geo.claims.slavic import dates
from geo.claims.speech import Statement
from geo.claims.timing import NEAR, Clock
from geo.model import Report
from geo.resources.slavic.lexicon import Lexicon

_NEW_CLAUSE = re.compile(r"[,;:—–]|\s-\s|\b(?:і|й|та|а|але|що|як|коли|після|и|но|что|как|когда|после)\b")


class SlavicClock(Clock):
    """The clock of a report, with that language's dates and its signs of a new clause."""

    def __init__(self, report: Report, words: Lexicon) -> None:
        super().__init__(report)
        self.words = words

    def find(self, start: int, end: int) -> list[TimeExpression]:
        return dates.find(self.text, start, end, self.words, today=self.today, anchor=self.anchor)

    def _distance(
        self, happening: Happening, t: TimeExpression, statements: Sequence[Statement], sentence_start: int
    ) -> int | None:
        at, until = happening.trigger
        if any(s.frame[0] <= t.start < s.frame[1] + 1 and not s.frame[0] <= at < s.frame[1] for s in statements):
            return None
        signs = len(_NEW_CLAUSE.findall(self.text[min(until, t.end) : max(at, t.start)]))
        distance = abs(t.start - until) if t.start >= until else abs(at - t.end)
        opens = t.end <= at and t.start <= sentence_start + 12
        return max(0, signs * NEAR + distance - (2 * NEAR if opens else 0))
