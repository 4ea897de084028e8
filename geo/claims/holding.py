"""Who holds a place: "took control of X", "X is in A's hands", "X is free", "A in full control of X"."""

from __future__ import annotations

from dataclasses import replace

from geo.claims.constructions import Constructions
from geo.claims.grammar import (
    BE,
    BREAKS,
    DETERMINERS,
    PHRASE_ENDS,
    POSSESSIVES,
    PREPOSITIONS,
    QUOTES,
    RELATIVES,
    VerbGroup,
    is_adverb,
    verb_group,
)
from geo.claims.happening import Happening
from geo.claims.lists import NOWHERE, Places, listed_up_to
from geo.claims.phrases import object_places
from geo.claims.sentences import Item
from geo.claims.timewords import WEEKDAYS
from geo.model import Event, Level
from geo.resources.lexicons import VerbForm

_PREPOSITIONS = PREPOSITIONS - {"of"}

# What may stand between "is" and "under … control": "has been passed", "are among the towns back".
_BEFORE_CONTROL = frozenset(
    ["come", "been", "passed", "full", "no", "firmly", "fallen", "among", "the", "towns", "cities", "villages",
     "settlements", "places", "once", "more"]
)  # fmt: skip
_FULL = frozenset(["full", "complete", "total", "firm"])
_STILL = frozenset(["still", "remain", "remains", "remained", "stay", "stays", "stayed", "no", "longer"])
_PASSED = frozenset(
    ["came", "come", "comes", "fell", "passed", "now", "again", "fallen", "full", "fully", "complete", "total",
     "firmly", "entirely", "completely", "more"]
)  # fmt: skip
# What follows "is" where it tells of control: "is under A's rule", "is inside X"; "is free", "is ours", "is back".
_INTO = frozenset(["under", "in", "into", "to", "inside", "at", "on"])
POSSESSED = frozenset(["free", "ours", "theirs", "back"])
_DATING = frozenset(["by", "tonight", "today", "yesterday"])
LINKING = BE | {"has", "have", "had", "remain", "remains", "remained", "came", "come", "comes", "stayed"}


