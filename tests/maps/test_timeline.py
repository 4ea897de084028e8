"""What each marker shows, from which day on, and whether it stands filled or hollow."""

from __future__ import annotations

from dataclasses import replace

from map_stories import ABERDALE, BROOKSTON, NORTH, SOUTH, THEATRE, claim, day, state

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


def test_happenings_go_by_place_then_day_then_by_how_telling_they_are_and_undated_come_last() -> None:
    claims = [
        claim(BROOKSTON, Event.DENIED, day(0)),
        claim(ABERDALE, Event.SHELLED, None),
        claim(ABERDALE, Event.SHELLED, day(1)),
        claim(ABERDALE, Event.LIBERATED, day(1)),
    ]
    assert [(h.key, h.on, h.event) for h in happenings(claims)] == [
        (ABERDALE.key, day(1), Event.LIBERATED),
        (ABERDALE.key, day(1), Event.SHELLED),
        (ABERDALE.key, None, Event.SHELLED),
        (BROOKSTON.key, day(0), Event.DENIED),
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
    states = {
        day(0): (state(ABERDALE, day(0), SOUTH, Basis.CONFIRMED, "a"),),
        day(1): (state(ABERDALE, day(1), SOUTH, Basis.CONFIRMED, "a"),),
        day(2): (state(ABERDALE, day(2), None, None, status=Status.UNKNOWN),),
    }
    assert [s.on for s in control_changes(states)[ABERDALE.key]] == [day(0), day(2)]


def test_as_known_then_a_marker_shows_an_event_from_the_day_it_became_known() -> None:
    late = claim(ABERDALE, Event.LIBERATED, day(2), published=day(5))
    found = happenings([claim(ABERDALE, Event.SHELLED, day(1)), late, claim(ABERDALE, Event.HELD, day(3))])
    shown = [(s.since, s.happening.event) for s in spells(found, (), THEATRE, then=True)]
    # What became known on the fifth day had happened before what was shown already, and does not replace it.
    assert shown == [(day(1), Event.SHELLED), (day(3), Event.HELD)]


def test_as_known_then_a_marker_turns_firm_when_somebody_who_vouches_is_published() -> None:
    said = claim(ABERDALE, Event.LIBERATED, day(1), claimant="A marshal", stance=Stance.CLAIMS)
    seen = claim(ABERDALE, Event.LIBERATED, day(1), published=day(4))
    found = happenings([said, seen])
    assert [(s.since, s.firm) for s in spells(found, (), THEATRE)] == [(day(1), True)]
    assert [(s.since, s.firm) for s in spells(found, (), THEATRE, then=True)] == [(day(1), False), (day(4), True)]


def test_an_event_with_an_undated_word_is_known_always() -> None:
    undated = replace(claim(ABERDALE, Event.HELD, day(1)), said=None, published=None)
    (only,) = happenings([undated, claim(ABERDALE, Event.HELD, day(1), published=day(3))])
    assert only.known is None
