"""What a sentence says of what was told just before it: "A denied it", "The claim was confirmed by B"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from geo.claims.making import Told
from geo.claims.sentences import Item, Sentence
from geo.claims.statements import Statement
from geo.claims.timing import CHANGES
from geo.resources.lexicons import Lexicon

# "A post claims that A took X. It did not."
_FLATLY = re.compile(
    r"(?:no, |in fact,? |but )?(?:it|they|he|she|that|this|neither)"
    r"(?: (?:did|has|have|had|was|were|is|does|do)(?:n['’]t| not| never)(?: happen\w*| true| so| the case)?"
    r"| (?:is|was) (?:false|untrue|fake|wrong|a lie))[.!]?|not (?:so|true|quite)(?: fast)?[.!]?",
    re.IGNORECASE,
)
_NEARBY = 3  # characters between two sentences that follow each other
_LONGEST_NO = 40  # characters of "No, that did not happen."
_ELSEWHERE = frozenset(["of", "from", "that", "in", "on", "to", "at", "'s"])


def answer(
    told: list[Told],
    sentence: Sentence,
    statements: Sequence[Statement],
    near: Callable[[Sentence, Statement], Sequence[Item]],
    pointing: Collection[str],
    lexicon: Lexicon,
    text: str,
) -> None:
    """Add to `told` what the statements of a sentence deny or bear out of what stands before them.

    Parameters
    ----------
    near
        The items beside a verb of saying, where its object may be.
    pointing
        Words for what was told: "it", "the claim".
    text
        The sentence as it is written.
    """
    if lexicon.language == "en" and sentence.end - sentence.start < _LONGEST_NO and _FLATLY.fullmatch(text):
        _take_back(told, sentence)
    for statement in statements:
        if statement.speaker.name is None:
            continue
        if statement.stance in ("confirms", "concedes"):
            if statement is statements[0] and _points_back(sentence, statement, pointing, lexicon):
                _sign(told, sentence, statement)
        elif statement.stance == "denies":
            if any(x.low in pointing for x in near(sentence, statement)):
                _deny(told, sentence, statement)
        elif _denies(sentence, statement, lexicon):
            _deny(told, sentence, statement)


def _take_back(told: list[Told], sentence: Sentence) -> None:
    """Let the outlet's "It did not" deny what was told just before; what a party claimed stays beside it."""
    for n, one in told_before(told, sentence):
        denial = replace(one, sentence=sentence, statement=None, happening=replace(one.happening, negated=True))
        if one.statement is not None and one.statement.speaker.side is not None:
            told.append(denial)
        else:
            told[n] = denial


def told_before(told: Sequence[Told], sentence: Sentence) -> list[tuple[int, Told]]:
    """What the sentence right before told, with its places in `told`."""
    return [(n, one) for n, one in _lately(told, sentence) if one.sentence is not sentence]


def _lately(told: Sequence[Told], sentence: Sentence) -> Iterator[tuple[int, Told]]:
    first = len(told)
    while first and sentence.start - told[first - 1].sentence.end < _NEARBY:
        first -= 1
    return enumerate(told[first:], first)


def beside(sentence: Sentence, statement: Statement) -> list[Item]:
    """What stands right behind a verb of saying, and before who says it: "…, a claim that A denied"."""
    before = [x for x in sentence.items if x.end <= statement.frame[0]][-2:]
    after = [x for x in sentence.items if x.start > statement.verb][:4]
    passive = [x for x in sentence.items if x.start < statement.verb <= statement.frame[0]][:3]
    return [*before, *passive, *after]  # "The claim was denied by A"


def _deny(told: list[Told], sentence: Sentence, statement: Statement) -> None:
    here = [one for _, one in _lately(told, sentence) if one.sentence is sentence]
    if any(statement.covers(one.happening.trigger[0]) for one in here):
        return
    side = statement.speaker.side
    before = [one for _, one in told_before(told, sentence)]
    for one in (*before, *(t for t in here if t.happening.trigger[0] < statement.verb)):
        said_by = one.statement.speaker.side if one.statement else None
        if one.happening.event in CHANGES and (side is None or side != said_by):
            told.append(replace(one, sentence=sentence, statement=replace(statement, stance="denies")))


def _sign(told: list[Told], sentence: Sentence, statement: Statement) -> None:
    """Let what was told just before be A's word as well."""
    here = [
        (n, one)
        for n, one in _lately(told, sentence)
        if one.sentence is sentence and one.statement is None and one.happening.trigger[1] < statement.frame[0]
    ]
    for n, one in here or told_before(told, sentence):
        if one.happening.event not in CHANGES or (one.statement and one.statement.speaker == statement.speaker):
            continue
        if one.statement is None:
            told[n] = replace(one, statement=statement)
        else:
            told.append(replace(one, sentence=sentence, statement=statement))


def _points_back(sentence: Sentence, statement: Statement, pointing: Collection[str], lexicon: Lexicon) -> bool:
    """ "A confirmed it", "A acknowledged the loss", "The claim was confirmed by A": nothing that the sentence tells."""
    passive = statement.frame[0] >= statement.verb
    words = [x.low for x in sentence.items if (x.start < statement.verb if passive else x.start > statement.verb)]
    if words and words[0] in ("the", "this", "its", "their"):
        words = words[1:]
    noun, after = (*words[:2], ".", ".")[:2]
    told = noun in pointing or noun in lexicon.nouns
    return told and noun != "that" and after not in _ELSEWHERE


def _denies(sentence: Sentence, statement: Statement, lexicon: Lexicon) -> bool:
    """ "This is a lie," and "It is not true that", said A."""
    said = {x.low for x in sentence.items}
    if "not" not in said and said.isdisjoint(lexicon.groups["irrealis.untrue"]):
        return False
    words = [x for x in sentence.items if statement.covers(x.start) and x.kind != "sign"]
    opening = next((n for n, x in enumerate(words) if x.low in ("this", "that", "it")), None)
    if opening is None or not any(x.low in ("is", "was", "'s") for x in words[opening + 1 : opening + 2]):
        return False
    rest = [x.low for x in words[opening + 2 : opening + 7]]
    untrue = any(lexicon.has("irrealis.untrue", low) for low in rest)
    return untrue or ("not" in rest and any(low in ("true", "correct", "so", "case") for low in rest))
