"""Who says what: the speaker, the stance their verb commits them to, and the stretch of text that is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from geo.claims.actors import Cast
from geo.claims.grammar import (
    ADVERBS,
    BE,
    BREAKS,
    DETERMINERS,
    HAVE,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES,
    SUBORDINATORS,
    is_adverb,
)
from geo.claims.sentences import Item, Mention, Sentence
from geo.claims.timewords import MONTHS, WEEKDAYS
from geo.model import Role
from geo.resources.lexicons import Lexicon


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody quoted, as printed, and their side. `name` is None for the outlet itself."""

    name: str | None
    side: str | None
    outlet: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Recent:
    """Who spoke last, and which person did: "he" and "she" are persons, "it" and "they" may be a ministry."""

    speaker: Speaker | None = None
    person: Speaker | None = None

    def then(self, speaker: Speaker) -> Recent:
        return Recent(speaker, speaker if speaker.person else self.person)

    def meant_by(self, pronoun: str) -> Speaker | None:
        return (self.person or self.speaker) if pronoun in ("he", "she") else self.speaker


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

    def covers(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.scopes)


def find(sentence: Sentence, cast: Cast, lexicon: Lexicon, last: Recent) -> list[Statement]:
    """The statements of a sentence, left to right. `last` is who "he", "she", "it" and "they" may be."""
    items = sentence.items
    statements: list[Statement] = []
    boundary = 0
    prefixed = _prefixed(sentence, cast, lexicon)
    if prefixed is not None:
        statements.append(prefixed)
        last = last.then(prefixed.speaker)
        boundary = next(k for k, x in enumerate(items) if x.start == prefixed.verb) + 1
    for i, item in enumerate(items):
        if item.kind != "word" or (prefixed is not None and item.start < prefixed.verb):
            continue
        statement = None
        if item.low in lexicon.speech and not (i and item.text[0].isupper()):
            statement = _verbal(sentence, i, cast, lexicon, last, boundary)
        if (item.low == "according" and i + 1 < len(items) and items[i + 1].low == "to") or (
            lexicon.has("speech.accounts", item.low)
            and i + 1 < len(items)
            and items[i + 1].low == "of"
            and any(x.low in ("by", "in") for x in items[max(0, i - 2) : i])
        ):
            statement = _according(sentence, i, i + 2, cast, lexicon)
        elif statement is None and (
            lexicon.has("speech.nouns_claims", item.low)
            or lexicon.has("speech.nouns_denies", item.low)
            or lexicon.has("speech.nouns_confirms", item.low)
        ):
            statement = _nominal(sentence, i, cast, lexicon)
        if statement is not None:
            statements.append(statement)
            if statement.speaker.name and not statement.speaker.outlet:
                last = last.then(statement.speaker)
            boundary = i + 1
    _share(statements, sentence)
    return statements


def _share(statements: list[Statement], sentence: Sentence) -> None:
    """A stretch belongs to the nearest frame: what the next speaker says ends the scope of the one before."""
    for earlier, later in pairwise(statements):
        cut = min([later.frame[0], *(a for a, _ in later.scopes if a > earlier.verb)])
        denied = earlier.stance == "denies"
        if denied and (later.speaker.name is None or later.nominal):
            continue  # "denied claims that …": the denial reaches over the claims
        earlier.scopes = [(a, min(b, cut)) if a >= earlier.verb and a < cut else (a, b) for a, b in earlier.scopes]
    for n, statement in enumerate(statements):
        before = statements[n - 1].verb if n else sentence.start
        statement.scopes = [(max(a, before) if a < statement.verb and n else a, b) for a, b in statement.scopes]


