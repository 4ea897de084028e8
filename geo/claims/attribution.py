"""Whose word a text is where no verb has its speaker for a subject: "according to X", "X: …", "A's claim", pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.claims.actors import Cast
from geo.claims.grammar import BE, BREAKS, DETERMINERS, PREPOSITIONS, is_adverb
from geo.claims.sentences import Item, Mention, Sentence
from geo.claims.speakers import Recent, Speaker, can_speak, name_speaker
from geo.claims.statements import Statement, noun_phrase_right, with_name
from geo.model import Role
from geo.resources.lexicons import Lexicon

_SMALL = PREPOSITIONS | DETERMINERS | {"'s"}
_SIGNS = BREAKS | {","}
_LINKING = BE - {"'s"}


def according(sentence: Sentence, i: int, start: int, cast: Cast, lexicon: Lexicon) -> Statement | None:
    """ "according to X", "by the estimate of X": the whole sentence is X's."""
    items = sentence.items
    start = _source(items, start, lexicon)
    found = _named(items, start, cast, lexicon, Recent())
    if found is None:
        return None
    speaker, stop = found
    return Statement(
        speaker, "claims", items[i].start, (items[i].start, items[stop - 1].end), [(sentence.start, sentence.end)]
    )


def _named(items: Sequence[Item], start: int, cast: Cast, lexicon: Lexicon, last: Recent) -> tuple[Speaker, int] | None:
    """Who is named from item `start` on, and where the name ends; "Damascus" alone is its country's government."""
    seat = items[start].place if start < len(items) else None
    if seat is not None and (start + 1 == len(items) or items[start + 1].kind == "sign"):
        country = seat.place.country if seat.place else None
        return Speaker(seat.name, cast.party(seat.name) or cast.parties.of_nation(country)), start + 1
    stop = noun_phrase_right(items, start, lexicon)
    if stop is None:
        return None
    stop = with_name(items, stop)
    speaker = name_speaker(items[start:stop], cast, lexicon, last)
    return (speaker, stop) if speaker is not None else None


def _source(items: Sequence[Item], start: int, lexicon: Lexicon) -> int:
    """Past "an estimate by" and "figures compiled by": where those begin whose figures they are."""
    by = next((k for k in range(start, min(len(items), start + 5)) if items[k].low in _BY), start)
    return by + 1 if any(lexicon.has("speech.sourced", x.low) for x in items[start:by]) else start


_BY = frozenset(["by", "from", "of"])


def prefixed(sentence: Sentence, cast: Cast, lexicon: Lexicon) -> Statement | None:
    """ "General Staff: the enemy attacked near X": a bulletin that names its speaker before a colon."""
    items = sentence.items
    colon = next((k for k, x in enumerate(items[:12]) if x.low == ":"), None)
    if colon is None or colon == 0 or any(x.kind == "number" for x in items[: min(colon, 3)]):
        return None
    head = items[:colon]
    verbs = any(x.low in lexicon.speech or x.low in _LINKING for x in head if x.kind == "word")
    places = all(x.kind == "place" for x in head) and not any(x.place and x.place.role is Role.METONYM for x in head)
    label = len(head) == 1 and cast.is_nation(head[0].text)  # "Sudan: army takes X" tells where, "Kyiv: we hold X" who
    if verbs or places or label or not can_speak(head, lexicon):
        return None
    named = all(x.kind != "word" or x.text[0].isupper() or x.low in _SMALL for x in head)
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


def reckoned(sentence: Sentence, i: int, cast: Cast, lexicon: Lexicon) -> Statement | None:
    """ "by the army's own count": the whole sentence is the army's."""
    items = sentence.items
    owned = i - 1 - (items[i - 1].low == "own")
    if owned < 2 or items[owned].low != "'s":
        return None
    by = next((k for k in range(owned - 1, max(-1, owned - 7), -1) if items[k].low in ("by", "in", "on")), None)
    speaker = name_speaker(items[by + 1 : owned], cast, lexicon, Recent()) if by is not None else None
    if by is None or speaker is None:
        return None
    frame = (items[by].start, items[i].end)
    return Statement(speaker, "claims", items[by].start, frame, [(sentence.start, sentence.end)])


