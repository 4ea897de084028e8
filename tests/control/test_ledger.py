from datetime import date

import pytest
from control_claims import BLUE_RED, THREE, claim, place, september
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control import Ledger
from geo.model import Event, Level, Resolution

OCTOBER_1 = date(2022, 10, 1)


def shown(claims, on, known_by=None, theatre=BLUE_RED):
    """Controller, status and basis of the one place."""
    (state,) = Ledger.of(claims, theatre).state_on(on, known_by)
    return state.controller, state.status.value, state.basis and state.basis.value


# --- whose word it is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "actor", "by", "stance", "expected"),
    [
        ("liberated", "blue", "blue", "claims", ("blue", "held", "claimed")),
        ("liberated", "blue", "red", "concedes", ("blue", "held", "conceded")),
        ("liberated", "blue", "red", "claims", ("blue", "held", "conceded")),  # against its own interest all the same
        ("liberated", "blue", None, "reports", ("blue", "held", "confirmed")),
        ("captured", "red", None, "suggests", ("red", "held", "claimed")),
        ("withdrew", "red", "red", "concedes", ("blue", "held", "conceded")),
        ("withdrew", "red", "blue", "claims", ("blue", "held", "claimed")),
        ("withdrew", "red", None, "reports", ("blue", "held", "confirmed")),
        ("entered", "blue", "blue", "claims", ("red", "present", "claimed")),
        ("entered", "blue", "red", "concedes", ("red", "present", "conceded")),
        ("held", "red", "red", "claims", ("red", "held", "claimed")),
    ],
)
def test_a_word_counts_fully_only_against_its_speaker_or_from_outside(event, actor, by, stance, expected):
    assert shown([claim("a", event, actor, 10, by=by, stance=stance)], september(10)) == expected


def test_a_voice_without_a_side_that_only_claims_confirms_nothing():
    rumour = claim("a", "liberated", "blue", 10, stance="claims", claimant="posts")
    assert shown([rumour], september(10)) == ("blue", "held", "claimed")


def test_three_outlets_that_relay_one_official_make_no_confirmation():
    relayed = [claim(i, "liberated", "blue", 10 + n, by="blue") for n, i in enumerate("abc")]
    assert shown(relayed, september(12)) == ("blue", "held", "claimed")


def test_a_printed_name_is_the_side_of_that_name():
    assert shown([claim("a", "withdrew", "Red", 10, by="Red")], september(10)) == ("blue", "held", "conceded")


@pytest.mark.parametrize("ids", ["ab", "ba"])
def test_two_equal_first_words_that_contradict_each_other_imply_nobody_before(ids):
    told = [claim(i, "captured", side, 10) for i, side in zip(ids, ("blue", "red"), strict=True)]
    assert shown(told, september(9)) == (None, "unknown", None)
    assert shown(told, september(10)) == (None, "contested", "claimed")


@pytest.mark.parametrize("sides", [("blue", "blue", "red"), ("blue", "red", "blue"), ("red", "blue", "blue")])
def test_repeating_one_of_two_equal_words_settles_nothing(sides):
    told = [claim(i, "captured", side, 10) for i, side in zip("abc", sides, strict=True)]
    assert shown(told, september(10)) == (None, "contested", "claimed")


def test_a_withdrawal_with_two_possible_heirs_leaves_nobody():
    left = claim("a", "withdrew", "red", 10, by="red", stance="concedes")
    assert shown([left], september(9), theatre=THREE) == ("red", "held", "inferred")
    assert shown([left], september(10), theatre=THREE) == (None, "unknown", None)


# --- what follows for other days -------------------------------------------------------------------------------------


def test_a_change_says_who_held_the_place_before():
    assert shown([claim("a", "liberated", "blue", 10, by="blue")], september(9)) == ("red", "held", "inferred")


def test_background_sets_the_earlier_date_and_leaves_the_news_alone():
    july = claim("a", "captured", "red", date(2022, 7, 15), published=11, background=True)
    assert shown([july], date(2022, 7, 14)) == ("blue", "held", "inferred")
    assert shown([july], september(11)) == ("red", "held", "confirmed")


def test_held_since_march_says_nothing_of_february():
    march = claim("a", "held", "red", date(2022, 3, 5), published=8, background=True)
    assert shown([march], date(2022, 3, 4)) == (None, "unknown", None)
    assert shown([march], date(2022, 3, 5)) == ("red", "held", "confirmed")


def test_a_change_says_nothing_of_what_was_long_before():
    freed = claim("a", "liberated", "blue", 10)
    assert shown([freed], date(2021, 9, 10)) == ("red", "held", "inferred")
    assert shown([freed], date(2021, 9, 9)) == (None, "unknown", None)


