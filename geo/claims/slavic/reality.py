"""What in a sentence did not (yet) happen: negation, conditions, questions, plans, orders, attempts."""

from __future__ import annotations

import re

from geo.claims.slavic.clauses import Sentence
from geo.resources.slavic.lexicon import Sense
from geo.resources.slavic.morphology import looks_adjectival


def negated(s: Sentence, i: int) -> bool:
    """Whether "not" stands before the verb at item `i`, perhaps over "was" or an adverb."""
    has = s.words.has
    for j in range(i - 1, max(-1, i - 4), -1):
        if has("clause.negation", s.low[j]):
            return True
        if not any(has(f"clause.{group}", s.low[j]) for group in ("was", "again", "hedged")):
            return False
    return False


def no_longer(s: Sentence, i: int) -> bool:
    """ "більше не", "больше не" before the verb at item `i`."""
    return negated(s, i) and any(s.words.has("clause.no_longer", low) for low in s.low[max(0, i - 3) : i])


def unreal(s: Sentence, i: int, sense: Sense, start: int, stop: int) -> str | None:
    """Why what the word at item `i` of the clause start..stop tells did not (yet) happen, or None if it did."""
    has, clause = s.words.has, s.low[start:stop]
    if s.last_question > i:
        return "question"
    if any(has("clause.questions", low) for low in clause):
        return "question"
    heads = clause[:3]
    previous = s.before(start) if start and s.opens[start] else None
    if previous:  # "якщо вони захоплять X і займуть Y": the condition holds for both
        heads += s.low[previous[0] : previous[0] + 2]
    condition = next((low for low in heads if has("clause.conditions", low)), None)
    if condition:
        return f"condition: {condition}"
    if any(has("clause.conditional", low) for low in clause):
        return "conditional"
    if i and has("clause.almost", s.low[i - 1]):
        return "almost"
    if any(has("clause.will", low) for low in s.low[max(start, i - 3) : i]):
        return "future"
    if sense.form is None:
        return _noun(s, i, sense, start, stop)
    return _infinitive(s, i, start) if sense.form.kind == "infinitive" else None


def _infinitive(s: Sentence, i: int, start: int) -> str | None:
    """An infinitive happened only if what governs it says so."""
    for j in range(i - 1, max(start - 1, i - 8), -1):
        if s.words.has("real.implicatives", s.low[j]):
            return "did not manage" if negated(s, j) else None
    return "infinitive"


def _noun(s: Sentence, i: int, sense: Sense, start: int, stop: int) -> str | None:
    """A noun happened if its clause says that it did, or tells of it as of something known."""
    has, low = s.words.has, s.low
    for j in range(max(0, i - 5), stop):
        if j < start and s.breaks[j]:
            continue
        # A word of fighting governs what stands behind it ("бої за взяття"), and is no plan of itself.
        governs = j != i and not (low[j] in s.words.senses and j > i)
        plan = s.words.noun("words.plans", low[j]) is not None or has("real.governors", low[j])
        if governs and (plan or (j < i and has("clause.for", low[j]))):
            return f"governed by {low[j]!r}"
        if has("clause.future", low[j]) and not has("real.verbs", low[j]):
            return f"governed by {low[j]!r}"
    k = i - 1
    while k > start and (looks_adjectival(low[k]) or s.items[k].kind == "actor"):
        k -= 1
    before = low[k] if k >= start else ""
    if has("clause.to", before):
        return "before it"
    if has("real.prepositions", before):
        return "future" if _to_come(s, start, stop) else None
    if sense.frame == "fight" and before not in s.words.frames["all"] and not _verbal(s, start, stop):
        return None  # "В X уличные бои"
    return None if _told(s, start, stop) else "noun alone"


_PAST = re.compile(r"(?:(?<=[аеиіоуыя])в|л|ла|ло|ли|шов|шел)(?:ся|сь)?$")
_PRESENT = re.compile(r"(?:[еиуюая]т|[иую]ть|[ая]ть|[еє]ть?)(?:ся|сь)?$")


def _to_come(s: Sentence, start: int, stop: int) -> bool:
    """Whether a clause has a verb in the present or future that the lexicon does not know, and none in the past."""
    own = [low for low, item in zip(s.low[start:stop], s.items[start:stop], strict=True) if item.kind == "word"]
    if any(s.finite[start:stop]) or any(len(low) > 3 and _PAST.search(low) for low in own):
        return False
    return any(len(low) > 4 and low.endswith(("ся", "сь")) and _PRESENT.search(low) for low in own)


def _verbal(s: Sentence, start: int, stop: int) -> bool:
    """Whether a clause has a verb, known or by its ending."""
    own = [low for low, item in zip(s.low[start:stop], s.items[start:stop], strict=True) if item.kind == "word"]
    return any(s.finite[start:stop]) or any(len(w) > 3 and (_PAST.search(w) or _PRESENT.search(w)) for w in own)


def _told(s: Sentence, start: int, stop: int) -> bool:
    """Whether a clause has a verb that says a thing took place, or a verb or noun of saying."""
    noun, low = s.words.noun, s.low
    return any(
        (s.words.has("real.verbs", low[j]) and not (j and s.words.has("clause.negation", low[j - 1])))
        or low[j] in s.words.speech
        or any(noun(f"said.{group}", low[j]) for group in ("nouns_claims", "nouns_confirms", "nouns_denies"))
        for j in range(start, stop)
    )
