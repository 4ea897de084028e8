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
from geo.claims.idioms import TRIGGERS, Idioms
from geo.claims.phrases import NOWHERE, after_prepositions, object_places
from geo.claims.sentences import Item, Mention
from geo.claims.subjects import Narrative
from geo.claims.timewords import WEEKDAYS
from geo.model import Event, Level
from geo.resources.lexicons import Lexicon, Sense


def find(items: Sequence[Item], cast: Cast, lexicon: Lexicon, mind: Narrative) -> Iterator[Happening]:
    """The happenings of one sentence, in the order of their triggers."""
    finder = _Finder(items, cast, lexicon, mind)
    words = opening(lexicon)
    for i, item in enumerate(items):
        if item.kind == "word" and item.low in words:
            yield from finder.at(i)


@cache
def opening(lexicon: Lexicon) -> frozenset[str]:
    """The words that a happening can be told with: all others are passed over at once."""
    shows = (word for word, (stance, _) in lexicon.speech.items() if stance == "shows")
    light = (word for forms in lexicon.light.values() for word in forms)
    return frozenset(
        (
            *lexicon.verbs,
            *lexicon.nouns,
            *light,
            *shows,
            *lexicon.groups["flag.nouns"],
            *COPULAS,
            "within",
            *_AGAIN,
            *_SEEN,
            *TRIGGERS,
        )
    )


_DAYS = frozenset(["day", "night", "evening", "morning", "week", "month", "hour"])
_SEEN = frozenset(["seen", "spotted", "filmed", "photographed"])
_AGAIN = frozenset(["so", "followed"])  # "So are X and Y", "X followed on Sunday"
# What may link a place to who holds it: "X is in A's hands", "X came under A's control".
COPULAS = BE | {
    "has", "have", "remain", "remains", "remained", "came", "come", "comes", "coming", "fell", "passed", "returned",
    "returning", "declared", "now",
}  # fmt: skip


_AFTER_LEAVING = frozenset(
    [
        "on",
        "at",
        "in",
        "after",
        "before",
        "without",
        "to",
        "as",
        "and",
        "during",
        "under",
        "when",
        "last",
        "so",
        "because",
        "rather",
        "across",
        "by",
        "towards",
        "toward",
        "hours",
        "days",
        "two",
        "three",
        "several",
        "shortly",
        "but",
        "while",
        "following",
    ]
)


