"""Clauses of a Ukrainian or Russian sentence: where they begin and end, and the place phrases in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.claims.sentences import Item
from geo.model import Level, Role
from geo.resources.slavic.lexicon import Lexicon
from geo.resources.slavic.morphology import looks_adjectival, norm

HARD = frozenset([";", ".", "?", "!", "…", "..."])
DASHES = frozenset(["—", "–", "-", "--"])
QUOTES = frozenset("«»„“”\"'()")
INCLUDING = "including"
LONGEST = 60  # items from a word to either end of its clause; more is a list or no prose at all
REACH = 9  # items over which a list's joint is followed to the next place


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated places under one preposition ("" for none): item indices, and what of them is meant."""

    preposition: str
    indices: tuple[int, ...]
    partial: bool = False
    outskirts: bool = False
    modifier: bool = False  # hangs on a noun before it ("мер X")
    via: str = ""  # the preposition of that noun ("над радою X")


class Sentence:
    """One sentence's items with its clauses, finite verbs and place phrases, worked out once."""

    def __init__(self, items: Sequence[Item], words: Lexicon) -> None:
        self.items, self.words = items, words
        self.low = [norm(x.low) for x in items]
        self._mark_inclusions()
        self.finite = [x.kind == "word" and low in words.finite for x, low in zip(items, self.low, strict=True)]
        self.breaks = [False] * len(items)  # a sign that ends a clause
        self.opens = [False] * len(items)  # a conjunction that begins one without a sign
        self._mark_clauses()
        self.groups = self._groups()
        self._firsts = [g.indices[0] for g in self.groups]
        self.last_question = max((k for k, low in enumerate(self.low) if low == "?"), default=-1)

    # -- clauses -------------------------------------------------------------------------------------------------

    def clause(self, i: int) -> tuple[int, int]:
        """The half-open range of items of the clause that holds item `i`."""
        start, stop = i, i + 1
        first, last = max(0, i - LONGEST), min(len(self.items), i + LONGEST)
        while start > first and not self.breaks[start - 1] and not self.opens[start]:
            start -= 1
        while stop < last and not self.breaks[stop] and not self.opens[stop]:
            stop += 1
        return start, stop

    def before(self, start: int) -> tuple[int, int] | None:
        """The clause before the one that begins at `start`, unless a full stop or its like stands between."""
        k = start - 1
        while k >= 0 and self.breaks[k]:
            if self.low[k] in HARD:
                return None
            k -= 1
        return self.clause(k) if k >= 0 else None

    def _mark_inclusions(self) -> None:
        """ "в тому числі" is one joint, not a preposition with a noun."""
        for k, low in enumerate(self.low):
            if low in self.words.frames["all"]:
                for n in (3, 2):
                    if self.words.has("clause.including", " ".join(self.low[k : k + n])):
                        self.low[k : k + n] = [INCLUDING] * n

    def _mark_clauses(self) -> None:
        has = self.words.has
        for k, item in enumerate(self.items):
            low = self.low[k]
            if item.kind == "sign":
                dash = low == ":" or low in DASHES
                self.breaks[k] = low in HARD or (
                    (low == "," or dash) and not self._list_goes_on(k) and not (dash and self._predicate(k))
                )
            elif item.kind == "word" and has("clause.subordinators", low):
                self.opens[k] = k > 0
            elif item.kind == "word" and has("clause.coordinators", low) and not self._list_goes_on(k):
                self.opens[k] = self._verb(k, 1) and self._verb(k, -1)

    def _list_goes_on(self, k: int) -> bool:
        """Whether a joint at item `k` is followed by one more place, and stands in or opens a list of places."""
        if self._kind_noun(k + 1) and self._kind_noun(k + 2):
            return False  # "X, столиця провінції Y": an apposition
        ahead = k + 1
        while ahead < len(self.items) and ahead - k < REACH and self.light(ahead):
            ahead += 1
        if ahead >= len(self.items) or not self._namelike(ahead):
            return False
        behind = k - 1
        while behind >= 0 and (self.low[behind] in QUOTES or self._kind_noun(behind)):
            behind -= 1
        return (
            (behind >= 0 and (self.items[behind].kind == "number" or self._namelike(behind)))
            or behind < k - 1  # "три населені пункти: X"
            or self.low[k + 1] == INCLUDING
            or self.words.has("clause.including", self.low[k + 1])
        )

    def _namelike(self, k: int) -> bool:
        """A place, or inside a sentence a name that nobody knows for one."""
        item = self.items[k]
        return item.kind == "place" or (
            item.kind == "word" and k > 0 and item.text[0].isupper() and not item.text.isupper() and not item.quoted
        )

    def light(self, k: int) -> bool:
        """Whether an item may stand between a preposition or joint and the place it leads to."""
        item, low, has = self.items[k], self.low[k], self.words.has
        if item.kind == "number" or low in QUOTES or low == "-":
            return True
        return item.kind == "word" and (
            self._kind_noun(k)
            or self.words.noun("kinds.part", low) is not None
            or low in self.words.frames["all"]
            or has("clause.all", low)
            or has("clause.coordinators", low)
            or has("clause.numerals", low)
            or low == INCLUDING
            or (looks_adjectival(low) and not self.finite[k])
        )

    def _predicate(self, k: int) -> bool:
        """ "X — під контролем …", "Під контролем … — X": a dash that stands for "is"."""
        noun, first = self.words.noun, max(0, k - 5)
        beside = (*self.low[k + 1 : k + 5], *(() if any(self.finite[first:k]) else self.low[first:k]))
        return any(noun("words.control", low) or noun("words.hands", low) for low in beside)

    def _kind_noun(self, k: int) -> bool:
        if k >= len(self.low):
            return False
        noun, low = self.words.noun, self.low[k]
        return noun("kinds.settlement", low) is not None or noun("kinds.region", low) is not None

    def _verb(self, k: int, step: int) -> bool:
        """Whether a finite verb stands in one direction from item `k` before the next sign."""
        j = k + step
        while 0 <= j < len(self.items) and abs(j - k) <= LONGEST:
            if self.items[j].kind == "sign" and self.low[j] not in QUOTES and (step > 0 or self.breaks[j]):
                return False
            if self.finite[j]:
                return True
            j += step
        return False

    def groups_in(self, start: int, stop: int) -> list[Group]:
        """The place phrases that begin in a range of items."""
        return self.groups[bisect_left(self._firsts, start) : bisect_left(self._firsts, stop)]

    # -- places --------------------------------------------------------------------------------------------------

    def containing(self, k: int) -> bool:
        """Whether the place at item `k` is a region or the like, by its level or by the noun behind it."""
        if k + 1 < len(self.items) and self.words.noun("kinds.region", self.low[k + 1]) is not None:
            return self.words.noun("kinds.direction", self.low[k + 1]) is None
        return self.items[k].level in (Level.REGION, Level.AREA, Level.COUNTRY)

    def _groups(self) -> list[Group]:
        groups: list[Group] = []
        last: int | None = None  # the item of the last place
        for k, item in enumerate(self.items):
            if item.place is None or item.kind != "place" or item.place.role not in (Role.LOCATION, Role.METONYM):
                continue
            joined, preposition = self._joint(last, k) if last is not None else (False, False)
            if joined and not preposition and groups:
                groups[-1] = replace(groups[-1], indices=(*groups[-1].indices, k))
            elif joined or not groups or not self._address(groups[-1].indices[-1], k):
                groups.append(self._group(k))
            last = k
        return [self._settlements(g) for g in groups if not self._direction(g)]

    def _joint(self, last: int, k: int) -> tuple[bool, bool]:
        """Whether only a list's joints stand between two places, and whether a preposition is among them."""
        joined = preposition = False
        for j in range(last + 1, k):
            low = self.low[j]
            if low == "," or low == ":" or low in DASHES or self.words.has("clause.coordinators", low):
                if self.breaks[j] or self.opens[j]:
                    return False, False
                joined = True
            elif low in self.words.frames["all"]:
                preposition = True
            elif not (self.light(j) or self._namelike(j)):
                return False, False
        return joined, preposition

    def _address(self, last: int, k: int) -> bool:
        """ "X у W області", "X, W область": what contains a place and stands beside it."""
        return self.containing(k) and all(self.light(j) or self.low[j] == "," for j in range(last + 1, k))

    def _group(self, k: int) -> Group:
        """The group that a place opens: back over adjectives and kinds of place to its preposition."""
        partial = outskirts = False
        j = k - 1
        while (
            j >= 0
            and self.light(j)
            and self.low[j] not in self.words.frames["all"]
            and not (self.breaks[j] or self.opens[j + 1])
        ):
            if self.words.noun("kinds.part", self.low[j]) is not None:
                partial, outskirts = True, outskirts or self.words.noun("kinds.outskirts", self.low[j]) is not None
            j -= 1
        if j < 0 or self.breaks[j] or self.opens[j + 1]:
            return Group("", (k,), partial, outskirts)
        if self.low[j] in self.words.frames["all"]:
            return Group(self.low[j], (k,), partial, outskirts)
        listed = any(self.words.has("clause.coordinators", low) for low in self.low[j + 1 : k])
        if listed or self._may_precede(j, k):  # "аеропорт і центр X": one more object
            return Group("", (k,), partial, outskirts)
        while j > 0 and self.items[j].kind == "word" and not self.breaks[j - 1] and not self._may_precede(j, k):
            j -= 1
            if self.low[j] in self.words.frames["all"]:
                return Group("", (k,), partial, outskirts, modifier=True, via=self.low[j])
        return Group("", (k,), partial, outskirts, modifier=True)

    def _may_precede(self, j: int, k: int) -> bool:
        """Whether what stands before a bare place is a verb, an adverb or a subject, and no noun it belongs to."""
        item, low, words = self.items[j], self.low[j], self.words
        if item.kind == "actor":
            return not (j == k - 1 and item.actor is not None and item.actor.kind in ("defender", "person"))
        return (
            item.kind in ("number", "place", "sign")
            or low in words.senses
            or low in words.light
            or self.finite[j]
            or words.has("adverbs.words", low)
            or any(words.has(f"clause.{group}", low) for group in _NO_NOUNS)
            or low in words.weekdays
            or low in words.months
            or (
                low.endswith(("о", "стю", "стью", "чески")) and len(low) > 4
            )  # adverbs: "повністю", "полностью", "нещодавно"
            or words.noun("words.control", low) is not None
            or words.noun("words.hands", low) is not None  # "прибрали до рук X"
        )

    def _direction(self, group: Group) -> bool:
        """ "на Х та У напрямках": parts of the front."""
        k = group.indices[-1] + 1
        while k < len(self.items) and self.light(k) and not self._kind_noun(k):
            k += 1
        return k < len(self.items) and self.words.noun("kinds.direction", self.low[k]) is not None

    def _settlements(self, group: Group) -> Group:
        """What contains a settlement of the same list is its address."""
        inner = tuple(k for k in group.indices if not self.containing(k))
        return replace(group, indices=inner) if inner else group


_NO_NOUNS = (
    "coordinators",
    "subordinators",
    "conditional",
    "relatives",
    "hedged",
    "we",
    "they",
    "negation",
    "conditions",
)
