"""Parties in Ukrainian and Russian: a theatre's names in any case, nations, forces, "the enemy", "our troops"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geo.claims import actors
from geo.claims.sentences import Item, Mention, Sentence
from geo.model import Level, Role, Theatre
from geo.resources import lexicons
from geo.resources.slavic.lexicon import Lexicon, load
from geo.resources.slavic.morphology import Forms, adjective_cases, adjective_forms, decline, looks_adjectival, norm

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


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of one or more words: what each word may look like, and whom it means."""

    words: tuple[Forms, ...]
    exact: bool  # capitals only: case counts and nothing inflects
    side: str
    kind: str
    printed: str
    head: int  # the word whose case is the name's


def _name(phrase: str, side: str, kind: str, language: str) -> _Name:
    parts = phrase.replace("«", "").replace("»", "").split()
    exact = len(parts) == 1 and phrase.isupper() and len(phrase) <= 5
    words = tuple({p: "NGDAIL"} if exact else _forms(p, language) for p in parts)
    head = next((n for n, p in enumerate(parts) if not looks_adjectival(p.lower())), 0)
    return _Name(words, exact, side, kind, phrase, head)


def _forms(word: str, language: str) -> Forms:
    if word.isupper() and len(word) <= 5:
        return {norm(word.lower()): "NGDAIL"}
    low = norm(word.lower())
    return {**decline(word, language), low: decline(word, language).get(low, "N")}


@cache
def _table(theatre: Theatre, lexicon_language: str, year: int | None) -> dict[str, tuple[_Name, ...]]:
    """Names by every form of their first word, the longest first."""
    lexicon = load(lexicon_language)
    known = lexicons.parties(year)
    names: list[_Name] = []
    for side in theatre.sides:
        for words, kind in (((*side.aliases, *side.bodies), "name"), (side.metonyms, "metonym")):
            names += [_name(w, side.name, kind, lexicon_language) for w in words if _cyrillic(w)]
        for surname, full in side.officials:
            if _cyrillic(surname):
                names.append(_name(surname, side.name, "person", lexicon_language))
                if full != surname:
                    names[-1] = _Name(names[-1].words, False, side.name, "person", full, 0)
    for printed, words in lexicon.parties.items():
        names += [_name(w, printed, "name", lexicon_language) for w in words if not w.endswith("-")]
    for code, words in lexicon.nations.items():
        side_name = nation_side(theatre, code, known)
        if side_name is not None:
            names += [_name(w, side_name, "nation" if w[0].isupper() else "people", lexicon_language) for w in words]
    table: dict[str, list[_Name]] = {}
    for name in names:
        for form in name.words[0]:
            table.setdefault(form if not name.exact else form.lower(), []).append(name)
    return {form: tuple(sorted(listed, key=lambda n: -len(n.words))) for form, listed in table.items()}


def _cyrillic(word: str) -> bool:
    return any("а" <= c <= "ї" or c == "ґ" for c in word.lower())


def nation_side(theatre: Theatre, code: str, known: lexicons.Parties) -> str | None:
    """The printed name of a nation: that of the side it is home to, else its own."""
    return next((s.name for s in theatre.sides if code in s.home), None) or known.of_nation(code)


@cache
def _adjectives(theatre: Theatre, language: str, year: int | None) -> Mapping[str, str]:
    """Every form of a nation's or group's adjective, and the side that it names."""
    words, known = load(language), lexicons.parties(year)
    sides = {code: nation_side(theatre, code, known) for code in words.nations}
    table = {form: side for form, code in words.adjectives.items() if (side := sides[code]) is not None}
    for printed, listed in words.parties.items():
        for word in listed:
            if word.endswith("-"):
                table |= dict.fromkeys(adjective_forms(word[:-1], language), printed)
    return table


