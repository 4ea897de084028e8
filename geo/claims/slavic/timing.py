"""Which date belongs to what, in Ukrainian and Russian."""

from __future__ import annotations

import re

from geo.claims.dates import TimeExpression
from geo.claims.slavic import dates
from geo.claims.timing import Clock
from geo.model import Report
from geo.resources.slavic.lexicon import Lexicon

_NEW_CLAUSE = re.compile(r"[,;:—–]|\s-\s|\b(?:і|й|та|а|але|що|як|коли|після|и|но|что|как|когда|после)\b")


class SlavicClock(Clock):
    """The clock of a report, with that language's dates and its signs of a new clause."""

    new_clause = _NEW_CLAUSE
    before = 0

    def __init__(self, report: Report, words: Lexicon) -> None:
        super().__init__(report)
        self.words = words

    def find(self, start: int, end: int) -> list[TimeExpression]:
        return dates.find(self.text, start, end, self.words, today=self.today, anchor=self.anchor)
