"""Who says what: the speaker, the stance their verb commits them to, and the stretch of text that is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from geo.claims.actors import Cast
from geo.claims.attribution import according, agent, nominal, pictured, prefixed, reckoned, relay, showing, suffixed
from geo.claims.grammar import (
    BE,
    BREAKS,
    DETERMINERS,
    HAVE,
    HELPERS,
    PHRASE_ENDS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
)
from geo.claims.sentences import Item, Sentence
from geo.claims.speakers import Recent, Speaker, can_speak, name_speaker
from geo.claims.statements import Statement, noun_phrase_right, share, with_name
from geo.resources.lexicons import Lexicon

_AUXILIARIES = HAVE | BE | {"did", "do", "does", "not", "n't", "to"}
_NEW_CLAUSE = SUBORDINATORS | {"but", "then", "yet"}
_BEFORE_NOUNS = DETERMINERS | {"'s", "of"}
_BEFORE_PLACES = PREPOSITIONS | DETERMINERS
_FINITE_HELPERS = HELPERS - {"'s"}
_BEFORE_IS = PRONOUNS | {"there", "what", "that"}  # where 's is a verb
_NO_BARE_NOUNS = PREPOSITIONS | BE | HAVE
_EXPLAINING = RELATIVES | DETERMINERS
_BEFORE_WHICH = PREPOSITIONS | {","}
_PARTICLES = PREPOSITIONS | {"up"}
_SIGNS = BREAKS | QUOTES
_DAILY = frozenset(["daily", "weekly", "nightly", "hourly"])


def find(sentence: Sentence, cast: Cast, lexicon: Lexicon, last: Recent) -> list[Statement]:
    """The statements of a sentence, left to right. `last` is who "he", "she", "it" and "they" may be."""
    items = sentence.items
    statements: list[Statement] = []
    boundary = 0
    titled = prefixed(sentence, cast, lexicon)
    if titled is not None:
        statements.append(titled)
        last = last.then(titled.speaker)
        boundary = next(k for k, x in enumerate(items) if x.start == titled.verb) + 1
    elif (signed := suffixed(sentence, cast, lexicon)) is not None:
        statements.append(signed)
    words = opening(lexicon)
    for i, item in enumerate(items):
        if item.low not in words or item.kind != "word" or i < boundary:
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
            statement = according(sentence, i, i + 2, cast, lexicon)
        elif lexicon.has("speech.accounts", item.low) and (own := reckoned(sentence, i, cast, lexicon)) is not None:
            statement = own
        elif statement is None and (
            lexicon.has("speech.nouns_claims", item.low)
            or lexicon.has("speech.nouns_denies", item.low)
            or lexicon.has("speech.nouns_confirms", item.low)
        ):
            statement = nominal(sentence, i, cast, lexicon)
        if statement is not None:
            statements.append(statement)
            if statement.speaker.name and not statement.speaker.outlet:
                last = last.then(statement.speaker)
            boundary = i + 1
    share(statements, sentence)
    return relay(statements, sentence, cast, lexicon)


@cache
def opening(lexicon: Lexicon) -> frozenset[str]:
    """The words that somebody can be quoted with: all others are passed over at once."""
    nouns = ("accounts", "nouns_claims", "nouns_denies", "nouns_confirms")
    listed = (word for name in nouns for word in lexicon.groups[f"speech.{name}"])
    return frozenset((*lexicon.speech, "according", *listed))


def _verbal(sentence: Sentence, i: int, cast: Cast, lexicon: Lexicon, last: Recent, boundary: int) -> Statement | None:
    items = sentence.items
    stance, form = lexicon.speech[items[i].low]
    begin = i
    if _of_the_state(items, i, lexicon) or (form.particle and items[min(i + 1, len(items) - 1)].low != form.particle):
        return None
    if form.lemma in ("quote", "cite") and (found := _relayed(sentence, i, cast, lexicon, last, boundary)):
        return found
    helpers: set[str] = set()
    while (
        begin > boundary
        and items[begin - 1].kind == "word"
        and not (items[begin - 1].low == "'s" and items[begin - 2].low not in _BEFORE_IS)
        and (
            items[begin - 1].low in _AUXILIARIES
            or is_adverb(items[begin - 1])
            or lexicon.has("irrealis.modals", items[begin - 1].low)
        )
    ):
        begin -= 1
        helpers.add(items[begin].low)
    if helpers & {"to"} and begin >= 2 and [x.low for x in items[begin - 2 : begin]] in _WENT_ON:
        begin -= 2  # "went on to say"
    elif helpers & {"to"} or any(lexicon.has("irrealis.modals", h) for h in helpers):
        return None
    if helpers & _NEVER:
        return None  # "did not say whether", "has not confirmed that"
    passive = bool(helpers & BE) and form.participle
    before = items[begin - 1] if begin else None
    if form.form in ("base", "s") and before is not None and before.low in _BEFORE_NOUNS:
        return None  # "the claim", "Kyiv's claim"
    if form.form in ("base", "s") and before is not None and before.actor and before.actor.kind == "demonym":
        return None  # "Russian claims", "Russian state media"
    if form.form == "ing" and stance not in ("shows",) and not helpers & BE:
        return _participial(sentence, i, stance, last)
    if stance == "shows" or (stance == "suggests" and pictured(items[boundary:begin], lexicon)):
        return showing(sentence, i, lexicon)
    if form.participle and (passive or (items[min(i + 1, len(items) - 1)].low == "by" and form.lemma != "cite")):
        told_by = agent(sentence, i, boundary, stance, cast, lexicon, last)
        if passive or told_by is not None:
            return told_by
    start = _speaker_start(items, begin, boundary, lexicon)
    phrase: Sequence[Item] = items[start:begin]
    if form.form in ("base", "s") and _a_noun(items, i, start, lexicon):
        return None
    if form.participle and phrase and (phrase[-1].low == "'s" or phrase[-1].low in DETERMINERS):
        return None  # "Libya's internationally recognised government"
    if form.participle and pictured(phrase, lexicon):
        return None  # "footage published on Monday": what it shows comes yet
    if form.form in ("base", "s") and before is not None and before.low in _PARTICLES:
        return None  # "set up posts"
    if form.lemma.startswith("put") and not any(x.low == "at" for x in items[i + 2 : i + 9]):
        return None  # "put up resistance"; "put the toll at 20" is said
    if before is not None and before.low == "," and (head := _opens(items, start, begin, boundary, lexicon)):
        phrase = head
    elif (before is None or before.low in QUOTES or before.low == ",") and (
        not can_speak(phrase, lexicon)
        or (
            before is not None
            and before.low == ","
            and form.lemma not in ("tell", "inform")
            and _ends_with_speaker(items, i, lexicon)
        )
    ):
        return _inverted(sentence, i, stance, cast, lexicon, last, boundary)
    speaker = last.speaker if before is not None and before.low in ("and", "but") and boundary else None
    if speaker is None:  # otherwise "… rejected X and added Y"
        speaker = name_speaker(_coordinated(items, boundary, begin, lexicon) or phrase, cast, lexicon, last)
    if speaker is None and len(phrase) == 1 and phrase[0].low in ("he", "she") and not boundary:
        speaker = _of_himself(items, start, cast, lexicon)
    if speaker is None and len(phrase) == 1 and phrase[0].kind == "place":
        speaker = Speaker(phrase[0].text, cast.party(phrase[0].text))  # only who is taken for a place can say a thing
    if speaker is None:
        return None
    frame_start = items[start].start if start < len(items) else items[i].start
    stop = _frame_end(items, i, lexicon)
    scopes = [(items[i].start, _aside(items, i) if stance == "denies" else sentence.end)]
    opening = start
    while opening > boundary and (items[opening - 1].low in DETERMINERS or items[opening - 1].low in _DAILY):
        opening -= 1
    trailing = opening > boundary and (items[opening - 1].low == "," or items[opening - 1].low in QUOTES)
    if trailing:
        inserted = stop < items[-1].start  # "…; in X, the mayor said, …" is about X alone
        halves = (k for k in range(start - 1, boundary, -1) if inserted and items[k].low == ";")
        scopes.append((items[next(halves, boundary)].start, frame_start))
    evidence = "images" if any(lexicon.has("speech.images", x.low) for x in items[i : i + 6]) else None
    return Statement(speaker, stance, items[i].start, (frame_start, stop), scopes, evidence)


def _opens(items: Sequence[Item], start: int, begin: int, boundary: int, lexicon: Lexicon) -> Sequence[Item]:
    """The speaker who opens a sentence before an aside: "Berlin, for its part, admits the loss"; nothing if none."""
    comma = next((k for k in range(start, begin) if items[k].low == ","), begin)
    head = items[start:comma]
    if start - boundary > 1 or comma >= begin - 1 or items[comma + 1].low not in PREPOSITIONS:
        return ()
    told = any(x.low in lexicon.verbs or x.low in HELPERS or x.low in PREPOSITIONS for x in head)
    named = can_speak(head, lexicon) or (len(head) == 1 and head[0].kind == "place")
    return head if named and not told else ()


def _of_himself(items: Sequence[Item], stop: int, cast: Cast, lexicon: Lexicon) -> Speaker | None:
    """ "A's commander has pulled his units out of X, he said": who the sentence begins with."""
    verb = next((k for k in range(stop) if items[k].low in _FINITE_HELPERS or items[k].low in lexicon.verbs), 0)
    head = items[:verb]
    person = any(lexicon.has("speech.speakers", x.low) or lexicon.has("speech.ranks", x.low) for x in head[-2:])
    return name_speaker(head, cast, lexicon, Recent()) if person else None


def _a_noun(items: Sequence[Item], i: int, start: int, lexicon: Lexicon) -> bool:
    """Whether "claims" or "reports" at item `i` is no verb: "unconfirmed reports say", "rejected A claims that"."""
    if not (lexicon.has("speech.nouns_claims", items[i].low) or lexicon.has("speech.documents", items[i].low)):
        return False
    following = items[i + 1].low if i + 1 < len(items) else "."
    said = lexicon.speech.get(following, ("shows", None))[0] != "shows"
    if said or following in HELPERS or lexicon.has("irrealis.modals", following):
        return True
    k = start - 1
    while k >= 0 and items[k].low in DETERMINERS:
        k -= 1
    return k >= 0 and items[k].kind == "word" and (items[k].low in lexicon.speech or items[k].low in PREPOSITIONS)


_NEVER = frozenset(["not", "n't", "never"])
_WENT_ON = [["went", "on"], ["goes", "on"], ["continued", "on"]]


def _aside(items: Sequence[Item], i: int) -> int:
    """Where what is denied ends: "denied that it had lost X, which it took in May" does not deny the taking."""
    asides = (k for k in range(i + 2, len(items)) if items[k].low in RELATIVES and items[k - 1].low == ",")
    return next((items[k - 1].start for k in asides), items[-1].end)


def _coordinated(items: Sequence[Item], boundary: int, begin: int, lexicon: Lexicon) -> Sequence[Item]:
    """The subject of "A, backed by B, entered X and said", before the first of its verbs; nothing if there is one."""
    if items[begin - 1].low not in ("and", "but"):
        return ()
    for k in range(boundary, begin - 1):
        item = items[k]
        if item.low == ",":
            return items[boundary:k] if any(x.low in lexicon.verbs for x in items[k:begin]) else ()
        if item.kind == "word" and k > boundary and item.low in lexicon.verbs and not is_adverb(item):
            return items[boundary:k]
    return ()


def _relayed(sentence: Sentence, i: int, cast: Cast, lexicon: Lexicon, last: Recent, boundary: int) -> Statement | None:
    """ "…, the agency quoted X as saying", "X was quoted as saying that …": X's word, not the agency's."""
    items = sentence.items
    as_ = next((k for k in range(i + 1, min(len(items), i + 14)) if items[k].low == "as"), None)
    if as_ is None or as_ + 1 >= len(items) or items[as_ + 1].low not in lexicon.speech:
        return None
    begin = i
    while begin > boundary and (items[begin - 1].low in HELPERS or is_adverb(items[begin - 1])):
        begin -= 1
    passive = any(x.low in BE for x in items[begin:i])
    start = _speaker_start(items, begin, boundary, lexicon)
    phrase = items[start:begin] if passive else items[i + 1 : as_]
    speaker = name_speaker(phrase, cast, lexicon, last)
    if speaker is None:
        return None
    frame = (items[start].start, items[as_ + 1].end)
    scopes = [(items[as_ + 1].end, sentence.end), (items[boundary].start, items[start].start)]
    return Statement(speaker, "claims", items[i].start, frame, scopes)


def _inverted(
    sentence: Sentence, i: int, stance: str, cast: Cast, lexicon: Lexicon, last: Recent, boundary: int
) -> Statement | None:
    """ "…," said General Y: the speaker follows the verb."""
    items = sentence.items
    stop = noun_phrase_right(items, i + 1, lexicon)
    stop = with_name(items, stop) if stop else None
    speaker = name_speaker(items[i + 1 : stop], cast, lexicon, last) if stop else None
    if stop is None or speaker is None:
        return None
    explained = stop + 1 < len(items) and items[stop].low == "," and items[stop + 1].low in _EXPLAINING
    if speaker.side is None and explained:  # ", who speaks for the … army"
        behind = next((k for k in range(stop + 1, len(items)) if items[k].low in PHRASE_ENDS), len(items))
        speaker = replace(speaker, side=cast.side_of(x.actor for x in items[stop + 1 : behind] if x.actor))
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


def _speaker_start(items: Sequence[Item], begin: int, boundary: int, lexicon: Lexicon) -> int:
    """Where the subject of a verb of saying begins."""
    k = begin
    if k > boundary and items[k - 1].low == ",":  # an apposition closes before the verb
        j = k - 2
        while j >= boundary and not (items[j].low == "," and j - 1 >= boundary) and items[j].low not in _SIGNS:
            j -= 1
        if j > boundary and items[j].low == ",":
            k = j
    while k > boundary:
        item = items[k - 1]
        if item.low in QUOTES and (opened := _quoted_name(items, k - 1, boundary)) is not None:
            k = opened  # 'a commander in their "Such and Such" operations room'
            continue
        if item.low in BREAKS or item.low in QUOTES:
            break
        if item.low == ",":
            # "residents, local officials and a source said": a list goes on over the comma.
            goes_on = any(x.low == "and" for x in items[k:begin]) and k - 1 > boundary
            if not (goes_on and _is_list_member(items, k - 1, boundary, lexicon)):
                break
        if item.kind == "word" and (
            item.low in _NEW_CLAUSE
            or item.low == "whose"
            or (item.low in ("which", "whom") and items[k - 2].low in _BEFORE_WHICH)
            or (item.low == "and" and not _speaks_too(items, k - 1, boundary, lexicon))
        ):
            if item.low not in ("that", "as") or (who := _who(items, k - 1, boundary)) is None:
                break
            k = who  # "a trader who gave his name as Y"
            continue
        if (
            item.kind == "word"
            and item.low != "'s"
            and (item.low in HELPERS or (item.low in lexicon.speech and not _no_verb(items, k - 1, lexicon)))
            and not lexicon.has("speech.speakers", item.low)
        ):
            break
        k -= 1
    while k < begin and (
        items[k].low in ("the", "a", "an", "and", "but", "meanwhile", "however", ",") or is_adverb(items[k])
    ):
        k += 1
    return k


def _speaks_too(items: Sequence[Item], k: int, boundary: int, lexicon: Lexicon) -> bool:
    """Whether what stands before "and" at item `k` is a speaker too: "a doctor at the hospital and an official"."""
    j = k
    while j > boundary and k - j < 9 and items[j - 1].kind != "sign":
        low = items[j - 1].low
        if low != "'s" and (low in HELPERS or low in lexicon.verbs or low in SUBORDINATORS):
            return can_speak(items[max(j, k - 3) : k], lexicon)
        j -= 1
    return can_speak(items[j:k], lexicon)


def _quoted_name(items: Sequence[Item], close: int, boundary: int) -> int | None:
    """Where a quoted name inside a noun phrase opens, whose closing mark is item `close`."""
    for k in range(close - 1, max(boundary, close - 7), -1):
        if items[k].low in QUOTES:
            named = k + 1 < close and all(x.text[0].isupper() or x.low in PREPOSITIONS for x in items[k + 1 : close])
            return k if named and (k == boundary or items[k - 1].kind != "sign") else None
    return None


def _who(items: Sequence[Item], k: int, boundary: int) -> int | None:
    """Where the relative clause that item `k` stands in begins, if it is one about a person."""
    for j in range(k - 1, max(boundary, k - 8), -1):
        if items[j].low == "who":
            return j
        if items[j].kind == "sign":
            return None
    return None


def _no_verb(items: Sequence[Item], i: int, lexicon: Lexicon) -> bool:
    """ "the think tank", "state television": a verb's form that is part of a name."""
    named = i and items[i - 1].low in DETERMINERS and lexicon.speech[items[i].low][1].form == "base"
    return bool(named) or _of_the_state(items, i, lexicon)


