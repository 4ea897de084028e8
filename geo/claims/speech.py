"""Who says what: the speaker, the stance their verb commits them to, and the stretch of text that is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from geo.claims.actors import Cast
from geo.claims.grammar import (
    BE,
    BREAKS,
    DETERMINERS,
    HAVE,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
)
from geo.claims.sentences import Item, Mention, Sentence
from geo.claims.speakers import Recent, Speaker, can_speak, name_speaker
from geo.claims.timewords import WEEKDAYS
from geo.model import Role
from geo.resources.lexicons import Lexicon


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
    words = opening(lexicon)
    for i, item in enumerate(items):
        if item.low not in words or item.kind != "word" or (prefixed is not None and item.start < prefixed.verb):
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


@cache
def opening(lexicon: Lexicon) -> frozenset[str]:
    """The words that somebody can be quoted with: all others are passed over at once."""
    nouns = ("accounts", "nouns_claims", "nouns_denies", "nouns_confirms")
    listed = (word for name in nouns for word in lexicon.groups[f"speech.{name}"])
    return frozenset((*lexicon.speech, "according", *listed))


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
    if _of_the_state(items, i, lexicon):
        return None
    if form.lemma in ("quote", "cite") and (found := _relayed(sentence, i, cast, lexicon, last, boundary)):
        return found
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
    if stance == "shows" or (stance == "suggests" and _pictured(items[boundary:begin], lexicon)):
        return _showing(sentence, i, lexicon)
    if passive:
        return None
    start = _speaker_start(items, begin, boundary, lexicon)
    phrase = items[start:begin]
    if form.participle and _pictured(phrase, lexicon):
        return None  # "footage published on Monday": what it shows comes yet
    if form.form in ("base", "s") and before is not None and before.low in PREPOSITIONS | {"up"}:
        return None  # "set up posts"
    if (before is None or before.low in QUOTES or before.low == ",") and (
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
    if speaker is None:
        return None
    frame_start = items[start].start if start < len(items) else items[i].start
    stop = _frame_end(items, i, lexicon)
    scopes = [(items[i].end, _aside(items, i) if stance == "denies" else sentence.end)]
    opening = start
    while opening > boundary and items[opening - 1].low in DETERMINERS:
        opening -= 1
    trailing = opening > boundary and (items[opening - 1].low == "," or items[opening - 1].low in QUOTES)
    if trailing:
        inserted = stop < items[-1].start  # "…; in X, the mayor said, …" is about X alone
        halves = (k for k in range(start - 1, boundary, -1) if inserted and items[k].low == ";")
        scopes.append((items[next(halves, boundary)].start, frame_start))
    evidence = "images" if any(lexicon.has("speech.images", x.low) for x in items[i : i + 6]) else None
    return Statement(speaker, stance, items[i].start, (frame_start, stop), scopes, evidence)


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
    while begin > boundary and (items[begin - 1].low in BE | HAVE or is_adverb(items[begin - 1])):
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
    stop = _noun_phrase_right(items, i + 1, lexicon)
    stop = _with_name(items, stop) if stop else None
    speaker = name_speaker(items[i + 1 : stop], cast, lexicon, last) if stop else None
    if stop is None or speaker is None:
        return None
    explained = stop + 1 < len(items) and items[stop].low == "," and items[stop + 1].low in RELATIVES | DETERMINERS
    if speaker.side is None and explained:  # ", who speaks for the … army"
        behind = next((k for k in range(stop + 1, len(items)) if items[k].low in BREAKS | QUOTES | {","}), len(items))
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
            or (item.low == "and" and not can_speak(items[max(boundary, k - 4) : k - 1], lexicon))
        ):
            break
        if (
            item.kind == "word"
            and item.low != "'s"
            and (item.low in BE | HAVE or (item.low in lexicon.speech and not _of_the_state(items, k - 1, lexicon)))
            and not lexicon.has("speech.speakers", item.low)
        ):
            break
        k -= 1
    while k < begin and (
        items[k].low in ("the", "a", "an", "and", "but", "meanwhile", "however", ",") or is_adverb(items[k])
    ):
        k += 1
    return k


def _of_the_state(items: Sequence[Item], i: int, lexicon: Lexicon) -> bool:
    """ "state television": no verb."""
    return items[i].low == "state" and i + 1 < len(items) and lexicon.has("speech.outlets", items[i + 1].low)


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
    return k if k > start and k - start <= 9 and can_speak(items[start:k], lexicon) else None


def _ends_with_speaker(items: Sequence[Item], i: int, lexicon: Lexicon) -> bool:
    """Whether nothing but a speaker follows a verb of saying ("…, said its spokesman, Colonel X.")."""
    stop = _noun_phrase_right(items, i + 1, lexicon)
    finite = BE | HAVE | lexicon.verbs.keys() | lexicon.speech.keys()
    if stop is None or any(x.low in finite for x in items[i + 1 : stop]):
        return False
    stop = _with_name(items, stop)
    return stop == len(items) or items[stop].kind == "sign"


def _with_name(items: Sequence[Item], stop: int) -> int:
    """Where "the acting governor, Hamdullah Danishi" ends: a name explains the role before its comma."""
    if stop >= len(items) or items[stop].low != ",":
        return stop
    named = stop + 1
    while named < len(items) and (items[named].text[0].isupper() or items[named].low in _NAME_PARTICLES):
        named += 1
    closed = named == len(items) or items[named].kind == "sign" or items[named].low in PREPOSITIONS
    return named if closed and 2 <= named - stop - 1 <= 6 else stop


_NAME_PARTICLES = frozenset(["al", "el", "bin", "ibn", "van", "de", "von", "ag"])


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
    stop = _with_name(items, stop)
    speaker = name_speaker(items[start:stop], cast, lexicon, Recent())
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
    verbs = any(x.low in lexicon.speech or x.low in BE - {"'s"} for x in head if x.kind == "word")
    places = all(x.kind == "place" for x in head) and not any(x.place and x.place.role is Role.METONYM for x in head)
    if verbs or places or not can_speak(head, lexicon):
        return None
    named = all(x.kind != "word" or x.text[0].isupper() or x.low in PREPOSITIONS | DETERMINERS | {"'s"} for x in head)
    if not (named or any(lexicon.has("speech.speakers", x.low) or x.kind == "actor" for x in head)):
        return None  # "Key developments:"
    if len(head) > 2 and head[-1].low.endswith("ed") and head[-2].text[0].isupper():
        head = head[:-1]  # "spokesman Y shrugged: …"
    speaker = name_speaker(head, cast, lexicon, Recent())
    issued = any(lexicon.has("speech.nouns_claims", x.low) for x in head)
    if speaker is None or (speaker.side is None and len(head) > 6 and not issued):
        return None
    frame = (sentence.start, items[colon].end)
    scopes = [(items[colon].end, sentence.end)]
    return Statement(speaker, "claims", items[colon].start, frame, scopes, bulletin=speaker.name is not None)


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
            speaker = name_speaker(items[i + 2 : stop], cast, lexicon, Recent())
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


def _pictured(phrase: Sequence[Item], lexicon: Lexicon) -> bool:
    return any(lexicon.has("speech.images", x.low) for x in phrase)


def _showing(sentence: Sentence, i: int, lexicon: Lexicon) -> Statement | None:
    """ "Pictures show …", "published images on social media showing …": evidence, and whose it is."""
    items = sentence.items
    images = next((k for k in range(i - 1, max(-1, i - 12), -1) if lexicon.has("speech.images", items[k].low)), None)
    if images is None:
        return None
    owner, actor = next(((k, a) for k in range(images - 1, -1, -1) if (a := items[k].actor) and a.side), (0, None))
    published = actor is not None and any(items[k].low in lexicon.speech for k in range(owner + 1, images))
    speaker = Speaker(actor.text, actor.side) if actor and published else Speaker(None, None)
    return Statement(
        speaker,
        "claims" if published else "shows",
        items[i].start,
        (items[i].start, items[i].end),
        [(items[i].start, sentence.end)],
        "images",
    )
