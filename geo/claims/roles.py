"""Who and where in a clause: subjects, agents, pronouns, owners, and places that a phrase points at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from geo.claims.grammar import (
    BE,
    BREAKS,
    CLAUSE_OPENERS,
    COORDINATORS,
    DETERMINERS,
    LINKS,
    PHRASE_ENDS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    VerbGroup,
    is_adverb,
)
from geo.claims.lists import NOWHERE, Places, listed_up_to
from geo.claims.phrases import after_prepositions, object_places, subject_places
from geo.claims.sentences import Mention
from geo.claims.subjects import Subjects
from geo.claims.timewords import WEEKDAYS
from geo.model import Level, Toponym

_NO_OBJECT = PREPOSITIONS | {"and", "but", "last", "this", "earlier"}
_FINITE = RELATIVES | SUBORDINATORS | BE - {"'s"}
_OTHER_PREPOSITIONS = PREPOSITIONS - {"of"}
_NO_OWNER = PREPOSITIONS | BE
_FULL_BREAKS = BREAKS - {";"}

_SPEAKING = frozenset(["mentioning", "mention", "mentioned", "comment", "commented", "commenting", "speak", "refer"])
_ASIDE = frozenset([",", "farther", "further", "to", "the", "in", "north", "south", "east", "west", "beyond"])
_PLURAL_NAME = re.compile(r"[A-Z][a-z]+s")
_PLURALS = frozenset(["villages", "towns", "cities", "settlements", "hamlets", "places", "both"])
_THOSE = frozenset(["the", "both", "two", "three", "these", "those", ",", "and", "but", "that"])
_KINDS = ("part_nouns", "place_nouns", "strongholds")


class Roles(Subjects):
    """Finds the parties and places of one sentence's clauses."""

    def _toponyms(self, places: Places) -> Iterator[tuple[Toponym, bool]]:
        for index in places.indices:
            item = self.items[index]
            if item.place is not None:
                yield item.place, item.anaphor
            elif self.mind.place is not None:
                yield self.mind.place, True

    def _object(self, group: VerbGroup) -> Places:
        start = group.last + 1
        if start < len(self.items) and self.items[start].low == "it":
            return self._it(start)
        places = object_places(self.items, start, self.lexicon)
        return places or self._relative_object(group) or self._inside(start) or self._its_part(start)

    def _its_part(self, start: int) -> Places:
        """ "reached X and seized its eastern side": a part of the place named before it in the sentence."""
        items, k = self.items, start + 1
        if start >= len(items) or items[start].low != "its":
            return NOWHERE
        while k < min(len(items), start + 4) and items[k].kind != "sign" and items[k].low not in PREPOSITIONS:
            if any(self.lexicon.has(f"words.{kind}", items[k].low) for kind in ("part_nouns", "place_nouns")):
                named = (j for j in range(start - 1, -1, -1) if items[j].level is Level.SETTLEMENT)
                return replace(Places((j,) if (j := next(named, None)) is not None else ()), partial=True)
            k += 1
        return NOWHERE

    def _inside(self, start: int) -> Places:
        """ "the last district held by A in X", "the police headquarters in X": a part of X, or the last of it."""
        items, head, last, listed = self.items, None, False, False
        for k in range(start, min(len(items), start + 16)):
            low = items[k].low
            beyond = items[k + 1].low if k + 1 < len(items) else ""
            owned = items[k].kind == "actor" and (
                beyond == "'s" or any(self.lexicon.has(f"words.{kind}", beyond) for kind in _KINDS)
            )
            if head is None and not owned and (low in PREPOSITIONS or items[k].kind not in ("word", "number")):
                return NOWHERE
            last = last or low in ("last", "final", "remaining")
            if head is None and low != "control" and any(self.lexicon.has(f"words.{kind}", low) for kind in _KINDS):
                head = k
            elif low in ("in", "at") and head is not None:
                if listed and not any(x.low == "and" for x in items[head:k]):
                    return NOWHERE
                places = object_places(items, k + 1, self.lexicon)
                if any(items[m].level in (Level.REGION, Level.AREA, Level.COUNTRY) for m in places.indices):
                    return NOWHERE  # "the last stronghold in W region" is another place
                whole = last or self.lexicon.has("words.keys", items[head].low)
                return replace(places, partial=places.partial or not whole)
            elif low == "," and head is not None and beyond in DETERMINERS:
                listed = True  # "the barracks, the radio and a ministry in X"
            elif low in PHRASE_ENDS | CLAUSE_OPENERS or low in self.lexicon.speech:
                return NOWHERE
        return NOWHERE

    def _relative_object(self, group: VerbGroup) -> Places:
        """ "X, which they captured": the object stands before the relative pronoun."""
        items = self.items
        following = items[group.last + 1] if group.last + 1 < len(items) else None
        if (
            following is not None
            and following.kind == "word"
            and following.low not in _NO_OBJECT
            and not is_adverb(following)
        ):
            return NOWHERE
        for k in range(group.first - 1, max(-1, group.first - 9), -1):
            if items[k].low in ("which", "that"):
                j = k - 1
                if items[j].kind == "word" and self.lexicon.has("words.place_nouns", items[j].low):
                    # "X, an eastern city that …": back over the apposition
                    while j > 0 and items[j].low != "," and items[j].kind != "place" and k - j < 7:
                        j -= 1
                while j >= 0 and (
                    items[j].low == ","
                    or (items[j].kind == "place" and items[j].level is not Level.SETTLEMENT)
                    or items[j].low == "in"
                ):
                    j -= 1
                if j < 0 or items[j].kind != "place":
                    return NOWHERE
                listed = listed_up_to(items, j)
                between = bool(listed) and items[listed[0] - 1].low in ("between", "from")
                return Places(listed if listed and not between else (j,))
            if items[k].kind == "place" or items[k].low in BREAKS or items[k].low == ",":
                return NOWHERE
        return NOWHERE

    def _passive_subject(self, group: VerbGroup) -> Places:
        places = subject_places(self.items, group, self.lexicon)
        if not places.indices and group.infinitive:
            # "X became the second capital to fall": the subject of what links them
            linked = (k for k in range(group.first - 1, max(-1, group.first - 12), -1) if self.items[k].low in LINKS)
            places = next((subject_places(self.items, replace(group, first=k), self.lexicon) for k in linked), NOWHERE)
        if places.indices or group.reduced:
            return places
        k = group.first - 1
        while k >= 0 and is_adverb(self.items[k]):
            k -= 1
        return self._it(k) if k >= 0 and self.items[k].low == "it" else self._those_named(k)

    def _those_named(self, k: int) -> Places:
        """ "… near X and Y, but the villages were …": two or more that the sentence has named before."""
        if k < 1 or self.items[k].low not in _PLURALS or self.items[k - 1].low not in _THOSE:
            return NOWHERE
        last = next((j for j in range(k - 1, 0, -1) if self.items[j].level is Level.SETTLEMENT), None)
        listed = listed_up_to(self.items, last) if last is not None else ()
        return Places(listed) if len(listed) > 1 else NOWHERE

    def _it(self, k: int) -> Places:
        """What "it" at item `k` stands for: the settlement this sentence began with, else the one in mind."""
        for j in range(k):
            item = self.items[j]
            if (
                item.kind == "place"
                and item.place is not None
                and item.place.level is Level.SETTLEMENT
                and not (j and self.items[j - 1].low in PREPOSITIONS)
            ):
                return Places((j,))
        named = [j for j in range(k) if self.items[j].level is Level.SETTLEMENT]
        if named and (self.mind.place is None or self.items[named[-1] - 1].low in ("at", "inside")):
            return Places((named[-1],))  # "troops who fought at X lost ten men before retreating"
        return Places((k,)) if self.mind.place is not None else NOWHERE

    def _located_subject(self, group: VerbGroup) -> Places:
        """ "its units around X and Y were withdrawn": where the forces that are the subject stand."""
        items = self.items
        k = group.first - 1
        while k >= 0 and (
            items[k].kind == "place"
            or items[k].low in COORDINATORS
            or items[k].low in ("the", "of", "town", "city", "area", "areas", "region", "regions")
        ):
            k -= 1
        k += k + 1 < len(items) and items[k + 1].low == "of"  # "the garrison of X"
        if k < 1 or items[k].low not in ("around", "in", "near", "at", "from", "of"):
            return NOWHERE
        before = items[k - 1]
        forces = (before.actor is not None and before.actor.force) or self.lexicon.has("words.force_nouns", before.low)
        return object_places(items, k + 1, self.lexicon, loose=True) if forces else NOWHERE

    def _gapped(self, places: Places, group: VerbGroup) -> Places:
        """Add Y to X in "took X on Monday and Y on Friday", "X was taken on Monday, and Y on Friday"."""
        items = self.items
        if not places.indices:
            return places
        start = max(group.last, places.indices[-1]) + 1
        for k in range(start, min(len(items) - 2, start + 14)):
            low = items[k].low
            if low in _FULL_BREAKS or (items[k].kind == "word" and low in _FINITE):
                break
            following = items[k + 2].low
            dated = following in ("on", "yesterday", "today", "last", "earlier", "later") or following in WEEKDAYS
            named = items[k + 1].kind == "place" and items[k + 1].level in (Level.SETTLEMENT, None)
            if low in ("and", ",", ";") and named and dated and items[k - 1].kind != "place":
                if any(x.low in self.lexicon.verbs or x.low in BE for x in items[k + 3 : k + 7]):
                    break  # a clause of its own
                return replace(places, indices=(*places.indices, k + 1), gapped=(k + 1,))
        return places

    def _listed_later(self, places: Places, group: VerbGroup) -> Places:
        """Add Y to X in "X fell too, and, farther south, Y", "took X, a town that …, as well as the village of Y"."""
        items = self.items
        start = max(group.last, places.indices[-1]) + 1 if places.indices else len(items)
        for k in range(start, len(items) - 1):
            if items[k].low in BREAKS:
                break
            if items[k].low == "and" and items[k - 1].low == ",":
                at = k + 1
                while at < len(items) and (items[at].low in _ASIDE or is_adverb(items[at])):
                    at += 1
            elif items[k].low == "as" and [x.low for x in items[k + 1 : k + 3]] == ["well", "as"]:
                at = k + 3
            else:
                continue
            more = object_places(items, at, self.lexicon)
            beyond = more.indices[-1] + 1 if more.indices else len(items)
            ends = beyond == len(items) or items[beyond].kind == "sign"
            if more.indices and ends and not more.partial and items[beyond - 1].level is not Level.REGION:
                return replace(places, indices=(*places.indices, *more.indices))
        return places

    def _there(self, start: int) -> bool:
        return any(x.low == "there" for x in self.items[start : start + 4])

    def _remembered(self, start: int) -> Places:
        k = next(k for k in range(start, len(self.items)) if self.items[k].low == "there")
        return Places((k,)) if self.mind.place is not None else NOWHERE

    def _away_from(self, start: int) -> Places:
        """ "from X", "out of X", "stationed in X"; a bare "from A to B" takes A."""
        items = self.items
        places = after_prepositions(items, start, self.lexicon.frames["leave"], self.lexicon, reach=14)
        for k in range(start, min(len(items), start + 12)):
            if items[k].low in BREAKS or items[k].low in ("to", "towards", "toward"):
                break
            if self.lexicon.has("words.stationed", items[k].low):
                return (
                    after_prepositions(items, k + 1, [("in",), ("at",), ("near",), ("around",)], self.lexicon, reach=3)
                    or places
                )
        return places

    def _forces_between(self, start: int, stop: int) -> Mention | None:
        for k in range(start, stop):
            item = self.items[k]
            if item.actor and item.actor.force:
                return item.actor
            if item.kind == "word" and item.low in POSSESSIVES and k + 1 < stop:
                following = self.items[k + 1]
                if self.lexicon.has("words.own_forces", following.low) or (following.actor and following.actor.force):
                    return Mention(self._possessive_side(k), item.start, item.end, item.text, True, "pronoun")
        return None

    def _by(self, index: int) -> Mention | None:
        return self._after("by", index + 1)

    def _after(self, preposition: str, start: int) -> Mention | None:
        """The actor that a preposition governs, before the next clause."""
        items = self.items
        for k in range(start, min(len(items), start + 14)):
            low = items[k].low
            if low in BREAKS or low == "but" or (items[k].kind == "word" and low in CLAUSE_OPENERS):
                return None
            if low == preposition:
                for m in range(k + 1, min(len(items), k + 7)):
                    actor = items[m].actor
                    if actor is not None:
                        beyond = items[m + 1].actor if m + 1 < len(items) else None
                        return beyond if beyond is not None and not actor.force else actor  # "the Kurdish YPG"
                    party = self.cast.party(items[m].text) if items[m].kind in ("place", "word") else None
                    if party is not None:
                        return Mention(party, items[m].start, items[m].end, items[m].text, True, "name")
                    if items[m].low in BREAKS or items[m].low in _OTHER_PREPOSITIONS or items[m].low == ",":
                        break
                    following = items[m + 1] if m + 1 < len(items) else None
                    if (
                        items[m].low in POSSESSIVES
                        and following
                        and (following.actor or self.lexicon.has("words.own_forces", following.low))
                    ):
                        return Mention(
                            self._possessive_side(m),
                            items[m].start,
                            items[m].end,
                            items[m].text,
                            True,
                            "pronoun",
                        )
                if preposition != "by":
                    return self._people(k + 1)
        return None

    def _people(self, k: int) -> Mention | None:
        """ "from the Confederates": a plural name behind "the" that is no known party."""
        items = self.items
        if k + 1 >= len(items) or items[k].low != "the" or not _PLURAL_NAME.fullmatch(items[k + 1].text):
            return None
        named, following = items[k + 1], items[k + 2] if k + 2 < len(items) else None
        if named.kind != "word" or (following is not None and (following.low == "'s" or following.text[0].isupper())):
            return None
        return Mention(named.text, named.start, named.end, named.text, True, "name")

    def _from_opponent(self, last: int) -> str | None:
        """Who loses what is taken: "took X from A", "took the A stronghold of X", "took A-held X"."""
        mention = self._after("from", last + 1)
        return mention.side if mention else self._held_by(last + 1)

    def _held_by(self, start: int) -> str | None:
        for k in range(start, min(len(self.items) - 1, start + 6)):
            item, following = self.items[k], self.items[k + 1].low
            named, _, how = item.text.rpartition("-")
            if named and self.lexicon.has("backing.holding", how):
                return self.cast.party(named) or self.cast.kind_named(named.lower())
            if item.actor is not None and any(self.lexicon.has(f"words.{kind}", following) for kind in _KINDS):
                return item.actor.side
            if item.kind in ("place", "sign", "actor"):
                return None
        return None

    def _against(self, start: int) -> str | None:
        mention = self._after("against", start) or self._after("with", start)
        return mention.side if mention else None

    def _owner(self, i: int) -> Mention | None:
        """Whose noun it is: "Russia's withdrawal", "the Russian withdrawal", "its withdrawal"."""
        items = self.items
        for k in range(i - 1, max(-1, i - 5), -1):
            item = items[k]
            if item.actor is not None:
                return item.actor
            if item.kind == "word" and item.low in POSSESSIVES:
                return Mention(self._possessive_side(k), item.start, item.end, item.text, True, "pronoun")
            if item.kind == "sign" or (item.kind == "word" and item.low in _NO_OWNER):
                return None
        return None

    def _sufferer(self, i: int) -> str | None:
        """Who a fall is a blow to: "Moscow's worst defeat … is the fall of X", "the fall of X is a blow to Moscow"."""
        items = self.items
        for k in (*range(i - 1, -1, -1), *range(i + 1, len(items))):
            if not self.lexicon.has("words.blows", items[k].low):
                continue
            for m in range(k - 1, max(-1, k - 6), -1):
                actor = items[m].actor
                if actor is not None and actor.side:
                    return actor.side
            sufferer = self._after("to", k + 1) or self._after("for", k + 1)
            if sufferer is not None:
                return sufferer.side
        return None

    def _announced(self, k: int) -> bool:
        """Whether item `k` is a finite verb by which somebody tells what stands behind it."""
        stance, form = self.lexicon.speech.get(self.items[k].low, ("", None))
        told = form is not None and "past" in form.form and stance in ("claims", "confirms", "concedes")
        return told and self.items[k - 1].low not in PREPOSITIONS | DETERMINERS

    def _noun_context(self, i: int) -> tuple[str | None, bool, str | None]:
        """What the words around a noun make of it: why it is unreal, whether it is negated, and the hedge."""
        items, has = self.items, self.lexicon.has
        hedged: str | None = None
        for k in range(i - 1, max(-1, i - 9), -1):
            item = items[k]
            if item.low in BREAKS or (item.low == "," and k < i - 5):
                break
            if item.kind != "word":
                continue
            if has("hedges.alleged", item.low):
                hedged = item.low
            if self._announced(k):
                break  # "In a special order he proclaimed the recapture of X"
            if any(x.low == "in" for x in items[max(0, k - 2) : k]) and item.low in ("order", "orders", "call"):
                continue
            if (
                has("irrealis.governors", item.low)
                or has("irrealis.modals", item.low)
                or has("irrealis.not_yet", item.low)
            ):
                return f"governed by {item.low!r}", False, hedged
            if has("negation.words", item.low) and any(x.low in _SPEAKING for x in items[k + 1 : i]):
                return "not spoken of", False, hedged
            if has("negation.words", item.low):
                apart = item.low == "no" and any(x.kind == "word" and x.low in PREPOSITIONS for x in items[k + 1 : i])
                return ("nothing of it", False, hedged) if apart else (None, True, hedged)  # "no date for the assault"
        linked = False
        for k in range(i + 1, min(len(items), i + 9)):
            linked = linked or items[k].low in ("is", "remains", "was")
            if linked and has("irrealis.options", items[k].low):
                return f"called {items[k].low!r}", False, hedged
            if items[k].low == ",":
                # "the fall of X, which is reported but not confirmed": the clause after the comma may hedge.
                clause = items[k + 1 : k + 8] if k + 1 < len(items) and items[k + 1].low in RELATIVES else ()
                return None, False, hedged or next((x.low for x in clause if has("hedges.alleged", x.low)), None)
            if items[k].kind == "word" and has("irrealis.modals", items[k].low):
                return f"governs {items[k].low!r}", False, hedged
            if items[k].low in BREAKS:
                break
        return None, False, hedged
