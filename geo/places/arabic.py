"""Arabic names in Latin letters, which everybody romanises otherwise.

The article is written "al" whatever follows, or as it sounds ("as", "ez"), with a hyphen, a space, or glued to the
word; short vowels are heard as a, e or i. `bare` takes the article away, which is safe; `skeleton` also merges the
vowels and the consonants that some tell apart and others do not, and a match on it is worth less.
"""

from __future__ import annotations

import re

# ISO codes of the countries whose places mostly have Arabic names.
COUNTRIES = frozenset((
    "AE", "BH", "DZ", "EG", "EH", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SY",
    "TN", "YE",
))
ARTICLES = frozenset(
    vowel + consonant for vowel in "ae" for consonant in ("l", "d", "dh", "n", "r", "s", "sh", "t", "th", "z")
)
_ARTICLE = re.compile(rf"\b(?:{'|'.join(sorted(ARTICLES, key=len, reverse=True))}) (?=\w{{3}})")
_GLUED = re.compile(r"(?<= )[ae]([dnrstz])(?=\1)")  # "deir ezzor"
_SHORTEST = 4  # letters of a skeleton that tell names apart
_SKELETON = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"q", "k"), (r"gh", "q"), (r"kh", "x"), (r"[sc]h", "c"), (r"dh", "d"), (r"th", "t"), (r"dj|g", "j"),
        (r"(?<=\w)y", "i"), (r"[ao]+[uw]+(?![aeiou])|[ou]+", "u"), (r"[aei]+", "a"),
        (r"(?<=a)h\b", ""), (r"(.)\1+", r"\1"),
    )
]


def bare(key: str) -> str:
    """A folded name without its articles.

    >>> bare("al qusayr"), bare("deir ezzor") == bare("deir ez zor") == bare("deir al zor")
    ('qusayr', True)
    """
    return _ARTICLE.sub("", _GLUED.sub("", key)) if " " in key else key


def skeleton(key: str) -> str:
    """The loose key of a folded name; empty where too little would be left to tell names apart.

    >>> skeleton("al hudaydah") == skeleton("hodeida"), skeleton("dayr az zawr") == skeleton("deir ezzor")
    (True, True)
    """
    key = bare(key)
    for pattern, to in _SKELETON:
        key = pattern.sub(to, key)
    return key if len(key) >= _SHORTEST else ""