def _verbal(sentence: Sentence, i: int, cast: Cast, lexicon: Lexicon, last: Recent, boundary: int) -> Statement | None:
    items = sentence.items
    stance, form = lexicon.speech[items[i].low]
    begin = i
    helpers: set[str] = set()
    while (
        begin > boundary
        and items[begin - 1].kind == "word"
        and not (items[begin - 1].low == "'s" and form.form == "base")
        and (
            items[begin - 1].low in HAVE | BE | {"did", "do", "does", "not", "n't", "to"}
            or is_adverb(items[begin - 1])
            or lexicon.has("irrealis.modals", items[begin - 1].low)
        )
    ):
        begin -= 1
        helpers.add(items[begin].low)
    if helpers & {"to"} or any(lexicon.has("irrealis.modals", h) for h in helpers):
        return None
    passive = bool(helpers & BE) and form.participle
    before = items[begin - 1] if begin else None
    if form.form in ("base", "s") and before is not None and before.low in DETERMINERS | {"'s", "of"}:
        return None  # "the claim", "Kyiv's claim"
    if form.form in ("base", "s") and before is not None and before.actor and before.actor.kind == "demonym":
        return None  # "Russian claims", "Russian state media"
    if form.form == "ing" and stance not in ("shows",) and not helpers & BE:
        return _participial(sentence, i, stance, last)
    if stance == "shows":
        return _showing(sentence, i, lexicon)
    if passive:
        return None
    start = _speaker_start(items, begin, boundary, lexicon)
    phrase = items[start:begin]
    if (before is None or before.low in QUOTES or before.low == ",") and not _speakers(phrase, lexicon):
        return _inverted(sentence, i, stance, cast, lexicon, last, boundary)
    speaker = last.speaker if before is not None and before.low == "and" and boundary else None
    if speaker is None:  # otherwise "… rejected X and added Y"
        speaker = _speaker(phrase, cast, lexicon, last)
    if speaker is None:
        return None
    frame_start = items[start].start if start < len(items) else items[i].start
    stop = _frame_end(items, i, lexicon)
    scopes = [(items[i].end, sentence.end)]
    opening = start
    while opening > boundary and items[opening - 1].low in DETERMINERS:
        opening -= 1
    trailing = opening > boundary and (items[opening - 1].low == "," or items[opening - 1].low in QUOTES)
    if trailing:
        scopes.append((items[boundary].start, frame_start))
    evidence = "images" if any(lexicon.has("speech.images", x.low) for x in items[i : i + 6]) else None
    return Statement(speaker, stance, items[i].start, (frame_start, stop), scopes, evidence)


def _inverted(
    sentence: Sentence, i: int, stance: str, cast: Cast, lexicon: Lexicon, last: Recent, boundary: int
) -> Statement | None:
    """ "…," said General Y: the speaker follows the verb."""
    items = sentence.items
    stop = _noun_phrase_right(items, i + 1, lexicon)
    speaker = _speaker(items[i + 1 : stop], cast, lexicon, last) if stop else None
    if stop is None or speaker is None:
        return None
    frame = (items[i].start, items[min(stop + 4, len(items) - 1)].end)
    before = (items[boundary].start, items[i].start)
    return Statement(speaker, stance, items[i].start, frame, [before, (items[stop - 1].end, sentence.end)])


def _participial(sentence: Sentence, i: int, stance: str, last: Recent) -> Statement | None:
    """ ", adding that …", ", claiming …": the speaker or subject just named goes on."""
    items = sentence.items
    if last.speaker is None or i == 0 or items[i - 1].low != ",":
        return None
    return Statement(
        last.speaker, stance, items[i].start, (items[i].start, items[i].end), [(items[i].end, sentence.end)]
    )


def _speakers(phrase: Sequence[Item], lexicon: Lexicon) -> bool:
    return any(
        x.kind == "actor"
        or x.low in PRONOUNS
        or lexicon.has("speech.speakers", x.low)
        or (x.kind == "word" and x.text[0].isupper() and x.low not in DETERMINERS)
        or (x.kind == "place" and x.place is not None and x.place.role is Role.METONYM)
        for x in phrase
    )


