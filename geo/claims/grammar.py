"""Shallow syntax over the items of one sentence: closed classes of words, verb groups and clauses.

No parser and no model: closed classes of words, and rules that a person can follow in `claims --explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims.sentences import Item
from geo.model import Role
from geo.resources.lexicons import Lexicon, VerbForm

BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m"])
LINKS = BE | {"became", "become", "becomes"}
HAVE = frozenset(["has", "have", "had", "having", "'ve", "'d"])
DO = frozenset(["do", "does", "did"])
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "all",
        "both",
        "several",
        "many",
        "some",
        "other",
        "more",
        "another",
        "most",
        "any",
        "each",
    ]
)
PRONOUNS = frozenset(["it", "they", "he", "she", "we", "i", "them", "him", "us"])
POSSESSIVES = frozenset(["its", "their", "his", "her", "our", "my"])
RELATIVES = frozenset(["which", "who", "that", "whom", "where"])
SUBORDINATORS = frozenset(
    [
        "that",
        "after",
        "before",
        "while",
        "as",
        "when",
        "because",
        "although",
        "though",
        "since",
        "until",
        "unless",
        "if",
        "whether",
        "where",
        "once",
        "so",
        "whereas",
    ]
)
PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "from",
        "to",
        "into",
        "of",
        "by",
        "with",
        "for",
        "against",
        "near",
        "around",
        "over",
        "under",
        "toward",
        "towards",
        "across",
        "along",
        "through",
        "inside",
        "outside",
        "within",
        "between",
        "behind",
        "beyond",
        "off",
        "out",
        "during",
        "about",
        "above",
        "below",
        "onto",
        "via",
        "amid",
        "despite",
        "without",
        "per",
    ]
)
ADVERBS = frozenset(
    [
        "also",
        "too",
        "now",
        "still",
        "then",
        "already",
        "just",
        "again",
        "only",
        "never",
        "not",
        "n't",
        "once",
        "soon",
        "later",
        "finally",
        "fully",
        "completely",
        "entirely",
        "firmly",
        "partly",
        "partially",
        "largely",
        "even",
        "almost",
        "nearly",
        "once",
        "further",
        "meanwhile",
        "back",
        "there",
        "here",
        "today",
        "yesterday",
        "tonight",
        "no",
        "longer",
        "since",
        "all",
    ]
)
COORDINATORS = frozenset(["and", "&", "or", ",", "plus"])
BREAKS = frozenset([";", ":", "--", "—", "–", ".", "?", "!"])
QUOTES = frozenset('"“”«»„')
MARKS = frozenset("'‘’")  # quotation marks that may be apostrophes as well
HELPERS = BE | HAVE
CLAUSE_OPENERS = RELATIVES | SUBORDINATORS
PHRASE_ENDS = BREAKS | QUOTES | {","}
_BEFORE_NOUNS = DETERMINERS | POSSESSIVES | (PREPOSITIONS - {"to"}) | {"'s"}


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


# "the occupied town", "in captured trucks"; after "by", "in" and their like no finite verb stands.
_BEFORE_ADJECTIVES = frozenset(["the", "a", "an", "newly"]) | (
    PREPOSITIONS - {"to", "out", "off", "over", "on", "about", "around", "through", "along"}
)


def verb_group(items: Sequence[Item], i: int, form: VerbForm, lexicon: Lexicon) -> VerbGroup | None:
    """The verb group around a verb form at item `i`, None where the form cannot be a verb there."""
    passive = modal = negated = infinitive = perfect = pluperfect = no_longer = False
    first, j, be_seen = i, i - 1, False
    while j >= 0:
        low, kind = items[j].low, items[j].kind
        quote = kind == "sign" and (low in QUOTES or low in MARKS)
        if quote and all(is_adverb(x) or x.kind == "sign" for x in items[j + 1 : i]):
            j -= 1
            continue  # had been "fully liberated"
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
        elif low in ("declared", "proclaimed", "reported") and form.participle:
            pass  # "was declared liberated"
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
        elif not is_adverb(items[j]) and not (low in ("earlier", "later", "since") and j and items[j - 1].low in HAVE):
            break
        first, j = j, j - 1
    # Strip adverbs at the front: they belong to what comes before.
    while first < i and is_adverb(items[first]) and items[first].low not in ("not", "n't", "never"):
        first += 1
    helped = first < i and (
        passive or modal or perfect or be_seen or infinitive or any(items[k].low in DO for k in range(first, i))
    )
    before = items[first - 1] if first else None
    if not helped and before is not None and form.form in ("base", "s"):
        further = first > 1 and is_adverb(before) and items[first - 2].low in DETERMINERS
        if before.low in _BEFORE_NOUNS or before.low == "air" or further:
            return None  # "the fall", "a (further) push": a noun, not a verb
    if (
        not helped
        and before is not None
        and (before.low in _BEFORE_ADJECTIVES or _attributive(items, first - 1))
        and form.participle
    ):
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


def _attributive(items: Sequence[Item], k: int) -> bool:
    """ "the recently occupied town": the adverb at item `k` opens no verb."""
    return k > 0 and items[k].low == "recently" and items[k - 1].low in DETERMINERS


def _is_reduced(items: Sequence[Item], i: int, first: int, form: VerbForm) -> bool:
    """ "X, captured by Russian troops": the participle hangs on what stands before it."""
    after = i + 1
    while after < len(items) and is_adverb(items[after]):
        after += 1
    following = items[after].low if after < len(items) else "."
    if following == "by":
        return True
    if first == 0:
        return False
    before = items[first - 1]
    if any(x.low == "among" for x in items[max(0, first - 5) : first]) and following in PREPOSITIONS:
        return True  # "listed X and Y among the places wrested from A"
    comma = before.low == ","
    head = items[first - 2] if comma and first > 1 else before
    if head is items[0] and head.kind == "place" and following == "to":
        return True  # "X lost to A", as headlines have it
    if (
        head.kind == "place"
        and (comma or form.form == "participle")
        and (following in PREPOSITIONS or after >= len(items) or items[after].kind in ("number", "sign"))
    ):
        return not (head.place is not None and head.place.role is Role.METONYM)
    return bool(comma and form.form == "participle")


def _particle(items: Sequence[Item], i: int, particle: str) -> int | None:
    """Where a particle stands: next to the verb, or behind a short object ("pulled its soldiers out of")."""
    for k in range(i + 1, min(len(items), i + 9)):
        item = items[k]
        if item.low == particle:
            return k
        if item.low in BREAKS or (item.low == "," and k > i + 1):
            return None
        if item.kind == "place" and particle not in ("over", "back", "up"):
            return None  # "pulled X out" is nothing; "handed X over", "took X back" is
        if item.kind == "word" and item.low in PREPOSITIONS and item.low not in ("of",):
            return None
    return None


def clause_start(items: Sequence[Item], i: int) -> int:
    """Where the clause of item `i` begins: after the nearest sign or subordinator to the left."""
    for k in range(i - 1, -1, -1):
        item = items[k]
        if item.low in BREAKS or item.low in (
            "that",
            "while",
            "because",
            "although",
            "if",
            "unless",
            "whether",
            "but",
            "when",
            "after",
            "before",
            "as",
        ):
            return k + 1
    return 0
