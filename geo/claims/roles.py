"""Who and where in a clause: subjects, agents, pronouns, owners, and places that a phrase points at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from geo.claims.actors import Cast
from geo.claims.grammar import (
    BE,
    BREAKS,
    COORDINATORS,
    DETERMINERS,
    LINKS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    VerbGroup,
    is_adverb,
)
from geo.claims.happening import Happening
from geo.claims.phrases import NOWHERE, Places, after_prepositions, object_places, subject_places
from geo.claims.sentences import Item, Mention
from geo.claims.timewords import MONTHS, WEEKDAYS
from geo.model import Level, Toponym
from geo.resources.lexicons import Lexicon

_MANY = frozenset(["hundreds", "thousands", "dozens", "scores", "millions", "tens"])
_KINDS = ("part_nouns", "place_nouns", "strongholds")
_NO_NAMES = PRONOUNS | DETERMINERS | SUBORDINATORS | RELATIVES | frozenset(WEEKDAYS) | frozenset(MONTHS)


@dataclass(slots=True)
class Narrative:
    """What the sentences so far leave in mind."""

    place: Toponym | None = None
    agent: str | None = None  # the last side that gained or acted
    loser: str | None = None  # the last side that lost a place
    told_after: Callable[[int], bool] = field(default=lambda _at: False)  # whether the speaker is named behind
    asides: Callable[[], Sequence[tuple[int, int]]] = tuple  # speakers put in between what they say
    country: str | None = None  # where most of the report's places lie
    told: Happening | None = None  # the change of control told last
    near: bool = False  # whether `place` was named in this paragraph
    speaker_side: Callable[[int], str | None] = field(default=lambda _at: None)


class Roles:
    """Finds the parties and places of one sentence's clauses."""

    def __init__(self, items: Sequence[Item], cast: Cast, lexicon: Lexicon, mind: Narrative) -> None:
        self.items, self.cast, self.lexicon, self.mind = items, cast, lexicon, mind

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
        return places if places.indices else self._relative_object(group) or self._inside(start)

    def _inside(self, start: int) -> Places:
        """ "the last district held by A in X", "the police headquarters in X": a part of X, or the last of it."""
        items, head, last = self.items, None, False
        for k in range(start, min(len(items), start + 12)):
            low = items[k].low
            if head is None and (low in PREPOSITIONS or items[k].kind not in ("word", "number")):
                return NOWHERE
            last = last or low in ("last", "final", "remaining")
            if head is None and any(self.lexicon.has(f"words.{kind}", low) for kind in _KINDS):
                head = k
            elif low in ("in", "at") and head is not None:
                places = object_places(items, k + 1, self.lexicon)
                return replace(places, partial=places.partial or not last)
            elif low in BREAKS or low == "," or (items[k].kind == "word" and low in RELATIVES | SUBORDINATORS):
                return NOWHERE
        return NOWHERE

    def _relative_object(self, group: VerbGroup) -> Places:
        """ "X, which they captured": the object stands before the relative pronoun."""
        items = self.items
        following = items[group.last + 1] if group.last + 1 < len(items) else None
        if (
            following is not None
            and following.kind == "word"
            and following.low not in PREPOSITIONS | {"and", "but", "last", "this", "earlier"}
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
                return Places((j,)) if j >= 0 and items[j].kind == "place" else NOWHERE
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
        return self._it(k) if k >= 0 and self.items[k].low == "it" else NOWHERE

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
        if self.mind.place is None:
            named = [j for j in range(k) if self.items[j].level is Level.SETTLEMENT]
            return Places((named[-1],)) if named else NOWHERE
        return Places((k,))

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
        if k < 1 or items[k].low not in ("around", "in", "near", "at", "from"):
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
        for k in range(start, min(len(items) - 2, start + 10)):
            low = items[k].low
            if low in BREAKS - {";"} or (items[k].kind == "word" and (low in RELATIVES | SUBORDINATORS | BE)):
                break
            following = items[k + 2].low
            dated = following in ("on", "yesterday", "today", "last", "earlier", "later") or following in WEEKDAYS
            named = items[k + 1].kind == "place" and items[k + 1].level in (Level.SETTLEMENT, None)
            if low in ("and", ",", ";") and named and dated and items[k - 1].kind != "place":
                if any(x.low in self.lexicon.verbs or x.low in BE for x in items[k + 3 : k + 7]):
                    break  # a clause of its own
                return replace(places, indices=(*places.indices, k + 1), gapped=(k + 1,))
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
            if low in BREAKS or (items[k].kind == "word" and low in RELATIVES | SUBORDINATORS):
                return None
            if low == preposition:
                for m in range(k + 1, min(len(items), k + 7)):
                    actor = items[m].actor
                    if actor is not None:
                        return actor
                    party = self.cast.party(items[m].text) if items[m].kind in ("place", "word") else None
                    if party is not None:
                        return Mention(party, items[m].start, items[m].end, items[m].text, True, "name")
                    if items[m].low in BREAKS or items[m].low in PREPOSITIONS - {"of"} or items[m].low == ",":
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
                    return None
        return None

    def _from_opponent(self, last: int) -> str | None:
        mention = self._after("from", last + 1)
        return mention.side if mention else None

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
            if item.kind == "sign" or (item.kind == "word" and item.low in PREPOSITIONS | BE):
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
            if (
                has("irrealis.governors", item.low)
                or has("irrealis.modals", item.low)
                or has("irrealis.not_yet", item.low)
            ):
                return f"governed by {item.low!r}", False, hedged
            if has("negation.words", item.low):
                return None, True, hedged
        for k in range(i + 1, min(len(items), i + 9)):
            if items[k].low == ",":
                # "the fall of X, which is reported but not confirmed": the clause after the comma may hedge.
                clause = items[k + 1 : k + 8] if k + 1 < len(items) and items[k + 1].low in RELATIVES else ()
                return None, False, hedged or next((x.low for x in clause if has("hedges.alleged", x.low)), None)
            if items[k].kind == "word" and has("irrealis.modals", items[k].low):
                return f"governs {items[k].low!r}", False, hedged
            if items[k].low in BREAKS:
                break
        return None, False, hedged

    # -- subjects ------------------------------------------------------------------------------------------------

    def _subject_is_we(self, group: VerbGroup) -> bool:
        k = group.first - 1
        while k >= 0 and is_adverb(self.items[k]):
            k -= 1
        return k >= 0 and self.items[k].low == "we"

    def _subject(self, group: VerbGroup) -> Mention | None:
        """The party that is the subject of a verb group: the nearest to the left that can be one."""
        items = self.items
        crossed = False  # another clause lies between: only a shared or relative subject is left
        k = group.first - 1
        if (named := self._unknown_subject(group)) is not None:
            return named
        if items[group.first].low == "having" or (group.gerund and group.first <= 2):
            fronted = self._after_comma(group)
            if fronted is not None:
                return fronted
        while k >= 0:
            item = items[k]
            if item.low in (";", ":", "?", "!"):
                return None
            if (
                item.kind == "word"
                and item.low in ("while", "because", "although", "if", "unless", "after", "when", "but", "as")
                and k + 1 < group.first
                and not crossed
                and not group.gerund
                and not group.infinitive
            ):
                # The clause's own subject would have come by now.
                return self._pronoun_between(k + 1, group.first)
            actor = item.actor
            owned = group.gerund and k > 1 and "of" in (items[k - 1].low, items[k - 2].low)
            if owned and group.first and items[group.first - 1].low in ("after", "before", "by", "while", "despite"):
                k -= 1
                continue  # "captured X, the last stronghold of B, after regaining Y": not B
            if actor is not None and k > 2 and self._object_of_another(k, group.first):
                k -= 1
                continue
            if actor is not None and self._can_be_subject(k) and not self._aside(k, items[group.first].start):
                following = items[k + 1].low if k + 1 < len(items) else ""
                if following == "'s" or (actor.kind in ("demonym", "person") and not actor.force):
                    head = self._head_noun(k + 1, group.first) or self._claiming_noun(k + 1, group.first)
                    if head is None:
                        k -= 1
                        continue
                return self._first_of(k, actor)
            if item.kind == "word" and item.low in PRONOUNS - {"them", "us", "him"} and k >= group.first - 6:
                side = self._pronoun_side(k)
                if side is not None or item.low in ("they", "we"):
                    return Mention(side, item.start, item.end, item.text, True, "pronoun")
            if item.kind == "word" and item.low in POSSESSIVES and k + 1 < group.first:
                following_item = items[k + 1]
                if (
                    self.lexicon.has("words.own_forces", following_item.low)
                    or self.lexicon.has("words.force_nouns", following_item.low)
                    or (following_item.actor is not None)
                ):
                    return Mention(self._possessive_side(k), item.start, item.end, item.text, True, "pronoun")
            k -= 1
        return None

    def _object_of_another(self, k: int, verb: int) -> bool:
        """ "A's men routed B and took X": B at item `k` is what the first verb is done to."""
        items, j = self.items, k - 1
        while j > 0 and (items[j].low in DETERMINERS or items[j].kind == "number"):
            j -= 1
        done = any(
            s.form is not None and "past" in s.form.form and not s.form.particle
            for s in self.lexicon.verbs.get(items[j].low, ())
        )
        joined = any(x.low in ("and", "then") for x in items[k + 1 : verb])
        return done and joined and items[j].low not in self.lexicon.speech and any(x.actor for x in items[:j])

    def _after_comma(self, group: VerbGroup) -> Mention | None:
        """ "Having taken X, the rebels …", "After taking X, they …": the subject of the clause that follows."""
        items = self.items
        if any(items[k].actor is not None for k in range(group.first)):
            return None
        comma = next((k for k in range(group.last + 1, min(len(items), group.last + 12)) if items[k].low == ","), None)
        if comma is None:
            return None
        return next((x.actor for x in items[comma + 1 : comma + 5] if x.actor is not None and x.actor.force), None)

    def _unknown_subject(self, group: VerbGroup) -> Mention | None:
        """A name right before the verb that is no known party: a person, or after "the" a body or people."""
        items, k = self.items, group.first - 1
        while k >= 0 and is_adverb(items[k]):
            k -= 1
        last = k
        while k >= 0 and items[k].kind == "word" and items[k].text[0].isupper() and items[k].low not in _NO_NAMES:
            k -= 1
        if k == last or group.passive or group.infinitive or group.gerund or (k < 0 and last == 0):
            return None
        opener = items[k].low if k >= 0 else ""
        if opener == "of" and k and items[k - 1].low in _MANY:  # "thousands of Muslims fled"
            return Mention(None, items[k - 1].start, items[last].end, items[last].text, False, "person")
        if k >= 0 and (items[k].actor is not None or items[k].kind == "place" or opener in ("'s", "of")):
            return None
        if any(self.lexicon.has("words.force_nouns", x.low) for x in items[k + 1 : last + 1]):
            return None
        text = " ".join(x.text for x in items[k + 1 : last + 1])
        people = opener == "the"
        start, end = items[k + 1].start, items[last].end
        return Mention(text if people else None, start, end, text, people, "name" if people else "person")

    def _pronoun_between(self, start: int, stop: int) -> Mention | None:
        for k in range(stop - 1, start - 1, -1):
            item = self.items[k]
            if item.low in ("it", "they", "he", "she", "we"):
                return Mention(self._pronoun_side(k), item.start, item.end, item.text, True, "pronoun")
        return None

    def _head_noun(self, start: int, stop: int) -> str | None:
        """After "Ukraine's" or "Ukrainian": a head that can fight ("counter-offensive")."""
        for k in range(start, min(stop, start + 5)):
            if self.items[k].kind == "word" and self.lexicon.has("words.force_nouns", self.items[k].low):
                return self.items[k].low
        return None

    def _first_of(self, k: int, actor: Mention) -> Mention:
        """ "A's soldiers and allied B fighters": the party that leads the list."""
        j = k - 1
        while j > 0 and (
            self.items[j].low in ("allied", "its", "their", "the", "other", "local", "several")
            or ((actor_ := self.items[j].actor) is not None and actor_.kind == "demonym" and not actor_.force)
        ):
            j -= 1
        if j > 0 and self.items[j].low in ("and", "with") and (self.items[j].low == "and" or k - j > 1):
            before = self.items[j - 1].actor
            if before is not None and before.force and before.side is not None and self._can_be_subject(j - 1):
                return before
        return actor

    def _claiming_noun(self, start: int, stop: int) -> str | None:
        """ "Kyiv's claim to have entered X": who claims is who did it."""
        return next((x.low for x in self.items[start:stop] if self.lexicon.has("speech.nouns_claims", x.low)), None)

    def _can_be_subject(self, k: int) -> bool:
        """Not governed by a preposition that makes it something else ("against Kyiv's troops")."""
        j = k - 1
        while j >= 0 and (
            self.items[j].low in DETERMINERS
            or (
                self.items[j].kind == "word"
                and self.items[j].low not in PREPOSITIONS
                and j > k - 3
                and not self.items[j].low.endswith("ed")
                and self.items[j].low in ("own", "main", "regular")
            )
        ):
            j -= 1
        if j > 0 and self.items[j].low in ("and", ",", "or") and self.items[j - 1].actor is not None:
            return self._can_be_subject(j - 1)  # "backed by A, B and C": none of them
        return not (
            j >= 0 and self.items[j].low in ("against", "with", "by", "from", "to", "for", "on", "near", "at", "over")
        )

    def _pronoun_side(self, k: int) -> str | None:
        """ "it", "they", "he": the speaker inside what is said, else the party named last."""
        item = self.items[k]
        if item.low in ("we", "i"):
            return self.mind.speaker_side(item.start)
        named = self._named_before(k)
        if named is not None and not item.quoted and self.mind.told_after(item.start):
            return named  # "the rebels took X when they …, the governor said"
        speaker = None if item.quoted else self.mind.speaker_side(item.start)
        return speaker or named or self.mind.agent

    def _named_before(self, k: int) -> str | None:
        """The party that a pronoun at item `k` most likely means: the sentence's first that can be its subject."""
        named = [j for j in range(k) if (actor := self.items[j].actor) is not None and actor.side is not None]
        free = [j for j in named if self._can_be_subject(j) and not self._aside(j, self.items[k].start)]
        chosen = (free or named)[0] if named else None
        actor = self.items[chosen].actor if chosen is not None else None
        return actor.side if actor is not None else None

    def _aside(self, j: int, at: int) -> bool:
        """Whether the actor at item `j` only says what stands around it ("…, Moscow said, and were driven out")."""
        start = self.items[j].start
        return any(a <= start < b <= at for a, b in self.mind.asides())

    def _possessive_side(self, k: int) -> str | None:
        """Whose "their", "its" or "our" at item `k` is; "their" in a quotation is not the speaker."""
        item = self.items[k]
        if item.low in ("our", "my"):  # the outlet's own, if nobody is quoted: the enemy is the invader to it
            return self.mind.speaker_side(item.start) or self.cast.opponent(self.cast.invader())
        speaker = None if item.quoted else self.mind.speaker_side(item.start)
        return speaker or self._named_before(k) or self.mind.agent

    def _losing_side(self, mention: Mention | None) -> str | None:
        """The side of who leaves; bare "soldiers" are those who have been losing, not those who last gained."""
        if mention is None or mention.side is not None or mention.kind != "force":
            return self._side(mention)
        speaker = self.mind.speaker_side(mention.start)
        if speaker is not None:
            return speaker
        against = self.cast.opponent(self.mind.agent) if self.mind.agent else None
        return self.mind.loser or against or self._side(mention) or (None if self.cast.theatre.sides else "army")

    def _side(self, mention: Mention | None) -> str | None:
        """The side of a mention; "the enemy" is the speaker's, bare "troops" those of the context."""
        if mention is None:
            return None
        if mention.side is not None:
            return mention.side
        if mention.kind in ("pronoun", "person"):
            return None
        speaker = self.mind.speaker_side(mention.start)
        if mention.kind == "loyal":  # to somebody whose side is not told, who is not the one spoken of before
            return self.cast.opponent(self.mind.agent)
        if mention.kind == "enemy":
            return self.cast.opponent(speaker) if speaker else self.cast.invader()
        k = next((n for n, x in enumerate(self.items) if x.start >= mention.start), 0)
        return speaker or self._named_before(k) or self.mind.agent
