"""Shallow syntax over the items of one sentence: verb groups, their subjects and objects, and what is not (yet) real.

No parser and no model: closed classes of words, and rules that a person can follow in `claims --explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims.sentences import Item
from geo.model import Level, Role
from geo.resources.lexicons import Lexicon, VerbForm

BE = frozenset("is are was were be been being am 's 're 'm".split())
HAVE = frozenset("has have had having 've 'd".split())
DO = frozenset("do does did".split())
DETERMINERS = frozenset("the a an this that these those its their his her our my your all both several many some other more another most any each".split())
PRONOUNS = frozenset("it they he she we i them him us".split())
POSSESSIVES = frozenset("its their his her our my".split())
RELATIVES = frozenset("which who that whom where".split())
SUBORDINATORS = frozenset("that after before while as when because although though since until unless if whether where once so whereas".split())
PREPOSITIONS = frozenset("in on at from to into of by with for against near around over under toward towards across along through inside outside within between behind beyond off out during about above below onto via amid despite without per".split())
ADVERBS = frozenset("also now still then already just again only never not n't once soon later finally fully completely entirely firmly partly partially largely even almost nearly once further meanwhile back there here today yesterday tonight no longer since all".split())
COORDINATORS = frozenset(["and", "&", "or", ",", "plus"])
BREAKS = frozenset([";", ":", "--", "—", "–", ".", "?", "!"])
QUOTES = frozenset("\"“”«»„")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb and what its helpers say. `first` and `last` are item indices of the whole group."""

    first: int
    verb: int
    last: int
    form: VerbForm
    passive: bool = False
    modal: bool = False
    negated: bool = False
    infinitive: bool = False
    perfect: bool = False
    pluperfect: bool = False
    gerund: bool = False
    reduced: bool = False  # a participle that hangs on the noun before it
    no_longer: bool = False


def is_adverb(item: Item) -> bool:
    return item.kind == "word" and (item.low in ADVERBS or (item.low.endswith("ly") and len(item.low) > 4))


def verb_group(items: Sequence[Item], i: int, form: VerbForm, lexicon: Lexicon) -> VerbGroup | None:
    """The verb group around a verb form at item `i`, None where the form cannot be a verb there."""
    passive = modal = negated = infinitive = perfect = pluperfect = no_longer = False
    first, j, be_seen = i, i - 1, False
    while j >= 0:
        low, kind = items[j].low, items[j].kind
        if kind != "word":
            break
        if low in ("not", "n't", "never", "nor"):
            negated = True
        elif low == "longer" and j and items[j - 1].low == "no":
            no_longer, j = True, j - 1
        elif low in BE and not (low == "'s" and form.form == "base"):
            be_seen = True
            passive = passive or (form.participle and low != "'s" and not perfect)
            if low == "'s" and form.participle:
                passive = True
        elif low in ("get", "got", "gets", "getting") and form.participle:
            passive = True
        elif low in HAVE:
            perfect, pluperfect = True, pluperfect or low in ("had", "'d")
        elif low in DO:
            pass
        elif lexicon.has("irrealis.modals", low):
            modal = True
        elif low == "to" and (form.form == "base" or be_seen or perfect):
            infinitive = True
            first = j
            break
        elif not is_adverb(items[j]):
            break
        first, j = j, j - 1
    # Strip adverbs at the front: they belong to what comes before.
    while first < i and is_adverb(items[first]) and items[first].low not in ("not", "n't", "never"):
        first += 1
    helped = first < i and (passive or modal or perfect or be_seen or infinitive or any(items[k].low in DO for k in range(first, i)))
    before = items[first - 1] if first else None
    if not helped and before is not None and before.kind == "word" and form.form in ("base", "s"):
        # "the fall", "a push", "Russian attacks": a noun, not a verb.
        if before.low in DETERMINERS or before.low in POSSESSIVES or before.low in PREPOSITIONS - {"to"} or before.low == "'s":
            return None
    if not helped and before is not None and before.low in ("the", "a", "an", "newly", "recently", "of") and form.participle:
        return None  # "the occupied town"
    last = i
    if form.particle:
        place = _particle(items, i, form.particle)
        if place is None:
            return None
        last = place if place == i + 1 else i
    reduced = False
    if not helped and form.participle and form.form != "ing":
        reduced = _is_reduced(items, i, first, form)
        passive = reduced
    if not helped and form.form == "participle" and not reduced:
        return None
    return VerbGroup(first, i, last, form, passive=passive, modal=modal, negated=negated, infinitive=infinitive,
                     perfect=perfect, pluperfect=pluperfect, gerund=form.form == "ing" and not be_seen,
                     reduced=reduced, no_longer=no_longer)  # fmt: skip


