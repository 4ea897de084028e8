"""How the parties of one report stand to each other: who fights whom, who is the state, who only a group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from geo.claims.partynames import named_parties
from geo.claims.sentences import Mention
from geo.model import Side, Theatre
from geo.resources.lexicons import Lexicon, parties


class Sides:
    """What one report tells of its parties as it is read."""

    def __init__(self, theatre: Theatre, lexicon: Lexicon, year: int | None = None) -> None:
        self.theatre, self.lexicon, self.parties = theatre, lexicon, parties(year)
        self._irregular = set(self.parties.irregular)
        self._known_parties = named_parties(theatre, year)  # before it learns any
        self.seen: Counter[str] = Counter()
        self.fighting: Counter[str] = Counter()  # the same, as an armed party
        self.armies: set[str] = set()  # sides whose troops the text names as such
        self.described: set[str | None] = set()  # groups that the text itself calls rebels, paramilitaries …
        self.groups: list[tuple[int, str]] = []  # where the text names an armed group that is no state, and its side
        self.kinds: set[str] = set()  # a nation's rebels, who may be a group of another name
        self.persons: list[tuple[int, str]] = []  # where the text names a leader, and the side
        self.introduced: dict[str, str] = {}  # surnames, and the side that the text names their bearers with
        self.backed: dict[str, str] = {}  # who backs, arms or leads whom, as the text tells
        self.franchises: set[str] = set()  # groups that the text tells to have others linked to them
        self.allies: set[frozenset[str]] = set()  # pairs that the text tells to fight side by side
        self.home: str | None = None  # the state on whose ground most of what is told happens
        self.seat: str | None = None  # the state from whose city the report was sent, if it fights

    def is_group(self, side: str) -> bool:
        """Whether a side is an armed group, and no state's army."""
        return side in self._irregular

    def called_irregular(self, side: str) -> bool:
        """Whether a group is one whose men are hardly called troops: by its name, or as the text speaks of it."""
        word = side.lower().rpartition(" ")[2]
        return side in self.described or side in self.kinds or self.lexicon.has("words.irregulars", word)

    def is_nation(self, name: str) -> bool:
        """Whether a word is the name of a state."""
        return name in self.parties.nation_words

    def group_before(self, at: int) -> str | None:
        """The armed group named last before an offset: "the group", "the movement"."""
        return next((side for start, side in reversed(self.groups) if start < at), None)

    def person_before(self, at: int) -> str | None:
        """The side of the leader named last before an offset: whose "his men" are."""
        return next((side for start, side in reversed(self.persons) if start < at), None)

    def opposed(self, side: str, other: str | None) -> bool:
        """Whether two parties fight each other, as an armed group and the state on whose ground it fights do."""
        both = {side, other}
        if other is None or side == other or self._allied(side, other):
            return False
        return all(one == self.home or one in self._irregular for one in both if one)

    def opponent(self, side: str | None, lately: str | None = None) -> str | None:
        """The other party: the theatre's only enemy, else the only other side the text names often.

        Of several named as often, the one that `lately` gained a place.
        """
        if side is None:
            return None
        mine = self.theatre.side(side)
        if mine is not None:
            enemies = [s for s in self.theatre.sides if (s.id in mine.enemies if mine.enemies else s.id != mine.id)]
            return enemies[0].name if len(enemies) == 1 else None
        others = self._others(side)
        if len(others) > 1 and others[0][1] == others[1][1]:
            tied = [name for name, count in others if count == others[0][1]]
            if self.home in tied and (side in self._irregular or side in self.kinds):
                return self.home  # whoever else fights there, a group's enemy is the state
            if side == self.home and any(name in self._irregular for name in tied):
                tied = [name for name in tied if name in self._irregular]  # not who fights beside the state
            if lately in tied:
                return lately
            known = [name for name in tied if name in self._known_parties]
            known = tied if len(tied) == 1 else known
            return known[0] if len(known) == 1 else None
        return others[0][0] if others else None

    def _others(self, side: str) -> list[tuple[str, int]]:
        """The parties beside one, those named most first; those with a name of their own, where there are any."""
        states, counts = self.lexicon.groups["words.state_words"], dict[str, int]()
        for name, count in (self.fighting or self.seen).items():
            known = self.home if self.home and name in states else name  # "the army" is the state's
            counts[known] = counts.get(known, 0) + count
        counts.pop(self.home if self.home and side in states else side, None)
        ranked = [(name, count) for name, count in counts.items() if count > 0 and not self._allied(side, name)]
        ranked.sort(key=itemgetter(1), reverse=True)
        named = [(name, count) for name, count in ranked if name not in states]
        proper = [(name, count) for name, count in named if name not in self.lexicon.groups["words.generic_sides"]]
        return ranked if side in self._irregular and not named else proper or named or ranked

    def at_home(self, side: str) -> str:
        """The state, where a side is only "the army" or "the government"."""
        return self.home if self.home and self.lexicon.has("words.state_words", side) else side

    def _allied(self, side: str, other: str) -> bool:
        side, other, members = self.at_home(side), self.at_home(other), self.parties.coalitions
        joined = other in members.get(side, ()) or side in members.get(other, ())
        return joined or any({side, other} <= both for both in members.values()) or {side, other} in self.allies

    def invader(self) -> str | None:
        """The enemy of the side on whose ground the theatre lies: who "the enemy" is when nobody's voice says."""
        return next(
            (self.opponent(s.name) for s in self.theatre.sides if set(s.home) & set(self.theatre.countries)), None
        )

    def home_side(self, country: str | None) -> Side | None:
        """The side that held a country before the conflict."""
        return next((s for s in self.theatre.sides if country in s.home), None)

    def print_person(self, phrase: str) -> str | None:
        """The full name of an official whose surname stands in a phrase."""
        if not self.theatre.sides:
            return None
        words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", phrase))
        return next((full for s in self.theatre.sides for surname, full in s.officials if surname in words), None)

    def side_of(self, mentions: Iterable[Mention]) -> str | None:
        """The side that a speaker's own description names."""
        return next((m.side for m in mentions if m.side), None)
