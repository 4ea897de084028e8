"""Who leaves a place: gives it up, goes from it, or is driven out."""

from __future__ import annotations

from geo.claims.grammar import PREPOSITIONS, VerbGroup, is_adverb
from geo.claims.happening import Happening
from geo.claims.movements import Movements
from geo.claims.phrases import after_prepositions
from geo.claims.sentences import Mention
from geo.claims.timewords import WEEKDAYS
from geo.model import Event, Level
from geo.resources.lexicons import Sense

_DAYS = frozenset(["day", "night", "evening", "morning", "week", "month", "hour"])
_STATES = frozenset(["cut", "open", "without", "vulnerable", "largely", "completely", "almost", "all", "unable"])
_ONLY = frozenset(["only", "just", "no", "all", "nearly", "almost", "even"])  # "leaving only three towns in …"
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


class Leaving(Movements):
    """The frames of verbs by which somebody loses a place."""

    def _frame_lose(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        if group.passive:
            places, actor = self._passive_subject(group), self._by(group.verb)
            gainer = self._after("to", group.last + 1)
            loser = (self._side(actor) if actor else None) or (self.cast.opponent(gainer.side) if gainer else None)
        else:
            places, subject = self._object(group), self._subject(group)
            if self._neutral(subject):
                return []
            handed = places.indices and sense.lemma != "leave"
            gainer = self._after("to", places.indices[-1] + 1) if handed else None
            gainer = gainer if gainer is not None and gainer.side is not None else None
            if sense.lemma == "hand" and gainer is None:
                return []
            if (subject is None or _person(subject)) and gainer is None:
                return []
            loser = self._losing_side(subject) if subject else self.cast.opponent(gainer.side) if gainer else None
        if group.passive and loser is None and gainer is None and sense.lemma in ("return", "hand_back"):
            return self._make(Event.LIBERATED, places, None, None, group, f"lose:{sense.lemma}")
        if loser is None and gainer is not None and gainer.side is not None:  # "was lost to A"
            return self._make(Event.CAPTURED, places, gainer.side, None, group, f"lose:{sense.lemma} to")
        if sense.lemma == "leave" and places.indices and self._left_so(group, places.indices[-1] + 1):
            return []
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
        if forces is None and not group.passive and self._moves_others(group.last + 1):
            return []
        subject = self._subject(group)
        if self._neutral(forces or subject):
            return []
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

    def _left_so(self, group: VerbGroup, after: int) -> bool:
        """ "…, leaving X in A's hands", "left X surrounded": in which state X was left, and by nobody who went."""
        following = self.items[after] if after < len(self.items) else None
        if following is None or following.kind != "word":
            return False
        state = following.low in _STATES or (following.low.endswith("ed") and len(following.low) > 4)
        aside = group.gerund and group.first > 0 and self.items[group.first - 1].low == ","
        return state or (aside and following.low in ("in", "under", "within", "with"))

    def _moves_others(self, start: int) -> bool:
        """ "withdrew heavy weapons from X", "evacuated civilians from X": something else is the object."""
        items = self.items
        stop = next((k for k in range(start, len(items)) if self._ends_object(k)), start)
        words = [x for x in items[start:stop] if not is_adverb(x) and x.low not in WEEKDAYS]
        return any(self.lexicon.has("words.movables", x.low) for x in words)

    def _left_unsaid(self, group: VerbGroup, sense: Sense) -> list[Happening]:
        """ "… after the garrison pulled out": of the place that the talk is about."""
        following = self.items[group.last + 1] if group.last + 1 < len(self.items) else None
        objectless = (
            following is None
            or following.kind in ("sign", "number")
            or (is_adverb(following) and following.low not in _ONLY)
            or following.low in _AFTER_LEAVING
            or (following.low == "the" and any(x.low in _DAYS for x in self.items[group.last + 2 : group.last + 4]))
            or following.low in WEEKDAYS
        )
        objectless = objectless and not group.gerund
        subject = self._subject(group)
        said = any(x.level is Level.SETTLEMENT for x in self.items[: group.first])
        if not objectless or subject is None or not subject.force or group.passive or not (said or self.mind.near):
            return []
        loser = self._losing_side(subject)
        return self._make(
            Event.WITHDREW, self._it(group.first), loser, self.cast.opponent(loser), group, f"leave:{sense.lemma}"
        )

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


def _person(mention: Mention) -> bool:
    """Somebody who is no party: "the mayor fled X" leaves it to nobody."""
    return mention.kind == "person" and mention.side is None