def _speaker_start(items: Sequence[Item], begin: int, boundary: int, lexicon: Lexicon) -> int:
    """Where the subject of a verb of saying begins."""
    k = begin
    if k > boundary and items[k - 1].low == ",":  # an apposition closes before the verb
        j = k - 2
        while j >= boundary and not (items[j].low == "," and j - 1 >= boundary) and items[j].low not in BREAKS | QUOTES:
            j -= 1
        if j > boundary and items[j].low == ",":
            k = j
    while k > boundary:
        item = items[k - 1]
        if item.low in BREAKS or item.low in QUOTES:
            break
        if item.low == ",":
            # "residents, local officials and a source said": a list goes on over the comma.
            segment = items[k:begin]
            earlier = list(items[max(boundary, k - 5) : k - 1])
            if not (any(x.low == "and" for x in segment) and earlier and _is_list_member(items, k - 1, boundary)):
                break
        if item.kind == "word" and (
            item.low in SUBORDINATORS | {"but", "then", "yet"}
            or (item.low == "and" and not _speakers(items[max(boundary, k - 4) : k - 1], lexicon))
        ):
            break
        if (
            item.kind == "word"
            and item.low != "'s"
            and (item.low in BE | HAVE or item.low in lexicon.speech)
            and not lexicon.has("speech.speakers", item.low)
        ):
            break
        k -= 1
    while k < begin and (
        items[k].low in ("the", "a", "an", "and", "but", "meanwhile", "however", ",") or is_adverb(items[k])
    ):
        k += 1
    return k


def _is_list_member(items: Sequence[Item], comma: int, boundary: int) -> bool:
    """Whether the stretch before a comma is one bare noun phrase ("…, residents,")."""
    j = comma - 1
    while j >= boundary and items[j].low not in BREAKS | QUOTES | {","}:
        if items[j].low in PREPOSITIONS | BE | HAVE:
            return False
        j -= 1
    return comma - 1 - j <= 4


def _noun_phrase_right(items: Sequence[Item], start: int, lexicon: Lexicon) -> int | None:
    """The end of a subject that follows its verb ("…," said General Y)."""
    k = start
    while (
        k < len(items)
        and items[k].low not in BREAKS | QUOTES | {","}
        and not (
            # "the Institute for the Study of War": a preposition inside a capitalised name
            not (
                k > start and items[k - 1].text[0].isupper() and any(x.text[0].isupper() for x in items[k + 1 : k + 3])
            )
            and items[k].kind == "word"
            and (items[k].low in PREPOSITIONS | SUBORDINATORS | {"late", "early"} or items[k].low in WEEKDAYS)
            and items[k].low != "of"
        )
    ):
        k += 1
    return k if k > start and k - start <= 9 and _speakers(items[start:k], lexicon) else None


def _frame_end(items: Sequence[Item], i: int, lexicon: Lexicon) -> int:
    """How far "said … on Saturday in his address" reaches: to "that", a sign, or the next subject."""
    k = i + 1
    while k < len(items):
        item = items[k]
        if (
            item.low in BREAKS | QUOTES | {","}
            or item.low in SUBORDINATORS
            or (item.kind == "place" and items[k - 1].low not in PREPOSITIONS | DETERMINERS)
        ):
            break
        if item.kind == "actor" or item.low in PRONOUNS or item.low in lexicon.verbs:
            break
        if item.low in ("the", "its", "their", "his") and items[k - 1].low not in PREPOSITIONS:
            break
        k += 1
    return items[k - 1].end


def _according(sentence: Sentence, i: int, start: int, cast: Cast, lexicon: Lexicon) -> Statement | None:
    """ "according to X", "by the estimate of X": the whole sentence is X's."""
    items = sentence.items
    stop = _noun_phrase_right(items, start, lexicon)
    if stop is None:
        return None
    if stop < len(items) and items[stop].low == ",":  # "the acting governor, Hamdullah Danishi": with his name
        named = stop + 1
        while named < len(items) and items[named].text[0].isupper() and items[named].kind != "place":
            named += 1
        stop = named if 2 <= named - stop - 1 <= 4 else stop
    speaker = _speaker(items[start:stop], cast, lexicon, Recent())
    if speaker is None:
        return None
    return Statement(
        speaker, "claims", items[i].start, (items[i].start, items[stop - 1].end), [(sentence.start, sentence.end)]
    )


