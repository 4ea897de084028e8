"""What tells a place in Ukrainian and Russian prose.

Word order is free and says little. But whatever is no name is written small there, adjectives of places, nations,
days and months included; so a capital inside a sentence leaves little but places, persons and bodies to choose from.
The words of taking, holding and leaving are those of the lexicons, in all their forms.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from weakref import WeakKeyDictionary

from geo.places.cases import GOVERNED
from geo.places.prose import Prose
from geo.places.spans import Span
from geo.places.tokens import HYPHENS, LIST_SIGNS
from geo.resources.slavic.lexicon import Lexicon, load
from geo.resources.slavic.morphology import looks_adjectival, norm

CAPITAL = 0.35  # what a capital inside a sentence is worth on a name that the gazetteer knows
TOLD = 0.45  # what a word of taking, holding or leaving is worth in the same clause
AGAINST = -1.0
_REACH = 4  # words
_CITY = 100_000  # inhabitants of what a garrison's name may be, although it has the form of a surname
_FAR = 24  # tokens that the names of a list may take
_MOST = 3  # words of a name that is not known
_SHOUTED = 5  # letters of a word in capitals that is no abbreviation
_FIRST = "\u0400"
_QUOTES = frozenset("«»“”„\"")
_DASHES = frozenset("—–-")
_OF_PERSONS = frozenset(("за", "о", "об", "про", "для", "з", "із", "с", "со"))  # prepositions of persons too
_SURNAME = re.compile(
    r"(?:енк[оау]|[чщ]ук|юк|ович|евич|[шс]в[іи]л[іи]|дзе|ський|ский|цький|цкий|[оеєё]в|[иії]н|[оеє]ва|[иії]на)$"
)
# Endings of place names, in any case, that few other names have.
_TOPONYMIC = re.compile(
    r"(?:[іїоеє]в[кц]|[ия]н[кц]|щин)(?:а|и|у|ою|і|ой|е|ам|ами|ах)$"
    r"|(?:(?:[іїоеє]в|ин|[сцз]ьк|ск|цк|н)(?:е|ого|ому|им|ом|ое|ым|ім))$|(?:ськ|ск|цьк|цк|[гг]рад|п[іо]ль?)(?:а|у|ом|і|е|ю|ем|)$"
    r"|(?:ич|[іо]вц|инц)(?:і|ів|ам|ями|ах|ях|и|ей|ами|ы|ев)$|(?:ищ|ськ)(?:е|а|у|ем|і)$"
)
_VILLAGE = re.compile(
    r"(?:[іїоеє]в|[ия]н)(?:к(?:а|и|у|ою|ой|е|ам|ами|ах)|ці|ок)$|(?:ич|[іо]вц|инц)(?:ів|ям|ями|ях|ей|ам|ами|ах|ев)$"
)
_ADJECTIVE = re.compile(
    r"(?:[иіы]й|[ое]го|[ое]му|ої|ьої|[иы]х|[иы]ми|ая|яя|ую|юю|[иы]е|[сцз]ьк(?:а|е|у|і|ою|им)|[сц]к(?:ой|ом|им|ое))$"
)
_AGREEING = (  # of masculine and neuter adjectives, and of what follows them
    (("ого", "его"), ("а", "я", "ого", "его", "у", "ю")),
    (("ому", "ему"), ("у", "ю", "ові", "еві", "єві", "ому", "ему", "і", "е")),
)
_TIMES = re.compile(r"\d|о$|об$|рок|рік|год|літ$|лет$|місяц|месяц|тиж|недел|день$|дн[іяе]|годин|час|пол[дн]|півд|півн")
_QUARTER = re.compile(r"(?:північн|південн|східн|західн|центральн|северн|южн|восточн|западн)")  # "Eastern X" is in X
_PEOPLE: WeakKeyDictionary[Prose, frozenset[str]] = WeakKeyDictionary()


@cache
def _lexicons() -> tuple[Lexicon, Lexicon]:
    return load("uk"), load("ru")


@cache
def _telling() -> frozenset[str]:
    """Forms of what troops do to places, of control and its flags, and of a place's parts."""
    forms: set[str] = set()
    for words in _lexicons():
        forms.update(words.senses, words.nouns["words.control"], words.nouns["words.flag"], words.nouns["kinds.part"])
        forms.update(form for form, listed in words.light.items() if any(name != "hold" for name, _ in listed))
    return frozenset(forms)


