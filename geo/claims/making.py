"""From what a report tells to claims: the parties that it leaves open, the stance, the dates, nothing said twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from geo.claims import settling
from geo.claims.actors import Cast
from geo.claims.areas import Figure
from geo.claims.counts import Counted
from geo.claims.dates import IMPOSSIBLE
from geo.claims.happening import Happening
from geo.claims.sentences import Sentence
from geo.claims.speakers import STATE_SPEAKERS, STATE_WORDS, Speaker
from geo.claims.statements import Statement
from geo.claims.subjects import Narrative
from geo.claims.timing import Clock
from geo.model import AreaClaim, Claim, CountClaim, Event, Report, Stance, Theatre, Toponym, When, Why
from geo.resources.lexicons import Lexicon

_PLAIN = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A happening with its statement and the dates found for it, and who had last gained and lost when it was told."""

    happening: Happening
    sentence: Sentence
    statement: Statement | None
    when: When | None
    said: date | None  # as dated beside the verb of saying
    agent: str | None = None
    loser: str | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A figure with its statement and the date found for it."""

    figure: Figure
    sentence: Sentence
    statement: Statement | None
    said: date | None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A share or number with its statement and the date found for it."""

    counted: Counted
    sentence: Sentence
    statement: Statement | None
    said: date | None


