"""The rules of docs/method.md, "From claims to control": a table with a row or two for each sentence."""

from dataclasses import replace
from datetime import date

import pytest
from control_claims import BLUE_RED, claim, september
from hypothesis import given, settings
from hypothesis import strategies as st
from test_ledger import everything, many_claims

from geo.control import Ledger

RED_BEFORE = claim("red", "captured", "red", 1)  # an outsider's word
BLUE_CLAIMS = claim("blue", "liberated", "blue", 10, by="blue")
HELD = ("red", "held", "confirmed")


def denial(by, **others):
    return claim("no", "denied", "blue", 10, by=by, stance="denies", denied="liberated", **others)


RULES = [
    # 1. A party's word counts fully only against its own side.
    ("the gainer says so", [BLUE_CLAIMS], 10, ("blue", "held", "claimed")),
    ("the loser says so", [claim("a", "liberated", "blue", 10, by="red")], 10, ("blue", "held", "conceded")),
    ("the loser says that it left", [claim("a", "withdrew", "red", 10, by="red")], 10, ("blue", "held", "conceded")),
    ("the gainer says that the loser left", [claim("a", "withdrew", "red", 10, by="blue")], 10,
     ("blue", "held", "claimed")),
    ("an outsider says so", [claim("a", "liberated", "blue", 10)], 10, ("blue", "held", "confirmed")),
    ("an outsider passes it on with a hedge", [replace(claim("a", "liberated", "blue", 10), hedged="reportedly")], 10,
     ("blue", "held", "claimed")),
    ("the loser concedes what was claimed", [BLUE_CLAIMS, claim("a", "withdrew", "red", 10, by="red")], 10,
     ("blue", "held", "conceded")),
    ("an outsider confirms what was claimed", [BLUE_CLAIMS, claim("a", "liberated", "blue", 12)], 12,
     ("blue", "held", "confirmed")),
    # 2. An unopposed claim changes the map, whoever held the place.
    ("a claim against a confirmed holder", [RED_BEFORE, BLUE_CLAIMS], 10, ("blue", "held", "claimed")),
    ("and not before its day", [RED_BEFORE, BLUE_CLAIMS], 9, HELD),
    # 3. A claim opposed by a later or an equal word is contested, under whoever held the place before.
    ("opposed by an equal word of its day", [RED_BEFORE, BLUE_CLAIMS, claim("a", "captured", "red", 10, by="red")], 10,
     ("red", "contested", "claimed")),
    ("opposed by an equal word that the holder holds",
     [RED_BEFORE, BLUE_CLAIMS, claim("a", "held", "red", 10, by="red")], 10, ("red", "contested", "claimed")),
    ("opposed by a later word", [RED_BEFORE, BLUE_CLAIMS, claim("a", "held", "red", 12, by="red")], 12,
     ("red", "contested", "claimed")),
    ("and unopposed until then", [RED_BEFORE, BLUE_CLAIMS, claim("a", "held", "red", 12, by="red")], 11,
     ("blue", "held", "claimed")),
    ("a later confirmation ends the contest",
     [RED_BEFORE, BLUE_CLAIMS, claim("a", "captured", "red", 11, by="red"), claim("b", "liberated", "blue", 12)], 12,
     ("blue", "held", "confirmed")),
    # 4. A solid change says who held the place until then, and supersedes earlier claims.
    ("the other side held until then", [claim("a", "liberated", "blue", 10)], 9, ("red", "held", "inferred")),
    ("an earlier claim is superseded", [RED_BEFORE, BLUE_CLAIMS, claim("a", "liberated", "blue", 20)], 15, HELD),
    ("an outsider's denial supersedes too", [RED_BEFORE, BLUE_CLAIMS, denial(None)], 15, HELD),
    # 5. Background sets the earlier date.
    ("captured in June, news of September",
     [claim("a", "captured", "red", date(2022, 6, 1), published=12, background=True)], 1, HELD),
    ("and the news of September stands",
     [claim("a", "captured", "red", date(2022, 6, 1), published=12, background=True), BLUE_CLAIMS], 12,
     ("blue", "held", "claimed")),
    # Denials, plans, shelling never change control.
    ("the loser denies a claim", [RED_BEFORE, BLUE_CLAIMS, denial("red")], 10, ("red", "contested", "claimed")),
    ("the loser denies what is confirmed", [RED_BEFORE, claim("a", "liberated", "blue", 10), denial("red")], 10,
     ("blue", "held", "confirmed")),
    ("a denial of nothing", [RED_BEFORE, denial("red")], 10, HELD),
    ("shelling", [RED_BEFORE, claim("a", "shelled", "blue", 10)], 10, HELD),
    ("an advance, as a plan is at most", [RED_BEFORE, claim("a", "advancing", "blue", 10)], 10, HELD),
    ("entering", [RED_BEFORE, claim("a", "entered", "blue", 10)], 10, ("red", "present", "confirmed")),
    ("fighting inside", [RED_BEFORE, claim("a", "contested", None, 10)], 10, ("red", "contested", "confirmed")),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "day", "expected"), [r[1:] for r in RULES], ids=[r[0] for r in RULES])