class Cast(actors.Cast):
    """The parties of one report in Ukrainian or Russian; relations between them are those of the English cast."""

    def __init__(self, theatre: Theatre, words: Lexicon, year: int | None = None) -> None:
        super().__init__(theatre, lexicons.load(), year)
        self.words = words
        self._table = _table(theatre, words.language, year)
        self._adjectives = _adjectives(theatre, words.language, year)
        self._demonyms = {words[0]: words[1] for words in self.parties.nations.values() if len(words) > 1}

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
            merged.append(
                Item("actor", mention.text, norm(mention.text.lower()), mention.start, mention.end, actor=mention)
            )
            i = stop
        sentence.items = merged

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
        named = self._named(items, i)
        if named is not None:
            name, stop = named
            return self._with_name(items, i, stop, name)
        if item.kind == "place":
            return self._metonym(items, i)
        if "a" <= low[0] <= "z":
            found = super()._at(items, i)
            return (_party_of(found[0], "NGDAIL"), found[1]) if found else None
        words = self.words
        enemy, occupier = words.noun("words.enemy", low), words.noun("words.occupiers", low)
        if enemy or occupier:
            cases = (enemy.cases if enemy else "") + (occupier.cases if occupier else "")
            return self._make(items, i, i + 1, None, "enemy" if enemy else "occupier", cases), i + 1
        return self._force(items, i)

    def _named(self, items: Sequence[Item], i: int) -> tuple[_Name, int] | None:
        """The longest known name that begins at an item. It may cover words taken for places."""
        for name in self._table.get(norm(items[i].low), ()):
            stop = i + len(name.words)
            if stop > len(items):
                continue
            if name.exact:
                if items[i].text.isupper():
                    return name, stop
                continue
            if name.printed[0].isupper() and not items[i].text[0].isupper():
                continue
            if all(norm(x.low) in forms for x, forms in zip(items[i:stop], name.words, strict=True)):
                return name, stop
        return None

    def _with_name(self, items: Sequence[Item], i: int, stop: int, name: _Name) -> tuple[Party, int] | None:
        cases = name.words[name.head].get(norm(items[i + name.head].low), "N")
        if name.exact:
            cases = "NGDAIL"
        elif norm(items[i + name.head].low) != norm(name.printed.split()[name.head].strip("«»").lower()):
            # A name has one number: "России" is no nominative plural.
            cases = cases.replace("N", "") if name.kind != "person" else cases
        before = norm(items[i - 1].low) if i else ""
        if name.kind in ("nation", "metonym"):
            place = items[i].place
            governed = before in self.words.frames["all"] and before not in ("від", "от", "про", "о", "об", "проти")
            if governed and "I" not in cases.replace("NGDAIL", ""):
                return None  # "in Russia": a place
            capital = place is not None and place.level is Level.SETTLEMENT
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
        if first not in words.forces and not looks_adjectival(first):
            return None
        while at < len(items) and at - i < 5 and items[at].kind == "word":
            here = norm(items[at].low)
            generic = None if self.theatre.sides else words.generic.get(here)
            if words.has("clause.own", here):
                kind = "own"
            elif words.has("clause.self", here):
                kind = "self"
            elif here in self._adjectives:
                side = side or self._adjectives[here]
            elif generic is not None and words.noun("words.force", here) is None:
                side = side or generic
            elif here.startswith(("ворож", "вражес")):
                kind = "enemy"
            elif words.noun("words.force", here) is not None or not looks_adjectival(here) or here in words.senses:
                break  # a participle is a verb of its own ("захоплений російськими військами")
            at += 1
        if at >= len(items) or items[at].kind != "word":
            return self._adjective_only(items, i, side)
        here = norm(items[at].low)
        noun = words.noun("words.force", here)
        if noun is None:
            return self._adjective_only(items, i, side)
        if words.noun("words.defenders", here) is not None and kind == "force":
            kind = "defender"
        generic = None if self.theatre.sides else words.generic.get(here)
        if generic is not None and side is not None and generic not in STATE_WORDS and side in self._demonyms:
            side = f"{self._demonyms[side]} {generic}"  # "сирійські повстанці" are not Syria
        elif side is None and not (generic in STATE_WORDS and self.seen):
            side = generic
        stop, owner = self._owner(items, at + 1)
        if owner is not None:
            side = owner if side is None or kind in ("force", "defender") else side
        if at > i and side is None and kind == "force":
            return None  # words that only look like adjectives: the noun comes next by itself
        cases = noun.cases
        if at > i:  # "солдат" is a nominative or a genitive, "российских солдат" only the latter
            cases = "".join(c for c in cases if c in adjective_cases(norm(items[at - 1].low))) or cases
        return self._make(items, i, stop, side, "force" if side else kind, cases, force=True), stop

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
            if named is not None and named[0].kind != "person":
                name, after = named
                cases = "G" if name.exact else name.words[name.head].get(norm(items[k + name.head].low), "")
                if "G" in cases or item.quoted or (k and items[k - 1].low in '«"“'):
                    while after < len(items) and items[after].low in ("»", '"', "”"):
                        after += 1
                    return after, name.side
                return stop, None
            noun = self.words.noun("words.force", low)
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


def _party_of(mention: Mention, cases: str) -> Party:
    return Party(mention.side, mention.start, mention.end, mention.text, mention.force, mention.kind, cases)