def _of_the_state(items: Sequence[Item], i: int, lexicon: Lexicon) -> bool:
    """ "state television": no verb."""
    return items[i].low == "state" and i + 1 < len(items) and lexicon.has("speech.outlets", items[i + 1].low)


def _is_list_member(items: Sequence[Item], comma: int, boundary: int, lexicon: Lexicon) -> bool:
    """Whether the stretch before a comma is one bare noun phrase ("…, residents,")."""
    j = comma - 1
    while j >= boundary and items[j].low not in PHRASE_ENDS:
        told = any(v.form is not None and "past" in v.form.form for v in lexicon.verbs.get(items[j].low, ()))
        if told or items[j].low in _NO_BARE_NOUNS:
            return False
        j -= 1
    return comma - 1 - j <= 4


def _ends_with_speaker(items: Sequence[Item], i: int, lexicon: Lexicon) -> bool:
    """Whether nothing but a speaker follows a verb of saying ("…, said its spokesman, Colonel X.")."""
    stop = noun_phrase_right(items, i + 1, lexicon)
    if stop is None or any(
        x.low in HELPERS or x.low in lexicon.verbs or x.low in lexicon.speech or lexicon.has("irrealis.modals", x.low)
        for x in items[i + 1 : stop]
    ):
        return False
    if items[i + 1].kind == "number":
        return False  # "A, whose men left X, reported 22 dead"
    stop = with_name(items, stop)
    return stop == len(items) or items[stop].kind == "sign"


def _frame_end(items: Sequence[Item], i: int, lexicon: Lexicon) -> int:
    """How far "said … on Saturday in his address" reaches: to "that", a sign, or the next subject."""
    k = i + 1
    while k < len(items):
        item = items[k]
        if (
            item.low in PHRASE_ENDS
            or item.low in SUBORDINATORS
            or (item.kind == "place" and items[k - 1].low not in _BEFORE_PLACES)
        ):
            break
        if item.kind == "actor" or item.low in PRONOUNS or item.low in lexicon.verbs:
            break
        if item.low in ("the", "its", "their", "his") and items[k - 1].low not in PREPOSITIONS:
            break
        k += 1
    return items[k - 1].end
