"""What is told of and did not (yet) happen: wishes, plans, conditions, questions, rumours and what is only made up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from geo.claims.grammar import (
    BE,
    BREAKS,
    DETERMINERS,
    DO,
    HAVE,
    LINKS,
    PRONOUNS,
    QUOTES,
    RELATIVES,
    VerbGroup,
)
from geo.claims.sentences import Item
from geo.resources.lexicons import Lexicon

_AUXILIARIES = DO | HAVE
_ALLOWING = frozenset(["let", "lets", "letting"])
_LETTING = _ALLOWING | {"see", "sees", "saw", "seen", "make", "makes", "made", "have", "watch", "watched", "help",
                        "helped"}  # fmt: skip
_MADE_UP = ("staged", "fictions")
_REACH = 16  # items between a verb and what governs it


def unreal(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> str | None:
    """Why what a verb group tells did not (yet) happen, or None if it did."""
    if group.modal:
        return "modal verb"
    sign = next((x.low for x in items[group.last :] if x.low in ("?", ";", ":")), None)
    if sign == "?":  # "A captures X: what next?" asks nothing of the capture
        return "question"
    for k in range(group.first - 1, -1, -1):
        item = items[k]
        if item.low == ":" and items[0].low in ("what", "how") and any(
            lexicon.has("irrealis.modals", x.low) for x in items[:k]
        ):
            return "only imagined"  # "What an invasion could look like: A takes X"
        if item.low in BREAKS and item.low not in ("--", "—", "–"):
            break
        if item.kind == "word" and (
            item.low in ("if", "unless", "whether", "lest") or (item.low == "should" and _inverted(items[k + 1]))
        ):
            return f"condition: {item.low}"
        if item.low == "that" and k and items[k - 1].low == "so" and group.form.form in ("base", "s"):
            return "purpose"
        if item.low == "," and k < group.first - 1 and any(x.kind == "actor" for x in items[k : group.first]):
            break
    if _not_yet(items, group):
        return "a time to come"
    if wrapped := _wrapped(items, group, lexicon) or _wished(items, group, lexicon):
        return wrapped
    if group.infinitive or group.gerund:
        return _governed(items, group, lexicon)
    if group.form.form == "base" and group.first == group.verb:
        return _bare(items, group, lexicon)
    return None


def staged(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The word by which the sentence text[start:end] tells of something staged, imagined or refuted, or None."""
    found = _made_up_words(lexicon)[0].search(text, start, end)
    return f"a {found.group().lower()!r}" if found else None


def fictional(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The word in text[start:end] that says so of the sentences behind it too, to the end of their paragraph."""
    found = _made_up_words(lexicon)[1].search(text, start, end)
    return f"a {found.group().lower()!r}" if found else None


def may_invent(text: str, lexicon: Lexicon) -> bool:
    """Whether such a word may stand anywhere in a text: a cheap look, once for a report."""
    low = text.lower()
    return any(word in low for name in _MADE_UP for word in lexicon.groups.get(f"irrealis.{name}", ()))


@cache
def _made_up_words(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    def any_of(name: str) -> re.Pattern[str]:
        words = "|".join(sorted(lexicon.groups.get(f"irrealis.{name}", ()), key=len, reverse=True))
        power = r"(?!\s+(?:\w+\s+)?(?:control|power|authority|influence)\b)"  # "exercises full control"
        return re.compile(rf"(?<![\w-])(?:{words})(?![\w-]){power}" if words else r"(?!)", re.IGNORECASE)

    staged, fictions = map(any_of, _MADE_UP)
    return staged, fictions


def _bare(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> str | None:
    """A verb without "to" that another one governs: "to retake X and drive …", "would see A leave X"."""
    first = group.first
    joined = first > 1 and items[first - 1].low in ("and", "or", "then")
    for k in range(first - 1, max(-1, first - _REACH), -1):
        low = items[k].low
        if low in BREAKS or low in RELATIVES or (items[k].kind == "sign" and not joined):
            return None
        if low == "than":
            return "rather not"  # "would rather fight than leave X"
        if low in _LETTING and not joined and items[k - 1].low not in ("a", "the", "no"):
            return "'let'" if low in _ALLOWING else _future(items, k, lexicon)
        if joined and lexicon.has("irrealis.modals", low):
            return "modal verb"
        if joined and low == "to" and items[k + 1].low not in DETERMINERS and items[k + 1].kind == "word":
            return _governed(items, replace(group, first=k, infinitive=True), lexicon)
        if joined and (actor := items[k].actor) is not None and actor.force and items[k - 1].low in (",", "and"):
            return None  # a subject of its own
    return None


def _future(items: Sequence[Item], k: int, lexicon: Lexicon) -> str | None:
    """Whether the verb at item `k` is one of what may come ("the draft would see …")."""
    before = items[max(0, k - 3) : k]
    return "modal verb" if any(lexicon.has("irrealis.modals", x.low) or x.low == "to" for x in before) else None


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
        if has("irrealis.evidence", low) and items[k - 1].low in ("no", "little", "any") and items[k + 1].low == "that":
            return f"no {low!r}"
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
    groups = ("rumours", "wrongly", "true", "nobody", "evidence")
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
        if group.gerund and item.low == "with" and any(lexicon.has("irrealis.modals", x.low) for x in items[:k]):
            return "modal verb"  # "A would leave X, with B taking over Y"
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
    if present and items[group.first - 1].low in ("we", "they", "i") and group.first:
        bargain = (x.low for x in items[group.last + 1 : group.last + 8])
        if any(low in ("when", "if", "once", "unless") for low in bargain):
            return True  # "We leave X when they leave Y"
    if not present or group.infinitive or group.perfect:
        return False
    for k in range(group.first - 1, max(-1, group.first - 7), -1):
        if items[k].kind == "sign" or items[k].low in ("that", "and", "but"):
            return False
        if items[k].low in ("until", "once", "when", "before"):
            return True
        if items[k].low in ("as", "while", "after") and any(
            items[j].low in ("is", "are") and items[j + 1].low == "to" for j in range(k)
        ):
            return True  # "A are to deploy as B leave X"
    return False


def _wished(items: Sequence[Item], group: VerbGroup, lexicon: Lexicon) -> str | None:
    """ "demanded that A leave X", "rejected any suggestion that A give up X": the wish, unless it is told as past."""
    if "past" in group.form.form or group.perfect:
        return None
    for k in range(group.first - 1, 0, -1):
        if items[k].low in BREAKS or items[k].low == ",":
            return None
        if items[k].low == "that" and (wish := _wish_before(items, k, lexicon)):
            return f"governed by {wish!r}"
    return None


def _wish_before(items: Sequence[Item], that: int, lexicon: Lexicon) -> str | None:
    """The verb of wishing that governs a "that", right before it or before a phrase ("asked in X on Monday that")."""
    for k in range(that - 1, max(-1, that - 6), -1):
        if lexicon.has("irrealis.wishes", items[k].low):
            return items[k].low
        if items[k].kind == "sign" or items[k].low in LINKS:
            return None
    return None


def _unreal_word_before(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    return any(
        items[j].kind == "word"
        and (lexicon.has("irrealis.modals", items[j].low) or lexicon.has("negation.words", items[j].low))
        for j in range(max(0, k - 3), k)
    )
