"""What a sentence says happened at which places: frames of verbs and nouns filled with places and parties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from geo.claims.actors import Cast
from geo.claims.grammar import (
    BE,
    PREPOSITIONS,
    VerbGroup,
    clause_start,
    is_adverb,
    verb_group,
)
from geo.claims.happening import Happening
from geo.claims.idioms import TRIGGERS
from geo.claims.leaving import Leaving
from geo.claims.lists import NOWHERE, Places
from geo.claims.movements import CHANGING, WAYS
from geo.claims.phrases import after_prepositions, object_places
from geo.claims.sentences import Item
from geo.claims.subjects import Narrative
from geo.claims.timing import CHANGES
from geo.model import Event, Level
from geo.resources.lexicons import Lexicon, Sense


def find(items: Sequence[Item], cast: Cast, lexicon: Lexicon, mind: Narrative) -> Iterator[Happening]:
    """The happenings of one sentence, in the order of their triggers."""
    finder = _Finder(items, cast, lexicon, mind)
    words = opening(lexicon)
    for i, item in enumerate(items):
        if item.kind == "word" and item.low in words:
            # "fighting in Syria" names no place
            yield from (h for h in finder.at(i) if h.place.level is not Level.COUNTRY or h.event in CHANGES)


@cache
def opening(lexicon: Lexicon) -> frozenset[str]:
    """The words that a happening can be told with: all others are passed over at once."""
    beside = (f"words.{kind}" for kind in ("footholds", "inroads", "fires"))
    return telling(lexicon).union(
        COPULAS, WAYS, ("out", "had"), lexicon.groups["control.hands"], *(lexicon.groups[name] for name in beside)
    )


@cache
def telling(lexicon: Lexicon) -> frozenset[str]:
    """Those words that may tell of a place named before; the others need one beside them."""
    shows = (word for word, (stance, _) in lexicon.speech.items() if stance == "shows")
    light = (word for name in (*_CONTROLS, "flag") for word in lexicon.light[name])
    nouns = lexicon.groups["flag.nouns"]
    return frozenset((*lexicon.verbs, *lexicon.nouns, *light, *shows, *nouns, "within", *_AGAIN, *_SEEN, *TRIGGERS))


_CONTROLS = ("gain", "regain", "lose", "hold", "give")  # in which ways a verb goes with "control of X"
_SEEN = frozenset(["seen", "spotted", "filmed", "photographed"])
_AWAY = frozenset(["back", "off", "out", "away"])
_AGAIN = frozenset(["so", "followed"])  # "So are X and Y", "X followed on Sunday"
# What may link a place to who holds it: "X is in A's hands", "X came under A's control".
COPULAS = BE | {
    "has", "have", "remain", "remains", "remained", "came", "come", "comes", "coming", "fell", "passed", "returned",
    "returning", "declared", "now",
}  # fmt: skip


class _Finder(Leaving):
    def __init__(self, items: Sequence[Item], cast: Cast, lexicon: Lexicon, mind: Narrative) -> None:
        super().__init__(items, cast, lexicon, mind)
        self._frames: dict[str, Callable[[VerbGroup, Sense], list[Happening]]] = {
            "gain": self._frame_gain,
            "lose": self._frame_lose,
            "leave": self._frame_leave,
            "enter": self._frame_enter,
            "approach": self._frame_approach,
            "fight": self._frame_fight,
            "siege": self._frame_siege,
            "hold": self._frame_hold,
            "strike": self._frame_strike,
            "expel": self._frame_expel,
            "clear": self._frame_clear,
            "repel": self._frame_repel,
            "fall": self._frame_fall,
        }

    def at(self, i: int) -> Iterator[Happening]:
        low = self.items[i].low
        for name in _CONTROLS:
            form = self.lexicon.light[name].get(low)
            if form and (found := self._control(i, name, form)):
                yield from found
                return
        if low in self.lexicon.light["flag"] and (found := self._flag(i)):
            yield from found
            return
        if self.lexicon.has("flag.nouns", low) and (found := self._flag_over(i)):
            yield from found
            return
        if low in self.lexicon.speech and self.lexicon.speech[low][0] == "shows" and (found := self._shown(i)):
            yield from found
            return
        for sense in self.lexicon.verbs.get(low, ()):  # the longest that fits, in the first frame that finds its place
            found = self._verb(i, sense)
            if found:
                yield from found
                return
        for sense in self.lexicon.nouns.get(low, ()):
            found = self._noun(i, sense)
            if found:
                yield from found
                return
        if self.lexicon.has("control.hands", low) and (found := self._held_so(i)):
            yield from found
        elif low == "had":
            yield from self._had(i)
        elif low in COPULAS:
            yield from self._copula(i)
        elif low in WAYS:
            yield from self._way_in(i)
        elif low == "out":
            yield from self._way_out(i)
        elif low == "hands" and i and self.items[i - 1].low in CHANGING:
            yield from self._changed_hands(i)
        elif self.lexicon.has("words.footholds", low) or self.lexicon.has("words.inroads", low):
            yield from self._foothold(i)
        elif self.lexicon.has("words.fires", low):
            yield from self._under(i, Event.SHELLED)
        elif low in TRIGGERS:
            yield from self.idiom(i)
        elif low == "within":
            yield from self._near(i)
        elif low in _AGAIN:
            yield from self._again(i)
        elif low in _SEEN:
            yield from self._seen(i)

    # -- frames --------------------------------------------------------------------------------------------------

    def _verb(self, i: int, sense: Sense) -> list[Happening]:
        group = verb_group(self.items, i, sense.form, self.lexicon) if sense.form else None
        if group is None:
            return []
        return self._frames[sense.frame](group, sense)

    def _frame_gain(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places = self._passive_subject(group) or self._garrisoned(group)
            by = self._by(group.verb)
            gainer = self._after("to", group.last + 1)
            actor, opponent = (by.side if by else None) or (gainer.side if gainer else None), None
            if by and by.side is None:
                actor = self._side(by)
        else:
            places = self._object(group)
            subject = self._subject(group)
            if subject is None and not self._subject_is_we(group):
                return []
            actor = self._side(subject) if subject else self.mind.speaker_side(self.items[group.verb].start)
            opponent = self._from_opponent(group.last)
        if (
            group.reduced
            and sense.lemma == "take"
            and any(self.lexicon.has("speech.images", x.low) for x in self.items[: group.first])
        ):
            return []  # "pictures from X, taken on Friday"
        beyond = places.indices[-1] + 1 if places.indices and not group.passive else len(self.items)
        if beyond < len(self.items) and self.items[beyond].low in ("off", "aside", "apart"):
            return []  # "took X off its list"
        event = (
            Event.ENTERED
            if places.partial and not places.outskirts
            else Event.ADVANCING
            if places.outskirts
            else sense.event
        )
        if not group.passive and self._undone(group.last + 1):
            event = Event.CONTESTED
        places = self._listed_later(self._gapped(places, group), group)
        return self._make(event, places, actor, opponent, group, f"gain:{sense.lemma}")

    def _frame_enter(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            by = self._by(group.verb)
            places = self._passive_subject(group) if sense.lemma in ("enter", "re-enter", "penetrate") else NOWHERE
            return self._make(
                Event.ENTERED, places, self._side(by) if by else None, None, group, f"enter:{sense.lemma}"
            )
        subject = self._subject(group)
        if subject is None or self._neutral(subject):
            return []
        after = group.last + 1
        it = after < len(self.items) and self.items[after].low == "it"
        places = self._it(after) if it else object_places(self.items, after, self.lexicon)
        if not places.indices:
            places = after_prepositions(self.items, after, self.lexicon.frames["enter"], self.lexicon, reach=6)
        event = Event.ADVANCING if places.outskirts else Event.ENTERED
        event = Event.CONTESTED if self._undone(group.last + 1) else event
        return self._make(event, places, self._side(subject), None, group, f"enter:{sense.lemma}")

    def _frame_approach(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        subject = self._subject(group)
        if subject is None or not subject.force:
            return []
        direct = sense.lemma in ("approach", "near")
        towards = self.lexicon.frames["push" if sense.lemma == "push" else "approach"]
        places = (
            object_places(self.items, group.last + 1, self.lexicon)
            if direct or (sense.form and "_" in sense.lemma)
            else NOWHERE
        )
        if not places.indices and not direct:
            places = after_prepositions(self.items, group.last + 1, towards, self.lexicon)
        return self._make(Event.ADVANCING, places, self._side(subject), None, group, f"approach:{sense.lemma}")

    def _frame_fight(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        places = after_prepositions(self.items, group.last + 1, self.lexicon.frames["fight"], self.lexicon)
        if group.passive:  # "X was being fought over"
            places = self._passive_subject(group)
        if not places.indices and self._there(group.last + 1):
            places = self._remembered(group.last + 1)
        subject = self._subject(group)
        if subject is None and not group.gerund and not group.passive and sense.lemma != "rage":
            return []
        actor = self._side(subject) if subject else None
        return self._make(
            Event.CONTESTED,
            places,
            actor,
            self._against(group.last + 1) or self.cast.opponent(actor),
            group,
            f"fight:{sense.lemma}",
        )

    def _frame_siege(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, by = self._passive_subject(group), self._by(group.verb)
            actor = self._side(by) if by else None
            beset = self._subject(group) if not places and not group.reduced else None
            if beset is not None and beset.force:  # "the rebels are surrounded in X"
                places = after_prepositions(self.items, group.last + 1, [("in",), ("at",)], self.lexicon, reach=4)
                actor = actor or self.cast.opponent(self._side(beset))
        else:
            places, subject = self._object(group), self._subject(group)
            if subject is None:
                return []
            if not places and subject.force and (self._meets_force(group) or sense.lemma == "ambush"):
                # "attacked army positions in X"
                places = after_prepositions(self.items, group.last + 1, self.lexicon.frames["fight"], self.lexicon)
            actor = self._side(subject)
        if group.no_longer:
            return []
        event = (
            Event.SHELLED
            if any(self.lexicon.has("words.weapons", x.low) for x in self.items[group.verb : group.verb + 10])
            else Event.CONTESTED
        )
        return self._make(event, places, actor, self.cast.opponent(actor), group, f"siege:{sense.lemma}")

    def _frame_hold(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, by = self._passive_subject(group), self._by(group.verb)
            if by is None:
                return []
            actor = self._side(by)
        else:
            places, subject = self._object(group), self._subject(group)
            if subject is None:
                return []
            actor = self._side(subject)
        if group.no_longer:
            return self._make(
                Event.WITHDREW, places, actor, self.cast.opponent(actor), group, f"hold:no longer {sense.lemma}"
            )
        if not places and sense.lemma in ("cling", "hang_on", "hold_on"):
            onto = [("to",), ("onto",), ("in",)]
            places = after_prepositions(self.items, group.last + 1, onto, self.lexicon, reach=3)
        event = Event.HELD
        if sense.lemma == "hold_out" and not places and not group.pluperfect:  # "are holding out in X"
            places, event = after_prepositions(self.items, group.last + 1, [("in",)], self.lexicon), Event.CONTESTED
        return self._make(event, places, actor, self.cast.opponent(actor), group, f"hold:{sense.lemma}")

    def _frame_strike(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, by = self._passive_subject(group), self._by(group.verb)
            actor = self._side(by) if by else None
        else:
            places, subject = self._object(group), self._subject(group)
            actor = self._side(subject) if subject else None
            if subject is None and not any(
                self.lexicon.has("words.weapons", x.low) for x in self.items[max(0, group.first - 6) : group.first]
            ):
                return []
        return self._make(Event.SHELLED, places, actor, self.cast.opponent(actor), group, f"strike:{sense.lemma}")

    def _frame_clear(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, by = self._passive_subject(group), self._by(group.verb)
            winner = self._side(by) if by else None
        else:
            subject = self._subject(group)
            places = self._object(group)
            if subject is None:
                return []
            winner = self._side(subject)
            reach = self.items[group.last + 1 : group.last + 7]
            if not places.indices and any(self.lexicon.has("words.resistance", x.low) for x in reach):
                # "cleared the last pockets of resistance in X"
                places = after_prepositions(self.items, group.last + 1, (("in",), ("from",)), self.lexicon)
        return self._make(sense.event, places, winner, self.cast.opponent(winner), group, f"clear:{sense.lemma}")

    def _frame_repel(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        start = clause_start(self.items, group.first)
        clause = (*self.items[start : group.first], *self.items[group.last + 1 : group.last + 14])
        met = not sense.lemma.startswith(("push", "drive", "force", "throw")) and self._meets_force(group)
        if not met and not any(self.lexicon.has("words.attack_nouns", x.low) for x in clause):
            return []
        around = self.lexicon.frames["repel"]
        if group.passive:
            places = after_prepositions(self.items, start, around, self.lexicon, reach=group.first - start)
            if not places.indices:
                places = after_prepositions(self.items, group.last + 1, around, self.lexicon)
            defender = self._by(group.verb)
        else:
            places = after_prepositions(self.items, group.last + 1, around, self.lexicon, reach=16)
            defender = self._subject(group)
        side = self._side(defender) if defender else None
        if side is not None:  # who beats off an attack keeps the place
            return self._make(Event.HELD, places, side, self.cast.opponent(side), group, f"repel:{sense.lemma}")
        return self._make(Event.CONTESTED, places, self.cast.opponent(side), side, group, f"repel:{sense.lemma}")

    def _meets_force(self, group: VerbGroup) -> bool:
        """ "halted the Germans at X": an armed party is the object."""
        for x in self.items[group.last + 1 : group.last + 5]:
            if x.actor is not None:
                return x.actor.force and not group.passive
            if x.kind == "sign" or x.low in PREPOSITIONS:
                return False
        return False

    def _opens_gates(self, group: VerbGroup) -> bool:
        return any(x.low in ("gates", "doors") for x in self.items[group.last + 1 : group.last + 4])

    def _garrisoned(self, group: VerbGroup) -> Places:
        """ "X's garrison surrendered": with them the place."""
        items, k = self.items, group.first - 1
        while k > 0 and is_adverb(items[k]):
            k -= 1
        owned = k > 1 and self.lexicon.has("words.keys", items[k].low) and items[k - 1].low == "'s"
        return Places((k - 2,)) if owned and items[k - 2].level is Level.SETTLEMENT else NOWHERE

    def _undone(self, start: int) -> bool:
        """ "stormed X before being beaten back", "entered X but was driven out": whether it came to nothing."""
        items = self.items
        turn = next((k for k in range(start, len(items)) if items[k].low in ("before", "but", "only")), len(items))
        for k in range(turn + 1, min(len(items), turn + 6)):
            beaten = any(s.frame in ("repel", "expel") for s in self.lexicon.verbs.get(items[k].low, ()))
            if beaten and items[k - 1].low in BE and any(x.low in _AWAY for x in items[k + 1 : k + 3]):
                return True
        return False

    def _frame_fall(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive or (sense.lemma == "open" and not self._opens_gates(group)):
            return []
        places = self._passive_subject(group) or self._garrisoned(group)
        if not places.indices:
            return []
        winner = self._after("to", group.last + 1) or self._after("into", group.last + 1)
        loser = self._after("from", group.last + 1)
        if (sense.lemma == "slip" and loser is None) or (sense.lemma in ("go", "pass") and winner is None):
            return []
        places = self._listed_later(places, group)
        actor = self._side(winner) if winner else None
        loser_side = self._side(loser) if loser else None
        return self._make(
            Event.CAPTURED, places, actor or self.cast.opponent(loser_side), loser_side, group, f"fall:{sense.lemma}"
        )