class _Finder(Idioms):
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
        for name in ("gain", "regain", "lose", "hold"):
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
        if low in COPULAS:
            yield from self._copula(i)
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
            places = self._passive_subject(group)
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
        places = self._listed_later(self._gapped(places, group), group)
        return self._make(event, places, actor, opponent, group, f"gain:{sense.lemma}")

    def _frame_lose(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, actor = self._passive_subject(group), self._by(group.verb)
            gainer = self._after("to", group.last + 1)
            loser = (self._side(actor) if actor else None) or (self.cast.opponent(gainer.side) if gainer else None)
        else:
            places, subject = self._object(group), self._subject(group)
            handed = places.indices and sense.lemma != "leave"
            gainer = self._after("to", places.indices[-1] + 1) if handed else None
            gainer = gainer if gainer is not None and gainer.side is not None else None
            if (subject is None or _person(subject)) and gainer is None:
                return []
            loser = self._losing_side(subject) if subject else self.cast.opponent(gainer.side) if gainer else None
        if group.passive and loser is None and gainer is None and sense.lemma in ("return", "hand_back"):
            return self._make(Event.LIBERATED, places, None, None, group, f"lose:{sense.lemma}")
        if loser is None and gainer is not None and gainer.side is not None:  # "was lost to A"
            return self._make(Event.CAPTURED, places, gainer.side, None, group, f"lose:{sense.lemma} to")
        if sense.lemma == "leave" and not places.indices:
            return self._left_unsaid(group, sense)
        if sense.lemma in ("leave", "desert", "return") and group.passive and loser is None and sense.lemma != "return":
            return []
        return self._make(Event.WITHDREW, places, loser, self.cast.opponent(loser), group, f"lose:{sense.lemma}")

    def _frame_leave(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        places = self._away_from(group.verb + 1 if sense.lemma.endswith("_out") else group.last + 1)
        if not places.indices and sense.lemma in ("redeploy", "reposition", "regroup", "pull_back", "withdraw"):
            places = after_prepositions(self.items, group.last + 1, [("outside",)], self.lexicon, reach=3)
        if not places.indices:
            places = self._located_subject(group)
        if not places.indices and sense.lemma in ("withdraw", "retreat", "pull_out", "leave", "flee"):
            return self._left_unsaid(group, sense)
        if not places.indices:
            return []
        forces = self._forces_between(group.last + 1, places.indices[0])
        subject = self._subject(group)
        if subject is not None and _person(subject) and forces is None:
            return []
        loser = (self._side(forces) if forces else None) or (self._losing_side(subject) if subject else None)
        vague = sense.lemma in ("move", "go", "pull", "escape", "exit", "fall_back")
        if loser is None and not (forces or subject) and (vague or not group.passive):
            return []
        if sense.lemma in ("move", "go", "escape", "flee", "exit", "depart") and not (
            forces or (subject and subject.force)
        ):
            return []
        return self._make(Event.WITHDREW, places, loser, self.cast.opponent(loser), group, f"leave:{sense.lemma}")

    def _left_unsaid(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        """ "… after the garrison pulled out": of the place that the talk is about."""
        following = self.items[group.last + 1] if group.last + 1 < len(self.items) else None
        objectless = (
            following is None
            or following.kind in ("sign", "number")
            or is_adverb(following)
            or following.low in _AFTER_LEAVING
            or (following.low == "the" and any(x.low in _DAYS for x in self.items[group.last + 2 : group.last + 4]))
            or following.low in WEEKDAYS
        )
        subject = self._subject(group)
        said = any(x.level is Level.SETTLEMENT for x in self.items[: group.first])
        if not objectless or subject is None or not subject.force or group.passive or not (said or self.mind.near):
            return []
        loser = self._losing_side(subject)
        return self._make(
            Event.WITHDREW, self._it(group.first), loser, self.cast.opponent(loser), group, f"leave:{sense.lemma}"
        )

    def _frame_enter(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            by = self._by(group.verb)
            places = self._passive_subject(group) if sense.lemma in ("enter", "re-enter", "penetrate") else NOWHERE
            return self._make(
                Event.ENTERED, places, self._side(by) if by else None, None, group, f"enter:{sense.lemma}"
            )
        subject = self._subject(group)
        if subject is None:
            return []
        after = group.last + 1
        places = object_places(self.items, after, self.lexicon)
        if not places.indices:
            places = after_prepositions(self.items, after, self.lexicon.frames["enter"], self.lexicon, reach=6)
        return self._make(Event.ENTERED, places, self._side(subject), None, group, f"enter:{sense.lemma}")

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
        if not places.indices and self._there(group.last + 1):
            places = self._remembered(group.last + 1)
        subject = self._subject(group)
        if subject is None and not group.gerund and sense.lemma != "rage":
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
        else:
            places, subject = self._object(group), self._subject(group)
            if subject is None:
                return []
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
        return self._make(Event.HELD, places, actor, self.cast.opponent(actor), group, f"hold:{sense.lemma}")

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

    def _frame_expel(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if any(x.low == "away" for x in self.items[group.last + 1 : group.last + 6]):
            return []  # "pushed B away from X": B was near it
        places = self._away_from(group.last + 1)
        if not places.indices and not group.passive and sense.lemma.endswith(("_out", "_off")):
            return self._driven_off(group, sense)
        if not places.indices:
            return []
        if group.passive:
            loser_mention = self._subject(group)
            loser = self._side(loser_mention) if loser_mention else None
            by = self._by(group.verb)
            if loser_mention is None and by is None:
                return []
            winner = (self._side(by) if by else None) or self.cast.opponent(loser)
            return self._make(Event.WITHDREW, places, loser, winner, group, f"expel:{sense.lemma}")
        forces = self._forces_between(group.last + 1, places.indices[0])
        subject = self._subject(group)
        if forces is None or subject is None:
            return []
        winner = self._side(subject)
        loser = forces.side or self.cast.opponent(winner)
        return self._make(sense.event, places, winner, loser, group, f"expel:{sense.lemma}")

    def _driven_off(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        """ "… chased the occupiers off", "threw them out": of the place that the talk is about."""
        end = next((k for k in range(group.last + 1, len(self.items)) if self._ends_object(k)), len(self.items))
        object_ = self.items[group.last + 1 : end]
        them = any(x.low == "them" for x in object_)
        forces = next((x.actor for x in object_ if x.actor is not None and x.actor.force), None)
        subject = self._subject(group)
        if subject is None or not subject.force or not (them or forces) or not self.mind.near:
            return []
        winner = self._side(subject)
        loser = (self._side(forces) if forces else None) or self.cast.opponent(winner)
        return self._make(sense.event, self._it(group.first), winner, loser, group, f"expel:{sense.lemma}")

    def _ends_object(self, k: int) -> bool:
        return self.items[k].kind == "sign" or self.items[k].low in PREPOSITIONS

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
        reach = self.items[group.last + 1 : group.last + 14]
        attack = any(self.lexicon.has("words.attack_nouns", x.low) for x in reach) or any(
            self.lexicon.has("words.attack_nouns", x.low)
            for x in self.items[clause_start(self.items, group.first) : group.first]
        )
        if not attack:
            return []
        around = self.lexicon.frames["repel"]
        if group.passive:
            places = after_prepositions(
                self.items,
                clause_start(self.items, group.first),
                around,
                self.lexicon,
                reach=group.first - clause_start(self.items, group.first),
            )
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

    def _opens_gates(self, group: VerbGroup) -> bool:
        return any(x.low in ("gates", "doors") for x in self.items[group.last + 1 : group.last + 4])

    def _frame_fall(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive or (sense.lemma == "open" and not self._opens_gates(group)):
            return []
        places = self._passive_subject(group)
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


def _person(mention: Mention) -> bool:
    """Somebody who is no party: "the mayor fled X" leaves it to nobody."""
    return mention.kind == "person" and mention.side is None
