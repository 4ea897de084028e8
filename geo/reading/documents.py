"""Texts of one report each: .txt and .md, with front matter or a date in the first line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.model import Fault, Report
from geo.reading.fields import LARGEST, decode, parse_date, shown, to_report, too_long

# YAML ends a head with '...' as well.
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_OPEN_HEAD = re.compile(r"\s*---[ \t]*\r?\n[ \t]*[A-Za-z_]+[ \t]*:")  # a rule would stand above prose
_HEAD_LIMIT = 64_000  # characters; YAML reads slowly and nests deeply, a report's head has a dozen lines
_HEAD_DEPTH = 20  # lists in lists; libyaml's composer calls itself for each, and ends the process at some thousands
_TIME = r"(?:T| )[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:[ ]?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?"
_DATE_WORD = re.compile(
    rf"\s*(?:date\b[ \t]*:?[ \t]*)?([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:{_TIME})?(?![\w-])[ \t]*:?[ \t]*", re.I
)
_HEADLINE_LIMIT = 300  # characters; a longer first line is a paragraph
_HEADING = re.compile(r"\s*#[ \t]+(\S[^\r\n]*)")


def read_document(path: Path) -> Iterator[Report | Fault]:
    """Read one report; its id is the file's stem unless the front matter says otherwise.

    Raises
    ------
    InputError
        If it is no UTF-8 text, empty, or has a head that cannot be understood.
    """
    if (size := path.stat().st_size) > LARGEST + _HEAD_LIMIT:
        raise too_long(f"{size:,} bytes")
    content = decode(path.read_bytes())
    if not content.strip():
        raise InputError("expected a report, got an empty file: put its text in or remove the file")
    yield parse_document(content, default_id=shown(Path(path.stem)))


def parse_document(content: str, *, default_id: str) -> Report:
    """Part a document into what describes it and the text that spans count in.

    The front matter goes. Where no front matter gives the date, a date that opens the text goes too, with the word
    before it, and what follows on that line is both the title and the beginning of the text. A Markdown heading in
    first place is the title where nothing else is.

    Raises
    ------
    InputError
        If the front matter is no mapping, a field or the date is none, or there is no text.

    Examples
    --------
    >>> report = parse_document("date 2022-09-11 A headline\\n\\nThe body.", default_id="a")
    >>> report.published.isoformat(), report.title, report.text
    ('2022-09-11', 'A headline', 'A headline\\n\\nThe body.')
    """
    fields: dict[str, Any] = {}
    text = content
    if front := _FRONT_MATTER.match(content):
        fields = _front_matter(front.group(1))
        text = content[front.end() :]
    elif _OPEN_HEAD.match(content):
        raise InputError("expected front matter between two lines '---', found no second one: add it below the head")
    if not fields.get("published") and (word := _DATE_WORD.match(text)):
        fields["published"] = parse_date(word.group(1)).isoformat()
        text = text[word.end() :]
        headline = text.partition("\n")[0].strip()
        if 0 < len(headline) <= _HEADLINE_LIMIT and not fields.get("title"):
            fields["title"] = headline
    elif not fields.get("title") and (heading := _HEADING.match(text)):
        fields["title"] = heading.group(1)
    return to_report(fields, text=text, default_id=default_id)


def _front_matter(source: str) -> dict[str, Any]:
    """Read YAML with every scalar as the text it is: dates are judged by us, with one message for all sources.

    Names of fields are in lower case in the result, and `date` stands for `published` where that is missing.
    """
    import yaml  # half of the start-up time of reading, and most texts have no front matter

    if len(source) > _HEAD_LIMIT:
        raise InputError(f"expected front matter of at most {_HEAD_LIMIT} letters, got {len(source)}: cut it")
    try:
        # The base loader makes texts, lists and mappings only; libyaml's is ten times as fast where it is there.
        kind = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        if _is_deep(yaml.parse(source, Loader=kind)):
            raise InputError(
                "expected front matter of lines such as 'title: …', found a mistake (lists in lists in lists): cut them"
            )
        loader = kind(source)
        try:
            head = loader.get_single_node()
            fields = loader.construct_document(head) if head else None
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise InputError(
            f"expected front matter of lines such as 'title: …', found a mistake{where}: put values with ': ' in quotes"
        ) from error
    if fields in (None, ""):
        return {}
    if not isinstance(fields, dict):
        raise InputError("expected front matter of lines such as 'title: …' between two '---' lines, got other text")
    pairs = head.value if head else ()  # in the mapping, the last of two has won already
    seen = Counter(key.value.casefold() for key, _ in pairs)
    if twice := [name for name, times in seen.items() if times > 1]:
        raise InputError(f"expected each field of the front matter once, got {twice[0][:60]!r} twice: leave one")
    named = {name.casefold(): value for name, value in fields.items()}
    return {"published": named.get("date"), **named}


def _is_deep(events: Iterable[Any]) -> bool:
    """Whether lists and mappings of a YAML text lie too deep in one another."""
    from yaml import CollectionEndEvent, CollectionStartEvent

    steps = (isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent) for event in events)
    return any(depth > _HEAD_DEPTH for depth in accumulate(steps))