@cache
def _befalling() -> frozenset[str]:
    """Verbs of which a place is the subject: "X has fallen", "X was taken", "X passed into the hands of"."""
    forms: set[str] = set()
    for words in _lexicons():
        forms.update(f for f, senses in words.senses.items() if any(
            s.form is not None and (s.form.passive or (s.frame == "fall" and s.form.kind == "past")) for s in senses
        ))
        forms.update(f for f, listed in words.light.items() if any(
            name != "hold" and (form.passive or form.moves) for name, form in listed
        ))
    return frozenset(forms)


@cache
def _owning() -> frozenset[str]:
    """What is said of a place in hands that the teller likes: "X is ours", "X is Ukrainian again", "X is free"."""
    return frozenset(form for words in _lexicons() for form in words.owning)


@cache
def _speaking() -> frozenset[str]:
    """Verbs of saying, and nouns behind which the name of one who speaks stands ("за словами X")."""
    forms: set[str] = set()
    for words in _lexicons():
        forms.update(words.speech, words.nouns["said.accounts"])
    return frozenset(forms)


@cache
def _forces() -> frozenset[str]:
    return frozenset(form for words in _lexicons() for form in words.nouns["words.force"])


@cache
def _speakers() -> frozenset[str]:
    return frozenset(form for words in _lexicons() for form in words.nouns["said.speakers"])


@lru_cache(maxsize=65536)
def _common(word: str) -> bool:
    """Whether a word is one of the lexicons', and no name by itself."""
    return any(words.knows(word) for words in _lexicons())


@lru_cache(maxsize=65536)
def _governs_nothing(word: str) -> bool:
    """Whether a word is no noun that an adjective before it could belong to: a verb, a preposition, an adverb."""
    return word in GOVERNED or any(
        word in words.finite or word in words.frames["all"] or word in words.groups["adverbs.words"]
        or any(word in words.groups[f"clause.{group}"] for group in ("coordinators", "subordinators", "all", "hedged"))
        for words in _lexicons()
    )


def worth(prose: Prose, span: Span) -> float:
    """What the sentence says for or against a Cyrillic name that the gazetteer knows."""
    tokens, first, last = prose.tokens, span.first, span.last
    if tokens.texts[first][0] < _FIRST:
        return 0.0
    if tokens.texts[first].isupper() and len(tokens.texts[first]) >= _SHOUTED:  # a headline, where capitals say nothing
        beside = (norm(prose.lowers[first - 1]), norm(prose.lowers[last + 1]))
        return 0.0 if _telling().isdisjoint(beside) else TOLD
    surname = first == last and _SURNAME.search(tokens.lowers[first]) is not None
    place = span.meaning.likeliest
    commander = surname and prose.lowers[first - 1] in _forces() and (place is None or place.population < _CITY)
    if (
        _adverb(prose, span) or commander or _person(prose, first, last, inflected=span.inflected)
        or _quoted(prose, first, last) or _hyphened(prose, first, last) or _half(prose, first, last)
        or (first == last and not prose.noun_of(first) and _ordinary(prose, first))
    ):
        return AGAINST
    if told(prose, first, last):
        return TOLD
    doubtful = first == last and (
        tokens.opens(first) or tokens.texts[first].isupper() or (surname and not span.inflected)
    )
    return 0.0 if doubtful else CAPITAL


def _adverb(prose: Prose, span: Span) -> bool:
    """Whether what opens a sentence is a pronoun or an adverb of time: "Тим часом", "Рівно о шостій"."""
    word, following = prose.lowers[span.first], prose.lowers[span.last + 1]
    if span.first != span.last or not prose.tokens.opens(span.first):
        return False
    if following in ("в", "у"):
        following = prose.lowers[span.last + 2]
    return word in prose.words.pronouns or (word[-1] == "о" and _TIMES.match(following) is not None)


