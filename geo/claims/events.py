"""What a sentence says happened at which places: frames of verbs and nouns filled with places and parties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.claims.actors import Cast
from geo.claims.grammar import (
    BE,
    BREAKS,
    NOWHERE,
    POSSESSIVES,
    QUOTES,
    RELATIVES,
    Places,
    VerbGroup,
    after_prepositions,
    clause_start,
    is_adverb,
    object_places,
    unreal,
    verb_group,
)
from geo.claims.roles import Narrative, Roles
from geo.claims.sentences import Item
from geo.model import Event, Toponym
from geo.resources.lexicons import Lexicon, Sense


@dataclass(frozen=True, slots=True)
class Happening:
    """One event at one place, before it is known who says it and when."""

    event: Event
    place: Toponym
    anaphor: bool
    actor: str | None
    opponent: str | None
    trigger: tuple[int, int]  # offsets of the words that fired
    rule: str
    negated: bool = False
    unreal: str | None = None
    background: str | None = None  # why the wording makes it history
    evidence: str | None = None
    partial: bool = False
    hedged: bool = False


def find(items: Sequence[Item], cast: Cast, lexicon: Lexicon, mind: Narrative) -> Iterator[Happening]:
    """The happenings of one sentence, in the order of their triggers."""
    finder = _Finder(items, cast, lexicon, mind)
    for i, item in enumerate(items):
        if item.kind != "word":
            continue
        yield from finder.at(i)


class _Finder(Roles):
    def at(self, i: int) -> Iterator[Happening]:
        low = self.items[i].low
        for name in ("gain", "regain", "lose", "hold"):
            form = self.lexicon.light[name].get(low)
            if form and (found := self._control(i, name, form)):
                yield from found
                return
        if low in self.lexicon.light["flag"] and (found := self._flag(i)):
            yield from found
            return
        if low in self.lexicon.speech and self.lexicon.speech[low][0] == "shows" and (found := self._shown(i)):
            yield from found
            return
        # The longest verb that fits: "pull back" before "pull"; the first frame that finds its place.
        for sense in sorted(self.lexicon.verbs.get(low, ()), key=lambda s: -len(s.lemma)):
            found = self._verb(i, sense)
            if found:
                yield from found
                return
        for sense in self.lexicon.nouns.get(low, ()):
            found = self._noun(i, sense)
            if found:
                yield from found
                return
        if low in BE or low in ("has", "have", "remain", "remains", "remained", "came", "come", "comes", "fell", "passed", "returned", "declared", "now"):
            yield from self._copula(i)

    # -- frames --------------------------------------------------------------------------------------------------

    def _verb(self, i: int, sense: Sense) -> list[Happening]:
        assert sense.form is not None
        group = verb_group(self.items, i, sense.form, self.lexicon)
        if group is None:
            return []
        frame = getattr(self, f"_frame_{sense.frame}")
        found: list[Happening] = frame(group, sense)
        return found

    def _frame_gain(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places = self._passive_subject(group)
            by = self._by(group.verb)
            gainer = self._after("to", group.last + 1)
            actor, opponent = (by.side if by else None) or (gainer.side if gainer else None), None
            if by and by.side is None:
                actor = self._side(by, group)
        else:
            places = self._object(group)
            subject = self._subject(group)
            if subject is None and not self._subject_is_we(group):
                return []
            actor = self._side(subject, group) if subject else self.mind.speaker_side(self.items[group.verb].start)
            opponent = self._from_opponent(group.last)
        if group.reduced and sense.lemma == "take" and any(self.lexicon.has("speech.images", x.low) for x in self.items[: group.first]):
            return []  # "pictures from X, taken on Friday"
        event = Event.ENTERED if places.partial and not places.outskirts else Event.ADVANCING if places.outskirts else sense.event
        return self._make(event, places, actor, opponent, group, f"gain:{sense.lemma}")

    def _frame_lose(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, actor = self._passive_subject(group), self._by(group.verb)
            gainer = self._after("to", group.last + 1)
            loser = (self._side(actor, group) if actor else None) or (self.cast.opponent(gainer.side) if gainer else None)
        else:
            places, subject = self._object(group), self._subject(group)
            if subject is None:
                return []
            loser = self._side(subject, group)
        if sense.lemma == "leave" and (group.passive or not places.indices):
            return []
        return self._make(Event.WITHDREW, places, loser, self.cast.opponent(loser), group, f"lose:{sense.lemma}")

    def _frame_leave(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        places = self._away_from(group.last + 1)
        if not places.indices:
            places = self._located_subject(group)
        if not places.indices:
            return []
        forces = self._forces_between(group.last + 1, places.indices[0])
        subject = self._subject(group)
        loser = (self._side(forces, group) if forces else None) or (self._side(subject, group) if subject else None)
        if loser is None and not (forces or subject):
            if sense.lemma in ("move", "go", "pull", "escape", "exit", "fall_back") or not group.passive:
                return []
        if sense.lemma in ("move", "go", "escape", "flee", "exit", "depart") and not (forces or (subject and subject.force)):
            return []
        return self._make(Event.WITHDREW, places, loser, self.cast.opponent(loser), group, f"leave:{sense.lemma}")

    def _frame_enter(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        subject = self._subject(group)
        if subject is None or group.passive:
            return []
        after = group.last + 1
        places = object_places(self.items, after, self.lexicon)
        if not places.indices:
            places = after_prepositions(self.items, after, [("into",), ("in",), ("inside",)], self.lexicon, reach=6)
        return self._make(Event.ENTERED, places, self._side(subject, group), None, group, f"enter:{sense.lemma}")

    def _frame_approach(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        subject = self._subject(group)
        if subject is None or not subject.force:
            return []
        direct = sense.lemma in ("approach", "near")
        towards = [("on",), ("toward",), ("towards",), ("to",), ("near",), ("in", "the", "direction", "of"), ("upon",), ("around",), ("in",), ("along",), ("north", "of"), ("south", "of"), ("east", "of"), ("west", "of")]
        if sense.lemma == "push":
            towards = [("on", "to"), ("toward",), ("towards",)]
        places = object_places(self.items, group.last + 1, self.lexicon) if direct or sense.form and "_" in sense.lemma else NOWHERE
        if not places.indices and not direct:
            places = after_prepositions(self.items, group.last + 1, towards, self.lexicon)
        return self._make(Event.ADVANCING, places, self._side(subject, group), None, group, f"approach:{sense.lemma}")

    def _frame_fight(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        places = after_prepositions(
            self.items, group.last + 1,
            [("in",), ("for",), ("around",), ("over",), ("near",), ("at",), ("inside",), ("outside",), ("on", "the", "outskirts", "of"), ("to", "the", "west", "of")], self.lexicon,
        )  # fmt: skip
        if not places.indices and self._there(group.last + 1):
            places = self._remembered(group.last + 1)
        subject = self._subject(group)
        if subject is None and not (self.items[group.first - 1].low in ("fighting", "battles", "clashes") if group.first else False) and sense.lemma != "rage":
            if not group.gerund:
                return []
        actor = self._side(subject, group) if subject else None
        return self._make(Event.CONTESTED, places, actor, self._against(group.last + 1) or self.cast.opponent(actor), group, f"fight:{sense.lemma}")

    def _frame_siege(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, by = self._passive_subject(group), self._by(group.verb)
            actor = self._side(by, group) if by else None
        else:
            places, subject = self._object(group), self._subject(group)
            if subject is None:
                return []
            actor = self._side(subject, group)
        event = Event.SHELLED if any(self.lexicon.has("words.weapons", x.low) for x in self.items[group.verb : group.verb + 10]) else Event.CONTESTED
        return self._make(event, places, actor, self.cast.opponent(actor), group, f"siege:{sense.lemma}")

    def _frame_hold(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, by = self._passive_subject(group), self._by(group.verb)
            if by is None:
                return []
            actor = self._side(by, group)
        else:
            places, subject = self._object(group), self._subject(group)
            if subject is None:
                return []
            actor = self._side(subject, group)
        if group.no_longer:
            return self._make(Event.WITHDREW, places, actor, self.cast.opponent(actor), group, f"hold:no longer {sense.lemma}")
        return self._make(Event.HELD, places, actor, self.cast.opponent(actor), group, f"hold:{sense.lemma}")

    def _frame_strike(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, by = self._passive_subject(group), self._by(group.verb)
            actor = self._side(by, group) if by else None
        else:
            places, subject = self._object(group), self._subject(group)
            actor = self._side(subject, group) if subject else None
            if subject is None and not any(self.lexicon.has("words.weapons", x.low) for x in self.items[max(0, group.first - 6) : group.first]):
                return []
        return self._make(Event.SHELLED, places, actor, self.cast.opponent(actor), group, f"strike:{sense.lemma}")

    def _frame_expel(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        places = self._away_from(group.last + 1)
        if not places.indices:
            return []
        if group.passive:
            loser_mention = self._subject(group)
            loser = self._side(loser_mention, group) if loser_mention else None
            by = self._by(group.verb)
            if loser_mention is None and by is None:
                return []
            winner = (self._side(by, group) if by else None) or self.cast.opponent(loser)
            return self._make(Event.WITHDREW, places, loser, winner, group, f"expel:{sense.lemma}")
        forces = self._forces_between(group.last + 1, places.indices[0])
        subject = self._subject(group)
        if forces is None or subject is None:
            return []
        winner = self._side(subject, group)
        loser = forces.side or self.cast.opponent(winner)
        return self._make(sense.event, places, winner, loser, group, f"expel:{sense.lemma}")

    def _frame_clear(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, by = self._passive_subject(group), self._by(group.verb)
            winner = self._side(by, group) if by else None
        else:
            subject = self._subject(group)
            places = self._object(group)
            if subject is None:
                return []
            winner = self._side(subject, group)
        return self._make(sense.event, places, winner, self.cast.opponent(winner), group, f"clear:{sense.lemma}")

    def _frame_repel(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        reach = self.items[group.last + 1 : group.last + 14]
        attack = any(self.lexicon.has("words.attack_nouns", x.low) for x in reach) or any(
            self.lexicon.has("words.attack_nouns", x.low) for x in self.items[clause_start(self.items, group.first) : group.first]
        )
        if not attack:
            return []
        around = [("on",), ("near",), ("in",), ("at",), ("around",), ("against",), ("towards",), ("toward",), ("in", "the", "areas", "of"), ("in", "the", "area", "of")]
        if group.passive:
            places = after_prepositions(self.items, clause_start(self.items, group.first), around, self.lexicon, reach=group.first - clause_start(self.items, group.first))
            if not places.indices:
                places = after_prepositions(self.items, group.last + 1, around, self.lexicon)
            defender = self._by(group.verb)
        else:
            places = after_prepositions(self.items, group.last + 1, around, self.lexicon, reach=16)
            defender = self._subject(group)
        side = self._side(defender, group) if defender else None
        return self._make(Event.CONTESTED, places, self.cast.opponent(side), side, group, f"repel:{sense.lemma}")

    def _frame_fall(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            return []
        places = self._passive_subject(group)
        if not places.indices:
            return []
        winner = self._after("to", group.last + 1) or self._after("into", group.last + 1)
        loser = self._after("from", group.last + 1)
        if sense.lemma == "slip" and loser is None:
            return []
        actor = self._side(winner, group) if winner else None
        loser_side = self._side(loser, group) if loser else None
        return self._make(Event.CAPTURED, places, actor or self.cast.opponent(loser_side), loser_side, group, f"fall:{sense.lemma}")

    def _noun(self, i: int, sense: Sense) -> list[Happening]:
        items = self.items
        after = i + 1
        while after < len(items) and (is_adverb(items[after]) or (items[after].kind == "word" and items[after].low in ("late", "early", "saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday"))):
            after += 1
        places = NOWHERE
        for words in sense.prepositions:
            if tuple(x.low for x in items[after : after + len(words)]) == words:
                places = object_places(items, after + len(words), self.lexicon, loose=True)
                break
        if not places.indices and sense.frame in ("fight", "leave"):
            places = after_prepositions(items, after, sense.prepositions, self.lexicon)
        own_place = None
        if not places.indices and i and items[i - 1].low == "'s" and items[i - 2].kind == "place" and sense.frame in ("gain", "fall", "lose"):
            own_place = Places((i - 2,))  # "Saraqib's fall"
        elif not places.indices and i and items[i - 1].low == "its" and sense.frame in ("gain", "fall") and self.mind.place:
            return []
        places = own_place or places
        if not places.indices:
            return []
        reason, negated, hedged = self._noun_context(i)
        owner = self._owner(i)
        by = self._by(places.indices[-1])
        actor: str | None = None
        opponent: str | None = None
        event = sense.event
        if sense.frame in ("gain",):
            actor = (by.side if by else None) or (owner.side if owner else None)
        elif sense.frame == "fall":
            gainer = self._after("to", places.indices[-1] + 1)
            actor = (gainer.side if gainer else None) or (by.side if by else None)
            if actor is None:
                opponent = self._sufferer(i)
                actor = self.cast.opponent(opponent)
        elif sense.frame in ("lose", "leave"):
            forces = self._after("of", i + 1) if sense.frame == "leave" else None
            actor = (forces.side if forces else None) or (owner.side if owner else None)
            opponent = self.cast.opponent(actor)
            if actor is None and sense.frame == "leave":
                actor = self.mind.speaker_side(items[i].start)
                opponent = self.cast.opponent(actor)
        else:
            between = self._after("between", i + 1)
            actor = (owner.side if owner else None) or (by.side if by else None) or (between.side if between and sense.frame != "fight" else None)
            if sense.frame == "siege" and items[i].low == "offensive":
                event = Event.ADVANCING
        trigger = (items[i].start, items[i].end)
        return [
            Happening(event, place, anaphor, actor, opponent, trigger, f"noun:{sense.lemma}", negated=negated,
                      unreal=reason, partial=places.partial, hedged=hedged)
            for place, anaphor in self._toponyms(places)
        ]  # fmt: skip

    def _control(self, i: int, name: str, form: object) -> list[Happening]:
        """"took (full) control of X", "lost control over X"."""
        items, has = self.items, self.lexicon.has
        noun = next((k for k in range(i + 1, min(len(items), i + 7)) if has("control.nouns", items[k].low)), None)
        if noun is None or any(items[k].kind == "place" or items[k].low in BREAKS for k in range(i + 1, noun)):
            return []
        if any(items[k].low in light for k in range(i + 1, noun) for light in self.lexicon.light.values()):
            return []  # "have taken control": the helper is not the verb
        if noun + 1 >= len(items) or not has("control.of", items[noun + 1].low):
            return []
        from geo.resources.lexicons import VerbForm

        assert isinstance(form, VerbForm)
        group = verb_group(items, i, replace(form, particle=None), self.lexicon)
        if group is None:
            return []
        places = object_places(items, noun + 2, self.lexicon, loose=True)
        if group.passive:
            by = self._by(noun)
            side = self._side(by, group) if by else None
        else:
            subject = self._subject(group)
            if subject is None and not self._subject_is_we(group):
                return []
            side = self._side(subject, group) if subject else self.mind.speaker_side(items[i].start)
        event = {"gain": Event.CAPTURED, "regain": Event.LIBERATED, "lose": Event.WITHDREW, "hold": Event.HELD}[name]
        if form.lemma in ("have", "claim"):
            event = Event.HELD if form.lemma == "have" else Event.CAPTURED
        if places.partial and name == "gain":
            event = Event.ENTERED
        return self._make(event, places, side, self.cast.opponent(side), group, f"{name} control")

    def _flag(self, i: int) -> list[Happening]:
        """"raised the flag over X"."""
        items = self.items
        form = self.lexicon.light["flag"][items[i].low]
        noun = next((k for k in range(i + 1, min(len(items), i + 8)) if self.lexicon.has("flag.nouns", items[k].low)), None)
        passive_noun = next((k for k in range(i - 1, max(-1, i - 6), -1) if self.lexicon.has("flag.nouns", items[k].low)), None)
        if noun is None and passive_noun is None:
            return []
        group = verb_group(items, i, replace(form, particle=None), self.lexicon)
        if group is None:
            return []
        over = [("over",), ("in",), ("at",), ("above",), ("on",), ("outside",)]
        places = after_prepositions(items, (noun if noun is not None else i) + 1, over, self.lexicon)
        if not places.indices and items[0].low in ("in", "at", "over"):
            places = object_places(items, 1, self.lexicon)  # "In X, residents raised the flag"
        subject = None if noun is None else self._subject(group)
        flag = noun if noun is not None else passive_noun
        assert flag is not None
        owner = items[flag - 1].actor or (items[flag - 2].actor if flag > 1 else None)
        side = (owner.side if owner else None) or (self._side(subject, group) if subject else None)
        return self._make(Event.LIBERATED, places, side, self.cast.opponent(side), group, "flag raised")

    def _shown(self, i: int) -> list[Happening]:
        """"images showing soldiers in X": troops seen in a place."""
        items = self.items
        for k in range(i + 1, min(len(items), i + 9)):
            item = items[k]
            mention = item.actor
            if item.low in BREAKS or item.kind == "place":
                break
            if (mention and mention.force) or self.lexicon.has("words.force_nouns", item.low):
                places = after_prepositions(items, k + 1, [("in",), ("inside",), ("at",), ("outside",), ("entrance", "to"), ("entering",), ("on", "the", "streets", "of")], self.lexicon)
                side = (mention.side if mention else None) or self.mind.speaker_side(item.start) or self._named_before(i)
                trigger = (items[i].start, items[i].end)
                return [
                    Happening(Event.ENTERED, place, anaphor, side, self.cast.opponent(side), trigger, "shown in place", evidence="images")
                    for place, anaphor in self._toponyms(places)
                ]
        return []

    def _copula(self, i: int) -> list[Happening]:
        """"X is (back) under A's control", "X is in A's hands", "troops are in X", "declared X free"."""
        items, has = self.items, self.lexicon.has
        k = i + 1
        if items[i].low == "declared":
            places = object_places(items, k, self.lexicon)
            if places.indices:
                at = places.indices[-1] + 1
                while at < len(items) and (items[at].low in QUOTES or is_adverb(items[at])):
                    at += 1
                if at < len(items) and (has("control.free", items[at].low) or has("control.taken", items[at].low)):
                    side = self.mind.speaker_side(items[i].start)
                    event = Event.LIBERATED if has("control.free", items[at].low) else Event.CAPTURED
                    trigger = (items[i].start, items[at].end)
                    return [Happening(event, p, a, side, self.cast.opponent(side), trigger, "declared free") for p, a in self._toponyms(places)]
            return []
        negated = no_longer = False
        while k < len(items) and (is_adverb(items[k]) or items[k].low in ("come", "been", "passed", "full", "no", "firmly", "fallen")):
            negated = negated or items[k].low in ("not", "n't", "never")
            no_longer = no_longer or items[k].low == "longer"
            k += 1
        if k >= len(items):
            return []
        from geo.resources.lexicons import VerbForm

        group = verb_group(items, i, VerbForm(items[i].low, "past", None), self.lexicon)
        if group is None:
            return []
        group = replace(group, negated=group.negated or negated, last=k - 1)
        if items[k].low in ("under", "in", "into", "to"):
            hands = next((m for m in range(k + 1, min(len(items), k + 9)) if has("control.hands", items[m].low)), None)
            if hands is not None and not any(items[m].kind == "place" for m in range(k + 1, hands)):
                places = self._passive_subject(group)
                span = items[k + 1 : min(len(items), hands + 6)]
                owner = next((x.actor for x in span if x.actor), None)
                speaker_own = next((x for x in span if x.low in POSSESSIVES), None)
                side = self._side(owner, group) if owner else self._possessive_side(speaker_own, group) if speaker_own else None
                if side is None:
                    side = next((x.low for x in span if self.lexicon.has("words.generic_sides", x.low)), None)
                if side is None:
                    return []
                moved = items[i].low in ("came", "come", "comes", "fell", "passed", "returned") or any(x.low in ("now", "back", "again", "come", "passed", "fallen") for x in items[i : k])
                event = Event.CAPTURED if moved else Event.HELD
                if "back" in [x.low for x in items[i:k]] or items[i].low == "returned":
                    event = Event.LIBERATED
                elif event is Event.HELD and any(x.low in ("full", "complete", "total", "firmly", "entirely", "completely") for x in items[i:hands]):
                    event = Event.CAPTURED
                return self._make(event, places, side, self.cast.opponent(side), group, "under control")
        if items[k].low in ("in", "inside") and items[i].low in BE:
            subject = self._subject(group)
            places = object_places(items, k + 1, self.lexicon)
            if subject and subject.force and places.indices and places.indices[0] - k <= 5:
                return self._make(Event.ENTERED, places, self._side(subject, group), None, group, "troops in place")
        return []

    # -- parts ---------------------------------------------------------------------------------------------------

    def _make(self, event: Event, places: Places, actor: str | None, opponent: str | None, group: VerbGroup, rule: str) -> list[Happening]:
        if not places.indices:
            return []
        reason = unreal(self.items, group, self.lexicon)
        start, end = self.items[group.first].start, self.items[group.last].end
        hedged = any(self.lexicon.has("hedges.words", x.low) or self.lexicon.has("hedges.appear", x.low) for x in self.items[max(0, group.first - 3) : group.verb])
        history = "relative clause" if group.reduced else "pluperfect" if group.pluperfect else None
        if group.first and self.items[group.first - 1].low in RELATIVES:
            history = "relative clause"
        before = places.indices[0] < group.first and not group.passive
        if before and rule.startswith(("gain", "lose", "siege", "strike")):
            history = "relative clause"
        if group.perfect and any(x.low == "since" for x in self.items[group.last + 1 : group.last + 4]):
            history = "since"  # "had been occupied since …" tells of a state that began then
        return [
            Happening(event, place, anaphor, actor, opponent, (start, end), rule, negated=group.negated, unreal=reason,
                      background=history, partial=places.partial, hedged=hedged)
            for place, anaphor in self._toponyms(places)
        ]  # fmt: skip
