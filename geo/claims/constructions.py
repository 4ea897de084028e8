"""Happenings told without a verb of their own: nouns, flags, pictures, and what is said of other places as well."""

from __future__ import annotations

from dataclasses import replace

from geo.claims.grammar import (
    BE,
    BREAKS,
    DO,
    HAVE,
    MARKS,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    VerbGroup,
    is_adverb,
    verb_group,
)
from geo.claims.happening import Happening
from geo.claims.lists import NOWHERE, Places
from geo.claims.phrases import after_prepositions, object_places, subject_places
from geo.claims.reality import unreal
from geo.claims.roles import Roles
from geo.model import Event, Level
from geo.resources.lexicons import Sense, VerbForm

_THEN = frozenset(["suit", "later", "soon", "today", "yesterday", "two", "three", "four", "a", "next", "last"])
_NEW = frozenset(["but", "that", "while", "though", "although", ";"])
_SPANS = frozenset(["day", "week", "month", "year", "decade"])
_ENDS_CLAUSE = BREAKS | PREPOSITIONS - {"in", "to", "by"}
_LONG_SPANS = _SPANS - {"day", "week"}
_TAKEN_UP = BE | DO | HAVE


class Constructions(Roles):
    """Nominal ways to tell of control, and the making of a happening from its parts."""

    def _noun(self, i: int, sense: Sense) -> list[Happening]:
        items = self.items
        after = i + 1
        while after < len(items) and (
            is_adverb(items[after])
            or items[after].low in QUOTES | MARKS
            or (
                items[after].kind == "word"
                and items[after].low
                in ("late", "early", "saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday")
            )
        ):
            after += 1
        places = NOWHERE
        for words in sense.prepositions:
            to_do = words == ("to",) and after + 1 < len(items) and items[after + 1].low in self.lexicon.verbs
            if tuple(x.low for x in items[after : after + len(words)]) == words and not to_do:
                places = object_places(items, after + len(words), self.lexicon, loose=True)
                break
        if not places.indices and sense.frame in ("fight", "leave"):
            places = after_prepositions(items, after, sense.prepositions, self.lexicon)
        own_place = None
        if (
            not places.indices
            and i
            and items[i - 1].low == "'s"
            and items[i - 2].kind == "place"
            and items[i - 2].level is not Level.COUNTRY
            and sense.frame in ("gain", "fall", "lose")
        ):
            own_place = Places((i - 2,))  # "Saraqib's fall"
        elif not places.indices and i > 2 and items[i - 1].low == "whose" and items[i - 3].kind == "place":
            own_place = Places((i - 3,))  # "X, whose capture was announced"
        elif (
            not places.indices
            and i
            and items[i - 1].low == "its"
            and sense.frame == "gain"
            and self.mind.place
            and i > 1
            and self._announced(i - 2)
            and (self.mind.told is None or self.mind.told.event not in (Event.CAPTURED, Event.LIBERATED))
        ):
            own_place = Places((i - 1,))  # "A announced its capture": of the place that the talk is about
        places = own_place or places
        if not places.indices and sense.frame == "siege" and (found := self._under(i, sense.event)):
            return found
        if not places.indices and sense.frame in ("fight", "strike"):
            places = Places(tuple(self._scene(i)))
        if not places.indices:
            return []
        beaten = any(s.frame == "repel" for x in items[max(0, i - 6) : i] for s in self.lexicon.verbs.get(x.low, ()))
        if beaten and self.lexicon.has("words.attack_nouns", items[i].low):
            return []  # the attack that was repelled: the verb has told of it
        reason, negated, hedged = self._noun_context(i)
        owner = self._owner(i)
        by = self._by(places.indices[-1])
        actor: str | None = None
        opponent: str | None = None
        event = sense.event
        if sense.frame in ("gain",):
            owner = owner or self._achiever(i)
            actor = (by.side if by else None) or (owner.side if owner else None)
        elif sense.frame == "fall":
            gainer = self._after("to", places.indices[-1] + 1)
            actor = (gainer.side if gainer else None) or (by.side if by else None)
            if actor is None:
                opponent = self._sufferer(i)
                actor = self.cast.opponent(opponent)
        elif sense.frame in ("lose", "leave"):
            forces = self._after("of", i + 1) if sense.frame == "leave" else None
            actor = next((m.side for m in (forces, by, owner) if m is not None and m.side), None)
            opponent = self.cast.opponent(actor)
            if actor is None and sense.frame == "leave":
                actor = self.mind.speaker_side(items[i].start)
                opponent = self.cast.opponent(actor)
        else:
            between = self._after("between", i + 1)
            actor = (
                (owner.side if owner else None)
                or (by.side if by else None)
                or (between.side if between and sense.frame != "fight" else None)
            )
            if sense.frame == "siege" and items[i].low == "offensive":
                event = Event.ADVANCING
        trigger = (items[i].start, items[i].end)
        return [
            Happening(event, place, anaphor, actor, opponent, trigger, f"noun:{sense.lemma}", negated=negated,
                      unreal=reason, partial=places.partial, hedged=hedged)
            for place, anaphor in self._toponyms(places)
        ]  # fmt: skip

    def _under(self, i: int, event: Event) -> list[Happening]:
        """ "X is under siege": told by `Movements`."""
        raise NotImplementedError

    def _scene(self, i: int) -> list[int]:
        """ "In X clashes went on": told by `Movements`."""
        raise NotImplementedError

    def _flag_over(self, i: int) -> list[Happening]:
        """ "a Ukrainian flag over X", as headlines have it."""
        items = self.items
        following = items[i + 1].low if i + 1 < len(items) else ""
        owner = items[i - 1].actor if i else None
        if following not in ("over", "above") or owner is None or owner.side is None:
            return []
        places = object_places(items, i + 2, self.lexicon, loose=True)
        trigger = (owner.start, items[i + 1].end)
        return [
            Happening(Event.LIBERATED, place, anaphor, owner.side, self.cast.opponent(owner.side), trigger, "flag over")
            for place, anaphor in self._toponyms(places)
        ]

    def _flag(self, i: int) -> list[Happening]:
        """ "raised the flag over X"."""
        items = self.items
        form = self.lexicon.light["flag"][items[i].low]
        noun = next(
            (k for k in range(i + 1, min(len(items), i + 8)) if self.lexicon.has("flag.nouns", items[k].low)), None
        )
        passive_noun = next(
            (k for k in range(i - 1, max(-1, i - 6), -1) if self.lexicon.has("flag.nouns", items[k].low)), None
        )
        flag = noun if noun is not None else passive_noun
        if flag is None:
            return []
        group = verb_group(items, i, replace(form, particle=None), self.lexicon)
        if group is None:
            return []
        over = self.lexicon.frames["flag"]
        places = after_prepositions(items, (noun if noun is not None else i) + 1, over, self.lexicon)
        if not places.indices and items[0].low in ("in", "at", "over"):
            places = object_places(items, 1, self.lexicon)  # "In X, residents raised the flag"
        subject = None if noun is None else self._subject(group)
        owner = items[flag - 1].actor or (items[flag - 2].actor if flag > 1 else None)
        side = (owner.side if owner else None) or (self._side(subject) if subject else None)
        return self._make(Event.LIBERATED, places, side, self.cast.opponent(side), group, "flag raised")

    def _seen(self, i: int) -> list[Happening]:
        """ "fighters were seen in the centre of X"."""
        group = verb_group(self.items, i, VerbForm("see", "participle"), self.lexicon)
        if group is None or not group.passive or group.reduced:
            return []
        subject = self._subject(group)
        places = after_prepositions(self.items, i + 1, self.lexicon.frames["shown"], self.lexicon, reach=6)
        if subject is None or not subject.force:
            return []
        side = self._side(subject)
        return self._make(Event.ENTERED, places, side, self.cast.opponent(side), group, "seen in place")

    def _near(self, i: int) -> list[Happening]:
        """ "are (now) within 8 km of X", "came within mortar range of X"."""
        items = self.items
        at = next((k for k in range(i + 2, min(len(items), i + 6)) if items[k].low == "of"), None)
        near = items[i + 1].kind == "number" if i + 1 < len(items) else False
        if at is None or not (near or self.lexicon.has("words.ranges", items[at - 1].low)):
            return []
        group = VerbGroup(i, i, i, VerbForm("be", "past"))
        subject = self._subject(group)
        places = object_places(items, at + 1, self.lexicon)
        if subject is None or not subject.force:
            return []
        return self._make(Event.ADVANCING, places, self._side(subject), None, group, "within reach")

    def _again(self, i: int) -> list[Happening]:
        """ "So are X and Y", "X followed on Sunday": what was told last, of other places."""
        items, told = self.items, self.mind.told
        following = items[i + 1].low if i + 1 < len(items) else "."
        if told is None:
            return []
        if items[i].low == "so":
            places = object_places(items, i + 2, self.lexicon) if following in _TAKEN_UP else NOWHERE
        else:
            group = VerbGroup(i, i, i, VerbForm("follow", "past"))
            at_end = following in _ENDS_CLAUSE or following in _THEN
            places = subject_places(items, group, self.lexicon) if at_end else NOWHERE
        trigger = (items[i].start, items[i].end)
        return [
            replace(told, place=place, anaphor=anaphor, trigger=trigger, rule=f"again:{told.rule}", background=None)
            for place, anaphor in self._toponyms(places)
        ]

    def _no_subject(self, group: VerbGroup) -> bool:
        """ "No Russian units had left": the denial stands before the subject."""
        items = self.items
        return any(
            items[k].low == "no" and (items[k + 1].actor or self.lexicon.has("words.force_nouns", items[k + 1].low))
            for k in range(max(0, group.first - 6), group.first - 1)
        )

    def _shown(self, i: int) -> list[Happening]:
        """ "images showing soldiers in X": troops seen in a place."""
        items = self.items
        if self.lexicon.speech[items[i].low][1].lemma == "capture" and not any(
            self.lexicon.has("speech.images", x.low) for x in items[:i]
        ):
            return []  # "captured a military base outside X"
        for k in range(i + 1, min(len(items), i + 9)):
            item = items[k]
            mention = item.actor
            if item.low in BREAKS or item.kind == "place":
                break
            if (mention and mention.force) or self.lexicon.has("words.force_nouns", item.low):
                places = after_prepositions(
                    items,
                    k + 1,
                    self.lexicon.frames["shown"],
                    self.lexicon,
                )
                side = (
                    (mention.side if mention else None) or self.mind.speaker_side(item.start) or self._named_before(i)
                )
                trigger = (items[i].start, items[i].end)
                return [
                    Happening(
                        Event.ENTERED,
                        place,
                        anaphor,
                        side,
                        self.cast.opponent(side),
                        trigger,
                        "shown in place",
                        evidence="images",
                    )
                    for place, anaphor in self._toponyms(places)
                ]
        return []

    def _had_before(self, verb: int) -> bool:
        """ "had occupied X and defended it": one "had" serves both, unless a new clause begins between."""
        for k in range(verb - 1, -1, -1):
            if self.items[k].low == "had":
                return True
            if self.items[k].low in _NEW:
                return False
        return False

    def _in_relative(self, first: int) -> bool:
        """ "which the rebels held": whether the subject of a verb stands behind a relative pronoun."""
        for k in range(first - 1, max(-1, first - 6), -1):
            if self.items[k].kind == "sign" or self.items[k].low in self.lexicon.verbs:
                return False
            if self.items[k].low in ("which", "where", "whom"):
                return True
        return False

    def _long_before(self, first: int) -> bool:
        """ "Eight months after the army marched into X": another event is told."""
        items = self.items
        for k in range(first - 1, max(0, first - 7), -1):
            if items[k].kind == "sign":
                return False
            if items[k].low == "after":
                return items[k - 1].low.rstrip("s") in _LONG_SPANS
        return False

    # -- parts ---------------------------------------------------------------------------------------------------

    def _make(
        self, event: Event, places: Places, actor: str | None, opponent: str | None, group: VerbGroup, rule: str
    ) -> list[Happening]:
        if not places.indices:
            return []
        reason = unreal(self.items, group, self.lexicon)
        start, end = self.items[group.first].start, self.items[group.last].end
        negated = group.negated or self._no_subject(group)
        at = {self.items[k].start: (self.items[k].start, self.items[k].end) for k in places.gapped}
        near = self.items[max(0, group.first - 3) : group.verb]
        hedges = (
            x.low for x in near if self.lexicon.has("hedges.words", x.low) or self.lexicon.has("hedges.appear", x.low)
        )
        hedged = next(hedges, None)
        to_whom = any(x.low == "to" for x in self.items[group.last + 1 : group.last + 2])
        headline = places.indices[0] == 0 and (to_whom or self.items[-1].low not in BREAKS)  # "X lost to A"
        history = "relative clause" if group.reduced and not headline else "pluperfect" if group.pluperfect else None
        if group.first and self.items[group.first - 1].low in RELATIVES:
            history = "relative clause"
        elif event is Event.HELD and "past" in group.form.form and self._in_relative(group.first):
            history = "relative clause"  # "the decade in which A ruled X"
        before_verb = [x.low for x in self.items[max(0, group.first - 2) : group.first]]
        if group.gerund and before_verb[-1:] == ["after"] and before_verb[0].rstrip("s") in _SPANS:
            history = "earlier"  # "nine months after taking it"
        elif history is None and self._long_before(group.first):
            history = "long before"
        if event is Event.HELD and "past" in group.form.form and self._had_before(group.verb):
            # who beats off an attack tells of news, whatever the tense
            history = (
                None if rule.startswith("repel") else "pluperfect"
            )  # "had occupied X and defended it": one "had" serves both
        before = places.indices[0] < group.first and not group.passive
        if before and rule.startswith(("gain", "lose", "siege", "strike")):
            history = "relative clause"
        ongoing = group.form.form == "ing" or event is Event.ENTERED
        state = group.perfect and (group.passive or group.pluperfect)  # "has fallen since Sunday" tells of no state
        if state and not ongoing and any(x.low == "since" for x in self.items[group.last + 1 : group.last + 4]):
            history = "since"  # "had been occupied since …" tells of a state that began then
        return [
            Happening(event, place, anaphor, actor, opponent, at.get(place.start, (start, end)), rule, negated=negated,
                      unreal=reason, background=history, partial=places.partial, hedged=hedged)
            for place, anaphor in self._toponyms(places)
        ]  # fmt: skip
