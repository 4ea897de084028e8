"""Which date belongs to what, in Ukrainian and Russian."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.claims.dates import TimeExpression
from geo.claims.slavic import dates
from geo.claims.timing import Clock
from geo.model import Report, When
from geo.resources.slavic.lexicon import Lexicon

_NEW_CLAUSE = re.compile(r"[,;:—–]|\s-\s|\b(?:і|й|та|а|але|що|як|коли|після|и|но|что|как|когда|после)\b")

_THEN = re.compile(r"(?:[^\W\d_]+\s){0,2}?(тоді|тогда)\b", re.IGNORECASE)


class SlavicClock(Clock):
    """The clock of a report, with that language's dates and its signs of a new clause."""

    new_clause = _NEW_CLAUSE
    before = 0

    def __init__(self, report: Report, words: Lexicon) -> None:
        super().__init__(report)
        self.words = words
        self.then: When | None = None  # the last date named, of long ago too

    def find(self, start: int, end: int) -> list[TimeExpression]:
        found = dates.find(self.text, start, end, self.words, today=self.today, anchor=self.anchor)
        back = _THEN.match(self.text, start, end)
        if not found and back and self.then:
            return [TimeExpression(back.start(1), back.end(1), back[1], self.then)]
        return found

    def move(self, times: Sequence[TimeExpression]) -> None:
        super().move(times)
        self.then = next((t.when for t in reversed(times) if t.when.best), self.then)
