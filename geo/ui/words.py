"""What the page says: its messages, days and areas as text, and outside text made safe for Markdown."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from geo.model import Claim, Fault, Story
from geo.resources import messages

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#+!|~$:&%^=@\"]")


class Unit(StrEnum):
    """The unit that areas are shown in."""

    KM2 = "km²"
    SQ_MI = "sq mi"


def text(key: str, **values: object) -> str:
    """The page's message `key` with its braces filled in."""
    return messages.load()[f"page.{key}"].format(**values)


def shared(key: str) -> str:
    """A message that the map says too: "stance.claims"."""
    return messages.load()[key]


def day(value: date) -> str:
    """A day as people write it.

    >>> day(date(2022, 9, 8))
    '8 Sep 2022'
    """
    return f"{value.day} {text(f'month.{value.month}')} {value.year}"


def markdown(outside: str) -> str:
    """Encode outside text for Streamlit's Markdown: one line, every sign of syntax as an entity.

    >>> markdown("![x](http://a.b) [[2]]")
    '&#33;&#91;x&#93;(http&#58;//a.b) &#91;&#91;2&#93;&#93;'
    """
    return _MARKDOWN.sub(lambda m: f"&#{ord(m.group())};", " ".join(outside.split()))


def sentence(fault: Fault) -> str:
    """A fault as the page tells it."""
    return text("fault", source=markdown(fault.source), message=markdown(fault.message))


def party(story: Story, name: str | None) -> str:
    """The printed name of a side, however the claim names it."""
    if name is None:
        return text("nobody")
    side = story.theatre.side(name)
    return side.name if side else name


def claim_day(claim: Claim) -> date | None:
    """The day a claim is filed under: when it happened, else was said, else was published."""
    return claim.when.best or claim.when.earliest or claim.said or claim.published
