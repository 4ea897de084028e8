"""What a Ukrainian or Russian sentence says happened at which places: frames filled by case and preposition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.claims.happening import Happening
from geo.claims.sentences import Item
from geo.claims.slavic.actors import Party
from geo.claims.slavic.clauses import Group, Sentence
from geo.claims.slavic.constructions import Constructions
from geo.claims.slavic.reality import no_longer
from geo.claims.slavic.roles import Trigger
from geo.claims.slavic.sides import Sides
from geo.claims.subjects import Narrative
from geo.model import Event
from geo.resources.slavic.lexicon import Lexicon, Sense
from geo.resources.slavic.morphology import adjective_cases, norm

# Frames in which an imperfective tells what goes on; elsewhere ("звільняли") nothing is said of an outcome.
ONGOING = frozenset(["hold", "fight", "siege", "strike", "approach", "leave", "repel", "enter", "lose"])


def find(items: Sequence[Item], sides: Sides, words: Lexicon, mind: Narrative) -> Iterator[Happening]:
    """The happenings of one sentence, in the order of their triggers."""
    if not any(x.kind == "place" for x in items) and mind.place is None:
        return
    finder: _Finder | None = None
    for i, x in enumerate(items):
        if x.kind != "sign" and (x.low in words.owning or (x.kind == "word" and norm(x.low) in words.triggers)):
            finder = finder or _Finder(Sentence(items, words), sides, words, mind)
            yield from finder.at(i)


class _Finder(Constructions):
    def at(self, i: int) -> list[Happening]:
        low, noun = self.s.low[i], self.words.noun
        for group, construction in (
            ("words.control", self.control),
            ("words.hands", self.hands),
            ("words.flag", self.flag),
        ):
            if noun(group, low) is not None and (found := construction(i)):
                return found
        if self.words.has("clause.grey", low) and i + 1 < len(self.items) and self.s.low[i + 1].startswith("зон"):
            start, stop = self.s.clause(i)
            t = Trigger(i, Sense(Event.CONTESTED, "fight", "grey zone"), start, stop)
            return self.make(t, Event.CONTESTED, self.bare(i, start, stop), None, "grey zone", unreal="")
        if low in self.words.owning and (found := self.owned(i)):
            return found
        for sense in self.words.senses.get(low, ()):
            t = Trigger(i, sense, *self.s.clause(i))
            found = self.noun(t) if sense.form is None else self._verb(t)
            if found:
                return found
        return []

    def _verb(self, t: Trigger) -> list[Happening]:
        frame = t.sense.frame
        if t.kind == "participle" and not self._predicate(t):
            return self._attribute(t)
        if t.kind == "reflexive" and frame not in ("hold", "siege", "strike"):
            return []
        if frame == "gain" and self._attacks(t) and any(
            s.frame == "repel" for s in self.words.senses[self.s.low[t.at]]
        ):  # fmt: skip
            return []  # "відбили атаку": the other sense of the verb
        tell = getattr(self, f"_frame_{frame}")
        found: list[Happening] = tell(t)
        return found

    def _predicate(self, t: Trigger) -> bool:
        """ "X був звільнений", "X окупований": the participle is what is said of the place."""
        if any(self.words.has("clause.was", low) for low in self.s.low[t.start : t.stop]):
            return True
        k = t.at - 1
        while k > t.start and self.words.has("adverbs.words", self.s.low[k]):
            k -= 1
        before = self.items[k] if k >= t.start else None
        nominative = "N" in adjective_cases(self.s.low[t.at])
        alone = not any(self.s.finite[t.start : t.stop])
        return before is not None and before.kind == "place" and nominative and alone

    def _since(self, k: int) -> bool:
        """ "окупований з лютого": a state that began then."""
        low = self.s.low
        if k + 1 >= len(low) or not self.words.has("clause.since", low[k]):
            return False
        return low[k + 1] in self.words.months or self.items[k + 1].kind == "number"

    def _attribute(self, t: Trigger) -> list[Happening]:
        """ "X, захоплений росіянами в липні": hangs on a place beside it, and is history."""
        ahead = self._ahead(t)
        if ahead is not None:
            actor = self.sides.of(self.agent(t.at, ahead))
            dated = any(self.words.has("adverbs.words", low) for low in self.s.low[t.at + 1 : ahead])
            background = "participle" if dated else "long before"
            return self.make(t, t.sense.event, Group("", (ahead,)), actor, "participle", background=background)
        if t.sense.frame not in ("gain", "lose", "clear") or not t.start or self.s.low[t.start - 1] != ",":
            return []
        between = range(t.start, t.at)
        if any(self.s.finite[t.start : t.stop]) or any(
            self.items[k].kind == "word" and not self.words.has("adverbs.words", self.s.low[k]) for k in between
        ):
            return []  # the clause has words of its own before it
        before = self.s.before(t.start)
        group = self.bare(t.start, *before) if before else None
        head = group.indices[-1] if group else before[1] - 1 if before else -1
        while before and head >= before[0] and self.s.low[head] in (")", "»"):
            head -= 1
        if head < 0 or self.items[head].kind != "place" or self.s.containing(head):
            return []
        if self.preposition(head) in self.words.frames["off"]:
            return []  # "к югу от X, захваченный …": X is only a mark
        actor = self.sides.of(self.agent(t.start, t.stop))
        return self.make(t, t.sense.event, Group("", (head,)), actor, "participle", background="relative clause")

    def _ahead(self, t: Trigger) -> int | None:
        """The settlement that a participle stands before: "в освобождённом вчера X", "захоплене росіянами X"."""
        if t.sense.frame not in ("gain", "clear") or (t.form is not None and not t.form.perfective):
            return None
        k, told = t.at + 1, t.sense.event is Event.LIBERATED
        while k < t.stop and self.items[k].kind != "place":
            party, low = self.items[k].actor, self.s.low[k]
            agent = isinstance(party, Party) and "I" in party.cases
            adverb = self.words.has("adverbs.words", low)
            if not (agent or adverb or self.words.noun("kinds.settlement", low) is not None):
                return None
            told, k = told or agent or adverb, k + 1
        return k if told and k < t.stop and not self.s.containing(k) else None

    def _attacks(self, t: Trigger) -> bool:
        return any(self.words.noun("words.attack", low) is not None for low in self.s.low[t.start : t.stop])

    # -- frames --------------------------------------------------------------------------------------------------

    def _frame_gain(self, t: Trigger) -> list[Happening]:
        group, relative = self.object(t)
        actor, known = self.actor(t)
        beside = self.s.low[t.at + 1 : min(t.at + 4, t.stop)]
        if group is None or not known or any(self.words.noun("words.positions", low) for low in beside):
            return []
        loser = self.loser(t.start, t.stop)
        partly = any(self.words.has("clause.partly", low) for low in self.s.low[t.start : t.stop])
        event = (
            Event.ADVANCING if group.outskirts else Event.ENTERED if group.partial or partly else t.sense.event
        )  # fmt: skip
        lasts = t.passive and self._since(t.at + 1)
        background = "since" if lasts else "relative clause" if relative else None
        unreal = None if t.form is None or t.form.perfective or t.passive else "in progress"
        return self.make(t, event, group, actor or self.sides.cast.opponent(loser), "gain", opponent=loser,
                         background=background, unreal=unreal)  # fmt: skip

    def _frame_clear(self, t: Trigger) -> list[Happening]:
        return self._frame_gain(t)

    def _frame_lose(self, t: Trigger) -> list[Happening]:
        group, relative = self.object(t)
        if group is None and any(self.words.noun("words.positions", low) for low in self.s.low[t.start : t.stop]):
            group = self.behind("hold", t.start, t.stop)  # "залишили позиції в X"
        actor, known = self.actor(t)
        if not known or (self.subject(t.at, t.start, t.stop) is None and not t.passive):
            return []  # civilians leave towns too
        if actor is None and t.passive:
            actor = self.sides.leaving(self.items[t.at].start)
        background = "relative clause" if relative else None
        return self.make(t, Event.WITHDREW, group, actor, "lose", background=background)

    def _frame_leave(self, t: Trigger) -> list[Happening]:
        group, subject = self.behind("leave", t.start, t.stop), self.subject(t.at, t.start, t.stop)
        led = self.object_party(t.at, t.start, t.stop) if self.words.has("clause.leading", t.sense.lemma) else None
        party = subject if led is None or led.kind == "self" else led
        if party is None or not (party.force or party.kind == "pronoun"):
            return []
        group = group or self._garrisoned(t)
        return self.make(t, Event.WITHDREW, group, self.sides.of(party), "leave")

    def _garrisoned(self, t: Trigger) -> Group | None:
        """ "Гарнізон X відступив": the place that those who leave were there to hold."""
        fled = self.words.has("clause.retreating", t.sense.lemma)
        if not fled and not any(self.words.noun("words.positions", low) for low in self.s.low[t.at : t.stop]):
            return None  # "гарнизон X вышел на парад"
        for g in self.groups(t.start, t.at):
            k = g.indices[0] - 1
            while k > t.start and self.s.light(k):
                k -= 1
            named = norm(self.items[k].text.lower()).split() if k >= t.start and not g.preposition else []
            if any(self.words.noun("words.garrison", low) is not None for low in named):
                return g
        return None

    def _frame_enter(self, t: Trigger) -> list[Happening]:
        group, subject = self.behind("enter", t.start, t.stop), self.subject(t.at, t.start, t.stop)
        if group is None or subject is None or not subject.force:
            return []
        event = (
            Event.ADVANCING if group.outskirts or group.preposition in self.words.frames["beside"] else Event.ENTERED
        )
        return self.make(t, event, group, self.sides.of(subject), "enter")

    def _frame_approach(self, t: Trigger) -> list[Happening]:
        subject = self.subject(t.at, t.start, t.stop)
        if subject is None or not subject.force:
            return []
        return self.make(
            t, Event.ADVANCING, self.behind("approach", t.start, t.stop), self.sides.of(subject), "approach"
        )

    def _frame_fight(self, t: Trigger) -> list[Happening]:
        subject = self.subject(t.at, t.start, t.stop)
        if subject is None:
            return []
        return self.make(t, Event.CONTESTED, self.behind("fight", t.start, t.stop), self.sides.of(subject), "fight")

    def _frame_siege(self, t: Trigger) -> list[Happening]:
        group = self.object(t)[0] or self.behind("siege", t.start, t.stop)
        actor, known = self.actor(t)
        struck = any(self.words.noun("words.weapons", low) for low in self.s.low[t.start : t.stop])
        event = Event.SHELLED if struck else Event.CONTESTED
        return self.make(t, event, group, actor, "siege") if known else []

    def _frame_hold(self, t: Trigger) -> list[Happening]:
        group = self.object(t)[0] or self.behind("hold", t.start, t.stop)
        actor, known = self.actor(t)
        if not known or (actor is None and self.subject(t.at, t.start, t.stop) is None):
            return []
        if no_longer(self.s, t.at):
            return self.make(t, Event.WITHDREW, group, actor, "no longer held", negated=False)
        return self.make(t, Event.HELD, group, actor, "hold")

    def _frame_strike(self, t: Trigger) -> list[Happening]:
        group = self.behind("strike", t.start, t.stop) or self.object(t)[0]
        return self.make(t, Event.SHELLED, group, self.actor(t)[0], "strike")

    def _frame_expel(self, t: Trigger) -> list[Happening]:
        group = self.behind("expel", t.start, t.stop)
        driven = self.object_party(t.at, t.start, t.stop)
        subject = self.subject(t.at, t.start, t.stop)
        if t.passive:
            driven, driver = driven or subject, self.agent(t.start, t.stop)
        else:
            driver = subject if subject is not driven else None
        if group is None or driven is None:
            return []
        loser = self.sides.of(driven)
        winner = self.sides.of(driver) or self.sides.cast.opponent(loser)
        self.sides.learn(driver, winner)
        event = Event.ADVANCING if group.preposition in self.words.frames["off"] else Event.LIBERATED
        return self.make(t, event, group, winner, "expel", opponent=loser)

    def _frame_repel(self, t: Trigger) -> list[Happening]:
        if not self._attacks(t):
            return []
        group = self.behind("repel", t.start, t.stop)
        defender, _ = self.actor(t)
        attacker = self.sides.cast.opponent(defender)
        if defender is None:
            attacker = self.sides.of(next((p for _, p in self.parties(t.start, t.stop) if "G" in p.cases), None))
        return self.make(t, Event.CONTESTED, group, attacker, "repel", opponent=defender)

    def _frame_fall(self, t: Trigger) -> list[Happening]:
        if self.subject(t.at, t.start, t.stop) is not None:
            return []
        taker = next((p for _, p in self.parties(t.at + 1, t.stop) if "D" in p.cases), None)  # "X здався талібам"
        return self.make(t, Event.CAPTURED, self.bare(t.at, t.start, t.stop), self.sides.of(taker), "fall")
