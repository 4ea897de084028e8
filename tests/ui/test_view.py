"""What a choice of claims shows, and what it must leave alone."""

from dataclasses import replace
from datetime import timedelta

from page_story import ALDER, FIFTH, THIRD, story
from shapely import box

from geo.model import Cell, CellState, Event, Status, Territory
from geo.ui.view import View, eve, events_of, narrow, sides_of
from geo.ui.words import Unit

SECOND = THIRD - timedelta(days=1)


def ids(view: View) -> list[str]:
    return [c.id for c in narrow(story(), view).claims]


def test_no_choice_shows_the_whole_story() -> None:
    assert narrow(story(), View()) == story()


def test_a_side_shows_what_it_does_not_what_is_done_to_it() -> None:
    assert ids(View(sides=frozenset({"Northland"}))) == ["c1", "c3"]


def test_a_claim_that_names_no_side_has_a_choice_of_its_own() -> None:
    assert ids(View(sides=frozenset({"not said"}))) == ["c4"]


def test_an_event_shows_claims_of_that_event() -> None:
    assert ids(View(events=frozenset({Event.WITHDREW, Event.ENTERED}))) == ["c2", "c3"]


def test_days_bound_claims_on_both_ends_and_keep_what_has_no_date() -> None:
    assert ids(View(since=FIFTH)) == ["c3", "c4"]
    assert ids(View(until=FIFTH - timedelta(days=1))) == ["c1", "c2", "c4"]
    assert ids(View(since=THIRD, until=FIFTH)) == ["c1", "c2", "c3", "c4"]


def test_days_bound_the_time_line_and_what_is_shown_first() -> None:
    shown = narrow(story(), View(until=THIRD))
    assert shown.dates == (THIRD,)
    assert list(shown.states) == [THIRD]
    assert [t.on for t in shown.totals] == [THIRD]
    assert shown.on == THIRD


def test_a_place_without_a_shown_claim_loses_its_marker_but_no_total_changes() -> None:
    shown = narrow(story(), View(events=frozenset({Event.WITHDREW})))
    assert [(s.place.name, s.claims) for s in shown.states[FIFTH]] == [("Alder", ("c2",))]
    assert shown.totals == story().totals


def test_change_counts_from_the_day_before_the_first_shown_where_that_is_known() -> None:
    """One square degree at the equator, 12,309 km², held by the south until the north takes it on 3 May."""
    cell = Cell(place=ALDER, region="Wood Oblast", geometry=box(0, 0, 1, 1), area_km2=12309.0)
    spells = [
        CellState(since=d, controller=c, status=Status.HELD, basis=None)
        for d, c in ((SECOND, "south"), (THIRD, "north"))
    ]
    ground = Territory(cells=(cell,), histories={ALDER.key: tuple(spells)}, regions=("adm1:XX-1",), method="")
    before = eve(story(territory=ground))
    assert before.on == SECOND
    assert before.held_km2["south"] == 12309.0
    unknown = replace(ground, histories={ALDER.key: tuple(spells[1:])})
    assert eve(story(territory=unknown)).on == THIRD
    assert eve(story()).on == THIRD


def test_sides_come_most_active_first_and_events_in_the_order_of_the_model() -> None:
    assert sides_of(story()) == ("Northland", "Southland", "not said")
    assert events_of(story()) == (Event.LIBERATED, Event.ENTERED, Event.WITHDREW, Event.SHELLED)


def test_the_unit_draws_no_new_map_and_any_other_choice_does() -> None:
    assert View(unit=Unit.SQ_MI).digest == View().digest
    choices = [View(since=THIRD), View(until=THIRD), View(sides=frozenset("a")), View(events=frozenset({Event.HELD}))]
    assert len({v.digest for v in [*choices, View()]}) == 5
