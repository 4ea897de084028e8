"""Who a phrase names as the one who speaks: persons with their titles, bodies, groups, pronouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from geo.claims.actors import Cast
from geo.claims.grammar import ADVERBS, DETERMINERS, PREPOSITIONS, PRONOUNS, QUOTES, is_adverb
from geo.claims.sentences import Item
from geo.claims.timewords import MONTHS, WEEKDAYS
from geo.model import Level, Role
from geo.resources.lexicons import Lexicon

_BEFORE_HEADS = DETERMINERS | {","}

_OPENINGS = frozenset(
    ["earlier", "later", "then", "separately", "meanwhile", "however", "afterwards", "hours", "but", ","]
)
_SPEAKING = ("speakers", "onlookers", "documents")
_OFFICES = ("speakers", "ranks", "titles")
STATE_SPEAKERS = frozenset(("army", "military", "government", "ministry", "state", "presidency", "junta", "regime",
                            "president", "premier", "minister", "governor", "mayor"))  # fmt: skip
STATE_WORDS = frozenset(("government", "army", "military", "regime", "junta"))
_GROUPS = frozenset(["group", "movement", "organisation", "organization", "militia", "alliance", "faction", "front"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody quoted, as printed, and their side. `name` is None for the outlet itself."""

    name: str | None
    side: str | None
    outlet: bool = False
    person: bool = False
    officer: bool = False  # of an army that is not said, which is likely the one spoken of


@dataclass(frozen=True, slots=True)
class Recent:
    """Who spoke last, and which person did: "he" and "she" are persons, "it" and "they" may be a ministry."""

    speaker: Speaker | None = None
    person: Speaker | None = None
    persons: Mapping[str, Speaker] = field(default_factory=dict)  # by surname

    def then(self, speaker: Speaker) -> Recent:
        if not speaker.person or speaker.name is None:
            return Recent(speaker, self.person, self.persons)
        return Recent(speaker, speaker, {**self.persons, speaker.name.rpartition(" ")[2]: speaker})

    def known(self, surname: str) -> Speaker | None:
        return self.persons.get(surname)

    def meant_by(self, pronoun: str) -> Speaker | None:
        return (self.person or self.speaker) if pronoun in ("he", "she") else self.speaker


def can_speak(phrase: Sequence[Item], lexicon: Lexicon) -> bool:
    """Whether a phrase holds somebody who can be quoted."""
    speaking = _speaking(lexicon)
    return any(
        x.kind == "actor"
        or x.low in speaking
        or (x.kind == "word" and x.text[0].isupper() and x.low not in DETERMINERS)
        or (x.kind == "place" and x.place is not None and x.place.role is Role.METONYM)
        for x in phrase
    )


@cache
def _speaking(lexicon: Lexicon) -> frozenset[str]:
    """Common nouns and pronouns for those who can be quoted."""
    return PRONOUNS.union(*(lexicon.groups[f"speech.{group}"] for group in _SPEAKING))