def _prefixed(sentence: Sentence, cast: Cast, lexicon: Lexicon) -> Statement | None:
    """ "General Staff: the enemy attacked near X": a bulletin that names its speaker before a colon."""
    items = sentence.items
    colon = next((k for k, x in enumerate(items[:12]) if x.low == ":"), None)
    if colon is None or colon == 0 or any(x.kind == "number" for x in items[: min(colon, 3)]):
        return None
    head = items[:colon]
    verbs = any(x.low in lexicon.speech or x.low in BE for x in head if x.kind == "word")
    places = all(x.kind == "place" for x in head) and not any(x.place and x.place.role is Role.METONYM for x in head)
    if verbs or places or not _speakers(head, lexicon):
        return None
    speaker = _speaker(head, cast, lexicon, Recent())
    if speaker is None or (speaker.side is None and len(head) > 6):
        return None
    frame = (sentence.start, items[colon].end)
    return Statement(speaker, "claims", items[colon].start, frame, [(items[colon].end, sentence.end)])


def _nominal(sentence: Sentence, i: int, cast: Cast, lexicon: Lexicon) -> Statement | None:
    """ "Kyiv's claim to have entered X", "an admission by the ministry that …", "reports that …"."""
    items = sentence.items
    low = items[i].low
    if any(lexicon.has("negation.contrary", x.low) for x in items[max(0, i - 3) : i]):
        # "contrary to reports that …": nobody in particular is contradicted
        return Statement(
            Speaker(None, None),
            "denies",
            items[i].start,
            (items[i].start, items[i].end),
            [(items[i].end, sentence.end)],
        )
    stance = (
        "denies"
        if lexicon.has("speech.nouns_denies", low)
        else "confirms"
        if lexicon.has("speech.nouns_confirms", low)
        else "claims"
    )
    after = items[i + 1].low if i + 1 < len(items) else "."
    owner: Mention | None = None
    start = i
    for k in range(i - 1, max(-1, i - 4), -1):
        if items[k].low == "'s" and k and items[k - 1].actor:
            owner, start = items[k - 1].actor, k - 1
            break
        adjective = items[k].actor
        if k == i - 1 and adjective is not None and adjective.kind == "demonym":
            owner, start = adjective, k  # "Russian claims that …"
            break
    if owner is None and after == "by" and i + 2 < len(items):
        stop = _noun_phrase_right(items, i + 2, lexicon)
        if stop is not None:
            speaker = _speaker(items[i + 2 : stop], cast, lexicon, Recent())
            if speaker is not None:
                return Statement(
                    speaker,
                    stance,
                    items[i].start,
                    (items[i].start, items[stop - 1].end),
                    [(items[stop - 1].end, sentence.end)],
                )
    if owner is None or after not in ("to", "that", "of", "late", "on", "early", "about"):
        return None
    return Statement(
        Speaker(owner.text, owner.side),
        stance,
        items[i].start,
        (items[start].start, items[i].end),
        [(items[i].end, _clause_end(items, i, sentence.end))],
        nominal=True,
    )


def _clause_end(items: Sequence[Item], i: int, default: int) -> int:
    """A nominal complement ends at a sign or at the main verb of its sentence."""
    for k in range(i + 2, len(items)):
        if items[k].low in BREAKS | {","} or (items[k].low in BE and items[k - 1].low != "to"):
            return items[k].start
    return default


