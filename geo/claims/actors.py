"""Parties in a text: the sides of a theatre, nations by their adjectives, and armed groups that a text itself names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from geo.claims.grammar import DETERMINERS, HAVE, POSSESSIVES, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from geo.claims.partynames import Name, common_nouns, key, longest, names, starts, sure_nouns
from geo.claims.sentences import Item, Mention, Sentence
from geo.claims.timewords import MONTHS, WEEKDAYS
from geo.model import Role, Side, Theatre
from geo.resources.lexicons import Lexicon, parties

_ACRONYM = re.compile(r"(?:[A-Z][A-Z0-9]{1,6}(?:-[A-Z0-9]+)?|[A-Z]\d{1,3})$")
_ADJECTIVE = re.compile(r"(?:an|en|ish|ese|i)$")  # Tigrayan, Chechen, Kurdish, Houthi
_INITIALS = re.compile(r"[A-Z](?:[A-Z0-9]|\.[A-Z]\.)")
_BACKED = re.compile(r"^(?P<name>.+)-(?P<how>[a-z]+)$")


class Cast:
    """The parties of one report. It learns names as it reads: an acronym with its long form, a group's noun phrase."""

    def __init__(self, theatre: Theatre, lexicon: Lexicon, year: int | None = None) -> None:
        self.theatre, self.lexicon, self.parties = theatre, lexicon, parties(year)
        self._names = dict(names(theatre, year))
        self._irregular = set(self.parties.irregular)
        self._known_groups = self.parties.irregular
        self._known_parties = frozenset(n.side for n in self._names.values() if n.force)  # before it learns any
        self._longest = dict(longest(theatre, year))  # first part of a name -> parts of the longest one that begins so
        self._common = common_nouns(lexicon)
        self._armed = False  # whether the sentence at hand has a noun of armed force
        self._starts = set(starts(theatre, year))
        self.seen: Counter[str] = Counter()
        self.fighting: Counter[str] = Counter()  # the same, as an armed party
        self.described: set[str | None] = set()  # groups that the text itself calls rebels, paramilitaries …
        self.groups: list[tuple[int, str]] = []  # where the text names an armed group that is no state, and its side

    def may_act(self, text: str, start: int, end: int, cased: AbstractSet[str], low: AbstractSet[str]) -> bool:
        """Whether text[start:end], of these words as written and in lower case, may name a party; False is certain."""
        return not (
            low.isdisjoint(sure_nouns(self.lexicon))
            and self._starts.isdisjoint(cased)
            and _INITIALS.search(text, start, end) is None
            and not (
                text.find("-", start, end) >= 0
                and any(self.lexicon.has("backing.suffixes", w.rpartition("-")[2]) for w in low)
            )
        )

    def _nobody(self, item: Item) -> bool:
        """Whether no party begins with a word, as none does with nearly all that are in lower case."""
        low = item.low
        return (
            item.kind == "word"
            and item.text == low
            and "-" not in low
            and low not in self._common
            and low not in self._longest
        )

    # -- finding -------------------------------------------------------------------------------------------------

    def cast(self, sentence: Sentence) -> None:
        """Merge the actors of a sentence's items in place."""
        items, merged, i = sentence.items, [], 0
        self._armed = any(item.low in self.lexicon.groups["words.force_nouns"] for item in items)
        while i < len(items):
            item = items[i]
            found = None if self._nobody(item) else self._at(items, i)
            if found is None:
                merged.append(item)
                i += 1
                continue
            mention, stop = found
            if stop < len(items) and mention.force and self.lexicon.has("words.officers", items[stop].low):
                mention = replace(mention, force=False, kind="demonym")  # "the army chief": a person of theirs
            if mention.side:
                self.seen[mention.side] += 1
                if mention.force and not (i and items[i - 1].low == "by" and items[i - 2].low in _BACKING):
                    self.fighting[mention.side] += 1
            text = mention.text
            merged.append(Item("actor", text, text.lower(), mention.start, mention.end, actor=mention))
            i = stop
        sentence.items = merged

    def is_group(self, side: str) -> bool:
        """Whether a side is an armed group, and no state's army."""
        return side in self._irregular

    def group_before(self, at: int) -> str | None:
        """The armed group named last before an offset: "the group", "the movement"."""
        return next((side for start, side in reversed(self.groups) if start < at), None)

    def _at(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        item = items[i]
        if item.kind == "place":
            return self._place_as_actor(items, i)
        if item.kind != "word":
            return None
        known = self._known(items, i)
        if known is not None:
            name, stop = known
            around = (items[i - 1].low if i else "", *(x.low for x in items[stop : stop + 1]))
            if any(self.lexicon.has("words.irregulars", word) or self._generic_plural(word) for word in around):
                self.described.add(name.side)  # "M23 rebels", "the paramilitary RSF"
            return self._grow(items, i, stop, name)
        backed = _BACKED.match(item.text)
        if backed and self.lexicon.has("backing.suffixes", backed["how"]):
            return self._backed(items, i, backed["name"])
        return self._group(items, i)

    def _known(self, items: Sequence[Item], i: int, shortest: int = 1) -> tuple[Name, int] | None:
        """The longest known name that begins at an item, and where it stops.

        It may cover place names ("the People's Republic of X").
        """
        first = key(items[i].text)
        longest = self._longest.get(first[0], 0) if first else 0
        for length in range(min(longest, len(items) - i), shortest - 1, -1):
            words = items[i : i + length]
            if any(w.kind not in ("word", "place") for w in words):
                continue
            name = self._names.get(tuple(part for w in words for part in key(w.text)))
            if name is not None:
                if name.side in self._irregular:
                    self.groups.append((items[i].start, name.side))
                return name, i + length
        return None

    def _grow(self, items: Sequence[Item], i: int, stop: int, name: Name) -> tuple[Mention, int] | None:
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
            rebels = has("words.rebel_nouns", items[force_end - 1].low) and not (
                name.side in self._known_groups or self.theatre.side(name.side)
            )
            side = " ".join(x.text for x in items[i:force_end]) if rebels and name.kind == "demonym" else name.side
            if rebels and name.kind == "demonym":
                self.groups.append((items[i].start, side))
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

    def _is_location(self, items: Sequence[Item], i: int, name: Name) -> bool:
        """ "in Ukraine", "across Syria": a country as a place."""
        place = items[i].place
        if place is not None and place.role is Role.METONYM:
            return False
        if name.side in self._irregular or (i + 1 < len(items) and self.lexicon.has("control.hands", items[i + 1].low)):
            return False  # "lost to ISIS", "into Taliban hands"
        before = items[i - 1].low if i else ""
        return name.kind in ("nation", "name", "metonym") and before in _LOCATIVE

    def _place_as_actor(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        """A place that acts: a metonym, or a side's own country or capital outside a locative."""
        place = items[i].place
        if place is None:
            return None
        longer = self._known(items, i, shortest=2)
        if longer is not None:
            return self._grow(items, i, longer[1], longer[0])
        name = self._names.get(key(items[i].text))
        following = items[i + 1].low if i + 1 < len(items) else "."
        if name is not None and name.kind == "demonym" and following.isalpha() and following not in PREPOSITIONS:
            return self._grow(items, i, i + 1, name)  # "Soviet hands": no village of that name
        force_follows = self.lexicon.has("words.force_nouns", following) and _ADJECTIVE.search(items[i].low)
        if name is None and (self.lexicon.has("words.irregulars", _plural(following)) or force_follows):
            return self._named_group(items, i, i + 1, i + 2)  # "Misrata militias", "Chechen commanders"
        if name is not None and name.side in self._irregular and self._opens_clause(items, i):
            return self._grow(items, i, i + 1, name)  # "ISIL had captured": no town of that name
        if name is None and place.role is Role.METONYM and place.place and place.place.country:
            nation = self.parties.of_nation(place.place.country)
            name = Name(nation, "nation", True) if nation else None
        if name is None or name.kind == "demonym":
            return None
        if items[i].place and place.role is not Role.METONYM and self._is_location(items, i, name):
            return None
        following = items[i + 1].low if i + 1 < len(items) else ""
        acting = place.role is Role.METONYM or following == "'s" or self.lexicon.has("words.force_nouns", following)
        speaking = name.kind == "metonym" and following in self.lexicon.speech
        settlement = place.level is not None and place.level.value == "settlement"
        if settlement and not (acting or speaking):
            return None  # "Kyiv was shelled": the city
        return self._grow(items, i, i + 1, name)

    def _opens_clause(self, items: Sequence[Item], i: int) -> bool:
        """Whether a name that may be a group's or a town's is the subject of a verb that no town is subject of."""
        if i and items[i - 1].low == "the":
            return True
        following = items[i + 1].low if i + 1 < len(items) else ""
        behind = items[i + 2].low if i + 2 < len(items) else "."
        acts = following in HAVE or any(
            s.frame != "fall" and s.form is not None and not (s.form.participle and behind in PREPOSITIONS)
            for s in self.lexicon.verbs.get(following, ())
        )
        return acts and not (i and (items[i - 1].low in PREPOSITIONS or items[i - 1].kind == "place"))

    def _backed(self, items: Sequence[Item], i: int, patron: str) -> tuple[Mention, int] | None:
        """ "Moscow-backed separatist leader": of Moscow's side where that is a side of the theatre."""
        has = self.lexicon.has
        at = i + 1
        while at < len(items) and items[at].kind == "word" and has("words.force_modifiers", items[at].low):
            at += 1
        name = self._names.get(key(patron))
        in_theatre = name is not None and self.theatre.side(name.side) is not None
        if at < len(items) and items[at].kind == "word" and has("words.force_nouns", items[at].low):
            at += 1
            text = " ".join(w.text for w in items[i:at])
            return self._mention(items, i, at, name.side if name and in_theatre else text, force=True, kind="force"), at
        if name is not None and (in_theatre or (at < len(items) and has("words.authorities", items[at].low))):
            return self._mention(items, i, max(at, i + 1), name.side, force=False, kind="demonym"), max(at, i + 1)
        return None

    def _group(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        """An armed group that the text names: "M23 rebels", "the paramilitary Rapid Support Forces", "troops"."""
        has, item = self.lexicon.has, items[i]
        if has("words.enemy_words", item.low):
            return self._mention(items, i, i + 1, None, force=True, kind="enemy"), i + 1
        if not self._armed and not _ACRONYM.match(item.text):
            return None
        group = self._that_group(items, i)
        if group is not None:
            return self._mention(items, i, i + 1, group, force=True, kind="name"), i + 1
        following_force = i + 1 < len(items) and has("words.force_nouns", items[i + 1].low)
        if has("words.occupying", item.low) and following_force:
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
                        (items[stop].low in ("of", "al") or items[stop].low.startswith(("al-", "el-", "ul-")))
                        and stop + 1 < len(items)
                        and items[stop + 1].text[0].isupper()
                    )
                )
            ):
                stop += 1
            capitalised = items[i:stop]
            last = capitalised[-1].low
            following = items[stop].low if stop < len(items) else ""
            acronym = _ACRONYM.match(item.text) and not has("words.bystanders", item.text) and not _shouted(items, i)
            if len(capitalised) > 1 and has("words.force_nouns", last) and not has("words.bystanders", item.text):
                numbered = i > 0 and items[i - 1].kind == "number" and has("words.units", last)
                if (numbered or (i and items[i - 1].low in POSSESSIVES)) and not self._possessor(items, i):
                    return self._mention(items, i, stop, None, force=True, kind="force"), stop  # "68th Jaeger Brigade"
                return self._named_group(items, i, stop)
            if acronym:
                end = i + 1
                while end < len(items) and has("words.force_nouns", items[end].low):
                    end += 1
                return self._named_group(items, i, i + 1, end)
            # "Tigrayan fighters", "Chechen fighters" open a sentence too; "Retreating troops" name nobody.
            named = not opens or (_ADJECTIVE.search(item.low) and not has("words.force_modifiers", item.low))
            dated = len(capitalised) == 1 and (item.low in WEEKDAYS or item.low in MONTHS)  # "On Saturday troops …"
            if named and not dated and has("words.force_nouns", following) and not has("words.force_nouns", item.low):
                if i and items[i - 1].low in POSSESSIVES:  # "its Centre group": theirs
                    return self._mention(items, i, stop + 1, None, force=True, kind="force"), stop + 1
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
            side = "government" if state else self._generic(items, i) or self._generic(items, i + 1)
            return self._mention(items, i, i + 2, side, force=True, kind="force"), i + 2
        return None

    def _that_group(self, items: Sequence[Item], i: int) -> str | None:
        """ "the group took X": the armed group named last."""
        if items[i].low not in _GROUP_NOUNS or i == 0 or items[i - 1].low != "the" or self.theatre.sides:
            return None
        following = items[i + 1] if i + 1 < len(items) else None
        if following is not None and (following.low == "of" or following.text[0].isupper()):
            return None
        return self.group_before(items[i].start)

    def _generic(self, items: Sequence[Item], i: int) -> str | None:
        """A side that has only a common noun for a name, in theatres whose sides come from the text."""
        if self.theatre.sides:
            return None
        low = items[i].low
        if low == "loyalists":
            return "government"
        return low if self.lexicon.has("words.generic_sides", low) else self._generic_plural(low)

    def _generic_plural(self, low: str) -> str | None:
        plural = "paramilitaries" if low == "paramilitary" else f"{low}s"
        return plural if self.lexicon.has("words.generic_sides", plural) else None

    def _named_group(
        self, items: Sequence[Item], i: int, stop: int, end: int | None = None
    ) -> tuple[Mention, int] | None:
        named = items[i + 1 : stop] if items[i].low == "the" and stop - i > 1 else items[i:stop]
        text = " ".join(w.text for w in named)
        side = self._explained(items, i) or self._possessor(items, i) or text
        initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", text) if w[0].isupper())
        for known in self.seen:
            if known != text and ("".join(w[0] for w in known.split() if w[0].isupper()) == text or known == initials):
                side = known
        if side == text:
            self._irregular.add(side)
        if side in self._irregular:
            self.groups.append((items[i].start, side))
        self._names.setdefault(key(text), Name(side, "name", True))
        first = key(text)
        self._starts.add(first[0])
        self._longest[first[0]] = max(self._longest.get(first[0], 0), len(first))
        return self._mention(items, i, end or stop, side, force=True, kind="name"), end or stop

    def _possessor(self, items: Sequence[Item], i: int) -> str | None:
        """ "the GNA's Sirte Protection Force": of the party that has it."""
        while i > 2 and items[i - 1].kind in ("place", "number"):
            i -= 1
        if i < 2 or items[i - 1].low != "'s":
            return None
        name = self._names.get(key(items[i - 2].text))
        return name.side if name is not None else None

    def _explained(self, items: Sequence[Item], i: int) -> str | None:
        """ "Ukraine's security service, the SBU": an apposition belongs to the side it explains."""
        if i < 3 or items[i - 1].low != "the" or items[i - 2].low not in (",", "("):
            return None
        for k in range(i - 3, max(-1, i - 9), -1):
            name = self._names.get(key(items[k].text))
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
        known = self._names.get(key(name))
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
        ranked = [
            (name, count) for name, count in (self.fighting or self.seen).most_common() if name != side and count > 0
        ]
        named = [(name, count) for name, count in ranked if name not in self.lexicon.groups["words.state_words"]]
        proper = [(name, count) for name, count in named if name not in self.lexicon.groups["words.generic_sides"]]
        others = ranked if side in self._irregular and not named else proper or named or ranked
        if len(others) > 1 and others[0][1] == others[1][1]:
            known = [name for name, count in others if count == others[0][1] and name in self._known_parties]
            return known[0] if len(known) == 1 else None
        return others[0][0] if others else None

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


def _shouted(items: Sequence[Item], i: int) -> bool:
    """Whether a headline is all in capitals around a word ("X LOST TO ISIS"): it is no acronym then."""
    around = (*items[max(0, i - 2) : i], *items[i + 1 : i + 3])
    words = [x.text for x in around if x.kind in ("word", "place") and x.text.isalpha()]
    return bool(words) and all(word.isupper() for word in words)


_GROUP_NOUNS = frozenset(["group", "movement", "organisation", "organization", "militia"])
_BACKING = frozenset(["backed", "supported", "aided", "armed", "helped"])
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


def _plural(noun: str) -> str:
    return "rebels" if noun in ("fighters", "militias", "militiamen", "gunmen", "rebel") else noun
