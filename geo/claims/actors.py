"""Parties in a text: the sides of a theatre, nations by their adjectives, and armed groups that a text itself names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from geo.claims.grammar import DETERMINERS, POSSESSIVES, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from geo.claims.sentences import Item, Mention, Sentence
from geo.model import Role, Side, Theatre
from geo.resources.lexicons import Lexicon, parties

_ACRONYM = re.compile(r"(?:[A-Z][A-Z0-9]{1,6}(?:-[A-Z0-9]+)?|[A-Z]\d{1,3})$")
_ADJECTIVE = re.compile(r"(?:an|en|ish|ese|i)$")  # Tigrayan, Chechen, Kurdish, Houthi
_BACKED = re.compile(r"^(?P<name>.+)-(?P<how>[a-z]+)$")


@dataclass(frozen=True, slots=True)
class _Name:
    side: str
    kind: str
    force: bool


@cache
def _names(theatre: Theatre, year: int | None) -> dict[tuple[str, ...], _Name]:
    """Token tuples that name a party, theatre's words first, nations for the rest."""
    table: dict[tuple[str, ...], _Name] = {}
    for side in theatre.sides:
        for words, kind, force in (
            ((side.name, *side.aliases, *side.bodies), "name", True),
            (side.metonyms, "metonym", True),
            (side.demonyms, "demonym", False),
            ([surname for surname, _ in side.officials], "person", False),
        ):
            for word in words:
                table.setdefault(_key(word), _Name(side.name, kind, force))
    known = parties(year)
    for group, printed in known.groups.items():
        table.setdefault(_key(group), _Name(printed, "name", True))
    for name, *words in known.nations.values():
        table.setdefault(_key(name), _Name(name, "nation", True))
        for word in words:
            table.setdefault(_key(word), _Name(name, "demonym", False))
    return table


_PART = re.compile(r"(?:[A-Z]\.){2,}|['’]s|[^\W_]+(?:-[^\W_]+)*")


@lru_cache(maxsize=20_000)
def _key(phrase: str) -> tuple[str, ...]:
    return tuple(_PART.findall(phrase.replace("’", "'")))


@cache
def _longest(theatre: Theatre, year: int | None) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in _names(theatre, year):
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