def test_still_held_after_a_confirmed_change_is_a_contradiction_not_a_change():
    freed, still = claim("a", "liberated", "blue", 10), claim("b", "held", "red", 17)
    assert shown([freed, still], september(17))[1] == "contested"


def test_a_hedged_report_is_only_a_claim():
    from dataclasses import replace

    hedged = replace(claim("a", "liberated", "blue", 10), hedged="reported")
    assert shown([hedged], september(10)) == ("blue", "held", "claimed")


FALSE_REPORT = claim("false", "liberated", "blue", 10, stance="claims", claimant="posts")
STILL_HELD = claim("still", "held", "red", 27)
FREED = claim("freed", "withdrew", "red", OCTOBER_1, by="red", stance="concedes")


def test_a_false_report_is_believed_until_the_truth_is_known():
    story = [FALSE_REPORT, FREED]
    assert shown(story, september(10), september(10)) == ("blue", "held", "claimed")
    assert shown(story, september(10), OCTOBER_1) == ("red", "held", "inferred")
    assert shown(story, date(2022, 9, 30), OCTOBER_1) == ("red", "held", "inferred")
    assert shown(story, OCTOBER_1, OCTOBER_1) == ("blue", "held", "conceded")


def test_an_outside_word_that_a_side_still_holds_strikes_out_the_claim():
    assert shown([FALSE_REPORT, STILL_HELD], september(27), september(26)) == ("blue", "held", "claimed")
    assert shown([FALSE_REPORT, STILL_HELD], september(10), september(27)) == ("red", "held", "inferred")
    assert shown([FALSE_REPORT, STILL_HELD], september(27)) == ("red", "held", "confirmed")


def test_an_outside_denial_strikes_out_the_claim():
    """What is left of the false report is nothing: nobody is known to hold the place."""
    denial = claim("no", "denied", "blue", 10, stance="denies", denied="liberated", published=27)
    assert shown([FALSE_REPORT, denial], september(10), september(26)) == ("blue", "held", "claimed")
    assert shown([FALSE_REPORT, denial], september(10)) == (None, "unknown", None)


def test_a_second_report_of_the_same_change_takes_nothing_back():
    twice = [claim("a", "liberated", "blue", 10), claim("b", "liberated", "blue", 12)]
    assert shown(twice, september(11)) == ("blue", "held", "confirmed")


def test_a_concession_that_does_not_say_since_when_leaves_earlier_claims():
    early = claim("a", "liberated", "blue", 8, by="blue")
    late = claim("b", "withdrew", "red", 10, by="red", stance="concedes", earliest=None)
    assert shown([early, late], september(8)) == ("blue", "held", "claimed")
    assert shown([early, late], september(10)) == ("blue", "held", "conceded")


# --- contradiction ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer_day", [10, 12])
def test_opposite_claims_leave_a_place_contested_from_the_second_on(answer_day):
    claims = [
        claim("a", "captured", "red", 1),
        claim("b", "liberated", "blue", 10, by="blue"),
        claim("c", "captured", "red", answer_day, by="red"),
    ]
    assert shown(claims, september(answer_day)) == ("red", "contested", "claimed")
    (state,) = Ledger.of(claims, BLUE_RED).state_on(september(answer_day))
    assert {"b", "c"} <= set(state.claims)


def test_a_party_that_denies_its_loss_contests_it_and_changes_nothing_else():
    claims = [
        claim("a", "captured", "red", 1),
        claim("b", "liberated", "blue", 10, by="blue"),
        claim("c", "denied", "blue", 10, by="red", stance="denies", denied="liberated", published=11),
    ]
    assert shown(claims, september(10), september(10)) == ("blue", "held", "claimed")
    assert shown(claims, september(10)) == ("red", "contested", "claimed")


def test_a_solid_word_ends_the_contest():
    claims = [
        claim("a", "liberated", "blue", 10, by="blue"),
        claim("b", "captured", "red", 12, by="red"),
        claim("c", "liberated", "blue", 14, by="red", stance="concedes"),
    ]
    assert shown(claims, september(14)) == ("blue", "held", "conceded")


def test_two_solid_words_for_two_sides_on_one_day_are_no_answer():
    claims = [claim("a", "liberated", "blue", 10), claim("b", "captured", "red", 10)]
    assert shown(claims, september(10))[1] == "contested"


