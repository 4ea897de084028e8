"""Parties in a text: the sides of a theatre, nations by their adjectives, and armed groups that a text itself names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.claims.bodies import Bodies
from geo.claims.grammar import BE, DETERMINERS, HAVE, POSSESSIVES, PREPOSITIONS, PRONOUNS, SUBORDINATORS, is_adverb
from geo.claims.partynames import ADJECTIVE, Name, common_nouns, key, starts
from geo.claims.sentences import Item, Mention, Sentence
from geo.claims.timewords import MONTHS, WEEKDAYS
from geo.model import Role, Theatre
from geo.resources.lexicons import Lexicon

_NO_NAMES = DETERMINERS | PREPOSITIONS | PRONOUNS | POSSESSIVES | SUBORDINATORS

_CLOSED = _NO_NAMES | BE | HAVE | {"and", "or", "but", "'s"}
_ACRONYM = re.compile(r"(?:[A-Z][A-Z0-9]{1,6}(?:-[A-Z0-9]+)?|[A-Z]\d{1,3})$")
_COLLECTIVE = re.compile(r"(?:ese|[sc]h|iss)$")  # of such, no plural in -s
_BACKED = re.compile(r"^(?:(?P<name>.+)-(?P<how>[a-z]+)|[Pp]ro-(?P<for>[A-Z].+))$")


class Cast(Bodies):
    """The parties of one report. It learns names as it reads: an acronym with its long form, a group's noun phrase."""

    def __init__(self, theatre: Theatre, lexicon: Lexicon, year: int | None = None) -> None:
        super().__init__(theatre, lexicon, year)
        self._known_groups = self.parties.irregular
        self._common = common_nouns(lexicon)
        self._armed = False  # whether the sentence at hand has a noun of armed force
        self.starts = starts(theatre, year)  # the first words of the names that are known before a report is read

    # -- finding -------------------------------------------------------------------------------------------------

    def cast(self, sentence: Sentence) -> None:
        """Merge the actors of a sentence's items in place."""
        items, merged, i = sentence.items, [], 0
        common, longest = self._common, self._longest
        self._armed = not self.lexicon.groups["words.force_nouns"].isdisjoint([item.low for item in items])
        while i < len(items):
            item = items[i]
            if item.kind == "place" and self.lexicon.has("words.bystanders", item.text):
                item = items[i] = Item("word", item.text, item.low, item.start, item.end)
            low = item.low
            # No party begins with a word in lower case, but for few.
            nobody = item.text == low and item.kind == "word" and low not in common and low not in longest
            found = None if nobody and "-" not in low else self._at(items, i)
            if found is None:
                merged.append(item)
                i += 1
                continue
            mention, stop = found
            if stop < len(items) and mention.force and self.lexicon.has("words.officers", items[stop].low):
                mention = replace(mention, force=False, kind="demonym")  # "the army chief": a person of theirs
            if mention.side:
                self.seen[mention.side] += 1
                if mention.kind == "force":
                    self.armies.add(mention.side)
                backer = i and items[i - 1].low == "by" and items[i - 2].low in _BACKING
                if mention.kind == "nation" and mention.side != self.home and stop < len(items):
                    backer = backer or items[stop].low in self.lexicon.speech  # "France said": from outside
                if mention.force and not backer and items[stop - 1].low not in _NEUTRAL:
                    self.fighting[mention.side] += 1
            text = mention.text
            merged.append(Item("actor", text, text.lower(), mention.start, mention.end, actor=mention))
            i, longest = stop, self._longest
        sentence.items = merged

    def _at(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        item = items[i]
        if item.kind == "place":
            return self._place_as_actor(items, i)
        if item.kind != "word":
            return None
        known = self._known(items, i)
        titled = i > 0 and items[i - 1].text[0].isupper() and self.lexicon.has("speech.outlets", items[i - 1].low)
        if known is not None and titled and known[0].kind == "nation":
            known = None  # "Radio France International"
        if known is not None:
            name, stop = known
            around = (items[i - 1].low if i else "", *(x.low for x in items[stop : stop + 1]))
            if any(self.lexicon.has("words.irregulars", word) or self._generic_plural(word) for word in around):
                self.described.add(name.side)  # "M23 rebels", "the paramilitary RSF"
            return self._grow(items, i, stop, name)
        backed = _BACKED.match(item.text)
        if backed and (backed["for"] or self.lexicon.has("backing.suffixes", backed["how"])):
            return self._backed(items, i, backed["for"] or backed["name"])
        return self._group(items, i)

    def _known(self, items: Sequence[Item], i: int, shortest: int = 1) -> tuple[Name, int] | None:
        """The longest known name that begins at an item, and where it stops.

        It may cover place names ("the People's Republic of X").
        """
        first = key(items[i].text)
        longest = self._longest.get(first[0], 0) if first else 0
        parts: tuple[str, ...] = ()
        begun: list[tuple[str, ...]] = []
        for item in items[i : i + longest]:
            if item.kind not in ("word", "place"):
                break
            parts += key(item.text)
            begun.append(parts)
        for length in range(len(begun), shortest - 1, -1):
            name = self._names.get(begun[length - 1])
            if name is not None and name.kind == "person" and self._first_name(items, i + length):
                continue
            if name is not None:
                if name.kind == "person":
                    self.persons.append((items[i].start, name.side))
                elif name.side in self._irregular:
                    self.groups.append((items[i].start, name.side))
                    last = items[i + length - 1]
                    if length > 1 and last.text[-1] == "s" and not self.lexicon.has("words.force_nouns", last.low):
                        self._learn(last.text, name.side, "name")  # "the Tamil Tigers", then "the Tigers"
                return name, i + length
        return None

    def _arm(self, items: Sequence[Item], at: int) -> int | None:
        """Where "(Chinese) frontier troops", "(Israeli) armored columns" stop, whatever describes the men."""
        for stop in range(at + 1, min(at + 3, len(items))):
            words = items[at:stop]
            if any(x.kind != "word" or not x.text.islower() or self._begins_clause(x) for x in words):
                return None
            if any(self.lexicon.has(f"words.{kind}", items[stop].low) for kind in ("own_forces", "units")):
                return stop + 1
        return None

    def _begins_clause(self, item: Item) -> bool:
        """Whether a word is none that describes the noun behind it."""
        low = item.low
        return low in _CLOSED or low in self.lexicon.verbs or low in self.lexicon.speech or is_adverb(item)

    def _first_name(self, items: Sequence[Item], stop: int) -> bool:
        """Whether a name goes on, so that what a leader bears as a surname is here another's first name."""
        after = items[stop] if stop < len(items) else None
        return (
            after is not None and after.kind == "word" and after.text[0].isupper() and not after.text.isupper()
            and not self.lexicon.has("words.force_nouns", after.low)
        )  # fmt: skip

    def _grow(self, items: Sequence[Item], i: int, stop: int, name: Name) -> tuple[Mention, int] | None:
        """Take the modifiers and the force noun that follow: "Russian" + "airborne troops"."""
        has = self.lexicon.has
        at, force_end = stop, None
        while at < len(items) and (items[at].kind == "word" or items[at].low == "'s"):
            low = items[at].low
            if has("words.force_nouns", low):
                force_end = at + 1
            elif not (low in ("'s", "own") or has("words.force_modifiers", low)):
                if name.kind != "demonym" or at > stop or (force_end := self._arm(items, at)) is None:
                    break
                at = force_end - 1
            at += 1
        if force_end is not None:
            rebels = has("words.rebel_nouns", items[force_end - 1].low) and not (
                name.side in self._known_groups or self.theatre.side(name.side)
            )
            side = " ".join(x.text for x in items[i:force_end]) if rebels and name.kind == "demonym" else name.side
            if rebels and name.kind == "demonym":
                self.kinds.add(side)
            elif name.side in self._irregular:
                if name.kind == "person":
                    self.groups.append((items[i].start, name.side))
                if has("words.fighters", items[force_end - 1].low):
                    self.described.add(name.side)
            return self._mention(items, i, force_end, side, force=True, kind="force"), force_end
        plural = name.kind == "demonym" and (
            (items[stop - 1].text.endswith("s") and len(items[stop - 1].text) > 3) or self._people(items, i, stop)
        )
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

    def _people(self, items: Sequence[Item], i: int, stop: int) -> bool:
        """ "surrendered to the Japanese", "the British took X": an adjective with no noun behind it."""
        if not (i and items[i - 1].low == "the" and _COLLECTIVE.search(items[stop - 1].low)) or stop == len(items):
            return False
        after = items[stop].low
        return items[stop].kind == "sign" or after in PREPOSITIONS | BE | HAVE or after in self.lexicon.verbs

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
        if name is not None and name.kind == "demonym":
            people = i > 0 and items[i - 1].low == "the" and items[i].low.endswith("s")
            if people or (following.isalpha() and following not in PREPOSITIONS):
                return self._grow(items, i, i + 1, name)  # "Soviet hands", "the Turks": no village of that name
        free = i == 0 or items[i - 1].low in ("the", "by", "and", "against")
        force_follows = (self.lexicon.has("words.force_nouns", following) and ADJECTIVE.search(items[i].low)) or (
            self.lexicon.has("words.followers", following) and free  # "the Kokang army", "Jubaland forces"
        )
        if name is None and (self.lexicon.has("words.irregulars", _plural(following)) or force_follows):
            return self._named_group(items, i, i + 1, i + 2)  # "Misrata militias", "Chechen commanders"
        if name is not None and name.side in self._irregular and self._opens_clause(items, i):
            return self._grow(items, i, i + 1, name)  # "ISIL had captured": no town of that name
        rules = name is None and self._rules(items, i)
        if name is None and (rules or place.role is Role.METONYM) and place.place and place.place.country:
            nation = self.parties.of_nation(place.place.country)
            name = Name(nation, "nation", True) if nation else None
        if name is None or name.kind == "demonym":
            return None
        if items[i].place and place.role is not Role.METONYM and self._is_location(items, i, name):
            return None
        following = items[i + 1].low if i + 1 < len(items) else ""
        rules = rules or place.role is Role.METONYM
        acting = rules or following == "'s" or self.lexicon.has("words.force_nouns", following)
        speaking = name.kind == "metonym" and following in self.lexicon.speech
        settlement = place.level is not None and place.level.value == "settlement"
        if settlement and not (acting or speaking):
            return None  # "Kyiv was shelled": the city
        return self._grow(items, i, i + 1, name)

    def _rules(self, items: Sequence[Item], i: int) -> bool:
        """ "Baghdad lost Mosul": a place that takes or loses another stands for its government."""
        k = i + 1
        while k < len(items) and (items[k].low in HAVE or is_adverb(items[k])):
            k += 1
        if k + 1 >= len(items) or (i and items[i - 1].low in (*PREPOSITIONS, "and", ",")):
            return False
        frames = {s.frame for s in self.lexicon.verbs.get(items[k].low, ()) if s.form and s.form.form != "ing"}
        return not frames.isdisjoint(("gain", "lose")) and items[k + 1].kind == "place"

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
        while at < len(items) and items[at].kind == "word" and self._describes(items[at]):
            at += 1
        name = self._names.get(key(patron))
        in_theatre = name is not None and self.theatre.side(name.side) is not None
        if at < len(items) and items[at].kind == "word" and has("words.force_nouns", items[at].low):
            at += 1
            if name is not None and in_theatre:
                return self._mention(items, i, at, name.side, force=True, kind="force"), at
            irregular = has("words.rebel_nouns", items[at - 1].low) or items[at - 1].low in _FIGHTERS
            if not irregular and self._known(items, i + 1) is not None:
                return None  # "Iran-backed Iraqi troops" are Iraq's, "Turkish-backed Syrian rebels" are not Syria's
            text = " ".join(w.text for w in items[i:at])
            state = not self.theatre.sides and any(has("words.state_modifiers", w.low) for w in items[i + 1 : at])
            if not state:
                self._irregular.add(text)
            side = "government" if state else text
            return self._mention(items, i, at, side, force=True, kind="force" if state else "backed"), at
        client = self._known(items, at) if name is not None and at < len(items) else None
        if name is not None and client is not None and client[0].side in self._irregular:
            self.backed[name.side] = client[0].side
        if name is not None and (in_theatre or (at < len(items) and has("words.authorities", items[at].low))):
            return self._mention(items, i, max(at, i + 1), name.side, force=False, kind="demonym"), max(at, i + 1)
        return None

    def _describes(self, item: Item) -> bool:
        """Whether a word may stand between a backer and the force: "armed", "Shiite", "Syrian"."""
        adjective = item.text[0].isupper() and ADJECTIVE.search(item.low) is not None
        return adjective or self.lexicon.has("words.force_modifiers", item.low)

    def _group(self, items: Sequence[Item], i: int) -> tuple[Mention, int] | None:
        """An armed group that the text names: "M23 rebels", "the paramilitary Rapid Support Forces", "troops"."""
        has, item = self.lexicon.has, items[i]
        if has("words.enemy_words", item.low):
            return self._mention(items, i, i + 1, None, force=True, kind="enemy"), i + 1
        state = self._state(items, i)
        if state is not None:
            return state
        if not self._armed and not _ACRONYM.match(item.text):
            return None
        group = self._that_group(items, i)
        if group is not None:
            return self._mention(items, i, group[1], group[0], force=True, kind="name"), group[1]
        following_force = i + 1 < len(items) and has("words.force_nouns", items[i + 1].low)
        if has("words.occupying", item.low) and following_force:
            return self._mention(items, i, i + 2, None, force=True, kind="enemy"), i + 2
        opens = i == 0 or items[i - 1].kind == "sign"
        if item.text[0].isupper() and item.low not in _NO_NAMES:
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
            if len(capitalised) > 1 and (item.low in WEEKDAYS or item.low in MONTHS):
                return None  # "In September Ukrainian troops"
            if len(capitalised) > 1 and has("words.force_nouns", last) and not has("words.bystanders", item.text):
                numbered = i > 0 and items[i - 1].kind == "number" and has("words.units", last)
                if (numbered or (i and items[i - 1].low in POSSESSIVES)) and not self._possessor(items, i):
                    return self._mention(items, i, stop, None, force=True, kind="force"), stop  # "68th Jaeger Brigade"
                manned = stop < len(items) and has("words.own_forces", items[stop].low) and items[stop].low != "side"
                return self._named_group(items, i, stop, stop + 1 if manned else None)
            if acronym:
                end = i + 1
                while end < len(items) and has("words.force_nouns", items[end].low):
                    end += 1
                return self._named_group(items, i, i + 1, end)
            if last in _UNIONS and any(has("words.causes", x.low) for x in capitalised):
                return self._named_group(items, i, stop)  # "the Ruritanian Liberation Front"
            # "Tigrayan fighters", "Chechen fighters" open a sentence too; "Retreating troops" name nobody.
            named = not opens or (ADJECTIVE.search(item.low) and not has("words.force_modifiers", item.low))
            commanded = self._commanded(items, i, stop)
            if commanded is not None:
                return commanded
            dated = len(capitalised) == 1 and (item.low in WEEKDAYS or item.low in MONTHS)  # "On Saturday troops …"
            if named and not dated and has("words.force_nouns", following) and not has("words.force_nouns", item.low):
                beyond = items[stop + 1].text if stop + 1 < len(items) else ""
                if _ACRONYM.match(beyond) and not _shouted(items, stop + 1):
                    return None  # "the West African force ECOMOG" is ECOMOG
                if i and items[i - 1].low in POSSESSIVES:  # "its Centre group": theirs
                    return self._mention(items, i, stop + 1, None, force=True, kind="force"), stop + 1
                return self._named_group(items, i, stop, stop + 1)
        found = self._by_kind(items, i)
        if found is not None and (behind := self._behind_body(items, found[1])) is not None:
            name = self._known(items, behind)
            if name is not None and name[0].side in self._irregular:
                return None  # "the jihadist group JNIM" is JNIM
        return found

    def _behind_body(self, items: Sequence[Item], stop: int) -> int | None:
        """Where a name stands behind "the jihadist group", "the rebel movement", whose noun is at `stop` or before."""
        if stop < len(items) and items[stop].low in _BODIES:
            stop += 1
        return stop if stop < len(items) and items[stop - 1].low in _BODIES else None

    def _commanded(self, items: Sequence[Item], i: int, stop: int) -> tuple[Mention, int] | None:
        """ "Dostum's fighters": who is of no known side gives one his name; a president's troops are the state's."""
        if stop == len(items) or items[stop].low != "'s" or self.theatre.sides or items[stop - 1].low in WEEKDAYS:
            return None
        has, at = self.lexicon.has, stop + 1
        while at + 1 < len(items) and has("words.force_modifiers", items[at].low) and items[at + 1].kind == "word":
            if has("words.followers", items[at].low) and not has("words.followers", items[at + 1].low):
                break
            at += 1
        ruler = any(has("words.rulers", x.low) for x in items[max(0, i - 1) : stop])
        follow = at < len(items) and has("words.followers", items[at].low)
        if not follow and not (ruler and at < len(items) and has("words.state_nouns", items[at].low)):
            return None
        known = self._names.get(key(items[stop - 1].text))
        side = known.side if known else "government" if ruler else f"{items[stop - 1].text}'s {items[at].text}"
        self._learn(items[stop - 1].text, side, "person")
        if side in self._irregular:
            self.groups.append((items[i].start, side))
        return self._mention(items, i, at + 1, side, force=True, kind="name"), at + 1

    def party(self, name: str) -> str | None:
        """The side that a place name also names ("fell to Ukraine"), if it is one."""
        known = self._names.get(key(name))
        return known.side if known else None


def _shouted(items: Sequence[Item], i: int) -> bool:
    """Whether a headline is all in capitals around a word ("X LOST TO ISIS"): it is no acronym then."""
    around = (*items[max(0, i - 2) : i], *items[i + 1 : i + 3])
    words = [x.text for x in around if x.kind in ("word", "place") and x.text.isalpha()]
    return bool(words) and all(word.isupper() for word in words)


_NEUTRAL = frozenset(["peacekeepers", "observers", "advisers", "advisors", "monitors"])
_FIGHTERS = frozenset(["fighter", "fighters", "group", "groups", "faction", "tribesmen"])
_BODIES = frozenset(["group", "groups", "militia", "faction", "movement", "alliance", "coalition", "force", "army"])
_UNIONS = frozenset(["front", "movement", "resistance", "alliance", "coalition", "organisation", "organization"])
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