class Maker:
    """Makes claims of what one report tells."""

    def __init__(
        self, report: Report, theatre: Theatre, lexicon: Lexicon, cast: Cast, clock: Clock, mind: Narrative
    ) -> None:
        self.report, self.theatre, self.lexicon = report, theatre, lexicon
        self.cast, self.clock, self.mind = cast, clock, mind
        self._full: dict[str, str] = {}  # "institute" -> the name that the report gives it

    def claims(self, told: Iterable[Told]) -> tuple[Claim, ...]:
        listed = list(told)
        claims = settling.settle_dates(settling.kept(self._claim(one) for one in listed), self.clock.today)
        headline = next((t.sentence.end for t in listed if t.sentence.headline), 0)
        opening = next((t.sentence.end for t in listed if not t.sentence.headline), 0)
        return settling.merge(settling.without_announcements(claims, headline, opening))

    def areas(self, figures: Iterable[Reckoned]) -> tuple[AreaClaim, ...]:
        """A figure said again (headline and body) is one claim: the fuller telling stays."""
        out: list[AreaClaim] = []
        for reckoned in figures:
            claim = self._area_claim(reckoned)
            known = next((n for n, c in enumerate(out) if settling.same_figure(c, claim)), None)
            if known is None:
                out.append(claim)
            elif settling.fullness(claim) > settling.fullness(out[known]):
                out[known] = claim
        return tuple(out)

    def counts(self, numbered: Iterable[Numbered]) -> tuple[CountClaim, ...]:
        """Shares and numbers of settlements; the same said again is one."""
        out: dict[tuple[object, ...], CountClaim] = {}
        for one in numbered:
            counted, sentence = one.counted, one.sentence
            said = self.clock.said(one.statement, one.said)
            told = one.statement and not one.statement.speaker.outlet
            speaker = self._in_full(one.statement.speaker) if one.statement and told else None
            claim = CountClaim(
                id=_digest(self.report.id, sentence.start, counted.start, counted.value, counted.change),
                report=self.report.id, kind=counted.kind, value=counted.value, of=counted.of, change=counted.change,
                actor=counted.actor, claimant=speaker.name if speaker else None,
                since=counted.since, until=counted.until or said or self.clock.today,
                region=counted.region, said=said, published=self.report.published,
                quote=self.report.text[sentence.start : sentence.end], start=sentence.start, end=sentence.end,
                approximate=counted.approximate,
            )  # fmt: skip
            out.setdefault((claim.kind, claim.value, claim.of, claim.change, claim.actor), claim)
        return tuple(out.values())

    def _claim(self, told: Told) -> Claim:
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
        if side in STATE_WORDS and not self.theatre.sides:
            side = self.cast.seat or self._state_of(happening.place) or side
        denied = happening.negated or (statement is not None and statement.stance == "denies")
        event, actor, opponent = self._parties(told, side, denied=denied, background=background)
        if (
            side is None
            and speaker is not None
            and speaker.officer
            and event is Event.WITHDREW
            and not (actor is None or self.cast.is_group(actor) or actor in self.lexicon.groups["words.irregulars"])
        ):
            side = actor  # a general without a side speaks of his own army
        stance = settling.stance(
            event,
            actor,
            opponent if self._surely_lost(happening.place, actor, side) else None,
            statement if named or (statement and statement.stance in ("denies", "shows", "suggests")) else None,
            happening,
            side,
            self.lexicon,
        )
        denied_event = None
        if denied:
            denied_event, event, stance = event, Event.DENIED, Stance.DENIES
        sentence = told.sentence
        quote = self.report.text[sentence.start : sentence.end]
        notes = (
            happening.background,
            "part of the place" if happening.partial else None,
            "dated to a day that no calendar has" if when is IMPOSSIBLE else None,
        )
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

    def _surely_lost(self, place: Toponym, gainer: str | None, speaker: str | None) -> bool:
        """Whether a speaker who tells of a gain tells of a loss of his own: of two sides, one has to be the state's."""
        country = place.place.country if place.place else None
        state = self.cast.parties.of_nation(country)
        return bool(self.theatre.sides) or (state is not None and (gainer == state) != (speaker == state))

    def _state_of(self, place: Toponym) -> str | None:
        """The state of whose army the text speaks at a place: that of the land, or else of the report's country."""
        state, home = self.cast.parties.of_nation(place.place.country if place.place else None), self.cast.home
        elsewhere = state is None or self.cast.seen[home or ""] > self.cast.seen[state] == 0
        if not self.cast.seen[state or ""] and not self.cast.seen[home or ""]:  # a land that has changed hands since
            fighting = [side for side in self.cast.armies if self.cast.is_nation(side)]
            return fighting[0] if len(fighting) == 1 else state or home
        return home if home is not None and elsewhere else state

    def _state_speaking(self, speaker: Speaker, place: Toponym) -> str | None:
        """ "the army", "state television": of the country where the place lies, when no side is named."""
        words = set(re.findall(r"[a-z]+", (speaker.name or "").casefold()))
        country = place.place.country if place.place else None
        return (self.cast.seat or self.cast.parties.of_nation(country)) if words & STATE_SPEAKERS else None

    def _in_full(self, speaker: Speaker) -> Speaker:
        """ "the institute": the Institute for Such and Such, if the report names one."""
        name = speaker.name
        if name is None or not _PLAIN.fullmatch(name):
            return speaker
        if name not in self._full:
            noun, text = name.capitalize(), self.report.text
            named = rf"(?:\b[A-Z]\w+ ){{0,6}}\b{noun}(?:(?: (?:for|of|the|and|on))* [A-Z]\w+)+"
            full = re.search(named, text) if f"{noun} " in text else None
            self._full[name] = full.group() if full else name
        return speaker if self._full[name] == name else replace(speaker, name=self._full[name])

    def _parties(
        self, told: Told, speaker_side: str | None, *, denied: bool, background: bool
    ) -> tuple[Event, str | None, str | None]:
        """Fill in who gains and who loses from what is known, and tell `liberated` from `captured`."""
        happening = told.happening
        event, actor, opponent = happening.event, happening.actor, happening.opponent
        place = happening.place.place
        country = place.country if place else self.mind.country
        home = self.cast.home_side(country)
        gains = event in (Event.CAPTURED, Event.LIBERATED, Event.ENTERED)
        if actor in STATE_WORDS and not self.theatre.sides:
            # "government forces" are those of the country where the place lies.
            actor = self._state_of(happening.place) or actor
        if actor is None and gains and denied and speaker_side is not None:
            actor = self.cast.opponent(speaker_side)  # who denies a loss denies the other's gain
        elif actor is None and gains:
            if opponent is not None:
                actor = self.cast.opponent(opponent)
            elif event is Event.LIBERATED and home is not None:
                actor = home.name
            elif speaker_side is not None and not (
                happening.rule.startswith(("fall", "noun:fall")) or happening.negated
            ):
                actor = speaker_side
            elif event is Event.CAPTURED and home is not None:
                actor = self.cast.opponent(home.name)
            elif event is Event.LIBERATED and told.agent is None and not self.theatre.sides:
                state = self._state_of(happening.place)
                actor = state if state in self.cast.seen else self.mind.agent or state
            elif happening.rule.startswith(("fall", "noun:fall")) and not self.theatre.sides:
                # What falls, falls to those who are not the state, unless they held it.
                state = self._state_of(happening.place)
                agent = told.agent if told.agent not in STATE_WORDS | {state} else None
                conceded = told.statement is not None and told.statement.stance in ("confirms", "concedes")
                if told.agent == state and not (background or happening.background or conceded):
                    actor = state  # it has been taking places, and "X fell, too"
                actor = actor or self.cast.opponent(state) or agent or told.agent or self.mind.agent
            else:
                actor = (told.agent or self.mind.agent) if not self.theatre.sides else None
        if actor in STATE_WORDS and not self.theatre.sides:
            actor = self._state_of(happening.place) or actor
        if actor is None and event is Event.WITHDREW and speaker_side is None and home is not None:
            actor = home.name if happening.rule == "lose:lose" else None  # "X was lost": to its own side
        if actor is None and event is Event.WITHDREW and speaker_side is None:
            actor = told.loser or self.cast.opponent(told.agent) or self.mind.loser
        if actor is None and event is Event.WITHDREW and speaker_side is not None:
            own = told.statement is not None and told.statement.stance in ("concedes", "confirms")
            others = happening.rule.startswith("lose") and happening.rule != "lose:lose" and not own
            actor = self.cast.opponent(speaker_side) if others else speaker_side
        if opponent is None:
            opponent = self.cast.opponent(actor, told.agent)
        if opponent is None and actor is not None and self.cast.opposed(actor, speaker_side):
            opponent = speaker_side  # who speaks of the other's gain or loss is at war with it
        if opponent in STATE_WORDS and not self.theatre.sides:
            opponent = self._state_of(happening.place) or opponent
        if opponent == actor:
            opponent = None
        if event in (Event.CAPTURED, Event.LIBERATED) and home is not None and actor is not None:
            # Who held a place before the war regains it, whatever word a side uses for it.
            event = Event.LIBERATED if actor == home.name else Event.CAPTURED
        return event, actor, opponent

    def _area_claim(self, reckoned: Reckoned) -> AreaClaim:
        figure, sentence, statement = reckoned.figure, reckoned.sentence, reckoned.statement
        said = self.clock.said(statement, reckoned.said)
        quantity = figure.quantity
        speaker = self._in_full(statement.speaker) if statement and not statement.speaker.outlet else None
        return AreaClaim(
            id=_digest(self.report.id, sentence.start, quantity.start, quantity.value, figure.change),
            report=self.report.id, value=quantity.value, high=quantity.high, unit=quantity.unit,
            km2=quantity.km2, change=figure.change, actor=figure.actor, claimant=speaker.name if speaker else None,
            since=figure.since, until=figure.until or said or self.clock.today,
            region=figure.region, said=said, published=self.report.published,
            quote=self.report.text[sentence.start : sentence.end], start=sentence.start, end=sentence.end,
            approximate=figure.approximate, slip=quantity.slip,
        )  # fmt: skip


def _digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
