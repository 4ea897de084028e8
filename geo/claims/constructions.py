"""Happenings told without a verb of their own: nouns, "control of", flags, pictures, and what is said to be so."""

from __future__ import annotations

from dataclasses import replace

from geo.claims.grammar import (
    BE,
    BREAKS,
    DO,
    HAVE,
    POSSESSIVES,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    VerbGroup,
    is_adverb,
    unreal,
    verb_group,
)
from geo.claims.happening import Happening
from geo.claims.phrases import NOWHERE, Places, after_prepositions, object_places, subject_places
from geo.claims.roles import Roles
from geo.model import Event, Level
from geo.resources.lexicons import Sense, VerbForm

# What may stand between "is" and "under … control": "has been passed", "are among the towns back".
_BEFORE_CONTROL = frozenset(
    [
        "come",
        "been",
        "passed",
        "full",
        "no",
        "firmly",
        "fallen",
        "among",
        "the",
        "towns",
        "cities",
        "villages",
        "settlements",
        "places",
    ]
)


_STILL = frozenset(["still", "remain", "remains", "remained", "stay", "stays", "stayed", "no", "longer"])
_PASSED = frozenset(
    ["came", "come", "comes", "fell", "passed", "now", "again", "fallen", "full", "fully", "complete", "total",
     "firmly", "entirely", "completely"]
)  # fmt: skip
_THEN = frozenset(["suit", "later", "soon", "today", "yesterday", "two", "three", "four", "a", "next", "last"])
_SPANS = frozenset(["day", "week", "month", "year", "decade"])


# What follows "is" where it tells of control: "is under A's rule", "is inside X"; "is free", "is ours", "is back".
_INTO = frozenset(["under", "in", "into", "to", "inside"])
POSSESSED = frozenset(["free", "ours", "theirs", "back"])