class Holding(Constructions):
    """Control told as a state or as its change, by nouns of control and by what links a place to its holder."""

    def _control(self, i: int, name: str, form: VerbForm) -> list[Happening]:
        """ "took (full) control of X", "lost control over X"."""
        items, has = self.items, self.lexicon.has
        noun = next((k for k in range(i + 1, min(len(items), i + 7)) if has("control.nouns", items[k].low)), None)
        named = () if noun is None else range(i + 1, noun)
        if noun is None or any(items[k].low in BREAKS for k in named):
            return []
        if name != "give" and any(items[k].kind == "place" for k in named):
            return []
        if any(items[k].low in light for k in range(i + 1, noun) for light in self.lexicon.light.values()):
            return []  # "have taken control": the helper is not the verb
        if form.particle and not any(items[k].low == form.particle for k in named):
            return []  # "giving A control" gives nothing up
        group = verb_group(items, i, replace(form, particle=None), self.lexicon)
        if group is None:
            return []
        if noun + 1 < len(items) and has("control.of", items[noun + 1].low):
            places = object_places(items, noun + 2, self.lexicon, loose=True)
        else:
            places = self._headed() if name in ("gain", "regain") else NOWHERE
        if name == "give":
            return self._given(i, noun, places, group)
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
        if places.partial and name in ("gain", "regain"):
            event = Event.ENTERED
        if form.lemma == "claim":  # what is claimed stands after the verb of saying
            group = replace(group, first=noun, verb=noun, last=noun)
        return self._make(event, places, side, self.cast.opponent(side), group, f"{name} control")

    def _headed(self) -> Places:
        """ "X: army regains full control": the place that heads the line."""
        headed = len(self.items) > 1 and self.items[1].low == ":" and self.items[0].level is Level.SETTLEMENT
        return Places((0,)) if headed else NOWHERE

    def _given(self, i: int, noun: int, places: Places, group: VerbGroup) -> list[Happening]:
        """ "gave A control of X", "handed control of X to A", "A was given control of X"."""
        between = next((x.actor for x in self.items[i + 1 : noun] if x.actor is not None), None)
        nation = next((self._nation_of(x) for x in self.items[i + 1 : noun] if x.kind == "place"), None)
        after = self._after("to", places.indices[-1] + 1) if places.indices else None
        gainer = self._subject(group) if group.passive and between is None else between or after
        side = self._side(gainer) if gainer is not None else nation
        given = [x.place for x in self.items[i + 1 : noun] if x.place is not None]
        if side is None or any(self.items[k].place in given for k in places.indices):
            return []  # "gave Moscow control of the port": not of that in Moscow
        return self._make(Event.CAPTURED, places, side, self.cast.opponent(side), group, "give control")

    def _nation_of(self, item: Item) -> str | None:
        """Whom the name of a place stands for that can be given something: "gave Moscow control"."""
        home = item.place.place.country if item.place is not None and item.place.place is not None else None
        return self.cast.party(item.text) or self.cast.parties.of_nation(home)

    def _in_control(self, k: int, group: VerbGroup) -> list[Happening]:
        """ "his men were in (full) control of X"."""
        items, has = self.items, self.lexicon.has
        noun = next((m for m in range(k + 1, min(len(items), k + 4)) if has("control.nouns", items[m].low)), None)
        subject = self._subject(group)
        if noun is None or subject is None or noun + 1 >= len(items):
            return []
        if has("control.of", items[noun + 1].low):
            places = object_places(items, noun + 2, self.lexicon, loose=True)
        else:
            places = Places(tuple(self._scene(noun)))  # "In X the rebels were in control"
        full = any(x.low in ("full", "complete", "total") for x in items[k:noun])
        side = self._side(subject)
        own_word = side is not None and self.mind.speaker_side(items[k].start) == side
        still = any(x.low in ("still", "remain", "remains", "remained") for x in items[group.first : noun])
        event = Event.CAPTURED if (full or own_word) and not still else Event.HELD
        return self._make(event, places, side, self.cast.opponent(side), group, "in control")

    def _hands_after(self, k: int) -> int | None:
        """The noun of holding that "under" or "in" at item `k` governs."""
        items = self.items
        reach = range(k + 1, min(len(items), k + 9))
        hands = next((m for m in reach if self.lexicon.has("control.hands", items[m].low)), None)
        between = () if hands is None else items[k + 1 : hands]
        return None if any(x.kind == "place" and self.cast.party(x.text) is None for x in between) else hands

    def _whose_hands(self, k: int, hands: int) -> str | None:
        """Whose hands: "in A's hands", "under the control of A", "in their hands", "under rebel control"."""
        items = self.items
        owned = hands + 1 < len(items) and items[hands + 1].low == "of"
        span = items[k + 1 : min(len(items), hands + 6) if owned else hands]
        if owner := next((x.actor for x in span if x.actor), None):
            side = self._side(owner)
        else:
            own = next((m for m, x in enumerate(span, k + 1) if x.low in POSSESSIVES), None)
            side = self._possessive_side(own) if own is not None else None
        if side is None and any(self.lexicon.has("words.state_modifiers", x.low) for x in span):
            return "government"  # "in federal hands"
        if side is None and items[hands].low == "control" and all(x.low in _FULL for x in span):
            side = self.mind.speaker_side(items[hands].start) or self.mind.agent  # "the town is fully under control"
        return side or next((x.low for x in span if self.lexicon.has("words.generic_sides", x.low)), None)

    def _state_of_place(self, k: int) -> tuple[Places, VerbGroup | None]:
        """The place of which "under …" or "in …" at item `k` tells, with what links them: "X is under", "X, under"."""
        items, j = self.items, k - 1
        negated = no_longer = False
        while j >= 0 and (is_adverb(items[j]) or items[j].low in _BEFORE_CONTROL):
            negated = negated or items[j].low in ("not", "n't", "never")
            no_longer = no_longer or items[j].low == "longer"
            j -= 1
        j -= j > 0 and items[j].low == ","
        if j < 0:
            return NOWHERE, None
        if items[j].kind != "place":
            form = VerbForm(items[j].low, "base" if items[j].low == "be" else "past")
            group = verb_group(items, j, form, self.lexicon) if items[j].low in LINKING else None
            if group is None:
                return NOWHERE, None
            return self._passive_subject(group), replace(group, negated=group.negated or negated, no_longer=no_longer)
        found = listed_up_to(items, j)
        return Places(found), VerbGroup(k, k, k, VerbForm(items[k].low, "past"), negated=negated, no_longer=no_longer)

    def _held_so(self, hands: int) -> list[Happening]:
        """ "X under A's control", "X, now in A's hands, …", "leaving X in A's hands", "brought X under its control"."""
        items = self.items
        k = next((m for m in range(hands - 1, max(-1, hands - 7), -1) if items[m].low in ("under", "in")), None)
        if k is None or self._hands_after(k) != hands or (side := self._whose_hands(k, hands)) is None:
            return []
        places, group = self._state_of_place(k)
        if group is None or not places.indices or group.verb != k:
            return []  # what is linked by a verb, the verb has told of
        words = {x.low for x in items[places.indices[-1] : hands]}
        event = Event.WITHDREW if group.no_longer else Event.HELD if words & _STILL else Event.CAPTURED
        first, put = places.indices[0], self._put(places.indices[0])
        if items[first].anaphor and (put is None or items[put.verb].low == "leaving"):
            return []  # "left X, leaving the town in A's hands", "X, the last town under A's rule"
        if put is not None:
            group = replace(put, last=hands)
            event = Event.HELD if "keep" in put.form.lemma else event
        elif first > 0 and not words & _PASSED:
            event = Event.HELD if event is Event.CAPTURED else event
        return self._make(event, places, side, self.cast.opponent(side), group, "under control")

    def _at_gates(self, k: int, group: VerbGroup) -> list[Happening]:
        """ "the rebels are at the gates of X", "on the edge of X"."""
        places, subject = object_places(self.items, k + 1, self.lexicon), self._subject(group)
        if not places.outskirts or subject is None or not subject.force:
            return []
        return self._make(Event.ADVANCING, places, self._side(subject), None, group, "at the gates")

    def _put(self, first: int) -> VerbGroup | None:
        """The verb that puts the place at item `first` into somebody's hands."""
        items = self.items
        for k in range(first - 1, max(-1, first - 5), -1):
            if items[k].kind == "sign" or items[k].low in _PREPOSITIONS:
                return None
            if (form := self.lexicon.light["put"].get(items[k].low)) is not None:
                return verb_group(items, k, form, self.lexicon)
        return None

    def _passed_or_kept(self, i: int, hands: int, side: str) -> Event:
        """What "X is under A's control" tells: news where words or A's own voice say that it came to be so."""
        words = {x.low for x in self.items[i:hands]}
        if "back" in words or self.items[i].low == "returned":
            return Event.LIBERATED
        if words & _STILL:
            return Event.HELD
        said_by_holder = self.mind.speaker_side(self.items[i].start) == side
        after = self.items[hands + 1 : hands + 3]
        by_then = any(x.low in _DATING or x.low in WEEKDAYS for x in after)  # "was in A's hands on Thursday evening"
        return Event.CAPTURED if words & _PASSED or said_by_holder or by_then else Event.HELD

    def _free(self, k: int, group: VerbGroup) -> list[Happening]:
        """ "X is free (of A's men)", "X is ours", "X is back"; "free to go" and "free of charge" are something else."""
        items = self.items
        if items[k].low not in ("free", "ours", "theirs"):
            if items[k].low not in PHRASE_ENDS:
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
            hands = self._hands_after(k)
            if hands is not None:
                side = self._whose_hands(k, hands)
                if side is None:
                    return []
                places = self._passive_subject(group)
                event = Event.WITHDREW if no_longer else self._passed_or_kept(i, hands, side)
                return self._make(event, places, side, self.cast.opponent(side), group, "under control")
        if (
            items[i].low in BE
            and (items[k].low in ("free", "ours", "theirs") or items[k - 1].low == "back")
            and (items[k].low not in ("in", "inside"))
        ):
            return self._free(k, group)
        if items[k].low in ("at", "on") and items[i].low in BE:
            return self._at_gates(k, group)
        if items[k].low in ("in", "inside") and items[i].low in BE:
            subject = self._subject(group)
            places = object_places(items, k + 1, self.lexicon)
            if items[group.first - 1].kind == "word" and subject and items[group.first - 1].start > subject.end:
                subject = subject if self._stands_alone(group.first - 1) else None  # "Hamas, whose leaders are in X"
            if subject and subject.force and places.indices and places.indices[0] - k <= 5:
                event = Event.HELD if any(x.low == "still" for x in items[i:k]) else Event.ENTERED
                return self._make(event, places, self._side(subject), None, group, "troops in place")
        return []

    def _stands_alone(self, k: int) -> bool:
        """Whether the word before a verb may stand between it and its subject: "who are", "troops now are"."""
        item = self.items[k]
        return is_adverb(item) or item.low in RELATIVES or self.lexicon.has("words.force_nouns", item.low)

    def _had(self, i: int) -> list[Happening]:
        """ "By nightfall they had X too": a settlement right behind, and nothing said of it."""
        items = self.items
        if i + 1 == len(items) or not (items[i + 1].kind == "place" or items[i + 1].low in DETERMINERS):
            return []
        places = object_places(items, i + 1, self.lexicon)
        end = places.indices[-1] + 1 if places.indices else 0
        if not end or (end < len(items) and items[end].kind != "sign" and items[end].low not in ("too", "by", "as")):
            return []
        group = VerbGroup(i, i, i, VerbForm("have", "past"))
        subject = self._subject(group)
        if subject is None or not subject.force or any(items[k].level is not Level.SETTLEMENT for k in places.indices):
            return []
        side = self._side(subject)
        return self._make(Event.CAPTURED, places, side, self.cast.opponent(side), group, "had")

    def nationality(self, i: int, k: int) -> list[Happening]:
        """ "X is again Ukrainian": told by `Idioms`."""
        raise NotImplementedError
