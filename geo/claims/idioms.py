"""Control told by fixed turns of phrase: "masters of X", "in full control of X", "fought their way into X"."""

from __future__ import annotations

from geo.claims.grammar import BE, BREAKS, POSSESSIVES, VerbGroup, is_adverb
from geo.claims.happening import Happening
from geo.claims.holding import Holding
from geo.claims.phrases import after_prepositions, object_places
from geo.model import Event
from geo.resources.lexicons import VerbForm

MASTERS = frozenset(["master", "masters"])
DISTANCES = frozenset(["km", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles"])
TRIGGERS = MASTERS | DISTANCES | {"way", "control"}
_NOW = frozenset(["again", "now", "tonight", "today", "once"])  # "X is again Ukrainian": it was not, before
_FULL = frozenset(["full", "complete", "total", "firm", "sole"])
_REACH = 6  # words between "are" and "10 km from X"


class Idioms(Holding):
    """Turns of phrase, each found at the word that is peculiar to it."""

    def idiom(self, i: int) -> list[Happening]:
        low = self.items[i].low
        if low in MASTERS:
            return self._masters(i)
        if low in DISTANCES:
            return self._distance(i)
        return self._way(i) if low == "way" else self._in_charge(i)

    def _at(self, i: int) -> VerbGroup:
        return VerbGroup(i, i, i, VerbForm(self.items[i].low, "past"))

    def _masters(self, i: int) -> list[Happening]:
        """ "A's men are masters of X", "Masters of X, the As now look …"."""
        items = self.items
        if i + 1 == len(items) or items[i + 1].low != "of":
            return []
        places = object_places(items, i + 2, self.lexicon, loose=True)
        linked = next((k for k in range(i - 1, max(-1, i - 4), -1) if items[k].low in BE), None)
        group = self._at(i if linked is None else linked)
        subject = self._after_comma(group) if linked is None else self._subject(group)
        if subject is None:
            return []
        side = self._side(subject)
        return self._make(Event.CAPTURED, places, side, self.cast.opponent(side), group, "masters of")

    def _in_charge(self, i: int) -> list[Happening]:
        """ "M23 in full control of X": the verb is left out, as headlines do."""
        items, k = self.items, i - 1
        while k > 0 and (items[k].low in _FULL or is_adverb(items[k])):
            k -= 1
        holder = items[k - 1].actor if k > 0 and items[k].low == "in" else None
        if holder is None or i + 1 == len(items) or not self.lexicon.has("control.of", items[i + 1].low):
            return []
        places = object_places(items, i + 2, self.lexicon, loose=True)
        side = self._side(holder)
        return self._make(Event.CAPTURED, places, side, self.cast.opponent(side), self._at(i), "in control")

    def _way(self, i: int) -> list[Happening]:
        """ "fought their way into X": whatever verb makes the way."""
        items = self.items
        if i < 2 or i + 1 == len(items) or items[i - 1].low not in POSSESSIVES or items[i + 1].low not in (
            "into", "inside", "through", "to", "towards", "toward"
        ):  # fmt: skip
            return []
        group = self._at(i - 2)
        subject = self._subject(group)
        if subject is None or not subject.force:
            return []
        places = object_places(items, i + 2, self.lexicon, loose=True)
        short = items[i + 1].low.startswith("to") and (places.outskirts or not places.partial)
        event = Event.ADVANCING if short else Event.ENTERED  # "to the centre of X" is in it, "to X" may be not
        return self._make(event, places, self._side(subject), None, group, "way into")

    def _distance(self, i: int) -> list[Happening]:
        """ "The army is now only three kilometres from X"."""
        items = self.items
        link = next((k for k in range(i - 1, max(-1, i - _REACH), -1) if items[k].low in BE), None)
        if link is None or any(items[k].low in BREAKS or items[k].kind == "actor" for k in range(link + 1, i)):
            return []
        group = self._at(link)
        subject = self._subject(group)
        if subject is None or not subject.force:
            return []
        away = [("from",), ("away", "from"), ("of",), ("outside",), ("short", "of")]
        places = after_prepositions(items, i + 1, away, self.lexicon, reach=3)
        return self._make(Event.ADVANCING, places, self._side(subject), None, group, "within reach")

    def nationality(self, i: int, k: int) -> list[Happening]:
        """ "X is again Ukrainian", "X is now a Serb town": from the copula at `i`, what follows at `k`."""
        items = self.items
        named = k + 1 if items[k].low in ("a", "an") and k + 1 < len(items) else k
        side = (owner.side if (owner := items[named].actor) else None) or self.cast.party(items[named].text)
        after = items[named + 1 :][:3] if named == k else items[named + 2 :][:2]
        kind = named == k or any(self.lexicon.has("words.place_nouns", x.low) for x in items[named + 1 :][:1])
        if side is None or not kind or not any(x.low in _NOW for x in (*items[i + 1 : k], *after)):
            return []
        group = self._at(i)
        places = self._passive_subject(group)
        return self._make(Event.LIBERATED, places, side, self.cast.opponent(side), group, "of a nation")