def suffixed(sentence: Sentence, cast: Cast, lexicon: Lexicon) -> Statement | None:
    """ "Rebels driven out of X - police", as headlines sign what somebody else says."""
    items = sentence.items
    dash = next((k for k in range(len(items) - 2, max(0, len(items) - 8), -1) if items[k].low in _DASHES), None)
    if dash is None or dash < 3 or not sentence.headline or items[-1].kind == "sign":
        return None
    tail = items[dash + 1 :]
    spoken = tail[-1].actor is not None or (tail[-1].text.islower() and can_speak(tail[-1:], lexicon))
    speaker = name_speaker(tail, cast, lexicon, Recent()) if spoken else None
    if speaker is None or any(x.low in BE or x.low in lexicon.speech for x in tail):
        return None
    frame = (items[dash].start, sentence.end)
    return Statement(speaker, "claims", items[dash].start, frame, [(sentence.start, items[dash].start)])


_DASHES = frozenset(["-", "--", "–", "—"])


def agent(
    sentence: Sentence, i: int, boundary: int, stance: str, cast: Cast, lexicon: Lexicon, last: Recent
) -> Statement | None:
    """ "The fall of X was confirmed by Y", "the capture, announced by Y": what stands before the participle is Y's."""
    items = sentence.items
    told = stance in ("confirms", "concedes", "denies") or lexicon.has("speech.announced", items[i].low)
    by = i + 1 + (i + 1 < len(items) and is_adverb(items[i + 1]))
    if by >= len(items) or items[by].low != "by" or not told or pictured(items[boundary:i], lexicon):
        return None
    found = _named(items, by + 1, cast, lexicon, last)
    if found is None:
        return None
    speaker, stop = found
    opened = next((k for k in range(i, boundary, -1) if items[k - 1].low in BREAKS), boundary)
    scopes = [(items[opened].start, items[i].start)]
    if stop < len(items) and items[stop].low in (":", "that"):  # "It was announced by Y that …"
        scopes.append((items[stop].end, sentence.end))
    return Statement(speaker, stance, items[i].start, (items[i].start, items[stop - 1].end), scopes)


def relay(statements: list[Statement], sentence: Sentence, cast: Cast, lexicon: Lexicon) -> list[Statement]:
    """ "…, the agency reported, citing X", "Citing X, the agency said …": X's word and not the agency's."""
    items = sentence.items
    if not statements:
        return statements
    at = next((k for k, x in enumerate(items) if x.low in ("citing", "quoting") and x.kind == "word"), None)
    stop = noun_phrase_right(items, at + 1, lexicon) if at is not None else None
    if at is None or stop is None:
        return statements
    cited = name_speaker(items[at + 1 : with_name(items, stop)], cast, lexicon, Recent())
    if cited is None or cited.name is None:
        return statements
    start, end = items[at].start, items[stop - 1].end
    return [
        replace(s, speaker=cited, stance="claims" if s.stance == "shows" else s.stance)
        if s.speaker.side is None or _is_medium(s.speaker.name, lexicon)
        else s
        for s in statements
        if not start <= s.verb < end
    ]


def _is_medium(name: str | None, lexicon: Lexicon) -> bool:
    return name is None or any(lexicon.has("speech.outlets", word) for word in (*name.split(), *name.lower().split()))


def nominal(sentence: Sentence, i: int, cast: Cast, lexicon: Lexicon) -> Statement | None:
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
        if k == i - 1 and adjective is not None and adjective.kind in ("demonym", "name"):
            owner, start = adjective, k  # "Russian claims that …"
            break
    if owner is None and after == "by" and i + 2 < len(items):
        stop = noun_phrase_right(items, i + 2, lexicon)
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
        if items[k].low in _SIGNS or (items[k].low in BE and items[k - 1].low != "to"):
            return items[k].start
    return default


def pictured(phrase: Sequence[Item], lexicon: Lexicon) -> bool:
    return any(lexicon.has("speech.images", x.low) for x in phrase)


def showing(sentence: Sentence, i: int, lexicon: Lexicon) -> Statement | None:
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
