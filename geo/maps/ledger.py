"""What the map shows on each day: marks, control and totals, by all that is known or by what was known on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from geo.maps.pack import column, steps
from geo.maps.rows import Rows
from geo.maps.timeline import PINNED, Happening, control_changes, spells
from geo.model import AreaEstimate, ControlState, Level, Story, Totals

_DRAWN = {**dict.fromkeys(PINNED, "pin"), Level.REGION: "label", Level.AREA: "label"}
_KEY = attrgetter("key")
_Mark = list[tuple[int, int, bool]]  # day, happening, firm


def ledgers(story: Story, rows: Rows) -> dict[str, Any]:
    """Both ledgers: `now`, and `then` (None where nothing was learnt late), which leaves out the places shown alike."""
    days = sorted({rows.day(day) for day in rows.days})
    now_marks = _marks(story, rows, story.states, then=False)
    now_control = _control(rows, story.states)
    now = {
        "steps": days,
        "marks": _columns(now_marks, rows),
        "control": now_control,
        "totals": _totals(rows, story.totals, story.estimates),
    }
    if story.then is None:
        return {"now": now, "then": None}
    marks = _marks(story, rows, story.then.states, then=True)
    control = _control(rows, story.then.states)
    return {
        "now": now,
        "then": {
            "steps": sorted({*days, *(rows.day(day) for day in story.then.dates)}),
            "marks": _columns({at: mark for at, mark in marks.items() if mark != now_marks.get(at)}, rows),
            "control": {at: spells_ for at, spells_ in control.items() if spells_ != now_control.get(at)},
            "totals": _totals(rows, story.then.totals, ()),
        },
    }


def _marks(
    story: Story, rows: Rows, states: Mapping[Any, Sequence[ControlState]], *, then: bool
) -> dict[int, _Mark]:
    """The spells of each drawn place by its position."""
    changes = control_changes(states)
    found: dict[int, _Mark] = {}
    first = 0  # happenings come by place
    for key, group in groupby(rows.happenings, _KEY):
        told, control = list(group), changes.get(key, ())
        at = rows.place_at[key]
        if rows.places[at].level in _DRAWN and (mark := _mark(story, rows, told, first, control, then=then)):
            found[at] = mark
        first += len(told)
    return found


def _mark(
    story: Story, rows: Rows, told: Sequence[Happening], first: int, control: Sequence[ControlState], *, then: bool
) -> _Mark:
    """The spells of a place from what happened there, of which `first` is the position of the first."""
    one = told[0]
    if rows.origin is None:  # no date anywhere: show the most telling event
        return [(0, first, one.firm)]
    if len(told) == 1 and not control and not then:  # as nearly all places of a large story
        return [(rows.day(one.on), first, one.firm)] if one.on is not None else []
    at = {id(happening): position for position, happening in enumerate(told, first)}
    return [(rows.day(s.since), at[id(s.happening)], s.firm) for s in spells(told, control, story.theatre, then=then)]


def _columns(marks: Mapping[int, _Mark], rows: Rows) -> dict[str, Any]:
    spells_ = [spell for mark in marks.values() for spell in mark]
    return {
        "places": steps(list(marks)),
        "kinds": column([rows.places[at].level for at in marks], _DRAWN.__getitem__),
        "counts": column([len(mark) for mark in marks.values()]),
        "days": column([day for day, _, _ in spells_]),
        "happenings": steps([happening for _, happening, _ in spells_]),
        "firm": column([firm for _, _, firm in spells_]),
    }


def _control(rows: Rows, states: Mapping[Any, Sequence[ControlState]]) -> dict[int, list[list[Any]]]:
    """Control of a place by its position: ``[day, side, status, basis]``, as it changed."""
    return {
        rows.place_at[key]: [[rows.day(s.on), rows.sides.index(s.controller), s.status, s.basis] for s in changes]
        for key, changes in control_changes(states).items()
        if key in rows.place_at
    }


def _totals(rows: Rows, totals: Sequence[Totals], estimates: Sequence[AreaEstimate]) -> list[dict[str, Any]]:
    """Areas by side for each date, with the interval where an estimate gives one."""
    interval = {(e.until, e.side): e for e in estimates if e.measure == "held" and e.region is None}
    none = len(rows.sides.rows())
    found = []
    for total in sorted(totals, key=lambda t: t.on):
        held = [(rows.sides.index(side), side, km2) for side, km2 in total.held_km2.items()]
        ordered = sorted(held, key=lambda row: none if row[0] is None else row[0])
        found.append({
            "day": rows.day(total.on),
            "contested": round(total.contested_km2, 1),
            "held": [
                [index, round(km2, 1), *_interval(interval.get((total.on, side)))] for index, side, km2 in ordered
            ],
        })
    return found


def _interval(estimate: AreaEstimate | None) -> list[float | None]:
    if estimate is None:
        return [None, None]
    return [round(v, 1) if v is not None else None for v in (estimate.low_km2, estimate.high_km2)]
