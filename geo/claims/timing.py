"""Which date belongs to what: when it happened, when it was said, and what is history by now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from geo.claims import dates
from geo.claims.dates import IMPOSSIBLE, NO_DATE, TimeExpression
from geo.claims.happening import Happening
from geo.claims.statements import Statement
from geo.claims.timewords import REMEMBRANCE
from geo.model import Event, Report, When

_DATELINE = re.compile(
    r"\s*(?:[^\n]{1,200}\n\s*)?"  # a headline
    r"[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][\w .'’-]{2,40}?)?[,(]\s*"
    r"(?P<date>[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+\.?)\b"
)
_NEW_CLAUSE = re.compile(r"[,;:—–]|--|\b(?:and|but|while|after|before|since|that|when|with|as|is|are|was|were)\b")
# A relative clause that is still open: no sign closes it before the date.
_IN_RELATIVE = re.compile(r"\b(?:which|who|whose|where|that)\b[^,;:—–()]*$")
_RELATIVE_VERB = re.compile(r"\b(?:who|which|that)\s(?:\w+\s){0,2}$")
_PARTED = re.compile(r"[,;:—–]|\band\b")
_SEQUEL = re.compile(r"[^.;]*\b(?:a|one) (?:day|week|month) later\b")
# What "they" did next goes on with the story, unless the tense is of today.
_GOES_ON = re.compile(r"(?:They|He|She|Then|Later)\b")
_PRESENT = re.compile(r"(?:has|have|is|are|'ve|now)\b")
# News is what happened in the days before a report; what lies further back is its history.
NEWS_DAYS = 30
PLUPERFECT_DAYS = 14
ANNOUNCED_DAYS = 3
CHANGES = frozenset((Event.CAPTURED, Event.LIBERATED, Event.ENTERED, Event.WITHDREW))
NEAR = 60  # characters, with signs and new clauses counted dear


class Clock:
    """The days of one report: its own, those of its narrative, and those on which each side spoke."""

    new_clause = _NEW_CLAUSE  # what parts a date from a happening, in the report's language
    in_relative = _IN_RELATIVE
    before = 15  # characters by which a date before its happening counts as farther off than one behind it

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self.today = _day_of(report)
        self.anchor = self.today  # the last date of the narrative, for "a day later"
        self.first: date | None = None  # the first date of the narrative
        self.said_by_side: dict[str, date] = {}
        self.told_last: When | None = None  # the last date of long ago in the sentence before this one, and in this one
        self.told_now: When | None = None
        line = _DATELINE.match(report.text)
        self._written = line.span("date") if line else (0, 0)  # "KYIV, Sept 15": not when it happened

    @cached_property
    def remembers(self) -> bool:
        """Whether the report is one of remembrance: looked for only where something told has no date."""
        return len({m.group().lower() for m in REMEMBRANCE.finditer(self.text)}) > 1

    def find(self, start: int, end: int) -> list[TimeExpression]:
        """The dates named in a stretch of the text."""
        found = dates.find(self.text, start, end, today=self.today, anchor=self.anchor)
        written, behind = self._written
        return [t for t in found if not written <= t.start < behind]

    def move(self, times: Sequence[TimeExpression]) -> None:
        """Let the narrative go on from the last exact and recent date of a sentence."""
        past = [t.when for t in times if t.when is not IMPOSSIBLE and not t.since and self._long_ago(t.when)]
        self.told_last, self.told_now = self.told_now, past[-1] if past else None
        exact = [t.when.best for t in times if t.when.best and t.when.edtf == t.when.best.isoformat()]
        if exact and self.today and exact[-1] <= self.today and (self.today - exact[-1]).days <= 2 * NEWS_DAYS:
            self.anchor = exact[-1]
            self.first = self.first or exact[0]

    def note(self, statement: Statement, times: Sequence[TimeExpression]) -> None:
        """Remember when a side spoke: its other words in the report are most likely of that day."""
        said = self.said_beside(statement, times)
        if said and statement.speaker.side:
            self.said_by_side[statement.speaker.side] = said

    def said_beside(self, statement: Statement | None, times: Sequence[TimeExpression]) -> date | None:
        """The exact date that stands beside a verb of saying."""
        if statement is None:
            return None
        a, b = statement.frame
        near = [
            t
            for t in times
            if a <= t.start < b + 20 and t.when.best and not (t.since or t.ahead) and len(t.when.edtf or "") >= 10
        ]
        inside = [t for t in near if t.start < b] or near[:1]
        value = inside[0].when.best if inside else None
        return value if value and (not self.today or value <= self.today) else None

    def said(self, statement: Statement | None, beside: date | None) -> date | None:
        """When it was said: a date beside the verb, else that of another word of the same side, else the report's."""
        if statement is None:
            return None
        return beside or self.said_by_side.get(statement.speaker.side or "") or self.today

    def happened(
        self,
        happenings: Sequence[Happening],
        times: Sequence[TimeExpression],
        statements: Sequence[Statement],
        sentence_start: int,
    ) -> list[When | None]:
        """For each happening of a sentence the date nearest to it in its own clause.

        A date that belongs to a verb of saying does not count, and a date of long ago belongs to one happening alone:
        the nearest.
        """
        distances = {
            (n, m): self._distance(h, t, statements, sentence_start)
            for n, h in enumerate(happenings)
            for m, t in enumerate(times)
            if t.when is IMPOSSIBLE
            or (t.when.earliest is not None and not (self.today and t.when.earliest > self.today))
        }
        out: list[When | None] = []
        for n, happening in enumerate(happenings):
            state = happening.background == "since" or happening.event is Event.HELD
            mine = []
            for m, t in enumerate(times):
                distance = distances.get((n, m))
                if distance is None or (t.since and not state) or (t.ahead and happening.trigger[0] < t.start):
                    continue
                if t.reach is not None and happening.trigger[0] > t.reach:
                    continue
                if happening.event is Event.HELD and not t.since and distance > NEAR:
                    continue  # "X remains in A's hands, contrary to reports of Monday": the state is today's
                if any(self._of_relative(rival, t, happening) for rival in happenings):
                    continue
                rivals = [
                    other
                    for k, rival in enumerate(happenings)
                    if (other := distances.get((k, m))) is not None and rival.trigger != happening.trigger
                ]
                if self._long_ago(t.when) and min(rivals, default=distance) < distance:
                    continue
                mine.append((distance, m))
            best = times[min(mine)[1]] if mine else None
            when = best.when if best else None
            if best and best.until and when and when.latest:
                when = replace(when, edtf=f"../{when.latest.isoformat()}")
            if when is None and n and happenings[n - 1].trigger == happening.trigger:
                when = out[-1]  # "had taken X and Y": one verb, one day
            told = any(s.covers(happening.trigger[0]) for s in statements)
            goes_on = _GOES_ON.match(self.text, sentence_start) is not None
            out.append(when or (None if told else self._in_history(happening, out[-1] if out else None, goes_on)))
        return out

    def _of_relative(self, other: Happening, t: TimeExpression, happening: Happening) -> bool:
        """ "Rebels who seized X on Friday have left it": the date inside the relative clause is of that alone."""
        at, until = other.trigger
        inside = until <= t.start and t.end <= happening.trigger[0]
        opened = inside and _RELATIVE_VERB.search(self.text, max(0, at - 30), at)
        return bool(opened) and not _PARTED.search(self.text, until, t.start)

    def _in_history(self, happening: Happening, told_before: When | None, goes_on: bool) -> When | None:
        """The date of what is told as the sequel of history: "took it in March, and left a month later"."""
        if told_before is not None and self._long_ago(told_before):
            return told_before if _SEQUEL.search(self.text, happening.trigger[1], happening.trigger[1] + 60) else None
        goes_on = goes_on and not _PRESENT.match(self.text, happening.trigger[0])
        history = happening.background == "pluperfect" or goes_on
        return self.told_last if history else None  # "in 1974. By then they had taken X", "in 1974. They took X"

    def settle(
        self, happening: Happening, when: When | None, said_beside: date | None, said: date | None
    ) -> tuple[When, bool]:
        """The event's date, that of the statement where it has none, and whether it is history."""
        if happening.background in ("since", "long before") or (happening.event is Event.HELD and happening.background):
            return when or NO_DATE, True  # a state that lasted until the news began
        if when is IMPOSSIBLE:
            return when, False
        if when is not None:
            exact = when.earliest == when.latest
            limit = PLUPERFECT_DAYS if happening.background and not exact else NEWS_DAYS
            return when, self._long_ago(when, limit)
        if self.remembers:
            return NO_DATE, True  # what a ceremony is held for happened long ago
        if said is None or (said == self.today and not said_beside):
            return NO_DATE, False
        if happening.event in CHANGES:  # what is announced as done was done in the days before
            return dates.between(said - timedelta(days=ANNOUNCED_DAYS), said), False
        if said_beside:
            return dates.day(said), False
        return dates.between(said, said, edtf=f"{said.isoformat()}~"), False  # dated elsewhere by the same side

    def _long_ago(self, when: When, limit: int = NEWS_DAYS) -> bool:
        return self.today is not None and when.latest is not None and (self.today - when.latest).days > limit

    def _distance(
        self, happening: Happening, t: TimeExpression, statements: Sequence[Statement], sentence_start: int
    ) -> int | None:
        """How far a date stands from a happening, in characters, with signs and new clauses counted dear."""
        at, until = happening.trigger
        if any(s.frame[0] <= t.start < s.frame[1] + 1 and not s.frame[0] <= at < s.frame[1] for s in statements):
            return None
        if t.start >= until and self.in_relative.search(self.text, until, t.start):
            return None  # "retook X, a town that was ceded in 1998": of the ceding
        signs = len(self.new_clause.findall(self.text[min(until, t.end) : max(at, t.start)]))
        distance = abs(t.start - until) if t.start >= until else abs(at - t.end)
        # A date that opens the sentence governs it; one behind a sign belongs to what follows the sign.
        opens = t.end <= at and t.start <= sentence_start + 12
        return max(0, signs * NEAR + distance - (2 * NEAR if opens else 0) + (self.before if t.end <= at else 0))


def _day_of(report: Report) -> date | None:
    """The day of a report; a dateline such as "LONDON, June 20." comes before the date of publication."""
    published = report.published
    line = _DATELINE.match(report.text)
    if line and published:
        found = dates.find(report.text, line.start("date"), line.end("date"), today=published)
        if found and found[0].when.best and abs((published - found[0].when.best).days) <= 10:
            return found[0].when.best
    return published
