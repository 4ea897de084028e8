"""Reads a report sentence by sentence: who acts, what happens where, who says so, and what stays in mind of it.

Most sentences tell of nothing that happened, so what costs time waits until it is asked for: a sentence is parsed only
if its words (`sieve`) let one expect a party or an event, and who said what when is read, in the order of the text,
up to the sentence that a happening or figure is found in.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo.claims import anaphora, areas, counts, events, groups, lookback, settling, speech
from geo.claims.actors import Cast
from geo.claims.dates import TimeExpression
from geo.claims.happening import Happening
from geo.claims.making import Numbered, Reckoned, Told
from geo.claims.overlooked import overlooked
from geo.claims.reality import fictional, may_invent, staged
from geo.claims.sentences import Item, Mention, Sentence, in_spans, quotations, split, tokens
from geo.claims.sieve import Sieve, Signs
from geo.claims.slavic import Grammar, mentions_count
from geo.claims.speakers import STATE_SPEAKERS, STATE_WORDS, Recent, Speaker
from geo.claims.statements import Statement
from geo.claims.subjects import Narrative
from geo.claims.timing import CHANGES, Clock
from geo.model import Event, Level, Rejection, Report, Role, Theatre, Toponym, When
from geo.resources.lexicons import Lexicon
from geo.units import mentions_area

# "… denied it", "… rejected the claim"
_POINTING = frozenset(("it", "this", "that", "which", "claim", "claims", "report", "reports", "statement"))
_ALL = Signs(tells=True, speaks=True, acts=True)


@dataclass(frozen=True, slots=True)
class _Heard:
    """The dates of a sentence, what is said in it, and the quotation from elsewhere that it lies in."""

    times: Sequence[TimeExpression]
    statements: Sequence[Statement]
    quoted: Statement | None

    def told_by(self, at: int) -> Statement | None:
        """Whose word stands at an offset."""
        # A denial reaches over the report that it denies; otherwise the nearest verb of saying counts.
        denial = next((s for s in self.statements if s.stance == "denies" and s.covers(at)), None)
        return denial or self.worded_by(at)

    def worded_by(self, at: int) -> Statement | None:
        """Whose "we" and "they" stand at an offset: of A where "B denied A's claim that they took X"."""
        covering = [s for s in self.statements if s.covers(at)]
        nearest = max(covering, key=lambda s: (s.verb <= at, s.verb if s.verb <= at else -s.verb), default=None)
        return nearest or self.quoted


class Reader:
    """Reads one English report; `told`, `figures` and `rejected` hold what it found."""

    sieved = True  # whether sentences are looked at before they are parsed
    mentions_count = staticmethod(counts.mentions_count)

    def __init__(self, report: Report, toponyms: Sequence[Toponym], theatre: Theatre, lexicon: Lexicon) -> None:
        self.report, self.text, self.theatre, self.lexicon = report, report.text, theatre, lexicon
        self.cast: Cast = Cast(theatre, lexicon, report.published.year if report.published else None)
        groups = self.cast.parties.groups  # "in Taliban hands": what no gazetteer knows and an armed group is called
        places = (t for t in toponyms if t.place is not None or t.name not in groups)
        self.toponyms = sorted(places, key=lambda t: (t.start, -t.end))
        self.toponym_starts = [t.start for t in self.toponyms]
        self.sieve = Sieve(self.cast, lexicon)
        self.clock: Clock = Clock(report)
        self.mind = Narrative()
        self.mind.country = anaphora.land_of(self.toponyms)
        self.cast.home = self.cast.parties.of_nation(self.mind.country)
        self.gainer: str | None = None  # the side that last gained a place
        self.recent = Recent()
        self.topic_paragraph = -1
        self.dateline: Toponym | None = None
        self.quotes = quotations(report.text)
        self.quote_starts = [start for start, _ in self.quotes]
        self.quote_speaker: dict[int, Speaker] = {}
        self.sentences: list[Sentence] = []
        self.signs: list[Signs] = []
        self.heard: list[_Heard] = []
        self.told: list[Told] = []
        self.figures: list[Reckoned] = []
        self.numbers: list[Numbered] = []
        self.rejected: list[Rejection] = []
        self.invents = may_invent(report.text, lexicon)
        self.fiction: tuple[int, int, str | None] = (-1, 0, None)  # a paragraph, how far it was looked through for it
        self.war_words = lexicon.groups["words.war_words"]
        self.pointing = _POINTING

    def read(self) -> None:
        self.sentences = list(split(self.text))
        for sentence in self.sentences:
            seen = self._signs(sentence)
            self.signs.append(seen)
            if seen.acts or self._toponyms_of(sentence):
                sentence.items = self._items(sentence)
                self.dateline = anaphora.drop_dateline(sentence) or self.dateline
                self.cast.cast(sentence)
        groups.settle(self.cast, self.sentences)
        groups.seat(self.cast, self.dateline, self.mind.country)
        if not self._about_forces():
            return
        measured, counted = mentions_area(self.text), self.mentions_count(self.text)
        for number, sentence in enumerate(self.sentences):
            before = self._found()
            self._sentence(number)
            stretch = self.text[sentence.start : sentence.end]
            if measured and mentions_area(stretch):
                self._reckon(number)
            if counted and self.mentions_count(stretch):
                self._count(number)
            seen = self.signs[number]
            if self._found() == before and seen.tells and seen.acts:  # a party did something, it seems
                missed = overlooked(self.report.id, self.text, sentence, self.lexicon)
                self.rejected += [missed] if missed else []
        if self.told or self.figures or self.numbers:
            self._hear(len(self.sentences) - 1)  # when a side spoke may be said last

    def _about_forces(self) -> bool:
        """Whether the text is about armed forces at all: an election's captures are none."""
        war = self.war_words
        return (
            bool(self.theatre.sides)
            or any(seen.war for seen in self.signs)
            or any(
                item.low in war or (item.actor is not None and self._armed(item.actor))
                for sentence in self.sentences
                for item in sentence.items
            )
        )

    def _armed(self, actor: Mention) -> bool:
        """Whether a party is one that fights wherever it is named: no nation, and no name that could be a party's."""
        known = actor.kind != "name" or actor.side in self.cast.parties.irregular
        return actor.force and actor.kind != "nation" and known

    def _parsed(self, number: int) -> list[Item]:
        """The items of a sentence; one that names no party and no place has not been parsed before."""
        sentence = self.sentences[number]
        if not sentence.items:
            sentence.items = self._items(sentence)
        return sentence.items

    def _toponyms_of(self, sentence: Sentence) -> list[Toponym]:
        first = bisect_left(self.toponym_starts, sentence.start)
        last = bisect_left(self.toponym_starts, sentence.end, first)
        return [t for t in self.toponyms[first:last] if t.end <= sentence.end] if first < last else []

    def _items(self, sentence: Sentence) -> list[Item]:
        """Tokens with the toponyms merged in."""
        items = tokens(self.text, sentence.start, sentence.end)
        if named := self._toponyms_of(sentence):
            items = self._merged(items, named)
        if self._quotes_of(sentence):
            for item in items:
                item.quoted = in_spans(self.quotes, self.quote_starts, item.start) is not None
        return items

    def _merged(self, found: Sequence[Item], named: Sequence[Toponym]) -> list[Item]:
        """Tokens, with one item for all that are part of a name."""
        items: list[Item] = []
        pending = iter(named)
        current = next(pending, None)
        for token in found:
            if current is None:
                items.append(token)
                continue
            while current is not None and token.start >= current.end:
                current = next(pending, None)
            if current is not None and token.start >= current.start and current.role is not Role.PART_OF_NAME:
                if token.start == current.start and token.end > current.end:
                    items.append(token)  # "Moscow-backed": the compound is the word, the place only part of it
                    current = next(pending, None)
                    continue
                if token.start == current.start:
                    items.append(
                        Item("place", current.name, current.name.lower(), current.start, current.end, place=current)
                    )
                continue
            items.append(token)
        return items

    def _quotes_of(self, sentence: Sentence) -> range:
        """The numbers of the quotations that may have a part in a sentence."""
        first = max(0, bisect_right(self.quote_starts, sentence.start) - 1)
        return range(first, bisect_left(self.quote_starts, sentence.end))

    # -- one sentence --------------------------------------------------------------------------------------------

    def _sentence(self, number: int) -> None:
        sentence, real = self.sentences[number], []
        if sentence.items or self.signs[number].tells:
            items = self._parsed(number)
            self._anaphors(sentence)
            if self.mind.place is not None or any(item.place is not None for item in items):
                real = self._real(number)
        for happening, when in zip(real, self._happened(number, real), strict=True):
            heard = self._hear(number)
            teller = heard.told_by(happening.trigger[0])
            said = self.clock.said_beside(teller, heard.times)
            self.told.append(Told(happening, sentence, teller, when, said, self.gainer, self.mind.loser))
        # What is denied, or said to have been told, was told in this sentence or right before it.
        if self.told and sentence.start - self.told[-1].sentence.end < 3:
            self._look_back(sentence, self._hear(number))
        self._remember(sentence, next((h.place for h in real if h.place.level in (Level.SETTLEMENT, None)), None))

    def _real(self, number: int) -> list[Happening]:
        """What happened by the sentence; what is only wished, planned or asked goes to the rejected."""
        self.mind.speaker_side = lambda at: self._side_of(self._hear(number).worded_by(at))
        self.mind.told_after = lambda at: (t := self._hear(number).told_by(at)) is not None and t.frame[0] > at
        self.mind.asides = lambda: [
            s.frame
            for s in self._hear(number).statements
            if s.speaker.name and any(a < s.frame[0] for a, _ in s.scopes)
        ]
        self.mind.near = self.topic_paragraph == self.sentences[number].paragraph
        real = []
        for happening in self._happenings(self.sentences[number].items):
            if reason := happening.unreal or self._made_up(number):
                self._reject(happening, reason)
                continue
            real.append(happening)
            if happening.event in CHANGES and not happening.negated:
                self.mind.told = happening
            if happening.event in CHANGES and happening.actor and not happening.negated:
                if happening.event is Event.WITHDREW:
                    self.mind.loser = happening.actor
                else:
                    self.mind.agent = self.gainer = happening.actor
        return settling.two_sided(real)

    def _made_up(self, number: int) -> str | None:
        """Why nothing that a sentence tells is of this world: a novel, a war game, a rumour that is refuted."""
        if not self.invents:
            return None
        sentence = self.sentences[number]
        if found := staged(self.text, sentence.start, sentence.end, self.lexicon):
            return found
        paragraph, looked_at, fiction = self.fiction
        if paragraph != sentence.paragraph:
            first = bisect_left(self.sentences, sentence.paragraph, key=lambda s: s.paragraph)
            looked_at, fiction = self.sentences[first].start, None
        fiction = fiction or fictional(self.text, looked_at, sentence.end, self.lexicon)
        self.fiction = sentence.paragraph, sentence.end, fiction
        return fiction

    def _side_of(self, statement: Statement | None) -> str | None:
        """The side of who speaks; "the defence ministry" is that of the country where most of the places lie."""
        if statement is None or statement.speaker.name is None:
            return None
        side, words = statement.speaker.side, statement.speaker.name.casefold().split()
        unnamed = side in STATE_WORDS or (side is None and not STATE_SPEAKERS.isdisjoint(words))
        if unnamed and not self.theatre.sides:
            return self.cast.seat or self.cast.parties.of_nation(self.mind.country) or side
        return side

    def _happened(self, number: int, real: Sequence[Happening]) -> Sequence[When | None]:
        if not real:
            return ()
        heard = self._hear(number)
        return self.clock.happened(real, heard.times, heard.statements, self.sentences[number].start)

    def _reckon(self, number: int) -> None:
        """Find the figures of a sentence."""
        sentence, heard = self.sentences[number], self._hear(number)
        self._parsed(number)
        for figure in self._figures(sentence, heard.times, heard.statements):
            teller = heard.told_by(sentence.start + figure.quantity.start)
            said = self.clock.said_beside(teller, heard.times)
            if figure.throughout:
                figure = replace(figure, since=self.clock.first, until=self.clock.anchor)
            self.figures.append(Reckoned(figure, sentence, teller, said))

    def _count(self, number: int) -> None:
        """Find the shares of a region and the numbers of settlements in a sentence."""
        sentence = self.sentences[number]
        for counted in self._counts(number):
            heard = self._hear(number)
            teller = heard.told_by(counted.start)
            said = self.clock.said_beside(teller, heard.times)
            if counted.actor is None:
                counted = replace(counted, actor=self._fallback_side(heard.statements))
            self.numbers.append(Numbered(counted, sentence, teller, said))

    def _look_back(self, sentence: Sentence, heard: _Heard) -> None:
        text = self.text[sentence.start : sentence.end]
        lookback.answer(self.told, sentence, heard.statements, self._beside, self.pointing, self.lexicon, text)

    def _beside(self, sentence: Sentence, statement: Statement) -> list[Item]:
        return lookback.beside(sentence, statement)

    # -- who says what when ------------------------------------------------------------------------------------------

    def _hear(self, number: int) -> _Heard:
        """What is said in a sentence. Who "he" is depends on the sentences before, which are heard first."""
        while len(self.heard) <= number:
            self.heard.append(self._listen(len(self.heard)))
        return self.heard[number]

    def _listen(self, number: int) -> _Heard:
        sentence = self.sentences[number]
        times = self.clock.find(sentence.start, sentence.end)
        statements = self._said_in(number)
        for statement in statements:
            self.clock.note(statement, times)
        heard = _Heard(times, statements, self._quoted(number, statements) or self._bulletin_goes_on(number))
        named = [s for s in statements if s.speaker.name and not s.speaker.outlet and s.stance != "shows"]
        main = [s for s in named if not any(other.covers(s.verb) for other in named if other is not s)]
        for statement in (*(s for s in named if s not in main), *main):
            self.recent = self.recent.then(statement.speaker)
        self.clock.move(times)
        return heard

    def _bulletin_goes_on(self, number: int) -> Statement | None:
        """ "General Staff: …. …": its word to the end of the paragraph, until somebody else speaks."""
        sentence, before = self.sentences[number], self.heard[number - 1] if number else None
        if before is None or self.sentences[number - 1].paragraph != sentence.paragraph:
            return None
        issued = next((s for s in (*before.statements, before.quoted) if s is not None and s.bulletin), None)
        if issued is None or (before.statements and before.statements[-1] is not issued):
            return None
        return replace(issued, verb=sentence.start, scopes=[(sentence.start, sentence.end)])

    def _said_in(self, number: int) -> list[Statement]:
        if not self.signs[number].speaks:
            return []
        self._parsed(number)
        return self._statements(self.sentences[number])

    def _quoted(self, number: int, statements: Sequence[Statement]) -> Statement | None:
        """The speaker of a quotation that this sentence lies in, when the sentence itself names none."""
        sentence, following = self.sentences[number], number + 1
        for quote in self._quotes_of(sentence):
            start, end = self.quotes[quote]
            if start < sentence.end and sentence.start < end:
                for statement in statements:
                    if statement.speaker.name:
                        self.quote_speaker.setdefault(quote, statement.speaker)
                if (
                    end > sentence.end
                    and quote not in self.quote_speaker
                    and following < len(self.sentences)
                    and self.sentences[following].paragraph == sentence.paragraph
                ):
                    ahead = self._said_in(following)
                    named = next((s.speaker for s in ahead if s.speaker.name), None)
                    if named is not None:
                        self.quote_speaker[quote] = named
                whole = start <= sentence.start + 1 and end >= sentence.end - 2
                speaker = self.quote_speaker.get(quote) or (self.recent.speaker if whole else None)
                if speaker is not None and (whole or quote in self.quote_speaker):
                    return Statement(
                        speaker,
                        "claims",
                        sentence.start,
                        (sentence.start, sentence.start),
                        [(max(start, sentence.start), min(end, sentence.end))],
                    )
        return None

    # -- what depends on the language ----------------------------------------------------------------------------

    def _signs(self, sentence: Sentence) -> Signs:
        if not self.sieved:
            return _ALL
        return self.sieve.signs(self.text, sentence.start, sentence.end)

    def _statements(self, sentence: Sentence) -> list[Statement]:
        return speech.find(sentence, self.cast, self.lexicon, self.recent)

    def _acting(self, items: Sequence[Item]) -> str | None:
        acting = (
            x.actor.side
            for n, x in enumerate(items)
            if x.actor and x.actor.force and x.actor.side and not (n and items[n - 1].low in ("by", "from", "against"))
        )
        return next(acting, None)

    def _happenings(self, items: Sequence[Item]) -> Iterable[Happening]:
        return events.find(items, self.cast, self.lexicon, self.mind)

    def _figures(
        self, sentence: Sentence, times: Sequence[TimeExpression], statements: Sequence[Statement]
    ) -> list[areas.Figure]:
        fallback = self._fallback_side(statements)
        return areas.find(
            self.text, sentence.start, sentence.end, sentence.items, self.cast, self.lexicon, times, fallback
        )

    def _counts(self, number: int) -> list[counts.Counted]:
        sentence = self.sentences[number]
        if not counts.holds_number(self.text, sentence.start, sentence.end):
            return []
        items, times = self._parsed(number), self._hear(number).times
        return counts.find(self.text, sentence.start, sentence.end, items, self.cast, self.lexicon, times)

    def _fallback_side(self, statements: Sequence[Statement]) -> str | None:
        return next((s.speaker.side for s in statements if s.speaker.side), None) or self.mind.agent

    def _anaphors(self, sentence: Sentence) -> None:
        anaphora.point(sentence.items, self.mind.place, self.dateline, self.cast)

    def _remember(self, sentence: Sentence, happened: Toponym | None) -> None:
        if happened is not None:
            self.mind.place, self.topic_paragraph = happened, sentence.paragraph
        else:
            # A place that opens a sentence, or a paragraph that has no topic yet, is what "the town" will mean.
            for k, item in enumerate(sentence.items):
                if (
                    not item.anaphor
                    and anaphora.is_topic(sentence.items, k, self.cast)
                    and (k < 3 or self.topic_paragraph != sentence.paragraph)
                ):
                    self.mind.place, self.topic_paragraph = item.place, sentence.paragraph
                    break
        if self.mind.agent is None:
            self.mind.agent = self._acting(sentence.items)

    def _found(self) -> int:
        return len(self.told) + len(self.figures) + len(self.numbers) + len(self.rejected)

    def _reject(self, happening: Happening, reason: str) -> None:
        start, end = happening.trigger
        self.rejected.append(
            Rejection(
                report=self.report.id,
                place=happening.place.name,
                start=start,
                end=end,
                trigger=self.text[start:end],
                rule=happening.rule,
                reason=reason,
            )
        )


