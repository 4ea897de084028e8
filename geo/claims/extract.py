"""From a report and its toponyms to claims: sentences, parties, happenings, statements and dates put together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geo.claims import areas, events, settling, speech
from geo.claims.actors import Cast
from geo.claims.constructions import Happening
from geo.claims.dates import TimeExpression
from geo.claims.grammar import PREPOSITIONS
from geo.claims.roles import Narrative
from geo.claims.sentences import Item, Sentence, in_spans, quotations, split, tokens
from geo.claims.slavic import Grammar, language_of
from geo.claims.speech import Recent, Speaker, Statement
from geo.claims.timing import CHANGES, Clock
from geo.model import (
    AreaClaim,
    Claim,
    Event,
    Level,
    Rejection,
    Report,
    Role,
    Stance,
    Theatre,
    Toponym,
    When,
    Why,
)
from geo.resources import lexicons
from geo.resources.lexicons import Lexicon

# "… denied it", "… rejected the claim"
_POINTING = frozenset(("it", "this", "that", "claim", "claims", "report", "reports", "statement"))
STATE_SPEAKERS = frozenset(("army", "military", "government", "ministry", "state", "presidency", "junta", "regime"))
STATE_WORDS = frozenset(("government", "army", "military", "regime", "junta"))


@dataclass(frozen=True, slots=True)
class Extraction:
    claims: tuple[Claim, ...]
    areas: tuple[AreaClaim, ...]
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """A happening with its statement and the dates found for it."""

    happening: Happening
    sentence: Sentence
    statement: Statement | None
    when: When | None
    said: date | None  # as dated beside the verb of saying


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
    lexicon = lexicons.load()
    language = language_of(report)
    body = _reader(report, toponyms, theatre, lexicon, language).read()
    if not report.title or report.title in report.text[: len(report.title) + 8]:
        return body
    title = replace(report, text=report.title, title=None)
    headline = _reader(title, title_toponyms, theatre, lexicon, language).read()
    told = {c.toponym.place.key if c.toponym.place else c.place for c in body.claims}
    claims = [
        replace(c, in_title=True)
        for c in headline.claims
        if (c.toponym.place.key if c.toponym.place else c.place) not in told
    ]
    areas_only_there = [
        replace(a, in_title=True)
        for a in headline.areas
        if not any(abs(a.km2 - b.km2) <= 0.02 * b.km2 for b in body.areas)
    ]
    return Extraction((*body.claims, *claims), (*body.areas, *areas_only_there), body.rejected)


def _reader(
    report: Report, toponyms: Sequence[Toponym], theatre: Theatre, lexicon: Lexicon, language: str | None
) -> _Reader:
    if language is None:
        return _Reader(report, toponyms, theatre, lexicon)
    return _SlavicReader(report, toponyms, theatre, lexicon, language)


class _Reader:
    """Reads one English report."""

    def __init__(self, report: Report, toponyms: Sequence[Toponym], theatre: Theatre, lexicon: Lexicon) -> None:
        self.report, self.theatre, self.lexicon = report, theatre, lexicon
        self.toponyms = sorted(toponyms, key=lambda t: (t.start, -t.end))
        self.cast: Cast = Cast(theatre, lexicon, report.published.year if report.published else None)
        self.mind = Narrative()
        self.recent = Recent()
        self.topic_paragraph = -1
        self.quotes = quotations(report.text)
        self.quote_speaker: dict[int, Speaker] = {}
        self.told: list[_Told] = []
        self.figures: list[tuple[areas.Figure, Sentence, Statement | None, date | None]] = []
        self.rejected: list[Rejection] = []
        self.clock: Clock = Clock(report)
        self.war_words = lexicon.groups["words.war_words"]
        self.pointing = _POINTING

    def read(self) -> Extraction:
        sentences = list(split(self.report.text))
        for sentence in sentences:
            sentence.items = self._items(sentence)
            self.cast.cast(sentence)
        if self._about_forces(sentences):
            for number, sentence in enumerate(sentences):
                self._sentence(sentence, sentences[number + 1] if number + 1 < len(sentences) else None)
        claims = settling.settle_dates(self._claim(told) for told in self.told)
        return Extraction(settling.merge(claims), self._area_claims(), tuple(self.rejected))

    def _about_forces(self, sentences: Sequence[Sentence]) -> bool:
        """Whether the text is about armed forces at all: an election's captures are none."""
        war = self.war_words
        return bool(self.theatre.sides) or any(
            item.low in war or (item.actor is not None and item.actor.force and item.actor.kind != "nation")
            for sentence in sentences
            for item in sentence.items
        )

    def _items(self, sentence: Sentence) -> list[Item]:
        """Tokens with the toponyms merged in."""
        inside = [t for t in self.toponyms if t.start >= sentence.start and t.end <= sentence.end]
        items: list[Item] = []
        pending = iter(inside)
        current = next(pending, None)
        for token in tokens(self.report.text, sentence.start, sentence.end):
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
        starts = [a for a, _ in self.quotes]
        for item in items:
            item.quoted = in_spans(self.quotes, starts, item.start) is not None
        return items

    # -- one sentence --------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, following: Sentence | None) -> None:
        items = sentence.items
        if not items:
            return
        self._anaphors(sentence)
        times = self.clock.find(sentence.start, sentence.end)
        statements = self._statements(sentence)
        for statement in statements:
            self.clock.note(statement, times)
        quoted = self._quoted(sentence, statements, following)

        def told_by(at: int) -> Statement | None:
            covering = [s for s in statements if s.covers(at)]
            # A denial reaches over the report that it denies; otherwise the nearest verb of saying counts.
            denial = next((s for s in covering if s.stance == "denies"), None)
            nearest = max(covering, key=lambda s: (s.verb <= at, s.verb if s.verb <= at else -s.verb), default=None)
            return denial or nearest or quoted

        self.mind.speaker_side = lambda at: s.speaker.side if (s := told_by(at)) else None
        self.mind.asides = tuple(
            s.frame for s in statements if s.speaker.name and any(a < s.frame[0] for a, _ in s.scopes)
        )
        self.mind.near = self.topic_paragraph == sentence.paragraph
        real = []
        for happening in self._happenings(items):
            if happening.unreal:
                self._reject(happening, happening.unreal)
                continue
            real.append(happening)
            if happening.event in CHANGES and happening.actor and not happening.negated:
                if happening.event is Event.WITHDREW:
                    self.mind.loser = happening.actor
                else:
                    self.mind.agent = happening.actor
        real = settling.two_sided(real)
        for happening, when in zip(real, self.clock.happened(real, times, statements, sentence.start), strict=True):
            teller = told_by(happening.trigger[0])
            self.told.append(_Told(happening, sentence, teller, when, self.clock.said_beside(teller, times)))
        for figure in self._figures(sentence, times, statements):
            teller = told_by(sentence.start + figure.quantity.start)
            self.figures.append((figure, sentence, teller, self.clock.said_beside(teller, times)))
        self._denied(sentence, statements)
        self._remember(
            sentence, times, statements, next((h.place for h in real if h.place.level is Level.SETTLEMENT), None)
        )

    def _denied(self, sentence: Sentence, statements: Sequence[Statement]) -> None:
        """ "… denied it", "… rejected the claim": what was told just before, by somebody else, is denied."""
        for statement in statements:
            after = [x for x in sentence.items if x.start > statement.verb][:4]
            pointing = any(x.low in self.pointing for x in after)
            told_here = any(statement.covers(t.happening.trigger[0]) for t in self.told)
            if statement.stance != "denies" or not pointing or told_here or statement.speaker.name is None:
                continue
            side = statement.speaker.side
            for told in list(self.told):
                recent = told.sentence.start < sentence.start and sentence.start - told.sentence.end < 3
                here = told.sentence is sentence and told.happening.trigger[0] < statement.verb
                said_by = told.statement.speaker.side if told.statement else None
                if (recent or here) and told.happening.event in CHANGES and (side is None or side != said_by):
                    self.told.append(_Told(told.happening, sentence, statement, told.when, told.said))

    # -- what depends on the language ----------------------------------------------------------------------------

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
            self.report.text, sentence.start, sentence.end, sentence.items, self.cast, self.lexicon, times, fallback
        )

    def _fallback_side(self, statements: Sequence[Statement]) -> str | None:
        return next((s.speaker.side for s in statements if s.speaker.side), None) or self.mind.agent

    def _anaphors(self, sentence: Sentence) -> None:
        """ "the town", "the city": the settlement named last, unless a name follows."""
        place = self.mind.place
        items = sentence.items
        for k, item in enumerate(items):
            if item.place is not None and item.place.role is Role.LOCATION and item.place.level is Level.SETTLEMENT:
                place = item.place
            singular = item.low in ("town", "city", "village", "settlement", "port", "stronghold")
            the = next((j for j in range(k - 1, max(-1, k - 4), -1) if items[j].low == "the"), None)
            between = items[the + 1 : k] if the is not None else ()
            definite = the is not None and all(
                x.kind == "word" and x.text.islower() and x.low not in PREPOSITIONS for x in between
            )
            if item.kind == "word" and singular and definite and place is not None:
                following = items[k + 1] if k + 1 < len(items) else None
                if following is None or (
                    following.kind != "place" and following.low not in ("of", "'s") and not following.text[0].isupper()
                ):
                    items[k] = Item("place", item.text, item.low, item.start, item.end, place=place, anaphor=True)

    def _remember(self, sentence: Sentence, times: Sequence[TimeExpression], statements: Sequence[Statement],
                  happened: Toponym | None) -> None:  # fmt: skip
        if happened is not None:
            self.mind.place, self.topic_paragraph = happened, sentence.paragraph
        else:
            # A place that opens a sentence, or a paragraph that has no topic yet, is what "the town" will mean.
            for k, item in enumerate(sentence.items):
                if (
                    item.place is not None
                    and not item.anaphor
                    and item.place.role is Role.LOCATION
                    and item.place.level is Level.SETTLEMENT
                    and (k < 3 or self.topic_paragraph != sentence.paragraph)
                ):
                    self.mind.place, self.topic_paragraph = item.place, sentence.paragraph
                    break
        named = [s for s in statements if s.speaker.name and not s.speaker.outlet and s.stance != "shows"]
        main = [s for s in named if not any(other.covers(s.verb) for other in named if other is not s)]
        for statement in (*(s for s in named if s not in main), *main):
            self.recent = self.recent.then(statement.speaker)
        if self.mind.agent is None:
            items = sentence.items
            self.mind.agent = self._acting(items)
        self.clock.move(times)

    def _quoted(
        self, sentence: Sentence, statements: Sequence[Statement], following: Sentence | None
    ) -> Statement | None:
        """The speaker of a quotation that this sentence lies in, when the sentence itself names none."""
        for number, (start, end) in enumerate(self.quotes):
            if start < sentence.end and sentence.start < end:
                for statement in statements:
                    if statement.speaker.name:
                        self.quote_speaker.setdefault(number, statement.speaker)
                if (
                    end > sentence.end
                    and number not in self.quote_speaker
                    and following is not None
                    and following.paragraph == sentence.paragraph
                ):
                    ahead = self._statements(following)
                    named = next((s.speaker for s in ahead if s.speaker.name), None)
                    if named is not None:
                        self.quote_speaker[number] = named
                whole = start <= sentence.start + 1 and end >= sentence.end - 2
                speaker = self.quote_speaker.get(number) or (self.recent.speaker if whole else None)
                if speaker is not None and (whole or number in self.quote_speaker):
                    return Statement(
                        speaker,
                        "claims",
                        sentence.start,
                        (sentence.start, sentence.start),
                        [(max(start, sentence.start), min(end, sentence.end))],
                    )
        return None

    # -- results -------------------------------------------------------------------------------------------------

    def _reject(self, happening: Happening, reason: str) -> None:
        start, end = happening.trigger
        self.rejected.append(
            Rejection(
                report=self.report.id,
                place=happening.place.name,
                start=start,
                end=end,
                trigger=self.report.text[start:end],
                rule=happening.rule,
                reason=reason,
            )
        )

    def _claim(self, told: _Told) -> Claim:
        happening, statement = told.happening, told.statement
        said = self.clock.said(statement, told.said)
        when, background = self.clock.settle(happening, told.when, told.said, said)
        if background and happening.background and statement is not None and statement.stance != "denies":
            statement = said = None  # "…, captured by X in July": the outlet's aside, not the speaker's word
        speaker = self._in_full(statement.speaker) if statement else None
        named = speaker is not None and speaker.name is not None and not speaker.outlet
        side = speaker.side if speaker and named else None
        if named and side is None and speaker is not None and not self.theatre.sides:
            side = self._state_speaking(speaker, happening.place)
        denied = happening.negated or (statement is not None and statement.stance == "denies")
        event, actor, opponent = self._parties(happening, side, denied=denied)
        stance = settling.stance(
            event,
            actor,
            opponent,
            statement if named or (statement and statement.stance == "denies") else None,
            happening,
            side,
            self.lexicon,
        )
        denied_event = None
        if denied:
            denied_event, event, stance = event, Event.DENIED, Stance.DENIES
        sentence = told.sentence
        quote = self.report.text[sentence.start : sentence.end]
        notes = (happening.background, "part of the place" if happening.partial else None)
        return Claim(
            id=_digest(self.report.id, sentence.start, sentence.end, event, happening.place.name, actor or ""),
            report=self.report.id,
            place=happening.place.name,
            toponym=happening.place,
            event=event,
            denied_event=denied_event,
            actor=actor,
            opponent=opponent,
            claimant=speaker.name if speaker and named else None,
            claimant_side=side,
            stance=stance,
            background=background,
            when=when,
            said=said,
            published=self.report.published,
            quote=quote,
            start=sentence.start,
            end=sentence.end,
            confidence=settling.confidence(happening, actor, when, statement),
            why=Why(
                rule=happening.rule,
                trigger=self.report.text[slice(*happening.trigger)],
                notes=tuple(note for note in notes if note),
            ),
            hedged=happening.hedged,
            evidence=(statement.evidence if statement else None) or happening.evidence,
        )

    def _state_speaking(self, speaker: Speaker, place: Toponym) -> str | None:
        """ "the army", "state television": of the country where the place lies, when no side is named."""
        words = set(re.findall(r"[a-z]+", (speaker.name or "").casefold()))
        country = place.place.country if place.place else None
        return self.cast.parties.of_nation(country) if words & STATE_SPEAKERS else None

    def _in_full(self, speaker: Speaker) -> Speaker:
        """ "the institute": the Institute for Such and Such, if the report names one."""
        if speaker.name is None or not re.fullmatch(r"[a-z]+", speaker.name):
            return speaker
        noun = speaker.name.capitalize()
        full = re.search(rf"(?:\b[A-Z]\w+ )*\b{noun}(?:(?: (?:for|of|the|and|on))* [A-Z]\w+)+", self.report.text)
        return replace(speaker, name=full.group()) if full else speaker

    def _parties(
        self, happening: Happening, speaker_side: str | None, *, denied: bool
    ) -> tuple[Event, str | None, str | None]:
        """Fill in who gains and who loses from what is known, and tell `liberated` from `captured`."""
        event, actor, opponent = happening.event, happening.actor, happening.opponent
        place = happening.place.place
        country = place.country if place else None
        home = self.cast.home_side(country)
        gains = event in (Event.CAPTURED, Event.LIBERATED, Event.ENTERED)
        if actor in STATE_WORDS and not self.theatre.sides:
            # "government forces" are those of the country where the place lies.
            actor = self.cast.parties.of_nation(country) or actor
        if actor is None and gains and denied and speaker_side is not None:
            actor = self.cast.opponent(speaker_side)  # who denies a loss denies the other's gain
        elif actor is None and gains:
            if opponent is not None:
                actor = self.cast.opponent(opponent)
            elif event is Event.LIBERATED and home is not None:
                actor = home.name
            elif speaker_side is not None and not (happening.rule.startswith("fall") or happening.negated):
                actor = speaker_side
            elif event is Event.CAPTURED and home is not None:
                actor = self.cast.opponent(home.name)
            else:
                actor = self.mind.agent if not self.theatre.sides else None
        if actor is None and event is Event.WITHDREW and speaker_side is None:
            actor = self.mind.loser
        if actor is None and event is Event.WITHDREW and speaker_side is not None:
            actor = self.cast.opponent(speaker_side) if happening.rule.startswith("lose") else speaker_side
        if opponent is None:
            opponent = self.cast.opponent(actor)
        if event in (Event.CAPTURED, Event.LIBERATED) and home is not None and actor is not None:
            # Who held a place before the war regains it, whatever word a side uses for it.
            event = Event.LIBERATED if actor == home.name else Event.CAPTURED
        return event, actor, opponent

    def _area_claims(self) -> tuple[AreaClaim, ...]:
        out: list[AreaClaim] = []
        for figure, sentence, statement, here in self.figures:
            said = self.clock.said(statement, here)
            quantity = figure.quantity
            speaker = self._in_full(statement.speaker) if statement and not statement.speaker.outlet else None
            until = figure.until or said or self.clock.today
            claim = AreaClaim(
                id=_digest(self.report.id, sentence.start, quantity.start, quantity.value, figure.change),
                report=self.report.id, value=quantity.value, high=quantity.high, unit=quantity.unit,
                km2=quantity.km2, change=figure.change, actor=figure.actor, claimant=speaker.name if speaker else None,
                since=figure.since, until=until,
                region=figure.region, said=said, published=self.report.published,
                quote=self.report.text[sentence.start : sentence.end], start=sentence.start, end=sentence.end,
                approximate=figure.approximate,
            )  # fmt: skip
            # A figure said again (headline and body) is one claim: the fuller telling stays.
            known = next((n for n, c in enumerate(out) if settling.same_figure(c, claim)), None)
            if known is None:
                out.append(claim)
            elif settling.fullness(claim) > settling.fullness(out[known]):
                out[known] = claim
        return tuple(out)


