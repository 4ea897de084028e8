"""Who gets where without a verb listed for it: "plunged into X", "a foothold in X", "X changed hands"."""

from __future__ import annotations

from geo.claims.grammar import BE, BREAKS, PREPOSITIONS, RELATIVES, is_adverb, verb_group
from geo.claims.happening import Happening
from geo.claims.idioms import Idioms
from geo.claims.phrases import after_prepositions, object_places
from geo.claims.sentences import Mention
from geo.model import Event, Level
from geo.resources.lexicons import VerbForm

_PREPOSITIONS = PREPOSITIONS - {"up", "out"}

WAYS = frozenset(["into", "toward", "towards"])
CHANGING = frozenset(["changed", "changes", "changing", "change"])
_DIRECTIONS = frozenset(
    ["back", "deep", "deeper", "further", "farther", "straight", "directly", "north", "south", "east", "west",
     "northward", "northwards", "southward", "southwards", "eastward", "eastwards", "westward", "westwards",
     "unopposed", "en", "masse"]
)  # fmt: skip
_SENT = frozenset(["sent", "sending", "sends", "poured", "pouring", "moved", "moving", "rushed", "rushing", "threw",
                   "throwing"])  # fmt: skip
_OFTEN = frozenset(["times", "twice", "repeatedly", "time", "frequently"])
_TURNS = frozenset([":", "-", "–", "—", "--", "when", "as", "after"])