def test_who_wins(claims, day, expected):
    (state,) = Ledger.of(claims, BLUE_RED).state_on(september(day))
    assert (state.controller, state.status.value, state.basis.value) == expected


def test_superseded_claims_stay_on_record():
    """Asked as known before the confirmation, the claim of the 10th is still the answer."""
    ledger = Ledger.of([RED_BEFORE, BLUE_CLAIMS, claim("a", "liberated", "blue", 20)], BLUE_RED)
    (state,) = ledger.state_on(september(15), known_by=september(19))
    assert (state.controller, state.claims) == ("blue", ("blue",))


@pytest.mark.parametrize(("published", "said", "known_on"), [(12, 11, 12), (None, 11, 11), (None, None, 1)])
def test_what_is_known_by_a_day_goes_by_publication_else_by_what_was_said(published, said, known_on):
    """Of the 10th; without either date it was known at any time."""
    told = replace(
        claim("a", "liberated", "blue", 10), said=said and september(said), published=published and september(published)
    )
    ledger = Ledger.of([told], BLUE_RED)
    assert len(ledger.state_on(september(10), known_by=september(known_on))) == 1
    if known_on > 1:
        assert ledger.state_on(september(10), known_by=september(known_on - 1)) == ()


def test_one_official_relayed_by_three_outlets_counts_once():
    """Three relays of one side's word neither confirm it nor outweigh one equal word of the other side."""
    relayed = [claim(f"relay {n}", "liberated", "blue", 10, by="blue", published=10 + n) for n in range(3)]
    answer = claim("answer", "captured", "red", 10, by="red")
    for claims, expected in ((relayed, ("held", "claimed")), ([*relayed, answer], ("contested", "claimed"))):
        (state,) = Ledger.of([RED_BEFORE, *claims], BLUE_RED).state_on(september(13))
        assert (state.status.value, state.basis.value) == expected
        assert {c.id for c in claims} <= set(state.claims)


@settings(max_examples=60, deadline=None)
@given(many_claims(), st.integers(0, 9))
def test_a_batch_is_the_same_as_claims_that_came_in_two_parts(claims, first):
    """What was asked in between, and folded for it, leaves no trace."""
    early, late = claims[:first], claims[first:]
    everything(Ledger.of(early, BLUE_RED))
    assert everything(Ledger.of([*late, *early], BLUE_RED)) == everything(Ledger.of(claims, BLUE_RED))


@settings(max_examples=60, deadline=None)
@given(many_claims(), st.permutations(range(9)))
def test_the_names_of_claims_decide_nothing(claims, names):
    renamed = [replace(made, id=f"c{names[n]}") for n, made in enumerate(claims)]

    def told(ledger):
        return [[(s.controller, s.status, s.basis) for s in states] for states in everything(ledger)]

    assert told(Ledger.of(renamed, BLUE_RED)) == told(Ledger.of(claims, BLUE_RED))