class Cast:
    """The parties of one report. It learns names as it reads: an acronym with its long form, a group's noun phrase."""

    def __init__(self, theatre: Theatre, lexicon: Lexicon, year: int | None = None) -> None:
        self.theatre, self.lexicon, self.parties = theatre, lexicon, parties(year)
        self._names = dict(_names(theatre, year))
        self._longest = dict(_longest(theatre, year))  # first part of a name -> parts of the longest one that begins so
        self.seen: Counter[str] = Counter()

    # -- finding -------------------------------------------------------------------------------------------------

    def cast(self, sentence: Sentence) -> None:
        """Merge the actors of a sentence's items in place."""
        items, merged, i = sentence.items, [], 0
        while i < len(items):
            found = self._at(items, i)
            if found is None:
                merged.append(items[i])
                i += 1
                continue
            mention, stop = found
            if mention.side:
                self.seen[mention.side] += 1
            text = mention.text
            merged.append(Item("actor", text, text.lower(), mention.start, mention.end, actor=mention))
            i = stop
        sentence.items = merged

    def _at(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        item = items[i]
        if item.kind == "place":
            return self._place_as_actor(items, i)
        if item.kind != "word":
            return None
        known = self._known(items, i)
        if known is not None:
            name, stop = known
            return self._grow(items, i, stop, name)
        backed = _BACKED.match(item.text)
        if backed and self.lexicon.has("backing.suffixes", backed["how"]):
            return self._backed(items, i, backed["name"])
        return self._group(items, i)

    def _known(self, items: Sequence[Item], i: int, shortest: int = 1) -> tuple[_Name, int] | None:
        """The longest known name that begins at an item, and where it stops.

        It may cover place names ("the People's Republic of X").
        """
        first = _key(items[i].text)
        longest = self._longest.get(first[0], 0) if first else 0
        for length in range(min(longest, len(items) - i), shortest - 1, -1):
            words = items[i : i + length]
            if any(w.kind not in ("word", "place") for w in words):
                continue
            name = self._names.get(tuple(part for w in words for part in _key(w.text)))
            if name is not None:
                return name, i + length
        return None

    def _grow(self, items: Sequence[Item], i: int, stop: int, name: _Name) -> tuple[Mention, int] | None:
        """Take the modifiers and the force noun that follow: "Russian" + "airborne troops"."""
        has = self.lexicon.has
        at, force_end = stop, None
        while at < len(items) and (items[at].kind == "word" or items[at].low == "'s"):
            low = items[at].low
            if has("words.force_nouns", low):
                force_end = at + 1
            elif not (low in ("'s", "own") or has("words.force_modifiers", low)):
                break
            at += 1
        if force_end is not None:
            rebels = has("words.rebel_nouns", items[force_end - 1].low) and self.theatre.side(name.side) is None
            side = " ".join(x.text for x in items[i:force_end]) if rebels and name.kind == "demonym" else name.side
            return self._mention(items, i, force_end, side, force=True, kind="force"), force_end
        plural = name.kind == "demonym" and items[stop - 1].text.endswith("s") and len(items[stop - 1].text) > 3
        plain_adjective = name.kind in ("demonym", "nation") and not plural
        if name.kind == "demonym" and not plural:
            following = items[stop] if stop < len(items) else None
            # "the Soviet communique": still a mention, so that a speaker can be given a side.
            if following is None or following.kind not in ("word", "place", "actor"):
                return None
        if self._is_location(items, i, name):
            return None
        force = (name.force or plural) and not (stop < len(items) and items[stop].low == "'s") and name.kind != "person"
        kind = "demonym" if plain_adjective and name.kind == "demonym" else name.kind
        return self._mention(
            items, i, stop, name.side, force=force or name.kind in ("name", "metonym"), kind=kind
        ), stop

    def _is_location(self, items: Sequence[Item], i: int, name: _Name) -> bool:
        """ "in Ukraine", "across Syria": a country as a place."""
        place = items[i].place
        if place is not None and place.role is Role.METONYM:
            return False
        before = items[i - 1].low if i else ""
        return name.kind in ("nation", "name", "metonym") and before in _LOCATIVE

    def _place_as_actor(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        """A place that acts: a metonym, or a side's own country or capital outside a locative."""
        place = items[i].place
        if place is None:
            return None
        name = self._names.get(_key(items[i].text))
        if name is None and place.role is Role.METONYM and place.place and place.place.country:
            nation = self.parties.of_nation(place.place.country)
            name = _Name(nation, "nation", True) if nation else None
        if name is None or name.kind == "demonym":
            return None
        longer = self._known(items, i, shortest=2)
        if longer is not None:
            return self._grow(items, i, longer[1], longer[0])
        if items[i].place and place.role is not Role.METONYM and self._is_location(items, i, name):
            return None
        following = items[i + 1].low if i + 1 < len(items) else ""
        acting = place.role is Role.METONYM or following == "'s" or self.lexicon.has("words.force_nouns", following)
        speaking = name.kind == "metonym" and following in self.lexicon.speech
        settlement = place.level is not None and place.level.value == "settlement"
        if settlement and not (acting or speaking):
            return None  # "Kyiv was shelled": the city
        return self._grow(items, i, i + 1, name)

    def _backed(self, items: Sequence[Item], i: int, patron: str) -> tuple[Mention, int] | None:
        """ "Moscow-backed separatist leader": of Moscow's side where that is a side of the theatre."""
        has = self.lexicon.has
        at = i + 1
        while at < len(items) and items[at].kind == "word" and has("words.force_modifiers", items[at].low):
            at += 1
        name = self._names.get(_key(patron))
        in_theatre = name is not None and self.theatre.side(name.side) is not None
        if at < len(items) and items[at].kind == "word" and has("words.force_nouns", items[at].low):
            at += 1
            text = " ".join(w.text for w in items[i:at])
            return self._mention(items, i, at, name.side if name and in_theatre else text, force=True, kind="force"), at
        if name is not None and in_theatre:
            return self._mention(items, i, max(at, i + 1), name.side, force=False, kind="demonym"), max(at, i + 1)
        return None

    def _group(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        """An armed group that the text names: "M23 rebels", "the paramilitary Rapid Support Forces", "troops"."""
        has, item = self.lexicon.has, items[i]
        if has("words.enemy_words", item.low):
            return self._mention(items, i, i + 1, None, force=True, kind="enemy"), i + 1
        following_force = i + 1 < len(items) and has("words.force_nouns", items[i + 1].low)
        if has("words.occupying", item.low) and following_force and self.theatre.sides:
            return self._mention(items, i, i + 2, None, force=True, kind="enemy"), i + 2
        opens = i == 0 or items[i - 1].kind == "sign"
        if (
            item.text[0].isupper()
            and item.low not in DETERMINERS | PREPOSITIONS | PRONOUNS | POSSESSIVES | SUBORDINATORS
        ):
            stop = i + 1
            while (
                stop < len(items)
                and items[stop].kind in ("word", "place")
                and (
                    items[stop].text[0].isupper()
                    or (
                        items[stop].low in ("al-sham", "of", "al")
                        and stop + 1 < len(items)
                        and items[stop + 1].text[0].isupper()
                    )
                )
            ):
                stop += 1
            capitalised = items[i:stop]
            last = capitalised[-1].low
            following = items[stop].low if stop < len(items) else ""
            acronym = _ACRONYM.match(item.text) and not has("words.bystanders", item.text)
            if len(capitalised) > 1 and has("words.force_nouns", last) and not has("words.bystanders", item.text):
                return self._named_group(items, i, stop)
            if acronym:
                end = i + 1
                while end < len(items) and has("words.force_nouns", items[end].low):
                    end += 1
                return self._named_group(items, i, i + 1, end)
            # "Tigrayan fighters", "Chechen fighters" open a sentence too; "Retreating troops" name nobody.
            named = not opens or (_ADJECTIVE.search(item.low) and not has("words.force_modifiers", item.low))
            if named and has("words.force_nouns", following) and not has("words.force_nouns", item.low):
                return self._named_group(items, i, stop, stop + 1)
        if has("words.force_nouns", item.low) and item.low not in (
            "command",
            "group",
            "groups",
            "security",
            "police",
            "officers",
            "commanders",
            "division",
            "divisions",
            "column",
            "force",
            "advance",
            "offensive",
            "assault",
            "coalition",
            "alliance",
            "enemy",
            "personnel",
            "artillery",
            "navy",
            "air",
        ):
            generic = self._generic(items, i)
            return self._mention(items, i, i + 1, generic, force=True, kind="force"), i + 1
        if has("words.force_modifiers", item.low) and i + 1 < len(items) and has("words.force_nouns", items[i + 1].low):
            state = not self.theatre.sides and has("words.state_modifiers", item.low)
            side = (
                "government"
                if state
                else item.low
                if has("words.generic_sides", item.low)
                else self._generic(items, i + 1)
            )
            return self._mention(items, i, i + 2, side, force=True, kind="force"), i + 2
        return None

    def _generic(self, items: Sequence[Item], i: int) -> str | None:
        """A side that has only a common noun for a name, in theatres whose sides come from the text."""
        low = items[i].low
        if self.theatre.sides or not self.lexicon.has("words.generic_sides", low):
            return None
        return low

    def _named_group(
        self, items: Sequence[Item], i: int, stop: int, end: int | None = None
    ) -> tuple[Mention, int] | None:
        named = items[i + 1 : stop] if items[i].low == "the" and stop - i > 1 else items[i:stop]
        text = " ".join(w.text for w in named)
        side = self._explained(items, i) or text
        initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", text) if w[0].isupper())
        for known in self.seen:
            if known != text and ("".join(w[0] for w in known.split() if w[0].isupper()) == text or known == initials):
                side = known
        self._names.setdefault(_key(text), _Name(side, "name", True))
        first = _key(text)
        self._longest[first[0]] = max(self._longest.get(first[0], 0), len(first))
        return self._mention(items, i, end or stop, side, force=True, kind="name"), end or stop

    def _explained(self, items: Sequence[Item], i: int) -> str | None:
        """ "Ukraine's security service, the SBU": an apposition belongs to the side it explains."""
        if i < 3 or items[i - 1].low != "the" or items[i - 2].low not in (",", "("):
            return None
        for k in range(i - 3, max(-1, i - 9), -1):
            name = self._names.get(_key(items[k].text))
            if name is not None:
                return name.side
            if items[k].low in (",", "."):
                return None
        return None

    def _mention(
        self, items: Sequence[Item], i: int, stop: int, side: str | None, *, force: bool, kind: str
    ) -> Mention:
        start, end = items[i].start, items[stop - 1].end
        text = "".join(
            (" " if n and w.start > items[i + n - 1].end else "") + w.text for n, w in enumerate(items[i:stop])
        )
        return Mention(side, start, end, text, force, kind)

    def party(self, name: str) -> str | None:
        """The side that a place name also names ("fell to Ukraine"), if it is one."""
        known = self._names.get(_key(name))
        return known.side if known else None

    # -- relations -----------------------------------------------------------------------------------------------

    def opponent(self, side: str | None) -> str | None:
        """The other party: the theatre's only enemy, else the only other side the text names often."""
        if side is None:
            return None
        mine = self.theatre.side(side)
        if mine is not None:
            enemies = [s for s in self.theatre.sides if (s.id in mine.enemies if mine.enemies else s.id != mine.id)]
            return enemies[0].name if len(enemies) == 1 else None
        others = [name for name, _ in self.seen.most_common() if name != side]
        return others[0] if len(others) == 1 else None

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
        words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", phrase))
        return next((full for s in self.theatre.sides for surname, full in s.officials if surname in words), None)

    def side_of(self, mentions: Iterable[Mention]) -> str | None:
        """The side that a speaker's own description names."""
        return next((m.side for m in mentions if m.side), None)


_LOCATIVE = frozenset(
    [
        "in",
        "into",
        "across",
        "inside",
        "throughout",
        "near",
        "outside",
        "around",
        "within",
        "over",
        "to",
        "toward",
        "towards",
        "at",
        "through",
    ]
)


def settle(mention: Mention, side: str | None) -> Mention:
    """A mention with its side filled in from context."""
    return replace(mention, side=side)