class Movements(Idioms):
    """Ways of moving and of gaining ground, told by what is peculiar to them rather than by their verb."""

    def _way_in(self, i: int) -> list[Happening]:
        """ "plunged into X", "wheeled towards X": any verb of an armed subject, unless it is listed or fires."""
        items, k = self.items, i - 1
        sent = self._sent(i)
        if sent is None:
            while k > 0 and (is_adverb(items[k]) or items[k].low in _DIRECTIONS):
                k -= 1
            form = self._any_form(k)
            if form is None or items[k].low in self.lexicon.verbs or self.lexicon.has("words.firing", items[k].low):
                return []
        else:
            k = sent
            form = VerbForm(items[k].low, "ing" if items[k].low.endswith("ing") else "past")
        group = verb_group(items, k, form, self.lexicon)
        if group is None or group.passive or group.reduced:
            return []
        subject = self._subject(group)
        if subject is None or not subject.force:
            return []
        places = object_places(items, i + 1, self.lexicon)
        into = items[i].low == "into" and not places.outskirts
        event = Event.ENTERED if into else Event.ADVANCING
        return self._make(event, places, self._side(subject), None, group, f"way {items[i].low}")

    def _way_out(self, i: int) -> list[Happening]:
        """ "were winkled out of X", "trickled out of X": any verb of an armed subject, unless it is listed."""
        items, k = self.items, i - 1
        if i + 1 == len(items) or items[i + 1].low != "of" or items[k].low in self.lexicon.verbs:
            return []
        form = self._any_form(k)
        if form is None or form.form == "ing" or self._no_way(items[k].low):
            return []
        passive = any(x.low in BE for x in items[max(0, k - 3) : k])
        group = verb_group(items, k, VerbForm(items[k].low, "past|participle") if passive else form, self.lexicon)
        if group is None or group.reduced:
            return []
        subject, places = self._subject(group), object_places(items, i + 2, self.lexicon)
        if subject is None or not subject.force or any(items[m].level is Level.COUNTRY for m in places.indices):
            return []
        side = self._side(subject)
        return self._make(Event.WITHDREW, places, side, self.cast.opponent(side), group, "way out")

    def _no_way(self, low: str) -> bool:
        return self.lexicon.has("words.firing", low) or self.lexicon.has("irrealis.governors", low)

    def _sent(self, i: int) -> int | None:
        """ "sent tanks and troops into X": the verb, where forces are its object."""
        items = self.items
        before = items[i - 1]
        forces = (before.actor is not None and before.actor.force) or self.lexicon.has("words.force_nouns", before.low)
        if not forces or items[i].low != "into":
            return None
        return next((k for k in range(i - 2, max(-1, i - 7), -1) if items[k].low in _SENT), None)

    def _any_form(self, k: int) -> VerbForm | None:
        """What form of a verb the word at item `k` looks like by its ending."""
        item = self.items[k]
        if k < 1 or item.kind != "word" or not item.text.islower() or item.low in PREPOSITIONS:
            return None
        if item.low.endswith("ing"):
            return VerbForm(item.low, "ing")
        return VerbForm(item.low, "past") if item.low.endswith("ed") and len(item.low) > 4 else None

    def _foothold(self, i: int) -> list[Happening]:
        """ "gained a foothold in X", "took up positions on the edge of X", "made gains near X"."""
        items = self.items
        for k in range(i - 1, max(-1, i - 7), -1):
            if items[k].low in BREAKS or (items[k].kind == "word" and items[k].low in _PREPOSITIONS):
                return []
            form = self.lexicon.light["settle"].get(items[k].low)
            group = verb_group(items, k, form, self.lexicon) if form is not None else None
            if group is None:
                continue
            subject = self._subject(group)
            if subject is None or not subject.force or group.passive:
                return []
            inside = after_prepositions(items, i + 1, self.lexicon.frames["enter"], self.lexicon, reach=6)
            beside = after_prepositions(items, i + 1, self.lexicon.frames["approach"], self.lexicon, reach=6)
            within = inside.indices and not inside.outskirts
            held = within and self.lexicon.has("words.footholds", items[i].low)
            places, event = (inside if within else beside), (Event.ENTERED if held else Event.ADVANCING)
            if any(items[m].level in (Level.REGION, Level.AREA) for m in places.indices):
                return []  # "seized sixty positions in W region"
            return self._make(event, places, self._side(subject), None, group, f"foothold:{items[i].low}")
        return []

    def _changed_hands(self, i: int) -> list[Happening]:
        """ "X changed hands: A drove …": to whom the next clause tells; "X changed hands three times" is contested."""
        items = self.items
        verb = i - 1
        group = verb_group(items, verb, VerbForm("change", "ing" if items[verb].low[-3:] == "ing" else "past"),
                           self.lexicon)  # fmt: skip
        if group is None:
            return []
        places = self._passive_subject(group)
        beyond = items[i + 1 : i + 8]
        often = any(x.low in _OFTEN for x in (*beyond, *items[group.first : verb]))
        gainer = None if often else self._who_follows(i + 1)
        if gainer is None:
            if any(items[k].anaphor for k in places.indices):
                return []  # "the last streets of the city changed hands"
            return self._make(Event.CONTESTED, places, None, None, group, "changed hands")
        side = self._side(gainer)
        return self._make(Event.CAPTURED, places, side, self.cast.opponent(side), group, "changed hands")

    def _who_follows(self, start: int) -> Mention | None:
        """The armed subject of the clause that goes on after a sign or "when"."""
        items = self.items
        turn = next((k for k in range(start, min(len(items), start + 5)) if items[k].low in _TURNS), None)
        if turn is None:
            return None
        return next((x.actor for x in items[turn + 1 : turn + 6] if x.actor is not None and x.actor.force), None)

    def _under(self, i: int, event: Event) -> list[Happening]:
        """ "X is under siege by A", "X, under attack since Monday, …", "X came under fire"."""
        items, k = self.items, i - 1
        while k > 0 and items[k].low != "under":
            if items[k].kind == "sign" or items[k].low in PREPOSITIONS or i - k > 4:
                return []
            k -= 1
        if k < 1:
            return []
        places, group = self._state_of_place(k)
        if group is None or group.no_longer:
            return []
        by = self._by(i) or self._owner(i)
        side = self._side(by) if by else None
        return self._make(event, places, side, self.cast.opponent(side), group, f"under {items[i].low}")

    def _scene(self, i: int) -> list[int]:
        """Where a noun of fighting happens that has no place behind it: "In X clashes went on", "X saw fighting"."""
        items = self.items
        for k in range(i - 1, max(-1, i - 9), -1):
            low = items[k].low
            if low in BREAKS:
                return []
            if low == "where" and k:
                j = k - 1 - (items[k - 1].low == ",")
                return [j] if items[j].level in (Level.SETTLEMENT, Level.FACILITY) else []
            if self.lexicon.has("words.seeing", low):
                seen = verb_group(items, k, VerbForm("see", "past"), self.lexicon)
                return list(self._passive_subject(seen).indices) if seen is not None and not seen.passive else []
        if items[0].low in ("in", "at", "around", "near", "inside", "outside") and i < 16:
            places = object_places(items, 1, self.lexicon)
            past = places.indices[-1] + 1 if places.indices else i
            told = any(x.low in RELATIVES or x.kind == "place" for x in items[past:i])
            return [] if told or any(items[k].level is Level.COUNTRY for k in places.indices) else list(places.indices)
        return []