class SlavicReader(Reader):
    """Reads one Ukrainian or Russian report: other grammar, the same claims."""

    mentions_count = staticmethod(mentions_count)
    sieved = False  # inflected words are told from each other by parsing alone

    def __init__(
        self, report: Report, toponyms: Sequence[Toponym], theatre: Theatre, lexicon: Lexicon, language: str
    ) -> None:
        super().__init__(report, toponyms, theatre, lexicon)
        self.grammar = Grammar(language, report, theatre, self.mind)
        self.cast, self.clock = self.grammar.cast, self.grammar.clock
        self.war_words, self.pointing = self.grammar.war_words, self.grammar.pointing

    def _look_back(self, sentence: Sentence, heard: _Heard) -> None:
        super()._look_back(sentence, heard)
        for statement in heard.statements:  # "Про це повідомив X": what stands just before is X's word
            if statement.speaker.name and self.grammar.points_back(sentence, statement):
                said = self.clock.said_beside(statement, heard.times)
                for n, told in lookback.told_before(self.told, sentence):
                    if told.statement is None:
                        self.told[n] = replace(told, statement=statement, said=said)

    def _beside(self, sentence: Sentence, statement: Statement) -> list[Item]:
        before = [x for x in sentence.items if x.start < statement.verb]  # "це заперечили"
        return [*super()._beside(sentence, statement), *before[-1:]]

    def _anaphors(self, sentence: Sentence) -> None:
        self.grammar.anaphors(sentence.items, self.mind.place)

    def _statements(self, sentence: Sentence) -> list[Statement]:
        return self.grammar.statements(sentence, self.recent)

    def _counts(self, number: int) -> list[counts.Counted]:
        sentence = self.sentences[number]
        self._parsed(number)
        return self.grammar.counts(self.text, sentence, self._hear(number).times)

    def _acting(self, items: Sequence[Item]) -> str | None:
        return self.grammar.acting(items)

    def _happenings(self, items: Sequence[Item]) -> Iterable[Happening]:
        return self.grammar.happenings(items)

    def _figures(
        self, sentence: Sentence, times: Sequence[TimeExpression], statements: Sequence[Statement]
    ) -> list[areas.Figure]:
        return self.grammar.figures(self.text, sentence, times, self._fallback_side(statements))
