"""Happenings told by a noun: verbal nouns, control and hands, flags."""

from __future__ import annotations

from geo.claims.happening import Happening
from geo.claims.slavic.actors import Party
from geo.claims.slavic.clauses import DASHES, Group
from geo.claims.slavic.roles import Roles, Trigger, united
from geo.model import Event
from geo.resources.slavic.lexicon import Sense
from geo.resources.slavic.morphology import VerbForm, looks_adjectival

CONTROL = {"lose": Event.WITHDREW, "regain": Event.LIBERATED, "gain": Event.CAPTURED, "hold": Event.HELD}


class Constructions(Roles):
    """Nominal ways to tell of control."""

    def noun(self, t: Trigger) -> list[Happening]:
        """ "після звільнення X", "падіння X", "тривають бої у X"."""
        frame = t.sense.frame
        if t.at and self.words.noun("words.movement", self.s.low[t.at - 1]) is not None:
            return []  # "Фронт визволення X" is a name
        if (
            self.words.noun("words.attack", self.s.low[t.at]) is not None
            and frame == "fight"
            and not (t.at and looks_adjectival(self.s.low[t.at - 1]))
        ):
            return []  # "наступальні дії" are fighting, "дії" need not be
        group = self._noun_places(t)
        if group is None:
            return []
        party = self._noun_owner(t, group)
        subject = self.subject(t.at, t.start, t.stop)
        actor = self.sides.of(party)
        if frame in ("approach", "strike", "fight"):
            towards = group.preposition in self.words.frames["towards"]
            if frame == "approach" and party is None and subject is None and not towards:
                return []
            actor = self.sides.of(subject) or actor
        elif party is None and subject is not None and not self._says(t):
            actor = self.sides.of(subject)
        if party is None and frame in ("gain", "fall") and self._denies(t):
            # What one denies, others did.
            denier = self.mind.speaker_side(self.items[t.at].start) or self.sides.voice()
            actor = self.sides.cast.opponent(denier)
        event = t.sense.event
        if frame == "approach" and t.at and self.words.noun("words.attack", self.s.low[t.at - 1]) is not None:
            # "здійснив спроби наступу": fighting without ground won
            tried = any(self.words.has("real.verbs", low) for low in self.s.low[t.start : t.stop])
            t = Trigger(t.at, Sense(Event.CONTESTED, "fight", t.sense.lemma, _STATE), t.start, t.stop)
            return self.make(t, Event.CONTESTED, group, actor, "attempt") if tried else []
        if group.partial and event in (Event.CAPTURED, Event.LIBERATED):
            event = Event.ENTERED
        return self.make(t, event, group, actor, f"noun {frame}", negated=self._verb_negated(t))

    def _noun_places(self, t: Trigger) -> Group | None:
        frame, listed = t.sense.frame, self.groups(t.start, t.stop)
        if frame in ("gain", "lose", "fall", "siege"):
            return next((g for g in listed if not g.preposition and self._near(t.at, g.indices[0])), None)
        allowed = self.words.frames[frame] - {""}
        found = [g for g in listed if g.preposition in allowed]
        right = [g for g in found if g.indices[0] > t.at]
        if right:
            return right[0] if frame == "leave" else united(right)
        if frame in ("fight", "strike") and found:
            return found[-1]
        before = self.s.before(t.start) if frame == "fight" and not listed else None
        if before is not None:  # "ситуація у X складна, тривають бої"
            there = [g for g in self.groups(*before) if g.preposition in allowed]
            return there[0] if len(there) == 1 else None
        bare = [g for g in listed if not g.preposition]
        if frame == "strike" and bare:  # "обстріл X", "X зазнав обстрілу"
            return next((g for g in bare if g.indices[0] == t.at + 1), bare[0])
        return None

    def _near(self, noun: int, place: int) -> bool:
        """Whether only adjectives, kinds of place and parties stand between a noun and the place it takes."""
        return noun < place and all(
            self.s.light(j) or self.items[j].kind == "actor" or self.words.has("adverbs.words", self.s.low[j])
            for j in range(noun + 1, place)
        )

    def _noun_owner(self, t: Trigger, group: Group) -> Party | None:
        """Whose doing it is: "взяття X росіянами", "відступ ворога з X", "украинское наступление на X"."""
        for k, party in self.parties(t.at + 1, t.stop):
            if "I" in party.cases and "N" not in party.cases:
                return party
            if "G" in party.cases and k <= t.at + 3 and k < group.indices[0]:
                return party
        for k in range(t.at - 1, max(t.start - 1, t.at - 3), -1):
            actor = self.items[k].actor
            if isinstance(actor, Party) and actor.kind == "demonym":
                return actor
        return None

    def _says(self, t: Trigger) -> bool:
        """The subject of a verb of saying tells of the thing, and need not have done it."""
        return any(low in self.words.speech for low in self.s.low[t.start : t.stop])

    def _denies(self, t: Trigger) -> bool:
        return any(self.words.speech.get(low, ("",))[0] == "denies" for low in self.s.low[t.start : t.stop])

    def _verb_negated(self, t: Trigger) -> bool:
        """ "Про захоплення X не йдеться": the noun's own verb is denied."""
        low = self.s.low
        return any(
            self.words.has("clause.negation", low[j]) and self.s.finite[j + 1] for j in range(t.start, t.stop - 1)
        )

    # -- control, hands, flags -----------------------------------------------------------------------------------

    def control(self, i: int) -> list[Happening]:
        """ "взяли X під контроль", "встановили контроль над X", "X під контролем ЗСУ"."""
        start, stop = self.s.clause(i)
        verb, names, form = self._light(i, start, stop)
        owner = self.sides.of(self.genitive(i, stop) or self.adjective(i, start))
        under = any(low in self.words.frames["under"] for low in self.s.low[max(start, i - 4) : i])
        if owner is not None and (t := self._out_of(i, start, stop)):
            return self.make(t, Event.WITHDREW, self.bare(i, start, stop), owner, "out of control")
        if not under:
            over = next((g for g in self.groups(start, stop) if g.preposition in self.words.frames["over"]), None)
            name = next((n for n in CONTROL if n in names), None)
            if over is not None and verb is None and self._says(Trigger(i, _CONTROL, start, stop)):
                subject = self.sides.of(self.subject(i, start, stop))
                t = Trigger(i, Sense(Event.CAPTURED, "gain", "control", _STATE), start, stop)
                return self.make(t, Event.CAPTURED, over, owner or subject, "control told of")
            if over is None or verb is None or name is None:
                return []
            t = Trigger(verb, Sense(CONTROL[name], "gain", "control", form), start, stop)
            if form is not None and form.moves:  # "контроль над X перейшов до ЗСУ": control itself is the subject
                actor, known = self.sides.of(self._receiver(verb, stop)), True
            else:
                actor, known = self.actor(t)
            if name == "lose" and actor is None and t.passive:
                actor = self.sides.leaving(self.items[t.at].start)
            event = Event.ENTERED if over.partial and name == "gain" else CONTROL[name]
            return self.make(t, event, over, actor or owner, f"{name} control") if known else []
        group = self.object(Trigger(i, Sense(Event.HELD, "hold", "control", _STATE), start, stop))[0]
        if verb is not None and names & {"gain", "regain"}:
            event = Event.LIBERATED if "regain" in names else Event.CAPTURED
            t = Trigger(verb, Sense(event, "gain", "control", form), start, stop)
            party = self.subject(verb, start, stop) or self.agent(start, stop)
            if owner is None and party is None and form is not None and not (form.plural or form.passive or form.moves):
                return []
            ongoing = "in progress" if form is not None and form.kind == "present" else None
            return self.make(t, event, group, owner or self.sides.of(party), "brought under control", unreal=ongoing)
        if owner is None:
            return []
        # "is fully, again, now under control" tells of a change; "is under control" of a state.
        changed = "hold" not in names and any(self.words.has("clause.again", low) for low in self.s.low[start:stop])
        event = Event.CAPTURED if changed else Event.HELD
        t = Trigger(i, Sense(event, "hold", "control", _STATE), start, stop)
        return self.make(t, event, group, owner, "under control")

    def _out_of(self, i: int, start: int, stop: int) -> Trigger | None:
        """ "вийшло з-під контролю", "вышел из-под контроля": the verb of a place that slips from one's control."""
        if not any(low in self.words.frames["from_under"] for low in self.s.low[max(start, i - 3) : i]):
            return None
        for j in range(start, stop):
            for sense in self.words.senses.get(self.s.low[j], ()):
                if sense.frame == "leave" and sense.form is not None:
                    return Trigger(j, sense, start, stop)
        return None

    def _receiver(self, verb: int, stop: int) -> Party | None:
        """To whom control passes: the party behind "до", "к"."""
        return next((p for k, p in self.parties(verb, stop) if self.words.has("clause.to", self.preposition(k))), None)

    def _light(self, i: int, start: int, stop: int) -> tuple[int | None, set[str], VerbForm | None]:
        """The verb that goes with a noun of control, what it may mean, and its form."""
        for j in (*range(i - 1, start - 1, -1), *range(i + 1, stop)):
            senses = self.words.light.get(self.s.low[j])
            if senses:
                return j, {name for name, _ in senses}, senses[0][1]
        return None, set(), None

    def owned(self, i: int) -> list[Happening]:
        """ "X наше!", "X — вільний", "X знову український": whose a place has become, said of it and nothing more."""
        start, stop = self.s.clause(i)
        k = i - 1
        while k >= 0 and (self.s.low[k] in DASHES or self.words.has("adverbs.words", self.s.low[k])):
            k -= 1
        ends = i + 1 == len(self.items) or (self.items[i + 1].kind == "sign" and self.s.low[i + 1] not in DASHES)
        if k < 0 or self.items[k].kind != "place" or not ends or self.preposition(k):
            return []
        side = self.sides.cast.adjective_side(self.s.low[i])
        own = Party(None, self.items[i].start, self.items[i].end, self.items[i].text, True, "own")
        free = self.words.has("clause.free", self.s.low[i])
        home = self.sides.freed_for(self._country(Group("", (k,)))) if free else side
        actor = home or self.sides.of(own)
        t = Trigger(i, Sense(Event.LIBERATED, "gain", "owned", _STATE), start, stop)
        group = next((g for g in self.s.groups if k in g.indices), None)
        return self.make(t, Event.LIBERATED, group, actor, "is ours")

    def hands(self, i: int) -> list[Happening]:
        """ "X перейшло до рук …", "X в руках …"."""
        start, stop = self.s.clause(i)
        owner = self.sides.of(self.genitive(i, stop, reach=2))
        if owner is None:
            return []
        passed = any(name == "gain" for low in self.s.low[start:stop] for name, _ in self.words.light.get(low, ()))
        event = Event.CAPTURED if passed else Event.HELD
        t = Trigger(i, Sense(event, "hold", "hands", _STATE), start, stop)
        return self.make(t, event, self.object(t)[0], owner, "in hands")

    def flag(self, i: int) -> list[Happening]:
        """ "підняли прапор над X"."""
        start, stop = self.s.clause(i)
        for j in range(start, stop):
            form = next((f for name, f in self.words.light.get(self.s.low[j], ()) if name == "flag"), None)
            if form is not None:
                owner = self.adjective(i, start) or self.genitive(i, stop, reach=2)
                actor = self.sides.of(owner) or self.sides.of(self.subject(j, start, stop))
                t = Trigger(j, Sense(Event.LIBERATED, "flag", form.lemma, form), start, stop)
                return self.make(t, Event.LIBERATED, self.behind("flag", start, stop), actor, "flag raised")
        return []


_CONTROL = Sense(Event.HELD, "hold", "control")
_STATE = VerbForm("be", "present", perfective=False)  # "X під контролем": the verb "is" is left unsaid
