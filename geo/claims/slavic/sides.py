"""Whose side a party is on where its words alone do not say: the enemy, our troops, the occupiers, plain soldiers."""

from __future__ import annotations

from bisect import bisect_left

from geo.claims.sentences import Mention
from geo.claims.slavic.actors import Cast, Party
from geo.claims.slavic.clauses import Sentence
from geo.claims.subjects import Narrative
from geo.model import Place, Side

NATIONS = {"uk": "UA", "ru": "RU"}  # ISO 639-1 -> ISO 3166-1 of the nation whose language it is


class Sides:
    """Resolves parties of one report. It keeps the voice: the side that says "we" where no speaker is named."""

    def __init__(self, cast: Cast, mind: Narrative) -> None:
        self.cast, self.mind = cast, mind
        self.sentence: Sentence | None = None
        self._named: list[Mention] = []  # of the sentence, those whose side is known
        self._starts: list[int] = []
        self._learnt: dict[int, str] = {}

    def enter(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self._named = [x.actor for x in sentence.items if x.actor is not None and x.actor.side is not None]
        self._starts = [mention.start for mention in self._named]

    def learn(self, party: Party | None, side: str | None) -> None:
        """Remember whose a party turned out to be ("бійці бригади" who drove the enemy out)."""
        if party is not None and party.side is None and side is not None:
            self._learnt[party.start] = side

    def of(self, party: Party | None) -> str | None:
        """The printed name of a party's side, None where nothing tells."""
        if party is None or party.side is not None:
            return party.side if party else None
        if party.start in self._learnt:
            return self._learnt[party.start]
        speaker = self.mind.speaker_side(party.start)
        if party.kind == "own":
            return speaker or self.voice() or self._nation_at_home()
        if party.kind == "enemy":
            return self.cast.opponent(speaker or self._other_in_sentence() or self.voice())
        if party.kind == "occupier":
            home = self.home()
            return self.cast.opponent(home.name if home else speaker or self.voice())
        if party.kind == "defender":
            home = self.home()
            return home.name if home else None
        if party.kind == "pronoun":
            return self._acting_before(party) or speaker or self.mind.agent
        own = self.voice() if self.cast.words.noun("words.ours", party.text.split()[0].lower()) else None
        return speaker or self._named_before(party) or own or self.mind.agent or self._nation_at_home() or self.voice()

    def leaving(self, at: int) -> str | None:
        """Who left where no words say it ("X оставлен"): the teller's own side, or the one whose language this is."""
        return self.mind.speaker_side(at) or self.voice() or self._nation_at_home()

    def voice(self) -> str | None:
        """The side whose language this is, where exactly one side of the theatre has it for its own."""
        home = self.cast.home_side(NATIONS[self.cast.words.language])
        return home.name if home else None

    def _nation_at_home(self) -> str | None:
        """Without a theatre: the nation whose language this is, where the report names it or it fights at home."""
        code, place = NATIONS[self.cast.words.language], self._place()
        nation = self.cast.parties.of_nation(code)
        at_home = place is not None and nation is not None and nation == self.cast.parties.of_nation(place.country)
        return nation if not self.cast.theatre.sides and (nation in self.cast.seen or at_home) else None

    def _place(self) -> Place | None:
        items = self.sentence.items if self.sentence else ()
        place = next((x.place.place for x in items if x.place is not None and x.place.place is not None), None)
        return place or (self.mind.place.place if self.mind.place else None)

    def country(self) -> str | None:
        """Where the sentence, or else what was told before it, takes place."""
        place = self._place()
        return place.country if place else None

    def home(self) -> Side | None:
        place = self._place()
        return self.cast.home_side(place.country) if place else None

    def at_home(self, country: str | None) -> str | None:
        """The side whose ground a country is: by the theatre, or without one the nation."""
        side = self.cast.home_side(country)
        return side.name if side else None if self.cast.theatre.sides else self.cast.parties.of_nation(country)

    def freed_for(self, country: str | None) -> str | None:
        """For whom a place was freed, if nothing else is said; in the language of its enemies that says little."""
        home, voice = self.at_home(country), self.voice()
        return None if voice is not None and home != voice and self.cast.opponent(home) == voice else home

    def _other_in_sentence(self) -> str | None:
        """The first armed side that the sentence names: who fights "the enemy"."""
        return next((p.side for p in self._named if p.force and p.kind != "demonym"), None)

    def _acting_before(self, party: Party) -> str | None:
        """The sentence's first armed side before a pronoun, else the side named last."""
        named = self._named[: bisect_left(self._starts, party.start)]
        return next((p.side for p in named if p.force and p.kind != "demonym"), named[-1].side if named else None)

    def _named_before(self, party: Party) -> str | None:
        """The side named last before a party in its sentence."""
        at = bisect_left(self._starts, party.start)
        return self._named[at - 1].side if at else None
