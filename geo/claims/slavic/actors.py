"""Parties in Ukrainian and Russian: a theatre's names in any case, nations, forces, "the enemy", "our troops"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geo.claims import actors
from geo.claims.sentences import Item, Mention, Sentence
from geo.claims.slavic.partynames import Name, adjectives, nation_side, table
from geo.model import Level, Role, Theatre
from geo.resources import lexicons
from geo.resources.slavic.lexicon import Lexicon, Noun
from geo.resources.slavic.morphology import adjective_cases, looks_adjectival, norm

STATE_WORDS = frozenset(["army", "military", "government"])  # generic sides that are a state's
REACH = 8  # words over which "bijtsi 92-ji bryhady ZSU" is followed to the name that says whose they are


@dataclass(frozen=True, slots=True)
class Party(Mention):
    """A mention with the cases its form may be (letters of `morphology`) and its nominative where that is known.

    Kinds beside those of `Mention`: `own` ("our troops"), `self` ("its troops"), `occupier`, `defender`.
    """

    cases: str = ""
    name: str | None = None

    @property
    def nominative(self) -> bool:
        return "N" in self.cases


@cache
def _demonyms(year: int | None) -> dict[str, str]:
    """The English adjective of each nation by its printed name."""
    return {words[0]: words[1] for words in lexicons.parties(year).nations.values() if len(words) > 1}


@cache
def _opening(theatre: Theatre, words: Lexicon, year: int | None) -> frozenset[str]:
    """Every form with which a party may begin, adjectives of no nation aside."""
    nouns = (words.nouns[f"words.{group}"] for group in ("enemy", "occupiers"))
    return words.forces.union(table(theatre, words.language, year), *nouns)


class Cast(actors.Cast):
    """The parties of one report in Ukrainian or Russian; relations between them are those of the English cast."""

    def __init__(self, theatre: Theatre, words: Lexicon, year: int | None = None) -> None:
        super().__init__(theatre, lexicons.load(), year)
        self.words = words
        self._table = table(theatre, words.language, year)
        self._adjectives = adjectives(theatre, words.language, year)
        self._learned: dict[str, str] = {}  # acronyms and names that the text itself gave a group
        self._demonyms = _demonyms(year)
        self._opening = _opening(theatre, words, year)

    def cast(self, sentence: Sentence) -> None:
        items, merged, i = sentence.items, [], 0
        while i < len(items):
            found = self._party(items, i)
            if found is None:
                merged.append(items[i])
                i += 1
                continue
            mention, stop = found
            if mention.side:
                self.seen[mention.side] += 1
                if mention.side in self.parties.irregular or mention.side in self._learned.values():
                    self.groups.append((mention.start, mention.side))
                stop = self._acronym(items, stop, mention.side)
            merged.append(
                Item("actor", mention.text, norm(mention.text.lower()), mention.start, mention.end, actor=mention)
            )
            i = stop
        sentence.items = merged

    def _acronym(self, items: Sequence[Item], stop: int, side: str) -> int:
        """Learn "(ФНЗ)" right behind a party's name, and where the party ends with it."""
        inside = items[stop + 1] if stop + 2 < len(items) else None
        if inside is None or items[stop].low != "(" or items[stop + 2].low != ")" or not _is_acronym(inside):
            return stop
        self._learned.setdefault(norm(inside.low), side)
        return stop + 3

    def nation_at(self, items: Sequence[Item], i: int) -> tuple[str, str] | None:
        """The nominative and the side of a country or capital named at an item, whatever governs it."""
        named = self._named(items, i)
        return (named[0].printed, named[0].side) if named and named[0].kind in ("nation", "metonym") else None

    def adjective_side(self, low: str) -> str | None:
        """The side that a nation's adjective names."""
        return self._adjectives.get(low)

    def print_person(self, phrase: str) -> str | None:
        for word in phrase.split():
            for name in self._table.get(norm(word.lower().strip("«»\"',")), ()):
                if name.kind == "person" and word[0].isupper():
                    return name.printed
        return super().print_person(phrase)

    # -- finding -------------------------------------------------------------------------------------------------

    def _party(self, items: Sequence[Item], i: int) -> tuple[Party, int] | None:
        item = items[i]
        if item.kind not in ("word", "place"):
            return None
        low = norm(item.low)
        if item.kind == "word" and low not in self._opening and low not in self._learned and not (
            looks_adjectival(low) or item.text.isascii()
        ):  # fmt: skip
            return None  # as nearly all words
        named = self._named(items, i)
        if named is not None and named[0].kind != "land":
            name, stop = named
            return self._with_name(items, i, stop, name)
        if item.kind == "place":
            return self._metonym(items, i)
        if low in self._learned and item.text[0].isupper():
            return self._make(items, i, i + 1, self._learned[low], "name", "NGDAIL", name=item.text), i + 1
        if "a" <= low[0] <= "z":
            found = super()._at(items, i)
            return (_party_of(found[0], "NGDAIL"), found[1]) if found else None
        words = self.words
        enemy, occupier = words.noun("words.enemy", low), words.noun("words.occupiers", low)
        if enemy or occupier:
            cases = (enemy.cases if enemy else "") + (occupier.cases if occupier else "")
            return self._make(items, i, i + 1, None, "enemy" if enemy else "occupier", cases), i + 1
        return self._force(items, i)

    def _named(self, items: Sequence[Item], i: int) -> tuple[Name, int] | None:
        """The longest known name that begins at an item. It may cover words taken for places."""
        first = norm(items[i].low)
        for name in self._table.get(first.partition(" ")[0], ()):
            if name.exact:
                if items[i].text.isupper():
                    return name, i + 1
                continue
            if name.printed[0].isupper() and not items[i].text[0].isupper() and not name.common:
                continue
            stop = self._matched(items, i, name)
            if stop is not None:
                return name, stop
        return None

    @staticmethod
    def _matched(items: Sequence[Item], i: int, name: Name) -> int | None:
        """Where a name of several words ends that begins at an item; its last may stand in quotation marks."""
        k, rest = i, list(name.words)
        while rest:
            if k > i and k + 1 < len(items) and items[k].low in _OPENING:
                k += 1
            words = norm(items[k].low).split() if k < len(items) else []  # a place's name may be several
            if not words or len(words) > len(rest) or not all(w in f for w, f in zip(words, rest, strict=False)):
                return None
            del rest[: len(words)]
            k += 1
        opened = any(x.low in _OPENING for x in items[i:k])
        return k + 1 if opened and k < len(items) and items[k].low in _CLOSING else k

    def _with_name(self, items: Sequence[Item], i: int, stop: int, name: Name) -> tuple[Party, int] | None:
        head = " ".join(norm(x.low) for x in items[i:stop]).split()[name.head]
        cases = name.words[name.head].get(head, "N")
        if name.exact:
            cases = "NGDAIL"
        elif head != norm(name.printed.split()[name.head].strip("«»").lower()):
            # A name has one number: "России" is no nominative plural.
            cases = cases.replace("N", "") if name.kind not in ("person", "leader") else cases
        before = norm(items[i - 1].low) if i else ""
        if name.kind in ("nation", "metonym"):
            place = items[i].place
            governed = before in self.words.frames["all"] and before not in ("від", "от", "про", "о", "об", "проти")
            if governed and "I" not in cases.replace("NGDAIL", ""):
                return None  # "in Russia": a place
            holds = any(self.words.noun(group, before) for group in ("words.control", "words.hands"))
            capital = place is not None and place.level is Level.SETTLEMENT and not holds
            if capital and place is not None and place.role is not Role.METONYM and not self._speaks(items, stop):
                return None
        force = name.kind in ("name", "people", "nation")
        return self._make(items, i, stop, name.side, name.kind, cases, force=force, name=name.printed), stop

    def _speaks(self, items: Sequence[Item], at: int) -> bool:
        """Whether a verb of saying comes next, perhaps over "this", "not" or an adverb."""
        groups = ("clause.this", "clause.negation", "adverbs.words")
        while at < len(items) and any(self.words.has(group, norm(items[at].low)) for group in groups):
            at += 1
        return at < len(items) and norm(items[at].low) in self.words.speech

    def _metonym(self, items: Sequence[Item], i: int) -> tuple[Party, int] | None:
        place = items[i].place
        if place is None or place.role is not Role.METONYM or place.place is None:
            return None
        side = nation_side(self.theatre, place.place.country or "", self.parties)
        return (self._make(items, i, i + 1, side, "nation", "N"), i + 1) if side else None

    def _force(self, items: Sequence[Item], i: int) -> tuple[Party, int] | None:
        """ "(our) (Ukrainian) (airborne) troops (of the 92nd brigade) (of the army)"."""
        words, at, side, kind = self.words, i, None, "force"
        first = norm(items[i].low)
        if (first not in words.forces and not looks_adjectival(first)) or words.has("clause.this", first):
            return None
        while at < len(items) and at - i < 5 and items[at].kind == "word":
            here = norm(items[at].low)
            generic = None if self.theatre.sides else words.generic.get(here)
            if words.has("clause.own", here):
                kind = "own"
            elif words.has("clause.self", here):
                kind = "self"
            elif words.has("clause.theirs", here):
                kind = "pronoun"
            elif words.has("clause.coordinators", here) and self._two_nations(items, at):
                pass  # "американские и британские войска"
            elif here in self._adjectives:
                side = side or self._adjectives[here]
            elif generic is not None and (self._force_noun(items, at) is None or self._modifies(items, at)):
                side = side or generic
            elif here.startswith(("ворож", "вражес", "окупаційн", "оккупационн")):
                kind = "enemy"
            elif self._force_noun(items, at) is not None or not looks_adjectival(here) or here in words.senses:
                break  # a participle is a verb of its own ("захоплений російськими військами")
            at += 1
        if at >= len(items) or items[at].kind != "word":
            return self._adjective_only(items, i, side)
        here = norm(items[at].low)
        noun = self._force_noun(items, at)
        if noun is None:
            return self._adjective_only(items, i, side)
        following = items[at + 1] if at + 1 < len(items) else None
        if words.noun("kinds.part", here) is not None and following is not None and following.kind == "place":
            return None  # "в центральной части X": no unit
        if words.noun("words.defenders", here) is not None and kind == "force":
            kind = "defender"
        generic = None if self.theatre.sides else words.generic.get(here)
        if generic is not None and side is not None and generic not in STATE_WORDS and side in self._demonyms:
            side = f"{self._demonyms[side]} {generic}"  # "сирійські повстанці" are not Syria
        elif side is None and (words.noun("words.state", here) or not (generic in STATE_WORDS and self.seen)):
            side = generic
        stop, owner = self._owner(items, at + 1)
        if owner is None and stop == at + 1:
            stop, owner = self._own_name(items, at)
        if owner is not None:
            if generic in self.lexicon.groups["words.irregulars"]:
                self.described.add(owner)  # "повстанці руху М23"
            side = owner if side is None or kind in ("force", "defender") else side
        if kind == "pronoun" and at == i + 1 and here in words.senses:
            return None
        if at > i and side is None and kind == "force":
            return None  # words that only look like adjectives: the noun comes next by itself
        cases = noun.cases
        if at > i:  # "солдат" is a nominative or a genitive, "российских солдат" only the latter
            cases = "".join(c for c in cases if c in adjective_cases(norm(items[at - 1].low))) or cases
        return self._make(items, i, stop, side, "force" if side else kind, cases, force=True), stop

    def _two_nations(self, items: Sequence[Item], at: int) -> bool:
        """Whether two nations' adjectives are joined at an item."""
        sides = self._adjectives
        return at + 1 < len(items) and norm(items[at - 1].low) in sides and norm(items[at + 1].low) in sides

    def _modifies(self, items: Sequence[Item], at: int) -> bool:
        """ "урядові війська": an adjective that has a form of the noun "уряд"."""
        following = norm(items[at + 1].low) if at + 1 < len(items) else ""
        return looks_adjectival(norm(items[at].low)) and self.words.noun("words.force", following) is not None

    def _force_noun(self, items: Sequence[Item], at: int) -> Noun | None:
        """The noun of a force at an item; a movement or government is one where it is a party of the war."""
        low, noun = norm(items[at].low), self.words.noun
        if (force := noun("words.force", low)) is not None:
            return force
        if (movement := noun("words.movement", low)) is not None and at + 1 < len(items):
            named = self._own_name(items, at)[1] or self._named(items, at + 1) or items[at + 1].low in _OPENING
            return movement if named else None
        return None if self.theatre.sides else noun("words.state", low)

    def _own_name(self, items: Sequence[Item], at: int) -> tuple[int, str | None]:
        """The name that a text gives an armed group behind its noun: "повстанці «Х У»", "боевики АБВ"."""
        low, k = norm(items[at].low), at + 1
        grouped = self.words.generic.get(low) in self.lexicon.groups["words.irregulars"]
        if self.theatre.sides or k >= len(items) or not (grouped or self.words.noun("words.movement", low) is not None):
            return k, None
        if items[k].low in _OPENING:
            end = next((j for j in range(k + 2, min(len(items), k + REACH)) if items[j].low in _CLOSING), None)
            if end is None or not items[k + 1].text[0].isupper():
                return k, None
            named = items[k + 1 : end]
            text = " ".join(x.text for x in named)
            if len(named) == 1:
                self._learned.setdefault(norm(named[0].low), text)
            return end + 1, text
        if _is_acronym(items[k]):
            self._learned.setdefault(norm(items[k].low), items[k].text)
            return k + 1, items[k].text
        return k, None

    def _adjective_only(self, items: Sequence[Item], i: int, side: str | None) -> tuple[Party, int] | None:
        """ "the Ukrainian ministry": no force, but it gives a speaker a side."""
        low = norm(items[i].low)
        if low not in self._adjectives:
            return None
        following = items[i + 1] if i + 1 < len(items) else None
        if following is None or following.kind != "word":
            return None
        return self._make(items, i, i + 1, side or self._adjectives[low], "demonym", "", force=False), i + 1

    def _owner(self, items: Sequence[Item], start: int) -> tuple[int, str | None]:
        """Where a force's own name ends, and whose it is: "of the 92nd assault brigade of the army"."""
        stop, k = start, start
        while k < min(len(items), start + REACH):
            item, low = items[k], norm(items[k].low)
            named = self._named(items, k) if item.kind in ("word", "place") else None
            if named is not None:
                name, after = named
                head = " ".join(norm(x.low) for x in items[k:after]).split()[name.head]
                cases = "G" if name.exact else name.words[name.head].get(head, "")
                if "G" in cases or item.quoted or (k and items[k - 1].low in '«"“'):
                    while after < len(items) and items[after].low in _CLOSING:
                        after += 1
                    return after, name.side
                return stop, None
            if self.words.has("clause.chain", low):
                k += 1
                continue
            noun = self._force_noun(items, k)
            if noun is not None and "G" in noun.cases:
                stop = k + 1
            elif not (
                item.kind == "number"
                or item.low
                in ("-", "«", "»", '"', "“", "”", ".", "ї", "й", "го", "я", "ої", "ой", "мбр", "омбр", "оштбр", "зс")
                or looks_adjectival(low)
                or (item.kind == "word" and item.quoted and item.text[0].isupper())
            ):
                break
            elif low in self._adjectives:
                stop_at = self.words.noun("words.force", norm(items[k + 1].low)) if k + 1 < len(items) else None
                if stop_at is None or "G" not in stop_at.cases:
                    break
                if stop_at.lemma.startswith("фронт"):
                    k += 1
                    continue  # a Soviet front is called by the land that it fights in
                return k + 2, self._adjectives[low]
            k += 1
        return stop, None

    def _make(self, items: Sequence[Item], i: int, stop: int, side: str | None, kind: str, cases: str, *,
              force: bool = True, name: str | None = None) -> Party:  # fmt: skip
        start, end = items[i].start, items[stop - 1].end
        text = "".join(
            (" " if n and w.start > items[i + n - 1].end else "") + w.text for n, w in enumerate(items[i:stop])
        )
        return Party(side, start, end, text, force, kind, cases, name)


_OPENING = frozenset('«"“„')
_CLOSING = frozenset('»"”')


def _is_acronym(item: Item) -> bool:
    return item.kind == "word" and item.text.isupper() and 1 < len(item.text) < 8


def _party_of(mention: Mention, cases: str) -> Party:
    return Party(mention.side, mention.start, mention.end, mention.text, mention.force, mention.kind, cases)