def _is_reduced(items: Sequence[Item], i: int, first: int, form: VerbForm) -> bool:
    """"Lysychansk, captured by Russian troops": the participle hangs on what stands before it."""
    after = i + 1
    while after < len(items) and is_adverb(items[after]):
        after += 1
    following = items[after].low if after < len(items) else "."
    if following == "by":
        return True
    if first == 0:
        return False
    before = items[first - 1]
    comma = before.low == ","
    head = items[first - 2] if comma and first > 1 else before
    if head.kind == "place" and (comma or form.form == "participle") and (following in PREPOSITIONS or after >= len(items) or items[after].kind in ("number", "sign")):
        return not (head.place is not None and head.place.role is Role.METONYM)
    return bool(comma and form.form == "participle")


def _particle(items: Sequence[Item], i: int, particle: str) -> int | None:
    """Where a particle stands: next to the verb, or behind a short object ("pulled its soldiers out of")."""
    for k in range(i + 1, min(len(items), i + 9)):
        item = items[k]
        if item.low == particle:
            return k
        if item.kind == "place" or item.low in BREAKS or (item.low == "," and k > i + 1):
            return None
        if item.kind == "word" and item.low in PREPOSITIONS and item.low not in ("of",):
            return None
    return None


def clause_start(items: Sequence[Item], i: int) -> int:
    """Where the clause of item `i` begins: after the nearest sign or subordinator to the left."""
    for k in range(i - 1, -1, -1):
        item = items[k]
        if item.low in BREAKS or item.low in ("that", "while", "because", "although", "if", "unless", "whether", "but", "when", "after", "before", "as"):
            return k + 1
    return 0