def test_fighting_leaves_the_holder_and_entering_ones_own_town_is_no_news():
    claims = [claim("a", "captured", "red", 1), claim("b", "contested", None, 5), claim("c", "entered", "red", 6)]
    assert shown(claims, september(6)) == ("red", "contested", "confirmed")
    assert shown([claims[0], claims[2]], september(6)) == ("red", "held", "confirmed")


def test_troops_seen_inside_do_not_confirm_control():
    claims = [claim("a", "liberated", "blue", 10, by="blue"), claim("b", "entered", "blue", 10)]
    assert shown(claims, september(10)) == ("blue", "held", "claimed")


def test_a_claimed_change_of_a_solid_holder_shows_as_claimed():
    claims = [claim("a", "captured", "red", 1), claim("b", "liberated", "blue", 10, by="blue")]
    assert shown(claims, september(9)) == ("red", "held", "confirmed")
    assert shown(claims, september(10)) == ("blue", "held", "claimed")


# --- what never enters -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "idle",
    [
        claim("x", "shelled", "red", 10),
        claim("x", "advancing", "blue", 10),
        claim("x", "liberated", "blue", None, published=10),
        claim("x", "liberated", "blue", 10, at=place("Oblast", Level.REGION)),
        claim("x", "liberated", "blue", 10, resolution=Resolution.AMBIGUOUS),
        claim("x", "liberated", None, 10),
        claim("x", "denied", "blue", 10, by="red", stance="denies", denied="liberated"),
    ],
    ids=["shelled", "advancing", "undated", "region", "ambiguous", "nobody", "only denied"],
)
def test_what_changes_no_settlement_on_a_day_does_not_enter(idle):
    ledger = Ledger.of([idle], BLUE_RED)
    assert ledger.state_on(september(30)) == ()
    assert ledger.dates == ()


def test_places_of_which_nothing_was_known_yet_are_left_out():
    claims = [claim("a", "liberated", "blue", 10), claim("b", "liberated", "blue", 9, published=12, at=place("Bville"))]
    assert [s.place.name for s in Ledger.of(claims, BLUE_RED).state_on(september(10), september(11))] == ["Aville"]


def test_the_history_lists_each_change_once():
    history = Ledger.of([FALSE_REPORT, STILL_HELD, FREED], BLUE_RED).history("gn:Aville")
    assert [(s.on, s.controller) for s in history] == [
        (date.min, None),
        (date(2021, 9, 27), "red"),  # a year before the first word that stands
        (september(27), "red"),
        (OCTOBER_1, "blue"),
    ]
    assert Ledger.of([], BLUE_RED).history("gn:Aville") == ()


# --- laws ------------------------------------------------------------------------------------------------------------

EVENTS = [e for e in Event if e is not Event.DENIED]


@st.composite
def many_claims(draw):
    count = draw(st.integers(1, 9))
    return [
        claim(
            f"c{n}",
            "denied" if (denied := draw(st.booleans()) and draw(st.booleans())) else draw(st.sampled_from(EVENTS)),
            draw(st.sampled_from(["blue", "red"])),
            draw(st.integers(1, 6)),
            by=draw(st.sampled_from([None, "blue", "red"])),
            published=draw(st.integers(6, 9)),
            denied=draw(st.sampled_from(["liberated", "captured", "withdrew"])) if denied else None,
            stance="denies" if denied else None,
            at=place(draw(st.sampled_from(["Aville", "Bville"]))),
            background=draw(st.booleans()),
        )
        for n in range(count)
    ]


def everything(ledger):
    return [ledger.state_on(september(on), september(by)) for on in range(1, 8) for by in range(5, 10)]


@settings(max_examples=60, deadline=None)
@given(many_claims(), st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(claims, random):
    mixed = [*claims, *claims[:3]]
    random.shuffle(mixed)
    assert everything(Ledger.of(mixed, BLUE_RED)) == everything(Ledger.of(claims, BLUE_RED))


@settings(max_examples=60, deadline=None)
@given(many_claims())
def test_asking_as_known_by_a_day_is_asking_the_claims_of_that_day(claims):
    whole = Ledger.of(claims, BLUE_RED)
    for by in (6, 7, 8):
        known = Ledger.of([c for c in claims if c.published <= september(by)], BLUE_RED)
        assert whole.state_on(september(4), september(by)) == known.state_on(september(4))


@settings(max_examples=60, deadline=None)
@given(many_claims())
def test_every_state_names_claims_that_were_made(claims):
    for states in everything(Ledger.of(claims, BLUE_RED)):
        for state in states:
            assert set(state.claims) <= {c.id for c in claims}
            assert state.claims or state.controller is None
