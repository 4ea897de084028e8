"""A stretch of text that is somebody's word, and where the phrases that name somebody end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from geo.claims.grammar import BREAKS, PHRASE_ENDS, PREPOSITIONS, SUBORDINATORS
from geo.claims.sentences import Item, Sentence
from geo.claims.speakers import Speaker, can_speak
from geo.claims.timewords import WEEKDAYS
from geo.resources.lexicons import Lexicon

_BEHIND_NOUNS = PREPOSITIONS | SUBORDINATORS | {"late", "early"}
_PARTING = BREAKS | {",", "but", "and"}


@dataclass(slots=True)
class Statement:
    """A stretch of a sentence that somebody says. Offsets are those of the report."""

    speaker: Speaker
    stance: str  # the class of the verb: claims, confirms, concedes, denies, suggests, shows
    verb: int  # offset of the verb of saying
    frame: tuple[int, int]  # speaker and verb with what belongs to them: dates in it say when it was said
    scopes: list[tuple[int, int]] = field(default_factory=list)
    evidence: str | None = None
    nominal: bool = False  # "A's claim that …"
    bulletin: bool = False  # "A: …": the sentences that follow are A's too

    def covers(self, at: int) -> bool:
        for a, b in self.scopes:  # noqa: SIM110  asked of every word: a loop takes half the time of any()
            if a <= at < b:
                return True
        return False


def share(statements: list[Statement], sentence: Sentence) -> None:
    """A stretch belongs to the nearest frame: what the next speaker says ends the scope of the one before."""
    for earlier, later in pairwise(statements):
        _keep(earlier, later, sentence)
        cut = min([later.frame[0], *(a for a, _ in later.scopes if a > earlier.verb)])
        if earlier.stance == "denies" and (later.speaker.name is None or _denied(earlier, later, sentence)):
            continue  # "denied claims that …": the denial reaches over the claims
        earlier.scopes = [(a, min(b, cut)) if a >= earlier.verb and a < cut else (a, b) for a, b in earlier.scopes]
    for n, statement in enumerate(statements):
        before = statements[n - 1].verb if n else sentence.start
        statement.scopes = [(max(a, before) if a < statement.verb and n else a, b) for a, b in statement.scopes]


def _keep(earlier: Statement, later: Statement, sentence: Sentence) -> None:
    """ "A said that X, B said Y", "A claimed X, an agency reported": what A said stays A's, up to the next clause."""
    if not any(a <= earlier.frame[1] < b for a, b in earlier.scopes):
        return
    between = [x for x in sentence.items if earlier.frame[1] <= x.start < later.frame[0]]
    joined = [n for n, x in enumerate(between) if x.low in _JOINING and n and between[n - 1].low == ","]
    halves = [n for n, x in enumerate(between) if x.low == ";"]
    again = max(joined + halves, default=None)
    begin = between[again].start if again is not None else later.frame[0]
    behind = [(a, b) for a, b in later.scopes if a >= later.verb]
    before = [(max(a, begin), b) for a, b in later.scopes if a < later.verb and max(a, begin) < b]
    later.scopes = [*behind, *before]


_JOINING = frozenset(["and", "but", "while", "whereas"])


def _denied(denial: Statement, later: Statement, sentence: Sentence) -> bool:
    """Whether what somebody else says is the object of a denial: "rejected A's claim that", "posts claiming that"."""
    if later.nominal:
        return True
    between = [x for x in sentence.items if denial.verb < x.start <= later.verb]
    told = between[-1].low.endswith("ing") if between else False  # "dismissed a post by A claiming that"
    return told and not any(x.low in _PARTING for x in between)


def noun_phrase_right(items: Sequence[Item], start: int, lexicon: Lexicon) -> int | None:
    """The end of a subject that follows its verb ("…," said General Y)."""
    k = start
    while (
        k < len(items)
        and items[k].low not in PHRASE_ENDS
        and not (
            # "the Institute for the Study of War": a preposition inside a capitalised name
            not (
                k > start and items[k - 1].text[0].isupper() and any(x.text[0].isupper() for x in items[k + 1 : k + 3])
            )
            and items[k].kind == "word"
            and (items[k].low in _BEHIND_NOUNS or items[k].low in WEEKDAYS)
            and items[k].low != "of"
        )
    ):
        k += 1
    return k if k > start and k - start <= 9 and can_speak(items[start:k], lexicon) else None


def with_name(items: Sequence[Item], stop: int) -> int:
    """Where "the acting governor, Hamdullah Danishi" ends: a name explains the role before its comma."""
    if stop >= len(items) or items[stop].low != ",":
        return stop
    named = stop + 1
    while named < len(items) and (items[named].text[0].isupper() or items[named].low in _NAME_PARTICLES):
        named += 1
    closed = named == len(items) or items[named].kind == "sign" or items[named].low in PREPOSITIONS
    return named if closed and 2 <= named - stop - 1 <= 6 else stop


_NAME_PARTICLES = frozenset(["al", "el", "bin", "ibn", "van", "de", "von", "ag"])