def strangers(prose: Prose, taken: Container[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised Cyrillic words, hyphens and articles among them, that no accepted name is part of."""
    tokens, capital = prose.tokens, prose.tokens.capital
    end = -1
    for first in tokens.capitals:
        word = tokens.lowers[first]
        if first <= end or first in taken or word[0] < _FIRST:
            continue
        if tokens.opens(first) and (word in GOVERNED or _common(norm(word))):
            continue
        end = first
        while end - first < 2 * _MOST:
            at = end + 1
            if at in capital and tokens.spaced(at) and at not in taken and not abbreviates(prose, at):
                end += 1
            elif tokens.lowers[end + 1] == "-" and not tokens.gap(end + 1) and tokens.lowers[end + 2][:1].isalpha():
                end += 2
            else:
                break
        known = first == end and first in prose.inside  # weighed and found wanting
        if not (known or any(at in taken for at in range(first, end + 1))) and end in capital:
            yield first, end


def abbreviates(prose: Prose, at: int) -> bool:
    """Whether a Cyrillic word is the abbreviation of a region or a body, which is no part of a name before it."""
    text = prose.tokens.texts[at]
    return 1 < len(text) < _SHOUTED and text[0] >= _FIRST and text.isupper()


def nameless(prose: Prose, first: int, last: int) -> bool:
    """Whether an unknown Cyrillic name has not the form of a person's or body's, and stands as no part of one."""
    word = norm(prose.tokens.lowers[last])
    return _SURNAME.search(word) is None and not _another(prose, first, last)


def _another(prose: Prose, first: int, last: int) -> bool:
    """Whether a word is common, an abbreviation, in quotation marks, or a person's name where it stands."""
    return (
        prose.tokens.texts[first].isupper() or _ordinary(prose, first) or _common(norm(prose.lowers[last]))
        or _hyphened(prose, first, last) or _person(prose, first, last, inflected=False) or _quoted(prose, first, last)
    )


def stranger(prose: Prose, first: int, last: int) -> bool:
    """Whether the sentence makes a place of a Cyrillic name that the gazetteer does not know."""
    tokens = prose.tokens
    word = norm(tokens.lowers[last])
    if _another(prose, first, last):
        return False
    if tokens.opens(first):
        return _ours(prose, last) or _befallen(prose, last, whole=_VILLAGE.search(word) is not None)
    before = norm(prose.lowers[first - 1])
    if before in _forces() or before in _speakers():
        return False  # "війська X": a commander's name
    if _VILLAGE.search(word) is not None:
        return True
    if _of_kind(prose, first):
        return True
    surname = _SURNAME.search(word) is not None
    likely = not surname and (
        _TOPONYMIC.search(word) is not None
        or (first != last and (looks_adjectival(norm(tokens.lowers[first])) or tokens.lowers[first + 1] in HYPHENS))
    )
    if told(prose, first, last, reach=_REACH if likely else 1 if surname else 2):
        return True
    return likely and _governed(prose, first)


def _of_kind(prose: Prose, first: int) -> bool:
    """Whether a noun says what kind of place a name is: "базу X", "останній населений пункт — X"."""
    at = first - 1 - (prose.lowers[first - 1] in _DASHES)
    noun = norm(prose.lowers[at])
    return at not in prose.tokens.capital and any(noun in words.nouns["kinds.settlement"] for words in _lexicons())


def told(prose: Prose, first: int, last: int, *, reach: int = _REACH) -> bool:
    """Whether a word of taking, holding or leaving stands near a name, with no sign between but those of a list."""
    telling = _telling()
    if any(word in telling for word in (*_words(prose, first, -1, reach), *_words(prose, last, 1, reach))):
        return True
    return _ours(prose, last)


def _befallen(prose: Prose, last: int, *, whole: bool) -> bool:
    """Whether what comes right behind a name, or in the `whole` sentence, says that it was taken or passed on."""
    at = last + 1
    if whole:
        while prose.lowers[at] and not prose.tokens.opens(at):
            if norm(prose.lowers[at]) in _befalling():
                return True
            at += 1
        return False
    if prose.lowers[at] in LIST_SIGNS:
        return not _befalling().isdisjoint(_words(prose, last, 1, _REACH))
    while any(prose.lowers[at] in words.groups["adverbs.words"] for words in _lexicons()):
        at += 1
    return norm(prose.lowers[at]) in _befalling()


def _ours(prose: Prose, last: int) -> bool:
    """ "X is ours", "X — вільний": nothing follows."""
    at = last + 1
    while prose.lowers[at] in _DASHES or any(prose.lowers[at] in w.groups["adverbs.words"] for w in _lexicons()):
        at += 1
    return norm(prose.lowers[at]) in _owning() and not prose.lowers[at + 1][:1].isalpha()


def _ordinary(prose: Prose, at: int) -> bool:
    """Whether a capitalised word is a common one, or an adjective of the noun behind it ("Східному угрупованні")."""
    word, following = norm(prose.lowers[at]), norm(prose.lowers[at + 1])
    return _common(word) or (
        _ADJECTIVE.search(word) is not None and at + 1 not in prose.tokens.capital and following[:1].isalpha()
        and _agrees(word, following) and not _governs_nothing(following)
        and prose.lowers[at + 1] not in prose.words.kind_nouns
    )


def _agrees(adjective: str, noun: str) -> bool:
    """Whether a noun may stand in the case of an adjective before it, as far as a genitive or dative shows."""
    for endings, fitting in _AGREEING:
        if adjective.endswith(endings):
            return noun.endswith(fitting)
    return True


def _hyphened(prose: Prose, first: int, last: int) -> bool:
    """Whether a hyphen joins a name to more of it."""
    tokens, lowers = prose.tokens, prose.lowers
    if lowers[last + 1] == "-" and lowers[last + 2][:1].isalpha() and not tokens.gap(last + 1):
        return True
    return first > 1 and lowers[first - 1] == "-" and not tokens.gap(first) and lowers[first - 2][:1].isalpha()


def _half(prose: Prose, first: int, last: int) -> bool:
    """Whether a known name is half of one that is not known: "Нового Йорка"."""
    tokens, lowers = prose.tokens, prose.lowers
    if first != last:
        return False
    following = first + 1 in tokens.capital and tokens.spaced(first + 1) and not abbreviates(prose, first + 1)
    if following and looks_adjectival(norm(lowers[first])) and not prose.noun_after(first + 1):
        return True
    previous = first - 1 in tokens.capital and tokens.spaced(first) and not prose.noun_after(first)
    before = norm(lowers[first - 1])
    return previous and looks_adjectival(before) and _QUARTER.match(before) is None


def _words(prose: Prose, at: int, step: int, reach: int) -> list[str]:
    """The words before or after a token in its clause; names listed with it do not count."""
    tokens = prose.tokens
    found: list[str] = []
    at += step
    end = at + step * _FAR
    while len(found) < reach and 0 <= at < len(tokens.texts) and at != end:
        word = tokens.lowers[at]
        if word[0].isalpha():
            passed = at in tokens.capital and not tokens.opens(at)
            if not (passed or word in LIST_SIGNS or word in GOVERNED or word in prose.words.kind_nouns):
                found.append(norm(word))
        elif not (word in HYPHENS or word in _QUOTES or word.isdigit() or (word == "," and _lists(prose, at))):
            break
        at += step
    return found


def _lists(prose: Prose, comma: int) -> bool:
    """Whether a comma stands between two names."""
    capital = prose.tokens.capital
    return comma - 1 in capital and (comma + 1 in capital or comma + 2 in capital)


def _governed(prose: Prose, first: int) -> bool:
    return prose.lowers[first - 1] in GOVERNED and prose.lowers[first - 1] not in _OF_PERSONS


def _quoted(prose: Prose, first: int, last: int) -> bool:
    """Whether only a name stands in quotation marks, as those of units, works and firms do."""
    capital = prose.tokens.capital
    for _ in range(_MOST):
        first -= first - 1 in capital
        last += last + 1 in capital
    return prose.lowers[first - 1] in _QUOTES and prose.lowers[last + 1] in _QUOTES


def _person(prose: Prose, first: int, last: int, *, inflected: bool) -> bool:
    """Whether a name is rather that of a person: named with one, or as one who speaks."""
    if first != last:
        return False
    tokens = prose.tokens
    word, before, after = (norm(prose.lowers[at]) for at in (first, first - 1, first + 1))
    if _stem(word) in _people(prose) or before in _accounts():
        return True
    if (
        first + 1 in tokens.capital and tokens.spaced(first + 1) and first + 1 not in prose.inside
        and not abbreviates(prose, first + 1)
    ):
        return not (_governed(prose, first) or prose.noun_after(first + 1))
    if _governed(prose, first) or before in _telling():
        return False
    if not inflected and before in _speakers() and first - 1 not in tokens.capital:
        return True
    return before in _speaking() or after in _speaking()


def _stem(word: str) -> str:
    """What the cases of a surname have in common."""
    return word[:max(4, len(word) - 3)]


@cache
def _accounts() -> frozenset[str]:
    return frozenset(form for words in _lexicons() for form in words.nouns["said.accounts"])


def _people(prose: Prose) -> frozenset[str]:
    """Beginnings of the surnames in a text: of what follows another capitalised word and makes no place with it."""
    found = _PEOPLE.get(prose)
    if found is None:
        stems = set()
        tokens = prose.tokens
        for at in tokens.capitals:
            word, before = norm(tokens.lowers[at]), norm(tokens.lowers[at - 1])
            if at - 1 not in tokens.capital or word[0] < _FIRST or not tokens.spaced(at) or len(word) < 4:
                continue
            only_opens = before in GOVERNED or _common(before) or looks_adjectival(before)
            placed = at in prose.inside and (prose.inside[at].first < at or at - 1 in prose.inside)
            if not (only_opens or placed or prose.lowers[at + 1] in prose.words.kind_nouns):
                stems.add(_stem(word))
        found = _PEOPLE[prose] = frozenset(stems)
    return found