def _showing(sentence: Sentence, i: int, lexicon: Lexicon) -> Statement | None:
    """ "Pictures show …", "published images on social media showing …": evidence, and whose it is."""
    items = sentence.items
    images = next((k for k in range(i - 1, max(-1, i - 12), -1) if lexicon.has("speech.images", items[k].low)), None)
    if images is None:
        return None
    owner, actor = next(((k, a) for k in range(images - 1, -1, -1) if (a := items[k].actor) and a.side), (0, None))
    published = actor is not None and any(items[k].low in lexicon.speech for k in range(owner + 1, images))
    speaker = Speaker(actor.text, actor.side) if actor and published else Speaker(items[images].text, None)
    return Statement(
        speaker,
        "claims" if published else "shows",
        items[i].start,
        (items[i].start, items[i].end),
        [(items[i].start, sentence.end)],
        "images",
    )


def _speaker(phrase: Sequence[Item], cast: Cast, lexicon: Lexicon, last: Recent) -> Speaker | None:
    """The speaker that a subject phrase names: its head before any apposition, and the side of the whole."""
    words = [x for x in phrase if x.low not in QUOTES]
    if not words:
        return None
    if len(words) == 1 and words[0].low in PRONOUNS:
        return last.meant_by(words[0].low)
    if not _speakers(words, lexicon):
        return None
    if words[0].kind == "word" and words[0].low in PREPOSITIONS:  # "In its statement Russia's ministry said"
        named = next(
            (
                n
                for n, x in enumerate(words)
                if n
                and (
                    x.kind in ("actor", "place")
                    or (x.text[0].isupper() and x.low not in WEEKDAYS and x.low not in MONTHS)
                )
            ),
            None,
        )
        if named is None:
            return None
        words = words[named:]
    side = cast.side_of(x.actor for x in words if x.actor)
    head: list[Item] = []
    for x in words:
        if x.low == "," and head and not any(y.low == "and" for y in words[len(head) :]):
            break
        if head and x.kind == "word" and x.low in ("who", "which", "whose", "where", "that", "in", "on", "near", "at"):
            break
        head.append(x)
    while head and (head[0].low in DETERMINERS | {","} or (head[0].low in ADVERBS)):
        head = head[1:]
    while head and head[-1].low in (",", "and", "also", "earlier"):
        head = head[:-1]
    if not head:
        return last.speaker
    # "the ministry", "the spokesman": of the side that spoke last, unless a side is named.
    text = _join(head)
    apposition = _named_apposition(words[len(head) :]) if len(words) > len(head) else None
    person = cast.print_person(text) or (apposition and (cast.print_person(apposition) or apposition))
    outlet = all(
        lexicon.has("speech.outlets", x.text) or lexicon.has("speech.outlets", x.low) or x.low in DETERMINERS
        for x in head
    )
    recent = last.speaker
    if (
        side is None
        and recent is not None
        and recent.side
        and len(head) <= 3
        and not any(x.text[0].isupper() for x in head)
    ):
        side = recent.side
        if len(head) == 1 and recent.name and head[0].low in recent.name.lower():
            return recent
    if len(head) == 1 and head[0].low in PRONOUNS:
        return last.meant_by(head[0].low)
    capitalised = 1 < len(head) <= 4 and all(x.text[0].isupper() for x in head)
    body = any(lexicon.has("speech.speakers", x.low) or lexicon.has("words.force_nouns", x.low) for x in head[-1:])
    return Speaker(person or text, side, outlet, person=bool(person) or (capitalised and not body))


def _named_apposition(rest: Sequence[Item]) -> str | None:
    """The name that explains a role: "Sudan's army chief, Abdel Fattah al-Burhan, said"."""
    named: list[Item] = []
    for x in rest:
        if x.low == ",":
            if named:
                break
            continue
        if (x.kind == "word" and (x.text[0].isupper() or x.low.startswith(("al-", "el-", "van", "de", "bin")))) or (
            x.actor and x.actor.kind == "person"
        ):
            named.append(x)
        else:
            return None
    return _join(named) if len(named) > 1 else None


def _join(items: Sequence[Item]) -> str:
    out = ""
    for n, item in enumerate(items):
        out += (" " if n and item.start > items[n - 1].end else "") + item.text
    return out