class _SlavicReader(_Reader):
    """Reads one Ukrainian or Russian report: other grammar, the same claims."""

    def __init__(
        self, report: Report, toponyms: Sequence[Toponym], theatre: Theatre, lexicon: Lexicon, language: str
    ) -> None:
        super().__init__(report, toponyms, theatre, lexicon)
        self.grammar = Grammar(language, report, theatre, self.mind)
        self.cast, self.clock = self.grammar.cast, self.grammar.clock
        self.war_words, self.pointing = self.grammar.war_words, self.grammar.pointing

    def _denied(self, sentence: Sentence, statements: Sequence[Statement]) -> None:
        super()._denied(sentence, statements)
        for statement in statements:  # "Про це повідомив X": what stands just before is X's word
            if statement.speaker.name and self.grammar.points_back(sentence, statement):
                said = self.clock.said_beside(statement, self.clock.find(sentence.start, sentence.end))
                self.told = [
                    replace(told, statement=statement, said=said)
                    if told.statement is None and 0 < sentence.start - told.sentence.end < 3
                    else told
                    for told in self.told
                ]

    def _anaphors(self, sentence: Sentence) -> None:
        self.grammar.anaphors(sentence.items, self.mind.place)

    def _statements(self, sentence: Sentence) -> list[Statement]:
        return self.grammar.statements(sentence, self.recent)

    def _acting(self, items: Sequence[Item]) -> str | None:
        return self.grammar.acting(items)

    def _happenings(self, items: Sequence[Item]) -> Iterable[Happening]:
        return self.grammar.happenings(items)

    def _figures(
        self, sentence: Sentence, times: Sequence[TimeExpression], statements: Sequence[Statement]
    ) -> list[areas.Figure]:
        return self.grammar.figures(self.report.text, sentence, times, self._fallback_side(statements))


def _digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
