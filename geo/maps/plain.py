"""The story without a script: its events as a table, for readers, searches and archives that run none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from heapq import nsmallest

from geo import escape
from geo.maps.timeline import day_of
from geo.model import Claim, Story

_MOST = 40_000  # letters; a longer story says how many of its claims are left out
_LEAST = 63  # letters of a row of empty cells
_COLUMNS = ("date", "place", "event", "side", "claimant", "quote")


def events(story: Story, messages: Mapping[str, str]) -> str:
    """An HTML table of the claims that are news, by day, as many as fit; empty where nothing happened."""
    news = [claim for claim in story.claims if not claim.background]
    claims = nsmallest(_MOST // _LEAST, news, key=lambda c: (day_of(c) or date.max, c.place, c.id))
    rows: list[str] = []
    left = _MOST
    for claim in claims:
        row = _row(_cells(claim, story, messages), "td")
        left -= len(row)
        if left < 0:
            break
        rows.append(row)
    if not rows:
        return ""
    head = _row([messages[f"plain.{column}"] for column in _COLUMNS], "th")
    more = len(news) - len(rows)
    note = escape.html(messages["plain.more"].replace("{n}", str(more))) if more else ""
    return f"<table>{head}{''.join(rows)}</table>{note}"


def _cells(claim: Claim, story: Story, messages: Mapping[str, str]) -> list[str]:
    place, side = claim.toponym.place, story.theatre.side(claim.actor)
    on = day_of(claim)
    return [
        on.isoformat() if on else "",
        place.name if place is not None else claim.toponym.name,
        messages[f"event_alone.{claim.event.value}"],
        side.name if side is not None else claim.actor or "",
        claim.claimant or "",
        claim.quote,
    ]


def _row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape.html(cell)}</{tag}>" for cell in cells) + "</tr>\n"