class Constructions(Roles):
    """Nominal and copular ways to tell of control, and the making of a happening from its parts."""

    def _noun(self, i: int, sense: Sense) -> list[Happening]:
        items = self.items
        after = i + 1
        while after < len(items) and (
            is_adverb(items[after])
            or items[after].low in QUOTES
            or (
                items[after].kind == "word"
                and items[after].low
                in ("late", "early", "saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday")
            )
        ):
            after += 1
        places = NOWHERE
        for words in sense.prepositions:
            if tuple(x.low for x in items[after : after + len(words)]) == words:
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
        elif (
            not places.indices
            and i
            and items[i - 1].low == "its"
            and sense.frame in ("gain", "fall")
            and self.mind.place
        ):
            return []
        places = own_place or places
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

    def _control(self, i: int, name: str, form: VerbForm) -> list[Happening]:
        """ "took (full) control of X", "lost control over X"."""
        items, has = self.items, self.lexicon.has
        noun = next((k for k in range(i + 1, min(len(items), i + 7)) if has("control.nouns", items[k].low)), None)
        if noun is None or any(items[k].kind == "place" or items[k].low in BREAKS for k in range(i + 1, noun)):
            return []
        if any(items[k].low in light for k in range(i + 1, noun) for light in self.lexicon.light.values()):
            return []  # "have taken control": the helper is not the verb
        if noun + 1 >= len(items) or not has("control.of", items[noun + 1].low):
            return []
        group = verb_group(items, i, replace(form, particle=None), self.lexicon)
        if group is None:
            return []
        places = object_places(items, noun + 2, self.lexicon, loose=True)
        if group.passive:
            by = self._by(noun)
            side = self._side(by) if by else None
        else:
            subject = self._subject(group)
            if subject is None and not self._subject_is_we(group):
                return []
            side = self._side(subject) if subject else self.mind.speaker_side(items[i].start)
        event = {"gain": Event.CAPTURED, "regain": Event.LIBERATED, "lose": Event.WITHDREW, "hold": Event.HELD}[name]
        if form.lemma in ("have", "claim"):
            event = Event.HELD if form.lemma == "have" else Event.CAPTURED
        if places.partial and name == "gain":
            event = Event.ENTERED
        if form.lemma == "claim":  # what is claimed stands after the verb of saying
            group = replace(group, first=noun, verb=noun, last=noun)
        return self._make(event, places, side, self.cast.opponent(side), group, f"{name} control")

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

    def _in_control(self, k: int, group: VerbGroup) -> list[Happening]:
        """ "his men were in (full) control of X"."""
        items, has = self.items, self.lexicon.has
        noun = next((m for m in range(k + 1, min(len(items), k + 4)) if has("control.nouns", items[m].low)), None)
        subject = self._subject(group)
        if noun is None or subject is None or noun + 1 >= len(items) or not has("control.of", items[noun + 1].low):
            return []
        places = object_places(items, noun + 2, self.lexicon, loose=True)
        full = any(x.low in ("full", "complete", "total") for x in items[k:noun])
        side = self._side(subject)
        own_word = side is not None and self.mind.speaker_side(items[k].start) == side
        event = Event.CAPTURED if full or own_word else Event.HELD
        return self._make(event, places, side, self.cast.opponent(side), group, "in control")

    def _passed_or_kept(self, i: int, hands: int, side: str) -> Event:
        """What "X is under A's control" tells: news where words or A's own voice say that it came to be so."""
        words = {x.low for x in self.items[i:hands]}
        if "back" in words or self.items[i].low == "returned":
            return Event.LIBERATED
        if words & _STILL:
            return Event.HELD
        said_by_holder = self.mind.speaker_side(self.items[i].start) == side
        by_then = any(x.low == "by" for x in self.items[hands + 1 : hands + 3])
        return Event.CAPTURED if words & _PASSED or said_by_holder or by_then else Event.HELD

    def _free(self, k: int, group: VerbGroup) -> list[Happening]:
        """ "X is free (of A's men)", "X is ours", "X is back"; "free to go" and "free of charge" are something else."""
        items = self.items
        if items[k].low not in ("free", "ours", "theirs"):
            if items[k].low not in BREAKS | QUOTES | {","}:
                return []  # "X is back in business"
            k -= 1
        following = items[k + 1].low if k + 1 < len(items) else "."
        places = self._passive_subject(group)
        rid = self._after(following, k + 1) if items[k].low == "free" and following in ("of", "from") else None
        if (following in ("to", "of", "from", "trade", "-") and rid is None) or not places.indices:
            return []
        side = self.cast.opponent(rid.side) if rid is not None else None
        if items[k].low == "theirs" and side is None:
            side = self._named_before(group.first) or self.mind.agent
        side = side or self.mind.speaker_side(items[k].start)
        opponent = rid.side if rid is not None else self.cast.opponent(side)
        if group.no_longer:
            return self._make(Event.WITHDREW, places, side, opponent, group, "no longer free")
        return self._make(Event.LIBERATED, places, side, opponent, group, "free")

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
        """ "are (now) within 8 km of X"."""
        items = self.items
        if i + 3 >= len(items) or items[i + 1].kind != "number" or not any(x.low == "of" for x in items[i + 2 : i + 4]):
            return []
        at = next(k for k in (i + 2, i + 3) if items[k].low == "of")
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
            places = object_places(items, i + 2, self.lexicon) if following in BE | DO | HAVE else NOWHERE
        else:
            group = VerbGroup(i, i, i, VerbForm("follow", "past"))
            at_end = following in BREAKS | PREPOSITIONS - {"in", "to", "by"} or following in _THEN
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

    def _copula(self, i: int) -> list[Happening]:
        """ "X is (back) under A's control", "X is in A's hands", "troops are in X", "declared X free"."""
        items, has = self.items, self.lexicon.has
        k = i + 1
        if items[i].low == "declared":
            if k + 1 < len(items) and items[k].low == "victory" and items[k + 1].low in ("in", "over"):
                places = object_places(items, k + 2, self.lexicon)
                side = self.mind.speaker_side(items[k].start)
                trigger = (items[k].start, items[k].end)
                return [
                    Happening(Event.LIBERATED, p, a, side, self.cast.opponent(side), trigger, "declared victory")
                    for p, a in self._toponyms(places)
                ]
            places = object_places(items, k, self.lexicon)
            if places.indices:
                at = places.indices[-1] + 1
                while at < len(items) and (items[at].low in QUOTES or is_adverb(items[at])):
                    at += 1
                if at < len(items) and (has("control.free", items[at].low) or has("control.taken", items[at].low)):
                    side = self.mind.speaker_side(items[i].start)
                    if side is None and (subject := self._subject(VerbGroup(i, i, i, VerbForm("declare", "past")))):
                        side = self._side(subject)
                    event = Event.LIBERATED if has("control.free", items[at].low) else Event.CAPTURED
                    trigger = (items[i].start, items[at].end)
                    return [
                        Happening(event, p, a, side, self.cast.opponent(side), trigger, "declared free")
                        for p, a in self._toponyms(places)
                    ]
            return []
        negated = no_longer = False
        while k < len(items) and (is_adverb(items[k]) or items[k].low in _BEFORE_CONTROL):
            negated = negated or items[k].low in ("not", "n't", "never")
            no_longer = no_longer or items[k].low == "longer"
            k += 1
        if k < len(items) and items[i].low in BE and (found := self.nationality(i, k)):
            return found
        if k >= len(items) or not (items[k].low in _INTO or items[k].low in POSSESSED or items[k - 1].low in POSSESSED):
            return []
        form = VerbForm(items[i].low, "base" if items[i].low == "be" else "past")
        group = verb_group(items, i, form, self.lexicon)
        if group is None:
            return []
        group = replace(group, negated=group.negated or negated, no_longer=no_longer, last=k - 1)
        if items[k].low == "in" and items[i].low in BE and (found := self._in_control(k, group)):
            return found
        if items[k].low in ("under", "in", "into", "to"):
            hands = next((m for m in range(k + 1, min(len(items), k + 9)) if has("control.hands", items[m].low)), None)
            if hands is not None and not any(items[m].kind == "place" for m in range(k + 1, hands)):
                places = self._passive_subject(group)
                owned = hands + 1 < len(items) and items[hands + 1].low == "of"
                span = items[k + 1 : min(len(items), hands + 6) if owned else hands]
                owner = next((x.actor for x in span if x.actor), None)
                speaker_own = next((x for x in span if x.low in POSSESSIVES), None)
                side = (
                    self._side(owner)
                    if owner
                    else self._possessive_side(self.items.index(speaker_own))
                    if speaker_own
                    else None
                )
                if side is None:
                    side = next((x.low for x in span if self.lexicon.has("words.generic_sides", x.low)), None)
                if side is None:
                    return []
                event = Event.WITHDREW if no_longer else self._passed_or_kept(i, hands, side)
                return self._make(event, places, side, self.cast.opponent(side), group, "under control")
        if (
            items[i].low in BE
            and (items[k].low in ("free", "ours", "theirs") or items[k - 1].low == "back")
            and (items[k].low not in ("in", "inside"))
        ):
            return self._free(k, group)
        if items[k].low in ("in", "inside") and items[i].low in BE:
            subject = self._subject(group)
            places = object_places(items, k + 1, self.lexicon)
            if subject and subject.force and places.indices and places.indices[0] - k <= 5:
                return self._make(Event.ENTERED, places, self._side(subject), None, group, "troops in place")
        return []

    def _long_before(self, first: int) -> bool:
        """ "Eight months after the army marched into X": another event is told."""
        items = self.items
        for k in range(first - 1, max(0, first - 7), -1):
            if items[k].kind == "sign":
                return False
            if items[k].low == "after":
                return items[k - 1].low.rstrip("s") in _SPANS - {"day", "week"}
        return False

    def nationality(self, i: int, k: int) -> list[Happening]:
        """ "X is again Ukrainian": told by `Idioms`."""
        raise NotImplementedError

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
        headline = places.indices[0] == 0 and self.items[-1].low not in BREAKS  # "X taken by A"
        history = "relative clause" if group.reduced and not headline else "pluperfect" if group.pluperfect else None
        if group.first and self.items[group.first - 1].low in RELATIVES:
            history = "relative clause"
        before_verb = [x.low for x in self.items[max(0, group.first - 2) : group.first]]
        if group.gerund and before_verb[-1:] == ["after"] and before_verb[0].rstrip("s") in _SPANS:
            history = "earlier"  # "nine months after taking it"
        elif history is None and self._long_before(group.first):
            history = "long before"
        if event is Event.HELD and "past" in group.form.form and any(x.low == "had" for x in self.items[: group.verb]):
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
