"""Web pages saved as .html: the article in one, with what the page says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from geo.errors import InputError
from geo.model import Fault, Report
from geo.reading.fields import FIRST_YEAR, LAST_YEAR, LONGEST, shown, to_report
from geo.reading.ours import refuse_own_document

_LARGEST = 20_000_000  # bytes of a page, most of it scripts
# Telling an article from what is around it takes seconds for so many, and minutes and gigabytes for ten times as many.
_MOST = 20_000  # elements
_DATES = {
    "original_date": True,  # of publication, not of the last change
    "extensive_search": False,  # what the page says of itself; a date in the text may be anybody's
    "min_date": f"{FIRST_YEAR}-01-01",
    "max_date": f"{LAST_YEAR}-12-31",
}


def read_page(path: Path) -> Iterator[Report | Fault]:
    """Read the article of a page; title, date, outlet and address are those that the page gives, the id is its stem.

    The encoding is the one that the page declares, else a likely one.

    Raises
    ------
    InputError
        If it is no page, holds no article or too much, or the package that reads pages is not installed.
    """
    refuse_own_document(path)
    if (size := path.stat().st_size) > _LARGEST:
        raise InputError(f"expected a page of at most {_LARGEST:,} bytes, got {size:,}: save its text as .txt")
    yield parse_page(path.read_bytes(), default_id=shown(Path(path.stem)))


def parse_page(content: bytes, *, default_id: str) -> Report:
    """Find the article in a page; its paragraphs are parted by an empty line.

    Raises
    ------
    InputError
        As `read_page` does.
    """
    trafilatura = _trafilatura()
    tree = trafilatura.load_html(content) if content.strip() else None
    if tree is None:
        raise InputError("expected a web page, got no HTML: save the page again, or its text as .txt")
    if (elements := sum(1 for _ in tree.iter())) > _MOST:
        raise InputError(f"expected a page of at most {_MOST:,} elements, got {elements:,}: save its article as .txt")
    letters = sum(len(text) for text in tree.itertext()) - sum(len(s.text or "") for s in tree.iter("script", "style"))
    if letters > LONGEST:
        raise InputError(f"expected a page of at most {LONGEST:,} letters, got {letters:,}: save its article as .txt")
    language = (tree.get("lang") or "")[:2].lower()
    found = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES)
    )
    if found is None or not (found.text or "").strip():
        raise InputError("expected a page with an article, found none in it: save its text as .txt")
    fields = {
        "title": found.title,
        "published": _published(found.date),
        "outlet": found.sitename or found.hostname,
        "url": found.url,
        "language": language if language.isalpha() else None,
    }
    return to_report(fields, text="\n\n".join(found.text.splitlines()) + "\n", default_id=default_id)


def _published(value: str | None) -> str | None:
    """A date as the page gives it, if it is one."""
    try:
        return date.fromisoformat(value or "").isoformat()
    except ValueError:
        return None


def _trafilatura() -> Any:
    try:
        import trafilatura  # half a second, and most sources are no pages
    except ImportError as error:
        raise InputError(
            "expected the package trafilatura, which reads .html, found none: install it, or save the text as .txt"
        ) from error
    return trafilatura
