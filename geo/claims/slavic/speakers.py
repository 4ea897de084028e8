"""Whom a Ukrainian or Russian sentence names as the one who speaks: left of the verb, right of it, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from geo.claims.sentences import Item
from geo.claims.sentences import Sentence as Span
from geo.claims.slavic.actors import Cast, Party
from geo.claims.slavic.sides import NATIONS
from geo.claims.speakers import Recent, Speaker
from geo.model import Role
from geo.resources.slavic.lexicon import Lexicon
from geo.resources.slavic.morphology import VerbForm, looks_adjectival, norm

OBLIQUE = ("ам", "ям", "ові", "еві", "ом", "ем", "єм", "ами", "ями", "у", "ю", "о", "е")  # no nominative of a person
CLOSERS = frozenset([",", "—", "–", "--", "-", "»", "”", '"'])


class Speakers:
    """Finds the speakers of one sentence. `last` is who "he" and "they" may be."""

    _speaker_end = 0

    def __init__(self, sentence: Span, cast: Cast, words: Lexicon, last: Recent) -> None:
        self.sentence, self.items, self.cast, self.words, self.last = sentence, sentence.items, cast, words, last
        self.low = [norm(x.low) for x in self.items]

    def _before(self, i: int, start: int) -> Speaker | None:
        """The speaker left of the verb, perhaps over phrases of place and time ("X у зверненні заявив")."""
        self._speaker_end = 0
        stop = i
        while stop > start:
            k = stop
            while k > start and not self._bounds(k - 1):
                k -= 1
            phrase: Sequence[Item] = self.items[k:stop]
            governed = k > start and self.low[k - 1] in self.words.frames["all"]
            speaker = self._named(self._after_governed(phrase) if governed else phrase, nominative=True)
            if speaker is not None or not governed:
                return speaker
            stop = k - 1
        return None

    def _bounds(self, k: int) -> bool:
        """Whether the word at item `k` cannot stand inside a speaker's name."""
        low = self.low[k]
        return (
            low in self.words.frames["all"]
            or self.words.has("clause.coordinators", low)
            or self.words.has("clause.subordinators", low)
            or self.words.has("clause.as", low)
            or (low in self.words.speech and self.words.speech[low][1].kind in ("past", "present"))
        )

    def _after_governed(self, phrase: Sequence[Item]) -> Sequence[Item]:
        """Behind the noun that a preposition governs, a subject may follow ("у зверненні президент")."""
        for n, x in enumerate(phrase[1:], start=1):
            noun = self.words.noun("said.speakers", norm(x.low))
            if (noun is not None and noun.cases == "N") or (
                isinstance(x.actor, Party)
                and x.actor.nominative
                and (x.actor.kind in ("person", "leader") or x.actor.cases == "N")
            ):
                return phrase[n:]
        return ()

    def _after(self, i: int, stop: int) -> Speaker | None:
        """The speaker right of the verb: as far as a preposition, a number or a sign."""
        begin = self._over_time(i + 1, stop)
        k = begin
        while k < stop and not (
            self.low[k] in self.words.frames["all"]
            or self.items[k].kind == "number"
            or self.low[k] in self.words.weekdays
            or self.words.has("adverbs.words", self.low[k])
        ):
            k += 1
        speaker = self._named(self.items[begin:k], nominative=True)
        if speaker is not None:
            self._speaker_end = k - 1
        return speaker

    def _over_time(self, k: int, stop: int) -> int:
        """Over "у неділю", "вчора", "8 вересня" between a verb and its speaker."""
        while k < stop:
            governed = k + 1 < stop and self.low[k] in self.words.frames["all"]
            at = k + 1 if governed else k
            low = self.low[at]
            timed = (
                low in self.words.weekdays
                or low in self.words.months
                or self.words.has("clause.times", low)
                or self.items[at].kind == "number"
                or (governed and self.words.noun("said.papers", low) is not None)
            )
            if not timed and (governed or not self.words.has("adverbs.words", low)):
                return k
            k = at + 1
        return k

    def _institution(self, i: int, start: int, stop: int, form: VerbForm) -> Speaker | None:
        """ "у Генштабі повідомили": they in a body speak for it."""
        if not form.plural:
            return None
        for span in ((start, i), (i + 1, stop)):
            for k in range(*span):
                if self.low[k] in ("в", "у", "во", "на"):
                    end = k + 1
                    while (
                        end < span[1]
                        and self.low[end] not in self.words.frames["all"]
                        and self.items[end].kind != "number"
                    ):
                        end += 1
                    speaker = self._capital(k + 1, end) or self._named(self.items[k + 1 : end])
                    if speaker is not None:
                        if span[0] > i:
                            self._speaker_end = end - 1
                        return speaker
        return None

    def _capital(self, k: int, end: int) -> Speaker | None:
        """ "у Києві заявили": a capital or country for its government."""
        named = self.cast.nation_at(self.items, k) if k < end else None
        return Speaker(*named) if named else None

    def _paper(self, i: int, start: int, stop: int) -> Speaker | None:
        """ "йдеться у зведенні Генштабу": the body whose paper it is."""
        for k in range(start, stop):
            if self.words.noun("said.papers", self.low[k]) is not None:
                end = k + 1
                while end < stop and end != i and self.low[end] not in self.words.frames["all"]:
                    end += 1
                speaker = self._named(self.items[k + 1 : end])
                if speaker is not None:
                    self._speaker_end = end - 1 if end > i else 0
                    return speaker
        return None

    def named_in(self, start: int) -> Speaker | None:
        """The party that is named from an item on, up to a preposition or number."""
        end = start
        while end < len(self.items) and not (self._bounds(end) or self.items[end].kind in ("number", "sign")):
            end += 1
        speaker = self._named(self.items[start:end])
        return speaker if speaker is not None and speaker.side is not None else None

    def _elliptic(self, i: int, start: int) -> Speaker | None:
        """ "Він додав", "і додав": who spoke last."""
        before = self.low[start:i]
        if any(self.words.has("clause.speakers", low) for low in (*before, *self.low[i + 1 : i + 2])):
            pronoun = next((p for p in before if self.words.has("clause.speakers", p)), "")
            return self.last.meant_by("he" if pronoun in ("він", "вона", "он", "она") else "they")
        rest = [
            x for x in before if not self.words.has("adverbs.words", x) and not self.words.has("clause.coordinators", x)
        ]
        if not rest and (before or (start and self.low[start - 1] in CLOSERS)):
            return self.last.speaker
        return None

    def _opening(self, i: int, start: int) -> Speaker | None:
        """ "Коваль заявив": a name that begins the sentence right before the verb, and no other word."""
        low, item = self.low[start], self.items[start]
        plain = item.kind == "word" and item.text.istitle() and len(low) > 3
        if i != start + 1 or item.start != self.sentence.start or not plain or self._bounds(start):
            return None
        if self.words.knows(low) or looks_adjectival(low) or low.endswith(("ше", "жче", "же", "ее")):
            return None
        return Speaker(item.text, None, person=True)

    def _somebody(self, i: int, stop: int) -> Speaker | None:
        """ "повідомив чиновник": a noun right behind the verb, where nothing else can be its subject."""
        k = self._over_time(i + 1, stop)
        low = self.low[k] if k < stop else ""
        if not low or self.items[k].kind != "word" or low.endswith(OBLIQUE) or looks_adjectival(low) or self._bounds(k):
            return None
        known = low in self.words.senses or self.words.has("adverbs.words", low)
        if known or any(self.words.noun(f"said.{n}", low) for n in ("papers", "nouns_claims", "nouns_denies")):
            return None
        self._speaker_end = k
        return Speaker(self.items[k].text, None, self.words.has("outlets.words", low))

    def _named(self, phrase: Sequence[Item], *, nominative: bool = False) -> Speaker | None:
        """The speaker that a phrase names, from its first party, capitalised name or noun that can speak."""
        words = self.words
        at = next((n for n, x in enumerate(phrase) if self._speakerly(x, nominative=nominative)), None)
        if at is None:
            return None
        while at > 0 and looks_adjectival(norm(phrase[at - 1].low)) and phrase[at - 1].kind == "word":
            at -= 1
        body = [x for x in phrase[at:] if not (x.kind == "sign" and x.low not in ("«", "»", '"', "-", "“", "”"))]
        while body and words.has("adverbs.words", norm(body[-1].low)):
            body = body[:-1]
        if not body:
            return None
        text = _join(body)
        first = body[0]
        noun = words.noun("said.speakers", norm(first.low))
        if noun is not None and noun.lemma != norm(first.low) and "N" not in noun.cases:
            head = noun.lemma.capitalize() if first.text[0].isupper() else noun.lemma
            text = head + text[len(first.text) :]
        elif isinstance(first.actor, Party) and first.actor.name and len(body) == 1:
            text = first.actor.name
        sided = [x.actor for x in body if x.actor is not None and x.actor.side]
        side = next((a.side for a in sided if a.kind in ("person", "leader")), sided[0].side if sided else None)
        if side is None:
            side = next((s for x in body if (s := self.cast.adjective_side(norm(x.low)))), None)
        side = side or self._local(body)
        person = self.cast.print_person(text)
        if side is None and person is None and self.last.speaker is not None and len(body) == 1 and noun is not None:
            side = self.last.speaker.side  # "the ministry": of the side that spoke last
        outlet = words.has("outlets.words", norm(first.low)) and side is None
        plain = len(body) > 1 and sum(x.text[0].isupper() for x in body) > 1
        return Speaker(person or text, side, outlet, person=bool(person) or plain)

    def _local(self, body: Sequence[Item]) -> str | None:
        """The side of a mayor or governor: the state that the town or region is in.

        In the language of a state at war elsewhere an official there may be its own appointee.
        """
        if not any(self.words.noun("said.local", norm(x.low)) for x in body):
            return None
        place = next((x.place.place for x in body if x.place is not None and x.place.place is not None), None)
        if place is None:
            return None
        home, own = self.cast.home_side(place.country), self.cast.home_side(NATIONS[self.words.language])
        if home is None:
            return None if self.cast.theatre.sides else self.cast.parties.of_nation(place.country)
        invaded = own is None or own is home or self.cast.invader() != own.name
        return home.name if invaded else None

    def _speakerly(self, item: Item, *, nominative: bool) -> bool:
        if isinstance(item.actor, Party):
            return item.actor.kind not in ("self",) and (
                not nominative or item.actor.nominative or item.actor.kind in ("demonym",)
            )
        if item.kind == "place":
            return item.place is not None and item.place.role is Role.METONYM
        if item.kind != "word":
            return False
        low = norm(item.low)
        noun = self.words.noun("said.speakers", low)
        if noun is not None:
            return not nominative or "N" in noun.cases
        if low in self.words.frames["all"] or self.words.has("adverbs.words", low) or low in self.words.weekdays:
            return False
        if self.words.has("clause.coordinators", low) or self.words.has("clause.subordinators", low):
            return False
        if item.text.isupper() and len(item.text) > 1:
            return True
        return (
            item.text[0].isupper()
            and item.start != self.sentence.start
            and len(item.text) > 2
            and low not in self.words.months
        )


def _join(items: Sequence[Item]) -> str:
    out = ""
    for n, item in enumerate(items):
        out += (" " if n and item.start > items[n - 1].end else "") + item.text
    return out.strip('«»"“” ') if out.count("«") != 1 or out.startswith("«") else out
