"""What each marker shows, from which day on, and whether it stands filled or hollow."""

from __future__ import annotations

from map_stories import ABERDALE, BROOKSTON, NORTH, SOUTH, THEATRE, claim, day, state, story

from geo.maps.timeline import control_changes, day_of, happenings, spells
from geo.model import Basis, Event, Stance, Status


def test_two_claims_of_one_event_on_one_day_are_one_happening() -> None:
    first = claim(ABERDALE, Event.LIBERATED, day(2), id="a")
    second = claim(ABERDALE, Event.LIBERATED, day(2), claimant="A mayor", stance=Stance.CLAIMS, id="b")
    (only,) = happenings([first, second])
    assert [c.id for c in only.claims] == ["a", "b"]


def test_the_same_event_by_the_other_side_is_another_happening() -> None:
    both = [claim(ABERDALE, Event.HELD, day(2), actor=side) for side in (NORTH, SOUTH)]
    assert len(happenings(both)) == 2


def test_background_and_unresolved_claims_do_not_happen_on_the_map() -> None:
    claims = [
        claim(ABERDALE, Event.CAPTURED, day(-150), background=True),
        claim(None, Event.CAPTURED, day(3), candidates=(ABERDALE, BROOKSTON)),
    ]
    assert happenings(claims) == ()


def test_happenings_go_by_day_then_by_how_telling_they_are_and_undated_come_last() -> None:
    claims = [
        claim(ABERDALE, Event.SHELLED, None),
        claim(ABERDALE, Event.SHELLED, day(1)),
        claim(ABERDALE, Event.LIBERATED, day(1)),
        claim(BROOKSTON, Event.DENIED, day(0)),
    ]
    assert [(h.on, h.event) for h in happenings(claims)] == [
        (day(0), Event.DENIED),
        (day(1), Event.LIBERATED),
        (day(1), Event.SHELLED),
        (None, Event.SHELLED),
    ]


def test_an_undated_claim_counts_from_the_day_it_was_said() -> None:
    assert day_of(claim(ABERDALE, Event.HELD, None, said=day(4), published=day(5))) == day(4)


def test_a_marker_shows_the_latest_day_and_its_most_telling_event() -> None:
    found = happenings([
        claim(ABERDALE, Event.SHELLED, day(1)),
        claim(ABERDALE, Event.LIBERATED, day(3)),
        claim(ABERDALE, Event.WITHDREW, day(3), actor=SOUTH),
    ])  # fmt: skip
    assert [(s.since, s.happening.event) for s in spells(found, (), THEATRE)] == [
        (day(1), Event.SHELLED),
        (day(3), Event.LIBERATED),
    ]


def test_a_claim_is_hollow_until_control_is_confirmed_where_it_says() -> None:
    found = happenings([claim(ABERDALE, Event.LIBERATED, day(1), claimant="A marshal", stance=Stance.CLAIMS, id="c")])
    control = (
        state(ABERDALE, day(1), "north", Basis.CLAIMED, "c"),
        state(ABERDALE, day(4), "north", Basis.CONCEDED, "c", "d"),
    )
    assert [(s.since, s.firm) for s in spells(found, control, THEATRE)] == [(day(1), False), (day(4), True)]


def test_a_claim_stays_hollow_when_the_other_side_is_confirmed() -> None:
    found = happenings([claim(ABERDALE, Event.LIBERATED, day(1), claimant="A marshal", stance=Stance.CLAIMS, id="c")])
    control = (state(ABERDALE, day(2), SOUTH, Basis.CONFIRMED, "d", "c"),)
    assert [s.firm for s in spells(found, control, THEATRE)] == [False]


def test_what_an_outlet_reports_itself_is_firm_and_what_it_reports_somebody_saying_is_not() -> None:
    own = claim(ABERDALE, Event.HELD, day(1))
    quoted = claim(BROOKSTON, Event.HELD, day(1), claimant="A clerk", stance=Stance.REPORTS)
    assert {h.key: h.firm for h in happenings([own, quoted])} == {ABERDALE.key: True, BROOKSTON.key: False}


def test_control_keeps_only_what_changed() -> None:
    told = story(states={
        day(0): (state(ABERDALE, day(0), SOUTH, Basis.CONFIRMED, "a"),),
        day(1): (state(ABERDALE, day(1), SOUTH, Basis.CONFIRMED, "a"),),
        day(2): (state(ABERDALE, day(2), None, None, status=Status.UNKNOWN),),
    })  # fmt: skip
    assert [s.on for s in control_changes(told)[ABERDALE.key]] == [day(0), day(2)]
