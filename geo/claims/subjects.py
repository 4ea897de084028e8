"""Who acts in a clause: the subject of a verb, what pronouns stand for, and whose side a party is on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from geo.claims.actors import Cast
from geo.claims.grammar import (
    BREAKS,
    DETERMINERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    VerbGroup,
    is_adverb,
)
from geo.claims.happening import Happening
from geo.claims.sentences import Item, Mention
from geo.claims.timewords import MONTHS, WEEKDAYS
from geo.model import Toponym
from geo.resources.lexicons import Lexicon, VerbForm

_SUBJECT_PRONOUNS = PRONOUNS - {"them", "us", "him"}
_GOVERNING = PREPOSITIONS | {"'s"}

_MANY = frozenset(["hundreds", "thousands", "dozens", "scores", "millions", "tens"])
_PLAIN_ADJECTIVES = frozenset(["own", "main", "regular", "former", "same", "rival", "two", "three"])
_RELATIVE = frozenset(["who", "which", "whose"])
_OPENING = frozenset(["and", "but", "while"])
_SIDE_BY_SIDE = frozenset(
    ["fighting", "helped", "aided", "assisted", "supported", "backed", "allied", "joined", "led", "acting", "advancing",
     "reinforced", "accompanied", "outnumbering", "supporting", "operating", "together", "alongside"]
)  # fmt: skip
_LOSING = frozenset(["lose", "leave"])
_HEADS = ("force_nouns", "state_nouns")
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


class Subjects:
    """Finds the subjects of one sentence's verbs, and the sides that its parties are on."""

    def __init__(self, items: Sequence[Item], cast: Cast, lexicon: Lexicon, mind: Narrative) -> None:
        self.items, self.cast, self.lexicon, self.mind = items, cast, lexicon, mind

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
        if self._own_subject(group.first):
            return None  # "A's men entered X, and Y fell": no clause lends another its subject
        if items[group.first].low == "having" or (group.gerund and group.first <= 2):
            fronted = self._after_comma(group)
            if fronted is not None:
                return fronted
        while k >= 0:
            item = items[k]
            if item.low in (";", ":", "?", "!") or (item.low == "with" and group.gerund and k + 1 < group.first):
                return None  # "…, with refugees moving into X": no party's doing
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
            if item.low == "," and (aside := self._before_aside(k)) < k:
                k = aside - 1
                continue
            actor = item.actor
            owned = group.gerund and k > 1 and "of" in (items[k - 1].low, items[k - 2].low)
            if owned and group.first and items[group.first - 1].low in ("after", "before", "by", "while", "despite"):
                k -= 1
                continue  # "captured X, the last stronghold of B, after regaining Y": not B
            if actor is not None and k > 2 and self._object_of_another(k, group):
                k -= 1
                continue
            if actor is not None and actor.side is None and k and items[k - 1].low == "whose":
                return Mention(self._possessive_side(k - 1), actor.start, actor.end, actor.text, True, "pronoun")
            if actor is not None and self._can_be_subject(k) and not self._aside(k, items[group.first].start):
                following = items[k + 1].low if k + 1 < len(items) else ""
                if following == "'s" or (actor.kind in ("demonym", "person") and not actor.force):
                    head = self._head_noun(k + 1, group.first) or self._claiming_noun(k + 1, group.first)
                    if head is None:
                        k -= 1
                        continue
                return self._first_of(k, actor)
            if item.kind == "word" and item.low in _SUBJECT_PRONOUNS and k >= group.first - 6:
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
                    side = self._possessive_side(k)
                    if self.mind.speaker_side(item.start) is None:
                        side = self._fitting(following_item.text, side)
                    return Mention(side, item.start, item.end, item.text, True, "pronoun")
            k -= 1
        return None

    def _own_subject(self, first: int) -> bool:
        """Whether the verb at item `first` follows a place that opens its clause: ", and Liverpool beat …"."""
        items, k = self.items, first - 1
        while k > 0 and is_adverb(items[k]):
            k -= 1
        return k > 1 and items[k].kind == "place" and items[k - 1].low in _OPENING and items[k - 2].low == ","

    def _achiever(self, i: int) -> Mention | None:
        """ "A's men have completed the capture of X": who did what the noun at item `i` says."""
        k = i - 1
        while k > 0 and self.items[k].low in DETERMINERS:
            k -= 1
        if k < 1 or not self.lexicon.has("control.achieved", self.items[k].low):
            return None
        subject = self._subject(VerbGroup(k, k, k, VerbForm(self.items[k].low, "past")))
        return replace(subject, side=self._side(subject)) if subject is not None else None

    def _before_aside(self, k: int) -> int:
        """Where "A, who outnumbered B, took X" goes on to the left of the comma at item `k`: before "who"."""
        for j in range(k - 2, max(-1, k - 14), -1):
            if self.items[j].low == "," and (
                self.items[j + 1].low in _RELATIVE or self.items[j + 1].low in _SIDE_BY_SIDE
            ):
                return j
            if self.items[j].low in BREAKS:
                break
        return k

    def _object_of_another(self, k: int, group: VerbGroup) -> bool:
        """ "A's men routed B and took X", "pushed B away, taking X": B at item `k` is the first verb's object."""
        items, j = self.items, k - 1
        while j > 0 and (items[j].low in DETERMINERS or items[j].kind == "number"):
            j -= 1
        particle = items[j].low if j > 0 and (items[j].low in PREPOSITIONS or is_adverb(items[j])) else None
        done = any(
            s.form is not None and "past" in s.form.form and (s.form.particle == particle or particle == "back")
            for s in self.lexicon.verbs.get(items[j - (particle is not None)].low, ())
        )
        between = items[k + 1 : group.first]
        joined = any(x.low in ("and", "then") for x in between) or (group.gerund and items[group.first - 1].low == ",")
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
        if k >= 0 and (items[k].actor is not None or items[k].kind == "place" or opener in _GOVERNING):
            return None  # "forces loyal to President Y took X"
        if any(self.lexicon.has("words.force_nouns", x.low) for x in items[k + 1 : last + 1]):
            return None
        if k > 1 and opener == "the" and items[k - 1].low in ("of", "from") and items[k - 2].actor is not None:
            return None  # "troops of the First Front took X"
        if k > 0 and (items[k - 1].low == "to" or opener.endswith("ing")) and any(x.actor for x in items[:k]):
            return None  # "rebels seeking to topple President Y took X"
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
            low = self.items[k].low
            if self.items[k].kind == "word" and any(self.lexicon.has(f"words.{g}", low) for g in _HEADS):
                return low
        return None

    def _first_of(self, k: int, actor: Mention) -> Mention:
        """ "A's soldiers and allied B fighters": the party that leads the list."""
        j = k - 1
        while j > 0 and (
            self.lexicon.has("words.force_modifiers", self.items[j].low)
            or self.items[j].low in ("allied", "its", "their", "the", "other", "local", "several", "a", "an")
            or ((actor_ := self.items[j].actor) is not None and actor_.kind == "demonym" and not actor_.force)
        ):
            j -= 1
        if j > 0 and self.items[j].low in ("and", "with") and (self.items[j].low == "and" or k - j > 1):
            before = self.items[j - 1].actor
            shared = before is not None and before.kind == "demonym" and j == k - 1  # "British and Canadian infantry"
            acts = before is not None and before.side is not None and (before.force or shared)
            if before is not None and acts and self._can_be_subject(j - 1):
                first = self.items[j - 3].actor if j > 2 and self.items[j - 2].low == "," else None
                listed = first is not None and first.force and first.side is not None
                return first if first is not None and listed else replace(before, force=True)
        return actor

    def _claiming_noun(self, start: int, stop: int) -> str | None:
        """ "Kyiv's claim to have entered X": who claims is who did it."""
        return next((x.low for x in self.items[start:stop] if self.lexicon.has("speech.nouns_claims", x.low)), None)

    def _can_be_subject(self, k: int) -> bool:
        """Not governed by a preposition that makes it something else ("against Kyiv's troops")."""
        j = k - 1
        while j >= 0 and (self.items[j].low in DETERMINERS or (j > k - 3 and self.items[j].low in _PLAIN_ADJECTIVES)):
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
        """Whose "their", "its", "whose" or "our" at item `k` is; "their" in a quotation is not the speaker."""
        item = self.items[k]
        if item.low == "whose":
            owner = self.items[k - 2 if k > 1 and self.items[k - 1].low == "," else k - 1] if k else item
            return (owner.actor.side if owner.actor is not None else None) or self.cast.party(owner.text)
        if item.low in ("our", "my"):  # the outlet's own, if nobody is quoted: the enemy is the invader to it
            return self.mind.speaker_side(item.start) or self.cast.opponent(self.cast.invader())
        speaker = None if item.quoted else self.mind.speaker_side(item.start)
        person = self.cast.person_before(item.start) if item.low in ("his", "her") else None
        return speaker or person or self._named_before(k) or self.mind.agent

    def _losing_side(self, mention: Mention | None) -> str | None:
        """The side of who leaves; bare "soldiers" are those who have been losing, not those who last gained."""
        if mention is not None and mention.text.lower() == "they" and self._quoted(mention.start):
            speaker = self.mind.speaker_side(mention.start)  # who would say "we" of his own men
            if self.mind.loser is not None and self.mind.loser != speaker:
                return self.mind.loser
        if mention is None or mention.side is not None or mention.kind != "force":
            return self._side(mention)
        speaker = self.mind.speaker_side(mention.start)
        if speaker is not None:
            return speaker
        if self._gains_first(mention):
            return self._side(mention)
        against = self.cast.opponent(self.mind.agent) if self.mind.agent else None
        if against is None and self.mind.agent in self.cast.parties.irregular and not self.cast.theatre.sides:
            against = "army"  # "Boko Haram overran X. Soldiers had run from …"
        losing = self._fitting(mention.text, self.mind.loser or against) or self._side(mention)
        return losing or (None if self.cast.theatre.sides else "army")

    def _neutral(self, mention: Mention | None) -> bool:
        """Peacekeepers, observers and inspectors, who neither gain nor lose a place."""
        if mention is None or mention.side is not None:
            return False
        if self.lexicon.has("words.neutrals", mention.text.lower().rpartition(" ")[2]):
            return True
        before = next((x for x in reversed(self.items) if x.end < mention.start), None)
        return before is not None and self.lexicon.has("words.neutral_names", before.text)

    def _gains_first(self, mention: Mention) -> bool:
        """ "The fighters took X but lost Y": they lost it who took the other."""
        for item in self.items:
            frames = {s.frame for s in self.lexicon.verbs.get(item.low, ())} if item.start >= mention.end else ()
            if frames:
                return not _LOSING.intersection(frames)
        return False

    def _quoted(self, at: int) -> bool:
        return any(x.quoted for x in self.items if x.start == at)

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
        return speaker or self._fitting(mention.text, self._named_before(k) or self.mind.agent)

    def _fitting(self, phrase: str, side: str | None) -> str | None:
        """The side that bare "troops" or "gunmen" are on: a state's soldiers are no guerrillas, nor gunmen soldiers."""
        cast, head = self.cast, phrase.lower().rpartition(" ")[2]
        if side is None or cast.theatre.sides:
            return side
        group = cast.is_group(side) or side in self.lexicon.groups["words.irregulars"] or side in cast.kinds
        if group and self.lexicon.has("words.regulars", head) and cast.called_irregular(side):
            other = cast.opponent(side)
            return other if other is not None and not cast.is_group(other) else "government"
        state = not group and (side == cast.home or self.lexicon.has("words.state_words", side))
        if state and self.lexicon.has("words.fighters", head):
            return cast.opponent(side)
        return side
