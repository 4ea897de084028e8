"""Shallow syntax over the items of one sentence: verb groups, their subjects and objects, and what is not (yet) real.

No parser and no model: closed classes of words, and rules that a person can follow in `claims --explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

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
_AUXILIARIES = DO | HAVE


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


def unreal(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> str | None:
    """Why what a verb group tells did not (yet) happen, or None if it did."""
    if group.modal:
        return "modal verb"
    sign = next((x.low for x in items[group.last :] if x.low in ("?", ";", ":")), None)
    if sign == "?":  # "A captures X: what next?" asks nothing of the capture
        return "question"
    for k in range(group.first - 1, -1, -1):
        item = items[k]
        if item.low in BREAKS and item.low not in ("--", "—", "–"):
            break
        if item.kind == "word" and (
            item.low in ("if", "unless", "whether", "lest") or (item.low == "should" and _inverted(items[k + 1]))
        ):
            return f"condition: {item.low}"
        if item.low == "," and k < group.first - 1 and any(x.kind == "actor" for x in items[k : group.first]):
            break
    if _not_yet(items, group):
        return "a time to come"
    if wrapped := _wrapped(items, group, lexicon) or _wished(items, group, lexicon):
        return wrapped
    if group.infinitive or group.gerund:
        return _governed(items, group, lexicon)
    return None


def _inverted(following: Item) -> bool:
    """ "should the town fall": a subject behind the modal verb."""
    return following.kind in ("place", "actor") or following.low in DETERMINERS | PRONOUNS


# "could not be confirmed", "neither confirmed nor denied", "refused to confirm"
_UNTOLD = frozenset(["not", "n't", "never", "no", "neither", "refused", "declined", "unable", "impossible"])


def _wrapped(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> str | None:
    """Why the sentence around a verb takes back what it tells: "nearly", "it is not true that", "… was a lie"."""
    has, wrapping = lexicon.has, _wrapping(lexicon)
    near = items[max(0, group.first - 2) : group.verb]
    if word := next((x.low for x in near if has("irrealis.nearly", x.low)), None):
        return f"{word!r} did not happen"
    for k in range(group.first - 1, -1, -1):
        low = items[k].low
        if low not in wrapping:
            continue
        if low == "yet" and items[k - 1].low in HAVE and items[k + 1].low == "to":
            return "'yet to' be"  # "has yet to admit that …"
        if low in (".", ";") or (low == ":" and k > 3):
            break
        if has("irrealis.rumours", low) and any(x.low in ("that", "of") for x in items[k + 1 : k + 4]):
            return f"a {low!r}"
        if has("irrealis.wrongly", low):
            return f"told {low!r}"
        if (
            has("irrealis.true", low)
            and any(x.low in _UNTOLD for x in items[max(0, k - 3) : k])
            and any(x.low in ("that", "whether", "if") for x in items[k + 1 : k + 4])
        ):
            return f"not {low!r}"
        nobody = has("irrealis.nobody", low) or (low == "one" and k and items[k - 1].low == "no")
        if nobody and any(x.low == "that" for x in items[k : group.first]):
            return "nobody says so"
    for k in range(group.last + 1, min(len(items), group.last + 16)):
        if items[k].low in BREAKS:
            break
        if has("irrealis.untrue", items[k].low) and any(
            x.low in BE or has("irrealis.proved", x.low) for x in items[max(group.last, k - 4) : k]
        ):
            return f"called {items[k].low!r}"
    return None


@cache
def _wrapping(lexicon: Lexicon) -> frozenset[str]:
    """The words at which `_wrapped` stops to look; most it passes over."""
    groups = ("rumours", "wrongly", "true", "nobody")
    return frozenset(("yet", "one", ".", ";", ":")).union(*(lexicon.groups[f"irrealis.{name}"] for name in groups))


def _governed(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> str | None:
    """An infinitive or gerund is real only if what governs it says so."""
    real_by_default = group.gerund  # "fighting in X", "after taking X"
    if group.gerund and group.first > 1 and (short := _short_of(items, group.first, lexicon)):
        return short
    for k in range(group.first - 1, max(-1, group.first - 9), -1):
        item = items[k]
        if item.kind == "sign" and item.low not in QUOTES and (item.low != "," or group.gerund):
            break
        if item.kind != "word":
            continue
        if group.infinitive and k == group.first - 1 and lexicon.has("irrealis.aims", item.low):
            return f"aim of {item.low!r}"
        if group.infinitive and _ordinal(items, k):
            return None  # "the first capital to fall"
        if group.infinitive and item.low == "took" and k and items[k - 1].low == "it":
            return None  # "It took A 17 days to capture X"
        if lexicon.has("irrealis.implicatives", item.low) and not _unreal_word_before(items, k, lexicon):
            return None
        if lexicon.has("irrealis.governors", item.low):
            return f"governed by {item.low!r}"
        if group.infinitive and item.low in ("reported", "said") and items[k - 1].low in BE:
            return None  # "X is said to be under A's control"
        if group.gerund and item.low in BE:
            return None
        if group.infinitive and item.low in ("order", "as") and items[k - 1].low in ("in", "so"):
            return "purpose"
    return None if real_by_default or group.perfect else "infinitive"


def _short_of(items: Sequence[Item], first: int, lexicon: Lexicon) -> str | None:
    """ "minutes from taking X", "came close to taking X", "on the verge of taking X", "without taking X"."""
    before = items[first - 1].low
    if before in ("from", "without"):
        return f"{before!r} doing so"
    nearly = next((x.low for x in items[max(0, first - 3) : first - 1] if lexicon.has("irrealis.short", x.low)), None)
    return f"{nearly!r} of it" if nearly and before in ("to", "of", "than", "on", "at") else None


def _ordinal(items: Sequence[Item], k: int) -> bool:
    low = items[k].low
    return (low in ("first", "second", "third", "latest", "last", "next") or low.endswith("th")) and any(
        x.low in LINKS for x in items[max(0, k - 8) : k]
    )


def _not_yet(items: Sequence[Item], group: VerbGroup) -> bool:
    """ "until X is free", "once A takes X", "the day when X falls": the present tense after a word of time."""
    helpers = {x.low for x in items[group.first : group.verb + 1]}
    present = bool(helpers & {"is", "are"}) or (group.form.form in ("base", "s") and not helpers & _AUXILIARIES)
    if not present or group.infinitive or group.perfect:
        return False
    for k in range(group.first - 1, max(-1, group.first - 7), -1):
        if items[k].kind == "sign" or items[k].low in ("that", "and", "but"):
            return False
        if items[k].low in ("until", "once", "when", "before"):
            return True
    return False


def _wished(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> str | None:
    """ "demanded that A leave X", "rejected any suggestion that A give up X": the wish, unless it is told as past."""
    if "past" in group.form.form or group.perfect:
        return None
    for k in range(group.first - 1, 0, -1):
        if items[k].low in BREAKS or items[k].low == ",":
            return None
        if items[k].low == "that" and lexicon.has("irrealis.wishes", items[k - 1].low):
            return f"governed by {items[k - 1].low!r}"
    return None


def _unreal_word_before(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    return any(
        items[j].kind == "word"
        and (lexicon.has("irrealis.modals", items[j].low) or lexicon.has("negation.words", items[j].low))
        for j in range(max(0, k - 3), k)
    )