def name_speaker(phrase: Sequence[Item], cast: Cast, lexicon: Lexicon, last: Recent) -> Speaker | None:
    """The speaker that a subject phrase names: its head before any apposition, and the side of the whole."""
    words = [x for x in phrase if x.low not in QUOTES]
    if not words:
        return None
    if len(words) == 1 and words[0].low in PRONOUNS:
        return last.meant_by(words[0].low)
    if not can_speak(words, lexicon):
        return None
    while len(words) > 1 and words[0].kind == "word" and (is_adverb(words[0]) or words[0].low in _OPENINGS):
        words = words[1:]
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
        if named is None:  # "Within hours the ministry said"
            named = next((n for n, x in enumerate(words) if n and x.low in DETERMINERS), None)
        if named is None:
            return None
        words = words[named:]
        while words and words[0].low in DETERMINERS:
            words = words[1:]
    side = _whose_group(words, cast) or cast.side_of(x.actor for x in words if x.actor)
    head: list[Item] = []
    while words and (words[0].low in _BEFORE_HEADS or words[0].low in ADVERBS):
        words = words[1:]
    for x in words:
        if x.low == "," and head and not any(y.low == "and" for y in words[len(head) :]):
            break
        if head and x.kind == "word" and x.low in ("who", "which", "whose", "where", "that", "in", "on", "near", "at"):
            break
        head.append(x)
    rest = words[len(head) :]
    if (side is None or side in STATE_WORDS) and len(rest) > 1 and rest[0].low == "in" and rest[1].kind == "place":
        seat = rest[1].place.place if rest[1].place else None
        ruled = cast.party(rest[1].text) or (cast.parties.of_nation(seat.country if seat else None) if side else None)
        if ruled is not None and (rest[1].level is Level.SETTLEMENT or cast.seen[ruled]):
            side = ruled  # "the ministry in X"
    while head and head[-1].low in (",", "and", "also", "earlier"):
        head = head[:-1]
    if not head:
        return last.speaker
    # "the ministry", "the spokesman": of the side that spoke last, unless a side is named.
    while len(head) > 1 and head[-1].low in _EMPHATIC:
        head = head[:-1]  # "the rebels themselves"
    text = join(head)
    if any(lexicon.has("speech.images", x.low) for x in head) or lexicon.has("speech.rumour", head[-1].low):
        return Speaker(None, None)  # pictures are evidence, "reports" are unsigned: nobody's word
    document = next((n for n, x in enumerate(head) if lexicon.has("speech.documents", x.low)), None)
    if document is not None and (owner := _issuer(words, document + 1)):
        return name_speaker(owner, cast, lexicon, last)
    if lexicon.has("speech.documents", head[-1].low) and len(head) == 1 and last.speaker is not None:
        return last.speaker  # "the statement added"
    if any(lexicon.has("speech.onlookers", x.low) for x in head) and head[-1].low not in _GROUPS:
        side = None  # "the Syrian Observatory", "Finnish analysts": of a country, and of no party
    if len(head) == 1 and head[-1].low in _GROUPS:
        side = side or cast.group_before(head[0].start)
        if side is not None:
            return Speaker(side, side)  # "the group said"
    apposition = named_apposition(rest)
    person = _as_written(head, lexicon) or cast.print_person(text)
    person = person or (apposition and ((" " in apposition and apposition) or cast.print_person(apposition)))
    outlet = not any(x.low == "state" for x in head) and all(
        lexicon.has("speech.outlets", x.text) or lexicon.has("speech.outlets", x.low) or x.low in DETERMINERS
        for x in head
    )
    recent = last.speaker
    known = last.known(head[-1].text)
    if known is not None and len(head) == 1:
        return known  # a surname, of a person named in full before
    if (
        side is None
        and recent is not None
        and recent.side
        and len(head) <= 3
        and not any(x.text[0].isupper() for x in head)
        and not lexicon.has("speech.onlookers", head[-1].low)
        and head[-1].low not in ("source", "sources")
        and not (cast.is_group(recent.side) and any(x.low in STATE_SPEAKERS or x.low == "officials" for x in head))
    ):
        side = recent.side
        if len(head) == 1 and recent.name and head[0].low in recent.name.lower():
            return recent
    if len(head) == 1 and head[0].low in PRONOUNS:
        return last.meant_by(head[0].low)
    capitalised = 1 < len(head) <= 4 and all(x.text[0].isupper() for x in head)
    body = any(lexicon.has("speech.speakers", x.low) or lexicon.has("words.force_nouns", x.low) for x in head[-1:])
    officer = any(
        lexicon.has("speech.ranks", x.low) and x.text[0].isupper() and following.low not in ("command", "staff")
        for x, following in pairwise(words)
    )
    side = side or cast.introduced.get(head[-1].text)
    return Speaker(person or text, side, outlet, person=bool(person) or (capitalised and not body), officer=officer)


def _whose_group(words: Sequence[Item], cast: Cast) -> str | None:
    """ "Sudan's paramilitary Rapid Support Forces" are no party of the state in whose land they are."""
    named = next((n for n, x in enumerate(words) if x.actor is not None), len(words))
    behind = words[named + 1 : named + 5]
    group = next((x.actor for x in behind if x.actor is not None or x.low in PREPOSITIONS or x.low == ","), None)
    return group.side if group is not None and group.side is not None and cast.is_group(group.side) else None


def _issuer(words: Sequence[Item], k: int) -> Sequence[Item] | None:
    """Whose document it is: "a statement by the army", "a post on the army's official page"."""
    if k + 1 >= len(words):
        return None
    if words[k].low in ("by", "from", "of"):
        return words[k + 1 :]
    owned = next((n for n in range(k + 1, len(words)) if words[n].low == "'s"), None)
    return words[k + 1 : owned] if owned is not None and words[k].low == "on" else None


_EMPHATIC = frozenset(["themselves", "itself", "himself", "herself"])


def _as_written(head: Sequence[Item], lexicon: Lexicon) -> str | None:
    """A person's full name as the report spells it, at the end of a phrase ("army spokesman Sylvain Ekenge")."""
    k = len(head)
    while k and head[k - 1].text[0].isupper() and (head[k - 1].kind == "word" or _is_person(head[k - 1])):
        k -= 1
    offices = [n for n in range(k, len(head)) if any(lexicon.has(f"speech.{g}", head[n].low) for g in _OFFICES)]
    named = head[offices[-1] + 1 if offices else k :]  # what stands before the office belongs to it
    if len(named) < 2 or not _is_person(named[-1]):
        return None
    return join(named)


def _is_person(item: Item) -> bool:
    return item.actor is not None and item.actor.kind == "person"


def named_apposition(rest: Sequence[Item]) -> str | None:
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
    return join(named) if len(named) > 1 else None


def join(items: Sequence[Item]) -> str:
    out = ""
    for n, item in enumerate(items):
        out += (" " if n and item.start > items[n - 1].end else "") + item.text
    return out
