"""What was known on each day itself, and which claims later words belied."""

from __future__ import annotations

from dataclasses import replace

from map_stories import ABERDALE, BROOKSTON, SOUTH, THEATRE, claim, day

from geo.model import Analysis, Basis, Claim, Event, Stance, Status
from geo.pipeline.hindsight import as_known_then, belied
from geo.pipeline.measures import NO_GROUND


def analysis(*claims: Claim) -> Analysis:
    return Analysis(reports=(), theatre=THEATRE, toponyms={}, claims=claims, areas=())


def by_party(said: Claim, side: str) -> Claim:
    return replace(said, claimant="A spokesman", claimant_side=side, stance=Stance.CLAIMS)


# The North says on the 4th day that it holds Aberdale; a reporter there on the 20th finds that it came only then.
FALSE = by_party(claim(ABERDALE, Event.LIBERATED, day(4), id="false", report="r1"), "north")
TRUE = claim(ABERDALE, Event.LIBERATED, day(20), id="true", report="r2")


def test_a_claim_that_a_later_word_contradicts_is_belied_from_that_word_on() -> None:
    assert belied(analysis(FALSE, TRUE)) == {"false": day(20)}


def test_each_day_is_held_as_was_known_on_it() -> None:
    then = as_known_then(analysis(FALSE, TRUE), (day(4), day(20)), NO_GROUND)
    assert then is not None
    held = {on: (states[0].controller, states[0].basis) for on, states in then.states.items()}
    assert held == {day(4): ("north", Basis.CLAIMED), day(20): ("north", Basis.CONFIRMED)}


def test_the_day_on_which_a_report_comes_out_is_a_day_of_what_was_known_then() -> None:
    late = claim(ABERDALE, Event.LIBERATED, day(4), published=day(9))
    then = as_known_then(analysis(late), (day(4),), NO_GROUND)
    assert then is not None
    assert {on: [s.controller for s in states] for on, states in then.states.items()} == {day(4): [], day(9): ["north"]}


def test_where_everything_was_known_at_once_there_is_one_reading_only() -> None:
    assert as_known_then(analysis(TRUE), (day(20),), NO_GROUND) is None


def test_a_gain_that_was_lost_again_is_not_belied() -> None:
    lost = claim(ABERDALE, Event.CAPTURED, day(9), actor=SOUTH)
    assert belied(analysis(claim(ABERDALE, Event.LIBERATED, day(4)), lost)) == {}


def test_a_claim_that_is_only_disputed_is_not_belied() -> None:
    other = by_party(claim(ABERDALE, Event.HELD, day(4), actor=SOUTH), "south")
    assert belied(analysis(FALSE, other)) == {}


def test_a_withdrawal_that_did_not_happen_is_belied() -> None:
    gone = by_party(claim(BROOKSTON, Event.WITHDREW, day(4), actor=SOUTH, id="gone"), "north")
    seen = claim(BROOKSTON, Event.HELD, day(6), actor=SOUTH)
    assert belied(analysis(gone, seen)) == {"gone": day(6)}


def test_background_is_no_news_to_be_belied() -> None:
    assert belied(analysis(replace(FALSE, background=True), TRUE)) == {}


def test_a_place_in_dispute_then_is_contested_then() -> None:
    denied = by_party(claim(ABERDALE, Event.HELD, day(5), actor=SOUTH, published=day(7)), "south")
    then = as_known_then(analysis(FALSE, denied), (day(4), day(5)), NO_GROUND)
    assert then is not None
    assert [s.status for s in then.states[day(5)]] == [Status.HELD]
    assert [s.status for s in then.states[day(7)]] == [Status.CONTESTED]