def unreal(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> str | None:
    """Why what a verb group tells did not (yet) happen, or None if it did."""
    has = lexicon.has
    if group.modal:
        return "modal verb"
    if items[-1].low == "?" or any(it.low == "?" for it in items[group.last : group.last + 25]):
        return "question"
    for k in range(group.first - 1, -1, -1):
        item = items[k]
        if item.low in BREAKS and item.low not in ("--", "—", "–"):
            break
        if item.kind == "word" and (item.low in ("if", "unless", "whether", "lest") or (item.low == "should" and k == 0)):
            return f"condition: {item.low}"
        if item.low == "," and k < group.first - 1 and any(x.kind == "actor" for x in items[k:group.first]):
            break
    if group.infinitive or group.gerund:
        return _governed(items, group, has)
    return None


def _governed(items: Sequence[Item], group: VerbGroup, has: object) -> str | None:
    """An infinitive or gerund is real only if what governs it says so."""
    assert callable(has)
    real_by_default = group.gerund  # "fighting in X", "after taking X"
    for k in range(group.first - 1, max(-1, group.first - 9), -1):
        item = items[k]
        if item.kind == "sign" and item.low not in QUOTES and item.low != ",":
            break
        if item.kind != "word":
            continue
        if has("irrealis.implicatives", item.low) and not _unreal_word_before(items, k, has):
            return None
        if has("irrealis.governors", item.low):
            return f"governed by {item.low!r}"
        if group.gerund and item.low in BE:
            return None
        if group.infinitive and item.low in ("order", "as") and items[k - 1].low in ("in", "so"):
            return "purpose"
    return None if real_by_default or group.perfect else "infinitive"


def _unreal_word_before(items: Sequence[Item], k: int, has: object) -> bool:
    assert callable(has)
    return any(
        items[j].kind == "word" and (has("irrealis.modals", items[j].low) or has("negation.words", items[j].low))
        for j in range(max(0, k - 3), k)
    )


# -- places beside a verb ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Places:
    """Coordinated places: item indices, and whether only a part of them is meant."""

    indices: tuple[int, ...]
    partial: bool = False
    outskirts: bool = False


NOWHERE = Places(())


def object_places(items: Sequence[Item], start: int, lexicon: Lexicon, *, loose: bool = False) -> Places:
    """The places of a noun phrase that begins at item `start` ("the strategic town of X, Y and Z").

    With `loose`, any words may stand between as long as no new clause begins (used after prepositions).
    """
    has = lexicon.has
    k, partial, outskirts, unknown, noun_seen = start, False, False, 0, False
    while k < len(items):
        item = items[k]
        if item.kind == "place":
            return _coordinated(items, k, partial, outskirts)
        if item.kind == "actor":
            if item.actor and item.actor.kind == "demonym" and not item.actor.force:
                k += 1
                continue  # "the Ukrainian city of X"
            following = items[k + 1].low if k + 1 < len(items) else ""
            if following == "'s":
                k += 2
                continue  # "Ukraine's city of X"
            return NOWHERE
        if item.kind == "number":
            k += 1
            continue
        if item.kind == "sign":
            if item.low in QUOTES or item.low == "-":
                k += 1
                continue
            return NOWHERE
        low = item.low
        if has("words.part_nouns", low) or has("words.place_nouns", low):
            partial = partial or (has("words.partial", low) and not (low in ("centre", "center", "heart") and has("words.place_nouns", low) and False))
            outskirts = outskirts or has("words.outskirts", low)
            noun_seen, unknown = True, 0
        elif low == "of" and noun_seen:
            pass
        elif low == "of" and unknown:
            if not loose:
                return NOWHERE  # "took prisoners of X" takes no place; "above the city hall of X" is at X
        elif low in PREPOSITIONS or low in SUBORDINATORS or low in ("and", "or", "but", "who", "which"):
            if not (low in ("in", "on", "at") and partial and noun_seen):
                return NOWHERE
        elif low in DETERMINERS or is_adverb(item) or low == "'s":
            pass
        else:
            unknown += 1
            if unknown > (4 if loose else 3) or has("words.force_nouns", low):
                return NOWHERE
        k += 1
    return NOWHERE


def _coordinated(items: Sequence[Item], k: int, partial: bool, outskirts: bool) -> Places:
    """A list of places from item `k` on: "X, Y and the village of Z in W region" without W."""
    found, at = [k], k + 1
    while at < len(items):
        step = at
        if items[step].low == "(":  # a gloss
            while step < len(items) and items[step].low != ")":
                step += 1
            step += 1
        joined = False
        while step < len(items) and (items[step].low in COORDINATORS or items[step].low in ("well", "as", "then", "along", "together", "with")):
            joined, step = True, step + 1
        if not joined:
            break
        skipped = 0
        while step < len(items) and items[step].kind == "word" and skipped < 5 and (
            items[step].low in DETERMINERS or items[step].low in _LIST_WORDS or items[step].low == "of" or is_adverb(items[step])
            or items[step].low in ("nearby", "neighbouring", "neighboring", "strategic", "small", "key")
        ):
            step, skipped = step + 1, skipped + 1
        if step < len(items) and items[step].kind == "place":
            found.append(step)
            at = step + 1
            continue
        break
    levels = {items[f].place.level for f in found if items[f].place}
    if Level.SETTLEMENT in levels and len(found) > 1:
        # "Lyman, Donetsk region": what contains a settlement is its address, unless it stands after "and".
        found = [f for f in found if _is_settlement(items[f]) or items[f - 1].low == "and"]
    return Places(tuple(found), partial, outskirts)


_LIST_WORDS = frozenset("town towns city cities village villages settlement settlements hamlet port".split())


def _is_settlement(item: Item) -> bool:
    return item.place is not None and item.place.level in (Level.SETTLEMENT, Level.FACILITY, None)


def subject_places(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> Places:
    """The places that are the subject of a verb group, or the noun a reduced participle hangs on."""
    k = group.first - 1
    while k >= 0 and (is_adverb(items[k]) or items[k].low in QUOTES):
        k -= 1
    if k < 0:
        return NOWHERE
    relative = items[k].low in ("which", "that")
    if relative:
        k -= 1
        if k >= 0 and items[k].low == ",":
            k -= 1
    elif items[k].low == ",":
        if group.reduced:
            k -= 1
        else:
            k = _before_insertion(items, k)
    elif items[k].low in ("and", "but") and not group.reduced:
        return NOWHERE
    if k >= 0 and items[k].low == ")":
        while k >= 0 and items[k].low != "(":
            k -= 1
        k -= 1
    inserted = _inserted_list(items, group.first - 1) if group.first and items[group.first - 1].low == "," else ()
    if inserted:
        return Places(inserted)  # "Two villages in W region, X and Y, were freed"
    while k >= 3 and _containing(items[k]) and items[k - 1].low in ("in", "of"):
        # "The town of X in W region is …": W is the address.
        step = k - 2 - (items[k - 2].low == ",")
        while step > 0 and items[step].kind == "word" and items[step].low in ("the", "north", "south", "east", "west", "centre", "north-east", "north-west", "south-east", "south-west", "of", "in"):
            step -= 1
        if items[step].kind != "place":
            break
        k = step
    if k < 0:
        return NOWHERE
    if items[k].kind == "place" and _containing(items[k]) and k > 1 and items[k - 1].low == "of" and not (
        lexicon.has("words.place_nouns", items[k - 2].low) or lexicon.has("words.part_nouns", items[k - 2].low)
    ):
        return NOWHERE  # "3,000 square kilometres of W region were freed"
    if items[k].kind != "place":
        # "X and Y regions were", "the city of X itself was"
        if items[k].kind == "word" and (lexicon.has("words.place_nouns", items[k].low) or items[k].low in ("itself", "both")) and k and items[k - 1].kind == "place":
            k -= 1
        else:
            return NOWHERE
    found = [k]
    while True:
        j = found[-1] - 1
        while j >= 0 and items[j].kind == "word" and (items[j].low in ("the", "of") or items[j].low in _LIST_WORDS):
            j -= 1
        if j >= 1 and items[j].low in COORDINATORS:
            m = j - 1
            if items[j].low == "and" and items[m].low == ",":
                m -= 1
            if m >= 0 and items[m].kind == "place":
                found.append(m)
                continue
        break
    head = found[-1] - 1
    while head >= 0 and items[head].low in ("the", "of", "'s") or (head >= 0 and items[head].kind == "word" and items[head].low in _LIST_WORDS):
        head -= 1
    before = items[head].low if head >= 0 else ""
    if before in ("in", "near", "around", "at", "on", "from", "to", "into", "outside", "towards", "toward", "by", "against") and not (relative or group.reduced):
        return NOWHERE  # "troops in X were surrounded"
    settlements = [f for f in found if _is_settlement(items[f])]
    return Places(tuple(sorted(settlements or found)))


def _containing(item: Item) -> bool:
    return item.place is not None and item.place.level in (Level.REGION, Level.AREA, Level.COUNTRY)


def _inserted_list(items: Sequence[Item], k: int) -> tuple[int, ...]:
    """The settlements listed between two commas, the second at item `k`, where nothing else stands there."""
    found: list[int] = []
    for j in range(k - 1, max(-1, k - 30), -1):
        item = items[j]
        if item.kind == "place":
            if not _is_settlement(item):
                return ()
            found.append(j)
        elif item.low == "," and items[j - 1].kind != "place":
            return tuple(sorted(found))
        elif item.low == "," and j and _containing(items[j - 1]):
            return tuple(sorted(found)) if len(found) > 1 or items[k - 1].kind == "place" else ()
        elif item.low not in COORDINATORS and not (item.kind == "word" and (item.low in _LIST_WORDS or item.low in ("the", "of"))):
            return ()
    return ()


def _before_insertion(items: Sequence[Item], k: int) -> int:
    """From a comma before a verb, the item before the inserted phrase ("X, capital of Y, was taken")."""
    for j in range(k - 1, max(-1, k - 20), -1):
        if items[j].low == ",":
            return j - 1
        if items[j].low in BREAKS:
            return -1
    return -1


def after_prepositions(items: Sequence[Item], start: int, prepositions: Sequence[tuple[str, ...]], lexicon: Lexicon, *,
                       reach: int = 12) -> Places:  # fmt: skip
    """The places after one of some prepositions, within the clause that holds item `start`."""
    k = start
    while k < min(len(items), start + reach):
        item = items[k]
        if item.low in BREAKS or (item.kind == "word" and item.low in RELATIVES | {"while", "because", "although", "but"}):
            break
        for words in prepositions:
            if tuple(x.low for x in items[k : k + len(words)]) == words:
                places = object_places(items, k + len(words), lexicon, loose=True)
                if places.indices:
                    return places
        k += 1
    return NOWHERE
